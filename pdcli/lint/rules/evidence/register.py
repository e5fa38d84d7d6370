"""The rows of the register."""

import re
from collections.abc import Iterable, Iterator

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import joined, ngettext
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import texts_in
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.evidence import is_misread_at
from pdcli.model.documents import LEVELS, STAGES, EvidenceItem
from pdcli.portfolio.portfolio import Portfolio
from pdcli.suggest import shown_value

# Papers that an attestation asks for whatever the documents say.
OFFICIAL_KINDS = ("application", "diploma", "employment-record", "category-certificate", "test-result")
_ID = re.compile(r"\be[1-9][0-9]*\b")


def _cited(documents: Iterable[Document]) -> set[str]:
    return {value for document in documents for _loc, value in document.evidence_ids}


@rule("PD501", "unknown-evidence", Severity.ERROR, """
clause: principle 6
what:
  kk: Құжат сілтейтін дәлелдеме тізілімде бар.
  ru: Свидетельство, на которое ссылается документ, есть в реестре.
  en: Evidence that a document names is in the register.
why:
  kk: Тізілімде жоқ дәлелдемені комиссия таба алмайды.
  ru: Комиссия не найдёт свидетельства, которого нет в реестре.
  en: A committee cannot find evidence that is not in the register.
bad: |
  attachments: [e99]
good: |
  attachments: [e1]
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['attachments: [e2]', 'attachments: [¦e77]']
- in: nothing
  portfolio.yaml: |
    kind: portfolio
  diary/2025-11-18.yaml: |
    kind: growth-diary
    attachments: [¦e1, e2]
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['attachments: [e2]', 'attachments: [e39]']
- in: nothing
  portfolio.yaml: |
    kind: portfolio
  evidence.yaml: |
    kind: [
  diary/2025-11-18.yaml: |
    kind: growth-diary
    attachments: [e1, e2]
""")  # fmt: skip
def unknown_evidence(context: LintContext) -> Iterator[Violation]:
    """A document refers to evidence that the register does not have. Of one that cannot be read nobody knows."""
    portfolio = context.portfolio
    register = portfolio.register
    documents = [] if portfolio.is_unread("evidence") else portfolio.documents
    if register is None:
        yield from _without_register(documents)
        return
    for document in documents:
        for loc, value in document.evidence_ids:
            if value not in portfolio.evidence and register.may_lack_row("items", value):
                continue
            # A number that is none is reported as such.
            if value not in portfolio.evidence and _ID.fullmatch(value):
                message = _("The register has no evidence `{id}`.").format(id=value[:40])
                hint = _("Add this evidence to evidence.yaml, or correct the number.")
                yield Violation(document, loc, message, hint)


def _without_register(documents: Iterable[Document]) -> Iterator[Violation]:
    """One finding, at the first reference, where there is no register at all."""
    references = [
        (document, loc) for document in documents for loc, value in document.evidence_ids if _ID.fullmatch(value)
    ]
    if references:
        message = ngettext(
            "There is no evidence.yaml, so {count} reference to evidence leads nowhere.",
            "There is no evidence.yaml, so {count} references to evidence lead nowhere.",
            len(references),
        )
        hint = _("Put the register back under this name; `pd new evidence` begins a new one.")
        yield Violation(*references[0], message.format(count=len(references)), hint)


@rule("PD504", "evidence-without-source", Severity.WARNING, r"""
clause: principle 6
what:
  kk: Дәлелдеменің файлы немесе сілтемесі бар.
  ru: У свидетельства есть файл или ссылка.
  en: Evidence has a file or a link.
why:
  kk: Ашып қарайтын ештеңесі жоқ дәлелдемені тексеру мүмкін емес.
  ru: Нечего открыть – нечего проверить.
  en: With nothing to open there is nothing to check.
bad:
  kk: |-
    items:
      - id: e1
        title: Қыркүйек диагностикасы
  ru: |-
    items:
      - id: e1
        title: Сентябрьская диагностика
  en: |-
    items:
      - id: e1
        title: September diagnostics
good:
  kk: |-
    items:
      - id: e1
        title: Қыркүйек диагностикасы
        file: evidence/diagnostika.csv
  ru: |-
    items:
      - id: e1
        title: Сентябрьская диагностика
        file: evidence/diagnostika.csv
  en: |-
    items:
      - id: e1
        title: September diagnostics
        file: evidence/diagnostics.csv
fail:
- evidence.yaml:
  - |2
      - id: e37
  - |2
      - id: ¦e37
  - |2
        file: evidence/buiryq-2025-11.txt
  - ''
pass:
- evidence.yaml:
  - |2
        file: evidence/seminar-2026-04.txt
  - ''
- evidence.yaml: ["    file: evidence/buiryq-2025-11.txt\n", "    fail: evidence/buiryq-2025-11.txt\n"]
""")  # fmt: skip
def evidence_without_source(context: LintContext) -> Iterator[Violation]:
    """An evidence has neither a file nor a link: there is nothing to look at."""
    register = context.portfolio.register
    items = register.data.get("items") if register else None
    rows = items if isinstance(items, list) else []
    for index, row in enumerate(rows):
        is_open = isinstance(row, dict) and row.get("title") and not row.get("file") and not row.get("url")
        loc = ("items", index)
        # A row that was copied is told as a copy.
        if is_open and register and not _is_source_told(register, loc) and row not in rows[:index]:
            message = _("This evidence has neither a file nor a link.")
            yield Violation(register, ("items", index, "id"), message, _("Add `file:` or `url:`."))


def _is_source_told(register: Document, row: tuple[str | int, ...]) -> bool:
    """Whether a file or a link of a row is there for all that is known, and why it is not read is told."""
    return (
        row in register.unknown_keys
        or not register.misspelt_places.isdisjoint({(*row, "file"), (*row, "url")})
        or is_misread_at(register, row)
    )


@rule("PD510", "evidence-without-why", Severity.WARNING, r"""
clause: principle 6
what:
  kk: Аяқталған құжат сілтейтін дәлелдеменің нені дәлелдейтіні жазылған.
  ru: О свидетельстве, на которое ссылается завершённый документ, сказано, что оно доказывает.
  en: Evidence named by a final document says what it proves.
why:
  kk: Сабақта болмаған адам дәлелдемеден нені іздеу керегін білмейді.
  ru: Тот, кто не был на уроке, не знает, на что обратить внимание в таком свидетельстве.
  en: A reader who was not in the lesson does not know what to look for.
bad:
  kk: |-
    - id: e1
      title: Қыркүйек диагностикасы
  ru: |-
    - id: e1
      title: Сентябрьская диагностика
  en: |-
    - id: e1
      title: September diagnostics
good:
  kk: |-
    - id: e1
      title: Қыркүйек диагностикасы
      why: 13 оқушының сызба құра алмайтынын көрсетеді
  ru: |-
    - id: e1
      title: Сентябрьская диагностика
      why: Показывает, что 13 учеников не могут начертить схему
  en: |-
    - id: e1
      title: September diagnostics
      why: Shows that 13 pupils cannot draw a diagram
fail:
- evidence.yaml:
  - "status: final\nitems:"
  - "status: draft\nitems:"
  - "- id: e1\n"
  - "- id: ¦e1\n"
  - "    why: 24 оқушының 13-і мәтінді есептің шартын сызбаға түсіре алмайтынын көрсетеді\n"
  - ''
pass:
- evidence.yaml:
  - |
    status: final
    items:
      - id: e1
  - |
    status: draft
    items:
      - id: e99
        title: Мектеп беті
        url: https://mysal.example/
      - id: e1
- evidence.yaml:
  - "    why: 24 оқушының 13-і мәтінді есептің шартын сызбаға түсіре алмайтынын көрсетеді\n"
  - ''
""")  # fmt: skip
def evidence_without_why(context: LintContext) -> Iterator[Violation]:
    """A final document refers to evidence of which nobody has said what it proves."""
    for number, item in _used_in_final(context.portfolio, [row for row in context.register_rows if not row[1].why]):
        message = _("A final document refers to evidence `{id}`, but nothing says what this evidence proves.").format(
            id=item.id
        )
        hint = _("Add `why:` – one sentence for a reader who was not at the lesson.")
        yield Violation(context.portfolio.register, ("items", number, "id"), message, hint)


@rule("PD511", "evidence-without-level", Severity.ADVICE, r"""
clause: order 83, appendix 12
what:
  kk: Сертификат пен жарияланымның деңгейі көрсетілген.
  ru: У сертификата и публикации указан уровень.
  en: A certificate or publication names its level.
why:
  kk: Мектеп пен республика деңгейіндегі жұмыстың салмағы бірдей емес.
  ru: Работа на уровне школы и на уровне республики весит по-разному.
  en: Work at school level and at national level carries different weight.
bad:
  kk: |-
    kind: publication
    title: Жинақтағы мақала
  ru: |-
    kind: publication
    title: Статья в сборнике
  en: |-
    kind: publication
    title: Article in a collection of papers
good:
  kk: |-
    kind: publication
    title: Жинақтағы мақала
    level: region
  ru: |-
    kind: publication
    title: Статья в сборнике
    level: region
  en: |-
    kind: publication
    title: Article in a collection of papers
    level: region
fail:
- evidence.yaml:
  - "status: final\nitems:"
  - "status: draft\nitems:"
  - "- id: e1\n    title: Қыркүйек диагностикасы, 6 «Ә»\n    kind: assessment"
  - "- id: ¦e1\n    title: Қыркүйек диагностикасы, 6 «Ә»\n    kind: publication"
  - "date: 2025-09-19\n    level: class"
  - "date: 2025-09-19"
pass:
- evidence.yaml:
  - |
    status: final
    items:
  - |
    status: draft
    items:
  - |
    date: 2025-09-19
        level: class
  - |
    date: 2025-09-19
""")  # fmt: skip
def evidence_without_level(context: LintContext) -> Iterator[Violation]:
    """A certificate or a publication does not say at which level it counts."""
    rows_without_level = [
        row for row in context.register_rows if row[1].kind in ("certificate", "publication") and not row[1].level
    ]
    for number, item in _used_in_final(context.portfolio, rows_without_level):
        message = _("`{id}` does not say at which level it counts.").format(id=item.id)
        register = context.portfolio.register
        field = register.form.field_at(("items", 0, "level")) if register and register.form else None
        keys = joined(field.shown_choice(level) if field else shown_value(level) for level in LEVELS)
        hint = _("Write one of these in `{key}`: {keys}.").format(key="level", keys=keys)
        yield Violation(register, ("items", number, "id"), message, hint)


def _used_in_final(portfolio: Portfolio, rows: list[tuple[int, EvidenceItem]]) -> Iterator[tuple[int, EvidenceItem]]:
    """Of these rows those that a final document refers to. In a final register PD109 asks for every open place."""
    if not rows or portfolio.register is None or portfolio.register.is_final:
        return
    cited_ids = _cited(document for document in portfolio.documents if document.is_final)
    yield from (row for row in rows if row[1].id in cited_ids)


@rule("PD513", "unused-evidence", Severity.ADVICE, """
clause: principle 6
what:
  kk: Аяқталған тізілімдегі әр дәлелдемеге кемінде бір құжат сілтейді.
  ru: На каждое свидетельство завершённого реестра ссылается документ.
  en: Every piece of evidence in a final register is named by some document.
why:
  kk: Ешқандай құжат сілтемеген дәлелдеме ештеңені дәлелдемейді, тек тізімді ұзартады.
  ru: Свидетельство, на которое никто не ссылается, только удлиняет список.
  en: Evidence that nobody refers to proves nothing and makes the list longer.
bad:
  kk: |-
    # e14 evidence.yaml ішінде бар, бірақ оған бірде-бір құжат сілтемейді
    - id: e14
  ru: |-
    # e14 есть в evidence.yaml, но на него не ссылается ни один документ
    - id: e14
  en: |-
    # e14 is in evidence.yaml, but no document refers to it
    - id: e14
good: |
  # 5-approbation.md
  attachments: [e14]
fail:
- evidence.yaml:
  - |2
      - id: e13
  - |2
      - id: ¦e99
        title: Мектеп беті
        kind: other
        url: https://mysal.example/
        date: 2026-04-16
        level: school
        why: Ашық сабақ хабарын көрсетеді
      - id: e13
pass:
- evidence.yaml:
  - |2
      - id: e13
  - |2
      - id: e99
        title: Мектеп беті
        kind: other
        url: https://mysal.example/
        date: 2026-04-16
        level: school
        why: Ашық сабақ хабарын көрсетеді
      - id: e13
  diary/2026-04-16-sabaq.yaml: |
    kind: growth-diary
    goal: Хабарды беру (e99)
- cycles/2025-2026-1/5-approbation.md: ['status: final', 'status: draft']
  evidence.yaml:
  - |2
      - id: e13
  - |2
      - id: e99
        title: Мектеп беті
        kind: other
        url: https://mysal.example/
        date: 2025-11-16
        level: school
        why: Ашық сабақ хабарын көрсетеді
      - id: e13
- evidence.yaml:
  - 'status: final'
  - 'status: draft'
  - |2
      - id: e13
  - |2
      - id: e99
        title: Мектеп беті
        url: https://mysal.example/
      - id: e13
""")  # fmt: skip
def unused_evidence(context: LintContext) -> Iterator[Violation]:
    """The register is final, and no document refers to one of its rows, nor is it for the attestation."""
    portfolio = context.portfolio
    # A document that cannot be read may refer to it.
    if portfolio.register is None or not portfolio.register.is_final or not portfolio.is_whole:
        return
    cited_ids = _cited(portfolio.documents) | set(_for_attestation(portfolio))
    uncited_rows = [
        row for row in context.register_rows if row[1].id not in cited_ids and not _is_awaited(portfolio, row[1])
    ]
    for document in portfolio.documents if uncited_rows else ():
        # A sentence may name it as well, and so may a document that could not be read.
        if document is not portfolio.register:
            texts = texts_in(document.data) if document.form else (document.text,)
            cited_ids.update(value for text in texts for value in _ID.findall(text))
    for number, item in uncited_rows:
        if item.id not in cited_ids:
            message = _("No document refers to `{id}`.").format(id=item.id)
            hint = _(
                "Write the number of this evidence where it proves something, for example in `attachments`, "
                "or take the evidence out of the register."
            )
            yield Violation(portfolio.register, ("items", number, "id"), message, hint)


def _for_attestation(portfolio: Portfolio) -> Iterator[str]:
    """Rows that a committee asks for: under a criterion, beside another row, or as a paper of the official list."""
    for item in portfolio.evidence.values():
        if item.criterion or item.kind in OFFICIAL_KINDS:
            yield item.id
        yield from (other for other in (item.minutes, item.applied) if other)


def _is_awaited(portfolio: Portfolio, item: EvidenceItem) -> bool:
    """Whether it comes from a cycle that still has a stage to write: that stage may refer to it."""
    for folder in portfolio.cycles:
        if item.date and folder.start and folder.end and folder.start <= item.date <= folder.end:
            return any(stage not in folder.stages or not folder.stages[stage].is_final for stage in STAGES)
    return False
