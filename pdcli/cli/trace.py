"""pd trace"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli import i18n
from pdcli.cli import console, formats
from pdcli.cli.formats import only_text, printed_format, written_formats
from pdcli.cli.outcomes import report_files
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import shown
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio
from pdcli.suggest import choose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.tree import Tree

    from pdcli.discovery.trust import Trust
    from pdcli.portfolio.portfolio import Portfolio
    from pdcli.render.thread_view import Branch, FateRow
    from pdcli.thread.build import Trace
    from pdcli.thread.nodes import CycleTrace
    from pdcli.thread.subgraph import Found

HELP = N_(
    "Follow the golden thread: finding, growth area, goal, plan, result, correction, next cycle. It shows the evidence "
    "at each knot, every break, and what became of each growth area over the years."
)
EXAMPLES = (
    ("pd trace", N_("All cycles, as a tree.")),
    ("pd trace 2026-2027-1", N_("One cycle.")),
    ("pd trace g1", N_("One goal, in the last cycle that has it; also f1, r1, c1.")),
    ("pd trace 2026-2027-1/r1", N_("One growth area of one cycle.")),
    ("pd trace --to html,json", N_("As a page with a drawing, and as data.")),
    ("pd trace --strict", N_("Fail where the thread is broken.")),
)
help_lists = partial(formats.help_lists, "trace")
STYLES = {"break": "red", "open": "yellow", "": ""}


def trace(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=N_("A cycle, or an id such as g1 or 2026-2027-1/g1."), show_default=False),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help=N_("Another portfolio than this one."), show_default=False),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="{printed}.", show_default=False)
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="FORMATS", help=N_("Write {formats}, or several with commas."), show_default=False),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help=N_("Where to write (build/); - is the terminal."), show_default=False),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Exit code 1 where the thread is broken; open ends are no breaks."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Find, trace, print or write."""
    from pdcli.thread.subgraph import part

    writes = bool(to or out or dry_run)
    if output and writes:
        raise UserError(_("--format prints, --to writes: choose one of them."))
    printed = printed_format(output or "text")
    trust = trust_from(config, packs, templates)
    portfolio, told, found = _chosen(name, folder, trust)
    tell_brought([portfolio.root], trust)
    if found:
        told = part(told, found)
        if found.elsewhere:
            others = ", ".join(f"`pd trace {cycle}/{found.knot}`" for cycle in found.elsewhere)
            text = _("{id} of the cycle {cycle}. It is also in: {others}.")
            console.err(text.format(id=found.knot, cycle=found.cycle, others=others))
    code = 1 if strict and any(cycle.breaks for cycle in told.cycles) else 0
    if writes:
        return _write(portfolio, told, found, to or "html", out, dry_run) or code
    if printed == "text":
        _show(told, portfolio)
    else:
        from pdcli.render.trace import render_trace

        console.out_page(str(render_trace(portfolio, told, printed, Path(), i18n.current())), printed)
    return code


def _chosen(name: str | None, folder: Path | None, trust: "Trust") -> "tuple[Portfolio, Trace, Found | None]":
    """The portfolio, its trace and what is meant in it. A single word is a name; where it is none, it may be a path."""
    from pdcli.discovery.files import find_root
    from pdcli.thread.build import trace as trace_of
    from pdcli.thread.subgraph import Found, find, names

    if folder and not folder.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=folder))
    path = Path(name) if name and not folder else None
    is_path = path is not None and path.exists()
    if not is_path or find_root(Path.cwd()):
        portfolio = open_portfolio(folder or Path.cwd(), trust=trust)
        told = trace_of(portfolio)
        found = find(told, name) if name else None
        if found or not name:
            return portfolio, told, found
        if not is_path:
            known = names(told, name)
            hint = choose(name, known) if known else _("There is no cycle yet.")
            raise UserError(_("There is no cycle or id `{name}` here.").format(name=name[:40]) + " " + hint)
    assert path is not None
    portfolio = open_portfolio(path, trust=trust)
    told = trace_of(portfolio)
    # A folder of a cycle means this cycle, any other place the whole portfolio.
    inside = real_path(path)
    cycle = next((item.name for item in portfolio.cycles if item.path in (inside, *inside.parents)), None)
    return portfolio, told, Found(cycle, "") if cycle else None


def _write(
    portfolio: "Portfolio", told: "Trace", found: "Found | None", to: str, out: str | None, dry_run: bool
) -> int:
    from pdcli.render.trace import render_trace
    from pdcli.scaffold.files import apply, generated

    formats = written_formats(to, "trace")
    folder = portfolio.root / "build" if out in (None, "-") else Path(str(out))
    texts = [render_trace(portfolio, told, suffix, real_path(folder), i18n.current()) for suffix in formats]
    if out == "-":
        console.out_page(str(texts[0]), only_text(formats))
        return 0
    stem = "-".join(("trace", *(part for part in found[:2] if part))) if found else "trace"
    planned = [generated(folder / f"{stem}.{suffix}", text) for suffix, text in zip(formats, texts, strict=True)]
    return report_files(apply(planned, dry_run=dry_run), dry_run, "--out")


def _show(told: "Trace", portfolio: "Portfolio") -> None:
    from rich.text import Text
    from rich.tree import Tree

    from pdcli.render.thread_view import fate_views

    screen = console.rich_console()
    lang = i18n.current()
    if told.name:
        screen.print(Text(told.name, "bold"))
    if not told.cycles:
        screen.print(Text(_("There is no cycle yet.") + " " + _("`pd new-cycle` opens one.")))
    for cycle in told.cycles:
        screen.print(_cycle_tree(cycle, portfolio))
    if told.fates:
        title = Tree(Text(_("Growth areas over the years"), "bold"))
        for fate in fate_views(told.fates, lang):
            node = title
            if len(fate.rows) > 1:
                node = title.add(Text.assemble((fate.title, "bold"), f": {fate.became}" if fate.became else ""))
            for row in fate.rows:
                _hang_fate(node, row)
        screen.print(title)


def _hang_fate(node: "Tree", row: "FateRow") -> None:
    from rich.text import Text

    line = Text.assemble((f"{row.cycle}/{row.growth_area}", "bold cyan"), f" {row.title}: {row.became}")
    line.append(f"\n{row.continues}" if row.continues else "", "dim")
    below = node.add(line)
    for goal in row.goals:
        line = Text.assemble((goal.id, "bold cyan"), " ", ": ".join(part for part in (goal.text, goal.facts) if part))
        proof = _proof(goal)
        line.append(f"\n{proof}" if proof else "", "dim")
        below.add(line)


def _proof(branch: "Branch") -> str:
    """The evidence of a branch: ids, and how much is left out."""
    from pdcli.render.thread_view import private_evidence

    ids = ", ".join(item.id for item in branch.evidence)
    parts = [
        _("evidence: {ids}").format(ids=ids) if ids else "",
        private_evidence(branch.private_evidence, i18n.current()) if branch.private_evidence else "",
    ]
    return " · ".join(part for part in parts if part)


def _cycle_tree(cycle: "CycleTrace", portfolio: "Portfolio") -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    from pdcli.render.thread_drawing import without_knots
    from pdcli.render.thread_view import counted, tree

    if cycle.is_private:
        root = Tree(Text(_("Cycle {name}").format(name=cycle.name), "bold"))
        root.add(Text(without_knots(cycle, i18n.current())))
        return root
    period = f"{cycle.start or '?'} – {cycle.end or '?'}"
    root = Tree(Text(_("Cycle {name}: {period}").format(name=cycle.name, period=period), "bold"))
    branches = tree(cycle, i18n.current())
    if not branches:
        root.add(Text(without_knots(cycle, i18n.current())))
    prefix = shown(portfolio.root)
    _hang(root, branches, "" if prefix == "." else f"{prefix}/")
    for ref in cycle.unreadable:
        root.add(Text(_("{path} could not be read; `pd lint` shows why.").format(path=ref), "red"))
    root.add(Text(counted(cycle, i18n.current()), "bold"))
    return root


def _hang(node: "Tree", branches: "Iterable[Branch]", prefix: str) -> None:
    from rich.text import Text

    for branch in branches:
        style = STYLES[branch.mark]
        line = Text.assemble((branch.id, "bold cyan"), " " if branch.id else "", (branch.word, style or "dim"))
        line.append(f": {branch.text}" if branch.text else "", style)
        details = [_proof(branch), f"{prefix}{branch.place.file}:{branch.place.line}" if branch.place else ""]
        for detail in (branch.facts, " · ".join(detail for detail in details if detail)):
            line.append(f"\n{detail}" if detail else "", "dim")
        _hang(node.add(line), branch.children, prefix)
