"""--fix changes what it says and nothing else; --diff shows the same and writes nothing."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdcli.diagnostics import Fix, Span
from pdcli.lint.fix import apply_fixes, as_diff
from pdcli.lint.run import LintOptions, lint_one
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import EXAMPLES, Pd, write

PORTFOLIO = "kind: portfolio\nlang: en\n"
FRONT = "---\nkind: lesson-analysis\ndate: 2025-09-24\n---\n"
GOAL, METHODS, EVIDENCE = (
    "## 1. What was the goal of the lesson?", "## 3. Which methods were used?", "## 6. What can be changed or improved in future?"
)  # fmt: skip

# Name, the rules whose fixes are meant, before, after (None: nothing is mended).
CASES = [
    ("a key", "PD101", "x.yaml", "kind: lesson-analysis\ntopik:   x # why\nclass: ''\n", "kind: lesson-analysis\ntopic:   x # why\nclass: ''\n"),
    ("a key in quotes", "PD101", "x.yaml", "kind: lesson-analysis\n'topik' : x\n", "kind: lesson-analysis\ntopic : x\n"),
    ("a key in a row", "PD101", "x.yaml", "kind: evidence\nitems:\n- id: e1\n  titel: |\n   a\n\n   b\n", "kind: evidence\nitems:\n- id: e1\n  title: |\n   a\n\n   b\n"),
    ("keys in brackets", "PD101", "x.yaml", "{kind: lesson-analysis, topik: x, clas: y}", "{kind: lesson-analysis, topic: x, class: y}"),
    ("a key in brackets", "PD101", "x.yaml", "{kind: lesson-analysis, topik: x}", "{kind: lesson-analysis, topic: x}"),
    ("a key that is there already", "PD101", "x.yaml", "kind: lesson-analysis\ntopik: x\ntopic: y\n", None),
    ("two keys for one", "PD101", "x.yaml", "kind: lesson-analysis\ntopik: x\ntopicc: y\n", None),
    ("the same mistake in two rows", "PD101", "x.yaml", "kind: evidence\nitems:\n- {id: e1, titel: a}\n- {id: e2, titel: b}\n",
     "kind: evidence\nitems:\n- {id: e1, title: a}\n- {id: e2, title: b}\n"),
    ("labels of rows as they are, and as they were", "PD101", "x.yaml",
     "kind: self-assessment\ncompetences:\n  Білім: {level: expert}\n  Оқыту мен тәрбиелеу практикасы: {level: expert}\n  Механизмы роста: {level: master}\n",
     "kind: self-assessment\ncompetences:\n  knowledge: {level: expert}\n  practice: {level: expert}\n  growth: {level: master}\n"),
    ("a word like none", "PD101", "x.yaml", "kind: lesson-analysis\nzzzzz: x\n", None),
    ("a key that is merged", "PD002", "x.yaml", "kind: lesson-analysis\n<<: {topik: x}\n", None),
    ("a key of an anchor", "PD101", "x.yaml", "kind: evidence\nitems:\n- &a {id: e1, titel: a}\n- *a\n", "kind: evidence\nitems:\n- &a {id: e1, title: a}\n- *a\n"),
    ("a question at the top, answered below", "PD101", "x.md", FRONT.replace("---\n", "---\ngaol: z\n", 1) + f"\n{GOAL}\n\nA\n", None),
    ("a day", "PD103", "x.yaml", "kind: lesson-analysis\ndate: 24.9.2025 # Wednesday\n", "kind: lesson-analysis\ndate: 2025-09-24 # Wednesday\n"),
    ("a day in quotes", "PD103", "x.yaml", "kind: lesson-analysis\ndate:  '2025/9/24'\n", "kind: lesson-analysis\ndate:  2025-09-24\n"),
    ("a day on the next line", "PD103", "x.yaml", "kind: lesson-analysis\ndate:\n   24/09/2025\n", "kind: lesson-analysis\ndate:\n   2025-09-24\n"),
    ("a day with an anchor", "PD103", "x.yaml", "kind: lesson-analysis\ndate: &d 24.09.2025\ntopic: *d\n", None),
    ("a day that stands elsewhere", "PD103", "x.yaml", "kind: lesson-analysis\ntopic: &d 24.09.2025\ndate: *d\n", None),
    ("a day as a block", "PD103", "x.yaml", "kind: lesson-analysis\ndate: |\n  24.09.2025\ntopic: x\n", None),
    ("no such day", "PD103", "x.yaml", "kind: lesson-analysis\ndate: 31.02.2025\n", None),
    ("half a day", "PD103", "x.yaml", "kind: lesson-analysis\ndate: 09.2025\n", None),
    ("a year of two digits", "PD103", "x.yaml", "kind: lesson-analysis\ndate: 24.09.25\n",
     "kind: lesson-analysis\ndate: 2025-09-24\n"),
    ("a day in words that is another day of the week", "PD103", "x.yaml", "kind: lesson-analysis\ndate: Monday, 24 September 2025\n", None),
    ("a key and its day", "PD101, PD103", "x.yaml", "kind: lesson-analysis\ndaet: 24.09.2025\n", "kind: lesson-analysis\ndate: 2025-09-24\n"),
    ("two questions", "PD113", "x.md",
     FRONT + f"\n{METHODS}\n\nB\n\n{GOAL}\n\nA\n", FRONT + f"\n{GOAL.replace('1', '1')}\n\nA\n\n{METHODS}\n\nB\n"),
    ("three questions, their numbers and their blank lines", "PD113", "x.md",
     FRONT + "\n\n\n## 1. What can be changed or improved in future?\nC\n## 2. Which methods were used?\n\n\nB  \nb\n\n\n\n## 3. What was the goal of the lesson?\n\nA",
     FRONT + "\n\n\n## 1. What was the goal of the lesson?\n\nA\n## 2. Which methods were used?\n\n\nB  \nb\n\n\n\n## 3. What can be changed or improved in future?\nC"),
    ("questions without numbers, with comments and a title", "PD113", "x.md",
     FRONT + "# Title\n\n<!-- intro -->\n\n## Which methods were used? <!-- field: methods -->\n<!-- prompt\n\n## 1. no heading\n-->\n- b\n\n```\n## Goal\n```\n\nWhat was the goal of the lesson?\n---\n\n### A\n\n> ## a\n",
     FRONT + "# Title\n\n<!-- intro -->\n\nWhat was the goal of the lesson?\n---\n\n### A\n\n> ## a\n\n## Which methods were used? <!-- field: methods -->\n<!-- prompt\n\n## 1. no heading\n-->\n- b\n\n```\n## Goal\n```\n"),
    ("a code block that is never closed", "PD113", "x.md", FRONT + f"\n{METHODS}\n\nB\n\n{GOAL}\n\n```\nA\n", None),
    ("a comment that is never closed", "PD113", "x.md", FRONT + f"\n{METHODS}\n\nB\n\n{GOAL}\n\nA\n\n<!-- a\n", None),
    ("a heading of level one below", "PD113", "x.md", FRONT + f"\n{METHODS}\n\nB\n\n{GOAL}\n\nA\n\n# More\n\nof it\n",
     FRONT + f"\n{GOAL}\n\nA\n\n# More\n\nof it\n\n{METHODS}\n\nB\n"),
    ("a heading of level one between", "PD113", "x.md", FRONT + f"\n{METHODS}\n\nB\n\n# More\n\n{GOAL}\n\nA\n",
     FRONT + f"\n{GOAL}\n\nA\n\n{METHODS}\n\nB\n\n# More\n"),
    ("an underlined heading takes one line", "PD113", "x.md",
     FRONT + "\nWhich methods were used?\n---\nB\n## What was the goal of the lesson?\nA\n",
     FRONT + "\n## What was the goal of the lesson?\nA\nWhich methods were used?\n---\nB\n"),
    ("everything at once", "PD101, PD103, PD113", "x.md",
     f"---\nkind: lesson-analysis\ndaet: 24.09.2025\n---\n\n{METHODS}\n\nB\n\n{GOAL}\n\nA\n", f"---\nkind: lesson-analysis\ndate: 2025-09-24\n---\n\n{GOAL}\n\nA\n\n{METHODS}\n\nB\n"),
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "a", {"portfolio.yaml": PORTFOLIO}).resolve()


def answers(root: Path) -> list[str]:
    """Every answer of every document, whatever its key; days aside, because their spelling changes."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                collect(part)
        elif not re.fullmatch(r"[\d./-]+", str(value)):
            found.append(str(value))

    for document in load_portfolio(root).documents:
        collect(document.data)
    return sorted(found)


@pytest.mark.parametrize(
    ("rules", "name", "before", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_only_what_is_meant_changes(
    root: Path, pd: Pd, rules: str, name: str, before: str, after: str | None, newline: str, bom: bytes
) -> None:
    raw = bom + before.replace("\n", newline).encode("utf-8")
    wanted = raw if after is None else bom + after.replace("\n", newline).encode("utf-8")
    write(root, {name: raw})
    found = lint_one(root, LintOptions(select=tuple(rules.split(", ")))).diagnostics
    assert found, "the case shows nothing"
    said = answers(root)
    diff = pd("lint", "--fix", "--diff", "--select", rules, cwd=root)
    assert (root / name).read_bytes() == raw
    assert (diff.out == "") == (after is None)
    run = pd("lint", "--fix", "--select", rules, cwd=root)
    assert (root / name).read_bytes() == wanted
    assert run.err == ("" if after is None else "1 file fixed.\n")
    assert answers(root) == said
    if after is not None:
        assert not any(item.fix for item in lint_one(root, LintOptions(select=tuple(rules.split(", ")))).diagnostics)
    assert pd("lint", "--fix", "--diff", "--select", rules, cwd=root).out == ""
    assert pd("lint", "--fix", "--select", rules, cwd=root).err == ""
    assert (root / name).read_bytes() == wanted


# What a line of a file becomes; None where it stays and only a person knows.
STABLE = [
    ("lesson-analysis", "date: 24 September 2025", "date: 2025-09-24"),
    ("lesson-analysis", "date: 2025 жылғы 24 қыркүйек # сәрсенбі", "date: 2025-09-24 # сәрсенбі"),
    ("lesson-analysis", "date:   '24 сентября 2025 г.'", "date:   2025-09-24"),
    ("lesson-analysis", "date: 2025–09–24", "date: 2025-09-24"),
    ("lesson-analysis", "date: 20250924", "date: 2025-09-24"),
    ("lesson-analysis", "date: қыркүйектің соңы", None),
    ("lesson-analysis", "status: дайын", "status: final"),
    ("lesson-analysis", "status: 'Черновик'", "status: 'draft'"),
    ("lesson-analysis", "lang: kz", "lang: kk"),
    ("lesson-analysis", "lang: \"рус\"  # тіл", "lang: \"ru\"  # тіл"),
    ("lesson-analysis", "lang: uz", None),
    ("lesson-analysis", "private: иә", "private: true"),
    ("lesson-analysis", "private: \"нет\"", "private: false"),
    ("lesson-analysis", "private: кейде", None),
    ("self-analysis", "satisfaction: 7,0", "satisfaction: 7"),
    ("self-analysis", "satisfaction: '12,0'", None),
    ("approbation", "results: [{goal: g1, reached: Иә}]", "results: [{goal: g1, reached: yes}]"),
    ("approbation", "results: [{goal: g1, reached: true}]", "results: [{goal: g1, reached: yes}]"),
    ("approbation", "results:\n  - goal: g1\n    reached: 'не достигнуто'", "results:\n  - goal: g1\n    reached: 'no'"),
    ("action", "methods: [сабақтар өткізу, interaction]", "methods: [lessons, interaction]"),
    ("evidence", "items:\n- id: e1\n  level: районный\n  score: 85 %", "items:\n- id: e1\n  level: district\n  score: 85"),
    ("evidence", "items:\n- id: e1\n  hours: 1 200", "items:\n- id: e1\n  hours: 1200"),
    ("evidence", "items:\n- id: e1\n  hours: 1,200", None),
    ("evidence", "items:\n- id: e1\n  score: 185 %", None),
    ("self-assessment", "category: &c Педагог-эксперт", None),
    ("self-assessment", "category: Педагог – эксперт", "category: expert"),
    ("route-sheet", "career_start: {qualities_habits: {rating: плюс}}", None),
    ("school-cycle", "action_indicators: {steady_process: {rating: не достигнуто}}",
     "action_indicators: {steady_process: {rating: \"-\"}}"),
    ("school-cycle", "action_indicators: {steady_process: {rating: 'частично'}}",
     "action_indicators: {steady_process: {rating: '±'}}"),
    ("Сабақ талдауы", "topic: x", "topic: x"),
    ("Тәлімгерлік", "agreement: x", "agreement: x"),
]  # fmt: skip


@pytest.mark.parametrize("front", [False, True], ids=["yaml", "front matter"])
@pytest.mark.parametrize(("kind", "before", "after"), STABLE)
def test_words_of_people_become_the_stable_value(
    root: Path, pd: Pd, kind: str, before: str, after: str | None, front: bool
) -> None:
    stable = {"Сабақ талдауы": "lesson-analysis", "Тәлімгерлік": "mentoring"}.get(kind, kind)
    fence, name = ("---\n", "x.md") if front else ("", "x.yaml")
    file = root / name
    write(root, {name: f"{fence}kind: {kind}\n{before}\n{fence}".encode()})
    pd("lint", "--fix", "--select", "PD006,PD102,PD103,PD104", cwd=root)
    assert file.read_text(encoding="utf-8") == f"{fence}kind: {stable}\n{after or before}\n{fence}"
    found = lint_one(root, LintOptions(select=("PD006", "PD102", "PD103", "PD104"))).diagnostics
    assert [item.code for item in found if item.path.name == name and (after or item.fix)] == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["", "bom"])
@pytest.mark.parametrize("name", ["x.yaml", "cycles/2025-2026-1/cycle.yaml"])
def test_the_line_for_editors(root: Path, pd: Pd, newline: str, bom: str, name: str) -> None:
    text = "%YAML 1.1\n---\n# first\nkind: lesson-analysis\n" if name == "x.yaml" else "kind: lesson-analysis"
    text = text.replace("\n", newline)
    write(root, {name: bom + text, ".pd/schemas/lesson-analysis.schema.json": "{}"})
    assert pd("lint", "--fix", "--select", "PD112", cwd=root).code == 0
    above = "../../" if "/" in name else ""
    line = f"# yaml-language-server: $schema={above}.pd/schemas/lesson-analysis.schema.json"
    assert (root / name).read_bytes().decode() == bom + line + (newline if "\n" in text else "\n") + text
    assert lint_one(root, LintOptions(select=("PD112",))).diagnostics == ()


def test_fixes_that_touch_one_another_are_all_made(root: Path, pd: Pd) -> None:
    # The letter о in the second answer is Cyrillic, and both answers change their places.
    letters = "The pupils wоrked in pairs and the wоrk was checked."
    text = FRONT.replace("date", "status: final\ndate") + f"\n{METHODS}\n\n{letters}\n\n{GOAL}\n\nA\n"
    write(root, {"x.md": text})
    pd("lint", "--fix", "--select", "PD113, PD7", cwd=root)
    right = letters.replace("о", "o")
    assert (root / "x.md").read_text(encoding="utf-8") == (
        FRONT.replace("date", "status: final\ndate") + f"\n{GOAL}\n\nA\n\n{METHODS}\n\n{right}\n"
    )


LETTERS = "kind: lesson-analysis\nlang: kk\nstatus: final\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("goal: Бөлшектepді қосады\n", "goal: Бөлшектерді қосады\n"),
        ("goal: >-\n  Есепті\n  бөлшектepді\n  қосады\n", "goal: >-\n  Есепті\n  бөлшектерді\n  қосады\n"),
        # Spelled differently in the file than it is read: nothing is touched.
        ('goal: "Есепті: \\"бөлшектepді\\" қосады"\n', None),
        ("goal: &a Бөлшектepді қосады\nmethods: *a\n", None),
    ],
)  # fmt: skip
def test_letters(root: Path, pd: Pd, before: str, after: str | None) -> None:
    write(root, {"x.yaml": LETTERS + before})
    pd("lint", "--fix", "--select", "PD705", cwd=root)
    assert (root / "x.yaml").read_text(encoding="utf-8") == LETTERS + (before if after is None else after)


def test_what_is_left_is_shown_after_the_fixes(root: Path, pd: Pd) -> None:
    write(
        root,
        {"x.yaml": "kind: lesson-analysis\ndate: 24.09.2025\nzzzz: 1\n", "y.yaml": "kind: lesson-analysis\ntopik: a\n"},
    )
    run = pd("lint", "--fix", "--format", "concise", cwd=root)
    assert (run.code, run.err) == (1, "2 files fixed.\n")
    assert run.out == "x.yaml:3:1: PD101 unknown-field  `zzzz` is not a field here.\n"
    run = pd("lint", "--fix", "--no-cache", cwd=root)
    assert run.code == 1 and "x.yaml:3:1" in run.out and "3 files checked" in run.out


def test_a_path_limits_what_is_mended(root: Path, pd: Pd) -> None:
    text = "kind: lesson-analysis\ntopik: a\n"
    write(root, {"x.yaml": text, "b/y.yaml": text, "../b/portfolio.yaml": PORTFOLIO, "../b/z.yaml": text})
    run = pd("lint", "--fix", "b", "../b/portfolio.yaml", cwd=root)
    assert (run.code, run.err) == (0, "1 file fixed.\n") and "2 files checked: nothing" in run.out
    assert (root / "x.yaml").read_text() == text and (root.parent / "b" / "z.yaml").read_text() == text
    assert "topic" in (root / "b" / "y.yaml").read_text()
    run = pd("lint", "--fix", ".", "--format", "concise", cwd=root.parent)
    assert (run.code, run.out, run.err) == (0, "", "2 files fixed.\n")


def test_known_findings_are_mended_too(root: Path, pd: Pd) -> None:
    write(root, {"x.yaml": "kind: lesson-analysis\ntopik: a\n"})
    pd("lint", "--write-baseline", cwd=root)
    run = pd("lint", "--fix", cwd=root)
    assert run.err == "1 file fixed.\n" and "topic" in (root / "x.yaml").read_text()


def test_broken_files_are_left_alone(root: Path, pd: Pd) -> None:
    raw = {
        "a.yaml": "kind: lesson-analysis\ntopik: қате\n".encode("utf-16"), "b.yaml": b"kind: lesson-analysis\ntopik: [\n",
        "c.yaml": b"kind: lesson-analysis\ntopik: \xff\n", "d.md": b"---\nkind: lesson-analysis\ntopik: [\n---\n",
    }  # fmt: skip
    write(root, raw)
    assert pd("lint", "--fix", cwd=root).err == ""
    assert bytes_of(root, raw) == raw


def test_modes_and_links_of_files_stay(root: Path, pd: Pd) -> None:
    write(root, {"x.yaml": "kind: lesson-analysis\ntopik: a\n", "build/real.yaml": "kind: lesson-analysis\ntopik: a\n"})
    (root / "x.yaml").chmod(0o640)
    (root / "y.yaml").symlink_to(root / "build" / "real.yaml")
    assert pd("lint", "--fix", "--exit-zero", cwd=root).code == 0
    assert (root / "x.yaml").stat().st_mode & 0o777 == 0o640
    assert (root / "y.yaml").is_symlink() and "topic" in (root / "build" / "real.yaml").read_text()
    assert sorted(path.name for path in root.iterdir()) == ["build", "portfolio.yaml", "x.yaml", "y.yaml"]


def git(*arguments: str, cwd: Path, text: str = "") -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, input=text.encode("utf-8"), capture_output=True, check=False,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(cwd), "GIT_CONFIG_NOSYSTEM": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def bytes_of(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in names}


@pytest.mark.parametrize("folder", [".", "portfolios/Әлия Б"])
def test_the_diff_applies_with_git(tmp_path: Path, pd: Pd, folder: str) -> None:
    root = tmp_path / folder
    files: dict[str, str | bytes] = {
        "portfolio.yaml": PORTFOLIO,
        "сабақ 1.yaml": "kind: lesson-analysis\ntopik: x\n",
        "no end.yaml": "kind: lesson-analysis\ndate: 24.09.2025",
        "crlf.yaml": "\ufeffkind: lesson-analysis\r\ndate: 24.09.2025\r\ntopic: 'a\u2028b\u0085c'\r\nclas: d\r\n",
        "order.md": (FRONT + f"\n{METHODS}\n\nB\x0cb\rc\u2029d\n\n{GOAL}\n\nA").replace("\n", "\r\n"),
        "x/y.md": FRONT + f"\n{METHODS}\n\nB\n\n{GOAL}\n\nA\n" + "\n".join("abcdefgh" * 3),
        "x/cycle.yaml": "kind: lesson-analysis\n",
        'a\nb\t"c" \\d.yaml': "kind: lesson-analysis\ndate: 24.09.2025\n",
        ".pd/schemas/lesson-analysis.schema.json": "{}",
    }
    before = bytes_of(write(root, files), files)
    git("init", "-q", cwd=tmp_path)
    git("config", "core.autocrlf", "false", cwd=tmp_path)
    diff = pd("lint", "--diff", cwd=root).out
    assert len(re.findall('(?m)^--- "?a/', diff)) == 7
    assert bytes_of(root, files) == before, "--diff wrote"
    git("apply", "--whitespace=nowarn", "-", cwd=root, text=diff)
    patched = bytes_of(root, files)
    write(root, files)
    assert pd("lint", "--fix", cwd=root).err == "7 files fixed.\n"
    assert bytes_of(root, files) == patched != before
    assert pd("lint", "--diff", cwd=root).out == ""


def test_the_diff_of_a_text_from_an_editor(root: Path, pd: Pd) -> None:
    write(root, {"x.yaml": "kind: lesson-analysis\n"})
    text = b"kind: lesson-analysis\n# new\ntopik: a\n"
    diff = pd("lint", "--diff", "--stdin-filename", "x.yaml", cwd=root, stdin=text).out
    assert diff.endswith(" kind: lesson-analysis\n # new\n-topik: a\n+topic: a\n")
    run = pd("lint", "--fix", "--stdin-filename", "x.yaml", cwd=root, stdin=text)
    assert run.code == 2 and "--diff" in run.err
    assert (root / "x.yaml").read_bytes() == b"kind: lesson-analysis\n"


def test_the_broken_example_is_mended_once_and_for_all(tmp_path: Path, pd: Pd) -> None:
    root = tmp_path / "broken"
    shutil.copytree(EXAMPLES / "broken", root)
    pd("lint", "--fix", cwd=root)
    assert pd("lint", "--diff", cwd=root).out == ""
    left = lint_one(root.resolve(), LintOptions()).diagnostics
    assert [item for item in left if item.fix] == []


@given(
    st.text("ab\r\n\u2028\x0c", max_size=30),
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.sampled_from(["", "x", "y\n"])), max_size=2)
        ),
        max_size=4,
    ),
)
@settings(max_examples=200, deadline=None)
def test_a_fix_is_made_whole_or_not_at_all(text: str, rows: list[tuple[list[tuple[int, int, str]]]]) -> None:
    from pdcli.reading.source import LineIndex

    lines = LineIndex(text)
    fixes = []
    for (edits,) in rows:
        pieces = [
            (Span(*lines.position(start), *lines.position(start + length)), new) for start, length, new in edits
            if start + length <= len(text)
        ]  # fmt: skip
        if len(pieces) == len(edits) and (len(edits) < 2 or edits[0][0] + edits[0][1] < edits[1][0]):
            fixes.append(Fix(tuple(pieces)))
    changed = apply_fixes(text, fixes)
    assert changed == apply_fixes(text, reversed(fixes)), "the order does not matter"
    for fix in fixes:
        alone = apply_fixes(text, [fix])
        assert len(alone) == len(text) + sum(
            len(new) - (_offset(text, span[2:]) - _offset(text, span[:2])) for span, new in fix.edits
        )
    diff = as_diff({Path("a"): (text, changed)}, {Path("a"): "a"})
    assert diff.count("\n") == 0 or diff.endswith("\n")


def _offset(text: str, place: tuple[int, ...]) -> int:
    from pdcli.reading.source import line_starts

    return line_starts(text)[place[0] - 1] + place[1] - 1
