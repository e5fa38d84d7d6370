"""What the observation sheets of lessons say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pdcli.diagnostics import Related, Severity
from pdcli.documents.document import Document
from pdcli.documents.rows import normalize_text
from pdcli.i18n.messages import decimal, joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.category import LESSONS, observation_sheets, short_answer, with_source
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import Portfolio

if TYPE_CHECKING:
    from pdcli.guideline.criteria import Observations
    from pdcli.guideline.packs import Pack
    from pdcli.model.forms import Field


@rule("PD812", "observations-on-one-day", Severity.ADVICE, """
clause: order 83, appendix 12
what:
  kk: Аттестаттауға арналған сабақтар әртүрлі күндері бақыланған.
  ru: Уроки для аттестации наблюдали в разные дни.
  en: Lessons for the attestation were observed on different days.
why:
  kk: Қағидалар әртүрлі күндері өткен, әртүрлі сабақтарды талап етеді; бір күннің парақтары жеткіліксіз.
  ru: Правила требуют разных дней и разных уроков; листов одного дня недостаточно.
  en: The rules ask for different days and lessons; sheets from one day are not enough.
bad:
  kk: |-
    # observation-sheets/ ішіндегі бес парақтың бәрі
    date: 2026-03-18
  ru: |-
    # все пять листов в папке observation-sheets/
    date: 2026-03-18
  en: |-
    # all five sheets in observation-sheets/
    date: 2026-03-18
good:
  kk: |-
    date: 2025-10-08
    # келесі парақ
    date: 2025-11-20
  ru: |-
    date: 2025-10-08
    # следующий лист
    date: 2025-11-20
  en: |-
    date: 2025-10-08
    # the next sheet
    date: 2025-11-20
fail:
- observation-sheets/2025-10-08-qatynas.yaml:
  observation-sheets/2025-11-20-prots-esepteri.yaml:
  observation-sheets/2026-02-10-kriteriy-quramyz.yaml:
  observation-sheets/2026-03-18-ashyq-sabaq-methodist.yaml:
  observation-sheets/2026-04-23-oqigalar.yaml: ['date: 2026-04-23', 'date: ¦2026-03-18']
pass:
- observation-sheets/2025-10-08-qatynas.yaml:
  observation-sheets/2025-11-20-prots-esepteri.yaml:
  observation-sheets/2026-02-10-kriteriy-quramyz.yaml:
  observation-sheets/2026-03-18-ashyq-sabaq-methodist.yaml:
""")  # fmt: skip
def observations_on_one_day(context: LintContext) -> Iterator[Violation]:
    """Lessons were observed for the attestation on one day only, although different days are asked."""
    observed = _observed(context.portfolio)
    if observed is None or not observed.criterion.different_days:
        return
    lessons = {(str(item.data.get("class")), str(item.data.get("topic"))) for item in observed.sheets}
    if len(lessons) > 1 and len({item.day for item in observed.sheets}) == 1:
        message = _("All the observed lessons took place on one day; lessons on different days are required.")
        hint = _("Plan the next observations on other days of the school year.")
        yield Violation(observed.sheets[-1], ("date",), message, with_source(hint, observed.pack, context.portfolio))


@rule("PD813", "observer-missing", Severity.ADVICE, r"""
clause: order 83, appendix 12
what:
  kk: Бір жылдың бақылау парақтары арасында комиссия мүшесінің де, әдіскердің де парағы бар.
  ru: Среди листов наблюдения года есть листы члена комиссии и методиста.
  en: Among the observation sheets of a year there is one by a committee member and one by a methodologist.
why:
  kk: Бұл парақтар болмаса, бақылаудың орташа балы есепке алынбайды. Оқу жылы біткенше комиссия мүшесі мен
    әдіскерді сабаққа шақырып үлгеруге болады.
  ru: Без них средний балл наблюдений не засчитывается. До конца учебного года ещё можно пригласить члена комиссии и
    методиста на урок.
  en: Without these sheets the mean of the observations does not count. Before the school year ends, a committee member
    and a methodologist can still be invited to a lesson.
bad:
  kk: |-
    # барлық парақта
    observer_role: peer
  ru: |-
    # во всех листах
    observer_role: peer
  en: |-
    # on all sheets
    observer_role: peer
good:
  kk: |-
    # бір парақта
    observer_role: commission-member
    # тағы бірінде
    observer_role: methodist
  ru: |-
    # в одном листе
    observer_role: commission-member
    # в другом
    observer_role: methodist
  en: |-
    # on one sheet
    observer_role: commission-member
    # on another
    observer_role: methodist
fail:
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer_role: commission-member', 'observer_role: peer']
  observation-sheets/2026-04-23-oqigalar.yaml: ['observer_role: ', 'observer_role: ¦']
pass:
- observation-sheets/2025-10-08-qatynas.yaml:
  observation-sheets/2025-11-20-prots-esepteri.yaml:
  observation-sheets/2026-02-10-kriteriy-quramyz.yaml:
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer_role: commission-member', 'observer_role: МҮШЕ']
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['observer_role: commission-member', 'observer_role: peer']
  portfolio.yaml: ["target_category: expert\n", '']
""")  # fmt: skip
def observer_missing(context: LintContext) -> Iterator[Violation]:
    """Among the observation sheets of the year there is none by an observer that the rules name."""
    observed = _observed(context.portfolio)
    if observed is None:
        return
    last = observed.sheets[-1]
    field = last.form.by_key.get("observer_role") if last.form else None
    roles = {choice.key for choice in field.choices} if field else set()
    if any(item.data.get("observer_role") not in {None, "", *roles} for item in observed.sheets):
        # A role that is none of the choices, which is told, may be the one that is missed.
        return
    for role in observed.criterion.roles:
        if all(item.data.get("observer_role") != role for item in observed.sheets):
            name = field.choice_words(role) if field else role
            message = _("This school year has no observation sheet by: {role}.").format(role=name)
            hint = _("Invite this observer to a lesson; one of the year’s sheets must be theirs.")
            yield Violation(last, ("observer_role",), message, with_source(hint, observed.pack, context.portfolio))


class _Observed(NamedTuple):
    """Observed lessons of one school year, at least one, and their criterion in a pack."""

    sheets: list[Document]
    criterion: "Observations"
    pack: "Pack"


def _observed(portfolio: Portfolio) -> _Observed | None:
    """Finished sheets of the last school year that has any; None without them, and for who has no aim."""
    if portfolio.is_unread("observation-sheet"):
        return None
    sheets = [item for item in portfolio.documents if item.kind == "observation-sheet" and item.is_final]
    days = {item.ref: day for item in sheets if (day := item.day)}
    if not days or not (portfolio.who and portfolio.who.target_category):
        return None
    year = max(map(school_year, days.values()))
    of_year = [item for item in sheets if item.ref in days and school_year(days[item.ref]) == year]
    pack = portfolio.packs.current(max(days.values()))
    criterion = next((item for item in pack.criteria if item.kind == "observations"), None)
    return (
        _Observed(sorted(of_year, key=lambda item: (days[item.ref], item.ref)), criterion, pack) if criterion else None
    )


# A sheet of fewer items at the maximum says nothing.
_FEW = 10


@rule("PD817", "observed-on-another-day", Severity.WARNING, """
clause: order 83, appendix 14
what:
  kk: Бақылау парағының күні сабақтың өз құжатындағы күнмен бірдей.
  ru: Дата в листе наблюдения та же, что в документе об этом уроке.
  en: An observation sheet has the date that the lesson's own document gives.
why:
  kk: Күндер әртүрлі болса, парақ басқа сабақтікі, не күндердің бірі қате.
  ru: Если даты разные, лист относится к другому уроку или одна из дат неверна.
  en: Where the dates differ, the sheet is about another lesson, or one of the dates is wrong.
bad:
  kk: |-
    date: 2025-10-09
    topic: Қатынас   # сабақ талдауында 2025-10-08
  ru: |-
    date: 2025-10-09
    topic: Отношение   # в анализе урока 2025-10-08
  en: |-
    date: 2025-10-09
    topic: Ratio   # the lesson analysis says 2025-10-08
good:
  kk: |-
    date: 2025-10-08
    topic: Қатынас
  ru: |-
    date: 2025-10-08
    topic: Отношение
  en: |-
    date: 2025-10-08
    topic: Ratio
fail:
- observation-sheets/2025-10-08-qatynas.yaml: ['date: 2025-10-08', 'date: ¦2025-10-07']
- observation-sheets/2026-03-18-ashyq-sabaq.yaml: ['date: 2026-03-18', 'date: ¦2026-03-19']
- observation-sheets/2026-02-10-kriteriy-quramyz.yaml: ['date: 2026-02-10', 'date: ¦2026-02-11']
pass:
- observation-sheets/2026-02-10-kriteriy-quramyz.yaml:
  - 'date: 2026-02-10'
  - 'date: 2026-02-11'
  - 'topic: Критерийді бірге құрамыз'
  - 'topic: Критерийді бірге құрамызба'
""")  # fmt: skip
def observed_on_another_day(context: LintContext) -> Iterator[Violation]:
    """A sheet is of another day than the lesson that it belongs to, as that lesson's own document says."""
    portfolio = context.portfolio
    sheets = observation_sheets(portfolio)
    lessons = [item for kind in LESSONS for item in portfolio.of_kind(kind) if item.day] if sheets else []
    for sheet in sheets:
        same_lessons = [lesson for lesson in lessons if _is_of(sheet, lesson, portfolio)]
        if not sheet.day or not same_lessons or any(lesson.day == sheet.day for lesson in same_lessons):
            continue
        message = _("The sheet is dated {day}, but the lesson was on {other} ({place}).").format(
            day=sheet.day, other=same_lessons[0].day, place=same_lessons[0].ref
        )
        related = (Related(same_lessons[0].path, same_lessons[0].span("date"), _("The day of the lesson.")),)
        yield Violation(sheet, ("date",), message, _("Check both dates."), related=related)


def _is_of(sheet: Document, lesson: Document, portfolio: Portfolio) -> bool:
    """Whether a sheet belongs to a lesson: one class and one topic, or one signed sheet in the register."""
    signed = {
        entry
        for entry in _entries(sheet)
        if (item := portfolio.evidence.get(entry)) is not None and item.kind == "observation"
    }
    if signed.intersection(_entries(lesson)):
        return True
    topic, of_sheet = normalize_text(short_answer(lesson, "topic")), normalize_text(short_answer(sheet, "topic"))
    is_one_class = normalize_text(short_answer(lesson, "class")) == normalize_text(short_answer(sheet, "class")) != ""
    # The sheet goes on with the goals of the lesson.
    return is_one_class and bool(topic) and of_sheet.startswith(topic) and not of_sheet[len(topic) :][:1].isalnum()


def _entries(document: Document) -> list[str]:
    attachments = document.data.get("attachments")
    return [str(entry) for entry in attachments] if isinstance(attachments, list) else []


@rule("PD818", "all-scores-highest", Severity.ADVICE, r"""
clause: practice
what:
  kk: Бақылау парағында ең жоғары емес балл да кездеседі.
  ru: Не все баллы в листе наблюдения высшие.
  en: Not every score on a sheet is the highest possible.
why:
  kk: Бәріне үш балл қойылған парақтан сабақта нені дамытуға болатыны көрінбейді, ондай парақ комиссияда да күмән
    тудырады.
  ru: Лист, в котором все баллы высшие, не показывает, что развивать, и вызывает сомнения у комиссии.
  en: A sheet with nothing but top scores does not show what could be improved, and makes a committee suspicious.
bad:
  kk: |-
    goals_match: {score: 3}
    goals_reachable: {score: 3}   # және қалған 32-сі
  ru: |-
    goals_match: {score: 3}
    goals_reachable: {score: 3}   # и остальные 32
  en: |-
    goals_match: {score: 3}
    goals_reachable: {score: 3}   # and the other 32
good: |
  goals_match: {score: 3}
  goals_reachable: {score: 2}
fail:
- in: broken-school
  teachers/aigaq/observation-sheets/2025-12-03-suret-2.yaml: ["\nscores:", "\n¦scores:"]
pass:
- in: broken-school
  teachers/aigaq/observation-sheets/2025-12-03-suret-2.yaml: ['goals_match: {score: 3}', 'goals_match: {score: 2}']
""")  # fmt: skip
def all_scores_highest(context: LintContext) -> Iterator[Violation]:
    """Every item of a sheet has the highest score: such a sheet tells nothing of the lesson."""
    for sheet in observation_sheets(context.portfolio):
        field = sheet.form.by_key.get("scores") if sheet.form else None
        rows = sheet.data.get("scores")
        if field is None or not field.columns or not isinstance(rows, dict):
            continue
        scores = [row.get("score") for row in rows.values() if isinstance(row, dict)]
        if _is_all_highest(field, [score for score in scores if score is not None]):
            message = _("All {count} items have the highest score.").format(count=len(scores))
            hint = _(
                "A sheet is useful when it shows what can be developed; ask the observer whether every score "
                "was really given."
            )
            yield Violation(sheet, ("scores",), message, hint, key=True)


def _is_all_highest(field: "Field", scores: list[Any]) -> bool:
    highest = field.columns[0].max
    return highest is not None and len(scores) >= _FEW and all(str(score) == f"{highest:g}" for score in scores)


@rule("PD819", "observers-disagree", Severity.WARNING, r"""
clause: practice
what:
  kk: Бір сабаққа қойылған балдардың айырмасы талаптар жинағында көрсетілгеннен аспайды.
  ru: Баллы за один урок расходятся не больше, чем допускает свод требований.
  en: The scores for one lesson are no further apart than the rule pack allows.
why:
  kk: Алшақ балдардың орташасы екі бақылаушының да пікірін білдірмейді; алшақтықты жасырмай, талқылау керек.
  ru: Среднее слишком разных баллов не передаёт мнения ни одного наблюдателя; расхождение надо обсудить, а не скрыть.
  en: A mean of scores that are far apart is the view of neither observer; the difference should be talked over, not
    hidden.
bad:
  kk: |-
    # бір сабақ, екі парақ
    95 және 70
  ru: |-
    # один урок, два листа
    95 и 70
  en: |-
    # one lesson, two sheets
    95 and 70
good:
  kk: |-
    # бір сабақ, екі парақ
    84 және 82
  ru: |-
    # один урок, два листа
    84 и 82
  en: |-
    # one lesson, two sheets
    84 and 82
fail:
- in: broken-school
  teachers/aigaq/observation-sheets/2025-12-03-suret-2.yaml: ["\nscores:", "\n¦scores:"]
pass:
- in: broken-school
  teachers/aigaq/observation-sheets/2025-12-03-suret-2.yaml: ['class: 7 «Б»', 'class: 7 «А»']
""")  # fmt: skip
def observers_disagree(context: LintContext) -> Iterator[Violation]:
    """Scores of one lesson lie further apart than the rule pack allows."""
    sheets = observation_sheets(context.portfolio)
    if len({(sheet.day, short_answer(sheet, "class")) for sheet in sheets}) == len(sheets):
        # Nobody has observed together with another.
        return
    from pdcli.attestation.observation_criteria import disputed_lessons

    days = [sheet.day for sheet in sheets if sheet.day]
    for lesson in disputed_lessons(sheets, context.portfolio.packs.current(max(days))) if days else ():
        scores = [(score.score, score.ref) for score in lesson.scores]
        last = next(sheet for sheet in sheets if sheet.ref == max(scores)[1])
        message = _("Observers’ scores for the same lesson differ by {spread}: {scores}.").format(
            spread=decimal(lesson.spread), scores=joined((decimal(score) for score, _ref in scores), "; ")
        )
        hint = _(
            "Let the observers compare what they saw and correct their own sheets; the mean would hide the difference."
        )
        yield Violation(last, ("scores",), message, hint, key=True)
