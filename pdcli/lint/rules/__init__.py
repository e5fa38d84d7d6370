"""All rules, family by family. A code is never used again for something else."""

from pdcli.lint.rule import Rule
from pdcli.lint.rules import (
    category,
    confirmations,
    copied,
    cycle,
    evidence,
    goals,
    hidden,
    links,
    observers,
    personal,
    school,
    structure,
    text,
    thread,
)
from pdcli.reading.codes import CODES

RULES: tuple[Rule, ...] = (
    *(Rule(code, name, severity) for code, (name, severity) in CODES.items()),
    *copied.FAMILY.rules,
    *structure.FAMILY.rules,
    *cycle.FAMILY.rules,
    *thread.FAMILY.rules,
    *goals.FAMILY.rules,
    *evidence.FAMILY.rules,
    *links.FAMILY.rules,
    *confirmations.FAMILY.rules,
    *personal.FAMILY.rules,
    *hidden.FAMILY.rules,
    *text.FAMILY.rules,
    *category.FAMILY.rules,
    *observers.FAMILY.rules,
    *school.FAMILY.rules,
)
BY_CODE = {rule.code: rule for rule in RULES}
