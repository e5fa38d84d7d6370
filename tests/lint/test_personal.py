"""Family 6xx: what must be found in drafts and comments too, and what must not be taken for personal data."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.text.personal_data import is_card, is_iin
from tests.helpers import EXAMPLES, change
from tests.lint.helpers import LESSON, METHODS

IIN, CARD = "050101500000", "4111111111111111"


def found(root: Path) -> list[tuple[str, str]]:
    return [(item.code, item.message.text("en")) for item in lint(load_portfolio(root), select=["PD6"])]


@pytest.mark.parametrize("name", ["aigerim", "stepnoe", "daniyar", "first-week"])
def test_good_examples_are_clean(name: str) -> None:
    assert found(EXAMPLES / name) == []


def test_a_draft_and_its_comments_are_looked_at(good: Path) -> None:
    change(good, LESSON, ("status: final", f"status: draft\n# ЖСН {IIN}\nlevel: {IIN}"))
    change(good, LESSON, (METHODS, f"<!-- {IIN} -->"))
    assert [code for code, _message in found(good)] == ["PD601"] * 3


def test_no_number_is_repeated_in_full(good: Path) -> None:
    numbers = (IIN, "87000000000", CARD, "KZ86125KZT5004100100", "mugalim@mysal.example")
    change(good, LESSON, (METHODS, ", ".join(numbers)))
    messages = found(good)
    assert [code for code, _message in messages] == ["PD601", "PD602", "PD605", "PD605", "PD604"]
    for _code, message in messages:
        assert not any(number in message for number in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "050101500001, 051301500004, 950412300126789, 2025101450000",
        f"https://bilim.example/{IIN}?a={CARD}",
        f"файл_{IIN}.pdf, id{IIN}, 0.{IIN}",
        "4111 1111 1111 1112, 2025100112345678, 4111-1111 1111 1111",
        "8 7 9 6 8 9 7 5 6 9 8, 7 700 000 00 00, 12 87000000000 5".replace(" 87000000000", " 870000000001"),
        "Кестеде 87 оқушы, 2025-10-14 2025-11-11, 8:30–9:15",
        "KZ00125KZT5004100100, @aigerim, git@ екі",
        "Оқушы А: «иә». Оқушы Б. мен Оқушы В. жауап берді.",
        "Оқушы Абай Құнанбайұлы туралы айтты, оқушы Мұхтар Әуезов шығармасын оқыды.",
        "Ученик Назарбаев Интеллектуальной школы, конкурс «Ученик Года Казахстана».",
        "Оқушылар Болатов Асқарды тыңдады. Pupil Voice Survey.",
        "Оқушы Болат Асқарұлы атындағы мектепте оқиды.",
    ],
)
def test_what_is_no_personal_data(good: Path, text: str) -> None:
    change(good, LESSON, (METHODS, text))
    assert found(good) == []


@pytest.mark.parametrize(
    "text",
    [
        "оқушы Болатов Асқар", "оқушым Асқар Болатов", "Ученица Иванова А.", "ученик И. Петров",
        "сочинение ученицы Ивановой Анны", "pupil Aizhan Bolatova", "оқушы **Аружан Серікқызы**",
    ],
)  # fmt: skip
def test_names_of_pupils(good: Path, text: str) -> None:
    change(good, LESSON, (METHODS, f"Тақтада: {text} дәлелдеді."))
    ((code, message),) = found(good)
    assert code == "PD603"
    assert text.split()[-1].strip("*") not in message


def test_iin() -> None:
    today = date(2026, 1, 1)
    assert is_iin(IIN, today) and is_iin("950412300007", today)
    # Sum eleven needs the second row of weights; a day that never was; a child of the future; a wrong century.
    assert not is_iin("050230500000", today) and not is_iin(IIN, date(2004, 12, 31))
    assert not any(is_iin(IIN[:11] + digit, today) for digit in "123456789")
    assert not is_iin("050101100000", today) and not is_iin("050101900000", today)
    second = [f"0501015{number:04}" for number in range(400)]
    sums = {text: sum((index + 1) * int(digit) for index, digit in enumerate(text)) % 11 for text in second}
    again = next(text for text in second if sums[text] == 10)
    assert sum(is_iin(again + digit, today) for digit in "0123456789") <= 1


def test_cards() -> None:
    assert is_card(CARD) and is_card("5555555555554444")
    assert not is_card("4111111111111112") and not is_card("0000000000000000") and not is_card("2025100112345678")
