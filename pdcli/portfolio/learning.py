"""Learning that a register shows: courses and certificates with hours, each of a form."""

from datetime import date
from typing import NamedTuple

from pdcli.model.documents import EventType, LearningForm
from pdcli.portfolio.portfolio import Portfolio


class Certificate(NamedTuple):
    """A public row of the register with hours; without a form it is formal learning."""

    id: str
    day: date | None
    form: LearningForm
    hours: float


def certificates(portfolio: Portfolio) -> list[Certificate]:
    """Every such row, in the order of the register."""
    return [
        Certificate(item.id, item.date, item.form or "formal", item.hours)
        for item in portfolio.evidence.values()
        if item.hours and not item.private
    ]


def is_same_learning(
    certificate: Certificate, day: date | None, event_type: EventType | None, hours: float | None
) -> bool:
    """Whether a certificate is that of an event of the school: of the same day, and of a course or of as many hours."""
    return day is not None and certificate.day == day and (event_type == "course" or certificate.hours == hours)
