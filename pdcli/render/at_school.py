"""What the school confirms of a teacher, as tables of words."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pdcli.discovery.files import PACKED_SCHOOL_PART
from pdcli.i18n import N_, Lang, translations
from pdcli.i18n.dates import short_date, short_period, shown_school_year
from pdcli.i18n.numbers import shown_number
from pdcli.render.labels import choice_name, evidence_choice
from pdcli.summary.at_school import AtSchool, DecisionDone, GroupRole, MentoringPair, SchoolEvent, Statement
from pdcli.summary.learning import LearningHours

# A page stays a page: more lines of a table than this are for machines.
_ROWS = 200
_LED, _ATTENDED = N_("led"), N_("took part")
_MENTOR, _NOVICE = N_("is the mentor"), N_("is the novice")


class SchoolTable(NamedTuple):
    """A table with its heads; the first cell of each row is its subject. Empty cells are not stated."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


def school_tables(part: AtSchool, lang: Lang) -> tuple[SchoolTable, ...]:
    """The tables that have rows, in a language."""
    _ = translations(lang).gettext
    stated, reference = _("Stated by the teacher"), _("In the school’s documents")
    tables = (
        _table(
            _("Groups"), (_("Group"), _("Role"), _("Time"), _("Meetings attended"), reference, stated),
            [_group(item, lang) for item in part.groups], lang,
        ),
        _table(
            _("Events"),
            (_("Event"), _("Date"), _("Participation"), _("Level"), _("Form and hours"), reference, stated),
            [_event(item, lang) for item in part.events], lang,
        ),
        _table(
            _("Mentoring"), (_("Who with"), _("Participation"), _("Kind of mentor"), _("Time"), reference, stated),
            [_pair(item, lang) for item in part.pairs], lang,
        ),
        _table(
            _("Decisions carried out"), (_("Decision"), _("Due"), _("Done"), _("Result"), reference),
            [_decision(item) for item in part.decisions], lang,
        ),
    )  # fmt: skip
    return tuple(table for table in tables if table.rows)


def learning_table(rows: Sequence[LearningHours], lang: Lang) -> SchoolTable | None:
    """Hours of learning by form with what stands behind them; None where there are none."""
    _ = translations(lang).gettext
    heads = (_("School year"), _("Form"), _("Hours"), _("Events of the school"), _("Certificates"), _("Actions done"))
    note = _(
        "Certificates with hours are counted, and so are events of the school that the teacher "
        "attended, but not those that the teacher led. A certificate with the date of a course of "
        "the school, or of an event of as many hours, is counted together with it as one. A "
        "certificate that states no form is formal learning; actions of plans have no hours."
    )
    table = _table(_("Hours of learning by form"), heads, [_learning(item, lang) for item in rows], lang, note)
    return table if rows else None


def school_lead(part: AtSchool, lang: Lang) -> str:
    """Who says what stands in the tables."""
    _ = translations(lang).gettext
    if part.copy is None:
        return _(
            "Confirmed by the school: its own finished documents say so; drafts are left out. The place "
            "where the teacher says the same is given beside it."
        )
    if not part.copy.is_readable:
        return _("The packet’s copy of what the school says cannot be read: {file}.").format(file=PACKED_SCHOOL_PART)
    day = short_date(part.copy.day) if part.copy.day else "?"
    return _(
        "Copied from the school’s documents when the packet was made ({day}). Whoever made the "
        "packet may have written this: the school can check it against its own documents with `pd "
        "verify --with`."
    ).format(day=day)


def _table(
    title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], lang: Lang, note: str = ""
) -> SchoolTable:
    more = len(rows) - _ROWS
    rest = translations(lang).gettext("and {count} more").format(count=more) if more > 0 else ""
    return SchoolTable(title, heads, tuple(rows[:_ROWS]), " ".join(text for text in (note, rest) if text))


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _time(start: date | None, end: date | None, lang: Lang) -> str:
    """Two days in a table; what goes on has one."""
    if start and not end:
        return translations(lang).gettext("since {day}").format(day=short_date(start))
    return short_period(start, end)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _level(key: str | None, lang: Lang) -> str:
    return evidence_choice("level", key, lang) or ""


def _form(key: str | None, lang: Lang) -> str:
    return choice_name("events", "items", "form", key, lang)


def _in_hours(hours: float | None, lang: Lang) -> str:
    if hours is None:
        return ""
    _ = translations(lang).gettext
    # Translators: hours of an event, short.
    return _("{hours} h").format(hours=shown_number(hours, lang, 0 if hours == int(hours) else 1))


def _group(item: GroupRole, lang: Lang) -> tuple[str, ...]:
    kind = choice_name("group", "", "type", item.type, lang)
    meetings = "" if item.meetings is None else str(item.meetings)
    return (
        _joined(item.title, kind), _roles(item, lang), _time(item.start, item.end, lang), meetings, item.ref,
        _stated(item.stated, lang),
    )  # fmt: skip


def _roles(item: GroupRole, lang: Lang) -> str:
    """The role in a group; several ones with their time, each in the words of the form."""
    if not item.roles:
        return choice_name("group", "members", "role", item.role, lang)
    roles = []
    for one in item.roles:
        name, time = choice_name("group", "members", "role", one.role, lang), _time(one.start, one.end, lang)
        roles.append(f"{name} ({time})" if time else name)
    return ", ".join(roles)


def _event(item: SchoolEvent, lang: Lang) -> tuple[str, ...]:
    _ = translations(lang).gettext
    kind = choice_name("events", "items", "type", item.type, lang)
    return (
        _joined(item.title, kind), _day(item.date), _(_LED if item.is_led else _ATTENDED), _level(item.level, lang),
        _joined(_form(item.form, lang), _in_hours(item.hours, lang)), item.ref, _stated(item.stated, lang),
    )  # fmt: skip


def _pair(item: MentoringPair, lang: Lang) -> tuple[str, ...]:
    _ = translations(lang).gettext
    return (
        item.person or "", _(_MENTOR if item.is_mentor else _NOVICE),
        choice_name("school", "mentors", "level", item.level or "methodical", lang),
        _time(item.start, item.end, lang), item.ref, _stated(item.stated, lang),
    )  # fmt: skip


def _learning(item: LearningHours, lang: Lang) -> tuple[str, ...]:
    _ = translations(lang).gettext
    year = shown_school_year(item.school_year) if item.school_year else _("no date")
    events = str(len(item.events) or "")
    if item.without_hours:
        events = _joined(events, _("without hours: {count}").format(count=item.without_hours))
    return (
        year, _form(item.form, lang) or _("not stated"), _in_hours(item.hours or None, lang), events,
        ", ".join(item.certificates), str(item.actions or ""),
    )  # fmt: skip


def _decision(item: DecisionDone) -> tuple[str, ...]:
    return item.text or "", _day(item.due), _day(item.done), item.result or "", item.ref


def _stated(statements: tuple[Statement, ...], lang: Lang) -> str:
    return "; ".join(
        _joined(
            f"{item.evidence} {item.title}" if item.evidence else item.title,
            _form(item.form, lang), _level(item.level, lang), _in_hours(item.hours, lang),
        )
        for item in statements
    )  # fmt: skip
