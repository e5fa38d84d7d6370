"""The terms of pd as `terms.yaml` gives them, and the places in a text where another word stands."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import yaml

from pdcli.i18n import LANGS, Lang
from tests.i18n.catalogues import FOLDER
from tests.i18n.texts import Origin, Text

# A Roman numeral in which a letter is Cyrillic: no search for the numeral finds it.
_CYRILLIC_ROMAN = re.compile(r"(?<!\w)(?:(?=\w*[ІХ])[ІХIVXLC]{2,}|І)(?!\w)")
_LATIN = str.maketrans("ІХ", "IX")


class Variant(NamedTuple):
    """What must not stand in a text of a language, and what to write instead."""

    lang: Lang
    text: str
    better: str
    allowed: frozenset[Origin]
    within: tuple[str, ...]

    @property
    def example(self) -> str:
        """The variant as it could stand in a text."""
        return self.text.replace("*", "")


class Concept(NamedTuple):
    """A concept with its term and aliases by language, and what it is in a line of each."""

    key: str
    words: dict[Lang, tuple[str, ...]]
    held: bool
    meaning: dict[Lang, str]


class Fault(NamedTuple):
    """A place where another word stands."""

    place: str
    variant: str
    better: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: “{self.variant}”, write “{self.better}”: {self.text[:160]}"


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / "terms.yaml").read_text(encoding="utf-8"))
    return data


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts."""
    return tuple(
        Concept(
            item["key"],
            {lang: (item[lang]["term"], *item[lang].get("aliases", ())) for lang in LANGS},
            item.get("held", False),
            item["for"],
        )
        for item in _data()["concepts"]
    )


@cache
def variants(lang: Lang) -> tuple[Variant, ...]:
    """All that must not stand in a language: forbidden variants of terms, and calques."""
    found = []
    for item in _data()["concepts"]:
        for entry in item[lang].get("forbidden", ()):
            rule = {"variant": entry} if isinstance(entry, str) else entry
            allowed = frozenset(rule.get("allowed", ()))
            found.append(Variant(lang, rule["variant"], item[lang]["term"], allowed, tuple(rule.get("within", ()))))
    calques = _data()["calques"][lang]
    return (*found, *(Variant(lang, text, better, frozenset(), ()) for text, better in calques.items()))


def faults(text: Text) -> Iterator[Fault]:
    """The forbidden variants and mistyped numerals of one text."""
    if text.lang != "en":
        for match in _CYRILLIC_ROMAN.finditer(text.words):
            yield Fault(text.place, match[0], match[0].translate(_LATIN) + " (Latin letters)", text.words)
    words = text.words.casefold()
    if not _any_of(text.lang).search(words):
        return
    for variant in variants(text.lang):
        if text.origin not in variant.allowed and _pattern(variant.text).search(_without(words, variant.within)):
            yield Fault(text.place, variant.text, variant.better, text.words)


def other_terms(text: Text) -> Iterator[Fault]:
    """The concepts that the English of a text speaks of by their terms, and the text does not."""
    if text.origin != "ours" or not text.english:
        return
    for concept in concepts():
        is_said = concept.held and _speaks_of(concept.words["en"]).search(text.english)
        if is_said and not _stems(concept.words[text.lang]).search(text.words):
            yield Fault(text.place, "-", concept.words[text.lang][0], text.words)


@cache
def _any_of(lang: Lang) -> re.Pattern[str]:
    """What finds out quickly whether a text has any of the variants."""
    sources = [_source(variant.text) for variant in variants(lang)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sources)})(?!\w)" if sources else r"(?!)")


@cache
def _pattern(variant: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_source(variant)}(?!\w)")


def _source(variant: str) -> str:
    r"""`*` is any ending, `{}` a place for a value as `plain` leaves it, or a number."""
    text = re.escape(variant.casefold())
    return text.replace(r"\*", r"\w*").replace(r"\{\}", r"(?:…|\d+)").replace(r"\ ", " ")


def _without(words: str, within: tuple[str, ...]) -> str:
    for phrase in within:
        words = _pattern(phrase).sub("", words)
    return words


@cache
def _speaks_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words of a term in the singular or plural."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


@cache
def _stems(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words of a term, or of one of its aliases, in any of their forms and in this order."""
    return re.compile("|".join(".*".join(map(_stem, re.findall(r"\w+", term))) for term in words), re.IGNORECASE)


def _stem(word: str) -> str:
    return re.escape(word[: max(3, len(word) - 3)])
