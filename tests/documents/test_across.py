"""A reference that may lead into any document of a school: what is one, and what is told of what is none."""

from pathlib import Path

import jsonschema_rs
import pytest

from pdcli.documents.form_reader import read_form
from pdcli.lint.engine import lint
from pdcli.lint.fix import fixed_texts, write_fixes
from pdcli.model.build import build_validator
from pdcli.model.forms import Form
from pdcli.model.schema import json_schema
from pdcli.portfolio.portfolio import load_portfolio

FORM = """\
kind: minutes
source: Own
title: Minutes
help: What was decided.
format: yaml
place: "minutes/{slug}"
fields:
- {key: line, type: reference, across: true, required: false, label: Line, help: A line., example: a3}
- {key: about, type: reference, across: true, many: true, required: false, label: About, help: Notes., example: [a3]}
"""
REFERENCES = ("a3", "2026-2027/a3", "2026-2027/notes/1/d1", "groups/math", "aigerim/2026-2027-1/g1", "school:s1",
              "school:2026-2027/notes/1", "research/сұрақ/lesson-study")  # fmt: skip
NO_REFERENCES = ("", "a 3", "groups/ math", "/groups/math", "groups//math", "groups/math/", "other:s1", "school:")


def own_form(root: Path, text: str = FORM) -> Form | None:
    path = root / "templates/minutes/form.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return read_form(path)[0]


def test_a_form_need_not_say_where_such_a_reference_leads(tmp_path: Path) -> None:
    assert own_form(tmp_path / "across")
    form, diagnostics = read_form(tmp_path / "across/templates/minutes/form.yaml")
    assert form and not diagnostics
    assert not own_form(tmp_path / "without", FORM.replace("across: true, required", "required"))


@pytest.mark.parametrize("value", (*REFERENCES, *NO_REFERENCES, 3, True, None, ["a3"]))
def test_schema_and_model_agree_on_what_is_a_reference(tmp_path: Path, value: object) -> None:
    form = own_form(tmp_path)
    assert form
    for data in ({"kind": "minutes", "line": value}, {"kind": "minutes", "about": [value]}):
        is_valid = build_validator(form)(data)[0] is not None
        assert is_valid == (value in REFERENCES or (value is None and "line" in data)), data
        assert jsonschema_rs.is_valid(json_schema(form, "en"), data) == is_valid, data


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("about: [groups\\math/k1]", "about: [groups\\math/k1]"),
        ("about: [groups / math / k1]", "about: [groups/math/k1]"),
        ("about: [a3 a4]", "about: [a3, a4]"),
        ("about: 2026-2027/notes/1; a3", "about: [2026-2027/notes/1, a3]"),
        ('line: "school: s1"', 'line: "school:s1"'),
        ("line: (2026–2027/a3)", "line: (2026–2027/a3)"),
        ("line: 2026–2027 / a3", "line: 2026-2027/a3"),
    ],
)
def test_what_means_one_reference_is_written_so(tmp_path: Path, typed: str, meant: str) -> None:
    own_form(tmp_path)
    path = tmp_path / "minutes/one.yaml"
    path.parent.mkdir()
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    path.write_text(f"kind: minutes\n{typed}\n", encoding="utf-8")
    write_fixes(fixed_texts(lint(load_portfolio(tmp_path))))
    assert path.read_text("utf-8") == f"kind: minutes\n{meant}\n"


@pytest.mark.parametrize("typed", ["about: [after the meeting]", "line: a3 a4", "line: the third line"])
def test_other_words_are_told_with_examples_and_stay(tmp_path: Path, typed: str) -> None:
    own_form(tmp_path)
    path = tmp_path / "minutes/one.yaml"
    path.parent.mkdir()
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    path.write_text(f"kind: minutes\n{typed}\n", encoding="utf-8")
    (found,) = [item for item in lint(load_portfolio(tmp_path)) if item.path == path.resolve()]
    assert (found.code, found.span.line, found.fix) == ("PD107", 2, None)
    assert "`groups/math/k1`" in found.hint.text("en")
