"""Typical difficulties: growth areas of several teachers that speak of the same, told by the words they share.

No model and no dictionary: what is together shows the words that brought it together, so that a reader can disagree.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pdcli.i18n import Lang
from pdcli.text.stems import content_words, merge_stems

_LEAST_TEACHERS = 2
_WORDS_SHOWN = 4


class Area(NamedTuple):
    """A growth area as one teacher has written it."""

    teacher: str
    title: str
    lang: Lang
    refs: tuple[str, ...]


class Difficulty(NamedTuple):
    """Growth areas that share words; the words, the one that all share first."""

    words: tuple[str, ...]
    areas: tuple[Area, ...]

    @property
    def teachers(self) -> tuple[str, ...]:
        """Whose they are, each once."""
        return tuple(dict.fromkeys(area.teacher for area in self.areas))


def typical(areas: Sequence[Area]) -> tuple[tuple[Difficulty, ...], tuple[Area, ...]]:
    """What at least two teachers speak of, and the areas that share no word with those of another teacher.

    Every word that several teachers share makes a group. Groups of the same areas are one; a group that lies wholly in
    another is not shown. An area that speaks of two things is in two groups. Most teachers first, then the alphabet.
    """
    said = [content_words(area.title, area.lang) for area in areas]
    same = merge_stems({root for found in said for root in found})
    shown: dict[str, str] = {}
    users: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(said):
        for root, word in found.items():
            key = same[root]
            shown[key] = min(shown.get(key, word), word, key=lambda text: (len(text), text))
            if number not in users[key]:
                users[key].append(number)
    shared = {root: tuple(found) for root, found in users.items() if _is_shared(areas, found)}
    groups = {members for members in shared.values() if not any(set(members) < set(other) for other in shared.values())}
    difficulties = [_difficulty(areas, members, shared, shown) for members in groups]
    grouped = {number for members in groups for number in members}
    return (
        tuple(sorted(difficulties, key=lambda item: (-len(item.teachers), item.words))),
        tuple(area for number, area in enumerate(areas) if number not in grouped),
    )


def _is_shared(areas: Sequence[Area], numbers: Sequence[int]) -> bool:
    return len({areas[number].teacher for number in numbers}) >= _LEAST_TEACHERS


def _difficulty(
    areas: Sequence[Area], members: tuple[int, ...], shared: dict[str, tuple[int, ...]], shown: dict[str, str]
) -> Difficulty:
    """A group with its words: those of all its areas, then those of most of them."""
    counts = {root: len(set(found) & set(members)) for root, found in shared.items()}
    within = [root for root, found in shared.items() if set(found) <= set(members)]
    ordered = sorted(within, key=lambda root: (-counts[root], shown[root]))
    return Difficulty(tuple(shown[root] for root in ordered[:_WORDS_SHOWN]), tuple(areas[number] for number in members))
