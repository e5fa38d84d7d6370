"""PDF: who made it, comments, attached files, and what the pictures in it tell."""

import io
from collections.abc import Iterator
from contextlib import suppress

import pikepdf

from pdcli.metadata.image import clean_image, look_image, look_xmp
from pdcli.metadata.look import CannotLookError, Hidden

# What people write onto a page for one another. Links, forms and film are the page's own.
_COMMENTS = frozenset(
    {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
     "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/FileAttachment", "/Redact"}
)  # fmt: skip
_MOST_XMP = 1 << 20


def look_pdf(data: bytes) -> list[Hidden]:
    """What a PDF tells."""
    with _opened(data) as pdf:
        found = [Hidden("author", str(pdf.docinfo[key])) for key in ("/Author", "/Company") if pdf.docinfo.get(key)]
        for place in (pdf.Root, *pdf.pages):
            with suppress(pikepdf.PdfError, AttributeError):
                found += look_xmp(place.get("/Metadata").read_bytes()[:_MOST_XMP])
        comments = sum(
            str(item.get("/Subtype")) in _COMMENTS - {"/Popup"} for page in pdf.pages for item in _notes(page)
        )
        if comments:
            found.append(Hidden("comments", str(comments)))
        if len(pdf.attachments):
            found.append(Hidden("files", str(len(pdf.attachments))))
        for picture in _pictures(pdf):
            with suppress(ValueError, IndexError):
                found += look_image(picture.read_raw_bytes(), "jpeg")
        return found


def clean_pdf(data: bytes) -> bytes:
    """The same pages without all that. Raises CannotLookError where that would break a signature."""
    with _opened(data) as pdf:
        if _is_signed(pdf):
            raise CannotLookError("signed")
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for place in (pdf.Root, *(page.obj for page in pdf.pages)):
            for key in ("/Metadata", "/PieceInfo", "/AF"):
                if key in place:
                    del place[key]
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        for page in pdf.pages:
            notes = list(_notes(page))
            kept = [item for item in notes if str(item.get("/Subtype")) not in _COMMENTS]
            if len(kept) < len(notes):
                page.obj["/Annots"] = pikepdf.Array(kept)
        for picture in _pictures(pdf):
            if "/Metadata" in picture:
                del picture["/Metadata"]
            with suppress(ValueError, IndexError):
                raw = picture.read_raw_bytes()
                clean = clean_image(raw, "jpeg")
                if clean != raw:
                    picture.write(clean, filter=pikepdf.Name.DCTDecode)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise CannotLookError("encrypted") from None


def _notes(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    notes = page.obj.get("/Annots")
    for item in notes if isinstance(notes, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Dictionary):
            yield item


def _pictures(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Pictures that are JPEG as a camera made them."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            filters = item.get("/Filter")
            alone = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) == 1 else filters
            if alone == "/DCTDecode":
                yield item


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return "/Perms" in pdf.Root or (form is not None and bool(int(form.get("/SigFlags", 0)) & 1))
