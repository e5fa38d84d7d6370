"""Every page brings its style sheet with it, whole; golden files of pages leave it out."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.helpers import EXAMPLES, ROOT, Pd

TEMPLATES = ROOT / "templates"
AIGERIM, SCHOOL = EXAMPLES / "aigerim", EXAMPLES / "school-mysal"
DAY = ("--date", "2026-11-25")
PAPER = ("--to", "html", "--out", "-")
# The pages that are printed, by the names of their templates, and the command of each.
PRINTED = {
    "summary": (AIGERIM, ("summary", *PAPER, *DAY)),
    "comparison": (EXAMPLES, ("summary", *PAPER, *DAY)),
    "readiness": (AIGERIM, ("readiness", *PAPER, *DAY)),
    "blank": (AIGERIM, ("blank", "design", *PAPER)),
    "trace": (AIGERIM, ("trace", *PAPER)),
    "history": (AIGERIM, ("history", *PAPER, *DAY)),
    "school": (SCHOOL, ("school", *PAPER, *DAY)),
    "department": (EXAMPLES, ("school", *PAPER, *DAY)),
    "school-trace": (SCHOOL, ("trace", "--school", *PAPER)),
}


def sheet_of(name: str) -> str:
    """The style sheet that a template asks for, with the files that it includes."""
    template = (TEMPLATES / "_base" / f"{name}.html.j2").read_text(encoding="utf-8")
    (sheet,) = re.findall(r"(?s)<style>\n(.*?)</style>", template)
    return re.sub(
        r'\{% include "([\w/.]+)" %\}\n', lambda match: (TEMPLATES / match[1]).read_text(encoding="utf-8"), sheet
    )


def assert_styled(page: str, name: str) -> None:
    """The page has one style sheet: that of its template, and in it the one that all pages share."""
    (sheet,) = re.findall(r"(?s)<style>\n(.*?)</style>", page)
    assert sheet == sheet_of(name)
    assert sheet.startswith((TEMPLATES / "_base" / "style.css.j2").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PRINTED)
def test_a_page_brings_its_style_sheet(name: str, pd: Pd) -> None:
    place, line = PRINTED[name]
    assert_styled(pd(*line, cwd=place).out, name)


def test_the_page_of_a_document_brings_its_style_sheet(pd: Pd, tmp_path: Path) -> None:
    assert pd("render", "portfolio.yaml", "--to", "html", "--out", str(tmp_path), cwd=AIGERIM).code == 0
    assert_styled((tmp_path / "portfolio.html").read_text(encoding="utf-8"), "page")


def test_the_index_of_a_packet_brings_its_style_sheet(pd: Pd, tmp_path: Path) -> None:
    both = (str(EXAMPLES / "daniyar"), str(EXAMPLES / "first-week"))
    assert pd("pack", *both, "--out", "p.zip", *DAY, cwd=tmp_path).code == 0
    with ZipFile(tmp_path / "p.zip") as archive:
        assert_styled(archive.read("index.html").decode("utf-8"), "packet")


def test_every_page_with_a_style_sheet_is_looked_at() -> None:
    styled = {path.name.removesuffix(".html.j2") for path in (TEMPLATES / "_base").glob("*.html.j2")
              if "<style>" in path.read_text(encoding="utf-8")}  # fmt: skip
    assert styled == {*PRINTED, "page", "packet"}
