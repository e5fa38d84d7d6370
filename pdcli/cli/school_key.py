"""The key of `pd school --codes`: a table of codes and names."""

from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.errors import UserError
from pdcli.i18n import LANGS, N_, current, translate
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.portfolio.school import SchoolFolder
    from pdcli.scaffold.files import Planned

_KEY_HEADS = (N_("Code"), N_("Folder"), N_("Name"))


def key_file(folder: "SchoolFolder", path: Path) -> "Planned":
    """The planned file of the key, which may replace a key only. Raises UserError where another file is there."""
    from pdcli.render.spreadsheet import Sheet, to_csv
    from pdcli.scaffold.files import generated
    from pdcli.school.report import code_key

    keys = {lang: tuple(translate(head, lang) for head in _KEY_HEADS) for lang in LANGS}
    if path.exists():
        beginnings = tuple(to_csv(Sheet("", heads, ())).splitlines()[0] for heads in keys.values())
        if not path.is_file() or not path.read_bytes().decode("utf-8", "replace").startswith(beginnings):
            message = _("{path} already exists and is not a key made by `pd school`.").format(path=path)
            raise UserError(message + " " + _("Name another file with --key, or move this one away."))
    return generated(path, to_csv(Sheet("", keys[current()], tuple(code_key(folder)))))
