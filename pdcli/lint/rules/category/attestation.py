"""Evidence and papers for an attestation."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pdcli.diagnostics import Severity
from pdcli.documents.progress import word_count
from pdcli.i18n.messages import Message, ngettext
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.category import with_source
from pdcli.portfolio.portfolio import Portfolio
from pdcli.suggest import choose

if TYPE_CHECKING:
    from pdcli.guideline.packs import Pack, Paper


@rule("PD809", "unknown-criterion", Severity.WARNING, """
clause: order 83, appendix 12
what:
  kk: Дәлелдемедегі `criterion` нөмірі талаптар жинақтарының бірінде бар.
  ru: Номер `criterion` в свидетельстве есть хотя бы в одном своде требований.
  en: The `criterion` of evidence is a number that is found in at least one rule pack.
why:
  kk: Нөмірі қате дәлелдеме ешбір критерий бойынша есепке алынбайды; мұны комиссиядан бұрын өзіңіз байқағаныңыз жөн.
  ru: Свидетельство с неверным номером не попадёт ни в один критерий; лучше заметить это раньше комиссии.
  en: Evidence with a wrong number counts for no criterion; it is better that you notice it before the committee does.
bad: |
  - id: e35
    criterion: "2.7"
good: |
  - id: e35
    criterion: "2.1"
fail:
- evidence.yaml: ['criterion: "3.4"', 'criterion: ¦"3.9"']
- evidence.yaml: ['criterion: "3.4"', 'criterion: ¦жюри']
pass:
- evidence.yaml: ['criterion: "3.4"', 'criterion: " 3.3 "']
""")  # fmt: skip
def unknown_criterion(context: LintContext) -> Iterator[Violation]:
    """Evidence says that it counts for a criterion that no rule pack has."""
    portfolio = context.portfolio
    rows = [(item.id, item.criterion.strip()) for item in portfolio.evidence.values() if item.criterion]
    if not rows or portfolio.register is None:
        return
    marks = sorted({mark for pack in portfolio.packs.packs() for mark in pack.marks})
    for entry, mark in rows:
        if mark not in marks:
            message = _("No rule pack has the criterion `{criterion}`.").format(criterion=mark[:40])
            place = _place_in_register(portfolio, entry, "criterion")
            yield Violation(portfolio.register, place, message, choose(mark, marks))


@rule("PD810", "unknown-companion", Severity.ERROR, """
clause: order 83, appendix 12
what:
  kk: '`minutes` пен `applied` тізілімдегі басқа жолды көрсетеді.'
  ru: "В `minutes` и `applied` указан номер другой строки реестра."
  en: '`minutes` and `applied` name another row of the register.'
why:
  kk: Хаттамадан үзінді не практикада қолданылғанын растайтын құжат табылмаса, материал да, курс та есепке алынбайды.
  ru: Без выписки из протокола не засчитывается материал, без документа о применении на практике – курс.
  en: Without the extract from the minutes or the document showing use in practice, neither the material nor the course
    counts.
bad: |
  - id: e36
    minutes: e99
good: |
  - id: e36
    minutes: e28
fail:
- evidence.yaml: ['minutes: e28', 'minutes: ¦e99']
- evidence.yaml: ['applied: e10', 'applied: ¦e17']
pass:
- evidence.yaml: ['minutes: e28', 'minutes: "e16"']
""")  # fmt: skip
def unknown_companion(context: LintContext) -> Iterator[Violation]:
    """Minutes or proof of use that a row of the register names are not in the register, or are the row itself."""
    portfolio = context.portfolio
    register = portfolio.register
    for item in portfolio.evidence.values():
        for key, other in (("minutes", item.minutes), ("applied", item.applied)):
            if not other or not register:
                continue
            is_missing = other not in portfolio.evidence and not register.may_lack_row("items", other)
            if is_missing or other == item.id:
                message = (
                    _("`{id}` names itself.") if other == item.id else _("`{id}` is not in the register.")
                ).format(id=other)
                hint = _("Write the number of another row of evidence.yaml.")
                yield Violation(register, _place_in_register(portfolio, item.id, key), message, hint)


@rule("PD811", "essay-length", Severity.WARNING, r"""
clause: order 83, clause 59
what:
  kk: Аяқталған эссенің көлемі қағидаларда айтылғандай.
  ru: Объём завершённого эссе соответствует правилам.
  en: A finished essay has as many words as the rules ask for.
why:
  kk: Көлемі сәйкес емес эссені комиссия қайтаруы мүмкін. Неше сөз керегі талаптар жинағында жазылған.
  ru: Эссе не того объёма комиссия может вернуть. Сколько слов нужно, указано в своде требований.
  en: A committee may send back an essay of another length. The rule pack says how many words are required.
bad:
  kk: |-
    kind: essay
    status: final
    # 90 сөз
  ru: |-
    kind: essay
    status: final
    # 90 слов
  en: |-
    kind: essay
    status: final
    # 90 words
good:
  kk: |-
    kind: essay
    status: final
    # 270 сөз
  ru: |-
    kind: essay
    status: final
    # 270 слов
  en: |-
    kind: essay
    status: final
    # 270 words
fail:
- essays/2026-05-18-bala-dauysy.md:
  - Апай, сызбаны неге осылай бөлдіңіз?
  - Апай, сызбаны неге осылай бөлдіңіз ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә
    ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ?
  - Қазан айының
  - ¦Қазан айының
- essays/2026-05-18-bala-dauysy.md: |
    ---
    kind: essay
    status: final
    title: Бала дауысы
    date: 2026-05-18
    topic: Менің сабағымдағы бір өзгеріс
    ---

    ## Эссе мәтіні

    ¦Он сөзден тұратын эссе.
pass:
- essays/2026-05-18-bala-dauysy.md:
  - Апай, сызбаны неге осылай бөлдіңіз?
  - Апай, сызбаны неге осылай бөлдіңіз – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – –
    – – – – – – – – – – – – – – – – – – – – – – – – – – – ?
- essays/2026-05-18-bala-dauysy.md:
  - 'status: final'
  - 'status: draft'
  - Апай, сызбаны неге осылай бөлдіңіз?
  - Апай, сызбаны неге осылай бөлдіңіз ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә
    ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ә ?
""")  # fmt: skip
def essay_length(context: LintContext) -> Iterator[Violation]:
    """A finished essay has fewer or more words than the rules ask for."""
    portfolio = context.portfolio
    for document in portfolio.documents:
        if document.kind != "essay" or not document.is_final or document.is_unreadable:
            continue
        count = word_count(document)
        if not count:
            # That it is not answered, or why it cannot be read, is told.
            continue
        pack = portfolio.packs.current(document.day or date.max)
        requirement = _essay_asked(pack)
        if requirement and not (requirement.words_min or 0) <= count <= (requirement.words_max or count):
            message = ngettext("The essay has {count} word.", "The essay has {count} words.", count)
            message = message.format(count=count) + " " + _required_words(requirement)
            hint = _("Shorten the text or add to it; punctuation marks are not counted as words.")
            yield Violation(document, ("text",), message, with_source(hint, pack, portfolio))


def _required_words(requirement: "Paper") -> Message:
    least, most = requirement.words_min, requirement.words_max
    if least and most:
        return _("Required: {least} to {most}.").format(least=least, most=most)
    if least:
        return _("Required: {least} or more.").format(least=least)
    return _("Required: {most} or fewer.").format(most=most)


def _place_in_register(portfolio: Portfolio, entry: str, key: str) -> tuple[str | int, ...]:
    rows = portfolio.register.data.get("items") if portfolio.register else None
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict) and str(row.get("id")) == entry:
            return ("items", number, key)
    return ("items",)


def _essay_asked(pack: "Pack") -> "Paper | None":
    return next((paper for paper in pack.papers if paper.document == "essay"), None)
