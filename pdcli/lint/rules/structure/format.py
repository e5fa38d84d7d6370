"""The version of the format, and the schema that editors use."""

from collections.abc import Iterator

from pdcli.diagnostics import Fix, Severity, Span
from pdcli.discovery.files import SCHEMA_FOLDER
from pdcli.i18n.messages import figure
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule


@rule("PD110", "unsupported-format", Severity.ERROR, r"""
clause: files
what:
  kk: Пішім нұсқасы осы pd оқитын нұсқа болады.
  ru: Версия формата – та, которую читает установленная версия pd.
  en: The format version is one that this pd can read.
why:
  kk: Басқа нұсқаны ескі бағдарлама қате оқуы мүмкін.
  ru: Другую версию старая программа может прочесть неверно.
  en: An old program may misread another version of the format.
bad: |
  format: 2
good: |
  format: 1
fail:
- portfolio.yaml: ['format: 1', 'format: ¦2']
pass:
- portfolio.yaml: ['format: 1', 'format: "1"']
- portfolio.yaml: ["format: 1\n", '']
""")  # fmt: skip
def unsupported_format(context: LintContext) -> Iterator[Violation]:
    """The portfolio is written in a version of the format that this pd does not know."""
    who = context.portfolio.who
    if who and who.format is not None and who.format != 1:
        message = _("This version of pd reads format 1, not {format}.").format(format=figure(who.format))
        yield Violation(context.portfolio.profile, ("format",), message, _("Write `format: 1`, or use a newer pd."))


@rule("PD112", "missing-schema-line", Severity.ADVICE, """
clause: files
what:
  kk: YAML құжатының басында редакторға арналған схема жолы тұрады.
  ru: В начале YAML-документа стоит строка со схемой для редактора.
  en: A YAML document begins with the line that tells editors its schema.
why:
  kk: Осы жол болса, редактор өрістерді қазақша түсіндіріп, толықтырып отырады; оны `pd lint --fix` өзі қосады.
  ru: Благодаря этой строке редактор поясняет поля и подсказывает их при вводе; `pd lint --fix` добавит её сам.
  en: Thanks to this line, an editor explains and completes the fields; `pd lint --fix` adds it.
bad: |
  kind: portfolio
good: |
  # yaml-language-server: $schema=.pd/schemas/portfolio.schema.json
  kind: portfolio
fail:
- portfolio.yaml:
  - |-
    # yaml-language-server: $schema=.pd/schemas/portfolio.schema.json
    kind
  - ¦kind
pass:
- portfolio.yaml:
  - |-
    # yaml-language-server: $schema=.pd/schemas/portfolio.schema.json
    kind
  - |-
    # Менің портфолиом
    # yaml-language-server: $schema=../schemas/portfolio.json
    kind
- portfolio.yaml:
  - |-
    # yaml-language-server: $schema=.pd/schemas/portfolio.schema.json
    kind
  - kind
  .pd/schemas/portfolio.schema.json:
""")  # fmt: skip
def missing_schema_line(context: LintContext) -> Iterator[Violation]:
    """A YAML document does not say where its schema is, so that editors neither complete nor explain its fields."""
    schemas = context.portfolio.root / SCHEMA_FOLDER
    names = {path.name for path in schemas.glob("*.schema.json")} if schemas.is_dir() else set()
    for document in context.portfolio.documents if names else ():
        name = f"{document.kind}.schema.json"
        if document.is_markdown or document.form is None or name not in names:
            continue
        if "yaml-language-server:" not in document.text[:2000]:
            depth = document.ref.count("/")
            line = f"# yaml-language-server: $schema={'../' * depth}{SCHEMA_FOLDER}/{name}"
            message = _("Text editors do not know the schema of this file.")
            hint = _("Begin the file with the line `{line}`.").format(line=line)
            yield Violation(document, (), message, hint, fix=Fix(((Span(1, 1, 1, 1), line + document.newline),)))
