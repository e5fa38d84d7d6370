"""Lookup of rule packs: the shipped ones, and those that a school, a portfolio or a reader adds."""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.files import PACKS_FOLDER, is_school, real_path
from pdcli.discovery.trust import Trust, own_trust
from pdcli.documents.definition_cache import read_once
from pdcli.guideline.packs import PACK_FOLDER, Pack
from pdcli.model.record import from_plain
from pdcli.resources import compiled, compiled_names


class Origin(StrEnum):
    """The origin of a rule pack. READER: named by an option, or of a portfolio around the current folder."""

    SHIPPED = "shipped"
    SCHOOL = "school"
    READER = "reader"
    PORTFOLIO = "portfolio"


class PackSource(NamedTuple):
    """The origin of a pack and the SHA-256 of its file."""

    origin: Origin
    digest: str


class PackLibrary:
    """The packs that count for the reader of a portfolio. A broken one is left out; `diagnostics` say why.

    Without a `trust` the portfolio is one's own. A pack is added and never takes the place of a shipped one.
    With `use_cache` packs that have not changed since an earlier run are not read.
    """

    def __init__(self, root: Path | None = None, trust: Trust | None = None, use_cache: bool = False) -> None:
        trust = trust or (own_trust(root) if root else Trust())
        shipped = _shipped()
        self._packs = {key: pack for key, (pack, _file) in shipped.items()}
        self._files = {key: (Origin.SHIPPED, file) for key, (_pack, file) in shipped.items()}
        self.diagnostics: list[Diagnostic] = []
        for file in trust.pack_files():
            pack, problems = own_pack(file, use_cache)
            self.diagnostics += problems
            if pack and pack.key not in shipped:
                self._packs[pack.key] = pack
                self._files[pack.key] = _origin(file, real_path(root) if root else None, trust), file
        self._leave_out_partnerless(shipped)

    def _leave_out_partnerless(self, shipped: Mapping[str, object]) -> None:
        """A pack whose partners do not exist in a pack that is there has a mistake as any other."""
        if self._packs.keys() <= shipped.keys():
            return
        from pdcli.portfolio.pack_reader import missing_partners

        own = {key: self._files[key][1] for key in self._packs if key not in shipped}
        problems = {key: missing_partners(file, self._packs[key], self._packs) for key, file in own.items()}
        for key, diagnostics in problems.items():
            if diagnostics:
                self.diagnostics += diagnostics
                del self._packs[key], self._files[key]

    def keys(self) -> list[str]:
        """Every pack, in alphabetical order."""
        return sorted(self._packs)

    def packs(self) -> list[Pack]:
        """The packs in the order of their keys."""
        return [self._packs[key] for key in self.keys()]

    def get(self, key: str) -> Pack | None:
        """The pack of a key."""
        return self._packs.get(key)

    def source(self, key: str) -> PackSource:
        """Where the pack of a key comes from. Raises KeyError where there is none."""
        origin, file = self._files[key]
        return PackSource(origin, hashlib.sha256(file.read_bytes()).hexdigest())

    def current(self, today: date) -> Pack:
        """The pack in force on a day: the latest dated one that has begun; before the first, the first."""
        dated = [pack for pack in self.packs() if pack.since is not None]
        effective = [pack for pack in dated if pack.first_day <= today]
        return (
            max(effective, key=lambda pack: pack.first_day)
            if effective
            else min(dated, key=lambda pack: pack.first_day)
        )


@cache
def _shipped() -> dict[str, tuple[Pack, Path]]:
    return {
        key: (from_plain(Pack, compiled("packs", key)), PACK_FOLDER / f"{key}.yaml") for key in compiled_names("packs")
    }


def _origin(file: Path, root: Path | None, trust: Trust) -> Origin:
    home = file.parent.parent
    if file.parent.name != PACKS_FOLDER or home not in trust.homes:
        return Origin.READER
    if is_school(home):
        return Origin.SCHOOL
    return Origin.PORTFOLIO if home == root else Origin.READER


def own_pack(path: Path, use_cache: bool = False) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """What `read_own_pack` gives; with `use_cache` it is read anew only where it has changed since an earlier run."""
    return read_once(Pack, path, read_own_pack) if use_cache else read_own_pack(path)


def read_own_pack(path: Path) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """(own pack, its diagnostics PD021); the pack is None with errors, or with the key of a shipped one."""
    # Most readers have no pack of their own.
    from pdcli.portfolio.pack_reader import read_pack, taken_key

    pack, problems = read_pack(path)
    # A copy of a shipped pack replaces nothing.
    if pack is None or pack.key not in _shipped() or pack == _shipped()[pack.key][0]:
        return pack, problems
    return None, (taken_key(path, pack.key),)
