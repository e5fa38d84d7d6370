"""Markdown, to read where it is kept."""

from pdcli.render.formats import DocumentFormat, Template


def write(page: Template) -> str:
    """The page as text."""
    from pdcli.render.pages import fill_template

    return fill_template(f"_base/{page.name}.md.j2", page.trust, page.lang, **page.values)


FORMAT = DocumentFormat("page", write)
