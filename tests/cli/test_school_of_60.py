"""A school of sixty as a committee meets it: tables, pages and packets in every format and language."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from benchmarks.school import Planted, make
from pdcli.i18n import translate
from pdcli.i18n.spaces import held_together
from pdcli.render.comparison import HEADS
from pdcli.summary.comparison import COLUMNS
from tests.helpers import Pd

LANGS = ("kk", "ru", "en")
DAY = ("--date", "2026-06-20")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Planted]]:
    folder = tmp_path_factory.mktemp("school")
    return folder, make(folder, 60)


@pytest.mark.parametrize("lang", LANGS)
def test_tables_tell_the_same_of_all_in_every_format(
    school: tuple[Path, list[Planted]], tmp_path: Path, pd: Pd, lang: str
) -> None:
    folder, planted = school
    run = pd("summary", str(folder), "--to", "html,md,csv,xlsx,json", "--out", ".", *DAY, cwd=tmp_path, lang=lang)
    assert run.code == 0, run.err
    data = json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))
    said = {item["folder"]: item for item in data["rows"]}
    assert {(key, item["name"], item["target_category"] is None) for key, item in said.items()} == {
        (item.id, item.name, number % 3 == 0 or said[item.id]["category"] == "master")
        for number, item in enumerate(planted)
    }
    heads = [translate(HEADS[key], lang) for key in COLUMNS]
    names = [item["name"] for item in data["rows"]]
    notices = [
        f"{pack['key']}: {held_together(pack['title'])} ({held_together(pack['edition'])}; {pack['provenance']}). "
        + pack["notice"]
        for pack in data["packs"]
    ]
    missing = translate("none", lang)
    aims = [item["target_category"] for item in data["rows"]]

    lines = list(csv.reader(io.StringIO((tmp_path / "comparison.csv").read_text(encoding="utf-8-sig"))))
    assert lines[0][: len(heads)] == heads
    assert [line[0] for line in lines[1:]] == names
    assert [line[heads.index(translate(HEADS["target_category"], lang))] == missing for line in lines[1:]] == [
        aim is None for aim in aims
    ]
    # What must be said of a rule pack stands in every row that uses it.
    pack, note = heads.index(translate(HEADS["pack"], lang)), len(lines[0]) - 1
    assert {line[note] for line in lines[1:] if line[pack] == "kz-2025-02-25"} == set(notices)
    assert {line[note] for line in lines[1:] if line[pack] == missing} <= {missing}

    book = openpyxl.load_workbook(tmp_path / "comparison.xlsx")
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0][: len(heads)] == heads and [row[0] for row in rows[1:]] == names
    assert [row[0] for row in book.worksheets[2].iter_rows(min_row=2, values_only=True)] == notices

    text = (tmp_path / "comparison.md").read_text(encoding="utf-8")
    last = text[text.rindex("\n## ") :]
    table = [line.strip("|").split(" | ") for line in last.splitlines() if line.startswith("|")]
    assert {len(line) for line in (table[0], *table[2:])} == {len(heads)}
    assert [line[0].strip() for line in table[2:]] == names
    page = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    assert all(name in page for name in names) and all(notice in text for notice in notices)


@pytest.mark.parametrize(("lang", "number"), [("kk", 0), ("ru", 17), ("en", 44)])
def test_packets_of_its_teachers(
    school: tuple[Path, list[Planted]], tmp_path: Path, pd: Pd, lang: str, number: int
) -> None:
    folder, planted = school
    root = folder / "teachers" / planted[number].id
    assert pd("pack", str(root), "--out", "packet.zip", *DAY, cwd=tmp_path, lang=lang).code == 0
    run = pd("verify", "packet.zip", cwd=tmp_path, lang=lang)
    assert run.code == 0, run.out
