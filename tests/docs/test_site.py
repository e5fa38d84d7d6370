"""The site: all pages in all languages, links that lead somewhere, nothing loaded from elsewhere."""

import os
import re
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from pdcli.i18n import LANGS, Lang
from pdcli.lint.rules import RULES
from tests.docs.sessions import FILES, PAGES, READMES
from tests.helpers import ROOT, write
from website.build import collect, configuration
from website.check import problems
from website.commands import commands_page
from website.links import LinkError, html_of, rewritten
from website.pages import FAMILIES, INDEX, developer_pages, places
from website.rules import rules_pages

FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def read(file: str) -> str:
    """A page of the repository."""
    return (ROOT / file).read_text(encoding="utf-8")


def anchors(file: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.*)$", FENCE.sub("", read(file)), re.MULTILINE):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        found.add(re.sub(r"[^\w\- ]", "", text).replace(" ", "-"))
    return found


def test_every_page_of_the_repository_is_in_the_site() -> None:
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")}
    written |= {path.name for path in ROOT.glob("*.md")} - set(READMES.values())
    assert set(places()) == written


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_as_much_in_every_language(page: str) -> None:
    kazakh, russian, english = (read(PAGES[page][lang]) for lang in LANGS)
    assert shape(kazakh) == shape(russian) == shape(english)


def shape(text: str) -> list[str]:
    """What a page is built of: headings, blocks of code with their language, rows of tables with their cells, lists."""
    found = []
    for line in FENCE.sub(lambda block: block[0].partition("\n")[0], text).splitlines():
        match = re.match(r"#+ |```\w*|\||- |\d\. ", line)
        if match:
            found.append(f"{line.count('|')} |" if match[0] == "|" else match[0])
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_the_same_rules_options_and_keys_in_every_language(page: str) -> None:
    kazakh, russian, english = (names(read(PAGES[page][lang])) for lang in LANGS)
    assert (kazakh ^ english, russian ^ english) == (set(), set())


def names(text: str) -> set[str]:
    """Rules, options, commands and files that a page names: what no language says in words of its own."""
    return set(
        re.findall(
            r"\bPD\d+\b|(?<![\w-])--(?!lang\b)[a-z][a-z-]+|`pd (?!help)[a-z-]+|\b[\w-]+\.(?:yaml|toml|json|html|xlsx)\b",
            text,
        )
    )


@pytest.mark.parametrize("file", [*READMES.values(), *sorted(places())])
def test_links_lead_to_pages_and_headings(file: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", read(file)))
    for target in LINK.findall(text):
        path, _hash, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        other = (ROOT / file).parent / path if path else ROOT / file
        assert other.exists(), target
        if anchor:
            assert anchor in anchors(other.resolve().relative_to(ROOT).as_posix()), target


@pytest.mark.parametrize(("file", "lang"), FILES)
def test_links_stay_in_the_language_of_the_page(file: str, lang: Lang) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", read(file)))
    other_languages = {other for page in PAGES.values() if file in page.values() for other in page.values()}
    for target in LINK.findall(text):
        linked = os.path.relpath((ROOT / file).parent / target.partition("#")[0], ROOT)
        if linked not in other_languages and linked not in developer_pages().values():
            assert places().get(linked, (lang, ""))[0] == lang, target


@pytest.mark.parametrize("lang", LANGS)
def test_all_that_is_collected_is_in_the_navigation(lang: Lang, tmp_path: Path) -> None:
    collect(lang, tmp_path)
    shown = set(re.findall(r"'([\w./-]+\.md)'", str(configuration(lang)["nav"])))
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")} == shown


@pytest.mark.parametrize("lang", LANGS)
def test_the_reference_names_every_command_and_option(lang: Lang) -> None:
    text = commands_page(lang)
    assert re.findall(r"^## pd ([\w-]+)$", text, re.MULTILINE) == list(COMMANDS)
    named = set(re.findall(r"--[a-z][a-z-]+", text))
    for source in (ROOT / "pdcli" / "cli").glob("*.py"):
        # An option has the name of its parameter where none is given.
        options = re.findall(r"typer\.Option\(\s*\"(--[a-z-]+)\"", source.read_text(encoding="utf-8"))
        assert set(options) <= named, source.name


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_has_its_place_in_its_family(lang: Lang) -> None:
    pages = rules_pages(lang)
    for number in range(len(FAMILIES)):
        titles = re.findall(r"^## (PD\d+) ", FENCE.sub("", pages[f"rules/pd{number}.md"]), re.MULTILINE)
        assert titles == [rule.code for rule in RULES if rule.code[2] == str(number)]
    listed = re.findall(r"\[PD\d+\]\((pd\d\.md)#(pd\d+)\)", pages["rules/index.md"])
    assert [anchor.upper() for _page, anchor in listed] == [rule.code for rule in RULES]
    assert all(f" {{#{anchor}}}\n" in pages[f"rules/{file}"] for file, anchor in listed)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[a](../settings.md#x)", "[a](../settings.md#x)"),
        ("[a](../../../docs/guides/teacher.md)", "[a](../en/guides/teacher.html)"),
        ("[a](../../../ARCHITECTURE.md)", "[a](../en/developer/architecture.html)"),
        ("[a](../../rules/kk.md)", "[a](../rules/index.md)"),
        ("[the examples](../../../examples)", "the examples"),
        ("`[a](../../../examples)`", "`[a](../../../examples)`"),
        ("```\n[a](gone.md)\n```", "```\n[a](gone.md)\n```"),
        ("[a](https://pd.example/x.md) [b](#here)", "[a](https://pd.example/x.md) [b](#here)"),
    ],
)
def test_links_of_the_repository_become_links_of_the_site(link: str, expected: str) -> None:
    assert rewritten(link, "docs/kk/guides/teacher.md", "kk", "guides/teacher.md") == (expected, set())


def test_a_file_that_is_linked_comes_along() -> None:
    text, files = rewritten("[a](../ci/gitlab-ci.yml)", "docs/kk/ci.md", "kk", "ci.md")
    assert (text, files) == ("[a](docs/ci/gitlab-ci.yml)", {"docs/ci/gitlab-ci.yml"})


def test_a_link_to_nothing_stops_the_build() -> None:
    with pytest.raises(LinkError, match=r"docs/kk/ci\.md: gone\.md"):
        rewritten("[a](gone.md)", "docs/kk/ci.md", "kk", "ci.md")


GOOD = '<h1 id="a">A</h1><a href="b.html#b">b</a><a href="#a">a</a><img src="p.png"><a href="https://pd.example">x</a>'


def test_a_site_without_mistakes(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"index.html": GOOD, "b.html": '<h2 id="b">B</h2><a href="./">home</a>', "p.png": b"x", "s.css": "a{}"},
    )
    assert list(problems(tmp_path)) == []


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ('<a href="c.html">', "index.html: c.html leads nowhere"),
        ('<a href="#c">', "index.html: #c leads to no heading"),
        ('<script src="https://cdn.example/a.js">', "index.html: loads https://cdn.example/a.js"),
        ('<link rel="stylesheet" href="//fonts.example/a.css">', "index.html: loads //fonts.example/a.css"),
        ('<img src="q.png">', "index.html: loads q.png, which is not there"),
        ('<pre class="mermaid">', "index.html: loads https://mermaid"),
        ("<style>a{background:url(https://a.example/b.png)}</style>", "index.html: loads from another host"),
    ],
)
def test_a_mistake_of_the_site_is_told(page: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, {"index.html": page})
    assert list(problems(tmp_path)) == [told]


def test_a_style_sheet_that_loads_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": "", "a/s.css": 'a{src: url("https://a.example/f.woff")}'})
    assert list(problems(tmp_path)) == ["a/s.css: loads from another host"]


def test_developers_find_every_decision() -> None:
    decisions = read("docs/decisions/README.md")
    files = [file for file in developer_pages().values() if re.search(r"/\d{4}-", file)]
    assert len(files) >= 10
    for number, file in enumerate(files, 1):
        title = read(file).splitlines()[0]
        assert file.startswith(f"docs/decisions/{number:04}-")
        assert title.startswith(f"# {number}. ")
        assert f"{number}. [{title.partition('. ')[2]}]({Path(file).name})" in decisions
        assert re.findall(r"^## (.*)$", read(file), re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_first_page_is_kazakh() -> None:
    assert places()["docs/kk/README.md"] == ("kk", INDEX)
    assert html_of(INDEX) == "index.html"
    assert configuration("kk")["theme"]["language"] == "kk"
