"""Cases of rules, family by family: (code, file, old text, new text with ¦ at the place, other findings it causes)."""

from tests.lint.cases import reading_and_thread

CASES = [*reading_and_thread.CASES]
