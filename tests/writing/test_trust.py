"""docs/trust.md says how often each thing is tried; these are the numbers."""

import re
from pathlib import Path

import pytest

from tests.helpers import ROOT
from tests.writing import test_faults
from tests.writing.cases import CASES
from tests.writing.faults import faults, refusing

PAGES = ["docs/trust.md", "docs/kk/trust.md", "docs/ru/trust.md"]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    root = tmp_path_factory.mktemp("batch")
    test_faults.old_batch(root)
    with faults(root, None, refusing(0)) as watch:
        test_faults.apply(test_faults.batch(root))
    return [
        len(CASES),
        len(test_faults.QUICK) * test_faults.MOST,
        len(watch.calls) * len(test_faults.ERRORS),
        len(test_faults.KILLED),
        len(test_faults.EDITED) * 2,
        len(test_faults.WRITERS) * test_faults.LINES,
    ]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_tells_what_is_tried(page: str, figures: list[int]) -> None:
    text = (ROOT / Path(page)).read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if "pytest tests/writing" in part)
    assert [int(figure) for figure in re.findall(r"(?m)^\| .* \| (\d+) \|$", section)] == figures
