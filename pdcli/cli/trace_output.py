"""The golden thread as a tree."""

from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.discovery.naming import display_path
from pdcli.i18n import Lang, translations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.tree import Tree

    from pdcli.portfolio.portfolio import Portfolio
    from pdcli.render.thread_view import Branch, LineageRow
    from pdcli.thread.build import Trace
    from pdcli.thread.nodes import CycleTrace

_STYLES = {"break": "red", "open": "yellow", "": ""}


def print_trace(thread: "Trace", portfolio: "Portfolio", lang: Lang) -> None:
    """The tree of each cycle, then what became of growth areas over the years."""
    from rich.text import Text
    from rich.tree import Tree

    from pdcli.render.thread_view import lineage_views

    _ = translations(lang).gettext
    screen = console.rich_console()
    if thread.name:
        screen.print(Text(thread.name, "bold"))
    if not thread.cycles:
        screen.print(Text(_("There is no cycle yet.") + " " + _("`pd new-cycle` opens one.")))
    for cycle in thread.cycles:
        screen.print(_cycle_tree(cycle, portfolio, lang))
    if thread.lineages:
        years = Tree(Text(_("Growth areas over the years"), "bold"))
        for lineage in lineage_views(thread.lineages, lang):
            branch = years
            if len(lineage.rows) > 1:
                outcome = f": {lineage.outcome}" if lineage.outcome else ""
                branch = years.add(Text.assemble((lineage.title, "bold"), outcome))
            for row in lineage.rows:
                _hang_lineage(branch, row, lang)
        screen.print(years)


def _hang_lineage(tree: "Tree", row: "LineageRow", lang: Lang) -> None:
    from rich.text import Text

    line = Text.assemble((f"{row.cycle}/{row.growth_area}", "bold cyan"), f" {row.title}: {row.outcome}")
    line.append(f"\n{row.continues}" if row.continues else "", "dim")
    below = tree.add(line)
    for goal in row.goals:
        line = Text.assemble((goal.id, "bold cyan"), " ", ": ".join(part for part in (goal.text, goal.facts) if part))
        proof = _proof(goal, lang)
        line.append(f"\n{proof}" if proof else "", "dim")
        below.add(line)


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


def _cycle_tree(cycle: "CycleTrace", portfolio: "Portfolio", lang: Lang) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    from pdcli.render.thread_view import issue_counts, tree, why_empty

    _ = translations(lang).gettext
    if cycle.is_private:
        root = Tree(Text(_("Cycle {name}").format(name=cycle.name), "bold"))
        root.add(Text(why_empty(cycle, lang)))
        return root
    period = f"{cycle.start or '?'} – {cycle.end or '?'}"
    root = Tree(Text(_("Cycle {name}: {period}").format(name=cycle.name, period=period), "bold"))
    branches = tree(cycle, lang)
    if not branches:
        root.add(Text(why_empty(cycle, lang)))
    prefix = display_path(portfolio.root)
    _hang(root, branches, "" if prefix == "." else f"{prefix}/", lang)
    for ref in cycle.unreadable:
        root.add(Text(_("{path} could not be read; `pd lint` shows why.").format(path=ref), "red"))
    root.add(Text(issue_counts(cycle, lang), "bold"))
    return root


def _hang(tree: "Tree", branches: "Iterable[Branch]", prefix: str, lang: Lang) -> None:
    from rich.text import Text

    for branch in branches:
        style = _STYLES[branch.mark]
        line = Text.assemble((branch.id, "bold cyan"), " " if branch.id else "", (branch.word, style or "dim"))
        line.append(f": {branch.text}" if branch.text else "", style)
        details = [_proof(branch, lang), f"{prefix}{branch.place.file}:{branch.place.line}" if branch.place else ""]
        for detail in (branch.facts, " · ".join(detail for detail in details if detail)):
            line.append(f"\n{detail}" if detail else "", "dim")
        _hang(tree.add(line), branch.children, prefix, lang)
