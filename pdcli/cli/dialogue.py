"""The common parts of dialogues on a terminal. They write to stderr."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.line_editor import BACK, COMMANDS, QUIT, Reader, as_command
from pdcli.i18n import Lang
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.model.forms import Field


def say(text: str, style: str = "", head: str = "") -> None:
    """Print a text wrapped at the width of the terminal; later lines are indented by the width of `head`."""
    later = " " * len(head)
    for index, line in enumerate(text.split("\n")):
        filled = textwrap.fill(
            line, console.width(), initial_indent=later if index else head, subsequent_indent=later,
            break_on_hyphens=False, break_long_words=False,
        )  # fmt: skip
        console.err_lines(console.styled(filled, style) if style else filled)


def say_choices(choices: Iterable[str]) -> None:
    """Print choices with their numbers."""
    for number, text in enumerate(choices, 1):
        say(text, head=f"{number:3}. ")


def say_example(field: "Field", lang: Lang) -> None:
    """Print an example of an answer in a language, of a choice in its words."""
    example = field.example_in(lang)
    parts = example if isinstance(example, list) else [example]
    text = ", ".join(field.choice_label(part, lang) for part in parts)
    if isinstance(example, bool):
        text = _("yes") if example else _("no")
    say(_("For example: {example}").format(example=text))


def read_text(reader: Reader, text: str = "") -> tuple[str | None, str]:
    """The reply (None at the end of input), and the text that was typed last."""
    latest = text

    def store(typed: str) -> str:
        nonlocal latest
        latest = typed
        return ""

    return reader.read(text, store=store), latest


def review(
    reader: Reader, answers: Sequence[tuple[str, str]], question: str, store: Callable[[str], None] | None = None
) -> str:
    """Show questions with their answers; the number of one to change, BACK, QUIT, or an empty text to go on.

    Any other text stays in the editor; without an editor, `store` is called with it.
    """
    console.err()
    say(_("Your answers:"), "bold")
    for number, (label, text) in enumerate(answers, 1):
        line = textwrap.shorten(f"{label}: {text or '…'}", max(console.width() - 8, 20), placeholder="…")
        console.err(f"{number:3}. {line}")
    text, has_more = "", False
    while True:
        say(question)
        reply, latest = read_text(reader, text)
        command = QUIT if reply is None else as_command(reply)
        if store and reply is None and latest.strip():
            store(latest)
        if has_more and not command:
            # An empty line among lines that answer nothing.
            continue
        if command in ("", BACK, QUIT) or (command.isdecimal() and 1 <= int(command) <= len(answers)):
            return command
        last = len(answers)
        say(_("Type a number from 1 to {last}.").format(last=last) if last > 1 else _("Type 1."), "red")
        text = command if reader.shows_text else ""
        if store and not text and command not in COMMANDS:
            store(command)
            has_more = reader.is_pipe
