"""Summaries as pages."""

import json
from pathlib import Path
from typing import Any

from pdcli.render.pages import environment, fill_template
from pdcli.render.values import shown_date
from pdcli.summary.data import COLUMNS, Summary, compare, to_data
from pdcli.words import N_, current
from pdcli.words import gettext as _

FORMATS = ("md", "html", "json")

HEADS = {
    "name": N_("Name"),
    "school": N_("School"),
    "subject": N_("Subject"),
    "category": N_("Category"),
    "target_category": N_("Category aimed at"),
    "cycles": N_("Cycles"),
    "cycles_complete": N_("Complete cycles"),
    "goals": N_("Goals"),
    "goals_measured": N_("Measured"),
    "goals_reached": N_("Reached"),
    "lesson_analyses": N_("Lesson analyses"),
    "experience": N_("Experience"),
    "research": N_("Research"),
    "evidence": N_("Evidence"),
}


def render_summary(summary: Summary, suffix: str, root: Path) -> str:
    """One teacher's page."""
    if suffix == "json":
        return _json(to_data(summary))
    reached = {"yes": _("reached"), "partly": _("partly reached"), "no": _("not reached")}
    status = {"final": _("final"), "draft": _("draft"), "missing": _("missing")}
    return fill_template(
        f"_base/summary.{suffix}.j2", root, summary=summary, reached=reached, status=status, lang=current(),
        day=lambda value: shown_date(value, current()) if value else _("missing"),
    )  # fmt: skip


def render_comparison(summaries: list[Summary], suffix: str) -> str:
    """The comparable table of several portfolios."""
    rows = compare(summaries)
    if suffix == "json":
        return _json({"schema_version": 1, "columns": list(COLUMNS), "rows": to_data(rows)})
    heads = [_(HEADS[key]) for key in COLUMNS]
    cells = [[_("missing") if row[key] is None else row[key] for key in COLUMNS] for row in rows]
    return environment().get_template(f"_base/comparison.{suffix}.j2").render(heads=heads, rows=cells, lang=current())


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
