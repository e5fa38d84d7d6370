"""The table of what the guideline speaks of: every command in it runs, and every name in it exists."""

import re
import shlex
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.progress import holds_answers
from pdcli.i18n import LANGS, Lang
from pdcli.lint.engine import is_selector
from pdcli.model.forms import Field
from pdcli.portfolio.opening import read_portfolio
from pdcli.portfolio.school import load_school
from tests.helpers import EXAMPLES, ROOT, run_pd
from website.pages import source_of

PLACE = "coverage.md"
NUMBER = 110
SCHOOLS = ("school-city", "school-private", "school-village")
NOTHING = ("There is nothing in this list", "Not stated:", "nothing to count")
# What a row without anything in pd must say.
NOT_BUILT: dict[Lang, str] = {"kk": "**", "ru": "**", "en": "**not built**"}
_ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \| `(.+)` \|$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`|\b(PD\d{3})\b")


class Row(NamedTuple):
    """One row: its number, what the guideline speaks of, what carries it in pd, and where to try it."""

    number: int
    text: str
    carrier: str
    folder: str

    @property
    def names(self) -> tuple[str, ...]:
        """Commands, forms, fields and rules, as they are typed."""
        return tuple(code or rule for code, rule in _CODE.findall(self.carrier))


@cache
def rows(lang: Lang) -> tuple[Row, ...]:
    """The rows of the page in a language."""
    text = (ROOT / source_of(PLACE, lang)).read_text(encoding="utf-8")
    return tuple(Row(int(number), *cells) for number, *cells in _ROW.findall(text))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("examples")
    for name in SCHOOLS:
        shutil.copytree(EXAMPLES / name, place / name)
    return place


@pytest.mark.parametrize("lang", LANGS)
def test_every_thing_of_the_guideline_has_one_row(lang: Lang) -> None:
    assert [row.number for row in rows(lang)] == list(range(1, NUMBER + 1))
    assert len({row.text for row in rows(lang)}) == NUMBER


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_is_the_same_in_every_language(lang: Lang) -> None:
    for row, english in zip(rows(lang), rows("en"), strict=True):
        assert (row.names, row.folder) == (english.names, english.folder), row.number
        assert (NOT_BUILT[lang] in row.carrier) == (NOT_BUILT["en"] in english.carrier), row.number


@pytest.mark.parametrize(
    ("folder", "command"), sorted({(row.folder, name) for row in rows("en") for name in row.names if name.startswith("pd ")})
)  # fmt: skip
def test_every_command_runs(folder: str, command: str, examples: Path) -> None:
    run = run_pd(*shlex.split(command)[1:], cwd=examples / folder)
    assert run.code == 0, run.out + run.err
    assert run.out.strip()
    # A row shows something in its example, not that there is nothing.
    assert not [text for text in NOTHING if text in run.out], run.out


def test_every_row_names_what_carries_it() -> None:
    library = FormLibrary(EXAMPLES / "school-village")
    for row in rows("en"):
        assert row.names, row.number
        for name in row.names:
            if name.startswith("PD"):
                assert is_selector(name), (row.number, name)
            elif not name.startswith("pd "):
                kind, *keys = name.split(".")
                form = library.get(kind)
                assert form is not None, (row.number, name)
                fields: tuple[Field, ...] = form.all_fields
                for key in keys:
                    field = next((item for item in fields if item.key == key), None)
                    assert field is not None, (row.number, name)
                    fields = field.parts


@cache
def documents(folder: str) -> list[Document]:
    """The documents of an example; of a school those of its teachers too."""
    root = EXAMPLES / folder
    if not (root / "school.yaml").exists():
        return read_portfolio(root).documents
    school = load_school(root)
    return [*school.own.documents, *(item for at in school.teachers.values() for item in read_portfolio(at).documents)]


def is_filled_in(value: Any, keys: Sequence[str]) -> bool:
    """Whether there is an answer at a path of keys; the rows of tables and sheets are looked into."""
    if not keys:
        return value not in (None, "", [], {})
    if isinstance(value, list):
        return any(is_filled_in(row, keys) for row in value)
    if not isinstance(value, dict):
        return False
    return is_filled_in(value.get(keys[0]), keys[1:]) or any(
        is_filled_in(row, keys) for row in value.values() if isinstance(row, dict)
    )


def test_the_example_of_a_row_holds_what_the_row_names() -> None:
    missing = []
    for row in rows("en"):
        for name in (name for name in row.names if not name.startswith(("pd ", "PD"))):
            kind, *keys = name.split(".")
            held = [item.data for item in documents(row.folder) if item.kind == kind and holds_answers(item)]
            if not any(is_filled_in(data, keys) for data in held):
                missing.append((row.number, row.folder, name))
    assert missing == []


@pytest.mark.parametrize(
    ("value", "keys", "expected"),
    [({"a": [{"b": ""}, {"b": "x"}]}, "a.b", True), ({"a": [{"b": ""}]}, "a.b", False), ({"a": {}}, "a", False),
     ({"a": {"row": {"b": 1}}}, "a.b", True), ({"b": 1}, "a", False), ("x", "a", False)],
)  # fmt: skip
def test_what_counts_as_filled_in(value: Any, keys: str, expected: bool) -> None:
    assert is_filled_in(value, keys.split(".")) == expected
