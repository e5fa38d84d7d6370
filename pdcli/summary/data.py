"""The summary of one portfolio, and the comparable table of many.

Missing is None or an empty tuple, never a guess. Private documents and evidence are counted and left out.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pdcli.model.documents import STAGES, Goal, Stage
from pdcli.portfolio.document import Document
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.progress import progress
from pdcli.portfolio.references import evidence_ids

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class StageSummary:
    """One stage: `status` is final, draft or missing."""

    stage: str
    name: str
    status: str
    date: date | None
    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A growth area (or a goal without one) followed to its result. Every part may be missing."""

    growth_area: str | None
    growth_area_title: str | None
    goal: str | None
    goal_text: str | None
    indicator: str | None
    baseline: str | None
    target: str | None
    measured: str | None
    reached: str | None
    evidence: tuple[str, ...]
    corrections: tuple[str, ...]
    carried_to: str | None


@dataclass(frozen=True, slots=True)
class CycleSummary:
    """One cycle: its stages and its golden thread."""

    name: str
    start: date | None
    end: date | None
    focus: str | None
    previous: str | None
    stages: tuple[StageSummary, ...]
    thread: tuple[ThreadRow, ...]
    lessons: int


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many documents of a kind there are, and how many are final."""

    kind: str
    name: str
    count: int
    final: int


@dataclass(frozen=True, slots=True)
class EvidenceSummary:
    """One line of the register: whether it can be opened, and which documents use it."""

    id: str
    title: str | None
    kind: str | None
    level: str | None
    date: date | None
    why: str | None
    file: str | None
    file_exists: bool | None
    url: str | None
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A teacher's portfolio on one page."""

    path: str
    lang: str
    name: str | None
    school: str | None
    subject: str | None
    category: str | None
    category_name: str | None
    target_category: str | None
    target_category_name: str | None
    theme: str | None
    cycles: tuple[CycleSummary, ...]
    forms: tuple[FormCount, ...]
    evidence: tuple[EvidenceSummary, ...]
    private_documents: int
    private_evidence: int
    unreadable: int


def summarise(portfolio: Portfolio) -> Summary:
    """The summary of one portfolio, in its own language."""
    who = portfolio.who
    open_documents = [item for item in portfolio.documents if not item.is_private]
    return Summary(
        path=portfolio.root.name,
        lang=portfolio.lang,
        name=who.name if who else None,
        school=who.school if who else None,
        subject=who.subject if who else None,
        category=who.category if who else None,
        category_name=_choice(portfolio, "category"),
        target_category=who.target_category if who else None,
        target_category_name=_choice(portfolio, "target_category"),
        theme=who.theme if who else None,
        cycles=tuple(_cycle(portfolio, folder) for folder in portfolio.cycles),
        forms=tuple(_forms(portfolio, open_documents)),
        evidence=tuple(_evidence(portfolio, open_documents)),
        private_documents=len(portfolio.documents) - len(open_documents),
        private_evidence=sum(bool(item.private) for item in portfolio.evidence.values()),
        unreadable=sum(item.form is None for item in portfolio.documents),
    )


COLUMNS = (
    "name", "school", "subject", "category", "target_category", "cycles", "cycles_complete", "goals", "goals_measured",
    "goals_reached", "lesson_analyses", "experience", "research", "evidence",
)  # fmt: skip


def compare(summaries: list[Summary]) -> list[dict[str, Any]]:
    """One row for each portfolio, the same columns for all, in the order of names. No rank, no sum."""
    rows = [_row(item) for item in summaries]
    return sorted(rows, key=lambda row: (str(row["name"] or ""), str(row["school"] or "")))


def to_data(value: Any) -> Any:
    """Anything above as plain data for JSON."""
    if isinstance(value, list):
        return [to_data(item) for item in value]
    plain = {"schema_version": SCHEMA_VERSION, **asdict(value)} if isinstance(value, Summary) else value
    return _dates_as_text(plain)


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    return [_dates_as_text(item) for item in value] if isinstance(value, list | tuple) else value


def _row(item: Summary) -> dict[str, Any]:
    # A goal that serves two growth areas is one goal.
    goals = {(cycle.name, row.goal): row for cycle in item.cycles for row in cycle.thread if row.goal}.values()
    forms = {form.kind: form.count for form in item.forms}
    return {
        "name": item.name,
        "school": item.school,
        "subject": item.subject,
        "category": item.category_name,
        "target_category": item.target_category_name,
        "cycles": len(item.cycles),
        "cycles_complete": sum(all(stage.status == "final" for stage in cycle.stages) for cycle in item.cycles),
        "goals": len(goals),
        "goals_measured": sum(row.measured is not None for row in goals),
        "goals_reached": sum(row.reached == "yes" for row in goals),
        "lesson_analyses": forms.get("lesson-analysis", 0),
        "experience": forms.get("experience-justification", 0) + forms.get("experience-description", 0),
        "research": forms.get("research-plan", 0),
        "evidence": len(item.evidence),
    }


def _cycle(portfolio: Portfolio, folder: CycleFolder) -> CycleSummary:
    cycle = folder.cycle
    return CycleSummary(
        name=folder.name,
        start=folder.start,
        end=folder.end,
        focus=cycle.focus if cycle else None,
        previous=cycle.previous if cycle else None,
        stages=tuple(_stages(portfolio, folder)),
        thread=tuple(_thread(portfolio, folder)),
        lessons=sum(not lesson.is_private for lesson in folder.lessons),
    )


def _stages(portfolio: Portfolio, folder: CycleFolder) -> list[StageSummary]:
    found = []
    for stage in STAGES:
        form, document = portfolio.forms.get(stage), folder.stages.get(stage)
        name = form.title[portfolio.lang] if form else stage
        if document is None:
            found.append(StageSummary(stage, name, "missing", None, 0, 0))
            continue
        answered, total = progress(document)
        day = document.model.date if isinstance(document.model, Stage) else None
        found.append(StageSummary(stage, name, "final" if document.is_final else "draft", day, answered, total))
    return found


def _thread(portfolio: Portfolio, folder: CycleFolder) -> list[ThreadRow]:
    if any(document.is_private for document in folder.stages.values()):
        return []
    areas = folder.reflection.growth_areas if folder.reflection else ()
    goals = folder.design.goals if folder.design else ()
    rows = []
    for area in areas:
        served: list[Goal | None] = [goal for goal in goals if area.id in goal.from_]
        for goal in served or [None]:
            rows.append(_thread_row(portfolio, folder, area.id, area.title, goal))
    known = {area.id for area in areas}
    for goal in goals:
        if not known.intersection(goal.from_):
            rows.append(_thread_row(portfolio, folder, None, None, goal))
    return rows


def _thread_row(portfolio: Portfolio, folder: CycleFolder, area: str | None, title: str | None, goal: Any) -> ThreadRow:
    approbation = folder.approbation
    results = [item for item in approbation.results if goal and item.goal == goal.id] if approbation else []
    result = results[0] if results else None
    corrections = [item for item in approbation.corrections if goal and item.goal == goal.id] if approbation else []
    sources = {f"{folder.name}/{item.id}" for item in corrections} | ({f"{folder.name}/{goal.id}"} if goal else set())
    carried = next(
        (
            later.name
            for later in portfolio.cycles
            if later.cycle and any(row.from_ in sources for row in later.cycle.carried_over)
        ),
        None,
    )
    return ThreadRow(
        growth_area=area,
        growth_area_title=title,
        goal=goal.id if goal else None,
        goal_text=goal.goal if goal else None,
        indicator=goal.indicator if goal else None,
        baseline=goal.baseline if goal else None,
        target=goal.target if goal else None,
        measured=result.measured if result else None,
        reached=result.reached if result else None,
        evidence=tuple(
            item for item in (result.evidence if result else ()) if not _is_private_evidence(portfolio, item)
        ),
        corrections=tuple(item.text or item.id for item in corrections),
        carried_to=carried,
    )


def _forms(portfolio: Portfolio, documents: list[Document]) -> list[FormCount]:
    counts = Counter(item.kind for item in documents if item.form and item.kind)
    finals = Counter(item.kind for item in documents if item.form and item.is_final and item.kind)
    found = []
    for kind in sorted(counts):
        form = portfolio.forms.get(kind)
        if form and kind not in ("portfolio", "evidence", "cycle", *STAGES):
            found.append(FormCount(kind, form.title[portfolio.lang], counts[kind], finals[kind]))
    return found


def _evidence(portfolio: Portfolio, documents: list[Document]) -> list[EvidenceSummary]:
    users: dict[str, list[str]] = {}
    for document in documents:
        for _loc, entry in evidence_ids(document):
            if document.ref not in users.setdefault(entry, []):
                users[entry].append(document.ref)
    found = []
    for entry, row in portfolio.evidence.items():
        if row.private:
            continue
        found.append(
            EvidenceSummary(
                entry, row.title, row.kind, row.level, row.date, row.why, row.file,
                _exists(portfolio.root, row.file), row.url, tuple(users.get(entry, ())),
            )
        )  # fmt: skip
    return found


def _exists(root: Path, name: str | None) -> bool | None:
    if not name:
        return None
    path = root / name
    return path.is_file() and path.resolve().is_relative_to(root)


def _is_private_evidence(portfolio: Portfolio, entry: str) -> bool:
    found = portfolio.evidence.get(entry)
    return bool(found and found.private)


def _choice(portfolio: Portfolio, key: str) -> str | None:
    profile, who = portfolio.profile, portfolio.who
    value = getattr(who, key) if who else None
    if value is None or profile is None or profile.form is None:
        return None
    return profile.form.by_key[key].choice_label(value, portfolio.lang)
