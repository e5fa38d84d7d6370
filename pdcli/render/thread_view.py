"""The golden thread as a tree of worded branches: what the terminal, Markdown and the list in a page show alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pdcli.i18n import N_, Lang, translate
from pdcli.render.labels import form_name
from pdcli.render.values import shown_date
from pdcli.thread.issues import IssueKind
from pdcli.thread.lineage import Appearance, Became, Fate, FateGoal
from pdcli.thread.nodes import (
    CarriedOverKnot,
    ChangeKnot,
    CorrectionKnot,
    CycleTrace,
    FindingKnot,
    Gap,
    GoalKnot,
    GrowthAreaKnot,
    Knot,
    KnotEvidence,
    Place,
    PlanKnot,
    ResultKnot,
)

Mark = Literal["", "break", "open"]
MARKS: dict[Mark, str] = {"break": N_("Break"), "open": N_("Open for now")}
REACHED = {"yes": N_("reached"), "partly": N_("partly reached"), "no": N_("not reached")}
KINDS = {"difficulty": N_("Difficulty"), "success": N_("Success")}
WORDS = {
    "carried_over": N_("Carried over"),
    "findings": N_("Finding"),
    "growth_areas": N_("Growth area"),
    "goals": N_("Goal"),
    "plan": N_("Plan"),
    "changes": N_("Tried"),
    "results": N_("Result"),
    "corrections": N_("Correction"),
}
# What is said of a break, and of the same place while it is only an open end.
GAPS: dict[IssueKind, tuple[str, str]] = {
    "finding-not-taken-up": (N_("no growth area takes it up"), N_("no growth area takes it up yet")),
    "growth-area-without-finding": (N_("it rests on no finding"), N_("it rests on no finding yet")),
    "growth-area-from-successes": (
        N_("it rests on successes alone: {name}"),
        N_("it rests on successes alone so far: {name}"),
    ),
    "growth-area-without-goal": (N_("no goal takes it up"), N_("no goal takes it up yet")),
    "goal-without-growth-area": (N_("it comes from no growth area"), N_("it comes from no growth area yet")),
    "goal-without-plan": (N_("nothing in the plan serves it"), N_("nothing in the plan serves it yet")),
    "goal-never-measured": (N_("it was never measured"), N_("it is not measured yet")),
    "plan-without-goal": (N_("it serves no goal"), N_("it serves no goal yet")),
    "change-without-goal": (N_("it serves no goal"), N_("it serves no goal yet")),
    "result-without-goal": (N_("it belongs to no goal"), N_("it belongs to no goal yet")),
    "result-without-evidence": (N_("it has no evidence"), N_("it has no evidence yet")),
    "unmet-goal-without-correction": (
        N_("the goal was not fully reached, and no correction follows"),
        N_("the goal was not fully reached, and no correction follows yet"),
    ),
    "correction-not-taken-up": (
        N_("the next cycle neither takes it up nor mentions it"),
        N_("it waits for the next cycle"),
    ),
    "goal-not-taken-up": (N_("the next cycle neither takes it up nor mentions it"), ""),
    "cycle-not-continued": (N_("nothing is carried over of what the cycle {name} left to do"), ""),
    "unknown-finding": (N_("the analysis has no finding {name}"), ""),
    "unknown-growth-area": (N_("the reflection has no growth area {name}"), ""),
    "unknown-goal": (N_("the design has no goal {name}"), ""),
    "unknown-carry-over": (N_("{name} is no correction or goal of an earlier cycle"), ""),
    "unknown-previous-cycle": (N_("there is no earlier cycle {name}"), ""),
    "previous-cycle-order": (N_("the cycle {name} does not begin before this one"), ""),
    "unknown-evidence": (N_("the register has no evidence {name}"), ""),
    "repeated-id": (N_("the id {name} is used twice"), ""),
}
# Below a goal: the rows in order, and the gaps that are told after them; all others come first.
_AFTER: dict[str, tuple[IssueKind, ...]] = {
    "plan": ("goal-without-plan",), "changes": (), "results": ("goal-never-measured",),
    "corrections": ("goal-not-taken-up",),
}  # fmt: skip
NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree and what hangs below it. `mark` says whether it is a break or an open end."""

    word: str
    id: str = ""
    text: str = ""
    facts: str = ""
    evidence: tuple[KnotEvidence, ...] = ()
    private_evidence: int = 0
    place: Place | None = None
    mark: Mark = ""
    children: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class FateRow:
    """One cycle of a growth area's fate, worded."""

    cycle: str
    growth_area: str
    title: str
    continues: str
    goals: tuple[Branch, ...]
    became: str


@dataclass(frozen=True, slots=True)
class FateView:
    """A growth area through all its cycles, worded, and what became of it in the end."""

    title: str
    rows: tuple[FateRow, ...]
    became: str


def said(gap: Gap, mark: Mark, lang: Lang) -> str:
    """What is said of a break or an open end."""
    sentences = GAPS[gap.kind]
    return translate(sentences[mark == "open"], lang).format(name=gap.named[:NAME_LIMIT])


def counted(cycle: CycleTrace, lang: Lang) -> str:
    """How many breaks and open ends there are."""
    sentence = translate(N_("Breaks: {breaks}. Open for now: {open}."), lang)
    return sentence.format(breaks=len(cycle.breaks), open=len(cycle.open_ends))


def marked(cycle: CycleTrace) -> Iterator[tuple[Gap, Mark]]:
    """Breaks and open ends, each with its mark."""
    yield from ((gap, "break") for gap in cycle.breaks)
    yield from ((gap, "open") for gap in cycle.open_ends)


def facts_of(knot: Knot, lang: Lang) -> tuple[str, ...]:
    """The short facts of a knot, the most telling first."""
    match knot:
        case GoalKnot():
            due = translate(N_("due: {day}"), lang).format(day=shown_date(knot.due, lang)) if knot.due else ""
            facts = [_aimed(knot.baseline, knot.target), knot.indicator, due]
        case PlanKnot():
            days = [shown_date(day, lang) for day in (knot.start, knot.end) if day]
            facts = [" – ".join(dict.fromkeys(days))]
        case ChangeKnot():
            facts = [shown_date(knot.date, lang) if knot.date else "", knot.observation]
        case _:
            facts = []
    return tuple(line for fact in facts if (line := _in_one_line(fact)))


def text_of(knot: Knot, lang: Lang) -> str:
    """What a knot says, in one line; a result begins with what was measured."""
    if isinstance(knot, CarriedOverKnot) and knot.comes_from:
        # What a private cycle says is not told, only where it is.
        return _in_one_line(knot.text)
    if not isinstance(knot, ResultKnot):
        return _in_one_line(knot.text) or translate(N_("no answer yet"), lang)
    measured = measured_of(knot.measured, knot.reached, lang)
    return f"{measured}: {_in_one_line(knot.text)}" if knot.text else measured


def measured_of(measured: str | None, reached: str | None, lang: Lang) -> str:
    """What was measured, and whether the teacher says the goal is reached."""
    value = _in_one_line(measured) or translate(N_("no answer yet"), lang)
    return f"{value} ({translate(REACHED[reached], lang)})" if reached else value


def word_of(knot: Knot, lang: Lang) -> str:
    """What kind of knot it is."""
    kind = KINDS.get(knot.kind or "") if isinstance(knot, FindingKnot) else None
    return translate(kind or WORDS[knot.table], lang)


def name_of(knot: Knot) -> str:
    """The id that the teacher gave; rows of a plan and the like have none."""
    return knot.id if knot.id[1:].isdecimal() else ""


def tree(cycle: CycleTrace, lang: Lang) -> tuple[Branch, ...]:
    """The branches of one cycle: growth areas with all that hangs on them, then what hangs on nothing."""
    return tuple(_Tree(cycle, lang).branches())


class _Tree:
    """Every knot is told once; where it belongs to a second one too, it is only named there."""

    def __init__(self, cycle: CycleTrace, lang: Lang) -> None:
        self.cycle = cycle
        self.lang = lang
        self.gaps: dict[str, list[tuple[Gap, Mark]]] = {}
        for gap, mark in marked(cycle):
            self.gaps.setdefault(gap.knot, []).append((gap, mark))
        self.below: dict[str, list[Knot]] = {}
        self.first: dict[str, Knot] = {}
        for knot in cycle.knots:
            self.first.setdefault(knot.id, knot)
            for source in knot.comes_from:
                self.below.setdefault(source, []).append(knot)
        self.told: set[int] = set()

    def branches(self) -> Iterator[Branch]:
        """In the order of the thread."""
        cycle = self.cycle
        yield from self._gaps("", tuple(GAPS))
        for row in cycle.carried_over:
            # What a growth area continues is told there.
            if row.id not in self.below:
                yield self._branch(row)
        for knot in (*cycle.growth_areas, *cycle.findings, *cycle.goals, *cycle.knots):
            if id(knot) not in self.told:
                yield self._branch(knot)
        for stage in cycle.stages:
            if stage.evidence or stage.private_evidence:
                word = translate(N_("Evidence of the stage “{stage}”"), self.lang).format(
                    stage=form_name(stage.stage, self.lang)
                )
                yield Branch(word, evidence=stage.evidence, private_evidence=stage.private_evidence)

    def _branch(self, knot: Knot) -> Branch:
        word = word_of(knot, self.lang)
        if id(knot) in self.told:
            return Branch(word, name_of(knot), translate(N_("see above"), self.lang))
        self.told.add(id(knot))
        return Branch(
            word=word,
            id=name_of(knot) or "".join(knot.comes_from if isinstance(knot, CarriedOverKnot) else ()),
            text=text_of(knot, self.lang),
            facts="; ".join(facts_of(knot, self.lang)),
            evidence=knot.evidence,
            private_evidence=knot.private_evidence,
            place=knot.place,
            children=tuple(self._children(knot)),
        )

    def _children(self, knot: Knot) -> Iterator[Branch]:
        if self.first[knot.id] is not knot:
            # Of a repeated id, only the first row is what the others mean.
            yield from self._gaps(knot.id, ("repeated-id",))
            return
        later = tuple(kind for kinds in _AFTER.values() for kind in kinds) if isinstance(knot, GoalKnot) else ()
        if isinstance(knot, GrowthAreaKnot):
            yield from map(self._branch, (self.first[name] for name in knot.comes_from))
        yield from self._gaps(knot.id, tuple(kind for kind in GAPS if kind not in (*later, "repeated-id")))
        below = () if isinstance(knot, FindingKnot | CarriedOverKnot) else self.below.get(knot.id, ())
        if isinstance(knot, GoalKnot):
            for table, kinds in _AFTER.items():
                yield from map(self._branch, (item for item in below if item.table == table))
                yield from self._gaps(knot.id, kinds)
        else:
            yield from map(self._branch, below)
        if isinstance(knot, GoalKnot | CorrectionKnot):
            for name in knot.carried_to:
                yield Branch(translate(N_("Carried over to"), self.lang), text=name)

    def _gaps(self, knot: str, kinds: Sequence[IssueKind]) -> Iterator[Branch]:
        above = self.first[knot].place if knot else None
        for gap, mark in self.gaps.get(knot, ()):
            if gap.kind in kinds:
                # The place of the knot itself is told with it.
                place = gap.place if gap.place != above else None
                yield Branch(translate(MARKS[mark], self.lang), text=said(gap, mark, self.lang), place=place, mark=mark)


def fate_views(fates: Iterable[Fate], lang: Lang) -> tuple[FateView, ...]:
    """Every growth area with all its appearances."""
    return tuple(
        FateView(
            _in_one_line(fate.title) or translate(N_("no answer yet"), lang),
            tuple(_fate_row(item, lang) for item in fate.appearances),
            became(fate.became, fate.carried_to, lang),
        )
        for fate in fates
    )


def _fate_row(item: Appearance, lang: Lang) -> FateRow:
    refs = ", ".join(item.continues)
    return FateRow(
        item.cycle, item.growth_area, _in_one_line(item.title) or translate(N_("no answer yet"), lang),
        translate(N_("continues: {refs}"), lang).format(refs=refs) if refs else "",
        tuple(_fate_goal(goal, lang) for goal in item.goals), became(item.became, item.carried_to, lang),
    )  # fmt: skip


def became(what: Became, carried_to: Sequence[str], lang: Lang) -> str:
    """What became of an area, in words that do not judge."""
    words = {
        "reached": N_("reached"),
        "mentioned": N_("the next cycle speaks of it"),
        "dropped": N_("nothing more is said of it"),
        "open": N_("open for now"),
    }
    parts = [translate(words[what], lang)] if what in words else []
    if carried_to:
        parts.append(translate(N_("then carried over to: {cycles}"), lang).format(cycles=", ".join(carried_to)))
    return "; ".join(parts)


def _fate_goal(goal: FateGoal, lang: Lang) -> Branch:
    parts = [_aimed(goal.baseline, goal.target)]
    if goal.measured or goal.reached:
        value = measured_of(goal.measured, goal.reached, lang)
        parts.append(translate(N_("measured: {value}"), lang).format(value=value))
    return Branch(
        translate(WORDS["goals"], lang), goal.id, _in_one_line(goal.text), "; ".join(part for part in parts if part),
        goal.evidence, goal.private_evidence,
    )  # fmt: skip


def _in_one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _aimed(baseline: str | None, target: str | None) -> str:
    return f"{baseline or '–'} → {target or '–'}" if baseline or target else ""


def title_of(item: KnotEvidence, lang: Lang) -> str:
    """The title of an evidence; empty where it has none."""
    return item.title or ("" if item.is_known else translate(N_("not in the register"), lang))


def private_evidence(count: int, lang: Lang) -> str:
    """How much evidence is left out."""
    return translate(N_("private evidence: {count}"), lang).format(count=count)
