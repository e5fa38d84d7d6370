"""Nothing that a teacher typed changes on its way to a page."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pdcli.render.prose_html import to_html
from pdcli.render.prose_markdown import plain, plain_cell, to_cell, to_markdown
from tests.render.reader import read_html, read_markdown, signs, signs_of_html, signs_of_markdown
from tests.render.typed import MARKUP, TYPED

# What may become a look of the page instead of a sign on it.
MARKS = set("*`|#-:~\\")
lines = st.sampled_from(TYPED + MARKUP)
rows = st.builds("\t".join, st.lists(st.text("аб1*_|`[]()!<>&#\\-", max_size=4), min_size=1, max_size=3))
dense = st.text("аb1 *_`~|#>=+-.)([]!<&;:\\/$\n\t•–", max_size=40)
texts = st.one_of(
    st.text(max_size=40),
    dense,
    st.builds("\n".join, st.lists(st.one_of(lines, rows, dense), max_size=5)),
    st.builds(" ".join, st.lists(lines, max_size=3)),
)
_NO_SIGN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def typed_signs(text: str) -> str:
    return signs(_NO_SIGN.sub("\ufffd", text))


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_shown(text: str) -> None:
    assert signs_of_html(to_html(text)) == typed_signs(text)
    assert signs_of_markdown(to_markdown(text)) == typed_signs(text)
    assert signs_of_markdown(f"|a|\n|-|\n| {to_cell(text)} |") == "a" + typed_signs(text)


@pytest.mark.parametrize("text", TYPED + MARKUP)
def test_titles_and_facts_show_every_sign(text: str) -> None:
    line = plain(text)
    for page in (line, f"# {line}", f"- **a:** {line}", f"**b**\n\n{line}\n\nc"):
        assert signs_of_markdown(page).removeprefix("a:").removeprefix("b").removesuffix(
            "c" if "\n\nc" in page else ""
        ) == typed_signs(text)
    assert signs_of_markdown(f"| a | b |\n|---|---|\n| {plain_cell(text)} | c |") == f"ab{typed_signs(text)}c"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Маңызды:** *ескерту*", "<p><strong>Маңызды:</strong> <em>ескерту</em></p>\n"),
        ("бір\nекі", "<p>бір<br>\nекі</p>\n"),
        ("2*3*4=24", "<p>2*3*4=24</p>\n"),
        ("**қалың *ішінде* көлбеу**", "<p><strong>қалың <em>ішінде</em> көлбеу</strong></p>\n"),
        (
            "10) а\n11) б",
            '<ol class="typed">\n<li><span class="mark">10)</span> а</li>\n<li><span class="mark">11)</span> б</li>\n</ol>\n',
        ),
        (
            "• а\n  – б\n• в",
            '<ul class="typed">\n<li><span class="mark">•</span> а<ul class="typed">\n<li><span class="mark">–</span> б</li>\n</ul></li>\n<li><span class="mark">•</span> в</li>\n</ul>\n',
        ),
        (
            "А\tБ\n1\t2",
            "<table>\n<tbody>\n<tr><td>А</td><td>Б</td></tr>\n<tr><td>1</td><td>2</td></tr>\n</tbody>\n</table>\n",
        ),
        ("### Кіші", "<h4>Кіші</h4>\n"),
        ("`x`", "<p><code>x</code></p>\n"),
    ],
)
def test_markup_is_a_look(text: str, html: str) -> None:
    assert str(to_html(text)) == html


@pytest.mark.parametrize("text", MARKUP)
def test_markup_loses_its_marks_only(text: str) -> None:
    assert_only_marks_are_gone(text, signs_of_html(to_html(text)))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("*a*\n*")
@example("0\r-:")
@example("**a***b*")
@example("| a |\n|-|\n")
@given(texts)
def test_any_text_is_shown_alike_in_both_pages(text: str) -> None:
    html = signs_of_html(to_html(text))
    assert signs_of_markdown(to_markdown(text)) == html
    assert_only_marks_are_gone(text, html)
    assert_only_marks_are_gone(text, signs_of_markdown(f"|a|\n|-|\n| {to_cell(text)} |")[1:])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_any_title_shows_every_sign(text: str) -> None:
    assert signs_of_markdown(f"# {plain(text)}") == typed_signs(text)
    assert signs_of_markdown(f"- **a:** {plain(text)}") == "a:" + typed_signs(text)
    assert signs_of_markdown(plain(text)) == typed_signs(text)
    assert signs_of_markdown(f"|a|b|\n|-|-|\n| {plain_cell(text)} | c |") == f"ab{typed_signs(text)}c"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_a_page_runs_and_loads_nothing(text: str) -> None:
    for page in (read_html(to_html(text)), read_markdown(to_markdown(text))):
        assert not page.sources
        assert not {"script", "iframe", "object", "style", "form", "input", "svg"} & set(page.tags)
        assert all(re.match(r"(?:https?://|mailto:)", href, re.IGNORECASE) for href in page.hrefs)


def assert_only_marks_are_gone(text: str, page: str) -> None:
    """The page has the signs of the text in order, adds none, and leaves out only what can be markup."""
    position = 0
    for sign in typed_signs(text):
        if position < len(page) and page[position] == sign:
            position += 1
        else:
            assert sign in MARKS, f"{sign!r} is lost: {text!r} became {page!r}"
    assert position == len(page), f"{page[position:]!r} was not typed: {text!r}"


@pytest.mark.parametrize(
    "text",
    ["**a " * 10_000, "*a" * 20_000, "*1 1) " * 10_000, "[a](" * 10_000, "[" * 50_000, "`" * 50_001, "`a " * 20_000,
     "```a\n" * 10_000, "| a |\n" * 10_000, "a|" * 25_000 + "\n" + "-|" * 25_000, " " * 100_000 + "x", "\t" * 50_000 + "x",
     "- a\n" * 10_000, "".join(f"{' ' * (n % 60)}- a\n" for n in range(5_000)), "https://a.kz/" + ")" * 50_000, "www." * 15_000,
     "((" * 25_000, "[x](" + "(a)" * 15_000, "![x](y \"" * 5_000, "~~~" * 15_000, "&a" * 25_000, "|" * 25_000 + "\n|" + ":" * 25_000],
    ids=range(22),
)  # fmt: skip
def test_long_texts_take_no_long_time(text: str) -> None:
    # Anything that looks at a sign for each other sign would not end.
    assert len(to_html(text)) >= len(signs(text)) // 2
    assert to_markdown(text)
