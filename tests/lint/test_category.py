"""8xx: they remind after a finished cycle, and one of what the guideline lists is enough."""

import re
from pathlib import Path

import pytest

from pdcli.diagnostics import Severity
from pdcli.lint.engine import lint
from pdcli.lint.rules import RULES
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import EXAMPLES

CYCLE = "cycles/2025-2026-1/"
ANSWERS = {
    "lesson-analysis": "goal: Бөлшек\n", "self-analysis": "goal_link: Байланысты\n",
    "experience-justification": "novelty: Жаңа\n", "experience-description": "topic_and_idea: Идея\n",
    "research-plan": "problem: Мәселе\n", "action-research": "question: Сұрақ\n", "lesson-study": "research_question: Сұрақ\n",
    "article": "abstract: Аңдатпа\n", "self-assessment": "stages: {action: {level: expert}}\n", "mentoring": "rules: Ереже\n",
}  # fmt: skip


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A moderator who aims at expert and has finished a cycle, and nothing else."""
    _write(tmp_path, "portfolio.yaml", "kind: portfolio\ncategory: moderator\ntarget_category: expert\n")
    _write(tmp_path, CYCLE + "5-approbation.yaml", "kind: approbation\nstatus: final\n")
    return tmp_path


def _write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def _aim(root: Path, category: str, target: str = "") -> None:
    line = f"target_category: {target}\n" if target else ""
    _write(root, "portfolio.yaml", f"kind: portfolio\ncategory: {category}\n{line}")


def _found(root: Path) -> list[str]:
    return [f"{item.code} {item.span.line}:{item.span.column}" for item in lint(load_portfolio(root), ["PD8"])]


def test_what_each_category_is_reminded_of(bare: Path) -> None:
    expert = ["PD802 3:18", "PD804 3:18", "PD805 3:18", "PD808 3:18"]
    assert _found(bare) == ["PD801 2:11", *expert]
    _aim(bare, "expert", "researcher")
    higher = ["PD802 3:18", "PD803 3:18", "PD804 3:18", "PD805 3:18", "PD808 3:18"]
    assert _found(bare) == higher
    _aim(bare, "researcher", "master")
    assert _found(bare) == higher
    _aim(bare, "teacher", "moderator")
    assert _found(bare) == ["PD801 2:11", "PD804 3:18", "PD805 3:18"]
    _aim(bare, "teacher")
    assert _found(bare) == ["PD801 2:11", "PD805 2:11"]


def test_without_a_target_the_present_category_counts(bare: Path) -> None:
    _aim(bare, "expert")
    assert _found(bare) == ["PD802 2:11", "PD804 2:11", "PD805 2:11", "PD808 2:11"]


def test_who_has_no_category_is_not_reminded(bare: Path) -> None:
    _write(bare, "portfolio.yaml", "kind: portfolio\n")
    assert _found(bare) == []
    (bare / "portfolio.yaml").unlink()
    assert _found(bare) == []


@pytest.mark.parametrize("target", ["teacher", "expert", "master"])
def test_before_a_cycle_is_finished_nothing_is_said(bare: Path, target: str) -> None:
    _aim(bare, "moderator", target)
    _write(bare, CYCLE + "cycle.yaml", "kind: cycle\nstatus: final\n")
    _write(bare, CYCLE + "5-approbation.yaml", "kind: approbation\nstatus: draft\n")
    _write(bare, "routes/a.yaml", "kind: route-sheet\nstatus: final\ncategory: researcher\n")
    assert _found(bare) == []


def test_the_first_week_is_left_alone() -> None:
    assert _found(EXAMPLES / "first-week") == []


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("PD801", ["lesson-analysis", "self-analysis"]),
        ("PD802", ["experience-justification", "experience-description"]),
        ("PD803", ["research-plan", "action-research", "lesson-study", "article"]),
        ("PD805", ["self-assessment"]),
        ("PD808", ["mentoring"]),
    ],
)
def test_one_document_of_any_such_kind_is_enough(bare: Path, code: str, kinds: list[str]) -> None:
    _aim(bare, "moderator", "researcher")
    for kind in kinds:
        for is_enough, text in (
            (False, ""),
            (False, "date: 2025-10-08\n"),
            (True, ANSWERS[kind]),
            (True, "status: final\n"),
        ):
            _write(bare, "a.yaml", f"kind: {kind}\n{text}")
            assert is_enough != any(place.startswith(code) for place in _found(bare)), (kind, text)
        (bare / "a.yaml").unlink()


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("PD803", "kind: publication"),
        ("PD803", "title: Lesson Study тобының жазбасы"),
        ("PD808", "title: Тәлімгерлік туралы бұйрық"),
        ("PD808", "why: Показывает работу наставника"),
    ],
)
def test_evidence_tells_it_too(bare: Path, code: str, row: str) -> None:
    _aim(bare, "expert", "researcher")
    _write(bare, "evidence.yaml", "kind: evidence\nitems:\n  - id: e1\n    title: Семинар\n")
    assert f"{code} 3:18" in _found(bare)
    _write(bare, "evidence.yaml", f"kind: evidence\nitems:\n  - id: e1\n    {row}\n")
    assert f"{code} 3:18" not in _found(bare)


@pytest.mark.parametrize(
    ("target", "level", "enough"),
    [
        ("moderator", "class", False), ("moderator", "school", True), ("moderator", "international", True),
        ("expert", "class", False), ("expert", "school", False), ("expert", "district", True), ("expert", "region", True),
        ("researcher", "school", False), ("researcher", "district", False), ("researcher", "region", True),
        ("researcher", "republic", True),
        ("master", "district", False), ("master", "region", False), ("master", "republic", True),
        ("master", "international", True), ("teacher", "class", True),
    ],
)  # fmt: skip
def test_how_widely_experience_is_shared(bare: Path, target: str, level: str, enough: bool) -> None:
    _aim(bare, "moderator", target)
    _write(bare, "evidence.yaml", f"kind: evidence\nitems:\n  - id: e1\n    level: {level}\n")
    assert ("PD804 3:18" in _found(bare)) is not enough


def test_who_has_written_what_is_missing_is_not_told_again(bare: Path) -> None:
    _write(bare, CYCLE + "5-approbation.yaml", "kind: approbation\nstatus: final\ndate: 2025-12-22\n")
    _aim(bare, "moderator", "master")
    told = ["PD801 2:11", "PD802 3:18", "PD803 3:18", "PD804 3:18", "PD808 3:18"]
    said = "kind: self-assessment\ndate: {}\nstrengths: Диалог\nnext_level: {}\n"
    for day, text in (("2024-09-02", "Мақала жазу"), ("2025-09-02", ""), ("", "Мақала жазу")):
        _write(bare, "a.yaml", said.format(day, text))
        assert _found(bare) == told
    _write(bare, "a.yaml", said.format("2025-09-02", "Мақала жазу"))
    assert _found(bare) == ["PD801 2:11"]


@pytest.mark.parametrize("name", ["aigerim", "stepnoe", "daniyar"])
def test_complete_examples_are_left_alone(name: str) -> None:
    assert _found(EXAMPLES / name) == []


def test_only_the_last_finished_route_sheet_counts(bare: Path) -> None:
    sheet = "kind: route-sheet\nstatus: {}\nschool_year: {}\ncategory: {}\n"
    _write(bare, "routes/a.yaml", sheet.format("final", "2023-2024", "teacher"))
    assert "PD807 2:11" in _found(bare)
    _write(bare, "routes/b.yaml", sheet.format("final", "2024-2025", "moderator"))
    assert "PD807 2:11" not in _found(bare)
    _write(bare, "routes/c.yaml", sheet.format("draft", "2025-2026", "master"))
    assert "PD807 2:11" not in _found(bare)
    # One may fill the sheet of the category one goes to.
    _write(bare, "routes/d.yaml", sheet.format("final", "2026-2027", "expert"))
    assert "PD807 2:11" not in _found(bare)
    _write(bare, "routes/d.yaml", sheet.format("final", "2026-2027", "master"))
    found = lint(load_portfolio(bare), ["PD807"])
    assert [item.related[0].path for item in found] == [bare / "routes" / "d.yaml"]
    assert found[0].related[0].span[:2] == (4, 11)


def test_they_remind_and_never_judge() -> None:
    severities = {rule.code: rule.severity for rule in RULES if "PD801" <= rule.code <= "PD813"}
    assert severities.pop("PD810") is Severity.ERROR, "a number that nothing has is a mistake, not a reminder"
    assert {severities.pop(code) for code in ("PD806", "PD809", "PD811")} == {Severity.WARNING}
    assert set(severities.values()) == {Severity.ADVICE}


PACK = re.compile(
    r"Rules of attestation of teachers \(order 83 of 27\.01\.2016 as restated by order 32 of 25\.02\.2025; "
    r"comes with pd, SHA-256 [0-9a-f]{12}, checked on [^)]+\)\. This pack is not verified against the official site\."
)


def _said(root: Path) -> list[tuple[str, str]]:
    return [
        (
            f"{item.path.relative_to(root).as_posix()}:{item.span.line}:{item.span.column} {item.code}",
            item.message.text("en"),
        )
        for item in lint(load_portfolio(root), ["PD809", "PD81"])
    ]


def test_what_a_criterion_may_be_called(bare: Path) -> None:
    rows = [f"  - id: e{number}\n    criterion: {name}\n" for number, name in enumerate(
        ('"2.1"', "essay", "reflection", '"2.7"', "' 3.1 '", "2.1"), 1
    )]  # fmt: skip
    _write(bare, "evidence.yaml", "kind: evidence\nitems:\n" + "".join(rows))
    assert _said(bare) == [("evidence.yaml:10:16 PD809", "No rule pack has the criterion `2.7`.")]
    (found,) = lint(load_portfolio(bare), ["PD809"])
    assert found.hint.text("en") == "Did you mean `2.2`?"
    # A pack of one's own has numbers of its own.
    _write(
        bare, "packs/own.yaml",
        "key: own\ntitle: Өз жинағымыз\nedition: '1'\nverified: true\nnotice: мысал\nsource: мысал\n"
        "categories: [expert]\ncriteria:\n  - {number: '2.7', kind: level, title: Т, clause: '1', levels: {}}\n",
    )  # fmt: skip
    assert _said(bare) == []


@pytest.mark.parametrize(
    ("words", "said"), [(249, True), (250, False), (300, False), (301, True)],
)  # fmt: skip
def test_a_finished_essay_has_as_many_words_as_the_pack_asks(bare: Path, words: int, said: bool) -> None:
    text = "---\nkind: essay\nstatus: {}\n---\n\n## Эссе мәтіні\n\n" + "сөз " * words + "\n"
    _write(bare, "essays/a.md", text.format("final"))
    expected = [("essays/a.md:8:1 PD811", f"The essay has {words} words. Required: 250 to 300.")]
    assert _said(bare) == (expected if said else [])
    found = lint(load_portfolio(bare), ["PD811"])
    assert all(PACK.search(item.hint.text("en").replace("\u00a0", " ")) for item in found)
    _write(bare, "essays/a.md", text.format("draft"))
    assert _said(bare) == []


def test_a_hint_says_that_nobody_verified_the_pack(bare: Path) -> None:
    _write(bare, "essays/a.md", "---\nkind: essay\nstatus: final\n---\n\n## Эссе мәтіні\n\nсөз сөз\n")
    pack = (
        "key: own\ntitle: Own\nedition: '2'\nsince: 2030-01-01\nverified: {}\nnotice: Agreed here.\nsource: мысал\n"
        "categories: [expert]\ncriteria:\n  - {{number: '1', kind: level, title: Т, clause: '1', levels: {{}}}}\n"
        "papers:\n  - {{key: essay, document: essay, words_{}, title: Эссе, clause: '2'}}\n"
    )
    for verified, limit, message, hint in (
        ("false", "min: 20", "The essay has 2 words. Required: 20 or more.",
         "). This pack is not verified against the official site. Agreed here."),
        ("true", "max: 1", "The essay has 2 words. Required: 1 or fewer.",
         "the date of the check is not stated). Agreed here."),
    ):  # fmt: skip
        _write(bare, "packs/own.yaml", pack.format(verified, limit))
        (found,) = lint(load_portfolio(bare), ["PD811"])
        assert found.message.text("en") == message
        text = found.hint.text("en")
        assert "Own (2; the portfolio’s own pack, SHA-256 " in text and text.endswith(hint)


def _sheet(root: Path, name: str, day: str, role: str, topic: str) -> None:
    _write(
        root, f"observation-sheets/{name}.yaml",
        f"kind: observation-sheet\nstatus: final\nobserver_role: {role}\nobserver: Бақылаушы {role}\ndate: {day}\nclass: 6\ntopic: {topic}\n",
    )  # fmt: skip


def test_observations_of_one_day_and_observers_that_are_missing(bare: Path) -> None:
    _sheet(bare, "a", "2025-10-08", "methodist", "Бір")
    _sheet(bare, "b", "2025-10-08", "peer", "Бір")
    committee = "This school year has no observation sheet by: member of the attestation committee."
    assert _said(bare) == [("observation-sheets/b.yaml:3:16 PD813", committee)]
    _sheet(bare, "c", "2025-10-08", "commission-member", "Екі")
    assert _said(bare) == [
        (
            "observation-sheets/c.yaml:5:7 PD812",
            "All the observed lessons took place on one day; lessons on different days are required.",
        )
    ]
    assert all(
        PACK.search(item.hint.text("en").replace("\u00a0", " "))
        for item in lint(load_portfolio(bare), ["PD812", "PD813"])
    )
    _sheet(bare, "c", "2025-11-20", "commission-member", "Екі")
    assert _said(bare) == []
    # A new school year begins anew; who aims at nothing is not told.
    _sheet(bare, "d", "2026-09-10", "methodist", "Үш")
    assert _said(bare) == [("observation-sheets/d.yaml:3:16 PD813", committee)]
    _aim(bare, "moderator")
    assert _said(bare) == []
