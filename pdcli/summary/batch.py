"""Rows of many portfolios: from the cache where it is current, the rest computed in parallel."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from pdcli.attestation.readiness import PackFacts, pack_facts
from pdcli.discovery.trust import Trust, own_trust
from pdcli.discovery.unpacked import packed_confirmations
from pdcli.i18n import Lang
from pdcli.portfolio.opening import Schools, read_portfolio
from pdcli.portfolio.packs import PackLibrary
from pdcli.runtime.cache import CACHE_MISS, DiskCache, TreeState, content_hash, scan_portfolio
from pdcli.runtime.parallel import map_portfolios
from pdcli.summary.comparison import ComparisonRow, comparison_row, row_data, row_from_data, sorted_rows


class RowCache:
    """Rows of portfolios as of a day from earlier runs: `rows` are those that are current, by folder.

    Without `use_cache` there are none, and none are kept.
    """

    def __init__(self, roots: Sequence[Path], today: date, trust: Trust | None, use_cache: bool = True) -> None:
        self.rows: dict[Path, ComparisonRow] = {}
        self._today, self._trust = today, trust
        self._cache = DiskCache("summary") if use_cache else None
        self._states: dict[Path, TreeState] = {}
        if not self._cache:
            return
        self._cache.prepare()
        for root in roots:
            self._states[root] = _scan(root, trust or own_trust(root))
            try:
                entry = self._cache.read_current(str(root), self._states[root])
                # Tests and courses expire, so that the day matters. The content hash covers evidence by size only, and
                # a file of that size may have become a copy of another.
                if entry["day"] == today.isoformat() and entry["entries"] == self._states[root].entries:
                    self.rows[root] = row_from_data(entry["row"])
            except CACHE_MISS:
                continue
        # Hashed before the files are read: a file that is changed in between must not be cached.
        self._hashes = {root: content_hash(self._states[root]) for root in roots if root not in self.rows}

    def keep(self, root: Path, row: ComparisonRow) -> None:
        """Keep a new row for later runs, and in `rows`."""
        self.rows[root] = row
        if self._cache and _scan(root, self._trust or own_trust(root)) == self._states[root]:
            entry = {"day": self._today.isoformat(), "row": row_data(row)}
            self._cache.write_current(str(root), self._states[root], self._hashes[root], entry)


def comparison_rows(
    roots: Sequence[Path],
    today: date,
    jobs: int | None = None,
    use_cache: bool = True,
    trust: Trust | None = None,
) -> dict[Path, ComparisonRow]:
    """Folder -> row of its portfolio as of a day, sorted by name; computed in `jobs` processes (None: as many as pay).

    The rule packs of `trust` apply to all of them; without one each portfolio is one's own.
    """
    cache = RowCache(roots, today, trust, use_cache)
    remaining = [root for root in roots if root not in cache.rows]
    rows = map_portfolios(_portfolio_rows, remaining, _Request(today, trust), jobs)
    for root, row in zip(remaining, rows, strict=True):
        cache.keep(root, row)
    return in_order(cache.rows, roots)


def in_order(rows_by_root: Mapping[Path, ComparisonRow], roots: Sequence[Path]) -> dict[Path, ComparisonRow]:
    """Rows sorted by name, each with the path of its folder below what the folders of all have in common."""
    folders = dict(zip(roots, _relative_folders(roots), strict=True))
    named_rows = {root: item.replace(folder=folders[root]) for root, item in rows_by_root.items()}
    by_row = {item: root for root, item in named_rows.items()}
    return {by_row[item]: item for item in sorted_rows(named_rows.values())}


class PackWords(NamedTuple):
    """The texts of a rule pack in a language: its facts, and number -> title of its criteria."""

    pack: PackFacts
    criteria: dict[str, str]


def pack_words(
    rows_by_root: Mapping[Path, ComparisonRow], lang: Lang, trust: Trust | None = None
) -> dict[str, PackWords]:
    """Key -> texts in a language of each rule pack that the rows use."""
    library = PackLibrary(trust=trust)
    packs = [library.get(key) for key in sorted({item.pack for item in rows_by_root.values() if item.pack})]
    words = {}
    for pack in packs:
        if pack:
            facts = pack_facts(pack, library.source(pack.key), lang)
            words[pack.key] = PackWords(facts, {item.number: item.title[lang] for item in pack.criteria})
    return words


def page_names(roots: Iterable[Path]) -> dict[Path, str]:
    """Folder -> name of its page: the name of the folder, with a number where several are equal."""
    names: dict[Path, str] = {}
    used_names: set[str] = set()
    for root in roots:
        name, number = root.name, 2
        # File names on Windows and macOS are equal regardless of case and of the Unicode form.
        while normalize("NFC", name.casefold()) in used_names:
            name, number = f"{root.name}-{number}", number + 1
        used_names.add(normalize("NFC", name.casefold()))
        names[root] = name
    return names


def _scan(root: Path, trust: Trust) -> TreeState:
    # A confirmation is void once a single byte of the file changes.
    by_bytes = bool(trust.confirmation_files(root)) or packed_confirmations(root) is not None
    return scan_portfolio(root, trust, by_bytes)


class _Request(NamedTuple):
    """What the workers need for every row."""

    today: date
    trust: Trust | None


def _portfolio_rows(roots: Sequence[Path], request: _Request) -> list[ComparisonRow]:
    # Only one portfolio at a time is in memory.
    schools = Schools()
    return [comparison_row(read_portfolio(root, request.trust, schools=schools), request.today) for root in roots]


def _relative_folders(roots: Iterable[Path]) -> list[str]:
    """Paths of folders relative to their common parent."""
    try:
        common = os.path.commonpath([root.parent for root in roots])
    except ValueError:
        # On several drives, or none at all.
        return [str(root) for root in roots]
    return [Path(os.path.relpath(root, common)).as_posix() for root in roots]
