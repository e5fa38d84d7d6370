"""The line editor: its keys one by one, then the whole command in a real terminal."""

import codecs
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from pdcli.cli.interview import interview
from pdcli.cli.line_editor import BACK, LineEditor
from pdcli.documents.form_library import FormLibrary
from pdcli.errors import StoppedError
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.saving import read
from tests.cli.filling import ACTION, PARAGRAPHS

PASTE = "\x1b[200~{}\x1b[201~"
UP, HOME, PAGE_UP, PAGE_DOWN, F2, ALT_ENTER = "\x1b[A", "\x1b[H", "\x1b[5~", "\x1b[6~", "\x1bOQ", "\x1b\r"


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as source:
        yield source


class Kept:
    """Everything that was kept while somebody typed."""

    def __init__(self, warning: str = "") -> None:
        self.texts: list[str] = []
        self.warning = warning

    def __call__(self, text: str) -> str:
        self.texts.append(text)
        return self.warning


@pytest.mark.parametrize(
    ("typed", "is_multiline", "answer"),
    [
        ("2026-10-30\r", False, "2026-10-30"),
        ("Бірінші\rЕкінші\r\r", True, "Бірінші\nЕкінші\n"),
        (PASTE.format(PARAGRAPHS.replace("\n", "\r\n")) + "\r\r", True, PARAGRAPHS + "\n"),
        (PASTE.format(PARAGRAPHS) + "\r", False, PARAGRAPHS),
        # A terminal without bracketed paste: an empty line is no end while more is coming.
        (PARAGRAPHS.replace("\n", "\r") + "\r\r", True, PARAGRAPHS + "\n"),
        (f"Бір{F2}", True, "Бір"),
        (f"Бір{ALT_ENTER}", True, "Бір"),
        (f"Бір{PAGE_DOWN}", True, "Бір"),
        ("Бір\x04", True, "Бір"),
        ("\x04", True, None),
        ("\r", True, ""),
        ("<\r", True, "<"),
        (":q\r", True, ":q"),
        (":й\r", True, ":й"),
        # What looks like a command ends a long answer as a command does; among pasted lines it is text.
        (":x\r", True, ":x"),
        (":x\rЕкінші\r\r", True, ":x\nЕкінші\n"),
        (f"екі{HOME}Бір, {F2}", True, "Бір, екі"),
    ],
)
def test_keys(keyboard: PipeInput, typed: str, is_multiline: bool, answer: str | None) -> None:
    keyboard.send_text(typed)
    assert LineEditor(keyboard, DummyOutput()).read("", is_multiline) == answer


def test_what_is_typed_is_kept_key_by_key_and_commands_are_not(keyboard: PipeInput) -> None:
    kept = Kept()
    editor = LineEditor(keyboard, DummyOutput())
    keyboard.send_text(f"Бір{PAGE_UP}")
    assert editor.read("", True, kept) == BACK and kept.texts[-1] == "Бір"
    keyboard.send_text("Екі\x03")
    with pytest.raises(KeyboardInterrupt):
        editor.read("", True, kept)
    assert kept.texts[-1] == "Екі"
    kept.texts.clear()
    keyboard.send_text("<\r")
    assert editor.read("", True, kept) == BACK and kept.texts == []


def test_a_command_on_a_line_of_its_own_leaves_the_lines_above(keyboard: PipeInput) -> None:
    kept = Kept()
    keyboard.send_text("Жалғасы\r:e\r")
    assert LineEditor(keyboard, DummyOutput()).read("Басы. ", True, kept) == ":e"
    assert kept.texts[-1] == "Басы. Жалғасы"


def test_an_answer_is_there_to_be_changed_and_is_not_kept_before(keyboard: PipeInput) -> None:
    kept = Kept("warning")
    editor = LineEditor(keyboard, DummyOutput())
    keyboard.send_text(F2)
    assert editor.read("Бұрынғы", True, kept) == "Бұрынғы" and kept.texts == []
    keyboard.send_text(f" жауап{F2}")
    assert editor.read("Бұрынғы", True, kept) == "Бұрынғы жауап" and kept.texts[-1] == "Бұрынғы жауап"


@pytest.mark.parametrize(
    ("typed", "is_multiline", "answer", "kept"),
    [
        ("<\r", False, BACK, []),
        ("<\r", True, BACK, []),
        (" :r\r", False, ":r", []),
        ("\r:q\r", True, ":q", []),
        ("?\r", False, "Неге?", ["Неге?"]),
    ],
)
def test_a_command_behind_an_answer_leaves_it_as_it_is(
    keyboard: PipeInput, typed: str, is_multiline: bool, answer: str, kept: list[str]
) -> None:
    keyboard.send_text(typed)
    keep = Kept()
    assert LineEditor(keyboard, DummyOutput()).read("Неге", is_multiline, keep) == answer
    assert [text for text in keep.texts if text.strip() != "Неге"] == kept


def test_the_arrow_up_brings_earlier_answers(keyboard: PipeInput) -> None:
    editor = LineEditor(keyboard, DummyOutput())
    for typed, answer in (("6 «Ә»\r", "6 «Ә»"), ("<\r", "<"), (f"{UP}\r", "6 «Ә»")):
        keyboard.send_text(typed)
        assert editor.read() == answer


# The questions of `pd init`.


def ask_three(keyboard: PipeInput, typed: str) -> dict[str, str | None]:
    form = FormLibrary().get("portfolio")
    assert form
    keyboard.send_text(typed)
    fields = [form.by_key[key] for key in ("name", "subject", "category")]
    return interview(LineEditor(keyboard, DummyOutput()), fields, "kk")


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("Айгерім\rТарих\r2\r\r", ["Айгерім", "Тарих", "moderator"]),
        # Back with `<`, with Page Up, and with what was typed before leaving; earlier answers stand in the editor.
        ("Айгерім\r<\r Үлгі\rТарих\rэксперт\r\r", ["Айгерім Үлгі", "Тарих", "expert"]),
        (f"Айгерім\rТар{PAGE_UP}\rих\r1\r\r", ["Айгерім", "Тарих", "teacher"]),
        # The review: a number changes an answer, and back goes to the last question.
        ("Айгерім\rТарих\r2\r2\r\x15Химия\r\r", ["Айгерім", "Химия", "moderator"]),
        ("Айгерім\rТарих\r2\r<\r\x153\r\r", ["Айгерім", "Тарих", "expert"]),
        # After a refusal a number is typed at once. Nothing leaves a question open.
        ("\r?\rТарих\r9\r5\r\r", [None, "Тарих", "master"]),
        # A command behind an earlier answer is a command there as well.
        ("Айгерім\rТарих\r<\r<\r\r\r2\r\r", ["Айгерім", "Тарих", "moderator"]),
        # An unknown command is no answer; two colons stand for one.
        (":x\rАйгерім\r::x\r2\r\r", ["Айгерім", ":x", "moderator"]),
    ],
)
def test_questions_before_something_is_made(keyboard: PipeInput, typed: str, answers: list[str | None]) -> None:
    assert list(ask_three(keyboard, typed).values()) == answers


@pytest.mark.parametrize(
    "typed", [":q\r", "Айгерім\r\x04", "Айгерім\rТар\x03", "Айгерім\r<\r:q\r", "Айгерім\rТарих\r2\r:q\r"]
)
def test_who_stops_writes_nothing(keyboard: PipeInput, typed: str) -> None:
    with pytest.raises(StoppedError, match="nothing was written"):
        ask_three(keyboard, typed)


if sys.platform != "win32":
    import pty
    import termios

    class Screen:
        """pd in a terminal of its own."""

        def __init__(self, root: Path, *arguments: str) -> None:
            self.handle, inner = pty.openpty()
            termios.tcsetwinsize(inner, (40, 80))
            environment = {**os.environ, "PD_LANG": "kk", "TERM": "xterm-256color", "NO_COLOR": "1"}
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pdcli", *arguments],
                cwd=root, stdin=inner, stdout=inner, stderr=inner, env=environment, start_new_session=True,
                # Where the tests themselves are deaf to it, a terminal that closes still tells pd.
                preexec_fn=partial(signal.signal, signal.SIGHUP, signal.SIG_DFL),
            )  # fmt: skip
            os.close(inner)
            self.shown = ""
            self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

        def wait_for(self, text: str) -> None:
            """Read what is shown until a text is; fails where the program ends or rests before."""
            start = len(self.shown)
            while text not in self.shown[start:]:
                assert self._read(), self.shown

        def type(self, text: str) -> None:
            """Type a text; what is shown meanwhile is read, because a full terminal would stop the program."""
            raw = text.encode("utf-8")
            while raw:
                readable, writable, _rest = select.select([self.handle], [self.handle], [], 60)
                assert readable or writable, self.shown
                if readable:
                    self._read()
                if writable:
                    raw = raw[os.write(self.handle, raw[:256]) :]

        def close(self) -> int:
            """Read to the end; the exit code."""
            while self._read():
                pass
            os.close(self.handle)
            return self.process.wait(timeout=60)

        def _read(self) -> bool:
            """Read more of what is shown; whether there was more."""
            if not select.select([self.handle], [], [], 60)[0]:
                return False
            try:
                raw = os.read(self.handle, 65536)
            except OSError:
                # The program has ended.
                return False
            self.shown += self.decoder.decode(raw)
            return bool(raw)

    def lessons(root: Path) -> str | None:
        text: str | None = read(load_portfolio(root), root / ACTION).data["lessons"]
        return text

    def test_a_long_text_is_pasted_whole_and_the_keys_are_shown_once(started: Path) -> None:
        paragraph = "Сабақта оқушылар бөлшектерді қосты, әрқайсысы өз сызбасын салды. " * 8
        text = "\n\n".join(f"{number}. {paragraph.strip()}" for number in range(1, 8))
        assert len(text.encode()) > 6408
        screen = Screen(started, "fill", ACTION)
        screen.wait_for("[1/6]")
        screen.type("1, 2\r")
        # Pasted while the answer before is being saved.
        screen.type(PASTE.format(text.replace("\n", "\r")))
        screen.type("\r\r")
        screen.wait_for("[3/6]")
        screen.type(PAGE_UP)
        screen.wait_for("[2/6]")
        screen.type("\x03")
        assert screen.close() == 2
        assert lessons(started) == text
        assert screen.shown.count("Page Up") == 1

    def test_ctrl_c_in_an_answer_and_a_second_run_offers_it(started: Path) -> None:
        screen = Screen(started, "fill", ACTION)
        screen.wait_for("[1/6]")
        screen.type("\r")
        screen.wait_for("[2/6]")
        screen.type("Бірінші жол\rекінші")
        screen.wait_for("екінші")
        screen.type("\x03")
        assert screen.close() == 2 and "lessons.txt" in screen.shown
        again = Screen(started, "fill", ACTION)
        again.wait_for("екінші")
        again.type(f" жол{F2}")
        again.wait_for("[2/6]")
        again.type("\x04")
        assert again.close() == 0
        assert lessons(started) == "Бірінші жол\nекінші жол"

    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
    def test_what_was_typed_before_a_killed_process_is_offered(started: Path, number: int) -> None:
        screen = Screen(started, "fill", ACTION)
        screen.wait_for("[1/6]")
        screen.type("\r")
        screen.wait_for("[2/6]")
        screen.type("Ұзақ жауаптың басы")
        screen.wait_for("басы")
        # What is on the screen is on the disk a moment later.
        time.sleep(0.5)
        os.kill(screen.process.pid, number)
        assert screen.close() == -number
        before = (started / ACTION).read_bytes()
        again = Screen(started, "fill", ACTION)
        again.wait_for("Ұзақ жауаптың басы")
        assert (started / ACTION).read_bytes() == before
        again.type(F2)
        again.wait_for("[2/6]")
        again.type("\x04")
        again.close()
        assert lessons(started) == "Ұзақ жауаптың басы"

    def test_a_new_portfolio_is_made_after_a_look_at_all_answers(tmp_path: Path) -> None:
        screen = Screen(tmp_path, "init")
        for number, text in enumerate(("Мысал", "Айгерім", "Тарих", "2", "3"), 1):
            screen.wait_for(f"[{number}/5]")
            screen.type(f"{text}\r")
        screen.wait_for("5. ")
        assert not (tmp_path / "portfolio.yaml").exists()
        screen.type("2\r")
        screen.wait_for("[2/5]")
        screen.type(" Үлгі\r")
        screen.type("\r")
        assert screen.close() == 0, screen.shown
        text = (tmp_path / "portfolio.yaml").read_text(encoding="utf-8")
        assert "name: Айгерім Үлгі" in text and "target_category: expert" in text
