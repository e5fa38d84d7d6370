"""The guide answers every table in three languages."""

import unicodedata
from pathlib import Path

import pytest

from pdcli.cli.guide import TOPICS
from pdcli.guideline.guide import (
    Passage,
    find_stage,
    find_table,
    passages_of_category,
    passages_of_stage,
    passages_of_table,
    passages_with_word,
    speaks_of_categories,
)
from pdcli.guideline.tables import KEYS, STAGES, descriptor, table, tables
from pdcli.i18n import LANGS, Lang, translate
from pdcli.model.documents import CATEGORIES
from tests.helpers import run_pd


@pytest.mark.parametrize("key", KEYS)
def test_every_table_is_complete_in_three_languages(key: str) -> None:
    found = table(key)
    columns = {column.key for column in found.columns}
    assert found.key == key and found.rows
    for row in found.rows:
        assert set(row.cells) <= columns
        for items in row.cells.values():
            assert items and all(item[lang].strip() for item in items for lang in LANGS)
            assert all(not item.kk.endswith((".", ";")) or len(item.kk) > 40 for item in items)


def test_tables_have_the_rows_of_the_guideline() -> None:
    for key in ("table-01", "table-02", "appendix"):
        assert [row.stage for row in table(key).rows] == list(STAGES)
    assert [(row.stage, row.category) for row in table("table-03").rows] == [
        (stage, category) for stage in STAGES for category in CATEGORIES
    ]
    for key in ("table-08", "events", "levels"):
        assert [row.category for row in table(key).rows] == list(CATEGORIES)
    assert len(table("generalisation").rows) == 3
    assert {row.category for row in table("table-16").rows} >= set(CATEGORIES)


def test_stages_are_narrowed_to_category_and_side() -> None:
    mine = passages_of_stage("analysis", "teacher", "expert", "kk")
    assert {passage.table.key for passage in mine} == {"table-01", "table-03"}
    assert len([passage for passage in mine if passage.table.key == "table-03"]) == 1
    levels = [part for passage in mine for part in passage.parts if passage.table.key == "table-01"][-1]
    assert len(levels.items) == 1
    school = passages_of_stage("analysis", "school", None, "kk")
    assert {passage.table.key for passage in school} == {"table-02", "appendix"}
    assert len(passages_of_stage("analysis", "teacher", None, "kk")) == 6


def test_names_are_understood() -> None:
    assert find_stage("Талдау") == find_stage("анализ") == find_stage("analysis") == "analysis"
    assert find_stage("балет") is None
    assert {passage.table.key for passage in passages_of_category("master", "en")} >= {
        "table-03",
        "table-08",
        "events",
        "levels",
    }
    assert passages_with_word("рефлексия", None, "kk") and not passages_with_word("жоқ мұндай сөз", None, "kk")
    text = descriptor("design", "teacher", "kk")
    assert text and "ЖКДЖ" in text + (descriptor("design", "moderator", "kk") or "") + "ЖКДЖ"


def _texts(passages: list[Passage]) -> list[str]:
    return [text for passage in passages for part in passage.parts for text in part.items]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", [item.key for item in tables() if speaks_of_categories(item)])
def test_a_category_cuts_every_table_that_speaks_of_categories(key: str, lang: Lang) -> None:
    everything = "\n".join(_texts(passages_of_table(table(key), None, lang)))
    parts = {category: _texts(passages_of_table(table(key), category, lang)) for category in CATEGORIES}
    for category, texts in parts.items():
        assert all(text in everything for text in texts), category
        assert len(texts) < len(everything.splitlines()), category
    assert any(parts["teacher"] != texts for texts in parts.values())


def test_cells_name_the_category_they_are_of(tmp_path: Path) -> None:
    shown = run_pd("guide", "1", cwd=tmp_path, lang="kk", COLUMNS="200").out
    assert shown.count("• Педагог-шебер: ") == shown.count("• Педагог: ") == len(STAGES)
    shown = run_pd("guide", "generalisation", cwd=tmp_path, lang="ru", COLUMNS="200").out
    assert "(Педагог-исследователь, Педагог-мастер)" in shown
    assert "Педагог-мастер: Имеет авторскую программу, одобренную республиканским советом" in shown
    narrowed = run_pd("guide", "8", "--category", "шебер", cwd=tmp_path, lang="kk", COLUMNS="200").out
    assert "Педагог-шебер" in narrowed.splitlines()[0]
    assert not any(name in narrowed for name in ("Педагог-модератор\n", "Педагог-сарапшы\n", "Педагог-зерттеуші\n"))
    # Table 2 is about the school: no category is named where nothing was narrowed.
    whole = run_pd("guide", "2", cwd=tmp_path, lang="kk").out
    assert run_pd("guide", "2", "--category", "master", cwd=tmp_path, lang="kk").out == whole


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("principles", ("принциптер", "принципы", "Шесть принципов")),
        ("cases", ("үш мектеп", "уш мектеп", "три школы")),
        ("roadmap", ("жол картасы", "дорожная-карта", "внедрение")),
        ("competences", ("құзыреттер", "кузыреттер", "компетенции")),
        ("diagnostics", ("диагностика", "Инструменты диагностики")),
        ("groups", ("топтар", "группы", "объединения")),
        ("learning", ("оқыту формалары", "формы обучения", "виды обучения")),
        ("sub-stages", ("ішкі кезеңдер", "подэтапы")),
        ("events", ("шаралар", "мероприятия")),
    ],
)
def test_topics_are_called_by_their_names_in_every_language(key: str, names: tuple[str, ...]) -> None:
    for name in (key, *names, *(table(key).title[lang] for lang in LANGS)):
        assert find_table(name) is table(key), name


def test_no_two_tables_share_a_name() -> None:
    names = [name.casefold() for item in tables() for name in (item.key, *item.names)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        ("principles", 6),
        ("cases", 4),
        ("roadmap", 16),
        ("competences", 11),
        ("diagnostics", 13),
        ("groups", 16),
        ("learning", 3),
    ],
)
def test_topics_have_what_the_guideline_names(key: str, rows: int) -> None:
    assert len(table(key).rows) == rows
    # Readers can look a row up in the guideline; only proposals of pd stand nowhere in it.
    placeless = [row.label.en for row in table(key).rows if "place" not in row.cells]
    assert all("(proposal)" in label for label in placeless) and (key == "roadmap") == bool(placeless)


@pytest.mark.parametrize(
    ("lang", "word", "key", "label"),
    [
        ("kk", "принцип", "principles", "6-принцип. Дәлелділік"),
        ("ru", "принцип", "principles", "Принцип 6. Доказательность"),
        ("en", "principle", "principles", "Principle 6. Evidence"),
        ("kk", "даралау", "principles", "2-принцип. Жекелендіру"),
        ("kk", "360", "diagnostics", "«360°» сауалнамасы"),
        ("ru", "360°", "diagnostics", "Опрос «360°»"),
        ("en", "360", "diagnostics", "360° survey"),
        ("kk", "информалды", "principles", "1-принцип. Үздіксіздік"),
        ("ru", "информальн", "principles", "Принцип 1. Непрерывность"),
        ("en", "informal", "principles", "Principle 1. Continuity"),
        ("kk", "SAMR", "competences", "SAMR: технологияны қолданудың төрт деңгейі"),
        ("ru", "дзен-навигатор", "cases", "Городская школа: «Путь развития педагога»"),
        ("kk", "мақсат қою", "sub-stages", "4.1. Мақсат қою"),
    ],
)
def test_words_of_the_guideline_are_found(lang: Lang, word: str, key: str, label: str) -> None:
    assert (key, label) in [(passage.table.key, passage.label) for passage in passages_with_word(word, None, lang)]


def test_a_search_names_topics_too(tmp_path: Path) -> None:
    shown = run_pd("guide", "--find", "жол картасы", cwd=tmp_path, lang="kk")
    assert shown.code == 0 and "  pd guide roadmap " in shown.out and shown.out.count("pd guide") == 1
    shown = run_pd("guide", "--find", "принцип", cwd=tmp_path, lang="ru")
    assert "  pd guide principles " in shown.out and "Принцип 6. Доказательность" in shown.out


def test_stages_name_their_sub_stages(tmp_path: Path) -> None:
    shown = run_pd("guide", "design", "--category", "all", cwd=tmp_path, lang="kk").out
    assert shown.index("4.1. Мақсат қою") < shown.index("4.2. Жоспарлау") and "Әкімшілік не істейді" not in shown
    shown = run_pd("guide", "approbation", "--role", "school", cwd=tmp_path, lang="ru").out
    assert shown.index("5.1. Диагностика") < shown.index("5.2. Корректировка") and "Что делает педагог" not in shown
    assert "4.1." not in run_pd("guide", "analysis", cwd=tmp_path, lang="kk").out


def test_a_former_name_finds_what_is_meant(tmp_path: Path) -> None:
    former = run_pd("guide", "--find", "ЖДЖ", cwd=tmp_path, lang="kk")
    assert former.code == 0 and former.out == run_pd("guide", "--find", "ЖКДЖ", cwd=tmp_path, lang="kk").out
    narrowed = run_pd("guide", "--find", "ЖДЖ", "--category", "master", cwd=tmp_path, lang="kk")
    assert narrowed.code == 0 and len(narrowed.out) < len(former.out)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_in_the_terminal(tmp_path: Path, lang: str) -> None:
    calls = [(), *((stage,) for stage in STAGES), *((item.key,) for item in tables()), ("8",), ("table-03",),
             ("--category", "master"), ("--category", "expert"), ("analysis", "--role", "school"),
             ("design", "--category", "all"), ("--find", {"kk": "рефлексия", "ru": "рефлексия", "en": "reflection"}[lang])]  # fmt: skip
    for arguments in calls:
        run = run_pd("guide", *arguments, cwd=tmp_path, lang=lang, COLUMNS="80")
        assert run.code == 0 and run.out.strip(), (arguments, run.err)
        assert max(map(_width, run.out.splitlines())) <= 80, arguments


def test_inside_a_portfolio_the_own_category_is_meant(tmp_path: Path) -> None:
    assert run_pd("init", "--name", "Үлгі", "--category", "researcher", "--lang", "kk", cwd=tmp_path).code == 0
    shown = run_pd("guide", "analysis", cwd=tmp_path, lang="kk").out
    assert "Педагог-зерттеуші" in shown.splitlines()[0]
    expected = descriptor("analysis", "researcher", "kk")
    assert expected and expected in " ".join(shown.split())
    # The scaffold of a stage and the status say the same.
    assert run_pd("new-cycle", cwd=tmp_path).code == 0
    analysis = next(tmp_path.rglob("2-analysis.md")).read_text(encoding="utf-8")
    assert f"Педагог-зерттеуші: {expected}" in " ".join(analysis.replace("\n# ", " ").split())
    action = descriptor("action", "researcher", "kk")
    assert action and action in " ".join(run_pd("status", cwd=tmp_path, lang="kk").out.split())


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    run = run_pd("guide", "99", cwd=tmp_path, lang="en")
    assert run.code == 2 and "no stage, table or topic" in run.err
    run = run_pd("guide", "--find", "abracadabra", cwd=tmp_path, lang="en")
    assert run.code == 1 and run.out == "" and "abracadabra" in run.err


@pytest.mark.parametrize(("lang", "source"), [("kk", "{}-кесте"), ("ru", "Таблица {}"), ("en", "Table {}")])
@pytest.mark.parametrize("number", ["3", "8"])
def test_what_is_in_our_own_words_says_so_and_names_its_table(
    tmp_path: Path, lang: Lang, source: str, number: str
) -> None:
    own_words = {"kk": "өз сөзімізбен", "ru": "своими словами", "en": "in our own words"}[lang]
    lines = run_pd("guide", number, cwd=tmp_path, lang=lang, COLUMNS="200").out.splitlines()
    line = next(line for line in lines if own_words in line)
    assert line.strip().startswith(source.format(number)) and lines.index(line) <= 3


@pytest.mark.parametrize("lang", LANGS)
def test_the_help_names_the_topics_in_the_language(lang: Lang, tmp_path: Path) -> None:
    words = translate(TOPICS, lang).split(", ")
    keys = [getattr(find_table(word), "key", None) for word in words]
    assert keys == [getattr(find_table(word), "key", "") for word in TOPICS.split(", ")]
    text = " ".join(run_pd("guide", "--help", cwd=tmp_path, lang=lang).out.split())
    assert all(word in text for word in words)
