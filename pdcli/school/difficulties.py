"""Typical difficulties: growth areas of several teachers, grouped by the stems they share. A word as general as “place”
or “question” groups them only together with another one.

No model and no dictionary: each group shows the words that made it, so that a reader can disagree.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from pdcli.i18n import Lang
from pdcli.text.stems import content_words, is_general, merge_stems

_MIN_TEACHERS = 2
_WORDS_SHOWN = 4


class Area(NamedTuple):
    """A growth area as one teacher has written it."""

    teacher: str
    title: str
    lang: Lang
    refs: tuple[str, ...]


class Difficulty(NamedTuple):
    """Growth areas that share words; words of all areas come first."""

    words: tuple[str, ...]
    areas: tuple[Area, ...]

    @property
    def teachers(self) -> tuple[str, ...]:
        """The ids of the teachers, each once."""
        return tuple(dict.fromkeys(area.teacher for area in self.areas))


def group_difficulties(areas: Sequence[Area]) -> tuple[tuple[Difficulty, ...], tuple[Area, ...]]:
    """Groups of areas of at least two teachers, and the areas that share no word with another teacher's.

    Every word shared by several teachers makes a group, a general one only with a second. Equal groups are merged and
    subsets dropped; an area may be in several groups. Groups of most teachers come first, then by their words.
    """
    area_words = [content_words(area.title, area.lang) for area in areas]
    merged = merge_stems({root for words in area_words for root in words})
    shortest_forms: dict[str, str] = {}
    area_indexes: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(area_words):
        for root, word in words.items():
            key = merged[root]
            shortest_forms[key] = min(shortest_forms.get(key, word), word, key=lambda text: (len(text), text))
            if index not in area_indexes[key]:
                area_indexes[key].append(index)
    shared_words = {root: tuple(indexes) for root, indexes in area_indexes.items() if _is_shared(areas, indexes)}
    candidates = set(_members(areas, shared_words))
    groups = {members for members in candidates if not any(set(members) < set(other) for other in candidates)}
    difficulties = [_difficulty(areas, members, shared_words, shortest_forms) for members in groups]
    grouped_indexes = {index for members in groups for index in members}
    return (
        tuple(sorted(difficulties, key=lambda item: (-len(item.teachers), item.words))),
        tuple(area for index, area in enumerate(areas) if index not in grouped_indexes),
    )


def _members(areas: Sequence[Area], shared_words: dict[str, tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Yield the indexes of the areas of each group: those with a word that is not general, or with two that are."""
    yield from (indexes for root, indexes in shared_words.items() if not is_general(root))
    general = [set(indexes) for root, indexes in shared_words.items() if is_general(root)]
    for one, other in combinations(general, 2):
        both = tuple(sorted(one & other))
        if _is_shared(areas, both):
            yield both


def _is_shared(areas: Sequence[Area], numbers: Sequence[int]) -> bool:
    return len({areas[number].teacher for number in numbers}) >= _MIN_TEACHERS


def _difficulty(
    areas: Sequence[Area],
    members: tuple[int, ...],
    shared_words: dict[str, tuple[int, ...]],
    shortest_forms: dict[str, str],
) -> Difficulty:
    """A group with its words: those of all its areas first, then those of most of them."""
    counts = {root: len(set(indexes) & set(members)) for root, indexes in shared_words.items()}
    group_words = [
        root for root, indexes in shared_words.items() if set(indexes) <= set(members) or set(indexes) >= set(members)
    ]
    ordered = sorted(group_words, key=lambda root: (-counts[root], shortest_forms[root]))
    return Difficulty(
        tuple(shortest_forms[root] for root in ordered[:_WORDS_SHOWN]), tuple(areas[number] for number in members)
    )
