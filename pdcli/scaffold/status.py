"""The state of a cycle, its deadlines, and the next step."""

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.progress import Loc, progress, unanswered
from pdcli.documents.references import document_refs
from pdcli.i18n.messages import Message, joined, worded
from pdcli.i18n.messages import message as _
from pdcli.model.documents import SCHOOL_PREFIX, STAGES, Stage, is_of_school
from pdcli.model.forms import Form
from pdcli.portfolio.grounds import Grounds
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.portfolio.school_references import row_reference
from pdcli.scaffold.drafts import REST, Drafts, may_have_drafts

SOON = timedelta(days=14)
# Documents that say where a teacher stands before goals are set.
_DIAGNOSES = ("self-assessment", "self-analysis", "diagnostic")


class StageState(NamedTuple):
    """One stage of a cycle; `status` is final, draft, missing, or unread: it exists and cannot be read."""

    form: Form
    document: Document | None
    status: str
    answered: int
    total: int
    date: date | None


class Deadline(NamedTuple):
    """A goal or an action of the plan whose day is near or past."""

    day: date
    what: str
    overdue: bool
    document: Document
    loc: tuple[str | int, ...]


class Step(NamedTuple):
    """The next command, and why."""

    command: str
    reason: Message


def stage_states(portfolio: Portfolio, folder: CycleFolder) -> list[StageState]:
    """The five stages of a cycle, in order."""
    states = []
    for stage in STAGES:
        form = portfolio.forms.get(stage)
        if form is None:
            continue
        document = folder.stages.get(stage)
        if document is None:
            status = "unread" if stage in folder.unread_kinds else "missing"
            states.append(StageState(form, None, status, 0, sum(item.required for item in form.all_fields), None))
            continue
        answered, total = progress(document)
        day = document.model.date if isinstance(document.model, Stage) else None
        states.append(StageState(form, document, "final" if document.is_final else "draft", answered, total, day))
    return states


def open_stage(portfolio: Portfolio) -> str | None:
    """The first stage of the last cycle that is not final."""
    folder = portfolio.cycles[-1] if portfolio.cycles else None
    states = stage_states(portfolio, folder) if folder else []
    return next((state.form.kind for state in states if state.status != "final"), None)


def deadlines(portfolio: Portfolio, today: date) -> list[Deadline]:
    """The deadlines of the last cycle within two weeks, by day; also past ones of goals without a result.

    Actions of the plan that are done or dropped have none.
    """
    if not portfolio.cycles:
        return []
    folder = portfolio.cycles[-1]
    document = folder.stages.get("design")
    approbation = folder.stages.get("approbation")
    if not document or not folder.design or (approbation and approbation.is_final):
        return []
    measured = {item.goal for item in folder.approbation.results} if folder.approbation else set()
    items = []
    for index, goal in enumerate(folder.design.goals):
        if goal.due and goal.id not in measured and goal.due <= today + SOON:
            items.append(
                Deadline(goal.due, f"{goal.id} {goal.goal or ''}", goal.due < today, document, ("goals", index, "due"))
            )
    for index, item in enumerate(folder.design.plan):
        if item.end and item.state == "planned" and today <= item.end <= today + SOON:
            items.append(Deadline(item.end, item.action or "", False, document, ("plan", index, "end")))
    return sorted(items, key=lambda item: item.day)


def lacks_diagnosis(portfolio: Portfolio) -> bool:
    """Whether the first cycle has goals although nothing says where the teacher stands: there is no self-assessment,
    and no self-analysis or diagnostic is named as a source or a method. False where one may be in an unread document.
    """
    folder = portfolio.cycles[0] if len(portfolio.cycles) == 1 else None
    if folder is None or folder.design is None or not any(goal.goal for goal in folder.design.goals):
        return False
    if portfolio.of_kind("self-assessment") or portfolio.is_unread("analysis", "reflection", *_DIAGNOSES):
        return False
    analysis, reflection = folder.analysis, folder.reflection
    if reflection and "competence-self-assessment" in reflection.methods:
        return False
    if analysis and "self-analysis" in analysis.methods:
        return False
    if analysis and any(item.source == "lesson-self-analysis" for item in analysis.findings):
        return False
    if reflection and any(_is_diagnosis(portfolio, ref) for area in reflection.growth_areas for ref in area.from_):
        return False
    return not any(_names_diagnosis(portfolio, item) for item in portfolio.documents)


def _names_diagnosis(portfolio: Portfolio, document: Document) -> bool:
    """Whether a document refers to a self-analysis or a diagnostic, of the teacher or of the school."""
    if document.form is None:
        return False
    return any(_is_diagnosis(portfolio, ref) for _loc, ref in document_refs(document.form, document.data))


def _is_diagnosis(portfolio: Portfolio, ref: str) -> bool:
    """Whether a reference leads to a self-analysis or a diagnostic, or to a conclusion of one."""
    if is_of_school(ref):
        own = portfolio.school.of_kind("diagnostic") if portfolio.school else ()
        names = (row_reference(item, None) for item in own)
        return any(f"{ref}/".startswith(f"{SCHOOL_PREFIX}{name}/") for name in names)
    ground = Grounds(portfolio).of(ref)
    return ground is not None and ground.document.kind in _DIAGNOSES


def documents_with_drafts(portfolio: Portfolio) -> list[Document]:
    """The documents with drafts of answers that are not saved in them yet."""
    if not may_have_drafts(portfolio.root):
        return []
    return [item for item in portfolio.documents if set(Drafts(portfolio.root, item.path).locs()) - {REST}]


def rest_drafts(portfolio: Portfolio) -> list[Path]:
    """The files with texts that were typed in dialogues and answer no question."""
    if not may_have_drafts(portfolio.root):
        return []
    drafts = (Drafts(portfolio.root, item.path).of(REST, "") for item in portfolio.documents)
    return [draft.path for draft in drafts if draft.path]


def next_step(portfolio: Portfolio) -> Step:
    """The one command that brings the portfolio on."""
    if portfolio.unread:
        # A new document in its place would hide the text of the unread one.
        place = portfolio.unread[0].path.relative_to(portfolio.root).as_posix()
        return Step("pd lint", _("{path} cannot be read; first find out why.").format(path=place))
    broken = next((item for item in portfolio.documents if item.diagnostics), None)
    if broken:
        return Step("pd lint", _("{path} has mistakes that must be fixed first.").format(path=broken.ref))
    if portfolio.profile and (open_places := unanswered(portfolio.profile)):
        return Step(f"pd fill {shown_path(portfolio.profile)}", _profile_reason(portfolio.profile, open_places))
    if not portfolio.cycles:
        return Step("pd new-cycle", _("There is no cycle yet."))
    folder = portfolio.cycles[-1]
    if folder.document is None:
        return Step(f"pd new cycle --cycle {folder.name}", _("The cycle has no cycle.yaml."))
    if unanswered(folder.document):
        return Step(f"pd fill {shown_path(folder.document)}", _("The cycle has no focus or period yet."))
    for state in stage_states(portfolio, folder):
        name = worded(state.form.title.__getitem__, state.form.kind)
        if state.document is None:
            return Step(
                f"pd new {state.form.kind} --cycle {folder.name}",
                _("The stage “{stage}” has no document.").format(stage=name),
            )
        if unanswered(state.document):
            return Step(
                f"pd fill {shown_path(state.document)}",
                _("The stage “{stage}” has unanswered questions.").format(stage=name),
            )
        if state.status == "draft":
            return Step(
                f"pd fill --final {shown_path(state.document)}",
                _(
                    "All questions of the stage “{stage}” are answered: read the stage once more and make it final."
                ).format(stage=name),
            )
    return Step("pd new-cycle", _("All five stages are final: the next cycle can begin."))


def _profile_reason(profile: Document, open_places: Sequence[Loc]) -> Message:
    """A sentence that names the open answers of portfolio.yaml."""
    if ("name",) in open_places or profile.form is None:
        return _("The portfolio does not yet say who you are.")
    fields = [field for loc in open_places if (field := profile.form.field_at(loc))]
    labels = joined(_("“{title}”").format(title=worded(field.label.__getitem__, field.key)) for field in fields)
    return _("The portfolio does not say this yet: {labels}.").format(labels=labels)


def shown_path(document: Document) -> str:
    """The path of a document from the current folder, as a command takes it."""
    try:
        path = Path(os.path.relpath(document.path)).as_posix()
    except ValueError:
        # Another drive than the current folder.
        path = document.path.as_posix()
    return f'"{path}"' if " " in path else path
