"""The drawing of the thread: what stands in which column, words that fit into their boxes, nothing lost."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from pdcli.i18n import LANGS, Lang
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.render.lines import text_width
from pdcli.render.thread_boxes import GUTTER, MARGIN, PADDING, WIDTH
from pdcli.render.thread_drawing import COLUMNS, draw_thread, drawing
from pdcli.render.thread_list import as_markdown
from pdcli.render.thread_view import tree
from pdcli.thread.build import trace
from pdcli.thread.nodes import CycleTrace, NodeIssue, Place
from tests.helpers import EXAMPLES, Pd

SVG = "{http://www.w3.org/2000/svg}"


def cycle(name: str, number: int = 0) -> CycleTrace:
    return trace(load_portfolio(EXAMPLES / name)).cycles[number]


def svg(told: CycleTrace, lang: Lang = "kk") -> ElementTree.Element:
    text = re.search(r"<svg .*</svg>", draw_thread(told, lang), re.DOTALL)
    assert text
    return ElementTree.fromstring(text[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def columns(told: CycleTrace, lang: Lang = "kk") -> list[list[str]]:
    """The heads of the boxes, column by column, from top to bottom."""
    found: list[list[tuple[float, str]]] = [[] for _column in COLUMNS]
    for group in svg(told, lang).iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        heads = [text.text or "" for text in group.iter(f"{SVG}text") if text.get("class") == "head"]
        column = (int(rect.get("x", "")) - MARGIN) // (WIDTH + GUTTER)
        found[column].append((float(rect.get("y", "")), " ".join(heads)))
    return [[head for _y, head in sorted(column)] for column in found]


def test_nodes_stand_in_the_columns_of_the_thread() -> None:
    assert columns(cycle("aigerim"), "en") == [
        ["f1 Difficulty", "f3 Difficulty", "f2 Difficulty", "f4 Success"],
        ["r1 Growth area", "r2 Growth area"],
        ["g1 Goal", "g2 Goal"],
        ["Plan", "Plan", "Tried", "Plan", "Tried"],
        ["Result", "Result"],
        ["c2 Correction", "c1 Correction"],
        ["2025-2026-2", "2025-2026-2"],
    ]


def test_what_is_carried_over_stands_beside_the_area_that_continues_it() -> None:
    told = cycle("aigerim", 1)
    assert columns(told, "en")[:2] == [
        ["2025-2026-1/c2 Carried over", "f1 Difficulty", "2025-2026-1/c1 Carried over", "2025-2026-1/g2 Carried over",
         "f2 Difficulty", "f3 Success"],
        ["r1 Growth area", "r2 Growth area"],
    ]  # fmt: skip
    lane = as_markdown(tree(told, "en")[1:2], "en").splitlines()
    assert lane[1].startswith("  - **2025-2026-1/c1** Carried over: Критерийді мұғалім бермейді")
    assert lane[2].startswith("  - **2025-2026-1/g2** Carried over: Оқушылар балын")


def test_what_is_missing_stands_where_it_should_be() -> None:
    assert columns(cycle("broken"), "en") == [
        ["Break", "Break", "Break", "Break", "f1 Difficulty"],
        ["r1 Growth area", "r2 Growth area", "Break", "Break", "Break"],
        ["Break", "Break", "g1 Goal", "g2 Goal", "g3 Goal", "Break", "Break", "Break", "Break"],
        ["Break", "Break", "Break", "Plan", "Plan", "Tried"],
        ["Result", "Break", "Break", "Result"],
        ["Break", "c1 Correction"],
        ["Still open"],
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["aigerim", "stepnoe", "daniyar", "broken"])
def test_every_line_fits_into_its_box_and_no_box_covers_another(name: str, lang: Lang) -> None:
    boxes: list[tuple[int, int, int]] = []
    for group in svg(cycle(name), lang).iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        x, y, height = (int(rect.get(key, "")) for key in ("x", "y", "height"))
        for text in group.iter(f"{SVG}text"):
            assert text_width(text.text or "") <= WIDTH - 2 * PADDING
            assert y < float(text.get("y", "")) < y + height
        assert all(other_x != x or y >= other_y + high or other_y >= y + height for other_x, other_y, high in boxes)
        boxes.append((x, y, height))
    whole = svg(cycle(name), lang)
    assert max(y + height for _x, y, height in boxes) <= int(whole.get("height", ""))
    assert max(x for x, _y, _height in boxes) + WIDTH <= int(whole.get("width", ""))


def test_the_list_says_all_that_the_drawing_shows() -> None:
    told = cycle("aigerim")
    listed = re.sub(r"<svg .*</svg>", "", draw_thread(told, "kk"), flags=re.DOTALL)
    for node in told.nodes:
        assert f"<code>{node.place.file}:{node.place.line}</code>" in listed
        assert (node.text or "") in listed
        assert all(item.id in listed for item in node.evidence)


def test_the_drawing_has_a_text_alternative() -> None:
    whole = svg(cycle("broken"), "en")
    assert whole.get("role") == "img"
    title, description = whole.find(f"{SVG}title"), whole.find(f"{SVG}desc")
    assert title is not None and title.text == "Golden thread of the cycle 2025-2026-1"
    assert description is not None
    assert description.text == "Breaks: 21. Still open: 1. The list below says the same."
    assert 'tabindex="0" role="region"' in drawing(cycle("broken"), "en")


def test_breaks_are_told_by_words_and_lines_not_only_by_colour() -> None:
    text = draw_thread(cycle("broken"), "kk")
    assert text.count('<g class="break">') == text.count("<title>Үзіліс:") + 2, "two results say it inside their boxes"
    assert '<path class="gap"' in text
    style = (Path(__file__).parents[2] / "templates" / "_base" / "style.css.j2").read_text(encoding="utf-8")
    assert re.search(r"\.thread g\.break rect\{[^}]*stroke-dasharray", style)
    assert re.search(r"\.thread path\.gap\{[^}]*stroke-dasharray", style)


def test_nothing_to_draw() -> None:
    assert (
        draw_thread(cycle("first-week"), "en") == '<p class="open">No part of the thread has been written here yet.</p>'
    )
    hidden = CycleTrace("x", None, None, None, None, is_private=True)
    assert "private" in draw_thread(hidden, "en") and "<svg" not in draw_thread(hidden, "en")


def test_a_break_of_a_cycle_without_nodes_is_not_lost() -> None:
    place = Place("cycles/x/cycle", "cycles/x/cycle.yaml", 6)
    issue = NodeIssue("unknown-previous-cycle", "break", "", place, ("y",))
    told = CycleTrace("x", None, None, "y", None, False, issues=(issue,))
    assert columns(told, "en")[0] == ["Break"]
    assert "there is no earlier cycle y" in draw_thread(told, "en")


@pytest.mark.parametrize(("target", "page"), [((), "portfolio"), (("cycles/2025-2026-2",), "cycles/2025-2026-2")])
def test_pages_of_cycles_and_portfolios_show_it(target: tuple[str, ...], page: str, pd: Pd, tmp_path: Path) -> None:
    run = pd("render", *target, "--to", "html,md", "--out", str(tmp_path), cwd=EXAMPLES / "aigerim", lang="kk")
    assert run.code == 0
    told = cycle("aigerim", 1)
    assert draw_thread(told, "kk") in (tmp_path / f"{page}.html").read_text(encoding="utf-8")
    assert as_markdown(tree(told, "kk"), "kk") in (tmp_path / f"{page}.md").read_text(encoding="utf-8")
