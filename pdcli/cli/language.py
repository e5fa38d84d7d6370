"""The language of the interface: of `--lang`, PD_LANG, the portfolio or school, or the system."""

import os
import re
import sys
from pathlib import Path

from pdcli.i18n import DEFAULT_LANG, LANGS, Lang, as_lang

_PORTFOLIO_LANG = re.compile(r"^lang:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)

# The value of --lang in this run.
_option_lang: Lang | None = None


def language_option() -> Lang | None:
    """The language of `--lang` in this run; None without it."""
    return _option_lang


def choose_language(arguments: list[str]) -> Lang:
    """The language of the first of the four sources that name one pd has. Wrong values are reported later."""
    global _option_lang
    _option_lang = parse_language(next(iter(lang_options(arguments)), None))
    return (
        _option_lang
        or parse_language(os.environ.get("PD_LANG"))
        or _of_portfolio(Path.cwd())
        or _of_system()
        or DEFAULT_LANG
    )


def lang_options(arguments: list[str]) -> list[str]:
    """The values of `--lang`, anywhere in the arguments; the first one counts."""
    values = []
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            values.append(argument.removeprefix("--lang="))
        if argument == "--lang":
            values.append(arguments[index + 1] if index + 1 < len(arguments) else "")
    return values


def parse_language(text: str | None) -> Lang | None:
    """The language that a text names, by its code or a name; None for others."""
    if not text or text in LANGS:
        return as_lang(text)
    # Rarely needed, and start-up time matters.
    from pdcli.model.human_values import parse_lang

    return parse_lang(text)


def _of_portfolio(folder: Path) -> Lang | None:
    """The language stated by the nearest portfolio or school, in a folder or above it."""
    for parent in (folder, *folder.parents):
        for name in ("portfolio.yaml", "school.yaml"):
            try:
                file = parent / name
                # A pipe of that name would make pd wait.
                head = file.read_bytes()[:4096] if file.is_file() else b""
            except OSError:
                continue
            match = _PORTFOLIO_LANG.search(head.decode("utf-8", "replace"))
            if match:
                return parse_language(match[1])
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
