"""Nothing that a stranger's portfolio brings acts on its reader: every reader's command gives what it gives without."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.attack.budget import FAILED, FIXTURES, STRANGERS, random, seeds
from tests.attack.command_lines import DAY, READERS
from tests.attack.payloads import RAW
from tests.attack.strangers import SECRET, base, bring
from tests.helpers import EXAMPLES, Pd, Run, write
from tests.repository import Repository
from tests.stranger import FORGED_PAGE, FORGED_RULE
from tests.writing.cases import tree

pytestmark = pytest.mark.attack
# What a page and a terminal say of what is brought, and where another line of it is not a finding of a clean reader.
_BOX_HTML = re.compile(r'<section class="chapter brought">.*?</section>\n', re.DOTALL)
_BOX_MD = re.compile(r"\n\*\*This (?:portfolio|school)’s own files\*\*\n.*?not used\.\n", re.DOTALL)
_TOLD = re.compile(
    r"his (?:portfolio|school)(?:’s own files| comes with files of its own)| hides \d+ findings? from the owner of these documents; here"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A reader's folder with a sound portfolio `y` and the packet of `x` as it was, beside what nobody may touch."""
    write(tmp_path / "outside", {"secret.txt": SECRET, "known.json": SECRET})
    return tmp_path


def _read(pd: Pd, root: Path) -> dict[tuple[str, ...], Run]:
    """What every command says from the folder beside the portfolio; no file changes, and nothing is a traceback."""
    found = {}
    cwd = root.parent
    before = tree(cwd)
    for line in READERS:
        run = pd(*line, cwd=cwd, lang="en")
        said = run.out + run.err
        assert run.code in (0, 1, 2), line
        assert "Traceback" not in said and "Error: internal" not in said, (line, said[-2000:])
        assert not RAW.search(said), (line, RAW.search(said))
        # Lint quotes the line of a mistake, also of a mistake in a stranger's pack.
        for forged in (*((FORGED_PAGE, FORGED_RULE) if line[0] != "lint" else ()), SECRET, "root:x:0"):
            assert forged not in said, (line, forged)
        assert tree(cwd) == before, line
        found[line] = run
    assert sorted(path.name for path in (cwd.parent / "outside").iterdir()) == ["known.json", "secret.txt"]
    return found


def _plain(line: tuple[str, ...], run: Run, brought: list[str]) -> tuple[Any, ...]:
    """What a command said, without what it says of files that are brought."""
    err = [text for text in run.err.splitlines() if not _TOLD.search(text)]
    out: Any = run.out
    if line[0] == "lint":
        # Mistakes in the files themselves are told; what is compared are findings of the documents.
        return (_findings(line, run, brought),)
    if "json" in line:
        out = json.loads(run.out)
        for part in out.get("portfolios", [out]):
            part["brought"] = []
    elif "html" in line:
        out = _BOX_HTML.sub("", run.out)
    elif "md" in line:
        out = _BOX_MD.sub("", run.out)
    return run.code, out, err


def _findings(line: tuple[str, ...], run: Run, brought: list[str]) -> list[str]:
    places = {f"x/{name}" for name in brought}
    if "json" in line:
        found = json.loads(run.out)["diagnostics"]
        return [json.dumps(item, sort_keys=True) for item in found if item["path"] not in places]
    return []


def attack(pd: Pd, place: Path, clean: Path, hostile: Path, brought: list[str]) -> None:
    """Read the portfolio without and with what it brings."""
    said = []
    for root in (clean, hostile):
        beside = place / root.parent.name
        shutil.copytree(EXAMPLES / "first-week", beside / "y", dirs_exist_ok=True)
        if not (beside / "p.zip").exists():
            assert pd("pack", str(clean), "--out", str(beside / "p.zip"), *DAY, cwd=place).code in (0, 1)
        said.append(_read(pd, root))
    for line in READERS:
        plain = [_plain(line, runs[line], brought) for runs in said]
        assert plain[0] == plain[1], line
    told = json.loads(said[1]["summary", "x", "--to", "json", "--out", "-", *DAY].out)
    assert not any(item["acts"] for item in told["brought"])
    ready = told["readiness"]
    assert ready is None or (ready["confirmed"], ready["evidence"]["confirmed"]) == (0, 0)


@pytest.mark.parametrize("seed", seeds(STRANGERS))
def test_nothing_of_a_stranger_acts(seed: int, pd: Pd, place: Path) -> None:
    rng = random(seed, "strangers")
    clean, hostile = place / "clean" / "x", place / "hostile" / "x"
    shutil.copytree(EXAMPLES / rng.choice(["first-week", "daniyar", "stepnoe"]), clean)
    base(clean, rng)
    shutil.copytree(clean, hostile)
    brought = bring(hostile, rng)
    if rng.random() < 0.3:
        for root in (clean, hostile):
            Repository(root).commit("2026-10-01T10:00:00 +0500")
    try:
        attack(pd, place, clean, hostile, brought)
    except BaseException:
        _keep(hostile, brought, FAILED / f"stranger-{seed}")
        raise


def _keep(hostile: Path, brought: list[str], kept: Path) -> None:
    """Leave what failed as it can become a fixture: links are listed, because not every program bears them."""
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(hostile, kept / "x", symlinks=True)
    links = [path for path in sorted(kept.rglob("*")) if path.is_symlink()]
    lines = [f"{path.relative_to(kept).as_posix()} -> {path.readlink()}\n" for path in links]
    for path in links:
        path.unlink()
    (kept / "links.txt").write_text("".join(lines), encoding="utf-8")
    (kept / "brought.json").write_text(json.dumps(brought, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.mark.parametrize("fixture", sorted(path.name for path in FIXTURES.glob("stranger-*")))
def test_an_earlier_stranger_acts_no_more(fixture: str, pd: Pd, place: Path) -> None:
    kept = FIXTURES / fixture
    brought = json.loads((kept / "brought.json").read_text(encoding="utf-8"))
    clean, hostile = place / "clean" / "x", place / "hostile" / "x"
    for root in (clean, hostile):
        shutil.copytree(kept / "x", root)
    for line in (kept / "links.txt").read_text(encoding="utf-8").splitlines():
        name, target = line.split(" -> ")
        link = hostile.parent / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    for name in brought:
        (clean / name).unlink(missing_ok=True)
    attack(pd, place, clean, hostile, brought)
