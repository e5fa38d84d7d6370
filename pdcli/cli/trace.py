"""pd trace"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli import i18n
from pdcli.cli import console, formats
from pdcli.cli.formats import file_formats, terminal_format
from pdcli.cli.pages import Destination, deliver, print_document
from pdcli.cli.trace_output import print_trace
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.discovery.files import real_path
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio
from pdcli.suggest import choose

if TYPE_CHECKING:
    from pdcli.discovery.trust import Trust
    from pdcli.portfolio.portfolio import Portfolio
    from pdcli.thread.build import Trace
    from pdcli.thread.subgraph import Selection

HELP = N_(
    "Follow the golden thread: finding, growth area, goal, plan, result, correction, next cycle. It shows the evidence "
    "at each node, every break, and what became of each growth area over the years."
)
EXAMPLES = (
    ("pd trace", N_("All cycles, as a tree.")),
    ("pd trace 2026-2027-1", N_("One cycle.")),
    ("pd trace g1", N_("One goal, in the last cycle that has it; also f1, r1, c1.")),
    ("pd trace 2026-2027-1/r1", N_("One growth area of one cycle.")),
    (N_("pd trace design"), N_("One stage of the last cycle, and what belongs to it.")),
    ("pd trace --to html,json", N_("As a page with a drawing, and as data.")),
    ("pd trace --strict", N_("Fail if the thread is broken.")),
    ("pd trace --school", N_("The thread of the whole school, from its diagnostics to the next plan.")),
    ("pd trace --school s1", N_("One goal of the school, with the goals of teachers that serve it.")),
)
help_lists = partial(formats.help_lists, "trace")


def trace(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("NAME"),
            help=N_("A cycle, a stage, or an ID such as g1, e1 or 2026-2027-1/g1."),
            show_default=False,
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar=N_("PATH"), help=N_("A portfolio other than this one."), show_default=False),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--format", metavar=N_("FORMAT"), help="{printed}.", show_default=False)
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar=N_("FORMATS"),
            help=N_("Write {formats}, or several of them separated by commas."),
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar=N_("DIR"),
            help=N_("Where to write the output (default: build/); - means the terminal."),
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Exit code 1 if the thread is broken; open ends are not breaks."))
    ] = False,
    of_school: Annotated[
        bool,
        typer.Option("--school", help=N_("The thread of the school; NAME is then a school year, or an ID such as s1.")),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Find, trace, print or write."""
    writes = bool(to or out or dry_run)
    if output and writes:
        raise UserError(_("--format prints, --to writes: choose one of them."))
    printed = terminal_format(output or "text")
    trust = trust_from(config, packs, templates)
    destination = Destination(file_formats(to or "html", "trace"), out, dry_run) if writes else None
    request = TraceRequest(name, folder, trust, printed, destination, strict)
    if of_school:
        from pdcli.cli.school_trace import trace_school

        return trace_school(request)
    return _run(request)


class TraceRequest(NamedTuple):
    """The cycle or id to follow (None: all cycles), the portfolio, and the trust.

    The thread is printed in a format, or written to a destination. With `strict` a break fails the run.
    """

    name: str | None
    folder: Path | None
    trust: "Trust"
    printed: str
    destination: Destination | None
    strict: bool


def _run(request: TraceRequest) -> int:
    """Follow the thread, print or write it; the exit code."""
    from pdcli.thread.subgraph import subgraph

    portfolio, whole, selection = _select(request.name, request.folder, request.trust)
    tell_brought([portfolio.root], request.trust)
    thread = subgraph(whole, selection) if selection else whole
    if selection and selection.elsewhere:
        others = ", ".join(f"`pd trace {cycle}/{selection.node}`" for cycle in selection.elsewhere)
        text = (
            _("This is {id} of the cycle {cycle}. Other cycles have the same number: {others}.")
            if any(node.id == selection.node for cycle in thread.cycles for node in cycle.nodes)
            else _("This is the cycle {cycle}. Other cycles: {others}.")
        )
        console.err(text.format(id=selection.node, cycle=selection.cycle, others=others))
    code = 1 if request.strict and any(cycle.breaks for cycle in thread.cycles) else 0
    if not request.destination and request.printed == "text":
        print_trace(thread, portfolio, i18n.current())
        return code
    # Pages load much that the terminal does not need.
    from pdcli.render.trace import render_trace

    render = partial(render_trace, portfolio, thread, lang=i18n.current())
    if request.destination:
        folder = request.destination.folder(portfolio.root)
        stem = "-".join(("trace", *(name for name in selection[:2] if name))) if selection else "trace"
        return deliver(partial(render, base=real_path(folder)), folder / stem, request.destination) or code
    print_document(partial(render, base=Path()), request.printed)
    return code


def _select(name: str | None, folder: Path | None, trust: "Trust") -> "tuple[Portfolio, Trace, Selection | None]":
    """The portfolio, its trace and the selection. A single argument is a name, or else a path."""
    from pdcli.discovery.files import find_root
    from pdcli.portfolio.names import with_stage_key
    from pdcli.thread.build import trace as trace_of
    from pdcli.thread.subgraph import Selection, select, selectable

    if folder and not folder.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=folder))
    path = Path(name) if name and not folder else None
    is_path = path is not None and path.exists()
    if not is_path or find_root(Path.cwd()):
        portfolio = open_portfolio(folder or Path.cwd(), trust=trust)
        thread = trace_of(portfolio)
        selection = select(thread, name) if name else None
        if selection or not name:
            return portfolio, thread, selection
        stage = with_stage_key(portfolio, name)
        if stage and (selection := select(thread, stage)):
            return portfolio, thread, selection
        if not is_path:
            names = selectable(thread, name)
            hint = choose(name, names) if names else _("There is no cycle yet.")
            message = (
                _("There is no cycle or ID `{name}` here.")
                if not stage
                else _("The thread has nothing at the stage `{name}`.")
            )
            raise UserError(message.format(name=name[:40]) + " " + hint)
    assert path is not None
    portfolio = open_portfolio(path, trust=trust)
    thread = trace_of(portfolio)
    # A folder of a cycle means this cycle, any other place the whole portfolio.
    inside = real_path(path)
    cycle = next((item.name for item in portfolio.cycles if item.path in (inside, *inside.parents)), None)
    return portfolio, thread, Selection(cycle, "") if cycle else None
