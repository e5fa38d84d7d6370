"""Brings the catalogues up to date with Babel: `python -m tests.i18n.catalogues` keeps translations, adds what is new,
compiles. What Babel is told stands in pyproject.toml.
"""

import io
import re
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pdcli.i18n import Lang
from pdcli.i18n.spaces import NO_BREAK
from tests.helpers import ROOT
from tests.i18n.labels import label_translations

FOLDER = ROOT / "pdcli" / "i18n"
# The sentences of pd, and those of the command-line library that are shown as they are. It reads the whole of a
# catalogue for each of them, so that they have a small one of their own, which is written by hand.
DOMAINS = ("pd", "typer")
LIBRARY_WORDS = ("Commands", "Options", "Arguments", "default: {default}", "required")
TRANSLATED: tuple[Lang, ...] = ("kk", "ru")
# Names of numbers in sentences.
_NUMBERS = ("count", "all", "limit", "size", "most", "spread", "days", "years", "fall", "minutes", "low", "high")
# A space after a number before a word or a sign of percent, after the sign of a number, around the slash of a share.
_NUMBER = r"(?:(?<![\w.,/–-])\d+|" + "|".join(rf"\{{{name}\}}" for name in _NUMBERS) + ")"
_TOGETHER = re.compile(r"(?<=№) |(?<=\}) (?=/ \{)|(?<=\} /) (?=\{)|(?:(?<=\d)|(?<=\})) (?=%)")
_BEFORE_WORD = re.compile(rf"({_NUMBER}) (?=[^\W\d_])")


def pybabel(*arguments: str | Path) -> int:
    """Run Babel's command line in the repository: its exit code."""
    with chdir(ROOT):
        return CommandLineInterface().run(["pybabel", *map(str, arguments)]) or 0


def extract(template: Path) -> None:
    """Write the sentences of code and templates, without translations."""
    pybabel("--quiet", "extract", "--output-file", template, "pdcli", "templates")


def catalogue_of(lang: Lang, domain: str = "pd") -> Catalog:
    """A catalogue with its translations."""
    with _file(lang, domain).open("rb") as file:
        return read_po(file, locale=lang)


def main() -> None:
    """Update the catalogues of both languages."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / "pd.pot"
        extract(template)
        pybabel("--quiet", "update", "--input-file", template)
    for lang in TRANSLATED:
        _take_labels(lang)
    for lang in TRANSLATED:
        for domain in DOMAINS:
            _file(lang, domain).with_suffix(".mo").write_bytes(compiled(lang, domain))
        for sentence in untranslated(catalogue_of(lang)):
            print(f"{lang}: not translated: {sentence}")


def compiled(lang: Lang, domain: str) -> bytes:
    """A catalogue as programs read it. Translators type plain spaces; no line breaks after a number."""
    catalogue = catalogue_of(lang, domain)
    for message in catalogue:
        if message.id:
            message.string = (
                without_breaks(message.string)
                if isinstance(message.string, str)
                else tuple(map(without_breaks, message.string))
            )
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def without_breaks(text: str) -> str:
    """A sentence with no-break spaces between a number and what belongs to it: `24 оқушы`, `67 %`, `№ 5`, `2 / 3`."""
    return _BEFORE_WORD.sub(rf"\1{NO_BREAK}", _TOGETHER.sub(NO_BREAK, text))


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences without a translation, of a plural without one of its forms, or with one that is only a guess."""
    lacking = []
    for message in catalogue:
        texts = [message.string] if isinstance(message.string, str) else message.string
        if message.id and (message.fuzzy or not all(texts)):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def _take_labels(lang: Lang) -> None:
    """Translate labels of forms as the forms do."""
    catalogue = catalogue_of(lang)
    for sentence, label in label_translations(lang).items():
        catalogue[sentence].string = label
    with _file(lang, "pd").open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False)


def _file(lang: Lang, domain: str) -> Path:
    return FOLDER / lang / "LC_MESSAGES" / f"{domain}.po"


if __name__ == "__main__":
    main()
