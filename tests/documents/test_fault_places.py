"""What was typed and what was meant: keys that look like others, values of a wrong type, text in comments."""

from pathlib import Path

import pytest

from pdcli.diagnostics import Diagnostic
from pdcli.lint.fix import apply_fixes
from pdcli.lint.run import LintOptions, lint_one
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.suggest import foreign_letters, latin
from tests.helpers import Pd, write

LESSON, DESIGN = "kind: lesson-analysis\n", "kind: design\n"
# Code, the document with `¦` at the slip, and the document after --fix; None where only a person knows.
CASES = [
    ("PD101", LESSON + "¦tорic: Үш\n", LESSON + "topic: Үш\n"),
    ("PD101", LESSON + "¦TOPIC: Үш\n", LESSON + "topic: Үш\n"),
    ("PD101", LESSON + "¦ｔｏｐｉｃ: Үш\n", LESSON + "topic: Үш\n"),
    ("PD101", LESSON + "¦Тема урока: Үш\n", LESSON + "topic: Үш\n"),
    ("PD101", LESSON + "¦күні: 2026-10-14\n", LESSON + "date: 2026-10-14\n"),
    ("PD101", DESIGN + "¦күні: 2026-10-14\n", DESIGN + "date: 2026-10-14\n"),
    ("PD101", DESIGN + "¦Дата: 2026-10-14\n", DESIGN + "date: 2026-10-14\n"),
    ("PD101", DESIGN + "goals:\n  - id: g1\n    ¦көрсеткіші: Үш\n", DESIGN + "goals:\n  - id: g1\n    indicator: Үш\n"),
    ("PD101", LESSON + "¦Күйі: draft\n", LESSON + "status: draft\n"),
    ("PD101", DESIGN + "¦Статус: draft\n", DESIGN + "status: draft\n"),
    ("PD101", LESSON + "topic: Бір\n¦tорic: Үш\n", None),
    ("PD101", DESIGN + "goals:\n  - ¦іd: g1\n", DESIGN + "goals:\n  - id: g1\n"),
    ("PD101", "¦kіnd: lesson-analysis\n", LESSON),
    ("PD005", "¦Kind: lesson-analysis\n", LESSON),
    ("PD006", "kind: ¦lеsson-analysis\n", LESSON),
    ("PD107", LESSON + "attachments: [¦е1]\n", LESSON + "attachments: [e1]\n"),
    ("PD107", DESIGN + "goals:\n  - {id: g1, from: [¦г1]}\n", None),
    ("PD101", DESIGN + "plan:\n  - {action: Үш топ (бір, ¦екі, төрт), goal: g1}\n", DESIGN + "plan:\n  - {action: 'Үш топ (бір, екі, төрт)', goal: g1}\n"),
    ("PD101", DESIGN + "plan:\n  - {goal: g1, action: Үш, ¦екі}\n", DESIGN + "plan:\n  - {goal: g1, action: 'Үш, екі'}\n"),
    ("PD101", DESIGN + "plan:\n  - {¦action:Үш, goal: g1}\n", DESIGN + "plan:\n  - {action: Үш, goal: g1}\n"),
    ("PD102", LESSON + "topic: ¦{7 сынып}\n", LESSON + "topic: '{7 сынып}'\n"),
    ("PD102", LESSON + "class: ¦[7]\n", LESSON + "class: '[7]'\n"),
    ("PD102", LESSON + "title: ¦[7, 'a']\n", LESSON + "title: \"[7, 'a']\"\n"),
    ("PD102", LESSON + "¦topic:\n  - бір\n  - екі\n", None),
    # A list without brackets: what was typed, never the example.
    ("PD102", LESSON + "attachments: ¦e2\n", LESSON + "attachments: [e2]\n"),
    ("PD102", LESSON + "attachments: ¦е3; e12\n", LESSON + "attachments: [e3, e12]\n"),
    ("PD102", LESSON + "attachments: ¦'e2, e3,'\n", LESSON + "attachments: [e2, e3]\n"),
    ("PD102", LESSON + "attachments: ¦e2 және бейне\n", None),
    ("PD102", DESIGN + "methods: ¦ЖКДЖ әзірлеу, smart-goals\n", DESIGN + "methods: [plan, smart-goals]\n"),
    ("PD102", DESIGN + "methods: ¦ЖКДЖ әзірлеу, басқа бірдеңе\n", None),
    ("PD102", DESIGN + "goals:\n  - id: g1\n    goal: Үш\n    from: ¦r4, r5\n", DESIGN + "goals:\n  - id: g1\n    goal: Үш\n    from: [r4, r5]\n"),
    ("PD034", LESSON + "topic: Үш ¦#2 топ\n", LESSON + "topic: 'Үш #2 топ'\n"),
    ("PD034", LESSON + "topic: Үш ¦# топ\nclass: 7\n", LESSON + "topic: 'Үш # топ'\nclass: 7\n"),
    ("PD034", LESSON + "title: ¦#математика\n", LESSON + "title: '#математика'\n"),
    ("PD034", LESSON + "title: ¦# Үш бұрыш\n", None),
    ("PD103", "kind: results\nyears:\n  - year: ¦2024–2025\n", "kind: results\nyears:\n  - year: 2024-2025\n"),
    ("PD103", "kind: results\nyears:\n  - {class: 5, year: ¦2024/25}\n", "kind: results\nyears:\n  - {class: 5, year: 2024-2025}\n"),
    ("PD103", "kind: results\nskills:\n  - year: 2023-2024\n  - year: ¦2024-2025 уч. г.\n", "kind: results\nskills:\n  - year: 2023-2024\n  - year: 2024-2025\n"),
    ("PD103", "kind: results\nyears:\n  - year: ¦былтыр\n", None),
    ("PD009", LESSON + 'topic: "Үш ¦\\e[1mтоп"\n', LESSON + 'topic: "Үш топ"\n'),
    ("PD009", LESSON + 'topic: "Үш¦\\a"\n', LESSON + 'topic: "Үш"\n'),
    ("PD009", LESSON + 'topic: "D:¦\\bala"\n', None),
    # A keyboard that was left in Russian or Kazakh.
    ("PD101", LESSON + "¦ещзшс: Үш\n", LESSON + "topic: Үш\n"),
    ("PD101", LESSON + "¦ыефегы: draft\n", LESSON + "status: draft\n"),
    ("PD104", LESSON + "status: ¦аштфд\n", LESSON + "status: final\n"),
    ("PD104", "kind: portfolio\ncategory: ¦учзуке\n", "kind: portfolio\ncategory: expert\n"),
    ("PD107", LESSON + "attachments: [¦у7]\n", LESSON + "attachments: [e7]\n"),
    ("PD107", DESIGN + "goals:\n  - {id: g1, from: [¦кә]}\n", DESIGN + "goals:\n  - {id: g1, from: [r2]}\n"),
    ("PD107", LESSON + "attachments: [¦E7]\n", LESSON + "attachments: [e7]\n"),
    ("PD107", LESSON + "attachments: [¦№7]\n", LESSON + "attachments: [e7]\n"),
    ("PD107", LESSON + "attachments: [¦7]\n", LESSON + "attachments: [e7]\n"),
    ("PD107", LESSON + "attachments: [¦e7.]\n", LESSON + "attachments: [e7]\n"),
    # Other signs than commas in a list in brackets.
    ("PD107", LESSON + "attachments: [¦e7; e8]\n", LESSON + "attachments: [e7, e8]\n"),
    ("PD107", LESSON + "attachments: [e1, ¦e7. e8 | e9]\n", LESSON + "attachments: [e1, e7, e8, e9]\n"),
    ("PD107", LESSON + "attachments: [¦E7 e8]\n", LESSON + "attachments: [e7, e8]\n"),
    ("PD107", LESSON + "attachments:\n  - ¦e7; e8\n", None),
    ("PD107", LESSON + "attachments: [¦'e7; e8']\n", None),
    ("PD107", LESSON + "attachments: [¦e7; парақ]\n", None),
    ("PD104", DESIGN + "methods: [¦smart-goals; plan]\n", DESIGN + "methods: [smart-goals, plan]\n"),
    ("PD104", DESIGN + "methods: [¦smart-goals. Plan. mentor-advice]\n", DESIGN + "methods: [smart-goals, plan, mentor-advice]\n"),
    ("PD104", DESIGN + "methods: [plan, ¦smart-goals и mentor-advice]\n", DESIGN + "methods: [plan, smart-goals, mentor-advice]\n"),
    ("PD104", DESIGN + "methods: [¦plan smart-goals]\n", DESIGN + "methods: [plan, smart-goals]\n"),
    ("PD104", DESIGN + "methods: [¦plan; кеңес]\n", None),
    ("PD104", DESIGN + "methods:\n  - ¦plan; smart-goals\n", None),
    ("PD107", LESSON + "attachments: [¦шығу парағы]\n", None),
    ("PD102", LESSON + "attachments: ¦(e2, e3)\n", LESSON + "attachments: [e2, e3]\n"),
    ("PD102", LESSON + "attachments: ¦［e2］\n", LESSON + "attachments: [e2]\n"),
    ("PD103", LESSON + "date: ¦2026-10-14T08:30:00+05:00\n", LESSON + "date: 2026-10-14\n"),
    ("PD103", LESSON + "date: ¦14.10.2026, 9:05\n", LESSON + "date: 2026-10-14\n"),
    ("PD103", LESSON + "date: ¦1206-10-14\n", None),
    ("PD101", LESSON + "¦Topic: Үш\n", LESSON + "topic: Үш\n"),
    ("PD102", LESSON + "attachments:\n  ¦-e4\n", LESSON + "attachments:\n  [e4]\n"),
    ("PD102", "kind: cycle\nperiod: ¦1.09.2026–26.12.2026\n", "kind: cycle\nperiod: {start: 2026-09-01, end: 2026-12-26}\n"),
    ("PD102", "kind: cycle\nperiod: ¦бірінші тоқсан\n", None),
    ("PD101", "kind: cycle\nperiod:\n¦start: 2026-09-01\n", "kind: cycle\nperiod:\n  start: 2026-09-01\n"),
    ("PD102", DESIGN + "¦changes:\n  - id: g1\n    goal: Өсу\ngoals:\n", None),
    # Words of a key that are joined otherwise.
    ("PD101", "kind: route-sheet\n¦school year: 2026-2027\n", "kind: route-sheet\nschool_year: 2026-2027\n"),
    ("PD101", "kind: route-sheet\n¦School-Year: 2026-2027\n", "kind: route-sheet\nschool_year: 2026-2027\n"),
    ("PD101", "kind: cycle\n¦carriedOver:\n", "kind: cycle\ncarried_over:\n"),
    ("PD101", "kind: route-sheet\n¦school.year.: 2026-2027\n", "kind: route-sheet\nschool_year: 2026-2027\n"),
    # What people call a name.
    ("PD101", "kind: education-route\n¦Ф.И.О.: Айгерім\n", "kind: education-route\nfull_name: Айгерім\n"),
    ("PD103", LESSON + "date: ¦3.9.26\n", LESSON + "date: 2026-09-03\n"),
    ("PD103", LESSON + "date: ¦3-9-26\n", None),
    # Rows and their fields at another place.
    ("PD102", DESIGN + "goals:\n- ¦- goal: Өсу\n    id: g1\n", DESIGN + "goals:\n-   goal: Өсу\n    id: g1\n"),
    ("PD101", DESIGN + "goals:\n  - id: g1\n    goal: Өсу\n¦due: 2026-10-14\nindicator: Үш\n",
     DESIGN + "goals:\n  - id: g1\n    goal: Өсу\n    due: 2026-10-14\n    indicator: Үш\n"),
    ("PD101", DESIGN + "goals:\n  - id: g1\n    due: 2026-10-14\n¦due: 2026-10-15\n", None),
    ("PD002", DESIGN + "plan:\n ¦changes: Үш\n", DESIGN + "plan:\nchanges: Үш\n"),
    ("PD002", LESSON + "topic:\n ¦class: 6\n", LESSON + "topic:\nclass: 6\n"),
    ("PD002", LESSON + "date:\n  ¦class: 6\n  topic: Үш\n", LESSON + "date:\nclass: 6\ntopic: Үш\n"),
    ("PD102", LESSON + "¦topic:\n  class: 6\nclass: 7\n", LESSON + "topic:\n  'class: 6'\nclass: 7\n"),
    # Signs around a key.
    ("PD101", LESSON + "¦✅ topic: Үш\n", LESSON + "topic: Үш\n"),
    ("PD101", LESSON + "¦/topic*: Үш\n", LESSON + "topic: Үш\n"),
    ("PD101", LESSON + "¦2) topic: Үш\n", LESSON + "topic: Үш\n"),
    # The only row of a table without its hyphen.
    ("PD102", DESIGN + "goals:\n    ¦goal: Өсу\n    id: g1\n", DESIGN + "goals:\n  - goal: Өсу\n    id: g1\n"),
    ("PD102", DESIGN + "goals:\n  ¦id: g1\n  due: 2026-10-14\n", DESIGN + "goals:\n- id: g1\n  due: 2026-10-14\n"),
    ("PD102", DESIGN + "¦goals:\n  id: g1\n  кім: мен\n", None),
    ("PD102", DESIGN + "goals: ¦{id: g1}\n", None),
    # A number that only a program would read.
    ("PD102", "kind: results\nyears:\n  - pupils: ¦2e1\n", None),
    ("PD102", "kind: results\nyears:\n  - pupils: ¦2_4\n", None),
    ("PD102", "kind: results\nyears:\n  - pupils: ¦٢٤\n", None),
    ("PD102", "kind: results\nyears:\n  - pupils: ¦24.\n", "kind: results\nyears:\n  - pupils: 24\n"),
    ("PD003", LESSON + "date: 14.10.2026\n¦date: 2026-10-14\n", None),
    ("PD035", LESSON + "status: ¦:draft\n", LESSON + "status: draft\n"),
    ("PD027", LESSON + "attachments: [e1¦\u200b]\n", LESSON + "attachments: [e1]\n"),
    ("PD005", "¦#kind: lesson-analysis\ntopic: Үш\n", LESSON + "topic: Үш\n"),
    # A line that is a comment by accident.
    ("PD034", LESSON + "¦# private: true\n", LESSON + "private: true\n"),
    ("PD034", LESSON + "¦#topic: Үш\ntopic:\n", None),
    ("PD034", LESSON + "title: 'Үш' ¦#2\n", None),
    ("PD034", DESIGN + "plan:\n  - action: Үш ¦#2\n    goal: g1 # х\n", DESIGN + "plan:\n  - action: 'Үш #2'\n    goal: g1 # х\n"),
]  # fmt: skip
REMARKS = [
    LESSON + "topic: Үш # pd ignore[PD703]\n", LESSON + "# topic: Үш\ntopic: Төрт\n", LESSON + "# ескерту: Үш\n#   topic: Үш\n",
    LESSON + "date: 2026-10-14 # бейсенбі\n", LESSON + "# topic: Үш #2\ntopic: Үш\n", LESSON + "topic: # әзірге жоқ\n",
    LESSON + "topic: 'Үш #2' # түсініктеме\n", LESSON + "topic: |  # түсініктеме\n  Үш #2\n", LESSON + "attachments: [e1] # х\n",
    LESSON + "topic: Үш # pd: ignore[PD703] х\n", "kind: cycle\nperiod:\n  start: 2026-10-14 # First day of the cycle.\n",
]  # fmt: skip


def _lint(root: Path, text: str, newline: str = "\n") -> tuple[Diagnostic, ...]:
    write(root, {"portfolio.yaml": "kind: portfolio\n", "x.yaml": text.replace("\n", newline).encode("utf-8")})
    return lint_one(root.resolve(), LintOptions()).diagnostics


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("code", "text", "meant"), CASES)
def test_a_slip_has_one_message_at_its_place(
    tmp_path: Path, code: str, text: str, meant: str | None, newline: str
) -> None:
    before, _mark, after = text.partition("¦")
    place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    found = [item for item in _lint(tmp_path, before + after, newline) if item.path.name == "x.yaml"]
    same = [item for item in found if item.span[:2] == place]
    assert [item.code for item in same] == [code]
    assert [item.code for item in found].count(code) == 1
    (item,) = same
    whole = (before + after).replace("\n", newline)
    fixed = apply_fixes(whole, [item.fix]) if item.fix else None
    assert fixed == (meant.replace("\n", newline) if meant else None)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-24-10", "2026-10-24"), ("46309", "2026-10-14"), ("2O26-1О-14", "2026-10-14"), ("14ю10ю2026", "2026-10-14"), ("ә0ә6-10-14", "2026-10-14")],
)  # fmt: skip
def test_the_day_that_is_likely_meant_is_suggested(tmp_path: Path, typed: str, day: str) -> None:
    (found,) = [item for item in _lint(tmp_path, f"{LESSON}date: {typed}\n") if item.code == "PD103"]
    assert day in found.hint.text("en") and found.fix is None


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_is_no_lost_text(tmp_path: Path, text: str) -> None:
    assert [item.code for item in _lint(tmp_path, text) if item.code == "PD034"] == []


def test_what_a_scaffold_writes_beside_its_fields_is_no_lost_text(tmp_path: Path, pd: Pd) -> None:
    for lang in ("kk", "ru"):
        root = write(tmp_path / lang, {"portfolio.yaml": "kind: portfolio\nname: A\n"})
        assert pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-26", cwd=root, lang=lang).code == 0
        for kind in ("route-sheet", "lesson-study"):
            pd("new", kind, cwd=root, lang=lang)
        rows = list(root.rglob("*-design.yaml"))
        text = rows[0].read_text(encoding="utf-8")
        # The rows that are shown as comments become rows when their signs are taken away.
        rows[0].write_text(text.replace("\n#   ", "\n  "), encoding="utf-8")
        assert [item.code for item in lint_one(root.resolve(), LintOptions()).diagnostics if item.code == "PD034"] == []


@pytest.mark.parametrize(
    ("answer", "shown"),
    [("topic: {7 сынып: [a]}", "{7 сынып: \\[a\\]}"), ("class: [7, true]", "\\[7, true\\]"), ("topic: true", "true"), ("class:\n  a: 1\n  b: 2", "b: 2")],
)  # fmt: skip
@pytest.mark.parametrize("title", ["{7: null}", "[7]", "true"])
def test_a_page_shows_a_value_of_a_wrong_type_as_it_was_typed(
    tmp_path: Path, pd: Pd, answer: str, shown: str, title: str
) -> None:
    files = {
        "portfolio.yaml": "kind: portfolio\nname: A\n",
        "x.yaml": f"{LESSON}title: {title}\ndate: 2026-10-14\n{answer}\n",
    }
    root = write(tmp_path, files)
    # To a teacher `true` is a text like any other.
    is_text = answer == "topic: true" and title == "true"
    assert pd("render", "x.yaml", "--to", "md,html", cwd=root).code == int(not is_text)
    page = (root / "build" / "x.md").read_text(encoding="utf-8")
    assert shown in page and title in page.replace("\\", "")
    for text in (page, (root / "build" / "x.html").read_text(encoding="utf-8")):
        assert "None" not in text and "True" not in text and "{'" not in text and "&#39;:" not in text
    (document,) = (item for item in load_portfolio(root).documents if item.path.name == "x.yaml")
    assert document.title == title


def test_letters_are_compared_one_by_one() -> None:
    assert latin("сlаss") == "class"
    assert foreign_letters("сlаss", "class").text("en") == "letter 1 (“с”), letter 3 (“а”)"


def test_rows_under_another_name_are_said_to_belong_to_their_table(tmp_path: Path) -> None:
    text = DESIGN + "changes:\n  - id: g1\n    goal: Өсу\n"
    (found,) = [item for item in _lint(tmp_path, text + "goals:\n") if item.code == "PD102"]
    assert "`goals:`" in found.hint.text("en")
    (found,) = [item for item in _lint(tmp_path, text + "goals:\n  - id: g2\n") if item.code == "PD102"]
    assert "`goals:`" not in found.hint.text("en")


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_example_of_a_list_is_typed_as_a_list(lang: str, pd: Pd, tmp_path: Path) -> None:
    row = "items: [{id: v1, participants: 'Үлгі Маман, Мысал Маман', number: many}]\n"
    write(tmp_path, {"school.yaml": "kind: school\n", "school/2026-2027/events.yaml": "kind: events\n" + row})
    run = pd("lint", cwd=tmp_path, lang=lang)
    assert "`participants: [daniyar, saule]`" in run.out
    assert "{'" not in run.out
