"""Files of other text programs as DOCX, through LibreOffice where it is installed."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from pdcli.errors import UserError
from pdcli.i18n.messages import message as _

CONVERTIBLE = frozenset({".doc", ".odt", ".rtf"})
_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")


def as_docx(source: Path, data: bytes) -> bytes:
    """The bytes of a file as DOCX; they are as they were where its name does not end as of another text program.

    Raises UserError where LibreOffice is needed and not installed, or cannot read the file.
    """
    suffix = source.suffix.lower()
    if suffix not in CONVERTIBLE:
        return data
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        message = _("{path} is read where LibreOffice is installed; otherwise save it as DOCX.")
        raise UserError(message.format(path=source.name))
    with TemporaryDirectory() as folder:
        # A copy under a name of its own, and a profile of its own: a running LibreOffice is left alone.
        file = Path(folder, f"form{suffix}")
        file.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        with suppress(subprocess.TimeoutExpired, OSError):
            subprocess.run(
                [*command, "--outdir", folder, str(file)], capture_output=True, timeout=_SECONDS, check=False
            )
        result = file.with_suffix(".docx")
        if not result.is_file():
            raise UserError(_("LibreOffice could not read {path}: save it as DOCX.").format(path=source.name))
        return result.read_bytes()
