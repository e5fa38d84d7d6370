"""The teaching compass: what it asks, and that its answers stay with the teacher."""

import zipfile
from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang
from tests.helpers import run_pd, unmarked

SECRET = "Тауқұдырет"
FORM = FormLibrary().require("compass")


def test_every_side_of_the_compass_and_every_competence_is_a_question_of_its_own() -> None:
    assert {item.key for item in FORM.fields} >= {
        "identity", "values", "ideal", "agency", "competences", "strength", "support", "rest", "resilience",
        "self_awareness", "self_management", "social_awareness", "relationships", "decisions", "changed",
    }  # fmt: skip
    assert len({item.label.kk for item in FORM.fields}) == len(FORM.fields)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", ("бірегейлік", "төзімділік", "SEL")),
        ("ru", ("устойчивость", "SEL")),
        ("en", ("resilience", "well-being")),
    ],
)
def test_the_guide_says_where_the_answers_go(tmp_path: Path, lang: Lang, words: tuple[str, ...]) -> None:
    for word in words:
        assert "`pd new compass`" in run_pd("guide", "--find", word, cwd=tmp_path, lang=lang, COLUMNS="400").out, word


def test_there_is_one_a_school_year_and_its_answers_leave_nowhere(tmp_path: Path) -> None:
    school = tmp_path / "school"
    place = school / "teachers" / "aidana"
    place.mkdir(parents=True)
    (school / "school.yaml").write_text("kind: school\nformat: 1\nname: Мысал\nlang: kk\n", encoding="utf-8")
    assert run_pd("init", "--name", "Айдана Үлгі", "--category", "expert", "--lang", "kk", cwd=place).code == 0
    assert run_pd("new-cycle", "--start", "2025-09-01", cwd=place).code == 0
    for year in ("2025", "2026"):
        assert run_pd("new", "компас", "--date", f"{year}-10-05", cwd=place).code == 0
        file = place / "reflections" / f"{year}-{int(year) + 1}-compass.md"
        text = file.read_text(encoding="utf-8")
        # It stays private whatever it says.
        text = text.replace("\nstatus: draft\n", "\nstatus: draft\nprivate: false\n")
        file.write_text(text.replace("\n\n\n", f"\n{SECRET} {year}\n\n", 1), encoding="utf-8")
    assert SECRET in run_pd("render", str(file), "--to", "md", "--out", "-", cwd=place).out
    for command in (
        ("summary", "--to", "md,html,json", "--date", "2026-12-01"), ("render", "--to", "md,html"), ("trace", "--to", "md"),
        ("readiness", "--to", "md"), ("pack",),
    ):  # fmt: skip
        assert run_pd(*command, cwd=place).code in (0, 1), command
    assert run_pd("school", "--to", "md,html,json", "--year", "2026-2027", cwd=school).code == 0
    pages = [path for path in school.rglob("build/**/*") if path.is_file()]
    assert {path.suffix for path in pages} >= {".md", ".html", ".json", ".zip"}
    for path in pages:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packet:
                assert not any("compass" in name for name in packet.namelist())
                assert not any(SECRET.encode() in packet.read(name) for name in packet.namelist())
        elif path.name != file.with_suffix(".md").name:
            assert SECRET not in path.read_text(encoding="utf-8"), path
    # Only that they exist is said.
    assert "**Left out as private:** documents 2, " in unmarked(place / "build/summary.md")


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_shows_the_questions_in_their_order(tmp_path: Path, lang: Lang) -> None:
    assert run_pd("init", "--name", "Ulgi", "--lang", lang, cwd=tmp_path).code == 0
    assert run_pd("new", "compass", "--date", "2026-10-05", cwd=tmp_path).code == 0
    page = run_pd("render", "reflections/2026-2027-compass.md", "--to", "md", "--out", "-", cwd=tmp_path, lang=lang).out
    places = [page.index(item.label[lang]) for item in FORM.fields]
    assert places == sorted(places)
