"""Copied passages: found exactly, fast, and not in what everybody has."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pdcli.diagnostics import Severity
from pdcli.lint.context import LintContext
from pdcli.lint.engine import lint
from pdcli.lint.fingerprints import fingerprint_of
from pdcli.lint.passages import MAX_OWNERS, shared_passages
from pdcli.lint.result import Fingerprint
from pdcli.lint.school_passages import school_diagnostics
from pdcli.lint.tokens import shingle_set, without_quotes, word_offsets
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import ROOT, write

FORM = "kind: lesson-analysis\nstatus: final\nstudent_response: {text}\n"
OWN = (
    "Оқушылар есептің шартын екі рет оқып, белгілі шамаларды сызып, сұрақты өз сөзімен айтып, сосын ғана сызбаға көшті"
)


def school(root: Path, answers: dict[str, str], private: bool = False) -> list[list[Fingerprint]]:
    """One portfolio with one lesson for each teacher."""
    for name, text in answers.items():
        folder = root / name
        folder.mkdir(parents=True)
        (folder / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
        more = "private: true\n" if private else ""
        (folder / "lesson.yaml").write_text(FORM.format(text=text) + more, encoding="utf-8")
    return [LintContext(load_portfolio(root / name)).school_fingerprints for name in answers]


def test_a_passage_in_two_portfolios(tmp_path: Path) -> None:
    found = school_diagnostics(school(tmp_path, {"a": f"Бірінші топ. {OWN}", "b": f"Бүгін {OWN.lower()} деп жаздым"}))
    (item,) = found
    assert (item.code, item.severity) == ("PD708", Severity.ADVICE)
    assert item.path == tmp_path / "b" / "lesson.yaml" and (item.span.line, item.span.column) == (3, 19)
    assert "17 words" in item.message.text("en") and "“оқушылар есептің шартын" in item.message.text("en")
    (related,) = item.related
    assert related.path == tmp_path / "a" / "lesson.yaml" and related.span.line == 3


def test_what_everybody_has_is_common_text(tmp_path: Path) -> None:
    few = {f"t{number}": OWN for number in range(MAX_OWNERS)}
    assert len(school_diagnostics(school(tmp_path / "few", few))) == MAX_OWNERS - 1
    many = {f"t{number}": OWN for number in range(MAX_OWNERS + 1)}
    assert school_diagnostics(school(tmp_path / "many", many)) == []


def test_common_text_does_not_hide_what_is_copied_beside_it(tmp_path: Path) -> None:
    common = "Мұғалімнің міндеті әр баланың қажеттілігін ескеріп оқу ортасын қауіпсіз әрі қолайлы етіп құру деп білемін"
    answers = {f"t{number}": f"{common} {'сөз' * number}" for number in range(MAX_OWNERS + 1)}
    found = school_diagnostics(school(tmp_path, {**answers, "x": f"{common}. {OWN}", "y": f"{common}. {OWN}"}))
    assert [item.path.parent.name for item in found] == ["y"]
    assert "17 words" in found[0].message.text("en")


def test_one_teacher_may_repeat_themselves(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    for name in "ab":
        (tmp_path / f"{name}.yaml").write_text(FORM.format(text=OWN), encoding="utf-8")
    found = LintContext(load_portfolio(tmp_path)).school_fingerprints
    assert len(found) == 2 and school_diagnostics([found]) == []


def test_quotes_private_documents_and_the_form_do_not_count(tmp_path: Path) -> None:
    assert school_diagnostics(school(tmp_path / "quotes", dict.fromkeys("ab", f"Ол «{OWN}» деді"))) == []
    assert school_diagnostics(school(tmp_path / "private", dict.fromkeys("ab", OWN), private=True)) == []
    example = "Жұптар тапсырманы белсенді талқылады, бірақ алты оқушы алымдарды бөлімдермен бірге қосты"
    help_text = "Не көргеніңізді және естігеніңізді жазыңыз: белсенділік, сұрақтар, қиналған тұстар"
    assert (
        school_diagnostics(school(tmp_path / "form", dict.fromkeys("ab", f"{example}. {help_text}".replace(":", ""))))
        == []
    )


def test_of_a_passage_only_what_no_form_says_counts(tmp_path: Path) -> None:
    form = "Не көргеніңізді және естігеніңізді жазыңыз белсенділік сұрақтар қиналған тұстар"
    short = "Осыдан кейін сыныпта тыныш болды да"
    said = f"{short} {form} {OWN} {form}"
    (found,) = school_diagnostics(school(tmp_path, {"a": said, "b": said}))
    assert "17 words" in found.message.text("en") and "“Оқушылар есептің шартын" in found.message.text("en")
    # What is left on either side of the form's words is too short.
    assert school_diagnostics(school(tmp_path / "short", dict.fromkeys("ab", f"{short} {form} {short}"))) == []


def test_the_same_fingerprints_in_every_process() -> None:
    """Fingerprints of parallel processes and of the cache are compared with each other."""
    code = f"from pdcli.lint.tokens import shingle_set; print(sorted(shingle_set([{OWN!r}])))"
    made = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True, encoding="utf-8", check=True, cwd=ROOT,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert made[0] == made[1] == f"{sorted(shingle_set([OWN]))}\n"


def test_places_of_words() -> None:
    text = "Ол «бір екі» деді, сосын\n> үш\nтөрт"
    assert len(without_quotes(text)) == len(text)
    words = [text[slice(*word_offsets(text, number))] for number in range(6)]
    assert words == ["Ол", "«бір екі»", "деді", "сосын", "> үш", "төрт"]


def _fingerprint(owner: int, words: list[int], min_words: int) -> Fingerprint:
    return fingerprint_of(str(owner), f"{owner}.md", words, min_words)


def _longest(first: list[int], second: list[int]) -> int:
    """The longest common stretch without zeros, compared word by word."""
    best, row = 0, [0] * (len(second) + 1)
    for word in first:
        fresh = [0] * (len(second) + 1)
        for at, other in enumerate(second):
            if word and word == other:
                fresh[at + 1] = row[at] + 1
        best, row = max(best, *fresh), fresh
    return best


WORDS = st.lists(st.integers(0, 3), max_size=40)


# The only shingle of the passage that is compared stands twice in the first text.
@example([1, 2, 2, 2, 2], [1, 1, 1, 1, 2, 2, 2, 2], [], 8)
@given(WORDS, WORDS, WORDS, st.integers(5, 9))
def test_no_passage_is_missed_and_none_is_invented(
    start: list[int], shared: list[int], end: list[int], limit: int
) -> None:
    first, second = [*start, *shared], [*shared, *end]
    found = list(shared_passages([_fingerprint(1, first, limit), _fingerprint(2, second, limit)], limit))
    for item in found:
        there = second[item.start : item.start + item.length]
        assert there == first[item.earlier_start : item.earlier_start + item.length]
        assert 0 not in there and len(there) == item.length >= limit
    assert bool(found) == (_longest(first, second) >= limit)


def _around(words: list[int], at: int, others: list[int], other_at: int) -> range:
    """The words from the first to the last that are equal without a gap around two places."""
    equal = [
        word and 0 <= number - at + other_at < len(others) and word == others[number - at + other_at]
        for number, word in enumerate(words)
    ]
    start = next((number + 1 for number in range(at, -1, -1) if not equal[number]), 0)
    return range(start, next((number for number in range(at, len(words)) if not equal[number]), len(words)))


def _plainly(school: list[tuple[int, list[int]]], limit: int) -> list[tuple[int, int, int, int, int]]:
    """What is shared, found the long way: the place of every mark of every answer is kept, and each is looked at."""
    runs = [[hash(tuple(words[at : at + 5])) for at in range(len(words) - 4)] for _owner, words in school]
    marks: list[list[int]] = []
    for _owner, words in school:
        windows = [range(at, at + limit - 4) for at in range(len(words) - limit + 1) if 0 not in words[at : at + limit]]
        marks.append(sorted({min(reversed(window), key=words.__getitem__) for window in windows}))
    holders: dict[int, dict[int, tuple[int, int]]] = {}
    for number, (owner, _words) in enumerate(school):
        for at in marks[number]:
            holders.setdefault(runs[number][at], {}).setdefault(owner, (number, at))
    found = []
    for number, (owner, words) in enumerate(school):
        own = words[:]
        for at in marks[number]:
            known = list(holders[runs[number][at]].values())[: MAX_OWNERS + 1]
            if len(known) > MAX_OWNERS and own[at]:
                parts = [set(_around(own, at, school[other][1], other_at)) for other, other_at in known]
                for common in set.intersection(*parts):
                    own[common] = 0
        told: dict[int, int] = {}
        for at in marks[number]:
            known = list(holders[runs[number][at]].values())
            other, other_at = known[0]
            if len(known) <= MAX_OWNERS and school[other][0] != owner and at >= told.get(other, 0):
                part = _around(own, at, school[other][1], other_at)
                if len(part) >= limit:
                    told[other] = part.stop
                    found.append((number, other, part.start, part.start - at + other_at, len(part)))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_same_as_comparing_everything(seed: int) -> None:
    """Teachers who take whole passages from a few texts, change a word here and there, and say something of their own."""
    randomness = random.Random(seed)
    words = range(1, 400)
    texts = [randomness.choices(words, k=40) for _text in range(3)]
    school: list[tuple[int, list[int]]] = []
    for owner in range(9):
        for _document in range(randomness.randint(1, 3)):
            said = randomness.choices(words, k=10)
            for text in randomness.sample(texts, randomness.randint(0, 3)):
                start = randomness.randrange(25)
                part = text[start : start + randomness.randint(8, 40)]
                said += [0, *(word if randomness.random() < 0.97 else randomness.choice(words) for word in part)]
            school.append((owner, said))
    limit = randomness.choice([5, 8, 12])
    expected = _plainly(school, limit)
    # Fingerprints that were made for longer passages are compared all the same.
    for made_for in (limit, limit + 9):
        fingerprints = [
            fingerprint_of(str(owner), str(number), said, made_for) for number, (owner, said) in enumerate(school)
        ]
        found = shared_passages(fingerprints, limit)
        assert expected == [(int(one.item.file), int(one.earlier.file), *one[2:]) for one in found]


def test_time_grows_with_the_number_of_answers() -> None:
    """Not how fast it is, but that it does not compare every answer with every other."""

    def seconds(count: int) -> float:
        randomness = random.Random(1)
        items = [
            _fingerprint(number // 100, [randomness.randrange(1, 9999) for _word in range(40)], 12)
            for number in range(count)
        ]
        began = time.process_time()
        assert list(shared_passages(items, 12)) == []
        return time.process_time() - began

    small, large = min(seconds(500) for _round in range(3)), min(seconds(4000) for _round in range(3))
    assert large < 30 * small


@pytest.mark.parametrize(
    ("copy", "code"),
    [
        ("cycles/2025-2026-1/1-action — копия.md", "PD036"),
        ("cycles/2025-2026-2/1-action (2).md", "PD703"),
        ("cycles/2025-2026-1/lessons/a — копия.md", "PD036"),
    ],
)
def test_a_copied_file_is_told_once(tmp_path: Path, copy: str, code: str) -> None:
    words = "\n\n".join(" ".join(f"с{part}{number}" for number in range(60)) for part in range(3))
    kind = "lesson-analysis" if "lessons" in copy else "action"
    headings = (
        ["1. Сабақтың мақсаты қандай?"]
        if "lessons" in copy
        else ["Сабақтарды жоспарлау және өткізу", "Білім беру ортасын ұйымдастыру"]
    )
    text = f"---\nkind: {kind}\nstatus: final\ndate: 2025-10-14\n---\n" + "".join(
        f"\n## {one}\n\n{words} {one}\n" for one in headings
    )
    original = "cycles/2025-2026-1/" + ("lessons/a.md" if "lessons" in copy else "1-action.md")
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", original: text, copy: text})
    found = [item for item in lint(load_portfolio(tmp_path)) if item.code in ("PD036", "PD111", "PD703")]
    assert [item.code for item in found] == [code]
    copied = "exact copy of" if code == "PD036" else "word for word"
    assert copied in found[0].message.text("en")
