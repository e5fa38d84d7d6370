"""The report of a school as pages and tables: worded here, so that templates decide nothing."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup, escape

from pdcli.attestation.confirmations import ConfirmationState, StandingCounts
from pdcli.discovery.trust import Trust
from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.tables import table
from pdcli.i18n import N_, NP_, Lang, translations
from pdcli.i18n.dates import short_date, shown_school_year
from pdcli.i18n.numbers import shown_fraction, shown_number, shown_share
from pdcli.i18n.sentences import inside
from pdcli.model.forms import Field
from pdcli.model.plain import ISO_DATE
from pdcli.model.school_year import year_before
from pdcli.render.brought import brought_box
from pdcli.render.confirmed import STANDINGS, shown_counts
from pdcli.render.formats import Data, Tables, Template, template, to_format
from pdcli.render.school_pages import calendar_file, page_sheet, page_views
from pdcli.render.spreadsheet import Sheet, Value
from pdcli.render.values import value_text
from pdcli.school.entries import Entry, Measure, Note, as_ref
from pdcli.school.measures import MEASURES
from pdcli.school.pages import PAGES
from pdcli.school.report import Indicator, SchoolReport, report_data
from pdcli.wording.counts import counts_line

NOTES: dict[Note, str] = {
    "draft": N_("draft"),
    "missing": NP_("document", "missing"),
    "no-action": N_("no action in the plan"),
    "no-mentor": N_("no mentor"),
    "no-action-no-mentor": N_("no action in the plan, no mentor"),
    "few-answers": N_("fewer than 5 answers"),
    "no-number": N_("the number of answers is not stated"),
}
UNITS = {
    "teachers": N_("teachers"),
    "novices": N_("novices"),
    "goals": N_("goals"),
    "lines": N_("actions"),
    "areas": N_("growth areas"),
    "quarters": N_("quarters"),
    "groups": N_("groups"),
    "visits": N_("visited lessons"),
    "concerns": N_("concerns"),
    "surveys": N_("diagnostics"),
    "communities": N_("groups"),
    "notes": N_("analytical notes"),
    "conclusions": N_("conclusions"),
    "documents": N_("documents"),
    "decisions": N_("decisions"),
    "plans": N_("plans"),
    "tutors": N_("tutors"),
    "corrections": N_("corrections"),
    "stages": N_("stages"),
    "hours": N_("hours"),
    "pairs": N_("pairs"),
}
# What is told of evidence even where there is none.
_ALWAYS = ("declared", "confirmed")
# Answers that stand beside an entry: where the form has their words, and their names where no form has them.
_FACTS = {
    "form": ("design", "plan"),
    "resources": ("design", "plan"),
    "mentor": ("design", "plan"),
    "school_goal": ("design", "goals"),
    "quarter": ("school", "notes"),
    "date": ("school", "notes"),
    "reached": ("approbation", "results"),
    "round": ("diagnostic", ""),
    "asked": ("diagnostic", ""),
    "answered": ("diagnostic", ""),
    "agree": ("diagnostic", "questions"),
    "partly": ("diagnostic", "questions"),
    "disagree": ("diagnostic", "questions"),
    "owner": ("group", "decisions"),
    "due": ("group", "decisions"),
    "stage": ("school-plan", "lines"),
    "hours": ("school-plan", "lines"),
    "order": ("school", "mentors"),
}
_NAMES = {
    "curator": N_("Informal curator"),
    "words": N_("Words in common"),
    # Translators: followed by meetings of councils and associations.
    "meetings": N_("Discussed at"),
    # Translators: followed by meetings of groups of other types.
    "other_meetings": N_("Not counted, in other groups"),
}
_BAR_WIDTH, _BAR_HEIGHT = 160, 10


class LineView(NamedTuple):
    """One line of a list: whose, what, and where it stands."""

    who: str
    what: str
    refs: tuple[str, ...]


class ListView(NamedTuple):
    """A list behind a number, under its heading."""

    head: str
    lines: tuple[LineView, ...]


class NumberView(NamedTuple):
    """A number with its name, its bar, the way it is counted, what it was a year earlier, and its lists.

    `kept_back` says why there are no lists; else it is empty.
    """

    key: str
    label: str
    how: str
    text: str
    before: str
    bar: Markup
    kept_back: str
    lists: tuple[ListView, ...]


class IndicatorView(NamedTuple):
    """An indicator with its table (empty for the appendix), its target, its numbers, and what the school says of it.

    `shared` are numbers with a place at another indicator.
    """

    key: str
    table: str
    label: str
    target: str
    numbers: tuple[NumberView, ...]
    shared: tuple[NumberView, ...]
    stated: str
    stated_in: str


class StageView(NamedTuple):
    """The indicators of one stage."""

    name: str
    indicators: tuple[IndicatorView, ...]


class YearsView(NamedTuple):
    """The same numbers for every school year seen."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def render_school(report: SchoolReport, suffix: str, lang: Lang, trust: Trust | None = None) -> str | bytes:
    """The report in a format; without a `trust` it looks as pd's own templates say.

    Raises UserError where XLSX is asked for and its library is not installed.
    """
    return to_format(
        suffix,
        page=lambda: _page(report, trust, lang),
        tables=lambda: Tables(_indicator_sheet(report, lang), sheets(report, lang)),
        data=lambda: Data(report_data(report)),
        calendar=lambda: calendar_file(report, lang),
    )


def _page(report: SchoolReport, trust: Trust | None, lang: Lang) -> Template:
    return template(
        "school", trust, lang, brought=brought_box(report.brought, lang, of_school=True), report=report,
        year=shown_school_year(report.year), year_before=shown_school_year(year_before(report.year)),
        stages=stages(report, lang), years=years(report, lang), pages=page_views(report, lang),
        goals=tuple(f"{dict(goal.facts)['id']} {goal.text}" for goal in report.goals),
        unread=unread(report), not_teaching=not_teaching(report, lang), files=counts_line(report.files.counts, lang),
        evidence=shown_counts(report.evidence.declared, report.evidence.confirmed, report.evidence.claimed, lang),
    )  # fmt: skip


def unread(report: SchoolReport) -> list[str]:
    """What could not be read, each with its place and the cause."""
    return [as_ref(entry.teacher, entry.file.text) if entry.teacher else entry.file.text for entry in report.unreadable]


def not_teaching(report: SchoolReport, lang: Lang) -> str:
    """The people whom numbers of teachers leave out, with their roles; empty where there is none."""
    form = FormLibrary().get("portfolio") if report.not_teaching else None
    return ", ".join(
        f"{item.teacher.name} ({form.by_key['role'].choice_label(item.role, lang)})"
        if form and item.role
        else item.teacher.name
        for item in report.not_teaching
    )


def stages(report: SchoolReport, lang: Lang) -> tuple[StageView, ...]:
    """The indicators of the appendix and of table 2, stage by stage."""
    return tuple(
        StageView(
            row.label[lang],
            tuple(_indicator(item, report, lang) for item in report.indicators if item.stage == row.stage),
        )
        for row in table("appendix").rows
    )


def _indicator(item: Indicator, report: SchoolReport, lang: Lang) -> IndicatorView:
    _ = translations(lang).gettext
    statement = item.statement
    return IndicatorView(
        key=item.key,
        table="" if item.table == "appendix" else table(item.table).source[lang],
        label=item.label[lang],
        target=_(item.target) if item.target else "",
        numbers=tuple(number(measure, report, lang) for measure in item.measures),
        shared=tuple(number(report.measures[key], report, lang) for key in item.shared),
        stated=" ".join(part for part in (statement.rating, statement.data) if part) if statement else "",
        stated_in=statement.ref if statement else "",
    )


def number(measure: Measure, report: SchoolReport, lang: Lang) -> NumberView:
    """A number of the report with everything behind it."""
    _ = translations(lang).gettext
    kind = MEASURES[measure.key]
    before = measure.before
    return NumberView(
        measure.key, _(kind.label), _(kind.how), amount(measure.number, measure.total, lang),
        amount(before.number, before.total, lang) if before else "", _bar(measure, lang),
        _("Only numbers are shown: the register is private.") if kind.is_private else "",
        tuple(item for item in _lists(measure, report, lang) if item.lines),
    )  # fmt: skip


def amount(count: float, total: int | None, lang: Lang) -> str:
    """“3 / 4 (75 %)”; without a total the number alone."""
    _ = translations(lang).gettext
    if total is None:
        return shown_number(count, lang)
    return shown_share(count, total, lang) if total else _("nothing to count")


def _lists(measure: Measure, report: SchoolReport, lang: Lang) -> list[ListView]:
    _ = translations(lang).gettext
    if measure.key == "difficulties":
        groups = [
            ListView(
                # Translators: a word that several teachers use, and how many of them.
                _("{words} (teachers: {count})").format(words=", ".join(group.words), count=group.teachers),
                tuple(_line(area, lang) for area in group.areas),
            )
            for group in report.groups
        ]
        return [
            *groups,
            ListView(
                _("No words shared with other teachers’ growth areas"),
                tuple(_line(area, lang) for area in report.single_areas),
            ),
        ]
    return [
        ListView(
            _("Counted: {count}").format(count=shown_number(measure.number, lang)),
            tuple(_line(entry, lang) for entry in measure.having),
        ),
        ListView(
            _("Not counted: {count}").format(
                count=len(measure.lacking)
                if measure.total is None
                else shown_number(measure.total - measure.number, lang)
            ),
            tuple(_line(entry, lang) for entry in measure.lacking),
        ),
    ]


def _line(entry: Entry, lang: Lang) -> LineView:
    _ = translations(lang).gettext
    note = _(NOTES[entry.note]) if entry.note else ""
    facts = [f"{inside(fact_label(key, lang))} – {fact_text(key, value, lang)}" for key, value in entry.facts]
    what = "; ".join(part for part in (entry.text or "", note, *facts) if part)
    return LineView(entry.teacher.name if entry.teacher else "", what, entry.refs)


@cache
def _field(key: str) -> Field:
    kind, owner = _FACTS[key]
    form = FormLibrary().get(kind)
    assert form is not None
    return next(part for part in (form.by_key[owner].columns if owner else form.all_fields) if part.key == key)


def fact_label(key: str, lang: Lang) -> str:
    """The name of an answer beside an entry, as its form has it."""
    _ = translations(lang).gettext
    return _field(key).label[lang] if key in _FACTS else _(_NAMES[key])


def fact_text(key: str, value: str, lang: Lang, in_table: bool = False) -> str:
    """Such an answer as it is read."""
    if key not in _FACTS:
        return ISO_DATE.sub(lambda day: short_date(day[0]), value)
    if _field(key).type == "number":
        return shown_number(float(value), lang)
    return value_text(_field(key), value, lang, in_table)


def _bar(measure: Measure, lang: Lang) -> Markup:
    """A neutral bar: how much of the whole; the number itself stands beside it as text."""
    if not measure.total:
        return Markup("")
    width = round(_BAR_WIDTH * measure.number / measure.total, 1)
    title = escape(amount(measure.number, measure.total, lang))
    return Markup(
        '<svg class="bar" role="img" viewBox="0 0 {0} {1}" width="{0}" height="{1}"><title>{2}</title>'
        '<rect class="whole" width="{0}" height="{1}" rx="5"/>'
        '<rect class="part" width="{3:g}" height="{1}" rx="5"/></svg>'
    ).format(_BAR_WIDTH, _BAR_HEIGHT, title, width)  # fmt: skip


def years(report: SchoolReport, lang: Lang) -> YearsView | None:
    """The numbers over time; None while there is one school year only."""
    words = translations(lang)
    _ = words.gettext
    if len(report.over_time) < 2:
        return None
    rows = [(_("Portfolios"), *(str(item.teachers) for item in report.over_time))]
    for key, kind in MEASURES.items():
        numbers = [item.numbers.get(key) for item in report.over_time]
        if any(numbers):
            rows.append((_(kind.label), *(_short(*pair, lang) if pair else "–" for pair in numbers)))
    heads = (words.pgettext("indicator", "Number"), *(shown_school_year(item.year) for item in report.over_time))
    return YearsView(heads, tuple(rows))


def _short(count: float, total: int | None, lang: Lang) -> str:
    if total is None:
        return shown_number(count, lang)
    return shown_fraction(count, total, lang) if total else "–"


def sheets(report: SchoolReport, lang: Lang) -> list[Sheet]:
    """The workbook: the indicators, the numbers over time, and a sheet for the list behind each number."""
    _ = translations(lang).gettext
    over_time = years(report, lang)
    tables = [_indicator_sheet(report, lang)]
    if over_time:
        tables.append(Sheet(_("Over time"), over_time.heads, over_time.rows))
    lists = (_list_sheet(item, lang) for item in report.measures.values() if not MEASURES[item.key].is_private)
    return [*tables, *(page_sheet(page, PAGES[page.key], lang) for page in report.pages), *lists]


def _indicator_sheet(report: SchoolReport, lang: Lang) -> Sheet:
    words = translations(lang)
    _ = words.gettext
    heads = (
        _("Stage"), _("Indicator"), words.pgettext("indicator", "Number"), _("Count"),
        # Translators: the base of a share.
        _("Out of how many"), "%", _("Count a year earlier"), _("Out of how many a year earlier"),
        _("What is counted"), _("Target"), _("The school’s own mark"),
        _("The school’s own data"), _("How it is counted"),
    )  # fmt: skip
    names = {str(row.stage): row.label[lang] for row in table("appendix").rows}
    rows: list[tuple[Value, ...]] = []
    for item in report.indicators:
        statement = item.statement
        own_data = (statement.rating, statement.data) if statement else (None, None)
        above = (names[item.stage], item.label[lang])
        target = _(item.target) if item.target else None
        measures = (*item.measures, *(report.measures[key] for key in item.shared))
        for measure in measures:
            kind = MEASURES[measure.key]
            before = (measure.before.number, measure.before.total) if measure.before else (None, None)
            cells = (measure.number, measure.total, measure.share, *before, _(UNITS[measure.unit]))
            rows.append((*above, _(kind.label), *cells, target, *own_data, _(kind.how)))
        if not measures:
            rows.append((*above, *(None,) * 7, target, *own_data, None))
    rows += _evidence_rows(report.evidence, lang)
    return Sheet(_("Indicators"), heads, tuple(rows))


def _evidence_rows(counts: StandingCounts, lang: Lang) -> Iterator[tuple[Value, ...]]:
    """The evidence of all portfolios, which no indicator asks for: declared, confirmed, the rest where there is any."""
    _ = translations(lang).gettext
    counts_by_state: tuple[tuple[ConfirmationState, int, int | None], ...] = (
        ("declared", counts.declared, None), ("confirmed", counts.confirmed, counts.declared),
        ("changed", counts.changed, counts.declared), ("cleaned", counts.cleaned, counts.declared),
    )  # fmt: skip
    rows = [
        (_(STANDINGS[state]), number, total) for state, number, total in counts_by_state if number or state in _ALWAYS
    ]
    if counts.claimed:
        rows.append((_("according to the packet only, not checked"), counts.claimed, counts.declared))
    for words, number, total in rows:
        share = round(100 * number / total, 1) if total else None
        yield (None, _("Evidence of all portfolios"), words, number, total, share, *(None,) * 7)


def _list_sheet(measure: Measure, lang: Lang) -> Sheet:
    _ = translations(lang).gettext
    entries = [*((_("yes"), entry) for entry in measure.having), *((_("no"), entry) for entry in measure.lacking)]
    keys = list(dict.fromkeys(key for _state, entry in entries for key, _value in entry.facts))
    heads = (
        # Translators: what an indicator counts.
        _("Counted"), _("Teacher"), _("Folder"), _("What"), _("State"), *(fact_label(key, lang) for key in keys),
        _("In documents"),
    )  # fmt: skip
    return Sheet(
        _(MEASURES[measure.key].label), heads, tuple(_row(state, entry, keys, lang) for state, entry in entries)
    )


def _row(state: str, entry: Entry, keys: Sequence[str], lang: Lang) -> tuple[Value, ...]:
    _ = translations(lang).gettext
    facts = dict(entry.facts)
    who = entry.teacher
    return (
        state, who.name if who else None, who.id if who else None, entry.text,
        _(NOTES[entry.note]) if entry.note else None,
        *(fact_text(key, facts[key], lang, in_table=True) if key in facts else None for key in keys),
        "\n".join(entry.refs) or None,
    )  # fmt: skip
