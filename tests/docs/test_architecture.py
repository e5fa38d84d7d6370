"""ARCHITECTURE.md says what the code has: rooms in the order of their layers, names that exist, files that are there."""

import ast
import re
import tomllib

import pytest

from tests.helpers import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "pdcli"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def section(title: str) -> str:
    """The text under a heading."""
    return re.split(r"^## ", TEXT, flags=re.MULTILINE)[[*re.findall(r"^## (.*)$", TEXT, re.MULTILINE)].index(title) + 1]


def first_cells(title: str) -> list[list[str]]:
    """The names in the first column of a table, row by row."""
    rows = re.findall(r"^\| (`.*?) \|", section(title), re.MULTILINE)
    return [re.findall(r"`([^`]+)`", row) for row in rows]


def names() -> set[str]:
    """The name of every class and function of the package."""
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    return {name for text in texts for name in re.findall(r"^ *(?:class|def) (\w+)", text, re.MULTILINE)}


def test_the_layers_are_those_that_are_checked() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        (contract,) = tomllib.load(file)["tool"]["importlinter"]["contracts"][:1]
    layers = [{room.strip().removeprefix("pdcli.") for room in layer.split("|")} for layer in contract["layers"]]
    shown = [name for row in first_cells("Layers") for name in row]
    for layer in layers:
        here, shown = shown[: len(layer)], shown[len(layer) :]
        assert set(here) == layer
    assert shown == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_owns_and_may_import(room: str) -> None:
    text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert len(text.splitlines()) >= 3
    assert "May import " in text


def test_the_glossary_has_names_of_the_code() -> None:
    glossary = [name for row in first_cells("Glossary") for name in row]
    assert len(glossary) >= 25
    assert set(glossary) - names() == set()


def test_files_that_are_named_are_there() -> None:
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.py|(?:pdcli|tests|docs)/[\w./-]+)`", TEXT))
    assert len(named) >= 15
    for name in named:
        assert (ROOT / name).exists() or (PACKAGE / name).exists(), name
