"""All slips, in the order of their modules: importing a module registers its slips."""

from tests.slips import (  # noqa: F401 - each registers its slips
    answers,
    comments,
    encodings,
    evidence,
    files,
    front_edge,
    headings,
    keys,
    values,
    yaml_signs,
)
from tests.slips.slip import SLIPS

__all__ = ["SLIPS"]
