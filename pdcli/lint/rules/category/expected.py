"""What is usually there at a category once a cycle is finished."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.documents.progress import holds_answers, is_answered
from pdcli.i18n.messages import ShownValue, WordedValue
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.category import category_label, has_finished_cycle
from pdcli.model.documents import CATEGORIES, LEVELS, Level
from pdcli.portfolio.portfolio import Portfolio

FROM_EXPERT = CATEGORIES[CATEGORIES.index("expert") :]
A_YEAR = timedelta(days=366)
_LESSON = ("lesson-analysis", "self-analysis")
_EXPERIENCE = ("experience-justification", "experience-description")
_RESEARCH = ("research-plan", "action-research", "lesson-study", "article")
# The register has no kind of its own for these, so its words are asked.
_RESEARCH_WORDS = ("lesson study", "action research")
_MENTORING_WORDS = ("тәлімгер", "тәлім алушы", "ментор", "наставни", "mentor")


class Aim(NamedTuple):
    """The category that the teacher goes to, else the present one, and where it is written."""

    document: Document
    key: str
    category: str
    label: WordedValue | str


def _aim(portfolio: Portfolio, categories: tuple[str, ...] = CATEGORIES) -> Aim | None:
    """The category aimed at, if it is one of these and a cycle is finished."""
    who, document = portfolio.who, portfolio.profile
    if who is None or document is None:
        return None
    key = "target_category" if who.target_category else "category"
    category = who.target_category or who.category
    if category not in categories or category is None or not has_finished_cycle(portfolio):
        return None
    return Aim(document, key, category, category_label(portfolio, category))


def _gap(portfolio: Portfolio, categories: tuple[str, ...] = CATEGORIES) -> Aim | None:
    """The category aimed at, unless the teacher has already written down what it would need."""
    aim = _aim(portfolio, categories)
    return aim if aim and not _has_named_gaps(portfolio) and not portfolio.is_unread("self-assessment") else None


def _least_level(aim: Aim) -> Level | None:
    """The lowest level at which the category aimed at is expected to share its experience."""
    # Most portfolios have no finished cycle yet.
    from pdcli.guideline.tables import dissemination_levels

    return next(iter(dissemination_levels(aim.category)), None)


def _shares_from(aim: Aim, level: Level) -> bool:
    """Whether the category aimed at is expected to share its experience at a level or higher."""
    least = _least_level(aim)
    return least is not None and LEVELS.index(least) >= LEVELS.index(level)


def _has_named_gaps(portfolio: Portfolio) -> bool:
    finished = [item for item in portfolio.of_kind("approbation") if item.is_final]
    last = max((day for item in finished if (day := item.day)), default=None)
    for item in portfolio.of_kind("self-assessment"):
        day = item.day
        if is_answered(item.data.get("next_level")) and day and last and day >= last - A_YEAR:
            return True
    return False


def _has(portfolio: Portfolio, kinds: tuple[str, ...]) -> bool:
    """Whether there is a document of these kinds with an answer in it, or one that cannot be read; the work of a group
    that the school keeps is one of each member's.
    """
    is_there = any(document.kind in kinds and holds_answers(document) for document in portfolio.documents)
    return is_there or portfolio.is_unread(*kinds) or any(item.kind in kinds for item in portfolio.group_works)


def _register_tells(portfolio: Portfolio, words: tuple[str, ...]) -> bool:
    if portfolio.is_unread("evidence"):
        return True
    texts = (f"{item.title} {item.why}".casefold() for item in portfolio.evidence.values())
    return any(word in text for text in texts for word in words)


@rule("PD801", "no-lesson-analysis-yet", Severity.ADVICE, """
clause: table 3, stage 2; table 4
what:
  kk: Педагог пен педагог-модераторда цикл соңына қарай сабақ талдауы болады деп күтіледі.
  ru: У педагога и педагога-модератора к концу цикла обычно есть анализ урока.
  en: By the end of a cycle a teacher or teacher-moderator usually has a lesson analysis.
why:
  kk: Бұл санаттарда өсу өз сабағын талдаудан басталады (3-кесте, тәжірибені жинақтаудың практикалық кезеңі).
  ru: На уровне этих категорий рост начинается с разбора своих уроков (таблица 3, практический этап обобщения опыта).
  en: In these categories growth begins with one's own lessons (table 3, practical stage of generalising experience).
bad:
  kk: |-
    cycles/2025-2026-1/lessons/   # бос
  ru: |-
    cycles/2025-2026-1/lessons/   # пусто
  en: |-
    cycles/2025-2026-1/lessons/   # empty
good:
  kk: |-
    cycles/2025-2026-1/lessons/2025-10-08-qatynas.md
  ru: |-
    cycles/2025-2026-1/lessons/2025-10-08-otnoshenie.md
  en: |-
    cycles/2025-2026-1/lessons/2025-10-08-ratio.md
fail:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: ¦moderator
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: ¦moderator
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  a.yaml: |
    kind: lesson-analysis
pass:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: draft
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  a.yaml: |
    kind: self-analysis
    goal_link: Сабақ мақсаты бөлім мақсатынан шығады
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
""")  # fmt: skip
def no_lesson_analysis_yet(context: LintContext) -> Iterator[Violation]:
    """A teacher or teacher-moderator has finished a cycle without a single lesson analysis."""
    portfolio = context.portfolio
    who = portfolio.who
    if (
        who
        and who.category in ("teacher", "moderator")
        and has_finished_cycle(portfolio)
        and not _has(portfolio, _LESSON)
    ):
        message = _(
            "“{category}”: lesson analysis is usually expected in this category, but there is none here yet."
        ).format(category=category_label(portfolio, who.category))
        hint = _("`pd new lesson-analysis` opens an analysis; it takes ten minutes after a lesson.")
        yield Violation(portfolio.profile, ("category",), message, hint)


@rule("PD802", "experience-expected", Severity.ADVICE, """
clause: table 5; table 6; table 8
what:
  kk: Педагог-сарапшы және одан жоғары санатқа ұмтылғанда жинақталған тәжірибе күтіледі.
  ru: На пути к категории педагога-эксперта и выше обычно ожидается обобщённый опыт.
  en: On the way to teacher-expert or higher, generalised experience is usually expected.
why:
  kk: Сарапшы әдетте өз тәжірибесін негіздеп, сипаттап, әріптестерімен бөліседі (8-кесте). Келесі санатқа не қажет
    екенін биылғы өзін-өзі бағалауда жазған педагогке бұл ескерту берілмейді.
  ru: Эксперт обычно обосновывает и описывает свой опыт и делится им с коллегами (таблица 8). Тем, кто
    написал в самооценке этого года, чего не хватает для следующей категории, напоминание не показывается.
  en: An expert usually justifies and describes experience and shares it with colleagues (table 8). Anyone who has
    written in this year's self-assessment what is needed for the next category gets no reminder.
bad:
  kk: |-
    target_category: expert
    # experience/ қалтасы жоқ
  ru: |-
    target_category: expert
    # папки experience/ нет
  en: |-
    target_category: expert
    # there is no folder experience/
good:
  kk: |-
    target_category: expert
    # experience/kriteriy/justification.md бар
  ru: |-
    target_category: expert
    # есть experience/kriterii/justification.md
  en: |-
    target_category: expert
    # there is experience/criteria/justification.md
fail:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: ¦expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
    date: 2025-12-22
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: ¦expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  a.yaml: |
    kind: experience-description
pass:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: teacher
    target_category: moderator
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
    date: 2025-12-22
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
    date: 2025-12-22
  reflections/2025-2026-self-assessment.yaml: |
    kind: self-assessment
    date: 2025-09-02
    next_level: Тәжірибемді сипаттау
""")  # fmt: skip
def experience_expected(context: LintContext) -> Iterator[Violation]:
    """The aim is teacher-expert or higher, and no experience is justified or described."""
    aim = _gap(context.portfolio)
    if aim and _shares_from(aim, "district") and not _has(context.portfolio, _EXPERIENCE):
        message = _("“{category}”: generalised experience is usually expected, but there is none here yet.").format(
            category=aim.label
        )
        hint = _("`pd new experience-justification` opens the first step, `pd new experience-description` the second.")
        yield Violation(aim.document, (aim.key,), message, hint)


@rule("PD803", "research-expected", Severity.ADVICE, """
clause: table 7; table 8
what:
  kk: Педагог-зерттеуші мен педагог-шебер санатына ұмтылғанда зерттеудің бір түрі күтіледі.
  ru: На пути к категории педагога-исследователя или педагога-мастера обычно ожидается исследование любого вида.
  en: On the way to teacher-researcher or teacher-master some kind of research is usually expected.
why:
  kk: Жоспар, Action Research, Lesson Study, мақала – әдетте осының біреуі жеткілікті, бәрі міндетті емес. Мектеп
    сақтайтын топ жұмысы оның әр мүшесіне есептеледі. Келесі санатқа не қажет екенін биылғы
    өзін-өзі бағалауда жазған педагогке бұл ескерту берілмейді.
  ru: "План, Action Research, Lesson Study или статья: обычно достаточно чего-то одного, всё сразу не нужно. Работа
    группы, которую хранит школа, засчитывается каждому её участнику. Тем, кто написал в самооценке этого года, чего
    не хватает для следующей категории, напоминание не показывается."
  en: "A plan, action research, Lesson Study or an article: one of these is usually enough; you do not need
    them all. The work of a group that the school keeps counts for each of its members. Anyone who has
    written in this year's self-assessment what is needed for the next category gets no reminder."
bad:
  kk: |-
    target_category: researcher
    # research/ қалтасы жоқ
  ru: |-
    target_category: researcher
    # папки research/ нет
  en: |-
    target_category: researcher
    # there is no folder research/
good:
  kk: |-
    target_category: researcher
    # research/esep/lesson-study.yaml бар
  ru: |-
    target_category: researcher
    # есть research/zadacha/lesson-study.yaml
  en: |-
    target_category: researcher
    # there is research/problems/lesson-study.yaml
fail:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: expert
    target_category: ¦researcher
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        title: Семинар
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: expert
    target_category: ¦researcher
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  a.yaml: |
    kind: lesson-study
pass:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: expert
    target_category: researcher
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        title: Lesson Study тобының жазбасы
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
""")  # fmt: skip
def research_expected(context: LintContext) -> Iterator[Violation]:
    """The aim is teacher-researcher or teacher-master, and nothing of research is there: any one kind is enough."""
    portfolio = context.portfolio
    aim = _gap(portfolio)
    if aim is None or not _shares_from(aim, "region"):
        return
    if _has(portfolio, _RESEARCH) or _register_tells(portfolio, _RESEARCH_WORDS):
        return
    if not any(item.kind == "publication" for item in portfolio.evidence.values()):
        message = _("“{category}”: research or a publication is usually expected, but there is none here yet.").format(
            category=aim.label
        )
        hint = _("One is enough: {kinds}, or a publication in evidence.yaml.").format(
            kinds=ShownValue(", ".join(f"`pd new {kind}`" for kind in _RESEARCH), _RESEARCH)
        )
        yield Violation(aim.document, (aim.key,), message, hint)


@rule("PD804", "dissemination-expected", Severity.ADVICE, """
clause: figure 10; table 3, stage 5
what:
  kk: Тәжірибе көзделген санатқа сай деңгейде таратылады деп күтіледі.
  ru: Опыт обычно распространяют на уровне, который соответствует целевой категории.
  en: Experience is usually shared at the level that goes with the target category.
why:
  kk: Модератор тәжірибесімен әдетте мектепте, сарапшы аудан не қала, зерттеуші облыс не республика, ал шебер республика
    не халықаралық деңгейде бөліседі; деңгейлерді `pd guide generalisation` көрсетеді. Келесі санатқа не қажет екенін
    биылғы өзін-өзі бағалауда жазған педагогке бұл ескерту берілмейді.
  ru: Модератор обычно делится опытом в школе, эксперт – на уровне района или города, исследователь – на уровне области
    или республики, мастер – на республиканском или международном уровне; уровни показывает `pd guide generalisation`.
    Тем, кто написал в самооценке этого года, чего не хватает для следующей категории, напоминание не показывается.
  en: A moderator usually shares experience in the school, an expert in the district or city, a researcher in the region
    or the country, a master in the country or abroad; `pd guide generalisation` shows the levels. Anyone who has
    written in this year's self-assessment what is needed for the next category gets no reminder.
bad:
  kk: |-
    target_category: researcher
    # барлық дәлелдеме: level: class
  ru: |-
    target_category: researcher
    # у всех свидетельств level: class
  en: |-
    target_category: researcher
    # all evidence has level: class
good:
  kk: |-
    - id: e20
      title: Облыстық конференция бағдарламасы
      level: region
  ru: |-
    - id: e20
      title: Программа областной конференции
      level: region
  en: |-
    - id: e20
      title: Programme of the regional conference
      level: region
fail:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: teacher
    target_category: ¦moderator
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: class
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: ¦expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: school
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: expert
    target_category: ¦researcher
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: district
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: researcher
    target_category: ¦master
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: region
pass:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: teacher
    target_category: moderator
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: school
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: district
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: expert
    target_category: researcher
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: region
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: researcher
    target_category: master
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        level: republic
""")  # fmt: skip
def dissemination_expected(context: LintContext) -> Iterator[Violation]:
    """No evidence shows that experience is shared as widely as the category aimed at usually asks."""
    portfolio = context.portfolio
    aim = _gap(portfolio)
    least = _least_level(aim) if aim else None
    if aim is None or least is None or portfolio.is_unread("evidence"):
        return
    sufficient_levels = LEVELS[LEVELS.index(least) :]
    if not any(item.level in sufficient_levels for item in portfolio.evidence.values()):
        form = portfolio.forms.get("evidence")
        field = form.field_at(("items", "level")) if form else None
        message = _(
            "“{category}”: experience is usually shared at the level “{level}” or higher, and no evidence shows it yet."
        ).format(category=aim.label, level=field.choice_words(least) if field else least)
        hint = _(
            "If you have given a talk or a master class, or published an article, add it to "
            "evidence.yaml with `level: {key}`."
        )
        yield Violation(aim.document, (aim.key,), message, hint.format(key=least))


@rule("PD805", "self-assessment-missing", Severity.ADVICE, """
clause: table 1, stage 3
what:
  kk: Аяқталған циклмен бірге құзыреттерді өзін-өзі бағалау күтіледі.
  ru: Вместе с завершённым циклом обычно ожидается самооценка компетенций.
  en: A finished cycle usually comes with a self-assessment of competences.
why:
  kk: Өзін-өзі бағалау өсуді өзіңізге көрсетеді, әрі келесі санаттан не күтілетінін айқындайды.
  ru: Самооценка показывает вам самим, в чём вы выросли и что нужно для следующей категории.
  en: The self-assessment shows you where you have grown and what the next category expects.
bad:
  kk: |-
    cycles/2025-2026-1/5-approbation.md   # final
    # reflections/ қалтасында өзін-өзі бағалау жоқ
  ru: |-
    cycles/2025-2026-1/5-approbation.md   # final
    # в папке reflections/ нет самооценки
  en: |-
    cycles/2025-2026-1/5-approbation.md   # final
    # there is no self-assessment in reflections/
good: |
  reflections/2025-2026-self-assessment.yaml
fail:
- reflections/2024-2025-self-assessment.yaml:
  reflections/2025-2026-self-assessment.yaml:
  portfolio.yaml: ['target_category: expert', 'target_category: ¦expert']
pass:
- reflections/2025-2026-self-assessment.yaml:
- reflections/2024-2025-self-assessment.yaml:
  reflections/2025-2026-self-assessment.yaml:
  cycles/2025-2026-1/5-approbation.md: ['status: final', 'status: draft']
  cycles/2025-2026-2/5-approbation.md: ['status: final', 'status: draft']
""")  # fmt: skip
def self_assessment_missing(context: LintContext) -> Iterator[Violation]:
    """A cycle is finished, and the teacher has never assessed the own competences."""
    aim = _aim(context.portfolio)
    if aim and not _has(context.portfolio, ("self-assessment",)):
        message = _(
            "A cycle is finished; a self-assessment of competences usually goes with it, but there is none here yet."
        )
        hint = _("`pd new self-assessment` opens a self-assessment; it is filled in once a year.")
        yield Violation(aim.document, (aim.key,), message, hint)


@rule("PD808", "mentoring-expected", Severity.ADVICE, """
clause: principle 5; table 8
what:
  kk: Педагог-сарапшы және одан жоғары санатқа ұмтылғанда тәлімгерлік күтіледі.
  ru: На пути к категории педагога-эксперта и выше обычно ожидается наставничество.
  en: On the way to teacher-expert or higher, mentoring is usually expected.
why:
  kk: Сарапшы әдетте әріптесіне тәлімгер болады (8-кесте); ол жұмыс жазылмаса, ешкім көрмейді. Келесі санатқа не қажет
    екенін биылғы өзін-өзі бағалауда жазған педагогке бұл ескерту берілмейді.
  ru: Эксперт обычно бывает наставником коллег (таблица 8); незаписанная работа никому не видна. Тем, кто написал в
    самооценке этого года, чего не хватает для следующей категории, напоминание не показывается.
  en: An expert usually mentors colleagues (table 8); work that is not written down is seen by nobody. Anyone who has
    written in this year's self-assessment what is needed for the next category gets no reminder.
bad:
  kk: |-
    target_category: expert
    # mentoring/ қалтасы жоқ
  ru: |-
    target_category: expert
    # папки mentoring/ нет
  en: |-
    target_category: expert
    # there is no folder mentoring/
good:
  kk: |-
    target_category: expert
    # mentoring/2025-2026-zhas-maman.yaml бар
  ru: |-
    target_category: expert
    # есть mentoring/2025-2026-molodoi-spetsialist.yaml
  en: |-
    target_category: expert
    # there is mentoring/2025-2026-novice-teacher.yaml
fail:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: ¦expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: ¦expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  a.yaml: |
    kind: mentoring
pass:
- in: nothing
  portfolio.yaml: |
    kind: portfolio
    category: moderator
    target_category: expert
  cycles/2025-2026-1/5-approbation.yaml: |
    kind: approbation
    status: final
  evidence.yaml: |
    kind: evidence
    items:
      - id: e1
        title: Тәлімгерлік туралы бұйрық
""")  # fmt: skip
def mentoring_expected(context: LintContext) -> Iterator[Violation]:
    """The aim is teacher-expert or higher, and nothing shows that colleagues are mentored."""
    portfolio = context.portfolio
    aim = _gap(portfolio, FROM_EXPERT)
    if aim and not _has(portfolio, ("mentoring",)) and not _register_tells(portfolio, _MENTORING_WORDS):
        message = _("“{category}”: mentoring of colleagues is usually expected, and nothing shows it yet.").format(
            category=aim.label
        )
        hint = _("`pd new mentoring` opens a record of mentoring.")
        yield Violation(aim.document, (aim.key,), message, hint)
