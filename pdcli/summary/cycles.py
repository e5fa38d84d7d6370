"""Summaries of cycles: period, focus, and the progress of each stage."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pdcli.documents.progress import progress
from pdcli.model.documents import STAGES, SupportKind
from pdcli.model.privacy import Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.summary.at_school import AtSchool
from pdcli.summary.indicators import IndicatorTrace, indicator_traces
from pdcli.summary.support import ConfirmedSupport, confirmed_support, stated_support

Status = Literal["final", "draft", "missing", "unread", "private"]


class StageSummary(Value):
    """One stage: the number of answered questions and their total; both are 0 for a private or unreadable stage."""

    stage: Word
    status: Status
    date: date | None
    answered: int
    total: int


class CycleSummary(Value):
    """One cycle. `lessons` is the number of its public lesson analyses, `support` what the teacher states at the stage
    of action, `confirmed_support` what the school says of the same time; `indicators` are those of table 1, where
    they were asked for.
    """

    name: Text
    start: date | None
    end: date | None
    focus: Text | None
    previous: Text | None
    stages: tuple[StageSummary, ...]
    lessons: int
    support: tuple[SupportKind, ...] = ()
    confirmed_support: tuple[ConfirmedSupport, ...] = ()
    indicators: tuple[IndicatorTrace, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether all five stages are final."""
        return all(stage.status == "final" for stage in self.stages)


def cycles(
    portfolio: Portfolio, part: AtSchool | None = None, with_indicators: bool = False
) -> tuple[CycleSummary, ...]:
    """All cycles, the earliest first, with what the school confirms in its `part`."""
    summaries = tuple(_cycle(folder, part) for folder in portfolio.cycles)
    if not with_indicators:
        return summaries
    return tuple(
        item.replace(indicators=indicator_traces(portfolio, folder))
        for item, folder in zip(summaries, portfolio.cycles, strict=True)
    )


def _cycle(folder: CycleFolder, part: AtSchool | None) -> CycleSummary:
    is_private = folder.document is not None and folder.document.is_private
    cycle = None if is_private else folder.cycle
    period = cycle.period if cycle else None
    return CycleSummary(
        name=folder.name,
        start=period.start if period else None,
        end=period.end if period else None,
        focus=cycle.focus if cycle else None,
        previous=cycle.previous if cycle else None,
        stages=tuple(_stages(folder)),
        lessons=sum(not lesson.is_private for lesson in folder.lessons),
        support=stated_support(folder),
        confirmed_support=() if is_private else confirmed_support(part, folder),
    )


def _stages(folder: CycleFolder) -> Iterator[StageSummary]:
    for stage in STAGES:
        document = folder.stages.get(stage)
        if document is None:
            yield StageSummary(stage, "unread" if stage in folder.unread_kinds else "missing", None, 0, 0)
        elif document.is_private:
            yield StageSummary(stage, "private", None, 0, 0)
        else:
            status: Status = "final" if document.is_final else "draft"
            yield StageSummary(stage, status, document.day, *progress(document))
