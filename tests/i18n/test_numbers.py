"""Numbers, percents and shares have one form."""

from typing import Any

import pytest

from pdcli.i18n.numbers import decimals_of, shown_fraction, shown_number, shown_percent, shown_share


@pytest.mark.parametrize(
    ("value", "kk", "en"),
    [
        (2, "2", "2"), (2.0, "2", "2"), (77.6, "77,6", "77.6"), (-1.25, "−1,25", "−1.25"),
        (2026, "2026", "2026"), (9999.5, "9999,5", "9999.5"), (10_000, "10\u00a0000", "10,000"),
        (1_234_567.5, "1\u00a0234\u00a0567,5", "1,234,567.5"), (-12_500, "−12\u00a0500", "−12,500"),
        (1e-9, "1e-09", "1e-09"), (1.5e300, None, None),
        # What is no number stays as it is typed.
        ("12.5", "12.5", "12.5"), (True, "True", "True"),
    ],
)  # fmt: skip
def test_numbers(value: Any, kk: str | None, en: str | None) -> None:
    if kk is not None:
        assert (shown_number(value, "kk"), shown_number(value, "ru"), shown_number(value, "en")) == (kk, kk, en)
    assert "." not in shown_number(value, "ru") or isinstance(value, str)


def test_shares() -> None:
    assert shown_share(2, 3, "kk") == shown_share(2, 3, "en") == "2\u00a0/\u00a03 (67\u00a0%)"
    assert shown_share(0, 0, "ru") == shown_fraction(0, 0, "ru") == "0\u00a0/\u00a00"
    assert shown_share(12_000, 24_000, "en") == "12,000\u00a0/\u00a024,000 (50\u00a0%)"
    assert shown_percent(66.7, "ru") == "66,7\u00a0%" and shown_percent(66.7, "en") == "66.7\u00a0%"


def test_a_series_has_equally_many_decimals() -> None:
    series = (3.3, 0, -0.75)
    assert decimals_of(series) == 2 and decimals_of((1, 2.0)) == decimals_of(()) == 0
    assert [shown_number(one, "ru", decimals_of(series)) for one in series] == ["3,30", "0,00", "−0,75"]
    assert shown_percent(56.2, "en", 2) == "56.20\u00a0%"
