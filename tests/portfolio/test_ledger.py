"""Every file of a portfolio is a document, evidence, excluded, another tool's, or unread; what is unread is told."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from pdcli.discovery.files import DOCUMENT_FOLDERS
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS
from pdcli.lint.engine import lint
from pdcli.lint.fix import apply_fixes
from pdcli.portfolio.counts import Counts, counts_of, total_counts
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.wording.counts import counts_line
from tests.helpers import EXAMPLES, Pd, write

PROFILE = "format: 1\nkind: portfolio\nname: Әсел Мысал\nlang: kk\n"
LESSON = "---\nkind: lesson-analysis\nstatus: draft\n---\n\n## 1. Сабақтың мақсаты қандай?\n\nАлмұрт\n"
CYCLE = "kind: cycle\nstatus: draft\n"
C = "cycles/2026-2027-1/"


def portfolio_with(root: Path, files: dict[str, str | bytes], exclude: tuple[str, ...] = ()) -> Portfolio:
    write(root, {"portfolio.yaml": PROFILE, f"{C}cycle.yaml": CYCLE, **files})
    return load_portfolio(root, exclude=exclude)


def classes(portfolio: Portfolio) -> dict[str, str]:
    root = str(portfolio.root)
    return {file[len(root) + 1 :].replace(os.sep, "/"): name.value for file, name in portfolio.ledger.classes.items()}


def told(portfolio: Portfolio) -> list[tuple[str, str]]:
    found = portfolio.ledger.diagnostics
    return [(item.path.relative_to(portfolio.root).as_posix(), item.code) for item in found]


@pytest.mark.parametrize("name", ["aigerim", "first-week", "daniyar", "stepnoe", "school-mysal"])
def test_nothing_is_unread_in_the_good_examples(name: str) -> None:
    portfolio = load_portfolio(EXAMPLES / name)
    assert portfolio.ledger.counts.unread == 0 and portfolio.ledger.diagnostics == ()
    on_disk = {str(path) for path in portfolio.root.rglob("*") if path.is_file()}
    known = {str(path) for path in on_disk if path in portfolio.ledger.classes}
    # What is not named stands in a folder that is named as a whole, or in a portfolio inside a school.
    rest = {
        path
        for path in on_disk - known
        if not path.startswith(tuple(f"{item}{os.sep}" for item in portfolio.ledger.classes))
    }
    assert all("/teachers/" in path.replace(os.sep, "/") for path in rest)


@pytest.mark.parametrize(
    ("name", "better"),
    [
        (f"{C}lessons/2026-11-02-alma.md.txt", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.markdown", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.мд", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.dm", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.mｄ", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.mд", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.m", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.ямл", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.MD.TXT", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.txt", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.md (1)", "2026-11-02-alma.md"),
        (f"{C}lessons/.2026-11-02-alma.md", "2026-11-02-alma.md"),
        (f"{C}lessons/2026-11-02-alma.md.bak", "2026-11-02-alma.md"),
        ("jazba.mdown", "jazba.md"),
    ],
)
def test_a_document_with_a_wrong_name_is_named_with_the_right_one(tmp_path: Path, name: str, better: str) -> None:
    portfolio = portfolio_with(tmp_path, {name: LESSON})
    assert told(portfolio) == [(name, "PD022")]
    (found,) = portfolio.ledger.diagnostics
    assert found.hint.text("en") == f"Rename the file to {better}." and (found.span.line, found.span.column) == (1, 1)
    assert portfolio.ledger.counts == Counts(2, 0, 1)


@pytest.mark.parametrize(
    "name", ["evidence.yaml.txt", "evidence.YAML.txt", "evidence.yaml_", "evidence.yaml~", "evidence.txt"]
)
def test_a_register_with_a_wrong_name(tmp_path: Path, name: str) -> None:
    portfolio = portfolio_with(tmp_path, {name: "kind: evidence\nitems: []\n", "evidence/a.csv": "1"})
    # That nothing is registered has one cause.
    assert told(portfolio) == [(name, "PD022")]
    assert portfolio.ledger.diagnostics[0].hint.text("en") == "Rename the file to evidence.yaml."
    assert portfolio.is_unread("evidence") and not portfolio.is_whole


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_wrong_name_is_seen_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    portfolio = portfolio_with(tmp_path, {f"{C}1-action.md.txt": "---\nkind: action\n---\n".encode(encoding)})
    assert told(portfolio) == [(f"{C}1-action.md.txt", "PD022")]
    assert portfolio.cycles[0].unread_kinds == {"action"} and portfolio.is_unread_at(f"{C}1-action")


@pytest.mark.parametrize("ending", ["MD", "Md", "YAML", "yml", "Yaml"])
def test_capital_endings_are_read(tmp_path: Path, ending: str) -> None:
    text = LESSON if ending.lower() == "md" else "kind: self-analysis\n"
    portfolio = portfolio_with(tmp_path, {f"{C}lessons/alma.{ending}": text})
    assert portfolio.ledger.counts == Counts(3, 0, 0)


@pytest.mark.parametrize(
    "copy",
    [
        "1-action.md.bak",
        "1-action.md.bak-1",
        "1-action.md~",
        "1-action.md.orig",
        "1-action.md.1",
        "#1-action.md#",
        ".#1-action.md",
        ".1-action.md.swp",
    ],
)
def test_a_copy_beside_its_document_is_no_loss(tmp_path: Path, copy: str) -> None:
    text = "---\nkind: action\n---\n"
    assert told(portfolio_with(tmp_path, {f"{C}1-action.md": text, f"{C}{copy}": text})) == []


@pytest.mark.parametrize("name", ["alma.docx", "alma.doc", "alma.odt", "alma.rtf", "alma.txt", "Alma.DOCX"])
@pytest.mark.parametrize("folder", [f"{C}lessons", "experience/alma", "reflections"])
def test_a_text_of_an_office_among_documents(tmp_path: Path, folder: str, name: str) -> None:
    portfolio = portfolio_with(tmp_path, {f"{folder}/{name}": b"PK\x03\x04" + b"\0" * 99})
    assert told(portfolio) == [(f"{folder}/{name}", "PD022")]
    assert f'exclude = ["{folder}/{name}"]' in portfolio.ledger.diagnostics[0].hint.text("en")


def test_a_photo_among_documents_is_told_unless_a_document_shows_it(tmp_path: Path) -> None:
    shown = LESSON + "\n![](taqta.jpg) мен [кесте](%D0%BA%D0%B5%D1%81%D1%82%D0%B5.pdf)\n"
    portfolio = portfolio_with(
        tmp_path, {f"{C}lessons/a.md": shown, f"{C}lessons/taqta.jpg": b"1", f"{C}lessons/basqa.jpg": b"1", f"{C}lessons/кесте.pdf": b"1"},
    )  # fmt: skip
    assert told(portfolio) == [(f"{C}lessons/basqa.jpg", "PD023")]
    assert classes(portfolio)[f"{C}lessons/taqta.jpg"] == classes(portfolio)[f"{C}lessons/кесте.pdf"] == "linked"


@pytest.mark.parametrize(
    "named",
    [
        "C:\\\\Users\\\\Anar\\\\alma.docx ішінде",
        "alma.docx",
        "[alma](../alma.docx)",
        "[alma.docx](basqa.md)",
        "qyzylalma.docx",
    ],
)
def test_a_file_whose_name_is_only_mentioned_is_told(tmp_path: Path, named: str) -> None:
    files = {f"{C}lessons/a.md": f"{LESSON}\n{named}\n", f"{C}lessons/alma.docx": b"PK\x03\x04"}
    assert (f"{C}lessons/alma.docx", "PD022") in told(portfolio_with(tmp_path, files))


def test_evidence_that_is_not_in_the_register(tmp_path: Path) -> None:
    register = "kind: evidence\nitems:\n  - id: e1\n    file: ./evidence//a.csv\n"
    files: dict[str, str | bytes] = {"evidence.yaml": register, "evidence/a.csv": "1", "evidence/b.csv": "2"}
    portfolio = portfolio_with(tmp_path, files)
    assert told(portfolio) == [("evidence/b.csv", "PD023")]
    assert 'pd new evidence "…" --file "evidence/b.csv"' in portfolio.ledger.diagnostics[0].hint.text("en")
    assert portfolio.ledger.counts == Counts(3, 1, 1)


def test_many_files_of_one_folder_are_told_once(tmp_path: Path) -> None:
    register = "kind: evidence\nitems:\n  - id: e1\n    url: https://mysal.example\n"
    photos: dict[str, str | bytes] = {f"evidence/foto/{number}.jpg": "1" for number in range(12)}
    portfolio = portfolio_with(tmp_path, {"evidence.yaml": register, **photos})
    assert told(portfolio) == [("evidence/foto/0.jpg", "PD023")]
    assert (
        portfolio.ledger.diagnostics[0].message.text("en").startswith("12 files in this folder are not in the register")
    )
    assert portfolio.ledger.counts.unread == 12


def test_a_row_that_names_no_file_and_a_file_without_row_are_one_mistake(tmp_path: Path) -> None:
    register = "kind: evidence\nitems:\n  - id: e1\n    file: evidence/mistyped.csv\n"
    portfolio = portfolio_with(tmp_path, {"evidence.yaml": register, "evidence/typed.csv": "1"})
    (found,) = [item for item in lint(portfolio) if item.code in ("PD502", "PD023")]
    assert found.code == "PD502" and found.hint.text("en") == "Did you mean `evidence/typed.csv`?"
    portfolio = portfolio_with(tmp_path, {"evidence/other.csv": "1"})
    assert [item.code for item in lint(portfolio)].count("PD023") == 2


def test_markdown_without_facts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict.fromkeys((f"{C}lessons/alma.md", f"{C}README.md", "README.md", "jazbalar.md", "docs/alma.md", "Zettel/alma.md"), "# Алмұрт\n\nМәтін\n")  # fmt: skip
    portfolio = portfolio_with(tmp_path, files)
    assert told(portfolio) == [(f"{C}lessons/alma.md", "PD022")]
    assert portfolio.is_unread("lesson-analysis")
    assert classes(portfolio)["docs/alma.md"] == "other"


def test_a_page_of_pd_among_documents_is_no_loss(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, f"{C}cycle.yaml": CYCLE, f"{C}lessons/a.md": LESSON})
    assert pd("render", "--to", "md", "--out", f"{C}pages", cwd=tmp_path).code == 0
    portfolio = load_portfolio(tmp_path)
    assert portfolio.ledger.diagnostics == ()


@pytest.mark.parametrize("folder", [".", "evidence", f"{C}lessons"])
def test_tables_and_pages_of_pd_are_no_loss_wherever_they_lie(tmp_path: Path, pd: Pd, folder: str) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, f"{C}cycle.yaml": CYCLE, f"{C}lessons/a.md": LESSON})
    assert pd("summary", "--to", "md,csv,xlsx", "--out", folder, cwd=tmp_path).code == 0
    assert pd("trace", "--to", "md", "--out", folder, cwd=tmp_path).code == 0
    portfolio = load_portfolio(tmp_path)
    assert portfolio.ledger.diagnostics == ()
    for number, ending in enumerate(("md", "csv"), 1):
        page = next((tmp_path / folder).glob(f"comparison.{ending}"))
        page.write_text(page.read_text(encoding="utf-8") + "Менің сөзім\n", encoding="utf-8")
        portfolio = load_portfolio(tmp_path)
        assert len(portfolio.ledger.unregistered) == (number if folder == "evidence" else 0)


@pytest.mark.parametrize(
    "folder", ["build", "build/cycles/x", "templates", "templates/deep", "packs/deep", "node_modules", ".arhiv"]
)
def test_a_document_where_nobody_looks(tmp_path: Path, folder: str) -> None:
    portfolio = portfolio_with(tmp_path, {f"{folder}/alma.md": LESSON})
    assert told(portfolio) == [(f"{folder}/alma.md", "PD022")]
    assert told(load_portfolio(tmp_path, exclude=(f"{folder}/**",))) == []


def test_pages_forms_packs_and_tools_are_not_documents(tmp_path: Path) -> None:
    portfolio = portfolio_with(
        tmp_path,
        {
            "build/alma.md": "# Алмұрт\n\nkind of a page\n", "templates/own/form.yaml": "kind: action\n", "packs/a.yaml": "key: a\n",
            "packs/b.yml": "kind: action\n", ".obsidian/x.md": LESSON, ".git/x.md": LESSON, ".github/workflows/ci.yml": "on: push\n",
            ".gitignore": "build/\n", "evidence/.gitkeep": "", "pd.toml": "", "package.json": "{}", "Makefile": "a:\n",
            f"{C}.DS_Store": b"1", f"{C}~$lan.docx": b"1", f"{C}Thumbs.db": b"1", f"{C}._1-action.md": b"\0\x05\x16\x07", "logo.png": b"1",
        },
    )  # fmt: skip
    assert told(portfolio) == [] and portfolio.ledger.counts == Counts(2, 0, 0)
    assert {name for name, said in classes(portfolio).items() if said != "other"} == {
        "portfolio.yaml",
        f"{C}cycle.yaml",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mkdocs.yml", "site_name: Портфолио\nplugins:\n  - kind: x\n"),
        ("mkdocs.yaml", "markdown_extensions:\n  - x: !!python/name:a.b\n"),
        ("docker-compose.override.yml", "services: {}\n"),
        ("compose.yaml", "services: {}\n"),
        ("_config.yml", "theme: minima\n"),
        ("k8s/deploy.yaml", "apiVersion: v1\nkind: Service\n"),
        ("Zettel/alma.md", "---\ntags: [alma]\naliases: []\n---\nМәтін\n"),
        ("sabaq.md", "---\ncreated: 2026-10-14\ntags:\n  - сабақ\ntitle: Алмұрт\n---\nМәтін\n"),
    ],
)
def test_files_of_other_tools_are_no_errors(tmp_path: Path, name: str, text: str) -> None:
    portfolio = portfolio_with(tmp_path, {name: text})
    assert [item.code for item in lint(portfolio)] == []
    assert classes(portfolio)[name] == "other"


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("konfig.yaml", "site: a\n", 'If the file is not for pd, add to pd.toml: `exclude = ["/konfig.yaml"]`.'),
        ("docs/a b.yml", "x: 1\n", 'exclude = ["docs/a b.yml"]'),
        (f"{C}lessons/alma.md", "---\ntags: [alma]\n---\n", "Add a line `kind: lesson-analysis` at the top."),
        (f"{C}4-design.yaml", "status: draft\n", "Add a line `kind: design` at the top."),
        ("jospar.yaml", "goals: []\nplan: []\n", "Add a line `kind: design` at the top."),
        (f"{C}x.yaml", "Kind: design\n", "Write `kind: design`."),
    ],
)
def test_a_missing_kind_is_guessed_only_where_something_shows_it(
    tmp_path: Path, name: str, text: str, hint: str
) -> None:
    portfolio = portfolio_with(tmp_path, {name: text})
    (found,) = [item for item in lint(portfolio) if item.code == "PD005"]
    assert hint in found.hint.text("en") and "action-research" not in found.hint.text("en")


def test_a_table_saved_as_yaml_is_evidence_where_the_register_says_so(tmp_path: Path) -> None:
    register = (
        "kind: evidence\nitems:\n  - id: e1\n    file: evidence/balldar.yaml\n  - id: e2\n    file: evidence/hat.md\n"
    )
    files: dict[str, str | bytes] = {
        "evidence.yaml": register,
        "evidence/balldar.yaml": "a: 1\n",
        "evidence/hat.md": "Хат\n",
    }
    portfolio = portfolio_with(tmp_path, files)
    assert portfolio.ledger.counts == Counts(3, 2, 0) and told(portfolio) == []
    assert "PD005" not in [item.code for item in lint(portfolio)]


def test_excluded_files_are_said_to_be(tmp_path: Path) -> None:
    portfolio = portfolio_with(tmp_path, {"old/a.docx": b"1", "old/b.md": LESSON}, exclude=("old/**",))
    assert told(portfolio) == []
    assert classes(portfolio)["old/a.docx"] == classes(portfolio)["old/b.md"] == "excluded"


def test_links_to_folders(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"a.md": LESSON})
    root = tmp_path / "p"
    write(root, {"portfolio.yaml": PROFILE, "diary/a.md": "---\nkind: growth-diary\n---\n"})
    try:
        (root / "lessons").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (root / "same").symlink_to(root / "diary", target_is_directory=True)
    except OSError:
        # Windows allows links to some users only; there is nothing to look at then.
        assert sys.platform == "win32"
        return
    assert told(load_portfolio(root)) == [("lessons", "PD022")]


def test_a_portfolio_inside_another_is_told(tmp_path: Path) -> None:
    inner: dict[str, str | bytes] = {"portfolio.yaml": PROFILE, "a.md": LESSON}
    files = {f"{folder}/{name}": text for folder in ("demo", "research/alma") for name, text in inner.items()}
    portfolio = portfolio_with(tmp_path, files)
    assert told(portfolio) == [("research/alma/portfolio.yaml", "PD022")]
    assert classes(portfolio)["demo/portfolio.yaml"] == "other"


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    if sys.platform != "linux":
        # No other system lets such a name be written.
        return
    write(tmp_path, {"portfolio.yaml": PROFILE})
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe0\xeb\xec\xe0.md")).write_text(LESSON, encoding="utf-8")
    portfolio = load_portfolio(tmp_path)
    (found,) = portfolio.ledger.diagnostics
    assert found.code == "PD022" and "UTF-8" in found.message.text("en")


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"portfolio.yaml": PROFILE, "diary/a.md": "---\nkind: growth-diary\n---\n"})
    listed = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("diary"):
            raise PermissionError(13, "no", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    portfolio = load_portfolio(tmp_path)
    assert told(portfolio) == [("diary", "PD017")]
    assert portfolio.ledger.counts == Counts(1, 0, 1)


def test_a_broken_document_is_unread(tmp_path: Path) -> None:
    portfolio = portfolio_with(
        tmp_path, {f"{C}4-design.yaml": "kind: design\nfocus: а: б\n", f"{C}1-action.md": "---\nkind: [action\n---\n"}
    )
    assert portfolio.ledger.counts == Counts(2, 0, 2) and told(portfolio) == []
    assert portfolio.cycles[0].unread_kinds == {"design", "action"}


def test_stages_in_a_folder_of_another_name(tmp_path: Path) -> None:
    portfolio = portfolio_with(
        tmp_path,
        {"Cycles/2027-2028-1/1-action.md": "---\nkind: action\n---\n", "1-action.md": "---\nkind: action\n---\n"},
    )
    found = {
        item.path.relative_to(tmp_path).as_posix(): item.hint.text("en")
        for item in lint(portfolio)
        if item.code == "PD024"
    }
    # A disk to which capital and small letters are the same has one folder only.
    assert found["1-action.md"] == "Move the document to cycles/…/, the folder of its cycle."
    if "Cycles/2027-2028-1/1-action.md" in found:
        assert found["Cycles/2027-2028-1/1-action.md"] == "Rename the folder Cycles to cycles."


NFC, NFD = (normalize(form, "evidence/Бөлме й.txt") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(
    ("written", "on_disk"),
    [
        (NFC, NFD),
        (NFD, NFC),
        ("evidence\\\\b.txt", "evidence/b.txt"),
        ("evidence/B.TXT", "evidence/b.txt"),
        ("evidence\\\\deep\\\\b.txt", "evidence/deep/b.txt"),
    ],
)
def test_a_file_spelled_in_another_way_is_found_told_and_fixed(
    tmp_path: Path, pd: Pd, written: str, on_disk: str
) -> None:
    register = f'kind: evidence\nitems:\n  - id: e1\n    title: а\n    kind: media\n    file: "{written}"\n    date: 2026-10-01\n    why: а\n'
    portfolio = portfolio_with(tmp_path, {"evidence.yaml": register, on_disk: "1" * 400})
    (file,) = portfolio.evidence_files
    assert file.size == 400 and portfolio.ledger.counts.evidence == 1
    if file.actual is None:
        # This disk finds it by itself.
        return
    found = [item for item in lint(portfolio) if item.code in ("PD502", "PD515", "PD023")]
    assert [(item.code, item.span.line, item.span.column) for item in found] == [("PD515", 6, 11)]
    assert pd("lint", "--fix", cwd=tmp_path).code == 0
    assert on_disk in (tmp_path / "evidence.yaml").read_text(encoding="utf-8")
    assert not [item for item in lint(load_portfolio(tmp_path)) if item.code == "PD515"]


def test_of_two_files_that_may_be_meant_none_is_taken(tmp_path: Path) -> None:
    register = "kind: evidence\nitems:\n  - id: e1\n    file: evidence/АЛМА.txt\n"
    files: dict[str, str | bytes] = {"evidence.yaml": register, "evidence/алма.txt": "1", "evidence/Алма.txt": "2"}
    portfolio = portfolio_with(tmp_path, files)
    if len(list((tmp_path / "evidence").iterdir())) == 2:
        assert [file.actual for file in portfolio.evidence_files] == [None]


@pytest.mark.parametrize(
    "written",
    ["research/Алма/Plan", "research\\алма\\plan", "research/алма/plan.md", normalize("NFD", "research/алма й/plan")],
)
def test_a_reference_spelled_in_another_way(tmp_path: Path, written: str) -> None:
    folder = "research/алма й" if "plan" in written and "й" in normalize("NFC", written) else "research/алма"
    portfolio = portfolio_with(
        tmp_path,
        {f"{folder}/plan.md": "---\nkind: research-plan\n---\n", f"{folder}/article.md": f"---\nkind: article\nresearch_plan: {written}\n---\n"},
    )  # fmt: skip
    (found,) = [item for item in lint(portfolio) if item.code == "PD114"]
    assert (
        found.hint.text("en") == f"Write `{folder}/plan`." and found.fix and found.fix.edits[0][1] == f"{folder}/plan"
    )


@pytest.mark.parametrize(
    "name", ["plan", "plan.md.txt", "Жоспар.markdown", "менің жоспарым", ".plan.md", "zhospar.docx"]
)
def test_a_reference_to_a_document_with_a_wrong_name_is_no_second_mistake(tmp_path: Path, name: str) -> None:
    files = {f"research/алма/{name}": "---\nkind: research-plan\n---\n", "research/алма/article.md": "---\nkind: article\nresearch_plan: research/алма/plan\n---\n"}  # fmt: skip
    portfolio = portfolio_with(tmp_path, files)
    assert [item.code for item in lint(portfolio, ["PD022", "PD114"])] == ["PD022"]


def test_a_reference_out_of_the_folder_of_a_lost_document_is_told(tmp_path: Path) -> None:
    files = {"research/алма/plan.md.txt": "---\nkind: research-plan\n---\n", "research/алма/article.md": "---\nkind: article\nresearch_plan: research/өрік/plan\n---\n"}  # fmt: skip
    assert [item.code for item in lint(portfolio_with(tmp_path, files), ["PD022", "PD114"])] == ["PD114", "PD022"]


def test_the_folders_of_documents_are_those_of_the_forms() -> None:
    library = FormLibrary()
    forms = [form for kind in library.kinds() if (form := library.get(kind))]
    places = [place for form in forms for place in (form.place, form.portfolio_place)]
    assert {place.split("/")[0] for place in places if "/" in place} == DOCUMENT_FOLDERS


def test_the_line_in_three_languages() -> None:
    counts = [Counts(*numbers) for numbers in ((9, 4, 0), (1, 1, 1), (22, 5, 12))]
    said = {lang: [counts_line(item, lang) for item in counts] for lang in LANGS}
    assert said["en"] == [
        "9 documents, 4 evidence files, 0 not read",
        "1 document, 1 evidence file, 1 not read",
        "22 documents, 5 evidence files, 12 not read",
    ]
    assert said["ru"] == [
        "9\u00a0документов, 4\u00a0файла свидетельств, не прочитано: 0",
        "1\u00a0документ, 1\u00a0файл свидетельств, не прочитано: 1",
        "22\u00a0документа, 5\u00a0файлов свидетельств, не прочитано: 12",
    ]
    assert said["kk"][0] == "9\u00a0құжат, 4\u00a0дәлелдеме файлы, оқылмағаны: 0"
    assert (
        total_counts([Counts(1, 2, 3), Counts(4, 5, 6)]) == Counts(5, 7, 9)
        and total_counts([]) == counts_of([]) == Counts()
    )


@pytest.mark.parametrize(
    "name",
    [
        "Portfolio.yaml",
        "portfolo.yaml",
        "портфолио.yaml",
        "PORTFOLIO.YAML",
        "portfolio.yml",
        "portfolio.yaml.txt",
        "portfolio (1).yaml",
        "portfolio.yaml.bak",
    ],
)
def test_a_portfolio_under_another_name_is_explained_by_every_command(tmp_path: Path, pd: Pd, name: str) -> None:
    write(tmp_path, {name: PROFILE, f"{C}cycle.yaml": CYCLE})
    if (tmp_path / "portfolio.yaml").exists():
        # This disk makes no difference between capital and small letters.
        return
    for command in (
        ("lint",),
        ("status",),
        ("summary",),
        ("readiness",),
        ("pack",),
        ("trace",),
        ("history",),
        ("schema", "--update"),
    ):
        for folder in (tmp_path, tmp_path / "cycles"):
            run = pd(*command, cwd=folder)
            assert run.code == 2 and f"{name} " in run.err and "rename it to portfolio.yaml" in run.err, (
                command,
                run.err,
            )


def test_a_school_under_another_name(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"School.yaml": "kind: school\n", "teachers/a/portfolio.yaml": PROFILE})
    if not (tmp_path / "school.yaml").exists():
        run = pd("school", cwd=tmp_path)
        assert run.code == 2 and "rename it to school.yaml" in run.err


def as_utf_16(file: Path) -> None:
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))


def with_two_colons(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("kind: ", "x: y: z\nkind: ", 1), encoding="utf-8")


def with_another_ending(file: Path) -> None:
    file.rename(file.with_name(f"{file.name}.txt"))


@pytest.mark.parametrize(
    ("spoil", "code"), [(as_utf_16, "PD001"), (with_two_colons, "PD002"), (with_another_ending, "PD022")]
)
def test_a_document_that_cannot_be_read_is_one_finding(
    tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    """Whatever refers to it, needs it or counts it says nothing more."""
    root = tmp_path / "p"
    shutil.copytree(EXAMPLES / "daniyar", root)
    for file in sorted(
        path for path in root.rglob("*") if path.suffix in (".md", ".yaml") and path.name != "README.md"
    ):
        if file.name == "portfolio.yaml" and spoil is with_another_ending:
            continue
        before = file.read_bytes()
        spoil(file)
        # `x` is told as well where the rest of the file can be read.
        assert [item.code for item in lint(load_portfolio(root)) if item.code != "PD101"] == [code], file
        file.with_name(f"{file.name}.txt").unlink(missing_ok=True)
        file.write_bytes(before)


@pytest.mark.parametrize("written", ["saualnama.csv", "evidense/saualnama.csv", "evidence/2026/saualnama.csv"])
def test_the_folder_of_a_registered_file_is_put_right(tmp_path: Path, written: str) -> None:
    register = f"kind: evidence\nitems:\n  - id: e1\n    title: А\n    file: {written}\n"
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", "evidence.yaml": register, "evidence/saualnama.csv": "1"})
    (found,) = [item for item in lint(load_portfolio(tmp_path)) if item.code.startswith("PD50")]
    assert found.code == "PD502" and found.hint.text("en") == "Did you mean `evidence/saualnama.csv`?" and found.fix
    assert apply_fixes(register, [found.fix]) == register.replace(written, "evidence/saualnama.csv")
