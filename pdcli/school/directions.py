"""Teachers' plans by their three directions: oneself, the professional community, methodological work at school."""

from typing import get_args

from pdcli.i18n import N_
from pdcli.model.documents import Direction
from pdcli.school.entries import as_ref
from pdcli.school.facts import YearFacts
from pdcli.school.page import Column, PageKind, PageRow, PageSource


def direction_rows(source: PageSource) -> list[PageRow]:
    """The rows of the page; none where no teacher has an action in a plan of the year."""
    lines = [
        (source.people.teachers[item.id], line)
        for item in source.facts
        for line in item.years.get(source.year.year, YearFacts()).plan
        if line.item.state != "dropped"
    ]
    rows = []
    for direction in (*get_args(Direction), None) if lines else ():
        matching = [(teacher, line) for teacher, line in lines if line.item.stated_direction == direction]
        if matching or direction:
            done = sum(line.item.done is not None and line.item.done <= source.today for _teacher, line in matching)
            refs = dict.fromkeys(as_ref(teacher, line.ref) for teacher, line in matching)
            cells = (direction or "none", len(matching), done, len({teacher.name for teacher, _line in matching}))
            rows.append(PageRow(cells=cells, refs=tuple(refs)))
    return rows


DIRECTIONS = PageKind(
    N_("Teachers’ plans by direction"),
    N_(
        "Actions of the individual plans, except those dropped. The direction is the one stated; "
        "otherwise a course or learning on one’s own counts as self-improvement, and exchange of "
        "experience with a named mentor counts as work in the community."
    ),
    {
        "direction": Column(field=("design", "plan", "direction"), choices={"none": N_("not stated")}),
        "actions": Column(N_("Actions")), "done": Column(N_("Done")), "teachers": Column(N_("Teachers")),
    },
    title="direction",
    is_list=True,
)  # fmt: skip
