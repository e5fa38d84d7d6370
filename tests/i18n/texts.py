"""Every text that people read, with its place and language: catalogues, forms, tables, packs, rule pages, documents,
examples.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from babel.messages.pofile import read_po

from pdcli.i18n import LANGS, Lang
from pdcli.lint.rules import RULES
from tests.helpers import ROOT
from tests.i18n.catalogues import DOMAINS, FOLDER, TRANSLATED

# Ours; word for word from the guideline; an answer that a person would write.
Origin = Literal["ours", "quoted", "answers"]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The keys under which words of the guideline stand in a form, and in a table that is told in our own words.
_GUIDELINE_KEYS = {"title", "caption", "label", "head", "section", "sub_stage", "above", "cells"}
_LABELS = {"title", "label"}
# Examples of answers in a form and on the page of a rule.
_ANSWER_KEYS = {"example", "bad", "good"}
_OWN_WORDS = "in our own words"
_RULES = "rules of attestation"
# Code, places for values, files and folders.
_CODE = re.compile(
    r"`[^`\n]*`|\{[^{}\n]*\}|(?<![\w.-])[\w.-]+/[\w./-]*|\b[a-z0-9-]+\.(?:yaml|md|json|csv|toml|html)\b", re.ASCII
)
# A key of a document, and a value that is a key of a choice.
_KEYS = re.compile(r"^[ ]*(?:- )?[a-z]\w*:(?:[ ]+(?:[a-z-]+|\[[a-z0-9, -]*\]))?(?=\s|$)", re.MULTILINE)
_IN_PYTHON = re.compile(r'"(kk|ru|en)": "((?:[^"\\]|\\.)*)"')
_FENCE = re.compile(r"^\s*(?:```|~~~)")


class Text(NamedTuple):
    """A text in one language; `english` says the same where the place holds all languages."""

    place: str
    lang: Lang
    words: str
    origin: Origin = "ours"
    english: str = ""


def plain(text: str) -> str:
    """A text as one line, without code and places for values."""
    return " ".join(_CODE.sub(" … ", text).split())


@cache
def texts() -> tuple[Text, ...]:
    """All of them; those of one language are told apart by `lang`."""
    sources = (_catalogues, _definitions, _rule_pages, _code, _documents, _examples)
    # A part of a form that is used twice is read twice.
    found = dict.fromkeys(text for source in sources for text in source())
    return tuple(text._replace(words=plain(text.words), english=plain(text.english)) for text in found)


def _catalogues() -> Iterator[Text]:
    for lang in TRANSLATED:
        for domain in DOMAINS:
            file = FOLDER / lang / "LC_MESSAGES" / f"{domain}.po"
            with file.open("rb") as stream:
                catalogue = read_po(stream, locale=lang)
            for message in catalogue:
                place = f"{file.relative_to(ROOT)}:{message.lineno}"
                ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
                strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                if not ids[0]:
                    continue
                yield from (Text(place, lang, text, english=ids[0]) for text in strings)
                if lang == TRANSLATED[0] and not ids[0].startswith("pd "):
                    yield from (Text(place, "en", text) for text in ids)


def _definitions() -> Iterator[Text]:
    """Forms, and the tables and packs of the guideline."""
    for file in [*ROOT.glob("templates/*/form.yaml"), *ROOT.glob("pdcli/guideline/*/*.yaml")]:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=_LOADER)
        yield from _in_node(node, str(file.relative_to(ROOT)), (), _quoted_keys(file, node))


def _quoted_keys(file: Path, node: yaml.Node) -> set[str] | None:
    """The keys whose words are those of the guideline; None: all but what a table is about."""
    source = _value(node, "source").get("en", "")
    if "packs" in file.parts or not source or _RULES in source:
        return set()
    if file.name == "form.yaml":
        return _GUIDELINE_KEYS
    return _LABELS if _OWN_WORDS in source else None


def _rule_pages() -> Iterator[Text]:
    for rule in RULES:
        yield from _in_node(yaml.compose(rule.text, Loader=_LOADER), f"rule {rule.code}", (), set())


def _in_node(node: yaml.Node, file: str, way: tuple[str, ...], guideline: set[str] | None) -> Iterator[Text]:
    """The texts below a node. `guideline` as `_quoted_keys` has it."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _in_node(item, file, way, guideline)
    if not isinstance(node, yaml.MappingNode):
        return
    values = {key.value: value for key, value in node.value}
    translated = {lang: values[lang] for lang in LANGS if lang in values}
    for lang, value in translated.items():
        is_guideline = "about" not in way if guideline is None else bool(guideline & {*way[-2:]})
        origin: Origin = "answers" if _ANSWER_KEYS & {*way} else "quoted" if is_guideline else "ours"
        english = " ".join(_scalars(translated["en"])) if lang != "en" and "en" in translated else ""
        place = f"{file}:{value.start_mark.line + 1}"
        texts = (_KEYS.sub("", text) if origin == "answers" else text for text in _scalars(value))
        yield from (Text(place, lang, text, origin, english) for text in texts)
    for key, value in values.items():
        if key not in (*translated, "names"):
            yield from _in_node(value, file, (*way, key), guideline)


def _scalars(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from _scalars(item)


def _value(node: yaml.Node, key: str) -> dict[str, str]:
    """The texts of a key by language."""
    value = next((value for name, value in node.value if name.value == key), None)
    return {name.value: text.value for name, text in value.value} if isinstance(value, yaml.MappingNode) else {}


def _code() -> Iterator[Text]:
    """Texts that stand in code in the three languages."""
    for file in (*(ROOT / "pdcli").rglob("*.py"), *(ROOT / "website").rglob("*.py")):
        for number, line in _lines(file):
            for lang, text in _IN_PYTHON.findall(line):
                yield Text(f"{file.relative_to(ROOT)}:{number}", lang, text)


def _documents() -> Iterator[Text]:
    """README and docs/. Pages of rules are made from the rules, glossaries from the terms, decisions are for
    builders."""
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for file in files:
        parts = file.relative_to(ROOT).parts
        if parts[0] == "docs" and (parts[1] in ("rules", "decisions") or file.name == "glossary.md"):
            continue
        own = next((lang for lang in LANGS if f".{lang}." in file.name or lang in parts[:-1]), "en")
        yield from _prose(file, own, "ours")


def _examples() -> Iterator[Text]:
    for file in (ROOT / "examples").rglob("*"):
        if file.suffix in (".md", ".yaml") and ".pd" not in file.parts:
            yield from _prose(file, "en", "ours" if file.name == "README.md" else "answers")


def _prose(file: Path, own: Lang, origin: Origin) -> Iterator[Text]:
    """The lines of a document, each in the language of its letters. English in frames is keys and commands."""
    is_framed = False
    for number, line in _lines(file):
        if _FENCE.match(line):
            is_framed = not is_framed
        lang = _language(line, own)
        if line.strip() and not (is_framed and lang == "en"):
            words = _KEYS.sub("", line) if origin == "answers" else line
            yield Text(f"{file.relative_to(ROOT)}:{number}", lang, words, origin)


def _language(line: str, own: Lang) -> Lang:
    if re.search("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", line):
        return "kk"
    if re.search("[а-яА-Я]", line):
        return own if own != "en" else "ru"
    return "en"


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        return enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
    except UnicodeDecodeError:
        return enumerate(())
