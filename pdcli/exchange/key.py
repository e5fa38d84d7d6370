"""The key of a blind summary: which code is whose. It stays with whoever made the summary."""

import json
import secrets
from pathlib import Path
from typing import Any

from pdcli.anonymisation.name_register import KINDS, KeyState, Names, name_identity
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _

FORMAT = 1
_MOST_BYTES = 16 * 1024 * 1024
WARNING = N_(
    "This file tells whose codes these are. Keep it to yourself: whoever has it and the blind summary knows every name."
)


def new_key() -> KeyState:
    """A key for the first time: a secret, and no codes yet."""
    return KeyState(secrets.token_hex(16), {})


def read_key(path: Path) -> KeyState:
    """The key in a file. Raises UserError where it is none."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError
        said: Any = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] != FORMAT or not isinstance(said["secret"], str):
            raise ValueError
        numbers = {(str(row["kind"]), str(row["words"])): int(row["number"]) for row in said["codes"]}
        taken = [(kind, number) for (kind, _words), number in numbers.items()]
        if len(set(taken)) != len(taken) or not all(kind in KINDS and number > 0 for kind, number in taken):
            raise ValueError
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        message = _("{path} is no key of a blind summary.").format(path=path.name)
        raise UserError(message + " " + _("Name another file with --key, or move this one away.")) from None
    return KeyState(said["secret"], numbers)


def key_text(known: KeyState, names: Names) -> str:
    """The key as it is kept: the secret, and every code with its name; codes of earlier runs stay."""
    rows = [
        {
            "code": name.code,
            "name": name.spelled,
            "kind": name.kind,
            "number": name.number,
            "words": name_identity(name),
        }
        for name in names.all
    ]
    now = {(str(row["kind"]), str(row["words"])) for row in rows}
    earlier = [
        {"code": "", "name": "", "kind": kind, "number": number, "words": words}
        for (kind, words), number in known.numbers.items()
        if (kind, words) not in now
    ]
    rows = sorted([*rows, *earlier], key=lambda row: (KINDS.index(row["kind"]), row["number"]))
    said = {"warning": _(WARNING), "format": FORMAT, "secret": known.secret, "codes": rows}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
