"""The pages of a school's report, in their order."""

from collections.abc import Callable

from pdcli.school.calendar import PLAN, plan_rows
from pdcli.school.directions import DIRECTIONS, direction_rows
from pdcli.school.groups import EVENTS, GROUPS, HOURS, MENTORS, event_rows, group_rows, hour_rows, mentor_rows
from pdcli.school.page import Page, PageKind, PageRow, PageSource
from pdcli.school.people import ATTESTATION, PEOPLE, SUPPORT, attestation_rows, people_rows, support_rows
from pdcli.school.principles import PRINCIPLES, principle_rows
from pdcli.school.roadmap import ROADMAP, roadmap_rows
from pdcli.school.stakeholders import STAKEHOLDERS, stakeholder_rows

PAGES: dict[str, PageKind] = {
    "plan": PLAN, "directions": DIRECTIONS, "hours": HOURS, "people": PEOPLE, "support": SUPPORT, "groups": GROUPS,
    "events": EVENTS, "mentors": MENTORS, "attestation": ATTESTATION, "principles": PRINCIPLES,
    "stakeholders": STAKEHOLDERS, "roadmap": ROADMAP,
}  # fmt: skip
_ROWS: dict[str, Callable[[PageSource], list[PageRow]]] = {
    "plan": plan_rows, "directions": direction_rows, "hours": hour_rows, "people": people_rows,
    "support": support_rows, "groups": group_rows, "events": event_rows, "mentors": mentor_rows,
    "attestation": attestation_rows, "principles": principle_rows, "stakeholders": stakeholder_rows,
    "roadmap": roadmap_rows,
}  # fmt: skip


def pages(source: PageSource) -> tuple[Page, ...]:
    """Every page that has a row."""
    built = (Page(key, tuple(rows(source))) for key, rows in _ROWS.items())
    return tuple(page for page in built if page.rows)
