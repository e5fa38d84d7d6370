"""Reading typed text: with a line editor on a terminal, line by line from a pipe.

The length of an answer is not limited: a terminal that is read without an editor cuts a line at 4,095 bytes.
"""

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

from pdcli.cli import console
from pdcli.i18n import gettext as _
from pdcli.terminal import DIRECTIONS, plain

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output

BACK, EXAMPLE, EDITOR, DRAFT, REVIEW, QUIT = "<", "?", ":e", "=", ":r", ":q"
COMMANDS = (BACK, EXAMPLE, EDITOR, DRAFT, REVIEW, QUIT)
# The same keys on a Kazakh or Russian keyboard.
_OTHER_KEYS = {":у": EDITOR, ":к": REVIEW, ":й": QUIT}
_LIKE_COMMAND, _QUOTED_COLON = r":[^:\s]\S*", r"::\S*"
# The first and last line around an answer of several lines where there is no line editor.
FENCE = '"""'
_PROMPT = "> "

Store = Callable[[str], str]


class Reader(Protocol):
    """Reads one answer after the other.

    `shows_text`: a text to change is visible. `is_pipe`: the input is no terminal.
    """

    shows_text: bool
    is_pipe: bool

    def keys(self) -> str:
        """A help text about the keys."""

    def raw_mode(self) -> AbstractContextManager[None]:
        """Reads the terminal between two answers, too, so that pasted text goes whole into the next one."""

    def cooked_mode(self) -> AbstractContextManager[None]:
        """Gives the terminal to another program."""

    def read(self, text: str = "", is_multiline: bool = False, store: Store | None = None) -> str | None:
        """An answer or one of COMMANDS; None at the end of input.

        `text` is shown to be changed; `store` is called with the typed text after every change and returns a warning.
        """

    def unread(self) -> list[str]:
        """The remaining lines of a pipe."""


def open_reader() -> Reader:
    """The line editor on a terminal, else the reader of lines."""
    if not is_terminal() or os.environ.get("TERM") == "dumb":
        return LineReader()
    try:
        return LineEditor()
    except Exception as error:  # consoles refuse in many ways, and a plain one can still be read
        console.warn(_("This terminal has no line editor ({reason}).").format(reason=type(error).__name__))
        return LineReader()


def as_command(text: str) -> str:
    """A command as in COMMANDS; any other text stripped."""
    stripped = text.strip()
    return _OTHER_KEYS.get(stripped.casefold(), stripped)


def unknown_command(text: str) -> str:
    """A reply that looks like a command and is none: one word after one colon, such as `:x`; else empty."""
    command = as_command(text)
    return command if command not in COMMANDS and re.fullmatch(_LIKE_COMMAND, command) else ""


def as_answer(text: str) -> str:
    """The answer that a reply stands for: of one word after two colons, the word after one."""
    return text.replace("::", ":", 1) if re.fullmatch(_QUOTED_COLON, text.strip()) else text


def explain_unknown(command: str, commands: Sequence[str]) -> str:
    """That there is no such command, which ones there are, and how the text is typed as an answer."""
    return _(
        "There is no command `{command}`. The commands are: {commands}. To give the text `{command}` as an answer, "
        "type `:{command}`."
    ).format(command=command, commands=", ".join(f"`{name}`" for name in commands))


def is_terminal() -> bool:
    """Whether stdin and stderr are a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


class LineReader:
    """Reads a line as an answer, and several lines between two lines of three quotation marks as one."""

    shows_text = False

    def __init__(self) -> None:
        self.is_pipe = not is_terminal()

    def keys(self) -> str:
        """A help text about the keys."""
        return _('One line is one answer; several lines go between two lines of `"""`.') + " " + _commands()

    def raw_mode(self) -> AbstractContextManager[None]:
        """No change: a pipe has no modes."""
        return nullcontext()

    cooked_mode = raw_mode

    def read(self, text: str = "", is_multiline: bool = False, store: Store | None = None) -> str | None:  # noqa: ARG002
        """The next answer. Lines without a closing line are stored, but are no answer."""
        sys.stderr.write(_PROMPT)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            # What follows begins on a line of its own.
            sys.stderr.write("\n")
            return None
        if line.strip() != FENCE:
            return line.rstrip("\r\n")
        lines: list[str] = []
        while line := sys.stdin.readline():
            if line.strip() == FENCE:
                return "\n".join(lines)
            lines.append(line.rstrip("\r\n"))
            if store:
                store("\n".join(lines))
        return None

    def unread(self) -> list[str]:
        """The remaining lines of a pipe; empty on a terminal."""
        return sys.stdin.read().strip("\r\n").splitlines() if self.is_pipe else []


class LineEditor:
    """A line editor with history, for one or more lines."""

    shows_text = True
    is_pipe = False

    def __init__(self, source: "Input | None" = None, output: "Output | None" = None) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory
        from prompt_toolkit.input import create_input
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.vt100 import Vt100_Output

        class History(InMemoryHistory):
            def append_string(self, string: str) -> None:
                if as_command(string) not in COMMANDS and not unknown_command(string):
                    super().append_string(string)

        output = _filtered(output or create_output(stdout=sys.stderr))
        if isinstance(output, Vt100_Output):
            # Terminals that do not report the cursor position would cause a delay, and their reply appear in the text.
            output.enable_cpr = False
        self._is_multiline = False
        self._warning = ""
        self._store: Store | None = None
        self._text = ""
        self._initial_text = ""
        self._session: PromptSession[str] = PromptSession(
            message=self._message,
            prompt_continuation="  ",
            multiline=True,
            history=History(),
            key_bindings=self._bindings(),
            input=source or create_input(sys.stdin),
            output=output,
            reserve_space_for_menu=0,
        )
        self._session.app.after_render += self._store_change

    def keys(self) -> str:
        """A help text about the keys."""
        return " ".join(
            [
                _(
                    "Enter: done. In a long answer Enter begins a new line; Enter on an empty line, or F2, "
                    "finishes the answer."
                ),
                _("Page Up: the previous question. Ctrl-C: stop."),
                _commands(),
            ]
        )

    def raw_mode(self) -> AbstractContextManager[None]:
        """Without it the system reads between two answers, and cuts lines at 4,095 bytes."""
        return self._session.input.raw_mode()

    def cooked_mode(self) -> AbstractContextManager[None]:
        """The mode of the terminal that other programs expect."""
        return self._session.input.cooked_mode()

    def read(self, text: str = "", is_multiline: bool = False, store: Store | None = None) -> str | None:
        """The text of the editor. Raises KeyboardInterrupt after Ctrl-C."""
        self._is_multiline, self._store, self._warning = is_multiline, store, ""
        self._text = self._initial_text = text
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            answer = self._session.prompt(default=text)
            return self._command_after(answer) or answer
        except EOFError:
            return None
        finally:
            self._store_change()

    def unread(self) -> list[str]:
        """Empty: a terminal has no remaining lines."""
        return []

    def _message(self) -> str:
        return f"{self._warning}\n{_PROMPT}" if self._warning else _PROMPT

    def _store_change(self, _app: Any = None) -> None:
        """Store the text of the editor, unless it is a command."""
        text = self._session.default_buffer.text
        if text == self._text or as_command(text) in (":", *COMMANDS) or self._command_after(text):
            return
        if unknown_command(text) and text != self._initial_text:
            return
        self._text = text
        if self._store:
            warning = self._store(text)
            if warning != self._warning:
                self._warning = warning
                self._session.app.invalidate()

    def _command_after(self, text: str) -> str:
        """A command that is typed after the initial text; else empty.

        `?` and `=` may be part of that text.
        """
        command = as_command(text.removeprefix(self._initial_text)) if text.startswith(self._initial_text) else ""
        return command if self._initial_text and command in (BACK, EDITOR, REVIEW, QUIT) else ""

    def _bindings(self) -> "KeyBindings":
        from prompt_toolkit.key_binding import KeyBindings

        bindings = KeyBindings()

        @bindings.add("enter")
        def _enter(event: "KeyPressEvent") -> None:
            text, _newline, last = event.current_buffer.text.rpartition("\n")
            if as_command(last) in (EDITOR, REVIEW, QUIT) and text.strip():
                # The last line is a command, the lines above are the answer so far.
                event.current_buffer.text = text
                event.app.exit(result=as_command(last))
            elif self._is_done(event):
                event.current_buffer.validate_and_handle()
            else:
                event.current_buffer.newline(copy_margin=False)

        @bindings.add("escape", "enter")
        @bindings.add("f2")
        @bindings.add("pagedown")
        def _done(event: "KeyPressEvent") -> None:
            event.current_buffer.validate_and_handle()

        @bindings.add("c-d")
        def _end(event: "KeyPressEvent") -> None:
            if event.current_buffer.text.strip():
                event.current_buffer.validate_and_handle()
            else:
                event.app.exit(exception=EOFError)

        @bindings.add("pageup")
        def _back(event: "KeyPressEvent") -> None:
            event.app.exit(result=BACK)

        return bindings

    def _is_done(self, event: "KeyPressEvent") -> bool:
        """Whether Enter ends the answer: after a short one, a command, or an empty line at the end."""
        document = event.current_buffer.document
        text = document.text.strip()
        if not self._is_multiline or not text or as_command(text) in COMMANDS or self._command_after(document.text):
            return True
        # A terminal without bracketed paste sends lines as keys, with more behind them.
        is_pasting = bool(event.key_processor.input_queue)
        if unknown_command(text) and document.text != self._initial_text:
            return not is_pasting
        return document.is_cursor_at_the_end and not document.current_line.strip() and not is_pasting


def _filtered(output: "Output") -> "Output":
    """The output of the editor without control sequences in answers; those of the editor use another method."""
    from prompt_toolkit.layout.screen import Char

    # The editor counts the columns that it shows; other control characters it shows by itself.
    Char.display_mappings |= dict.fromkeys(DIRECTIONS, "\ufffd")
    write = output.write
    output.write = lambda data: write(plain(data))  # type: ignore[method-assign]
    return output


def _commands() -> str:
    return _("Nothing typed: skip. `<`: back. `?`: example. `:e`: editor. `:r`: all answers. `:q`: stop.")
