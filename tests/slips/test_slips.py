"""No slip goes unnoticed: the meaning stays, or a diagnostic stands at the place.

`PD_SLIP_EXAMPLES=50 pytest tests/slips` tries harder.
"""

import os
import random
import re
import zlib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from pdcli.i18n import LANGS
from tests.helpers import ROOT
from tests.slips.catalogue import SLIPS
from tests.slips.check import changed_places, judge
from tests.slips.examples import TEACHERS, Target, clean_reading, targets, trees
from tests.slips.slip import Expect, Near, Slip, Some, Tree

DEFAULT = "4"
EXAMPLES_OF_ONE_SLIP = int(os.environ.get("PD_SLIP_EXAMPLES", DEFAULT))


# A slip is small already: there is nothing to shrink.
SETTINGS = settings(
    max_examples=EXAMPLES_OF_ONE_SLIP,
    phases=[Phase.generate],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def first(options: Sequence[Some]) -> Some:
    return options[0]


def occasions(slip: Slip) -> list[Target]:
    """Some documents in which the slip can be made, other ones for each slip."""
    order = list(targets())
    random.Random(zlib.crc32(slip.name.encode())).shuffle(order)
    possible = (item for item in order if slip.change(trees()[item.portfolio], item.path, first) is not None)
    return list(islice(possible, 3 * EXAMPLES_OF_ONE_SLIP))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all portfolios: the paths in diagnostics and on pages stay the same."""
    return tmp_path_factory.mktemp("slips").resolve()


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_changes_nothing_or_is_reported_at_its_place(slip: Slip, folder: Path) -> None:
    places = occasions(slip)
    assert places, "no example gives an occasion for this slip"

    @seed(zlib.crc32(slip.name.encode()))
    @SETTINGS
    @given(st.data())
    def check(data: st.DataObject) -> None:
        def pick(options: Sequence[Some]) -> Some:
            return data.draw(st.sampled_from(options))

        target = pick(places)
        tree = slip.change(trees()[target.portfolio], target.path, pick)
        assume(tree is not None)
        assert tree is not None
        outcome = judge(slip, target, tree, folder)
        assert not outcome.problem, f"{target.portfolio} {target.path}: {outcome.problem}\n{outcome.remarks}"

    check()


def test_the_catalogue_tells_its_slips_apart() -> None:
    assert len({slip.name for slip in SLIPS}) == len({slip.description for slip in SLIPS}) == len(SLIPS)
    assert {slip.expect for slip in SLIPS} == set(Expect)


@pytest.mark.parametrize("folder", ["", "kk/", "ru/"])
def test_the_page_of_trust_tells_the_figures(folder: str) -> None:
    text = (ROOT / "docs" / folder / "trust.md").read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if "pytest tests/slips`" in part)
    figures = [int(figure) for figure in re.findall(r"\| (\d+) \|$", section, re.MULTILINE)]
    many = sum(slip.messages > 1 for slip in SLIPS)
    assert figures == [len(SLIPS), many, len(targets()), int(DEFAULT)]


def test_every_clean_example_is_among_the_targets() -> None:
    assert {target.portfolio.partition(":")[0] for target in targets()} == {
        *TEACHERS,
        *(f"new-{lang}" for lang in LANGS),
    }


def test_portfolios_without_a_slip_have_no_errors(folder: Path) -> None:
    wrong = {"PD001", "PD002", "PD005", "PD010", "PD011", "PD012", "PD101", "PD103", "PD104"}
    for name in trees():
        assert not {remark.code for remark in clean_reading(name, folder).remarks} & wrong


def test_the_check_can_fail(folder: Path) -> None:
    target = Target("first-week:cycles/2025-2026-1", "cycles/2025-2026-1/cycle.yaml")
    tree = trees()[target.portfolio]

    def problem(expect: Expect, content: bytes) -> str:
        slip = Slip("x", "x", "x", lambda tree, _path, _pick: tree, expect, Near.LINE, 1)
        return judge(slip, target, {**tree, target.path: content}, folder).problem

    content = tree[target.path]
    other_words, other_comment = (content.replace("6-сыныпта".encode(), "7-сыныпта".encode()), content + b"# mine\n")
    assert problem(Expect.SAME_OR_REPORTED, other_words) == "silent"
    assert problem(Expect.SAME_OR_REPORTED, other_comment) == problem(Expect.HARMLESS, other_comment) == ""
    assert problem(Expect.REPORTED, other_comment) == "silent"
    assert problem(Expect.HARMLESS, other_words) == "another page"
    assert problem(Expect.AS_TYPED_OR_REPORTED, other_words) == ""
    assert problem(Expect.SAME_OR_REPORTED, content.replace(b"2025-12-31", b"2025-12-32")) == ""


def test_the_place_of_a_slip() -> None:
    old: Tree = {"a.md": b"1\n2\n3\n\n4\n", "b.yaml": b"file: c.csv\n", "c.csv": b"x"}

    def places(near: Near, **new: bytes | None) -> set[tuple[str, int]]:
        tree = {path: content for path, content in {**old, **new}.items() if content is not None}
        return set(changed_places(old, tree, near))

    assert places(Near.LINE, **{"a.md": b"1\nx\n3\n\n4\n"}) == {("a.md", 2)}
    assert places(Near.LINE, **{"a.md": b"1\n3\n\n4\n"}) == {("a.md", 1), ("a.md", 2)}
    assert places(Near.BLOCK, **{"a.md": b"1\nx\n3\n\n4\n"}) == {("a.md", line) for line in range(5)}
    assert places(Near.LINE, **{"c.csv": None}) == {("b.yaml", 1)}
    assert places(Near.LINE, **{"d.md": b"new"}) == {("d.md", 0)}
