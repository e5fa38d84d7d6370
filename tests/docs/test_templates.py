"""The templates for issues: forms that GitHub takes, with their questions in three languages."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers import ROOT

FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
TYPES = {"markdown", "textarea", "input", "dropdown"}


def read(path: Path) -> dict[str, Any]:
    """A template as GitHub reads it."""
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_template_is_a_form(path: Path) -> None:
    form = read(path)
    assert set(form) == {"name", "description", "labels", "body"}
    assert {item["type"] for item in form["body"]} <= TYPES
    questions = [item for item in form["body"] if item["type"] != "markdown"]
    ids = [item["id"] for item in questions]
    assert len(ids) == len(set(ids)) >= 3
    assert any(item.get("validations", {}).get("required") for item in questions)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_template_asks_in_three_languages(path: Path) -> None:
    form = read(path)
    labels = [item["attributes"]["label"] for item in form["body"] if item["type"] != "markdown"]
    for text in (form["name"], form["description"], *labels):
        assert text.count(" · ") >= 1, text
        assert re.search("[а-яё]", text) and re.search("[a-z]", text), text


def test_there_is_one_for_a_bug_the_guideline_and_an_idea() -> None:
    assert [path.stem for path in FORMS] == ["1-bug", "2-guideline", "3-idea"]
    assert "SECURITY.md" in (ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml").read_text(encoding="utf-8")
