"""The table of corrections, read back into the catalogues, forms, packs, tables and rules.

A correction is made only where the present text is still the one that was corrected, and where it keeps the places for
values. What cannot be made is told with its reason; nothing else is changed.
"""

import ast
import csv
import io
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml
from babel.messages.pofile import write_po

from pdcli.i18n import Lang, as_lang
from pdcli.i18n.catalogue import CONTEXT_END
from proof.sheet import COLUMNS
from proof.texts import Span, Text, all_texts, spans_of_yaml
from proof.values import places_of
from tests.helpers import ROOT
from tests.i18n.catalogues import FOLDER, TRANSLATED, catalogue_of
from tests.i18n.labels import LABELS

# The longest line of code.
_WIDTH = 120


class Correction(NamedTuple):
    """A row of the table with a better text; `form` is the number of a form of a plural, 0 for the first."""

    number: str
    place: str
    lang: Lang
    form: int
    current: str
    better: str

    @property
    def name(self) -> str:
        """How it is called in a report."""
        return f"{self.number} {self.lang} {self.place}"


class TableError(Exception):
    """The file is no table of corrections."""


class RefusedError(Exception):
    """Why a correction is not made."""


def read_corrections(path: Path) -> list[Correction]:
    """The rows with a better text, from CSV in UTF-8 or UTF-16 with any of the usual separators.

    Raises TableError where the columns are not those of the table.
    """
    text = _decoded(path.read_bytes())
    separator = max(";,\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = set(COLUMNS) - set(reader.fieldnames or ())
    if missing:
        raise TableError(f"{path}: there is no column {', '.join(sorted(missing))}")
    corrections = []
    for row in reader:
        better = (row["better"] or "").strip()
        if not better or better == row["current"]:
            continue
        lang = as_lang(row["lang"])
        if lang is None:
            raise TableError(f"{path}:{reader.line_num}: `{row['lang']}` is no language")
        corrections.append(Correction(row["number"], row["place"], lang, int(row["form"] or 0), row["current"], better))
    return corrections


def _decoded(data: bytes) -> str:
    """The text of a table. Raises TableError for other encodings: those of old Windows have no Kazakh letters."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise TableError("save the table as CSV UTF-8") from None


def apply(corrections: Iterable[Correction]) -> tuple[list[Correction], list[tuple[Correction, str]]]:
    """Make the corrections in the files: those made, and those refused with the reason."""
    texts = {text.place: text for text in all_texts()}
    made, refused = [], []
    for correction in corrections:
        try:
            text = _checked(correction, texts)
            if text.file.endswith(".po"):
                _correct_sentence(text, correction)
            elif text.file.endswith(".py"):
                _correct_rule(text, correction)
            else:
                _correct_yaml(text, correction)
        except RefusedError as error:
            refused.append((correction, str(error)))
            continue
        # The next correction of the same text finds it as it is now.
        words = list(text.words[correction.lang])
        words[correction.form] = correction.better
        texts[text.place] = text._replace(words={**text.words, correction.lang: tuple(words)})
        made.append(correction)
    return made, refused


def _checked(correction: Correction, texts: Mapping[str, Text]) -> Text:
    text = texts.get(correction.place)
    if text is None:
        raise RefusedError("there is no such text any more")
    words = text.words[correction.lang]
    if correction.form >= len(words) or words[correction.form] != correction.current:
        raise RefusedError("the text has changed since the table was made")
    if text.file.endswith(".po") and set(places_of(correction.better)) != set(places_of(correction.current)):
        raise RefusedError("the places in braces must stay: " + ", ".join(places_of(correction.current)))
    return text


def _correct_sentence(text: Text, correction: Correction) -> None:
    if correction.lang not in TRANSLATED:
        raise RefusedError(f"English sentences stand in the code: {', '.join(text.modules)}")
    context, _end, sentence = text.key.rpartition(CONTEXT_END)
    if sentence in LABELS and not context:
        raise RefusedError(f"it is the label of a form: correct templates/{LABELS[sentence][0]}/form.yaml")
    domain = text.file.removesuffix(".po")
    catalogue = catalogue_of(correction.lang, domain)
    message = catalogue.get(sentence, context=context or None)
    assert message is not None, text
    forms = list(text.words[correction.lang])
    forms[correction.form] = correction.better
    message.string = tuple(forms) if message.pluralizable else forms[0]
    with (FOLDER / correction.lang / "LC_MESSAGES" / f"{domain}.po").open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False)


def _correct_yaml(text: Text, correction: Correction) -> None:
    path = ROOT / text.file
    source = path.read_text(encoding="utf-8")
    path.write_text(_with_correction(source, text.key, correction), encoding="utf-8", newline="\n")


def _correct_rule(text: Text, correction: Correction) -> None:
    code, _space, key = text.key.partition(" ")
    path = ROOT / text.file
    source = path.read_text(encoding="utf-8")
    present = _rule_text(source, code)
    if present is None or source.count(present) != 1:
        raise RefusedError(f"correct it in {text.file}: it is not written there as it is shown")
    better = _with_correction(present, key, correction)
    if better.count("\\") > present.count("\\") or '"""' in better:
        raise RefusedError(f"correct it in {text.file}: it has signs that Python reads otherwise")
    path.write_text(source.replace(present, better), encoding="utf-8", newline="\n")


def _rule_text(source: str, code: str) -> str | None:
    """The text of a rule in a module; None where it has no call of its own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            words = [item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            if code in words and len(words) > 1:
                return words[-1]
    return None


def _with_correction(source: str, key: str, correction: Correction) -> str:
    """A YAML source with the better text in its place. Raises RefusedError where YAML would read it otherwise."""
    text, span = next(spans for name, spans in spans_of_yaml(source) if name == key)[correction.lang]
    if text != correction.current:
        raise RefusedError("the text has changed since the table was made")
    corrected = source[: span.start] + _as_yaml(correction.better, span, source) + source[span.end :]
    again = next((spans for name, spans in spans_of_yaml(corrected) if name == key), None)
    if again is None or again[correction.lang][0] != correction.better:
        raise RefusedError("YAML would read it otherwise")
    return corrected


def _as_yaml(text: str, span: Span, source: str) -> str:
    """A text with the quotation marks of the one in its place, or in double ones; a plain one is broken into lines,
    a block stays one.
    """
    if span.style == "" and _is_plain(text):
        return _in_lines(text, source[source.rfind("\n", 0, span.start) + 1 : span.start])
    if span.style == "|":
        return _as_block(text, source[span.start : span.end])
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    # A block ends with the end of its last line.
    return quoted + "\n" if source[span.start : span.end].endswith("\n") else quoted


def _as_block(text: str, before: str) -> str:
    """A text of several lines with the sign and the indent of the block in its place."""
    sign, _end, first = before.partition("\n")
    indent = first[: len(first) - len(first.lstrip())]
    return "\n".join([sign, *(indent + line if line else "" for line in text.split("\n"))]) + "\n"


def _in_lines(text: str, before: str) -> str:
    """A plain text on lines that are no longer than those of the code; `before` is what its first line begins with."""
    if not before.strip(" -") or len(before) + len(text) <= _WIDTH or "{" in before:
        return text
    indent = " " * (len(before) - len(before.lstrip()) + 2)
    lines = textwrap.wrap(
        text, _WIDTH, initial_indent="·" * len(before), subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(lines)[len(before) :]


def _is_plain(text: str) -> bool:
    """Whether YAML reads a text without quotation marks as it is."""
    try:
        return bool(yaml.safe_load(f"a: {text}") == {"a": text})
    except yaml.YAMLError:
        return False
