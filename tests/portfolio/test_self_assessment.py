"""A self-assessment shows what the guideline says of a level: while it is asked, and beside the one that was chosen."""

from pathlib import Path

import pytest

from tests.helpers import run_pd, write

REF = "reflections/levels.yaml"
PROFILE = "kind: portfolio\nname: A Teacher\nlang: en\n"
ASSESSMENT = "kind: self-assessment\ntitle: Levels\ncategory: {category}\nstages:\n  action:\n    level: expert\n"
# How the line of a category begins.
DESCRIPTORS = {
    "moderator": "Teacher-moderator: ",
    "expert": "Teacher-expert: ",
    "researcher": "Teacher-researcher: ",
    "master": "Teacher-master: ",
}


def lines_before(question: str, text: str) -> list[str]:
    """The lines above the first question of a label, from its row on."""
    lines = text.splitlines()
    end = next(number for number, line in enumerate(lines) if line.endswith(question))
    start = max(number for number, line in enumerate(lines[:end]) if not line.strip())
    return lines[start + 1 : end]


@pytest.mark.parametrize(
    ("category", "shown"), [("moderator", ["moderator", "expert"]), ("master", ["master"]), ('""', [])]
)
def test_fill_shows_the_own_category_and_the_next(category: str, shown: list[str], tmp_path: Path) -> None:
    text = ASSESSMENT.format(category=category)
    write(tmp_path, {"portfolio.yaml": PROFILE, REF: text})
    run = run_pd("fill", "--all", REF, cwd=tmp_path, lang="en", stdin="\n" * 100)
    above = lines_before("Qualification level", run.err)
    assert [key for key, start in DESCRIPTORS.items() for line in above if line.startswith(start)] == shown
    assert (tmp_path / REF).read_text(encoding="utf-8") == text


def test_the_category_of_the_portfolio_serves_where_the_document_has_none(tmp_path: Path) -> None:
    text = ASSESSMENT.replace("category: {category}\n", "")
    write(tmp_path, {"portfolio.yaml": PROFILE + "category: researcher\n", REF: text})
    run = run_pd("fill", "--all", REF, cwd=tmp_path, lang="en", stdin="\n" * 100)
    assert any(line.startswith("Teacher-master: ") for line in lines_before("Qualification level", run.err))


@pytest.mark.parametrize("target", ["md", "html"])
def test_the_page_shows_what_the_chosen_category_does(target: str, tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, REF: ASSESSMENT.format(category="moderator")})
    guide = run_pd("guide", "3", "--category", "expert", cwd=tmp_path, lang="en").out
    page = run_pd("render", REF, "--to", target, "--out", "-", cwd=tmp_path, lang="en").out
    descriptor = "Chooses effective teaching strategies deliberately"
    assert descriptor in " ".join(guide.split())
    # Beside the one row that is answered, and beside no other.
    assert page.count(descriptor) == 1
    assert page.count('<p class="note">') == (1 if target == "html" else 0)
