"""A file of Word as its parts, of which nothing acts: no entities, no network, no macros, bounded size."""

import io
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from pdcli.errors import UserError
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN_PART = "word/document.xml"
# Other parts in which people type.
_SIDE_PARTS = ("word/header", "word/footer", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_MOST_BYTES = 64_000_000
_MOST_PARTS = 2_000
# A book of 500 pages has a main part of 10 MB.
_MOST_BYTES_OF_PART = 24_000_000
_MOST_BYTES_OF_ALL = 48_000_000
# Each takes about 150 bytes of memory; a book of 500 pages has half as many.
_MOST_TAGS = 600_000


class WordFile(NamedTuple):
    """The main part, other parts with text, where links lead by their ids, and what is not taken over."""

    main: Any
    sides: tuple[Any, ...]
    numbering: Any
    custom: tuple[Any, ...]
    targets: dict[str, str]
    ignored: tuple[Message, ...]


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises UserError where it is too large to be a form."""
    if path.stat().st_size > _MOST_BYTES:
        raise UserError(_("The file is larger than {size} MB.").format(size=_MOST_BYTES // 1_000_000))
    return path.read_bytes()


def open_word(data: bytes) -> WordFile:
    """The parts of a file. Raises UserError where it is no file of Word (DOCX), or may do harm."""
    if data.startswith(_OLD_FORMAT):
        raise UserError(_("This is an old Word file (DOC) or one with a password: save it as DOCX without a password."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError):
        raise UserError(_("This is not a Word file (DOCX), or it is damaged.")) from None


class _Reader:
    """Reads parts of an archive, no more of them all together than a document has."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = _MOST_BYTES_OF_ALL

    def tree(self, name: str) -> Any:
        """The root of a part; None without it. Raises UserError where it is too large or no plain XML."""
        try:
            entry = self._archive.getinfo(name)
        except KeyError:
            return None
        most = min(_MOST_BYTES_OF_PART, self._left)
        # What the archive says of its size need not be true: no more is unpacked either way.
        with self._archive.open(entry) as file:
            content = b"" if entry.file_size > most else file.read(most + 1)
        if entry.file_size > most or len(content) > most or content.count(b"<") > _MOST_TAGS:
            raise UserError(_("The text in this file is too large for a document: {part}").format(part=name))
        self._left -= len(content)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise UserError(_("This is not a Word file (DOCX), or it is damaged.")) from None
        if root.getroottree().docinfo.doctype:
            raise UserError(_("This file declares entities, which no Word file does: it is not read."))
        return root


def _parts(archive: zipfile.ZipFile) -> WordFile:
    names = archive.namelist()
    if len(names) > _MOST_PARTS or len(set(names)) < len(names):
        raise UserError(_("This file has more parts than a document can have: it is not read."))
    reader = _Reader(archive)
    main = reader.tree(_MAIN_PART)
    if main is None or main.tag != f"{MAIN}document":
        raise UserError(_("This is not a Word file (DOCX), or it is damaged."))
    sides = [reader.tree(name) for name in sorted(names) if name.startswith(_SIDE_PARTS) and name.endswith(".xml")]
    custom = [reader.tree(name) for name in sorted(names) if _is_custom(name)]
    numbering = reader.tree("word/numbering.xml")
    relations = reader.tree("word/_rels/document.xml.rels")
    settings = reader.tree("word/_rels/settings.xml.rels")
    return WordFile(
        main, tuple(sides), numbering, tuple(custom), _targets(relations), tuple(_ignored(names, relations, settings))
    )


def _is_custom(name: str) -> bool:
    return name.startswith("customXml/item") and not name.startswith("customXml/itemProps") and name.endswith(".xml")


def _targets(relations: Any) -> dict[str, str]:
    """Where hyperlinks lead, by their ids."""
    items = relations.iter(f"{_PACKAGE}Relationship") if relations is not None else ()
    return {item.get("Id", ""): item.get("Target", "") for item in items if item.get("Type", "").endswith("/hyperlink")}


def _ignored(names: list[str], relations: Any, settings: Any) -> list[Message]:
    """What the file would do or fetch in Word, and does not here."""
    notes = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        notes.append(_("Its macros are left out."))
    kinds = (
        [item.get("Type", "") for item in relations.iter(f"{_PACKAGE}Relationship")] if relations is not None else []
    )
    if any(name.startswith("word/embeddings/") for name in names) or any(
        kind.endswith(("/aFChunk", "/subDocument")) for kind in kinds
    ):
        notes.append(_("Files inside it are left out."))
    if any(name.startswith("word/media/") for name in names):
        notes.append(_("Its pictures are left out: put them in the folder `evidence` and register them."))
    if any(name.startswith(("word/diagrams/data", "word/charts/chart")) for name in names):
        notes.append(_("Its diagrams and charts are left out: type what they say."))
    for part in (relations, settings):
        for item in part.iter(f"{_PACKAGE}Relationship") if part is not None else ():
            if item.get("TargetMode") == "External" and not item.get("Type", "").endswith("/hyperlink"):
                notes.append(_("What it would fetch from elsewhere has not been fetched."))
                return notes
    return notes
