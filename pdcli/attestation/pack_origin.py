"""Where a rule pack comes from, as it stands beside the name of the pack wherever that is told."""

import re
from datetime import date

from pdcli.guideline.packs import Pack
from pdcli.i18n import N_, ngettext
from pdcli.i18n import gettext as _
from pdcli.portfolio.packs import Origin, PackSource

_ORIGINS = {
    Origin.SHIPPED: N_("comes with pd"),
    Origin.SCHOOL: N_("a pack of the school"),
    Origin.READER: N_("a pack of the reader"),
    Origin.PORTFOLIO: N_("a pack of the portfolio itself"),
}
# Enough to tell one file from another when they are compared by eye.
_DIGEST_SIGNS = 12


def provenance(pack: Pack, source: PackSource, today: date | None = None) -> str:
    """Origin, digest, and the day on which somebody checked that the rules are still these, with its age on a day."""
    return f"{_(_ORIGINS[source.origin])}, SHA-256 {source.digest[:_DIGEST_SIGNS]}, {_checked(pack, today)}"


def without_digest(text: str) -> str:
    """A provenance that does not tell which file the pack is."""
    return re.sub(rf"SHA-256 [0-9a-f]{{{_DIGEST_SIGNS}}}, ", "", text)


def _checked(pack: Pack, today: date | None) -> str:
    if pack.checked_on is None:
        return _("nobody says when it was checked")
    text = _("checked on {day}").format(day=pack.checked_on.isoformat())
    age = (today - pack.checked_on).days if today else 0
    if age < 0:
        # Whoever writes the pack may write any day.
        return text + ", " + _("after the day looked at")
    if age == 0:
        return text
    return text + ", " + ngettext("{count} day ago", "{count} days ago", age).format(count=age)
