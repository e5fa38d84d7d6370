"""Metadata of PDF: authors, comments, attached files, and the metadata of embedded pictures."""

import io
from collections.abc import Iterator
from contextlib import suppress

import pikepdf

from pdcli.metadata.image import clean_image, inspect_image, inspect_xmp
from pdcli.metadata.inspection import HiddenItem, InspectionError

# Annotations that people write. Links, forms and media belong to the page itself.
_COMMENTS = frozenset(
    {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
     "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/FileAttachment", "/Redact"}
)  # fmt: skip
_MAX_XMP_BYTES = 1 << 20


def inspect_pdf(data: bytes) -> list[HiddenItem]:
    """The metadata of a PDF."""
    with _open_pdf(data) as pdf:
        hidden = [
            HiddenItem("author", str(pdf.docinfo[key])) for key in ("/Author", "/Company") if pdf.docinfo.get(key)
        ]
        for holder in (pdf.Root, *pdf.pages):
            with suppress(pikepdf.PdfError, AttributeError):
                hidden += inspect_xmp(holder.get("/Metadata").read_bytes()[:_MAX_XMP_BYTES])
        comments = sum(
            str(item.get("/Subtype")) in _COMMENTS - {"/Popup"} for page in pdf.pages for item in _annotations(page)
        )
        if comments:
            hidden.append(HiddenItem("comments", str(comments)))
        if len(pdf.attachments):
            hidden.append(HiddenItem("files", str(len(pdf.attachments))))
        for picture in _jpeg_images(pdf):
            with suppress(ValueError, IndexError):
                hidden += inspect_image(picture.read_raw_bytes(), "jpeg")
        return hidden


def clean_pdf(data: bytes) -> bytes:
    """The PDF without metadata. Raises InspectionError if that would break a signature."""
    with _open_pdf(data) as pdf:
        if _is_signed(pdf):
            raise InspectionError("signed")
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for holder in (pdf.Root, *(page.obj for page in pdf.pages)):
            for key in ("/Metadata", "/PieceInfo", "/AF"):
                if key in holder:
                    del holder[key]
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        for page in pdf.pages:
            all_annotations = list(_annotations(page))
            annotations = [item for item in all_annotations if str(item.get("/Subtype")) not in _COMMENTS]
            if len(annotations) < len(all_annotations):
                page.obj["/Annots"] = pikepdf.Array(annotations)
        for picture in _jpeg_images(pdf):
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


def _open_pdf(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise InspectionError("encrypted") from None


def _annotations(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    notes = page.obj.get("/Annots")
    for item in notes if isinstance(notes, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Dictionary):
            yield item


def _jpeg_images(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield embedded JPEG pictures."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            filters = item.get("/Filter")
            alone = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) == 1 else filters
            if alone == "/DCTDecode":
                yield item


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return "/Perms" in pdf.Root or (form is not None and bool(int(form.get("/SigFlags", 0)) & 1))
