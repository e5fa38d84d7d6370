"""The output formats there are, for tests of what is true of all of them."""

from pdcli.lint.reporters import REPORTERS
from pdcli.render.formats import FORMATS, DocumentKind, format_names

FINDINGS = REPORTERS.names()


def text_formats(document: DocumentKind) -> tuple[str, ...]:
    """The formats of a document that are text and can be printed."""
    return tuple(name for name in format_names(document) if FORMATS.get(name).is_text)


def all_formats(document: DocumentKind) -> str:
    """The value of `--to` that asks for every format of a document."""
    return ",".join(format_names(document))
