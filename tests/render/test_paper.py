"""Pages as documents for paper: nothing that a reader sees on a page is lost on the way to Word and PDF."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import html
from openxml_audit import OpenXmlValidator

from pdcli.render.formats.docx import convert as to_docx
from pdcli.render.formats.pdf import convert as to_pdf
from pdcli.render.paper import Heading, ItemList, Paper, Paragraph, Table, every_block, paper, plain_text
from tests.helpers import EXAMPLES, run_pd
from tests.office import letters, text_of_docx, text_of_pdf

DAY = ("--date", "2026-11-30")
PAGES = {
    "portfolio": ("render", "aigerim", ()),
    "summary": ("summary", "daniyar", DAY),
    "readiness": ("readiness", "stepnoe", DAY),
    "comparison": ("summary", "school-mysal", DAY),
    "school": ("school", "school-village", DAY),
}
# Someone may type anything; none of it acts in XML, in Typst or in fields of Word.
HOSTILE = """<!DOCTYPE html><html lang="kk"><head><title>#panic("x")</title></head><body>
<h1>#panic("title")</h1><h3 id="a">]] $x$ #eval("1") \\u{41} "quoted" &lt;w:br/&gt;</h3>
<p>#import "/etc/passwd": * // comment /* @label * _x_ `raw` = Heading</p>
<p>\x07bell \ufffe \u200bzero ] } ) #] #} {PAGE} \\* MERGEFORMAT</p><p>\U0001f600 中文 ♫</p>
<p><a href="#a">there</a> <a href="#nowhere">nowhere</a> <a href="https://example.kz/?a=1&amp;b=%22">out</a></p>
<ul><li>one<ul><li>two</li></ul></li></ul><table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>
</body></html>"""


@pytest.fixture(scope="module", params=PAGES, ids=str)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of an example in HTML."""
    out = tmp_path_factory.mktemp("page")
    command, example, options = PAGES[request.param]
    run = run_pd(command, str(EXAMPLES / example), "--to", "html", "--out", str(out), *options, cwd=out, lang="kk")
    assert run.code == 0, run.err
    return (out / f"{request.param}.html").read_text("utf-8")


def visible_texts(page: str) -> Iterator[str]:
    """Yield the texts that another reader of HTML sees, without those that serve a screen only."""
    tree = html.document_fromstring(page)
    for way in (
        "//head",
        "//script",
        "//nav",
        "//svg",
        "//*[@hidden]",
        "//a[@class='skip']",
        "//ul[@class='threads']//code",
    ):
        for item in tree.xpath(way):
            item.drop_tree()
    yield from (part for part in tree.itertext() if isinstance(part, str) and letters(part))


def test_all_text_of_a_page_is_in_the_document(page: str) -> None:
    text = letters(plain_text(paper(page).blocks) + "".join(captions(paper(page))))
    assert [part for part in visible_texts(page) if letters(part) not in text] == []


def captions(document: Paper) -> Iterator[str]:
    for block in every_block(document.blocks):
        if isinstance(block, Table):
            yield "".join(run.text for run in block.caption)


def test_word_opens_it_and_nothing_is_missing(page: str, tmp_path: Path) -> None:
    data = to_docx(page)
    assert to_docx(page) == data
    file = tmp_path / "page.docx"
    file.write_bytes(data)
    assert list(OpenXmlValidator().validate(file).errors) == []
    text = text_of_docx(data)
    assert [part for part in visible_texts(page) if letters(part) not in text] == []


def test_pdf_is_tagged_and_every_word_can_be_copied(page: str) -> None:
    data = to_pdf(page)
    assert to_pdf(page) == data
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.Lang == "kk-KZ"
        assert document.Root.MarkInfo.Marked
        assert "pdfuaid" in str(document.Root.Metadata.read_bytes())
    text = text_of_pdf(data)
    # A text may go on after the foot of a page, so that words are looked for; digests are broken anywhere.
    words = {word for part in visible_texts(page) for word in part.split() if word.isalpha() and len(word) > 3}
    assert [word for word in words if word not in text] == []


def test_text_that_looks_like_code_is_shown_as_typed(tmp_path: Path) -> None:
    file = tmp_path / "hostile.docx"
    file.write_bytes(to_docx(HOSTILE))
    assert list(OpenXmlValidator().validate(file).errors) == []
    pdf, docx = text_of_pdf(to_pdf(HOSTILE)), text_of_docx(file.read_bytes())
    for text in ('#panic("title")', '#import"/etc/passwd":*//comment/*@label*_x_`raw`=Heading', "\\*MERGEFORMAT"):
        assert letters(text) in pdf
        assert letters(text) in docx


def test_signs_without_a_font_are_named_in_pdf() -> None:
    assert "[U+1F600][U+4E2D][U+6587]" in text_of_pdf(to_pdf(HOSTILE))


def test_without_the_packages_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    run = run_pd("blank", "lesson-analysis", "--to", "pdf", cwd=tmp_path, lang="kk")
    assert (run.code, list(tmp_path.iterdir())) == (2, [])
    assert 'pip install "pdcli[office]"' in run.err


def test_a_table_too_wide_for_paper_is_written_in_lines() -> None:
    heads = "".join(f"<th>column {number}</th>" for number in range(30))
    cells = "".join(f"<td>extraordinarily{number}</td>" for number in range(30))
    blocks = paper(f"<body><table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table></body>").blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]
    assert isinstance(blocks[1], Table)
    assert blocks[1].width == 2
    assert len(blocks[1].rows) == 29


def test_levels_of_headings_skip_none() -> None:
    blocks = paper("<body><h2>a</h2><h4>b</h4><h4>c</h4><h3>d</h3><h2>e</h2></body>").blocks
    assert [(block.level, block.runs[0].text) for block in blocks if isinstance(block, Heading)] == [
        (1, "a"), (2, "b"), (2, "c"), (2, "d"), (1, "e"),
    ]  # fmt: skip


def test_marks_that_people_typed_replace_those_of_lists() -> None:
    (typed, usual) = paper(
        '<body><ol class="typed"><li><span class="mark">3)</span> x</li></ol><ul><li>y</li></ul></body>'
    ).blocks
    assert isinstance(typed, ItemList)
    assert isinstance(usual, ItemList)
    assert (typed.has_marks, plain_text([typed]), usual.has_marks) == (False, "3) x", True)
