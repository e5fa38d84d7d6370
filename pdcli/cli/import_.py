"""pd import"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.outcomes import report_files
from pdcli.cli.values import day_of
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, current, ngettext
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

if TYPE_CHECKING:
    from pdcli.exchange.word_import import WordImport
    from pdcli.portfolio.portfolio import Portfolio

HELP = N_(
    "Read forms filled in in Word into documents: those of `pd blank` and `pd render --to docx` "
    "exactly, others of the guideline by their labels in three languages. Every answer comes "
    "back to its question; text that belongs to none is kept and shown. Nothing is overwritten; "
    "the file itself is kept in the folder imported/."
)
EXAMPLES = (
    (N_("pd import lesson-analysis.docx"), N_("Make a document from a form filled in in Word.")),
    (N_("pd import forms --dry-run"), N_("Show what each file in a folder would become.")),
    (
        N_("pd import analysis.docx --into cycles/2026-2027-1/2-analysis.md"),
        N_("Add the missing answers to a draft."),
    ),
)
_ENDINGS = (".docx", ".doc", ".odt", ".rtf")
# Formats that text programs can save as DOCX.
_SAVED_OTHERWISE = (".docm", ".dotx", ".pages", ".wps")
_LONGEST = 60


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar=N_("PATH..."), help=N_("Word files (DOCX), or folders of them."), show_default=False),
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("FILE"), help=N_("A draft whose open questions are to be answered."), show_default=False
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar=N_("KIND"),
            help=N_("The form, if the labels in a file do not show which it is."),
            show_default=False,
        ),
    ] = "",
    cycle: Annotated[str | None, typer.Option(metavar=N_("CYCLE"), help=N_("A cycle other than the last one."))] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar=N_("DATE"), help=N_("The day for documents without a date, if it is not today.")
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Only show what would be written, and which answer goes where."))
    ] = False,
) -> int:
    """Parse the options, read, write."""
    today = day_of(day, "--date") or date.today()
    files, skipped = _files(paths)
    if into is not None and len(files) != 1:
        raise UserError(_("--into works with only one file."))
    codes = []
    for file in files:
        # What the file before it has added counts.
        portfolio = open_portfolio(into or Path.cwd(), or_school=True)
        if len(files) > 1:
            console.err(display_path(file))
        try:
            codes.append(_import(portfolio, file, into, today, cycle, kind, dry_run))
        except UserError as error:
            if len(files) == 1:
                raise
            console.err_lines("\n".join(error.lines(current())))
            codes.append(2)
    for file in skipped:
        console.err(_("{path} is not read: save it as DOCX.").format(path=display_path(file)))
    if len(files) > 1:
        done = codes.count(0) + codes.count(1)
        console.err()
        sentence = ngettext("{done} of {count} file read.", "{done} of {count} files read.", len(files))
        console.err(sentence.format(done=done, count=len(files)))
    return max((*codes, int(bool(skipped))), default=0)


def _files(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files to be read, and those of other text programs in folders. Raises UserError for what is neither."""
    files: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith(("~", ".")))
            files += [item for item in inside if item.suffix.lower() in _ENDINGS]
            others += [item for item in inside if item.suffix.lower() in _SAVED_OTHERWISE]
        elif not path.exists():
            raise UserError(_("There is no such file or folder: {path}").format(path=path))
        elif path.suffix.lower() not in _ENDINGS:
            raise UserError(_("{path} is not read: save it as DOCX.").format(path=display_path(path)))
        else:
            files.append(path)
    if not files and not others:
        raise UserError(_("There is no Word file (DOCX) here: {path}").format(path=display_path(paths[0])))
    return files, others


def _import(
    portfolio: "Portfolio", file: Path, into: Path | None, today: date, cycle: str | None, kind: str, dry_run: bool
) -> int:
    from pdcli.exchange.word_import import plan_filling, plan_import, write_filling
    from pdcli.scaffold.files import Outcome, Verb, apply
    from pdcli.writing.atomic import refuse_read_only

    if into is None:
        item = plan_import(portfolio, file, today, cycle, kind)
        if dry_run:
            _show_places(item)
        way_out = _("`pd import {file} --into {path}` adds only the answers that are missing there.").format(
            file=display_path(file), path=display_path(item.document.path)
        )
        is_there = item.document.path.is_file()
        code = report_files(
            apply([item.document, item.original], dry_run), dry_run, way_out=way_out if is_there else ""
        )
    else:
        item = plan_filling(portfolio, file, into)
        if dry_run:
            _show_places(item)
        if not dry_run:
            refuse_read_only(into)
            outcomes = apply([item.original])
            if any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
                return report_files(outcomes)
            write_filling(item, has_mark=into.read_bytes().startswith(b"\xef\xbb\xbf"))
        verb = Verb.IDENTICAL if item.before == item.document.text else Verb.UPDATE
        code = report_files([Outcome(verb, into)], dry_run)
    _tell(item)
    return code or int(bool(item.loose or item.differing or item.is_incomplete))


def _show_places(item: "WordImport") -> None:
    """Print which answer goes where."""
    from pdcli.diagnostics import shortened

    for answer in item.answers:
        steps = (step + 1 if isinstance(step, int) else step for step in answer.loc)
        place = "/".join(map(str, steps))
        text = " ".join(str(answer.text or answer.value).split())
        console.out(f"{place:<32} {shortened(text, _LONGEST)}")


def _tell(item: "WordImport") -> None:
    """Say what of the file is in the document, and what is not."""
    answers = len(item.answers)
    sentence = ngettext("{count} answer was read.", "{count} answers were read.", answers)
    console.err(sentence.format(count=answers))
    for note in item.notes:
        console.err(note.text(current()))
    if item.differing:
        console.err(_("The document has other answers here already, and keeps them:"))
        for answer in item.differing:
            console.err(f"  {'/'.join(str(step + 1 if isinstance(step, int) else step) for step in answer.loc)}")
    if item.loose:
        console.err(_("Belongs to no question and stands at the end of the document:"))
        for loose in item.loose:
            console.err_lines(f"  {' '.join(f'{loose.heading} {loose.text}'.split())}")
