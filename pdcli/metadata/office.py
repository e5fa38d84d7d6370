"""Metadata of Word, Excel, PowerPoint and LibreOffice files (ZIP archives of XML): authors, comments, tracked changes,
hidden sheets, and the metadata of embedded pictures.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from pdcli.metadata.image import clean_image, inspect_image
from pdcli.metadata.inspection import HiddenItem, InspectionError, detect_format

# Limits in bytes of one part and of all parts, and of the number of parts.
_MOST_PART, _MOST_BYTES, _MOST_PARTS = 64 << 20, 256 << 20, 5_000
_TYPES, _CORE, _CUSTOM, _APP = "[Content_Types].xml", "docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"
_META = "meta.xml"
_TIME = (1980, 1, 1, 0, 0, 0)
# Suffixes of the types of relations to parts with comments or their authors.
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


def inspect_office(data: bytes) -> list[HiddenItem]:
    """The metadata of an office file."""
    with _open_archive(data) as archive:
        parts = _parts(archive)
        is_open = _is_open_document(parts)
        hidden: list[HiddenItem] = []
        for name in parts:
            if name in (_CORE, _APP, _META, "xl/workbook.xml"):
                hidden += _people(_tree(archive, name), is_open)
            if (kind := _picture_kind(archive, name)) and (data := _read(archive, name)):
                try:
                    hidden += inspect_image(data, kind)
                except (ValueError, IndexError):
                    continue
        for kind, count in (
            ("comments", sum(1 for name in parts for _ in _comments(archive, name))),
            ("changes", sum(1 for name in parts if _is_text(name) for item in _elements(archive, name, _CHANGES))),
            ("sheets", sum(1 for name in parts for _ in _hidden_sheets(archive, name))),
        ):
            if count:
                hidden.append(HiddenItem(kind, str(count)))  # type: ignore[arg-type]
        return hidden


def clean_office(data: bytes) -> bytes:
    """The file without data of people and without comments.

    Tracked changes and hidden sheets stay, because only a person can decide on them. Raises InspectionError for a
    signed file.
    """
    out = io.BytesIO()
    with _open_archive(data) as archive, zipfile.ZipFile(out, "w") as new:
        parts = _parts(archive)
        if any(name.startswith("_xmlsignatures/") or name == "META-INF/documentsignatures.xml" for name in parts):
            raise InspectionError("signed")
        removed_parts = set() if _is_open_document(parts) else set(_parts_of_comments(archive, parts))
        for name in parts:
            if name in removed_parts:
                continue
            info = zipfile.ZipInfo(name, _TIME)
            # The first part of an OpenDocument must be uncompressed.
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, _cleaned(archive, name, removed_parts))
    return out.getvalue()


def _cleaned(archive: zipfile.ZipFile, name: str, removed_parts: set[str]) -> bytes:
    fixed = {_CORE: _EMPTY_CORE, _CUSTOM: _EMPTY_CUSTOM, _META: _EMPTY_META}
    if name in fixed:
        return fixed[name]
    if kind := _picture_kind(archive, name):
        try:
            return clean_image(_read(archive, name), kind)
        except (ValueError, IndexError):
            return _read(archive, name)
    if name == _TYPES:
        return _without(archive, name, lambda item: (item.get("PartName") or "").lstrip("/") in removed_parts)
    if name.endswith(".rels"):
        return _without(archive, name, lambda item: _target(name, item) in removed_parts)
    if name in (_APP, "xl/workbook.xml"):
        return _without(archive, name, lambda item: _local_name(item) in ("Company", "Manager", "absPath"))
    if _is_text(name) or (removed_parts and _draws_comments(archive, name, removed_parts)):
        return _without(archive, name, lambda item: _local_name(item) in _COMMENT_MARKS)
    return _read(archive, name)


def _without(archive: zipfile.ZipFile, name: str, is_gone: Callable[[etree._Element], bool]) -> bytes:
    """A part without some elements; unchanged if it has none of them."""
    tree = _tree(archive, name)
    removed_parts = [item for item in tree.iter() if is_gone(item)]
    if not removed_parts:
        return _read(archive, name)
    for item in removed_parts:
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


def _people(tree: etree._ElementTree, is_open: bool) -> Iterator[HiddenItem]:
    for item in tree.iter():
        name, text = _local_name(item), (item.get("url") or item.text or "").strip()
        # In an OpenDocument the creator is the last editor.
        is_editor = name in _EDITORS or (is_open and name == "creator")
        if text and is_editor:
            yield HiddenItem("editor", text)
        elif text and name in _AUTHORS:
            yield HiddenItem("author", text)


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
        hidden_styles = {
            item.getparent().get(_style_name(item.getparent()))
            for item in tree.iter()
            if _local_name(item) == "table-properties" and _attribute(item, "display") == "false"
        }
        yield from (
            item
            for item in tree.iter()
            if _local_name(item) == "table" and _attribute(item, "style-name") in hidden_styles
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
        comment_relations = [item for item in relations if (item.get("Type") or "").endswith(_OF_COMMENTS)]
        yield from (_target(name, item) for item in comment_relations)
        # Excel draws the notes of a sheet in a drawing of their own.
        if any((item.get("Type") or "").endswith("/comments") for item in comment_relations) and name.startswith(
            "xl/worksheets/"
        ):
            yield from (_target(name, item) for item in relations if (item.get("Type") or "").endswith("/vmlDrawing"))


def _draws_comments(archive: zipfile.ZipFile, name: str, removed_parts: set[str]) -> bool:
    """Whether it is a sheet whose drawing of notes is removed. Raises InspectionError if it has controls too."""
    folder, base = posixpath.split(name)
    rels = f"{folder}/_rels/{base}.rels"
    if folder != "xl/worksheets" or rels not in archive.namelist():
        return False
    is_removed = any(_target(rels, item) in removed_parts for item in _tree(archive, rels).iter() if item.get("Target"))
    if is_removed and any(True for _ in _elements(archive, name, frozenset({"controls", "oleObjects"}))):
        raise InspectionError("format")
    return is_removed


def _target(rels: str, item: etree._Element) -> str:
    """The name of the part that a relation targets."""
    target = item.get("Target") or ""
    if target.startswith("/"):
        return target[1:]
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join(folder, target))


def _elements(archive: zipfile.ZipFile, name: str, names: frozenset[str]) -> Iterator[etree._Element]:
    yield from (item for item in _tree(archive, name).iter() if _local_name(item) in names)


def _local_name(item: etree._Element) -> str:
    """The name of an element without its namespace; empty for XML comments."""
    return etree.QName(item).localname if isinstance(item.tag, str) else ""


def _is_text(name: str) -> bool:
    return (
        name == "content.xml"
        or re.fullmatch(r"word/(?:document|header|footer|footnotes|endnotes)\w*\.xml", name) is not None
    )


def _is_open_document(parts: list[str]) -> bool:
    return "mimetype" in parts


def _picture_kind(archive: zipfile.ZipFile, name: str) -> str | None:
    """The format of a picture in the archive that can be cleaned; None for any other part."""
    if not name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".jfif")):
        return None
    with archive.open(name) as part:
        kind = detect_format(part.read(16))
    return kind if kind in ("jpeg", "png", "webp") else None


def _open_archive(data: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(data))
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise InspectionError("large")
    if any(info.flag_bits & 1 for info in infos):
        raise InspectionError("encrypted")
    return archive


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The names of the parts in order. Raises InspectionError for any other kind of archive."""
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    if _TYPES not in names and not ("mimetype" in names and "content.xml" in names):
        raise InspectionError("archive")
    if len(set(names)) < len(names):
        raise InspectionError("broken")
    return names


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        data = part.read(_MOST_PART + 1)
    if len(data) > _MOST_PART:
        raise InspectionError("large")
    return data


def _tree(archive: zipfile.ZipFile, name: str) -> etree._ElementTree:
    """The XML tree of a part. External entities are not loaded, and a DOCTYPE is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.parse(io.BytesIO(_read(archive, name)), parser)
    if tree.docinfo.doctype:
        raise InspectionError("broken")
    return tree
