"""What can be set: limits and choices of the rules, with the values that a reasonable methodist wants on day one."""

from typing import NamedTuple


class Limit(NamedTuple):
    """What a number that can be set may be: the lowest value that makes sense, and whether only whole ones."""

    lowest: float
    whole: bool = True


LIMITS = {
    "answer_max_chars": Limit(100),  # PD707: an answer longer than this is a document of its own
    "evidence_max_mib": Limit(0.01, whole=False),  # PD506: a larger file does not belong into a repository
    "idle_days": Limit(7),  # PD211: days of a cycle without a dated document
    "carried_times": Limit(1),  # PD406: how often one goal may be carried over
    "max_goals": Limit(1),  # PD407: more goals than this cannot be followed in one cycle
    "copied_min_words": Limit(5),  # PD703, PD708: shorter passages may coincide
}


class Options(NamedTuple):
    """The limits of the rules."""

    answer_max_chars: int = 6000
    evidence_max_mib: float = 20
    idle_days: int = 75
    carried_times: int = 2
    max_goals: int = 3
    copied_min_words: int = 12


class Settings(NamedTuple):
    """A configuration: which rules, how heavy, where not. Selectors are codes, their beginnings, or names."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_path_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    baseline: str = "pd-baseline.json"
    options: Options = Options()
