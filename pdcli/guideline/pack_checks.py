"""The self-tests of a rule pack: names, sums, cases, and the numbers in its texts."""

import re
from collections.abc import Iterator, Mapping, Set
from typing import Literal, NamedTuple

from pdcli.guideline.criteria import AnyOf, Skills
from pdcli.guideline.packs import Pack, required_sum
from pdcli.i18n import LANGS
from pdcli.model.documents import CATEGORIES, Category
from pdcli.model.record import to_plain

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_RANGE_END = re.compile(r"\d\s*(?:[–—-]|to|до)\s*(\d+(?:[.,]\d+)?)")
Loc = tuple[str | int, ...]


class PackFault(NamedTuple):
    """A failed self-test or an unknown name: its place, the stated value and the computed one; for a `partner`, the key
    of the pack that lacks it.
    """

    loc: Loc
    kind: Literal["sum", "case", "name", "partner", "prose", "languages"]
    stated: str
    computed: str


def find_faults(pack: Pack) -> list[PackFault]:
    """The faults of a pack: unknown names, wrong totals, failing cases, and numbers in texts that its figures do not
    have.
    """
    return [*_unknown_names(pack), *_wrong_sums(pack), *_failing_cases(pack), *_wrong_prose(pack)]


def unknown_partners(pack: Pack, others: Mapping[str, Pack]) -> list[PackFault]:
    """The faults of `same_as` references to criteria that another pack does not have."""
    return [
        PackFault(("criteria", index, "same_as", key, place), "partner", number, key)
        for index, item in enumerate(pack.criteria)
        for key, numbers in item.same_as.items()
        for place, number in enumerate(numbers)
        if key in others and others[key].criterion(number) is None
    ]


def _unknown_names(pack: Pack) -> Iterator[PackFault]:
    numbers = [item.number for item in pack.criteria]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            yield PackFault(("criteria", index, "number"), "name", number, "")
    references: list[tuple[Loc, str]] = []
    for index, item in enumerate(pack.criteria):
        if isinstance(item, Skills):
            references.append((("criteria", index, "instead_of"), item.instead_of))
    for index, paper in enumerate(pack.papers):
        references += [(("papers", index, "criteria", place), number) for place, number in enumerate(paper.criteria)]
    for index, total in enumerate(pack.totals):
        references += [(("totals", index, "if_any", place), number) for place, number in enumerate(total.if_any)]
    references += [(("tests", index, "criterion"), case.criterion) for index, case in enumerate(pack.tests)]
    for loc, number in references:
        if number not in numbers:
            yield PackFault(loc, "name", number, "")


def _wrong_sums(pack: Pack) -> Iterator[PackFault]:
    for index, total in enumerate(pack.totals):
        if total.note and not total.if_any:
            continue
        for key, points in (("points", total.points), ("most", total.most)):
            for category, stated in points.items():
                computed = required_sum(pack, category, key == "most", total.if_any)
                if computed != stated:
                    yield PackFault(("totals", index, key, category), "sum", f"{stated:g}", f"{computed:g}")


def _failing_cases(pack: Pack) -> Iterator[PackFault]:
    for index, case in enumerate(pack.tests):
        item = pack.criterion(case.criterion)
        if item is None or isinstance(item, AnyOf):
            continue
        computed = item.score(case.pieces, case.category)
        if round(computed, 4) != round(case.points, 4):
            yield PackFault(("tests", index, "points"), "case", f"{case.points:g}", f"{computed:g}")


def _wrong_prose(pack: Pack) -> Iterator[PackFault]:
    """Yield faults of texts whose numbers differ between languages, or are no figures of the criterion."""
    data = to_plain(pack, with_defaults=True)
    uneven = set()
    for loc, words in _texts(data):
        numbers = _numbers(words)
        if len({*map(tuple, numbers.values())}) > 1:
            uneven.add(loc)
            listing = "; ".join(f"{lang}: {', '.join(values)}" for lang, values in numbers.items())
            yield PackFault(loc, "languages", str(loc[-1]), listing)
    for index, item in enumerate(data["criteria"]):
        for category, words in item.pop("needed").items():
            loc = ("criteria", index, "needed", category)
            if loc not in uneven:
                yield from _unsupported_numbers(loc, words, {*_figures(item, category)})


def _unsupported_numbers(loc: Loc, words: Mapping[str, str], figures: Set[float]) -> Iterator[PackFault]:
    """Yield faults for numbers in a text that are no figures. The end of a range may be one below a figure."""
    ends = {number for lang in LANGS for number in _RANGE_END.findall(words[lang])}
    for number in dict.fromkeys(_NUMBER.findall(words[LANGS[0]])):
        value = _value(number)
        if value not in figures and not (number in ends and value + 1 in figures):
            yield PackFault(loc, "prose", number, ", ".join(f"{figure:g}" for figure in sorted(figures)))


def _texts(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, Mapping[str, str]]]:
    """Yield (place, text by language) for every text of a pack."""
    if isinstance(value, dict):
        if value.keys() >= {*LANGS}:
            yield loc, value
            return
        for key, part in value.items():
            yield from _texts(part, (*loc, key))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*loc, index))


def _numbers(words: Mapping[str, str]) -> dict[str, list[str]]:
    """Language -> sorted numbers in its text, with decimal points."""
    return {lang: sorted(number.replace(",", ".") for number in _NUMBER.findall(words[lang])) for lang in LANGS}


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def _figures(value: object, category: Category) -> Iterator[float]:
    """Yield the numbers of a criterion for a category, without those of other categories."""
    if isinstance(value, dict):
        by_category = bool(value) and all(key in CATEGORIES for key in value)
        parts = [value[category]] if by_category and category in value else [] if by_category else value.values()
        for part in parts:
            yield from _figures(part, category)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _figures(part, category)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
