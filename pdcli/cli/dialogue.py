"""What dialogues on a terminal have in common. They speak on stderr."""

import textwrap
from collections.abc import Iterable, Sequence

from pdcli.cli import console
from pdcli.cli.line_editor import BACK, QUIT, Reader, as_command
from pdcli.words import gettext as _


def say(text: str, style: str = "", head: str = "") -> None:
    """A text broken at the width of the terminal; later lines stand under the text, not under its head."""
    later = " " * len(head)
    for index, line in enumerate(text.split("\n")):
        filled = textwrap.fill(
            line, console.width(), initial_indent=later if index else head, subsequent_indent=later,
            break_on_hyphens=False, break_long_words=False,
        )  # fmt: skip
        console.err(console.styled(filled, style) if style else filled)


def say_choices(choices: Iterable[str]) -> None:
    """What may be chosen, by number."""
    for number, text in enumerate(choices, 1):
        say(text, head=f"{number:3}. ")


def say_example(example: object) -> None:
    """An answer as somebody may have given it."""
    text = ", ".join(map(str, example)) if isinstance(example, list) else str(example)
    if isinstance(example, bool):
        text = _("yes") if example else _("no")
    say(_("For example: {example}").format(example=text))


def review(reader: Reader, answers: Sequence[tuple[str, str]], question: str) -> str:
    """Show questions with their answers; the number of one to be changed, BACK, QUIT, or nothing to go on."""
    console.err()
    say(_("Your answers:"), "bold")
    for number, (label, text) in enumerate(answers, 1):
        line = textwrap.shorten(f"{label}: {text or '…'}", max(console.width() - 8, 20), placeholder="…")
        console.err(f"{number:3}. {line}")
    while True:
        say(question)
        reply = reader.read()
        command = QUIT if reply is None else as_command(reply)
        if command in ("", BACK, QUIT) or (command.isdecimal() and 1 <= int(command) <= len(answers)):
            return command
        say(_("Type a number from 1 to {last}.").format(last=len(answers)), "red")
