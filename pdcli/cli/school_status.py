"""pd status in the folder of a school."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.status import dated_lines
from pdcli.discovery.naming import display_path
from pdcli.i18n import Lang, current
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.scaffold.school_status import PlanState, SchoolStatus

# So many show where a step has its trace; the page has more.
_MOST_REFERENCES = 3


def print_status(root: Path) -> int:
    """Print where a school stands in its year, and the next command; the exit code."""
    from rich.text import Text

    from pdcli.portfolio.school import load_school
    from pdcli.scaffold.school_status import school_status
    from pdcli.scaffold.status import documents_with_drafts, rest_drafts

    lang = current()
    folder = load_school(root)
    state = school_status(folder, date.today())
    screen = console.rich_console()
    name = folder.school.name if folder.school else None
    screen.print(Text(" · ".join(filter(None, (name, state.year))), "bold"))
    for text, style in _lines(state, lang):
        screen.print(Text(text, style))
    for document in documents_with_drafts(folder.own):
        text = _("! {path}: an answer you typed has not been saved yet; `pd fill` will offer it again")
        screen.print(Text(text.format(path=display_path(document.path)), "yellow"))
    for file in rest_drafts(folder.own):
        text = _("Text that matched no question is kept in {path}; delete the file if you do not need it.")
        screen.print(Text("! " + text.format(path=display_path(file)), "yellow"))
    screen.print()
    screen.print(Text(state.step.reason.text(lang)))
    screen.print(Text(_("Next: {command}").format(command=state.step.command), "bold"), soft_wrap=True)
    return 0


def _lines(state: "SchoolStatus", lang: Lang) -> Iterator[tuple[str, str]]:
    from pdcli.i18n.numbers import shown_fraction

    if state.typed_year and state.typed_year != state.year:
        text = _("! school.yaml says `school_year: {old}`, but today is in the school year {new}.")
        yield text.format(old=state.typed_year, new=state.year), "yellow"
    if state.plan:
        yield from _plan_lines(state.plan, lang)
    else:
        yield _("Plan of the year: none"), "yellow"
    if state.plan and state.teachers:
        text = _("Plans agreed with teachers: {fraction} (`pd school --show people`)")
        yield text.format(fraction=shown_fraction(len(state.agreed), len(state.teachers), lang)), ""
    yield from dated_lines(state.coming, state.due, lang)
    if state.quarters_without_note:
        numbers = ", ".join(map(str, state.quarters_without_note))
        yield _("Quarters that are over and have no analytical note: {numbers}").format(numbers=numbers), "yellow"
    yield from _roadmap_lines(state, lang)


def _roadmap_lines(state: "SchoolStatus", lang: Lang) -> Iterator[tuple[str, str]]:
    """The steps of the roadmap, each with the references of its trace; one line where all have one."""
    from pdcli.school.roadmap import step_label

    if state.roadmap_next is None:
        yield _("Introducing the model: every step has a trace (`pd school --show roadmap`)"), ""
        return
    yield _("Introducing the model (`pd school --show roadmap`):"), ""
    command: str | None = state.roadmap_next
    for step in state.roadmap:
        label = step_label(step.key, lang)
        if step.year:
            yield f"  ✓ {': '.join(filter(None, (label, ', '.join(step.refs[:_MOST_REFERENCES]))))}", ""
        else:
            missing = _("no trace yet") + (f" – `{command}`" if command else "")
            yield f"  – {label}: {missing}", "yellow" if command else ""
            command = None


def _plan_lines(plan: "PlanState", lang: Lang) -> Iterator[tuple[str, str]]:
    from pdcli.i18n.dates import shown_date

    if plan.approved:
        yield _("Plan of the year: approved on {day}").format(day=shown_date(plan.approved, lang)), ""
    else:
        yield _("Plan of the year: not approved yet"), "yellow"
    # Translators: actions of the school's plan, all and by what became of them.
    text = _("Actions of the plan: {lines}; done {done}, dropped {dropped}, past due {late} (`pd school --show plan`)")
    style = "yellow" if plan.past_due else ""
    yield text.format(lines=plan.lines, done=plan.done, dropped=plan.dropped, late=plan.past_due), style
