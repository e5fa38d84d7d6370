"""Forms that somebody made in Word: recognised by their labels in three languages, whatever their shape.

Every piece of text is an answer, is printed in the form, or is left over; nothing is guessed: what stands beside no
label that has one meaning is left over.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pdcli.errors import UserError
from pdcli.i18n import LANGS, Lang
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Field, Form, Words, normalise_heading, walk
from pdcli.model.human_values import parse_value
from pdcli.reading.word_file import MAIN, WordFile
from pdcli.reading.word_form import WordForm, count_signs, side_texts
from pdcli.reading.word_text import Control, TextReader, children

# What stands between a label and its answer in one line.
_BETWEEN = re.compile(r"\s*[:\t]\s*|\s+[–—-]\s+")
_NUMBER = re.compile(r"\s*(?:№|[Nn]o\.?|р/с|р/н|п/п|№\s*п/п|№\s*р/с|#)?\s*")
_ONLY_NUMBER = re.compile(r"\s*\(?\d{1,3}\s*[.)]?\s*")
_ROOM = re.compile(r"[\s_.…–—-]*")
# Lines to be signed belong to no answer.
_SIGNATURE = re.compile(
    r"_{3,}|\b(?:қолы|подпись|signature|бекітемін|утверждаю|м\.\s?о\.|м\.\s?п\.)(?:\b|$)", re.IGNORECASE
)
# Below so much a form is not recognised, and the second best must be so much weaker.
_LEAST_SCORE = 2.0
_LEAST_LABELS = 2
_WEIGHT_OF_TITLE = 3
_MARGIN = 1.25
_DASHES = frozenset("–—-")


class _Cell(NamedTuple):
    """A cell of a table: its element, its text, and how many columns it covers."""

    item: Any
    text: str
    columns: int


class _Labels:
    """What the labels of a form mean: normalised text -> places in the form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.top: dict[str, str] = {}
        doubtful: set[str] = set()
        self.columns: dict[str, dict[str, str]] = {}
        # Rows in different parts of a sheet may have one label.
        self.rows: dict[str, dict[str, list[str]]] = {}
        self.tables: dict[str, str] = {}
        self.printed: set[str] = set()
        for item in form.all_fields:
            places = [(part, f"{item.key}/{part.key}") for part in item.fields] if item.type == "group" else []
            if item.type in ("table", "sheet"):
                words = [(word, part.key) for part in item.columns for word in _words_of(part)]
                uses = Counter(word for word, _key in words)
                self.columns[item.key] = {word: key for word, key in words if uses[word] == 1}
                rows: dict[str, list[str]] = {}
                self.rows[item.key] = rows
                for row in item.rows:
                    for word in {*_spellings(row.label), *map(_normal, row.names)}:
                        rows.setdefault(word, []).append(row.key)
                self.tables |= dict.fromkeys(_words_of(item), item.key)
            else:
                places.append((item, item.key))
            for field, place in places:
                for word in _words_of(field):
                    if self.top.setdefault(word, place) != place:
                        doubtful.add(word)
        for word in doubtful:
            # Two questions with one name: an answer below it would be guessed.
            del self.top[word]
        self.titles = {word for words in (form.title, form.caption) if words for word in _spellings(words)} | set(
            map(_normal, form.names)
        )
        self.questions = {item.key for item in form.fields}
        self.printed |= self.titles | set(self.tables) | set(_texts_printed(form))
        self.heads = {_normal(words[lang]) for words in _heads(form) for lang in LANGS}

    @property
    def all_words(self) -> set[str]:
        """All labels."""
        columns = (word for words in self.columns.values() for word in words)
        rows = (word for words in self.rows.values() for word in words)
        return {*self.top, *self.tables, *columns, *rows} - {""}


def recognised(file: WordFile, forms: Iterable[Form], kind: str = "") -> WordForm:
    """The answers in a file, by the labels beside and above them; `kind` says of which form, if that is known.

    Raises UserError where no form, or more than one, has these labels.
    """
    reader = TextReader(file)
    body = file.main.find(f"{MAIN}body")
    texts = [_normal(text) for text in _all_texts(reader, body)]
    form, lang = _form_of(texts, list(forms), kind)
    placing = _Placing(reader, _Labels(form))
    if body is not None:
        placing.blocks(list(children(body)))
    placing.close()
    rest = list(placing.rest)
    total = count_signs(body)
    lost = total - placing.number_of_signs
    labels = placing.labels
    for text in side_texts(file, reader):
        # The name of a form above each page is no answer.
        rest += [text] if _normal(text) not in labels.printed and not _ROOM.fullmatch(text) else []
    return WordForm(form.kind, lang, {}, "", True, tuple(placing.answers), tuple(rest), lost)


def _form_of(texts: Sequence[str], forms: list[Form], kind: str) -> tuple[Form, Lang]:
    """The form with the most of these labels, those that few forms have counting most, and its language."""
    words = set(texts)
    uses = Counter(word for form in forms for word in _Labels(form).all_words)
    scores: list[tuple[float, Form]] = []
    for form in forms:
        of_form = _Labels(form)
        score = sum(1 / uses[word] for word in of_form.all_words & words)
        score += _WEIGHT_OF_TITLE * bool(of_form.titles & words)
        scores.append((score, form))
    scores.sort(key=lambda item: -item[0])
    choice = next((form for _score, form in scores if form.kind == kind), None) if kind else None
    if choice is None:
        labels = len(_Labels(scores[0][1]).all_words & words) if scores else 0
        if kind or labels < _LEAST_LABELS or scores[0][0] < _LEAST_SCORE:
            raise UserError(
                _("No form of pd has the labels of this file: make a document with `pd new` and copy its text.")
            )
        if len(scores) > 1 and scores[0][0] < scores[1][0] * _MARGIN:
            message = _(
                "The labels of this file may be those of `{first}` or of `{second}`: name the form with --kind."
            )
            raise UserError(message.format(first=scores[0][1].kind, second=scores[1][1].kind))
        choice = scores[0][1]
    labels_of = {lang: {_normal(item.label[lang]) for _path, item in walk(choice.all_fields)} for lang in LANGS}
    by_lang = {lang: len(labels & words) for lang, labels in labels_of.items()}
    return choice, max(LANGS, key=lambda lang: by_lang[lang])


class _Placing:
    """Goes through a file and finds for each piece of text where it belongs."""

    def __init__(self, reader: TextReader, labels: _Labels) -> None:
        self._reader = reader
        self.labels = labels
        self.answers: list[Control] = []
        self.rest: list[str] = []
        self.number_of_signs = 0
        # The question whose answer is being read, its parts, and the table that a caption has named.
        self._place = ""
        self._parts: list[tuple[str, str]] = []
        self._table = ""
        self._rows: Counter[str] = Counter()
        self._answered: set[str] = set()

    def close(self) -> None:
        """End the answer that is being read."""
        if self._place and self._parts:
            self._answer(
                self._place, "\n\n".join(part for part, _plain in self._parts), "\n".join(p for _m, p in self._parts)
            )
        self._place, self._parts = "", []

    def blocks(self, items: Sequence[Any]) -> None:
        """Place paragraphs and tables in their order."""
        for item in items:
            if item.tag == f"{MAIN}p":
                self._paragraph(item)
            elif item.tag == f"{MAIN}tbl":
                self._read_table(item)
            elif item.tag == f"{MAIN}sdt":
                content = item.find(f"{MAIN}sdtContent")
                self.blocks(list(children(content)) if content is not None else [])

    # What a piece of text may be.

    def _is_printed(self, text: str) -> None:
        self.number_of_signs += count_text(text)

    def _is_left_over(self, text: str) -> None:
        if text.strip():
            self.number_of_signs += count_text(text)
            self.rest.append(text.strip())

    def _answer(self, place: str, markdown: str, plain: str) -> None:
        self.number_of_signs += count_text(plain)
        field = self._field(place)
        # A dash says that there is no answer, but for signs that rate.
        is_rating = field is not None and field.type == "rating" and plain.strip() in _DASHES
        if _ROOM.fullmatch(plain) and not is_rating:
            return
        if place in self._answered:
            # A second answer to one question: which of them counts is not known.
            self.rest.append(markdown.strip())
            return
        self._answered.add(place)
        self.answers.append(Control(place, markdown, plain, False))

    def _paragraph(self, item: Any) -> None:
        text = self._reader.paragraph_text(item)
        if not text:
            return
        word = _normal(text)
        labels = self.labels
        if word in labels.top:
            self.close()
            self._is_printed(text)
            self._place = labels.top[word]
            return
        if word in labels.tables:
            self.close()
            self._is_printed(text)
            self._table = labels.tables[word]
            return
        if word in labels.printed or not word:
            if not word and self._place and not _ROOM.fullmatch(text):
                self._parts.append((text, text))
                return
            self.close()
            self._is_printed(text)
            return
        if _SIGNATURE.search(text):
            self.close()
            self._is_left_over(text)
            return
        split = self._split(text)
        if split and self._parts and self._is_long(self._place) and split[1] not in self.labels.questions:
            # The line of a fact, or a line of the answer above it: this is not guessed.
            self.close()
            self._is_left_over(text)
            return
        if split:
            self.close()
            label, place, rest = split
            self._is_printed(label)
            self._place = place
            self._parts = [(rest, rest)]
            if not self._is_long(place):
                self.close()
            return
        if self._place and (self._is_long(self._place) or (not self._parts and self._fits(self._place, text))):
            self._parts.append((self._reader.paragraph_markdown(item), text))
            return
        self.close()
        self._is_left_over(text)

    def _split(self, text: str) -> tuple[str, str, str] | None:
        """The label at the beginning of a line, its place, and the answer behind it; None without a label."""
        for match in _BETWEEN.finditer(text):
            place = self.labels.top.get(_normal(text[: match.start()]))
            if place:
                return text[: match.end()], place, text[match.end() :]
        return None

    def _field(self, place: str) -> Field | None:
        return self.labels.form.field_at(tuple(step for step in place.split("/") if not step.isdecimal()))

    def _fits(self, place: str, text: str) -> bool:
        """Whether a text below a label can be its answer: below the label of a day stands a day."""
        field = self._field(place)
        if field is None or field.type in ("text", "list", "evidence", "document", "reference"):
            return True
        words = [word.strip() for word in re.split("[;,\n]", text)] if field.many else [text]
        return all(parse_value(field, word) is not None for word in words) or parse_value(field, text) is not None

    def _is_long(self, place: str) -> bool:
        field = self._field(place)
        return field is not None and (field.long or field.type == "list" or field.many)

    # Tables.

    def _read_table(self, item: Any) -> None:
        place = self._place
        self.close()
        rows = [row for row in (self._cells(row) for row in children(item) if row.tag == f"{MAIN}tr") if row]
        if not rows:
            return
        number = self._head_of(rows)
        if number is not None:
            for row in rows[: number[0]]:
                self._row_of_answers(row)
            self.close()
            self._rows_below(rows[number[0]], rows[number[0] + 1 :], number[1], number[2])
            self._table = ""
            return
        has_labels = any(self._label_in(cell) for row in rows for cell in row)
        if not has_labels and place and self._is_long(place):
            # A table that somebody made inside an answer.
            self._place = place
            self._parts.append((self._reader.table_markdown(item), self._reader.plain_table(item)))
            self.close()
            return
        heads: dict[int, str] = {}
        # Labels beside one another, with their answers in the row below.
        above: list[str] = []
        for row in rows:
            labels = [self._label_in(cell) for cell in row]
            if above and len(above) == len(row) and not any(labels):
                for place, cell in zip(above, row, strict=True):
                    if place:
                        self._answer(place, self._reader.markdown(cell.item), cell.text)
                    else:
                        self._loose_cell(cell, "")
                above = []
                continue
            above = []
            if not heads and (heads := self._heads(row)):
                for cell in row:
                    self._is_printed(cell.text)
                continue
            if len(labels) > 1 and all(labels):
                above = labels
                self.close()
                for cell in row:
                    self._is_printed(cell.text)
                continue
            self._row_of_answers(row, heads)
        self.close()
        self._table = ""

    def _cells(self, row: Any) -> list[_Cell]:
        cells = []
        for cell in children(row):
            inner = cell.find(f"{MAIN}sdtContent/{MAIN}tc") if cell.tag == f"{MAIN}sdt" else cell
            if inner is None:
                continue
            span = inner.find(f"{MAIN}tcPr/{MAIN}gridSpan")
            number = (span.get(f"{MAIN}val") or "1") if span is not None else "1"
            cells.append(_Cell(inner, self._reader.plain(inner).strip(), int(number) if number.isdecimal() else 1))
        return cells

    def _label_in(self, cell: _Cell) -> str:
        """The place that the label in a cell names: its whole text, or its first line."""
        return self.labels.top.get(_normal(cell.text)) or ""

    def _heads(self, row: Sequence[_Cell]) -> dict[int, str]:
        """Number of a cell -> head, in the row above questions and answers: number, question, answer."""
        words = [_normal(cell.text) for cell in row]
        heads = [word for word in words if word and word in self.labels.heads]
        return {number: row[number].text for number in range(len(row))} if len(heads) >= 2 else {}

    def _row_of_answers(self, row: Sequence[_Cell], heads: dict[int, str] | None = None) -> None:
        """Place the answers of a row in which labels stand beside or above them."""
        full = [number for number, cell in enumerate(row) if cell.text]
        labels = {number: place for number in full if (place := self._label_in(row[number]))}
        if not labels:
            self._row_without_labels(row, full)
            return
        self.close()
        number = 0
        while number < len(row):
            place = labels.get(number, "")
            if not place:
                self._loose_cell(row[number], heads.get(number, "") if heads else "", is_first=number == 0)
                number += 1
                continue
            self._is_printed(row[number].text)
            number += 1
            if number < len(row) and number not in labels:
                self._answer(place, self._reader.markdown(row[number].item), row[number].text)
                number += 1
            elif len(full) == 1 or all(_ONLY_NUMBER.fullmatch(row[other].text) for other in full[:-1]):
                # The label has the row to itself: the answer stands below.
                self._place = place

    def _row_without_labels(self, row: Sequence[_Cell], full: Sequence[int]) -> None:
        numbers, cell = [row[number] for number in full[:-1]], row[full[-1]] if full else None
        if cell is None:
            return
        if all(_ONLY_NUMBER.fullmatch(item.text) for item in numbers):
            is_answer = self._place and not self._parts and not (_ONLY_NUMBER.fullmatch(cell.text) and len(row) > 1)
            if is_answer or self._holds_labels(cell.item):
                for item in numbers:
                    self._is_printed(item.text)
            if self._holds_labels(cell.item):
                self.close()
                self.blocks(list(children(cell.item)))
                self.close()
                return
            if is_answer:
                self._parts.append((self._reader.markdown(cell.item), cell.text))
                self.close()
                return
        self.close()
        for cell in row:
            if self._holds_labels(cell.item):
                self.blocks(list(children(cell.item)))
                self.close()
            else:
                self._loose_cell(cell, "")

    def _holds_labels(self, item: Any) -> bool:
        """Whether some paragraph or table inside an element has labels of its own."""
        for child in item.iter(f"{MAIN}p"):
            text = self._reader.paragraph_text(child)
            if _normal(text) in self.labels.top or self._split(text):
                return True
        return any(self._head_of([c for r in children(t) if (c := self._cells(r))]) for t in item.iter(f"{MAIN}tbl"))

    def _loose_cell(self, cell: _Cell, head: str, is_first: bool = False) -> None:
        text = cell.text
        if not text:
            return
        if _normal(text) in self.labels.printed or _ROOM.fullmatch(text) or (is_first and _ONLY_NUMBER.fullmatch(text)):
            self._is_printed(text)
            return
        self.number_of_signs += count_text(text)
        self.rest.append(f"{head}: {text}" if head and _normal(head) not in self.labels.heads else text)

    def _head_of(self, rows: Sequence[Sequence[_Cell]]) -> tuple[int, str, dict[int, str]] | None:
        """The row of heads of a table of the form, the key of the table, and number of a cell -> key of a column.

        None where no table, or more than one, has such columns.
        """
        for number, row in enumerate(rows[:4]):
            words = [_normal(cell.text) for cell in row]
            matches: dict[str, dict[int, str]] = {}
            for key, columns in self.labels.columns.items():
                of_table = {place: columns[word] for place, word in enumerate(words) if word in columns}
                is_sheet = bool(self.labels.rows[key])
                if len(set(of_table.values())) == len(of_table) and (
                    len(of_table) >= 2 or (of_table and (is_sheet or key == self._table))
                ):
                    matches[key] = of_table
            if is_sheet_of := [key for key in matches if self.labels.rows[key]]:
                # Sheets have the same columns: their rows tell which one it is.
                rows_of = Counter(
                    {
                        key: sum(_normal(cell.text) in self.labels.rows[key] for row in rows for cell in row)
                        for key in is_sheet_of
                    }
                )
                for key in is_sheet_of:
                    if not rows_of[key] or rows_of[key] < max(rows_of.values()):
                        del matches[key]
            if self._table in matches:
                return number, self._table, matches[self._table]
            most = max((len(item) for item in matches.values()), default=0)
            best = [key for key, item in matches.items() if len(item) == most]
            if len(best) == 1:
                return number, best[0], matches[best[0]]
        return None

    def _rows_below(
        self, head: Sequence[_Cell], rows: Sequence[Sequence[_Cell]], table: str, columns: dict[int, str]
    ) -> None:
        starts, start = {}, 0
        for number, cell in enumerate(head):
            self._is_printed(cell.text)
            starts[start] = number
            start += cell.columns
        names = {place: (columns.get(number, ""), head[number].text) for place, number in starts.items()}
        row_keys = self.labels.rows[table]
        words = [next((word for cell in row if (word := _normal(cell.text)) in row_keys), "") for row in rows]
        number_of = Counter(words)
        passed: Counter[str] = Counter()
        for row, word in zip(rows, words, strict=True):
            keys = row_keys.get(word, [])
            # Where a label stands as often as in the form, its rows are in the order of the form.
            key = keys[min(passed[word], len(keys) - 1)] if len(keys) == 1 or number_of[word] == len(keys) > 0 else ""
            passed[word] += 1
            if not row_keys:
                self._rows[table] += 1
                key = str(self._rows[table])
            if [cell.text for cell in row] == [cell.text for cell in head]:
                for cell in row:
                    self._is_printed(cell.text)
                continue
            place = 0
            for cell in row:
                column, title = names.get(place, ("", ""))
                place += cell.columns
                is_row_label = _normal(cell.text) in row_keys
                if is_row_label or (not column and _NUMBER.fullmatch(title) and _ONLY_NUMBER.fullmatch(cell.text)):
                    self._is_printed(cell.text)
                elif column and key:
                    self._answer(f"{table}/{key}/{column}", self._reader.markdown(cell.item), cell.text)
                else:
                    self._loose_cell(cell, title)


def count_text(text: str) -> int:
    """The number of visible signs of a text."""
    return len("".join(text.split()))


def _all_texts(reader: TextReader, body: Any) -> Iterator[str]:
    """Yield every paragraph, what stands before a colon in it, and every cell."""
    if body is None:
        return
    for item in body.iter(f"{MAIN}p"):
        text = reader.paragraph_text(item)
        yield text
        yield from (text[: match.start()] for match in _BETWEEN.finditer(text))
    for item in body.iter(f"{MAIN}tc"):
        yield reader.plain(item)


@lru_cache(maxsize=8192)
def _normal(text: str) -> str:
    """A label without its number, brackets of help, case and punctuation."""
    return normalise_heading(re.sub(r"^\s*(?:№\s*)?\d+(?:\.\d+)*\s*[.):]?\s*", "", text))


def _spellings(words: Words) -> Iterator[str]:
    for lang in LANGS:
        text = words[lang]
        yield _normal(text)
        if "(" in text:
            yield _normal(re.sub(r"\([^)]*\)", "", text))


def _words_of(field: Field) -> set[str]:
    words = {*_spellings(field.label), *map(_normal, field.names)}
    if field.sub_stage:
        words |= {_normal(field.printed_label(lang)) for lang in LANGS}
    return words - {""}


def _heads(form: Form) -> Iterator[Words]:
    if form.columns:
        yield from (form.columns.number, form.columns.label, form.columns.answer)


def _texts_printed(form: Form) -> Iterator[str]:
    """Yield what is printed in a form besides its labels."""
    for words in (form.source, form.help):
        yield from _spellings(words)
    yield from (_normal(words[lang]) for words in _heads(form) for lang in LANGS)
    for _path, item in walk(form.all_fields):
        for text in (item.section, item.help, item.head, item.sub_stage):
            yield from _spellings(text) if text else ()
        for row in item.rows:
            yield from _spellings(row.label)
            for text in (row.section, *row.cells.values()):
                yield from _spellings(text) if text else ()
        for line in item.above:
            for lang in LANGS:
                yield _normal(f"{line.label[lang]}: {line.text[lang]}")
        for printed in item.printed:
            yield from _spellings(printed.label)
