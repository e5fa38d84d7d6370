"""pd status"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli import i18n
from pdcli.cli import console
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, Lang
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

if TYPE_CHECKING:
    from pdcli.scaffold.at_school import Coming, DueDecision, SchoolNow

HELP = N_(
    "Show the stages of the last cycle, what is answered, what is due, and the command to run "
    "next; in the folder of a school, show its plan of the year, what comes next and what is due."
)
EXAMPLES = (
    ("pd status", N_("Which stage the last cycle has reached.")),
    ("pd status --all", N_("All cycles.")),
    ("pd status --verbose", N_("Which indicators of a stage have a trace.")),
)


def status(
    every: Annotated[bool, typer.Option("--all", help=N_("All cycles, not only the last one."))] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help=N_("The indicators of table 1, too: what shows them in the documents."))
    ] = False,
) -> int:
    """Print the state of the cycles, deadlines, drafts and the next step."""
    from pdcli.discovery.files import find_root, find_school, real_path

    school = find_school(real_path(Path.cwd())) if find_root(Path.cwd()) is None else None
    if school:
        if every:
            raise UserError(_("--all is for a portfolio: a school has no cycles of its own to list."))
        if verbose:
            raise UserError(_("--verbose is for a portfolio: the indicators of a school are shown by `pd school`."))
        from pdcli.cli.school_status import print_status

        return print_status(school)
    from rich.table import Table
    from rich.text import Text

    from pdcli.i18n.dates import short_date, short_period, shown_date, shown_school_year
    from pdcli.i18n.numbers import shown_fraction
    from pdcli.model.school_year import school_year
    from pdcli.portfolio.routes import latest_routes
    from pdcli.render.indicators import indicator_lines
    from pdcli.render.support import support_lines
    from pdcli.scaffold.at_school import school_now
    from pdcli.scaffold.expectation import expectation
    from pdcli.scaffold.status import (
        deadlines,
        documents_with_drafts,
        lacks_diagnosis,
        next_step,
        open_stage,
        rest_drafts,
        stage_states,
    )
    from pdcli.summary.at_school import at_school
    from pdcli.summary.indicators import indicator_traces
    from pdcli.summary.support import confirmed_support, stated_support

    portfolio = open_portfolio(Path.cwd())
    lang = i18n.current()
    screen = console.rich_console()
    who = portfolio.who
    names = [str(part) for part in (who and who.name, who and who.school) if part]
    if names:
        screen.print(Text(" · ".join(names), "bold"))
    cycles = portfolio.cycles if every else portfolio.cycles[-1:]
    for folder in cycles:
        period = short_period(folder.start, folder.end) or _("its period is not stated")
        table = Table(
            title=Text(_("Cycle {name}: {period}").format(name=folder.name, period=period)), title_justify="left"
        )
        # Translators: answered questions of a document, of all.
        for head in ("№", _("Stage"), _("Answered"), _("State"), _("Date")):
            table.add_column(head)
        for number, state in enumerate(stage_states(portfolio, folder), 1):
            marks = {"final": _("final"), "draft": _("draft"), "unread": _("not read")}
            mark = marks.get(state.status, _("no file"))
            style = {"final": "green", "draft": "yellow"}.get(state.status, "red")
            table.add_row(
                str(number), state.form.title[lang], shown_fraction(state.answered, state.total, lang),
                Text(mark, style), short_date(state.date) if state.date else "–",
            )  # fmt: skip
        screen.print(table)
        if folder.lessons:
            screen.print(
                Text(
                    i18n.ngettext("{count} lesson analysis", "{count} lesson analyses", len(folder.lessons)).format(
                        count=len(folder.lessons)
                    )
                )
            )
        if verbose:
            screen.print(Text(_("Indicators of table 1: what shows them in the documents")))
            for indicator in indicator_lines(indicator_traces(portfolio, folder), folder.name, lang):
                if indicator.stage:
                    screen.print(Text(f"  {indicator.stage}", "bold"))
                console.wrapped("    – ", f"{indicator.label}: {indicator.refs}", "" if indicator.is_traced else "dim")
    today = date.today()
    for route in latest_routes(portfolio, school_year(today)):
        # Translators: a route as a living plan: how many of its rows are done, and how many have an answer.
        text = _("{title}: rows done {fraction}, filled in {count}")
        if route.school_year != school_year(today):
            text = _("{title} (school year {year}): rows done {fraction}, filled in {count}")
        fraction = shown_fraction(route.rows.done, route.rows.total, lang)
        screen.print(
            Text(
                text.format(
                    title=route.document.title_for(lang),
                    year=shown_school_year(route.school_year),
                    fraction=fraction,
                    count=route.rows.filled,
                )
            )
        )
    for item in deadlines(portfolio, today):
        place = f"{display_path(item.document.path)}:{portfolio.line(item.document, *item.loc)}"
        text = _("Overdue since {day}: {what}") if item.overdue else _("Due on {day}: {what}")
        line = text.format(day=shown_date(item.day, lang), what=item.what)
        screen.print(Text(f"! {line} ({place})", "red" if item.overdue else "yellow"))
    now = school_now(portfolio, today)
    for text, style in _school_lines(now, lang) if now else ():
        screen.print(Text(text, style))
    if portfolio.cycles:
        last, part = portfolio.cycles[-1], at_school(portfolio, lang, today)
        for text in support_lines(stated_support(last), confirmed_support(part, last), lang):
            screen.print(Text(text), soft_wrap=True)
    for document in documents_with_drafts(portfolio):
        text = _("! {path}: an answer you typed has not been saved yet; `pd fill` will offer it again")
        screen.print(Text(text.format(path=display_path(document.path)), "yellow"))
    for file in rest_drafts(portfolio):
        text = _("Text that matched no question is kept in {path}; delete the file if you do not need it.")
        screen.print(Text("! " + text.format(path=display_path(file)), "yellow"))
    step = next_step(portfolio)
    screen.print()
    stage = open_stage(portfolio)
    if stage and (text := expectation(portfolio, stage, lang)):
        screen.print(Text(text, "dim"))
    if lacks_diagnosis(portfolio):
        text = _(
            "A diagnosis (sub-stage 5.1) is where a cycle starts, and there is none yet: `pd new self-assessment`."
        )
        screen.print(Text(text, "dim"), soft_wrap=True)
    screen.print(Text(step.reason.text(i18n.current())))
    screen.print(Text(_("Next: {command}").format(command=step.command), "bold"), soft_wrap=True)
    return 0


def _school_lines(now: "SchoolNow", lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield (text, style) of what the school's documents say to the teacher."""
    from pdcli.i18n.dates import shown_date
    from pdcli.render.labels import choice_name

    for helper in now.helpers:
        if helper.group:
            yield _("Tutor: {name} ({group})").format(name=helper.name, group=helper.group), ""
        else:
            level = choice_name("school", "mentors", "level", helper.level, lang)
            yield _("Mentor: {name} ({level})").format(name=helper.name, level=level), ""
    if now.is_plan_open:
        yield _("! The school has not agreed your plan for this school year yet."), "yellow"
    yield from dated_lines(now.coming, now.decisions, lang)
    if now.last_visit and now.last_visit.item.date:
        # Translators: a lesson of the teacher was visited by the administration; only the teacher is shown this.
        text = _("Lesson visited on {day}, next step: {step}")
        yield text.format(day=shown_date(now.last_visit.item.date, lang), step=now.last_visit.item.step), ""


def dated_lines(
    coming: "Sequence[Coming]", decisions: "Sequence[DueDecision]", lang: Lang
) -> Iterator[tuple[str, str]]:
    """Yield (text, style) of what is next in a school, and of decisions that are due."""
    from pdcli.i18n.dates import shown_date

    texts = {
        "meeting": _("Next meeting: {day}, {what} ({ref})"),
        "event": _("Next event: {day}, {what} ({ref})"),
        "line": _("Next in the school’s plan: {day}, {what} ({ref})"),
    }
    for item in coming:
        yield texts[item.kind].format(day=shown_date(item.day, lang), what=item.what, ref=item.ref), ""
    for decision in decisions:
        text = _("Decision overdue since {day}: {what}") if decision.overdue else _("Decision due on {day}: {what}")
        line = text.format(day=shown_date(decision.day, lang), what=decision.what)
        yield f"! {line} ({decision.ref})", "red" if decision.overdue else "yellow"
