"""The comparable table of many portfolios: sortable in a page without a server, and for other programs."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from pdcli.i18n import N_, Lang, current
from pdcli.i18n import gettext as _
from pdcli.render.brought import brought_box
from pdcli.render.confirmed import claimed_line
from pdcli.render.labels import WORK_STAGES, category_name, evidence_choice
from pdcli.render.matrix import Matrix, asked_criteria, matrix
from pdcli.render.spreadsheet import Sheet, to_csv, to_xlsx
from pdcli.render.values import short_date
from pdcli.summary.batch import PackWords
from pdcli.summary.brought import BroughtFile
from pdcli.summary.comparison import COLUMNS, Row, to_data

FORMATS = ("html", "md", "csv", "xlsx", "json")
HEADS = {
    "name": N_("Name"),
    "school": N_("School"),
    "subject": N_("Subject"),
    "category": N_("Category"),
    "target_category": N_("Category aimed at"),
    "cycles": N_("Cycles"),
    "cycles_complete": N_("Complete cycles"),
    "growth_areas": N_("Growth areas"),
    "goals": N_("Goals"),
    "goals_measured": N_("Measured"),
    "goals_reached": N_("Reached"),
    "breaks": N_("Breaks of the thread"),
    "lesson_analyses": N_("Lesson analyses"),
    "self_assessments": N_("Self-assessments"),
    "experience": N_("Experience"),
    "experience_stage": N_("Stage of generalising"),
    "level": N_("Shared at the level"),
    "level_confirmed": N_("Level confirmed"),
    "research": N_("Research"),
    "evidence": N_("Evidence"),
    "evidence_confirmed": N_("Evidence confirmed"),
    "evidence_to_find": N_("Evidence with nothing to open"),
    "criteria_present": N_("Criteria with evidence"),
    "criteria_confirmed": N_("Criteria confirmed"),
    "criteria_asked": N_("Criteria asked"),
    "pack": N_("Rule pack"),
    "newest": N_("Newest date"),
    "unreadable": N_("Files not read"),
}


class TableCell(NamedTuple):
    """A cell as it is read, what it is sorted by (empty: missing), whether it is a number, and where it leads."""

    text: str
    key: str
    is_number: bool = False
    href: str = ""


def render_comparison(
    rows: Sequence[Row],
    suffix: str,
    packs: Mapping[str, PackWords],
    today: date,
    pages: Mapping[str, str] | None = None,
    brought: Sequence[BroughtFile] = (),
) -> str | bytes:
    """The table in one of FORMATS as of a day, with the words of its rule packs, which are given by their keys.

    `pages` are the ways to the teachers' own pages, by folder; `brought` is what the portfolios bring of their own.
    """
    notices = {key: words.notice for key, words in packs.items()}
    titles = {number: title for words in packs.values() for number, title in words.criteria.items()}
    lang = current()
    if suffix == "json":
        return _json(
            to_data(rows, [words.pack for words in packs.values()], dict(asked_criteria(rows, titles)), brought)
        )
    criteria = matrix(rows, titles, pages or {}, today, lang)
    heads = tuple(_(HEADS[key]) for key in COLUMNS)
    if suffix in ("csv", "xlsx"):
        lines = tuple((*_values(item, lang), item.folder) for item in rows)
        sheet = Sheet(_("Portfolios side by side"), (*heads, _("Folder")), lines, _("missing"))
        noted = _("To be noted")
        marks = _marks_sheet(criteria)
        if suffix == "csv":
            # One table is all there is: what must be said of a rule pack stands in every row that uses it.
            told = zip(lines, marks.rows, rows, strict=True)
            said = tuple((*line, *row[1:], notices.get(item.pack or "")) for line, row, item in told)
            return to_csv(sheet._replace(heads=(*sheet.heads, *marks.heads[1:], noted), rows=said))
        return to_xlsx([sheet, marks, Sheet(_("Rule pack"), (noted,), tuple((text,) for text in notices.values()))])
    # A table for other programs needs no template.
    from pdcli.render.pages import fill_template

    cells = [_cells(item, lang, (pages or {}).get(item.folder, "")) for item in rows]
    unread = [item.folder for item in rows if item.unreadable]
    claimed = [item.evidence_claimed for item in rows if item.evidence_claimed]
    return fill_template(
        f"_base/comparison.{suffix}.j2", None,
        heads=heads, rows=cells, lang=lang, unread=unread, notices=list(notices.values()), matrix=criteria,
        brought=brought_box(brought), claimed=claimed_line(sum(claimed), len(claimed)),
    )  # fmt: skip


def _json(data: dict[str, Any]) -> str:
    """The data with one line for each portfolio, so that two versions of a table can be compared line by line."""
    head = json.dumps({**data, "rows": []}, ensure_ascii=False, indent=2).removesuffix('"rows": []\n}')
    rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in data["rows"])
    return f'{head}"rows": [\n{rows}\n  ]\n}}\n' if rows else f'{head}"rows": []\n}}\n'


def _marks_sheet(criteria: Matrix) -> Sheet:
    """A row for each candidate: what it has for each criterion, and when its category ends."""
    heads = (_("Name"), *(f"{number} {title}" for number, title in criteria.columns), _("Ends on"), _("Knowledge test"))
    rows = tuple(
        (row.name, *(_(sign.words) if sign else None for sign in row.signs), due.until or None, due.test or None)
        for row, due in zip(criteria.candidates, criteria.dues, strict=True)
    )
    return Sheet(_("Criteria"), heads, rows, "")


def _values(item: Row, lang: Lang) -> list[str | int | date | None]:
    worded = {
        "category": category_name(item.category, lang),
        "target_category": category_name(item.target_category, lang),
        "experience_stage": _(WORK_STAGES[item.experience_stage]) if item.experience_stage else None,
        "level": evidence_choice("level", item.level, lang),
        "level_confirmed": evidence_choice("level", item.level_confirmed, lang),
    }
    return [worded.get(key, getattr(item, key)) if key in worded else getattr(item, key) for key in COLUMNS]


def _cells(item: Row, lang: Lang, page: str) -> list[TableCell]:
    cells = []
    for key, value in zip(COLUMNS, _values(item, lang), strict=True):
        if value is None:
            # Whose row it is must be told in any case.
            text = f"{_('missing')} ({item.folder})" if key == "name" else _("missing")
            cell = TableCell(text, "")
        elif isinstance(value, date):
            cell = TableCell(short_date(value, lang), value.isoformat())
        else:
            cell = TableCell(str(value), str(value), isinstance(value, int))
        cells.append(cell._replace(href=quote(page)) if key == "name" else cell)
    return cells
