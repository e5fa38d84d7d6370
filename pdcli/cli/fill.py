"""pd fill"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.common import open_portfolio, shown
from pdcli.errors import UserError
from pdcli.words import N_, ngettext
from pdcli.words import gettext as _

if TYPE_CHECKING:
    from pdcli.model.forms import Field
    from pdcli.scaffold.fill import Question, Reply
    from pdcli.words import Lang

HELP = N_("Answer the open questions of a document, one by one. Every answer is saved at once; stop whenever you like.")
EXAMPLES = (
    ("pd fill cycles/2026-2027-1/1-action.md", N_("Ask the open questions.")),
    ("pd fill --final cycles/2026-2027-1/1-action.md", N_("Say that the document is finished.")),
)


def fill(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The document."), show_default=False)],
    final: Annotated[bool, typer.Option("--final", help=N_("Make the document final, if nothing is open."))] = False,
) -> int:
    """Parse, ask, save."""
    from pdcli.scaffold.fill import fill as run_fill
    from pdcli.scaffold.fill import make_final

    if not path.is_file():
        raise UserError(_("There is no such file or folder: {path}").format(path=path))
    portfolio = open_portfolio(path, or_school=True)
    if final:
        make_final(portfolio, path)
        console.err(_("{path} is final now.").format(path=shown(path)))
        return 0
    console.err(_("Enter an answer. Empty: skip. `<`: back. `:e`: editor. `?`: help. `:q`: quit."))
    answered = run_fill(portfolio, path, Terminal())
    text = ngettext("{count} answer saved.", "{count} answers saved.", answered).format(count=answered)
    console.err(text + " " + _("`pd status` shows the next step."))
    return 0


class Terminal:
    """Asks on stderr, reads from the keyboard (or a pipe)."""

    def ask(self, question: "Question") -> "Reply":
        """One question, until there is an answer or a command."""
        from pdcli.scaffold.fill import Back, Quit, Skip

        field, lang = question.field, question.lang
        place = f"{question.number}/{question.total}"
        console.err()
        for text in question.above:
            console.err(console.styled(text, "dim"))
        console.err(console.styled(f"[{place}] {field.label[lang]}", "bold"))
        console.err(console.styled(field.help[lang], "dim"))
        for number, choice in enumerate(field.choices, 1):
            console.err(f"  {number}. {choice.label[lang]}")
        if field.many:
            console.err(console.styled(_("Several: separate them with commas."), "dim"))
        while True:
            sys.stderr.write("> ")
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line or line.strip() == ":q":
                return Quit()
            answer = line.strip()
            if not answer:
                return Skip()
            if answer == "<":
                return Back()
            if answer == "?":
                example = field.example_in(lang)
                console.err(_("For example: {example}").format(example=example))
                continue
            if answer == ":e":
                text = edit(field.label[lang])
                return text if text.strip() else Skip()
            return answer

    def wants_another(self, table: "Field", lang: "Lang") -> bool:
        """One more row, or on to the next question."""
        console.err()
        console.err(_("“{label}”: `+` adds another row, Enter goes on.").format(label=table.label[lang]))
        sys.stderr.write("> ")
        sys.stderr.flush()
        return sys.stdin.readline().strip() == "+"

    def tell(self, message: str) -> None:
        """Why an answer was not taken."""
        console.err(console.styled(message, "red"))


def edit(label: str) -> str:
    """A long answer in the user's editor; lines that begin with `#!` are left out."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "nano")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.md"
        file.write_text(f"\n\n#! {label}\n", encoding="utf-8", newline="\n")
        try:
            subprocess.run([*editor.split(), str(file)], check=True)
        except (OSError, subprocess.CalledProcessError):
            raise UserError(
                _("The editor `{editor}` did not work; set EDITOR to another one.").format(editor=editor)
            ) from None
        text = file.read_text(encoding="utf-8-sig", errors="replace")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#!")).strip()
