"""The reader for plain lines: what it reads is what the parser reads, and what it does not know it leaves alone."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pdcli.discovery.files import shipped_forms
from pdcli.model.documents import CLASSES
from pdcli.reading.plain_yaml import plain_data
from pdcli.reading.yaml_repair import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# мәтін\n\nkind: cycle\nfocus:\nclass: 7 «Ә»\n", {"kind": "cycle", "focus": None, "class": "7 «Ә»"}),
        ("a: 7\nb: 3.5\nc: 012\nd: yes\ne: true\nf: 2026-10-14\n",
         {"a": 7, "b": 3.5, "c": "012", "d": "yes", "e": True, "f": "2026-10-14"}),
        ("a: бірінші\n  екінші\n    үшінші\nb: x\n", {"a": "бірінші екінші үшінші", "b": "x"}),
        ("a: |-\n  бір\n\n   екі\nb: |\n  үш\n\n", {"a": "бір\n\n екі", "b": "үш\n"}),
        ("a: 'б: в'\nb: \"# х\"\nc: [e1, e2]\nd: []\n", {"a": "б: в", "b": "# х", "c": ["e1", "e2"], "d": []}),
        ("rows:\n  - id: e1\n    why: х\n  # ескерту\n  - id: e2\nlist:\n- бір\n- екі\n",
         {"rows": [{"id": "e1", "why": "х"}, {"id": "e2"}], "list": ["бір", "екі"]}),
        ("a: {kk: \"б: в, г\", ru: 'x', n: 7}\nb: {}\n", {"a": {"kk": "б: в, г", "ru": "x", "n": 7}, "b": {}}),
        ("rows:\n  - {key: a, label: {kk: \"x\"}, of: [e1, {b: []}]}\n",
         {"rows": [{"key": "a", "label": {"kk": "x"}, "of": ["e1", {"b": []}]}]}),
        ("a:\n  b:\n    c: x\n  d: y\n", {"a": {"b": {"c": "x"}, "d": "y"}}),
        ("- a: x\n- y\n", [{"a": "x"}, "y"]),
        ("a: &x {kk: б}\nb: *x\nc: &y [e1]\nd:\n  - *y\n  - *x\n",
         {"a": {"kk": "б"}, "b": {"kk": "б"}, "c": ["e1"], "d": [["e1"], {"kk": "б"}]}),
        ("a: &x\n  b: y\n  c: &z\n    - w\nd: *x\ne: *z\n",
         {"a": {"b": "y", "c": ["w"]}, "d": {"b": "y", "c": ["w"]}, "e": ["w"]}),
        ("a: {kz-2025: [\"1.2\"]}\n", {"a": {"kz-2025": ["1.2"]}}),
        ("a: 'бір:\n    екі  \n  # үш'\nb:\n  c: \"x\n   y\"\n  d: z\n", {"a": "бір: екі # үш", "b": {"c": "x y", "d": "z"}}),
        ("a: [мәтінді есеп, 6-сынып, true x]\nb: {c: d e}\n", {"a": ["мәтінді есеп", "6-сынып", "true x"], "b": {"c": "d e"}}),
    ],
)  # fmt: skip
def test_plain_lines_are_read(text: str, expected: Any) -> None:
    data = plain_data(text)
    assert repr(data) == repr(expected)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "a: x", "a: 1\na: 2\n", "a: x: y\n", "a: x #y\n", "a: x\n # y\n z\n", "a: &b x\n", "a: *b\n", "a: !c x\n",
        "a: 'it''s'\n", "a: 'x\n'\n", "a: 'x\n\n  y'\n", "a: '\n  y'\n", "a: 'x\n  y''z'\n", "a: 'x\n  y' z\n", "a: \"x\\\n  y\"\n",
        "a:\n  b: 'x\n  y'\n", "- a: 'x\n    y'\n", "a: |\n  b: 'x\n    y'\nc: 'x\n  y'\n", "a: \"\\n\"\n", "a: >-\n  x\n", "a: |+\n  x\n", "a: |-\n    x\n  y\n", "a:\tx\n",
        "a: x\r\n", "---\na: x\n", "a: x\n...\n", "? a\n", "a: x\nb\n", "a: x\n  b: y\n", "a: 'x'\n  - y\n", "- - x\n", "-\n",
        "a: x\u2028y\n", "a: \x01\n", "a: - x\n", "a: [x: y]\n", "a: [x\n", "a: {x}\n", "a: {b: c, b: d}\n",
        "a: &b\n  c: *b\n", "a: &b\n", "a: &b\nc: x\n", "a: &b\n- c\n", "a: &b [x]\nc: &b [y]\n", "a: &b [x]\nc: *d\n",
        "a: &b [x]\nc: *b # y\n", "a: &b {c: *b}\n", "a: &b 'x'\n", "a: &b |\n  x\n", "a: &b &c [x]\n", "a: & [x]\n",
        f"a: &b [{'x, ' * 20_000}x]\n" + "".join(f"c{number}: *b\n" for number in range(200)),
        "a: {b: }\n", "a: {b: 'x''y'}\n", "a: {b: \"\\n\"}\n", "a: {b: x} y\n", "a: {b: x} # y\n",
        "a: {b: x,}\n", "a: {b: *c}\n", "a: {'b': x}\n", "a: {b: c: d}\n", f"a: {'[' * 20}{']' * 20}\n", "  a: x\nb: y\n", f"{'a' * 2000}: x\n",
    ],
)  # fmt: skip
def test_all_else_is_left_to_the_parser(text: str) -> None:
    assert plain_data(text) is None


LINES = ["a: 'x", "m: \"x y", "o: \"", "x'", "y z\"", "a: x", "b: 7", "c:", "d: |-", "e: 'x: y'", "f: [e1, e2]", "- x", "- a: x", "- b:", "x", "# x", "", " ", "x: ", ": x",
         "|", "a: |", "x #y", "- |-", "---", "'x'", "[x]", "-",
         "g: {a: x, b: 'y'}", "h: &m {a: x}", "i: *m", "- *m", "j: &n", "k: *n", "l: &m [x]", "- {a: [x], b: \"y\"}"]  # fmt: skip
INDENTS = st.sampled_from(["", "", "", " ", "  ", "  ", "    "])


@given(st.lists(st.tuples(INDENTS, st.sampled_from(LINES)).map("".join), max_size=12).map("\n".join))
@example("a: |-\n  \n    x")
@example("c:\n- x\n- b:\n  - x\na: x")
def test_the_parser_reads_the_same(text: str) -> None:
    data = plain_data(text + "\n")
    if data is not None:
        parsed = parse(text + "\n")
        assert (repr(data), []) == (repr(parsed.data), parsed.problems)


@given(
    st.lists(
        st.sampled_from(["[", "]", "{", "}", ",", ", ", "a: ", "b: ", "x", "7", "'y: z'", '"w"', " ", "-", ":", "#"])
    )
)
@example(["{", "a: ", "x", ",", "b: ", "[", "x", ",", "7", "]", "}"])
@example(["[", "x", ",", "]"])
def test_the_parser_reads_the_same_in_brackets(parts: list[str]) -> None:
    text = f"k: {''.join(parts)}\n"
    data = plain_data(text)
    if data is not None:
        parsed = parse(text)
        assert (repr(data), []) == (repr(parsed.data), parsed.problems)


def test_forms_of_every_portfolio_need_no_parser() -> None:
    """Loading the parser takes longer than reading all of them."""
    for kind in (*CLASSES, "lesson-analysis", "self-assessment"):
        assert plain_data(shipped_forms()[kind].read_text(encoding="utf-8")), kind
