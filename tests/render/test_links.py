"""Links and pictures in answers lead from the page to their files, and nowhere else."""

import os
from pathlib import Path
from urllib.parse import unquote

import pytest

from pdcli.lint.engine import lint
from pdcli.portfolio.links import links_in
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.render.pages import render
from tests.render.reader import read_html, read_markdown, signs

LESSON = "cycles/2026-2027-1/lessons/2026-10-14-sabaq.md"
FILES = ["evidence/jospar.pdf", "evidence/Сабақ жоспары (6 «Ә»).txt", "evidence/100% a#b.pdf", "evidence/тақта.png", "cycles/2026-2027-1/lessons/p.png",
         "cycles/2026-2027-1/lessons/2026-10-07-alghashqy.md", "evidence/jeke.png", "evidence/sayt.html"]  # fmt: skip
SECRET = "outside/secret.png"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A portfolio whose answers may lead to all kinds of files."""
    root = tmp_path / "work" / "portfolio"
    for name in (*FILES, f"../../{SECRET}", ".git/config"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            "---\nkind: lesson-analysis\nprivate: true\n---\n" if name.endswith(".md") else "x", encoding="utf-8"
        )
    (root / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    (root / "evidence.yaml").write_text(
        "kind: evidence\nitems:\n  - id: e1\n    title: а\n    file: evidence/jospar.pdf\n  - id: e2\n    title: б\n    private: true\n    file: evidence/jeke.png\n",
        encoding="utf-8",
    )
    return root


def write(root: Path, answer: str) -> None:
    text = f"---\nkind: lesson-analysis\ntitle: Сабақ\n---\n\n## 1. Сабақтың мақсаты қандай?\n\n{answer}\n"
    (root / LESSON).write_text(text, encoding="utf-8")


def pages(root: Path, out: Path) -> dict[str, str]:
    portfolio = load_portfolio(root)
    return {file.suffix: text for file, text in render(portfolio, root / LESSON, ["html", "md"], out, "en")}


LEAD = [
    ("[жоспар](../../../evidence/jospar.pdf)", "evidence/jospar.pdf"),
    ("[жоспар](..\\..\\..\\evidence\\jospar.pdf)", "evidence/jospar.pdf"),
    ("[жоспар](../../../evidence/jospar.pdf#page=2)", "evidence/jospar.pdf"),
    ("[жоспар](../../../evidence/jospar.pdf?x=1)", "evidence/jospar.pdf"),
    ('[жоспар](../../../evidence/jospar.pdf "толық")', "evidence/jospar.pdf"),
    ("[жоспар](<../../../evidence/Сабақ жоспары (6 «Ә»).txt>)", "evidence/Сабақ жоспары (6 «Ә»).txt"),
    ("[жоспар](../../../evidence/Сабақ жоспары (6 «Ә»).txt)", "evidence/Сабақ жоспары (6 «Ә»).txt"),
    ("[жоспар](../../../evidence/%D0%A1абақ%20жоспары%20(6%20«Ә»).txt)", "evidence/Сабақ жоспары (6 «Ә»).txt"),
    ("[x](../../../evidence/100% a#b.pdf)", "evidence/100% a#b.pdf"),
    ("[**x** және `y`](../../../evidence/jospar.pdf)", "evidence/jospar.pdf"),
    ("[папка](../../../evidence/)", "evidence"),
    ("[бет](./p.png)", "cycles/2026-2027-1/lessons/p.png"),
    ("сөз[бет](p.png)", "cycles/2026-2027-1/lessons/p.png"),
]
PICTURES = [
    ("![сурет](p.png)", "cycles/2026-2027-1/lessons/p.png"),
    ("![](../../../evidence/тақта.png)", "evidence/тақта.png"),
    ("**![сурет](<p.png> 'x')**", "cycles/2026-2027-1/lessons/p.png"),
]
NOWHERE = [
    ("[a](../../../evidence/joq.pdf)", "PD518"), ("![a](joq.png)", "PD518"), ("![a](joq)", "PD518"), ("[a](evidence/jospar.pdf)", "PD518"),
    ("[a](../../../evidence/Jospar.PDF)", "PD518"), ("[a](www.a.kz/x)", "PD518"), ("[a](http:/a)", "PD518"), ("[a](p.png/x)", "PD518"), ("[a](" + "x" * 5000 + ".pdf)", "PD518"),
    ("[a](../../../../../outside/secret.png)", "PD519"), ("![a](../../../../../outside/secret.png)", "PD519"), ("[a](/etc/passwd)", "PD519"), ("[a](C:\\a\\b.pdf)", "PD519"),
    ("[a](//a.kz/x.js)", "PD519"), ("[a](javascript:alert(1))", "PD519"), ("[a](JavaScript:alert(1))", "PD519"), ("[a](data:text/html,x)", "PD519"), ("[a](file:///etc/passwd)", "PD519"),
    ("[a](../../../.git/config)", "PD519"), ("[a](%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/outside/secret.png)", "PD519"), ("[a](\\\\server\\x.pdf)", "PD519"),
]  # fmt: skip
SILENT = [
    "[Cu](H2O)",
    "f[i](x)",
    "[5](1.5)",
    "f[i]()",
    "\\[a]()",
    "[a](#b)",
    "[тел](tel:+77010000000)",
    "\\[a](joq.pdf)",
    "[a] (joq.pdf)",
    "[a][joq.pdf]",
]


def _file(root: Path, out: Path, href: str) -> str:
    way = out / Path(LESSON).parent / unquote(href.split("#")[0].split("?")[0])
    return Path(os.path.normpath(way)).relative_to(root).as_posix()


@pytest.mark.parametrize("target", ["../../../.git/config", "../../../.obsidian/app.json", "../../../cycles/../.pd/x"])
def test_a_hidden_file_of_the_portfolio_is_not_called_outside(place: Path, target: str) -> None:
    write(place, f"[a]({target})")
    (found,) = lint(load_portfolio(place), ["PD519"])
    assert "begins with a dot" in found.message.text("en")


@pytest.mark.parametrize(
    ("answer", "instead"),
    [
        ("[[jospar.pdf]]", "[jospar.pdf](../../../evidence/jospar.pdf)"),
        ("![[../../../evidence/jeke.png|сурет]]", "![сурет](../../../evidence/jeke.png)"),
        ("[[evidence/jospar.pdf#2-бет]]", "[jospar.pdf](../../../evidence/jospar.pdf)"),
        ("![[joq-surety.png]]", None),
    ],
)
def test_links_of_a_program_for_notes(place: Path, answer: str, instead: str | None) -> None:
    write(place, f"Қараңыз: {answer} және [[6 сынып]].")
    (found,) = lint(load_portfolio(place), ["PD518", "PD519"])
    assert found.code == "PD518" and found.span.column == 10
    assert [text for _span, text in found.fix.edits] == [instead] if found.fix else instead is None


@pytest.mark.parametrize("folder", ["build", "../elsewhere/deep", "."])
@pytest.mark.parametrize(("answer", "target"), LEAD)
def test_a_link_leads_to_its_file(place: Path, answer: str, target: str, folder: str) -> None:
    write(place, answer)
    out = Path(os.path.normpath(place / folder))
    for suffix, text in pages(place, out).items():
        page = read_html(text) if suffix == ".html" else read_markdown(text)
        hrefs = [item for item in page.hrefs if item != "#main"]
        assert [_file(place, out, item) for item in hrefs] == [target], suffix
    assert lint(load_portfolio(place), ["PD518", "PD519"]) == []


@pytest.mark.parametrize(("answer", "target"), PICTURES)
def test_a_picture_is_shown(place: Path, answer: str, target: str) -> None:
    write(place, answer)
    for suffix, text in pages(place, place / "build").items():
        page = read_html(text) if suffix == ".html" else read_markdown(text)
        assert [_file(place, place / "build", item) for item in page.sources] == [target], suffix


@pytest.mark.parametrize(("answer", "code"), NOWHERE)
def test_what_leads_nowhere_is_shown_as_typed_and_told(place: Path, answer: str, code: str) -> None:
    write(place, f"мына {answer} сөз")
    for suffix, text in pages(place, place / "build").items():
        page = read_html(text) if suffix == ".html" else read_markdown(text)
        assert not page.sources
        assert not [item for item in page.hrefs if item not in ("#main", "http://www.a.kz/x")]
        assert signs(f"мына {answer} сөз") in signs("".join(page.parts)), suffix
    found = lint(load_portfolio(place), ["PD518", "PD519"])
    column = len("мына ") + answer.index("](") + 3
    assert [(item.code, item.span.line, item.span.column) for item in found] == [(code, 8, column)]


@pytest.mark.parametrize("answer", ["[кесте]()", "![]()", "[кесте]( )", "![сурет](<>)"])
def test_a_link_without_a_target_is_told(place: Path, answer: str) -> None:
    write(place, f"Нәтиже: {answer} қараңыз.")
    (found,) = lint(load_portfolio(place), ["PD518", "PD519"])
    assert (found.code, found.span.column, found.span.end_column) == ("PD518", 9, 9 + len(answer))


@pytest.mark.parametrize("address", ["https://example.kz/taqta.png", "http://example.kz/a?b=1", "HTTPS://example.kz/x"])
def test_a_picture_that_no_page_loads_is_told(place: Path, address: str) -> None:
    write(place, f"[бет]({address}) және ![тақта]({address})")
    (found,) = lint(load_portfolio(place), ["PD518", "PD519"])
    column = len(f"[бет]({address}) және ![тақта](") + 1
    assert (found.code, found.span.column) == ("PD519", column) and address in found.message.text("en")
    for suffix, text in pages(place, place / "build").items():
        assert not (read_html(text) if suffix == ".html" else read_markdown(text)).sources


@pytest.mark.parametrize("answer", SILENT)
def test_brackets_of_another_meaning_are_left_alone(place: Path, answer: str) -> None:
    write(place, answer)
    for suffix, text in pages(place, place / "build").items():
        page = read_html(text) if suffix == ".html" else read_markdown(text)
        assert signs(answer) in signs("".join(page.parts)), suffix
    assert lint(load_portfolio(place), ["PD518", "PD519"]) == []


@pytest.mark.parametrize(
    "answer",
    ["![құпия](../../../evidence/jeke.png)", "[құпия](../../../evidence/jeke.png)", "[құпия](2026-10-07-alghashqy.md)"],
)
def test_no_page_leads_to_what_is_private(place: Path, answer: str) -> None:
    write(place, answer)
    for text in pages(place, place / "build").values():
        assert "jeke" not in text and "alghashqy" not in text
        assert "құпия (" in text


@pytest.mark.parametrize("answer", ["![сурет](https://a.kz/p.png)", "![сурет](HTTP://a.kz/p.png)"])
def test_a_picture_elsewhere_is_an_address(place: Path, answer: str) -> None:
    write(place, answer)
    for suffix, text in pages(place, place / "build").items():
        page = read_html(text) if suffix == ".html" else read_markdown(text)
        assert not page.sources
        assert signs(answer) in signs("".join(page.parts))
        assert any("a.kz/p.png" in item for item in page.hrefs), suffix


def test_an_address_is_followed(place: Path) -> None:
    write(place, "[сайт](https://a.kz/x (1)) және [хат](mailto:a@b.kz)")
    for suffix, text in pages(place, place / "build").items():
        page = read_html(text) if suffix == ".html" else read_markdown(text)
        assert [item for item in page.hrefs if item != "#main"] == ["https://a.kz/x%20%281%29", "mailto:a@b.kz"]


def test_a_link_on_disk_that_leaves_the_portfolio_is_not_followed(place: Path) -> None:
    (place / "evidence" / "way.png").symlink_to(place.parents[1] / SECRET)
    write(place, "![a](../../../evidence/way.png)")
    for suffix, text in pages(place, place / "build").items():
        assert not (read_html(text) if suffix == ".html" else read_markdown(text)).sources
    assert [item.code for item in lint(load_portfolio(place), ["PD518", "PD519"])] == ["PD519"]


def test_a_name_in_another_unicode_form_is_found(place: Path) -> None:
    (place / "evidence" / "жоспар и\u0306.txt").write_text("x", encoding="utf-8")
    write(place, "[a](../../../evidence/жоспар й.txt)")
    assert "%D0%B8%CC%86" in pages(place, place / "build")[".html"]
    assert lint(load_portfolio(place), ["PD518"]) == []


@pytest.mark.parametrize(
    ("typed", "fixed"),
    [("evidence/jospar.pdf", "../../../evidence/jospar.pdf"), ("../../../evidence/Jospar.PDF", "../../../evidence/jospar.pdf"),
     ("/evidence/тақта.png", None), ("../../../evidence/josparr.pdf", None), ("joq-joq.docx", None)],
)  # fmt: skip
def test_what_was_meant(place: Path, typed: str, fixed: str | None) -> None:
    write(place, f"[a]({typed})")
    (found,) = lint(load_portfolio(place), ["PD518", "PD519"])
    assert (found.fix.edits[0][1] if found.fix else None) == fixed
    if typed.endswith("josparr.pdf"):
        assert "`../../../evidence/jospar.pdf`" in found.hint.text("en")


@pytest.mark.parametrize(
    "text", ["`[a](b.c)`", "x `![a](b.c) y` z", "```\n[a](b.c)\n```", "а\n~~~ text\n[a](b.c)\n\n![a](b.c)\n~~~\n"]
)
def test_code_holds_no_links(text: str) -> None:
    assert not list(links_in(text))
    assert [link.target for link in links_in(f"{text}\n[d](e.f)")] == ["e.f"]


def test_links_are_found_in_long_texts() -> None:
    assert len(list(links_in("[a](b.c) ![d](e.f) " * 20_000))) == 40_000
    assert not list(links_in("[" * 100_000 + "](" * 100_000))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ('"толық мәтін"', "толық мәтін"),
        ("'2*3 «а» \"б\" &amp; \\x'", '2*3 «а» "б" &amp; \\x'),
        ('"a|b_ <i>"', "a|b_ <i>"),
    ],
)
def test_a_title_is_on_both_pages(place: Path, tmp_path: Path, typed: str, title: str) -> None:
    for answer in (f"[бет](p.png {typed})", f"![бет](p.png {typed})"):
        write(place, answer)
        both = pages(place, tmp_path / "out")
        assert title in read_html(both[".html"]).titles
        assert title in read_markdown(both[".md"]).titles


@pytest.mark.parametrize(
    "target", ["../evidence/jospar.pdf", "../../evidence/jospar.pdf", "./evidence/jospar.pdf", "jospar.pdf"]
)
def test_a_path_with_folders_miscounted_is_put_right(place: Path, target: str) -> None:
    write(place, f"[жоспар]({target})")
    (found,) = lint(load_portfolio(place), ["PD518", "PD519"])
    assert found.fix and found.fix.edits[0][1] == "../../../evidence/jospar.pdf"
