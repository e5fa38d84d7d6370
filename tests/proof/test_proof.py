"""The sheet for proof-reading and its table of corrections."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pdcli.i18n import LANGS
from proof import corrections as module
from proof import runs
from proof.corrections import Correction, TableError, apply, read_corrections
from proof.runs import Notes, notes_of_runs
from proof.sheet import COLUMNS, page, sections, table
from proof.texts import Text, all_texts
from proof.values import places_of, with_sample_values
from tests.helpers import ROOT
from tests.lint.rule_cases import CASES

FORM, RULE = "templates/design/form.yaml", "pdcli/lint/rules/cycle/stages.py"
TEXTS = list(all_texts())


def text_of(file: str, key: str) -> Text:
    return next(text for text in TEXTS if (text.file, text.key) == (file, key))


def correction(text: Text, better: str, lang: str = "kk", form: int = 0) -> Correction:
    return Correction("1", text.place, lang, form, text.words[lang][form], better)  # type: ignore[arg-type, index]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what corrections change, which takes the place of the repository."""
    for folder in ("pdcli/i18n", "templates/design", "pdcli/lint/rules/cycle"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "FOLDER", tmp_path / "pdcli" / "i18n")
    return tmp_path


def test_every_text_has_a_place_of_its_own_and_three_languages() -> None:
    assert len({text.place for text in TEXTS}) == len(TEXTS) > 4000
    assert all(set(text.words) == set(LANGS) and all(map(all, text.words.values())) for text in TEXTS)


def test_every_place_for_a_value_has_a_sample() -> None:
    for text in TEXTS:
        for lang, words in text.words.items() if text.file.endswith(".po") else ():
            assert all(not places_of(with_sample_values(sentence, lang)) for sentence in words)


def test_the_sheet_shows_values_and_the_table_the_text_itself() -> None:
    sentence, label = text_of("pd.po", "There is no command `{command}`."), text_of(FORM, "title")
    notes = Notes()
    notes.begin("lint", 1)
    for lang in LANGS:
        notes.add(sentence.key, lang, f"{lang}: statis")
    content = sections([sentence, label], notes)
    assert [(section.name, [row.number for row in section.rows]) for section in content] == [
        ("new", [1]),
        ("lint", [2]),
    ]
    html = page(content)
    assert all(f"{lang}: statis" in html for lang in LANGS) and "`{command}`" in html
    rows = list(csv.reader(io.StringIO(table(content).decode("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert [row[2:5] for row in rows[1:4]] == [[lang, "", label.words[lang][0]] for lang in LANGS]


def test_runs_note_sentences_with_the_values_they_are_shown_with(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "EVERYWHERE": ("status",),
        "FIRST_CYCLE": (),
        "ANYWHERE": ("statis",),
        "CASES": CASES[:3],
    }.items():
        monkeypatch.setattr(runs, name, value)
    notes = notes_of_runs()
    shown = notes.shown("There is no command `{command}`.")
    assert {lang: (found.command, "`statis`" in found.text) for lang, found in shown.items()} == dict.fromkeys(
        LANGS, ("", True)
    )
    assert len({found.text for found in shown.values()}) == len(LANGS)
    of_lint = [text for text in TEXTS if (found := notes.shown(text.key)) and found["kk"].command == "lint"]
    assert len(of_lint) >= 3
    assert notes.shown("no such sentence") == {}


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-8").replace(b";", b"\t"),
        lambda text: text.replace(";", ",").encode("utf-16"),
    ],
)
def test_a_table_is_read_as_programs_save_it(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    rows = ["number;place;lang;form;current;better", "1;a: b;kk;;мақсат;Мақсат", "2;a: c;ru;1;цели;", "3;a: d;en;;x;x"]
    (tmp_path / "t.csv").write_bytes(encode("\r\n".join(rows)))
    assert read_corrections(tmp_path / "t.csv") == [Correction("1", "a: b", "kk", 0, "мақсат", "Мақсат")]


def test_line_ends_of_windows_within_a_text_are_those_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b'number;place;lang;form;current;better\r\n1;a: b;en;;"x\r\ny";"x\r\nz"\r\n')
    assert read_corrections(tmp_path / "t.csv") == [Correction("1", "a: b", "en", 0, "x\ny", "x\nz")]


@pytest.mark.parametrize(
    "data", ["Мақсат;мақсат".encode("cp1251", "replace"), b"place;better\na;b\n", b"number;place;lang;form;current;better\n1;a;de;;x;y"]
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(TableError):
        read_corrections(tmp_path / "t.csv")


def test_a_sentence_is_corrected_in_its_catalogue_only(copy: Path) -> None:
    text = text_of("pd.po", "There is no command `{command}`.")
    better = "`{command}` атты команда жоқ."
    made, refused = apply([correction(text, better)])
    assert (len(made), refused) == (1, [])
    before, after = (
        (root / "pdcli/i18n/kk/LC_MESSAGES/pd.po").read_text(encoding="utf-8").splitlines() for root in (ROOT, copy)
    )
    assert [line for line in after if line not in before] == [f'msgstr "{better}"']
    assert len(before) == len(after)


def test_words_of_a_form_and_of_a_rule_are_corrected_where_they_stand(copy: Path) -> None:
    label, what = text_of(FORM, "title"), text_of(RULE, "PD201 what")
    better = 'Жобалау: "жоспар"'
    plain = "Бірде-бір кезең: қалмайды."
    made, refused = apply([correction(label, better), correction(what, plain)])
    assert (len(made), refused) == (2, [])
    assert yaml.safe_load((copy / FORM).read_text(encoding="utf-8"))["title"]["kk"] == better
    for file, old, new in (
        (FORM, label.words["kk"][0], None),
        (RULE, what.words["kk"][0], f'"{plain}"'),
    ):
        before, after = ((root / file).read_text(encoding="utf-8") for root in (ROOT, copy))
        changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
        assert len(changed) == 1 and old in changed[0][0] and (new or better.replace('"', '\\"')) in changed[0][1]


def test_an_example_of_a_rule_is_corrected_line_by_line(copy: Path) -> None:
    text = next(text for text in TEXTS if text.key == "PD213 bad")
    before = (copy / text.file).read_text(encoding="utf-8").splitlines()
    better = text.words["ru"][0].replace("Продолжать", "Сохранить") + "\n\n# r2: f2"
    assert apply([correction(text, better, "ru")]) == ([correction(text, better, "ru")], [])
    after = (copy / text.file).read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        "        title: Сохранить взаимопроверку в парах",
        "    # r2: f2",
    ]
    assert len(after) == len(before) + 2


def test_what_cannot_be_corrected_is_told_and_changes_nothing(copy: Path) -> None:
    sentence, label = text_of("pd.po", "There is no command `{command}`."), text_of("pd.po", "Growth area")
    rows = [
        correction(sentence, "Ондай команда жоқ."),
        correction(sentence, "No command `{command}`.", "en"),
        correction(sentence, "`{command}` жоқ.")._replace(current="ескі мәтін"),
        correction(sentence, "`{command}` жоқ.")._replace(place="pd.po: жоқ"),
        correction(label, "Даму аймағы"),
    ]
    made, refused = apply(rows)
    assert made == []
    assert [reason.partition(":")[0] for _row, reason in refused] == [
        "the places in braces must stay", "English sentences stand in the code",
        "the text has changed since the table was made", "there is no such text any more", "it is the label of a form",
    ]  # fmt: skip
    for lang in ("kk", "ru"):
        name = f"pdcli/i18n/{lang}/LC_MESSAGES/pd.po"
        assert (copy / name).read_bytes() == (ROOT / name).read_bytes()
