"""A portfolio with a payload at every place where a person can type."""

from pathlib import Path
from typing import Any

import yaml

from pdcli.documents.form_library import FormLibrary
from tests.attack.payloads import Payloads, filled
from tests.repository import Repository

LIBRARY = FormLibrary()
CYCLE = "cycles/2026-2027-1"
STAGES = {
    "cycle": "cycle", "action": "1-action", "analysis": "2-analysis", "reflection": "3-reflection", "design": "4-design",
    "approbation": "5-approbation",
}  # fmt: skip
# What readers count only where it is right; here it is, so that the payloads beside it are counted and shown.
SOUND: dict[str, dict[str, Any]] = {
    "portfolio": {"format": 1, "lang": "kk", "category": "moderator", "target_category": "expert"},
    "cycle": {"period": {"start": "2026-09-01", "end": "2026-12-30"}},
}


def place(kind: str) -> str:
    """Where a document of a kind stands, without its ending."""
    match kind:
        case "portfolio" | "evidence":
            return kind
        case _ if kind in STAGES:
            return f"{CYCLE}/{STAGES[kind]}"
        case _:
            return f"x/{kind}"


def hostile(root: Path, payloads: Payloads, is_wild: bool) -> Path:
    """Write one document of every kind, in a git repository of the attacker's."""
    for kind in LIBRARY.kinds():
        form = LIBRARY.get(kind)
        if form is None or kind == "school":
            continue
        data = {
            "kind": kind, "title": payloads.line(), "status": "final", "date": "2026-10-14",
            **filled(form.all_fields, payloads, is_wild),
        }  # fmt: skip
        if not is_wild:
            data |= SOUND.get(kind, {})
        _ids(data)
        path = root / f"{place(kind)}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    repository = Repository(root)
    repository.git("config", "user.name", "x")
    repository.commit("2026-10-14T10:00:00 +0500")
    return root


def _ids(value: Any) -> None:
    """Rows of one table have ids of their own, so that they are read."""
    for part in value.values() if isinstance(value, dict) else ():
        if isinstance(part, list):
            for number, row in enumerate(part):
                if isinstance(row, dict):
                    row.setdefault("id", f"e{number}")
                    _ids(row)
        _ids(part)
