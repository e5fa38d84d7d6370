"""The indicators of table 1 in a cycle: which of them the documents show, and where. No marks and no sums."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers
from pdcli.model.documents import Results, StageName
from pdcli.model.privacy import Text
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.thread.carryover import is_private_cycle

_Refs = Iterable[str]


class IndicatorTrace(Value):
    """An indicator by its number in the row of its stage (from 1), and what shows it: ids of rows and evidence, refs of
    documents. Without a trace `refs` is empty.
    """

    stage: StageName
    number: int
    refs: tuple[Text, ...]


def indicator_traces(portfolio: Portfolio, folder: CycleFolder) -> tuple[IndicatorTrace, ...]:
    """Every indicator of the five stages, in the order of the table; none of a cycle with a private document, and none
    of a stage that cannot be read.
    """
    if is_private_cycle(folder):
        return ()
    cycle = _Cycle(portfolio, folder)
    by_stage: dict[StageName, tuple[_Refs, ...]] = {
        "action": cycle.action(), "analysis": cycle.analysis(), "reflection": cycle.reflection(),
        "design": cycle.design(), "approbation": cycle.approbation(),
    }  # fmt: skip
    return tuple(
        IndicatorTrace(stage, number, tuple(dict.fromkeys(refs)))
        for stage, indicators in by_stage.items()
        if stage not in folder.unread_kinds
        for number, refs in enumerate(indicators, 1)
    )


class _Evidence(NamedTuple):
    id: str
    kind: str | None


class _Cycle:
    """The public documents and evidence of a cycle: those of its folder and of its period."""

    def __init__(self, portfolio: Portfolio, folder: CycleFolder) -> None:
        self._folder = folder
        own = {id(item) for item in folder.documents}
        self._documents = [
            item for item in portfolio.documents
            if not item.is_private and holds_answers(item) and (id(item) in own or self._is_in_period(item.day))
        ]  # fmt: skip
        own_ids = {name for item in folder.documents if not item.is_private for _loc, name in item.evidence_ids}
        self._evidence = [
            _Evidence(item.id, item.kind) for item in portfolio.evidence.values()
            if not item.private and (item.id in own_ids or self._is_in_period(item.date))
        ]  # fmt: skip
        self._results = [
            item.ref for item in portfolio.of_kind("results")
            if isinstance(item.model, Results) and not item.is_private
            if any(row.year == folder.school_year for row in item.model.years)
        ]  # fmt: skip
        later = portfolio.cycles[portfolio.cycles.index(folder) + 1 :]
        self._next = next((item for item in later if not is_private_cycle(item)), None)

    def action(self) -> tuple[_Refs, ...]:
        """Plans of lessons; observation; results of assessment; activity of pupils."""
        lessons = [item.ref for item in self._documents if item.data.get("student_response")]
        surveys = [
            item.ref for item in self._documents if item.kind == "diagnostic" and item.data.get("type") == "pupils"
        ]
        return (
            [*self._answers("action", "lessons"), *self._of_evidence("lesson-plan")],
            [*self._of_kind("observation-sheet"), *self._findings("observation"), *self._of_evidence("observation")],
            [*self._results, *self._findings("achievement-data"), *self._of_evidence("assessment", "test-result")],
            [*self._answers("action", "interaction"), *lessons, *surveys, *self._of_evidence("student-work", "survey")],
        )

    def analysis(self) -> tuple[_Refs, ...]:
        """Analytical notes; problems and successes; gaps between goals and results."""
        findings = self._folder.analysis.findings if self._folder.analysis else ()
        return (
            [*self._answers("analysis", "summary"), *self._of_kind("lesson-analysis", "self-analysis")],
            [item.id for item in findings if item.text],
            self._answers("analysis", "goals_and_results"),
        )

    def reflection(self) -> tuple[_Refs, ...]:
        """Growth areas; awareness of gaps; how the teacher's work and pupils' results are linked."""
        areas = self._folder.reflection.growth_areas if self._folder.reflection else ()
        return (
            [item.id for item in areas if item.title],
            [*self._answers("reflection", "causes"), *self._of_kind("self-assessment")],
            self._answers("reflection", "connections"),
        )

    def design(self) -> tuple[_Refs, ...]:
        """The plan; clear goals; goals that name a competence of the standard."""
        design, stage = self._folder.design, self._folder.stages.get("design")
        goals = design.goals if design else ()
        has_plan = design is not None and any(line.action for line in design.plan)
        return (
            [stage.ref] if stage and has_plan else [],
            [item.id for item in goals if item.goal and item.indicator and item.target and item.due],
            [item.id for item in goals if item.goal and item.competence],
        )

    def approbation(self) -> tuple[_Refs, ...]:
        """Changes in practice; rising results; a renewed plan; a new cycle."""
        trial, stage = self._folder.approbation, self._folder.stages.get("approbation")
        has_changes = trial is not None and any(item.change for item in trial.changes)
        results = trial.results if trial else ()
        new_plan = (
            self._next.stages.get("design") if self._next and self._next.design and self._next.design.plan else None
        )
        return (
            [stage.ref] if stage and has_changes else [],
            [item.goal for item in results if item.goal and item.measured and item.reached in ("yes", "partly")],
            [*(item.id for item in (trial.corrections if trial else ()) if item.text), *_refs(new_plan)],
            [self._next.name] if self._next else self._answers("approbation", "next_focus"),
        )

    def _answers(self, stage: StageName, key: str) -> list[str]:
        document = self._folder.stages.get(stage)
        return [document.ref] if document and document.data.get(key) else []

    def _findings(self, source: str) -> Iterator[str]:
        findings = self._folder.analysis.findings if self._folder.analysis else ()
        return (item.id for item in findings if item.source == source)

    def _of_kind(self, *kinds: str) -> list[str]:
        return [item.ref for item in self._documents if item.kind in kinds]

    def _of_evidence(self, *kinds: str) -> list[str]:
        return [item.id for item in self._evidence if item.kind in kinds]

    def _is_in_period(self, day: date | None) -> bool:
        start, end = self._folder.start, self._folder.end
        return day is not None and start is not None and start <= day and (end is None or day <= end)


def _refs(document: Document | None) -> list[str]:
    return [document.ref] if document else []
