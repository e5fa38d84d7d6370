"""Declared and confirmed, in words."""

from collections.abc import Iterable
from functools import cache

from pdcli.attestation.confirmations import KIND, ConfirmationState, Signature, Standing
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import N_, Lang, translations
from pdcli.i18n.dates import short_date, shown_date

STANDINGS: dict[ConfirmationState, str] = {
    # Translators: by the teacher alone; nobody confirms it.
    "declared": N_("declared"),
    "confirmed": N_("confirmed"),
    "changed": N_("changed since it was confirmed"),
    "cleaned": N_("a cleaned copy of a confirmed file, as the packet says"),
}


def role_name(role: str, lang: Lang) -> str:
    """Who observes and confirms."""
    return _roles(lang).get(role, role)


@cache
def _roles(lang: Lang) -> dict[str, str]:
    form = FormLibrary().get(KIND)
    parts = {part.key: part for part in form.by_key["items"].columns} if form else {}
    return {choice.key: choice.label[lang] for choice in parts["role"].choices} if parts else {}


def shown_signatures(by: Iterable[Signature], lang: Lang, in_table: bool = False) -> str:
    """Who has confirmed it: role, name, day of each."""
    return "; ".join(
        f"{role_name(one.role, lang)} {one.who}, {short_date(one.date) if in_table else shown_date(one.date, lang)}"
        for one in by
    )


def shown_standing(standing: Standing, lang: Lang, in_table: bool = False) -> str:
    """Declared, or confirmed by whom and when; apart from that what only the packet says."""
    _ = translations(lang).gettext
    by, word = shown_signatures(standing.by, lang, in_table), _(STANDINGS[standing.state])
    text = f"{word} ({by})" if by else word
    if standing.claimed:
        sentence = _("not checked; according to the packet, confirmed by {by}")
        text += "; " + sentence.format(by=shown_signatures(standing.claimed, lang, in_table))
    return text


def claimed_line(evidence: int, portfolios: int, lang: Lang) -> str:
    """What of many portfolios only the packets say that they came in; empty where they say nothing."""
    _ = translations(lang).gettext
    if not evidence:
        return ""
    text = _(
        "The packets contain confirmations unknown to the committee (evidence: {evidence}, "
        "portfolios: {portfolios}). Whoever made a packet may have written them: they are not "
        "checked and not counted."
    )
    return text.format(evidence=evidence, portfolios=portfolios)


def shown_counts(declared: int, confirmed: int, claimed: int, lang: Lang) -> str:
    """The numbers, each apart."""
    _ = translations(lang).gettext
    # Translators: counts of evidence.
    text = _("declared {declared}, confirmed {confirmed}").format(declared=declared, confirmed=confirmed)
    return (
        text + ", " + _("according to the packet only, not checked: {count}").format(count=claimed) if claimed else text
    )
