"""Privacy classes of texts in a summary, declared in the types of its fields and used by redaction.

`Literal` types are fixed words and need no declaration.
"""

from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pdcli.i18n import FOR_PEOPLE, N_, Lang, translate
from pdcli.model.record import Record, types_of


class Privacy(Enum):
    """How a value is redacted in a blind summary."""

    TEXT = "text"
    """Text by a person: names are replaced by codes."""
    WORD = "word"
    """A fixed word of pd, which cannot contain a name: unchanged."""
    KEY = "key"
    """A key or id: shipped and numbered ones stay, others may contain a name and are redacted."""
    FILE = "file"
    """A file: of evidence replaced by the id of the evidence, of anything else left out."""
    ADDRESS = "address"
    """A URL: replaced by a placeholder."""
    HIDDEN = "hidden"
    """Another person, or a path: left out."""
    DIGEST = "digest"
    """The digest of a file, which identifies it: keyed."""
    SIZE = "size"
    """The size of a file, which identifies it: rounded."""


class _SchemaComment:
    """A `$comment` in the published schema for texts that depend on the language."""

    def __init__(self, comment: str) -> None:
        self.comment = comment

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {**handler(core), "$comment": self.comment}


# Codes and placeholders depend on the language.
IN_BLIND = N_("replaced by codes or left out in a blind summary; the codes are in the language of --lang")
Text = Annotated[str, Privacy.TEXT, _SchemaComment(IN_BLIND)]
Label = Annotated[str, Privacy.TEXT, _SchemaComment(FOR_PEOPLE)]
Word = Annotated[str, Privacy.WORD]
# A word that --without leaves out.
Hideable = Annotated[str, Privacy.WORD, _SchemaComment(IN_BLIND)]
Key = Annotated[str, Privacy.KEY, _SchemaComment(IN_BLIND)]
File = Annotated[str, Privacy.FILE, _SchemaComment(IN_BLIND)]
Address = Annotated[str, Privacy.ADDRESS, _SchemaComment(IN_BLIND)]
Hidden = Annotated[str, Privacy.HIDDEN, _SchemaComment(IN_BLIND)]
Digest = Annotated[str, Privacy.DIGEST]
Size = Annotated[int, Privacy.SIZE]


# Stands for what a blind summary does not show.
LEFT_OUT = N_("left out")
# What a keyed digest begins with.
KEYED = "hmac-sha256:"


def is_left_out(value: str | None, lang: Lang) -> bool:
    """Whether a value is not shown in a blind summary, as opposed to missing."""
    return value == translate(LEFT_OUT, lang)


@cache
def privacy_of_fields(kind: type[Record]) -> dict[str, Privacy]:
    """Field -> privacy of a record; undeclared texts are TEXT."""
    return {name: privacy_of_type(hint) or Privacy.TEXT for name, hint in types_of(kind).items()}


def has_undeclared_text(kind: Any) -> bool:
    """Whether a type contains a text without a privacy class."""
    if get_origin(kind) in (Annotated, Literal):
        return False
    return kind is str or any(has_undeclared_text(part) for part in get_args(kind))


def privacy_of_type(kind: Any) -> Privacy | None:
    """The privacy class that a type declares; None if it declares none."""
    if get_origin(kind) is Annotated:
        return next((item for item in get_args(kind)[1:] if isinstance(item, Privacy)), None)
    if get_origin(kind) is Literal:
        return Privacy.WORD
    return next((privacy for part in get_args(kind) if (privacy := privacy_of_type(part))), None)
