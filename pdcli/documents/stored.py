"""Documents as plain data, so that what has not changed since an earlier run need not be read again."""

from typing import Any

from pdcli.diagnostics import diagnostic_from_plain, diagnostic_to_plain
from pdcli.discovery.files import MARKDOWN_SUFFIXES
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import Lang
from pdcli.model.document_data import document_from_plain, document_to_plain

# Attributes that few commands ask for: they are read from the text then.
_OF_TEXT = (
    "bom", "explained_questions", "incomplete_tables", "misspelt_places", "mistyped", "newline", "places", "sections",
    "text", "unknown_keys", "yaml_part",
)  # fmt: skip


class StoredDocument(Document):
    """A document whose data, model and diagnostics were stored; `raw` is its file, which is the same as then."""

    def __init__(self, file: str, ref: str, row: list[Any], raw: bytes, library: FormLibrary, lang: Lang) -> None:
        # Not that of the base: what comes from the text is set when it is asked for.
        self.file = file
        self.ref = ref
        kind, forced_kind, data, model, diagnostics = row
        self.kind = kind
        self.forced_kind = forced_kind
        self.form = library.get(kind)
        self.data = data
        self.model = document_from_plain(self.form, model) if self.form and model is not None else None
        self.diagnostics = [diagnostic_from_plain(item) for item in diagnostics]
        self.default_lang = lang
        self.is_markdown = file.lower().endswith(MARKDOWN_SUFFIXES)
        self._evidence_ids = None
        self._raw = raw
        self._library = library

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_TEXT:
            raise AttributeError(name)
        from pdcli.documents.reader import read_document

        document = read_document(self.file, self.ref, self._library, self.default_lang, self._raw)
        assert document is not None
        for part in _OF_TEXT:
            setattr(self, part, getattr(document, part))
        return getattr(self, name)


def document_row(document: Document) -> list[Any] | None:
    """What a `StoredDocument` is made of, as JSON can hold it; None where that cannot hold all of it."""
    if document.form is None or not _is_plain(document.data):
        return None
    model = None if document.model is None else document_to_plain(document.model)
    diagnostics = [diagnostic_to_plain(item) for item in document.diagnostics]
    return [document.kind, document.forced_kind, document.data, model, diagnostics]


def _is_plain(value: Any) -> bool:
    """Whether a value is the same after it was written as JSON and read again."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    # A number without a value (NaN) differs from itself.
    return value is None or (isinstance(value, str | int | float | bool) and value == value)
