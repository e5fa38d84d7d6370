"""Family 4xx: tables of values, limits and hints. Cases stand beside the rules."""

from pathlib import Path

import pytest

from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import change
from tests.lint.helpers import APPROBATION, DESIGN, found

FIRST_GOAL = "goal: 12 желтоқсанға дейін 6 «Ә» оқушыларының көбі мәтінді есепке толық сызба құрады"
LEVELS = """\
    indicator: Толық сызбасы бар жұмыстар үлесі (10 есептік диагностика)
    baseline: 29 %
    target: 60 %
"""


def _goal(indicator: str, baseline: str, target: str) -> str:
    return f"    indicator: '{indicator}'\n    baseline: '{baseline}'\n    target: '{target}'\n"


@pytest.mark.parametrize(
    ("indicator", "baseline", "target"),
    [
        ("Топтық жұмыстың деңгейі", "төмен", "орта"),
        ("Сызба сызу жиілігі", "сирек", "көбіне"),
        ("Критерий парағы", "жоқ", "бар"),
        ("Сыныптағы оқушылар", "аз", "жартысынан көбі"),
        ("Рефлексияның сапасы", "онша емес", "үш сұраққа жауап береді"),
        ("Уровень взаимооценки", "начальный", "продвинутый"),
        ("Кто спрашивает", "единицы", "половина класса"),
        ("Самопроверка", "иногда", "на каждом уроке"),
        ("Use of criteria", "rarely", "in every lesson"),
        ("Talk", "few speak", "all speak"),
    ],
)
def test_levels_and_numbers_in_words_can_be_measured(good: Path, indicator: str, baseline: str, target: str) -> None:
    change(good, DESIGN, (LEVELS, _goal(indicator, baseline, target)))
    change(good, APPROBATION, ("measured: 67 %", "measured: жақсы"))
    assert found(good) == []


@pytest.mark.parametrize(
    ("indicator", "baseline", "target"),
    [
        ("Толық сызба", "24 оқушының 7-уі (29 %)", "60 %"),
        ("Толық сызба", "24-тен 7", "60 %"),
        ("Толық сызба", "7/24", "60 %"),
        ("Толық сызба, %", "29 %", "60 пайыз"),
        ("Толық сызба үлесі", "29", "60 %"),
        ("Доля полных схем", "0,29", "60 %"),
        ("Толық сызба", "7 оқушы", "барлығы"),
        ("Толық сызба", "29 %", "20 пайыздық тармаққа артық"),
        ("Толық сызба", "өлшенбеген", "60 %"),
        ("Full drawings", "7 of 24", "two thirds"),
    ],
)
def test_values_that_can_be_compared(good: Path, indicator: str, baseline: str, target: str) -> None:
    change(good, DESIGN, (LEVELS, _goal(indicator, baseline, target)))
    assert found(good) == []


def test_rows_are_counted_as_in_the_file(good: Path) -> None:
    change(good, DESIGN, ("id: g1", "id: Ц1"), ("target: 75 %", "target: 46 %"))
    assert ("PD403", DESIGN, "46 %") in found(good)


def test_one_wrong_date_is_told_once(good: Path) -> None:
    change(good, DESIGN, ("date: 2025-11-03", "date: 2026-11-03"))
    assert [code for code, _file, _text in found(good)] == ["PD203", "PD202"]


def _carry(root: Path, name: str, year: int, previous: str, row: str) -> None:
    folder = root / "cycles" / name
    folder.mkdir()
    text = (
        f"kind: cycle\nperiod: {{start: {year}-09-01, end: {year}-12-30}}\nprevious: {previous}\ncarried_over:\n{row}"
    )
    (folder / "cycle.yaml").write_text(text, encoding="utf-8")


GOAL_ROW = "  - from: 2025-2026-1/g2\n    text: Басқаша\n"


def test_a_growth_area_carries_over_as_well(good: Path) -> None:
    _carry(good, "2026-2027-1", 2026, "2025-2026-2", GOAL_ROW)
    row = "  - text: Жаңа іс\n"
    _carry(good, "2027-2028-1", 2027, "2026-2027-1", row)
    reflection = good / "cycles" / "2027-2028-1" / "3-reflection.yaml"
    area = "kind: reflection\ngrowth_areas:\n  - id: r1\n    title: Критерий\n    from: [2025-2026-1/g2]\n"
    reflection.write_text(area, encoding="utf-8")
    place = ("PD406", "cycles/2027-2028-1/3-reflection.yaml", "2025-2026-1/g2]")
    assert [item for item in found(good) if item[0] == "PD406"] == [place]
    change(good, "cycles/2027-2028-1/cycle.yaml", (row, GOAL_ROW))
    told = [file for code, file, _text in found(good) if code == "PD406"]
    assert told == ["cycles/2027-2028-1/cycle.yaml"], "once, with the row"


def test_what_is_no_longer_carried_over_is_over(good: Path) -> None:
    _carry(good, "2026-2027-1", 2026, "2025-2026-2", GOAL_ROW)
    _carry(good, "2027-2028-1", 2027, "2026-2027-1", GOAL_ROW)
    _carry(good, "2028-2029-1", 2028, "2027-2028-1", "  - text: Жаңа іс\n")
    assert found(good) == []


def test_the_first_of_two_equal_goals_is_shown(good: Path) -> None:
    second = "goal: 15 желтоқсанға дейін оқушылар балын критериймен түсіндіреді"
    change(good, DESIGN, (second, FIRST_GOAL + "."))
    (finding,) = lint(load_portfolio(good), select=["PD408"])
    (related,) = finding.related
    line = related.path.read_text(encoding="utf-8").split("\n")[related.span.line - 1]
    assert line[related.span.column - 1 :] == FIRST_GOAL.removeprefix("goal: ")


@pytest.mark.parametrize("measured", ["барлығы", "сыныптың жартысы", "половина", "24 оқушының 16-сы", "all pupils"])
def test_a_number_in_words_is_a_number(good: Path, measured: str) -> None:
    change(good, APPROBATION, ("measured: 67 %", f"measured: {measured}"))
    assert found(good) == []


@pytest.mark.parametrize(
    ("values", "measured", "reached", "expected"),
    [
        (("29 %", "60 %"), "59 пайыз", "yes", True),
        (("29 %", "60 %"), "60 %", "no", True),
        (("29 %", "60 %"), "60,5%", "no", True),
        (("12 қате", "3 қате"), "5 қате", "yes", True),
        (("12 қате", "3 қате"), "2 қате", "no", True),
        (("7 учеников", "14 учеников"), "12 ученика", "yes", True),
        (("4.2", "4.5"), "4,4", "yes", True),
        # Reached, or said to be so in part.
        (("29 %", "60 %"), "59 %", "partly", False),
        (("29 %", "60 %"), "61 %", "yes", False),
        (("12 қате", "3 қате"), "3 қате", "yes", False),
        # A matter of rounding.
        (("29 %", "60 %"), "59,6 %", "yes", False),
        # Nobody can tell for sure.
        (("29 %", "60 %"), "16 оқушы", "yes", False),
        (("29 %", "60 %"), "16", "yes", False),
        (("7", "14"), "24 оқушының 12-сі", "yes", False),
        (("7/24", "14/24"), "12/24", "yes", False),
        (("29 %", "кемінде 60 %"), "50 %", "yes", False),
        (("29 %", "50–60 %"), "49 %", "yes", False),
        (("өлшенбеген", "60 %"), "50 %", "yes", False),
        (("900", "1.200"), "1.150", "no", False),
        (("900", "1 200"), "1 150", "yes", False),
        (("5 минут", "10 минут"), "5 сағат", "yes", False),
        (("A1", "A2"), "A1", "yes", False),
        (("29 %", "60 %"), "+20 %", "yes", False),
    ],
)
def test_results_against_targets(
    good: Path, values: tuple[str, str], measured: str, reached: str, expected: bool
) -> None:
    change(good, DESIGN, (LEVELS, _goal("Толық сызбалар үлесі", *values)))
    old = "measured: 67 %\n    reached: yes"
    change(good, APPROBATION, (old, f"measured: '{measured}'\n    reached: {reached}"))
    codes = [("PD410", APPROBATION, reached)] if expected else []
    assert [item for item in found(good) if item[0] != "PD207"] == codes


def test_two_results_of_one_goal_are_steps(good: Path) -> None:
    row = "  - goal: g1\n    measured: 40 %\n    reached: yes\n    conclusion: Қарашада\n"
    change(good, APPROBATION, ("results:\n", "results:\n" + row))
    assert found(good) == []


@pytest.mark.parametrize(
    "dates",
    [
        "start: 2025-10-20\n    end: 2025-11-03",
        "start: 2025-11-12\n    end: 2025-10-22",
        "start: 2025-06-01\n    end: 2025-06-22",
    ],
)
def test_a_plan_line_with_another_fault_is_not_called_past(good: Path, dates: str) -> None:
    change(good, DESIGN, ("start: 2025-11-10\n    end: 2025-11-12", dates))
    assert "PD411" not in {code for code, _file, _text in found(good)}


def test_a_draft_is_left_alone(good: Path) -> None:
    change(good, DESIGN, ("status: final", "status: draft"), (LEVELS, _goal("Сапа", "аз", "аз")))
    change(
        good, DESIGN, (FIRST_GOAL, "goal: Мәтінді есепті модельдеуге үйрету"), ("due: 2025-12-12", "due: 2025-11-03")
    )
    change(good, APPROBATION, ("status: final", "status: draft"), ("measured: 67 %", "measured: көп"))
    assert not [code for code, _file, _text in found(good) if code.startswith("PD4")]
