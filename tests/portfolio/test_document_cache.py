"""The cache of documents: whatever a command reads from it is what it reads without it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdcli.diagnostics import Diagnostic, diagnostic_from_plain, diagnostic_to_plain
from pdcli.discovery.trust import Trust, own_trust
from pdcli.documents.document import Document
from pdcli.documents.stored import StoredDocument, document_row
from pdcli.i18n import LANGS
from pdcli.model.record import fields_of
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.runtime import cache as runtime_cache
from tests.helpers import EXAMPLES, ROOT, Pd, change, run_pd, start_pd, write

C2 = "cycles/2025-2026-2"
ROOTS = sorted(path.parent for path in EXAMPLES.rglob("portfolio.yaml"))
SCHOOLS = sorted(path.parent for path in EXAMPLES.rglob("school.yaml"))
DAY = ("--date", "2026-11-01")
READING = [
    ("status", "--all"), ("trace",), ("trace", "--format", "json"), ("readiness", *DAY), ("history",), ("guide", "analysis"),
    ("summary", "--to", "json", "--out", "-", *DAY), ("lint", "--exit-zero"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test."""
    monkeypatch.setenv("PD_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def words(item: Diagnostic) -> list[object]:
    parts = (item.message, item.hint, *(other.message for other in item.related))
    return [
        *item[:5],
        item.fix,
        [other[:2] for other in item.related],
        [part.text(lang) for part in parts for lang in LANGS],
    ]


def facts(document: Document) -> list[object]:
    """What is known of a document, without asking its text."""
    return [
        # Two readings of one form of one's own are two forms, with equal parts.
        document.form and {name: getattr(document.form, name) for name in fields_of(type(document.form))},
        document.file, document.ref, document.kind, document.forced_kind, document.data, document.model,
        document.lang, document.day, document.is_private, list(map(words, document.diagnostics)), document.evidence_ids,
    ]  # fmt: skip


def places(document: Document) -> list[object]:
    """What the text of a document says besides."""
    locs = [(key,) for key in document.data] + [loc for loc, _id in document.evidence_ids]
    return [
        document.text, document.newline, document.bom, document.yaml_part, document.sections, document.mistyped,
        document.explained_questions, document.unknown_keys, document.incomplete_tables, document.misspelt_places,
        [document.span(*loc) for loc in locs], [document.span(*loc, key=True) for loc in locs],
    ]  # fmt: skip


def known(portfolio: Portfolio) -> list[object]:
    """What is known of a portfolio."""
    return [
        list(map(facts, portfolio.documents)), portfolio.skipped, portfolio.other_tool_files,
        list(map(words, portfolio.diagnostics)), list(map(words, portfolio.unread)), portfolio.ledger.counts,
    ]  # fmt: skip


def from_cache(portfolio: Portfolio) -> set[str]:
    return {document.ref for document in portfolio.documents if isinstance(document, StoredDocument)}


@pytest.mark.parametrize("root", ROOTS + SCHOOLS, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
@pytest.mark.parametrize("is_own", [True, False])
def test_what_the_cache_gives_is_what_is_read(root: Path, is_own: bool) -> None:
    trust = own_trust(root) if is_own else Trust()
    plain = load_portfolio(root, trust=trust)
    cold = load_portfolio(root, trust=trust, use_cache=True)
    warm = load_portfolio(root, trust=trust, use_cache=True)
    assert not from_cache(cold) and from_cache(warm)
    assert known(cold) == known(plain) == known(warm)
    # Nearly everything comes from the cache; what does not, has no form, or own forms are involved.
    has_own_forms = bool(trust.form_files(plain.root))
    read = [item for item in warm.documents if item.ref not in from_cache(warm)]
    assert all(item.form is None or (has_own_forms and item.diagnostics) or item.text == "" for item in read)
    assert list(map(places, warm.documents)) == list(map(places, plain.documents))


@pytest.mark.parametrize("line", READING, ids=" ".join)
@pytest.mark.parametrize("name", ["aigerim", "broken", "first-week", "daniyar"])
def test_each_command_says_the_same_cold_and_warm(line: tuple[str, ...], name: str) -> None:
    root = EXAMPLES / name
    expected = run_pd(*line, "--no-cache", cwd=root, lang="kk")
    assert [run_pd(*line, cwd=root, lang="kk") for _run in range(3)] == [expected] * 3
    assert run_pd(*line, cwd=root, lang="ru") == run_pd(*line, "--no-cache", cwd=root, lang="ru")


def a_word(root: Path) -> None:
    change(root, f"{C2}/4-design.yaml", ("goal: ", "goal: Жаңа "))


def a_word_of_the_same_size_and_time(root: Path) -> None:
    path = root / "portfolio.yaml"
    before, text = path.stat(), path.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("name:"))
    path.write_text(text.replace(name, name[:-1] + ("б" if name[-1] != "б" else "в")), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def a_mistake(root: Path) -> None:
    change(root, f"{C2}/4-design.yaml", ("goals:", "gaols:"))


def a_document_less(root: Path) -> None:
    shutil.rmtree(root / C2)


def a_document_more(root: Path) -> None:
    shutil.copytree(root / C2, root / "cycles/2026-2027-1")


def a_new_name(root: Path) -> None:
    (root / C2).rename(root / "cycles/2025-2026-3")


def the_language_of_the_portfolio(root: Path) -> None:
    change(root, "portfolio.yaml", ("lang: kk", "lang: ru"))


def the_evidence(root: Path) -> None:
    for path in sorted((root / "evidence").iterdir())[:3]:
        path.unlink()


def the_settings(root: Path) -> None:
    write(root, {"pd.toml": f'exclude = ["/{C2}/**"]\n[limits]\nidle_days = 1\n'})


def an_own_form(root: Path) -> None:
    form = "kind: diary\nplace: diary/{date}-{slug}\nformat: yaml\nsource: Біз\ntitle: {kk: Күнделік, ru: Дневник, en: Diary}\n"
    form += "help: {kk: а, ru: б, en: c}\nfields:\n  - key: note\n    type: text\n    label: {kk: Жазба, ru: Запись, en: Note}\n"
    form += "    help: {kk: а, ru: б, en: c}\n    example: {kk: а, ru: б, en: c}\n"
    write(root, {"templates/diary/form.yaml": form, "diary/2026-01-02-x.yaml": "kind: diary\nnote: бір\n"})


def a_broken_form(root: Path) -> None:
    an_own_form(root)
    change(root, "templates/diary/form.yaml", ("type: text", "type: texd"))


def a_pack(root: Path) -> None:
    write(root, {"packs/own.yaml": "pack: own\n"})


CHANGES: list[Callable[[Path], None]] = [
    a_word, a_word_of_the_same_size_and_time, a_mistake, a_document_less, a_document_more, a_new_name,
    the_language_of_the_portfolio, the_evidence, the_settings, an_own_form, a_broken_form, a_pack,
]  # fmt: skip


def outputs(pd: Pd, root: Path, *more: str) -> list[Any]:
    return [pd(*line, *more, cwd=root, lang="kk") for line in READING]


@pytest.mark.parametrize("apply", CHANGES)
def test_every_change_is_noticed(pd: Pd, good: Path, apply: Callable[[Path], None]) -> None:
    before = outputs(pd, good)
    apply(good)
    after = outputs(pd, good)
    assert after == outputs(pd, good, "--no-cache") and after != before
    # And taken back.
    assert outputs(pd, good) == after


def test_own_forms_and_packs_are_validated_once(good: Path, cache_folder: Path) -> None:
    an_own_form(good)
    pack = (ROOT / "pdcli/guideline/packs").glob("*.yaml")
    text = sorted(pack)[0].read_text(encoding="utf-8")
    key = next(line for line in text.splitlines() if line.startswith("key:"))
    write(good, {"packs/own.yaml": text.replace(key, "key: own", 1)})
    program = (
        "import sys; from pdcli.cli.app import run\n"
        "run(['readiness', '--pack', 'own']); print('pydantic' in sys.modules, file=sys.stderr)"
    )
    environment = {**os.environ, "PD_CACHE_DIR": str(cache_folder), "PD_LANG": "en"}
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=good,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        for _number in range(2)
    ]
    assert [run.stderr.splitlines()[-1] for run in runs] == ["True", "False"]
    assert runs[0].stdout == runs[1].stdout and "own" in runs[0].stdout


def test_a_changed_form_is_noticed(pd: Pd, good: Path) -> None:
    an_own_form(good)
    before = outputs(pd, good)
    change(good, "templates/diary/form.yaml", ("key: note", "key: text"))
    after = outputs(pd, good)
    assert after != before and after == outputs(pd, good, "--no-cache")


def test_time_and_language_are_no_part_of_it(pd: Pd, good: Path) -> None:
    for day in ("2025-11-01", "2026-11-01", "2031-01-01"):
        for lang in LANGS:
            line = ("readiness", "--date", day)
            assert pd(*line, cwd=good, lang=lang) == pd(*line, "--no-cache", cwd=good, lang=lang)


def test_another_version_reads_again(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_portfolio(good, use_cache=True)
    assert from_cache(load_portfolio(good, use_cache=True))
    monkeypatch.setattr(runtime_cache, "_version_stamp", lambda: "9.9.9-0123456789abcdef")
    assert not from_cache(load_portfolio(good, use_cache=True))
    assert from_cache(load_portfolio(good, use_cache=True))


def test_only_what_has_changed_is_read(good: Path) -> None:
    load_portfolio(good, use_cache=True)
    change(good, "portfolio.yaml", ("kind: portfolio", "kind: portfolio\nmentor: Ә"))
    portfolio = load_portfolio(good, use_cache=True)
    assert {item.ref for item in portfolio.documents} - from_cache(portfolio) == {"portfolio"}


@pytest.mark.parametrize("spoil", [lambda _raw: b"", lambda raw: raw[:-9], lambda raw: raw[:20] + b"\0" + raw[21:]])
def test_a_damaged_entry_is_no_entry(good: Path, cache_folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    load_portfolio(good, use_cache=True)
    for file in cache_folder.rglob("*.kept"):
        file.write_bytes(spoil(file.read_bytes()))
    assert known(load_portfolio(good, use_cache=True)) == known(load_portfolio(good))
    assert from_cache(load_portfolio(good, use_cache=True))


def rewrite(file: Path, change_entry: Callable[[Any], Any]) -> None:
    """Change an entry as a program could that knows how its digest is made."""
    entry = json.loads(file.read_bytes()[16:])
    text = json.dumps(change_entry(entry)).encode()
    file.write_bytes(blake2b(text, digest_size=16).digest() + text)


def of_rows(change_row: Callable[[list[Any]], Any]) -> Callable[[Any], Any]:
    return lambda entry: {
        "documents": {file: change_row(row) if row[2] else row for file, row in entry["documents"].items()}
    }


SHAPES: list[Callable[[Any], Any]] = [
    lambda _entry: [], lambda _entry: 5, lambda _entry: {}, lambda _entry: {"documents": None},
    lambda _entry: {"documents": 5}, of_rows(lambda row: row[:2]), of_rows(lambda row: [*row[:2], row[2] and row[2][:2], {}]),
    of_rows(lambda row: [*row[:2], True, {}]), of_rows(lambda row: [*row[:2], [*row[2][:3], 5, []], {}]),
    of_rows(lambda row: [*row[:2], [*row[2][:4], [1]], {}]), of_rows(lambda row: [*row[:2], [[1], *row[2][1:]], {}]),
    of_rows(lambda row: [*row[:2], [*row[2][:3], {**row[2][3], "date": "xx"}, []], {}]), of_rows(lambda _row: 7),
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_an_entry_of_another_shape_is_no_entry(
    pd: Pd, good: Path, cache_folder: Path, shape: Callable[[Any], Any]
) -> None:
    expected = pd("trace", cwd=good)
    (file,) = cache_folder.rglob("*.kept")
    rewrite(file, shape)
    assert pd("trace", cwd=good) == expected == pd("trace", cwd=good)


@pytest.mark.skipif(os.name == "nt", reason="modes of Unix")
def test_only_its_owner_can_read_it(good: Path, cache_folder: Path) -> None:
    load_portfolio(good, use_cache=True)
    (folder,) = cache_folder.iterdir()
    assert folder.stat().st_mode & 0o077 == 0


def test_answers_do_not_stay_for_ever(good: Path, cache_folder: Path) -> None:
    load_portfolio(good, use_cache=True)
    (old,) = cache_folder.rglob("*.kept")
    other = write(old.parent, {"0" * 32 + ".kept": "x", "notes.txt": "y"}) / ("0" * 32 + ".kept")
    for file in (other, old.parent / "notes.txt"):
        os.utime(file, (0, 0))
    change(good, "portfolio.yaml", ("kind: portfolio", "kind: portfolio\nmentor: Ә"))
    # Each run looks for them once.
    assert start_pd("status", cwd=good).code == 0
    assert old.exists() and not other.exists() and (old.parent / "notes.txt").exists()


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PD_CACHE_DIR", str(good / "portfolio.yaml" / "cache"))
    assert known(load_portfolio(good, use_cache=True)) == known(load_portfolio(good))


@pytest.mark.parametrize("line", [line for line in READING if line[0] != "lint"], ids=" ".join)
def test_without_a_cache_nothing_is_stored(pd: Pd, good: Path, cache_folder: Path, line: tuple[str, ...]) -> None:
    pd(*line, "--no-cache", cwd=good)
    assert not list(cache_folder.rglob("*.kept"))
    pd(*line, cwd=good, PD_NO_CACHE="1")
    assert not list(cache_folder.rglob("*.kept"))


def test_many_processes_at_once_agree(good: Path, cache_folder: Path) -> None:
    command = [sys.executable, "-m", "pdcli", "trace", "--format", "json", "--lang", "kk"]
    environment = {**os.environ, "PD_CACHE_DIR": str(cache_folder)}
    started = [
        subprocess.Popen(command, cwd=good, env=environment, stdout=subprocess.PIPE, encoding="utf-8")
        for _number in range(6)
    ]
    outs = {process.communicate()[0] for process in started}
    assert outs == {run_pd("trace", "--format", "json", "--no-cache", cwd=good, lang="kk").out}
    assert from_cache(load_portfolio(good, use_cache=True))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def document() -> Document:
    return load_portfolio(EXAMPLES / "first-week").documents[0]


@given(value=VALUES)
def test_only_what_json_holds_exactly_is_stored(value: Any, document: Document) -> None:
    document.data = {"answer": value}
    row = document_row(document)
    if row is not None:
        again = json.loads(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        assert again[2] == document.data and repr(again[2]) == repr(document.data)


def test_a_finding_is_the_same_after_it_was_stored() -> None:
    diagnostics = [item for document in load_portfolio(EXAMPLES / "broken").documents for item in document.diagnostics]
    assert len({item.code for item in diagnostics}) > 10
    for item in diagnostics:
        assert words(diagnostic_from_plain(json.loads(json.dumps(diagnostic_to_plain(item))))) == words(item)


def test_pages_are_the_same_cold_and_warm(pd: Pd, good: Path, tmp_path: Path) -> None:
    pages = []
    for name, more in (("no", ["--no-cache"]), ("cold", []), ("warm", [])):
        assert pd("render", "--to", "html,md", "--out", str(tmp_path / "out" / name), *more, cwd=good).code == 0
        pages.append([path.read_bytes() for path in sorted((tmp_path / "out" / name).rglob("*")) if path.is_file()])
    assert pages[0] == pages[1] == pages[2] != []
