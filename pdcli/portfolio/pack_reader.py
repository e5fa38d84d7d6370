"""Reading of rule packs of one's own, and what is wrong with them (PD021)."""

from collections.abc import Mapping
from pathlib import Path

from pdcli.diagnostics import Diagnostic
from pdcli.documents.definition_reader import Mistake, expected_hint, missing_key, read_definition, unexpected_key_hint
from pdcli.guideline.pack_checks import PackFault, find_faults, unknown_partners
from pdcli.guideline.packs import Pack
from pdcli.i18n.messages import NO_MESSAGE
from pdcli.i18n.messages import message as _
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.place import Places
from pdcli.reading.yaml_file import read_yaml_file


def read_pack(path: Path) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """A pack from its file, or its diagnostics (PD021): of its grammar, its names and its self-tests."""
    pack, places, problems = read_definition(Pack, path, _mistake_diagnostic)
    if pack is None:
        return None, problems
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


def taken_key(path: Path, key: str) -> Diagnostic:
    """Says that the key of a pack belongs to a shipped one."""
    places, _problems = read_yaml_file(path)
    message = _("The pack `{key}` comes with pd: no other can take its place.").format(key=key)
    hint = _("Give the pack and its file another key, for example `{example}`.").format(example=f"{key}-own")
    return reading_diagnostic("PD021", path, places.span(("key",)), message, hint)


def missing_partners(path: Path, pack: Pack, packs: Mapping[str, Pack]) -> list[Diagnostic]:
    """What a pack says of criteria that other packs do not have."""
    faults = unknown_partners(pack, packs)
    if not faults:
        return []
    places, _problems = read_yaml_file(path)
    return [_failure(path, places, fault) for fault in faults]


def _mistake_diagnostic(path: Path, places: Places, mistake: Mistake) -> Diagnostic:
    # Pydantic names the kind of a criterion in the place of its fields; the file does not.
    mistake = mistake._replace(loc=_without_kinds(places, mistake.loc))
    loc, kind, context = mistake
    last = mistake.key
    hint = NO_MESSAGE
    match kind:
        case "missing":
            message, hint = missing_key(last)
        case "extra_forbidden":
            message, hint = _("`{key}` is not part of a pack.").format(key=last), unexpected_key_hint(context)
        case "union_tag_not_found":
            message, hint = missing_key("kind")
        case "union_tag_invalid":
            message = _("There is no kind of criterion `{kind}`.").format(kind=str(context.get("tag"))[:40])
            hint = expected_hint(context)
            loc = (*loc, "kind")
        case "part_missing":
            message = _("Exactly one of these belongs here: {parts}.").format(parts="document, evidence, school")
        case _:
            message = _("The value of `{key}` is not what a pack expects here.").format(key=last)
            hint = expected_hint(context)
    return reading_diagnostic("PD021", path, places.span(loc, key=kind == "extra_forbidden"), message, hint)


def _failure(path: Path, places: Places, fault: PackFault) -> Diagnostic:
    match fault.kind:
        case "sum":
            message = _("The total is written as {said}, but the criteria add up to {found}.")
            hint = _("Correct the total or the points of a criterion.")
        case "case":
            message = _("This self-test expects a score of {said}, but the pack gives {found}.")
            hint = _("Correct the example or the criterion.")
        case "name":
            message = _("No criterion, or more than one, has the number `{said}`.")
            hint = _("Correct the number.")
        case "prose":
            message = _("The text says {said}, but that number is not among the figures of this criterion: {found}.")
            hint = _("Correct the words or the figure.")
        case "languages":
            message = _("The texts in the three languages give different numbers: {found}.")
            hint = _("Write the same in all three languages.")
        case "partner":
            message = _("The pack `{found}` has no criterion `{said}`.")
            hint = _("Write a number that the pack has, or remove this one.")
    text = message.format(said=fault.stated, found=fault.computed)
    return reading_diagnostic("PD021", path, places.span(fault.loc), text, hint)


def _without_kinds(places: Places, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    if len(loc) > 2 and loc[0] == "criteria" and places.node(loc[:3])[1] is False:
        return (*loc[:2], *loc[3:])
    return loc
