"""From how many answers on the questions of a survey are shown."""

from pathlib import Path
from typing import Any

import pytest

from pdcli.documents.survey import has_too_few_answers
from tests.helpers import run_pd


@pytest.mark.parametrize(
    ("data", "hidden"),
    [
        ({"answered": 5}, False),
        ({"answered": 4}, True),
        ({"answered": "4"}, True),
        ({"answered": 0}, True),
        ({"answered": 4, "questions": [{"agree": 40}]}, True),
        ({}, False),
        ({"questions": None}, False),
        ({"questions": [{"question": "A"}, "B"]}, False),
        ({"questions": [{"agree": 2, "disagree": 2}]}, True),
        ({"questions": [{"agree": 2, "disagree": 2}, {"agree": 1, "partly": 3, "disagree": 1}]}, False),
        ({"answered": "many", "questions": [{"agree": "4"}]}, True),
        ({"questions": [{"agree": "two"}]}, True),
        ({"answered": True, "questions": [{"agree": 9}]}, False),
        ({"asked": 4, "answered": 40}, True),
        ({"asked": 30, "questions": [{"agree": -30, "disagree": 3}]}, True),
    ],
)
def test_questions_of_too_few_answers_are_hidden(data: dict[str, Any], hidden: bool) -> None:
    assert has_too_few_answers(data) is hidden


@pytest.mark.parametrize("wrong", ["", "type: nothing-known\n", "asked: many\n"])
def test_a_page_hides_them_even_where_the_document_has_faults(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "school.yaml").write_text("kind: school\n", encoding="utf-8")
    file = tmp_path / "school" / "climate.yaml"
    file.parent.mkdir()
    rows = "questions:\n  - {question: Can you speak openly?, agree: 1, disagree: 3}\n"
    file.write_text(f"kind: diagnostic\n{wrong}{rows}", encoding="utf-8")
    page = run_pd("render", str(file), "--to", "md", "--out", "-", cwd=tmp_path, lang="en").out
    assert "Fewer than 5 people answered" in page
    assert "speak openly" not in page


def test_a_page_hides_a_single_question_of_few_answers(tmp_path: Path) -> None:
    (tmp_path / "school.yaml").write_text("kind: school\n", encoding="utf-8")
    file = tmp_path / "school" / "climate.yaml"
    file.parent.mkdir()
    file.write_text(
        "kind: diagnostic\nasked: 20\nanswered: 20\nquestions:\n"
        "  - {question: Can you speak openly?, agree: 15, disagree: 2}\n"
        "  - {question: Were you ever punished?, agree: 2}\n",
        encoding="utf-8",
    )
    page = run_pd("render", str(file), "--to", "md", "--out", "-", cwd=tmp_path, lang="en").out
    assert "speak openly" in page
    assert "punished" not in page
    assert "1 question with fewer than 5 answers is not shown." in page
