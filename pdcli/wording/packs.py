"""What a rule pack is and where it comes from, as it is shown wherever the pack is named."""

from datetime import date
from typing import Any

from pdcli.attestation.readiness import PackFacts
from pdcli.i18n import N_, Lang, translations
from pdcli.i18n.dates import shown_date
from pdcli.i18n.numbers import shown_number
from pdcli.i18n.spaces import held_together
from pdcli.model.json_data import json_data
from pdcli.portfolio.packs import Origin

_ORIGINS = {
    Origin.SHIPPED: N_("comes with pd"),
    Origin.SCHOOL: N_("the school’s own pack"),
    Origin.READER: N_("the reader’s own pack"),
    Origin.PORTFOLIO: N_("the portfolio’s own pack"),
}
# Enough to tell one file from another when they are compared by eye.
_DIGEST_SIGNS = 12


def provenance(pack: PackFacts, lang: Lang, day: date | None = None, with_digest: bool = True) -> str:
    """Origin, digest, and the day on which somebody checked that the rules are still these, with its age on a day.

    The digest is left out where it is not known.
    """
    origin = translations(lang).gettext(_ORIGINS[Origin(pack.origin)])
    digest = f"SHA-256 {pack.sha256[:_DIGEST_SIGNS]}" if pack.sha256 and with_digest else ""
    return ", ".join(filter(None, (origin, digest, _checked(pack.checked_on, lang, day))))


def pack_line(pack: PackFacts, lang: Lang, day: date | None = None, with_digest: bool = True) -> str:
    """The title of a pack with its edition and provenance."""
    title, edition = held_together(pack.title), held_together(pack.edition)
    return f"{title} ({edition}; {provenance(pack, lang, day, with_digest)})"


def pack_notice(pack: PackFacts, lang: Lang, day: date | None = None) -> str:
    """The key and line of a pack with the notice that must accompany it."""
    return f"{pack.key}: {pack_line(pack, lang, day)}. {pack.notice}"


def pack_data(pack: PackFacts, lang: Lang, day: date | None) -> dict[str, Any]:
    """The facts of a pack as plain data for JSON, with its provenance in words."""
    return {**json_data(pack), "provenance": provenance(pack, lang, day)}


def _checked(checked_on: date | None, lang: Lang, day: date | None) -> str:
    words = translations(lang)
    _, ngettext = words.gettext, words.ngettext
    if checked_on is None:
        return _("the date of the check is not stated")
    text = _("checked on {day}").format(day=shown_date(checked_on, lang))
    age = (day - checked_on).days if day else 0
    if age < 0:
        # Whoever writes the pack may write any day.
        return text + ", " + _("later than the day used for this calculation")
    if age == 0:
        return text
    return text + ", " + ngettext("{count} day ago", "{count} days ago", age).format(count=shown_number(age, lang))
