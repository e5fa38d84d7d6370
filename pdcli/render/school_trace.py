"""The golden thread of a school as pages and as JSON."""

from typing import Any

from pdcli.i18n import Lang
from pdcli.i18n.dates import shown_school_year
from pdcli.model.json_data import json_data
from pdcli.portfolio.school import SchoolFolder
from pdcli.render.brought import brought_box
from pdcli.render.formats import Data, Template, template, to_format
from pdcli.render.school_thread_drawing import school_drawing
from pdcli.render.school_thread_view import no_thread, school_issue_counts, school_tree
from pdcli.render.thread_list import as_html, as_markdown
from pdcli.summary.brought import brought_files
from pdcli.thread.school import SchoolTrace

SCHEMA_VERSION = 1


def render_school_trace(
    folder: SchoolFolder, trace: SchoolTrace, is_part: bool, suffix: str, lang: Lang
) -> str | bytes:
    """The trace in a format; of a part (`is_part`) with the goals of teachers one by one."""
    return to_format(suffix, page=lambda: _page(folder, trace, is_part, lang), data=lambda: Data(_data(folder, trace)))


def _data(folder: SchoolFolder, trace: SchoolTrace) -> dict[str, Any]:
    """The whole trace, with what the school brings of its own."""
    brought = json_data(brought_files(folder.root, folder.own.trust))
    return {"schema_version": SCHEMA_VERSION, **json_data(trace), "brought": brought}


def _page(folder: SchoolFolder, trace: SchoolTrace, is_part: bool, lang: Lang) -> Template:
    branches = {year.year: school_tree(year, lang, is_part) for year in trace.years}
    return template(
        "school-trace", folder.own.trust, lang, trace=trace,
        brought=brought_box(brought_files(folder.root, folder.own.trust), lang, of_school=True),
        shown_year=shown_school_year, counts=lambda year: school_issue_counts(year, lang),
        nothing=no_thread(lang),
        draw=lambda year: school_drawing(year, lang),
        as_html=lambda year: as_html(branches[year.year], lang),
        as_markdown=lambda year: as_markdown(branches[year.year], lang),
    )  # fmt: skip
