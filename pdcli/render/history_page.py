"""Histories as pages."""

import json
from pathlib import Path

from pdcli.discovery.trust import Trust, own
from pdcli.i18n import current
from pdcli.render.brought import brought_box
from pdcli.render.calendar import draw_calendar
from pdcli.render.history import between, figures, first_day, meaning, notes, problem, remarks
from pdcli.summary.history import History, to_data
from pdcli.vcs.git import printable

FORMATS = ("html", "md", "json")


def render_history(history: History, suffix: str, root: Path, trust: Trust | None = None) -> str:
    """The history of one portfolio, one's own without a `trust`, as a page or as data."""
    if suffix == "json":
        return render_json([history])
    from pdcli.render.pages import fill_template

    return fill_template(
        f"_base/history.{suffix}.j2", trust or own(root), history=history, lang=current(),
        heading=printable(history.name or history.path),
        calendar=draw_calendar({week.monday: week.documents for week in history.weeks}, current()),
        problem=problem(history), figures=figures(history), notes=notes(history), meaning=meaning(),
        between=between, remarks=remarks, first_day=first_day, printable=printable,
        brought=brought_box(history.brought),
    )  # fmt: skip


def render_json(found: list[History]) -> str:
    """Histories as data; a name that is no text is written with escapes."""
    text = json.dumps(to_data(found), ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
