"""Pages of a school's report with a row for each teacher, in the order of names: nobody is ranked."""

from datetime import date

from pdcli.i18n import N_
from pdcli.portfolio.school import mentor_pairs
from pdcli.school.facts import TeacherFacts
from pdcli.school.page import Column, PageKind, PageRow, PageSource

_CATEGORY = ("portfolio", "", "category")


def _mentors(source: PageSource, teacher: str) -> tuple[str, ...]:
    """The names of the mentors of a teacher in the year."""
    pairs = mentor_pairs(source.year.school, source.year.year)
    return source.people.names([pair.mentor for pair in pairs if pair.novice == teacher and pair.mentor])


def _tutors(source: PageSource, teacher: str) -> tuple[str, ...]:
    """The tutors of the groups in which a teacher is, without the teacher."""
    groups = {
        row.document.ref for row in source.year.members if row.item.member == teacher and row.item.role != "tutor"
    }
    tutors = [
        row.item.member for row in source.year.members
        if row.document.ref in groups and row.item.role == "tutor" and row.item.member
    ]  # fmt: skip
    return source.people.names(list(dict.fromkeys(tutors)))


def _agreed(source: PageSource, teacher: str) -> date | None:
    """The last day on which a plan of a teacher was agreed in the year."""
    return max(
        (row.item.date for row in source.year.agreed if row.item.teacher == teacher and row.item.date), default=None
    )


def people_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    year = source.year
    rows = []
    for item in source.facts:
        facts = item.years.get(year.year)
        groups = [row for row in year.members if row.item.member == item.id]
        routes = facts.routes if facts else []
        mentors = _mentors(source, item.id)
        open_areas = [
            area for area in (facts.areas if facts else []) if not area.is_planned or not (area.has_mentor or mentors)
        ]
        rows.append(
            PageRow(
                source.people.teachers[item.id],
                (
                    item.category, _agreed(source, item.id), mentors, _tutors(source, item.id),
                    tuple(dict.fromkeys(row.document.title_for(year.own.lang) for row in groups)), len(open_areas),
                    sum(route.done for route in routes), sum(route.filled for route in routes),
                    sum(route.total for route in routes),
                ),
            )
        )  # fmt: skip
    return rows


PEOPLE = PageKind(
    N_("Teachers"),
    N_(
        "The day on which a teacher’s plan is agreed is taken from the school’s plan. Areas without "
        "support are growth areas of this school year for which the plan has no action, or which "
        "have no mentor. Rows of routes are those of the route sheet and of the development and "
        "education routes of this school year."
    ),
    {
        "category": Column(field=_CATEGORY), "agreed": Column(N_("Plan agreed")), "mentors": Column(N_("Mentors")),
        "tutors": Column(N_("Tutors")), "groups": Column(N_("Groups")), "open": Column(N_("Areas without support")),
        "done": Column(N_("Rows of routes done")), "filled": Column(N_("Rows of routes filled in")),
        "rows": Column(N_("Rows of routes in all")),
    },
    has_teacher=True,
)  # fmt: skip


def support_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    rows = []
    for item in source.facts:
        facts = item.years.get(source.year.year)
        lines = [row for row in source.year.lines if _is_for(item, row.item.for_)]
        for area in facts.areas if facts and item.is_teacher else []:
            rows.append(
                PageRow(
                    source.people.teachers[item.id],
                    (
                        item.category, area.title, (area.is_planned and "yes") or "no", _mentors(source, item.id),
                        tuple(row.item.action or row.reference for row in lines),
                    ),
                    (f"{source.people.teachers[item.id].id}/{area.ref}", *(row.reference for row in lines)),
                )
            )  # fmt: skip
    return sorted(rows, key=lambda row: _CATEGORY_ORDER.get(str(row.cells[0]), len(_CATEGORY_ORDER)))


_CATEGORY_ORDER = {name: at for at, name in enumerate(("teacher", "moderator", "expert", "researcher", "master"))}


def _is_for(item: TeacherFacts, addressees: tuple[str, ...]) -> bool:
    """Whether a line of the plan is for this teacher or the category by name; one for all is not."""
    return item.id in addressees or (item.category or "") in addressees


SUPPORT = PageKind(
    N_("Support by category"),
    N_(
        "Growth areas of this school year by category, with the person who accompanies the teacher "
        "and the lines of the school’s plan that name the teacher or the category; lines for "
        "everyone are left out."
    ),
    {
        "category": Column(field=_CATEGORY), "area": Column(N_("Growth area")),
        "planned": Column(N_("Action in the plan"), choices={"yes": N_("yes"), "no": N_("no")}),
        "mentors": Column(N_("Mentors")), "lines": Column(N_("In the school’s plan")),
    },
    title="area",
    has_teacher=True,
)  # fmt: skip


def attestation_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page."""
    return [
        PageRow(source.people.teachers[item.id], (item.category, item.category_end, item.course))
        for item in source.facts
        if item.is_teacher and (item.category or item.course)
    ]


ATTESTATION = PageKind(
    N_("Validity of categories"),
    N_(
        "The last day of a category is counted from `category_since` in portfolio.yaml under the "
        "rule pack in effect; the last course is the latest row of the register with hours."
    ),
    {
        "category": Column(field=_CATEGORY),
        "end": Column(N_("Category valid until")),
        "course": Column(N_("Last course")),
    },
    has_teacher=True,
)  # fmt: skip
