"""How much is tried, and from which seeds."""

import os
from pathlib import Path
from random import Random

from tests.helpers import ROOT

ROUNDS = int(os.environ.get("PD_ATTACK_ROUNDS", "1"))
SEED = int(os.environ.get("PD_ATTACK_SEED", "2026"))
# What is damaged, and how many times each.
EXAMPLE_NAMES = ["first-week", "daniyar", "broken", "school-mysal", "aigerim"]
DAMAGED = 4
CHANGED_ARCHIVES, CHANGED_FILES = 40, 20
# How many portfolios are made.
STRANGERS = 6
# Where the input of a failed attack is left.
FAILED = ROOT / "build" / "attack"
FIXTURES = Path(__file__).parent / "fixtures"


def seeds(count: int) -> range:
    """The seeds of `count` attacks, more with PD_ATTACK_ROUNDS."""
    return range(SEED, SEED + count * ROUNDS)


def random(seed: int, purpose: str) -> Random:
    """A generator that gives the same numbers for the same seed on every machine."""
    return Random(f"{purpose} {seed}")
