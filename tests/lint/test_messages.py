"""A message is data until it is shown; tests/lint/test_rules.py words those of every rule."""

import json
import pickle
from datetime import date

import pytest

from pdcli.i18n.messages import (
    NO_MESSAGE,
    Message,
    ShownValue,
    decimal,
    figure,
    joined,
    message,
    message_from_plain,
    message_to_plain,
    ngettext,
    parameters_of,
    period,
    quoted,
    worded,
)

MEANT = message("Did you mean `{key}`?")


def test_a_message_keeps_what_it_is_made_of() -> None:
    choice = message("Choose one of: {keys}.").format(keys=joined(quoted([key]) for key in ("a", "b")))
    both = MEANT.format(key="goal") + " " + choice
    assert both.template == "Did you mean `{key}`? Choose one of: {keys}."
    assert parameters_of(both) == {"key": "goal", "keys": [["a"], ["b"]]}
    assert both.text("ru").startswith("Может быть, `goal`") and both.text("ru").endswith("`a`, `b`.")
    assert both.text("en") == "Did you mean `goal`? Choose one of: `a`, `b`."
    assert ("`from:` – " + both).template.startswith("`from:` – Did")


def test_of_two_values_of_one_name_both_are_told() -> None:
    twice = MEANT.format(key="goal") + " " + MEANT.format(key="plan")
    assert twice.text("ru").endswith("Может быть, `plan`?") and "{key_2}" in twice.template
    assert twice.parameters == {"key": "goal", "key_2": "plan"}


def test_decimal_signs_are_of_the_language() -> None:
    scores = message("Observers’ scores for the same lesson differ by {spread}: {scores}.").format(
        spread=decimal(8.5), scores=joined(map(decimal, (77.5, 69.0)), "; ")
    )
    assert scores.text("en").endswith("8.5: 77.5; 69.") and scores.text("ru").endswith("8,5: 77,5; 69.")
    assert parameters_of(scores) == {"spread": 8.5, "scores": [77.5, 69.0]}


def test_numbers_and_labels_are_data() -> None:
    limits = message("Write a number from {low} to {high}.").format(low=figure(1.0), high=ShownValue("бес", 5))
    assert parameters_of(limits) == {"low": 1.0, "high": 5} and limits.text("en") == "Write a number from 1 to бес."
    comments = ngettext("{count} comment", "{count} comments", 1).format(count=1)
    assert comments.template == "{count} comments" and comments.text("en") == "1 comment"


def test_a_value_is_worded_in_the_language_of_its_message() -> None:
    size = message("The limit is {limit} MiB.").format(limit=worded(lambda lang: "2.5" if lang == "en" else "2,5", 2.5))
    inside = message("{a}: {b}").format(a=size, b=joined([size, "x"], "; "))
    assert inside.text("en") == "The limit is 2.5 MiB.: The limit is 2.5 MiB.; x" and "2,5" in inside.text("kk")
    assert parameters_of(size) == {"limit": 2.5}
    again = message_from_plain(message_to_plain(inside))
    assert (again.text("kk"), again.text("en")) == (inside.text("kk"), inside.text("en"))


def test_dates_are_worded_by_each_language_also_when_they_are_read_again() -> None:
    first, last = date(2025, 11, 5), date(2025, 12, 12)
    dates = message("{day}: {days}, {period}, {typed}").format(
        day=first, days=joined([first, last], "; "), period=period(first, last), typed="`2025-11-05`"
    )
    for item in (dates, message_from_plain(json.loads(json.dumps(message_to_plain(dates))))):
        words = [item.text(lang).replace("\u00a0", " ") for lang in ("kk", "ru", "en")]
        assert words == [
            "2025 жылғы 5 қараша: 2025 жылғы 5 қараша; 2025 жылғы 12 желтоқсан, "
            "2025 жылғы 5 қараша – 12 желтоқсан, `2025-11-05`",
            "5 ноября 2025: 5 ноября 2025; 12 декабря 2025, 5 ноября – 12 декабря 2025, `2025-11-05`",
            "5 November 2025: 5 November 2025; 12 December 2025, 5 November – 12 December 2025, `2025-11-05`",
        ]
        assert parameters_of(item) == {
            "day": "2025-11-05", "days": ["2025-11-05", "2025-12-12"], "period": ["2025-11-05", "2025-12-12"],
            "typed": "`2025-11-05`",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("quotation", "end"),
    [
        ("Сабақ", "“Сабақ”."), ("Сабақ.", "“Сабақ”."), ("Сабақ?", "“Сабақ?”"), ("Сабақ!", "“Сабақ!”"),
        ("Сабақ…", "“Сабақ…”."), ("Сабақ.,", "“Сабақ.,”."),
    ],
)  # fmt: skip
def test_a_sentence_that_ends_in_a_quotation_has_one_stop(quotation: str, end: str) -> None:
    inside = message("The answer is in the heading: “{heading}”.").format(heading=quotation)
    assert inside.text("en") == f"The answer is in the heading: {end}"
    assert inside.text("ru").endswith(end.translate(str.maketrans("“”", "«»")))
    both = inside + " " + message("Did you mean “{label}”?").format(label=quotation)
    assert both.text("en").startswith(inside.text("en")) and both.text("en").count("?”?") == 0


def test_large_numbers_are_shown_in_groups() -> None:
    size = message("{a} of {b}").format(a=12500, b=2026)
    assert size.text("en") == "12,500 of 2026" and size.text("ru") == "12\u00a0500 of 2026"
    assert parameters_of(size) == {"a": 12500, "b": 2026}


def test_equal_messages_are_one() -> None:
    same = {MEANT.format(key="a"), MEANT.format(key="a"), MEANT.format(key="b"), MEANT, NO_MESSAGE, Message()}
    assert len(same) == 4 and not NO_MESSAGE and MEANT


def test_messages_pass_from_one_process_to_another() -> None:
    goal = MEANT.format(key=ShownValue("мақсат", "goal"))
    again = pickle.loads(pickle.dumps(goal))
    assert (again, again.template, parameters_of(again)) == (goal, goal.template, {"key": "goal"})


def test_a_sentence_that_ends_in_an_ellipsis_has_no_other_stop() -> None:
    assert message("There is a number: {number}.").format(number="0501…").text("en") == "There is a number: 0501…"
    assert message("There is a number: {number}.").format(number="0501").text("en") == "There is a number: 0501."
