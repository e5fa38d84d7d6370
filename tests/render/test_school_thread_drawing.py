"""The drawing of a school's thread: every node once, what leads to what, words that fit into their boxes."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest

from pdcli.i18n import LANGS, Lang
from pdcli.portfolio.school import load_school
from pdcli.render.lines import text_width
from pdcli.render.school_thread_drawing import COLUMNS, school_drawing
from pdcli.render.thread_boxes import GUTTER, MARGIN, PADDING, WIDTH
from pdcli.thread.school import SchoolTrace, school_trace
from tests.helpers import EXAMPLES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def village() -> SchoolTrace:
    return school_trace(load_school(EXAMPLES / "school-village"))


def svg(thread: SchoolTrace, year: int, lang: Lang) -> ElementTree.Element:
    text = re.search(r"<svg .*</svg>", school_drawing(thread.years[year], lang), re.DOTALL)
    assert text
    return ElementTree.fromstring(text[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def boxes(picture: ElementTree.Element) -> list[tuple[int, int, int, str]]:
    """(column, top, bottom, text uncut) of each box."""
    entries = []
    for group in picture.iter(f"{SVG}g"):
        rect, title = group.find(f"{SVG}rect"), group.find(f"{SVG}title")
        assert rect is not None
        assert title is not None
        top = int(rect.get("y", ""))
        column = (int(rect.get("x", "")) - MARGIN) // (WIDTH + GUTTER)
        entries.append((column, top, top + int(rect.get("height", "")), title.text or ""))
    return entries


def test_every_node_is_drawn_once_and_no_boxes_overlap(village: SchoolTrace) -> None:
    year = village.years[0]
    entries = boxes(svg(village, 0, "en"))
    for node in year.nodes:
        assert sum(" ".join((node.text or "").split()) in text.split("\n") for *_place, text in entries) == sum(
            other.text == node.text for other in year.nodes
        ), node.reference
    for column in range(len(COLUMNS)):
        places = sorted((top, bottom) for number, top, bottom, _text in entries if number == column)
        assert all(first[1] < second[0] for first, second in pairwise(places))


def test_a_line_stands_right_of_its_need_and_left_of_its_event(village: SchoolTrace) -> None:
    column = {text.split(" ")[0]: number for number, _top, _bottom, text in boxes(svg(village, 0, "en"))}
    assert [column[name] for name in ("notes/1/d1", "n4", "s1", "a7", "v2", "groups/tilder/t5", "k1", "c1")] == [
        0, 1, 2, 3, 4, 4, 5, 6,
    ]  # fmt: skip


def test_an_open_end_has_a_box_of_its_own(village: SchoolTrace) -> None:
    year = village.years[0]
    texts = [text for _column, _top, _bottom, text in boxes(svg(village, 0, "en"))]
    assert len(year.issues) > 0
    assert sum(text.startswith("Still open: no need") for text in texts) == len(year.issues)


@pytest.mark.parametrize("lang", LANGS)
def test_words_fit_into_their_boxes(lang: Lang, village: SchoolTrace) -> None:
    for group in svg(village, 0, lang).iter(f"{SVG}g"):
        for text in group.iter(f"{SVG}text"):
            assert text_width(text.text or "") <= WIDTH - 2 * PADDING + 1
