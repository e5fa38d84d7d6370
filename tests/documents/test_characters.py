"""The ledger of characters: every one has a place, and what has none has a diagnostic."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdcli.documents.characters import CharacterClass, Piece, pieces_of
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.reader import read_document
from tests.helpers import EXAMPLES

LIBRARY = FormLibrary()
CLEAN = [
    path for name in ("aigerim", "daniyar", "first-week", "stepnoe", "school-mysal")
    for suffix in ("*.md", "*.yaml") for path in sorted((EXAMPLES / name).rglob(suffix))
    if not {".pd", "packs", "templates", "build"} & set(path.relative_to(EXAMPLES).parts)
]  # fmt: skip
FIRST_WEEK = EXAMPLES / "first-week" / "cycles" / "2025-2026-1" / "1-action.md"


def read(path: Path, text: str) -> Document | None:
    return read_document(str(path), "x", LIBRARY, "kk", text.encode("utf-8", "surrogatepass"))


def check(document: Document) -> list[Piece]:
    """The pieces cover the text, and each unplaced one has a diagnostic on one of its lines."""
    pieces, text = pieces_of(document), document.text
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(piece.start < piece.end for piece in pieces)
    lines = {line for item in document.diagnostics for line in range(item.span.line, item.span.end_line + 1)}
    # A diagnostic is about the lines that its fix changes, too.
    lines |= {span.line for item in document.diagnostics if item.fix for span, _new in item.fix.edits}
    for piece in pieces:
        if piece.what is CharacterClass.UNPLACED:
            (first, _column), (last, _end) = document.span_between(piece.start, piece.end)
            assert any(line in lines for line in range(first, last + 1)), (text[piece.start : piece.end], lines)
    for key in document.form.headed if document.form else ():
        answer = "".join(
            text[piece.start : piece.end]
            for piece in pieces
            if (piece.what, piece.loc) == (CharacterClass.ANSWER, (key,))
        )
        if answer and key not in front_keys(pieces):
            assert "".join(answer.split()) == "".join(str(document.data[key]).split())
    return pieces


def front_keys(pieces: list[Piece]) -> set[str]:
    return {str(piece.loc[0]) for piece in pieces if piece.what is CharacterClass.VALUE}


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_in_clean_documents_everything_has_a_place(path: Path) -> None:
    document = read(path, path.read_text(encoding="utf-8"))
    if document is None or document.form is None:
        return
    pieces = check(document)
    assert CharacterClass.UNPLACED not in {piece.what for piece in pieces}
    signs = "".join(document.text[piece.start : piece.end] for piece in pieces if piece.what is CharacterClass.SIGN)
    assert set(signs) <= set(" \n-:,[]{}'\"|>\ufeff")


def test_each_kind_of_piece() -> None:
    document = read(FIRST_WEEK, FIRST_WEEK.read_text(encoding="utf-8"))
    assert document is not None
    assert {piece.what for piece in check(document)} == {
        CharacterClass.KEY, CharacterClass.VALUE, CharacterClass.HEADING, CharacterClass.PROMPT, CharacterClass.NOTE, CharacterClass.SIGN, CharacterClass.ANSWER,
    } - ({CharacterClass.ANSWER} if not any(section.value for section in document.sections) else set())  # fmt: skip


SNIPPETS = [
    "Сөз", "\n", "\n\n", " ", "\t", "# ", "## ", "##", "### ", "**", "<!-- ", " -->", "<!--\n", "-->\n", "```\n", "~~~\n", "---\n", "===\n", "- ", "> ",
    "1. ", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> a\n", ":", ": ", "'", '"', "[", "]", "{", "}", "#", " #x", "&a", "*a", "!b", "%", "@", "`", "|", "\u200b",
    "\ufeff", "\x00", "\u00a0", "kind: cycle\n", "Мысалы: ", "<!-- note: a -->\n", "<!-- pd: ignore PD602 -->", "<div>", "x: y\n", "title: b\n", "  - a\n", "\r\n", "\r",
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_typed_has_a_place_or_a_diagnostic(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(CLEAN))
    text = path.read_text(encoding="utf-8")
    for _number in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        if data.draw(st.booleans()):
            at = text.rfind("\n", 0, at) + 1
        text = text[:at] + data.draw(st.sampled_from(SNIPPETS)) + text[at:]
    document = read(path, text)
    if document is not None:
        check(document)


def test_a_key_that_nobody_knows_is_told_where_it_stands_twice() -> None:
    path = EXAMPLES / "aigerim" / "cycles" / "2025-2026-1" / "4-design.yaml"
    document = read(path, "<!-- note: a -->\n" * 2 + path.read_text(encoding="utf-8"))
    assert document is not None
    check(document)
    assert {(item.code, item.span.line) for item in document.diagnostics} == {("PD101", 1), ("PD003", 2)}


SEVERAL = [
    ("daniyar/cycles/2025-2026-1/cycle.yaml", [("\nperiod:", '\npe"riod:'), ("\nfocus:", "\n}focus:")], [("PD101", 5), ("PD002", 8)]),
    ("daniyar/cycles/2025-2026-1/cycle.yaml", [("\nperiod:", "\nрerоd:"), ("\n  end:", "\n   end:")], [("PD101", 5), ("PD002", 7)]),
    ("first-week/cycles/2025-2026-1/cycle.yaml", [("\nperiod:\n", "\nperiod:\n  - жоспар\n")], [("PD002", 8)]),
    ("stepnoe/cycles/2025-2026-1/cycle.yaml", [("\nperiod:\n", "\nperiod:\n- план\n")], [("PD002", 6)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edits", "told"), SEVERAL)
def test_what_is_wrong_in_a_line_is_told_beside_what_is_wrong_below(
    name: str, edits: list[tuple[str, str]], told: list[tuple[str, int]]
) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    document = read(EXAMPLES / name, text)
    assert document is not None
    check(document)
    assert sorted((item.code, item.span.line) for item in document.diagnostics) == sorted(told)
