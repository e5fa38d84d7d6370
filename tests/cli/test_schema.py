"""The schemas of what commands give to programs: published, printed, and true of every output over all examples."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema_rs import Draft202012Validator, meta

from pdcli.attestation.facts import CODES
from pdcli.cli.app import COMMANDS, load_command
from pdcli.i18n import FOR_PEOPLE, LANGS, Lang
from pdcli.i18n.spaces import NO_BREAK
from pdcli.model.privacy import IN_BLIND
from pdcli.render.facts import fact_words
from pdcli.summary.comparison import COLUMNS
from tests.formats import FINDINGS
from tests.helpers import EXAMPLES, ROOT, Pd, unmarked
from tests.outputs import CASES, DAY, TEXTS, problems, validator_of, without_words


@pytest.mark.parametrize("file", TEXTS)
def test_the_published_schema_is_up_to_date(file: str) -> None:
    meta.validate(json.loads(TEXTS[file]))
    assert unmarked(ROOT / "schemas" / file) == TEXTS[file], "make schemas"


def test_none_is_left_over() -> None:
    published = {path.relative_to(ROOT / "schemas").as_posix() for path in (ROOT / "schemas" / "output").iterdir()}
    assert published == TEXTS.keys()


def test_one_is_printed_and_an_unknown_one_named(pd: Pd, tmp_path: Path) -> None:
    assert pd("schema", "output/lint", cwd=tmp_path).out == TEXTS["output/lint.schema.json"]
    done = pd("schema", "output/nothing", cwd=tmp_path)
    assert done.code == 2 and "output/readiness-comparison" in done.err


@pytest.mark.parametrize("option", ["--all", "--update"])
def test_a_kind_beside_all_kinds_is_refused(option: str, pd: Pd, tmp_path: Path) -> None:
    run = pd("schema", option, "design", cwd=tmp_path)
    assert (run.code, run.out) == (2, "") and option in run.err and not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "output", "line"), CASES, ids=lambda part: part if isinstance(part, str) else "")
def test_every_output_is_valid_and_the_same_in_every_language(
    name: str, output: str, line: tuple[str, ...], pd: Pd
) -> None:
    """The same but for what the schema calls words for people."""
    runs = [pd(*line, cwd=EXAMPLES / name, lang=lang) for lang in LANGS]
    assert {run.code for run in runs} in ({0}, {1}), runs[0].err
    kk, ru, en = (json.loads(run.out) for run in runs)
    assert problems(output, kk) == []
    assert without_words(output, kk) == without_words(output, ru) == without_words(output, en)


def test_files_are_valid_too(pd: Pd, tmp_path: Path) -> None:
    """In a file the mark of what pd has made stands beside the data."""
    shutil.copytree(EXAMPLES / "first-week", tmp_path / "a")
    for line in (
        ("summary", "--to", "json", *DAY),
        ("readiness", "--for", "expert", "--to", "json", *DAY),
        ("trace", "--to", "json"),
        ("history", "--to", "json", *DAY),
        ("lint", "--format", "json", "--out", "build/lint.json", "--exit-zero"),
        ("lint", "--write-baseline"),
    ):
        assert pd(*line, cwd=tmp_path / "a").code in (0, 1), line
    files = {path.stem: path for path in (tmp_path / "a" / "build").glob("*.json") if not path.name.startswith(".")}
    assert {"summary", "readiness", "trace", "history", "lint"} <= files.keys()
    for output, path in {**files, "baseline": tmp_path / "a" / "pd-baseline.json"}.items():
        assert problems(output, json.loads(path.read_bytes())) == [], output


@pytest.mark.parametrize("name", ["aigerim", "school-mysal"])
def test_a_packet_and_the_key_of_a_blind_summary_are_valid(name: str, pd: Pd, tmp_path: Path) -> None:
    place = str(EXAMPLES / name)
    assert pd("pack", place, "--out", "p.zip", *DAY, cwd=tmp_path).code == 0
    with ZipFile(tmp_path / "p.zip") as archive:
        assert problems("packet", json.loads(archive.read("manifest.json"))) == []
    for out in ("first", "second"):
        # Codes of other people stay in the key.
        line = ("--blind", "--to", "json", "--out", out, "--key", "key.json", "--without", "category", "--force")
        done = pd("summary", place, *line, *DAY, cwd=tmp_path)
        assert done.code in (0, 1), done.err
        for path in (tmp_path / out).rglob("*.json"):
            output = "comparison" if path.stem == "comparison" else "summary"
            assert problems(output, json.loads(path.read_bytes())) == [], path
        place = str(EXAMPLES / "daniyar")
    assert problems("blind-key", json.loads((tmp_path / "key.json").read_bytes())) == []


# Which option of which command gives JSON, and of which outputs.
OPTIONS = {
    ("lint", "--format"): ("lint", "lint-files"),
    ("rule", "--format"): ("rule",),
    ("summary", "--to"): ("summary", "comparison"),
    ("readiness", "--format"): ("readiness", "readiness-comparison"),
    ("readiness", "--to"): ("readiness",),
    ("school", "--format"): ("school", "department"),
    ("school", "--to"): ("school", "department"),
    ("trace", "--format"): ("trace", "school-trace"),
    ("trace", "--to"): ("trace", "school-trace"),
    ("history", "--format"): ("history",),
    ("history", "--to"): ("history",),
}
# Files of JSON that commands write besides.
WRITTEN = ("baseline", "packet", "blind-key")
# Modules that write JSON for pd alone. Formats of findings besides JSON itself follow schemas of somebody else.
OTHERS = {
    "cli/schema.py": "the schemas", "scaffold/portfolio.py": "the schemas",
    "metadata/files.py": "to the process that looks into files", "metadata/worker.py": "from that process",
    "runtime/cache.py": "what is kept between runs", "writing/mark.py": "which files pd has made",
    "attestation/confirmations.py": "under a digest",
    "documents/corrections.py": "a quoted text",
    "portfolio/ledger.py": "a quoted text", "documents/other_tools.py": "a quoted text",
    "writing/splice.py": "a value that is looked at", "scaffold/new_form.py": "a quoted text",
}  # fmt: skip
# Modules that write JSON with a schema.
WRITERS = {
    "cli/lint_output.py", "exchange/key.py", "exchange/packet.py", "lint/baseline.py", "lint/reporters/json.py",
    "render/formats/json.py",
}  # fmt: skip


def test_every_option_for_json_is_known(pd: Pd, tmp_path: Path) -> None:
    """A new one needs a schema, and a line above that has it tested."""
    found = set()
    shutil.copytree(EXAMPLES / "aigerim", tmp_path / "a")
    for name in COMMANDS:
        for option in {text for parameter in load_command(name).params for text in parameter.opts} & {
            "--format",
            "--to",
        }:
            place = EXAMPLES / "school-mysal" if name == "school" else tmp_path / "a"
            done = pd(name, option, "nothing", cwd=place)
            assert done.code == 2, (name, option)
            if re.search(r"\bjson\b", done.err):
                found.add((name, option))
    assert found == OPTIONS.keys()
    outputs = {output for several in OPTIONS.values() for output in several} | {*WRITTEN}
    assert {f"output/{output}.schema.json" for output in outputs} == TEXTS.keys()


def test_every_place_that_writes_json_is_known() -> None:
    writers = {
        path.relative_to(ROOT / "pdcli").as_posix()
        for path in (ROOT / "pdcli").rglob("*.py")
        if re.search(r"\bjson\.dumps?\(", path.read_text(encoding="utf-8"))
    }
    theirs = {f"lint/reporters/{name}.py" for name in FINDINGS} - WRITERS
    assert writers - theirs == WRITERS | OTHERS.keys()


def test_a_wrong_output_is_noticed() -> None:
    assert isinstance(validator_of("summary"), Draft202012Validator)
    assert problems("summary", {"schema_version": 1})
    assert problems("lint", {"schema_version": 1, "files": -1})


@pytest.mark.parametrize(("name", "output"), [("aigerim", "summary"), ("school-mysal", "comparison")])
def test_what_blinding_writes_in_a_language_is_marked(name: str, output: str, pd: Pd, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path / name)
    found = {}
    for lang in ("kk", "en"):
        line = ("--blind", "--to", "json", "--out", lang, "--key", "key.json", "--force", *DAY)
        line = (*line, "--without", "school,region,subject,category,target_category,theme")
        assert pd("summary", name, *line, cwd=tmp_path, lang=lang).code in (0, 1)
        (path,) = (tmp_path / lang).rglob(f"{output}.json")
        found[lang] = json.loads(unmarked(path))
    kk, en = (without_words(output, data, (FOR_PEOPLE, IN_BLIND)) for data in found.values())
    assert found["kk"] != found["en"] and kk == en


def values(schema: Any) -> Iterator[str]:
    """Every value of an enumeration in a schema, but for the codes and names of rules and the keys of a row."""
    if isinstance(schema, dict):
        for name, part in schema.items():
            yield from values(part)
            if name == "enum" and not {"PD101", "unknown-field", COLUMNS[0]} & {*part}:
                yield from filter(None, part)
    elif isinstance(schema, list):
        for part in schema:
            yield from values(part)


@pytest.mark.parametrize(
    ("lang", "page"), [("en", "docs/json.md"), ("kk", "docs/kk/json.md"), ("ru", "docs/ru/json.md")]
)
def test_the_page_describes_every_output_and_every_value(lang: Lang, page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {value for schema in TEXTS.values() for value in values(json.loads(schema))}
    outputs = {file.removeprefix("output/").removesuffix(".schema.json") for file in TEXTS}
    assert {value for value in named | outputs if f"`{value}`" not in text} == set()
    for code, names in CODES.items():
        words = "{text}" if names == ("text",) else fact_words(code, {"count": 2}, lang)
        row = next(line for line in text.splitlines() if line.startswith(f"| `{code}` |"))
        # In documents spaces are typed, which no-break ones look like.
        assert row.replace(NO_BREAK, " ").endswith(f"{words.replace(NO_BREAK, ' ')} |"), code
