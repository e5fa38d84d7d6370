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
# The title of the box, and the sentences for files that act on the page and for those that do not.
_OF_PORTFOLIO = (
    N_("This portfolio’s own files"),
    N_("This page was made inside the portfolio: there the portfolio’s own files are used."),
    N_("Settings, rule packs and page templates that come with a portfolio are listed but not used."),
)
_OF_SCHOOL = (
    N_("This school’s own files"),
    N_("This page was made inside the school: the school’s own files are used there."),
    N_("Settings, rule packs and page templates that come with a school are listed but not used."),
)
# Enough to tell one file from another when they are compared by eye.
_DIGEST_SIGNS = 12


class BroughtBox(NamedTuple):
    """Whose files they are, a line for each file, and what it means for the page."""

    title: str
    lines: tuple[str, ...]
    note: str


def brought_box(files: Sequence[BroughtFile], lang: Lang, of_school: bool = False) -> BroughtBox | None:
    """The box on a page of a portfolio or of a school; None where nothing is brought."""
    _ = translations(lang).gettext
    if not files:
        return None
    title, acting, idle = (_(text) for text in (_OF_SCHOOL if of_school else _OF_PORTFOLIO))
    notes = [acting] if any(item.acts for item in files) else []
    if any(not item.acts for item in files):
        notes.append(idle)
    return BroughtBox(title, tuple(_line(item, lang) for item in files), " ".join(notes))


def _line(item: BroughtFile, lang: Lang) -> str:
    _ = translations(lang).gettext
    digest = f"SHA-256 {item.sha256[:_DIGEST_SIGNS]}" if item.sha256 else _("a link")
    place = f"{item.portfolio}/{item.path}" if item.portfolio else item.path
    return f"{_(SORTS[Sort(item.sort)])}: {place}, {digest}"
