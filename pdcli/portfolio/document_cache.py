"""The documents of a portfolio between runs, by content: only what has changed is read and validated.

A document depends on its file, on the forms of one's own, on the language of the portfolio and on the version of pd;
everything else about a portfolio is looked at anew in each run.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pdcli.discovery.trust import Trust
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.stored import StoredDocument, document_row
from pdcli.documents.validation import Loc
from pdcli.i18n import Lang
from pdcli.reading.source import read_bytes
from pdcli.runtime.cache import CACHE_MISS, DiskCache, file_digest

_DIGEST_SIZE = 16


class DocumentCache:
    """The documents of one portfolio. With forms of one's own, those with diagnostics are not stored.

    Looking for what they mean reads forms that are wrong themselves, and that has to be told each time.
    """

    def __init__(self, root: Path, trust: Trust) -> None:
        self._name = str(root)
        self._disk = DiskCache("documents")
        own_forms = trust.form_files(root)
        self._has_own_forms = bool(own_forms)
        self._part = _digest_of_files(own_forms)
        # File -> digest of its bytes, language of the portfolio, the document, lines of its values by their places.
        self._rows: dict[str, list[Any]] = {}
        try:
            entry = self._disk.read(self._name, self._part)
            self._stored: dict[str, list[Any]] = dict(entry["documents"])
        except CACHE_MISS:
            self._stored = {}
        self._is_new = False

    def read(self, file: str, ref: str, library: FormLibrary, lang: Lang) -> Document | None:
        """The document that `read_document` gives."""
        try:
            raw = read_bytes(file)
        except OSError:
            raw = None
        digest = _digest(raw or b"")
        with suppress(*CACHE_MISS):
            stored = self._stored[file]
            stored_digest, stored_lang, row, _lines = stored
            if raw and (stored_digest, stored_lang) == (digest, lang):
                stored_document = StoredDocument(file, ref, row, raw, library, lang) if row else None
                self._rows[file] = stored
                return stored_document
        # Not needed where nothing has changed.
        from pdcli.documents.reader import read_document

        document = read_document(file, ref, library, lang, raw)
        if raw:
            row = document_row(document) if document else None
            if document is None or (row and not (self._has_own_forms and document.diagnostics)):
                self._rows[file] = [digest, lang, row, {}]
                self._is_new = True
        return document

    def line(self, document: Document, loc: Loc, key: bool) -> int:
        """The line of a value of a document, or of its key."""
        row = self._rows.get(document.file)
        if row is None:
            return document.span(*loc, key=key).line
        lines: dict[str, int] = row[3]
        place = f"{'key' if key else 'value'} {loc}"
        if place not in lines:
            lines[place] = document.span(*loc, key=key).line
            self._is_new = True
        return lines[place]

    def write(self) -> None:
        """Store the documents that were read and the lines that were asked for, if anything differs from before."""
        if self._is_new or len(self._rows) < len(self._stored):
            self._is_new, self._stored = False, self._rows
            self._disk.prepare()
            self._disk.write(self._name, {"documents": self._rows}, self._part)


def _digest(raw: bytes) -> str:
    return blake2b(raw, digest_size=_DIGEST_SIZE).hexdigest()


def _digest_of_files(files: dict[str, Path]) -> str:
    """A digest of the names and contents of files."""
    digests = [f"{name}|{path}|{file_digest(str(path))}" for name, path in sorted(files.items())]
    return _digest("\n".join(digests).encode("utf-8", "surrogateescape"))
