"""A text where rows belong, as earlier documents have it: it is read as the only row, and written so."""

from pathlib import Path

import pytest

from pdcli.errors import UserError
from pdcli.model.documents import SchoolCycle
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.scaffold.saving import read, save
from tests.helpers import Pd, write

TYPED = [
    "1) Үлгі. 2) Мысал",
    "'Үлгі: екі # бір'",
    '"Үлгі \\" мысал"',
    "\n  Үлгі келесі\n  жолда",
    "'Үлгі\n  екі жолда'",
    ">-\n  1) Үлгі\n  2) Мысал\n\n   шегініс\n",
    "|\n  Үлгі\n    шегініс\n\n  мысал # таңба\n",
    "|2-\n    шегіністен\n  басталды\n",
    "|+\n  Үлгі\n\n\n",
]


def _portfolio(root: Path, name: str, text: str) -> Portfolio:
    write(root, {"school.yaml": "kind: school\nlang: kk\n", name: text.encode()})
    return load_portfolio(root)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("typed", TYPED)
def test_no_sign_of_it_is_lost(pd: Pd, tmp_path: Path, typed: str, newline: str) -> None:
    before = f"kind: growth-diary\ngoal: {typed}\n".replace(": \n", ":\n").replace("\n", newline)
    text = before.replace("growth-diary", "school-cycle").replace("goal:", "decisions:")
    expected = _portfolio(tmp_path / "like", "x.yaml", before).of_kind("growth-diary")[0].data["goal"]
    (document,) = _portfolio(tmp_path, "x.yaml", text).of_kind("school-cycle")
    assert isinstance(document.model, SchoolCycle)
    assert [(row.id, row.text) for row in document.model.decisions] == [("k1", expected)]
    assert [(item.code, item.span.line) for item in document.diagnostics] == [("PD102", 3 if typed[0] == "\n" else 2)]
    assert pd("lint", "--fix", "x.yaml", cwd=tmp_path).code == 0
    (fixed,) = load_portfolio(tmp_path).of_kind("school-cycle")
    assert fixed.data["decisions"] == [{"id": "k1", "text": expected}] and fixed.diagnostics == []
    assert b"\r" not in (tmp_path / "x.yaml").read_bytes().replace(b"\r\n", b"")


def test_other_answers_and_remarks_stay_where_they_are(pd: Pd, tmp_path: Path) -> None:
    text = "kind: school-cycle\n# Шешімдер\ndecisions:  # ескерту\n  Үлгі\n# Күні\ndate: 2026-06-01\n"
    _portfolio(tmp_path, "x.yaml", text)
    assert pd("lint", "--fix", "--select", "PD102", "x.yaml", cwd=tmp_path).code == 0
    fixed = text.replace("decisions:  # ескерту\n  Үлгі", "decisions:\n  - id: k1\n    text:  # ескерту\n      Үлгі")
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == fixed


def test_in_front_matter(pd: Pd, tmp_path: Path) -> None:
    _portfolio(tmp_path, "x.md", "---\nkind: approbation\ncorrections: Үлгі\n---\n")
    assert pd("lint", "--fix", "--select", "PD102", "x.md", cwd=tmp_path).code == 0
    fixed = "---\nkind: approbation\ncorrections:\n  - id: c1\n    text: Үлгі\n---\n"
    assert (tmp_path / "x.md").read_text(encoding="utf-8") == fixed


@pytest.mark.parametrize("text", ["decisions: 7", "decisions: [Үлгі]", "goals: Үлгі", "decisions: '  '"])
def test_what_may_mean_something_else_stays(pd: Pd, tmp_path: Path, text: str) -> None:
    kind = "design" if "goals" in text else "school-cycle"
    before = f"kind: {kind}\n{text}\n"
    _portfolio(tmp_path, "x.yaml", before)
    pd("lint", "--fix", "--select", "PD102", "x.yaml", cwd=tmp_path)
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == before


def test_an_answer_beside_it_is_refused_until_it_is_mended(tmp_path: Path) -> None:
    portfolio = _portfolio(tmp_path, "x.yaml", "kind: school-cycle\ndecisions: Үлгі\n")
    path = tmp_path / "x.yaml"
    with pytest.raises(UserError, match="lint"):
        save(portfolio, path, read(portfolio, path), ("decisions", 0, "owner"), "директор")
    assert path.read_text(encoding="utf-8") == "kind: school-cycle\ndecisions: Үлгі\n"
