"""Comparison of two rule packs on one portfolio, criteria about the same thing side by side."""

from typing import Any

from pdcli.attestation.criteria import CriterionState
from pdcli.attestation.readiness import SCHEMA_VERSION, Readiness
from pdcli.guideline.criteria import Skills
from pdcli.guideline.packs import Pack
from pdcli.model.json_data import json_data
from pdcli.model.record import Value

# What is compared of each pack beside its criteria.
SIDE_KEYS = ("pack", "asked_total", "total", "missing", "complete", "confirmed", "of", "rules_now")


class Change(Value):
    """A criterion of the first pack, and the differing criteria of the second about the same thing."""

    before: CriterionState
    after: tuple[CriterionState, ...]


class Comparison(Value):
    """Changed criteria in the order of the first pack, and criteria that only one of the packs has."""

    changes: tuple[Change, ...]
    only_before: tuple[CriterionState, ...]
    only_after: tuple[CriterionState, ...]


def compare_packs(before: Readiness, first: Pack, after: Readiness, second: Pack) -> Comparison:
    """The changes from one pack to the other. The relation between criteria is many to many."""
    pairs = _matching_criteria(first, second)
    partners = [
        (item, tuple(other for other in after.criteria if (item.number, other.number) in pairs))
        for item in before.criteria
    ]
    with_partner = {other.number for _item, others in partners for other in others}
    return Comparison(
        tuple(Change(item, others) for item, others in partners if any(_is_different(item, other) for other in others)),
        tuple(item for item, others in partners if not others),
        tuple(item for item in after.criteria if item.number not in with_partner),
    )


def comparison_data(
    before: Readiness, after: Readiness, comparison: Comparison, packs: tuple[dict[str, Any], dict[str, Any]]
) -> dict[str, Any]:
    """Both packs, given as data, and what changes between them, as plain data for JSON."""
    sides = {"before": _side(before, packs[0]), "after": _side(after, packs[1])}
    data: dict[str, Any] = json_data({"schema_version": SCHEMA_VERSION, **sides, **json_data(comparison)})
    return data


def _side(value: Readiness, pack: dict[str, Any]) -> dict[str, Any]:
    data = {**json_data(value), "pack": pack}
    return {key: data[key] for key in SIDE_KEYS}


def _matching_criteria(first: Pack, second: Pack) -> set[tuple[str, str]]:
    """Pairs of numbers of criteria about the same thing: declared by either pack, or equal in both."""
    pairs = {(item.number, number) for item in first.criteria for number in item.same_as.get(second.key, ())}
    pairs |= {(number, item.number) for item in second.criteria for number in item.same_as.get(first.key, ())}
    pairs |= {(item.number, item.number) for item in first.criteria if second.criterion(item.number)}
    # A criterion that replaces another is about the same thing.
    pairs |= {(skills, other) for number, other in pairs for skills in _stand_ins(first, number)}
    return pairs | {(number, skills) for number, other in pairs for skills in _stand_ins(second, other)}


def _stand_ins(pack: Pack, number: str) -> list[str]:
    return [item.number for item in pack.criteria if isinstance(item, Skills) and item.instead_of == number]


def _is_different(one: CriterionState, other: CriterionState) -> bool:
    return any(
        getattr(one, key) != getattr(other, key) for key in ("needed", "state", "points", "asked", "confirmation")
    )
