"""Trees are the same as Rich prints them, in every width, with and without colours."""

import random

import pytest
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from rich.tree import Tree as RichTree

from pdcli.cli import console, tree
from pdcli.cli.rich_console import open_console
from pdcli.cli.tree import Tree, print_tree

# Letters of each kind with the spaces between them; control characters have no place in the trees of Rich.
TEXTS = (
    "абвгәіңғ –«»№…  ", "ab c d  ", "日本語 かな", "e\u0301\u0308 a👩❤ ", "\t a\tb", "\n a\nb",
    "\xa0 \u2009 \u2028x",
)  # fmt: skip
STYLES = ("", "bold", "dim", "red", "yellow", "bold cyan")


def grow(branch: Tree, peer: RichTree, chance: random.Random, depth: int = 0) -> None:
    """Hang the same branches below both trees."""
    for _ in range(chance.randrange(4) if depth < 4 else 0):
        label = [(text_of(chance), chance.choice(STYLES)) for _ in range(chance.choice((1, 2, 4)))]
        grow(branch.add(*label), peer.add(Text.assemble(*label)), chance, depth + 1)


def text_of(chance: random.Random) -> str:
    letters = "".join(chance.sample(TEXTS, chance.choice((1, 1, 2))))
    return "".join(chance.choices(letters, k=chance.choice((0, 1, 3, 10, 40, 120))))


@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize("width", [1, 5, 13, 40, 80, 200])
def test_it_is_as_rich_prints_it(
    width: int, color: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    chance = random.Random(width)
    for _ in range(5):
        root, peer = Tree((), []), RichTree(Text("Цикл", "bold"))
        grow(root, peer, chance)
        console.prepare(color)
        open_console(None, colored=color == "always").print(peer)
        expected = capsys.readouterr().out
        console.prepare(color)
        print_tree("Цикл", "bold", root.branches)
        assert capsys.readouterr().out == expected
    console.prepare("auto")


def test_a_root_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    console.prepare("never")
    print_tree("a\nb\x07\x1b[31m", "bold", [Tree([("c\x1b\nd", "")], [])])
    console.prepare("auto")
    assert capsys.readouterr().out == "a\ufffdb\ufffd[31m\n└── c\ufffd\n    d\n"


def test_only_characters_of_one_column_are_drawn_without_rich() -> None:
    narrow = tree.NARROW - {"\n"}
    assert all(Segment(char, Style()).cell_length == 1 for char in narrow)


@pytest.mark.parametrize("width", [9, 10, 12, 20, 80])
def test_emoji_that_are_joined_are_wrapped(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    console.prepare("never")
    chance = random.Random(width)
    for _ in range(300):
        letters = "".join(chance.choices("аb  \u200d\ufe0f\u0301👨👩日", k=30))
        print_tree("Цикл", "", [Tree([(letters, "")], [])])
    console.prepare("auto")
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 2 * width
