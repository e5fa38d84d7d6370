"""The dialogue of `pd fill`: one question after another, asked on stderr and answered from the keyboard or a pipe."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.dialogue import read_text, review, say, say_choices, say_example
from pdcli.cli.line_editor import (
    BACK,
    COMMANDS,
    DRAFT,
    EDITOR,
    EXAMPLE,
    QUIT,
    REVIEW,
    Reader,
    as_answer,
    as_command,
    explain_unknown,
    unknown_command,
)
from pdcli.cli.outcomes import system_reason
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import current
from pdcli.i18n import gettext as _
from pdcli.i18n.messages import NO_MESSAGE, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pdcli.i18n import Lang
    from pdcli.model.forms import Field
    from pdcli.scaffold.drafts import Draft
    from pdcli.scaffold.fill import Answer, Question, Reply

_SHORT = 40


class Terminal:
    """Asks on stderr, reads from the keyboard (or a pipe)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.has_asked = False
        self.is_pipe = reader.is_pipe
        # A reply to the offer of a row that answers the next question.
        self._next_reply: str | None = None

    def ask(self, question: "Question") -> "Reply":
        """One question, until there is an answer or a command."""
        from pdcli.scaffold.answers import is_multiline
        from pdcli.scaffold.fill import Back, Quit, Review, Skip

        draft = question.draft
        self._show(question)
        while True:
            text = self._text_to_change(question) if self._reader.shows_text else ""
            before = draft.text
            reply = self._read(text, is_multiline(question.field), draft)
            command = QUIT if reply is None else as_command(reply)
            unknown = unknown_command(command) if command != text.strip() else ""
            if (command in COMMANDS or unknown) and not draft.text:
                # The place of the text was needed for the command.
                draft.store(before)
            if unknown:
                say(explain_unknown(unknown, COMMANDS), "red")
                continue
            if command == QUIT:
                return Quit()
            if command == BACK:
                return Back()
            if command == REVIEW:
                return Review()
            if command == EXAMPLE:
                say_example(question.field, question.lang)
                continue
            if command == EDITOR:
                edited_text = self._edit(draft, draft.text.strip() or question.answer)
                if edited_text is None:
                    continue
                reply = edited_text
            elif command == DRAFT and not self._reader.shows_text and draft.text:
                reply = draft.text
            return as_answer(reply) if reply and reply.strip() else Skip()

    def _read(self, text: str, is_multiline: bool, draft: "Draft") -> str | None:
        """The next reply; text is stored as a draft while it is typed, in a pipe after the earlier draft."""
        from pdcli.scaffold.fill import append_text

        reply, self._next_reply = self._next_reply, None
        if reply is not None:
            return reply
        before = draft.text if self.is_pipe else ""
        return self._reader.read(text, is_multiline, lambda typed: _store(draft, append_text(before, typed)))

    def _text_to_change(self, question: "Question") -> str:
        """The text to show in the editor: the draft, else the answer of the document."""
        draft = question.draft.text.strip()
        is_list = bool(question.field.choices or question.options.listed)
        if question.complaint and is_list and len(draft) <= _SHORT:
            # A number is typed sooner than a wrong word is deleted; the arrow up brings it back.
            return ""
        return draft or question.answer

    def _show(self, question: "Question") -> None:
        """Show the question with all help, or only the complaint about the last reply."""
        if question.complaint:
            say(question.complaint.text(current()), "red")
            if question.options.listed or question.field.choices:
                self._show_options(question)
            if self._reader.shows_text:
                say(_("Correct the answer, or press Enter once more to leave it for later."), "dim")
            return
        if not self.has_asked:
            self.has_asked = True
            say(self._reader.keys())
        field, lang = question.field, question.lang
        console.err()
        for text in question.above:
            say(text, "dim")
        say(f"[{question.number}/{question.total}] {field.label[lang]}", "bold")
        say(field.help[lang], "dim")
        self._show_options(question)
        for file, problem in question.draft.undecodable.items():
            say(
                _("{path} holds a text that cannot be read: {problem}").format(
                    path=display_path(file), problem=problem.text(current())
                ),
                "red",
            )
        self._show_earlier(question)

    def _show_options(self, question: "Question") -> None:
        from pdcli.model.forms import RATINGS
        from pdcli.scaffold.options import TYPES_WITH_OPTIONS

        field = question.field
        if field.type == "rating":
            console.err("  " + "   ".join(RATINGS))
        lines = [choice.label[question.lang] for choice in field.choices]
        lines += [f"{option.value} – {option.text}".rstrip(" –") for option in question.options.listed]
        say_choices(lines)
        if field.type in TYPES_WITH_OPTIONS and not lines:
            say(_("There is nothing to choose from yet."), "yellow")
            if question.options.source:
                say(
                    _("First fill in “{source}”: what you write there can be chosen here.").format(
                        source=question.options.source
                    ),
                    "dim",
                )
        elif field.holds_many and lines:
            say(_("Several: separate them with commas."), "dim")

    def _show_earlier(self, question: "Question") -> None:
        """Show the answer of the document and the draft, where the editor does not show them."""
        draft, answer = question.draft.text.strip(), question.answer
        if answer and (draft or not self._reader.shows_text):
            say(_("The document says: {text}").format(text=answer))
        if draft:
            say(_("You typed this earlier, and it is not saved yet:"), "yellow")
            if not self._reader.shows_text:
                console.err_lines(draft)
                say(_("Type `{sign}` to accept this text.").format(sign=DRAFT), "dim")

    def _edit(self, draft: "Draft", text: str) -> str | None:
        """The answer from the user's editor; None where that failed: the file stays, and a message names it."""
        from pdcli.cli.editor import run_editor

        file = draft.open(text)
        if file is None:
            say(_("No file could be written for the editor."), "red")
            return None
        problem = ""
        try:
            with self._reader.cooked_mode():
                run_editor(file)
        except UserError as error:
            problem = error.text(current())
        draft.read_again()
        if not draft.text.strip():
            draft.discard()
        problem = problem or draft.undecodable.get(file, NO_MESSAGE).text(current())
        if problem:
            say(problem + " " + _("The text is kept in {path}").format(path=display_path(file)), "red")
            return None
        return draft.text

    def wants_row(self, table: "Field", lang: "Lang") -> bool:
        """Whether the person wants one more row."""
        console.err()
        text = ""
        while True:
            say(
                _("“{label}”: `+` adds another row; Enter moves on to the next question.").format(
                    label=table.label[lang]
                )
            )
            reply, latest = read_text(self._reader, text)
            reply = latest if reply is None else reply
            command = as_command(reply)
            if command in ("", "+"):
                return command == "+"
            if command in COMMANDS or not self._reader.shows_text:
                self._next_reply = reply
                return False
            text = command

    def review(self, answers: "Sequence[Answer]", store: "Callable[[str], None]") -> int | None:
        """Show all answers with their numbers; the index of the answer to change, or None."""
        next_reply, self._next_reply = self._next_reply, None
        command = as_command(next_reply or "")
        if command == QUIT:
            return None
        if next_reply is not None and command not in COMMANDS:
            store(next_reply)
        lines = [(answer.label, answer.text) for answer in answers]
        reply = review(self._reader, lines, _("Type a number to change that answer; press Enter to go on."), store)
        return int(reply) - 1 if reply.isdecimal() else None

    def tell(self, message: "Message") -> None:
        """Show a message."""
        say(message.text(current()), "yellow")


def _store(draft: "Draft", text: str) -> str:
    """Store a typed text as a draft; a warning where that is not possible, else empty."""
    if draft.store(text):
        return ""
    error = draft.error
    reason = error.text(current()) if isinstance(error, UserError) else system_reason(error) if error else ""
    return _("What you type cannot be kept ({reason}): do not close this window.").format(reason=reason)
