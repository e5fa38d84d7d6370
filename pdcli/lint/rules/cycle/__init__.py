"""2xx: the logic of the cycle: five stages in order, inside the period, one cycle after the other."""

import re

from pdcli.documents.corrections import value_fix
from pdcli.documents.document import Document
from pdcli.i18n.messages import Message, WordedValue, worded
from pdcli.lint.rule import Violation
from pdcli.suggest import did_you_mean

Loc = tuple[str | int, ...]
DASH = "[‐‑–—−]"


def with_hyphens(document: Document, loc: Loc, message: Message, corrected: str) -> Violation:
    """What was written with another dash, as an editor on a phone puts it."""
    is_same = re.sub(DASH, "-", document.source_text_at(*loc) or "") == corrected
    fix = value_fix(document, loc, corrected) if is_same else None
    return Violation(document, loc, message, did_you_mean(corrected), fix=fix)


def stage_title(document: Document) -> WordedValue | str:
    """The name of the stage that a document is."""
    return worded(document.form.title.__getitem__, document.kind) if document.form else document.ref
