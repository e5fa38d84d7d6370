"""Re-identification risk: a teacher without a name is still known where few share the same subject and category."""

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from pdcli.summary.build import Summary
from pdcli.summary.comparison import ComparisonRow

# A combination of values shared by fewer teachers identifies them (k-anonymity with k = 3).
MIN_GROUP_SIZE = 3
_IDENTIFYING_COLUMNS = ("subject", "category", "target_category")


class SmallGroup(NamedTuple):
    """A combination of (column, value) pairs, None for a missing value, and the number of teachers who share it."""

    shared_values: tuple[tuple[str, str | None], ...]
    teachers: int


def small_groups(rows: Sequence[ComparisonRow], without: Set[str] = frozenset()) -> list[SmallGroup]:
    """Combinations of subject and categories that fewer than MIN_GROUP_SIZE teachers share, the rarest first."""
    columns = [key for key in _IDENTIFYING_COLUMNS if key not in without]
    counts = Counter(tuple((key, getattr(row, key)) for key in columns) for row in rows) if columns else {}
    groups = [SmallGroup(shared_values, count) for shared_values, count in counts.items() if count < MIN_GROUP_SIZE]
    return sorted(groups, key=lambda item: (item.teachers, [value or "" for _key, value in item.shared_values]))


def is_one_school(rows: Sequence[ComparisonRow], without: Set[str] = frozenset()) -> bool:
    """Whether all teachers are of one school, so that the code of the school hides nothing."""
    return "school" not in without and len(rows) > 1 and len({row.school for row in rows}) == 1


def identifying_values(summary: Summary, without: Set[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """The (key, value) pairs of one teacher's summary that hardly another teacher shares."""
    values = ((key, getattr(summary.who, key)) for key in (*_IDENTIFYING_COLUMNS, "theme") if key not in without)
    return tuple((key, value) for key, value in values if value)
