"""Readiness as pages."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pdcli.attestation.countable import EvidenceItemView
from pdcli.attestation.criteria import CriterionState, State
from pdcli.attestation.readiness import Expiry, PaperState, Readiness, to_data
from pdcli.i18n import N_, NP_, Lang, translations
from pdcli.i18n.dates import short_date, shown_date
from pdcli.i18n.lists import and_list
from pdcli.i18n.numbers import OUT_OF, shown_number, shown_share
from pdcli.i18n.spaces import held_together
from pdcli.portfolio.portfolio import Portfolio
from pdcli.render.confirmed import role_name, shown_counts
from pdcli.render.confirmed import shown_standing as standing_words
from pdcli.render.formats import Data, Template, template, to_format
from pdcli.summary.files import unread_files, with_files
from pdcli.wording.counts import counts_line
from pdcli.wording.packs import pack_data, pack_line

# Enough to tell one file from another when they are compared by eye.
_DIGEST_SIGNS = 12
STATES: dict[State, str] = {
    "present": N_("evidence present"),
    "partly": NP_("criterion", "partly"),
    "missing": NP_("criterion", "missing"),
    # Translators: a criterion that the category does not require.
    "not-asked": N_("not required"),
}


def render_readiness(value: Readiness, suffix: str, portfolio: Portfolio, base: Path, lang: Lang) -> str | bytes:
    """The readiness of one portfolio in a format; links to evidence start from the folder `base`."""
    return to_format(
        suffix,
        page=lambda: _page(value, portfolio, base, lang),
        data=lambda: Data(
            with_files({**to_data(value), "pack": pack_data(value.pack, lang, value.day)}, portfolio, lang)
        ),
    )


def _page(value: Readiness, portfolio: Portfolio, base: Path, lang: Lang) -> Template:
    # The terminal needs the words of this module, but nothing that only a page has.
    from pdcli.render.blocks import evidence_link
    from pdcli.render.brought import brought_box
    from pdcli.summary.brought import brought_files

    _ = translations(lang).gettext
    return template(
        "readiness", portfolio.trust, lang, readiness=value, pack=pack_line(value.pack, lang, value.day),
        unread=[item.text for item in unread_files(portfolio, lang)], files=counts_line(portfolio.ledger.counts, lang),
        states={key: _(text) for key, text in STATES.items()}, points=partial(shown_points, lang=lang),
        number=partial(shown_figure, lang=lang), left=partial(days_left, lang=lang),
        aim=shown_aim(value, lang), filing=shown_filing(value, lang), counted=shown_criteria_counts(value, lang),
        total=shown_total(value, lang),
        paper_state=partial(shown_paper_state, lang=lang),
        standing=partial(shown_standing, lang=lang), counts=partial(shown_confirmation, lang=lang),
        confirmed_points=partial(shown_confirmed_points, lang=lang),
        confirmers=partial(shown_confirmers, lang=lang), confirmed=shown_sources(value, lang),
        pieces=partial(shown_pieces, lang=lang),
        day=lambda day: shown_date(day, lang), short_day=short_date,
        link=lambda entry: evidence_link(portfolio, entry, base, lang),
        brought=brought_box(brought_files(portfolio.root, portfolio.trust), lang),
    )  # fmt: skip


def shown_aim(value: Readiness, lang: Lang) -> str:
    """From the present category to the one looked at; who looks at the present one confirms it."""
    _ = translations(lang).gettext
    if value.present_category == value.category:
        return _("{category} (confirmation of the category)").format(category=value.category_name)
    return " → ".join(name for name in (value.present_category_name, value.category_name) if name)


def shown_filing(value: Readiness, lang: Lang) -> list[tuple[str, str]]:
    """Where to apply and which commission considers the papers, each with its clause."""
    _ = translations(lang).gettext
    rules = ((_("Where to apply"), value.submission), (_("Considered by"), value.commission))
    return [(name, held_together(f"{item.said} ({item.clause})")) for name, item in rules if item]


def shown_figure(value: float | None, lang: Lang) -> str:
    """A number as a reader sees it; a dash where there is none."""
    return "–" if value is None else shown_number(round(value, 2), lang)


def shown_points(item: CriterionState, lang: Lang) -> str:
    """Points beside those asked; empty where the pack gives none."""
    if item.asked is None:
        return ""
    # Points that are not asked stand alone.
    return shown_figure(item.points, lang) + (f"{OUT_OF}{shown_figure(item.asked, lang)}" if item.asked else "")


def shown_criteria_counts(value: Readiness, lang: Lang) -> str:
    """How many criteria that are asked have evidence, and how many have it confirmed."""
    _ = translations(lang).gettext
    return " ".join(
        (
            _("Required criteria with evidence: {share}.").format(share=shown_share(value.complete, value.of, lang)),
            _("Confirmed by a second person: {share}.").format(share=shown_share(value.confirmed, value.of, lang)),
        )
    )


def shown_total(value: Readiness, lang: Lang) -> tuple[str, str]:
    """The sum beside the one asked, and the sum of what is confirmed; while a criterion is open, which ones are."""
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    if value.asked_total is None:
        return "", ""
    if value.total is None:
        text = ngettext("not summed: {criteria} is not met", "not summed: {criteria} are not met", len(value.missing))
        return text.format(criteria=and_list(value.missing, lang)), ""
    required = shown_figure(value.asked_total.points, lang)
    required += f" ({shown_figure(value.asked_total.most, lang)})" if value.asked_total.most else ""
    if value.total.confirmed is not None:
        confirmed = _("confirmed: {points}").format(points=shown_figure(value.total.confirmed, lang))
    else:
        text = ngettext(
            "the confirmed points are not summed: {criteria} is not confirmed",
            "the confirmed points are not summed: {criteria} are not confirmed",
            len(value.unconfirmed),
        )
        confirmed = text.format(criteria=and_list(value.unconfirmed, lang))
    return f"{shown_figure(value.total.points, lang)}{OUT_OF}{required}", confirmed


def shown_sums(value: Readiness, lang: Lang) -> str:
    """The sum of all criteria as a sentence without its full stop; empty where the pack asks for none."""
    _ = translations(lang).gettext
    total, confirmed = shown_total(value, lang)
    if not total:
        return ""
    if value.total is None:
        text = translations(lang).ngettext(
            "Points are not summed: {criteria} is not met",
            "Points are not summed: {criteria} are not met",
            len(value.missing),
        )
        return text.format(criteria=and_list(value.missing, lang))
    return _("Points: {sums}").format(sums="; ".join(filter(None, (total, confirmed))))


def shown_paper_state(paper: PaperState, lang: Lang) -> str:
    """Whether a paper of the official list is there; of one that not all need, when it is required."""
    _ = translations(lang).gettext
    if paper.state == "not-asked" and paper.only_if:
        # Translators: the condition under which a paper is required, such as `only if …`.
        return _("required {condition}").format(condition=paper.only_if)
    return _(STATES[paper.state])


def shown_standing(piece: EvidenceItemView, lang: Lang) -> str:
    """Declared, or confirmed by whom and when."""
    return standing_words(piece.standing, lang)


def shown_confirmation(item: CriterionState, lang: Lang) -> str:
    """How many pieces of evidence count, and how many of them are confirmed; empty where there is none."""
    counts = item.confirmation
    return shown_counts(counts.declared, counts.confirmed, counts.claimed, lang) if counts.declared else ""


def shown_pieces(pieces: Sequence[EvidenceItemView], lang: Lang) -> str:
    """How many pieces of evidence count, and how many of them are confirmed."""
    countable = [piece for piece in pieces if not piece.lacks]
    return shown_counts(
        len(countable),
        sum(piece.standing.state == "confirmed" for piece in countable),
        sum(bool(piece.standing.claimed) for piece in countable),
        lang,
    )


def shown_confirmed_points(item: CriterionState, lang: Lang) -> str:
    """Points of what is confirmed; empty where nothing is declared either."""
    _ = translations(lang).gettext
    if item.asked is None or item.points is None:
        return ""
    return _("confirmed: {points}").format(points=shown_figure(item.confirmation.points or 0, lang))


def shown_confirmers(item: CriterionState, lang: Lang) -> list[str]:
    """Who must confirm the evidence, where the rules say so, and who has not yet."""
    _ = translations(lang).gettext
    rule = item.confirmation
    if not rule.roles:
        return []
    text = _("to be confirmed by: {roles}").format(roles=", ".join(role_name(role, lang) for role in rule.roles))
    if rule.each:
        each = and_list([role_name(role, lang) for role in rule.each], lang)
        text += "; " + _("including each of: {roles}").format(roles=each)
    lines = [f"{text} ({rule.clause})"]
    if rule.open_roles and rule.declared:
        roles = and_list([role_name(role, lang) for role in rule.open_roles], lang)
        lines.append(_("not confirmed yet by: {roles}").format(roles=roles))
    return lines


def shown_sources(value: Readiness, lang: Lang) -> list[str]:
    """What of the register is confirmed, and by which files."""
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    counts = value.evidence
    text = shown_counts(counts.declared, counts.confirmed, counts.claimed, lang)
    lines = [_("Evidence in the register: {counts}.").format(counts=text)]
    if counts.changed:
        lines.append(
            ngettext(
                "Changed since confirmation: {count}.", "Changed since confirmation: {count}.",
                counts.changed,
            ).format(count=counts.changed)
        )  # fmt: skip
    if counts.cleaned:
        lines.append(
            ngettext(
                (
                    "{count} piece of evidence is a cleaned copy of a confirmed file, according to the packet; "
                    "it is not counted as confirmed."
                ),
                (
                    "{count} pieces of evidence are cleaned copies of confirmed files, according to the packet; "
                    "they are not counted as confirmed."
                ),
                counts.cleaned,
            ).format(count=counts.cleaned)
        )
    lines += [
        _("Confirmations: {file}, rows about this portfolio: {count}.").format(file=file.file, count=file.rows)
        for file in value.confirmations
    ]
    for file in value.confirmations_not_counted:
        text = _("The school’s {file} is not yours and is not counted; to include it, add `--confirmations {file}`.")
        lines.append(text.format(file=file))
    for packed in value.confirmations_packed:
        text = _(
            "{file} came in the packet (rows: {count}, SHA-256 {digest}). Whoever made the packet may "
            "have written it: it is not checked and not counted. Ask the school for its own file and add "
            "it with --confirmations."
        )
        lines.append(text.format(file=packed.file, count=packed.rows, digest=packed.sha256[:_DIGEST_SIGNS] or "–"))
    if not value.confirmations and not value.confirmations_not_counted:
        lines.append(_("No confirmations.yaml of a school or an observer is known here: everything is only declared."))
    if value.own_confirmations:
        lines.append(
            ngettext(
                "The portfolio’s own confirmations.yaml confirms nothing ({count} row).",
                "The portfolio’s own confirmations.yaml confirms nothing ({count} rows).",
                value.own_confirmations,
            ).format(count=value.own_confirmations)
        )
    return lines


def days_left(item: Expiry, lang: Lang) -> str:
    """How long something is still valid, or since when it is not."""
    ngettext = translations(lang).ngettext
    count = abs(item.days_left)
    count_text = shown_number(count, lang)
    if item.days_left < 0:
        return ngettext("the date passed {count} day ago", "the date passed {count} days ago", count).format(
            count=count_text
        )
    return ngettext("{count} day left", "{count} days left", count).format(count=count_text)
