"""Candidates against criteria: what each has, declared or confirmed, by sign and colour; and who is due when."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from pdcli.i18n import N_, NP_, Lang, translations
from pdcli.i18n.dates import short_date
from pdcli.model.privacy import LEFT_OUT, is_left_out
from pdcli.render.labels import category_name
from pdcli.summary.comparison import ComparisonRow, Mark


class Sign(NamedTuple):
    """How a state is shown: a sign that stays apart in black and white, its colour, its words, its place in sorting."""

    text: str
    style: str
    words: str
    rank: int


# Translators: a criterion for which a second person signed.
CONFIRMED = Sign("●", "confirmed", N_("present and confirmed"), 1)
DECLARED = Sign("○", "declared", N_("present, only declared"), 2)
PARTLY = Sign("◐", "partly", NP_("criterion", "partly"), 3)
MISSING = Sign("–", "missing", NP_("criterion", "missing"), 4)
NOT_ASKED = Sign("·", "not-asked", N_("not required for this category"), 5)
LEGEND = (CONFIRMED, DECLARED, PARTLY, MISSING, NOT_ASKED)


class Candidate(NamedTuple):
    """A row: whose it is, what is claimed, what it is found by, and a sign for each column (None: not looked at).

    `state` is `open` while something asked is not whole, `declared` where all is there, `confirmed` where somebody else
    confirms all of it; empty where nothing is claimed.
    """

    name: str
    href: str
    subject: str
    claim: str
    is_claimed: bool
    state: str
    signs: tuple[Sign | None, ...]


class Due(NamedTuple):
    """When something of a candidate ends; texts, with the keys that they are sorted by."""

    name: str
    category: str
    until: str
    until_day: date | None
    days: int | None
    days_text: str
    claim: str
    test: str
    test_key: str


class Matrix(NamedTuple):
    """All candidates against all criteria. `columns` are numbers with titles, in the order of the pack;
    `is_left_out` says that there are none because they would reveal a category.
    """

    columns: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    dues: tuple[Due, ...]
    legend: tuple[Sign, ...] = LEGEND
    is_left_out: bool = False


def matrix(
    rows: Sequence[ComparisonRow], titles: Mapping[str, str], pages: Mapping[str, str], today: date, lang: Lang
) -> Matrix:
    """The matrix of some rows. `titles` are those of the pack's criteria by number, `pages` the ways to their pages."""
    counts = Counter(row.name for row in rows)
    repeated = {row.name for row in rows if counts[row.name] > 1}
    columns = asked_criteria(rows, titles)
    is_hidden = any(hides_criteria(row, lang) for row in rows)
    candidates = tuple(
        Candidate(
            _name(row, repeated, lang), quote(pages.get(row.folder, "")), row.subject or "", claim(row, lang),
            bool(row.target_category), state(row.marks),
            tuple(_sign(row.marks, number) for number, _title in columns),
        )
        for row in rows
    )  # fmt: skip
    return Matrix(columns, candidates, tuple(_due(row, repeated, today, lang) for row in rows), is_left_out=is_hidden)


def asked_criteria(rows: Iterable[ComparisonRow], titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Numbers and titles of the criteria that any of these rows was looked at for, in the order of the titles."""
    numbers = {mark.number for row in rows for mark in row.marks}
    return tuple((number, title) for number, title in titles.items() if number in numbers)


def claim(row: ComparisonRow, lang: Lang) -> str:
    """The category that is claimed; that none is, or that it is not shown, is said and not guessed."""
    _ = translations(lang).gettext
    return category_name(row.target_category, lang) or _("no category is claimed")


def hides_criteria(row: ComparisonRow, lang: Lang) -> bool:
    """Whether a category is left out of a blind row, and so the criteria that would reveal it."""
    return is_left_out(row.category, lang) or is_left_out(row.target_category, lang)


def sign_of(mark: Mark) -> Sign:
    """How a criterion of a candidate is shown."""
    match mark.state:
        case "present":
            return CONFIRMED if mark.confirmed else DECLARED
        case "partly":
            return PARTLY
        case "missing":
            return MISSING
        case _:
            return NOT_ASKED


def state(marks: Sequence[Mark]) -> str:
    """What a candidate is found by: open, declared, confirmed, or empty."""
    signs = [sign_of(mark) for mark in marks if mark.state != "not-asked"]
    if not signs:
        return ""
    if any(sign in (PARTLY, MISSING) for sign in signs):
        return "open"
    return "confirmed" if all(sign is CONFIRMED for sign in signs) else "declared"


def _sign(marks: Sequence[Mark], number: str) -> Sign | None:
    return next((sign_of(mark) for mark in marks if mark.number == number), None)


def _name(row: ComparisonRow, repeated: Set[str | None], lang: Lang) -> str:
    """The name, with the folder where several have the same or there is none."""
    _ = translations(lang).gettext
    if row.name and row.name not in repeated:
        return row.name
    return f"{row.name or _('not filled in')} ({row.folder})"


def _due(row: ComparisonRow, repeated: Set[str | None], today: date, lang: Lang) -> Due:
    _ = translations(lang).gettext
    until, test_until = row.category_until, row.test_until
    days = (until - today).days if until else None
    unknown = _("not known")
    if is_left_out(row.category, lang):
        unknown = _(LEFT_OUT)
    test = ""
    if hides_criteria(row, lang):
        test = _(LEFT_OUT)
    elif row.test == "missing":
        test = _(MISSING.words)
    elif row.test not in (None, "present"):
        test = _("not valid")
    if test_until:
        test = _("valid until {day}").format(day=short_date(test_until))
    return Due(
        name=_name(row, repeated, lang),
        category=category_name(row.category, lang) or _("not filled in"),
        until=short_date(until) if until else unknown,
        until_day=until,
        days=days,
        days_text="" if days is None else str(days).replace("-", "−"),
        claim=claim(row, lang),
        test=test,
        test_key=test_until.isoformat() if test_until else "",
    )
