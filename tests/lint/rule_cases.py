"""The cases of rules, as they stand beside their checks, and the complete example with such a change."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.i18n import Lang
from pdcli.lint.page import rule_text
from pdcli.lint.rules import RULES
from pdcli.lint.run import LintOptions, lint_one
from pdcli.reading.source import LineIndex
from tests.helpers import EXAMPLES

EXAMPLE = (EXAMPLES / "aigerim").resolve()
MARK = "¦"


class RuleCase(NamedTuple):
    """A change of files of the complete example: name -> old text, new text. `is_found` tells whether it breaks the rule."""

    code: str
    number: int
    is_found: bool
    changes: dict[str, tuple[str, str]]

    @property
    def id(self) -> str:
        """How the case is called in reports of tests."""
        return f"{self.code}-{'fail' if self.is_found else 'pass'}-{self.number}"

    def texts(self, newline: str = "\n") -> dict[str, str]:
        """The changed files, with the mark."""
        found = {}
        for name, (old, new) in self.changes.items():
            text = (EXAMPLE / name).read_text(encoding="utf-8")
            assert old in text, f"the example no longer has: {old}"
            found[name] = text.replace(old, new, 1).replace("\n", newline)
        return found

    def places(self, newline: str = "\n") -> list[tuple[str, int, int]]:
        """The files, lines and columns where a mark stands."""
        return [
            (name, *LineIndex(text).position(text.index(MARK)))
            for name, text in self.texts(newline).items()
            if MARK in text
        ]

    def findings(
        self, newline: str = "\n", bom: bytes = b"", select: tuple[str, ...] = (), lang: Lang = "en"
    ) -> tuple[Diagnostic, ...]:
        """What is wrong with the changed example."""
        texts = self.texts(newline).items()
        instead = {str(EXAMPLE / name): bom + text.replace(MARK, "").encode("utf-8") for name, text in texts}
        return lint_one(EXAMPLE, LintOptions(select=select, instead=instead, lang=lang)).diagnostics


def rule_cases(code: str) -> Iterator[RuleCase]:
    """The cases of one rule."""
    text = rule_text(code)
    for key in ("fail", "pass"):
        for number, changes in enumerate(text.get(key, ()), 1):
            pairs = {name: (old, new) for name, (old, new) in changes.items()}
            yield RuleCase(code, number, key == "fail", pairs)


CASES = [case for rule in RULES for case in rule_cases(rule.code)]


def file_of(item: Diagnostic) -> str:
    """The file of a finding in the example."""
    return Path(item.path).relative_to(EXAMPLE).as_posix()
