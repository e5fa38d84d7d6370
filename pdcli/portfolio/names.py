"""Parts of a portfolio by the names that people type: a cycle, a stage in any language, a stage of a cycle."""

from pathlib import Path

from pdcli.model.plain import STAGES
from pdcli.portfolio.portfolio import Portfolio


def with_stage_key(portfolio: Portfolio, name: str) -> str | None:
    """`design` for `жобалау`, `2026-2027-1/design` for `2026-2027-1/Проектирование`; None where no stage is named."""
    cycle, slash, word = name.rpartition("/")
    key = portfolio.forms.suggest_kind(word)
    return f"{cycle}{slash}{key}" if key in STAGES else None


def place_named(portfolio: Portfolio, name: str) -> Path | None:
    """The folder of the cycle or the document of the stage that a name means; None where it names neither.

    A stage without a cycle is that of the last cycle that has it.
    """
    folders = {folder.name: folder for folder in portfolio.cycles}
    if name in folders:
        return folders[name].path
    cycle, _slash, stage = (with_stage_key(portfolio, name) or "").rpartition("/")
    documents = [
        folder.stages[stage] for folder in portfolio.cycles if stage in folder.stages and cycle in ("", folder.name)
    ]
    return documents[-1].path if documents else None
