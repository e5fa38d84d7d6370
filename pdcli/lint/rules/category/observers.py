"""Who observed a lesson."""

from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import WordedValue
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.category import observation_sheets, short_answer


def _same(one: str, other: str | None) -> bool:
    from pdcli.text.same_person import same_person

    return same_person(one, other)


@rule("PD814", "observer-is-the-teacher", Severity.ERROR, """
clause: order 83, appendix 14
what:
  kk: Сабақты педагогтің өзі емес, басқа адам бақылайды.
  ru: Урок наблюдает не сам педагог, а другой человек.
  en: Somebody other than the teacher observes the lesson.
why:
  kk: Өз сабағына өзі қойған балл бақылау болып саналмайды, комиссия ондай параққа сенбейді.
  ru: Баллы, которые педагог поставил себе сам, – это не наблюдение; такому листу комиссия не поверит.
  en: Scores that teachers give their own lessons are not an observation; a committee cannot rely on such a sheet.
bad:
  kk: |-
    observer: Айгерім Үлгібаева   # портфолио иесі
  ru: |-
    observer: Светлана Примерова   # владелица портфолио
  en: |-
    observer: Daniyar Sample   # the owner of the portfolio
good:
  kk: |-
    observer: Үлгі Бақылаушы
  ru: |-
    observer: Ольга Образцова
  en: |-
    observer: Irina Specimen
fail:
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer: Болат Мысалов', 'observer: ¦Айгерим Ульгибаева']
- observation-sheets/2026-03-18-ashyq-sabaq.yaml:
  - 'observer: Болат Мысалов'
  - 'observer: ¦Үлгібаева А. Мысалқызы'
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer: Болат Мысалов', 'observer: ¦ҮЛГІБАЕВА  Айгерім']
- observation-sheets/2026-03-18-ashyq-sabaq.yaml:
  - 'status: final'
  - 'status: draft'
  - 'observer: Болат Мысалов'
  - 'observer: ¦Айгерім Үлгібаева'
pass:
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer: Болат Мысалов', 'observer: Айгүл Үлгібаева']
""")  # fmt: skip
def observer_is_the_teacher(context: LintContext) -> Iterator[Violation]:
    """A teacher is named as the observer of the own lesson."""
    who = context.portfolio.who
    for sheet in observation_sheets(context.portfolio, final=False):
        name = short_answer(sheet, "observer")
        if who and who.name and name and _same(name, who.name):
            message = _("The observer {name} is the teacher of the lesson.").format(name=name[:80])
            hint = _(
                "The observer must be another person; for your own view of the lesson there is `pd new self-analysis`."
            )
            yield Violation(sheet, ("observer",), message, hint)


@rule("PD815", "observer-in-two-roles", Severity.WARNING, """
clause: order 83, appendix 12
what:
  kk: Бір бақылаушы барлық парақта бір рөлде көрсетіледі.
  ru: Один и тот же наблюдатель во всех листах указан в одной роли.
  en: One observer has one role on all sheets.
why:
  kk: Бір адам әрі әдіскер, әрі комиссия мүшесі болып саналмайды.
  ru: Один человек не засчитывается и за методиста, и за члена комиссии.
  en: One person does not count both as a methodologist and as a member of the committee.
bad:
  kk: |-
    # 1-парақ
    observer: Үлгі Бақылаушы
    observer_role: methodist
    # 2-парақ
    observer: Үлгі Бақылаушы
    observer_role: commission-member
  ru: |-
    # лист 1
    observer: Ольга Образцова
    observer_role: methodist
    # лист 2
    observer: Ольга Образцова
    observer_role: commission-member
  en: |-
    # sheet 1
    observer: Irina Specimen
    observer_role: methodist
    # sheet 2
    observer: Irina Specimen
    observer_role: commission-member
good:
  kk: |-
    # 2-парақ
    observer: Мысал Мүшеев
    observer_role: commission-member
  ru: |-
    # лист 2
    observer: Сергей Условный
    observer_role: commission-member
  en: |-
    # sheet 2
    observer: Marat Exemplar
    observer_role: commission-member
fail:
- observation-sheets/2026-04-23-oqigalar.yaml: ['observer_role: deputy', 'observer_role: ¦methodist']
- observation-sheets/2026-04-23-oqigalar.yaml:
  - |-
    observer_role: deputy
    observer: Гүлнар Мысалова
  - |-
    observer_role: ¦peer
    observer: Мысалова Г.
pass:
- observation-sheets/2026-04-23-oqigalar.yaml:
  - |-
    observer_role: deputy
    observer: Гүлнар Мысалова
  - |-
    observer_role: peer
    observer: Гүлжан Мысалова
- observation-sheets/2026-04-23-oqigalar.yaml: ['observer_role: deputy', 'observer_role: МҮШЕ']
""")  # fmt: skip
def observer_in_two_roles(context: LintContext) -> Iterator[Violation]:
    """One person has observed in two roles, so that one stands for two observers."""
    first: list[tuple[str, str, Document]] = []
    for sheet in observation_sheets(context.portfolio):
        name, role = short_answer(sheet, "observer"), short_answer(sheet, "observer_role")
        if not name or not role or not _is_role(sheet, role):
            continue
        other = next(
            (
                (other_role, one)
                for other_name, other_role, one in first
                if other_role != role and _same(name, other_name)
            ),
            None,
        )
        if other:
            message = _("{name} observes here as “{role}”, and as “{other}” in {place}.").format(
                name=name[:80], role=_role(sheet, role), other=_role(sheet, other[0]), place=other[1].ref
            )
            hint = _("Each required role needs a different person; write the role in which this lesson was observed.")
            span = other[1].span("observer_role")
            related = (Related(other[1].path, span, _("The first one is here.")),)
            yield Violation(sheet, ("observer_role",), message, hint, related=related)
        first.append((name, role, sheet))


def _is_role(sheet: Document, role: str) -> bool:
    """Whether a role is one of the choices; any other is told as such."""
    field = sheet.form.by_key.get("observer_role") if sheet.form else None
    return field is None or not field.choices or any(choice.key == role for choice in field.choices)


def _role(sheet: Document, role: str) -> WordedValue | str:
    field = sheet.form.by_key.get("observer_role") if sheet.form else None
    return field.choice_words(role) if field else role


@rule("PD816", "observer-unnamed", Severity.WARNING, """
clause: order 83, appendix 14
what:
  kk: Аяқталған бақылау парағында бақылаушының аты-жөні бар.
  ru: В завершённом листе наблюдения указано имя наблюдателя.
  en: A finished observation sheet names the observer.
why:
  kk: Комиссия балдарды кімнен сұрарын білуі керек; аты жоқ парақты кез келген адам толтыра алады.
  ru: Комиссия должна знать, у кого спросить о баллах; лист без имени мог заполнить кто угодно.
  en: A committee must know whom to ask about the scores; a sheet without a name may be anybody's.
bad: |
  observer_role: methodist
good:
  kk: |-
    observer_role: methodist
    observer: Үлгі Бақылаушы
  ru: |-
    observer_role: methodist
    observer: Ольга Образцова
  en: |-
    observer_role: methodist
    observer: Irina Specimen
fail:
- observation-sheets/2026-03-18-ashyq-sabaq.yaml:
  - |-
    observer_role: commission-member
    observer: Болат Мысалов
  - 'observer_role: ¦commission-member'
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer: Болат Мысалов', '¦observer:']
pass:
- observation-sheets/2026-03-18-ashyq-sabaq.yaml:
  - 'status: final'
  - 'status: draft'
  - 'observer: Болат Мысалов'
  - 'observer:'
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer: Болат', 'observеr: Болат']
""")  # fmt: skip
def observer_unnamed(context: LintContext) -> Iterator[Violation]:
    """A finished sheet does not say who observed: nobody can be asked."""
    for sheet in observation_sheets(context.portfolio):
        if not short_answer(sheet, "observer") and "observer" not in {str(loc[0]) for loc in sheet.misspelt_places}:
            message = _("This sheet does not say who observed the lesson.")
            hint = _("Write the name as it is on the signed sheet: `observer:`.")
            has_key = "observer" in sheet.data
            place = "observer" if has_key else "observer_role" if sheet.data.get("observer_role") else "status"
            yield Violation(sheet, (place,), message, hint, key=has_key)
