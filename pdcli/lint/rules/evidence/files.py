"""The files of evidence on disk."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from pdcli.diagnostics import Fix, Severity
from pdcli.documents.corrections import value_fix
from pdcli.documents.document import Document
from pdcli.i18n.messages import decimal, ngettext
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.portfolio.evidence_file import is_page, is_tiny
from pdcli.suggest import FewNearest, did_you_mean

MIB = 1024 * 1024


@rule("PD502", "missing-evidence-file", Severity.ERROR, r"""
clause: principle 6
what:
  kk: Дәлелдеме файлы дискіде бар.
  ru: Файл свидетельства есть на диске.
  en: The evidence file is on disk.
why:
  kk: Файлы жоқ дәлелдеме ештеңені дәлелдемейді. Бет мекенжайы `file` емес, `url` кілтінде тұрады.
  ru: Без файла это не свидетельство. Адрес страницы стоит в `url`, а не в `file`.
  en: Without its file, evidence proves nothing. The address of a page goes in `url`, not in `file`.
bad:
  kk: |-
    file: evidence/saualnama-2025.csv   # ондай файл жоқ
  ru: |-
    file: evidence/anketa-2025.csv   # такого файла нет
  en: |-
    file: evidence/survey-2025.csv   # there is no such file
good:
  kk: |-
    file: evidence/saualnama-2025-10.csv
  ru: |-
    file: evidence/anketa-2025-10.csv
  en: |-
    file: evidence/survey-2025-10.csv
fail:
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦evidence/joq.txt'
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦evidence/seminar?.txt'
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦evidence/Aux.2026.txt'
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦<evidence/seminar-2026-04.txt>'
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦file:///evidence/seminar-2026-04.txt'
- evidence.yaml:
  - 'file: evidence/buiryq-2025-11.txt'
  - '¦file: https://mysal.example/seminar'
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - "file: ¦evidence/семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-\
    семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-семинар-.txt"
pass:
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: "evidence/seminar-2026-04.txt"'
- evidence.yaml: ['file: evidence/buiryq-2025-11.txt', 'url: https://mysal.example/seminar']
""")  # fmt: skip
def missing_evidence_file(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence is not on disk."""
    portfolio = context.portfolio
    suggestions: FewNearest | None = None
    for file in portfolio.evidence_files:
        # Where another spelling is on disk, PD515 says so.
        if file.inside and file.size is None and file.actual is None:
            if portfolio.register and is_page(file.name):
                yield _address(portfolio.register, file.row)
                continue
            message = _("There is no file {file}.").format(file=file.name[:120])
            hint = _("Put the file there, or correct the path; capital and small letters are not the same.")
            loc, fix = ("items", file.row, "file"), None
            unregistered = portfolio.ledger.unregistered
            suggestions = suggestions or FewNearest(unregistered)
            same_names = [name for name in unregistered if _last(name) == _last(file.name)]
            suggestion = same_names[0] if len(same_names) == 1 else suggestions.of(file.name)
            if suggestion:
                hint = did_you_mean(suggestion)
            if suggestion in same_names and portfolio.register:
                fix = value_fix(portfolio.register, loc, suggestion)
            yield Violation(portfolio.register, loc, message, hint, fix=fix)


def _address(register: Document, row: int) -> Violation:
    """An address of a page in the place of a file."""
    loc = ("items", row, "file")
    message = _("`file` holds the address of a page; the key for addresses is `url`.")
    is_free = not register.data["items"][row].get("url")
    fix = Fix(((register.span(*loc, key=True), "url"),)) if is_free else None
    return Violation(register, loc, message, _("Write `{text}`.").format(text="url: https://…"), key=True, fix=fix)


def _last(name: str) -> str:
    """The name of a file without its folders, whatever divides them."""
    return normalize("NFC", re.split(r"[/\\]", name)[-1])


@rule("PD503", "evidence-outside-portfolio", Severity.ERROR, r"""
clause: files
what:
  kk: Дәлелдеме портфолио ішінде жатады.
  ru: Свидетельство лежит внутри портфолио.
  en: Evidence is kept inside the portfolio.
why:
  kk: Портфолиодан тыс жатқан файл басқа компьютерде болмайды.
  ru: Файла, который лежит вне портфолио, на другом компьютере не будет.
  en: A file outside the portfolio will not be there on another computer.
bad:
  kk: |-
    file: C:/Users/sabaq.pdf
  ru: |-
    file: C:/Users/urok.pdf
  en: |-
    file: C:/Users/lesson.pdf
good:
  kk: |-
    file: evidence/sabaq.pdf
  ru: |-
    file: evidence/urok.pdf
  en: |-
    file: evidence/lesson.pdf
fail:
- evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦../seminar.txt']
- evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦C:\seminar.txt']
pass:
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ./evidence/seminar-2026-04.txt'
""")  # fmt: skip
def evidence_outside_portfolio(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence lies outside the portfolio, so that nobody else has it."""
    portfolio = context.portfolio
    for file in portfolio.evidence_files:
        if not file.inside:
            message = _("{file} is outside the portfolio.").format(file=file.name[:120])
            hint = _("Copy the file into the evidence folder and write `file: evidence/…`.")
            yield Violation(portfolio.register, ("items", file.row, "file"), message, hint)


@rule("PD505", "empty-evidence-file", Severity.ERROR, """
clause: principle 6
what:
  kk: Дәлелдеме файлы бос емес және бірнеше белгіден ғана тұрмайды.
  ru: Файл свидетельства не пуст, и в нём больше нескольких знаков.
  en: The evidence file is not empty and has more than a few characters in it.
why:
  kk: Көшіру немесе сақтау үзілсе, бос файл қалады; комиссия оны ашып, ештеңе көрмейді. Бір-екі белгі де ештеңені
    дәлелдемейді.
  ru: Пустой файл остаётся после прерванного копирования; комиссия откроет его и ничего не увидит. Один-два
    знака тоже ничего не доказывают.
  en: An empty file is left behind when copying breaks off; a committee opens it and sees nothing. One or two characters
    prove nothing either.
bad:
  kk: |-
    file: evidence/saualnama.csv   # 0 байт
  ru: |-
    file: evidence/anketa.csv   # 0 байт
  en: |-
    file: evidence/survey.csv   # 0 bytes
good:
  kk: |-
    file: evidence/saualnama.csv   # 1 240 байт
  ru: |-
    file: evidence/anketa.csv   # 1 240 байт
  en: |-
    file: evidence/survey.csv   # 1,240 bytes
fail:
- evidence/seminar-2026-04.txt: ''
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar-2026-04.txt']
- evidence/seminar-2026-04.txt: '1234567'
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar-2026-04.txt']
pass:
- evidence/seminar-2026-04.txt: '12345678'
""")  # fmt: skip
def empty_evidence_file(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence is there, but nothing is in it, or no more than a few signs."""
    for file in context.portfolio.evidence_files:
        if file.inside and is_tiny(file.size):
            message = _("The file {file} is empty.").format(file=file.name[:120])
            if file.size:
                message = ngettext(
                    "The file {file} has only {count} byte: that is not evidence.",
                    "The file {file} has only {count} bytes: that is not evidence.",
                    file.size,
                ).format(file=file.name[:120], count=file.size)
            hint = _("Save the file again, or take this row out.")
            yield Violation(context.portfolio.register, ("items", file.row, "file"), message, hint)


@rule("PD506", "oversized-evidence-file", Severity.WARNING, """
clause: files
what:
  kk: Дәлелдеме файлы тым үлкен емес.
  ru: Файл свидетельства не слишком велик.
  en: The evidence file is not too large.
why:
  kk: Үлкен бейне портфолионы көшіруге, поштамен жіберуге және ашуға кедергі болады.
  ru: Большое видео мешает копировать портфолио, пересылать и открывать его.
  en: A large video makes the portfolio hard to copy, send and open.
bad:
  kk: |-
    file: evidence/ashyq-sabaq.mp4   # 900 МБ
  ru: |-
    file: evidence/otkrytyi-urok.mp4   # 900 МБ
  en: |-
    file: evidence/open-lesson.mp4   # 900 MB
good:
  kk: |-
    url: https://mysal.example/ashyq-sabaq
  ru: |-
    url: https://primer.example/otkrytyi-urok
  en: |-
    url: https://school.example/open-lesson
fail:
- pd.toml: |
    [limits]
    evidence_max_mib = 0.01
  evidence/seminar-2026-04.txt: {copy: broken-school/teachers/aigaq/evidence/hronometraj-2025-11-12.csv}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar-2026-04.txt']
pass:
- evidence/seminar-2026-04.txt: {copy: broken-school/teachers/aigaq/evidence/hronometraj-2025-11-12.csv}
""")  # fmt: skip
def oversized_evidence_file(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence is so large that the portfolio can hardly be copied or sent."""
    portfolio = context.portfolio
    limit = context.options.evidence_max_mib
    for file in portfolio.evidence_files:
        if file.inside and file.size is not None and file.size > limit * MIB:
            message = _("{file} is {size} MB, and a portfolio should not hold files above {limit} MB.").format(
                file=file.name[:120],
                size=decimal(_shown_above(file.size / MIB, limit)),
                limit=decimal(limit),
            )
            hint = _("Make the file smaller, or keep it elsewhere and write `url:` instead of `file:`.")
            yield Violation(portfolio.register, ("items", file.row, "file"), message, hint)


def _shown_above(size: float, limit: float) -> float:
    """A size with as many decimals, two or more, as show that it is above the limit."""
    return next((rounded for decimals in range(2, 9) if (rounded := round(size, decimals)) > limit), size)
