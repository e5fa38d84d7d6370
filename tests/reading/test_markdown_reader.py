"""Front matter, headings, comments: each has a defined result, and no text is dropped."""

import re
from collections.abc import Iterator

import pyromark
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pdcli.documents.form_library import FormLibrary
from pdcli.model.forms import Form
from pdcli.portfolio.links import links_in
from pdcli.reading.markdown_blocks import divide
from pdcli.reading.markdown_reader import MarkdownResult, read_markdown

FRONT = "---\nkind: lesson-analysis\n---\n"
GOAL = "## 1. Сабақтың мақсаты қандай?\n"


def _form() -> Form:
    form = FormLibrary().get("lesson-analysis")
    assert form is not None
    return form


def _read(text: str) -> MarkdownResult:
    return read_markdown(text, lambda _front: _form())


def _answers(text: str) -> dict[str, str]:
    return {section.key: section.value for section in _read(text).sections if section.key}


@pytest.mark.parametrize(
    "heading",
    [
        "## 1. Сабақтың мақсаты қандай?",
        "## САБАҚТЫҢ МАҚСАТЫ ҚАНДАЙ",
        "## Какова цель урока?",
        "## What was the goal of the lesson?",
        "## Мақсат <!-- field: goal -->",
        "Сабақтың мақсаты қандай?\n---",
        "##   1)  Сабақтың   мақсаты қандай ?  ##",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_heading_finds_its_field(heading: str, newline: str) -> None:
    text = f"{FRONT}\n{heading}\n\nжауап\n\nекінші\n".replace("\n", newline)
    assert _answers(text) == {"goal": "жауап\n\nекінші"}
    assert _read(text).problems == []


def test_a_long_label_is_found_without_its_brackets() -> None:
    assert _answers(FRONT + "## Қандай нәтижелер сәттілікті дәлелдейді?\nа\n") == {"evidence": "а"}


@pytest.mark.parametrize(
    "inner",
    ["> ## Сабақ\n", "```\n## Сабақ\n```\n", "- бір\n\n  ## Сабақ\n", "### Сабақ\n", "    ## код\n"],
    ids=["quote", "fence", "list", "level-three", "indented"],
)
def test_inner_headings_belong_to_the_answer(inner: str) -> None:
    result = _read(FRONT + GOAL + "\nмәтін\n\n" + inner)
    assert result.problems == []
    assert inner.strip("\n") in next(section.value for section in result.sections if section.key == "goal")


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("<!-- кеңес -->\n", ""),
        ("<!-- кеңес\n\nұзақ -->\n\nжауап\n", "жауап"),
        ("бір <!-- кеңес --> екі\n", "бір  екі"),
        ("`<!-- код -->`\n", "`<!-- код -->`"),
        ("```\n<!-- код -->\n```\n", "```\n<!-- код -->\n```"),
    ],
)
def test_comments_are_no_part_of_an_answer(body: str, answer: str) -> None:
    assert _answers(FRONT + GOAL + body)["goal"] == answer


@pytest.mark.parametrize(
    ("body", "code", "kept"),
    [
        ("Мәтін\n\n" + GOAL, "PD011", "Мәтін"),
        ("## Белгісіз\nмәтін\n", "PD012", "мәтін"),
        (GOAL + "а\n\n" + GOAL + "б\n", "PD013", "б"),
        ("## Күні\n14 қазан\n", "PD018", "14 қазан"),
        (GOAL + "<!-- жабылмаған\n\nмәтін\n", "PD015", "<!-- жабылмаған\n\nмәтін"),
    ],
)
def test_text_in_the_wrong_place_is_reported_and_kept(body: str, code: str, kept: str) -> None:
    result = _read(FRONT + body)
    assert [problem.code for problem in result.problems] == [code]
    assert kept in [section.value for section in result.sections]


def test_front_matter_that_never_ends() -> None:
    text = "---\nkind: lesson-analysis\ntopic: а\n\n" + GOAL + "б\n"
    (problem,) = _read(text).problems
    assert (problem.code, text.count("\n", 0, problem.start)) == ("PD010", 3)
    assert _answers(text) == {"goal": "б"}


def test_an_answer_in_both_places() -> None:
    text = "---\nkind: lesson-analysis\ngoal: а\n---\n" + GOAL + "б\n"
    assert [problem.code for problem in _read(text).problems] == ["PD014"]


def test_markdown_without_front_matter_is_no_document() -> None:
    result = _read("# Оқу\n")
    assert result.front is None and result.problems == []


def test_every_line_of_an_answer_knows_its_line_in_the_file() -> None:
    text = FRONT + GOAL + "\n<!-- а\nб -->\nбір\n\nекі\n"
    section = next(section for section in _read(text).sections if section.key == "goal")
    lines = text.split("\n")
    assert [lines[number - 1] for number in section.lines] == section.value.split("\n")


def test_the_first_heading_of_level_one_is_the_title() -> None:
    assert _answers(FRONT + "# Бөлшектер\n\n" + GOAL + "а\n") == {"title": "Бөлшектер", "goal": "а"}


def test_another_heading_of_level_one_is_a_line_of_the_answer() -> None:
    assert _answers(FRONT + GOAL + "а\n\n# 1 топ\nмәтін\n") == {"goal": "а\n\n# 1 топ\nмәтін"}
    assert _read(FRONT + GOAL + "а\n\n# 1 топ\nмәтін\n").problems == []


PIECES = ["# ", "## ", "### ", "#", "##", "\n", "\n\n", "\n## ", "сабақ", "a", " ", "    ", "\t", "- ", "1. ", "> ", "-", "=",
          "---\n", "* * *", "*", "_", "`", "~", "&amp;", "[a]", "(b)", "\\", "\u00a0", "\v", "\f", "\x1f", "#\n"]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("## а\n#\tб\n")
@example("- ```\n  ## а\n  ```\n# б\n")
@example("~~~~\n# а\n~~~\n# б\n~~~~\n# в\n")
def test_headings_are_those_of_a_markdown_parser(body: str) -> None:
    # A line of strokes below a text is no heading here, and an indented heading may be one in a list there.
    # Readers do not agree on control characters behind such signs, which are a finding of their own.
    other = re.compile(r"^[ \t]*(?:=+|-+)[ \t]*$|[#=-][ \t]*[\v\f]", re.MULTILINE)
    if other.search(body):
        return
    text = f"---\n{body}"
    own = [(item.level, item.start) for item in divide(text, 4, lambda _text: False).headings]
    assert own == [(level, start) for level, start in _headings_of_the_parser(text, 4) if text[start - 1] == "\n"]


def _headings_of_the_parser(text: str, start: int) -> Iterator[tuple[int, int]]:
    depth, raw = 0, text[start:].encode()
    for event, place in pyromark.events_with_range(text[start:], options=pyromark.Options.ENABLE_TABLES):
        if isinstance(event, dict) and "Start" in event:
            what = event["Start"]
            if depth == 0 and isinstance(what, dict) and "Heading" in what and what["Heading"]["level"] in ("H1", "H2"):
                yield int(what["Heading"]["level"][1]), start + len(raw[: place["start"]].decode())
            depth += 1
        elif isinstance(event, dict) and "End" in event:
            depth -= 1


@pytest.mark.parametrize(
    "text",
    ["--> " * 50_000, "-->\n" * 50_000, "x --> " * 50_000, "1. ## " * 50_000, "x ## y " * 25_000, "&lt;!-- " * 10_000,
     "[a](b)\n" + "`" * 100_000, "[a](" * 25_000 + "\n" + "~" * 100_000 + "]", "## a\n" * 50_000, "[" * 100_000, "<!-- " * 25_000],
    ids=range(11),
)  # fmt: skip
def test_long_texts_are_read_in_no_long_time(text: str) -> None:
    # Anything that looks at a sign for each other sign would not end.
    result = _read(f"{FRONT}\n{text}\n")
    assert result.front and result.sections
    assert len(list(links_in(text))) <= text.count("](")
