"""docs/trust.md says how much is attacked; these are the numbers."""

import re

import pytest

from tests.attack.budget import CHANGED_ARCHIVES, CHANGED_FILES, DAMAGED, EXAMPLE_NAMES, STRANGERS
from tests.attack.command_lines import COMMAND_LINES, PRINTED, READERS, WRITING_CASES
from tests.attack.crafts import CRAFTS
from tests.attack.payloads import IN_PAGES, IN_TERMINALS
from tests.helpers import ROOT

FIGURES = [
    DAMAGED * len(EXAMPLE_NAMES), len(COMMAND_LINES), len(IN_PAGES), len(IN_TERMINALS), len(PRINTED),
    CHANGED_ARCHIVES + CHANGED_FILES, len(CRAFTS), len(WRITING_CASES), STRANGERS, len(READERS),
]  # fmt: skip


@pytest.mark.parametrize("page", ["docs/trust.md", "docs/kk/trust.md", "docs/ru/trust.md"])
def test_the_page_tells_what_is_tried(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if "`make attack`" in part)
    assert [int(figure) for figure in re.findall(r"(?m)^\| .* \| (\d+) \|$", section)] == FIGURES
