"""A workbook for Excel and LibreOffice."""

from pdcli.render.formats import DocumentFormat, Tables


def write(tables: Tables) -> bytes:
    """A sheet for each table. Raises UserError where the library for it is not installed."""
    from pdcli.render.spreadsheet import to_xlsx

    return to_xlsx(tables.sheets)


FORMAT = DocumentFormat("tables", write, is_text=False)
