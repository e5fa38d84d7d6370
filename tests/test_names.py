"""Names say what they hold: no variable, argument, attribute, function or class is named by a tense of a verb."""

import ast
from collections.abc import Iterator

import pytest

from tests.helpers import ROOT

PACKAGE = ROOT / "pdcli"
TENSES = frozenset({
    "asked", "chosen", "found", "given", "heard", "held", "kept", "known", "looked", "made", "meant", "named",
    "said", "seen", "shown", "taken", "told", "wanted", "written",
})  # fmt: skip
# Keys of JSON and of documents, which readers know.
KEYS = {
    "attestation/criteria.py": {"asked"},
    "attestation/readiness.py": {"asked", "found", "said"},
    "model/documents.py": {"asked"},
    "summary/history.py": {"said", "told", "written"},
}


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


@pytest.mark.parametrize("room", [".", *sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))])
def test_no_name_is_a_tense(room: str) -> None:
    files = PACKAGE.glob("*.py") if room == "." else (PACKAGE / room).rglob("*.py")
    tenses = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in files
        for name, line in new_names(ast.parse(path.read_text(encoding="utf-8")))
        if name.strip("_").lower() in TENSES - KEYS.get(path.relative_to(PACKAGE).as_posix(), set())
    ]
    assert tenses == []
