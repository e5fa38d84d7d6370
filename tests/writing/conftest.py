"""What tests of writing share."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_drafts(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No draft of a test is kept where the user's are."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("PD_STATE_DIR", str(folder))
    return folder
