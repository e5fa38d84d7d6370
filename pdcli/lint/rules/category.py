"""8xx: what is usually expected at a category (tables 3 and 8 of the guideline, stages of generalising experience).

These rules remind, they never judge: whether a teacher has a category is for the committee to say. PD801 to PD808
speak only after a cycle has been finished, and where the guideline says "any of", one of the kinds is enough. Who has
answered in this year's self-assessment what the next category would need knows what is missing and is not told again.
From PD809 on they look at what is marked as evidence for an attestation; what is asked there, a rule pack says.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import Message, Related, Severity, ShownValue
from pdcli.documents.document import Document
from pdcli.documents.progress import is_answered, word_count
from pdcli.i18n import current
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.model.documents import CATEGORIES, LEVELS
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import Portfolio
from pdcli.suggest import choose

if TYPE_CHECKING:
    from pdcli.guideline.packs import Observations, Pack, Paper

FAMILY = Registered([])
FROM_EXPERT = CATEGORIES[CATEGORIES.index("expert") :]
FROM_RESEARCHER = CATEGORIES[CATEGORIES.index("researcher") :]
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
    label: str


def _is_finished(portfolio: Portfolio) -> bool:
    """Whether some cycle has been gone through to its last stage."""
    return any(item.kind == "approbation" and item.is_final for item in portfolio.documents)


def _aim(portfolio: Portfolio, categories: tuple[str, ...] = CATEGORIES) -> Aim | None:
    """The category aimed at, if it is one of these and a cycle is finished."""
    who, document = portfolio.who, portfolio.profile
    if who is None or document is None:
        return None
    key = "target_category" if who.target_category else "category"
    category = who.target_category or who.category
    if category not in categories or category is None or not _is_finished(portfolio):
        return None
    return Aim(document, key, category, _label(portfolio, category))


def _gap(portfolio: Portfolio, categories: tuple[str, ...]) -> Aim | None:
    """The category aimed at, unless the teacher has already written down what it would need."""
    aim = _aim(portfolio, categories)
    return aim if aim and not _has_named_gaps(portfolio) and not portfolio.is_lost("self-assessment") else None


def _has_named_gaps(portfolio: Portfolio) -> bool:
    finished = [item for item in portfolio.of_kind("approbation") if item.is_final]
    last = max((day for item in finished if (day := item.day)), default=None)
    for item in portfolio.of_kind("self-assessment"):
        day = item.day
        if is_answered(item.data.get("next_level")) and day and last and day >= last - A_YEAR:
            return True
    return False


def _label(portfolio: Portfolio, category: str) -> str:
    form = portfolio.forms.get("portfolio")
    return ShownValue(form.by_key["category"].choice_label(category, portfolio.lang), category) if form else category


def _has(portfolio: Portfolio, kinds: tuple[str, ...]) -> bool:
    """Whether there is a document of these kinds, even one that cannot be read."""
    return any(document.kind in kinds for document in portfolio.documents) or portfolio.is_lost(*kinds)


def _register_tells(portfolio: Portfolio, words: tuple[str, ...]) -> bool:
    if portfolio.is_lost("evidence"):
        return True
    texts = (f"{item.title} {item.why}".casefold() for item in portfolio.evidence.values())
    return any(word in text for text in texts for word in words)


@FAMILY.rule("PD801", "no-lesson-analysis-yet", Severity.ADVICE)
def no_lesson_analysis_yet(context: LintContext) -> Iterator[Violation]:
    """A teacher or teacher-moderator has finished a cycle without a single lesson analysis."""
    portfolio = context.portfolio
    who = portfolio.who
    if who and who.category in ("teacher", "moderator") and _is_finished(portfolio) and not _has(portfolio, _LESSON):
        message = _(
            "“{category}”: lessons are usually analysed at this category, and there is no lesson analysis."
        ).format(category=_label(portfolio, who.category))
        hint = _("`pd new lesson-analysis` opens one; it takes ten minutes after a lesson.")
        yield Violation(portfolio.profile, ("category",), message, hint)


@FAMILY.rule("PD802", "experience-expected", Severity.ADVICE)
def experience_expected(context: LintContext) -> Iterator[Violation]:
    """The aim is teacher-expert or higher, and no experience is justified or described."""
    aim = _gap(context.portfolio, FROM_EXPERT)
    if aim and not _has(context.portfolio, _EXPERIENCE):
        message = _("“{category}”: generalised experience is usually expected, and none is here yet.").format(
            category=aim.label
        )
        hint = _("`pd new experience-justification` opens the first step, `pd new experience-description` the second.")
        yield Violation(aim.document, (aim.key,), message, hint)


@FAMILY.rule("PD803", "research-expected", Severity.ADVICE)
def research_expected(context: LintContext) -> Iterator[Violation]:
    """The aim is teacher-researcher or teacher-master, and nothing of research is there: any one kind is enough."""
    portfolio = context.portfolio
    aim = _gap(portfolio, FROM_RESEARCHER)
    if aim is None or _has(portfolio, _RESEARCH) or _register_tells(portfolio, _RESEARCH_WORDS):
        return
    if not any(item.kind == "publication" for item in portfolio.evidence.values()):
        message = _("“{category}”: research or a publication is usually expected, and none is here yet.").format(
            category=aim.label
        )
        hint = _("One is enough: {kinds}, or a publication in evidence.yaml.").format(
            kinds=ShownValue(", ".join(f"`pd new {kind}`" for kind in _RESEARCH), _RESEARCH)
        )
        yield Violation(aim.document, (aim.key,), message, hint)


@FAMILY.rule("PD804", "dissemination-expected", Severity.ADVICE)
def dissemination_expected(context: LintContext) -> Iterator[Violation]:
    """No evidence shows that experience is shared as widely as the category aimed at usually asks."""
    portfolio = context.portfolio
    aim = _gap(portfolio, FROM_EXPERT)
    if aim is None or portfolio.is_lost("evidence"):
        return
    least = "region" if aim.category in FROM_RESEARCHER else "school"
    enough = LEVELS[LEVELS.index(least) :]
    if not any(item.level in enough for item in portfolio.evidence.values()):
        form = portfolio.forms.get("evidence")
        field = form.field_at(("items", "level")) if form else None
        message = _(
            "“{category}”: experience is usually shared at the level “{level}” or higher, and no evidence shows it yet."
        ).format(category=aim.label, level=field.choice_label(least, portfolio.lang) if field else least)
        hint = _("If you have given a talk, a master class or an article, add it to evidence.yaml with `level: {key}`.")
        yield Violation(aim.document, (aim.key,), message, hint.format(key=least))


@FAMILY.rule("PD805", "self-assessment-missing", Severity.ADVICE)
def self_assessment_missing(context: LintContext) -> Iterator[Violation]:
    """A cycle is finished, and the teacher has never assessed the own competences."""
    aim = _aim(context.portfolio)
    if aim and not _has(context.portfolio, ("self-assessment",)):
        message = _("A cycle is finished; a self-assessment of competences usually goes with it, and none is here yet.")
        hint = _("`pd new self-assessment` opens one; it is filled once a year.")
        yield Violation(aim.document, (aim.key,), message, hint)


@FAMILY.rule("PD806", "target-not-above", Severity.WARNING)
def target_not_above(context: LintContext) -> Iterator[Violation]:
    """The category aimed at is lower than the present one."""
    portfolio = context.portfolio
    if not _is_finished(portfolio):
        return
    for document in portfolio.of_kind("portfolio"):
        now, target = document.data.get("category"), document.data.get("target_category")
        if now in CATEGORIES and target in CATEGORIES and CATEGORIES.index(target) < CATEGORIES.index(now):
            message = _("The category aimed at, “{target}”, is lower than the present one, “{category}”.").format(
                target=_label(portfolio, target), category=_label(portfolio, now)
            )
            hint = _("Check `category` and `target_category`.")
            yield Violation(document, ("target_category",), message, hint)


@FAMILY.rule("PD807", "category-of-route-sheet", Severity.ADVICE)
def category_of_route_sheet(context: LintContext) -> Iterator[Violation]:
    """The last finished route sheet is for another category than the portfolio."""
    portfolio = context.portfolio
    who = portfolio.who
    if who is None or who.category is None or not _is_finished(portfolio):
        return
    sheets = [item for item in portfolio.of_kind("route-sheet") if item.is_final]
    # Sheets of earlier years may well be for the category of that time.
    sheet = max(sheets, key=lambda item: (str(item.data.get("school_year")), str(item.data.get("date"))), default=None)
    of_sheet = sheet.data.get("category") if sheet else None
    if sheet and of_sheet in CATEGORIES and of_sheet not in (who.category, who.target_category):
        message = _("Here the category is “{category}”, but the route sheet {place} is for “{other}”.").format(
            category=_label(portfolio, who.category), place=sheet.ref, other=_label(portfolio, of_sheet)
        )
        hint = _("Check both; after a new category usually a new route sheet is begun.")
        related = (Related(sheet.path, sheet.span("category"), _("The category of the route sheet.")),)
        yield Violation(portfolio.profile, ("category",), message, hint, related=related)


@FAMILY.rule("PD808", "mentoring-expected", Severity.ADVICE)
def mentoring_expected(context: LintContext) -> Iterator[Violation]:
    """The aim is teacher-expert or higher, and nothing shows that colleagues are mentored."""
    portfolio = context.portfolio
    aim = _gap(portfolio, FROM_EXPERT)
    if aim and not _has(portfolio, ("mentoring",)) and not _register_tells(portfolio, _MENTORING_WORDS):
        message = _("“{category}”: mentoring of colleagues is usually expected, and nothing shows it yet.").format(
            category=aim.label
        )
        hint = _("`pd new mentoring` opens a record of it.")
        yield Violation(aim.document, (aim.key,), message, hint)


@FAMILY.rule("PD809", "unknown-criterion", Severity.WARNING)
def unknown_criterion(context: LintContext) -> Iterator[Violation]:
    """Evidence says that it counts for a criterion that no rule pack has."""
    portfolio = context.portfolio
    rows = [(item.id, item.criterion.strip()) for item in portfolio.evidence.values() if item.criterion]
    if not rows or portfolio.register is None:
        return
    known = sorted({mark for pack in portfolio.packs.packs() for mark in pack.marks})
    for entry, mark in rows:
        if mark not in known:
            message = _("No rule pack has the criterion `{criterion}`.").format(criterion=mark[:40])
            place = _place_in_register(portfolio, entry, "criterion")
            yield Violation(portfolio.register, place, message, choose(mark, known))


@FAMILY.rule("PD810", "unknown-companion")
def unknown_companion(context: LintContext) -> Iterator[Violation]:
    """Minutes or proof of use that a row of the register names are not in the register, or are the row itself."""
    portfolio = context.portfolio
    register = portfolio.register
    for item in portfolio.evidence.values():
        for key, other in (("minutes", item.minutes), ("applied", item.applied)):
            if not other or not register:
                continue
            is_missing = other not in portfolio.evidence and not register.is_in_doubt("items", other)
            if is_missing or other == item.id:
                message = (
                    _("`{id}` names itself.") if other == item.id else _("`{id}` is not in the register.")
                ).format(id=other)
                hint = _("Write the number of another row of evidence.yaml.")
                yield Violation(register, _place_in_register(portfolio, item.id, key), message, hint)


@FAMILY.rule("PD811", "essay-length", Severity.WARNING)
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
        asked = _essay_asked(pack)
        if asked and not (asked.words_min or 0) <= count <= (asked.words_max or count):
            message = _("The essay has {count} words; {least} to {most} are asked.").format(
                count=count, least=asked.words_min, most=asked.words_max
            )
            hint = _("Shorten or complete it; words are counted without signs.")
            yield Violation(document, ("text",), message, _sourced(hint, pack, portfolio))


@FAMILY.rule("PD812", "observations-on-one-day", Severity.ADVICE)
def observations_on_one_day(context: LintContext) -> Iterator[Violation]:
    """Lessons were observed for the attestation on one day only, although different days are asked."""
    found = _observed(context.portfolio)
    if found is None or not found.asked.different_days:
        return
    lessons = {(str(item.data.get("class")), str(item.data.get("topic"))) for item in found.sheets}
    if len(lessons) > 1 and len({item.day for item in found.sheets}) == 1:
        message = _("All observed lessons are of one day; different days are asked.")
        hint = _("Plan the next observations on other days of the school year.")
        yield Violation(found.sheets[-1], ("date",), message, _sourced(hint, found.pack, context.portfolio))


@FAMILY.rule("PD813", "observer-missing", Severity.ADVICE)
def observer_missing(context: LintContext) -> Iterator[Violation]:
    """Among the observation sheets of the year there is none by an observer that the rules name."""
    found = _observed(context.portfolio)
    if found is None:
        return
    last = found.sheets[-1]
    known = last.form.by_key.get("observer_role") if last.form else None
    roles = {choice.key for choice in known.choices} if known else set()
    if any(item.data.get("observer_role") not in {None, "", *roles} for item in found.sheets):
        # A role that is none of the choices, which is told, may be the one that is missed.
        return
    for role in found.asked.roles:
        if all(item.data.get("observer_role") != role for item in found.sheets):
            field = last.form.by_key.get("observer_role") if last.form else None
            name = field.choice_label(role, last.lang) if field else role
            message = _("No observation sheet of this school year is by: {role}.").format(role=name)
            hint = _("Invite them to a lesson; among the sheets of a year theirs is asked.")
            yield Violation(last, ("observer_role",), message, _sourced(hint, found.pack, context.portfolio))


def _place_in_register(portfolio: Portfolio, entry: str, key: str) -> tuple[str | int, ...]:
    rows = portfolio.register.data.get("items") if portfolio.register else None
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict) and str(row.get("id")) == entry:
            return ("items", number, key)
    return ("items",)


def _essay_asked(pack: "Pack") -> "Paper | None":
    return next((paper for paper in pack.papers if paper.document == "essay"), None)


def _sourced(hint: Message, pack: "Pack", portfolio: Portfolio) -> Message:
    """A hint with where the demand comes from: a pack's figures never stand without its edition and notice."""
    # Most runs name no pack.
    from pdcli.attestation.pack_origin import provenance

    source = portfolio.packs.source(pack.key)
    origin = provenance(pack, source)
    named = f"{pack.title[current()]} ({pack.edition[current()]}). {pack.warning(current())}"
    # What the words tell, as data: which pack, from where, which file, and whether somebody has verified it.
    data = (pack.key, source.origin.value, source.digest, pack.checked_on, pack.verified)
    told = ShownValue(f"{origin[0].upper()}{origin[1:]}: {named}", data)
    return hint + Message(f" {told}", " {pack}", {"pack": told})


class _Observed(NamedTuple):
    """Observed lessons of one school year, at least one, and what is asked of them and where."""

    sheets: list[Document]
    asked: "Observations"
    pack: "Pack"


def _observed(portfolio: Portfolio) -> _Observed | None:
    """Finished sheets of the last school year that has any; None without them, and for who has no aim."""
    if portfolio.is_lost("observation-sheet"):
        return None
    sheets = [item for item in portfolio.documents if item.kind == "observation-sheet" and item.is_final]
    days = {item.ref: day for item in sheets if (day := item.day)}
    if not days or not (portfolio.who and portfolio.who.target_category):
        return None
    year = max(map(school_year, days.values()))
    of_year = [item for item in sheets if item.ref in days and school_year(days[item.ref]) == year]
    pack = portfolio.packs.current(max(days.values()))
    asked = next((item for item in pack.criteria if item.kind == "observations"), None)
    return _Observed(sorted(of_year, key=lambda item: (days[item.ref], item.ref)), asked, pack) if asked else None
