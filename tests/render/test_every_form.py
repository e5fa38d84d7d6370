"""Every text of every form is on its page, sign by sign, in HTML and Markdown; the same of summary, thread and tables."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from pdcli.documents.form_library import FormLibrary
from pdcli.model.forms import Field
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.render.pages import render
from tests.helpers import run_pd
from tests.render.reader import signs, signs_of_html, signs_of_markdown
from tests.render.typed import TYPED

LIBRARY = FormLibrary()
# What YAML cannot hold without an escape is not what teachers type.
PRINTED = [text for text in TYPED if all(sign.isprintable() or sign in "\n\t" for sign in text) and "###" not in text]
READERS = {"html": signs_of_html, "md": signs_of_markdown}


class Typed:
    """Texts one after another, each with a number of its own."""

    def __init__(self, start: int) -> None:
        self._numbers = count(start)
        self.given: list[str] = []

    def line(self) -> str:
        number = next(self._numbers)
        return self._with(" ".join(PRINTED[number % len(PRINTED)].split()) + f" ≡{number}≡")

    def answer(self) -> str:
        number = next(self._numbers)
        return self._with(PRINTED[number % len(PRINTED)] + f"\n≡{number}≡")

    def _with(self, text: str) -> str:
        self.given.append(text)
        return text


def values(fields: tuple[Field, ...], typed: Typed) -> dict[str, Any]:
    """An answer to every question that is answered with text."""
    found: dict[str, Any] = {}
    for item in fields:
        if item.type == "text":
            found[item.key] = typed.answer() if item.long else typed.line()
        elif item.type == "list":
            found[item.key] = [typed.line(), typed.line()]
        elif item.type == "table":
            found[item.key] = [values(item.columns, typed) for _row in range(2)]
        elif item.type == "sheet":
            found[item.key] = {row.key: values(item.columns, typed) for row in item.rows}
        elif item.type == "group":
            found[item.key] = values(item.fields, typed)
    return {key: value for key, value in found.items() if value not in ({}, [{}, {}])}


def missing(page: str, given: list[str]) -> Iterator[str]:
    return (text for text in given if signs(text) not in page)


@pytest.mark.parametrize("start", [0, 97])
@pytest.mark.parametrize("kind", LIBRARY.kinds())
def test_every_text_of_a_form_is_on_its_page(kind: str, start: int, tmp_path: Path) -> None:
    form = LIBRARY.get(kind)
    assert form
    typed = Typed(start)
    data = {"kind": kind, "title": typed.line(), **values(form.all_fields, typed)}
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    file = tmp_path / ("portfolio.yaml" if kind == "portfolio" else f"x/{kind}.yaml")
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    portfolio = load_portfolio(tmp_path)
    for path, text in render(portfolio, file, ["html", "md"], tmp_path / "build", portfolio.lang):
        page = READERS[path.suffix[1:]](text)
        assert list(missing(page, typed.given)) == [], path.suffix


@pytest.fixture
def cycle(tmp_path: Path) -> tuple[Path, Typed]:
    """A cycle, a register and a profile full of signs."""
    typed = Typed(0)
    folder = tmp_path / "cycles" / "2026-2027-1"
    folder.mkdir(parents=True)

    def put(file: str, data: dict[str, Any]) -> None:
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        (tmp_path / file).write_text(text, encoding="utf-8")

    head = {"status": "final", "date": "2026-10-14"}
    here = "cycles/2026-2027-1"
    put(
        "portfolio.yaml",
        {
            "kind": "portfolio",
            "name": typed.line(),
            "school": typed.line(),
            "subject": typed.line(),
            "theme": "ұзын " * 60 + typed.line(),
        },
    )
    put(
        "evidence.yaml",
        {
            "kind": "evidence",
            "items": [
                {
                    "id": "e1",
                    "title": typed.line(),
                    "issuer": typed.line(),
                    "why": typed.line(),
                    "file": "evidence/a_b*c*.txt",
                }
            ],
        },
    )
    put(
        f"{here}/cycle.yaml",
        {
            "kind": "cycle",
            "title": "Цикл",
            "focus": typed.answer(),
            "period": {"start": "2026-09-01", "end": "2026-12-30"},
        },
    )
    put(
        f"{here}/2-analysis.yaml",
        {"kind": "analysis", **head, "findings": [{"id": "f1", "text": typed.line(), "evidence": ["e1"]}]},
    )
    put(
        f"{here}/3-reflection.yaml",
        {"kind": "reflection", **head, "growth_areas": [{"id": "r1", "title": typed.line(), "from": ["f1"]}]},
    )
    put(
        f"{here}/4-design.yaml",
        {
            "kind": "design",
            **head,
            "goals": [
                {
                    "id": "g1",
                    "goal": typed.line(),
                    "from": ["r1"],
                    "indicator": typed.line(),
                    "baseline": "2*3*4",
                    "target": "_5_ $6$",
                }
            ],
            "plan": [{"action": typed.line(), "goal": "g1"}],
        },
    )
    put(f"{here}/5-approbation.yaml", {"kind": "approbation", **head, "results": [{"goal": "g1", "measured": "~7~ | 8", "reached": "no", "evidence": ["e1"]}],
                                      "corrections": [{"id": "c1", "text": typed.line(), "goal": "g1"}]})  # fmt: skip
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a_b*c*.txt").write_text("x", encoding="utf-8")
    return tmp_path, typed


@pytest.mark.parametrize("command", ["summary", "trace"])
def test_summary_and_thread_show_every_sign(cycle: tuple[Path, Typed], command: str) -> None:
    root, typed = cycle
    assert run_pd(command, "--to", "html,md,json", "--out", "build", cwd=root, lang="kk").code == 0
    # Where a text is too long for a line of the first page, or for the drawing, it stands below in full.
    given = [text for text in typed.given if signs(text) not in signs(_not_in(root, command))]
    for suffix, reader in READERS.items():
        page = reader((root / "build" / f"{command}.{suffix}").read_text(encoding="utf-8"))
        assert list(missing(page, [*given, "2*3*4 → _5_ $6$", "~7~ | 8"])) == [], suffix
    data = "".join(_strings(json.loads((root / "build" / f"{command}.json").read_text(encoding="utf-8"))))
    assert list(missing(signs(data), given)) == []


def _not_in(root: Path, command: str) -> str:
    """What the thread does not tell: the profile but for the name, what evidence is for, the focus."""
    if command == "summary":
        # The thread of the summary names actions; a subject and a school are cut to one line only.
        return ""
    profile = yaml.safe_load((root / "portfolio.yaml").read_text(encoding="utf-8"))
    row = yaml.safe_load((root / "evidence.yaml").read_text(encoding="utf-8"))["items"][0]
    focus = yaml.safe_load((root / "cycles/2026-2027-1/cycle.yaml").read_text(encoding="utf-8"))["focus"]
    return "".join((profile["school"], profile["subject"], profile["theme"], row["issuer"], row["why"], focus))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def test_tables_hold_every_sign(tmp_path: Path) -> None:
    given = [" ".join(text.split()) for text in PRINTED if text.split()]
    for number, line in enumerate(given):
        folder = tmp_path / f"t{number}"
        folder.mkdir()
        (folder / "portfolio.yaml").write_text(
            yaml.safe_dump({"kind": "portfolio", "name": line}, allow_unicode=True, width=10_000), encoding="utf-8"
        )
    run = run_pd("summary", "--to", "csv,xlsx,json,md,html", "--out", "build", cwd=tmp_path, lang="kk")
    assert run.code == 0
    names = sorted(given)
    rows = list(csv.reader(io.StringIO((tmp_path / "build/comparison.csv").read_text(encoding="utf-8-sig"))))
    # What a spreadsheet would take for a formula stands behind an apostrophe.
    assert sorted(row[0].removeprefix("'") for row in rows[1:]) == sorted(name.removeprefix("'") for name in names)
    sheet = openpyxl.load_workbook(tmp_path / "build/comparison.xlsx").worksheets[0]
    assert sorted(str(cell.value) for cell in sheet["A"][1:]) == names
    data = json.loads((tmp_path / "build/comparison.json").read_text(encoding="utf-8"))
    assert list(missing(signs("".join(_strings(data))), names)) == []
    for suffix, reader in READERS.items():
        page = reader((tmp_path / f"build/comparison.{suffix}").read_text(encoding="utf-8"))
        assert list(missing(page, names)) == [], suffix
