"""Damaged portfolios and schools through every command: a message and an exit code, never more, and no file changes."""

import json
import re
import shutil
from pathlib import Path
from random import Random

import pytest

from pdcli.cli.app import COMMANDS
from tests.attack.budget import DAMAGED, EXAMPLE_NAMES, FAILED, FIXTURES, random, seeds
from tests.attack.command_lines import COMMAND_LINES
from tests.attack.damage import damage
from tests.attack.payloads import RAW
from tests.helpers import EXAMPLES, Pd
from tests.repository import Repository
from tests.writing.cases import tree

pytestmark = pytest.mark.attack
# Commands that add to what is there or answer in it; what they may change is tested in tests/writing.
WRITERS = {"confirm", "new-cycle", "new", "new-form", "fill", "init", "demo", "schema", "pack", "render", "summary"}
# The tree as pd finds it: what a person typed, not what pd has built or keeps.
BUILT = re.compile(r"(^|/)(build|\.pd|demo|\.git)(/|$)")


@pytest.fixture(autouse=True)
def _own_drafts(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PD_STATE_DIR", str(tmp_path_factory.mktemp("state")))


def typed(root: Path) -> dict[str, bytes]:
    """What people typed, by its name."""
    return {name: data for name, data in tree(root).items() if not BUILT.search(name)}


def attack(root: Path, rng: Random, pd: Pd) -> None:
    """Run every command on the tree and look at what it printed and what it left."""
    documents = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in (".md", ".yaml")]
    before = typed(root)
    for line in COMMAND_LINES:
        name = "./" + rng.choice(sorted(documents))
        arguments = [part.replace("{file}", name) for part in line]
        done = pd(*arguments, cwd=root, lang=rng.choice(["kk", "ru", "en"]), stdin=b"a\n\n:q\n")
        what = " ".join(arguments)
        assert done.code in (0, 1, 2), what
        assert done.code == 0 or done.out or done.err, what
        assert not RAW.search(done.out + done.err), (what, RAW.search(done.out + done.err))
        if "json" in line and done.code != 2 and "--format" in line:
            json.loads(done.out)
        now = typed(root)
        if line[0] not in WRITERS:
            assert now == before, what
        assert all(now.get(place) == data for place, data in before.items() if place not in changed(line, name[2:])), (
            what
        )
        before = now


def changed(line: tuple[str, ...], name: str) -> set[str]:
    """The files of people that a command line changes on purpose."""
    if line[0] == "confirm":
        return {"confirmations.yaml"}
    if "--set-year" in line:
        return {"school.yaml"}
    return {"evidence.yaml"} if line[:2] == ("new", "evidence") else {name} if line[0] == "fill" else set()


def test_every_command_is_attacked() -> None:
    assert {line[0] for line in COMMAND_LINES} == COMMANDS.keys()


@pytest.mark.parametrize("example", EXAMPLE_NAMES)
@pytest.mark.parametrize("seed", seeds(DAMAGED))
def test_a_damaged_tree(seed: int, example: str, pd: Pd, tmp_path: Path) -> None:
    rng = random(seed, f"mutations {example}")
    root = tmp_path / "tree"
    shutil.copytree(EXAMPLES / example, root)
    if rng.random() < 0.3:
        Repository(root).commit("2026-10-01T10:00:00 +0500")
    damage(root, rng)
    input_of_it = tmp_path / "input"
    shutil.copytree(root, input_of_it, symlinks=True)
    try:
        attack(root, rng, pd)
    except BaseException:
        shutil.rmtree(FAILED / f"{example}-{seed}", ignore_errors=True)
        shutil.copytree(input_of_it, FAILED / f"{example}-{seed}", symlinks=True)
        raise


@pytest.mark.parametrize("fixture", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_an_earlier_failure(fixture: str, pd: Pd, tmp_path: Path) -> None:
    root = tmp_path / "tree"
    shutil.copytree(FIXTURES / fixture, root)
    # Links are listed, because not every program that reads this repository bears a circle of them.
    links = root / "links.txt"
    for line in links.read_text(encoding="utf-8").splitlines() if links.is_file() else ():
        name, target = line.split(" -> ")
        (root / name).symlink_to(target)
    for seed in range(2):
        attack(root, random(seed, fixture), pd)
