"""The comparable table of many portfolios: sortable in a page without a server, and for other programs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from pdcli.i18n import N_, Lang, translations
from pdcli.i18n.dates import short_date
from pdcli.model.privacy import LEFT_OUT
from pdcli.render.brought import brought_box
from pdcli.render.confirmed import claimed_line
from pdcli.render.formats import Data, Tables, Template, template, to_format
from pdcli.render.labels import WORK_STAGES, category_name, evidence_choice
from pdcli.render.matrix import Matrix, asked_criteria, hides_criteria, matrix
from pdcli.render.spreadsheet import Sheet
from pdcli.summary.batch import PackWords
from pdcli.summary.brought import BroughtFile
from pdcli.summary.comparison import COLUMNS, ComparisonRow, comparison_data
from pdcli.wording.packs import pack_data, pack_notice

HEADS = {
    "name": N_("Name"),
    "school": N_("School"),
    "subject": N_("Subject"),
    "category": N_("Category"),
    "target_category": N_("Target category"),
    "cycles": N_("Cycles"),
    "cycles_complete": N_("Complete cycles"),
    "growth_areas": N_("Growth areas"),
    "goals": N_("Goals"),
    "goals_measured": N_("Measured"),
    "goals_reached": N_("Reached"),
    "breaks": N_("Breaks in the thread"),
    "lesson_analyses": N_("Lesson analyses"),
    "self_assessments": N_("Self-assessments"),
    "experience": N_("Experience"),
    "experience_stage": N_("Stage of generalising"),
    "level": N_("Level of sharing"),
    "level_confirmed": N_("Level confirmed"),
    "research": N_("Research"),
    "evidence": N_("Evidence"),
    "evidence_confirmed": N_("Evidence confirmed"),
    "evidence_to_find": N_("Evidence with nothing to open"),
    "criteria_present": N_("Criteria with evidence"),
    "criteria_confirmed": N_("Criteria confirmed"),
    "criteria_asked": N_("Required criteria"),
    "pack": N_("Rule pack"),
    "newest": N_("Latest date"),
    "unreadable": N_("Files not read"),
}


# Columns that would reveal a category.
_REVEALING = ("criteria_present", "criteria_confirmed", "criteria_asked", "pack")


class TableCell(NamedTuple):
    """A cell as it is read, what it is sorted by (empty: missing), whether it is a number, and where it leads."""

    text: str
    key: str
    is_number: bool = False
    href: str = ""


def render_comparison(
    rows: Sequence[ComparisonRow],
    suffix: str,
    packs: Mapping[str, PackWords],
    today: date,
    lang: Lang,
    pages: Mapping[str, str] | None = None,
    brought: Sequence[BroughtFile] = (),
) -> str | bytes:
    """The table in a format and a language, as of a day. `packs` are the words of its rule packs by their keys.

    `pages` are the ways to the teachers' own pages, by folder; `brought` is what the portfolios bring of their own.
    """
    table = _Table(rows, packs, today, pages or {}, brought, lang)
    return to_format(suffix, page=table.page, tables=table.tables, data=table.data)


class _Table(NamedTuple):
    """What is told of several portfolios."""

    rows: Sequence[ComparisonRow]
    packs: Mapping[str, PackWords]
    today: date
    pages: Mapping[str, str]
    brought: Sequence[BroughtFile]
    lang: Lang

    @property
    def heads(self) -> tuple[str, ...]:
        _ = translations(self.lang).gettext
        return tuple(_(HEADS[key]) for key in COLUMNS)

    @property
    def titles(self) -> dict[str, str]:
        """The titles of criteria, by their numbers."""
        return {number: title for words in self.packs.values() for number, title in words.criteria.items()}

    @property
    def notices(self) -> dict[str, str]:
        """What must be said of each rule pack."""
        return {key: pack_notice(words.pack, self.lang, self.today) for key, words in self.packs.items()}

    @property
    def matrix(self) -> Matrix:
        return matrix(self.rows, self.titles, self.pages, self.today, self.lang)

    def data(self) -> Data:
        packs = [pack_data(words.pack, self.lang, self.today) for words in self.packs.values()]
        return Data(
            comparison_data(self.rows, packs, dict(asked_criteria(self.rows, self.titles)), self.brought), rows="rows"
        )

    def tables(self) -> Tables:
        _ = translations(self.lang).gettext
        lines = tuple((*_values(item, self.lang), item.folder) for item in self.rows)
        sheet = Sheet(_("Portfolios side by side"), (*self.heads, _("Folder")), lines, _("none"))
        marks, notices, notice_head = _marks_sheet(self.matrix, self.lang), self.notices, _("Points to note")
        # In one table, what must be said of a rule pack stands in every row that uses it.
        whole = tuple(
            (*line, *row[1:], notices.get(item.pack or ""))
            for line, row, item in zip(lines, marks.rows, self.rows, strict=True)
        )
        return Tables(
            sheet._replace(heads=(*sheet.heads, *marks.heads[1:], notice_head), rows=whole),
            [sheet, marks, Sheet(_("Rule pack"), (notice_head,), tuple((text,) for text in notices.values()))],
        )

    def page(self) -> Template:
        claimed = [item.evidence_claimed for item in self.rows if item.evidence_claimed]
        return template(
            "comparison", None, self.lang, heads=self.heads,
            rows=[_cells(item, self.lang, self.pages.get(item.folder, "")) for item in self.rows],
            unread=[item.folder for item in self.rows if item.unreadable],
            notices=list(self.notices.values()), matrix=self.matrix, brought=brought_box(self.brought, self.lang),
            claimed=claimed_line(sum(claimed), len(claimed), self.lang),
        )  # fmt: skip


def _marks_sheet(criteria: Matrix, lang: Lang) -> Sheet:
    """A row for each candidate: what it has for each criterion, and when its category ends."""
    _ = translations(lang).gettext
    heads = (
        _("Name"),
        *(f"{number} {title}" for number, title in criteria.columns),
        _("Valid until"),
        _("Knowledge test"),
    )
    rows = tuple(
        (
            row.name,
            *(_(sign.words) if sign else None for sign in row.signs),
            due.until_day or due.until,
            due.test or None,
        )
        for row, due in zip(criteria.candidates, criteria.dues, strict=True)
    )
    return Sheet(_("Criteria"), heads, rows, "")


def _values(item: ComparisonRow, lang: Lang) -> list[str | int | date | None]:
    _ = translations(lang).gettext
    words: dict[str, str | None] = {
        "category": category_name(item.category, lang),
        "target_category": category_name(item.target_category, lang),
        "experience_stage": _(WORK_STAGES[item.experience_stage]) if item.experience_stage else None,
        "level": evidence_choice("level", item.level, lang),
        "level_confirmed": evidence_choice("level", item.level_confirmed, lang),
    }
    if hides_criteria(item, lang):
        words |= dict.fromkeys(_REVEALING, _(LEFT_OUT))
    return [words[key] if key in words else getattr(item, key) for key in COLUMNS]


def _cells(item: ComparisonRow, lang: Lang, page: str) -> list[TableCell]:
    _ = translations(lang).gettext
    cells = []
    for key, value in zip(COLUMNS, _values(item, lang), strict=True):
        if value is None:
            # Whose row it is must be told in any case.
            text = f"{_('not filled in')} ({item.folder})" if key == "name" else _("none")
            cell = TableCell(text, "")
        elif isinstance(value, date):
            cell = TableCell(short_date(value), value.isoformat())
        else:
            cell = TableCell(str(value), str(value), isinstance(value, int))
        cells.append(cell._replace(href=quote(page)) if key == "name" else cell)
    return cells
