"""The next cycle: its five stage files, and what is carried over from the last one."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pdcli.diagnostics import shortened
from pdcli.discovery.files import CYCLES_FOLDER
from pdcli.documents.document import Document
from pdcli.errors import UserError
from pdcli.i18n import N_, translate
from pdcli.i18n.messages import Message, joined, worded
from pdcli.i18n.messages import message as _
from pdcli.model.documents import STAGES, CarriedOver
from pdcli.model.school_year import as_school_year, school_year, year_before
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.scaffold.document import new_document
from pdcli.scaffold.expectation import expectation
from pdcli.scaffold.files import Planned
from pdcli.scaffold.portfolio import schema_path
from pdcli.thread.carryover import carryable_texts, last_results, unaddressed

# Characters of each item in the note of a new reflection.
_MAX_ITEM = 120
_CARRIED = N_("If a growth area continues the work of an earlier cycle, name that work in its `from`:")
_IMPROVEMENT = N_("The improvement that the card of the last year names for this one:")
_NAME = re.compile(r"(\d{4})-(\d{4})-(\d+)")


def plan_cycle(
    portfolio: Portfolio,
    today: date,
    start: date | None = None,
    end: date | None = None,
    unfinished: bool = False,
) -> list[Planned]:
    """The files of the next cycle.

    Raises UserError while the last one is unfinished, naming what is missing, or has a document that cannot be read.
    """
    last = portfolio.cycles[-1] if portfolio.cycles else None
    if last:
        _refuse_unread(portfolio, last)
    if last and not unfinished:
        _refuse_unfinished(portfolio, last)
    start = start or _start_after(last, today)
    end = end or _end_of_half(start)
    if end < start:
        raise UserError(_("The end ({end}) is before the start ({start}).").format(end=end, start=start))
    name = _next_name(portfolio, start)
    folder = portfolio.root / CYCLES_FOLDER / name
    carried = carried_over(portfolio.cycles)
    facts: dict[str, Any] = {"period": {"start": start.isoformat(), "end": end.isoformat()}}
    if last:
        facts["previous"] = last.name
        facts["carried_over"] = [{"from": row.from_, "text": row.text} for row in carried]
        facts["focus"] = last.approbation.next_focus if last.approbation else None
    is_first = name.endswith("-1")
    step = improvement(portfolio, year_before(school_year(start))) if is_first else ""
    return [
        _planned(portfolio, "cycle", folder / "cycle.yaml", facts),
        *(
            _planned(portfolio, stage, _stage_path(portfolio, stage, name), {}, carried, step)
            for stage in STAGES
        ),
    ]  # fmt: skip


def carried_over(cycles: Sequence[CycleFolder]) -> list[CarriedOver]:
    """Corrections and unmet goals of the last cycle, and what it carried over itself and did not address.

    Each has a reference back to the cycle that it comes from.
    """
    if not cycles:
        return []
    last = cycles[-1]
    approbation = last.approbation
    rows = [_row(f"{last.name}/{item.id}", item.text) for item in (approbation.corrections if approbation else ())]
    reached = {goal for goal, row in last_results(last).items() if row.reached == "yes"}
    for goal in last.design.goals if last.design else ():
        if goal.id not in reached:
            rows.append(_row(f"{last.name}/{goal.id}", goal.goal))
    carried = {row.from_: row.text for row in (last.cycle.carried_over if last.cycle else ())}
    texts = {ref: text for folder in cycles for ref, text in carryable_texts(folder).items()}
    return rows + [_row(ref, carried.get(ref) or texts.get(ref)) for ref in unaddressed(last)]


def _row(ref: str, text: str | None) -> CarriedOver:
    return CarriedOver(from_=ref, text=text or "")


def improvement(portfolio: Portfolio, year: str) -> str:
    """The ref of the last public card of a school year and the improvement that it names for the next one; empty where
    there is none.
    """
    cards = [
        item for item in portfolio.of_kind("year-reflection")
        if not item.is_private and _card_year(item) == year and str(item.data.get("september_step") or "").strip()
    ]  # fmt: skip
    if not cards:
        return ""
    card = max(cards, key=lambda item: (str(item.data.get("date") or ""), item.ref))
    return f"{card.ref} – {_comment_text(str(card.data['september_step']))}"


def _card_year(card: Document) -> str | None:
    typed = as_school_year(str(card.data.get("school_year") or ""))
    return typed or (school_year(card.day) if card.day else None)


def note(portfolio: Portfolio, kind: str, carried: Iterable[CarriedOver], step: str = "") -> str:
    """The note at the top of a new document: what is expected, the improvement of the year card, and in a reflection
    the items to continue.
    """
    lines = [expectation(portfolio, kind, portfolio.lang)]
    rows = [_comment_text(" – ".join(filter(None, (row.from_, row.text)))) for row in carried if row.from_]
    if kind in ("action", "reflection") and step:
        lines += [translate(_IMPROVEMENT, portfolio.lang), step]
    if kind == "reflection" and rows:
        lines += [translate(_CARRIED, portfolio.lang), *rows]
    return "\n".join(lines)


def _comment_text(text: str) -> str:
    """The teacher's text in one short line, without characters that a comment cannot contain."""
    return shortened("".join(char for char in " ".join(text.split()) if char.isprintable()), _MAX_ITEM)


def _refuse_unread(portfolio: Portfolio, last: CycleFolder) -> None:
    """Raise UserError where an unread document of the cycle may have items to carry over."""
    lines = [
        _("{path} cannot be read as a document; `pd lint` shows why.").format(path=f"{last.name}/{item.path.name}")
        for item in portfolio.unread
        if item.path.parent == last.path
    ]
    if lines and not last.unread_kinds.isdisjoint(("cycle", *STAGES)):
        raise UserError(*lines)


def _refuse_unfinished(portfolio: Portfolio, last: CycleFolder) -> None:
    """Raise UserError with the names of the stages that are not final."""
    open_stages = [stage for stage in STAGES if stage not in last.stages or not last.stages[stage].is_final]
    if not open_stages:
        return
    names: list[Message | str] = []
    for stage in open_stages:
        form = portfolio.forms.get(stage)
        names.append(_("“{title}”").format(title=worded(form.title.__getitem__, form.kind)) if form else stage)
    message = _("The cycle {cycle} is not finished. Not final yet: {stages}.").format(
        cycle=last.name, stages=joined(names)
    )
    hint = _("`pd status` shows the next step. To open a new cycle all the same: `pd new-cycle --unfinished`.")
    raise UserError(message, hint)


def _start_after(last: CycleFolder | None, today: date) -> date:
    if last and last.end and last.end >= today:
        return last.end + timedelta(days=1)
    return today


def _end_of_half(start: date) -> date:
    """The end of the half-year: before New Year, or before summer."""
    if start.month >= 8:
        return date(start.year, 12, 31)
    return date(start.year, 5, 31) if start.month <= 4 else date(start.year, 12, 31)


def _next_name(portfolio: Portfolio, start: date) -> str:
    year = school_year(start)
    numbers = [int(match[3]) for folder in portfolio.cycles if (match := _NAME.fullmatch(folder.name))
               and folder.name.startswith(year)]  # fmt: skip
    return f"{year}-{max(numbers, default=0) + 1}"


def _stage_path(portfolio: Portfolio, stage: str, cycle: str) -> Path:
    form = portfolio.forms.require(stage)
    return portfolio.root / (form.place.format(cycle=cycle) + f".{form.format}")


def _planned(
    portfolio: Portfolio, kind: str, path: Path, facts: dict[str, Any], carried: Iterable[CarriedOver] = (),
    step: str = "",
) -> Planned:  # fmt: skip
    form = portfolio.forms.require(kind)
    schema = schema_path(portfolio.root, path, kind)
    return Planned(path, new_document(form, portfolio.lang, facts, schema, note(portfolio, kind, carried, step)))
