"""pd school"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli.cli import formats
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import PrintOption, file_formats, terminal_format
from pdcli.cli.pages import Destination, deliver, print_document, write_files
from pdcli.cli.school_key import key_file
from pdcli.cli.school_output import print_counts, print_indicators, print_lists, warn_of_year
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import day_of, school_year_of
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import no_school_error
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.discovery.trust import Trust

HELP = N_(
    "Show the 36 indicators of the guideline (appendix and table 2) across all portfolios and documents of a "
    "school, each with the list it was counted from. Nobody is ranked; private documents are left out."
)
EXAMPLES = (
    ("pd school", N_("This school, in the terminal.")),
    ("pd school --show self_assessment", N_("List what makes up an indicator or a number.")),
    ("pd school --to html,xlsx", N_("As a page and as a workbook.")),
    ("pd school --to ics", N_("The year as a file for a calendar.")),
    ("pd school district/ --to xlsx", N_("Several schools side by side.")),
    ("pd school --codes --key key.csv --to xlsx", N_("With codes instead of names; their key in a separate file.")),
)  # fmt: skip
help_lists = partial(formats.help_lists, "school")


def school(
    path: Annotated[
        Path,
        typer.Argument(
            metavar=N_("PATH"), help=N_("The school’s folder, or a folder of several schools."), show_default=False
        ),
    ] = Path(),
    year: Annotated[
        str | None, typer.Option(metavar=N_("YEAR"), help=N_("A school year other than the one in school.yaml."))
    ] = None,
    day: Annotated[str | None, typer.Option("--date", metavar=N_("DATE"), help=N_("A day other than today."))] = None,
    show: Annotated[
        str, typer.Option(metavar=N_("NAME"), help=N_("List what makes up an indicator or a number."))
    ] = "",
    output: PrintOption = "text",
    to: Annotated[
        str, typer.Option(metavar=N_("FORMATS"), help=N_("{formats}, or several of them separated by commas."))
    ] = "",
    out: Annotated[
        str | None,
        typer.Option(
            metavar=N_("DIR"), help=N_("Where to write (build/ of the school); - is the terminal."), show_default=False
        ),
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help=N_("Codes in place of teachers’ names."))] = False,
    key: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("FILE"), help=N_("With --codes: write a CSV file that says which code belongs to whom.")
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    confirmations: ConfirmationsOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse the options, compute, print or write."""
    printed = terminal_format(output)
    formats_to_write = file_formats(to, "school")
    if key and not codes:
        raise UserError(_("--key needs --codes."))
    trust = trust_from(config, packs, templates, confirmations)
    roots = _roots(path)
    today = day_of(day, "--date") or date.today()
    destination = Destination(formats_to_write, out, dry_run) if formats_to_write else None
    request = SchoolRequest(
        roots[0], trust, school_year_of(year, "--year"), today, show, printed, destination, codes, key, dry_run
    )
    if len(roots) > 1:
        from pdcli.cli.department import run_department

        return run_department(roots, real_path(path), request)
    return _run(request)


class SchoolRequest(NamedTuple):
    """The school, the school year (None: that of school.yaml), the day, and the trust.

    `show` is the number whose list is printed; without it all are printed in a format, or written to a destination.
    With `codes` names are hidden; their key is written into the file `key`.
    """

    root: Path
    trust: "Trust"
    year: str | None
    today: date
    show: str
    printed: str
    destination: Destination | None
    codes: bool
    key: Path | None
    dry_run: bool


def _run(request: SchoolRequest) -> int:
    """Compute, print or write; the exit code."""
    from pdcli.portfolio.school import load_school
    from pdcli.render.school import render_school
    from pdcli.school.report import school_report

    lang = current()
    folder = load_school(request.root, request.trust)
    tell_brought([folder.root, *folder.teachers.values()], request.trust)
    report = school_report(folder, request.year, request.today, lang, request.codes)
    if request.year is None:
        warn_of_year(folder, report.year, lang)
    key = [key_file(folder, request.key)] if request.key else []
    is_text = request.printed == "text" and request.destination is None
    code = print_counts(report, lang, has_unread_list=is_text and not request.show)
    render = partial(render_school, report, lang=lang, trust=request.trust)
    if request.show:
        print_lists(report, request.show, lang)
    elif request.destination:
        place = request.destination.folder(folder.root) / "school"
        return deliver(render, place, request.destination, key) or code
    elif is_text:
        print_indicators(report, lang)
    else:
        print_document(render, request.printed)
    return (write_files(key, request.dry_run) if key else 0) or code


def _roots(path: Path) -> list[Path]:
    """The school around a folder, else the schools below it. Raises UserError without any."""
    from pdcli.discovery.files import find_school, find_schools

    if not path.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=path))
    around = find_school(real_path(path))
    roots = [around] if around else sorted(find_schools([path])) if path.is_dir() else []
    if not roots:
        raise no_school_error(path)
    return roots
