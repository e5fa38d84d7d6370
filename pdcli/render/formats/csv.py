"""CSV, for spreadsheets and other programs."""

from pdcli.render.formats import DocumentFormat, Tables


def write(tables: Tables) -> str:
    """All in one table."""
    from pdcli.render.spreadsheet import to_csv

    return to_csv(tables.whole)


FORMAT = DocumentFormat("tables", write)
