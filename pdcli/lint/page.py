"""The page of a rule: what it checks and why, in three languages, with a bad and a good example."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdcli.i18n import Lang
from pdcli.i18n import gettext as _
from pdcli.lint.rules import BY_CODE
from pdcli.reading.yaml_reader import read_yaml

_FOLDER = Path(__file__).resolve().parent / "pages"


class RulePage(NamedTuple):
    """One page. `what` says what is checked, `why` why it matters to a teacher or a committee."""

    code: str
    name: str
    severity: str
    what: str
    why: str
    bad: str
    good: str

    def as_markdown(self) -> str:
        """The page as text for the terminal and for docs/."""
        why, bad, good = _("Why it matters"), _("Not like this"), _("But like this")
        parts = [f"# {self.code} {self.name}", self.what, f"## {why}", self.why, f"## {bad}", _fenced(self.bad)]
        return "\n\n".join([*parts, f"## {good}", _fenced(self.good)]) + "\n"


def _fenced(text: str) -> str:
    # An example may hold a frame of code itself.
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text.rstrip()}\n{fence}"


@cache
def _pages() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for file in sorted(_FOLDER.glob("*.yaml")):
        found.update(read_yaml(file.read_text(encoding="utf-8")).data)
    return found


def page(code: str, lang: Lang) -> RulePage:
    """The page of a rule. Raises KeyError for a code that is none."""
    rule, words = BY_CODE[code], _pages()[code]
    return RulePage(
        code, rule.name, rule.severity.value, words["what"][lang], words["why"][lang],
        str(words["bad"]), str(words["good"]),
    )  # fmt: skip
