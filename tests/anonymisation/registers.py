"""Registers of names for tests."""

from collections.abc import Iterable
from pathlib import Path

from pdcli.anonymisation.name_register import KeyState, NameCollector, Names
from pdcli.i18n import Lang
from pdcli.portfolio.portfolio import load_portfolio

KNOWN = KeyState("secret", {})


def register_of(roots: Iterable[Path], key: KeyState = KNOWN, authors: Iterable[str] = (), lang: Lang = "en") -> Names:
    """The register of all names in some portfolios and of the authors in their git logs."""
    collector = NameCollector()
    for root in roots:
        collector.add_portfolio(load_portfolio(root))
    collector.add_authors(authors)
    return collector.names(key, lang)
