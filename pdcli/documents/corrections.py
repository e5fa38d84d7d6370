"""Corrections of whole values as fixes that keep what others refer to."""

from typing import TYPE_CHECKING

from pdcli.diagnostics import Fix
from pdcli.documents.validation import Loc

if TYPE_CHECKING:
    from pdcli.documents.document import Document

# An anchor is lost with its value, a tag says how it is read, an alias stands for another place, and a block has
# lines of its own.
_NOT_ALONE = tuple("&*!|>")


def value_fix(document: "Document", loc: Loc, text: str) -> Fix | None:
    """The fix that writes a text in the place of a value; None where its source is more than the value alone."""
    source_text = document.source_text_at(*loc)
    if not source_text or "\n" in source_text or not stands_alone(source_text):
        return None
    if source_text[0] in ("'", '"'):
        # Most documents have nothing to correct, and need no JSON.
        import json

        return Fix(((document.span(*loc), json.dumps(text, ensure_ascii=False)),))
    from pdcli.writing.scalar import as_scalar

    return None if "#" in source_text else Fix(((document.span(*loc), as_scalar(text)),))


def stands_alone(source_text: str) -> bool:
    """Whether the source text of a value has no anchor, tag or alias, and is no block."""
    return not source_text.startswith(_NOT_ALONE)
