"""Several schools side by side, for a department of education: the same columns for each, in the order of names.

Schools are not ranked, and their numbers are not added up. A row has no person in it.
"""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.trust import Trust
from pdcli.i18n import N_, Lang
from pdcli.model.privacy import Key, Text
from pdcli.model.record import Value
from pdcli.portfolio.school import load_school
from pdcli.portfolio.school_documents import SchoolYear
from pdcli.runtime.parallel import map_portfolios
from pdcli.school.measures import MEASURES
from pdcli.school.page import CellValue, Column, Page, PageKind, PageRow
from pdcli.school.report import school_report
from pdcli.summary.comparison import alphabetical_key

SCHEMA_VERSION = 1


class SchoolRow(Value):
    """One school in one school year. `folder` is its path from the folder that was asked for; `approved` is the day on
    which its plan was approved, `numbers` are its measures: key -> (number, total).
    """

    folder: Text
    name: Text | None
    region: Text | None
    year: Key
    teachers: int
    approved: date | None
    agreed: int
    groups: int
    meetings: int
    events: int
    decisions: int
    numbers: dict[Key, tuple[int | float, int | None]]
    documents: int
    evidence: int
    unread: int


class Department(Value):
    """The schools below one folder."""

    rows: tuple[SchoolRow, ...]


def department(
    roots: Sequence[Path], top: Path, year: str | None, today: date, lang: Lang, trust: Trust
) -> Department:  # fmt: skip
    """The schools in these folders, all below `top`, each read once and let go; on all cores where that pays.

    Without a year each is shown in the school year of its school.yaml.
    """
    rows = map_portfolios(_rows, list(roots), _Request(top, year, today, lang, trust), os.cpu_count() or 1)
    return Department(tuple(sorted(rows, key=lambda row: (alphabetical_key(row.name or row.folder), row.folder))))


class _Request(NamedTuple):
    """What the workers need for every school."""

    top: Path
    year: str | None
    today: date
    lang: Lang
    trust: Trust


def _rows(roots: Sequence[Path], request: _Request) -> list[SchoolRow]:
    return [_row(root, request) for root in roots]


def _row(root: Path, request: _Request) -> SchoolRow:
    folder = load_school(root, request.trust)
    report = school_report(folder, request.year, request.today, request.lang, jobs=1)
    year = SchoolYear(folder.own, report.year, request.today)
    approvals = [plan.model.approved.date for plan in year.plans if plan.model.approved and plan.model.approved.date]
    meetings = [row for row in year.meetings if row.item.date and row.item.date <= request.today]
    return SchoolRow(
        folder=root.relative_to(request.top).as_posix(),
        name=report.name,
        region=report.region,
        year=report.year,
        teachers=len(report.teachers) - len(report.not_teaching),
        approved=max(approvals, default=None),
        agreed=len({row.item.teacher for row in year.agreed if row.item.date}),
        groups=len(year.groups),
        meetings=len(meetings),
        events=sum(bool(row.item.date and row.item.date <= request.today) for row in year.events),
        decisions=len(year.decisions) + len(year.decisions_of_administration),
        numbers={key: (item.number, item.total) for key, item in report.measures.items()},
        documents=report.files.documents,
        evidence=report.files.evidence,
        unread=report.files.unread,
    )


# The measures beside the facts of a school; all others are in the files for other programs, or asked for one by one.
_MEASURES = ("notes_written", "self_assessed", "plans", "goals_tied", "novices_with_mentor", "cycles_complete")

SCHOOLS = PageKind(
    N_("Schools side by side"),
    N_(
        "The same columns for each school, in alphabetical order of their names. Nothing is added up "
        "and nobody is ranked: schools differ in size, place and tasks."
    ),
    {
        "name": Column(N_("School")), "year": Column(field=("school", "", "school_year")),
        "teachers": Column(N_("Teachers")), "approved": Column(N_("Plan approved")),
        "agreed": Column(N_("Teachers’ plans agreed")), "groups": Column(N_("Groups")),
        "meetings": Column(N_("Meetings held")), "events": Column(N_("Events held")),
        "decisions": Column(N_("Decisions")), **{key: Column(MEASURES[key].label) for key in _MEASURES},
        "unread": Column(N_("Files not read")),
    },
    title="name",
    refs=N_("Folder"),
)  # fmt: skip


def measure_kind(key: str) -> PageKind:
    """The words of a page with one measure of every school."""
    kind = MEASURES[key]
    columns = {
        "name": Column(N_("School")), "number": Column(N_("Count")), "total": Column(N_("Out of how many")),
        "share": Column("%"),
    }  # fmt: skip
    return PageKind(kind.label, kind.how, columns, title="name", refs=N_("Folder"))


def schools_page(schools: Department) -> Page:
    """One row for each school."""
    return Page("schools", tuple(PageRow(cells=_cells(row), refs=(row.folder,)) for row in schools.rows))


def measure_page(schools: Department, key: str) -> Page:
    """One measure of each school."""
    rows = []
    for row in schools.rows:
        number, total = row.numbers.get(key, (None, None))
        share = round(100 * number / total, 1) if number is not None and total else None
        rows.append(PageRow(cells=(row.name or row.folder, number, total, share), refs=(row.folder,)))
    return Page(key, tuple(rows))


def _cells(row: SchoolRow) -> tuple[CellValue, ...]:
    measures = tuple(_fraction(*row.numbers.get(key, (None, None))) for key in _MEASURES)
    return (
        row.name or row.folder, row.year, row.teachers, row.approved, row.agreed, row.groups, row.meetings, row.events,
        row.decisions, *measures, row.unread or None,
    )  # fmt: skip


def _fraction(number: float | None, total: int | None) -> str | float | None:
    if total is None:
        return number
    return f"{number} / {total}" if total else None
