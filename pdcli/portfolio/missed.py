"""Portfolios that are not found, because a file has a wrong name or a folder cannot be listed."""

from collections.abc import Sequence
from pathlib import Path

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.files import PROFILE_FILE, SCHOOL_FILE, Finder, unread_portfolios


def missed_portfolios(paths: Sequence[Path], finder: Finder | None = None) -> list[Diagnostic]:
    """A finding for each place below folders that may hold one."""
    files, refused = unread_portfolios(paths, finder)
    if not files and not refused:
        return []
    # The ledger is large, and hardly ever needed here.
    from pdcli.portfolio.ledger import misnamed_diagnostic, unlisted_diagnostic

    names = ((file, SCHOOL_FILE if file.name.lower().startswith("school") else PROFILE_FILE) for file in files)
    return [
        *(misnamed_diagnostic(str(file), name) for file, name in names),
        *(unlisted_diagnostic(str(folder)) for folder in refused),
    ]
