"""Paths for people, and errors for places without a portfolio or a school."""

import os
from pathlib import Path

from pdcli.discovery.files import PROFILE_FILE, SCHOOL_FILE, misnamed_above, real_path, unread_portfolios
from pdcli.errors import UserError
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _


def display_path(path: Path) -> str:
    """A path as a person would type it from here; a link by its own name, not that of the file it leads to."""
    current_folder = Path.cwd()
    for place in (real_path(path.parent) / path.name, Path(os.path.abspath(path))):  # noqa: PTH100 - a link stays a link
        if place.is_relative_to(current_folder):
            return place.relative_to(current_folder).as_posix()
    return str(path)


def no_portfolio_error(folder: Path) -> UserError:
    """The error that there is no portfolio; it names a file that may be a misnamed portfolio.yaml."""
    message = _("There is no portfolio here (no portfolio.yaml).")
    below = unread_portfolios([folder])[0]
    misnamed = next((file for file in below if file.name.lower().startswith("portfolio")), None)
    misnamed = misnamed or misnamed_above(real_path(folder), PROFILE_FILE)
    if misnamed is None:
        return UserError(message + " " + _("`pd init` starts one."))
    return UserError(message + " " + _rename(misnamed, PROFILE_FILE))


def no_school_error(folder: Path) -> UserError:
    """The error that there is no school; it names a file that may be a misnamed school.yaml."""
    message = _("There is no school here (no school.yaml).")
    misnamed = misnamed_above(real_path(folder), SCHOOL_FILE)
    return UserError(
        message + " " + (_rename(misnamed, SCHOOL_FILE) if misnamed else _("`pd init --school` starts one."))
    )


def _rename(near: Path, name: str) -> Message:
    return _("{file} has the wrong name: rename it to {name}.").format(file=display_path(near), name=name)
