"""The text of files of Word and PDF, as other readers find it."""

import io
import re
import zipfile

import pypdfium2
from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letters(text: str) -> str:
    """A text without what a format may put between letters."""
    return re.sub(r"[\s\u200b\ufffe\u00ad]+", "", text)


def text_of_docx(data: bytes) -> str:
    """The text of a file of Word as any reader of its XML sees it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return letters("".join(item.text or "" for item in body.iter(f"{WORD}t")))


def text_of_pdf(data: bytes) -> str:
    """The text of all pages."""
    document = pypdfium2.PdfDocument(data)
    return letters("".join(part.get_textpage().get_text_bounded() for part in document))
