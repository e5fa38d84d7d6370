"""Which language to speak: `--lang`, PD_LANG, the portfolio, then the system."""

import os
import re
import sys
from pathlib import Path

from pdcli.i18n import DEFAULT_LANG, LANGS, Lang, as_lang

_PORTFOLIO_LANG = re.compile(r"^lang:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)

# What --lang says in this run.
_asked: Lang | None = None


def asked_language() -> Lang | None:
    """The language that `--lang` asks for in this run; None without it."""
    return _asked


def choose_language(arguments: list[str]) -> Lang:
    """The first of the four places that names a language pd speaks. Never fails: wrong values are told later."""
    global _asked
    _asked = spoken(lang_option(arguments))
    return _asked or spoken(os.environ.get("PD_LANG")) or _of_portfolio(Path.cwd()) or _of_system() or DEFAULT_LANG


def lang_option(arguments: list[str]) -> str | None:
    """The value of `--lang`, wherever it stands."""
    for index, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang":
            return arguments[index + 1] if index + 1 < len(arguments) else ""
    return None


def spoken(text: str | None) -> Lang | None:
    """The language that a person names, if pd speaks it."""
    if not text or text in LANGS:
        return as_lang(text)
    # Rarely needed, and start-up is felt.
    from pdcli.model.human_values import parse_lang

    return parse_lang(text)


def _of_portfolio(folder: Path) -> Lang | None:
    for parent in (folder, *folder.parents):
        try:
            file = parent / "portfolio.yaml"
            # A pipe of that name would make pd wait.
            head = file.read_bytes()[:4096] if file.is_file() else None
        except OSError:
            continue
        if head is None:
            continue
        found = _PORTFOLIO_LANG.search(head.decode("utf-8", "replace"))
        return spoken(found[1]) if found else None
    return None


def _of_system() -> Lang | None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return as_lang(os.environ[name])
    if sys.platform == "win32":
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return {0x3F: "kk", 0x19: "ru", 0x09: "en"}.get(primary)  # type: ignore[return-value]
    return None
