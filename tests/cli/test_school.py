"""pd school, pd init --school and what belongs to a school and what to a portfolio, as a user runs them."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pdcli.i18n import LANGS
from pdcli.model.school_year import school_year
from pdcli.render.formats import format_names
from pdcli.school.measures import INDICATORS
from pdcli.writing.mark import LIST_FILE
from tests.formats import all_formats, text_formats
from tests.helpers import EXAMPLES, Pd, change, write
from tests.office import text_of_pdf

SCHOOL = EXAMPLES / "school-mysal"
FORMATS = all_formats("school")
# Which quarters are over, and what is due, depends on the day.
ON = ("--date", "2026-06-30")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SCHOOL, tmp_path / "school"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_terminal(pd: Pd, lang: str, golden: Callable[[str, str], None]) -> None:
    run = pd("school", *ON, cwd=SCHOOL, lang=lang, COLUMNS="80")
    assert (run.code, run.err.count("\n")) == (0, 1)
    assert max(map(len, run.out.splitlines())) <= 80
    golden(f"school.{lang}.txt", run.out)


@pytest.mark.parametrize("columns", ["12", "20", "40", "100"])
def test_whatever_a_school_types_is_shown_as_it_is(pd: Pd, place: Path, columns: str) -> None:
    typed = "[/red] а [bold]қалың[/bold] b\u200d\U0001f469  \u200d\u200d\U0001f469\u65e5\u65e5 \U0001f469 \ufe0f"
    change(place, "school/2025-2026-cycle.yaml", ("data: Көрілген", f"data: |-\n      {typed}\n      Көрілген"))
    change(place, "school.yaml", ("target: 41", "target: |-\n      [/x] 41"))
    run = pd("school", cwd=place, lang="kk", COLUMNS=columns)
    assert (run.code, run.err.count("\n")) == (0, 1)
    assert columns != "100" or "[/red] а [bold]қалың[/bold]" in run.out


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_and_the_text(pd: Pd, lang: str, golden: Callable[[str, str], None]) -> None:
    page = pd("school", *ON, "--to", "html", "--out", "-", cwd=SCHOOL, lang=lang)
    assert (page.code, page.err.count("\n")) == (0, 1)
    assert "<script" not in page.out and "://" not in page.out.replace("http://www.w3.org", "")
    golden(f"school.{lang}.html", page.out)


def test_markdown_and_json(pd: Pd, golden: Callable[[str, str], None]) -> None:
    golden("school.kk.md", pd("school", *ON, "--to", "md", "--out", "-", cwd=SCHOOL, lang="kk").out)
    found = pd("school", *ON, "--format", "json", cwd=SCHOOL, lang="kk").out
    golden("school.json", found)
    data = json.loads(found)
    by_key = {item["key"]: item for item in data["indicators"]}
    assert by_key["self_assessment"]["target"] == {
        "kk": "кемінде 100\u00a0%",
        "ru": "не менее 100\u00a0%",
        "en": "no less than 100\u00a0%",
    }
    (measure,) = by_key["self_assessment"]["measures"]
    assert (measure["number"], measure["total"], measure["share"]) == (2, 3, 66.7)
    assert pd("school", *ON, "--format", "json", cwd=SCHOOL, lang="ru").out == found, "data depend on no language"


def test_every_indicator_of_the_example_has_something_behind_it(pd: Pd) -> None:
    data = json.loads(pd("school", "--format", "json", cwd=SCHOOL).out)
    empty = [item["key"] for item in data["indicators"] if not item["measures"] and not item["statement"]]
    assert [key for key in empty if key in {name for keys in INDICATORS.values() for name in keys}] == [
        "reflection_used", "work_plans_corrected",
    ], "what nobody has said is shown as not said"  # fmt: skip


def test_the_workbook_and_the_table(pd: Pd, tmp_path: Path) -> None:
    run = pd("school", str(SCHOOL), "--to", FORMATS, "--out", "out", cwd=tmp_path, lang="kk")
    assert run.code == 0 and run.err.count("жасалды") == len(format_names("school"))
    book = openpyxl.load_workbook(tmp_path / "out" / "school.xlsx")
    assert book.sheetnames[0] == "Индикаторлар" and len(book.sheetnames) == 35
    rows = [[cell.value for cell in row] for row in book["Индикаторлар"].iter_rows()]
    (assessed,) = [row for row in rows if row[2] == "Құзыреттері бойынша өзін-өзі бағалаған педагогтер"]
    assert assessed[3:10] == [2, 3, 66.7, "", "", "педагогтер", "кемінде 100\u00a0%"]
    (sheet,) = [item for item in book if item.title.startswith("Құзыреттері бойынша")]
    people = [[cell.value for cell in row][:3] for row in sheet.iter_rows()]
    assert people[1:] == [
        ["иә", "Айдана Үлгібекқызы", "aidana"], ["иә", "Данияр Үлгіханұлы", "daniyar"], ["жоқ", "Шолпан Мысалбекова", "sholpan"],
    ]  # fmt: skip
    table = list(csv.reader(io.StringIO((tmp_path / "out" / "school.csv").read_text(encoding="utf-8-sig"))))
    assert len(table) == len(rows) and table[0][0] == "Кезең"
    for lang in LANGS:
        heads = pd("school", str(SCHOOL), "--to", "csv", "--out", "-", cwd=tmp_path, lang=lang).out.splitlines()[0]
        assert len(set(heads.split(","))) == len(table[0]), "each column has a name of its own"
    # Evidence is declared until somebody confirms it: both numbers, as on the page.
    evidence = [row for row in rows if row[1] == "Барлық портфолионың дәлелдемелері"]
    assert [(row[2], row[4]) for row in evidence] == [("мәлімделген", ""), ("расталды", evidence[0][3])]
    assert [row[2:5] for row in table[-2:]] == [
        ["мәлімделген", str(evidence[0][3]), ""],
        ["расталды", "0", str(evidence[0][3])],
    ]
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert pd("school", str(SCHOOL), "--to", FORMATS, "--out", "out", cwd=tmp_path, lang="kk").err.count(
        "өзгеріссіз"
    ) == len(format_names("school"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first


def test_the_list_behind_a_number(pd: Pd) -> None:
    run = pd("school", "--show", "self_assessed", cwd=SCHOOL)
    assert run.code == 0
    lines = run.out.splitlines()
    assert "2\u00a0/\u00a03 (67\u00a0%)" in lines[0]
    assert (
        lines.index("  - Данияр Үлгіханұлы")
        < lines.index("  Not counted: 1")
        < lines.index("  - Шолпан Мысалбекова: missing")
    )
    assert "    daniyar/reflections/2025-2026-self-assessment" in lines


def test_the_list_behind_an_indicator(pd: Pd) -> None:
    run = pd("school", "--show", "self-assessment", cwd=SCHOOL, lang="kk")
    assert run.code == 0 and "Күтілетін деңгей: кемінде 100\u00a0%" in run.out and "Шолпан Мысалбекова" in run.out
    said = pd("school", "--show", "safe_conditions", cwd=SCHOOL)
    assert "From the school’s own data: + Жыл бойы бір ескерту" in said.out and "school/2025-2026-cycle" in said.out
    assert pd("school", "--show", "reflection_used", cwd=SCHOOL).out.splitlines()[1].startswith("Not stated")


def test_a_number_that_no_document_gives_is_not_stated(pd: Pd, place: Path) -> None:
    run = pd("school", "--show", "lines_done", cwd=place)
    assert run.code == 0 and run.out.splitlines()[-1].startswith("Not stated") and "0" not in run.out
    write(
        place,
        {"school/2025-2026/plan.yaml": "kind: school-plan\nlines: [{id: a1, action: Семинар, done: 2025-10-10}]\n"},
    )
    shown = pd("school", "--show", "steady-process", *ON, cwd=place).out
    assert "Actions of the school’s plan that are done: 1\u00a0/\u00a01" in shown and "  - Семинар" in shown


def test_visits_are_shown_as_numbers_only(pd: Pd, place: Path) -> None:
    visits = (
        "kind: visits\nprivate: true\nitems: [{id: w1, date: 2025-10-10, teacher: aidana, goals_matched: partly}]\n"
    )
    write(place, {"school/2025-2026/visits.yaml": visits})
    shown = pd("school", "--show", "visits_goals", *ON, cwd=place).out
    assert "0\u00a0/\u00a01" in shown and "the register is private" in shown and "aidana" not in shown
    shown = pd("school", "--show", "teachers_visited", *ON, cwd=place).out
    assert "1\u00a0/\u00a03" in shown and "aidana" not in shown and "Айдана" not in shown


def test_the_markdown_keeps_headings_and_paragraphs_apart(pd: Pd) -> None:
    lines = pd("school", *ON, "--to", "md", "--out", "-", cwd=SCHOOL).out.splitlines()
    assert all(lines[at + 1] == "" for at, line in enumerate(lines[:-1]) if line.startswith(("#", "**")))


def test_codes_and_their_key(pd: Pd, tmp_path: Path) -> None:
    run = pd(
        "school",
        str(SCHOOL),
        "--codes",
        "--key",
        "key.csv",
        "--to",
        ",".join(text_formats("school")),
        "--out",
        "out",
        cwd=tmp_path,
    )
    assert run.code == 0
    for path in (tmp_path / "out").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "T01" in text or path.suffix in (".csv", ".ics") or path.name == LIST_FILE
        for name in ("Айдана", "Данияр Үлгіханұлы", "Мысалбекова", "aidana", "daniyar", "sholpan"):
            assert name not in text, path
    rows = list(csv.reader(io.StringIO((tmp_path / "key.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Code", "Folder", "Name"]
    assert sorted(row[1:] for row in rows[1:]) == [
        ["aidana", "Айдана Үлгібекқызы"], ["daniyar", "Данияр Үлгіханұлы"], ["sholpan", "Шолпан Мысалбекова"],
    ]  # fmt: skip


def text_of(path: Path) -> str:
    """All text of a file, in whatever format."""
    if path.suffix == ".pdf":
        return text_of_pdf(path.read_bytes())
    parts = [path.read_bytes()]
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    return "\n".join(part.decode("utf-8") for part in parts)


def test_codes_stand_in_what_teachers_wrote(pd: Pd, tmp_path: Path) -> None:
    assert pd("school", str(SCHOOL), "--codes", "--to", FORMATS, "--out", "out", cwd=tmp_path).code == 0
    for path in (tmp_path / "out").iterdir():
        text = text_of(path)
        assert not re.search("данияр|айдана|шолпан|үлгіхан|daniyar", text, re.IGNORECASE), path
        assert (
            path.suffix in (".csv", ".ics")
            or path.name == LIST_FILE
            or re.search(r"T0\d\s*мұғалімнің\s*сұрақ\s*қою\s*сабағына\s*қатысу", text)
        ), path
    shown = pd("school", str(SCHOOL), "--codes", "--show", "plans", cwd=tmp_path)
    assert shown.code == 0 and "Данияр" not in shown.out


def test_a_namesake_has_no_code_of_a_teacher(pd: Pd, tmp_path: Path) -> None:
    plan = "kind: design\nstatus: final\nplan:\n  - action: {}\n    form: informal\n"
    folder = "teachers/{}/cycles/2026-2027-1"
    said = "Гүлнар Ахметованың, Айжан Ахметованың, Ахметованың, Зере Ахметованың сабағы, 8 700 000 00 00"
    names = {"a": "Айжан Ахметова", "b": "Зере Ахметова"}
    root = write(
        tmp_path / "s",
        {"school.yaml": "kind: school\nname: Гүлнар Ахметова атындағы мектеп\n"}
        | {f"teachers/{key}/portfolio.yaml": f"kind: portfolio\nname: {name}\n" for key, name in names.items()}
        | {f"{folder.format('a')}/cycle.yaml": "kind: cycle\nstart: 2026-09-01\nend: 2026-12-31\n"}
        | {f"{folder.format('a')}/4-design.yaml": plan.format(said)},
    )
    run = pd("school", "--codes", "--year", "2026-2027", "--to", "json", "--out", "-", cwd=root)
    assert run.code == 0, run.err
    told = json.loads(run.out)
    assert told["name"] == "Гүлнар Ахметова атындағы мектеп"
    texts = set(re.findall(r'"text": "([^"]*сабағы[^"]*)"', run.out))
    assert len(texts) == 1
    other, own, either, second, *_rest = re.split(r", | сабағы", texts.pop())
    assert other == "Colleague-01"
    assert {own, second} == {"T01", "T02"}
    assert either == "Colleague-01/T01/T02"
    assert "8 700 000 00 00" in run.out, "only names"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--show", "self_asessed"), "self_assessed"), (("--year", "2026"), "2026-2027"), (("--date", "ертең"), "2026-10-14"),
        (("--to", "odt"), "html"), (("--to", "xlsx", "--out", "-"), "--out -"), (("--key", "k.csv"), "--codes"),
        (("--format", "xml"), "json"), (("жоқ",), "жоқ"),
    ],
)  # fmt: skip
def test_mistakes_are_explained(pd: Pd, arguments: tuple[str, ...], said: str, lang: str) -> None:
    run = pd("school", *arguments, cwd=SCHOOL, lang=lang)
    assert (run.code, run.out) == (2, "") and said in run.err


def test_outside_a_school_the_way_in_is_shown(pd: Pd, tmp_path: Path) -> None:
    run = pd("school", cwd=tmp_path)
    assert run.code == 2 and "pd init --school" in run.err


def test_nothing_is_written_in_a_dry_run(pd: Pd, tmp_path: Path) -> None:
    run = pd("school", str(SCHOOL), "--to", "html", "--out", "out", "--dry-run", cwd=tmp_path)
    assert run.code == 0 and not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_a_school_from_nothing(pd: Pd, tmp_path: Path, lang: str) -> None:
    run = pd("init", "s", "--school", "--name", "Мысал", "--region", "Үлгі", "--lang", lang, cwd=tmp_path)
    assert run.code == 0 and len(re.findall("^ *(?:create|жасалды|создан)  s/", run.err, re.MULTILINE)) == 9
    place = tmp_path / "s"
    assert pd("lint", "--strict", cwd=place, lang=lang).code == 0
    assert pd("init", "teachers/aigerim", "--name", "Айгерім", cwd=place, lang=lang).code == 0
    profile = (place / "teachers/aigerim/portfolio.yaml").read_text(encoding="utf-8")
    assert "\nschool: Мысал\n" in profile and "\nregion: Үлгі\n" in profile
    assert profile.startswith("# yaml-language-server: $schema=../../.pd/schemas/portfolio.schema.json\n")
    assert not (place / "teachers/aigerim/.pd").exists()
    assert pd("new-cycle", "--start", "2026-09-01", cwd=place / "teachers/aigerim", lang=lang).code == 0
    year = school_year(date.today())
    document = (place / "school" / year / "cycle.yaml").read_text(encoding="utf-8")
    assert "\nschool: Мысал\n" in document and f"\nschool_year: {year}\n" in document
    assert pd("lint", "--strict", cwd=place, lang=lang).code == 0
    assert pd("school", "--year", "2026-2027", cwd=place, lang=lang).code == 0


def test_a_name_after_the_option_is_still_the_school_of_a_portfolio(pd: Pd, tmp_path: Path) -> None:
    assert pd("init", "--school", "Мысал", "--name", "Айгерім", cwd=tmp_path).code == 0
    assert "\nschool: Мысал\n" in (tmp_path / "portfolio.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "school.yaml").exists()


def test_a_school_is_not_started_twice(pd: Pd, place: Path) -> None:
    before = (place / "school.yaml").read_bytes()
    run = pd("init", "--school", cwd=place)
    assert run.code == 2 and "conflict" in run.err
    assert (place / "school.yaml").read_bytes() == before


def test_what_belongs_where(pd: Pd, place: Path) -> None:
    teacher = place / "teachers" / "aidana"
    listed = {line.split()[0] for line in pd("new", cwd=teacher).out.splitlines() if line[0] != " "}
    assert "school" not in listed and {"design", "school-cycle"} <= listed
    own = {line.split()[0] for line in pd("new", cwd=place).out.splitlines() if line[0] != " "}
    assert "school-cycle" in own and not own & {"school", "portfolio", "cycle", "design", "lesson-analysis"}
    assert "analytical-note" in own - listed and "diagnostic" in own & listed
    for where, kind in ((teacher, "school"), (teacher, "analytical-note"), (place, "school"), (place, "design")):
        run = pd("new", kind, cwd=where)
        assert run.code == 2 and f"`{kind}`" in run.err
    assert not list(place.rglob("school 2.yaml"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_a_school_can_be_made_and_lints_clean(lang: str, tmp_path: Path, pd: Pd) -> None:
    assert pd("init", "--school", "--name", "Үлгі мектебі", "--lang", lang, cwd=tmp_path).code == 0
    # The documents of the year are there already.
    shutil.rmtree(tmp_path / "school")
    for kind in (line.split()[0] for line in pd("new", cwd=tmp_path).out.splitlines() if line[0] != " "):
        # A new row of the register would have no file.
        if kind != "evidence":
            run = pd("new", kind, "Бөлшектер", cwd=tmp_path)
            assert run.code == 0, run.err
    lint = pd("lint", "--strict", cwd=tmp_path)
    assert lint.code == 0, lint.out


def test_a_document_of_the_school_is_filled_and_rendered(pd: Pd, place: Path) -> None:
    run = pd("render", "school/2025-2026-cycle.yaml", "--to", "md", cwd=place)
    assert run.code == 0 and (place / "build/school/2025-2026-cycle.md").is_file()


def test_lint_checks_the_school_with_its_teachers(pd: Pd, place: Path) -> None:
    assert pd("lint", "--strict", cwd=place).code == 0
    write(
        place,
        {"school.yaml": (place / "school.yaml").read_text(encoding="utf-8").replace("novice: aidana", "novice: aida")},
    )
    for where in (".", "school.yaml"):
        run = pd("lint", "--format", "concise", where, cwd=place)
        assert run.code == 1 and "school.yaml:34:13: PD821" in run.out, where
    # The school is another one now: what was kept of the teacher's portfolio does not hold any more.
    assert "PD824" in pd("lint", "--format", "concise", cwd=place / "teachers" / "aidana").out
    assert "PD821" not in pd("lint", "--format", "concise", cwd=place / "teachers" / "aidana").out


@pytest.mark.parametrize("said", ["x", "2025", "0000-0001", "2025-2027"])
def test_a_school_year_that_is_none_is_told(pd: Pd, tmp_path: Path, said: str) -> None:
    """The numbers of another year than the one meant would be read as those of this one."""
    write(tmp_path, {"school.yaml": f"kind: school\nlang: en\nschool_year: '{said}'\n"})
    run = pd("school", "--date", "2026-10-01", cwd=tmp_path)
    assert run.code == 0 and f"`{said}` is not a school year; 2026-2027 is shown" in run.err
    assert "is not a school year" not in pd("school", "--year", "2025-2026", cwd=tmp_path).err


def test_the_first_days_there_are(pd: Pd, tmp_path: Path) -> None:
    lesson = "---\nkind: lesson-analysis\ndate: 0001-01-01\n---\n"
    files = {
        "school.yaml": "kind: school\n",
        "teachers/a/portfolio.yaml": "kind: portfolio\n",
        "teachers/a/l.md": lesson,
    }
    run = pd("school", "--format", "json", cwd=write(tmp_path, files))
    assert run.code == 0 and "Traceback" not in run.err


def test_a_key_replaces_nothing_but_a_key(pd: Pd, tmp_path: Path) -> None:
    files = {"school.yaml": "kind: school\n", "teachers/a/portfolio.yaml": "kind: portfolio\nname: A\n"}
    write(tmp_path, files)
    run = pd("school", "--codes", "--key", "school.yaml", cwd=tmp_path)
    assert run.code == 2 and "is not a key" in run.err
    assert (tmp_path / "school.yaml").read_text() == files["school.yaml"]
    for lang in ("kk", "ru", "en"):
        assert pd("school", "--codes", "--key", "key.csv", cwd=tmp_path, lang=lang).code == 0
