"""The key file of a blind summary, which maps codes to names. It stays with whoever made the summary."""

import json
import secrets
from pathlib import Path
from typing import Any

from pdcli.anonymisation.name_register import KINDS, KeyState, Names, name_identity
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, translate
from pdcli.i18n.messages import message as _

FORMAT = 1
_MAX_BYTES = 16 * 1024 * 1024
WARNING = N_(
    "This file says whose codes these are. Keep it to yourself: anyone who has it and the blind "
    "summary knows every name."
)


def new_key() -> KeyState:
    """A new key: a random secret and no codes."""
    return KeyState(secrets.token_hex(16), {})


def read_key(path: Path) -> KeyState:
    """The key in a file. Raises UserError if it is no valid key."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ValueError
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT or not isinstance(data["secret"], str):
            raise ValueError
        numbers = {(str(row["kind"]), str(row["words"])): int(row["number"]) for row in data["codes"]}
        codes = [(kind, number) for (kind, _words), number in numbers.items()]
        if len(set(codes)) != len(codes) or not all(kind in KINDS and number > 0 for kind, number in codes):
            raise ValueError
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        message = _("{path} is not the key of a blind summary.").format(path=display_path(path))
        raise UserError(message + " " + _("Name another file with --key, or move this one away.")) from None
    return KeyState(data["secret"], numbers)


def key_text(key_state: KeyState, names: Names) -> str:
    """The text of a key file: the secret and every code with its name; codes of earlier runs stay."""
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
    current = {(str(row["kind"]), str(row["words"])) for row in rows}
    previous = [
        {"code": "", "name": "", "kind": kind, "number": number, "words": words}
        for (kind, words), number in key_state.numbers.items()
        if (kind, words) not in current
    ]
    rows = sorted([*rows, *previous], key=lambda row: (KINDS.index(row["kind"]), row["number"]))
    data = {"warning": translate(WARNING, names.lang), "format": FORMAT, "secret": key_state.secret, "codes": rows}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
