"""pd fill"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.fill_dialogue import Terminal
from pdcli.cli.line_editor import open_reader
from pdcli.cli.outcomes import system_reason
from pdcli.discovery.naming import display_path, require_file
from pdcli.errors import StoppedError, UserError
from pdcli.i18n import N_, current, ngettext
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

if TYPE_CHECKING:
    from pdcli.portfolio.portfolio import Portfolio
    from pdcli.scaffold.fill import NotSavedError

HELP = N_(
    "Answer the unanswered questions of a document, one by one. Every answer is saved at once; "
    "stop whenever you like. What was typed and could not be saved is kept and offered again."
)
EXAMPLES = (
    ("pd fill cycles/2026-2027-1/1-action.md", N_("Ask the unanswered questions.")),
    ("pd fill school/2026-2027/plan.yaml a3", N_("Ask about one row, for example to say that it is done.")),
    ("pd fill school/groups/math.yaml meetings", N_("Add a row to a table.")),
    ("pd fill --all cycles/2026-2027-1/1-action.md", N_("Go through all questions and change earlier answers.")),
    ("pd fill --final cycles/2026-2027-1/1-action.md", N_("Mark the document as finished.")),
)


# The most parts that one sentence names.
_MOST_NAMED = 8


def fill(
    path: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The document."), show_default=False)],
    part: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("PART"),
            # It names what is there: no text that may begin with a hyphen.
            parser=str.strip,
            help=N_("Only one part: a row by its id, or a table to which a new row is to be added."),
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("Ask all questions; earlier answers can be changed."))
    ] = False,
    final: Annotated[
        bool, typer.Option("--final", help=N_("Make the document final if every question is answered."))
    ] = False,
) -> int:
    """Parse the options, ask, save."""
    from pdcli.scaffold.fill import NotSavedError, make_final
    from pdcli.scaffold.fill import fill as run_fill
    from pdcli.writing.atomic import clear_leftovers, refuse_outside

    if part and (everything or final):
        raise UserError(_("--all and --final cannot be used with one part of a document."))
    require_file(path)
    refuse_outside(path)
    portfolio = open_portfolio(path, or_school=True)
    clear_leftovers([portfolio.root])
    if final:
        make_final(portfolio, path)
        console.err(_("{path} is final now.").format(path=display_path(path)))
        return 0
    reader = open_reader()
    terminal = Terminal(reader)
    try:
        with reader.raw_mode():
            answer_count = run_fill(portfolio, path, terminal, everything, current(), part)
    except NotSavedError as error:
        kind = UserError if error.cause else StoppedError
        raise kind(*_unsaved_lines(error), *_unread_lines(reader.unread())) from None
    if not part and not everything:
        _tell_empty_parts(portfolio, path)
    if not terminal.has_asked:
        console.err(
            _("Every question is answered. To change answers: `pd fill --all {path}`.").format(path=display_path(path))
        )
        return 0
    text = ngettext("{count} answer saved.", "{count} answers saved.", answer_count).format(count=answer_count)
    if not answer_count:
        text = _("No new answers.")
    console.err(text + " " + _("`pd status` shows the next step."))
    return 0


def _tell_empty_parts(portfolio: "Portfolio", path: Path) -> None:
    """Print which parts of a document of a school were not asked, and how to be asked about one."""
    from pdcli.scaffold.fill import empty_parts

    parts = empty_parts(portfolio, path)
    if parts:
        names = ", ".join(f"{item.key} ({item.label[current()]})" for item in parts[:_MOST_NAMED])
        names += ", …" if len(parts) > _MOST_NAMED else ""
        text = _(
            "These questions were not asked, as they may stay unanswered: {names}. To answer one of "
            "them: `pd fill {path} {part}`."
        )
        console.err(text.format(names=names, path=display_path(path), part=parts[0].key))


def _unsaved_lines(error: "NotSavedError") -> list[str]:
    """Lines with the cause, and the file with the typed text, or that text where no file could be written."""
    if isinstance(error.cause, OSError):
        cause = _("The answer could not be saved: {reason}.").format(reason=system_reason(error.cause))
    else:
        cause = error.cause.text(current()) if error.cause else _("Stopped. What was saved before stays saved.")
    if error.draft.path:
        place = _("What you typed is kept in {path}; `pd fill` offers it again.").format(
            path=display_path(error.draft.path)
        )
        return [cause, place]
    return [
        cause,
        _("What you typed could not be saved in any file; copy it from here:"),
        *error.draft.text.splitlines(),
    ]


def _unread_lines(lines: list[str]) -> list[str]:
    """Lines with the rest of a pipe, for questions that are not asked any more."""
    return [_("These lines were left unread; copy them from here:"), *lines] if lines else []
