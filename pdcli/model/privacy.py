"""What a text in a summary may tell of a person. Every field of a summary says it in its type, and blinding goes by it.

Words that are `Literal` are fixed, and need no saying.
"""

from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pdcli.i18n import FOR_PEOPLE


class Privacy(Enum):
    """What becomes of a value in a blind summary."""

    TEXT = "text"
    """Somebody wrote it, or it has words of somebody in it: codes take the places of names."""
    WORD = "word"
    """A fixed word of pd, by which pages are made. A name cannot stand there: it stays."""
    KEY = "key"
    """A key or id. Those of pd and numbered ones stay; a cycle, a form or a rule pack may be called after somebody."""
    FILE = "file"
    """A file of evidence: the id of the evidence takes its place."""
    ADDRESS = "address"
    """An address of a page: only that there is one is told."""
    HIDDEN = "hidden"
    """Who stands behind somebody, or where their files lie: it is left out."""
    DIGEST = "digest"
    """The digest of a file: whoever has the file knows it, so that it is keyed."""
    SIZE = "size"
    """Bytes of a file: as good as a digest, so that it is told roughly."""


class _Said:
    """What the published schema says of a text, so that no program compares what goes by a language."""

    def __init__(self, comment: str) -> None:
        self.comment = comment

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {**handler(core), "$comment": self.comment}


# Codes and what stands for something left out are words.
IN_BLIND = "in a blind summary with codes or left out, in the language of --lang"
Text = Annotated[str, Privacy.TEXT, _Said(IN_BLIND)]
Label = Annotated[str, Privacy.TEXT, _Said(FOR_PEOPLE)]
Word = Annotated[str, Privacy.WORD]
# A word that --without leaves out.
Hideable = Annotated[str, Privacy.WORD, _Said(IN_BLIND)]
Key = Annotated[str, Privacy.KEY, _Said(IN_BLIND)]
File = Annotated[str, Privacy.FILE, _Said(IN_BLIND)]
Address = Annotated[str, Privacy.ADDRESS, _Said(IN_BLIND)]
Hidden = Annotated[str, Privacy.HIDDEN, _Said(IN_BLIND)]
Digest = Annotated[str, Privacy.DIGEST]
Size = Annotated[int, Privacy.SIZE]


# What a keyed digest begins with.
KEYED = "hmac-sha256:"


@cache
def privacy_of_fields(kind: type[Any]) -> dict[str, Privacy]:
    """What the fields of a dataclass may tell, by their names. A text that does not say it is taken for anybody's."""
    return {item.name: declared(item.type) or Privacy.TEXT for item in fields(kind)}


def undeclared(kind: Any) -> bool:
    """Whether somewhere in a type there is a text that does not say what it may tell."""
    if get_origin(kind) in (Annotated, Literal):
        return False
    return kind is str or any(undeclared(part) for part in get_args(kind))


def declared(kind: Any) -> Privacy | None:
    """What a type says that its texts may tell; None where it says nothing."""
    if get_origin(kind) is Annotated:
        return next((item for item in get_args(kind)[1:] if isinstance(item, Privacy)), None)
    if get_origin(kind) is Literal:
        return Privacy.WORD
    return next((found for part in get_args(kind) if (found := declared(part))), None)
