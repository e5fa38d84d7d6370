"""HTML, to read on a screen and on paper."""

from pdcli.render.formats import DocumentFormat, Template


def write(page: Template) -> str:
    """The page, whole in one file."""
    from pdcli.render.pages import fill_template

    return fill_template(f"_base/{page.name}.html.j2", page.trust, page.lang, **page.values)


FORMAT = DocumentFormat("page", write)
