"""The page of a development route shows the career step of the teacher's category above its questions."""

from pathlib import Path

import pytest

from pdcli.i18n import Lang
from tests.helpers import run_pd, write

REF = "routes/plan.md"
PROFILE = "kind: portfolio\nname: A Teacher\nlang: en\n"
PLAN = "---\nkind: development-route\n---\n## What do I want? (Goals)\n\nTo ask better questions.\n"
STEPS: dict[Lang, tuple[str, str, str]] = {
    "en": ("Career step", "Step 3. Teacher-expert. Tutoring and designing growth", "Helps colleagues set SMART goals."),
    "ru": ("Карьерная ступень", "Ступень 3. Педагог-эксперт.", "SMART"),
    "kk": ("Мансаптық саты", "3-саты. Педагог-сарапшы. Тьюторлық және өсуді жобалау", "SMART"),
}


@pytest.mark.parametrize("lang", STEPS)
@pytest.mark.parametrize("target", ["html", "md"])
def test_a_page_shows_the_step_of_the_category(target: str, lang: Lang, tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE + "category: expert\n", REF: PLAN})
    page = run_pd("render", REF, "--to", target, "--out", "-", cwd=tmp_path, lang=lang).out
    label, name, expected = STEPS[lang]
    step, questions = page.index(label), page.index("To ask better questions.")
    assert step < page.index(name) < page.index(expected) < questions
    # No other step is beside it.
    assert sum(name[:8] in line for line in page.splitlines()) == 1
    assert not any(other in page for other in ("Teacher-master", "Педагог-мастер", "Педагог-шебер"))
    assert (tmp_path / REF).read_text(encoding="utf-8") == PLAN


def test_a_page_without_a_category_shows_no_step(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, REF: PLAN})
    page = run_pd("render", REF, "--to", "html", "--out", "-", cwd=tmp_path, lang="en").out
    assert "To ask better questions." in page
    assert "Career step" not in page


def test_other_documents_show_no_step(tmp_path: Path) -> None:
    sheet = "kind: education-route\ntitle: Route\ndirections:\n  courses:\n    product: Notes\n"
    write(tmp_path, {"portfolio.yaml": PROFILE + "category: expert\n", "routes/route.yaml": sheet})
    page = run_pd("render", "routes/route.yaml", "--to", "md", "--out", "-", cwd=tmp_path, lang="en").out
    assert "Notes" in page
    assert "Career step" not in page
