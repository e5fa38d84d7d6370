"""The golden thread as pages and as JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pdcli.i18n import Lang
from pdcli.i18n.dates import shown_period
from pdcli.model.json_data import json_data
from pdcli.portfolio.portfolio import Portfolio
from pdcli.render.blocks import Link, evidence_link
from pdcli.render.brought import brought_box
from pdcli.render.formats import Data, Template, template, to_format
from pdcli.render.school_thread_view import served_branches
from pdcli.render.thread_drawing import drawing
from pdcli.render.thread_list import as_html, as_markdown
from pdcli.render.thread_view import issue_counts, lineage_views, private_evidence, tree, why_empty
from pdcli.summary.brought import brought_files
from pdcli.thread.build import Trace
from pdcli.thread.nodes import CycleTrace
from pdcli.thread.school_goals import ServedGoal, served_goals

SCHEMA_VERSION = 2


def render_trace(portfolio: Portfolio, trace: Trace, suffix: str, base: Path, lang: Lang) -> str | bytes:
    """The trace in a format. `base` is the folder that links start from."""
    goals = served_goals(portfolio, trace)
    return to_format(
        suffix, page=lambda: _page(portfolio, trace, goals, base, lang),
        data=lambda: Data(_data(portfolio, trace, goals)),
    )  # fmt: skip


def _data(portfolio: Portfolio, trace: Trace, goals: Sequence[ServedGoal]) -> dict[str, Any]:
    """The whole trace, with the goals of the school that it serves and what the portfolio brings of its own."""
    brought = json_data(brought_files(portfolio.root, portfolio.trust))
    return {
        "schema_version": SCHEMA_VERSION,
        **json_data(trace),
        "school_goals": json_data(tuple(goals)),
        "brought": brought,
    }


def _page(portfolio: Portfolio, trace: Trace, goals: Sequence[ServedGoal], base: Path, lang: Lang) -> Template:
    branches = {cycle.name: tree(cycle, lang, served_branches(goals, cycle.name, lang)) for cycle in trace.cycles}
    return template(
        "trace", portfolio.trust, lang, trace=trace,
        brought=brought_box(brought_files(portfolio.root, portfolio.trust), lang),
        lineages=lineage_views(trace.lineages, lang), evidence=_evidence(portfolio, trace, base, lang),
        private=lambda count: private_evidence(count, lang),
        nothing=lambda cycle: why_empty(cycle, lang),
        draw=lambda cycle: drawing(cycle, lang),
        as_html=lambda cycle: as_html(branches[cycle.name], lang, anchors=True),
        as_markdown=lambda cycle: as_markdown(branches[cycle.name], lang),
        lead=lambda cycle: " · ".join(part for part in (_period(cycle, lang), issue_counts(cycle, lang)) if part),
    )  # fmt: skip


def _period(cycle: CycleTrace, lang: Lang) -> str:
    return shown_period(cycle.start, cycle.end, lang) if cycle.start and cycle.end else ""


def _evidence(portfolio: Portfolio, trace: Trace, base: Path, lang: Lang) -> list[Link]:
    """Every piece of evidence on the way, once, by its number."""
    goals = (goal for lineage in trace.lineages for item in lineage.occurrences for goal in item.goals)
    rows = [*(node.evidence for cycle in trace.cycles for node in cycle.nodes),
            *(stage.evidence for cycle in trace.cycles for stage in cycle.stages),
            *(goal.evidence for goal in goals)]  # fmt: skip
    ids = {item.id for row in rows for item in row}
    return [evidence_link(portfolio, name, base, lang) for name in sorted(ids, key=lambda name: (len(name), name))]
