"""All texts that stand in three languages, each with its place: sentences, and words of forms, rules, packs, tables."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import yaml

from pdcli.i18n import LANGS, Lang
from pdcli.i18n.catalogue import CONTEXT_END
from pdcli.lint.rules import RULES
from tests.helpers import ROOT
from tests.i18n.catalogues import DOMAINS, TRANSLATED, catalogue_of

# Folder -> files with words in three languages.
_DATA = (("templates", "*/form.yaml"), ("pdcli/guideline/packs", "*.yaml"), ("pdcli/guideline/data", "*.yaml"))


class Text(NamedTuple):
    """One text. `file` is where it stands, from the top of the repository, and `key` which one of that file it is.

    `words` are as they stand there, a sentence with its places for values; of a plural all forms of a language.
    `modules` are those that a sentence of a catalogue is shown by.
    """

    file: str
    key: str
    words: Mapping[Lang, tuple[str, ...]]
    modules: tuple[str, ...]

    @property
    def place(self) -> str:
        """The name of the text in a table of corrections."""
        return f"{self.file}: {self.key}"


class Span(NamedTuple):
    """Where a text of a YAML file begins and ends, counted in characters, and its quotation mark or block sign."""

    start: int
    end: int
    style: str


def all_texts() -> Iterator[Text]:
    """Yield every text, file by file."""
    for domain in DOMAINS:
        yield from _sentences(domain)
    for folder, pattern in _DATA:
        for path in sorted((ROOT / folder).glob(pattern)):
            yield from texts_of_yaml(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    for rule in RULES:
        yield from texts_of_yaml(rule.text, rule_files()[rule.code], f"{rule.code} ")


def _sentences(domain: str) -> Iterator[Text]:
    catalogues = {lang: catalogue_of(lang, domain) for lang in TRANSLATED}
    for message in catalogues["kk"]:
        if not message.id:
            continue
        english = _forms(message.id)
        key = f"{message.context}{CONTEXT_END}{english[0]}" if message.context else english[0]
        others = {
            lang: _forms(found.string)
            for lang, catalogue in catalogues.items()
            if (found := catalogue.get(message.id, context=message.context))
        }
        modules = tuple(file for file, _line in message.locations)
        yield Text(f"{domain}.po", key, {**others, "en": english}, modules)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


@cache
def rule_files() -> dict[str, str]:
    """Code of a rule -> the file that its text stands in."""
    files = {
        node.value: path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "pdcli" / "lint" / "rules").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {rule.code: files[rule.text] for rule in RULES}


def texts_of_yaml(source: str, file: str, prefix: str = "") -> Iterator[Text]:
    """Yield the texts of a YAML source: its mappings with a text for each language."""
    for key, spans in spans_of_yaml(source):
        if not any(text for text, _span in spans.values()):
            continue
        yield Text(file, prefix + key, {lang: (text,) for lang, (text, _span) in spans.items()}, (file,))


def spans_of_yaml(source: str) -> Iterator[tuple[str, dict[Lang, tuple[str, Span]]]]:
    """Yield (key, language -> (text, where it stands)) of each mapping with a text for each language."""
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    yield from _walk(root, ()) if root else ()


def _walk(node: yaml.Node, way: tuple[str, ...]) -> Iterator[tuple[str, dict[Lang, tuple[str, Span]]]]:
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _walk(item, (*way, _name_of(item) or str(number)))
    if isinstance(node, yaml.MappingNode):
        parts = {key.value: value for key, value in node.value}
        if parts.keys() >= set(LANGS) and all(isinstance(parts[lang], yaml.ScalarNode) for lang in LANGS):
            yield ".".join(way), {lang: (parts[lang].value, _span(parts[lang])) for lang in LANGS}
            return
        for key, value in parts.items():
            yield from _walk(value, (*way, key))


def _name_of(node: yaml.Node) -> str:
    """What an item of a list is called by: its key, its number or its id."""
    parts = {key.value: value.value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
    names = (parts[name] for name in ("key", "number", "id") if isinstance(parts.get(name), str))
    return next(names, "")


def _span(node: yaml.ScalarNode) -> Span:
    return Span(node.start_mark.index, node.end_mark.index, node.style or "")
