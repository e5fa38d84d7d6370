"""The golden thread: finding -> growth area -> goal -> plan -> result -> correction -> next cycle, with its breaks.

Data only. A wrong link is a break in any document; a missing link is a break where the document that should make it
is final, else an open end: a draft may be finished tomorrow. Places are those of the linter's rules. A cycle with a
private stage is named and not told; private evidence is counted and left out.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from pdcli.documents.document import Document
from pdcli.documents.rows import numbered
from pdcli.model.documents import STAGES, Stage
from pdcli.model.privacy import Text, Word
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.references import taken_up
from pdcli.thread.carryover import UNMET, Continuation, carried_by, followers, is_hidden, is_settled, left_texts
from pdcli.thread.lineage import Fate, fates
from pdcli.thread.nodes import (
    CarriedOverKnot,
    ChangeKnot,
    CorrectionKnot,
    CycleTrace,
    FindingKnot,
    Gap,
    GapKind,
    GoalKnot,
    GrowthAreaKnot,
    KnotEvidence,
    Place,
    PlanKnot,
    ResultKnot,
    StageTrace,
    Status,
)

__all__ = ["CycleTrace", "Trace", "trace"]

Loc = tuple[str | int, ...]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Trace:
    """The thread through a whole portfolio: every cycle, and what became of each growth area."""

    name: Text | None
    lang: Word
    cycles: tuple[CycleTrace, ...]
    fates: tuple[Fate, ...]


def trace(portfolio: Portfolio, with_lines: bool = True) -> Trace:
    """The thread of a portfolio, in time proportional to its rows.

    Lines are asked of a parser, which takes longer than all the rest; `with_lines=False` leaves them 0.
    """
    cycles = portfolio.cycles
    following = followers(cycles)
    carried = carried_by(cycles)
    earlier: dict[str, str | None] = {}
    names: set[str] = set()
    told = []
    for folder in cycles:
        told.append(
            _CycleTracer(portfolio, folder, following.get(folder.name), carried, names, earlier, with_lines).cycle()
        )
        names.add(folder.name)
        earlier.update(_texts(folder))
    name = portfolio.who.name if portfolio.who else None
    results = {f"{cycle.name}/{goal}": knot for cycle in told for knot in cycle.results for goal in knot.comes_from}
    return Trace(name, portfolio.lang, tuple(told), fates(cycles, following, carried, results))


def _texts(folder: CycleFolder) -> dict[str, str | None]:
    """What a cycle leaves to later ones, by `<cycle>/<id>`; what a private one says is not told."""
    texts = left_texts(folder)
    return dict.fromkeys(texts) if is_hidden(folder) else texts


class _Spot(NamedTuple):
    """A row in its document, or (with an empty `loc`) the document as a whole."""

    document: Document
    loc: Loc
    with_line: bool

    def at(self, *steps: str | int) -> Place:
        """Where the row is, or something in it."""
        return _place(self.document, *self.loc, *steps, with_line=self.with_line)

    def written(self, key: str) -> list[Any]:
        """A list of the row as it stands in the file, where a broken entry counts too."""
        value: Any = self.document.data
        for step in (*self.loc, key):
            value = value[step]
        return list(value)


def _place(document: Document, *loc: str | int, key: bool = False, with_line: bool = True) -> Place:
    line = document.span(*loc, key=key).line if with_line else 0
    return Place(document.ref, document.ref + document.path.suffix, line)


# The document in which a link is made, or in which is what it names.
_LINKED_IN: dict[GapKind, str] = {
    "unknown-finding": "analysis", "unknown-growth-area": "reflection", "unknown-goal": "design",
    "finding-not-taken-up": "reflection", "growth-area-without-goal": "design", "goal-never-measured": "approbation",
    "unmet-goal-without-correction": "approbation",
}  # fmt: skip


class _CycleTracer:
    """Makes the trace of one cycle. `names` are the cycles before it; `earlier` is what they leave, with its texts."""

    def __init__(
        self,
        portfolio: Portfolio,
        folder: CycleFolder,
        following: CycleFolder | None,
        carried: Mapping[str, tuple[str, ...]],
        names: Set[str],
        earlier: Mapping[str, str | None],
        with_lines: bool,
    ) -> None:
        self.portfolio = portfolio
        self.folder = folder
        self.following = following
        self.continuation = Continuation(folder, following, carried)
        self.names = names
        self.earlier = earlier
        self.with_lines = with_lines
        # The knots of what is carried over, by what they carry.
        self.carried_here: dict[str, str] = {}
        self.breaks: list[Gap] = []
        self.open_ends: list[Gap] = []
        self.seen: set[str] = set()
        design, approbation = folder.design, folder.approbation
        self.findings = folder.analysis.findings if folder.analysis else ()
        self.areas = folder.reflection.growth_areas if folder.reflection else ()
        self.goals = design.goals if design else ()
        self.plan = design.plan if design else ()
        self.changes = approbation.changes if approbation else ()
        self.results = approbation.results if approbation else ()
        self.corrections = approbation.corrections if approbation else ()
        self.goal_ids = {item.id for item in self.goals}

    def cycle(self) -> CycleTrace:
        """Everything about the cycle, or no more than that it is private."""
        folder, following = self.folder, self.following
        previous = folder.cycle.previous if folder.cycle else None
        after = following.name if following else None
        if is_hidden(folder):
            return CycleTrace(folder.name, None, None, None, None, is_private=True)
        if previous and folder.document and previous not in self.names:
            self._break("unknown-previous-cycle", "", self._place(folder.document, "previous"), previous)
        told = CycleTrace(
            folder.name, folder.start, folder.end, previous, after, is_private=False,
            stages=tuple(self._stages()),
            carried_over=tuple(self._carried_over()),
            findings=tuple(self._findings()),
            growth_areas=tuple(self._growth_areas()),
            goals=tuple(self._goals()),
            plan=tuple(self._plan()),
            changes=tuple(self._changes()),
            results=tuple(self._results()),
            corrections=tuple(self._corrections()),
            unreadable=tuple(item.ref for item in folder.documents if item.form is None and not item.is_private),
        )  # fmt: skip
        # Breaks are known when every knot has been looked at.
        return replace(
            told, breaks=tuple(sorted(self.breaks, key=_order)), open_ends=tuple(sorted(self.open_ends, key=_order))
        )

    def _stages(self) -> Iterator[StageTrace]:
        for stage in STAGES:
            document = self.folder.stages.get(stage)
            status: Status = "unread" if stage in self.folder.lost else "missing"
            if document is not None:
                status = "final" if document.is_final else "draft"
            form = self.portfolio.forms.get(stage)
            name = form.title[self.portfolio.lang] if form else stage
            evidence: tuple[tuple[KnotEvidence, ...], int] = ((), 0)
            if document and isinstance(document.model, Stage):
                evidence = self._shown(
                    document.model.attachments, "", _Spot(document, (), self.with_lines), "attachments"
                )
            yield StageTrace(stage, name, status, *evidence)

    def _carried_over(self) -> Iterator[CarriedOverKnot]:
        document, cycle = self.folder.document, self.folder.cycle
        last = 0
        for number, row, spot in self._rows(document, "carried_over", cycle.carried_over if cycle else ()):
            last = number
            knot, source = f"carried-over-{number}", (row.from_ or "").strip()
            known = source in self.earlier
            if known:
                self.carried_here.setdefault(source, knot)
            elif source:
                self._break("unknown-carry-over", knot, spot.at("from"), source)
            yield CarriedOverKnot(id=knot, text=row.text, place=spot.at(), comes_from=(source,) if known else ())
        # What only a growth area names is carried over all the same.
        for item in taken_up(self.folder):
            if item.ref in self.earlier and item.ref not in self.carried_here:
                last += 1
                knot = self.carried_here[item.ref] = f"carried-over-{last}"
                place = self._place(item.document, *item.loc)
                yield CarriedOverKnot(id=knot, text=self.earlier[item.ref], place=place, comes_from=(item.ref,))

    def _findings(self) -> Iterator[FindingKnot]:
        taken = {finding for area in self.areas for finding in area.from_}
        document = self.folder.stages.get("analysis")
        for _number, row, spot in self._rows(document, "findings", self.findings):
            if self._is_first(row.id, spot) and row.kind == "difficulty" and row.id not in taken:
                self._missing("finding-not-taken-up", row.id, spot.at("id"), "reflection")
            evidence, private = self._shown(row.evidence, row.id, spot)
            yield FindingKnot(
                id=row.id, text=row.text, place=spot.at(), kind=row.kind, source=row.source,
                evidence=evidence, private_evidence=private,
            )  # fmt: skip

    def _growth_areas(self) -> Iterator[GrowthAreaKnot]:
        taken = {area for goal in self.goals for area in goal.from_}
        known = {item.id for item in self.findings}
        document = self.folder.stages.get("reflection")
        for _number, row, spot in self._rows(document, "growth_areas", self.areas):
            if self._is_first(row.id, spot):
                if not row.from_:
                    self._missing("growth-area-without-finding", row.id, spot.at("id"), "reflection")
                if row.id not in taken:
                    self._missing("growth-area-without-goal", row.id, spot.at("id"), "design")
            links = self._links(row.findings, known, "unknown-finding", row.id, spot, "from")
            earlier = self._links(row.earlier, self.carried_here.keys(), "unknown-carry-over", row.id, spot, "from")
            links = (*(self.carried_here[name] for name in earlier), *links)
            yield GrowthAreaKnot(id=row.id, text=row.title, place=spot.at(), comes_from=links, why=row.why)

    def _goals(self) -> Iterator[GoalKnot]:
        known = {item.id for item in self.areas}
        planned = {item.goal for item in self.plan}
        measured = {item.goal for item in self.results}
        document = self.folder.stages.get("design")
        for _number, row, spot in self._rows(document, "goals", self.goals):
            if self._is_first(row.id, spot):
                at = spot.at("id")
                if not row.from_:
                    self._missing("goal-without-growth-area", row.id, at, "design")
                if row.id not in planned:
                    self._missing("goal-without-plan", row.id, at, "design")
                if row.id not in measured:
                    self._missing("goal-never-measured", row.id, at, "approbation")
            links = self._links(row.from_, known, "unknown-growth-area", row.id, spot, "from")
            yield GoalKnot(
                id=row.id, text=row.goal, place=spot.at(), comes_from=links, indicator=row.indicator,
                baseline=row.baseline, target=row.target, due=row.due, carried_to=self.continuation.carried_to(row.id),
            )  # fmt: skip

    def _plan(self) -> Iterator[PlanKnot]:
        document = self.folder.stages.get("design")
        for number, row, spot in self._rows(document, "plan", self.plan):
            knot = f"plan-{number}"
            links = self._goal_of(row.goal, knot, spot, "plan-without-goal", "action")
            yield PlanKnot(
                id=knot, text=row.action, place=spot.at(), comes_from=links, form=row.form, start=row.start, end=row.end
            )

    def _changes(self) -> Iterator[ChangeKnot]:
        document = self.folder.stages.get("approbation")
        for number, row, spot in self._rows(document, "changes", self.changes):
            knot = f"change-{number}"
            links = self._goal_of(row.goal, knot, spot, "change-without-goal", "change")
            yield ChangeKnot(
                id=knot, text=row.change, place=spot.at(), comes_from=links, date=row.date, observation=row.observation
            )

    def _results(self) -> Iterator[ResultKnot]:
        corrected = {item.goal for item in self.corrections}
        document = self.folder.stages.get("approbation")
        for number, row, spot in self._rows(document, "results", self.results):
            knot = f"result-{number}"
            links = self._goal_of(row.goal, knot, spot, "result-without-goal", "measured")
            evidence, private = self._shown(row.evidence, knot, spot)
            if not row.evidence:
                self._missing("result-without-evidence", knot, spot.at("reached"), "approbation")
            if (
                row.reached in UNMET
                and row.goal not in corrected
                and all(map(self.continuation.is_dropped, links))
                and links
            ):
                at = spot.at("reached")
                self._missing("unmet-goal-without-correction", knot, at, "approbation")
            yield ResultKnot(
                id=knot, text=row.conclusion, place=spot.at(), comes_from=links, evidence=evidence,
                private_evidence=private, measured=row.measured, reached=row.reached,
            )  # fmt: skip

    def _corrections(self) -> Iterator[CorrectionKnot]:
        document = self.folder.stages.get("approbation")
        for _number, row, spot in self._rows(document, "corrections", self.corrections):
            links = self._goal_of(row.goal, row.id, spot, None, "goal")
            if self._is_first(row.id, spot) and self.continuation.is_dropped(row.id):
                self._not_taken_up(row.id, spot.at())
            yield CorrectionKnot(
                id=row.id,
                text=row.text,
                place=spot.at(),
                comes_from=links,
                carried_to=self.continuation.carried_to(row.id),
            )

    def _place(self, document: Document, *loc: str | int, key: bool = False) -> Place:
        return _place(document, *loc, key=key, with_line=self.with_lines)

    def _rows(self, document: Document | None, table: str, rows: Sequence[Row]) -> Iterator[tuple[int, Row, _Spot]]:
        """Rows with their numbers, counted from 1, and their places."""
        if document:
            for index, row in numbered(document, table, rows):
                yield index + 1, row, _Spot(document, (table, index), self.with_lines)

    def _is_first(self, name: str, spot: _Spot) -> bool:
        """Whether the id is new; of a repeated one, only the first row is what references mean."""
        if name in self.seen:
            self._break("repeated-id", name, spot.at("id"), name)
            return False
        self.seen.add(name)
        return True

    def _links(
        self, given: Sequence[str], known: Set[str], kind: GapKind, knot: str, spot: _Spot, key: str
    ) -> tuple[str, ...]:
        """The ids that are there; those that are not become breaks at their places."""
        unknown = set(given) - known
        for number, name in enumerate(spot.written(key) if unknown else ()):
            if name in unknown:
                unknown.discard(name)
                self._break(kind, knot, spot.at(key, number), name)
        return tuple(name for name in dict.fromkeys(given) if name in known)

    def _goal_of(self, goal: str | None, knot: str, spot: _Spot, missing: GapKind | None, key: str) -> tuple[str, ...]:
        if goal in self.goal_ids:
            return (str(goal),)
        if goal:
            self._break("unknown-goal", knot, spot.at("goal"), goal)
        elif missing:
            self._missing(missing, knot, spot.at(key), str(spot.document.kind))
        return ()

    def _shown(
        self, given: Sequence[str], knot: str, spot: _Spot, key: str = "evidence"
    ) -> tuple[tuple[KnotEvidence, ...], int]:
        """Evidence that may be told, and how much may not; what the register does not have is a break."""
        self._links(given, self.portfolio.evidence.keys(), "unknown-evidence", knot, spot, key)
        register = self.portfolio.register
        all_private = register is not None and register.is_private
        shown, private = [], 0
        for name in dict.fromkeys(given):
            item = self.portfolio.evidence.get(name)
            if item and (item.private or all_private):
                private += 1
            elif item:
                shown.append(KnotEvidence(name, item.title, item.file, item.url, True))
            else:
                shown.append(KnotEvidence(name, None, None, None, False))
        return tuple(shown), private

    def _not_taken_up(self, correction: str, place: Place) -> None:
        """A break only where both cycles are done with it; while the next one is being written, an open end."""
        following = self.following
        if following is None or not is_settled(following):
            self.open_ends.append(Gap("correction-not-taken-up", correction, place))
            return
        if following.document:
            place = self._place(following.document, "carried_over", key=True)
        self._missing("correction-not-taken-up", correction, place, "approbation")

    def _missing(self, kind: GapKind, knot: str, place: Place, decided_by: str) -> None:
        """A missing link: a break where the stage that should make it is final, else an open end."""
        if self._cannot_be_known(kind):
            return
        stage = self.folder.stages.get(decided_by)
        (self.breaks if stage and stage.is_final else self.open_ends).append(Gap(kind, knot, place))

    def _break(self, kind: GapKind, knot: str, place: Place, named: str) -> None:
        if not self._cannot_be_known(kind, named):
            self.breaks.append(Gap(kind, knot, place, named))

    def _cannot_be_known(self, kind: GapKind, named: str = "") -> bool:
        """Whether the link may be made, or lead to what is named, in a document that cannot be read."""
        if _LINKED_IN.get(kind, "") in self.folder.lost:
            return True
        match kind:
            case "unknown-evidence":
                return self.portfolio.is_lost("evidence")
            case "unknown-carry-over":
                return self.portfolio.is_lost("design", "approbation")
            case "unknown-previous-cycle":
                return self.portfolio.is_lost_at(named)
            case "correction-not-taken-up":
                return bool(self.following and self.following.lost & {"cycle", "reflection"})
        return False


def _order(gap: Gap) -> tuple[str, int]:
    return gap.place.file, gap.place.line
