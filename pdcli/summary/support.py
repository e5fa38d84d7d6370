"""The support of a cycle: what the teacher states at the stage of action, and what the school's documents confirm."""

from collections.abc import Iterator
from datetime import date

from pdcli.model.documents import SupportKind
from pdcli.model.privacy import Hidden
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.summary.at_school import AtSchool

# A council or a team that works for the school supports nobody in their lessons.
_OF_GROUP: dict[str | None, SupportKind | None] = {
    "budding-tour": "buddying", "lesson-study": "colleagues", "council": None, "development-team": None,
}  # fmt: skip
_OF_EVENT: dict[str | None, SupportKind] = {"coaching-session": "coaching", "course": "course"}


class ConfirmedSupport(Value):
    """A kind of support, and where the school's documents name it."""

    kind: SupportKind
    refs: tuple[Hidden, ...]


def stated_support(folder: CycleFolder) -> tuple[SupportKind, ...]:
    """What the teacher states at the stage of action; nothing where that document is private."""
    document = folder.stages.get("action")
    if folder.action is None or document is None or document.is_private:
        return ()
    return tuple(dict.fromkeys(folder.action.support))


def confirmed_support(part: AtSchool | None, folder: CycleFolder) -> tuple[ConfirmedSupport, ...]:
    """What the school says of the period of a cycle, in the order in which it is met."""
    refs: dict[SupportKind, list[str]] = {}
    for kind, ref in _support(part, folder.start, folder.end) if part else ():
        refs.setdefault(kind, []).append(ref)
    return tuple(ConfirmedSupport(kind, tuple(dict.fromkeys(items))) for kind, items in refs.items())


def _support(part: AtSchool, start: date | None, end: date | None) -> Iterator[tuple[SupportKind, str]]:
    for pair in part.pairs:
        if not pair.is_mentor and _overlap(start, end, pair.start, pair.end):
            yield "curator" if pair.level == "curator" else "mentor", pair.ref
    for group in part.groups:
        kind = _OF_GROUP.get(group.type, "group")
        if kind and _overlap(start, end, group.start, group.end):
            yield kind, group.ref
    for event in part.events:
        kind = None if event.is_led else _OF_EVENT.get(event.type)
        if kind and _overlap(start, end, event.date, event.date):
            yield kind, event.ref


def _overlap(start: date | None, end: date | None, first: date | None, last: date | None) -> bool:
    """Whether two periods have a day in common; one without a bound is open there."""
    return not (start and last and last < start) and not (end and first and first > end)
