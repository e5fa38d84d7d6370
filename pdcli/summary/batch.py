"""Rows of many portfolios: those kept from the last run first, the rest on all cores where that pays."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from pdcli.attestation.readiness import PackFacts, pack_facts
from pdcli.discovery.settings import read_settings
from pdcli.discovery.trust import Trust, own
from pdcli.discovery.unpacked import packed_confirmations
from pdcli.i18n import current
from pdcli.portfolio.packs import PackLibrary
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.runtime.cache import CACHE_MISS, DiskCache, TreeState, content_hash, scan_portfolio
from pdcli.runtime.parallel import map_portfolios
from pdcli.summary.comparison import Row, in_order, row, row_data, row_from


def open_one(root: Path, trust: Trust | None = None) -> Portfolio:
    """A portfolio without the files that the configuration excludes. Without a `trust` it is one's own."""
    trust = trust or own(root)
    settings = read_settings(trust.config).settings
    return load_portfolio(root, settings.options, settings.exclude, trust=trust)


def rows(
    roots: Sequence[Path],
    today: date,
    jobs: int | None = None,
    use_kept: bool = True,
    trust: Trust | None = None,
) -> dict[Path, Row]:
    """A row for every portfolio on a day, in the order of the alphabet. `jobs` processes, or as many as pay.

    All of them are looked at under the rule pack that `trust` says; without one each is one's own.
    """
    found: dict[Path, Row] = {}
    kept = DiskCache("summary") if use_kept else None
    states: dict[Path, TreeState] = {}
    if kept:
        kept.prepare()
        for root in roots:
            states[root] = _look(root, trust or own(root))
            try:
                entry = kept.read_current(str(root), states[root])
                # Tests and courses are valid for years: what is there today may not be tomorrow. Of evidence the
                # content tells the size only, and a file of that size may have become a copy of another.
                if entry["day"] == today.isoformat() and entry["entries"] == states[root].entries:
                    found[root] = row_from(entry["row"])
            except CACHE_MISS:
                continue
    left = [root for root in roots if root not in found]
    # Told before the files are read: a file that is changed in the meantime must not be remembered.
    said = {root: content_hash(states[root]) for root in left} if kept else {}
    for root, made in zip(left, map_portfolios(_rows, left, _Asked(today, trust), jobs), strict=True):
        found[root] = made
        if kept and _look(root, trust or own(root)) == states[root]:
            kept.write_current(str(root), states[root], said[root], {"day": today.isoformat(), "row": row_data(made)})
    places = dict(zip(roots, _places(roots), strict=True))
    named = {root: replace(made, folder=places[root]) for root, made in found.items()}
    by_row = {made: root for root, made in named.items()}
    return {by_row[made]: made for made in in_order(named.values())}


class PackWords(NamedTuple):
    """What is said of a rule pack wherever it is used: the pack, its name with the notice, and its criteria by their
    numbers.
    """

    pack: PackFacts
    notice: str
    criteria: dict[str, str]


def pack_words(
    found: Mapping[Path, Row], trust: Trust | None = None, today: date | None = None
) -> dict[str, PackWords]:
    """The words of the rule packs of these rows, by the keys of the packs; the age of a pack is as of a day."""
    library = PackLibrary(trust=trust)
    packs = [library.get(key) for key in sorted({made.pack for made in found.values() if made.pack})]
    told = {}
    for pack in packs:
        if pack:
            facts = pack_facts(pack, library.source(pack.key), today)
            told[pack.key] = PackWords(
                facts, pack_notice(facts), {item.number: item.title[current()] for item in pack.criteria}
            )
    return told


def pack_notice(pack: PackFacts) -> str:
    """The name of a pack, where it comes from, and what must be said with it."""
    return f"{pack.key}: {pack.title} ({pack.edition}; {pack.provenance}). {pack.notice}"


def page_names(roots: Iterable[Path]) -> dict[Path, str]:
    """A name for each portfolio's page: that of its folder; where several folders have one name, with a number."""
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for root in roots:
        name, number = root.name, 2
        # Windows and macOS make no difference between capital and small letters, nor between forms of one letter.
        while normalize("NFC", name.casefold()) in taken:
            name, number = f"{root.name}-{number}", number + 1
        taken.add(normalize("NFC", name.casefold()))
        names[root] = name
    return names


def _look(root: Path, trust: Trust) -> TreeState:
    # A file that is confirmed is no more once a single byte of it changes.
    by_bytes = bool(trust.confirmation_files(root)) or packed_confirmations(root) is not None
    return scan_portfolio(root, trust, by_bytes)


class _Asked(NamedTuple):
    """What is asked for every row."""

    today: date
    trust: Trust | None


def _rows(roots: Sequence[Path], asked: _Asked) -> list[Row]:
    # What is read is let go before the next is read.
    return [row(open_one(root, asked.trust), asked.today) for root in roots]


def _places(roots: Iterable[Path]) -> list[str]:
    """Folders as seen from the one that holds them all."""
    try:
        whole = os.path.commonpath([root.parent for root in roots])
    except ValueError:
        # On several drives, or none at all.
        return [str(root) for root in roots]
    return [Path(os.path.relpath(root, whole)).as_posix() for root in roots]
