"""Paths for people, and errors for places without a portfolio or a school."""

import os
from pathlib import Path

from pdcli.discovery.files import (
    PROFILE_FILE,
    SCHOOL_FILE,
    find_portfolios,
    misnamed_above,
    real_path,
    unread_portfolios,
)
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


def require_file(path: Path, option: str = "") -> None:
    """Raise UserError for a path, the value of an option if one is named, that is no file."""
    if not path.is_file():
        message = _("{path} is not a file.") if path.exists() else _("There is no file {path}.")
        raise _path_error(message, path, option)


def require_folder(path: Path, option: str = "") -> None:
    """Raise UserError for a path, the value of an option if one is named, that is no folder."""
    if not path.is_dir():
        message = _("{path} is not a folder.") if path.exists() else _("There is no folder {path}.")
        raise _path_error(message, path, option)


def _path_error(message: Message, path: Path, option: str) -> UserError:
    return UserError(message.format(path=f"{path} ({option})" if option else path))


def no_portfolio_error(folder: Path) -> UserError:
    """The error that there is no portfolio; it names a file that may be a misnamed portfolio.yaml."""
    message = _("There is no portfolio here (no portfolio.yaml).")
    below = unread_portfolios([folder])[0]
    misnamed = next((file for file in below if file.name.lower().startswith("portfolio")), None)
    misnamed = misnamed or misnamed_above(real_path(folder), PROFILE_FILE)
    if misnamed is None:
        example = next(iter(find_portfolios([folder])), None)
        if example:
            hint = _("There are portfolios in folders below, for example {example}: go there, or name one of them.")
            return UserError(message + " " + hint.format(example=display_path(example)))
        return UserError(message + " " + _("`pd init` starts a portfolio."))
    return UserError(message + " " + _rename(misnamed, PROFILE_FILE))


def no_school_error(folder: Path) -> UserError:
    """The error that there is no school; it names a file that may be a misnamed school.yaml."""
    message = _("There is no school here (no school.yaml).")
    misnamed = misnamed_above(real_path(folder), SCHOOL_FILE)
    return UserError(
        message + " " + (_rename(misnamed, SCHOOL_FILE) if misnamed else _("`pd init --school` starts a school."))
    )


def _rename(near: Path, name: str) -> Message:
    return _("{file} has the wrong name and is therefore not recognised: rename it to {name}.").format(
        file=display_path(near), name=name
    )
