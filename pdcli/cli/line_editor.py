"""Reading what a person types: with a line editor on a terminal, line by line from a pipe.

Nothing limits the length of an answer: a terminal that is read without an editor keeps 4,095 bytes of a line.
"""

import os
import sys
from collections.abc import Callable
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
# The same keys while the keyboard is a Kazakh or Russian one.
_OTHER_KEYS = {":у": EDITOR, ":к": REVIEW, ":й": QUIT}
# Opens and closes an answer of several lines where there is no line editor.
FENCE = '"""'
_PROMPT = "> "

Keep = Callable[[str], str]


class Reader(Protocol):
    """Reads one answer after the other.

    `shows_text`: what is given to be changed can be seen. `is_pipe`: nobody is there, and lines follow each other.
    """

    shows_text: bool
    is_pipe: bool

    def keys(self) -> str:
        """How one types here, in one or two sentences."""

    def held(self) -> AbstractContextManager[None]:
        """Keeps the terminal between two answers: what is typed or pasted meanwhile goes into the next one, whole."""

    def released(self) -> AbstractContextManager[None]:
        """Gives the terminal to another program."""

    def read(self, text: str = "", takes_lines: bool = False, keep: Keep | None = None) -> str | None:
        """An answer or one of COMMANDS; None when there is nothing more to read.

        `text` is there to be changed; `keep` is given what was typed after every change and returns a warning.
        """

    def unread(self) -> list[str]:
        """The lines of a pipe that no question was asked for."""


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
    """A command as it is in COMMANDS; any other text without what surrounds it."""
    bare = text.strip()
    return _OTHER_KEYS.get(bare.casefold(), bare)


def is_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


class LineReader:
    """A line is an answer; one of several lines stands between two lines of three quotation marks."""

    shows_text = False

    def __init__(self) -> None:
        self.is_pipe = not is_terminal()

    def keys(self) -> str:
        """How one types here."""
        return _('One line is one answer; several lines stand between two lines `"""`.') + " " + _commands()

    def held(self) -> AbstractContextManager[None]:
        """Nothing is lost in a pipe."""
        return nullcontext()

    released = held

    def read(self, text: str = "", takes_lines: bool = False, keep: Keep | None = None) -> str | None:  # noqa: ARG002
        """The next answer. What a closing line is missing for is kept, not taken."""
        sys.stderr.write(_PROMPT)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            return None
        if line.strip() != FENCE:
            return line.rstrip("\r\n")
        lines: list[str] = []
        while line := sys.stdin.readline():
            if line.strip() == FENCE:
                return "\n".join(lines)
            lines.append(line.rstrip("\r\n"))
            if keep:
                keep("\n".join(lines))
        return None

    def unread(self) -> list[str]:
        """The lines of a pipe that were not read; nobody waits for those of a person."""
        return sys.stdin.read().strip("\r\n").splitlines() if self.is_pipe else []


class LineEditor:
    """Arrows, pasting, earlier answers by the arrow up, as many lines as one likes."""

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
                if as_command(string) not in COMMANDS:
                    super().append_string(string)

        output = _filtered(output or create_output(stdout=sys.stderr))
        if isinstance(output, Vt100_Output):
            # Terminals that do not tell where the cursor is would be waited for, and their answer stand in the text.
            output.enable_cpr = False
        self._takes_lines = False
        self._warning = ""
        self._keep: Keep | None = None
        self._text = ""
        self._given = ""
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
        self._session.app.after_render += self._changed

    def keys(self) -> str:
        """How one types here."""
        return " ".join(
            [
                _("Enter: done. In a long answer Enter begins a new line; Enter on an empty line, or F2, is done."),
                _("Page Up: the question before. Ctrl-C: stop."),
                _commands(),
            ]
        )

    def held(self) -> AbstractContextManager[None]:
        """Without it the system itself reads between two answers, and drops what is longer than its 4,095 bytes."""
        return self._session.input.raw_mode()

    def released(self) -> AbstractContextManager[None]:
        """The terminal as other programs expect it."""
        return self._session.input.cooked_mode()

    def read(self, text: str = "", takes_lines: bool = False, keep: Keep | None = None) -> str | None:
        """The answer as it stands in the editor. Raises KeyboardInterrupt after Ctrl-C."""
        self._takes_lines, self._keep, self._warning = takes_lines, keep, ""
        self._text = self._given = text
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            answer = self._session.prompt(default=text)
            return self._command_behind(answer) or answer
        except EOFError:
            return None
        finally:
            self._changed()

    def unread(self) -> list[str]:
        """None: a person types when asked."""
        return []

    def _message(self) -> str:
        return f"{self._warning}\n{_PROMPT}" if self._warning else _PROMPT

    def _changed(self, _app: Any = None) -> None:
        """Keep what is on the screen; a command that is being typed is no answer."""
        text = self._session.default_buffer.text
        if text == self._text or as_command(text) in (":", *COMMANDS) or self._command_behind(text):
            return
        self._text = text
        if self._keep:
            warning = self._keep(text)
            if warning != self._warning:
                self._warning = warning
                self._session.app.invalidate()

    def _command_behind(self, text: str) -> str:
        """A command typed behind the text that was given to be changed, which it leaves as it is; else nothing.

        `?` and `=` may be the end of that text.
        """
        command = as_command(text.removeprefix(self._given)) if text.startswith(self._given) else ""
        return command if self._given and command in (BACK, EDITOR, REVIEW, QUIT) else ""

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
        if not self._takes_lines or not text or as_command(text) in COMMANDS or self._command_behind(document.text):
            return True
        # A terminal without bracketed paste sends empty lines as keys, with more behind them.
        is_pasting = bool(event.key_processor.input_queue)
        return document.is_cursor_at_the_end and not document.current_line.strip() and not is_pasting


def _filtered(output: "Output") -> "Output":
    """The output of the editor, to which no answer gives orders; those of the editor itself pass by another way."""
    from prompt_toolkit.layout.screen import Char

    # The editor counts columns by what it shows; other control signs it shows as such by itself.
    Char.display_mappings |= dict.fromkeys(DIRECTIONS, "\ufffd")
    write = output.write
    output.write = lambda data: write(plain(data))  # type: ignore[method-assign]
    return output


def _commands() -> str:
    return _("Nothing typed: skip. `<`: back. `?`: example. `:e`: editor. `:r`: all answers. `:q`: stop.")
