"""Tables are the same as Rich prints them, in every width, with and without colours."""

import random

import pytest

from pdcli.cli import console, rich_console
from pdcli.cli.table import Cell, Column, Row, print_table

# Letters of each kind with the spaces between them.
TEXTS = ("абвгәіңғ –«»№ ", "ab c d  ", "абвгдеж", "\xa0 x", " ")
STYLES = ("", "green", "dim", "red")


def text_of(chance: random.Random, more: str = "") -> str:
    return "".join(chance.choices(chance.choice(TEXTS) + more, k=chance.choice((0, 1, 3, 10, 40, 90))))


def table_of(chance: random.Random) -> tuple[list[Column], list[Row]]:
    count = chance.choice((2, 3, 4))
    columns = [Column(text_of(chance), chance.random() < 0.3, chance.random() < 0.2) for _ in range(count)]
    rows: list[Row] = []
    for _ in range(chance.choice((1, 2, 4))):
        rows.append([
            Cell(text_of(chance, "\n"), chance.choice(STYLES), chance.choice(("", text_of(chance))))
            for _ in range(count)
        ])  # fmt: skip
        rows.append(None)
    return columns, rows[:-1]


@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize("width", [13, 40, 80, 200])
def test_it_is_as_rich_prints_it(
    width: int, color: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    chance = random.Random(width)
    for _ in range(10):
        columns, rows = table_of(chance)
        console.prepare(color)
        rich_console.print_rich_table(columns, rows, width, color == "always")
        expected = capsys.readouterr().out
        console.prepare(color)
        print_table(columns, rows, width)
        assert capsys.readouterr().out == expected
    console.prepare("auto")


def test_wide_characters_are_left_to_rich(capsys: pytest.CaptureFixture[str]) -> None:
    console.prepare("never")
    print_table([Column("№"), Column("a")], [[Cell("日本"), Cell("b")], None, [Cell("e\u0301"), Cell("c")]], 40)
    console.prepare("auto")
    lines = ["№    ┃ a", "━━━━━╇━━", "日本 │ b", "─────┼──", "e\u0301    │ c"]
    assert capsys.readouterr().out.splitlines() == lines
