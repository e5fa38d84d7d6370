"""The pages of a school's report, in their order."""

from pdcli.school.calendar import PLAN
from pdcli.school.groups import EVENTS, GROUPS, HOURS, MENTORS
from pdcli.school.page import Page, PageKind, PageSource
from pdcli.school.people import ATTESTATION, PEOPLE, SUPPORT

PAGES: dict[str, PageKind] = {
    "plan": PLAN, "hours": HOURS, "people": PEOPLE, "support": SUPPORT, "groups": GROUPS, "events": EVENTS,
    "mentors": MENTORS, "attestation": ATTESTATION,
}  # fmt: skip


def pages(source: PageSource) -> tuple[Page, ...]:
    """Every page that has a row."""
    built = (Page(key, tuple(kind.rows(source))) for key, kind in PAGES.items())
    return tuple(page for page in built if page.rows)
