"""5xx: messages, tables of names, and what is told once. Cases stand beside the rules."""

import shutil
from pathlib import Path

import pytest

from pdcli.config import Options
from pdcli.diagnostics import Diagnostic
from pdcli.documents.form_library import FormLibrary
from pdcli.lint.engine import lint
from pdcli.model.documents import LEVELS
from pdcli.portfolio.portfolio import load_portfolio

C1, C2 = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
SEMINAR = "file: evidence/seminar-2026-04.txt"


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, "the example no longer has this text"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _places(found: list[Diagnostic]) -> list[tuple[str, str, int, int]]:
    return [(item.code, item.path.name, item.span.line, item.span.column) for item in found]


def _register(root: Path, rows: str, status: str = "draft") -> Path:
    """A portfolio of two files."""
    (root / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    (root / "evidence.yaml").write_text(f"kind: evidence\nstatus: {status}\nitems:\n{rows}", encoding="utf-8")
    return root


def _codes(root: Path) -> list[str]:
    return [item.code for item in lint(load_portfolio(root), ["PD5"])]


def _line(path: Path, text: str) -> int:
    before, found, _after = path.read_text(encoding="utf-8").partition(text)
    assert found
    return before.count("\n") + 1


@pytest.mark.parametrize("content", ["1", "ok\n", "бар", "1234567"])
def test_a_file_of_a_few_signs(good: Path, content: str) -> None:
    (good / "evidence" / "seminar-2026-04.txt").write_text(content, encoding="utf-8")
    (found,) = lint(load_portfolio(good))
    assert found.code == "PD505"
    assert f"has only {len(content.encode())} byte" in found.message.text("en")
    (good / "evidence" / "seminar-2026-04.txt").write_text("12345678", encoding="utf-8")
    assert lint(load_portfolio(good)) == []


def test_a_large_file(good: Path) -> None:
    file = good / "evidence" / "seminar-2026-04.txt"
    with file.open("r+b") as opened:
        opened.truncate(3 * 1024 * 1024)
    assert lint(load_portfolio(good)) == []
    assert lint(load_portfolio(good, Options(evidence_max_mib=3))) == []
    found = lint(load_portfolio(good, Options(evidence_max_mib=2.5)))
    assert _places(found) == [("PD506", "evidence.yaml", _line(good / "evidence.yaml", SEMINAR), 11)]
    assert "3 MB" in found[0].message.text("en") and "2.5 MB" in found[0].message.text("en")
    # A size that is only a little above the limit is not shown as the limit.
    found = lint(load_portfolio(good, Options(evidence_max_mib=2.999)))
    assert "is 3 MB" in found[0].message.text("en") and "above 2.999 MB" in found[0].message.text("en")
    with file.open("r+b") as opened:
        opened.truncate(3 * 1024 * 1024 + 2048)
    found = lint(load_portfolio(good, Options(evidence_max_mib=3)))
    assert "is 3.002 MB" in found[0].message.text("en") and "above 3 MB" in found[0].message.text("en")


def test_one_evidence_in_two_cycles(good: Path) -> None:
    """Without a date it cannot be the starting point of the later cycle."""
    _change(good / "evidence.yaml", "    date: 2025-12-12\n", "    date:\n")
    _change(good / "evidence.yaml", "status: final", "status: draft")
    _change(good / C2 / "5-approbation.md", "    evidence: [e11]", "    evidence: [e11, e5]")
    found = lint(load_portfolio(good))
    assert _places(found) == [("PD507", "5-approbation.md", 20, 21)]
    assert "2025-2026-1/g1" in found[0].message.text("en")
    assert found[0].related[0].path == good / C1 / "5-approbation.md"


@pytest.mark.parametrize("written", ["e6", "[е6]", "[6]"])
def test_misspelt_evidence_is_not_told_twice(good: Path, written: str) -> None:
    _change(good / C1 / "5-approbation.md", "    evidence: [e6]\n", f"    evidence: {written}\n")
    assert lint(load_portfolio(good), ["PD1"])
    assert "PD509" not in _codes(good)


def test_rows_that_are_none_do_not_shift_the_place(good: Path) -> None:
    path = good / C1 / "5-approbation.md"
    _change(path, "results:\n", "results:\n  - нәтиже\n")
    _change(path, "    evidence: [e6]\n", "")
    found = lint(load_portfolio(good), ["PD509"])
    assert [path.read_text(encoding="utf-8").splitlines()[item.span.line - 1] for item in found] == [
        "    reached: partly"
    ]


@pytest.mark.parametrize("results", ["results: 5\n", "results:\n", "results: [[], 1]\n"])
def test_results_that_are_no_rows(good: Path, results: str) -> None:
    path = good / C1 / "5-approbation.md"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("results:\n"), text.index("corrections:\n")
    path.write_text(text[:start] + results + text[end:], encoding="utf-8")
    assert _codes(good) == []


def test_in_a_final_register_open_places_are_told_once(good: Path) -> None:
    register = good / "evidence.yaml"
    _change(register, "    why: 24 оқушының 13-і мәтінді есептің шартын сызбаға түсіре алмайтынын көрсетеді\n", "")
    _change(register, "kind: assessment", "kind: publication")
    _change(register, "    level: class\n", "")
    assert [item.code for item in lint(load_portfolio(good))] == ["PD109", "PD109"]


def test_open_places_that_no_final_document_needs_are_left_alone(tmp_path: Path) -> None:
    _register(tmp_path, "  - id: e1\n    kind: certificate\n    url: https://mysal.example/\n")
    diary = "kind: growth-diary\nattachments: [e1]\nstatus: "
    (tmp_path / "a.yaml").write_text(diary + "draft\n", encoding="utf-8")
    assert _codes(tmp_path) == []
    (tmp_path / "a.yaml").write_text(diary + "final\n", encoding="utf-8")
    assert _codes(tmp_path) == ["PD510", "PD511"]


@pytest.mark.parametrize("name", ["console.txt", "com10.txt", "auxiliary", ".profile", "а.б.txt", "6 «Ә», (1)–№2.txt"])
def test_names_that_windows_takes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("мазмұны", encoding="utf-8")
    _register(tmp_path, f"  - id: e1\n    file: '{name}'\n")
    assert _codes(tmp_path) == []


@pytest.mark.parametrize("name", ["a<b.txt", "a|b", "a*", "nul", "Con.csv", "b/LPT1.a.txt", "a./b", "a ", "x" * 181])
def test_names_that_windows_refuses(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("мазмұны", encoding="utf-8")
    _register(tmp_path, f"  - id: e1\n    file: '{name}'\n")
    (found,) = lint(load_portfolio(tmp_path))
    line = (tmp_path / "evidence.yaml").read_text(encoding="utf-8").splitlines()[found.span.line - 1]
    assert (found.code, line.strip(), found.span.column) == ("PD512", f"file: '{name}'", 11)


def test_an_unread_document_may_use_evidence(tmp_path: Path) -> None:
    row = "  - id: e12\n    title: а\n    url: https://mysal.example/\n"
    _register(tmp_path, row, "final")
    assert _codes(tmp_path) == ["PD513"]
    (tmp_path / "a.yaml").write_text("kind: nothing\nattachments: [e123]\n", encoding="utf-8")
    assert _codes(tmp_path) == ["PD513"]
    (tmp_path / "a.yaml").write_text("kind: nothing\nattachments: [e12]\n", encoding="utf-8")
    assert _codes(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"), [("seminar", "semin\u0430r"), ("-2026", "\u00a02026"), ("seminar", "SEMIN\u0410R")]
)
def test_a_name_that_looks_the_same_is_found_and_told(good: Path, old: str, new: str) -> None:
    file = next((good / "evidence").glob("seminar*"))
    other = file.rename(file.with_name(file.name.replace(old, new)))
    register = good / "evidence.yaml"
    line = _line(register, SEMINAR)
    _change(register, SEMINAR, f"file: evidence/{file.name.replace('-2026', ' 2026') if '2026' in new else file.name}")
    found = lint(load_portfolio(good))
    assert _places(found) == [("PD515", "evidence.yaml", line, 11)]
    assert found[0].fix is not None and other.name in found[0].message.text("en")


def test_other_capital_letters(good: Path) -> None:
    register = good / "evidence.yaml"
    line = _line(register, SEMINAR)
    _change(register, SEMINAR, "file: Evidence/Seminar-2026-04.TXT")
    found = lint(load_portfolio(good))
    if (good / "EVIDENCE").exists():  # a disk to which both are the same
        assert found == []
        return
    assert _places(found) == [("PD515", "evidence.yaml", line, 11)]
    assert "evidence/seminar-2026-04.txt" in found[0].message.text("en")


@pytest.mark.parametrize("name", ["Evidence/joq.txt", "EVIDENCE", "evidence/seminar-2026-04.txt/a", "Jasyryn/a.txt"])
def test_what_is_not_there_in_any_letters(good: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("1", encoding="utf-8")
    (good / "jasyryn").symlink_to(outside)
    _change(good / "evidence.yaml", SEMINAR, f"file: {name}")
    assert [code for code in _codes(good) if code != "PD503"] == ["PD502"]


def test_folders_are_not_read_while_files_are_found(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio = load_portfolio(good)
    files = [path for path in (good / "evidence").rglob("*") if path.is_file()]

    def refuse(_path: str) -> None:
        raise AssertionError("a folder was read")

    monkeypatch.setattr("os.scandir", refuse)
    assert len(portfolio.evidence_files) == len(files)


def test_one_file_in_different_letters_is_registered_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("мазмұны", encoding="utf-8")
    _register(tmp_path, "  - id: e1\n    file: a.txt\n  - id: e2\n    file: A.txt\n")
    if not (tmp_path / "A.txt").exists():
        assert _codes(tmp_path) == ["PD514", "PD515"]


def test_a_copy_of_a_file_is_registered_once(good: Path) -> None:
    register = good / "evidence.yaml"
    first, copy = good / "evidence" / "seminar-2026-04.txt", good / "evidence" / "saualnama-2026-05.csv"
    copy.write_bytes(first.read_bytes())
    (found,) = [item for item in lint(load_portfolio(good)) if item.code == "PD514"]
    assert (
        found.message.text("en") == "evidence/seminar-2026-04.txt is the same file, byte for byte, as the one in `e12`."
    )
    assert found.span.line == _line(register, SEMINAR)
    # Other bytes of the same size are another paper.
    copy.write_bytes(first.read_bytes()[:-1] + b"#")
    assert "PD514" not in [item.code for item in lint(load_portfolio(good))]


def test_a_draft_may_be_redated(good: Path) -> None:
    shutil.rmtree(good / C2)
    _change(good / C1 / "5-approbation.md", "status: final\ndate: 2025-12-22", "status: draft\ndate: 2025-12-01")
    assert "PD517" not in _codes(good)


def test_levels_are_those_of_the_form() -> None:
    form = FormLibrary().get("evidence")
    field = form.field_at(("items", "level")) if form else None
    assert field and tuple(choice.key for choice in field.choices) == LEVELS


@pytest.mark.parametrize("written", ["e1-e3", "e1; e2", "е1", "E1", "№1"])
def test_what_is_no_number_is_told_once(good: Path, written: str) -> None:
    _change(good / f"{C1}1-action.md", "attachments: [e2]", f"attachments: [{written}]")
    found = lint(load_portfolio(good), ["PD107", "PD501", "PD101", "PD104"])
    assert len(found) == 1 and found[0].path.name == "1-action.md"
