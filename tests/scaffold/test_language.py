"""What pd makes in a portfolio is in the language of the portfolio, whatever the interface speaks."""

from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang
from tests.helpers import Pd, write
from tests.i18n.foreign import foreign

OTHER: dict[Lang, Lang] = {"kk": "en", "ru": "kk", "en": "ru"}
LIBRARY = FormLibrary()
OF_A_SCHOOL = {kind for kind in LIBRARY.kinds() if LIBRARY.require(kind).place.startswith("school/")}
KINDS = sorted({*LIBRARY.kinds()} - OF_A_SCHOOL - {"portfolio", "school", "evidence", "confirmations", "cycle"})


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.name and "schemas" not in path.parts
    }


def found(folder: Path, lang: Lang) -> dict[str, list[str]]:
    return {name: pieces for name, text in texts(folder).items() if (pieces := foreign(text, lang))}


def test_a_sentence_of_another_language_is_found() -> None:
    assert foreign("# Not read, so not\n# everything is counted here:", "kk")
    assert foreign("Білім алушылар саны", "kk") == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_teacher_of_a_school(lang: Lang, pd: Pd, tmp_path: Path) -> None:
    spoken = OTHER[lang]
    write(tmp_path, {"school.yaml": f"kind: school\nlang: {lang}\nname: X\n"})
    assert (
        pd("init", "teachers/a", "--name", "A", "--category", "expert", "--no-input", cwd=tmp_path, lang=spoken).code
        == 0
    )
    root = tmp_path / "teachers" / "a"
    assert f"lang: {lang}" in (root / "portfolio.yaml").read_text(encoding="utf-8")
    assert pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", cwd=root, lang=spoken).code == 0
    for kind in KINDS:
        assert pd("new", kind, "T", "--date", "2026-10-14", cwd=root, lang=spoken).code in (0, 2), kind
    for kind in OF_A_SCHOOL:
        assert pd("new", kind, "T", "--date", "2026-10-14", cwd=tmp_path, lang=spoken).code == 0, kind
    assert pd("new", "evidence", "T", cwd=root, lang=spoken).code == 0
    assert pd("new-form", "own-form", "T", cwd=root, lang=spoken).code == 0
    assert len(texts(root)) > 20
    assert len(texts(tmp_path / "school")) == len(OF_A_SCHOOL)
    assert found(root, lang) == found(tmp_path / "school", lang) == {}
    schema = tmp_path / ".pd" / "schemas" / "own-form.schema.json"
    assert not schema.exists() or foreign(schema.read_text(encoding="utf-8"), lang) == []


def test_the_language_that_is_asked_for_counts_most(pd: Pd, tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "kind: school\nlang: kk\nname: X\n"})
    assert pd("init", "teachers/a", "--name", "A", "--no-input", "--lang", "ru", cwd=tmp_path).code == 0
    assert found(tmp_path / "teachers" / "a", "ru") == {}
