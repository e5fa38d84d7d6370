"""Lines of text in drawings: 12 pixels a letter, counted by hand from the widths of the module."""

import pytest

from pdcli.render.lines import text_width, wrapped


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("   \n ", []),
        ("бір екі үш", ["бір екі", "үш"]),
        ("қалыптастырушылық", ["қалыпта", "стыруш", "ылық"]),
        ("а б в г д е ё ж з и", ["а б в г д", "е ё ж з и"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert wrapped(text, 60, 9) == lines


def test_a_text_that_is_cut_says_so() -> None:
    assert wrapped("бір екі үш төрт бес алты жеті сегіз", 60, 2) == ["бір екі", "үш төр…"]


def test_accents_take_no_room_and_wide_letters_take_two() -> None:
    assert text_width("и\u0306") == text_width("и")
    assert text_width("漢") > text_width("и") * 1.5
