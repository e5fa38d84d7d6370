"""The cases that stand beside the rules: each fires where its cases say, and in any file as editors write it."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pdcli.diagnostics import Diagnostic
from pdcli.i18n import LANGS, use
from pdcli.i18n.messages import Message, message_from_plain, message_to_plain, parameters_of
from pdcli.lint.engine import lint
from pdcli.lint.page import page, rule_text
from pdcli.lint.rules import BY_CODE, RULES
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.reading.codes import CODES
from tests.helpers import ROOT
from tests.lint.helpers import C1, DESIGN, LESSON
from tests.lint.rule_cases import CASES, CaseError, Place, RuleCase, place_of, rule_cases


def own_findings(case: RuleCase, found: list[Diagnostic]) -> list[Diagnostic]:
    """What a rule found in its case: what others find beside it is not its matter."""
    return [item for item in found if item.code == case.code]


def messages(item: Diagnostic) -> list[Message]:
    return [item.message, item.hint, *(other.message for other in item.related)]


def in_words(item: Message) -> list[str]:
    """A message in every language."""
    return [item.text(lang) for lang in LANGS]


def facts(items: list[Diagnostic]) -> list[tuple[Any, ...]]:
    """Findings without their words."""
    return [
        (place_of(item), item.span, [(part.template, parameters_of(part)) for part in messages(item)]) for item in items
    ]


def in_lines(case: RuleCase, found: list[Diagnostic]) -> str:
    """What is found in a case, the rule's own findings first."""
    ordered = sorted(found, key=lambda item: item.code != case.code)
    lines = [f"{':'.join(map(str, place_of(item)))}: {item.code} {item.message.text('en')}" for item in ordered]
    return "\n".join([f"{case.id}: found are", *(lines or ["nothing"])])


class Trial(NamedTuple):
    """A case, what is found in its example, and where its rule must find something."""

    case: RuleCase
    found: list[Diagnostic]
    places: list[Place]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.id)
def trial(request: pytest.FixtureRequest) -> Trial:
    """Each case, tried once for the tests that look at it: of one scope, they run one after the other."""
    use("en")
    return Trial(request.param, *request.param.findings())


def test_a_rule_finds_what_its_case_marks(trial: Trial) -> None:
    """With the same facts in a file as another editor writes it. No other rule counts here."""
    case, found, places = trial
    items = own_findings(case, found)
    assert sorted(map(place_of, items)) == sorted(places), in_lines(case, found)
    # What is found while reading is there without a selection, too.
    select = (case.code,) if BY_CODE[case.code].check else ()
    elsewhere, _places = case.findings(True, select)
    assert facts(own_findings(case, elsewhere)) == facts(items)


def test_what_a_rule_tells_is_whole_in_every_language_and_in_the_cache(trial: Trial) -> None:
    for part in (part for item in trial.found for part in messages(item) if part):
        words = in_words(part)
        again = message_from_plain(json.loads(json.dumps(message_to_plain(part))))
        assert (in_words(again), again.template, parameters_of(again)) == (
            words, part.template, json.loads(json.dumps(parameters_of(part))),
        )  # fmt: skip


def test_what_else_is_found_beside_a_mistake(trial: Trial, golden_line: Callable[[str, str, str], None]) -> None:
    """One cause is told once: where other rules find more, the golden file says so for everybody to see."""
    case = trial.case
    if case.is_found and case.is_complete:
        others = Counter(item.code for item in trial.found if item.code != case.code)
        shown = (code if count == 1 else f"{code} ×{count}" for code, count in sorted(others.items()))
        golden_line(f"rule-cases/{case.code[:3]}.txt", case.id, ", ".join(shown))


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_a_rule_shows_what_is_wrong_and_what_is_not(code: str) -> None:
    kinds = {"fail" if case.is_found else "pass" for case in rule_cases(code)}
    assert not (missing := {"fail", "pass"} - kinds), f"{code} has no {' and no '.join(sorted(missing))} case"


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_the_page_of_a_rule_is_whole(code: str) -> None:
    text = rule_text(code)
    assert text.keys() - {"fail", "pass"} == {"clause", "what", "why", "bad", "good"}, code
    for key in ("what", "why"):
        assert set(text[key]) == set(LANGS), f"{code}: {key}"
    # Tables, stages and principles are those of the guideline.
    for source, number in re.findall(r"([a-z]+) (\d+)", text["clause"]):
        assert int(number) <= {"table": 18, "figure": 10, "stage": 5, "principle": 6}.get(source, int(number)), (
            f"{code}: {source} {number}"
        )
    assert all(page(code, lang).clause for lang in LANGS)


def test_a_text_that_is_no_yaml_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = RULES[0]._replace(text="fail:\n- a: b: c\n")
    monkeypatch.setitem(BY_CODE, broken.code, broken)
    rule_text.cache_clear()
    with pytest.raises(CaseError, match=f"{broken.code}: the text of the rule is no YAML"):
        list(rule_cases(broken.code))
    rule_text.cache_clear()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (LESSON, "a case is a mapping of files"),
        ({"in": "nowhere"}, "there is no example nowhere"),
        ({"in": "../docs", LESSON: None}, "there is no example ../docs"),
        ({"lesson": ["kind", "¦kind"]}, "'lesson' is neither a file nor `in` or `at`"),
        ({LESSON: ["¦kind", "kind"]}, "the mark belongs into the new text: ¦kind"),
        ({LESSON: ["no such text", "¦x"]}, f"{LESSON} has 0 times: no such text"),
        ({LESSON: ["## ", "¦## "]}, f"{LESSON} has 6 times; write more of it: ## "),
        ({LESSON: ["kind"]}, "['kind'] is none of a text"),
        ({LESSON: ["kind", 7]}, "['kind', 7] is none of"),
        ({LESSON: 7}, "7 is none of"),
        ({LESSON: {"copy": "aigerim/evidence.yaml", "to": "x"}}, "{'copy'"),
        ({LESSON: {"copy": "aigerim/nothing.yaml"}}, "there is no file aigerim/nothing.yaml"),
        ({LESSON: {"move": "nothing.yaml"}}, "there is no file nothing.yaml"),
        ({"lessons/nothing.md": None}, "there is no file lessons/nothing.md"),
        ({"lessons/nothing.md": ["kind", "¦kind"]}, "there is no file lessons/nothing.md"),
        ({LESSON: None, "at": "portfolio.yaml:1:1"}, "`at` is a list of file:line:column"),
        ({LESSON: None, "at": ["portfolio.yaml:1"]}, "`at` is a list of file:line:column"),
        ({LESSON: ["kind", "kind"]}, "marks its places"),
    ],
)  # fmt: skip
def test_a_case_that_is_not_understood_says_why(tmp_path: Path, data: object, message: str) -> None:
    with pytest.raises(CaseError, match=re.escape(message)):
        RuleCase("PD000", 1, is_found=True, data=data).write(tmp_path / "example")
    with pytest.raises(CaseError, match="marks no place"):
        RuleCase("PD000", 1, is_found=False, data={LESSON: ["kind", "¦kind"]}).write(tmp_path / "other")


def test_what_is_found_beside_a_mistake_is_told_of_cases_that_there_are() -> None:
    files = (ROOT / "tests" / "golden" / "rule-cases").iterdir()
    named = {line.partition(": ")[0] for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    assert named - {case.id for case in CASES if case.is_found and case.is_complete} == set()


@pytest.mark.parametrize("status", ["status: аяқталды", "Күйі: final", "stаtus: final"])
def test_a_status_that_cannot_be_read_is_told_once(good: Path, status: str) -> None:
    path = good / C1 / "1-action.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: final", status), encoding="utf-8")
    assert [item.path.stem for item in lint(load_portfolio(good))] == ["1-action"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    target: ", "    күтілетін деңгей: ", "PD101"),
        ("    target: ", "    tаrget: ", "PD101"),
        ("    from: [r1]\n", "    from: r1 мен r2\n", "PD102"),
        ("    from: [r1]\n", "    from: r1\n", "PD102"),
        ("    from: [r1]\n", "    from: [р1]\n", "PD107"),
    ],
)
def test_an_answer_that_is_not_read_is_told_once(good: Path, old: str, new: str, code: str) -> None:
    path = good / DESIGN
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [item.code for item in lint(load_portfolio(good))] == [code]


def test_files_that_cannot_be_read(good: Path) -> None:
    (good / "a.yaml").symlink_to(good / "nothing")
    (good / "b.yaml").write_bytes("kind: cycle\n".encode("utf-16"))
    (good / "c.yaml").write_bytes("kind: cycle\nfocus: Урок\n".encode("cp1251"))
    (good / "d.yaml").write_bytes(b"kind: cycle\nfocus: '" + b"a" * (2 * 1024 * 1024) + b"'\n")
    found = [(item.path.name, item.code, item.span.line) for item in lint(load_portfolio(good))]
    assert found == [("a.yaml", "PD017", 1), ("b.yaml", "PD001", 1), ("c.yaml", "PD001", 2), ("d.yaml", "PD007", 1)]


def test_every_check_is_registered() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "pdcli" / "lint" / "rules").rglob("*.py")]
    codes = re.findall(r'^@rule\("(PD\d+)"', "".join(texts), re.MULTILINE)
    assert sorted(codes) == [rule.code for rule in RULES if rule.check]
    # What shows while a document is read, and what only several portfolios show.
    assert {rule.code for rule in RULES if not rule.check} == {*CODES, "PD708"}


def test_texts_of_rules_are_read_as_they_are_written() -> None:
    """Without an `r` in front Python would take away the backslashes that are meant for YAML."""
    for path in (ROOT / "pdcli" / "lint" / "rules").rglob("*.py"):
        for plain in re.findall(r'[ (]"""\n(clause:.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL):
            assert "\\" not in plain, (path, plain[:200])
