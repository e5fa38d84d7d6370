"""Every command, run as a user runs it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pdcli import __version__
from pdcli.cli.app import COMMANDS
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import EXAMPLES, Pd, run_pd

INIT = ("init", "--name", "Айгерім Үлгібаева", "--school", "Мысал", "--subject", "Математика", "--category", "teacher",
        "--target-category", "moderator")  # fmt: skip


@pytest.fixture
def started(tmp_path: Path, pd: Pd) -> Path:
    assert pd(*INIT, "--lang", "kk", cwd=tmp_path).code == 0
    assert pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", cwd=tmp_path).code == 0
    return tmp_path


@pytest.mark.parametrize("lang", LANGS)
def test_help_is_in_the_language(lang: str, tmp_path: Path) -> None:
    english = run_pd("--help", cwd=tmp_path, lang="en").out
    shown = run_pd("--help", cwd=tmp_path, lang=lang).out
    assert all(name in shown for name in COMMANDS)
    assert (shown == english) == (lang == "en")
    assert max(map(len, shown.splitlines())) <= 80
    for name in COMMANDS:
        page = run_pd(name, "--help", cwd=tmp_path, lang=lang)
        assert page.code == 0
        assert f"pd {name}" in page.out.split("\n", 2)[2], "no example"
        if lang != "en":
            for word in ("Usage", "Options", "Arguments", "Show this", "default", "Examples", "required"):
                assert word not in page.out, (name, word)


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_can_be_made_in_every_language_and_lints_clean(lang: str, tmp_path: Path, pd: Pd) -> None:
    assert pd(*INIT, "--lang", lang, cwd=tmp_path).code == 0
    assert pd("lint", cwd=tmp_path).code == 0
    assert pd("new-cycle", cwd=tmp_path).code == 0
    kinds = [line.split()[0] for line in pd("new", cwd=tmp_path).out.splitlines() if line[0] != " "]
    library = FormLibrary()
    # A portfolio may hold a copy of the school's cycle, and nothing else of a school.
    of_school = {kind for kind in library.kinds() if library.require(kind).place_in(False).startswith("school")}
    assert sorted(kinds) == sorted({*library.kinds()} - of_school | {"school-cycle"})
    for kind in kinds:
        run = pd("new", kind, "Бөлшектер", cwd=tmp_path)
        # Those that a portfolio has already are kept.
        assert run.code in (0, 2) and re.search("create|update|conflict", run.err)
    # The new row of the register has no file yet.
    lint = pd("lint", "--strict", "--ignore", "PD504", cwd=tmp_path)
    assert (lint.code, lint.out.count(":1:")) == (0, 0)
    for command in (("status",), ("render", "--to", "md,html"), ("summary", "--to", "md,html,json")):
        assert pd(*command, cwd=tmp_path).code == 0
    assert (
        json.loads((tmp_path / "build" / "summary.json").read_text(encoding="utf-8"))["who"]["name"]
        == "Айгерім Үлгібаева"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_a_school_can_be_made_in_every_language_and_lints_clean(
    lang: str, tmp_path: Path, pd: Pd
) -> None:
    library = FormLibrary()
    assert pd("init", "--school", "--name", "Мысал", "--lang", lang, cwd=tmp_path).code == 0
    # The documents of the year are there already.
    shutil.rmtree(tmp_path / "school")
    for kind in (item for item in library.kinds() if library.require(item).place.startswith("school/")):
        assert pd("new", kind, "Бөлшектер", cwd=tmp_path).code == 0, kind
        # What has no title has a name all the same.
        assert pd("new", kind, cwd=tmp_path).code in (0, 2), kind
    assert not list((tmp_path / "school").rglob(".*"))
    assert pd("lint", "--strict", cwd=tmp_path).code == 0
    assert pd("render", ".", "--to", "md,html", cwd=tmp_path).code == 0


def test_init_never_overwrites(started: Path) -> None:
    before = (started / "portfolio.yaml").read_bytes()
    run = run_pd("init", "--name", "Басқа", cwd=started)
    assert run.code == 2 and "conflict" in run.err
    assert (started / "portfolio.yaml").read_bytes() == before


def test_an_unfinished_cycle_stops_the_next_one(started: Path) -> None:
    run = run_pd("new-cycle", cwd=started, lang="kk")
    assert run.code == 2
    first, second = run.err.splitlines()
    assert "Іс-әрекет" in first and "--unfinished" in second and "\ufffd" not in run.err
    assert run_pd("new-cycle", "--unfinished", cwd=started).code == 0


def test_the_next_cycle_carries_over_what_is_left(good: Path) -> None:
    assert run_pd("new-cycle", "--start", "2026-09-01", cwd=good).code == 0
    text = (good / "cycles" / "2026-2027-1" / "cycle.yaml").read_text(encoding="utf-8")
    assert "previous: 2025-2026-2" in text
    assert "2025-2026-2/c1" in text and "2025-2026-2/c2" in text
    assert "2025-2026-2/g1" not in text, "a goal that was reached"
    reflection = (good / "cycles" / "2026-2027-1" / "3-reflection.md").read_text(encoding="utf-8")
    assert "# 2025-2026-2/c1 – Тәсілді 7 «А» сыныбында да қолданып, нәтижені салыстыру\n" in reflection
    assert "2025-2026-2/c1" not in (good / "cycles" / "2026-2027-1" / "2-analysis.md").read_text(encoding="utf-8")
    assert run_pd("lint", cwd=good).code == 0


def test_a_new_reflection_says_what_it_may_continue(good: Path) -> None:
    (good / "cycles" / "2025-2026-2" / "3-reflection.md").unlink()
    cycle = good / "cycles" / "2025-2026-2" / "cycle.yaml"
    text = cycle.read_text(encoding="utf-8")
    # A long text with what a comment cannot hold: line breaks of several kinds.
    hostile = r'"Көп\nқадамды\N \u2028--- # ' + "ұзақ " * 60 + '"'
    assert "Көп қадамды есепте әр қадамға бөлек сызба сыздыру" in text
    text = text.replace("Көп қадамды есепте әр қадамға бөлек сызба сыздыру", hostile)
    cycle.write_text(text, encoding="utf-8")
    assert run_pd("new", "reflection", "--cycle", "2025-2026-2", cwd=good, lang="en").code == 0
    said = (good / "cycles" / "2025-2026-2" / "3-reflection.md").read_text(encoding="utf-8")
    assert "# 2025-2026-1/c1 – Критерийді мұғалім" in said and "# 2025-2026-1/g2 – Оқушылар балын" in said
    assert "# 2025-2026-1/c2 – Көп қадамды --- # ұзақ" in said
    assert "PD0" not in run_pd("lint", cwd=good).out
    assert load_portfolio(good).cycles[1].reflection is not None


def test_fill_saves_each_answer_and_complains_in_words(started: Path) -> None:
    path = "cycles/2026-2027-1/1-action.md"
    run = run_pd("fill", path, cwd=started, lang="kk", stdin="1,2\n?\nБірінші жауап\n\n\n\nертең\n30.10.2026\n")
    assert run.code == 0
    assert "күн ретінде оқылмайды" in run.err and "Мысалы" in run.err
    text = (started / path).read_text(encoding="utf-8")
    assert "date: 2026-10-30" in text and "Бірінші жауап" in text and "- teaching-assessment" in text
    assert run_pd("lint", cwd=started).code == 0
    assert run_pd("fill", "--final", path, cwd=started).code == 2


def test_fill_goes_back_and_skips(started: Path) -> None:
    path = "cycles/2026-2027-1/1-action.md"
    run = run_pd("fill", path, cwd=started, stdin="\n<\n3\n:q\n")
    assert run.code == 0
    assert "- inclusive-environment" in (started / path).read_text(encoding="utf-8")


def test_fill_adds_rows_to_a_table(started: Path) -> None:
    path = started / "cycles/2026-2027-1/2-analysis.md"
    before = path.read_text(encoding="utf-8")
    run = run_pd("fill", str(path), cwd=started, stdin="1\n1\nБірінші\n2\n+\n2\nЕкінші\n3\n\n:q\n")
    assert run.code == 0, run.err
    text = path.read_text(encoding="utf-8")
    assert text.index("- id: f1") < text.index("text: Бірінші") < text.index("- id: f2") < text.index("text: Екінші")
    assert all(line in text for line in before.splitlines() if line.startswith(("#", "<!--"))), "a comment was lost"
    assert run_pd("lint", cwd=started).code == 0


def test_a_whole_stage_can_be_filled_and_made_final(started: Path) -> None:
    path = "cycles/2026-2027-1/1-action.md"
    run_pd("fill", path, cwd=started, stdin="1\nа\nб\nв\nг\n2026-10-30\n")
    done = run_pd("fill", "--final", path, cwd=started)
    assert done.code == 0, done.err
    assert "status: final" in (started / path).read_text(encoding="utf-8")
    assert run_pd("lint", cwd=started).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lnt",), "pd lint"),
        (("lint", "--formt", "json"), "--formt"),
        (("lint", "--format", "jsn"), "json"),
        (("lint", "--select", "XX1"), "XX1"),
        (("rule", "PD999"), "PD999"),
        (("new", "lesson-analisis"), "lesson-analysis"),
        (("fill",), "`pd fill cycles/2026-2027-1/1-action.md`"),
        (("new", "lesson-analysis", "-бөлшек"), "-- -б…"),
        (("init", "--force"), "--force"),
        (("schema", "action", "--out", "s"), "--all"),
        (("new", "lesson-analysis", "Сабақ \u202e"), "U+202E"),
        (("new", "evidence", "Сабақ \u2067"), "U+2067"),
        (("--lang", "de", "status"), "`kk`, `ru`, `en`"),
        (("new-cycle", "--start", "1 қыркүйек"), "2026-10-14"),
        (("render", "--to", "odt"), "`docx`, `html`, `md`"),
        (("schema", "xyz"), "`lesson-analysis`"),
        (("status", "а", "б"), "status --help"),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_a_wrong_command_line_is_explained(started: Path, arguments: tuple[str, ...], said: str, lang: str) -> None:
    run = run_pd(*arguments, cwd=started, lang=lang)
    assert run.code == 2
    assert said in run.err and "Traceback" not in run.err and run.out == ""
    if lang != "en" and "--lang" not in arguments:
        assert not any(word in run.err for word in ("Error", "No such", "Missing", "Usage", "Got unexpected"))


def test_two_hyphens_are_advised_only_where_a_text_is_typed(tmp_path: Path) -> None:
    assert "`pd new … -- --zz`" in run_pd("new", "--zz", cwd=tmp_path).err
    for command in ("lint", "fill", "render"):
        run = run_pd(command, "--zz", cwd=tmp_path)
        assert run.code == 2 and "--zz" in run.err and "hyphen" not in run.err


@pytest.mark.parametrize("command", ["status", "lint", "render", "summary", "new", "new-cycle"])
def test_outside_a_portfolio_the_way_in_is_shown(tmp_path: Path, command: str) -> None:
    run = run_pd(command, cwd=tmp_path)
    assert run.code == 2 and "pd init" in run.err


def test_render_shows_every_question_of_the_form_in_order(good: Path) -> None:
    lesson = next((good / "cycles/2025-2026-1/lessons").glob("*.md"))
    assert run_pd("render", str(lesson), "--out", "o", cwd=good, lang="kk").code == 0
    page = next((good / "o").rglob("*.html")).read_text(encoding="utf-8")
    labels = ["Сабақтың мақсаты қандай?", "Қандай әдістер қолданылды?", "Болашақта нені өзгертуге"]
    assert [page.index(label) for label in labels] == sorted(page.index(label) for label in labels)
    assert "http" not in page.replace("http-equiv", "").split("</style>")[1].split("<main")[0]


def test_hostile_answers_stay_text(good: Path) -> None:
    lesson = good / "cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md"
    evil = (
        "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![p](https://x.example/p.png)"
    )
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("Ішінара.", evil, 1), encoding="utf-8")
    assert run_pd("render", cwd=good).code == 0
    page = (good / "build" / "portfolio.html").read_text(encoding="utf-8")
    assert "<script" not in page and "<img" not in page and 'href="javascript' not in page
    assert "&lt;script&gt;" in page


def test_rendering_is_deterministic(good: Path) -> None:
    pages = []
    for name in ("a", "b"):
        assert run_pd("render", "--to", "md,html", "--out", name, cwd=good).code == 0
        pages.append([path.read_bytes() for path in sorted((good / name).rglob("*.*"))])
    assert pages[0] == pages[1] and len(pages[0]) == 2


def test_private_documents_stay_out(good: Path) -> None:
    lesson = good / "cycles/2025-2026-1/lessons/2025-10-08-qatynas.md"
    before = json.loads(run_pd("summary", "--to", "json", "--out", "-", cwd=good).out)
    lesson.write_text(
        lesson.read_text(encoding="utf-8").replace("status: final", "status: final\nprivate: true", 1), encoding="utf-8"
    )
    assert run_pd("render", cwd=good).code == 0
    assert run_pd("summary", "--to", "html,json", cwd=good).code == 0
    page = (good / "build" / "portfolio.html").read_text(encoding="utf-8")
    assert "қолдар түсті, үш жұп бірден" not in page
    data = json.loads((good / "build" / "summary.json").read_text(encoding="utf-8"))
    assert data["left_out"]["documents"] == before["left_out"]["documents"] + 1
    assert next(form["count"] for form in data["forms"] if form["kind"] == "lesson-analysis") == 8


def test_several_portfolios_give_one_table() -> None:
    run = run_pd("summary", "--to", "json", "--out", "-", cwd=EXAMPLES)
    rows = json.loads(run.out)["rows"]
    assert len(rows) == len([*EXAMPLES.rglob("portfolio.yaml")])
    aside = {
        "category_until", "test", "test_until", "marks", "evidence_claimed", "documents_read", "evidence_files",
        "unread_files",
    }  # fmt: skip
    assert all(set(row) == {"folder", *json.loads(run.out)["columns"], *aside} for row in rows)


def test_demo(tmp_path: Path) -> None:
    run = run_pd("demo", cwd=tmp_path, lang="kk")
    assert run.code == 0, run.err
    assert (tmp_path / "pd-demo" / "build" / "portfolio.html").exists()
    assert (tmp_path / "pd-demo" / "build" / "summary.html").exists()


@pytest.mark.parametrize("name", ["city", "private", "village"])
def test_demo_of_a_school(name: str, tmp_path: Path) -> None:
    run = run_pd("demo", "--school", name, cwd=tmp_path)
    assert run.code == 0, run.err
    place = tmp_path / "pd-demo"
    assert (place / "build" / "school.html").exists()
    source = EXAMPLES / f"school-{name}"
    files = [path.relative_to(source) for path in source.rglob("*") if path.is_file()]
    assert all(
        (place / path).read_bytes() == (source / path).read_bytes() for path in files if "build" not in path.parts
    )


def test_demo_names_the_schools_there_are(tmp_path: Path) -> None:
    run = run_pd("demo", "--school", "auyl", cwd=tmp_path)
    assert run.code == 2 and "`village`" in run.err and not (tmp_path / "pd-demo").exists()


def test_lint_loads_only_what_it_needs() -> None:
    """Of a portfolio with plain lines and without observed lessons: neither a parser of YAML nor rule packs."""
    code = (
        "import sys; sys.argv = ['pd', 'lint', '--no-cache']\n"
        "from pdcli.cli.app import run\n"
        "run(sys.argv[1:])\n"
        "print([name for name in ('yaml', 'pdcli.guideline.packs', 'tomllib') if name in sys.modules], file=sys.stderr)"
    )
    cwd = EXAMPLES / "first-week"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=cwd)
    assert done.stderr.strip() == "[]"


def test_start_up_is_light(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['pd', '--help']\n"
        "from pdcli.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'pydantic', 'jinja2', 'rich', 'yaml', 'ruamel', 'markdown_it', 'nh3', 'prompt_toolkit', 'asyncio'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
    assert done.stderr.strip() == "[]"
    version = "import sys; sys.argv = ['pd', '--version']\nfrom pdcli.__main__ import main\nmain()\nprint('typer' in sys.modules, 'argparse' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", version], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path
    )
    assert done.stdout.split()[-2:] == ["False", "False"]


def test_the_process_leaves_with_its_code_after_everything_is_said() -> None:
    """Objects are not taken apart at the end, but nothing that was written or registered is lost."""
    code = (
        "import atexit, sys; sys.argv = ['pd', 'lint', '--no-cache', '--format', 'concise', '.']\n"
        "from pdcli.__main__ import main\n"
        "import pdcli.cli.app as app\n"
        "run = app.run\n"
        "app.run = lambda arguments: (atexit.register(print, 'registered inside'), run(arguments))[1]\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=EXAMPLES / "broken")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) > 50
    assert done.stdout.splitlines()[-1] == "registered inside"
    assert done.stderr == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are files on Unix only")
def test_a_pipe_in_the_place_of_a_portfolio_makes_nobody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "portfolio.yaml")
    environment = {name: value for name, value in os.environ.items() if name != "PD_LANG"}
    done = subprocess.run([sys.executable, "-m", "pdcli", "trace"], cwd=tmp_path, env=environment, timeout=60)
    assert done.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes them")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_streams_that_are_closed(closed: str) -> None:
    command = f'"{sys.executable}" -m pdcli trace {closed}'
    done = subprocess.run(command, shell=True, cwd=EXAMPLES / "daniyar", capture_output=True, check=False)
    assert done.returncode == 0 and b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize(("lang", "said"), [("en", "the disk is full"), ("ru", "нет места"), ("kk", "орын жоқ")])
def test_a_full_disk(lang: str, said: str) -> None:
    # As a user has it: what is printed is written at the end.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pdcli", "trace", "--lang", lang],
            cwd=EXAMPLES / "daniyar", env=environment, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and said in done.stderr.decode()


def test_a_page_goes_to_the_terminal(good: Path, pd: Pd) -> None:
    page = pd("render", "--to", "md", "--out", "-", cwd=good)
    assert page.code == 0 and page.out.startswith("# ") and not (good / "-").exists()
    assert "one document in one format" in pd("render", "portfolio.yaml", "evidence.yaml", "--out", "-", cwd=good).err
    assert "one format only" in pd("render", "--to", "md,html", "--out", "-", cwd=good).err


@pytest.mark.parametrize("line", [("pack",), ("schema", "--all"), ("demo",)])
def test_several_files_do_not_go_to_the_terminal(line: tuple[str, ...], good: Path, pd: Pd) -> None:
    run = pd(*line, "--out", "-", cwd=good)
    assert run.code == 2 and "takes a folder here" in run.err and not (good / "-").exists()


@pytest.mark.parametrize("arguments", [["--version"], ["--lang", "ru", "--version"], ["--version", "lint"]])
def test_the_version_is_an_option_that_help_names(arguments: list[str], tmp_path: Path) -> None:
    run = run_pd(*arguments, cwd=tmp_path)
    assert (run.code, run.out.split()) == (0, ["pd", __version__])
    assert "--version" in run_pd("--help", cwd=tmp_path).out
