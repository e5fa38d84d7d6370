"""Names say what they hold: no variable, argument, attribute, function or class is named by a tense of a verb."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import ROOT

PACKAGE = ROOT / "pdcli"
TENSES = frozenset({
    "asked", "chosen", "found", "given", "heard", "held", "kept", "known", "looked", "made", "meant", "named",
    "said", "seen", "shown", "taken", "told", "wanted", "written",
})  # fmt: skip
# Modules that still have such names.
PENDING = (
    "render/**/*.py", "attestation/*.py", "summary/*.py", "anonymisation/*.py",
    "i18n/*.py",
)  # fmt: skip


def new_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that a module gives, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store(), lineno=line) | ast.arg(arg=name, lineno=line):
                yield name, line
            case ast.Attribute(attr=name, ctx=ast.Store(), lineno=line):
                yield name, line
            case ast.FunctionDef(name=name, lineno=line) | ast.ClassDef(name=name, lineno=line):
                yield name, line


def is_pending(path: Path) -> bool:
    """Whether a module is one of those that still have such names."""
    return any(path in PACKAGE.glob(pattern) for pattern in PENDING)


@pytest.mark.parametrize(
    "room", sorted(path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir())
)
def test_no_name_is_a_tense(room: str) -> None:
    files = PACKAGE.glob(f"{room}/**/*.py") if (PACKAGE / room).is_dir() else [PACKAGE / room]
    tenses = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in files
        if not is_pending(path)
        for name, line in new_names(ast.parse(path.read_text(encoding="utf-8")))
        if name.strip("_").lower() in TENSES
    ]
    assert tenses == []
