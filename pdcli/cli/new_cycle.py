"""pd new-cycle"""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli import console
from pdcli.cli.outcomes import report_files
from pdcli.cli.values import day_of, school_year_of
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, ngettext
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

HELP = N_(
    "Open the next cycle: cycle.yaml and five stage documents. Corrections and unmet goals of "
    "the last cycle are carried over. With --school: open the next year of the school, with its plan."
)
EXAMPLES = (
    ("pd new-cycle", N_("Open the next cycle from today to the end of the half-year.")),
    ("pd new-cycle --start 2026-09-01 --end 2026-12-31", N_("Give the period.")),
    ("pd new-cycle --unfinished", N_("Open a new cycle even if the last one is not finished.")),
    ("pd new-cycle --school --year 2027-2028", N_("Open a year of the school.")),
)


def new_cycle(
    start: Annotated[str | None, typer.Option(metavar=N_("DATE"), help=N_("First day."))] = None,
    end: Annotated[str | None, typer.Option(metavar=N_("DATE"), help=N_("Last day."))] = None,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help=N_("Even if the last cycle is not finished."))
    ] = False,
    school: Annotated[
        bool,
        typer.Option(
            "--school",
            help=N_("Open a year of the school: its plan, with what the last year left undone, and its registers."),
        ),
    ] = False,
    year: Annotated[
        str | None, typer.Option(metavar=N_("YEAR"), help=N_("With --school: a school year other than today’s."))
    ] = None,
    set_year: Annotated[
        bool, typer.Option("--set-year", help=N_("With --school: also write the year in school.yaml."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse the options, plan, write."""
    from pdcli.discovery.files import find_root, find_school, real_path
    from pdcli.scaffold.cycle import plan_cycle
    from pdcli.scaffold.files import apply

    if school:
        if start or end or unfinished:
            raise UserError(_("--school cannot be used with --start, --end or --unfinished."))
        return _new_school_year(school_year_of(year, "--year"), set_year, dry_run)
    if year or set_year:
        raise UserError(_("--year and --set-year need --school."))
    if find_root(Path.cwd()) is None and find_school(real_path(Path.cwd())):
        raise UserError(_("This is the folder of a school: `pd new-cycle --school` opens a school year in it."))
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


def _new_school_year(year: str | None, set_year: bool, dry_run: bool) -> int:
    """Open a year of the school around this folder; the exit code."""
    from pdcli.discovery.files import find_school, real_path
    from pdcli.discovery.naming import no_school_error
    from pdcli.model.school_year import as_school_year, school_year
    from pdcli.portfolio.school import load_school
    from pdcli.scaffold.files import Outcome, Verb, apply
    from pdcli.scaffold.school import plan_year, with_year
    from pdcli.writing.atomic import rewrite

    root = find_school(real_path(Path.cwd()))
    if root is None:
        raise no_school_error(Path.cwd())
    year = year or school_year(date.today())
    folder = load_school(root)
    planned, carried = plan_year(folder.own, year)
    document = folder.document
    typed_year = document.data.get("school_year") if document else None
    texts = with_year(document, year) if document and set_year and as_school_year(str(typed_year)) != year else None
    outcomes = apply(planned, dry_run)
    if texts and document and not any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        if not dry_run:
            rewrite(document.path, *texts)
        outcomes.append(Outcome(Verb.UPDATE, document.path, year))
    code = report_files(outcomes, dry_run)
    if code:
        return code
    console.err()
    sentence = ngettext(
        "{count} row is carried over from the previous school year.",
        "{count} rows are carried over from the previous school year.",
        len(carried),
    )  # fmt: skip
    console.err(sentence.format(count=len(carried)))
    if not dry_run:
        if document and not texts and (as_school_year(str(typed_year)) or "") < year:
            hint = _("{file} still says `school_year: {old}`; write {new} there when this year begins.")
            console.err(hint.format(file=display_path(document.path), old=typed_year or "", new=year))
        console.err(
            _("Next: `pd fill {path}` asks for the plan of the year.").format(path=display_path(planned[0].path))
        )
    return 0
