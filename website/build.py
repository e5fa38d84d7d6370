"""Collects the pages of each language, has Zensical build them, and joins the three sites into one."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from pdcli.i18n import LANGS, Lang
from website.commands import commands_page
from website.links import rewritten
from website.pages import (
    COMMANDS_PAGE,
    DESCRIPTIONS,
    FAMILIES,
    INDEX,
    INDEX_TITLES,
    NAMES,
    PLACES,
    ROOT,
    RULES_PAGE,
    SECTIONS,
    developer_pages,
    source_of,
    written_pages,
)
from website.rules import TITLES as RULES_TITLES
from website.rules import rules_pages

WORK = ROOT / "build" / "docs"
SITE = ROOT / "build" / "site"
# Commands that a test runs are shown as what they are.
_SESSION = re.compile(r"<!-- session(?:: \w+)? -->\n```\n")
_DEVELOPER_TITLE = "For developers"
_HERE = Path(__file__).resolve().parent


def collect(lang: Lang, folder: Path) -> None:
    """Write all pages of a language below a folder, with the files that they link to. Raises LinkError."""
    sources = {place: source_of(place, lang) for place in written_pages()}
    sources |= developer_pages() if lang == "en" else {}
    for place, source in sources.items():
        text = _SESSION.sub("```console\n", (ROOT / source).read_text(encoding="utf-8"))
        text, files = rewritten(text, source, lang, place)
        _write(folder / place, text)
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, folder / file)
    for place, text in {**rules_pages(lang), COMMANDS_PAGE: commands_page(lang)}.items():
        _write(folder / place, text)
    shutil.copyfile(_HERE / "style.css", folder / "style.css")


def configuration(lang: Lang) -> dict[str, Any]:
    """What Zensical is told of the site of a language; a JSON text is a YAML text as well."""
    root = "../" if PLACES[lang] else ""
    alternate = [{"name": NAMES[other], "lang": other, "link": root + PLACES[other]} for other in LANGS]
    return {
        "site_name": "pd",
        "site_description": DESCRIPTIONS[lang],
        "docs_dir": "pages",
        "site_dir": "site",
        "nav": _navigation(lang),
        "theme": {
            "language": lang,
            "custom_dir": "overrides",
            "font": False,
            "features": [
                "navigation.footer",
                "navigation.indexes",
                "navigation.sections",
                "navigation.top",
                "toc.follow",
            ],
            "palette": [
                {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
            ],
        },
        "extra": {"alternate": alternate, "generator": False},
        "extra_css": ["style.css"],
        "plugins": ["search"],
        # Pages that open from a disk as well.
        "use_directory_urls": False,
        "markdown_extensions": [
            "attr_list",
            "sane_lists",
            "tables",
            "pymdownx.superfences",
            {"pymdownx.highlight": {"pygments_lang_class": True}},
            # Anchors as GitHub makes them, in Kazakh and Russian too.
            {"toc": {"permalink": True, "slugify": {"object": "pymdownx.slugs.slugify", "kwds": {"case": "lower"}}}},
        ],
    }


def _navigation(lang: Lang) -> list[Any]:
    made: list[Any] = [{INDEX_TITLES[lang]: INDEX}]
    for section in SECTIONS:
        pages: list[Any] = []
        for place in section.pages:
            if place == RULES_PAGE:
                pages.append(
                    {RULES_TITLES[lang]: [place, *(f"rules/pd{number}.md" for number in range(len(FAMILIES)))]}
                )
            else:
                pages.append(place)
        made.append({section.titles[lang]: pages})
    if lang == "en":
        own = developer_pages()
        decisions = [place for place in own if place.startswith("developer/decisions/")]
        others = [place for place in own if place not in decisions]
        made.append({_DEVELOPER_TITLE: [*others, {"Decisions": decisions}]})
    return made


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def build() -> Path:
    """Build the whole site and return its folder. Raises LinkError, and CalledProcessError where Zensical refuses."""
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.rmtree(SITE, ignore_errors=True)
    for lang in LANGS:
        folder = WORK / lang
        collect(lang, folder / "pages")
        shutil.copytree(_HERE / "overrides", folder / "overrides")
        _write(folder / "mkdocs.yml", json.dumps(configuration(lang), ensure_ascii=False, indent=2) + "\n")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "zensical",
                "build",
                "--strict",
                "--clean",
                "--config-file",
                str(folder / "mkdocs.yml"),
            ],
            check=True,
        )
        shutil.copytree(folder / "site", SITE / PLACES[lang], dirs_exist_ok=True)
    return SITE
