"""Files of Word, Excel, PowerPoint and LibreOffice: ZIP archives of XML. Who made them, comments, tracked changes,
hidden sheets, and what the pictures in them tell.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from pdcli.metadata.image import clean_image, look_image
from pdcli.metadata.look import CannotLookError, Hidden, format_name

# What is read at most: of one part, of all, and how many parts there are.
_MOST_PART, _MOST_BYTES, _MOST_PARTS = 64 << 20, 256 << 20, 5_000
_TYPES, _CORE, _CUSTOM, _APP = "[Content_Types].xml", "docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"
_META = "meta.xml"
_TIME = (1980, 1, 1, 0, 0, 0)
# Relations to parts that hold comments, or who wrote them, by the ends of their names.
_OF_COMMENTS = (
    "/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people", "/commentAuthors", "/authors",
    "/threadedComment", "/person",
)  # fmt: skip
_EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_EMPTY_CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_EMPTY_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    b"</office:document-meta>"
)
# Elements by their names without namespaces: each name means one thing in these formats.
_AUTHORS, _EDITORS = ("creator", "initial-creator", "Company", "Manager", "absPath"), ("lastModifiedBy", "printed-by")
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "tracked-changes"})
_COMMENT_MARKS = frozenset({
    "commentRangeStart", "commentRangeEnd", "commentReference", "legacyDrawing", "annotation", "annotation-end",
})  # fmt: skip


def look_office(data: bytes) -> list[Hidden]:
    """What such a file tells."""
    with _opened(data) as archive:
        parts = _parts(archive)
        is_open = _is_open(parts)
        found: list[Hidden] = []
        for name in parts:
            if name in (_CORE, _APP, _META, "xl/workbook.xml"):
                found += _people(_tree(archive, name), is_open)
            if (kind := _picture_kind(archive, name)) and (data := _read(archive, name)):
                try:
                    found += look_image(data, kind)
                except (ValueError, IndexError):
                    continue
        for kind, count in (
            ("comments", sum(1 for name in parts for _ in _comments(archive, name))),
            ("changes", sum(1 for name in parts if _is_text(name) for item in _elements(archive, name, _CHANGES))),
            ("sheets", sum(1 for name in parts for _ in _hidden_sheets(archive, name))),
        ):
            if count:
                found.append(Hidden(kind, str(count)))  # type: ignore[arg-type]
        return found


def clean_office(data: bytes) -> bytes:
    """The same file without what tells of people, and without comments.

    Whether a change is taken, and what becomes of a hidden sheet, only a person can decide: they stay, and are found
    again. Raises CannotLookError where the file is signed.
    """
    out = io.BytesIO()
    with _opened(data) as archive, zipfile.ZipFile(out, "w") as new:
        parts = _parts(archive)
        if any(name.startswith("_xmlsignatures/") or name == "META-INF/documentsignatures.xml" for name in parts):
            raise CannotLookError("signed")
        gone = set() if _is_open(parts) else set(_parts_of_comments(archive, parts))
        for name in parts:
            if name in gone:
                continue
            info = zipfile.ZipInfo(name, _TIME)
            # The first part of an OpenDocument must be as it is.
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, _cleaned(archive, name, gone))
    return out.getvalue()


def _cleaned(archive: zipfile.ZipFile, name: str, gone: set[str]) -> bytes:
    fixed = {_CORE: _EMPTY_CORE, _CUSTOM: _EMPTY_CUSTOM, _META: _EMPTY_META}
    if name in fixed:
        return fixed[name]
    if kind := _picture_kind(archive, name):
        try:
            return clean_image(_read(archive, name), kind)
        except (ValueError, IndexError):
            return _read(archive, name)
    if name == _TYPES:
        return _without(archive, name, lambda item: (item.get("PartName") or "").lstrip("/") in gone)
    if name.endswith(".rels"):
        return _without(archive, name, lambda item: _target(name, item) in gone)
    if name in (_APP, "xl/workbook.xml"):
        return _without(archive, name, lambda item: _plain(item) in ("Company", "Manager", "absPath"))
    if _is_text(name) or (gone and _draws_comments(archive, name, gone)):
        return _without(archive, name, lambda item: _plain(item) in _COMMENT_MARKS)
    return _read(archive, name)


def _without(archive: zipfile.ZipFile, name: str, is_gone: Callable[[etree._Element], bool]) -> bytes:
    """A part without some elements; byte for byte as it was where it has none of them."""
    tree = _tree(archive, name)
    gone = [item for item in tree.iter() if is_gone(item)]
    if not gone:
        return _read(archive, name)
    for item in gone:
        parent = item.getparent()
        if parent is None:
            continue
        # What follows an element belongs to the text around it.
        before = item.getprevious()
        if item.tail and before is not None:
            before.tail = (before.tail or "") + item.tail
        elif item.tail:
            parent.text = (parent.text or "") + item.tail
        parent.remove(item)
    text: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return text


def _people(tree: etree._ElementTree, is_open: bool) -> Iterator[Hidden]:
    for item in tree.iter():
        name, text = _plain(item), (item.get("url") or item.text or "").strip()
        # In an OpenDocument the creator is who changed the file last.
        is_editor = name in _EDITORS or (is_open and name == "creator")
        if text and is_editor:
            yield Hidden("editor", text)
        elif text and name in _AUTHORS:
            yield Hidden("author", text)


def _comments(archive: zipfile.ZipFile, name: str) -> Iterator[etree._Element]:
    if re.fullmatch(r"(?:word|xl|ppt)/(?:comments/|threadedComments/)?[cC]omments?\w*\.xml|ppt/comments/.+\.xml", name):
        yield from _elements(archive, name, frozenset({"comment", "cm"}))
    elif name == "content.xml":
        yield from _elements(archive, name, frozenset({"annotation"}))


def _hidden_sheets(archive: zipfile.ZipFile, name: str) -> Iterator[etree._Element]:
    if name == "xl/workbook.xml":
        for item in _elements(archive, name, frozenset({"sheet"})):
            if item.get("state") in ("hidden", "veryHidden"):
                yield item
    elif name == "content.xml":
        tree = _tree(archive, name)
        hidden = {
            item.getparent().get(_style_name(item.getparent()))
            for item in tree.iter()
            if _plain(item) == "table-properties" and _attribute(item, "display") == "false"
        }
        yield from (
            item for item in tree.iter() if _plain(item) == "table" and _attribute(item, "style-name") in hidden
        )


def _style_name(item: etree._Element) -> str:
    return next((key for key in item.attrib if str(key).endswith("}name")), "")


def _attribute(item: etree._Element, name: str) -> str | None:
    return next((str(value) for key, value in item.attrib.items() if str(key).endswith(f"}}{name}")), None)


def _parts_of_comments(archive: zipfile.ZipFile, parts: list[str]) -> Iterator[str]:
    for name in parts:
        if not name.endswith(".rels"):
            continue
        relations = [item for item in _tree(archive, name).iter() if item.get("Target")]
        ours = [item for item in relations if (item.get("Type") or "").endswith(_OF_COMMENTS)]
        yield from (_target(name, item) for item in ours)
        # Excel draws the notes of a sheet in a drawing of their own.
        if any((item.get("Type") or "").endswith("/comments") for item in ours) and name.startswith("xl/worksheets/"):
            yield from (_target(name, item) for item in relations if (item.get("Type") or "").endswith("/vmlDrawing"))


def _draws_comments(archive: zipfile.ZipFile, name: str, gone: set[str]) -> bool:
    """Whether it is a sheet whose drawing of notes is gone. Raises CannotLookError where buttons stand there too."""
    folder, base = posixpath.split(name)
    rels = f"{folder}/_rels/{base}.rels"
    if folder != "xl/worksheets" or rels not in archive.namelist():
        return False
    is_gone = any(_target(rels, item) in gone for item in _tree(archive, rels).iter() if item.get("Target"))
    if is_gone and any(True for _ in _elements(archive, name, frozenset({"controls", "oleObjects"}))):
        raise CannotLookError("format")
    return is_gone


def _target(rels: str, item: etree._Element) -> str:
    """The part that a relation leads to."""
    target = item.get("Target") or ""
    if target.startswith("/"):
        return target[1:]
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join(folder, target))


def _elements(archive: zipfile.ZipFile, name: str, names: frozenset[str]) -> Iterator[etree._Element]:
    yield from (item for item in _tree(archive, name).iter() if _plain(item) in names)


def _plain(item: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments in the XML."""
    return etree.QName(item).localname if isinstance(item.tag, str) else ""


def _is_text(name: str) -> bool:
    return (
        name == "content.xml"
        or re.fullmatch(r"word/(?:document|header|footer|footnotes|endnotes)\w*\.xml", name) is not None
    )


def _is_open(parts: list[str]) -> bool:
    return "mimetype" in parts


def _picture_kind(archive: zipfile.ZipFile, name: str) -> str | None:
    """The format of a picture in the archive whose parts can be told apart."""
    if not name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".jfif")):
        return None
    with archive.open(name) as part:
        kind = format_name(part.read(16))
    return kind if kind in ("jpeg", "png", "webp") else None


def _opened(data: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(data))
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise CannotLookError("large")
    if any(info.flag_bits & 1 for info in infos):
        raise CannotLookError("encrypted")
    return archive


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts in their order. Raises CannotLookError for an archive of anything else."""
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    if _TYPES not in names and not ("mimetype" in names and "content.xml" in names):
        raise CannotLookError("archive")
    if len(set(names)) < len(names):
        raise CannotLookError("broken")
    return names


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        data = part.read(_MOST_PART + 1)
    if len(data) > _MOST_PART:
        raise CannotLookError("large")
    return data


def _tree(archive: zipfile.ZipFile, name: str) -> etree._ElementTree:
    """The XML of a part. Nothing is loaded, and what declares anything of its own is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.parse(io.BytesIO(_read(archive, name)), parser)
    if tree.docinfo.doctype:
        raise CannotLookError("broken")
    return tree
