"""The user's own folders, as each system has them: for what can be made again, and for what must not be lost."""

import os
import sys
from pathlib import Path

# Set to anything, it turns every cache off.
NO_CACHE = "PD_NO_CACHE"


def cache_folder() -> Path:
    """Where programs keep what can be made again; a place where nothing can be kept where nobody is at home."""
    if os.environ.get("PD_CACHE_DIR"):
        return Path(os.environ["PD_CACHE_DIR"])
    # Nobody's home, as in some containers.
    home = _home() or Path(os.devnull)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home) / "pd" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "pd"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "pd"


def state_folder() -> Path | None:
    """Where programs keep what must not be lost; None where nobody is at home."""
    if os.environ.get("PD_STATE_DIR"):
        return Path(os.environ["PD_STATE_DIR"])
    home = _home()
    if home is None:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home) / "pd"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "pd"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "pd"


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
