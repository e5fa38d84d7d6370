"""Options and answers as people spell them: every command takes them, or says what it takes them for."""

from pathlib import Path

import pytest

from pdcli.i18n import LANGS, Lang
from pdcli.scaffold.new import slug
from tests.helpers import Pd, write

STAGES: dict[Lang, str] = {"kk": "жобалау", "ru": "Проектирование", "en": "design"}
INIT = ("init", "--name", "Сәуле", "--school", "Үлгі мектебі", "--subject", "Математика")


@pytest.fixture
def started(tmp_path: Path, pd: Pd) -> Path:
    assert pd(*INIT, "--category", "teacher", "--target-category", "moderator", cwd=tmp_path).code == 0
    assert pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", cwd=tmp_path).code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("said", "key"),
    [("Педагог", "teacher"), ("педагог-сарапшы", "expert"), ("Зерттеуші", "researcher"), ("Педагог – мастер", "master"),
     ("исследователь", "researcher"), ("Teacher-moderator", "moderator"), ("EXPERT", "expert")],
)  # fmt: skip
def test_init_takes_the_name_of_a_category(tmp_path: Path, pd: Pd, said: str, key: str) -> None:
    assert pd(*INIT, "--category", "moderator", "--target-category", said, cwd=tmp_path).code == 0
    assert f"\ntarget_category: {key}\n" in (tmp_path / "portfolio.yaml").read_text(encoding="utf-8")


def test_a_category_that_is_none_is_refused(tmp_path: Path, pd: Pd) -> None:
    run = pd(*INIT, "--category", "жоғары", cwd=tmp_path)
    assert run.code == 2 and "--category: `жоғары` is not known." in run.err and "`researcher`" in run.err
    assert not (tmp_path / "portfolio.yaml").exists()


@pytest.mark.parametrize(
    ("said", "meant"),
    [("зертеуші", "researcher"), ("педагог-модератр", "moderator"), ("teacher-expret", "expert"), ("педагог-шебр", "master")],
)  # fmt: skip
def test_the_nearest_category_is_named_whatever_language_it_was_typed_in(
    tmp_path: Path, pd: Pd, said: str, meant: str
) -> None:
    run = pd(*INIT, "--category", said, cwd=tmp_path)
    assert run.code == 2 and f"`{said}` is not known. Did you mean `{meant}` (teacher-{meant})?" in run.err


@pytest.mark.parametrize(
    ("said", "meant"),
    [("сабақты талдауу", "lesson-analysis"), ("рефлексияя", "reflection"), ("Рефлекция", "reflection")],
)
def test_the_nearest_kind_is_named(started: Path, pd: Pd, said: str, meant: str) -> None:
    run = pd("new", said, cwd=started)
    assert run.code == 2 and f"Did you mean `{meant}`" in run.err


@pytest.mark.parametrize(
    ("title", "name"),
    [("№5 сабақ", "5-sabaq"), ("Сабақ № 12", "sabaq-12"), ("5№7", "5-7"), ("Ⅳ тоқсан", "iv-toqsan"), ("2² мен ℡", "22-men-tel")],
)  # fmt: skip
def test_signs_in_a_title_give_a_plain_name(title: str, name: str) -> None:
    assert slug(title) == name


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("--subject", "does not say this yet: “Subject”."), ("--school", "does not say this yet: “School”."), ("--name", "who you are")],
)  # fmt: skip
def test_the_status_names_what_the_profile_lacks(tmp_path: Path, pd: Pd, left_out: str, said: str) -> None:
    words = [*INIT, "--category", "teacher", "--target-category", "moderator", "--no-input", "--lang", "kk"]
    at = words.index(left_out)
    assert pd(*words[:at], *words[at + 2 :], cwd=tmp_path).code == 0
    run = pd("--lang", "en", "status", cwd=tmp_path)
    assert said in run.out + run.err


@pytest.mark.parametrize(
    ("start", "end"),
    [("01.09.2027", "31.12.2027"), ("1 қыркүйек 2027", "2027 жылғы 31 желтоқсан"), ("1 сентября 2027 г.", "31 дек. 2027"),
     ("September 1, 2027", "31 December 2027"), ("2027–09–01", "2027/12/31")],
)  # fmt: skip
def test_new_cycle_takes_days_in_words(tmp_path: Path, pd: Pd, start: str, end: str) -> None:
    assert pd(*INIT, "--category", "teacher", cwd=tmp_path).code == 0
    assert pd("new-cycle", "--start", start, "--end", end, cwd=tmp_path).code == 0
    text = (tmp_path / "cycles/2027-2028-1/cycle.yaml").read_text(encoding="utf-8")
    assert "  start: 2027-09-01\n" in text and "  end: 2027-12-31\n" in text


@pytest.mark.parametrize(
    "arguments",
    [("new", "growth-diary"), ("readiness",), ("pack", "--dry-run"), ("summary", "--dry-run"), ("history",)],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize(
    ("day", "message"),
    [("14.10.26", "Did you mean `2026-10-14`?"), ("31.02.2026", "there is no such day as `31.02.2026`"),
     ("2026-02-31", "there is no such day as `2026-02-31`"), ("ертең", "for example `2026-10-14`")],
)  # fmt: skip
def test_every_date_says_what_to_type_instead(
    started: Path, pd: Pd, arguments: tuple[str, ...], day: str, message: str
) -> None:
    run = pd(*arguments, "--date", day, cwd=started)
    assert run.code == 2 and message in run.err and run.out == ""


def test_a_day_before_its_month_is_read_aloud(started: Path, pd: Pd) -> None:
    run = pd("new", "lesson-analysis", "A", "--date", "03/04/2027", cwd=started)
    assert (
        run.code == 0
        and "`03/04/2027` was read as 3\u00a0April\u00a02027: the day comes first, then the month." in run.err
    )
    assert (started / "cycles/2026-2027-1/lessons/2027-04-03-a.md").exists()
    assert "is read first" not in pd("new", "lesson-analysis", "B", "--date", "23/04/2027", cwd=started).err


@pytest.mark.parametrize(
    "kind", ["Сабақ талдауы", "сабақты рефлексивті талдау шаблоны", "анализ урока", "Lesson analysis"]
)
def test_new_takes_the_name_of_a_kind(started: Path, pd: Pd, kind: str) -> None:
    run = pd("new", kind, "Бөлшектер", "--date", "2026 жылғы 14 қазан", "--cycle", "2026–2027/1", cwd=started)
    assert run.code == 0, run.err
    file = started / "cycles/2026-2027-1/lessons/2026-10-14-bolshekter.md"
    assert "\nkind: lesson-analysis\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["дәлелдеме", "Свидетельство", "доказательства"])
def test_new_evidence_by_its_names(started: Path, pd: Pd, kind: str) -> None:
    assert pd("new", kind, "Сауалнама", cwd=started).code == 0
    assert "title: Сауалнама" in (started / "evidence.yaml").read_text(encoding="utf-8")


def test_the_list_that_lint_proposes_leaves_no_word_out(started: Path, pd: Pd) -> None:
    file = started / "cycles/2026-2027-1/1-action.md"
    text = file.read_text(encoding="utf-8").replace("methods:", "methods: сабақтар өткізу; ойын")
    file.write_text(text, encoding="utf-8")
    assert "`methods: [lessons, ойын]`" in pd("lint", cwd=started).out


def test_schema_and_new_form_take_the_name_of_a_kind(started: Path, pd: Pd) -> None:
    assert pd("schema", "анализ урока", cwd=started).out == pd("schema", "lesson-analysis", cwd=started).out
    assert pd("new-form", "our-lesson", "--copy", "Сабақ талдауы", cwd=started).code == 0
    text = (started / "templates/our-lesson/form.yaml").read_text(encoding="utf-8")
    assert "\nkind: our-lesson\n" in f"\n{text}" and "\nnames:" not in text, "a name stands for one form"
    assert pd("new-form", "lesson-analysis", "--copy", "lesson-analysis", cwd=started).code == 0
    assert "\nnames: [" in (started / "templates/lesson-analysis/form.yaml").read_text(encoding="utf-8")
    assert pd("new", "сабақ талдауы", cwd=started).code == 0, "the copy has another name"


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("kz", "Команда"), ("қаз", "Команда"), ("kk-KZ", "Команда"), ("рус", "Команды"), ("RU", "Команды"), ("english", "Commands")],
)  # fmt: skip
def test_the_language_has_many_names(tmp_path: Path, pd: Pd, lang: str, sentence: str) -> None:
    assert sentence in pd("--lang", lang, "--help", cwd=tmp_path).out
    assert sentence in pd("--help", cwd=tmp_path, lang=lang).out, "PD_LANG"


def test_a_portfolio_in_kz_is_spoken_to_in_kazakh(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\nlang: kz\nformat: 1\n"})
    run = pd("lint", cwd=tmp_path, lang="")
    assert "Мүмкін, `kk` шығар? (kz – елдің белгісі)" in run.out
    assert "Did you mean `kk`? (kz is the country)" in pd("lint", cwd=tmp_path).out


@pytest.mark.parametrize("said", ["эксперт", "Педагог-сарапшы", "expert"])
def test_readiness_and_guide_take_the_name_of_a_category(started: Path, pd: Pd, said: str) -> None:
    assert pd("readiness", "--for", said, cwd=started).out == pd("readiness", "--for", "expert", cwd=started).out
    assert pd("guide", "--category", said, cwd=started).out == pd("guide", "--category", "expert", cwd=started).out


@pytest.mark.parametrize(
    ("said", "stable"),
    [(("рефлексия", "--role", "мектеп"), ("reflection", "--role", "school")),
     (("іс әрекет", "--role", "мұғалім"), ("action", "--role", "teacher")),
     (("8-кесте",), ("8",)), (("Таблица 8",), ("8",)), (("table 8",), ("table-08",))],
)  # fmt: skip
def test_guide_takes_names(started: Path, pd: Pd, said: tuple[str, ...], stable: tuple[str, ...]) -> None:
    run = pd("guide", *said, cwd=started)
    assert run.code == 0 and run.out == pd("guide", *stable, cwd=started).out


@pytest.mark.parametrize("year", ["2026/2027", "2026–2027", "2026-27", "2026/27"])
def test_school_takes_a_year_in_any_spelling(tmp_path: Path, pd: Pd, year: str) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nformat: 1\nname: Мектеп\nschool_year: 2025-2026\n"})
    assert "Мектеп · 2026/2027" in pd("school", "--year", year, cwd=tmp_path).out


def test_fill_takes_words_of_people(started: Path, pd: Pd) -> None:
    lesson = started / "cycles/2026-2027-1/lessons/a.md"
    write(started, {"cycles/2026-2027-1/lessons/a.md": "---\nkind: lesson-analysis\nclass: 6\n---\n"})
    run = pd("fill", str(lesson), cwd=started, stdin="14 қазан 2026 ж.\n:q\n".encode())
    assert run.code == 0, run.err
    assert "\ndate: 2026-10-14\n" in lesson.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_render_takes_a_cycle_and_a_stage_by_name(lang: Lang, good: Path, pd: Pd) -> None:
    last = "cycles/2025-2026-2/4-design.md"
    for name, page in {
        STAGES[lang]: last, f"2025-2026-1/{STAGES[lang]}": "cycles/2025-2026-1/4-design.md",
        "2025-2026-1": "cycles/2025-2026-1.md",
    }.items():  # fmt: skip
        run = pd("render", name, "--to", "md", "--out", "out", cwd=good, lang=lang)
        assert run.code == 0 and (good / "out" / page).is_file() and len(run.err.splitlines()) == 1, run.err
        (good / "out" / page).unlink()
    for name in ("nope", "2099-2100-1/" + STAGES[lang], "эссе"):
        run = pd("render", name, "--out", "out", cwd=good, lang=lang)
        assert run.code == 2 and name in run.err and not [file for file in (good / "out").rglob("*") if file.is_file()]


def test_a_cycle_for_what_belongs_to_none_is_refused(started: Path, pd: Pd) -> None:
    for arguments in (("essay",), ("evidence", "Грамота")):
        run = pd("new", *arguments, "--cycle", "2026-2027-1", cwd=started)
        assert run.code == 2 and f"`{arguments[0]}` belongs to no cycle: leave out --cycle." in run.err
    assert pd("new", "lesson-analysis", "--cycle", "2026-2027-1", cwd=started).code == 0
