"""A document for Word and LibreOffice."""

from pdcli.render.formats import DocumentFormat, Template


def convert(html: str) -> bytes:
    """The page as a file of Word."""
    from pdcli.render.paper import paper
    from pdcli.render.word import to_docx

    return to_docx(paper(html))


def write(page: Template) -> bytes:
    """The page as a file of Word."""
    from pdcli.render.formats.html import write as write_html

    return convert(write_html(page))


FORMAT = DocumentFormat("page", write, is_text=False, convert=convert)
