"""Declared and confirmed, in words."""

from collections.abc import Iterable
from functools import cache

from pdcli.portfolio.forms import FormLibrary
from pdcli.render.values import short_date
from pdcli.summary.confirmed import KIND, Confirmed, Signature
from pdcli.words import N_, Lang
from pdcli.words import gettext as _

STANDINGS: dict[Confirmed, str] = {
    "declared": N_("declared"),
    "confirmed": N_("confirmed"),
    "changed": N_("changed since it was confirmed"),
}


def role_name(role: str, lang: Lang) -> str:
    """Who observes and confirms."""
    return _roles(lang).get(role, role)


@cache
def _roles(lang: Lang) -> dict[str, str]:
    form = FormLibrary().get(KIND)
    parts = {part.key: part for part in form.by_key["items"].columns} if form else {}
    return {choice.key: choice.label[lang] for choice in parts["role"].choices} if parts else {}


def shown_signatures(by: Iterable[Signature], lang: Lang) -> str:
    """Who has confirmed it: role, name, day of each."""
    return "; ".join(f"{role_name(one.role, lang)} {one.who}, {short_date(one.date, lang)}" for one in by)


def shown_counts(declared: int, confirmed: int) -> str:
    """Both numbers, apart."""
    return _("declared {declared}, confirmed {confirmed}").format(declared=declared, confirmed=confirmed)
