"""Lookup of rule packs: the shipped ones, and those that a school, a portfolio or a reader adds."""

import hashlib
from collections.abc import Container
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.diagnostics import Diagnostic, Span
from pdcli.discovery.files import PACKS_FOLDER, is_school, real_path
from pdcli.discovery.trust import Trust, own_trust
from pdcli.documents.definition_cache import read_once
from pdcli.documents.validation import expected_values
from pdcli.guideline.pack_checks import PackFault, find_faults, unknown_partners
from pdcli.guideline.packs import PACK_FOLDER, Pack
from pdcli.i18n.messages import NO_MESSAGE
from pdcli.i18n.messages import message as _
from pdcli.model.record import from_plain
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.place import Places
from pdcli.reading.yaml_file import read_yaml_file
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

    def _leave_out_partnerless(self, shipped: Container[str]) -> None:
        """A pack whose partners do not exist in a pack that is there has a mistake as any other."""
        broken = {
            key: pack_faults
            for key, pack in self._packs.items()
            if key not in shipped and (pack_faults := unknown_partners(pack, self._packs))
        }
        for key, pack_faults in broken.items():
            path = self._files[key][1]
            places, _problems = read_yaml_file(path)
            self.diagnostics += [_failure(path, places, fault) for fault in pack_faults]
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
    pack, problems = read_pack(path)
    # A copy of a shipped pack replaces nothing.
    if pack is None or pack.key not in _shipped() or pack == _shipped()[pack.key][0]:
        return pack, problems
    places, _problems = read_yaml_file(path)
    message = _("The pack `{key}` comes with pd: no other can take its place.").format(key=pack.key)
    hint = _("Give the pack and its file another key, for example `{example}`.").format(example=f"{pack.key}-own")
    return None, (reading_diagnostic("PD021", path, places.span(("key",)), message, hint),)


def read_pack(path: Path) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """A pack from its file, or its diagnostics (PD021): of its grammar, its names and its self-tests."""
    places, problems = read_yaml_file(path)
    if places.read is None or problems:
        return None, problems
    # The shipped packs were validated when they were compiled.
    from pdcli.model.record_schema import read_record

    pack, details = read_record(Pack, places.read.data)
    if pack is None:
        return None, tuple(_mistake(path, places, detail) for detail in details)
    if pack.key != path.stem:
        message = _("This pack says it is “{key}”, but its file is called “{file}”.").format(
            key=pack.key, file=path.name
        )
        hint = _("Give the file and the pack the same name.")
        return None, (reading_diagnostic("PD021", path, places.span(("key",)), message, hint),)
    failed = find_faults(pack)
    if failed:
        return None, tuple(_failure(path, places, fault) for fault in failed)
    return pack, ()


def _mistake(path: Path, places: Places, detail: Any) -> Diagnostic:
    kind, context = detail["type"], detail.get("ctx") or {}
    # Pydantic names the kind of a criterion in the place of its fields; the file does not.
    loc = _without_kinds(places, detail["loc"])
    last = str(loc[-1]) if loc else ""
    hint = NO_MESSAGE
    match kind:
        case "missing":
            message, hint = _("`{key}` is missing here.").format(key=last), _("Add a line `{key}:`.").format(key=last)
        case "extra_forbidden":
            message, hint = _("`{key}` is not part of a pack.").format(key=last), _("Remove it or mend its spelling.")
        case "union_tag_not_found":
            message, hint = (
                _("`{key}` is missing here.").format(key="kind"),
                _("Add a line `{key}:`.").format(key="kind"),
            )
        case "union_tag_invalid":
            message = _("There is no kind of criterion `{kind}`.").format(kind=str(context.get("tag"))[:40])
            hint = _("Expected: {expected}.").format(expected=expected_values(context))
            loc = (*loc, "kind")
        case "part_missing":
            message = _("Exactly one of these belongs here: {parts}.").format(parts="document, evidence")
        case _:
            message = _("The value of `{key}` is not what a pack expects here.").format(key=last)
            expected = expected_values(context)
            hint = _("Expected: {expected}.").format(expected=expected) if expected else _("Mend the value.")
    return reading_diagnostic("PD021", path, _span(places, loc, kind == "extra_forbidden"), message, hint)


def _failure(path: Path, places: Places, fault: PackFault) -> Diagnostic:
    match fault.kind:
        case "sum":
            message = _("The total is written as {said}, but the criteria add up to {found}.")
            hint = _("Mend the total or the points of a criterion.")
        case "case":
            message = _("This self-test expects {said} points, but the pack gives {found}.")
            hint = _("Mend the case or the criterion.")
        case "name":
            message = _("No criterion, or more than one, has the number `{said}`.")
            hint = _("Mend the number.")
        case "prose":
            message = _("The words say {said}, but none of the figures of this criterion does: {found}.")
            hint = _("Mend the words or the figure.")
        case "languages":
            message = _("The words of the three languages say different numbers: {found}.")
            hint = _("Say the same in all of them.")
        case "partner":
            message = _("The pack `{found}` has no criterion `{said}`.")
            hint = _("Write a number that the pack has, or remove this one.")
    text = message.format(said=fault.stated, found=fault.computed)
    return reading_diagnostic("PD021", path, _span(places, fault.loc), text, hint)


def _span(places: Places, loc: tuple[str | int, ...], key: bool = False) -> Span:
    return places.span(loc, key=key)


def _without_kinds(places: Places, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    if len(loc) > 2 and loc[0] == "criteria" and places.node(loc[:3])[1] is False:
        return (*loc[:2], *loc[3:])
    return loc
