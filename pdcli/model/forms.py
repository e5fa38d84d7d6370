"""A form is data: its grammar, and the questions that code asks of it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache, partial
from typing import Annotated, Any, Literal, get_args

from pdcli.i18n import Lang
from pdcli.i18n.messages import WordedValue, worded
from pdcli.model.record import EMPTY, Before, Limits, Record, refuse
from pdcli.suggest import shown_value

FieldType = Literal[
    "text", "list", "date", "number", "boolean", "choice", "scale", "rating",
    "evidence", "document", "id", "reference", "table", "group", "sheet",
]  # fmt: skip
SCHOOL_YEAR = re.compile(r"\d{4}-\d{4}")
Rating = Literal["+", "±", "-"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
# Small letters, and how their capitals look.
_LOOKALIKES = str.maketrans("aceopxyhһkbmtiə", "асеорхуннквмтіә")


Key = Annotated[str, Limits(pattern=r"^[a-z][a-z0-9_]*$")]


class Words(Record):
    """One text in the three languages."""

    kk: str
    ru: str
    en: str

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """A form of one's own may be written in one or two languages: the first text stands in for the others."""
        if isinstance(data, str) and data.strip():
            return {"kk": data, "ru": data, "en": data}
        if isinstance(data, dict):
            texts = [data[lang] for lang in ("kk", "ru", "en") if data.get(lang)]
            if texts:
                return {
                    **dict.fromkeys(("kk", "ru", "en"), texts[0]),
                    **{key: text for key, text in data.items() if text or key not in ("kk", "ru", "en")},
                }
        return data

    def __getitem__(self, lang: Lang) -> str:
        text: str = getattr(self, lang)
        return text


class Printed(Record):
    """A column of a sheet that is printed, not answered."""

    key: str
    label: Words


class Line(Record):
    """A line that is printed above the rows of a sheet, such as the aim of its stage."""

    label: Words
    text: Words


class Row(Record):
    """One fixed row of a sheet; `section` is printed above it, `cells` hold the printed columns.

    `names` are what people call the row besides its label.
    """

    key: Key
    label: Words
    names: tuple[str, ...] = ()
    section: Words | None = None
    required: bool = True
    cells: dict[str, Words] = EMPTY


class Choice(Record):
    """One answer of a choice: the stable key, its label, and what people call it besides, such as an earlier label."""

    key: str
    label: Words
    names: tuple[str, ...] = ()


Prefill = Literal["name", "school", "region", "subject", "category", "target_category", "theme", "mentor"]


Holds = Literal["person", "school", "place"]


class Field(Record):
    """One question of a form, a column of a table, or a member of a group."""

    key: Key
    type: FieldType
    label: Words
    help: Words
    names: tuple[str, ...] = ()
    example: Any = None
    required: bool = True
    long: bool = False
    many: bool = False
    section: Words | None = None
    sub_stage: Words | None = None
    when: dict[str, tuple[str, ...]] = EMPTY
    prefill: Prefill | None = None
    holds: Holds | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    fields: tuple["Field", ...] = ()
    head: Words | None = None
    above: tuple[Line, ...] = ()
    printed: tuple[Printed, ...] = ()
    rows: tuple[Row, ...] = ()
    chart: Literal["wheel"] | None = None
    compare: bool = False
    min: float | None = None
    max: float | None = None
    whole: bool = False
    """Whether a number has no fraction, because it counts people or things."""
    prefix: str = ""
    to: str = ""
    earlier: bool = False
    across: bool = False
    """Whether a reference may lead into another document of the school."""
    last: bool = False

    def check(self) -> None:
        """Each type of field has the parts that it needs, and no key stands twice among them."""
        needed = {
            "choice": ("choices", self.choices), "table": ("columns", self.columns), "group": ("fields", self.fields),
            "id": ("prefix", self.prefix), "reference": ("to", self.to or self.across),
            "sheet": ("rows", self.rows),
        }  # fmt: skip
        name, value = needed.get(self.type, ("", True))
        if not value:
            refuse("part_missing", part=name, type=self.type)
        if self.type == "sheet":
            self._check_sheet()
        elif self.example is None and self.type not in ("table", "group"):
            refuse("part_missing", part="example", type=self.type)
        if self.type == "scale" and (self.min is None or self.max is None):
            refuse("part_missing", part="min, max", type=self.type)
        for group in (self.columns, self.fields, self.rows, self.printed):
            keys = [part.key for part in group]
            for key in keys:
                if keys.count(key) > 1:
                    refuse("key_repeated", key=key)

    def _check_sheet(self) -> None:
        if not self.columns:
            refuse("part_missing", part="columns", type=self.type)
        for row in self.rows:
            for part in self.printed:
                if part.key not in row.cells:
                    name = f"{row.key}: cells: {part.key}"
                    refuse("part_missing", part=name, type=self.type)

    def printed_label(self, lang: Lang) -> str:
        """The label as it stands on a page: after the name of its sub-stage, if it is of one."""
        return f"{self.sub_stage[lang]}: {self.label[lang]}" if self.sub_stage else self.label[lang]

    @cached_property
    def parts(self) -> tuple["Field", ...]:
        """The fields inside this one: columns of a table, members of a group, rows of a sheet as groups."""
        if self.type != "sheet":
            return self.columns or self.fields
        return tuple(
            Field(
                key=row.key, type="group", label=row.label, help=self.help, names=row.names, fields=self.columns,
                required=self.required and row.required,
            )
            for row in self.rows
        )  # fmt: skip

    @cached_property
    def asking_parts(self) -> tuple["Field", ...]:
        """Those parts that must be answered, or may have parts that must."""
        return _asking(self.parts)

    @cached_property
    def evidence_parts(self) -> tuple["Field", ...]:
        """Those parts that are or hold evidence ids."""
        return tuple(item for item in self.parts if item.type == "evidence" or item.evidence_parts)

    @cached_property
    def document_parts(self) -> tuple["Field", ...]:
        """Those parts that name other documents, or hold such parts."""
        return tuple(item for item in self.parts if item.type == "document" or item.document_parts)

    @cached_property
    def reference_parts(self) -> tuple["Field", ...]:
        """Those parts that refer to rows, or hold such parts."""
        return tuple(item for item in self.parts if item.type == "reference" or item.reference_parts)

    @cached_property
    def person_parts(self) -> tuple["Field", ...]:
        """Those parts that name people, or hold such parts."""
        return tuple(item for item in self.parts if item.holds == "person" or item.person_parts)

    def applies(self, data: dict[str, Any]) -> bool:
        """Whether the field is asked in a document with these answers."""
        return all(data.get(key) in values for key, values in self.when.items())

    @property
    def holds_many(self) -> bool:
        """Whether an answer is a list."""
        return self.type in ("list", "table", "evidence") or self.many

    def has_choice(self, key: Any) -> bool:
        """Whether a value is the key of one of the choices."""
        return any(choice.key == key for choice in self.choices)

    def choice_label(self, key: Any, lang: Lang) -> str:
        """The label of a choice, or the value itself where it is none of them."""
        return next((choice.label[lang] for choice in self.choices if choice.key == key), str(key))

    def choice_words(self, key: str) -> WordedValue:
        """The label of a choice in every language, and its key."""
        return worded(partial(self.choice_label, key), key)

    def shown_choice(self, key: str) -> WordedValue:
        """A choice as it is typed, with its label."""
        return shown_value(key, next((choice.label for choice in self.choices if choice.key == key), None))

    def example_in(self, lang: Lang) -> Any:
        """The filled example as a reader of this language sees it."""
        if isinstance(self.example, dict) and lang in self.example:
            return self.example[lang]
        return self.example


def _asking(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(item for item in fields if item.required or item.parts)


def _not_empty(value: Any) -> Any:
    if isinstance(value, list) and not value:
        refuse("nothing_asked")
    return value


class Columns(Record):
    """The head of the guideline's table: number, question, answer."""

    number: Words
    label: Words
    answer: Words


# The key of a field whose answer is text, or holds text in parts of it; the field; those parts. A plain tuple, because
# every document is searched by it.
TextField = tuple[str, Field, tuple["TextField", ...]]


def _text_fields(fields: tuple[Field, ...]) -> Iterator[TextField]:
    for item in fields:
        parts = tuple(_text_fields(item.parts))
        if parts or item.type in ("text", "list"):
            yield item.key, item, parts


class Form(Record):
    """The whole of one kind of document, as its form.yaml says it.

    A form is equal to no other: what is made of it can be kept by it without comparing all that it holds.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    kind: Annotated[str, Limits(pattern=r"^[a-z][a-z0-9-]*$")]
    source: Words
    title: Words
    names: tuple[str, ...] = ()
    "Other names that people use for the form besides its title, in any language."
    caption: Words | None = None
    "The heading of the blank form in its source, if the filled-in document has a different name."
    help: Words
    format: Literal["md", "yaml"]
    place: str
    portfolio_place: str = ""
    """Where a document of a school lies in a portfolio, if a teacher may have one too."""
    private: bool | Literal["always"] = False
    """Whether its documents are hidden from others, or `always`, whatever they say themselves."""
    columns: Columns | None = None
    facts: tuple[Field, ...] = ()
    fields: Annotated[tuple[Field, ...], Before(_not_empty)]

    def check(self) -> None:
        """No key stands twice, and `when` names keys of the form."""
        keys = set(COMMON_KEYS)
        for item in self.all_fields:
            if item.key in keys:
                refuse("key_repeated", key=item.key)
            keys.add(item.key)
        for item in self.all_fields:
            for key in item.when:
                if key not in keys:
                    refuse("key_unknown", key=key)

    def place_in(self, is_school: bool) -> str:
        """Where `pd new` puts a document in a school or in a portfolio."""
        return self.place if is_school else self.portfolio_place or self.place

    def is_file_version(self, item: Field) -> bool:
        """Whether a field is the version of the file format, which says nothing to a reader."""
        return item.key == "format" and self.kind in ("portfolio", "school")

    @property
    def blank_title(self) -> Words:
        """What the blank form is called: by its caption, else by its title."""
        return self.caption or self.title

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Facts first, then the form's own questions."""
        return self.facts + self.fields

    @cached_property
    def asking_fields(self) -> tuple[Field, ...]:
        """Those top-level fields that must be answered, or may have parts that must."""
        return _asking(self.all_fields)

    @cached_property
    def is_conditional(self) -> bool:
        """Whether some field is asked only after a certain answer."""
        return any(item.when for item in self.all_fields)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """Every top-level field by its key."""
        return {item.key: item for item in self.all_fields}

    @cached_property
    def headed(self) -> frozenset[str]:
        """Keys of the questions that stand under a heading in Markdown; all others are facts at the top."""
        return frozenset(item.key for item in self.fields if item.type == "text")

    @cached_property
    def headings(self) -> dict[str, str]:
        """Normalised label in any language (with and without its bracketed part) -> key."""
        keys: dict[str, str] = {}
        for item in self.all_fields:
            for text in (item.label.kk, item.label.ru, item.label.en, *item.names):
                keys.setdefault(normalise_heading(text), item.key)
                if "(" in text:
                    keys.setdefault(normalise_heading(re.sub(r"\([^)]*\)", "", text)), item.key)
        return keys

    @cached_property
    def headings_by_looks(self) -> dict[str, str]:
        """What a label looks like, whatever letters it is typed with -> key."""
        return {as_it_looks(label): key for label, key in self.headings.items()}

    @cached_property
    def remarks(self) -> frozenset[str]:
        """What a new document says in comments beside its fields, in any language."""
        texts = (words for _path, item in walk(self.all_fields) for words in (item.help, item.label))
        return frozenset(" ".join(text.split()) for words in texts for text in (words.kk, words.ru, words.en))

    @cached_property
    def id_columns(self) -> tuple[tuple[str, str], ...]:
        """Every table whose rows have ids: its key and that of the column."""
        return tuple((item.key, part.key) for item in self.all_fields for part in item.columns if part.type == "id")

    @cached_property
    def school_years(self) -> tuple[tuple[str, ...], ...]:
        """The ways to the fields that hold a school year, as their examples do; columns of tables included."""
        return tuple(
            path
            for path, item in walk(self.all_fields)
            if path[-1] in ("school_year", "year") and SCHOOL_YEAR.fullmatch(str(item.example_in("kk")))
        )

    @cached_property
    def document_fields(self) -> tuple[Field, ...]:
        """Fields that name other documents, or hold such fields."""
        return tuple(item for item in self.all_fields if item.type == "document" or item.document_parts)

    @cached_property
    def reference_fields(self) -> tuple[Field, ...]:
        """Fields that refer to rows, or hold such fields."""
        return tuple(item for item in self.all_fields if item.type == "reference" or item.reference_parts)

    @cached_property
    def refers_across(self) -> bool:
        """Whether some field, at any depth, refers across documents of a school."""
        return any(item.across for _path, item in walk(self.reference_fields))

    @cached_property
    def person_fields(self) -> tuple[Field, ...]:
        """Fields that name people, or hold such fields."""
        return tuple(item for item in self.all_fields if item.holds == "person" or item.person_parts)

    @cached_property
    def text_fields(self) -> tuple[TextField, ...]:
        """What can hold text: fields, and of tables and groups their parts."""
        return tuple(_text_fields(self.all_fields))

    @cached_property
    def naming_fields(self) -> tuple[Field, ...]:
        """Top-level fields that hold names of people, schools or places at some depth."""
        return tuple(item for item in self.all_fields if any(part.holds for _path, part in walk((item,))))

    @cached_property
    def evidence_fields(self) -> tuple[Field, ...]:
        """Top-level fields that hold evidence ids at some depth."""
        return tuple(item for item in self.all_fields if item.type == "evidence" or item.evidence_parts)

    def field_at(self, loc: tuple[str | int, ...]) -> Field | None:
        """The field that a place in a document belongs to."""
        parts, field = self.all_fields, None
        for step in loc:
            if isinstance(step, int):
                continue
            field = next((item for item in parts if item.key == step), None)
            if field is None:
                return None
            parts = field.parts
        return field


COMMON_KEYS = ("kind", "title", "status", "lang", "private")


@lru_cache(maxsize=4096)
def normalise_heading(text: str) -> str:
    """A heading without what does not matter: number in front, case, punctuation, spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"^\s*\d+\s*[.):]?\s+", "", folded)
    return "".join(filter(str.isalnum, folded))


def as_it_looks(text: str) -> str:
    """A text in small letters with one letter for those that look alike in the Latin and the Cyrillic alphabet."""
    return text.translate(_LOOKALIKES)


def walk(fields: tuple[Field, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Every field at every depth, with the keys that lead to it."""
    for item in fields:
        yield (*above, item.key), item
        yield from walk(item.parts, (*above, item.key))
