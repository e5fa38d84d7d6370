"""pd lint"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli import i18n
from pdcli.cli import lint_output
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.jobs import JobsOption
from pdcli.cli.lint_options import default_format, parse_selectors
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, trust_from
from pdcli.cli.values import one_of
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.lint.check import CheckRequest

HELP = N_(
    "Check documents and the links between them. If a file or folder is given, only findings "
    "about it are shown; links are always checked in the whole portfolio. Settings are read from "
    "pd.toml or from [tool.pd] in pyproject.toml."
)
EXAMPLES = (
    ("pd lint", N_("Check the portfolio that this folder is in.")),
    ("pd lint teachers/", N_("Check every portfolio in a folder.")),
    ("pd lint --select PD3 --format concise", N_("Only findings about the golden thread, one line each.")),
    ("pd lint --fix --diff", N_("Show what would be fixed automatically.")),
    ("pd lint --write-baseline", N_("Treat today’s findings as known, so that only new ones count as errors.")),
    ("pd lint --since origin/main --format github", N_("Only portfolios touched since a revision.")),
    ("pd lint --format json --out findings.json", N_("For another program, in UTF-8 on every system.")),
)


def help_lists() -> dict[str, str]:
    """Placeholder -> list for the help."""
    from pdcli.i18n.lists import or_list
    from pdcli.lint.reporters import REPORTERS

    return {"formats": or_list(REPORTERS.names(), i18n.current())}


def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar=N_("PATH..."), help=N_("Files or folders."), show_default=False)
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--format",
            metavar=N_("FORMAT"),
            show_default=False,
            help=N_("{formats}; on GitHub and GitLab their own format is chosen automatically."),
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("FILE"),
            show_default=False,
            help=N_(
                "Write the findings to a file instead, in UTF-8; the file extension sets the format, and folders that "
                "are missing are created."
            ),
        ),
    ] = None,
    select: Annotated[
        str, typer.Option(metavar=N_("CODES"), help=N_("Only these rules: codes, beginnings of codes, or names."))
    ] = "",
    ignore: Annotated[str, typer.Option(metavar=N_("CODES"), help=N_("Leave out these rules."))] = "",
    fix: Annotated[
        bool, typer.Option("--fix", help=N_("Fix what can be fixed safely: spelling of keys, dates, letters, order."))
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help=N_("Show what --fix would change, and write nothing."))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=N_("Warnings count as errors too."))] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help=N_("Finish without an error even if there are findings."))
    ] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help=N_("How often each rule found something."))] = False,
    show_files: Annotated[
        bool,
        typer.Option(
            "--show-files", help=N_("List what is read, then stop; with JSON, list every file with its kind.")
        ),
    ] = False,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help=N_("Record all findings as known in a baseline file."))
    ] = False,
    since: Annotated[
        str, typer.Option(metavar=N_("REV"), help=N_("Only portfolios changed since a git revision."))
    ] = "",
    stdin_filename: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), help=N_("Read this file’s text from standard input."))
    ] = None,
    jobs: JobsOption = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=N_("Check everything again."))] = False,
    config: ConfigOption = None,
    confirmations: ConfirmationsOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse the options, check, print."""
    from pdcli.lint.check import CheckRequest, place_of
    from pdcli.lint.reporters import REPORTERS
    from pdcli.lint.run import LintOptions

    out = None if out == Path("-") else out
    output = one_of(output, REPORTERS.names(), "--format") if output else default_format(out)
    if out and (diff or statistics or show_files or write_baseline):
        raise UserError(
            _("--out writes findings only: leave out --diff, --statistics, --show-files and --write-baseline.")
        )
    trust = trust_from(config, packs, templates, confirmations)
    options = LintOptions(parse_selectors(select), parse_selectors(ignore), trust=trust)
    if stdin_filename:
        if fix and not diff:
            raise UserError(_("--fix cannot change text from standard input; --diff shows what it would change."))
        options = options._replace(instead={str(place_of(stdin_filename)): sys.stdin.buffer.read()})
    places = [stdin_filename] if stdin_filename else (paths or [Path()])
    check = CheckRequest(places, options, since, jobs, not no_cache)
    return _run(LintRequest(check, output, out, fix, diff, show_files, write_baseline, statistics, strict, exit_zero))


class LintRequest(NamedTuple):
    """What is checked, and how the diagnostics are printed."""

    check: "CheckRequest"
    output: str
    out: Path | None
    fix: bool
    diff: bool
    show_files: bool
    write_baseline: bool
    statistics: bool
    strict: bool
    exit_zero: bool


def _run(request: LintRequest) -> int:
    """Check and print; the exit code."""
    from pdcli.lint.check import Check

    check = Check(request.check)
    if request.show_files:
        lint_output.print_files(check, request.output)
        return 0
    if request.fix or request.diff:
        from pdcli.lint.fix import write_fixes

        fixes = check.fix()
        lint_output.tell_outside(fixes)
        if request.diff:
            lint_output.print_diff(fixes)
            return 0
        lint_output.tell_fixed(write_fixes(fixes.texts))
    return lint_output.write_baselines(check) if request.write_baseline else lint_output.print_result(check, request)
