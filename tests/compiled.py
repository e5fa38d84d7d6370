"""Forms, rule packs and tables of the guideline as the plain data that pd loads: `python -m tests.compiled` writes it."""

import json
import shutil
from typing import Any

import yaml

from pdcli.discovery.files import forms_in
from pdcli.documents.form_library import read_form
from pdcli.guideline.packs import PACK_FOLDER
from pdcli.guideline.tables import KEYS, Table
from pdcli.model.record import to_plain
from pdcli.model.record_schema import read_record
from pdcli.portfolio.packs import read_pack
from tests.helpers import ROOT

FOLDER = ROOT / "pdcli" / "compiled"


def texts() -> dict[str, str]:
    """The file below pdcli/compiled and its text, of every form, pack and table. Raises AssertionError for a mistake."""
    return {f"{name}.json": _text(record) for name, record in _records().items()}


def _records() -> dict[str, Any]:
    records: dict[str, Any] = {}
    for kind, file in sorted(forms_in(ROOT / "templates").items()):
        records[f"forms/{kind}"], problems = read_form(file)
        assert not problems, problems
    for file in sorted(PACK_FOLDER.glob("*.yaml")):
        records[f"packs/{file.stem}"], problems = read_pack(file)
        assert not problems, problems
    for key in KEYS:
        records[f"tables/{key}"], details = read_record(Table, _table(key))
        assert not details, details
    return records


def _table(key: str) -> Any:
    return yaml.safe_load((ROOT / "pdcli/guideline/data" / f"{key}.yaml").read_text(encoding="utf-8"))


def _text(record: Any) -> str:
    return json.dumps(to_plain(record), ensure_ascii=False, indent=1) + "\n"


def write() -> None:
    """Write all of them, and remove those that have no source."""
    made = texts()
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, text in made.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
