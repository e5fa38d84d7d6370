"""The first page of a summary, for those who decide: whose it is, what is claimed, what is there, what is missing.

It fits on A4 in any case, and names no keys, files and digests: these stand on the pages after it.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from pdcli.attestation.countable import EvidenceItemView
from pdcli.attestation.criteria import CriterionState, State
from pdcli.attestation.facts import Fact
from pdcli.attestation.observation_criteria import ObservedLesson
from pdcli.attestation.readiness import Readiness
from pdcli.i18n import N_, Lang, translations
from pdcli.i18n.dates import short_date, short_period, shown_date
from pdcli.i18n.numbers import OUT_OF, shown_fraction, shown_percent
from pdcli.i18n.spaces import held_together
from pdcli.model.privacy import LEFT_OUT, is_left_out
from pdcli.render.bars import goal_bars, score_strip
from pdcli.render.confirmed import role_name
from pdcli.render.facts import fact_text
from pdcli.render.labels import WORK_STAGES, category_name, evidence_choice
from pdcli.render.matrix import CONFIRMED, DECLARED, LEGEND, MISSING, Sign, sign_of
from pdcli.render.readiness import (
    days_left,
    shown_confirmed_points,
    shown_criteria_counts,
    shown_figure,
    shown_points,
    shown_sums,
)
from pdcli.render.thread_view import REACHED
from pdcli.render.values import shortened
from pdcli.summary.build import Summary
from pdcli.summary.comparison import Mark
from pdcli.summary.growth import GoalRow
from pdcli.summary.projects import Work
from pdcli.wording.packs import pack_line

# What there is room for: criteria, observed lessons, goals, works,
_CRITERIA, _LESSONS, _GOALS, _WORKS = 11, 6, 6, 2
# goals without a measurement,
_MAX_UNMEASURED = 3
# and signs of a fact, a title of a criterion, a clause, a goal, one of its figures, a title of a work, a goal without a
# measurement.
_FACT, _TITLE, _CLAUSE, _GOAL, _FIGURE, _WORK, _UNMEASURED = 72, 60, 40, 84, 24, 62, 48
# What is missing is cut as far as the rows need, to these numbers of signs.
_MISSING = (110, 76, 44)
# Lessons and goals that what is missing is cut for. Millimetres: what there is for all that grows, a row without text,
# a line, a lesson, a goal; signs of a line of the columns, the facts and the whole width.
_LEAST = 3
_ROOM, _ROW, _LINE, _LESSON_ROW, _GOAL_ROW = 187.4, 1.4, 3.4, 4.8, 9.0
_STATE_LINE, _TITLE_LINE, _MISSING_LINE, _FACT_LINE, _WIDE_LINE = 24, 34, 41, 38, 112
# What is for those who write the files: an aside with a name of a file or key; such names themselves.
_ASIDE = re.compile(r"\s*\([^()]*(?:`|\.ya?ml|\.md)[^()]*\)")
_KEYS = re.compile(r"`|\.ya?ml\b|\.md\b")
# Facts that name a file, a document or a line of the register, without it.
_WITHOUT_PLACES = {
    "document-draft": N_("the document is a draft"),
    "evidence-not-shown": N_("the evidence it rests on is not in the register or is private"),
    "file-empty": N_("there is nothing in its file"),
    "file-missing": N_("its file is not there"),
}
# Sheets that are there and change no mean.
_NOT_COUNTED = ("drafts-not-counted", "private-not-counted", "observer-is-teacher")
# Titles of the lines of the register by id.
Titles = Mapping[str, str]


class Requirement(NamedTuple):
    """A criterion, or the test, or the papers: its state by sign, points declared and confirmed, what is missing."""

    number: str
    title: str
    sign: Sign
    points: str
    confirmed: str
    missing: str
    clause: str


class Lesson(NamedTuple):
    """An observed lesson with the scores of its observers side by side; `spread` is empty where one was there."""

    day: str
    group: str
    scores: str
    spread: str
    is_disputed: bool
    strip: Markup


class Growth(NamedTuple):
    """A goal: its words, from where to where, what was aimed at, whether it was reached; bars if they are numbers."""

    goal: str
    period: str
    baseline: str
    measured: str
    target: str
    reached: str
    reached_key: str
    bars: Markup


class FirstPage(NamedTuple):
    """All that the first page shows, in words. `more_criteria`, `more_lessons` and `more_goals` say what is below,
    `unmeasured` which goals nothing was measured of; `is_left_out` that there are no criteria because they would reveal
    a category.
    """

    day: str
    facts: tuple[tuple[str, str], ...]
    claim: str
    is_claimed: bool
    is_left_out: bool
    criteria: tuple[Requirement, ...]
    more_criteria: str
    counts: str
    sums: str
    legend: tuple[Sign, ...]
    observed: str
    lessons: tuple[Lesson, ...]
    more_lessons: str
    goals: tuple[Growth, ...]
    more_goals: str
    unmeasured: str
    experience: tuple[str, ...]
    pack: str
    notice: str
    unread: str


def first_page(summary: Summary, lang: Lang, today: date) -> FirstPage:
    """The page in a language, as of a day."""
    ready = summary.readiness
    titles = {item.id: item.title for item in summary.evidence if item.title}
    observed = next(filter(_is_observed, ready.criteria), None) if ready else None
    lessons = observed.lessons if observed else ()
    lessons_line = _observed(observed, titles, lang) if observed else ""
    goals = tuple(_goals(summary, lang))
    facts = tuple((label, shortened(text, _FACT)) for label, text in _facts(summary, lang))
    works = tuple(_works(summary.experience, lang))
    room = _ROOM - _facts_height(facts) - (2 * _LINE if summary.unreadable else 0)
    unmeasured = _unmeasured(summary, lang)
    room -= _LINE * sum(_lines(text, _WIDE_LINE) for text in (*works, *filter(None, (unmeasured, lessons_line))))
    least = min(_LEAST, len(lessons)) * _LESSON_ROW + min(_LEAST, len(goals)) * _GOAL_ROW
    criteria = _rows(ready, titles, room - least, lang) if ready else ()
    room -= sum(_height(row, lang) for row in criteria)
    lesson_count = min(_LESSONS, max(2, int((room - min(2, len(goals)) * _GOAL_ROW) / _LESSON_ROW)))
    goal_count = min(_GOALS, max(2, int((room - min(lesson_count, len(lessons)) * _LESSON_ROW) / _GOAL_ROW)))
    return FirstPage(
        day=shown_date(today, lang),
        facts=facts,
        claim=_claim(summary, lang),
        is_claimed=bool(summary.who.target_category),
        is_left_out=hides_readiness(summary, lang),
        criteria=criteria,
        more_criteria=_more(len(ready.criteria) - _CRITERIA, lang) if ready else "",
        counts=shown_criteria_counts(ready, lang) if ready else "",
        sums=shown_sums(ready, lang) if ready else "",
        legend=LEGEND,
        observed=lessons_line,
        lessons=tuple(_lessons(lessons, observed, lang))[-lesson_count:] if observed else (),
        more_lessons=_more(len(lessons) - lesson_count, lang),
        goals=goals[:goal_count],
        more_goals=_more(len(goals) - goal_count, lang),
        unmeasured=unmeasured,
        experience=works,
        pack=pack_line(ready.pack, lang, ready.day, with_digest=False) if ready else "",
        notice=ready.pack.notice if ready else "",
        unread=_unread(summary.unreadable, bool(summary.unread), lang),
    )


def hides_readiness(summary: Summary, lang: Lang) -> bool:
    """Whether a category is left out of a blind summary, and so the readiness that would reveal it."""
    return is_left_out(summary.who.category, lang) or is_left_out(summary.who.target_category, lang)


def _more(count: int, lang: Lang) -> str:
    _ = translations(lang).gettext
    return _("and {count} more").format(count=count) if count > 0 else ""


def _unread(count: int, is_named: bool, lang: Lang) -> str:
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    text = ngettext(
        "{count} file could not be read, so not everything is counted here.",
        "{count} files could not be read, so not everything is counted here.",
        count,
    ).format(count=count)
    if not count:
        return ""
    return " ".join((text, _("The next page lists every such file."))) if is_named else text


def _facts(summary: Summary, lang: Lang) -> Iterator[tuple[str, str]]:
    _ = translations(lang).gettext
    who, ready = summary.who, summary.readiness
    yield _("School"), " · ".join(part for part in (who.school, who.region) if part)
    yield _("Subject"), who.subject or ""
    category = category_name(who.category, lang) or ""
    if category and who.category_since:
        category = _("{category}, since {day}").format(category=category, day=shown_date(who.category_since, lang))
    yield _("Category now"), category
    # Of what ends only the category is no evidence.
    end = next((item for item in ready.expiries if item.evidence is None), None) if ready else None
    if end:
        text = f"{shown_date(end.day, lang)}, {days_left(end, lang)}"
        yield _("The category expires"), held_together(f"{text} ({end.clause})") if end.clause else text
    else:
        yield _("The category expires"), _(LEFT_OUT) if is_left_out(who.category, lang) else _("not known")
    yield _("Theme"), who.theme or ""
    if ready and ready.commission:
        yield _("Considered by"), held_together(f"{ready.commission.said} ({ready.commission.clause})")


def _claim(summary: Summary, lang: Lang) -> str:
    """The category claimed; where none is, that it is only shown which one comes next."""
    _ = translations(lang).gettext
    ready = summary.readiness
    if summary.who.target_category:
        return category_name(summary.who.target_category, lang) or ""
    if ready is None:
        return _("no category is claimed")
    if ready.category == summary.who.category:
        return _("no category is claimed; the present one is shown: {category}").format(category=ready.category_name)
    return _("no category is claimed; the next one is shown: {category}").format(category=ready.category_name)


def _rows(ready: Readiness, titles: Titles, room: float, lang: Lang) -> tuple[Requirement, ...]:
    """Criteria, test and papers, with what is missing cut to take no more than `room` millimetres if that can be."""
    full = (*(_criterion(item, titles, lang) for item in ready.criteria[:_CRITERIA]), *_beside(ready, titles, lang))
    rows = full
    for limit in _MISSING:
        rows = tuple(row._replace(missing=shortened(row.missing, limit)) for row in full)
        if sum(_height(row, lang) for row in rows) <= room:
            break
    return rows


def _height(row: Requirement, lang: Lang) -> float:
    """About how many millimetres a row takes on paper."""
    _ = translations(lang).gettext
    columns = (
        (_(row.sign.words), _STATE_LINE), (row.title, _TITLE_LINE), (f"{row.missing} ({row.clause})", _MISSING_LINE),
        (f"{row.points} {row.confirmed}", _STATE_LINE),
    )  # fmt: skip
    return _ROW + _LINE * max(_lines(text, width) for text, width in columns)


def _facts_height(facts: Sequence[tuple[str, str]]) -> float:
    """About how many millimetres the facts take, two beside each other."""
    lines = [_lines(text, _FACT_LINE) for _label, text in facts]
    return _LINE * sum(max(lines[at : at + 2]) for at in range(0, len(lines), 2))


def _lines(text: str, width: int) -> int:
    return max(1, math.ceil(len(text) / width))


def _criterion(item: CriterionState, titles: Titles, lang: Lang) -> Requirement:
    is_open = item.state in ("partly", "missing")
    return Requirement(
        item.number if item.is_numbered else "",
        shortened(item.title, _TITLE),
        sign_of(Mark(item.number, item.state, item.confirmation.state == "present")),
        shown_points(item, lang),
        shown_confirmed_points(item, lang) if item.state != "not-asked" else "",
        _missing(item, titles, lang) if is_open else "",
        shortened(item.clause, _CLAUSE) if is_open else "",
    )


def _beside(ready: Readiness, titles: Titles, lang: Lang) -> Iterator[Requirement]:
    """What is asked beside the criteria: the knowledge test, and the papers of the list."""
    _ = translations(lang).gettext
    if test := ready.test:
        mark = Mark("", test.state, test.is_confirmed)
        score = f"{shown_figure(test.score, lang)}{OUT_OF}{shown_percent(test.asked, lang)}"
        until = _("valid until {day}").format(day=short_date(test.valid_until)) if test.valid_until else ""
        missing = "; ".join(filter(None, (_plain(one, test.found, titles, lang) for one in test.missing)))
        clause = shortened(test.clause, _CLAUSE) if missing else ""
        yield Requirement("", shortened(test.title, _TITLE), sign_of(mark), score, until, missing, clause)
    open_papers = [paper for paper in ready.papers if paper.state in ("partly", "missing")]
    if ready.papers:
        required = [paper for paper in ready.papers if paper.state != "not-asked"]
        is_confirmed = all(
            any(one.standing.state == "confirmed" and not one.lacks for one in paper.found) for paper in required
        )
        state: State = "present" if not open_papers else "partly" if len(open_papers) < len(required) else "missing"
        yield Requirement(
            "", _("Documents on the official list"),
            sign_of(Mark("", state, is_confirmed)) if required else MISSING,
            shown_fraction(len(required) - len(open_papers), len(required), lang), "",
            "; ".join(paper.title for paper in open_papers),
            shortened("; ".join(dict.fromkeys(paper.clause for paper in open_papers)), _CLAUSE),
        )  # fmt: skip


def _missing(item: CriterionState, titles: Titles, lang: Lang) -> str:
    """What is missing, in words for those who do not see the files; where there are none, what is asked."""
    texts = [_plain(one, item.evidence, titles, lang) for one in item.missing]
    return "; ".join(dict.fromkeys(filter(None, texts))) or item.needed


def _plain(one: Fact, evidence: Sequence[EvidenceItemView], register: Titles, lang: Lang) -> str:
    """A fact with titles in place of ids and places; empty where it speaks of keys and files alone."""
    _ = translations(lang).gettext
    words = _WITHOUT_PLACES.get(one.code)
    text = ": ".join(filter(None, (", ".join(one.about), _(words)))) if words else fact_text(one, lang)
    titles = {**register, **{name: piece.title for piece in evidence for name in (piece.id, piece.document) if name}}
    if titles:
        # All at once, because a title may hold what looks like an id.
        names = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
        text = re.sub(rf"(?<!\w)(?:{names})(?![\w/])", lambda match: _quoted(titles[match[0]]), text)
    text = _ASIDE.sub("", text)
    beginning = text.split(": `")[0]
    return "" if _KEYS.search(beginning) else beginning


def _quoted(title: str) -> str:
    return title if "«" in title else f"«{title}»"


def _is_observed(item: CriterionState) -> bool:
    return bool(item.lessons) or any(note.code in _NOT_COUNTED for note in item.notes)


def _observed(item: CriterionState, titles: Titles, lang: Lang) -> str:
    """Mean of the lessons, how far they and the observers of one lesson lie apart, and what does not count."""
    _ = translations(lang).gettext
    means = [lesson.mean for lesson in item.lessons if lesson.mean is not None]
    parts = []
    if means:
        parts.append(_("mean lesson score {mean}").format(mean=shown_figure(sum(means) / len(means), lang)))
        if item.asked:
            parts.append(_("required: {text}").format(text=shown_figure(item.asked, lang)))
        if len(means) > 1:
            least, most = shown_figure(min(means), lang), shown_figure(max(means), lang)
            parts.append(_("lesson scores from {least} to {most}").format(least=least, most=most))
    spreads = [lesson.spread for lesson in item.lessons if len(lesson.scores) > 1]
    if spreads:
        parts.append(
            _("observers of the same lesson differ by up to {spread}").format(spread=shown_figure(max(spreads), lang))
        )
    uncounted = (note for note in item.notes if note.code in _NOT_COUNTED)
    return "; ".join(dict.fromkeys((*parts, *(_plain(one, item.evidence, titles, lang) for one in uncounted))))


def _lessons(lessons: Sequence[ObservedLesson], item: CriterionState, lang: Lang) -> Iterator[Lesson]:
    scores = [one.score for lesson in lessons for one in lesson.scores]
    if item.asked:
        scores.append(item.asked)
    limits = min(scores), max(scores)
    for lesson in lessons:
        scores_line = ", ".join(f"{role_name(one.role, lang)} {shown_figure(one.score, lang)}" for one in lesson.scores)
        marks = [(one.score, one.standing == "confirmed") for one in lesson.scores]
        yield Lesson(
            short_date(lesson.day), shortened(lesson.group, _FIGURE), scores_line,
            shown_figure(lesson.spread, lang) if len(lesson.scores) > 1 else "", lesson.mean is None,
            Markup(score_strip(scores_line, marks, item.asked, limits)),
        )  # fmt: skip


def _goals(summary: Summary, lang: Lang) -> Iterator[Growth]:
    """Goals that something was measured of, those of the newest cycles first."""
    periods = {cycle.name: short_period(cycle.start, cycle.end) for cycle in summary.cycles}
    return (_growth(goal, periods.get(goal.cycle, ""), lang) for goal in _newest_goals(summary) if goal.measured)


def _newest_goals(summary: Summary) -> Iterator[GoalRow]:
    """Every goal once, those of the newest cycles first."""
    rows = {(goal.cycle, goal.id): goal for area in summary.growth_areas for goal in area.goals}
    for name in reversed([cycle.name for cycle in summary.cycles]):
        yield from (goal for goal in rows.values() if goal.cycle == name)


def _unmeasured(summary: Summary, lang: Lang) -> str:
    """Which goals have no measurement; empty where all have one."""
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    goals = [goal for goal in _newest_goals(summary) if not goal.measured]
    if not goals:
        return ""
    titles = [
        _("“{title}”").format(title=shortened(goal.text, _UNMEASURED)) if goal.text else _("not filled in")
        for goal in goals[:_MAX_UNMEASURED]
    ]
    titles += filter(None, (_more(len(goals) - _MAX_UNMEASURED, lang),))
    text = ngettext(
        "{count} goal without a measurement: {goals}.", "{count} goals without a measurement: {goals}.", len(goals)
    )
    return text.format(count=len(goals), goals="; ".join(titles))


def _growth(goal: GoalRow, period: str, lang: Lang) -> Growth:
    _ = translations(lang).gettext
    baseline, measured, target = (
        shortened(text or "", _FIGURE) for text in (goal.baseline, goal.measured, goal.target)
    )
    description = _("from {baseline} to {measured}; target: {target}").format(
        baseline=baseline or "–", measured=measured, target=target or "–"
    )
    return Growth(
        shortened(goal.text or _("not filled in"), _GOAL), period, baseline or "–", measured, target or "–",
        _(REACHED[goal.reached]) if goal.reached in REACHED else "", goal.reached or "",
        Markup(goal_bars(description, goal.baseline or "", goal.measured or "", goal.target or "")),
    )  # fmt: skip


def _level(work: Work, level: str, lang: Lang) -> str:
    """The level with the sign of what is declared or confirmed; where somebody else confirms a lower one, both."""
    if work.level_confirmed == work.level:
        return f"{level} {CONFIRMED.text}"
    lower = evidence_choice("level", work.level_confirmed, lang)
    return f"{level} {DECLARED.text}" + (f", {lower} {CONFIRMED.text}" if lower else "")


def _works(works: Sequence[Work], lang: Lang) -> Iterator[str]:
    _ = translations(lang).gettext
    for work in works[:_WORKS]:
        level = evidence_choice("level", work.level, lang)
        parts = [
            shortened(work.title, _WORK),
            _("stage: {stage}").format(stage=_(WORK_STAGES[work.stage])),
            _("level of sharing: {level}").format(level=_level(work, level, lang)) if level else _("not shared yet"),
        ]
        if work is works[:_WORKS][-1]:
            parts.append(_more(len(works) - _WORKS, lang))
        yield " · ".join(filter(None, parts))
