"""Forms of the guideline and of one's own, from the scaffold to the page."""

import html
import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

from pdcli import i18n
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS
from pdcli.lint.engine import lint
from pdcli.model.documents import CLASSES
from pdcli.model.forms import Form
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import EXAMPLES, Pd, run_pd, unmarked, write

LIBRARY = FormLibrary()
# Every form that the guideline names.
GUIDELINE = {
    "lesson-analysis", "experience-justification", "experience-description", "research-plan", "article",
    "methodical-guide", "self-analysis", "year-reflection", "novice-reflection", "route-sheet", "development-route",
    "education-route", "self-assessment", "growth-diary", "lesson-study", "action-research", "mentoring",
    "lesson-observation", "school-cycle", "compass",
}  # fmt: skip
# Forms of the rules of attestation.
ATTESTATION = {"essay", "observation-sheet"}
# What a teacher's portfolio holds: a school is described, and confirmed is what it holds, beside it.
OF_A_TEACHER = {kind for kind in CLASSES if not LIBRARY.require(kind).place.startswith("school")} - {"confirmations"}


def test_no_form_of_the_guideline_is_missing() -> None:
    assert set(LIBRARY.kinds()) >= GUIDELINE | ATTESTATION | set(CLASSES)


def test_the_kazakh_example_uses_every_kind() -> None:
    kinds = {document.kind for document in load_portfolio(EXAMPLES / "aigerim").documents}
    assert kinds == GUIDELINE | ATTESTATION | OF_A_TEACHER | {"diagnostic"}


@pytest.mark.parametrize(("name", "lang"), [("stepnoe", "ru"), ("daniyar", "en")])
def test_the_other_examples_are_complete(name: str, lang: str) -> None:
    portfolio = load_portfolio(EXAMPLES / name)
    assert portfolio.lang == lang
    assert {document.kind for document in portfolio.documents} >= OF_A_TEACHER
    assert all(document.is_final for document in portfolio.documents)
    assert lint(portfolio) == []
    files = {path for path in (EXAMPLES / name).rglob("*") if path.suffix in (".md", ".yaml")}
    assert {document.path for document in portfolio.documents} == files - {EXAMPLES / name / "README.md"}


def test_the_village_school_has_its_cycle() -> None:
    assert load_portfolio(EXAMPLES / "stepnoe").of_kind("school-cycle")


@pytest.fixture
def started(tmp_path: Path, pd: Pd) -> Path:
    made = pd("init", "--name", "Үлгі", "--school", "Мысал", "--subject", "Тарих", "--category", "expert",
                  "--target-category", "researcher", "--lang", "kk", cwd=tmp_path)  # fmt: skip
    assert made.code == 0
    assert pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", cwd=tmp_path).code == 0
    return tmp_path


def _expected_labels(form: Form, lang: str) -> list[str]:
    """Labels of what stands below the facts, in the order of the form."""
    found: list[str] = []
    for item in form.fields:
        if item.when and "expert" not in item.when.get("category", ("expert",)):
            continue
        if item.section:
            found.append(getattr(item.section, lang))
        if item.type == "sheet" and item.required:
            for row in item.rows:
                found += [getattr(row.section, lang)] if row.section else []
                found += [getattr(row.label, lang), *(getattr(row.cells[part.key], lang) for part in item.printed)]
        elif item.type == "text" and item.long:
            found.append(getattr(item.label, lang))
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_shows_every_label_in_the_order_of_the_table(lang: str, tmp_path: Path, pd: Pd) -> None:
    made = pd("init", "--name", "Үлгі", "--category", "expert", "--lang", lang, cwd=tmp_path)
    assert made.code == 0 and pd("new-cycle", "--start", "2026-09-01", cwd=tmp_path).code == 0
    for kind in sorted(GUIDELINE):
        run = pd("new", kind, "--date", "2026-09-15", cwd=tmp_path)
        assert run.code == 0, run.err
        file = re.findall(r"create  (\S+)", run.err)[0]
        assert pd("render", file, "--to", "html,md", cwd=tmp_path, lang=lang).code == 0
        page = tmp_path / "build" / Path(file).with_suffix(".html")
        text = html.unescape(re.sub(r"<svg.*?</svg>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL))
        at = text.index('<main id="main">')
        form = LIBRARY.get(kind)
        assert form is not None
        for label in _expected_labels(form, lang):
            assert label in text[at:], (kind, label)
            at = text.index(label, at)
    assert "nothing to fix" in pd("lint", "--strict", cwd=tmp_path).out


def test_the_sheet_of_the_category_is_chosen_and_counted(started: Path) -> None:
    assert run_pd("new", "route-sheet", cwd=started).code == 0
    file = next(started.glob("routes/*-route-sheet.yaml"))
    text = file.read_text(encoding="utf-8")
    assert "category: expert" in text and "expert_sheet:" in text and "teacher_sheet:" not in text
    file.write_text(text.replace("    rating:\n", '    rating: "+"\n', 4).replace("    rating:\n", "    rating: ±\n", 1)
                    .replace("    rating:\n", '    rating: "-"\n', 1), encoding="utf-8")  # fmt: skip
    assert run_pd("lint", cwd=started).code == 0
    assert run_pd("render", str(file), "--to", "md", cwd=started, lang="kk").code == 0
    page = (started / "build" / "routes" / f"{file.stem}.md").read_text(encoding="utf-8")
    assert "Қол жеткізілді (+): 4. Ішінара (±): 1. Әзірге жоқ (-): 1. Бағаланбаған: 4." in page


@pytest.mark.parametrize(
    ("category", "stage", "aim"),
    [
        ("teacher", "Бастапқы кезең – «Өсу нүктесі»", "Мұғалімнің өз ісіне бейімделуі"),
        ("moderator", "Орта кезең: «Әдістемелік және шығармашылық ықпалдастық»", "Мұғалімнің әдістемелік және"),
        ("expert", "Қалыптасу кезеңі: «Көшбасшылық және талдау»", "Мұғалімнің білім беру үдерісінде көшбасшылық"),
        ("researcher", "Жоғары деңгей: «Инновация және педагогикалық тәжірибе»", "Мұғалімнің білім беру саласында"),
        ("master", "Үздіксіз даму кезеңі: «Көшбасшылық қолтаңба және кәсіби кемелдену»", "Мұғалімнің жеке және кәсіби"),
    ],
)
def test_a_route_sheet_has_its_stage_and_aim_on_top(tmp_path: Path, category: str, stage: str, aim: str) -> None:
    assert run_pd("init", "--name", "Үлгі", "--category", category, "--lang", "kk", cwd=tmp_path).code == 0
    assert run_pd("new", "route-sheet", cwd=tmp_path).code == 0
    file = next(tmp_path.glob("routes/*-route-sheet.yaml"))
    assert f"#   Кезең: {stage.split()[0]}" in file.read_text(encoding="utf-8")
    assert run_pd("render", str(file), "--to", "md,html", cwd=tmp_path, lang="kk").code == 0
    page = (tmp_path / "build" / "routes" / f"{file.stem}.md").read_text(encoding="utf-8")
    assert page.count("Кезең: ") == page.count("Мақсаты: ") == 1
    assert page.index(f"Кезең: {stage}\n") < page.index(f"Мақсаты: {aim}") < page.index("| № |")
    html = (tmp_path / "build" / "routes" / f"{file.stem}.html").read_text(encoding="utf-8")
    assert html.index(f"<b>Кезең:</b> {stage}") < html.index("<b>Мақсаты:</b> ") < html.index("<caption>")


def test_sub_stages_are_named_in_files_and_on_pages(started: Path) -> None:
    design = next(started.rglob("4-design.yaml"))
    text = design.read_text(encoding="utf-8")
    assert text.index("# 4.1. Мақсат қою: SMART-мақсаттар") < text.index("# 4.2. Жоспарлау: Жеке кәсіби даму жоспары")
    trial = next(started.rglob("5-approbation.md"))
    text = trial.read_text(encoding="utf-8")
    assert text.index("# 5.1. Диагностика: Мақсаттар бойынша") < text.index("# 5.2. Түзету: Түзетулер")
    # Headings are questions of the form and stay as they are.
    assert "\n## Деректер жинау\n" in text
    assert run_pd("lint", cwd=started).code == 0
    assert run_pd("render", str(trial), "--to", "md", cwd=started, lang="ru").code == 0
    page = next(started.glob("build/**/5-approbation.md")).read_text(encoding="utf-8")
    assert page.index("5.1. Диагностика: Результаты по целям") < page.index("5.2. Корректировка: Корректировки")


def test_a_bare_minus_is_a_rating(started: Path) -> None:
    assert run_pd("new", "route-sheet", cwd=started).code == 0
    file = next(started.glob("routes/*-route-sheet.yaml"))
    file.write_text(file.read_text(encoding="utf-8").replace("    rating:\n", "    rating: -\n", 1), encoding="utf-8")
    assert run_pd("lint", cwd=started).code == 0
    assert run_pd("render", str(file), "--to", "md", cwd=started, lang="kk").code == 0
    page = (started / "build" / "routes" / f"{file.stem}.md").read_text(encoding="utf-8")
    assert "Қол жеткізілді (+): 0. Ішінара (±): 0. Әзірге жоқ (-): 1. Бағаланбаған: 9." in page


def test_a_final_sheet_needs_every_required_row(started: Path) -> None:
    assert run_pd("new", "route-sheet", cwd=started).code == 0
    file = next(started.glob("routes/*-route-sheet.yaml"))
    file.write_text(file.read_text(encoding="utf-8").replace("status: draft", "status: final"), encoding="utf-8")
    found = [item for item in lint(load_portfolio(started)) if item.code == "PD109"]
    lines = file.read_text(encoding="utf-8").splitlines()
    # The day, the ten directions of the expert's sheet and the next steps; sheets of other categories are not asked.
    assert [lines[item.span.line - 1].strip() for item in found] == ["date:", *["rating:"] * 10, "next_steps:"]


def test_fill_walks_through_a_sheet(started: Path) -> None:
    assert run_pd("new", "self-analysis", "Бөлшектер", "--date", "2026-10-14", cwd=started).code == 0
    file = next(started.rglob("*self-analysis.yaml"))
    answers = ["6 «Ә»", "Бөлшектер", "мақсат", "идея", "ниет", "сәт", *"87654321"]
    run = run_pd("fill", str(file), cwd=started, stdin="\n".join([*answers, ":q", ""]), lang="kk")
    assert run.code == 0, run.err
    assert "Сабақ оқу мақсаттарына қаншалықты сәйкес болды?" in run.err, "the printed question is shown"
    data = load_portfolio(started).of_kind("self-analysis")[0].data
    assert [row["score"] for row in data["wheel"].values()] == [8, 7, 6, 5, 4, 3, 2, 1]


def test_the_wheel_is_drawn_with_its_text(started: Path) -> None:
    assert run_pd("new", "self-analysis", cwd=started).code == 0
    file = next(started.rglob("*self-analysis.yaml"))
    text = file.read_text(encoding="utf-8").replace("    score:\n", "    score: 7\n", 2)
    file.write_text(text.replace("    name:\n", "    name: <b>Өз секторым\n", 1), encoding="utf-8")
    assert run_pd("render", str(file), cwd=started, lang="kk").code == 0
    page = next((started / "build").rglob("*self-analysis.html")).read_text(encoding="utf-8")
    drawing = re.search(r'<svg class="wheel" role="img".*?</svg>', page, re.DOTALL)
    assert drawing and "<b>" not in drawing[0]
    said = html.unescape(drawing[0])
    assert "1. <b>Өз секторым – 7; 2. Оқушылардың мотивациясы – 7; 3. Оқушылардың белсенділігі – бағаланбаған" in said
    # Two points: straight up by 7 of 10 of the radius, and one eighth further.
    assert 'points="160,76 219.4,100.6"' in drawing[0]


def test_self_assessments_are_compared(started: Path) -> None:
    for day, level in (("2025-05-20", "moderator"), ("2026-11-02", "expert")):
        assert run_pd("new", "self-assessment", "--date", day, cwd=started).code == 0
        file = next(started.glob(f"reflections/{'2024-2025' if day < '2025-08' else '2026-2027'}-self-assessment.yaml"))
        text = file.read_text(encoding="utf-8").replace("    level:\n", f"    level: {level}\n", 1)
        file.write_text(re.sub(r"(?m)^date:.*$", f"date: {day}", text), encoding="utf-8")
    assert run_pd("render", str(file), "--to", "md", cwd=started, lang="kk").code == 0
    page = next((started / "build").rglob("2026-2027-self-assessment.md")).read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| 1 |"))
    assert "20.05.2025" in page and "Педагог-сарапшы" in row and row.rstrip().endswith("Педагог-модератор |")


def test_what_the_portfolio_says_is_not_asked_twice(started: Path) -> None:
    assert run_pd("new", "education-route", cwd=started).code == 0
    data = load_portfolio(started).of_kind("education-route")[0].data
    assert (data["full_name"], data["category"], data["school_year"]) == ("Үлгі", "expert", data["school_year"])
    assert re.fullmatch(r"\d{4}-\d{4}", data["school_year"])


OWN = """\
kind: parent-meeting
source: "Мектеп бұйрығы"
title: "Ата-аналар жиналысы"
help: {kk: "Жиналыстан кейін.", ru: "После собрания."}
format: FORMAT
place: "meetings/{date}-{slug}"
facts:
  - {key: date, type: date, label: "Күні", help: "Қай күні.", example: "2026-10-14"}
fields:
  - {key: topic, type: text, label: "Тақырыбы", help: "Не туралы.", example: "Үй тапсырмасы"}
  - key: agreements
    type: table
    label: "Келісімдер"
    help: "Кім не істейді."
    columns:
      - {key: what, type: text, label: "Не", help: "Іс.", example: "бет"}
      - {key: proof, type: evidence, required: false, label: "Дәлел", help: "Нөмірі.", example: [e1]}
"""


@pytest.mark.parametrize("suffix", ["md", "yaml"])
def test_a_form_of_one_folder_works_in_every_command(started: Path, suffix: str) -> None:
    form = started / "templates" / "parent-meeting" / "form.yaml"
    form.parent.mkdir(parents=True)
    form.write_text(OWN.replace("FORMAT", suffix), encoding="utf-8")
    assert "parent-meeting" in run_pd("new", cwd=started).out
    assert run_pd("new", "parent-meeting", "Қыркүйек", "--date", "2026-09-10", cwd=started).code == 0
    file = started / "meetings" / f"2026-09-10-qyrkuiek.{suffix}"
    assert file.exists()
    filled = run_pd("fill", str(file), cwd=started, stdin="Сабаққа қатысу\nережелер беті\n\n")
    assert filled.code == 0 and run_pd("fill", "--final", str(file), cwd=started).code == 0, filled.err
    assert "түзететін ештеңе жоқ" in run_pd("lint", "--strict", cwd=started, lang="kk").out
    schema = json.loads(run_pd("schema", "parent-meeting", cwd=started, lang="kk").out)
    jsonschema_rs.validate(schema, load_portfolio(started).of_kind("parent-meeting")[0].data)
    assert json.loads(unmarked(started / ".pd/schemas/parent-meeting.schema.json")) == schema
    assert run_pd("render", "--to", "html,md", cwd=started, lang="kk").code == 0
    page = (started / "build" / "portfolio.html").read_text(encoding="utf-8")
    assert "Ата-аналар жиналысы" in page and "ережелер беті" in page
    summary = run_pd("summary", "--to", "json", cwd=started)
    assert summary.code == 0
    assert "parent-meeting" in (started / "build" / "summary.json").read_text(encoding="utf-8")
    # And what is wrong in it is told like in any other document.
    file.write_text(
        file.read_text(encoding="utf-8").replace("topic", "topik").replace("2026-09-10", "10.09"), encoding="utf-8"
    )
    assert "PD103" in run_pd("lint", cwd=started).out


def test_a_broken_form_of_ones_own_is_named(started: Path) -> None:
    form = started / "templates" / "parent-meeting" / "form.yaml"
    form.parent.mkdir(parents=True)
    form.write_text(OWN.replace("FORMAT", "pdf"), encoding="utf-8")
    refused = run_pd("new", "parent-meeting", cwd=started)
    first, fault = refused.err.splitlines()
    assert (refused.code, first) == (2, "Error: The form `parent-meeting` is broken.")
    assert fault.startswith("templates/parent-meeting/form.yaml:5:9: PD016 ") and "`format`" in fault


def test_a_school_gives_its_forms_to_its_teachers(tmp_path: Path) -> None:
    (tmp_path / "school.yaml").write_text("name: Мысал\n", encoding="utf-8")
    form = tmp_path / "templates" / "parent-meeting" / "form.yaml"
    form.parent.mkdir(parents=True)
    form.write_text(OWN.replace("FORMAT", "md"), encoding="utf-8")
    teacher = tmp_path / "teachers" / "t1"
    teacher.mkdir(parents=True)
    assert run_pd("init", "--name", "Үлгі", "--lang", "kk", cwd=teacher).code == 0
    assert run_pd("new", "parent-meeting", "Қазан", "--date", "2026-09-15", cwd=teacher).code == 0
    assert run_pd("lint", cwd=teacher).code == 0
    # The teacher's own form of the same name comes first.
    own = teacher / "templates" / "parent-meeting" / "form.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(OWN.replace("FORMAT", "md").replace("Ата-аналар жиналысы", "Менің формам"), encoding="utf-8")
    assert "Менің формам" in run_pd("new", cwd=teacher, lang="kk").out


@pytest.mark.parametrize("lang", LANGS)
def test_new_form_starts_one_that_works(started: Path, lang: str) -> None:
    run = run_pd("new-form", "parent-meeting", 'Жиналыс "күз"', cwd=started, lang=lang)
    assert run.code == 0, run.err
    text = (started / "templates/parent-meeting/form.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../.pd/schemas/form.schema.json\n")
    assert run_pd("new", "parent-meeting", "--date", "2026-09-15", cwd=started).code == 0
    assert run_pd("lint", "--strict", cwd=started).code == 0
    again = run_pd("new-form", "parent-meeting", cwd=started, lang=lang)
    assert again.code == 2 and (started / "templates/parent-meeting/form.yaml").read_text(encoding="utf-8") == text


def test_new_form_copies_a_form_to_change(started: Path) -> None:
    assert run_pd("new-form", "lesson-analysis", "--copy", "lesson-analysis", cwd=started).code == 0
    own = started / "templates/lesson-analysis/form.yaml"
    own.write_text(
        own.read_text(encoding="utf-8").replace("Сабақтың мақсаты қандай?", "Не үйретпек болдым?"), encoding="utf-8"
    )
    assert run_pd("new", "lesson-analysis", "Бір", cwd=started).code == 0
    assert "Не үйретпек болдым?" in next(started.rglob("lessons/*.md")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Ата-ана",), "cannot be the name"),
        (("../x",), "cannot be the name"),
        (("design",), "cannot be replaced"),
        (("mine", "--copy", "lesson-analisis"), "Did you mean `lesson-analysis` ("),
        (("mine", "--copy", "cycle"), "There is no form `cycle` to copy"),
    ],
)
def test_new_form_refuses_with_a_hint(started: Path, arguments: tuple[str, ...], said: str) -> None:
    run = run_pd("new-form", *arguments, cwd=started, lang="en")
    assert run.code == 2 and said in run.err and not (started / "templates").exists()


def test_a_form_cannot_take_the_place_of_a_stage(started: Path) -> None:
    own = started / "templates" / "design" / "form.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(OWN.replace("FORMAT", "md").replace("parent-meeting", "design"), encoding="utf-8")
    run = run_pd("lint", "--format", "concise", cwd=started, lang="en")
    assert run.code == 1 and "PD016" in run.out and "cannot be replaced" in run.out
    i18n.use("en")


def test_documents_of_one_title_are_told_apart_in_the_contents(started: Path) -> None:
    """By their day; where that is the same, by their files."""
    first = "2026-10-05", "2026-10-12"
    for day in first:
        assert run_pd("new", "observation-sheet", "--date", day, cwd=started).code == 0
    place = next(started.glob(f"observation-sheets/{first[1]}*"))
    for copy in ("a", "b"):
        text = place.read_text(encoding="utf-8").replace(first[1], "2026-10-19")
        (place.parent / f"sheet-{copy}.yaml").write_text(text, encoding="utf-8")
    assert run_pd("render", "--to", "html", cwd=started).code == 0
    page = (started / "build" / "portfolio.html").read_text(encoding="utf-8")
    contents = page[page.index('<nav class="contents"') : page.index("</nav>")]
    entries = re.findall(r"<a href=\"#observation-sheets[^>]*>([^<]*)</a>", contents)
    names = {entry.partition(", ")[2] for entry in entries}
    assert len(entries) == 4 and {"sheet-a", "sheet-b"} < names
    assert len(names) == 4 and all(any(day in name for name in names) for day in ("5\u00a0", "12\u00a0"))


BROKEN_FORM = """\
kind: club
source: x
title: x
help: x
format: md
place: "clubs/{slug}"
fields:
  - {key: a, label: x, help: x, type: textt}
"""


def test_a_broken_form_that_no_document_uses_is_reported_once(started: Path, pd: Pd) -> None:
    assert "PD016" not in pd("lint", "--select", "PD016", cwd=started).out
    write(started, {"templates/club/form.yaml": BROKEN_FORM})
    for way in ((), (), ("--no-cache",), ("templates",)):
        lines = pd("lint", "--select", "PD016", "--format", "concise", *way, cwd=started).out.splitlines()
        assert [line.partition(" ")[0] for line in lines] == ["templates/club/form.yaml:8:39:"]
    (started / "templates" / "club" / "form.yaml").unlink()
    assert "PD016" not in pd("lint", "--select", "PD016", cwd=started).out


def test_a_broken_form_of_a_school_is_reported_once(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {
        "school.yaml": "kind: school\n", "templates/club/form.yaml": BROKEN_FORM,
        "teachers/a/portfolio.yaml": "kind: portfolio\n", "teachers/b/portfolio.yaml": "kind: portfolio\n",
    })  # fmt: skip
    for name in ("lesson", "a", "b"):
        # One portfolio is read again, the other is not.
        write(tmp_path, {"teachers/a/notes.md": f"---\nkind: essay\ntitle: {name}\n---\n"})
        lines = pd("lint", "--select", "PD016", "--format", "concise", cwd=tmp_path).out.splitlines()
        assert [line.partition(" ")[0] for line in lines] == ["templates/club/form.yaml:8:39:"]


@pytest.mark.parametrize(
    ("lang", "labels"),
    [("kk", "`a` (күні), `b` (не болды?)"), ("ru", "`a`, `b`"), ("en", "`a`, `b`")],
)
def test_labels_in_one_language_are_not_shown_to_readers_of_another(
    started: Path, pd: Pd, lang: str, labels: str
) -> None:
    fields = "  - {key: a, type: text, help: x, example: x, label: Күні}\n  - {key: b, type: text, help: x, example: x, label: Не болды?}\n"
    form = BROKEN_FORM.partition("  - {")[0].replace("format: md", "format: yaml") + fields
    write(started, {"templates/club/form.yaml": form, "clubs/x.yaml": "kind: club\nzzz: 1\n"})
    assert f"{labels}, `kind`" in pd("lint", "--select", "PD101", cwd=started, lang=lang).out
