"""The language of a portfolio or a school, in which new files in it are written."""

import re
from pathlib import Path

from pdcli.discovery.files import PROFILE_FILE, SCHOOL_FILE
from pdcli.i18n import Lang, as_lang

_LANG = re.compile(r"^lang:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_HEAD = 4096


def find_language(folder: Path) -> Lang | None:
    """The language stated by the nearest portfolio.yaml or school.yaml, in a folder or above it; None without one."""
    for place in (folder, *folder.parents):
        for name in (PROFILE_FILE, SCHOOL_FILE):
            lang = _stated_language(place / name)
            if lang:
                return lang
    return None


def _stated_language(file: Path) -> Lang | None:
    try:
        # A pipe of that name would make pd wait.
        head = file.read_bytes()[:_HEAD] if file.is_file() else b""
    except OSError:
        return None
    match = _LANG.search(head.decode("utf-8", "replace"))
    return as_lang(match[1]) if match else None
