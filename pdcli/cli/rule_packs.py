"""Rule packs on the command line: the selected one, the category that it is applied to, and the list of all."""

from datetime import date
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.values import category_labels, category_of
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import current
from pdcli.i18n import gettext as _
from pdcli.suggest import choose, shown_value, shown_values

if TYPE_CHECKING:
    from pdcli.guideline.packs import Pack
    from pdcli.model.documents import Category
    from pdcli.portfolio.packs import PackLibrary
    from pdcli.portfolio.portfolio import Portfolio


def select_pack(library: "PackLibrary", key: str | None, today: date, option: str) -> "Pack":
    """The pack of a key, without one that in force on the day. Raises UserError for an unknown key."""
    if key is None:
        return library.current(today)
    pack = library.get(key)
    if pack is None:
        message = _("{option}: there is no pack `{key}`.").format(option=option, key=key[:40])
        raise UserError(message + " " + choose(key, library.keys(), {item.key: item.title for item in library.packs()}))
    return pack


def select_category(portfolio: "Portfolio", pack: "Pack", requested: str | None, is_next: bool) -> "Category":
    """The requested category of a pack, else the target or next one of the portfolio.

    Raises UserError for a category that the pack does not have, or where there is none.
    """
    from pdcli.attestation.readiness import target_category
    from pdcli.discovery.files import PROFILE_FILE

    if requested is not None and is_next:
        raise UserError(_("Use either --for or --next."))
    if requested is not None:
        requested = category_of(requested, "--for", pack.categories)
        category = next((item for item in pack.categories if item == requested), None)
        if category is None:
            # No other category is likely: the value names one, and it is just not asked for.
            raise UserError(_not_in_pack(requested, pack) + " " + choose("", pack.categories, category_labels()))
        return category
    target = target_category(portfolio, pack, is_next)
    if target is None:
        if portfolio.is_unread("portfolio"):
            raise UserError(_("{path} cannot be read as a document; `pd lint` shows why.").format(path=PROFILE_FILE))
        raise UserError(_no_target(portfolio, pack, is_next) + " " + _name_category(pack))
    return target


def _not_in_pack(category: str, pack: "Pack") -> str:
    """That a pack has no rules for a category."""
    title = shown_value(pack.key, pack.title).text(current())
    value = shown_value(category, category_labels().get(category)).text(current())
    return _("The pack {pack} says nothing about {category}.").format(pack=title, category=value)


def _no_target(portfolio: "Portfolio", pack: "Pack", is_next: bool) -> str:
    """Why a portfolio has no target category, or no next one, in a pack."""
    from pdcli.attestation.readiness import intended_category
    from pdcli.discovery.files import PROFILE_FILE

    category = intended_category(portfolio, is_next)
    if category:
        return _not_in_pack(category, pack)
    present = portfolio.who.category if portfolio.who else None
    if not present:
        return _("{file} names no category.").format(file=PROFILE_FILE)
    value = shown_value(present, category_labels().get(present)).text(current())
    return _("{category} is the highest category, so there is no next one.").format(category=value)


def _name_category(pack: "Pack") -> str:
    values = shown_values(pack.categories, category_labels()).text(current())
    return _("Name a category with --for: {keys}.").format(keys=values)


def report_broken(library: "PackLibrary") -> int:
    """Print the diagnostics of packs. The exit code: 1 where a pack is broken."""
    for item in library.diagnostics:
        place = f"{display_path(item.path)}:{item.span.line}:{item.span.column}"
        console.err(f"{place}: {item.code} {item.text(current())}")
    if library.diagnostics:
        console.err(_("A pack with mistakes is not used."))
    return 1 if library.diagnostics else 0


def list_packs(library: "PackLibrary", today: date) -> int:
    """Print all packs; the exit code."""
    from pdcli.attestation.readiness import pack_facts
    from pdcli.wording.packs import provenance

    lang, default, default_text = current(), library.current(today), _("used if no other is named")
    for item in library.packs():
        console.wrapped("", f"{item.key} · {default_text}" if item is default else item.key, "bold")
        console.wrapped("  ", f"{item.title[lang]}; {item.edition[lang]}")
        console.wrapped("  ", provenance(pack_facts(item, library.source(item.key), lang), lang, today))
        console.wrapped("  ", item.warning(lang), "dim")
    return 0
