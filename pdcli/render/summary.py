"""The summary of one teacher as a page or as data."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from pdcli.discovery.trust import Trust, own_trust
from pdcli.i18n import Lang
from pdcli.render.brought import brought_box
from pdcli.render.calendar import draw_calendar
from pdcli.render.first_page import first_page
from pdcli.render.formats import Data, Template, template, to_format
from pdcli.render.history import notes
from pdcli.render.summary_view import anchors, summary_view
from pdcli.render.thread_drawing import drawing
from pdcli.render.thread_list import as_html, as_markdown
from pdcli.render.thread_view import issue_counts, tree, why_empty
from pdcli.summary.build import Summary, summary_data
from pdcli.thread.build import CycleTrace
from pdcli.wording.counts import counts_line
from pdcli.wording.packs import pack_data


class ThreadView(NamedTuple):
    """The golden thread of one cycle: how many breaks, a drawing with a list, and the list as Markdown."""

    counts: str
    html: Markup
    markdown: str


def render_summary(
    summary: Summary, suffix: str, root: Path, base: Path, today: date, lang: Lang, trust: Trust | None = None
) -> str | bytes:
    """One teacher's summary in a format and a language.

    `base` is the folder that links start from, `today` the day by which evidence has expired or not.
    Without a `trust` the portfolio is one's own.
    """
    return to_format(
        suffix,
        page=lambda: _page(summary, root, base, today, trust or own_trust(root), lang),
        data=lambda: Data(_data(summary, lang)),
    )


def _data(summary: Summary, lang: Lang) -> dict[str, Any]:
    data, ready = summary_data(summary), summary.readiness
    return (
        {**data, "readiness": {**data["readiness"], "pack": pack_data(ready.pack, lang, ready.day)}} if ready else data
    )


def _page(summary: Summary, root: Path, base: Path, today: date, trust: Trust, lang: Lang) -> Template:
    view = summary_view(summary, root, base, lang, today)
    calendar = draw_calendar({week.monday: week.documents for week in summary.history.weeks}, lang)
    return template(
        "summary", trust, lang, summary=summary, view=view,
        page=first_page(summary, lang, today),
        calendar=Markup(calendar), threads=[_thread(cycle, lang) for cycle in summary.thread.cycles],
        notes=notes(summary.history, lang), unread=[item.text for item in summary.unread],
        files=counts_line(summary.files.counts, lang), anchors=lambda ids: anchors(ids, summary),
        brought=brought_box(summary.brought, lang),
    )  # fmt: skip


def _thread(cycle: CycleTrace, lang: Lang) -> ThreadView:
    if not cycle.nodes:
        reason = why_empty(cycle, lang)
        look = "note" if cycle.is_private else "open"
        return ThreadView("", Markup('<p class="{}">{}</p>').format(look, reason), reason + "\n")
    branches = tree(cycle, lang)
    html = Markup('<figure class="thread">{}</figure>{}').format(
        drawing(cycle, lang), as_html(branches, lang, anchors=True)
    )
    return ThreadView(issue_counts(cycle, lang), html, as_markdown(branches, lang))
