"""YAML as a teacher means it, with exact places."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pdcli.reading.yaml_flow import MAX_DEPTH
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_repair import parse
from pdcli.reading.yaml_result import Node
from tests.helpers import ROOT

BOTH = pytest.mark.parametrize("fast", [True, False], ids=["plain", "parser"])


@BOTH
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("012", "012"), ("12:30", "12:30"), ("1_000", "1_000"),
        ("1.50", "1.50"), ("2026-10-14", "2026-10-14"), ("1e3", "1e3"), ("0x1F", "0x1F"), ("+7", "+7"), ("-0", "-0"),
        ("7", 7), ("-2", -2), ("3.5", 3.5), ("0", 0), ("true", True), ("false", False), ("True", "True"),
        ("", None), ("~", None), ("null", None), ("'7'", "7"), ('"true"', "true"), ("Ә", "Ә"),
        (".5", ".5"), ("9" * 30, "9" * 30),
    ],
)  # fmt: skip
def test_a_plain_scalar_keeps_what_was_meant(text: str, value: object, fast: bool) -> None:
    result = read_yaml(f"k: {text}\n", fast=fast)
    assert not result.problems
    assert result.data["k"] == value
    assert type(result.data["k"]) is type(value)


@BOTH
@pytest.mark.parametrize(
    ("text", "loc", "expected"),
    [
        ("түйін: мән\n", ("түйін",), (7, 10)),
        ("a:\n  b: [x, 'ғ']\n", ("a", "b", 1), (12, 15)),
        ("a: |\n  бір\n  екі\nb: 1\n", ("b",), (20, 21)),
        ("a: {q: 1, w: 2}\n", ("a", "w"), (13, 14)),
        ("- a\n- b: 3\n", (1, "b"), (9, 10)),
        ("a: 1\r\nb: 2\r\n", ("b",), (9, 10)),
    ],
)
def test_places_are_code_points(text: str, loc: tuple[str | int, ...], expected: tuple[int, int], fast: bool) -> None:
    node = read_yaml(text, fast=fast).root
    for step in loc:
        assert node is not None
        node = node.children[step]
    assert node is not None
    assert (node.start, node.end) == expected


@BOTH
@pytest.mark.parametrize(
    ("text", "code", "start"),
    [
        ("a: 1\nb: 2\na: 3\n", "PD003", 10),
        ("a:\n\t- b\n", "PD002", 3),
        ("a: b: c\n", "PD002", 4),
        ("a: 'x\nb: 2\n", "PD002", 3),
        ("a: [1, 2\nb: 3\n", "PD002", 3),
        ("a: !!python/object:os.system x\n", "PD002", 3),
        ("a: *z\n", "PD002", 3),
        ("[a]: 1\n", "PD002", 0),
        ("a: 1\n---\nb: 2\n", "PD008", 5),
        ("a\x00b: 1", "PD009", 1),
        ("[" * 70 + "]" * 70, "PD007", MAX_DEPTH),
    ],
)
def test_each_mistake_has_its_code_and_place(text: str, code: str, start: int, fast: bool) -> None:
    problems = read_yaml(text, fast=fast).problems
    assert [(problem.code, problem.start) for problem in problems] == [(code, start)]
    assert problems[0].message and problems[0].hint.text("en")


def test_a_duplicate_key_names_both_places_and_the_first_counts() -> None:
    result = read_yaml("a: 1\na: 2\n")
    assert result.data == {"a": 1}
    assert result.problems[0].related[0][:2] == (0, 1)


def test_values_are_repeated_by_their_names_but_not_merged() -> None:
    result = read_yaml("x: &a {p: 1, q: &b 2}\ny: *a\nz: [*b]\n")
    assert (result.data, result.problems) == ({"x": {"p": 1, "q": 2}, "y": {"p": 1, "q": 2}, "z": [2]}, [])
    merged = read_yaml("x: &a {p: 1}\ny:\n  <<: *a\n")
    assert [(problem.code, problem.start) for problem in merged.problems] == [("PD002", 18)]


@BOTH
def test_an_alias_bomb_ends_quickly(fast: bool) -> None:
    lines = ["a: &a [" + ",".join("x" * 9) + "]"]
    lines += [f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]" for n in range(9)]
    assert [problem.code for problem in read_yaml("\n".join(lines), fast=fast).problems] == ["PD007"]


def test_offsets_count_from_where_the_text_begins() -> None:
    result = read_yaml("a: 1\na: 2\n", offset=100)
    assert result.problems[0].start == 105


def _shape(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _shape(value) for key, value in data.items()}
    return dict(enumerate(map(_shape, data))) if isinstance(data, list) else {}


def _shape_of_places(node: Node) -> Any:
    return {key: _shape_of_places(child) for key, child in node.children.items()}


PIECES = ["a", "b", ": ", ":", "- ", "-", "[", "]", "{", "}", ", ", "&a ", "*a", "! ", "!!str ", "<<", "# ", "|", ">-",
          "'", '"', "\\", "\n", "\n  ", "\n    ", "\t", "---", "...", "%", "7", "-1.5", "~", "true", "? "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("a: 1\na: 2\n")
@example("a: 1\n--- \n")
@example("a: &a 1\nb: *a\n")
@example("- !!str 7\n- ! 7\n- &b 7\n")
@example("? a\n: b\n? [c]\n")
@example("a: 1\n...\n%\n")
def test_data_is_the_same_whether_places_are_asked_for_or_not(text: str) -> None:
    """Only the ordinary is read in one go; everything else must end where the reader with places ends."""
    result, whole = read_yaml(text), parse(text)
    assert (result.data, result.problems) == (whole.data, whole.problems)
    assert repr(result.data) == repr(whole.data)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*/form.yaml")), ids=lambda path: path.parent.name)
def test_every_value_has_its_place(path: Any) -> None:
    result = read_yaml(path.read_text(encoding="utf-8"))
    assert result.root is not None
    assert _shape_of_places(result.root) == _shape(result.data) != {}


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_sign_that_some_programs_take_for_a_line_end_is_named_and_read_all_the_same(sign: str) -> None:
    text = f"title: бір{sign} екі{sign}үш\n"
    result = read_yaml(text)
    assert result.data == {"title": f"бір екі{sign}үш"}
    assert [(problem.code, problem.start) for problem in result.problems] == [("PD027", 10)]
    assert [(start, new) for start, _end, new in result.problems[0].fix] == [(10, ""), (15, " ")]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    ("text", "data"),
    [("kind: cycle{}\n", "cycle"), ("kind: {}cycle\n", "cycle"), ("kind: [{}f1, f2{}]\n", ["f1", "f2"])],
)
def test_such_a_sign_beside_a_word_is_no_part_of_it(sign: str, text: str, data: Any) -> None:
    result = read_yaml(text.replace("{}", sign))
    assert result.data == {"kind": data}
    assert [problem.code for problem in result.problems] == ["PD027"]


def test_a_backslash_that_makes_a_path_a_line_break_is_named() -> None:
    result = read_yaml('file: "evidence\\new.pdf"\ntext: "Бірінші.\\nЕкінші."\n')
    assert [(problem.code, problem.start) for problem in result.problems] == [("PD027", 15)]


def test_marks_of_a_merge_are_seen_inside_a_long_text() -> None:
    result = read_yaml("text: |\n  бір\n  <<<<<<< HEAD\n  екі\n  =======\n  үш\n  >>>>>>> other\n")
    assert [problem.code for problem in result.problems] == ["PD033"]
