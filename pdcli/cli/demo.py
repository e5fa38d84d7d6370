"""pd demo"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli import console
from pdcli.cli.formats import refuse_terminal
from pdcli.cli.outcomes import report_files
from pdcli.discovery.naming import display_path
from pdcli.i18n import N_
from pdcli.i18n import gettext as _

HELP = N_("Write a complete example portfolio and show what its three readers do with it.")
EXAMPLES = (
    ("pd demo", N_("Into the folder pd-demo.")),
    ("pd demo --out /tmp/demo", N_("Somewhere else.")),
)
EXAMPLE = "aigerim"


def demo(
    out: Annotated[Path, typer.Option(metavar=N_("DIR"), help=N_("Where to write the example."))] = Path("pd-demo"),
) -> int:
    """Copy the example, run the main commands on it."""
    from pdcli.cli import lint, render, status, summary
    from pdcli.resources import resource
    from pdcli.scaffold.files import Planned, apply

    refuse_terminal(out)
    source = resource("examples") / EXAMPLE
    files = sorted(
        path for path in source.rglob("*") if path.is_file() and "build" not in path.relative_to(source).parts
    )
    planned = [Planned(out / path.relative_to(source), path.read_bytes().decode("utf-8")) for path in files]
    outcomes = apply(planned)
    if any(outcome.verb == "conflict" for outcome in outcomes):
        return report_files(outcomes, elsewhere="--out")
    console.err(
        _("Portfolio of an invented teacher: {folder} ({count} files).").format(
            count=len(files), folder=display_path(out)
        )
    )
    back = Path.cwd()
    os.chdir(out)
    try:
        for title, command, run in (
            (_("The teacher asks what comes next:"), "pd status", status.status),
            (_("The methodologist checks the portfolio:"), "pd lint", lint.lint),
            (_("Anyone can read it as one page:"), "pd render", render.render),
            (_("The committee reads the summary:"), "pd summary", summary.summary),
        ):
            console.err()
            console.err(console.styled(title, "bold"))
            console.err(f"$ {command}")
            code = _call(run)
            if code:
                return code
    finally:
        os.chdir(back)
    console.err()
    for name in ("portfolio.html", "summary.html"):
        console.err(_("Open in a browser: {path}").format(path=display_path(out / "build" / name)))
    return 0


def _call(run: Callable[..., int]) -> int:
    return run()
