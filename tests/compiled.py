"""Forms, rule packs and tables of the guideline as the plain data that pd loads, and page templates as code:
`python -m tests.compiled` writes them."""

import json
import shutil
from typing import Any

import yaml

from pdcli.discovery.files import forms_in
from pdcli.documents.form_reader import read_form
from pdcli.guideline.packs import PACK_FOLDER
from pdcli.guideline.route_rows import KEY as ROUTE
from pdcli.guideline.route_rows import RouteRows
from pdcli.guideline.tables import KEYS, Table
from pdcli.i18n import LANGS
from pdcli.model.record import to_plain
from pdcli.model.record_schema import read_record
from pdcli.portfolio.pack_reader import read_pack
from pdcli.render.pages import environment
from pdcli.render.shipped_templates import PART, compiled_name, digest_of, library_version
from tests.helpers import ROOT

FOLDER = ROOT / "pdcli" / "compiled"


def texts() -> dict[str, str]:
    """The file below pdcli/compiled and its text, of all that is shipped. Raises AssertionError for a mistake."""
    data = {name: to_plain(record) for name, record in _records().items()} | _templates()
    return {f"{name}.json": json.dumps(value, ensure_ascii=False, indent=1) + "\n" for name, value in data.items()}


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
    records[f"routes/{ROUTE}"], details = read_record(RouteRows, _table(ROUTE))
    assert not details, details
    return records


def _table(key: str) -> Any:
    return yaml.safe_load((ROOT / "pdcli/guideline/data" / f"{key}.yaml").read_text(encoding="utf-8"))


def _templates() -> dict[str, Any]:
    data: dict[str, Any] = {}
    for file in sorted((ROOT / "templates" / "_base").glob("*.j2")):
        name = f"_base/{file.name}"
        source = file.read_text(encoding="utf-8")
        # Words are looked up when a page is made.
        codes = {environment(None, lang).compile(source, name, None, raw=True) for lang in LANGS}
        assert len(codes) == 1, f"{name} has words of one language"
        code = codes.pop()
        data[f"{PART}/{compiled_name(name)}"] = {
            "jinja2": library_version(), "source": digest_of(source), "code": code.split("\n"),
        }  # fmt: skip
    return data


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
