"""Hours of learning by form: events of the school, certificates of the register, actions of plans that are done."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from pdcli.model.documents import LearningForm
from pdcli.model.privacy import Hidden, Key
from pdcli.model.record import Value
from pdcli.model.school_year import school_year
from pdcli.portfolio.learning import Certificate, certificates, is_same_learning
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.at_school import AtSchool, SchoolEvent
from pdcli.thread.carryover import is_private_cycle

_Group = tuple[str, LearningForm | None]


class LearningHours(Value):
    """One form of learning in a school year (None: without a date), no hour twice.

    `hours` are those of the `events` in which the teacher took part, of which `without_hours` have none, and of the
    `certificates`; a certificate of such an event adds nothing to its hours. `actions` counts the actions of plans that
    are done.
    """

    school_year: Key | None
    form: LearningForm | None
    hours: float
    events: tuple[Hidden, ...]
    certificates: tuple[Key, ...]
    without_hours: int
    actions: int


def learning_hours(portfolio: Portfolio, part: AtSchool | None, today: date) -> tuple[LearningHours, ...]:
    """Every year and form in which something was learnt by a day, the earliest year first."""
    events = [item for item in part.events if not item.is_led] if part else []
    rows = [item for item in certificates(portfolio) if item.day is None or item.day <= today]
    of_events = {id(event): _certificate_of(event, rows) for event in events}
    counted = {item.id for item in of_events.values() if item}
    groups: dict[_Group, list[LearningHours]] = {}
    for event in events:
        certificate = of_events[id(event)]
        hours = event.hours if event.hours is not None or certificate is None else certificate.hours
        form = event.form or (certificate.form if certificate else None)
        ids = (certificate.id,) if certificate else ()
        _add(groups, event.date, form, hours or 0, (event.ref,), ids, int(hours is None))
    for item in rows:
        if item.id not in counted:
            _add(groups, item.day, item.form, item.hours, (), (item.id,))
    for day, form in _actions_done(portfolio, today):
        _add(groups, day, form, actions=1)
    order: list[LearningForm | None] = [*get_args(LearningForm), None]
    return tuple(_sum(groups[key]) for key in sorted(groups, key=lambda key: (key[0], order.index(key[1]))))


def _certificate_of(event: SchoolEvent, rows: list[Certificate]) -> Certificate | None:
    return next((item for item in rows if is_same_learning(item, event.date, event.type, event.hours)), None)


def _actions_done(portfolio: Portfolio, today: date) -> Iterator[tuple[date, LearningForm | None]]:
    for folder in portfolio.cycles:
        document = folder.stages.get("design")
        if document is None or document.is_private or folder.design is None or is_private_cycle(folder):
            continue
        for line in folder.design.plan:
            if line.done and line.done <= today:
                yield line.done, line.form


def _add(
    groups: dict[_Group, list[LearningHours]], day: date | None, form: LearningForm | None, hours: float = 0,
    events: tuple[str, ...] = (), ids: tuple[str, ...] = (), without_hours: int = 0, actions: int = 0,
) -> None:  # fmt: skip
    year = school_year(day) if day else ""
    row = LearningHours(year or None, form, hours, events, ids, without_hours, actions)
    groups.setdefault((year, form), []).append(row)


def _sum(rows: list[LearningHours]) -> LearningHours:
    return LearningHours(
        rows[0].school_year, rows[0].form, sum(row.hours for row in rows),
        tuple(ref for row in rows for ref in row.events), tuple(name for row in rows for name in row.certificates),
        sum(row.without_hours for row in rows), sum(row.actions for row in rows),
    )  # fmt: skip
