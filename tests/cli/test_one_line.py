"""A line break in the name of a file, a folder, a cycle or a person begins no line that pd has not written."""

import shutil
from pathlib import Path

import pytest

from pdcli.terminal import one_line, visible
from tests.helpers import EXAMPLES, Pd, write
from tests.repository import Repository

DAY = ("--date", "2026-11-25")
FAKE = "0 errors"
BREAK = f"\n{FAKE}"
# {x} is the portfolio, {md} a document of it; | is the break in a name that is typed.
BESIDE = [
    ("lint", "{x}"), ("lint", "{x}", "--format", "concise"), ("lint", "{x}", "--format", "junit"), ("lint", "{x}", "--show-files"),
    ("lint", "{x}", "--config", "no|"), ("lint", "{x}", "--out", "r|.json"), ("lint", "{x}", "--fix"),
    ("lint", "{x}", "--write-baseline"), ("summary", "{x}", "--to", "md", "--out", "-"), ("summary", "{x}", "--blind"),
    ("summary", ".", "--each", "--out", "o|"), ("summary", "{x}", "--packs", "no|"), ("summary", "{x}", "--confirmations", "{md}"),
    ("readiness", "{x}", *DAY), ("readiness", "no|"), ("school", "no|"), ("trace", "{x}"), ("history", "{x}"),
    ("verify", "{x}"), ("verify", "no|"), ("confirm", "{x}"),
    ("confirm", "{x}", "e1", "--who", "B M", "--role", "head", "--confirmations", "c|.yaml"),
    ("pack", "{x}", "--out", "p|.zip"), ("verify", "p|.zip"), ("verify", "p|.zip", "--with", "{x}"), ("render", "{md}"),
    ("init", "new|"), ("fill", "{md}"), ("fill", "no|"), ("schema", "--all", "--out", "s|"),
]  # fmt: skip
INSIDE = [
    ("status",), ("status", "--all"), ("trace",), ("history",), ("readiness", *DAY), ("readiness", "--packs"), ("guide", "analysis"),
    ("lint",), ("lint", "--diff"), ("lint", "--statistics"), ("lint", "--since", "HEAD"), ("render", "--to", "html,md"), ("pack",),
    ("new", "essay", "t|"), ("new", "lesson-analysis", "t"), ("new", "evidence", "T", "--file", "evidence/z|.pdf"),
    ("new", "no|"), ("new-form", "k|", "T"), ("new-cycle", "--start", "2027-01-10"),
    ("schema", "--update"), ("rule", "PD|"), ("no|",),
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / f"a{BREAK}"
    shutil.copytree(EXAMPLES / "daniyar", root)
    files: dict[str, str | bytes] = {
        "x|.md": "---\nkind: essay\ntitle: x\n---\n", "broken|.yaml": "kind: [\n", "evidence/z|.pdf": b"%PDF-1.4",
        "cycles/c|/cycle.yaml": "kind: cycle\nstatus: draft\n", "note|.docx": b"PK", "packs/p|.yaml": "key: x\n",
        "templates/own|/form.yaml": "kind: x\n", "templates/_base/t|.j2": "", "pd.toml": f'baseline = "b\\n{FAKE}.json"\n',
        "diary/d|.md": "no facts\n", "research/r|/plan.md": "---\nkind: research-plan\n---\n",
    }  # fmt: skip
    write(root, {name.replace("|", BREAK): data for name, data in files.items()})
    profile = root / "portfolio.yaml"
    text = profile.read_text(encoding="utf-8").replace("name: ", f'name: "A\\n{FAKE}" # ', 1)
    profile.write_text(text, encoding="utf-8")
    (root / f"link{BREAK}.md").symlink_to("/etc/passwd")
    Repository(root).commit("2026-10-15T10:00:00 +0500")
    return root


@pytest.mark.parametrize("line", [*BESIDE, *INSIDE], ids=" ".join)
def test_no_name_begins_a_line(line: tuple[str, ...], root: Path, pd: Pd) -> None:
    names = {"{x}": root.name, "{md}": f"{root.name}/x{BREAK}.md"}
    arguments = [names.get(part, part.replace("|", BREAK)) for part in line]
    run = pd(*arguments, cwd=root.parent if line in BESIDE else root, stdin=b"a\n\n:q\n")
    assert run.code in (0, 1, 2)
    begun = [text for text in (run.out + run.err).split("\n") if text.lstrip(" |").startswith(FAKE)]
    assert not begun, begun


def test_every_break_is_shown() -> None:
    for sign in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
        assert one_line(f"a{sign}b") == visible(f"a{sign}b") == "a\ufffdb", ascii(sign)
    assert one_line("а\u00a0б\tв") == "а\u00a0б\tв"
