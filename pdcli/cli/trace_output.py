"""The golden thread as a tree."""

from typing import TYPE_CHECKING

from pdcli.cli.tree import Tree, print_tree
from pdcli.discovery.naming import display_path
from pdcli.i18n import Lang, translations
from pdcli.i18n.dates import short_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pdcli.portfolio.portfolio import Portfolio
    from pdcli.render.thread_view import Branch, LineageRow
    from pdcli.thread.build import Trace
    from pdcli.thread.lineage import Lineage
    from pdcli.thread.nodes import CycleTrace
    from pdcli.thread.school_goals import ServedGoal

_STYLES = {"break": "red", "open": "yellow", "": ""}


def print_trace(thread: "Trace", portfolio: "Portfolio", lang: Lang) -> None:
    """The tree of each cycle, then what became of growth areas over the years."""
    from pdcli.thread.school_goals import served_goals

    _ = translations(lang).gettext
    if thread.name:
        print_tree(thread.name)
    if not thread.cycles:
        print_tree(_("There is no cycle yet.") + " " + _("`pd new-cycle` opens a cycle."))
    goals = served_goals(portfolio, thread)
    for cycle in thread.cycles:
        _print_cycle(cycle, goals, portfolio, lang)
    if thread.lineages:
        print_tree(_("Growth areas over the years"), "bold", _lineages(thread.lineages, lang))


def _lineages(lineages: "Iterable[Lineage]", lang: Lang) -> "list[Tree]":
    from pdcli.render.thread_view import lineage_views

    years = Tree((), [])
    for lineage in lineage_views(lineages, lang):
        branch = years
        if len(lineage.rows) > 1:
            branch = years.add((lineage.title, "bold"), (f": {lineage.outcome}" if lineage.outcome else "", ""))
        for row in lineage.rows:
            _hang_lineage(branch, row, lang)
    return years.branches


def _hang_lineage(tree: Tree, row: "LineageRow", lang: Lang) -> None:
    below = tree.add(
        (f"{row.cycle}/{row.growth_area}", "bold cyan"),
        (f" {row.title}: {row.outcome}", ""),
        (f"\n{row.continues}" if row.continues else "", "dim"),
    )
    for goal in row.goals:
        text = ": ".join(part for part in (goal.text, goal.facts) if part)
        proof = _proof(goal, lang)
        below.add((goal.id, "bold cyan"), (" ", ""), (text, ""), (f"\n{proof}" if proof else "", "dim"))


def _proof(branch: "Branch", lang: Lang) -> str:
    """The evidence of a branch: ids, and how much is left out."""
    from pdcli.render.thread_view import private_evidence

    _ = translations(lang).gettext
    ids = ", ".join(item.id for item in branch.evidence)
    parts = [
        _("evidence: {ids}").format(ids=ids) if ids else "",
        private_evidence(branch.private_evidence, lang) if branch.private_evidence else "",
    ]
    return " · ".join(part for part in parts if part)


def _print_cycle(cycle: "CycleTrace", goals: "Sequence[ServedGoal]", portfolio: "Portfolio", lang: Lang) -> None:
    from pdcli.render.thread_view import issue_counts, tree, why_empty

    _ = translations(lang).gettext
    if cycle.is_private:
        print_tree(_("Cycle {name}").format(name=cycle.name), "bold", [Tree([(why_empty(cycle, lang), "")], [])])
        return
    root = Tree((), [])
    above = {}
    if goals:
        # Few portfolios serve a goal of a school.
        from pdcli.render.school_thread_view import served_branches

        above = served_branches(goals, cycle.name, lang)
    branches = tree(cycle, lang, above)
    if not branches:
        root.add((why_empty(cycle, lang), ""))
    prefix = display_path(portfolio.root)
    hang(root, branches, "" if prefix == "." else f"{prefix}/", lang)
    for ref in cycle.unreadable:
        root.add((_("{path} could not be read; `pd lint` shows why.").format(path=ref), "red"))
    root.add((issue_counts(cycle, lang), "bold"))
    period = short_period(cycle.start, cycle.end) or _("its period is not stated")
    print_tree(_("Cycle {name}: {period}").format(name=cycle.name, period=period), "bold", root.branches)


def hang(tree: Tree, branches: "Iterable[Branch]", prefix: str, lang: Lang) -> None:
    """Hang branches with all that hangs below them; `prefix` leads to the folder of their places."""
    for branch in branches:
        hang(tree.add(*_label(branch, prefix, lang)), branch.children, prefix, lang)


def _label(branch: "Branch", prefix: str, lang: Lang) -> "Iterator[tuple[str, str]]":
    """Yield the pieces of a label: the id and the word of a branch, its text, its facts, its evidence and its place."""
    style = _STYLES[branch.mark]
    yield branch.id, "bold cyan"
    yield " " if branch.id else "", ""
    yield branch.word, style or "dim"
    yield f": {branch.text}" if branch.text else "", style
    details = [_proof(branch, lang), f"{prefix}{branch.place.file}:{branch.place.line}" if branch.place else ""]
    for detail in (branch.facts, " · ".join(detail for detail in details if detail)):
        yield f"\n{detail}" if detail else "", "dim"
