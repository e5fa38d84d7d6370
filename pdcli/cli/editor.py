"""A long answer in the editor that a person is used to."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from pdcli.errors import UserError
from pdcli.i18n import gettext as _


def run_editor(file: Path) -> None:
    """Open a file in the user's editor and wait. Raises UserError where the editor does not work."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "nano")
    try:
        subprocess.run([*_command(editor), str(file)], check=True)
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise UserError(
            _("The editor `{editor}` did not work; set EDITOR to another one.").format(editor=editor)
        ) from None


def _command(editor: str) -> list[str]:
    """The program and its arguments. The path of a program may have spaces in it."""
    if shutil.which(editor):
        return [editor]
    if os.name == "nt":
        # A backslash is part of a path there.
        return [part.strip('"') for part in shlex.split(editor, posix=False)]
    return shlex.split(editor)
