"""Slips of people who type YAML: one problem each, where the slip is, and what was meant."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdcli.diagnostics import Fix
from pdcli.lint.fix import apply_fixes
from pdcli.reading.markdown_reader import read_markdown
from pdcli.reading.place import Places
from pdcli.reading.yaml_reader import read_yaml
from pdcli.reading.yaml_repair import parse

# The text with `¦` before the slip, and the text that was meant.
MEANT = [
    # Colons.
    ("kind: cycle\nfocus¦:Жұптық жұмыс\nend: 2\n", "kind: cycle\nfocus: Жұптық жұмыс\nend: 2\n"),
    ("focus¦:Жұптық жұмыс\nend: 2\n", "focus: Жұптық жұмыс\nend: 2\n"),
    ("kind¦:cycle\n", "kind: cycle\n"),
    ("rows:\n  - id¦:g1\n    goal: өсу\n", "rows:\n  - id: g1\n    goal: өсу\n"),
    ("span:\n  start¦:1\n  end: 2\n", "span:\n  start: 1\n  end: 2\n"),
    ("'a b'¦:в\nc: 1\n", "'a b': в\nc: 1\n"),
    ("a: 1\nlist¦:[b, c]\n", "a: 1\nlist: [b, c]\n"),
    ("a: 1\nfocus¦：өсу\n", "a: 1\nfocus: өсу\n"),
    ("a: 1\nfocus¦:\u00a0өсу\n", "a: 1\nfocus: өсу\n"),
    ("a: 1\nfocus¦:\u3000өсу\n", "a: 1\nfocus: өсу\n"),
    ("a: 1\nfo\u200bcus: өсу\n".replace("\u200b", "¦\u200b"), "a: 1\nfocus: өсу\n"),
    ("a: x\nkind¦:::cycle\n", "a: x\nkind: cycle\n"),
    # A stroke instead of a colon behind a label.
    ("kind: x\ntopic: Үш топ\n¦Дата – 3.9.2026\nb: 1\n", "kind: x\ntopic: Үш топ\nДата: 3.9.2026\nb: 1\n"),
    ("class: 6\n¦Сабақ тақырыбы — Үш топ\nb: 1\n", "class: 6\nСабақ тақырыбы: Үш топ\nb: 1\n"),
    ("a: бір\n¦екі – үш\nb: 1\n", "a: бір\n  екі – үш\nb: 1\n"),
    # A row without its hyphen, and one whose first line stands beside the others.
    ("items:\n  ¦id: e1\n    kind: test\nb: 1\n", "items:\n  - id: e1\n    kind: test\nb: 1\n"),
    ("plan:\n  ¦action: үш\n    form: x\n    goal: g1\nb: 1\n", "plan:\n  - action: үш\n    form: x\n    goal: g1\nb: 1\n"),
    ("r:\n ¦- a: бір\n    b: 1\n    c: 2\nd: 1\n", "r:\n  - a: бір\n    b: 1\n    c: 2\nd: 1\n"),
    ("r:\n   ¦- a: бір\n    b: 1\nd: 1\n", "r:\n  - a: бір\n    b: 1\nd: 1\n"),
    ("p:\n   ¦start: 1\n  end: 2\nd: 1\n", "p:\n  start: 1\n  end: 2\nd: 1\n"),
    ("p:\n ¦start: 1\n  end: 2\nd: 1\n", "p:\n  start: 1\n  end: 2\nd: 1\n"),
    ("p:\n  ¦start. 2026-09-01\n  end: 2026-12-26\n", "p:\n  start: 2026-09-01\n  end: 2026-12-26\n"),
    # Fields of a row that stand in the column of the hyphens, or further left.
    ("r:\n  - id: g1\n  ¦start: 1\n  end: 2\nb: 1\n", "r:\n  - id: g1\n    start: 1\n    end: 2\nb: 1\n"),
    ("r:\n  - id: g1\n    due: 1\n  - id: g2\n  ¦due: 2\n", "r:\n  - id: g1\n    due: 1\n  - id: g2\n    due: 2\n"),
    ("r:\n  - id: g1\n¦start: 1\nend: 2\n    due: 3\nb: 1\n", "r:\n  - id: g1\n    start: 1\n    end: 2\n    due: 3\nb: 1\n"),
    # Signs around a name, and lines that are no text.
    ("a: 1\n¦@focus: өсу\nb: 1\n", "a: 1\nfocus: өсу\nb: 1\n"),
    ("a: 1\n¦%focus*: өсу\n", "a: 1\nfocus: өсу\n"),
    ("a: 1\n¦`focus`: өсу\n", "a: 1\nfocus: өсу\n"),
    ("a: 1\n¦**focus**: өсу\n", "a: 1\nfocus: өсу\n"),
    ("a: үш\n¦— — —\nb: 1\n", "a: үш\n# — — —\nb: 1\n"),
    ("a: үш\n¦• • • •\nb: 1\n", "a: үш\n# • • • •\nb: 1\n"),
    # A first row without its hyphen.
    ("plan:\n    ¦goal: g1\n    due: 1\n\n  - goal: g2\nb: 1\n", "plan:\n  - goal: g1\n    due: 1\n\n  - goal: g2\nb: 1\n"),
    ("p:\n  x:\n    ¦id: g1\n    n: 1\n  - id: g2\n", "p:\n  x:\n  - id: g1\n    n: 1\n  - id: g2\n"),
    # A long text of which a line stands further left.
    ("r:\n  - a: |\n        бір\n     ¦екі\n    b: 1\n", "r:\n  - a: |\n        бір\n        екі\n    b: 1\n"),
    ("a: >-\n   бір\n ¦екі\nb: 1\n", "a: >-\n   бір\n   екі\nb: 1\n"),
    # A sign of no width before a key below an empty one.
    ("t:\n¦\u200bs: draft\n", "t:\ns: draft\n"), ("t:\n¦\ufeff\u2060s: draft\n", "t:\ns: draft\n"),
    ("kind: cycle\nfocus¦::Жұптық жұмыс\n", "kind: cycle\nfocus: Жұптық жұмыс\n"),
    ("s:\n  a:\n    n: 1\n ¦\tb:\n    n: 2\n", "s:\n  a:\n    n: 1\n  b:\n    n: 2\n"),
    ("a: 1\nb¦\u00a0: өсу\n", "a: 1\nb: өсу\n"),
    ("focus: Нәтиже¦: үш топ\nb: 1\n", "focus: 'Нәтиже: үш топ'\nb: 1\n"),
    ("focus: Нәтиже¦:\nb: 1\n", "focus: 'Нәтиже:'\nb: 1\n"),
    ("focus: It's so¦: three\n", 'focus: "It\'s so: three"\n'),
    ("focus: Үш\n  топ¦: бір\nb: 1\n", "focus: 'Үш\n  топ: бір'\nb: 1\n"),
    ("rows:\n  - a: Қорытынды¦: үш  # Не анықталды\n", "rows:\n  - a: 'Қорытынды: үш'  # Не анықталды\n"),
    # What stands behind ` #` is typed text, but for remarks of a scaffold and for tools.
    ("a: Сабақ¦: септік #2\nb: 1\n", "a: 'Сабақ: септік #2'\nb: 1\n"),
    ("a: Сабақ¦: септік # 2\nb: 1\n", "a: 'Сабақ: септік # 2'\nb: 1\n"),
    ("a: ¦@сынып #2\nb: 1\n", "a: '@сынып #2'\nb: 1\n"),
    ("a: Сабақ¦: септік # pd: ignore[PD302] себебі\n", "a: 'Сабақ: септік' # pd: ignore[PD302] себебі\n"),
    ("r: {a: Үш¦: бір, b: 1}\n", "r: {a: 'Үш: бір', b: 1}\n"),
    # Tabs.
    ("a: 1\n# x\n¦\tb: 2\nc: 3\n", "a: 1\n# x\nb: 2\nc: 3\n"),
    ("rows:\n  - id: g1\n¦\tgoal: өсу\n\tend: 2\n", "rows:\n  - id: g1\n    goal: өсу\n    end: 2\n"),
    ("rows:\n  - id: g1\n    goal: өсу\n¦\tend: 2\n", "rows:\n  - id: g1\n    goal: өсу\n    end: 2\n"),
    # Rows without a hyphen.
    ("goals:\n  - id: g1\n    goal: өсу\n    ¦id: g2\n    goal: оқу\nb: 1\n",
     "goals:\n  - id: g1\n    goal: өсу\n  - id: g2\n    goal: оқу\nb: 1\n"),
    ("items:\n-   id: e1\n    kind: test\n\n    ¦id: e2\n", "items:\n-   id: e1\n    kind: test\n\n-   id: e2\n"),
    ("items:\n  - id: e1\n    kind: test\n\n  ¦id: e2\n  why: |\n    ұзақ\n\n    мәтін\n  - id: e3\nb: 1\n",
     "items:\n  - id: e1\n    kind: test\n\n  - id: e2\n    why: |\n      ұзақ\n\n      мәтін\n  - id: e3\nb: 1\n"),
    # One line that is indented too far.
    ("kind: cycle\n   ¦focus: өсу\nend: 2\n", "kind: cycle\nfocus: өсу\nend: 2\n"),
    # Other signs than a colon.
    ("kind: cycle\n¦title = Жыл\nend: 2\n", "kind: cycle\ntitle: Жыл\nend: 2\n"),
    ("kind: cycle\n¦date 2026-10-14\nend: 2\n", "kind: cycle\ndate: 2026-10-14\nend: 2\n"),
    # The first row of a list.
    ("goals:\n  ¦– id: g1\n    goal: өсу\n", "goals:\n  - id: g1\n    goal: өсу\n"),
    ("goals:\n  ¦-id: g1\n    goal: өсу\nb: 1\n", "goals:\n  - id: g1\n    goal: өсу\nb: 1\n"),
    ("goals:\n¦• id: g1\n  goal: өсу\n", "goals:\n- id: g1\n  goal: өсу\n"),
    # Signs that text cannot begin with.
    ("a: ¦*үш* топ\nb: 1\n", "a: '*үш* топ'\nb: 1\n"),
    ("a: ¦!үш\n", "a: '!үш'\n"),
    ("a: ¦! үш\n", "a: '! үш'\n"),
    ("a: ¦& үш\n", "a: '& үш'\n"),
    ("a: ¦&үш топ\n", "a: '&үш топ'\n"),
    ("a: ¦>үш\nb: 1\n", "a: '>үш'\nb: 1\n"),
    ("a: ¦| үш\nb: 1\n", "a: '| үш'\nb: 1\n"),
    ("a: | ¦үш\n  топ\nb: 1\n", "a: | \n  үш\n  топ\nb: 1\n"),
    ("a: >- ¦үш\n\n    топ\n", "a: >- \n    үш\n\n    топ\n"),
    ("a: ¦@үш\n", "a: '@үш'\n"),
    ("a: ¦%50\n", "a: '%50'\n"),
    ("a: ¦`үш`\n", "a: '`үш`'\n"),
    ("a: ¦? үш\n", "a: '? үш'\n"),
    ("a: ¦- үш\n", "a: '- үш'\n"),
    ("a: ¦, үш\n", "a: ', үш'\n"),
    ("a: ¦- үш\n  - төрт\nb: 1\n", "a:\n  - үш\n  - төрт\nb: 1\n"),
    ("a: [7 сынып] ¦үш\n", "a: '[7 сынып] үш'\n"),
    ("a: {7 сынып} ¦үш\n", "a: '{7 сынып} үш'\n"),
    ("- ¦*үш*\n- төрт\n", "- '*үш*'\n- төрт\n"),
    ("r: [бір, ¦*үш*, төрт]\n", "r: [бір, '*үш*', төрт]\n"),
    ("a: бір ¦#2 топ\n  үш\nb: 1\n", "a: 'бір #2 топ\n  үш'\nb: 1\n"),
    # Quotes.
    ('a: "Үш" ¦топ\nb: 1\n', "a: '\"Үш\" топ'\nb: 1\n"),
    ('a: "Үш"¦: топ\n', "a: '\"Үш\": топ'\n"),
    ('a: "Үш"¦, "төрт"\n', "a: '\"Үш\", \"төрт\"'\n"),
    ('a: "Бұл "¦үш" топ"\n', "a: 'Бұл \"үш\" топ'\n"),
    ("a: 'О'¦Генри'\n", 'a: "О\'Генри"\n'),
    ('r: {a: "Үш" ¦топ, b: 1}\n', "r: {a: '\"Үш\" топ', b: 1}\n"),
    ('a: ¦"үш топ\nb: 1\n', 'a: "үш топ"\nb: 1\n'),
    ("a: ¦'үш топ\nb: 1\n", "a: 'үш топ'\nb: 1\n"),
    ('a: ¦"үш\n  топ\nb: "1"\n', 'a: "үш\n  топ"\nb: "1"\n'),
    ('a: ¦"үш топ»\nb: 1\n', 'a: "үш топ"\nb: 1\n'),
    ('a: ¦"D:\\"\nb: 1\n', "a: 'D:\\'\nb: 1\n"),
    ('a: "D:¦\\Жоба"\n', "a: 'D:\\Жоба'\n"),
    # Indents and hyphens.
    ("a: x\n ¦end: 2\nb: 1\n", "a: x\nend: 2\nb: 1\n"),
    ("a: 'x'\n ¦end: 2\nb: 1\n", "a: 'x'\nend: 2\nb: 1\n"),
    (" ¦a: x\nb: 1\n", "a: x\nb: 1\n"),
    ("rows:\n  - id: g1\n   ¦goal: x\nb: 1\n", "rows:\n  - id: g1\n    goal: x\nb: 1\n"),
    ("rows:\n  - id: g1\n     ¦goal: x\nb: 1\n", "rows:\n  - id: g1\n    goal: x\nb: 1\n"),
    ("rows:\n  - id: g1\n ¦- id: g2\n   goal: x\nb: 1\n", "rows:\n  - id: g1\n  - id: g2\n    goal: x\nb: 1\n"),
    ("rows:\n  - id: g1\n   ¦- id: g2\n     goal: x\n", "rows:\n  - id: g1\n  - id: g2\n    goal: x\n"),
    ("p:\n¦\tstart: 1\n\tend: 2\nb: 1\n", "p:\n  start: 1\n  end: 2\nb: 1\n"),
    ("-¦\ta: 1\n", "- a: 1\n"),
    ("a: 2026-10-14¦attachments: [e1]\nb: 1\n", "a: 2026-10-14\nattachments: [e1]\nb: 1\n"),
    ("r:\n  - id: r1\n    why: Үш топ ¦from: [f1, f12]\nb: 1\n", "r:\n  - id: r1\n    why: Үш топ\n    from: [f1, f12]\nb: 1\n"),
    ("a: x ¦period:\n  start: 1\n  end: 2\n", "a: x\nperiod:\n  start: 1\n  end: 2\n"),
    ("title: Үш бұрыш ¦status: draft\n", "title: Үш бұрыш\nstatus: draft\n"), ("a: 2026-10-14; ¦class: 6\nb: 1\n", "a: 2026-10-14\nclass: 6\nb: 1\n"),
    ("l:\n¦• e1\nb: 1\n", "l:\n- e1\nb: 1\n"), ("m: ¦[plan, smart-goals\nb: 1\n", "m: [plan, smart-goals]\nb: 1\n"), ("m: ¦[e1,\n  e2\n", "m: [e1,\n  e2]\n"),
    ("p: ¦2026-09-01 – 2026-12-26\n  start: 2026-09-01\n  end: 2026-12-26\nb: 1\n", "p:\n  start: 2026-09-01\n  end: 2026-12-26\nb: 1\n"),
    ("p:\n  start: 1\n¦\u00a0\u00a0end: 2\nb: 1\n", "p:\n  start: 1\n  end: 2\nb: 1\n"),
    ("a: x\n¦\u00a0b: 1\n", "a: x\nb: 1\n"),
    ("l:\n  - а\n  ¦-б\n", "l:\n  - а\n  - б\n"),
    ("l:\n  - а\n  ¦– б\n", "l:\n  - а\n  - б\n"),
    ("l:\n  - а\n  ¦•\u00a0б\n", "l:\n  - а\n  - б\n"),
    ("l:\n  ¦* а\nb: 1\n", "l:\n  - а\nb: 1\n"),
    ("l:\n  - а\n  ¦және б\n", "l:\n  - а\n    және б\n"),
    ("a: |\n    бір\n¦екі\nb: 1\n", "a: |\n    бір\n    екі\nb: 1\n"),
    ("rows:\n  ¦-id: g1\n    goal: x\nb: 1\n", "rows:\n  - id: g1\n    goal: x\nb: 1\n"),
    ("rows:\n  ¦2) id: g1\n    goal: x\n", "rows:\n  - id: g1\n    goal: x\n"),
    ("rows:\n  ¦−\u00a0id: g1\n    goal: x\n", "rows:\n  - id: g1\n    goal: x\n"),
    ("rows:\n  - id: g1\n  ¦2. id: g2\n    goal: x\n", "rows:\n  - id: g1\n  - id: g2\n    goal: x\n"),
    ("¦kind – x\ntitle: y\n", "kind: x\ntitle: y\n"),
    ("¦kind goal\ntitle: y\n", "kind: goal\ntitle: y\n"),
    ("rows:\n  - goal: x\n    ¦level → y\n  - level: z\n", "rows:\n  - goal: x\n    level: y\n  - level: z\n"),
    ("rows:\n  - area: x\n    ¦\tlevel: expert\n    note: y\n", "rows:\n  - area: x\n    level: expert\n    note: y\n"),
    ("a: x\n¦\tb: y\nc: z\n", "a: x\nb: y\nc: z\n"),
    ("a: бір\n¦екі үш\nb: 1\n", "a: бір\n  екі үш\nb: 1\n"),
    ("a: [x,\n¦y]\nb: 1\n", "a: [x,\n  y]\nb: 1\n"),
    ("a: |\n¦   \n  x\nb: 1\n", "a: |\n\n  x\nb: 1\n"),
]  # fmt: skip
# Slips of which only a person knows what was meant, or what pd has no use for.
REFUSED = [
    "p: ¦1-тоқсан\n  start: 1\n  end: 2\n", "p: ¦2026-09-01 - 2026-12-31\n  start: 2026-09-01\n  end: 2026-12-26\n",
    "p:\n  start: 1\n ¦end: 2\n", "r:\n  - a: |\n  - ¦Үш топ\n    b: 1\n", "r:\n  - ¦Үш топ\n    b: 1\n  - c: 1\n", "r:\n  - a: 1\n  ¦title: Үш\n", "a: x\n¦b c\nd: 1\n", "a: ¦[x\nb: 1\n", "a: ¦{x\nb: 1\n", "r: {a: ¦\"x, b: 1}\nc: 1\n",
    "a: 'О'¦Генри\n", "a: x\n¦- b\n", "a: 1\n¦? b\n", "¦: x\n", "a: 1\n¦: x\n", "¦[a]: x\n", "a: 1\n¦*b: x\n",
    "a: ¦!!int 7\n", "a: ¦!<x> 7\n", "a:\n  ¦<<: {b: 1}\n", "¦%TAG ! a\n---\na: 1\n", "a: 1\n¦---\nb: 1\n", "a: 1\n¦...\n{b: 1}\n",
    "a: [b¦}]\n", "date: 2026-11-29\n¦2. Дәлелдеме\nb: 1\n", "r:\n  - id: e1 # бір\n¦қосымша\nb: 1\n", "a: [b,¦, c]\n", "a: {b: 1}¦}\n", "a: ['b'\n  ¦'c']\n",
]  # fmt: skip


def _problems(text: str) -> list[tuple[int, str]]:
    return [(problem.start, problem.code) for problem in parse(text).problems]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("slip", "meant"), MEANT, ids=[f"{number}" for number in range(len(MEANT))])
def test_a_slip_is_named_at_its_place_and_read_as_it_was_meant(slip: str, meant: str, newline: str) -> None:
    at = slip.replace("\n", newline).index("¦")
    text, wanted = slip.replace("¦", "").replace("\n", newline), meant.replace("\n", newline)
    result = parse(text)
    assert [(problem.start, problem.code) for problem in result.problems] == [(at, "PD002")]
    places = Places("x.yaml", text)
    fixes = [item.fix for item in map(places.from_yaml, result.problems)]
    assert apply_fixes(text, [fix for fix in fixes if isinstance(fix, Fix)]) == wanted
    assert result.data == parse(wanted).data
    assert parse(wanted).problems == []


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_certain_is_refused_where_it_stands(text: str) -> None:
    result = parse(text.replace("¦", ""))
    assert [problem.start for problem in result.problems] == [text.index("¦")]
    assert result.data is None
    assert not result.problems[0].fix
    assert result.problems[0].message and result.problems[0].hint.text("en")


@pytest.mark.parametrize(
    ("text", "data", "meant"),
    [
        ("focus: ¦:Жұптық жұмыс\nend: 2\n", {"focus": ":Жұптық жұмыс", "end": 2}, "focus: Жұптық жұмыс\nend: 2\n"),
        ("l:\n  - ¦:бір\n  - екі\n", {"l": [":бір", "екі"]}, "l:\n  - бір\n  - екі\n"),
        ("r: {a: ¦:үш, b: 1}\n", {"r": {"a": ":үш", "b": 1}}, "r: {a: үш, b: 1}\n"),
    ],
)
def test_text_after_a_second_colon_is_read_as_it_stands_and_told(text: str, data: object, meant: str) -> None:
    result = parse(text.replace("¦", ""))
    assert result.data == data
    (problem,) = result.problems
    assert (problem.start, problem.code) == (text.index("¦"), "PD035")
    fix = Places("x.yaml", text.replace("¦", "")).from_yaml(problem).fix
    assert fix and apply_fixes(text.replace("¦", ""), [fix]) == meant


@pytest.mark.parametrize("text", ["a: :)\n", "a: ':үш'\n", "a: |\n  :үш\n", ":a: 1\n", "a: x\n  :үш\n"])
def test_a_colon_that_was_meant_is_not_told(text: str) -> None:
    assert _problems(text) == []


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("d: ¦\u200b2026-10-14\n", {"d": "2026-10-14"}), ("n: 7¦\ufeff\n", {"n": 7}), ("l: [e¦\u20601, e2]\n", {"l": ["e1", "e2"]}),
        ("a: |\n  Үш ¦\u200bтоп\nb: 1\n", {"a": "Үш топ\n", "b": 1}), ("a: 'x¦\u200b'\nb: true\u200b\n", {"a": "x", "b": True}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_sign_of_no_width_is_told_and_not_read(text: str, data: object, newline: str) -> None:
    text = text.replace("\n", newline)
    result = parse(text.replace("¦", ""))
    assert result.data == data
    assert (result.problems[0].start, result.problems[0].code) == (text.index("¦"), "PD027")
    assert {problem.code for problem in result.problems} == {"PD027"}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: ?\nb: 1\n", {"a": "?", "b": 1}), ("a: ?  # әзірге\n", {"a": "?"}), ("r: {a: ?, b: ? }\n", {"r": {"a": "?", "b": "?"}}),
        ("a: ?", {"a": "?"}),
    ],
)  # fmt: skip
def test_a_question_mark_alone_is_read_as_it_stands(text: str, data: object) -> None:
    result = parse(text)
    assert (result.data, result.problems) == (data, [])


def test_what_stands_below_the_end_of_the_document_goes_on_without_that_line() -> None:
    text = "a: 1\n...\nb: 2\n"
    (problem,) = parse(text).problems
    assert (problem.start, problem.code) == (5, "PD008")
    fix = Places("x.yaml", text).from_yaml(problem).fix
    assert fix and apply_fixes(text, [fix]) == "a: 1\nb: 2\n"
    assert parse(text).data == {"a": 1, "b": 2}


def test_several_escapes_in_one_value_are_told_once() -> None:
    text = 'a: "Үш\\x1b]0;x\\a топ"\nb: "\\a"\n'
    result = parse(text)
    assert [(text.count("\n", 0, item.start), item.code) for item in result.problems] == [(0, "PD009"), (1, "PD009")]
    fixes = [Places("x.yaml", text).from_yaml(item).fix for item in result.problems]
    assert apply_fixes(text, [fix for fix in fixes if fix]) == 'a: "Үш]0;x топ"\nb: ""\n'


def test_several_slips_are_named_together_and_each_once() -> None:
    text = 'kind:cycle\nfocus: Үш: төрт\nspan:\n\tstart: "1\n\tend: *2*\nl:\n  - а\n  -б\n'
    result = parse(text)
    assert [text.count("\n", 0, problem.start) + 1 for problem in result.problems] == [1, 2, 4, 4, 5, 8]
    assert result.data == {
        "kind": "cycle", "focus": "Үш: төрт", "span": {"start": "1", "end": "*2*"}, "l": ["а", "б"],
    }  # fmt: skip


def test_places_of_what_was_meant_are_those_of_the_file() -> None:
    text = "a:бір\nb: [x, *y*]\nc: 1\n"
    root = parse(text, 10).root
    assert root is not None
    assert [text[child.start - 10 : child.end - 10] for child in root.children.values()] == ["бір", "[x, *y*]", "1"]
    item = root.children["b"].children[1]
    assert (item.start, item.end) == (23, 26)


def test_the_front_matter_of_markdown_is_read_in_the_same_way() -> None:
    result = read_markdown("---\nkind: lesson-analysis\ntitle:Үш\n---\n\n## x\n", lambda _front: None)
    assert result.front is not None
    assert [(problem.code, problem.start) for problem in result.front.problems] == [("PD002", 31)]
    assert result.front.data["title"] == "Үш"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("result: -\nb: 1\n", {"result": "-", "b": 1}),
        ("result:   -  # түсініктеме\n", {"result": "-"}),
        ("rows:\n- {result: -, b: 1}\n- {b: 1, result: - }\n", {"rows": [{"result": "-", "b": 1}, {"b": 1, "result": "-"}]}),
        ("a: +\nb: ±\nc: −\nd: –\n", {"a": "+", "b": "±", "c": "−", "d": "–"}),
        ("a:\n-\n", {"a": [None]}),
        ("a:\n  -\n  - x\n", {"a": [None, "x"]}),
        ("«a»: “б” « в »\n", {"«a»": "“б” « в »"}),
        ("a: http://b.kz:80/c#d\nb: 10:30\nc: x:y\n", {"a": "http://b.kz:80/c#d", "b": "10:30", "c": "x:y"}),
        ("a: x\n  - y\n", {"a": "x - y"}),
        ("yes: no\nnull: on\n1: ~\n", {"yes": "no", "null": "on", "1": None}),
        ("a : 1\n'b' : 2\n", {"a": 1, "b": 2}),
        ("a: [x,\n]\n", {"a": ["x"]}),
        ("a:\tx\n-\ty\n"[:5], {"a": "x"}),
        ("\ufeffa: 1\n", {"a": 1}),
        ("%YAML 1.2\n--- # x\na: 1\n...\n# y\n", {"a": 1}),
    ],
)  # fmt: skip
def test_what_is_certain_is_no_slip(text: str, data: Any) -> None:
    for fast in (True, False):
        result = read_yaml(text, fast=fast)
        assert result.problems == []
        assert result.data == data


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", [0]),
        ("a: |\n  x\n<<<<<<< HEAD\n  y\n||||||| 1\n  w\n=======\n  z\n>>>>>>> x\nb: *\n", [9]),
        ("<<<<<<< a\n=======\n>>>>>>> b\nc: 1\n<<<<<<< a\n=======\n>>>>>>> b\n", [0, 33]),
        ("a: 1\n>>>>>>> b\n", [5]),
        ("a: |\n  x\n  <<<<<<< HEAD\n  y\n  =======\n  z\n  >>>>>>> x\nb: 1\n", [11]),
        ("a:\n  - b: 1\n    >>>>>>> x\n", [16]),
    ],
)
def test_an_unfinished_merge_is_named_once_and_nothing_else_is(text: str, starts: list[int]) -> None:
    assert _problems(text) == [(start, "PD033") for start in starts]
    assert parse(text).data is None


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ('a: "x\\e[31m"\n', [5]), ('a: "\\x00"\n"\\u202e": 1\n', [4, 11]), ('a: "\\ud800\\udc00"\n', [4]),
        ("a: x\u202ey\n", [4]), ("a: \x1b[31m\n", [3]), ('a: ["\\b", "\\ufffe"]\n', [5, 11]),
    ],
)  # fmt: skip
def test_no_sign_that_moves_what_follows_is_read(text: str, starts: list[int]) -> None:
    result = parse(text)
    assert _problems(text) == [(start, "PD009") for start in starts]
    assert "\\x" not in ascii(result.data).replace("\\xa0", "") and "\\u202e" not in ascii(result.data)


@pytest.mark.parametrize(
    ("text", "code", "instead"),
    [
        ("focus: Үш\u200b топ\nb: 1\n", "PD027", "focus: Үш топ\nb: 1\n"),
        ("\ufefffocus: Үш\ufeff топ\n", "PD027", "\ufefffocus: Үш топ\n"),
        ("focus: Үш\x07\x08 топ\nb: 1\n", "PD009", "focus: Үш топ\nb: 1\n"),
        ("focus: Үш\x0bтоп\nb: 1\n", "PD009", "focus: Үш топ\nb: 1\n"),
    ],
)
def test_signs_that_nobody_sees_are_told_and_taken_out(text: str, code: str, instead: str) -> None:
    (problem,) = parse(text).problems
    assert problem.code == code
    for start, end, new in reversed(problem.fix):
        text = text[:start] + new + text[end:]
    assert text == instead


def test_a_mark_of_the_encoding_in_front_is_no_sign_of_the_text() -> None:
    assert not parse("\ufefffocus: Үш топ\n").problems


@pytest.mark.parametrize("mark", ["=======", "|||||||", "||||||| 1a2b3c4", "<<<<<<<", ">>>>>>>"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", "a: 1\n"), ("a: 1\n", "b: 2\n"), ("a: 1\n", ""), ("a: бір\n  ", "b: 2\n"), ("a:\n  - b: 1\n    ", "    c: 2\n"),
        ("a: |\n  бір\n", "  екі\n"), ("a: |-\n  ", "  екі\n"), ("a: |\n  бір\n\n  ", "  екі\n"), ("a: >-\n  бір\n  ", "  екі\n"),
        ("a: |\n  Бірі кетті.\n  ", "  Екеуі қалды.\n"), ("a:\n  - |\n    - бір\n    ", "    - екі\n"), ("a:\n- b: |\n    ", "c: 1\n"),
    ],
)  # fmt: skip
def test_a_mark_of_a_merge_alone_is_told(above: str, below: str, newline: str, mark: str) -> None:
    text = f"{above}{mark}\n{below}".replace("\n", newline)
    for fast in (True, False):
        result = read_yaml(text, fast=fast)
        assert [(item.start, item.code) for item in result.problems] == [(text.index(mark), "PD033")]
        assert result.data is None


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  Екі\n  =======\n  үш\n", "a:\n  - b: |-\n      24 / 17\n      =======\n\n      үш\n", "a: |\n  | б |\n  |||||||\n",
        "a: |\n  ========\n  ======\n  ======= б\n", "a: =======\n", "a: '|||||||'\n",
    ],
)  # fmt: skip
def test_strokes_and_tables_of_a_long_text_are_no_marks_of_a_merge(text: str) -> None:
    for fast in (True, False):
        assert not read_yaml(text, fast=fast).problems


def test_an_escape_that_shows_something_is_no_slip() -> None:
    assert parse('a: "\\tб\\n\\u04d9\\N\\_"\n').data == {"a": "\tб\nә\x85\xa0"}


PIECES = ["a", "ә", "title", "b: ", ": ", ":", "- ", "-", "[", "]", "{", "}", ", ", "&a ", "*a", "! ", "!!str ", "# ", " #x",
          "|\n", ">-\n", "'", '"', "\\", "\n", "\n  ", "\n    ", "\t", "---", "%", "7", "~", "? ", "\u00a0", "：", "\r\n", "\r", "kind:x\n",
          "* б", "\u202e", '"\\e"']  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    result, fast = parse(text), read_yaml(text)
    assert (repr(result.data), result.problems) == (repr(fast.data), fast.problems)
    for problem in result.problems:
        assert 0 <= problem.start <= len(text)
        assert problem.message and problem.hint.text("en")
        assert all(0 <= start <= end <= len(text) for start, end, _new in problem.fix)


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u2060", "\u200e", "\u00a0", "\u202f", "\u3000", "\u2028", "\x85", "\u00ad"]
)
@pytest.mark.parametrize("value", ["[f1, f2]", "{k: 1}", "'бір'", '"екі"'])
def test_a_sign_nobody_sees_behind_a_value_is_told_once(value: str, sign: str) -> None:
    text = f"a: {value}{sign}\nb: 1\n"
    (problem,) = parse(text).problems
    assert (problem.code, problem.start, list(problem.fix)) == (
        "PD002",
        text.index(sign),
        [(text.index(sign), text.index(sign) + 1, "")],
    )
    assert parse(text).data == parse(text.replace(sign, "")).data


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000", "\u00a0 \u202f"])
def test_wide_spaces_around_a_value_are_no_part_of_it(space: str) -> None:
    for pattern in (
        "a: Айша{0}Сейіт{1}\n",
        "a:\n  - {1}e1{1}\n  - e2\n",
        "a: [{1}e1, {1}e2{1}, e3{1}]\n",
        "a: {{b: {1}в{1}, c: 1}}\n",
        "a: б\n  в{1}\nc: 7{1}\n",
    ):
        text, meant = pattern.format(space, space), pattern.format(space, "")
        for fast in (True, False):
            result = read_yaml(text, fast=fast)
            assert (result.data, result.problems) == (read_yaml(meant).data, [])


def test_a_row_without_its_number_keeps_its_fields_together() -> None:
    text = "a:\n  - id: e1\n    b: 1\n  54.5- бет:\n    b: 2\n    c: 3\n"
    result = parse(text)
    assert [(item.code, item.start) for item in result.problems] == [("PD002", text.index("54.5"))]
    assert result.data == {"a": [{"id": "e1", "b": 1}, {"54.5- бет": None, "b": 2, "c": 3}]}


@pytest.mark.parametrize("sign", [">", ">-", ">+"])
@pytest.mark.parametrize("gap", ["\t", "\t\t", " \t", "\t  "])
def test_a_tab_in_front_of_a_line_that_is_joined_is_told(gap: str, sign: str) -> None:
    text = f"a: {sign}\n  бір\n  {gap}екі\n  {gap}үш\nb: 1\n"
    (problem,) = parse(text).problems
    assert (problem.code, problem.start) == ("PD027", text.index("\t"))
    for start, end, new in reversed(problem.fix):
        text = text[:start] + new + text[end:]
    assert text == f"a: {sign}\n  бір\n  екі\n  үш\nb: 1\n"


@pytest.mark.parametrize(
    "text", ["a: >-\n  бір\tекі\n  үш\t\n", "a: |\n  бір\n  \tекі\n", "a: >\n  \tбір\n", "a: >\n  бір\n    екі\n"]
)
def test_a_tab_that_changes_nothing_is_no_slip(text: str) -> None:
    assert not parse(text).problems
