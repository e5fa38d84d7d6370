"""The words of the interface in Kazakh, Russian and English.

Code holds English sentences; the catalogues beside this module hold the other two. What is made for a reader takes its
language as a value: `_ = translations(lang).gettext`. What findings and errors tell is data (`messages.py`) until it is
shown. Only commands speak the language that is chosen once, before anything is shown. The few sentences of the
command-line library have a catalogue of their own.
May import the base modules.
"""

import gettext as _gettext
import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pdcli.i18n.catalogue import CONTEXT_END, Catalogue, English

Lang = Literal["kk", "ru", "en"]
LANGS: tuple[Lang, ...] = ("kk", "ru", "en")
DEFAULT_LANG: Lang = "kk"

_DOMAIN, _LIBRARY = "pd", "typer"
_FOLDER = Path(__file__).resolve().parent
_loaded: dict[Lang, _gettext.NullTranslations] = {"en": English()}
_current: Lang = "en"


def N_(message: str) -> str:  # noqa: N802 - the customary name of the marker for extraction
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802
    """Mark a sentence that other languages word in several ways; it is translated as one marked by `N_`."""
    return f"{context}{CONTEXT_END}{message}"


# What a schema says of a text that is the only thing to change with the language.
FOR_PEOPLE = N_("words for people, in the language of --lang")


def use(lang: Lang) -> None:
    """Speak this language in a command from now on, the words of its library too."""
    global _current
    translations(lang)
    _current = lang
    # The command-line library asks the standard library's global catalogue.
    os.environ["LANGUAGE"] = lang
    _gettext.bindtextdomain(_LIBRARY, _FOLDER)
    _gettext.textdomain(_LIBRARY)


def current() -> Lang:
    """The language spoken now."""
    return _current


def gettext(message: str) -> str:
    """The sentence in the language spoken now."""
    return _loaded[_current].gettext(message)


def translate(message: str, lang: Lang) -> str:
    """A marked sentence in a language that need not be the one spoken now."""
    return translations(lang).gettext(message)


def in_every_language(message: str) -> dict[Lang, str]:
    """A marked sentence in each language."""
    return {lang: translate(message, lang) for lang in LANGS}


def translations(lang: Lang) -> _gettext.NullTranslations:
    """The sentences of a language: `_ = translations(lang).gettext` where words are chosen for a reader."""
    if lang not in _loaded:
        _loaded[lang] = Catalogue(_FOLDER / lang / "LC_MESSAGES" / f"{_DOMAIN}.mo")
    return _loaded[lang]


def looked_up(lang: Lang) -> set[str]:
    """The translations into a language that this process has asked for; none of English, which is no translation."""
    catalogue = translations(lang)
    return catalogue.looked_up() if isinstance(catalogue, Catalogue) else set()


def ngettext(singular: str, plural: str, number: int) -> str:
    """The sentence that fits the number, in the language spoken now."""
    return _loaded[_current].ngettext(singular, plural, number)


@lru_cache(maxsize=64)
def as_lang(text: str | None) -> Lang | None:
    """`kk`, `ru` or `en` from a code such as `kk_KZ.UTF-8`, or None."""
    code = (text or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in LANGS else None
