"""Files that tell more than they show, made from nothing: pictures, PDF, Word, Excel, LibreOffice."""

import io
import zipfile
from typing import Any

import pikepdf
from PIL import Image

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AUTHOR, EDITOR, COMMENT = "Asel Avtor", "Bolat Redaktor", "Secret comment"
PLACE = (51.0, 7.0, 41.5)


def exif(turned: int = 1) -> Image.Exif:
    """What a phone writes into a photo."""
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x0112], found[0x013B] = "Telefon", "Model 7", turned, AUTHOR
    found.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "E", 4: (71.0, 25.0, 0.0)})
    return found


def picture(kind: str, turned: int = 1, **options: Any) -> bytes:
    """A photo of noise."""
    out = io.BytesIO()
    image = Image.effect_noise((60, 40), 90).convert("RGB")
    image.save(out, kind, exif=exif(turned), **({"lossless": True} if kind == "WEBP" else {}), **options)
    return out.getvalue()


def pixels(data: bytes) -> tuple[bytes, int | None]:
    """What is seen, and which side is up."""
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes(), image.getexif().get(0x0112)


def pdf(with_picture: bool = True, **more: Any) -> bytes:
    """A page with a photo, an author, a comment and an attached file."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    made.docinfo["/Author"] = AUTHOR
    with made.open_metadata() as meta:
        meta["dc:creator"] = [EDITOR]
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=COMMENT, Rect=[0, 0, 9, 9])
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    page.obj["/Annots"] = pikepdf.Array([made.make_indirect(note), link])
    made.attachments["secret.txt"] = b"Secret file"
    if with_picture:
        image = made.make_stream(picture("JPEG"))
        facts = {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 60, "/Height": 40,
            "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.DCTDecode,
        }  # fmt: skip
        for key, value in facts.items():
            image[key] = value
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    if more.get("signed"):
        made.Root["/AcroForm"] = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner="o", user="u") if more.get("encrypted") else None)
    return out.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """An archive of such parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _types(*overrides: tuple[str, str]) -> str:
    told = "".join(f'<Override PartName="/{name}" ContentType="application/{kind}+xml"/>' for name, kind in overrides)
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>{told}</Types>'
    )


def _relations(*lines: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(lines, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{told}</Relationships>'


CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{AUTHOR}</dc:creator>'
    f"<cp:lastModifiedBy>{EDITOR}</cp:lastModifiedBy></cp:coreProperties>"
)


def docx(changes: bool = False, **parts: str | bytes) -> bytes:
    """A file of Word with a photo, a comment, and where wanted a tracked change."""
    change = '<w:del w:author="A"><w:r><w:delText>Secret change</w:delText></w:r></w:del>' if changes else ""
    body = (
        f'<w:p><w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">Visible text </w:t></w:r>{change}'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comment = f'<w:comment w:id="0" w:author="{EDITOR}"><w:p><w:r><w:t>{COMMENT}</w:t></w:r></w:p></w:comment>'
    kinds = "vnd.openxmlformats-officedocument.wordprocessingml"
    return zipped({
        "[Content_Types].xml": _types(("word/document.xml", f"{kinds}.document.main"), ("word/comments.xml", f"{kinds}.comments")),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")),
        "word/_rels/document.xml.rels": _relations(("comments", "comments.xml"), ("image", "media/image1.jpeg")),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/comments.xml": f'{_HEAD}<w:comments xmlns:w="{_WORD}">{comment}</w:comments>',
        "word/media/image1.jpeg": picture("JPEG"),
        "docProps/core.xml": CORE,
        "docProps/app.xml": f"{_HEAD}<Properties><Company>Secret school</Company><Pages>1</Pages></Properties>",
        **parts,
    })  # fmt: skip


def xlsx(hidden: bool = False) -> bytes:
    """A workbook with a note on a cell, and where wanted a hidden sheet."""
    state = ' state="veryHidden"' if hidden else ""
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        '<t>Visible cell</t></is></c></row></sheetData>{drawing}</worksheet>'
    )  # fmt: skip
    kinds = "vnd.openxmlformats-officedocument.spreadsheetml"
    note = f'<comment ref="A1" authorId="0"><text><t>{COMMENT}</t></text></comment>'
    return zipped({
        "[Content_Types].xml": _types(
            ("xl/workbook.xml", f"{kinds}.sheet.main"), ("xl/worksheets/sheet1.xml", f"{kinds}.worksheet"),
            ("xl/worksheets/sheet2.xml", f"{kinds}.worksheet"), ("xl/comments1.xml", f"{kinds}.comments"),
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/>'
            f'<sheet name="B" sheetId="2" r:id="rId2"{state}/></sheets></workbook>'
        ),
        "xl/worksheets/sheet1.xml": sheet.format(drawing='<legacyDrawing r:id="rId2"/>'),
        "xl/worksheets/sheet2.xml": sheet.format(drawing=""),
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vml1.vml")),
        "xl/comments1.xml": f'{_HEAD}<comments xmlns="{_SHEET}"><authors><author>{EDITOR}</author></authors><commentList>{note}</commentList></comments>',
        "xl/drawings/vml1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape/></xml>',
        "docProps/core.xml": CORE,
    })  # fmt: skip


def ods(hidden: bool = False) -> bytes:
    """A spreadsheet of LibreOffice with a note, and where wanted a hidden sheet."""
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"'
        for key in ("office", "table", "text", "style", "meta")
    )
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    show = "false" if hidden else "true"
    note = f"<office:annotation><dc:creator>{EDITOR}</dc:creator><text:p>{COMMENT}</text:p></office:annotation>"
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": (
            f'<office:document-content {names}><office:automatic-styles><style:style style:name="ta1" style:family="table">'
            f'<style:table-properties table:display="{show}"/></style:style></office:automatic-styles><office:body>'
            f'<office:spreadsheet><table:table table:name="A" table:style-name="ta1"><table:table-row><table:table-cell>{note}'
            "<text:p>Visible cell</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"
            "</office:body></office:document-content>"
        ),
        "meta.xml": (
            f"<office:document-meta {names}><office:meta><meta:initial-creator>{AUTHOR}</meta:initial-creator>"
            f"<dc:creator>{EDITOR}</dc:creator></office:meta></office:document-meta>"
        ),
    })  # fmt: skip
