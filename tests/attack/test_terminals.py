"""Nothing that a stranger typed reaches the terminal as a command to it: from files, their names and git."""

import io
from pathlib import Path

import pytest

from pdcli.terminal import Filter
from tests.attack.command_lines import PRINTED
from tests.attack.hostile import hostile
from tests.attack.payloads import IN_TERMINALS, RAW, Payloads
from tests.helpers import Pd, run_pd
from tests.repository import Repository

pytestmark = pytest.mark.attack


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """A portfolio of a stranger who types at the terminal of its reader."""
    root = hostile(tmp_path / "p\x1b[31m\u202e", Payloads(IN_TERMINALS), is_wild=False)
    for name in ("\x1b[2J.md", "\u202egpj.md", "\x9bC1.yaml", "tab\tname.md", "line\nname.md"):
        (root / name).write_text("---\nkind: essay\ntitle: x\n---\n", encoding="utf-8")
    Repository(root).commit("2026-10-15T10:00:00 +0500")
    return root


@pytest.mark.parametrize("line", PRINTED, ids=lambda line: " ".join(line).encode("unicode_escape").decode())
def test_nothing_raw_reaches_the_terminal(line: tuple[str, ...], stranger: Path, pd: Pd) -> None:
    arguments = [part.replace("{file}", "x/essay.yaml") for part in line]
    done = pd(*arguments, cwd=stranger, lang="kk", stdin=b"a\n\n:q\n")
    assert done.code in (0, 1, 2)
    found = RAW.search(done.out + done.err)
    assert found is None, ascii((done.out + done.err)[max(0, found.start() - 60) : found.end() + 20]) if found else ""


def test_a_diff_is_exact_for_a_program_and_harmless_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, expected in ((io.StringIO(), "a\x1b[2J\rb\n"), (Terminal(), "a\ufffd[2J\ufffdb\n")):
        Filter(stream).write_exact("a\x1b[2J\rb\n")
        assert stream.getvalue() == expected


def test_colours_of_pd_itself_stay(stranger: Path) -> None:
    done = run_pd("lint", "--color", "always", cwd=stranger, lang="kk")
    assert "\x1b[" in done.out
    assert "\x1b[2J" not in done.out and "\x1b]0;" not in done.out and "\u202e" not in done.out
