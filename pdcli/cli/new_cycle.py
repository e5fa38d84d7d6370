"""pd new-cycle"""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli import console
from pdcli.cli.outcomes import report_files
from pdcli.cli.values import day_of
from pdcli.discovery.naming import display_path
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

HELP = N_(
    "Open the next cycle: cycle.yaml and five stage documents. Corrections and unmet goals of "
    "the last cycle are carried over."
)
EXAMPLES = (
    ("pd new-cycle", N_("Open the next cycle from today to the end of the half-year.")),
    ("pd new-cycle --start 2026-09-01 --end 2026-12-31", N_("Give the period.")),
    ("pd new-cycle --unfinished", N_("Open a new cycle even if the last one is not finished.")),
)


def new_cycle(
    start: Annotated[str | None, typer.Option(metavar=N_("DATE"), help=N_("First day."))] = None,
    end: Annotated[str | None, typer.Option(metavar=N_("DATE"), help=N_("Last day."))] = None,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help=N_("Even if the last cycle is not finished."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse the options, plan, write."""
    from pdcli.scaffold.cycle import plan_cycle
    from pdcli.scaffold.files import apply

    portfolio = open_portfolio(Path.cwd())
    planned = plan_cycle(portfolio, date.today(), day_of(start, "--start"), day_of(end, "--end"), unfinished)
    code = report_files(apply(planned, dry_run), dry_run)
    if code == 0 and not dry_run:
        console.err()
        console.err(
            _("Next: `pd fill {path}` asks the questions of the first stage.").format(
                path=display_path(planned[1].path)
            )
        )
    return code
