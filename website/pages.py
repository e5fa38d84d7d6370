"""Which pages the site has, in which order, and where each comes from.

A page has one place in all languages: `guides/teacher.md` is docs/kk/guides/teacher.md in Kazakh, docs/ru/… in Russian
and docs/guides/teacher.md in English. Pages for developers are in English only.
"""

from pathlib import Path
from typing import NamedTuple

from pdcli.i18n import LANGS, Lang

ROOT = Path(__file__).resolve().parent.parent
# Where the pages of a language lie.
FOLDERS: dict[Lang, str] = {"kk": "docs/kk", "ru": "docs/ru", "en": "docs"}
# Where the site of a language begins: Kazakh first.
PLACES: dict[Lang, str] = {"kk": "", "ru": "ru/", "en": "en/"}
NAMES: dict[Lang, str] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
DESCRIPTIONS: dict[Lang, str] = {
    "kk": "Педагогтің кәсіби өсуі қарапайым файлдарда: толтыру, тексеру, бет жасау, жиынтық",
    "ru": "Профессиональный рост педагога в простых файлах: заполнить, проверить, вывести, свести",
    "en": "A teacher’s professional growth in plain files: fill, check, render, summarise",
}
INDEX = "index.md"
INDEX_TITLES: dict[Lang, str] = {"kk": "Басты бет", "ru": "Главная", "en": "Home"}
COMMANDS_PAGE = "commands.md"
RULES_PAGE = "rules/index.md"


class Section(NamedTuple):
    """Pages under one title of the navigation, by their places."""

    titles: dict[Lang, str]
    pages: tuple[str, ...]


SECTIONS = (
    Section(
        {"kk": "Нұсқаулар", "ru": "Руководства", "en": "Guides"},
        (
            "guides/teacher.md",
            "guides/methodist.md",
            "guides/committee.md",
            "guides/administration.md",
            "guides/head.md",
        ),
    ),
    Section(
        {"kk": "Толығырақ", "ru": "Подробно", "en": "In detail"},
        (
            "attestation.md",
            "committee.md",
            "school.md",
            "coverage.md",
            "own-forms.md",
            "settings.md",
            "ci.md",
            "trust.md",
        ),
    ),
    Section(
        {"kk": "Анықтамалық", "ru": "Справочник", "en": "Reference"},
        ("glossary.md", "format.md", RULES_PAGE, COMMANDS_PAGE, "json.md", "api.md"),
    ),
)
# What developers read, by its place in the English site.
DEVELOPER = {
    "developer/architecture.md": "ARCHITECTURE.md",
    "developer/contributing.md": "CONTRIBUTING.md",
    "developer/decisions/index.md": "docs/decisions/README.md",
    "developer/performance.md": "docs/performance.md",
    "developer/security.md": "SECURITY.md",
    "developer/changes.md": "CHANGELOG.md",
}
FAMILIES: tuple[dict[Lang, str], ...] = (
    {"kk": "Файл мен пішім", "ru": "Файл и формат", "en": "Files and format"},
    {"kk": "Құжаттың құрылымы", "ru": "Строение документа", "en": "Structure of documents"},
    {"kk": "Цикл", "ru": "Цикл", "en": "The cycle"},
    {"kk": "Алтын арқау", "ru": "Золотая нить", "en": "The golden thread"},
    {"kk": "Мақсаттар", "ru": "Цели", "en": "Goals"},
    {"kk": "Дәлелдемелер", "ru": "Свидетельства", "en": "Evidence"},
    {"kk": "Жеке деректер", "ru": "Личные данные", "en": "Personal data"},
    {"kk": "Мәтін", "ru": "Текст", "en": "Text"},
    {"kk": "Санат пен аттестация", "ru": "Категория и аттестация", "en": "Category and attestation"},
)


def written_pages() -> tuple[str, ...]:
    """The places of all pages that people write in every language."""
    made = (RULES_PAGE, COMMANDS_PAGE)
    return (INDEX, *(place for section in SECTIONS for place in section.pages if place not in made))


def source_of(place: str, lang: Lang) -> str:
    """The file in the repository that a written page comes from."""
    return f"{FOLDERS[lang]}/{'README.md' if place == INDEX else place}"


def developer_pages() -> dict[str, str]:
    """Place -> file in the repository, for the pages of developers, each decision included."""
    decisions = sorted(file.name for file in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    return {**DEVELOPER, **{f"developer/decisions/{name}": f"docs/decisions/{name}" for name in decisions}}


def places() -> dict[str, tuple[Lang, str]]:
    """File in the repository -> language and place of its page."""
    found: dict[str, tuple[Lang, str]] = {file: ("en", place) for place, file in developer_pages().items()}
    for lang in LANGS:
        found |= {source_of(place, lang): (lang, place) for place in written_pages()}
        found[f"docs/rules/{lang}.md"] = (lang, RULES_PAGE)
    return found
