"""Answers typed in Word as values of a document: what a page shows in words is read back as it is kept."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from pdcli.i18n import LANGS, N_, Lang, as_lang, translate
from pdcli.model.forms import COMMON_KEYS, Field, Form
from pdcli.model.human_values import parse_choice, parse_value
from pdcli.portfolio.grounds import Grounds
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import kind_names_by_id
from pdcli.portfolio.school_references import SCHOOL_FOLDER
from pdcli.reading.word_form import WordForm
from pdcli.reading.word_text import Control
from pdcli.render.blocks import view_cell
from pdcli.scaffold.questions import Loc

_LOOSE = "_loose"
_DASH = "–"
# Boxes of a form to be filled in: an empty one, and what people put in it.
_EMPTY_BOX = "☐□"
_TICKED = re.compile(r"\s*[☑☒✓✔✗✘⊠■xXхХvV+](?=\s|$)\s*")
_EVIDENCE_ID = re.compile(r"\s*([A-Za-z]{1,3}\d{1,6})(?=[\s,;]|$)[,;]?")
_LINK = re.compile(r"(?<!\\)(!?\[[^\]\n]*\]\()([^()\s]+)(\))")
# As a reference is typed: the id of a row, or a way to a document.
_REFERENCE = re.compile(r"[a-z]{1,3}\d{1,6}|(?:[\w-]+:)?[\w.-]+(?:/[\w.-]+)+|[\w-]+:[\w.-]+")
# Texts that are read without marks of Markdown: they hold one path, address or line.
_PLAIN_KEYS = ("file", "url")


class PlacedAnswer(NamedTuple):
    """An answer: where it belongs, its value, and how it stands in the file."""

    loc: Loc
    value: Any
    text: str


class Loose(NamedTuple):
    """Text that belongs to no field: the heading above it, which may be empty, and the text."""

    heading: str
    text: str


class WordAnswers(NamedTuple):
    """What a file holds: answers, and what could not be placed."""

    answers: tuple[PlacedAnswer, ...]
    loose: tuple[Loose, ...]


def word_answers(portfolio: Portfolio, form: Form, file: WordForm) -> WordAnswers:
    """The answers of a file, in the order of the file; rows of tables are numbered from 0, those without text left out.

    What is not understood in a field stays there as it is typed, for lint to tell.
    """
    return _Reader(portfolio, form, file).read()


class _Reader:
    """Reads the answers of one file."""

    def __init__(self, portfolio: Portfolio, form: Form, file: WordForm) -> None:
        self._portfolio = portfolio
        self._form = form
        self._file = file
        self._lang: Lang = as_lang(file.lang) or portfolio.lang
        self._open_words = {_DASH, *(translate(N_("no answer yet"), lang) for lang in LANGS)}
        self._answers: list[PlacedAnswer] = []
        self._loose: list[Loose] = []

    def read(self) -> WordAnswers:
        """All answers."""
        loose: dict[str, dict[str, str]] = {}
        # Table -> how its row is numbered in the file, the columns that it has already, and its number from 0.
        rows: dict[str, tuple[str, set[str], int]] = {}
        for answer in self._file.answers:
            steps = answer.tag.split("/")
            if steps[0] == _LOOSE and len(steps) == 3:
                # A copied part of the file has the same number.
                part = loose.setdefault(steps[1], {})
                key = steps[2] if steps[2] not in part else f"{steps[2]}+"
                part[key] = self._markdown(answer)
                continue
            if self._is_open(answer):
                continue
            field = self._form.by_key.get(steps[0])
            if field is not None and field.type == "table" and len(steps) == 3:
                number, columns, row = rows.get(steps[0], ("", set(), -1))
                if steps[1] != number or steps[2] in columns:
                    columns, row = set(), row + 1
                columns.add(steps[2])
                rows[steps[0]] = (steps[1], columns, row)
                self._place((steps[0], row, steps[2]), answer)
            else:
                self._place(tuple(steps), answer)
        self._close_up_rows()
        self._number_rows()
        for part in loose.values():
            self._loose.append(Loose(part.get("heading", ""), part.get("text", "")))
            self._loose += [Loose("", text) for key, text in part.items() if key.endswith("+")]
        self._loose += [Loose("", text) for text in self._file.rest]
        return WordAnswers(tuple(self._answers), tuple(self._loose))

    def _is_open(self, answer: Control) -> bool:
        if not answer.plain.strip():
            return True
        if not answer.has_placeholder:
            # Some programs forget that these are not an answer.
            return answer.plain.strip() in self._open_words - {_DASH}
        return answer.plain.strip() in self._open_words or answer.tag == "title"

    def _place(self, loc: Loc, answer: Control) -> None:
        if loc == ("title",):
            self._answers.append(PlacedAnswer(loc, " ".join(answer.plain.split()), answer.plain))
            return
        field = self._form.field_at(loc)
        if field is None or field.type in ("table", "sheet", "group"):
            self._loose.append(Loose("", self._markdown(answer)))
            return
        value = self._value(str(loc[0]), field, answer)
        if value not in (None, "", []):
            self._answers.append(PlacedAnswer(loc, value, answer.plain))

    def _close_up_rows(self) -> None:
        """Number the rows with answers from 0: others are left out."""
        numbers: dict[str, dict[str | int, int]] = {}
        for place, item in enumerate(self._answers):
            if len(item.loc) == 3 and isinstance(item.loc[1], int):
                rows = numbers.setdefault(str(item.loc[0]), {})
                row = rows.setdefault(item.loc[1], len(rows))
                self._answers[place] = item._replace(loc=(item.loc[0], row, item.loc[2]))

    def _number_rows(self) -> None:
        """Give rows without an id the next one, as a new row of a table has it."""
        for table, key in self._form.id_columns:
            column = next(part for part in self._form.by_key[table].columns if part.key == key)
            rows = [item for item in self._answers if item.loc[0] == table and len(item.loc) == 3]
            ids = {item.loc[1]: str(item.value) for item in rows if item.loc[2] == key}
            highest = max((number for text in ids.values() if (number := _number(text, column.prefix))), default=0)
            for row in dict.fromkeys(item.loc[1] for item in rows):
                if row not in ids:
                    highest += 1
                    self._answers.append(PlacedAnswer((table, row, key), f"{column.prefix}{highest}", ""))

    def _value(self, table: str, field: Field, answer: Control) -> Any:
        text = answer.plain.strip()
        if any(sign in text for sign in _EMPTY_BOX) and (field.choices or field.type in ("boolean", "rating")):
            text = "\n".join(_ticked(text))
            if not text:
                return None
        match field.type:
            case "text" if field.key in _PLAIN_KEYS:
                return text
            case "text":
                return self._person(table, field, self._markdown(answer))
            case "list":
                words = [word.strip() for word in re.split("[;\n]", text) if word.strip()]
                return [self._person(table, field, self._choice(field, word)) for word in words]
            case "evidence":
                return self._evidence(text)
            case "document":
                return self._references(field, text)
            case "reference":
                return self._references(field, text)
            case "choice":
                return self._choices(field, text)
            case "id":
                return text
        value = parse_value(field, " ".join(text.split()))
        return text if value is None else value

    def _choices(self, field: Field, text: str) -> Any:
        if not field.many:
            return self._choice(field, text)
        whole = self._choice(field, text)
        words = [text] if field.has_choice(whole) else [part.strip() for part in re.split("[;\n]", text)]
        return list(dict.fromkeys(self._choice(field, word) for word in words if word))

    def _choice(self, field: Field, text: str) -> str:
        """The key of a choice with this label; the text itself where it names none."""
        label = " ".join(text.split())
        same = [item.key for item in field.choices if " ".join(item.label[self._lang].split()) == label]
        return same[0] if len(same) == 1 else parse_choice(field, text) or text

    def _evidence(self, text: str) -> list[str]:
        """The ids of evidence; titles beside them are those of the register. Other words are not placed."""
        ids: list[str] = []
        words = {translate(word, lang) for word in (N_("private"), N_("not in the register")) for lang in LANGS}
        for line in text.split("\n"):
            rest = line
            while match := _EVIDENCE_ID.match(rest):
                ids.append(match[1])
                rest = rest[match.end() :]
            item = self._portfolio.evidence.get(ids[-1]) if ids else None
            title = " ".join(str(item.title or "").split()) if item else ""
            rest = " ".join(rest.split())
            if rest and rest != title and rest not in words:
                self._loose.append(Loose("", line.strip()))
        return list(dict.fromkeys(ids))

    def _references(self, field: Field, text: str) -> Any:
        """What is named by its title on a page, by what it is called in the files.

        A title that is nobody's, or of several, is not placed: nothing is guessed.
        """
        parts = [" ".join(part.split()) for part in re.split("[;\n]", text) if part.strip()]
        values: list[str] = []
        while parts:
            # A title may have semicolons of its own.
            for end in range(len(parts), 0, -1):
                value = self._reference(field, "; ".join(parts[:end]))
                if value is not None:
                    break
            if value is None and (_REFERENCE.fullmatch(parts[0]) or parts[0] in self._portfolio.by_ref):
                value = parts[0]
            if value is None:
                self._loose.append(Loose("", parts[0]))
            else:
                values.append(value)
            del parts[:end]
        if not values:
            return None
        return values if field.holds_many else values[0] if len(values) == 1 else "; ".join(values)

    def _reference(self, field: Field, text: str) -> str | None:
        refs = []
        for name in self._nameable(field):
            title = view_cell(self._portfolio, field, name, self._lang, Path()).text
            if " ".join(title.split()) == " ".join(text.split()) and title != name:
                refs.append(name)
        return refs[0] if len(refs) == 1 else None

    def _nameable(self, field: Field) -> Iterator[str]:
        """Yield what a page shows by a title in this field, as it is called in the files."""
        refs, is_school = self._portfolio.by_ref, self._portfolio.is_school
        if field.type == "document":
            yield from refs
        elif field.across and is_school:
            yield from (ref.removeprefix(f"{SCHOOL_FOLDER}/") for ref in refs)
        if not is_school and (field.type == "document" or field.across):
            yield from Grounds(self._portfolio).references()

    def _person(self, table: str, field: Field, text: str) -> str:
        """The id that stands for a person in a school, where one has this name."""
        if field.holds != "person" or not self._portfolio.is_school or not kind_names_by_id(self._form.kind, table):
            return text
        ids = [key for key, name in self._portfolio.people.items() if name == text]
        return ids[0] if len(ids) == 1 else text

    def _markdown(self, answer: Control) -> str:
        """The text with links that lead from its document to where those of the page lead."""
        folder = unquote(self._file.folder)

        def from_document(match: re.Match[str]) -> str:
            target = match[2]
            if not folder or urlsplit(target).scheme or target.startswith(("/", "#")):
                return match[0]
            path, sign, rest = target.partition("#")
            return f"{match[1]}{quote(posixpath.relpath(unquote(path), folder))}{sign}{rest}{match[3]}"

        return _LINK.sub(from_document, answer.markdown.strip())


def _ticked(text: str) -> Iterator[str]:
    """Yield the choices that a person ticked; where the others were taken out, those that are left."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines:
        if line[0] in _EMPTY_BOX:
            continue
        yield _TICKED.sub("", line, count=1).strip()


def _number(text: str, prefix: str) -> int:
    digits = text.removeprefix(prefix)
    return int(digits) if text.startswith(prefix) and digits.isascii() and digits.isdecimal() else 0


def head_values(file: WordForm) -> dict[str, Any]:
    """The facts at the top of a document that its page does not show."""
    values: dict[str, Any] = {}
    for key in COMMON_KEYS:
        if key in file.head:
            text = file.head[key]
            values[key] = text == "true" if text in ("true", "false") else text
    return values


def data_of(answers: Sequence[PlacedAnswer]) -> dict[str, Any]:
    """Answers as the data of a document."""
    data: dict[str, Any] = {}
    for item in answers:
        node: Any = data
        for step, following in zip(item.loc, item.loc[1:], strict=False):
            empty: Any = [] if isinstance(following, int) else {}
            if isinstance(step, int):
                while len(node) <= step:
                    node.append({})
                node = node[step]
            else:
                node = node.setdefault(step, empty)
        node[item.loc[-1]] = item.value
    return data
