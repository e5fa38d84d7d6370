"""Who can be told although the name is gone: where few share what is left, a small district knows who it is."""

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from pdcli.summary.build import Summary
from pdcli.summary.comparison import Row

# A group of fewer is no crowd to hide in.
FEWEST = 3
_TELLING = ("subject", "category", "target_category")


class Few(NamedTuple):
    """What few teachers of a table share: the columns with their values (None is missing), and how many they are."""

    said: tuple[tuple[str, str | None], ...]
    teachers: int


def few(rows: Sequence[Row], without: Set[str] = frozenset()) -> list[Few]:
    """Combinations of subject and categories that fewer than FEWEST teachers share, the rarest first."""
    columns = [key for key in _TELLING if key not in without]
    counts = Counter(tuple((key, getattr(row, key)) for key in columns) for row in rows) if columns else {}
    found = [Few(said, count) for said, count in counts.items() if count < FEWEST]
    return sorted(found, key=lambda item: (item.teachers, [value or "" for _key, value in item.said]))


def one_school(rows: Sequence[Row], without: Set[str] = frozenset()) -> bool:
    """Whether all teachers are of one school, so that its code hides nothing from whoever knows which school it is."""
    return "school" not in without and len(rows) > 1 and len({row.school for row in rows}) == 1


def tells_alone(summary: Summary, without: Set[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """What a single teacher's summary says that hardly another teacher shares, with its values."""
    said = ((key, getattr(summary.who, key)) for key in (*_TELLING, "theme") if key not in without)
    return tuple((key, value) for key, value in said if value)
