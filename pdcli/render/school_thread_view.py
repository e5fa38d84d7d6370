"""The golden thread of a school as a tree of worded branches, for the terminal, Markdown and the list in a page."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from pdcli.diagnostics import shortened
from pdcli.i18n import N_, Lang, translate
from pdcli.i18n.dates import short_date, short_period, shown_date, shown_period
from pdcli.render.thread_view import MARKS, NAME_LIMIT, WORDS, Branch, in_one_line, measured_of
from pdcli.summary.comparison import alphabetical_key
from pdcli.thread.school import (
    SchoolIssue,
    SchoolIssueKind,
    SchoolNode,
    SchoolTable,
    SchoolYearTrace,
    TeacherNode,
)
from pdcli.thread.school_goals import ServedGoal

TABLE_WORDS: dict[SchoolTable, str] = {
    "carried_over": WORDS["carried_over"],
    # Translators: a row of an analytical note or a diagnostic.
    "conclusions": N_("Conclusion"),
    # Translators: what the teachers of a school need.
    "needs": N_("Need"),
    "goals": N_("Goal of the school"),
    # Translators: a row of the plan of a school.
    "lines": N_("Action of the plan"),
    "events": N_("Event"),
    # Translators: of a group of teachers.
    "meetings": N_("Meeting"),
    "decisions": N_("Decision"),
    "corrections": WORDS["corrections"],
}
# The sentence for a break, and for the same place while it is only an open end; empty where it is never one of them.
SCHOOL_ISSUE_TEXTS: dict[SchoolIssueKind, tuple[str, str]] = {
    "no-plan": ("", N_("there is no plan of this school year yet")),
    "conclusion-not-taken-up": (
        N_("nobody took it up: no need, decision or correction names it"),
        N_("no need, decision or correction names it yet"),
    ),
    "need-without-ground": (
        N_("it rests on no note and no diagnostic"),
        N_("it rests on no note and no diagnostic yet"),
    ),
    "need-without-line": (N_("no action of the plan serves it"), N_("no action of the plan serves it yet")),
    "goal-without-line": (N_("no action of the plan serves it"), N_("no action of the plan serves it yet")),
    "goal-without-teacher": (N_("no goal of a teacher names it"), N_("no goal of a teacher names it yet")),
    "line-without-ground": (
        N_("it rests neither on a goal of the school nor on a need"),
        N_("it rests neither on a goal of the school nor on a need yet"),
    ),
    "line-not-done": (N_("it was neither done nor dropped, and no later plan names it"), ""),
    "decision-without-ground": (N_("it names no grounds"), N_("it names no grounds yet")),
    "decision-not-taken-up": (N_("it is not done, and the next plan does not name it"), ""),
    "correction-without-ground": (N_("it names no grounds"), N_("it names no grounds yet")),
    "correction-not-taken-up": (N_("the next plan does not name it"), N_("it waits for the next plan")),
    "unknown-reference": (N_("there is no {name}"), ""),
}


# Translators: rows of documents of a school, such as a3 or 2026-2027/n1.
GOES_ON = N_("goes on in: {refs}")
_NUMBER = re.compile(rf"/(?:{'|'.join(TABLE_WORDS).replace('_', '-')})-[0-9]+$")


def school_issue_text(issue: SchoolIssue, lang: Lang) -> str:
    """The sentence for a break or an open end."""
    sentence = translate(SCHOOL_ISSUE_TEXTS[issue.kind][issue.state == "open"], lang)
    return sentence.format(name=shortened(", ".join(issue.names), NAME_LIMIT))


def school_issue_counts(year: SchoolYearTrace, lang: Lang) -> str:
    """How many breaks and open ends there are."""
    sentence = translate(N_("Breaks: {breaks}. Still open: {open}."), lang)
    return sentence.format(breaks=len(year.breaks), open=len(year.issues) - len(year.breaks))


def school_facts(node: SchoolNode, year: str, lang: Lang, parent: str = "") -> tuple[str, ...]:
    """The short facts of a node: its note or group, days, what became of it, what it comes from besides `parent`."""
    facts = [
        in_one_line(node.document),
        _days(node, lang),
        _fact(N_("done: {day}"), node.done, lang),
        _fact(N_("dropped: {day}"), node.dropped, lang),
        in_one_line(node.result),
        *link_facts(node, year, lang, (parent,)),
    ]
    return tuple(filter(None, facts))


def link_facts(node: SchoolNode, year: str, lang: Lang, but: Collection[str]) -> tuple[str, ...]:
    """What a node comes from, without the nodes `but`, and what of other years takes it up."""
    # What is carried over is named by what it comes from.
    names = () if node.table == "carried_over" else (*node.comes_from, *node.earlier)
    sources = dict.fromkeys(short_reference(name, year) for name in names if name not in but)
    later = dict.fromkeys(short_reference(name, year) for name in node.carried_to)
    facts = (
        # Translators: rows of documents of a school, such as n1 or 2025-2026/c1.
        translate(N_("comes from: {refs}"), lang).format(refs=", ".join(sources)) if sources else "",
        translate(GOES_ON, lang).format(refs=", ".join(later)) if later else "",
    )
    return tuple(filter(None, facts))


def day_fact(node: SchoolNode, lang: Lang) -> str:
    """The one day or period of a node that tells most, in digits."""
    if node.done:
        return translate(N_("done: {day}"), lang).format(day=short_date(node.done))
    if node.dropped:
        return translate(N_("dropped: {day}"), lang).format(day=short_date(node.dropped))
    if node.table == "decisions" and node.end:
        return translate(N_("due: {day}"), lang).format(day=short_date(node.end))
    return short_period(node.start, node.end) if node.table == "lines" else short_date(node.start) if node.start else ""


def _days(node: SchoolNode, lang: Lang) -> str:
    if node.table == "lines":
        return shown_period(node.start, node.end, lang)
    if node.table == "decisions":
        return "" if node.done else _fact(N_("due: {day}"), node.end, lang)
    return shown_date(node.start, lang) if node.start and node.table in ("events", "meetings") else ""


def _fact(sentence: str, day: date | None, lang: Lang) -> str:
    return translate(sentence, lang).format(day=shown_date(day, lang)) if day else ""


def short_reference(reference: str, year: str) -> str:
    """A reference without the name of its own year; a row without an id is named by its document."""
    return _NUMBER.sub("", reference).removeprefix(f"{year}/")


def school_name_of(node: SchoolNode, year: str) -> str:
    """How a node is named in its year; one without an id by what it carries over, or not at all."""
    if node.id:
        return short_reference(node.reference, year)
    if node.table != "carried_over":
        return ""
    return ", ".join(short_reference(name, year) for name in (*node.earlier, *node.comes_from))


def school_text_of(node: SchoolNode, lang: Lang) -> str:
    """What a node says, in one line."""
    return in_one_line(node.text) or translate(N_("no answer yet"), lang)


def teachers_in_order(node: SchoolNode) -> list[TeacherNode]:
    """The goals or growth areas of teachers, in the order of names."""
    return sorted(node.teachers, key=lambda item: (alphabetical_key(item.name or item.teacher), item.cycle))


def teachers_counts(node: SchoolNode, lang: Lang) -> str:
    """How many goals of teachers serve a goal of the school, and what became of them."""
    goals = node.teachers
    return translate(
        N_("{goals}, with a result: {measured}, reached: {reached}; breaks: {breaks}, still open: {open}"),
        lang,
    ).format(
        goals=len(goals), measured=sum(bool(item.measured or item.reached) for item in goals),
        reached=sum(item.reached == "yes" for item in goals), breaks=sum(item.breaks for item in goals),
        open=sum(item.open_ends for item in goals),
    )  # fmt: skip


def teachers_names(node: SchoolNode) -> str:
    """The teachers behind a node, each once, in the order of names."""
    return ", ".join(dict.fromkeys(item.name or item.teacher for item in teachers_in_order(node)))


def school_tree(year: SchoolYearTrace, lang: Lang, is_part: bool = False) -> tuple[Branch, ...]:
    """The branches of one year: the goals with those of the teachers, then the thread from its conclusions on.

    Where `is_part`, the goals of teachers are listed one by one.
    """
    return tuple(_Tree(year, lang, is_part).branches())


class _Tree:
    """Every node is shown once, below the first of those that it comes from; the others are named with it."""

    def __init__(self, year: SchoolYearTrace, lang: Lang, is_part: bool) -> None:
        self.year = year
        self.lang = lang
        self.is_part = is_part
        self.issues: dict[str, list[SchoolIssue]] = {}
        for issue in year.issues:
            self.issues.setdefault(issue.node, []).append(issue)
        self.below: dict[str, list[SchoolNode]] = {}
        for node in year.nodes:
            for source in node.comes_from:
                self.below.setdefault(source, []).append(node)
        self.references = {node.reference for node in year.nodes}
        self.shown_references: set[str] = set()

    def branches(self) -> Iterator[Branch]:
        """The carried over, the goals, then every node that comes from none of its year, then what is left."""
        nodes = self.year.nodes
        yield from self._issues("")
        first = [node for node in nodes if node.table == "carried_over"] + [
            node for node in nodes if node.table == "goals"
        ]
        roots = [node for node in nodes if not self._parents(node)]
        # A line without a need hangs on its goal.
        for node in (*first, *(node for node in roots if node.table != "lines" or not node.comes_from), *nodes):
            if node.reference not in self.shown_references:
                yield self._branch(node, "")

    def _branch(self, node: SchoolNode, parent: str) -> Branch:
        self.shown_references.add(node.reference)
        facts = [*school_facts(node, self.year.year, self.lang, parent)]
        lines = [short_reference(item.reference, self.year.year) for item in self.below.get(node.reference, ())]
        if node.table == "goals" and lines:
            facts.append(translate(GOES_ON, self.lang).format(refs=", ".join(lines)))
        return Branch(
            word=translate(TABLE_WORDS[node.table], self.lang),
            id=school_name_of(node, self.year.year),
            text=school_text_of(node, self.lang),
            facts="; ".join(facts),
            place=node.place,
            children=tuple(self._children(node)),
        )

    def _children(self, node: SchoolNode) -> Iterator[Branch]:
        yield from self._issues(node.reference)
        if node.teachers:
            yield self._teachers(node)
        below = self.below.get(node.reference, ())
        for child in sorted(below, key=lambda child: child.table == "conclusions"):
            hangs_here = node.table != "goals" or not self._parents(child)
            if hangs_here and child.reference not in self.shown_references:
                yield self._branch(child, node.reference)

    def _parents(self, node: SchoolNode) -> list[str]:
        """The shown nodes that a node may hang on; a line hangs on its need rather than on its goal."""
        return [name for name in node.comes_from if name in self.references and not _is_goal(name)]

    def _teachers(self, node: SchoolNode) -> Branch:
        if node.table == "goals":
            word, text = N_("Goals of teachers"), teachers_counts(node, self.lang)
        else:
            word, text = N_("Growth areas of teachers"), str(len(node.teachers))
        each = tuple(self._teacher(item, node) for item in teachers_in_order(node)) if self.is_part else ()
        return Branch(translate(word, self.lang), text=text, facts="" if each else teachers_names(node), children=each)

    def _teacher(self, item: TeacherNode, node: SchoolNode) -> Branch:
        word = WORDS["goals" if node.table == "goals" else "growth_areas"]
        result = measured_of(item.measured, item.reached, self.lang) if item.measured or item.reached else ""
        counts = translate(N_("Breaks: {breaks}. Still open: {open}."), self.lang)
        facts = [
            # Translators: the result of a goal.
            translate(N_("measured: {value}"), self.lang).format(value=result) if result else "",
            counts.format(breaks=item.breaks, open=item.open_ends),
        ]
        return Branch(
            f"{item.name or item.teacher}, {translate(word, self.lang)}", f"{item.teacher}/{item.cycle}/{item.id}",
            in_one_line(item.text), "; ".join(filter(None, facts)),
        )  # fmt: skip

    def _issues(self, node: str) -> Iterator[Branch]:
        for issue in self.issues.get(node, ()):
            yield Branch(
                translate(MARKS[issue.state], self.lang), text=school_issue_text(issue, self.lang), mark=issue.state
            )


def _is_goal(reference: str) -> bool:
    return "/" not in reference


def no_thread(lang: Lang) -> str:
    """Why a school has no thread."""
    return translate(N_("The school has no goals, no plan and no notes yet; `pd new school-plan` makes a plan."), lang)


def served_branches(goals: Iterable[ServedGoal], cycle: str, lang: Lang) -> dict[str, Branch]:
    """Goal of a teacher's cycle -> the goal of the school that it serves, with the actions of the plan below."""
    goal_word, line_word = (translate(TABLE_WORDS[table], lang) for table in ("goals", "lines"))
    branches = {}
    for item in goals:
        if item.cycle == cycle:
            lines = tuple(Branch(line_word, line.reference, in_one_line(line.text)) for line in item.lines)
            text = in_one_line(item.text) or translate(N_("no answer yet"), lang)
            branches[item.goal] = Branch(goal_word, item.id, text, children=lines)
    return branches
