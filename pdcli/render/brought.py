"""The box that says what a portfolio brings of its own."""

from collections.abc import Sequence
from typing import NamedTuple

from pdcli.discovery.brought import Sort
from pdcli.i18n import N_, Lang, translations
from pdcli.summary.brought import BroughtFile

SORTS = {
    Sort.SETTINGS: N_("settings"),
    Sort.BASELINE: N_("known findings"),
    Sort.PACK: N_("rule pack"),
    Sort.FORM: N_("form"),
    Sort.TEMPLATE: N_("page template"),
}
# Enough to tell one file from another when they are compared by eye.
_DIGEST_SIGNS = 12


class BroughtBox(NamedTuple):
    """A line for each file, and what it means for the page."""

    lines: tuple[str, ...]
    note: str


def brought_box(files: Sequence[BroughtFile], lang: Lang) -> BroughtBox | None:
    """The box; None where nothing is brought."""
    _ = translations(lang).gettext
    if not files:
        return None
    notes = []
    if any(item.acts for item in files):
        notes.append(_("This page was made inside the portfolio: there the portfolio’s own files are used."))
    if any(not item.acts for item in files):
        notes.append(_("Settings, rule packs and page templates that come with a portfolio are listed but not used."))
    return BroughtBox(tuple(_line(item, lang) for item in files), " ".join(notes))


def _line(item: BroughtFile, lang: Lang) -> str:
    _ = translations(lang).gettext
    digest = f"SHA-256 {item.sha256[:_DIGEST_SIGNS]}" if item.sha256 else _("a link")
    place = f"{item.portfolio}/{item.path}" if item.portfolio else item.path
    return f"{_(SORTS[Sort(item.sort)])}: {place}, {digest}"
