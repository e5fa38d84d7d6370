"""Values are typed in people's own words, the stable ones are stored, and errors list both."""

from pathlib import Path

import pytest

from pdcli.i18n import LANGS, Lang
from tests.helpers import EXAMPLES, Pd, change, run_pd, write

# Some of the labels that a list of categories shows.
LABELS = {
    "kk": ("`teacher` (педагог)", "`expert` (педагог-сарапшы)", "`master` (педагог-шебер)"),
    "ru": ("`teacher` (педагог)", "`expert` (педагог-эксперт)", "`master` (педагог-мастер)"),
    "en": ("`teacher`,", "`expert` (teacher-expert)", "`master` (teacher-master)"),
}


def shown_in(run_err: str, lang: str) -> bool:
    return all(text in run_err for text in LABELS[lang])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "line",
    [
        ("init", "--name", "Үлгі", "--category", "қызыл"), ("guide", "--category", "қызыл"),
    ],
)  # fmt: skip
def test_an_unknown_category_lists_all_with_their_labels(line: tuple[str, ...], lang: str, good: Path, pd: Pd) -> None:
    place = write(good / "new", {}) if line[0] != "init" else write(good.parent / "empty", {"a.txt": ""})
    run = pd(*line, cwd=good if line[0] != "init" else place, lang=lang)
    assert run.code == 2 and shown_in(run.err, lang), run.err


@pytest.mark.parametrize(
    "typed", ["сарапшы", "Педагог-Сарапшы", "эксперт", "мұғалім-сарапшы", "мугалим-сарапшы", "expert"]
)
def test_a_category_is_stored_in_its_stable_value(typed: str, tmp_path: Path, pd: Pd) -> None:
    assert pd("init", "--name", "Үлгі", "--category", typed, cwd=tmp_path).code == 0
    assert "\ncategory: expert\n" in (tmp_path / "portfolio.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("әдіскер", "methodist"),
        ("методист", "methodist"),
        ("адіскер", "methodist"),
        ("жұлдыз", ""),
        ("заместитель директора", "deputy"),
    ],
)
def test_a_role_is_typed_in_any_language(typed: str, role: str, tmp_path: Path, pd: Pd) -> None:
    place = write(tmp_path, {"school.yaml": "kind: school\nname: Мысал\n"})
    (place / "teachers").mkdir()
    (place / "teachers" / "a").mkdir()
    write(place / "teachers" / "a", {
        "portfolio.yaml": "kind: portfolio\nname: Айгерім Басқаева\n", "evidence.yaml": "kind: evidence\nitems:\n  - {id: e1, kind: minutes, title: Хаттама}\n",
    })  # fmt: skip
    line = ("confirm", "teachers/a", "e1", "--who", "Үлгі Бақылаушы", "--date", "2026-10-01", "--role", typed)
    run = pd(*line, cwd=place, lang="kk")
    if not role:
        assert run.code == 2 and "`methodist` (әдіскер)" in run.err
        return
    assert run.code == 0, run.err
    assert f"role: {role}\n" in (place / "confirmations.yaml").read_text(encoding="utf-8")


def test_fields_to_leave_out_have_labels(good: Path, pd: Pd) -> None:
    assert pd("summary", "--blind", "--without", "мектеп, пән", "--dry-run", cwd=good).code == 0
    run = pd("summary", "--blind", "--without", "қызыл", cwd=good, lang="kk")
    assert run.code == 2 and "`school` (мектеп)" in run.err and "`subject` (пән)" in run.err


@pytest.mark.parametrize("typed", ["мектеп", "школа", "әкімшілік", "school"])
def test_a_side_of_the_guideline(typed: str, tmp_path: Path, pd: Pd) -> None:
    assert "Мектеп әкімшілігі" in pd("guide", "жобалау", "--role", typed, cwd=tmp_path, lang="kk").out
    run = pd("guide", "--role", "қызыл", cwd=tmp_path, lang="ru")
    assert "`teacher` (педагог), `school` (администрация школы)" in run.err


def test_all_categories_of_the_guideline(good: Path, pd: Pd) -> None:
    pages = [
        pd("guide", "analysis", "--category", typed, cwd=good, lang="kk").out for typed in ("all", "барлығы", "все")
    ]
    assert len(set(pages)) == 1 and pages[0] != pd("guide", "analysis", cwd=good, lang="kk").out


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_behind_a_number_is_named_by_its_label(lang: Lang, pd: Pd) -> None:
    school = EXAMPLES / "school-mysal"
    unknown = pd("school", "--show", "ъ", cwd=school, lang=lang)
    label = unknown.err.partition("`self_assessed` (")[2].partition(")")[0]
    assert unknown.code == 2 and len(label) > 4
    by_label = pd("school", "--show", label, cwd=school)
    assert by_label.code == 0 and by_label.out == pd("school", "--show", "self_assessed", cwd=school).out


@pytest.mark.parametrize(
    ("value", "severity"), [("қате", "error"), ("Ошибка", "error"), ("advice", "advice"), ("кеңес", "advice")]
)
def test_a_severity_of_settings_is_typed_in_any_language(value: str, severity: str, good: Path, pd: Pd) -> None:
    write(good, {"pd.toml": f"[severity]\nPD104 = '{value}'\n"})
    change(good, "portfolio.yaml", ("\ncategory: ", "\ncategory: қызыл #"))
    assert f'"severity": "{severity}"' in pd("lint", "--select", "PD104", "--format", "json", cwd=good).out
    write(good, {"pd.toml": "[severity]\nPD104 = 'қызыл'\n"})
    assert "`warning` (ескерту)" in pd("lint", cwd=good, lang="kk").out


@pytest.mark.parametrize("lang", LANGS)
def test_lint_lists_choices_kinds_and_fields_with_their_labels(lang: str, good: Path) -> None:
    change(good, "portfolio.yaml", ("\ncategory: ", "\nъъъ: 1\ncategory: қызыл #"), ("status: final", "status: шала"))
    lesson = "cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md"
    change(good, lesson, ("kind: lesson-analysis", "kind: ъъъ"))
    shown = run_pd("lint", cwd=good, lang=lang).out
    assert shown_in(shown, lang)
    words = {"kk": "толтырылуда", "ru": "черновик", "en": ""}
    assert ("`draft` (" + words[lang] if words[lang] else "`draft`, `final`") in shown
    analysis = {"kk": "`analysis` (талдау)", "ru": "`analysis` (анализ)", "en": "`analysis`,"}
    assert analysis[lang] in shown
    name = {"kk": "`subject` (пән)", "ru": "`subject` (предмет)", "en": "`subject`,"}
    assert name[lang] in shown


@pytest.mark.parametrize("label", ["Сынып", "Класс", "Class", "сынып", "СЫНЫП"])
def test_a_label_typed_as_a_key_is_mended(label: str, good: Path, pd: Pd) -> None:
    lesson = good / "cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md"
    before = lesson.read_text(encoding="utf-8")
    change(lesson.parent, lesson.name, ("\nclass: ", f"\n{label}: "))
    found = pd("lint", cwd=good)
    assert found.code == 1 and "PD101" in found.out and label in found.out
    assert pd("lint", "--fix", cwd=good).code == 0
    assert lesson.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("typed", ["teacher", "педагог", "қызыл"])
def test_readiness_offers_only_what_the_pack_has(typed: str, good: Path, pd: Pd) -> None:
    run = pd("readiness", "--for", typed, cwd=good)
    offered = run.err.partition("Choose one of")[2]
    assert run.code == 2 and "`moderator`" in offered and "`teacher`" not in offered, run.err
    assert "Did you mean" not in run.err


def test_a_file_and_a_folder_are_told_apart(good: Path, pd: Pd) -> None:
    assert "cycles is not a file." in pd("fill", "cycles", cwd=good).err
    assert "There is no file nowhere." in pd("fill", "nowhere", cwd=good).err
    assert "portfolio.yaml (--packs) is not a folder." in pd("lint", "--packs", "portfolio.yaml", cwd=good).err


@pytest.mark.parametrize("command", ["lint", "summary"])
def test_a_number_of_processes_is_whole_and_0_leaves_it_to_pd(command: str, good: Path, pd: Pd) -> None:
    for value in ("-2", "x", "1.5"):
        run = pd(command, f"--jobs={value}", cwd=good)
        assert run.code == 2 and f"--jobs: `{value}` is not a whole number of 0 or more. With 0, pd" in run.err, run.err
    assert "not a whole number" not in pd(command, "--jobs=0", cwd=good).err
    assert "x>=" not in pd(command, "--help", cwd=good).out
