"""No page acts: scripts in every field of every kind, every page that pd writes, in a real browser."""

import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.attack.browser import listener, open_pages
from tests.attack.hostile import hostile
from tests.attack.payloads import IN_PAGES, SCRIPT, Payloads
from tests.helpers import EXAMPLES, Pd

pytestmark = pytest.mark.attack
DAY = ("--date", "2026-11-25")
# Every command that writes pages, from inside the portfolio and from outside.
PAGES = [
    ("render", "--to", "html,md"),
    ("trace", "--to", "html,md"),
    ("summary", "--to", "html,md", *DAY),
    ("readiness", "--for", "expert", "--to", "html,md", *DAY),
    ("history", "--to", "html,md", *DAY),
]
SCHOOL_PAGES = [
    ("school", "--to", "html,md", *DAY),
    ("summary", "teachers", "--to", "html,md", *DAY),
    ("summary", "teachers", "--each", "--to", "html", "--out", "build/each", *DAY),
    ("summary", "teachers", "--blind", "--to", "html", "--out", "build/blind", *DAY),
]
SCHEMES = {"", "http", "https", "mailto", "tel", "file", "data"}


class Acts(HTMLParser):
    """What in a page could act: elements that load or run, attributes that run, addresses that are programs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts: list[str] = []
        self._is_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what acts."""
        self._is_script = tag == "script"
        if tag in {"iframe", "object", "embed", "base", "form", "video", "audio", "link", "foreignobject"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (
                name in {"src", "ping", "srcset", "action", "formaction"} and _is_remote(value)
            ):
                self.found.append(f"{tag} {name}={value}")
            if name in {"href", "xlink:href", "src"} and not _is_address(tag, name, value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        """Note a script."""
        if self._is_script:
            self.scripts.append(data)
        self._is_script = False


def _is_remote(value: str | None) -> bool:
    return urlsplit(value or "").scheme in {"http", "https"} or (value or "").startswith("//")


def _is_address(tag: str, name: str, value: str) -> bool:
    scheme = urlsplit(value).scheme
    return scheme in SCHEMES and (scheme != "data" or (tag, name) == ("img", "src")) and scheme != "file"


def pages_below(root: Path) -> list[Path]:
    """Every page that was written."""
    return sorted(path for path in root.rglob("*.html") if path.is_file())


def own_scripts(pd: Pd, folder: Path, lang: str) -> set[str]:
    """The scripts that pd itself writes: a reader sorts the table of many with them."""
    examples = [str(EXAMPLES / name) for name in ("daniyar", "stepnoe")]
    folder.mkdir()
    assert pd("summary", *examples, "--to", "html", "--out", ".", *DAY, cwd=folder, lang=lang).code == 0
    scripts = {text for page in pages_below(folder) for text in Acts(page.read_text(encoding="utf-8")).scripts}
    assert len(scripts) == 1
    return scripts


@pytest.mark.parametrize("is_wild", [False, True], ids=["text", "every type"])
@pytest.mark.parametrize("lang", ["kk", "en"])
def test_no_page_acts(is_wild: bool, lang: str, pd: Pd, tmp_path: Path) -> None:
    with listener() as server:
        teacher = hostile(tmp_path / "school" / "teachers" / "a", Payloads(IN_PAGES, server.address), is_wild)
        school = tmp_path / "school"
        (school / "school.yaml").write_text(
            f"kind: school\nformat: 1\nlang: {lang}\nname: '{IN_PAGES[0].format(at=server.address).replace(chr(39), chr(34))}'\n",
            encoding="utf-8",
        )
        shutil.copytree(EXAMPLES / "first-week", school / "teachers" / "b")
        for arguments in PAGES:
            assert pd(*arguments, cwd=teacher, lang=lang).code in (0, 1), arguments
        for arguments in SCHOOL_PAGES:
            assert pd(*arguments, cwd=school, lang=lang).code in (0, 1), arguments
        own = own_scripts(pd, tmp_path / "clean", lang)
        pages = pages_below(school)
        assert len(pages) > 8
        for page in pages:
            acts = Acts(page.read_text(encoding="utf-8"))
            assert acts.found == [], page.name
            assert {*acts.scripts} <= own, page.name
        window = open_pages(pages, tmp_path)
        assert "<title>quiet</title>" in window
        assert server.requests == []


def test_a_page_that_acts_is_noticed(tmp_path: Path) -> None:
    with listener() as server:
        page = tmp_path / "page.html"
        for text in IN_PAGES[:8]:
            typed = text.format(at=server.address)
            acts = Acts(f'<p title="{typed}">{typed}</p>')
            assert acts.found or acts.scripts, text
        page.write_text(f"<script>{SCRIPT.format(at=server.address)}</script>", encoding="utf-8")
        assert "<title>acted</title>" in open_pages([page], tmp_path)
        assert server.requests == ["/ran"]
