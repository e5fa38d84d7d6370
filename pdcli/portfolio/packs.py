"""Finds and reads rule packs: those of a portfolio and of its school first, then those shipped with pd."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pdcli.diagnostics import Diagnostic, Span
from pdcli.guideline.packs import PACK_FOLDER, Fault, Pack, faults
from pdcli.portfolio.codes import reading_diagnostic
from pdcli.portfolio.files import own_packs
from pdcli.portfolio.place import Places
from pdcli.portfolio.source import read_source
from pdcli.portfolio.yaml_reader import read_yaml
from pdcli.words import gettext as _


class PackLibrary:
    """The packs that count for one portfolio. A broken one is left out; `diagnostics` say why."""

    def __init__(self, root: Path | None = None) -> None:
        self._packs = dict(_shipped())
        self.diagnostics: list[Diagnostic] = []
        for file in own_packs(root) if root else ():
            pack, problems = read_pack(file)
            self.diagnostics += problems
            if pack:
                self._packs[pack.key] = pack

    def keys(self) -> list[str]:
        """Every pack, in alphabetical order."""
        return sorted(self._packs)

    def packs(self) -> list[Pack]:
        """The packs in the order of their keys."""
        return [self._packs[key] for key in self.keys()]

    def get(self, key: str) -> Pack | None:
        """The pack of a key."""
        return self._packs.get(key)

    def current(self, today: date) -> Pack:
        """The pack in force on a day: of those that say since when, the latest; before the first, the first.

        Where no pack says since when, because a school has replaced those that do, the last by its key.
        """
        dated = [pack for pack in self.packs() if pack.since is not None]
        if not dated:
            return self.packs()[-1]
        begun = [pack for pack in dated if pack.first_day <= today]
        return max(begun, key=lambda pack: pack.first_day) if begun else min(dated, key=lambda pack: pack.first_day)


@cache
def _shipped() -> dict[str, Pack]:
    read = [read_pack(file) for file in sorted(PACK_FOLDER.glob("*.yaml"))]
    return {pack.key: pack for pack, _problems in read if pack}


def read_pack(path: Path) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """A pack from its file, or what is wrong with it and where (PD021): its grammar, its names, its self-tests."""
    source = read_source(path)
    places = Places(str(path), source.text)
    if source.problem:
        return None, (places.from_source(source.problem),)
    result = read_yaml(source.text)
    if result.problems:
        return None, tuple(places.from_yaml(problem) for problem in result.problems)
    places.read = result
    try:
        pack = Pack.model_validate(result.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(_mistake(path, places, detail) for detail in details)
    if pack.key != path.stem:
        message = _("This pack says it is “{key}”, but its file is called “{file}”.").format(
            key=pack.key, file=path.name
        )
        hint = _("Give the file and the pack the same name.")
        return None, (reading_diagnostic("PD021", path, places.span(("key",)), message, hint),)
    failed = faults(pack)
    if failed:
        return None, tuple(_failure(path, places, fault) for fault in failed)
    return pack, ()


def _mistake(path: Path, places: Places, detail: Any) -> Diagnostic:
    kind, context = detail["type"], detail.get("ctx") or {}
    # Pydantic names the kind of a criterion in the place of its fields; the file does not.
    loc = _without_kinds(places, detail["loc"])
    last = str(loc[-1]) if loc else ""
    hint = ""
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
            hint = _("Expected: {expected}.").format(expected=context.get("expected_tags"))
            loc = (*loc, "kind")
        case "part_missing":
            message = _("Exactly one of these belongs here: {parts}.").format(parts="document, evidence")
        case _:
            message = _("The value of `{key}` is not what a pack expects here.").format(key=last)
            expected = str(context.get("expected", context.get("pattern", "")))
            hint = _("Expected: {expected}.").format(expected=expected) if expected else _("Mend the value.")
    return reading_diagnostic("PD021", path, _span(places, loc, kind == "extra_forbidden"), message, hint)


def _failure(path: Path, places: Places, fault: Fault) -> Diagnostic:
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
    text = message.format(said=fault.said, found=fault.found)
    return reading_diagnostic("PD021", path, _span(places, fault.loc), text, hint)


def _span(places: Places, loc: tuple[str | int, ...], key: bool = False) -> Span:
    return places.span(loc, key=key)


def _without_kinds(places: Places, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    if len(loc) > 2 and loc[0] == "criteria" and places.node(loc[:3])[1] is False:
        return (*loc[:2], *loc[3:])
    return loc
