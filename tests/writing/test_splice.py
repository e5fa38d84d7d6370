"""Writing back: what is written is read again, and nothing else changes."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pdcli.documents.form_library import FormLibrary
from pdcli.errors import UserError
from pdcli.model.forms import Form
from pdcli.reading.markdown_reader import read_markdown
from pdcli.reading.yaml_reader import read_yaml
from pdcli.writing.splice import normalise, set_answer

LIBRARY = FormLibrary()
MARKDOWN = """---
kind: lesson-analysis  # түрі
status: draft
date:   # күні
---

## 1. Сабақтың мақсаты қандай?

<!-- кеңес -->

## 2. Сабақтың мақсатына қол жеткізілді ме?

ескі жауап
"""
YAML = """# басы
kind: cycle
period:
  start: 2026-09-01  # бірінші
  end:
focus:   # бағыт
carried_over:
  - from: 2025-2026-1/c1
    text: "тырнақша"   # екі
# соңы
"""
TEXTS = st.text(alphabet=st.sampled_from("abәғқ#:-'\"{}[]&*!|>%@`\n\n \t<>=~0 1,?\\"), max_size=60) | st.text(
    max_size=30
)
NEWLINES = st.sampled_from(["\n", "\r\n"])


def _form(kind: str) -> Form:
    form = LIBRARY.get(kind)
    assert form is not None
    return form


@settings(max_examples=400, deadline=None)
@given(TEXTS, NEWLINES)
def test_an_answer_in_markdown_is_read_again(text: str, newline: str) -> None:
    form = _form("lesson-analysis")
    before = MARKDOWN.replace("\n", newline)
    after = set_answer(before, True, form, ("goal",), text, "kk")
    result = read_markdown(after, lambda _front: form)
    assert result.front is not None
    answers = {section.key: section.value for section in result.sections if section.key}
    assert (answers.get("goal") or result.front.data.get("goal") or "") == normalise(text)
    assert answers["goal_reached"] == "ескі жауап"
    position = 0
    for line in before.split(newline):
        found = after.find(line, position)
        assert found >= 0
        position = found + len(line)


@settings(max_examples=400, deadline=None)
@given(
    TEXTS,
    NEWLINES,
    st.sampled_from([("focus",), ("carried_over", 0, "text"), ("carried_over", 1), ("period", "end"), ("previous",)]),
)
@example("a\tb\ue009", "\n", ("focus",))
@example("\ue009", "\n", ("focus",))
def test_an_answer_in_yaml_is_read_again(text: str, newline: str, loc: tuple[str | int, ...]) -> None:
    value: Any = {"from": text, "text": text} if loc == ("carried_over", 1) else text
    before = YAML.replace("\n", newline)
    after = set_answer(before, False, _form("cycle"), loc, value, "kk")
    data = read_yaml(after).data
    for step in loc:
        data = data[step]
    assert data == normalise(value)
    untouched = [line for line in before.split(newline) if not line.lstrip().startswith(str(loc[-1]) + ":")]
    remaining = iter(after.split(newline))
    assert all(any(line == other for other in remaining) for line in untouched)


@pytest.mark.parametrize(
    ("loc", "value", "changed"),
    [
        (("focus",), "Бағыт", ("focus:   # бағыт", "focus: Бағыт   # бағыт")),
        (("status",), "final", ("kind: cycle\n", "kind: cycle\nstatus: final\n")),
        (("period", "end"), "2026-12-31", ("  end:\n", "  end: 2026-12-31\n")),
        (("carried_over", 0, "text"), "жаңа", ('"тырнақша"', "жаңа")),
        (("focus",), "бір\nекі", ("focus:   # бағыт", "focus: |-  # бағыт\n  бір\n  екі")),
    ],
)
def test_only_what_changed_changes(loc: tuple[str | int, ...], value: str, changed: tuple[str, str]) -> None:
    assert set_answer(YAML, False, _form("cycle"), loc, value, "kk") == YAML.replace(*changed)


def test_comments_behind_a_list_stay_when_the_list_is_replaced() -> None:
    after = set_answer(YAML, False, _form("cycle"), ("carried_over",), [{"from": "а", "text": "б"}], "kk")
    assert after.endswith("\n# соңы\n") and "focus:   # бағыт" in after


@pytest.mark.parametrize("end", ["", "  # соңы", "\n# соңы"])
def test_a_list_in_brackets_is_replaced_whole(end: str) -> None:
    text = f"---\nkind: action\nattachments: [e1, e3]{end}\nmethods: [lessons]\n---\n"
    after = set_answer(text, True, _form("action"), ("attachments",), ["e1", "e2"], "kk")
    document = read_markdown(after, lambda _front: _form("action"))
    assert document.front and document.front.data == {
        "kind": "action", "attachments": ["e1", "e2"], "methods": ["lessons"]
    }  # fmt: skip
    assert after.count("соңы") == text.count("соңы")


def test_a_broken_document_is_not_touched() -> None:
    with pytest.raises(UserError):
        set_answer("kind: cycle\nfocus: 'а\n", False, _form("cycle"), ("focus",), "б", "kk")
