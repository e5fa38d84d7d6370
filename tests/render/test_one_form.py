"""Dates, shares, percents and numbers that pd writes have one form on every page, in every language."""

import re
from html import unescape
from pathlib import Path

import pytest

from pdcli.i18n import LANGS, Lang
from tests.helpers import EXAMPLES, run_pd

DAY = ("--date", "2026-11-25")
# A page of each kind, and the folder in which it is made.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "portfolio": ("aigerim", ("render",)), "summary": ("aigerim", ("summary", *DAY)),
    "readiness": ("aigerim", ("readiness", *DAY)), "thread": ("aigerim", ("trace",)),
    "school": ("school-mysal", ("school", *DAY)), "comparison": (".", ("summary", *DAY)),
}  # fmt: skip
WRONG = {
    "a date as programs read it": r"(?<![\w/.-])\d{4}-\d\d-\d\d(?![\w/-]|\.\w)",
    "a line may break before the sign of percent": r"\d ?%(?!-)",
    "a share in words": r"\d ішінен \d|\d из \d|\d+ of \d+\b(?!\.\d)",
    "a line may break in a share": r"\d /\s?\d",
    "marks of code": "`",
}
# Numbers of criteria and clauses have points, too.
POINT = r"(?<![\w.])\d+\.\d+(?=\u00a0(?:%|/))"


def visible(page: str) -> str:
    """What a reader of a page sees, without keys and code."""
    text = re.sub(r"(?s)<(style|script|code|pre)\b.*?</\1>|<[^>]*>", "\n", page)
    return unescape(text)


def typed_text(folder: Path) -> str:
    """All that people wrote in a folder."""
    files = (file for ending in ("yaml", "md") for file in folder.rglob(f"*.{ending}"))
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PAGES)
def test_every_page(kind: str, lang: Lang, tmp_path: Path) -> None:
    folder, command = PAGES[kind]
    where = str(tmp_path) if kind == "portfolio" else "-"
    run = run_pd(*command, "--to", "html", "--out", where, cwd=EXAMPLES / folder, lang=lang)
    page = next(tmp_path.rglob("*.html")).read_text(encoding="utf-8") if kind == "portfolio" else run.out
    text, typed = visible(page), typed_text(EXAMPLES / folder)
    assert len(text) > 1_000
    wrong = WRONG if lang == "en" else {**WRONG, "a decimal point": POINT}
    found = {
        reason: [match[0] for match in re.finditer(pattern, text) if reason.startswith("a date") or match[0] not in typed]
        for reason, pattern in wrong.items()
    }  # fmt: skip
    assert {reason: texts for reason, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("a date as programs read it", "on 2026-11-25."), ("a line may break before the sign of percent", "67 %"),
        ("a line may break before the sign of percent", "67%"), ("a share in words", "3 ішінен 2"),
        ("a share in words", "2 из 3"), ("a line may break in a share", "2 / 3"), ("marks of code", "`pd lint`"),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_found(reason: str, text: str) -> None:
    assert re.search(WRONG[reason], text)
    assert not re.search(WRONG[reason], "25.11.2026, 67\u00a0%, 2\u00a0/\u00a03, notes/2026-11-25-a.md, kz-2025-02-25")


def test_a_decimal_point_is_found() -> None:
    assert re.search(POINT, "77.6\u00a0/\u00a071") and not re.search(POINT, "77,6\u00a0/\u00a071; 3.1 / 2; 05.11.2025")
