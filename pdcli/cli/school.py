"""pd school"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console, formats
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import PrintOption, only_text, printed_format, written_formats
from pdcli.cli.outcomes import report_files
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import day_of
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import no_school
from pdcli.errors import UserError
from pdcli.i18n import LANGS, N_, current, translate
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.portfolio.school import SchoolFolder
    from pdcli.scaffold.files import Planned
    from pdcli.school.report import SchoolReport

HELP = N_(
    "Show the indicators of the guideline’s appendix over all portfolios of a school, each with the list behind it. "
    "Nobody is ranked; private documents are left out."
)
EXAMPLES = (
    ("pd school", N_("This school, in the terminal.")),
    ("pd school --show self_assessment", N_("The list behind an indicator or a number.")),
    ("pd school --to html,xlsx", N_("As a page and as a workbook.")),
    ("pd school --codes --key key.csv --to xlsx", N_("With codes for names; what they mean, apart.")),
)  # fmt: skip
help_lists = partial(formats.help_lists, "school")
_KEY_HEADS = (N_("Code"), N_("Folder"), N_("Name"))


def school(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=N_("The school’s folder."), show_default=False)] = Path(),
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help=N_("Another school year than school.yaml’s."))
    ] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help=N_("Another day than today."))] = None,
    show: Annotated[str, typer.Option(metavar="NAME", help=N_("The list behind an indicator or a number."))] = "",
    output: PrintOption = "text",
    to: Annotated[str, typer.Option(metavar="FORMATS", help=N_("{formats}, or several with commas."))] = "",
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help=N_("Where to write (build/ of the school)."), show_default=False),
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help=N_("Codes in the place of teachers’ names."))] = False,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("With --codes: write which code is whose, as CSV."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    confirmations: ConfirmationsOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse, count, print or write."""
    from pdcli.portfolio.school import load_school
    from pdcli.render.school import render_school
    from pdcli.scaffold.files import apply, generated
    from pdcli.school.report import school_report as count

    output = printed_format(output)
    chosen = written_formats(to, "school")
    if key and not codes:
        raise UserError(_("--key needs --codes."))
    trust = trust_from(config, packs, templates, confirmations)
    folder = load_school(_root(path), trust)
    tell_brought([folder.root, *folder.teachers.values()], trust)
    report = count(folder, _year(year), day_of(day, "--date") or date.today(), codes)
    if year is None:
        _warn_of_year(folder, report.year)
    planned = [_key_file(folder, key)] if key else []
    is_shown = not (show or chosen or output != "text")
    code = _tell_files(report, is_shown)
    if show:
        _show(report, show)
    elif chosen and out == "-":
        suffix = only_text(chosen)
        console.out_page(str(render_school(report, suffix, trust)), suffix)
    elif chosen:
        place = Path(out) if out else folder.root / "build"
        planned += [generated(place / f"school.{item}", render_school(report, item, trust)) for item in chosen]
    elif output != "text":
        console.out_page(str(render_school(report, output, trust)), output)
    else:
        _print(report)
    return (report_files(apply(planned, dry_run=dry_run), dry_run, "--out") if planned else 0) or code


def _tell_files(report: "SchoolReport", is_shown: bool) -> int:
    """Say how many files were read and, unless it is shown above the table, which were not; the exit code."""
    from dataclasses import astuple

    from pdcli.portfolio.counts import Counts, counts_line
    from pdcli.render.school import unread

    for text in () if is_shown else unread(report):
        console.warn(text)
    console.err(counts_line(Counts(*astuple(report.files))))
    return 1 if report.unreadable else 0


def _root(path: Path) -> Path:
    from pdcli.discovery.files import find_school

    if not path.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=path))
    root = find_school(real_path(path))
    if root is None:
        raise no_school(path)
    return root


def _year(said: str | None) -> str | None:
    from pdcli.model.school_year import as_school_year

    year = as_school_year(said)
    if said is not None and year is None:
        message = _("{option}: `{value}` is not a school year.").format(option="--year", value=said[:40])
        raise UserError(message + " " + _("Write it like this: {example}.").format(example="2026-2027"))
    return year


def _warn_of_year(folder: "SchoolFolder", shown: str) -> None:
    from pdcli.discovery.files import SCHOOL_FILE
    from pdcli.model.school_year import as_school_year

    said = folder.school.school_year if folder.school else None
    if said and as_school_year(said) is None:
        message = _("{file}: `{value}` is not a school year; {year} is shown.")
        console.warn(message.format(file=SCHOOL_FILE, value=said[:40], year=shown))


def _key_file(folder: "SchoolFolder", path: Path) -> "Planned":
    """The key, which replaces nothing but a key. Raises UserError where another file has its name."""
    from pdcli.render.spreadsheet import Sheet, to_csv
    from pdcli.scaffold.files import generated
    from pdcli.school.report import code_key

    keys = {lang: tuple(translate(head, lang) for head in _KEY_HEADS) for lang in LANGS}
    if path.exists():
        beginnings = tuple(to_csv(Sheet("", heads, ())).splitlines()[0] for heads in keys.values())
        if not path.is_file() or not path.read_bytes().decode("utf-8", "replace").startswith(beginnings):
            message = _("{path} is there already and is no key of `pd school`.").format(path=path)
            raise UserError(message + " " + _("Name another file with --key, or move this one away."))
    return generated(path, to_csv(Sheet("", keys[current()], tuple(code_key(folder)))))


def _print(report: "SchoolReport") -> None:
    """The indicators as one table, stage by stage."""
    from rich import box
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from pdcli.render.confirmed import shown_counts
    from pdcli.render.school import stages, unread, years

    screen = console.rich_console()
    if report.unreadable:
        screen.print(Text(_("Not read, so that not everything is counted here:"), "red"))
        for text in unread(report):
            screen.print(Padding(Text(text, "red"), (0, 0, 0, 2)))
    screen.print(Text(f"{report.name or _('School')} · {report.year}", "bold"))
    screen.print(Text(_("Portfolios") + f": {len(report.teachers)}"))
    counts = shown_counts(report.evidence.declared, report.evidence.confirmed, report.evidence.claimed)
    screen.print(Text(_("Evidence of all portfolios: {counts}").format(counts=counts)))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
    table.add_column(_("Indicator of the appendix"), overflow="fold", ratio=1)
    table.add_column(_("Count"), overflow="fold", min_width=18)
    table.add_column(_("Target"), overflow="fold", max_width=16)
    for place, stage in enumerate(stages(report), 1):
        table.add_section()
        table.add_row(Text(f"{place}. {stage.name}", "bold"), "", "")
        for item in stage.indicators:
            table.add_row(item.label, "" if item.numbers or item.stated else Text(_("not said"), "dim"), item.target)
            if item.stated:
                table.add_row(Padding(_("The school itself:") + " " + item.stated, (0, 0, 0, 2)), "", "")
            for number in item.numbers:
                label = Text.assemble(number.label, " ", (f"({number.key})", "dim"))
                table.add_row(Padding(label, (0, 0, 0, 2)), number.text, "")
    screen.print(table)
    over_time = years(report)
    if over_time:
        table = Table(title=Text(_("Over time")), title_justify="left")
        for head in over_time.heads:
            table.add_column(head, overflow="fold")
        for row in over_time.rows:
            table.add_row(*row)
        screen.print(table)
    for text in _remarks(report):
        screen.print(Text(text, "dim"))
    screen.print(Text(_("The list behind a number: `pd school --show {name}`").format(name="self_assessed"), "dim"))


def _remarks(report: "SchoolReport") -> list[str]:
    found = []
    if report.private:
        found.append(_("Left out as private, documents: {count}.").format(count=report.private))
    return found


def _show(report: "SchoolReport", name: str) -> None:
    """The lists behind a number, or behind all numbers of an indicator."""
    from pdcli.render.school import number, stages
    from pdcli.suggest import choose

    wanted = name.replace("-", "_")
    indicators = {item.key: item for item in report.indicators}
    if wanted in report.measures:
        chosen = [number(report.measures[wanted], report)]
    elif wanted in indicators:
        views = dict(zip(indicators, (item for stage in stages(report) for item in stage.indicators), strict=True))
        view = views[wanted]
        console.wrapped("", view.label, "bold")
        if view.target:
            console.wrapped("", _("Target: {target}").format(target=view.target))
        if view.stated:
            console.wrapped(_("The school itself:") + " ", f"{view.stated} ({view.stated_in})")
        chosen = list(view.numbers)
        if not view.stated and not chosen:
            console.wrapped("", _("Not said: portfolios do not show it, and the school’s own document says nothing."))
    else:
        message = _("There is no indicator `{name}`.").format(name=name[:40])
        raise UserError(message + " " + choose(wanted, [*report.measures, *indicators]))
    for item in chosen:
        console.wrapped("", f"{item.label}: {item.text}", "bold")
        console.wrapped("  ", item.how, "dim")
        for part in item.lists:
            console.out()
            console.wrapped("  ", part.head)
            for line in part.lines:
                console.wrapped("  - ", ": ".join(text for text in (line.who, line.what) if text))
                if line.refs:
                    console.wrapped("    ", ", ".join(line.refs), "dim")
        console.out()
