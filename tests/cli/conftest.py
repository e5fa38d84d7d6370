"""Fixtures of the commands."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.cycle import plan_cycle
from pdcli.scaffold.portfolio import plan_portfolio
from tests.cli.filling import make


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with an empty cycle, made once."""
    root = tmp_path_factory.mktemp("empty")
    make(plan_portfolio(root, {"name": "Айгерім", "school": "Мысал"}, "kk"))
    make(plan_cycle(load_portfolio(root), date(2026, 9, 1), date(2026, 9, 1), date(2026, 12, 31)))
    return root


@pytest.fixture
def started(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be filled."""
    monkeypatch.setenv("PD_STATE_DIR", str(tmp_path / "state"))
    return Path(shutil.copytree(empty, tmp_path / "portfolio", ignore=shutil.ignore_patterns("schemas")))
