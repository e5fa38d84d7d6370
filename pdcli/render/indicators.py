"""The indicators of table 1 in words, each with what shows it."""

from collections.abc import Sequence
from typing import NamedTuple

from pdcli.discovery.files import CYCLES_FOLDER
from pdcli.guideline.tables import table
from pdcli.i18n import Lang, translations
from pdcli.render.labels import form_name
from pdcli.summary.indicators import IndicatorTrace

# More of them fill a line and say no more.
_REFS = 4


class IndicatorLine(NamedTuple):
    """An indicator, its stage where it is the first one of it, and where the documents show it, or that they do not."""

    stage: str
    label: str
    is_traced: bool
    refs: str


def indicator_lines(traces: Sequence[IndicatorTrace], cycle: str, lang: Lang) -> tuple[IndicatorLine, ...]:
    """A line for each indicator of a cycle, in a language; references into the cycle's own folder are short."""
    _ = translations(lang).gettext
    rows = {row.stage: row for row in table("table-01").rows}
    # Translators: nothing in the documents shows an indicator of table 1.
    none = _("no trace yet")
    return tuple(
        IndicatorLine(
            form_name(item.stage, lang) if item.number == 1 else "",
            rows[item.stage].cells["indicators"][item.number - 1][lang],
            bool(item.refs),
            _first_refs(item.refs, cycle) or none,
        )
        for item in traces
    )


def _first_refs(refs: Sequence[str], cycle: str) -> str:
    """The first references of several."""
    short = [ref.removeprefix(f"{CYCLES_FOLDER}/{cycle}/") for ref in refs[:_REFS]]
    return ", ".join(short) + (", …" if len(refs) > _REFS else "")
