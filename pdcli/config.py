"""What can be set: limits and choices of the rules, with the values that a reasonable methodist wants on day one."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Options(BaseModel):
    """Limits of the rules; each names the rules that use it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer_max_chars: Annotated[int, Field(ge=100)] = 6000
    """PD707: an answer longer than this is a document of its own."""
    evidence_max_mib: Annotated[float, Field(gt=0)] = 20
    """PD506: a file larger than this does not belong into a repository."""
    idle_days: Annotated[int, Field(ge=7)] = 75
    """PD211: days of a cycle without a dated document."""
    carried_times: Annotated[int, Field(ge=1)] = 2
    """PD406: how often one goal may be carried over."""
    max_goals: Annotated[int, Field(ge=1)] = 3
    """PD407: more goals than this cannot be followed in one cycle."""
    copied_min_words: Annotated[int, Field(ge=5)] = 12
    """PD703, PD708: shorter passages may coincide."""
