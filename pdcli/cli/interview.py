"""A few short questions, with the way back, and a review of all answers."""

from collections.abc import Sequence

from pdcli.cli import console
from pdcli.cli.dialogue import read_text, review, say, say_choices, say_example
from pdcli.cli.line_editor import BACK, EXAMPLE, QUIT, Reader, as_answer, as_command, explain_unknown, unknown_command
from pdcli.errors import StoppedError
from pdcli.i18n import Lang, current
from pdcli.i18n import gettext as _
from pdcli.i18n.messages import Message
from pdcli.model.forms import Field
from pdcli.scaffold.answers import as_read, as_typed, parse


def interview(reader: Reader, fields: Sequence[Field], lang: Lang) -> dict[str, str | None]:
    """Field key -> answer, None where it is left open. Raises StoppedError where the person stops."""
    answers: dict[str, str | None] = dict.fromkeys(field.key for field in fields)
    say(_("Enter: the next question. Nothing typed: leave it open. `<` or Page Up: back. `?`: example. `:q`: stop."))
    try:
        return _ask_all(reader, fields, answers, lang)
    except KeyboardInterrupt:
        raise _stop_error() from None


def _ask_all(
    reader: Reader, fields: Sequence[Field], answers: dict[str, str | None], lang: Lang
) -> dict[str, str | None]:
    """The answers after all questions and a review."""
    position = 0
    while True:
        if position < len(fields):
            position = _ask_one(reader, fields, position, answers, lang)
            continue
        lines = [(field.label[lang], as_read(field, answers[field.key], lang)) for field in fields]
        reply = review(reader, lines, _("Enter: create it. A number: change that answer. `:q`: stop."))
        if not reply:
            return answers
        if reply == QUIT:
            raise _stop_error()
        if reply == BACK:
            position = len(fields) - 1
        else:
            _ask_one(reader, fields, int(reply) - 1, answers, lang)


def _ask_one(reader: Reader, fields: Sequence[Field], position: int, answers: dict[str, str | None], lang: Lang) -> int:
    """Ask one question and store its answer; the position of the next question."""
    field = fields[position]
    console.err()
    say(f"[{position + 1}/{len(fields)}] {field.label[lang]}", "bold")
    say(field.help[lang], "dim")
    say_choices(choice.label[lang] for choice in field.choices)
    text = as_typed(field, answers[field.key], lang)
    if text and not reader.shows_text:
        # Translators: the present value of an answer.
        say(_("Now: {text}").format(text=text))
    while True:
        reply, latest = read_text(reader, text)
        command = QUIT if reply is None else as_command(reply)
        if command == QUIT:
            raise _stop_error()
        if command == EXAMPLE:
            say_example(field, lang)
            continue
        if command == BACK:
            # Page Up stores the typed text.
            _store(field, latest, answers, lang)
            return max(0, position - 1)
        if not command:
            # What the editor showed was deleted; a pipe shows nothing, and leaves what there is.
            answers[field.key] = None if reader.shows_text else answers[field.key]
            return position + 1
        unknown = unknown_command(command) if command != text else ""
        if unknown:
            say(explain_unknown(unknown, (BACK, EXAMPLE, QUIT)), "red")
            continue
        complaint = _store(field, as_answer(command), answers, lang)
        if complaint is None:
            return position + 1
        say(complaint.text(current()), "red")
        # A number is typed sooner than a wrong word is deleted; the arrow up brings it back.
        text = "" if field.choices else command


def _store(field: Field, text: str, answers: dict[str, str | None], lang: Lang) -> Message | None:
    """Store an answer, if there is one; None, or why it is rejected."""
    value, complaint = parse(field, text, lang) if text.strip() else (answers[field.key], None)
    if complaint is None:
        answers[field.key] = None if value is None else str(value)
    return complaint


def _stop_error() -> StoppedError:
    return StoppedError(_("Stopped; nothing was written."))
