"""Cases of rules, family by family: (code, file, old text, new text with ¦ at the place, other findings it causes)."""

from tests.lint.cases import category, cycle, evidence, goals, personal, reading_and_thread, text

CASES = [
    *reading_and_thread.CASES,
    *cycle.CASES,
    *goals.CASES,
    *evidence.CASES,
    *category.CASES,
    *personal.CASES,
    *text.CASES,
]
