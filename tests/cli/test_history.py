"""pd history: what it says, writes and survives."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pdcli.i18n import LANGS
from tests.helpers import EXAMPLES, Pd, run_pd, write
from tests.repository import Repository

Compare = Callable[[str, str], None]
PORTFOLIO = "kind: portfolio\nname: Айгерім Үлгібаева\nlang: kk\n"
CYCLE = "kind: cycle\nperiod:\n  start: 2025-09-01\n  end: 2025-12-31\n"
STAGES = ("action", "analysis", "reflection", "design", "approbation")


def lesson(day: str, text: str = "", **facts: str) -> str:
    said = "".join(f"{key}: {value}\n" for key, value in facts.items())
    return f"---\nkind: lesson-analysis\ndate: {day}\n{said}---\n\n## 1. Сабақтың мақсаты қандай?\n\n{text or day}\n"


@pytest.fixture(autouse=True)
def _nothing_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def year(tmp_path: Path) -> Repository:
    """Most of what a history can tell of: a cycle, lessons, an import, names that changed, a rebase, a wrong clock."""
    repository = Repository(tmp_path / "year")
    stages = {f"cycles/2025-2026-1/{number}-{kind}.yaml": f"kind: {kind}\n" for number, kind in enumerate(STAGES, 1)}
    opened = {"portfolio.yaml": PORTFOLIO, "cycles/2025-2026-1/cycle.yaml": CYCLE, **stages}
    repository.commit("2025-09-01T09:00:00 +0500", opened)
    for day, date in (("03", "2025-09-03"), ("05", "2025-09-05"), ("09", "2025-09-08")):
        at = f"2025-09-{day}T23:50:00 +0500"
        repository.commit(at, {f"lessons/{date}.md": lesson(date, f"Сабақ {date} " * 9)})
    repository.commit("2025-10-20T20:00:00 +0600", {"lessons/2025-09-15.md": lesson("2025-09-15")})
    repository.commit(
        "2025-10-21T20:00:00 +0500", {"cycles/2025-2026-1/1-action.yaml": "kind: action\ndate: 2025-10-01\n"}
    )
    old = {f"archive/{number:02}.md": lesson(f"2024-10-{number:02}") for number in range(1, 13)}
    repository.commit("2026-01-10T20:00:00 +0500", old)
    repository.move("lessons/2025-09-08.md", "lessons/2025-09-08-bólshek.md")
    repository.commit("2026-01-12T20:00:00 +0500")
    repository.commit(
        "1970-01-01T05:00:00 +0500", {"diary.md": "---\nkind: growth-diary\n---\n"}, "2026-01-14T20:00:00 +0500"
    )
    seen = {"observations/x.md": "---\nkind: lesson-observation\ndate: 2026-02-02\n---\n"}
    repository.commit("2026-02-03T20:00:00 +0500", seen)
    for day in range(5, 11):
        at = f"2026-02-{day:02}T20:00:00 +0500"
        repository.commit(
            at, {"cycles/2025-2026-1/4-design.yaml": f"kind: design\ntitle: {day}\n"}, "2026-03-01T12:00:00 +0500"
        )
    write(repository.root, {"lessons/2025-09-03.md": lesson("2025-09-03", "өзгерді"), "new.md": lesson("2026-03-02")})
    return repository


@pytest.mark.parametrize("lang", LANGS)
def test_text(year: Repository, pd: Pd, golden: Compare, lang: str) -> None:
    run = pd("history", "--date", "2026-03-05", cwd=year.root, lang=lang, COLUMNS="80")
    assert (run.code, run.err) == (0, "")
    assert max(map(len, run.out.splitlines())) <= 80
    golden(f"history.{lang}.txt", run.out)


@pytest.mark.parametrize(("suffix", "lang"), [("html", "kk"), ("md", "ru"), ("json", "en")])
def test_pages(year: Repository, pd: Pd, golden: Compare, suffix: str, lang: str) -> None:
    run = pd("history", "--to", suffix, "--out", "-", "--date", "2026-03-05", cwd=year.root, lang=lang)
    assert (run.code, run.err) == (0, "")
    golden(f"history.{suffix}", run.out)
    again = pd("history", "--to", suffix, "--out", "-", "--date", "2030-03-05", cwd=year.root, lang=lang)
    assert again.out == run.out, "the day on which it is run shows"


def test_json_is_one_shape_for_one_and_for_many(year: Repository, pd: Pd) -> None:
    run = pd("history", "--format", "json", cwd=year.root)
    data = json.loads(run.out)
    assert list(data) == ["schema_version", "portfolios"] and len(data["portfolios"]) == 1
    assert json.loads(pd("history", "--to", "json", "--out", "-", cwd=year.root).out) == data
    (found,) = data["portfolios"]
    assert {item["ref"]: item["written"] for item in found["documents"]}["lessons/2025-09-05"] == "2025-09-05"
    assert "observations/x" not in run.out


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_judges(year: Repository, pd: Pd, lang: str) -> None:
    words = {
        "kk": "кешік|күдік|жалған|бұзу|жаман|үлгер", "ru": "опозда|поздно|подозр|подлог|наруш|плох|должн",
        "en": r"\blate\b|suspic|fake|forg|violat|\bbad\b|should|must",
    }[lang]  # fmt: skip
    for arguments in (("--format", "text"), ("--to", "html", "--out", "-"), ("--to", "md", "--out", "-")):
        run = pd("history", *arguments, cwd=year.root, lang=lang)
        body = re.sub(r"<style>.*?</style>", "", run.out, flags=re.DOTALL)
        assert run.code == 0 and not re.findall(words, body, re.IGNORECASE)


def test_the_page_is_whole(year: Repository, pd: Pd) -> None:
    page = pd("history", "--to", "html", "--out", "-", cwd=year.root, lang="en").out
    assert not re.findall(r"""(?:src|href)=|<script|@import|url\(""", page)
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 1 and 'role="img"' in drawings[0] and "<title>School year 2025/2026" in drawings[0]
    # The week of 8 September has one document; ten months are shown, because nothing happened in the others.
    assert "<desc>September: 9, 1, 0, 0; October: 0, 0, 0, 2, 0; November: 0, 0, 0, 0;" in drawings[0]
    assert drawings[0].count('class="month"') == 6


def test_files(year: Repository, pd: Pd, tmp_path: Path) -> None:
    run = pd("history", "--to", "html,md,json", "--dry-run", cwd=year.root)
    assert run.code == 0 and run.out == "" and not (year.root / "build").exists()
    assert pd("history", "--to", "html,md,json", cwd=year.root).code == 0
    assert {path.name for path in (year.root / "build").iterdir()} == {"history.html", "history.md", "history.json"}
    again = pd("history", "--to", "html", cwd=year.root)
    assert "identical" in again.err, "what it writes is part of what it reads"
    assert pd("history", "--out", str(tmp_path / "pages"), cwd=year.root).code == 0
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["history.html"]


def test_many_portfolios(pd: Pd, tmp_path: Path) -> None:
    school = Repository(tmp_path / "school")
    school.commit("2026-09-01T10:00:00 +0500", {"5/ә/portfolio.yaml": PORTFOLIO, "6/ә/portfolio.yaml": PORTFOLIO})
    school.commit("2026-09-09T10:00:00 +0500", {"6/ә/a.md": lesson("2026-09-08")})
    run = pd("history", cwd=school.root, lang="en")
    assert run.code == 0 and run.out.count("Айгерім Үлгібаева") == 2
    assert re.findall(r"In git: (.*)", run.out) == [
        "1 commit, 1\u00a0September\u00a02026", "2 commits, 1–9\u00a0September\u00a02026",
    ]  # fmt: skip
    assert pd("history", ".", "--to", "json", "--out", str(tmp_path / "out"), cwd=school.root).code == 0
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json")) == [
        "5/ә/history.json", "6/ә/history.json",
    ]  # fmt: skip
    run = pd("history", "--to", "md", "--out", "-", cwd=school.root)
    assert run.code == 2 and "one portfolio and one format" in run.err
    assert pd("history", "6/ә/a.md", "--format", "json", cwd=school.root).out.count('"path": "ә"') == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "xml"), "`xml`"), (("--to", "odt"), "`odt`"), (("--date", "31.09.2026"), "31.09.2026"),
        (("nowhere",), "nowhere"), (("--to", "md,html", "--out", "-"), "one format"),
    ],
)  # fmt: skip
def test_mistakes(year: Repository, pd: Pd, arguments: tuple[str, ...], said: str) -> None:
    run = pd("history", *arguments, cwd=year.root)
    assert (run.code, run.out) == (2, "") and said in run.err


def test_no_portfolio(tmp_path: Path, pd: Pd) -> None:
    run = pd("history", cwd=tmp_path)
    assert (run.code, run.out) == (2, "") and "pd init" in run.err


WITHOUT = {
    "en": "git was not found on this computer.",
    "ru": "git на этом компьютере не найден.",
    "kk": "Бұл компьютерден git табылмады.",
}


@pytest.mark.parametrize("lang", LANGS)
def test_no_git(year: Repository, pd: Pd, lang: str, tmp_path: Path) -> None:
    run = pd("history", cwd=year.root, lang=lang, PATH=str(tmp_path))
    assert (run.code, run.err) == (0, "")
    assert WITHOUT[lang] in run.out.replace("\n", " ") and "03.09.2025" in run.out
    data = json.loads(pd("history", "--format", "json", cwd=year.root, PATH=str(tmp_path)).out)
    assert data["portfolios"][0]["problem"] == "no-git"
    for suffix in ("html", "md"):
        page = pd("history", "--to", suffix, "--out", "-", cwd=year.root, lang=lang, PATH=str(tmp_path))
        assert page.code == 0 and WITHOUT[lang] in page.out and "<svg" not in page.out


def test_no_repository(tmp_path: Path, pd: Pd) -> None:
    shutil.copytree(EXAMPLES / "first-week", tmp_path / "copy")
    run = pd("history", cwd=tmp_path / "copy")
    assert run.code == 0 and "This portfolio is not in a git repository." in run.out


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_speaks_of_a_calendar_that_is_not_shown(pd: Pd, tmp_path: Path, lang: str) -> None:
    shutil.copytree(EXAMPLES / "aigerim", tmp_path / "copy")
    run = pd("history", cwd=tmp_path / "copy", lang=lang)
    private = {"kk": "құпия құжат", "ru": "личных документа", "en": "private documents"}
    assert private[lang] in run.out.replace("\u00a0", " ")
    assert not any(word in run.out for word in ("calendar", "календар", "күнтізбе"))


def test_before_the_first_commit(tmp_path: Path, pd: Pd) -> None:
    write(Repository(tmp_path / "new").root, {"portfolio.yaml": PORTFOLIO})
    run = pd("history", cwd=tmp_path / "new")
    assert run.code == 0 and "Nothing has been committed to git here yet." in run.out


def test_never_committed(tmp_path: Path, pd: Pd) -> None:
    repository = Repository(tmp_path / "new")
    repository.commit("2026-09-01T10:00:00 +0500", {"README.txt": "x", ".gitignore": "hidden.md\n"})
    write(repository.root, {"portfolio.yaml": PORTFOLIO, "hidden.md": lesson("2026-09-01")})
    run = pd("history", cwd=repository.root)
    assert run.code == 0
    assert "no changes yet" in run.out and "2 documents have never been committed." in run.out


def test_a_folder_of_somebody_else(year: Repository, pd: Pd, tmp_path: Path) -> None:
    fake = tmp_path / "bin" / "git"
    write(tmp_path, {"bin/git": "#!/bin/sh\necho \"fatal: detected dubious ownership in repository at 'x'\" >&2\n"
                                "echo '	git config --global --add safe.directory x' >&2\nexit 128\n"})  # fmt: skip
    fake.chmod(0o755)
    run = pd("history", cwd=year.root, PATH=f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    said = " ".join(run.out.split())
    assert run.code == 0 and "another user of this computer" in said
    assert "`git config --global --add safe.directory x`" in said


def test_a_shallow_copy(year: Repository, pd: Pd, tmp_path: Path) -> None:
    year.git("clone", "-q", "--depth", "3", year.root.as_uri(), str(tmp_path / "copy"))
    run = pd("history", cwd=tmp_path / "copy")
    said = " ".join(run.out.split())
    assert "holds only the latest part of the history" in said and "`git fetch --unshallow`" in said
    assert "23 documents already existed on 8 February 2026 or earlier; their first days are not known." in said
    assert "05.09.2025  ≤ 08.02.2026  –                –" in run.out
    assert "Many documents on one day: no such day" in run.out


def test_odd_names(tmp_path: Path, pd: Pd) -> None:
    repository = Repository(tmp_path / "odd")
    names = ["жаңа «сабақ».md", "a\nb.md", "<b>.md", "a|b.md", os.fsdecode(b"\xff.md")]
    repository.commit("2026-09-01T10:00:00 +0500", {"portfolio.yaml": "kind: portfolio\nname: <i>A</i>\n"})
    repository.commit("2026-09-02T10:00:00 +0500", {name: lesson("2026-09-01", title="'<u>'") for name in names})
    run = pd("history", cwd=repository.root)
    assert run.code == 0 and "a\\nb" in run.out and "жаңа «сабақ»" in run.out and "Documents: 5" in run.out
    # A name that is no text can be shown nowhere: the linter tells of it.
    assert "PD022" in pd("lint", cwd=repository.root).out
    page = pd("history", "--to", "html", "--out", "-", cwd=repository.root).out
    assert "<b>" not in page and "<u>" not in page and "<i>" not in page and "&lt;u&gt;" in page
    assert pd("history", "--to", "html,md,json", cwd=repository.root).code == 0
    text = (repository.root / "build" / "history.md").read_text(encoding="utf-8")
    assert "a\\|b" in text and "<u>" not in text
    data = json.loads((repository.root / "build" / "history.json").read_bytes())
    assert {item["ref"] for item in data["portfolios"][0]["documents"]} == {
        "portfolio",
        *(name[:-3] for name in names[:-1]),
    }


def test_what_is_not_needed_is_not_loaded(year: Repository) -> None:
    """Somebody waits for it in the terminal."""
    code = (
        "import sys; from pdcli.cli.app import run; run(['history']); "
        "print([name for name in ('pydantic', 'jinja2', 'rich', 'ruamel', 'pyromark') if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=year.root, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "[]"


def test_through_a_link_and_from_below(year: Repository, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(year.root)
    for folder in (year.root / "lessons", tmp_path / "link"):
        run = run_pd("history", cwd=folder)
        assert run.code == 0 and "In git: 16 commits" in run.out
