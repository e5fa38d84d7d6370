"""The table of what the guideline speaks of: every command in it runs, and every name in it exists."""

import re
import shlex
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang
from pdcli.lint.engine import is_selector
from pdcli.model.forms import Field
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
