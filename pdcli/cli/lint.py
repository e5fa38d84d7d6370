"""pd lint"""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli import console
from pdcli.cli.common import one_of, open_portfolios, shown
from pdcli.errors import UserError
from pdcli.words import N_
from pdcli.words import gettext as _

HELP = N_(
    "Check documents and the links between them. A file or folder limits what is shown; "
    "links are always checked in the whole portfolio."
)
EXAMPLES = (
    ("pd lint", N_("Check the portfolio around this folder.")),
    ("pd lint teachers/", N_("Check every portfolio below a folder.")),
    ("pd lint --select PD3 --format concise", N_("Only the golden thread, one line each.")),
    ("pd lint --format json > findings.json", N_("For another program.")),
)


def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help=N_("Files or folders."), show_default=False)
    ] = None,
    output: Annotated[str, typer.Option("--format", metavar="FORMAT", help=N_("text, concise or json."))] = "text",
    select: Annotated[
        str, typer.Option(metavar="CODES", help=N_("Only these rules: codes, beginnings of codes, or names."))
    ] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help=N_("Not these rules."))] = "",
    strict: Annotated[bool, typer.Option("--strict", help=N_("Warnings fail too."))] = False,
    show_files: Annotated[bool, typer.Option("--show-files", help=N_("List what is read, and stop."))] = False,
) -> int:
    """Parse, check, print."""
    # Documents hold many small values and no cycles worth looking for again and again.
    gc.set_threshold(100_000, 50, 50)
    from pdcli.diagnostics import Diagnostic, Severity
    from pdcli.lint.engine import lint as run_lint
    from pdcli.lint.engine import matches
    from pdcli.lint.reporters import FORMATS, Report
    from pdcli.lint.rules import RULES
    from pdcli.portfolio.portfolio import find_portfolios, load_portfolio

    one_of(output, list(FORMATS), "--format")
    selectors = [[part.strip() for part in value.split(",") if part.strip()] for value in (select, ignore)]
    for selector in selectors[0] + selectors[1]:
        if not any(matches(selector, rule.code, rule.name) for rule in RULES):
            raise UserError(
                _("There is no rule `{code}`.").format(code=selector[:40]) + " " + _("`pd rule` lists them.")
            )
    asked = paths or [Path()]
    for path in asked:
        if not path.exists():
            raise UserError(_("There is no such file or folder: {path}").format(path=path))
    roots = find_portfolios(asked)
    if not roots:
        open_portfolios(asked)
    limits = [path.resolve() for path in asked]
    found: list[Diagnostic] = []
    files = 0
    for root in roots:
        # One portfolio at a time: what is checked is let go before the next is read.
        portfolio = load_portfolio(root)
        whole = any(root.is_relative_to(limit) for limit in limits)
        read = [item for item in portfolio.documents if whole or _is_within(item.path, limits)]
        files += len(read)
        if show_files:
            for document in read:
                console.out(shown(document.path))
            continue
        for item in run_lint(portfolio, *selectors):
            if whole or _is_within(item.path, limits):
                found.append(item)
    if show_files:
        return 0
    report = Report(found, files, Path.cwd(), output != "json" and console.has_color(sys.stdout))
    sys.stdout.write(FORMATS[output](report))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(item.severity in failing for item in found) else 0


def _is_within(path: Path, limits: list[Path]) -> bool:
    return any(path == limit or path.is_relative_to(limit) for limit in limits)
