"""Dates have one form in text and one in tables, in every language."""

from datetime import date

import pytest

from pdcli.i18n import Lang
from pdcli.i18n.dates import short_date, short_period, shown_date, shown_period, shown_school_year
from pdcli.i18n.spaces import NO_BREAK, breakable_parts, held_together

FIFTH, FOURTEENTH = date(2025, 11, 5), date(2025, 11, 14)
DECEMBER, JANUARY = date(2025, 12, 12), date(2026, 1, 9)


@pytest.mark.parametrize(
    ("start", "end", "kk", "ru", "en"),
    [
        (FIFTH, FOURTEENTH, "2025 жылғы 5–14 қараша", "5–14 ноября 2025", "5–14 November 2025"),
        (
            FIFTH, DECEMBER, "2025 жылғы 5 қараша – 12 желтоқсан", "5 ноября – 12 декабря 2025",
            "5 November – 12 December 2025",
        ),
        (
            FIFTH, JANUARY, "2025 жылғы 5 қараша – 2026 жылғы 9 қаңтар", "5 ноября 2025 – 9 января 2026",
            "5 November 2025 – 9 January 2026",
        ),
        (FIFTH, FIFTH, "2025 жылғы 5 қараша", "5 ноября 2025", "5 November 2025"),
        # A mistake of the one who typed them is shown as it is.
        (
            FOURTEENTH, FIFTH, "2025 жылғы 14 қараша – 2025 жылғы 5 қараша", "14 ноября 2025 – 5 ноября 2025",
            "14 November 2025 – 5 November 2025",
        ),
        (FIFTH, None, "2025 жылғы 5 қараша", "5 ноября 2025", "5 November 2025"),
        (None, FIFTH, "2025 жылғы 5 қараша", "5 ноября 2025", "5 November 2025"),
        (None, None, "", "", ""),
    ],
)  # fmt: skip
def test_a_period_tells_once_what_both_days_share(
    start: date | None, end: date | None, kk: str, ru: str, en: str
) -> None:
    texts: dict[Lang, str] = {"kk": kk, "ru": ru, "en": en}
    for lang, text in texts.items():
        assert shown_period(start, end, lang).replace(NO_BREAK, " ") == text


def test_lines_break_after_the_dash_of_a_period_alone() -> None:
    assert [len(breakable_parts(shown_date(FIFTH, lang))) for lang in ("kk", "ru", "en")] == [1, 1, 1]
    assert breakable_parts(shown_period(FIFTH, JANUARY, "ru")) == [
        "5\u00a0ноября\u00a02025\u00a0–", "9\u00a0января\u00a02026",
    ]  # fmt: skip


def test_tables_have_numbers_alone() -> None:
    assert short_date(FIFTH) == short_date("2025-11-05") == "05.11.2025"
    assert short_period(FIFTH, DECEMBER) == "05.11.2025\u00a0– 12.12.2025"
    assert short_period(None, DECEMBER) == "?\u00a0– 12.12.2025"
    assert short_period(None, None) == ""


@pytest.mark.parametrize("text", ["ертең", "2025-13-05", "", "cycles/2025-2026-1/4-design"])
def test_what_is_no_date_stays_as_it_is_typed(text: str) -> None:
    assert short_date(text) == shown_date(text, "ru") == text


def test_a_school_year_is_written_as_the_guideline_prints_it() -> None:
    assert shown_school_year("2025-2026") == "2025/2026"


@pytest.mark.parametrize(
    ("plain", "held"),
    [
        ("приказ № 83 от 27.01.2016", "приказ №·83·от 27.01.2016"), ("даёт 0 баллов", "даёт 0·баллов"),
        ("пункты 3, 26", "пункты·3, 26"), ("38–41, 53-тармақтар", "38–41, 53-тармақтар"), ("67 %", "67·%"),
    ],
)  # fmt: skip
def test_texts_of_rule_packs_are_held_together(plain: str, held: str) -> None:
    assert held_together(plain) == held.replace("·", NO_BREAK)
