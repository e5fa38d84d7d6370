"""Readiness as pages."""

import json
from pathlib import Path

from pdcli.portfolio.counts import counts_line
from pdcli.portfolio.portfolio import Portfolio
from pdcli.render.blocks import evidence_link
from pdcli.render.pages import fill_template
from pdcli.render.values import shown_date
from pdcli.summary.criteria import CriterionState, State
from pdcli.summary.files import unread_files, with_files
from pdcli.summary.readiness import Expiry, Readiness, to_data
from pdcli.words import N_, current, ngettext
from pdcli.words import gettext as _
from pdcli.words.numbers import shown_number

FORMATS = ("html", "md", "json")
STATES: dict[State, str] = {
    "present": N_("evidence present"),
    "partly": N_("partly"),
    "missing": N_("missing"),
    "not-asked": N_("not asked"),
}


def render_readiness(value: Readiness, suffix: str, portfolio: Portfolio, base: Path) -> str:
    """The page of one portfolio; links to evidence start from the folder `base`."""
    if suffix == "json":
        return json.dumps(with_files(to_data(value), portfolio), ensure_ascii=False, indent=2) + "\n"
    return fill_template(
        f"_base/readiness.{suffix}.j2", portfolio.trust, readiness=value, lang=current(),
        unread=[item.text for item in unread_files(portfolio)], files=counts_line(portfolio.ledger.counts),
        states={key: _(text) for key, text in STATES.items()}, points=shown_points, number=shown_figure, left=days_left,
        aim=shown_aim(value), filing=shown_filing(value),
        day=lambda day: shown_date(day, current()), link=lambda entry: evidence_link(portfolio, entry, base),
    )  # fmt: skip


def shown_aim(value: Readiness) -> str:
    """From the present category to the one looked at; who looks at the present one confirms it."""
    if value.present_category == value.category:
        return _("{category} (to be confirmed)").format(category=value.category_name)
    return " → ".join(name for name in (value.present_category_name, value.category_name) if name)


def shown_filing(value: Readiness) -> list[tuple[str, str]]:
    """Where to apply and which commission looks, each with its clause."""
    told = ((_("Where to apply"), value.submission), (_("Commission"), value.commission))
    return [(name, f"{item.said} ({item.clause})") for name, item in told if item]


def shown_figure(value: float | None) -> str:
    """A number in the language spoken now; a dash where there is none."""
    return "–" if value is None else shown_number(round(value, 1), current())


def shown_points(item: CriterionState) -> str:
    """Points beside those asked; empty where the pack gives none."""
    if item.asked is None:
        return ""
    # Points that are not asked stand alone.
    return shown_figure(item.points) + (f" / {shown_figure(item.asked)}" if item.asked else "")


def days_left(item: Expiry) -> str:
    """How long something is still valid, or since when it is not."""
    count = abs(item.days_left)
    if item.days_left < 0:
        return ngettext("passed {count} day ago", "passed {count} days ago", count).format(count=count)
    return ngettext("{count} day left", "{count} days left", count).format(count=count)
