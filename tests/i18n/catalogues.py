"""Brings the catalogues up to date: `python -m tests.i18n.catalogues` keeps translations, adds what is new, compiles."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pdcli.i18n import Lang
from tests.helpers import ROOT
from tests.i18n.labels import label_translations

DOMAINS = ("pd", "typer")
FOLDER = ROOT / "pdcli" / "i18n"
# Sentences of the command-line library that are shown as they are. It reads the whole of a catalogue for each of them,
# so that they have a small one of their own.
LIBRARY_WORDS = ("Commands", "Options", "Arguments", "default: {default}", "required")
_TRANSLATED: tuple[Lang, ...] = ("kk", "ru")
_METHODS = [("pdcli/**.py", "python"), ("templates/**.j2", "jinja2")]
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


@cache
def extracted() -> list[str | tuple[str, ...]]:
    """Every sentence that code and templates say, sorted."""
    found: set[str | tuple[str, ...]] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT, _METHODS, {"templates/**.j2": {"trim_blocks": "true"}}, keywords=_KEYWORDS,
        directory_filter=lambda path: not any(part in path for part in (".venv", "node_modules", "build", ".git")),
    ):  # fmt: skip
        found.add(message)
    return sorted(found, key=str)


def messages_of(domain: str) -> Sequence[str | tuple[str, ...]]:
    """Every sentence that a catalogue holds."""
    return extracted() if domain == "pd" else LIBRARY_WORDS


def main() -> None:
    """Update the catalogues of both languages."""
    for lang in _TRANSLATED:
        for domain in DOMAINS:
            _update(FOLDER / lang / "LC_MESSAGES" / domain, lang, messages_of(domain))


def _update(place: Path, lang: Lang, messages: Iterable[str | tuple[str, ...]]) -> None:
    with place.with_suffix(".po").open("rb") as file:
        old = read_po(file, locale=lang)
    new = Catalog(locale=lang, project="pd", version="0.1.0", copyright_holder="The pd authors", fuzzy=False)
    new.header_comment = "# Words of the interface."
    new.creation_date = new.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    labels = label_translations(lang)
    for message in messages:
        key = message[0] if isinstance(message, tuple) else message
        known = old.get(key)
        new.add(
            message,
            labels.get(key) or (known.string if known else ""),
            flags=["python-brace-format"] if "{" in key else [],
        )
    with place.with_suffix(".po").open("wb") as file:
        write_po(file, new, sort_output=True, width=110)
    with place.with_suffix(".mo").open("wb") as file:
        write_mo(file, new)


if __name__ == "__main__":
    main()
