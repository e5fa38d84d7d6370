"""PDF, to print and to send."""

from pdcli.render.formats import DocumentFormat, Template


def convert(html: str) -> bytes:
    """The page as PDF. Raises UserError where the packages for it are not installed."""
    from pdcli.render.paper import paper
    from pdcli.render.typeset import to_pdf

    return to_pdf(paper(html))


def write(page: Template) -> bytes:
    """The page as PDF. Raises UserError where the packages for it are not installed."""
    from pdcli.render.formats.html import write as write_html

    return convert(write_html(page))


FORMAT = DocumentFormat("page", write, is_text=False, convert=convert)
