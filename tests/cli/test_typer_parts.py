"""What pd takes of Typer without its being published stands in one module, and is there."""

import re
from importlib import import_module, metadata
from pathlib import Path

import typer
from packaging.requirements import Requirement

from tests.helpers import ROOT

PRIVATE = re.compile(r"^\s*(?:from|import) typer\.(?:_\w+|rich_utils|completion|utils)", re.MULTILINE)
PARTS = ROOT / "pdcli" / "cli" / "typer_parts.py"


def test_only_one_module_takes_private_parts() -> None:
    taking = [path for path in (ROOT / "pdcli").rglob("*.py") if PRIVATE.search(path.read_text(encoding="utf-8"))]
    assert [Path(path) for path in taking] == [PARTS]


def test_every_part_is_there() -> None:
    parts = re.findall(r"from (typer\._click[.\w]*) import (.*)", PARTS.read_text(encoding="utf-8"))
    assert len(parts) == 3
    for module, names in parts:
        for name in names.split(", "):
            assert hasattr(import_module(module), name), (module, name)


def test_the_version_is_bounded() -> None:
    (required,) = [found for text in metadata.requires("pdcli") or () if (found := Requirement(text)).name == "typer"]
    assert {item.operator for item in required.specifier} == {">=", "<"}
    assert required.specifier.contains(typer.__version__)
