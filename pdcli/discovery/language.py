"""The language in which a portfolio or a school is written: new files in it speak the same."""

import re
from pathlib import Path

from pdcli.discovery.files import PROFILE_FILE, SCHOOL_FILE
from pdcli.i18n import Lang, as_lang

_LANG = re.compile(r"^lang:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_HEAD = 4096


def find_language(folder: Path) -> Lang | None:
    """What the nearest portfolio.yaml or school.yaml says, in a folder or above it; None where none says a language."""
    for place in (folder, *folder.parents):
        for name in (PROFILE_FILE, SCHOOL_FILE):
            found = _stated_language(place / name)
            if found:
                return found
    return None


def _stated_language(file: Path) -> Lang | None:
    try:
        # A pipe of that name would make pd wait.
        head = file.read_bytes()[:_HEAD] if file.is_file() else b""
    except OSError:
        return None
    found = _LANG.search(head.decode("utf-8", "replace"))
    return as_lang(found[1]) if found else None
