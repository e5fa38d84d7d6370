"""docs/trust.md says how much is attacked; these are the numbers."""

import re

import pytest

from tests.attack.payloads import IN_PAGES, IN_TERMINALS
from tests.attack.test_archives import CHANGED_ARCHIVES, CHANGED_FILES, CRAFTS
from tests.attack.test_mutations import COMMAND_LINES, DAMAGED, EXAMPLE_NAMES
from tests.attack.test_strangers import READERS, STRANGERS
from tests.attack.test_system_calls import CHOSEN
from tests.attack.test_terminals import PRINTED
from tests.conftest import ROOT

FIGURES = [
    DAMAGED * len(EXAMPLE_NAMES), len(COMMAND_LINES), len(IN_PAGES), len(IN_TERMINALS), len(PRINTED),
    CHANGED_ARCHIVES + CHANGED_FILES, len(CRAFTS), len(CHOSEN), STRANGERS, len(READERS),
]  # fmt: skip


@pytest.mark.parametrize("page", ["docs/trust.md", "docs/kk/trust.md", "docs/ru/trust.md"])
def test_the_page_tells_what_is_tried(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if "`make attack`" in part)
    assert [int(figure) for figure in re.findall(r"(?m)^\| .* \| (\d+) \|$", section)] == FIGURES
