"""pd demo"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from pdcli.cli import console
from pdcli.cli.formats import refuse_terminal
from pdcli.cli.outcomes import report_files
from pdcli.cli.values import one_of
from pdcli.discovery.naming import display_path
from pdcli.i18n import N_
from pdcli.i18n import gettext as _

HELP = N_("Write a complete example portfolio and show what its three readers do with it.")
EXAMPLES = (
    ("pd demo", N_("Into the folder pd-demo.")),
    ("pd demo --out /tmp/demo", N_("Somewhere else.")),
    ("pd demo --school village", N_("A whole school in place of one portfolio.")),
)
EXAMPLE = "aigerim"
# Each is the folder examples/school-… of a school with its whole year.
SCHOOLS = ("city", "private", "village")


class Step(NamedTuple):
    """A command that is shown: whose question it answers, its command line, and how it is called."""

    title: str
    command: str
    run: Callable[..., int]


def help_lists() -> dict[str, str]:
    """The list in the help: the schools that may be chosen."""
    return {"schools": ", ".join(SCHOOLS)}


def demo(
    school: Annotated[
        str,
        typer.Option(
            metavar=N_("SCHOOL"),
            help=N_("A school with its whole year in place of one portfolio: {schools}."),
            show_default=False,
        ),
    ] = "",
    out: Annotated[Path, typer.Option(metavar=N_("DIR"), help=N_("Where to write the example."))] = Path("pd-demo"),
) -> int:
    """Copy the example, run the main commands on it."""
    from pdcli.resources import resource
    from pdcli.scaffold.files import Planned, apply

    refuse_terminal(out)
    name = f"school-{one_of(school, SCHOOLS, '--school')}" if school else EXAMPLE
    source = resource("examples") / name
    files = sorted(
        path for path in source.rglob("*") if path.is_file() and "build" not in path.relative_to(source).parts
    )
    outcomes = apply([Planned(out / path.relative_to(source), path.read_bytes()) for path in files])
    if any(outcome.verb == "conflict" for outcome in outcomes):
        return report_files(outcomes, elsewhere="--out")
    headline = (
        _("An invented school: {folder} ({count} files).")
        if school
        else _("Portfolio of an invented teacher: {folder} ({count} files).")
    )
    console.err(headline.format(count=len(files), folder=display_path(out)))
    code = _show(_school_steps() if school else _portfolio_steps(), out)
    if code:
        return code
    console.err()
    for page in ("school.html",) if school else ("portfolio.html", "summary.html"):
        console.err(_("Open in a browser: {path}").format(path=display_path(out / "build" / page)))
    return 0


def _portfolio_steps() -> tuple[Step, ...]:
    """What the readers of a portfolio type."""
    from pdcli.cli import lint, render, status, summary

    return (
        Step(_("The teacher asks what comes next:"), "pd status", status.status),
        Step(_("The methodologist checks the portfolio:"), "pd lint", lint.lint),
        Step(_("Anyone can read it as one page:"), "pd render", render.render),
        Step(_("The committee reads the summary:"), "pd summary", summary.summary),
    )


def _school_steps() -> tuple[Step, ...]:
    """What a head types in the folder of a school."""
    from pdcli.cli import lint
    from pdcli.cli.school import school

    return (
        Step(_("The deputy checks the school’s documents and all portfolios:"), "pd lint", lint.lint),
        Step(
            _("The head asks who accompanies the novices:"), "pd school --show mentors", partial(school, show="mentors")
        ),
        Step(_("Hours planned and delivered:"), "pd school --show hours", partial(school, show="hours")),
        Step(_("Anyone can read the whole year as a page:"), "pd school --to html", partial(school, to="html")),
    )


def _show(steps: tuple[Step, ...], folder: Path) -> int:
    """Run commands in a folder, each below its title; the code of the first that fails, else 0."""
    back = Path.cwd()
    os.chdir(folder)
    try:
        for step in steps:
            console.err()
            console.err(console.styled(step.title, "bold"))
            console.err(f"$ {step.command}")
            code = step.run()
            if code:
                return code
    finally:
        os.chdir(back)
    return 0
