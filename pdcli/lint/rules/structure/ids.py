"""Numbers of rows."""

from collections.abc import Iterator
from typing import Any

from pdcli.diagnostics import Related, Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule


@rule("PD108", "repeated-id", Severity.ERROR, """
clause: files
what:
  kk: Бір кестеде нөмір қайталанбайды.
  ru: Номер в таблице не повторяется.
  en: An ID appears once in its table.
why:
  kk: Нөмір қайталанса, сілтеменің қай жолды көрсетіп тұрғаны белгісіз болады.
  ru: Если номер повторяется, неясно, на какую строку указывает ссылка.
  en: If an ID is repeated, it is unclear which row a reference points to.
bad: |
  goals:
    - id: g1
    - id: g1
good: |
  goals:
    - id: g1
    - id: g2
fail:
- evidence.yaml: ['id: e12', 'id: ¦e11']
pass:
- cycles/2025-2026-1/3-reflection.md: ['id: r1', 'id: f1']
  cycles/2025-2026-1/4-design.yaml: ['from: [r1]', 'from: [f1]']
""")  # fmt: skip
def repeated_id(context: LintContext) -> Iterator[Violation]:
    """Two rows of one table have the same id, so that a reference to it can mean either."""
    for document in context.portfolio.documents:
        for table, column in document.form.id_columns if document.form else ():
            rows = document.data.get(table)
            if isinstance(rows, list):
                yield from _repeated(document, table, column, rows)


def _repeated(document: Document, table: str, key: str, rows: list[Any]) -> Iterator[Violation]:
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        value = row.get(key) if isinstance(row, dict) else None
        if not isinstance(value, str):
            continue
        if value in first:
            place = document.span(table, first[value], key)
            yield Violation(
                document, (table, index, key), _("`{id}` is used twice.").format(id=value[:40]),
                _("Give this row its own number."),
                related=(Related(document.path, place, _("The first one is here.")),),
            )  # fmt: skip
        else:
            first[value] = index
