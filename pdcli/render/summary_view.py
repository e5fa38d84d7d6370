"""What the page of one teacher shows: worded, linked, and cut where it must fit, before a template sees it.

The first page holds what fits on A4 in any case: the latest cycles and goals, and how many more there are below.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from pdcli.attestation.countable import EvidenceItemView
from pdcli.attestation.criteria import State
from pdcli.attestation.readiness import Readiness
from pdcli.i18n import N_, NP_, Lang, translations
from pdcli.i18n.dates import short_date, short_period, shown_date, shown_school_year
from pdcli.i18n.numbers import shown_fraction, shown_percent
from pdcli.model.privacy import KEYED, LEFT_OUT
from pdcli.render.at_school import SchoolTable, learning_table, school_lead, school_tables
from pdcli.render.blocks import file_href
from pdcli.render.confirmed import shown_counts, shown_standing
from pdcli.render.facts import fact_text
from pdcli.render.first_page import hides_readiness
from pdcli.render.history import Figure, figures
from pdcli.render.history import problem as history_problem
from pdcli.render.indicators import IndicatorLine, indicator_lines
from pdcli.render.labels import WORK_STAGES, category_name, choice_name, evidence_choice, form_name
from pdcli.render.readiness import (
    STATES,
    shown_confirmation,
    shown_confirmed_points,
    shown_confirmers,
    shown_criteria_counts,
    shown_pieces,
    shown_points,
    shown_sources,
    shown_sums,
)
from pdcli.render.support import support_lines
from pdcli.render.thread_view import REACHED
from pdcli.render.values import shortened
from pdcli.summary.assessment import AssessmentColumn, SelfAssessment
from pdcli.summary.build import Summary
from pdcli.summary.cycles import CycleSummary, StageSummary
from pdcli.summary.evidence import EvidenceSummary
from pdcli.summary.growth import GoalRow, GrowthArea, TechnologyYear
from pdcli.summary.projects import Work
from pdcli.summary.routes import RouteSummary
from pdcli.thread.build import CycleTrace
from pdcli.wording.packs import pack_line

# What the first page has room for: cycles, lines of the table of goals, self-assessments, works,
_CYCLES, _GOAL_LINES, _ASSESSMENTS, _WORKS = 3, 15, 2, 2
# characters in a line of its two widest columns,
_AREA_WIDTH, _GOAL_WIDTH = 20, 30
# and characters of one text.
_FOCUS, _TITLE, _SENTENCE, _FACT, _CRITERION = 40, 52, 84, 120, 32
_VALUE, _PROOFS = 16, 3
# Columns of a table on A4, and documents that are named with one evidence.
_COLUMNS, _USES = 5, 8
# What an address may hold as it is.
_IN_ADDRESSES = "%/:?#@!$&'*+,;=~-._"
# A page stays a page: more lines of the register than this are for machines.
_EVIDENCE = 2_000
OUTCOMES = {
    "reached": N_("reached"),
    "mentioned": N_("the next cycle mentions it"),
    "dropped": N_("nothing more is said about it"),
    # Translators: a growth area that nothing has been done about so far.
    "open": N_("open for now"),
}
WORK_KINDS = {
    "experience-justification": N_("justification"),
    "experience-description": N_("description"),
    "methodical-guide": N_("guide"),
    "research-plan": N_("plan"),
    "action-research": "Action Research",
    "lesson-study": "Lesson Study",
    "article": N_("article"),
}
STATUS = {
    "final": N_("final"), "draft": N_("draft"), "missing": NP_("document", "missing"), "private": N_("private"),
    "unread": N_("not read"),
}  # fmt: skip
_SIGNS = {"final": "●", "draft": "◐", "missing": "○", "private": "–"}
_UNREAD_SIGN = "?"


class StageView(NamedTuple):
    """A stage of a cycle: a sign, the same in words, a date or how much is answered, and its attachments."""

    name: str
    status: str
    sign: str
    word: str
    detail: str
    evidence: tuple[str, ...]


class CycleView(NamedTuple):
    """A cycle with its five stages, and what its documents say of support and indicators."""

    name: str
    period: str
    focus: str
    short_focus: str
    stages: tuple[StageView, ...]
    lessons: str
    support: tuple[str, ...]
    indicators: tuple[IndicatorLine, ...]


class GoalView(NamedTuple):
    """A goal in the table of growth areas. The first goal of an area carries it, and spans `rows` lines; others 0.

    Empty texts are missing.
    """

    area: str
    rows: int
    outcome: str
    is_served: bool
    cycle: str
    id: str
    goal: str
    indicator: str
    baseline: str
    target: str
    due: str
    measured: str
    reached: str
    reached_key: str
    evidence: tuple[str, ...]
    private_evidence: str
    corrections: tuple[str, ...]
    carried_to: str


class Brief(NamedTuple):
    """A subject of the first page in few lines, each with its evidence; `anchor` is the chapter with the rest."""

    label: str
    anchor: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


class WorkView(NamedTuple):
    """A work with its documents (name, title, status, date, where it was published)."""

    title: str
    folder: str
    stage: str
    level: str
    level_evidence: tuple[str, ...]
    documents: tuple[tuple[str, str, str, str, str], ...]
    missing: str
    evidence: tuple[str, ...]


class AssessmentView(NamedTuple):
    """Self-assessments side by side: heads, then parts with their rows of levels."""

    heads: tuple[str, ...]
    parts: tuple[tuple[str, tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]], ...]
    earlier: str


class EvidenceView(NamedTuple):
    """A line of the register. `place` is the file or address as it is read, `href` the way there from the page.

    A digest `is_keyed` where it is told to nobody who has the file.
    """

    id: str
    title: str
    kind: str
    level: str
    day: str
    issuer: str
    criterion: str
    why: str
    place: str
    href: str
    trouble: str
    sha256: str
    is_keyed: bool
    expires: str
    uses: tuple[str, ...]
    more_uses: str
    standing: str


class RequirementView(NamedTuple):
    """A criterion or paper: its number (papers have none), what is there by id or title, how much of it is confirmed
    and by whom it must be, what is missing.
    """

    number: str
    title: str
    clause: str
    state: str
    needed: str
    points: str
    evidence: tuple[str, ...]
    documents: tuple[str, ...]
    missing: tuple[str, ...]
    counts: str = ""
    confirmers: tuple[str, ...] = ()


class ReadinessView(NamedTuple):
    """What is there and what is missing for a category; `notice` stands wherever anything of it is shown. `sums`
    tells that of what is declared and that of what is confirmed, or why there is none; `sources` say who confirms.
    """

    lead: str
    sums: str
    sources: tuple[str, ...]
    pack: str
    notice: str
    criteria: tuple[RequirementView, ...]
    papers: tuple[RequirementView, ...]


class RouteView(NamedTuple):
    """A route as a living plan: its rows done as a fraction of all, how many are filled in, and how many have each of
    the ratings; none where the form has no ratings.
    """

    title: str
    name: str
    year: str
    done: str
    filled: int
    ratings: tuple[int, ...]


class SummaryView(NamedTuple):
    """The whole page: the first page, then the details. `earlier` cycles are not on the first page.

    `cut_facts` are those in full that the first page has no room for.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    cut_facts: tuple[tuple[str, str], ...]
    stage_names: tuple[str, ...]
    cycles: tuple[CycleView, ...]
    earlier: int
    earlier_cycles: str
    legend: str
    goals: tuple[GoalView, ...]
    more_goals: str
    briefs: tuple[Brief, ...]
    all_cycles: tuple[CycleView, ...]
    all_goals: tuple[GoalView, ...]
    goal_groups: str
    goal_skills: str
    directions: str
    technology: tuple[str, ...]
    learning: SchoolTable | None
    assessment: AssessmentView
    experience: tuple[WorkView, ...]
    research: tuple[WorkView, ...]
    readiness: ReadinessView | None
    routes: tuple[RouteView, ...]
    at_school: tuple[SchoolTable, ...]
    at_school_lead: str
    continuity: tuple[Figure, ...]
    continuity_problem: str
    evidence: tuple[EvidenceView, ...]
    more_evidence: str
    left_out: str


def summary_view(summary: Summary, root: Path, base: Path, lang: Lang, today: date) -> SummaryView:
    """The page in a language. `base` is the folder that it is written to, `today` the day for what expires."""
    _ = translations(lang).gettext
    areas = summary.growth_areas
    shown_areas = _latest(areas, [item.name for item in summary.cycles], _GOAL_LINES)
    hidden = sum(len(area.goals) or 1 for area in areas) - sum(len(area.goals) or 1 for area in shown_areas)
    cycles = tuple(
        _cycle(item, thread, lang) for item, thread in zip(summary.cycles, summary.thread.cycles, strict=True)
    )
    earlier = max(len(cycles) - _CYCLES, 0)
    return SummaryView(
        title=shortened(summary.who.name or summary.folder, _TITLE),
        facts=tuple((label, shortened(text, _FACT)) for label, text in _facts(summary, lang)),
        cut_facts=tuple(_cut_facts(summary, lang)),
        stage_names=tuple(form_name(stage.stage, lang) for stage in summary.cycles[0].stages) if cycles else (),
        cycles=cycles[earlier:],
        earlier=earlier,
        earlier_cycles=_more(earlier, lang),
        legend="  ".join(f"{sign} {_(STATUS[status])}" for status, sign in _SIGNS.items()),
        goals=tuple(row for area in shown_areas for row in _goals(area, lang, short=True)),
        more_goals=_more(hidden, lang),
        briefs=tuple(_briefs(summary, lang, today)),
        all_cycles=cycles,
        all_goals=tuple(row for area in areas for row in _goals(area, lang, short=False)),
        goal_groups=_goal_groups(summary, lang),
        goal_skills=_goal_skills(summary, lang),
        directions=_directions(summary, lang),
        technology=tuple(_technology(item, lang) for item in summary.technology),
        learning=learning_table(summary.learning, lang),
        assessment=_assessment(summary.self_assessment, lang),
        experience=tuple(_work(item, lang) for item in summary.experience),
        research=tuple(_work(item, lang) for item in summary.research),
        readiness=_readiness(summary.readiness, lang) if summary.readiness else None,
        routes=tuple(_route(item, lang) for item in summary.routes),
        at_school=school_tables(summary.at_school, lang) if summary.at_school else (),
        at_school_lead=school_lead(summary.at_school, lang) if summary.at_school else "",
        continuity=tuple(figures(summary.history, lang)),
        continuity_problem=history_problem(summary.history, lang) or "",
        evidence=tuple(_evidence(item, root, base, lang, today) for item in summary.evidence[:_EVIDENCE]),
        more_evidence=_more(len(summary.evidence) - _EVIDENCE, lang),
        left_out=_left_out(summary, lang),
    )


def _route(route: RouteSummary, lang: Lang) -> RouteView:
    name = route.name if route.name != route.title else ""
    return RouteView(
        route.title, name, shown_school_year(route.school_year), shown_fraction(route.done, route.rows, lang),
        route.filled, tuple(item.rows for item in route.ratings),
    )  # fmt: skip


def _more(count: int, lang: Lang) -> str:
    _ = translations(lang).gettext
    return _("and {count} more").format(count=count) if count > 0 else ""


def _facts(summary: Summary, lang: Lang) -> Iterator[tuple[str, str]]:
    _ = translations(lang).gettext
    who = summary.who
    category = category_name(who.category, lang) or ""
    if category and who.category_since:
        category = _("{category}, since {day}").format(category=category, day=shown_date(who.category_since, lang))
    yield _("School"), " · ".join(part for part in (who.school, who.region) if part)
    yield _("Subject"), who.subject or ""
    yield (
        _("Category (current → target)"),
        f"{category or _('not filled in')} → {category_name(who.target_category, lang) or _('not filled in')}",
    )
    yield _("Theme"), who.theme or ""


def _cut_facts(summary: Summary, lang: Lang) -> Iterator[tuple[str, str]]:
    _ = translations(lang).gettext
    name = summary.who.name or ""
    facts = ((_("Name"), name, _TITLE), *((label, text, _FACT) for label, text in _facts(summary, lang)))
    yield from ((label, text) for label, text, limit in facts if len(" ".join(text.split())) > limit)


def _cycle(cycle: CycleSummary, thread: CycleTrace, lang: Lang) -> CycleView:
    ngettext = translations(lang).ngettext
    proofs = {item.stage: tuple(proof.id for proof in item.evidence) for item in thread.stages}
    period = short_period(cycle.start, cycle.end)
    lessons = ngettext("{count} lesson analysis", "{count} lesson analyses", cycle.lessons).format(count=cycle.lessons)
    stages = tuple(_stage(item, proofs.get(item.stage, ()), lang) for item in cycle.stages)
    focus = cycle.focus or ""
    return CycleView(
        cycle.name, period, focus, shortened(focus, _FOCUS), stages, lessons if cycle.lessons else "",
        support_lines(cycle.support, cycle.confirmed_support, lang),
        indicator_lines(cycle.indicators, cycle.name, lang),
    )  # fmt: skip


def _stage(stage: StageSummary, evidence: tuple[str, ...], lang: Lang) -> StageView:
    _ = translations(lang).gettext
    detail = short_date(stage.date) if stage.date else ""
    if stage.status == "draft":
        detail = shown_fraction(stage.answered, stage.total, lang)
    return StageView(
        form_name(stage.stage, lang),
        stage.status,
        _SIGNS.get(stage.status, _UNREAD_SIGN),
        _(STATUS[stage.status]),
        detail,
        evidence,
    )


def _latest(areas: Sequence[GrowthArea], cycles: Sequence[str], lines: int) -> list[GrowthArea]:
    """Those areas that appear last, as far as there is room; where not even one has it, its last goals."""
    turns = {name: number for number, name in enumerate(cycles)}
    lasts = [area.places[-1].rpartition("/")[0] if area.places else area.goals[-1].cycle for area in areas]
    order = sorted(range(len(areas)), key=lambda number: (turns.get(lasts[number], -1), number), reverse=True)
    numbers: list[int] = []
    room = lines
    for number in order:
        room -= _height(areas[number])
        if room < 0:
            break
        numbers.append(number)
    return [areas[number] for number in sorted(numbers)] or [_last_goals(areas[number], lines) for number in order[:1]]


def _last_goals(area: GrowthArea, lines: int) -> GrowthArea:
    """An area that is too high with the last of its goals, at least with one."""
    count = 0
    for goal in reversed(area.goals):
        lines -= _lines(goal)
        if lines < 0 and count:
            break
        count += 1
    return area.replace(goals=area.goals[len(area.goals) - count :])


def _height(area: GrowthArea) -> int:
    """About how many lines an area needs in the table."""
    title = len(shortened(area.title or "", _TITLE)) // _AREA_WIDTH + 1
    return max(title, sum(map(_lines, area.goals)))


def _lines(goal: GoalRow) -> int:
    return max(2, len(f"{goal.cycle}/{goal.id} {shortened(goal.text or '', _SENTENCE)}") // _GOAL_WIDTH + 1)


def _goals(area: GrowthArea, lang: Lang, short: bool) -> Iterator[GoalView]:
    _ = translations(lang).gettext

    def cell(text: str | None, limit: int) -> str:
        return shortened(text or "", limit) if short else (text or "")

    title = cell(area.title, _TITLE)
    if area.places:
        title = title or _("no answer yet")
    outcome = _(OUTCOMES[area.outcome]) if area.outcome in OUTCOMES else ""
    if area.carried_to:
        # Translators: later cycles that continue a goal or correction.
        carried = _("carried over to {cycles}").format(cycles=", ".join(area.carried_to))
        outcome = f"{outcome}; {carried}" if outcome else carried
    if not area.goals:
        cycle = area.places[-1].rpartition("/")[0] if area.places else ""
        yield GoalView(title, 1, outcome, False, cycle, "", "", "", "", "", "", "", "", "", (), "", (), "")
    for number, goal in enumerate(area.goals):
        yield GoalView(
            title if number == 0 else "", len(area.goals) if number == 0 else 0, outcome if number == 0 else "", True,
            goal.cycle, goal.id, cell(goal.text, _SENTENCE), cell(goal.indicator, _TITLE), cell(goal.baseline, _VALUE),
            cell(goal.target, _VALUE), short_date(goal.due) if goal.due else "", cell(goal.measured, _VALUE),
            _(REACHED[goal.reached]) if goal.reached else "", goal.reached or "",
            goal.evidence[: _PROOFS if short else None], _private(goal, lang),
            goal.corrections, ", ".join(goal.carried_to),
        )  # fmt: skip


def _private(goal: GoalRow, lang: Lang) -> str:
    _ = translations(lang).gettext
    return _("private evidence: {count}").format(count=goal.private_evidence) if goal.private_evidence else ""


def _briefs(summary: Summary, lang: Lang, today: date) -> Iterator[Brief]:
    _ = translations(lang).gettext
    yield Brief(_("Self-assessment"), "self-assessment", tuple(_assessment_lines(summary.self_assessment, lang)))
    yield Brief(_("Experience"), "experience", tuple(_work_lines(summary.experience, lang, with_stage=True)))
    yield Brief(_("Research"), "research", tuple(_work_lines(summary.research, lang, with_stage=False)))
    yield Brief(_("Readiness"), "readiness", tuple(_readiness_lines(summary, lang)))
    yield Brief(_("Continuity"), "continuity", tuple(_continuity_lines(summary, lang)))
    yield Brief(_("Evidence"), "evidence", tuple(_evidence_lines(summary.evidence, today, lang)))


def _assessment_lines(assessment: SelfAssessment, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    _ = translations(lang).gettext
    for column in assessment.columns[-_ASSESSMENTS:]:
        counts = [f"{item.name} – {item.rows}" for item in column.counts]
        if column.open_rows:
            # Translators: files of evidence that are not there.
            counts.append(_("missing: {count}").format(count=column.open_rows))
        yield f"{_head(column, lang)}: {', '.join(counts)}", ()


def _head(column: AssessmentColumn, lang: Lang) -> str:
    _ = translations(lang).gettext
    year = shown_school_year(column.school_year) if column.school_year else _("no date")
    day = short_date(column.date) if column.date else year
    return day if column.status == "final" else f"{day} ({_(STATUS['draft'])})"


def _work_lines(works: Sequence[Work], lang: Lang, with_stage: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    _ = translations(lang).gettext
    for work in works[:_WORKS]:
        parts = [shortened(work.title, _TITLE)]
        if with_stage:
            parts.append(_("stage: {stage}").format(stage=_(WORK_STAGES[work.stage])))
        parts.append(_steps(work, lang))
        level = evidence_choice("level", work.level, lang)
        parts.append(_("level of sharing: {level}").format(level=level) if level else "")
        if work is works[:_WORKS][-1]:
            parts.append(_more(len(works) - _WORKS, lang))
        yield " · ".join(part for part in parts if part), work.level_evidence[:_PROOFS]


def _steps(work: Work, lang: Lang) -> str:
    _ = translations(lang).gettext
    return ", ".join(f"{_(WORK_KINDS[item.kind])} ({_(STATUS[item.status])})" for item in work.documents[:4])


def _readiness_lines(summary: Summary, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    _ = translations(lang).gettext
    readiness = summary.readiness
    if readiness is None:
        if hides_readiness(summary, lang):
            yield _(LEFT_OUT), ()
        return
    view = _readiness(readiness, lang)
    yield view.lead, ()
    if view.sums:
        yield view.sums, ()
    for state, word in STATES.items():
        if state == "not-asked":
            continue
        of_state = [
            f"{item.number} {shortened(item.title, _CRITERION)}" for item in readiness.criteria if item.state == state
        ]
        if of_state:
            yield f"{_(word)}: {'; '.join(of_state)}", ()
    yield f"{view.pack}. {view.notice}", ()


def _readiness(readiness: Readiness, lang: Lang) -> ReadinessView:
    _ = translations(lang).gettext
    criteria = tuple(
        _requirement(
            item.number, item.title, item.clause, item.state, item.needed,
            ", ".join(filter(None, (shown_points(item, lang), shown_confirmed_points(item, lang)))), item.evidence,
            tuple(fact_text(one, lang) for one in (*item.missing, *item.notes)), lang,
        )._replace(
            counts=shown_confirmation(item, lang),
            confirmers=tuple(shown_confirmers(item, lang)) if item.state != "not-asked" else (),
        )
        for item in readiness.criteria
    )  # fmt: skip
    papers = [
        _requirement(
            "",
            item.title,
            item.clause,
            item.state,
            item.only_if or "",
            "",
            item.found,
            tuple(fact_text(one, lang) for one in item.missing),
            lang,
        )._replace(
            counts=shown_pieces(item.found, lang) if item.found else "",
        )
        for item in readiness.papers
    ]
    if test := readiness.test:
        needed = _("required: {text}").format(text=shown_percent(test.asked, lang))
        papers.append(
            _requirement(
                "",
                test.title,
                test.clause,
                test.state,
                needed,
                "",
                test.found,
                tuple(fact_text(one, lang) for one in test.missing),
                lang,
            )
        )
    pack = pack_line(readiness.pack, lang, readiness.day)
    lead = f"{readiness.category_name}. {shown_criteria_counts(readiness, lang)}"
    sums = shown_sums(readiness, lang)
    return ReadinessView(
        lead, sums, tuple(shown_sources(readiness, lang)), pack, readiness.pack.notice, criteria, tuple(papers)
    )


def _requirement(
    number: str, title: str, clause: str, state: State, needed: str, points: str, pieces: Sequence[EvidenceItemView],
    missing: tuple[str, ...], lang: Lang,
) -> RequirementView:  # fmt: skip
    _ = translations(lang).gettext
    return RequirementView(
        number, title, clause, _(STATES[state]), needed, points,
        tuple(dict.fromkeys(item.id for item in pieces if item.id)),
        tuple(item.title for item in pieces if not item.id),
        missing,
    )  # fmt: skip


def _continuity_lines(summary: Summary, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    reason = history_problem(summary.history, lang)
    if reason:
        yield reason, ()
        return
    numbers = figures(summary.history, lang)
    yield " · ".join(f"{item.name}: {'; '.join(item.texts)}" for item in (numbers[2], numbers[3], numbers[5])), ()


def _evidence_lines(rows: Sequence[EvidenceSummary], today: date, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    _ = translations(lang).gettext
    if not rows:
        return
    parts = [
        _("{count} in the register").format(count=len(rows)),
        shown_counts(
            len(rows),
            sum(item.standing.state == "confirmed" for item in rows),
            sum(bool(item.standing.claimed) for item in rows),
            lang,
        ),
        _("files with SHA-256: {count}").format(count=sum(bool(item.sha256) for item in rows)),
        # Translators: evidence that documents point at.
        _("used in documents: {count}").format(count=sum(bool(item.used_by) for item in rows)),
    ]
    to_find = [item.id for item in rows if not item.can_be_opened]
    expired = [item.id for item in rows if item.expires and item.expires < today]
    yield " · ".join(parts), ()
    if to_find:
        # Translators: rows of the register with neither a file nor a link.
        yield _("with neither a file nor a link: {count}").format(count=len(to_find)), tuple(to_find[:6])
    if expired:
        yield _("expired: {count}").format(count=len(expired)), tuple(expired[:6])


def _goal_groups(summary: Summary, lang: Lang) -> str:
    """How many goals there are of each competence group; empty where there is no goal."""
    _ = translations(lang).gettext
    counts = ", ".join(
        f"{choice_name('design', 'goals', 'competence', item.competence, lang) or _('not stated')} {item.goals}"
        for item in summary.goal_groups
    )
    return _("Goals by competence group: {counts}").format(counts=counts) if counts else ""


def _goal_skills(summary: Summary, lang: Lang) -> str:
    """How many goals there are for each kind of skills; empty where no goal names one."""
    _ = translations(lang).gettext
    counts = ", ".join(
        f"{choice_name('design', 'goals', 'skills', item.skills, lang) or _('not stated')} {item.goals}"
        for item in summary.goal_skills
    )
    return _("Goals by kind of skills: {counts}").format(counts=counts) if counts else ""


def _directions(summary: Summary, lang: Lang) -> str:
    """How many actions of plans there are in each direction; empty where there is no plan."""
    _ = translations(lang).gettext
    counts = ", ".join(
        f"{choice_name('design', 'plan', 'direction', item.direction, lang) or _('not stated')} {item.actions}"
        for item in summary.directions
    )
    return _("Actions of plans by direction: {counts}").format(counts=counts) if counts else ""


def _technology(item: TechnologyYear, lang: Lang) -> str:
    """How many lesson analyses of a year name which level of using technology."""
    _ = translations(lang).gettext
    counts = ", ".join(
        f"{choice_name('lesson-analysis', '', 'technology', count.level, lang)} {count.lessons}"
        for count in item.levels
    )
    year = shown_school_year(item.school_year) if item.school_year else _("no date")
    # Translators: SAMR: how technology was used in lessons of a school year.
    return _("Use of technology in lessons (SAMR), {year}: {counts}").format(year=year, counts=counts)


def _left_out(summary: Summary, lang: Lang) -> str:
    _ = translations(lang).gettext
    counts = summary.left_out
    return _("documents {documents}, evidence {evidence}").format(documents=counts.documents, evidence=counts.evidence)


def _assessment(assessment: SelfAssessment, lang: Lang) -> AssessmentView:
    _ = translations(lang).gettext
    first = max(len(assessment.columns) - _COLUMNS, 0)
    parts: dict[str, list[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]]] = {}
    for row in assessment.rows:
        cells = tuple((cell.name or "", cell.evidence) for cell in row.cells[first:])
        parts.setdefault(row.part, []).append((row.label, cells))
    return AssessmentView(
        tuple(_head(column, lang) for column in assessment.columns[first:]),
        tuple((part, tuple(rows)) for part, rows in parts.items()),
        _("Earlier self-assessments: {count}; the JSON output has them all.").format(count=first) if first else "",
    )


def _work(work: Work, lang: Lang) -> WorkView:
    _ = translations(lang).gettext
    return WorkView(
        work.title, work.folder, _(WORK_STAGES[work.stage]), evidence_choice("level", work.level, lang) or "",
        work.level_evidence,
        tuple(
            (item.name, item.title if item.title != item.name else "", _(STATUS[item.status]),
             short_date(item.date) if item.date else "", item.published_in or "")
            for item in work.documents
        ),
        ", ".join(_(WORK_KINDS[kind]) for kind in work.missing),
        work.evidence,
    )  # fmt: skip


def _evidence(item: EvidenceSummary, root: Path, base: Path, lang: Lang, today: date) -> EvidenceView:
    _ = translations(lang).gettext
    href = file_href(root, item.file, base) if item.file and item.file_state == "present" else ""
    trouble = {
        "missing": _("the file is missing"),
        "outside": _("the file is outside the portfolio"),
        "unreadable": _("the file cannot be read"),
        "left-out": _("the file was left out"),
    }.get(item.file_state or "", "")
    expires = ""
    if item.expires:
        sentence = _("expired on {day}") if item.expires < today else _("valid until {day}")
        expires = sentence.format(day=short_date(item.expires))
    # A level beside an issuer would read as one name: school, North district.
    level = evidence_choice("level", item.level, lang)
    return EvidenceView(
        id=item.id,
        title=item.title or "",
        kind=evidence_choice("kind", item.kind, lang) or "",
        level=_("level: {level}").format(level=level) if level else "",
        day=short_date(item.date) if item.date else "",
        issuer=_("issued by {issuer}").format(issuer=item.issuer) if item.issuer else "",
        criterion=_("criterion {number}").format(number=item.criterion) if item.criterion else "",
        why=item.why or "",
        place=item.file or item.url or "",
        href=href or (web_address(item.url) if not item.file or item.file_state != "present" else ""),
        trouble=trouble,
        sha256=(item.sha256 or "").removeprefix(KEYED),
        is_keyed=(item.sha256 or "").startswith(KEYED),
        expires=expires,
        uses=tuple(dict.fromkeys(use.title for use in item.used_by[:_USES])),
        more_uses=_more(len(item.used_by) - _USES, lang),
        standing=shown_standing(item.standing, lang, in_table=True),
    )


def web_address(url: str | None) -> str:
    """An address that can be followed, in signs that end no link; empty for anything else."""
    try:
        return quote(url, safe=_IN_ADDRESSES) if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


class Anchor(NamedTuple):
    """An id of evidence, and its place on the page where it stands there; `is_known`: the register has it,
    `is_confirmed`: a second person confirms it.
    """

    id: str
    href: str
    is_known: bool
    is_confirmed: bool


def anchors(ids: Iterable[str], summary: Summary) -> list[Anchor]:
    """Ids of evidence as links."""
    places = {item.id: number for number, item in enumerate(summary.evidence)}
    confirmed = {item.id for item in summary.evidence if item.standing.state == "confirmed"}
    return [
        Anchor(name, f"#{name}" if places.get(name, _EVIDENCE) < _EVIDENCE else "", name in places, name in confirmed)
        for name in ids
    ]
