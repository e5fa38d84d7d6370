"""Histories as pages."""

from functools import partial
from pathlib import Path

from pdcli.discovery.trust import Trust, own_trust
from pdcli.i18n import Lang
from pdcli.render.brought import brought_box
from pdcli.render.calendar import draw_calendar
from pdcli.render.formats import Data, Template, template, to_format
from pdcli.render.history import between, day_cell, figures, first_day, meaning, notes, problem, remarks
from pdcli.summary.history import History, history_data
from pdcli.vcs.git import printable


def render_history(history: History, suffix: str, root: Path, lang: Lang, trust: Trust | None = None) -> str | bytes:
    """The history of one portfolio, one's own without a `trust`, in a format."""
    return to_format(
        suffix,
        page=lambda: _page(history, trust or own_trust(root), lang),
        data=lambda: Data(history_data([history])),
    )


def render_histories(histories: list[History], suffix: str) -> str | bytes:
    """Several histories in a format for programs."""
    return to_format(suffix, data=lambda: Data(history_data(histories)))


def _page(history: History, trust: Trust, lang: Lang) -> Template:
    return template(
        "history", trust, lang, history=history,
        heading=printable(history.name or history.path),
        calendar=draw_calendar({week.monday: week.documents for week in history.weeks}, lang),
        problem=problem(history, lang), figures=figures(history, lang), notes=notes(history, lang),
        meaning=meaning(lang), between=partial(between, lang=lang), remarks=partial(remarks, lang=lang),
        first_day=first_day, day=day_cell, printable=printable,
        brought=brought_box(history.brought, lang),
    )  # fmt: skip
