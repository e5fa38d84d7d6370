"""Values as people spell them, in three languages, and what only looks like one."""

from datetime import date

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS
from pdcli.model.forms import Field, walk
from pdcli.model.human_values import (
    could_be_month_first,
    likely_date,
    names_no_day,
    parse_boolean,
    parse_choice,
    parse_date,
    parse_lang,
    parse_number,
    parse_rating,
    parse_status,
    parse_value,
)

LIBRARY = FormLibrary()

# Every line is the fourteenth of October 2026.
DAYS = """
14.10.2026 09:30
2026-10-14
14.10.2026
14.10.2026.
14.10.2026 ж.
14.10.2026ж.
14.10.2026 жыл
14.10.2026 г.
14.10.2026г
14. 10. 2026
14 . 10 . 2026
14/10/2026
14 / 10 / 2026
14-10-2026
14 10 2026
14,10,2026
2026/10/14
2026.10.14
2026 10 14
2026 - 10 - 14
2026–10–14
2026—10—14
2026‑10‑14
2026−10−14
20261014
14102026
１４．１０．２０２６
２０２６－１０－１４
14.10.2026 0:00:00
2026-10-14T00:00:00
14 қазан 2026
14 қазан 2026 ж.
14 қазан 2026 жыл
14 ҚАЗАН 2026
14-қазан 2026
14-қазан, 2026 жыл
14-ші қазан 2026
14 қазанда 2026
14 қазаны 2026
14 қазанының 2026
2026 жылғы 14 қазан
2026 жылғы 14-қазан
2026 жылғы 14 қазанда
2026 жылғы 14 қазандағы
2026 жылғы «14» қазан
2026 жылдың 14 қазаны
2026 жылдың 14 қазанында
2026 жылы 14 қазанда
2026 ж. 14 қазан
2026ж. 14 қазан
2026-жылғы 14-қазан
2026 жылгы 14 казан
14 казан 2026
14 қаз. 2026
14 қаз 2026
сәрсенбі, 14 қазан 2026 ж.
2026 жылғы 14 қазан, сәрсенбі
14 октября 2026
14 октября 2026 г.
14 октября 2026г.
14 октября 2026 года
14 Октября 2026 ГОДА
14 октябрь 2026
14 окт. 2026
14 окт 2026 г.
14-го октября 2026 года
14-е октября 2026 г.
«14» октября 2026 г.
“14” октября 2026 г.
2026 год, 14 октября
2026 г. 14 октября
среда, 14 октября 2026 г.
14октября2026
ср, 14 окт. 2026
14.X.2026
14.Х.2026
14 October 2026
14 october 2026
14 OCTOBER 2026
14th October 2026
14th of October 2026
the 14th of October, 2026
October 14, 2026
October 14th, 2026
Oct 14, 2026
Oct. 14, 2026
14-Oct-2026
14 Oct 2026
2026 October 14
Wednesday, 14 October 2026
Wed, 14 Oct 2026
"""

NO_DAYS = """
14 қазан
қазан 2026
14.10
10.2026
2026
2026-10
31.02.2026
29 ақпан 2026
32 қазан 2026
14.13.2026
10/14/2026
2026-14-10
00.10.2026
14.10.20266
14.10.1026
14.10.26
14/10/26
26-10-14
14 окт 26
14.10.50
14-15 қазан 2026
14–20.10.2026
14.10.2026-20.10.2026
14 қазан – 20 қараша 2026
14 қазан 2026/2027
14 қазан, 2026 ж. дейін
14 қазанға дейін 2026
шамамен 14 қазан 2026
около 14 октября 2026
by 14 October 2026
14 октебря 2026
14 мес 2026
14 ма 2026
понедельник, 14 октября 2026
сейсенбі, 14 қазан 2026
Monday, 14 October 2026
~14.10.2026
14.10.2026?
14 қазан 2026 +
ертең
сегодня
октябрь
-
0
"""


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("text", lines(DAYS))
def test_a_day_has_many_spellings(text: str) -> None:
    assert parse_date(text) == date(2026, 10, 14)
    assert parse_date(f"  {text.replace(' ', chr(0xA0))}\u200b ") == date(2026, 10, 14), "spaces and what is not seen"
    assert not names_no_day(text)


@pytest.mark.parametrize("text", lines(NO_DAYS))
def test_what_is_no_certain_day_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (1, "қаңтар қаңтарда қаңтардың қаң кантар январь января январе янв January Jan"),
        (2, "ақпан ақпанда ақпанның ақпанға ақп акпан февраль февраля фев февр February Feb"),
        (3, "наурыз наурызда наурызы нау март марта мар March Mar"),
        (4, "сәуір сәуірде сәуірдің сәу сауир апрель апреля апр April Apr"),
        (5, "мамыр мамырда мамырдан мам май мая May"),
        (6, "маусым маусымда маусымның мау июнь июня июн June Jun"),
        (7, "шілде шілдеде шілденің шіл шилде июль июля июл July Jul"),
        (8, "тамыз тамызда тамызға там август августа авг August Aug"),
        (9, "қыркүйек қыркүйекте қыркүйектің қыр кыркуйек сентябрь сентября сен сент September Sep Sept"),
        (10, "қазан қазанда қазанында қазанға қаз казан октябрь октября окт October Oct"),
        (11, "қараша қарашада қарашаның қар караша ноябрь ноября ноя нояб November Nov"),
        (12, "желтоқсан желтоқсанда желтоқсанның жел желтоксан декабрь декабря дек December Dec"),
    ],
)
def test_every_month_in_its_forms(number: int, names: str) -> None:
    for name in names.split():
        assert parse_date(f"5 {name} 2027") == date(2027, number, 5), name
        assert parse_date(f"{name} 5, 2027") == date(2027, number, 5), name


def test_the_day_comes_first() -> None:
    assert parse_date("03/04/2026") == date(2026, 4, 3)
    assert parse_date("3.4.2026") == date(2026, 4, 3)
    assert could_be_month_first("03/04/2026") and could_be_month_first("3.4.2026 ж.")
    assert not could_be_month_first("14/04/2026"), "there is no fourteenth month"
    assert not could_be_month_first("04.04.2026"), "both readings are the same day"
    assert not could_be_month_first("2026-03-04") and not could_be_month_first("3 сәуір 2026")


def test_a_year_of_two_digits_is_only_likely() -> None:
    assert (parse_date("14.10.26"), likely_date("14.10.26")) == (None, date(2026, 10, 14))
    assert parse_date("14.10.98") == date(1998, 10, 14), "no day of any month is the ninety-eighth"
    assert likely_date("14.10.50") is None, "1950 or 2050"
    assert likely_date("31.02.26") is None and likely_date("26-10-14") is None


def test_a_day_that_is_none_is_told_from_what_is_no_day() -> None:
    assert [
        text for text in ("31.02.2026", "29 ақпан 2026", "2026-13-01", "31 апреля 2026") if not names_no_day(text)
    ] == []
    assert [text for text in ("14.10.2026", "қазан", "14.10", "") if names_no_day(text)] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("85", 85), ("85,5", 85.5), ("85.5", 85.5), ("85,50", 85.5), ("3,0", 3), ("1 200", 1200), ("1\u00a0200", 1200),
        ("12\u202f345,5", 12345.5), ("-3", -3), ("−3", -3), ("+4", 4), ("８５", 85), ("0,125", 0.125), ("007", 7),
        ("1,200", None), ("12,345,678", None), ("1 20", None), ("85 %", None), ("1e5", None), ("0x10", None),
        ("сегіз", None), ("", None), ("8/10", None), ("3-4", None), (".5", None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_numbers(text: str, number: float | None) -> None:
    found = parse_number(text)
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize("text", ["85 %", "85%", "85,0 %", "85 пайыз", "85 процентов", "85 percent", "８５％"])
def test_percents(text: str) -> None:
    assert parse_number(text, percent=True) == 85
    assert parse_number(text) is None


def test_yes_and_no() -> None:
    for text in ("иә", "Иә", "ИӘ", "ия", "да", "Да", "да.", "yes", "Yes", "YES", "y", "true", "True", "TRUE", "1"):
        assert parse_boolean(text) is True, text
    for text in ("жоқ", "Жоқ", "ЖОҚ", "жок", "нет", "Нет", "нет.", "no", "No", "NO", "n", "false", "FALSE", "0"):
        assert parse_boolean(text) is False, text


@pytest.mark.parametrize("text", ["", "2", "мүмкін", "не знаю", "maybe", "да нет", "иә/жоқ", "-", "+"])
def test_neither_yes_nor_no(text: str) -> None:
    assert parse_boolean(text) is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("final", "final, Final, дайын, Дайын, ДАЙЫН., дайын!, аяқталды, аяқталған, аякталды, бітті, готово, Готово, готов, "
         "завершено, завершён, завершен, закончено, окончательно, чистовик, ready, Done, finished, completed"),
        ("draft", "draft, DRAFT, жоба, Жоба, қаралама, каралама, дайын емес, аяқталмаған, черновик, Черновик, не готово, "
         "не завершено, в работе, unfinished, not ready, in progress"),
    ],
)  # fmt: skip
def test_statuses(status: str, words: str) -> None:
    for word in words.split(", "):
        assert parse_status(word) == status, word


@pytest.mark.parametrize("text", ["", "жаңа", "почти готово", "almost ready", "дайын шығар", "true", "да", "ok"])
def test_no_status(text: str) -> None:
    assert parse_status(text) is None


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", "kk KK kz KZ kaz qaz қаз Қаз. каз қазақша казахский kazakh kk-KZ kk_KZ.UTF-8 қазақ_тілі по-казахски"),
        ("ru", "ru RU rus рус рус. орысша русский russian ru-RU ru_RU.UTF-8 на_русском"),
        ("en", "en EN eng англ ағылшынша английский english en-GB en_US.UTF-8 ағылшын_тілі"),
    ],
)
def test_languages(lang: str, words: str) -> None:
    for word in words.split():
        assert parse_lang(word.replace("_", " ") if word.islower() and "utf" not in word else word) == lang, word


@pytest.mark.parametrize("text", ["", "uz", "kg", "de", "қазақша, орысша", "kk/ru", "k", "тілі", "1"])
def test_no_language(text: str) -> None:
    assert parse_lang(text) is None


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        ("+", "+, плюс, plus, қол жеткізді, достигнуто, Достигнуто, achieved"),
        ("±", "±, +-, +/-, -/+, + / -, +–, плюс-минус, ішінара, жартылай қол жеткізді, частично, достигнуто частично, partly"),
        ("-", "-, –, —, −, минус, қол жеткізген жоқ, не достигнуто, not achieved"),
    ],
)  # fmt: skip
def test_ratings(rating: str, words: str) -> None:
    for word in words.split(", "):
        assert parse_rating(word) == rating, word


@pytest.mark.parametrize("text", ["", "++", "5", "жақсы", "хорошо", "--", "?"])
def test_no_rating(text: str) -> None:
    assert parse_rating(text) is None


def field(kind: str, *keys: str) -> Field:
    form = LIBRARY.get(kind)
    assert form is not None
    found = form.field_at(keys)
    assert found is not None
    return found


def choices() -> list[tuple[str, Field]]:
    """Every field with choices, of every form, by its place."""
    found = []
    for kind in LIBRARY.kinds():
        form = LIBRARY.get(kind)
        assert form is not None
        found += [(f"{kind}: {'.'.join(path)}", item) for path, item in walk(form.all_fields) if item.choices]
    return found


@pytest.mark.parametrize(("place", "item"), choices(), ids=[place for place, _item in choices()])
def test_every_choice_of_every_form_is_known_by_its_labels(place: str, item: Field) -> None:
    for choice in item.choices:
        for text in (choice.key, *(choice.label[lang] for lang in LANGS), *choice.names):
            for spelling in (
                text, text.upper(), f" {text.capitalize()}. ", text.replace(" ", "\u00a0"), text.replace("-", "–"),
                text.replace("-", " "), text.replace("ё", "е"), f"«{text}»", text.replace(" ", "_"),
            ):  # fmt: skip
                assert parse_choice(item, spelling) == choice.key, (place, spelling)
    for text in ("", "-", "zzz", "белгісіз", "неизвестно", "?"):
        assert parse_choice(item, text) is None, (place, text)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("teacher", "педагог, Педагог, ПЕДАГОГ, teacher, Teacher"),
        ("moderator", "педагог-модератор, Педагог-модератор, педагог – модератор, Педагог модератор, педагогмодератор, "
         "модератор, Модератор, teacher-moderator, moderator"),
        ("expert", "педагог-сарапшы, Педагог-Сарапшы, сарапшы, педагог-эксперт, Педагог — эксперт, эксперт, expert"),
        ("researcher", "педагог-зерттеуші, Педагог-зерттеуші, зерттеуші, зерттеуши, педагог зерттеуши, педагог-исследователь, "
         "исследователь, Teacher researcher, researcher"),
        ("master", "педагог-шебер, шебер, Шебер, педагог-мастер, «Педагог-мастер», мастер, teacher-master, master"),
        (None, "педагог-ұстаз, 2, высшая, жоғары, педагог-, модератор-эксперт, педагог модератор эксперт, mod"),
    ],
)  # fmt: skip
def test_categories(key: str | None, words: str) -> None:
    for word in words.split(", "):
        assert parse_choice(field("portfolio", "target_category"), word) == key, word


@pytest.mark.parametrize(
    ("place", "text", "key"),
    [
        (("evidence", "items", "level"), "район", "district"),
        (("evidence", "items", "level"), "қала", "district"),
        (("evidence", "items", "level"), "Аудандық", "district"),
        (("evidence", "items", "level"), "областной", "region"),
        (("evidence", "items", "level"), "республикалық", "republic"),
        (("evidence", "items", "level"), "Республиканский", "republic"),
        (("evidence", "items", "level"), "халыкаралык", "international"),
        (("evidence", "items", "level"), "international level", None),
        (("evidence", "items", "kind"), "алғыс хат", "award"),
        (("evidence", "items", "kind"), "Благодарность", "award"),
        (("evidence", "items", "kind"), "видео", "media"),
        (("evidence", "items", "kind"), "ПББ", "test-result"),
        (("evidence", "items", "kind"), "lesson plan", "lesson-plan"),
        (("evidence", "items", "kind"), "қағаз", None),
        (("methodical-guide", "level"), "мектеп", "school"),
        (("methodical-guide", "level"), "town", "district"),
        (("approbation", "results", "reached"), "иә", "yes"),
        (("approbation", "results", "reached"), "Да", "yes"),
        (("approbation", "results", "reached"), "жоқ", "no"),
        (("approbation", "results", "reached"), "true", "yes"),
        (("approbation", "results", "reached"), "не достигнуто", "no"),
        (("approbation", "results", "reached"), "почти", None),
        (("portfolio", "languages"), "қаз", "kk"),
        (("portfolio", "languages"), "рус.", "ru"),
        (("portfolio", "post"), "психолог", "support"),
        (("analysis", "findings", "kind"), "Трудность", "difficulty"),
        (("evidence", "items", "kind"), "Мақтау қағазы", "award"),
        (("evidence", "items", "kind"), "Опросник", "survey"),
        (("evidence", "items", "kind"), "работы учащихся", "student-work"),
        (("design", "plan", "form"), "Формалды емес", "non-formal"),
        (("design", "plan", "form"), "формальды", "formal"),
        (("design", "plan", "form"), "бейресми", None),
        (("approbation", "results", "reached"), "Толық орындалды", "yes"),
        (("approbation", "results", "reached"), "не полностью", "partly"),
        (("approbation", "results", "reached"), "±", "partly"),
        (("approbation", "results", "reached"), "орындалмады", "no"),
        (("analysis", "findings", "kind"), "кемшілік", None),
        (("observation-sheet", "observer_role"), "коллега", "peer"),
        (("design", "goals", "competence"), "Кәсіби білім", "knowledge"),
        (("design", "goals", "competence"), "Білім", "knowledge"),
        (("design", "goals", "competence"), "знания", "knowledge"),
        (("design", "goals", "competence"), "Практика", "practice"),
        (("design", "goals", "competence"), "кәсіби өсу тетіктері", "growth"),
        (("design", "goals", "competence"), "Механизмы роста", "growth"),
        (("design", "goals", "competence"), "mechanisms of growth", "growth"),
        (("design", "goals", "competence"), "кәсіби", None),
    ],
)
def test_other_choices(place: tuple[str, ...], text: str, key: str | None) -> None:
    assert parse_choice(field(*place), text) == key


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("lesson-analysis", "lesson-analysis, Lesson Analysis, lesson_analysis, сабақ талдауы, Сабақ талдауы, сабак талдауы, "
         "Сабақты рефлексивті талдау шаблоны, анализ урока, Анализ  урока, Шаблон рефлексивного анализа урока"),
        ("self-analysis", "сабақты өзіндік талдау, самоанализ урока, self analysis"),
        ("lesson-study", "Lesson Study, Сабақты зерттеу, исследование урока"),
        ("action-research", "Action Research, action research, Іс-әрекеттегі зерттеу, Исследование в действии"),
        ("action", "Іс-әрекет, іс әрекет, Действие"),
        ("design", "жобалау, Проектирование"),
        ("research-plan", "зерттеу жоспары, План исследования"),
        ("route-sheet", "маршруттық парақ, маршрутный лист, «Мұғалімнің кәсіби даму жолы» маршруттық парағы"),
        ("essay", "эссе, Essay"),
        ("portfolio", "портфолио, Педагог портфолиосы"),
        (None, "талдау парағы, урок, сабақ, план, form, -, 1"),
    ],
)  # fmt: skip
def test_kinds(kind: str | None, words: str) -> None:
    for word in words.split(", "):
        assert LIBRARY.suggest_kind(word) == kind, word


def test_no_name_stands_for_two_forms() -> None:
    for kind in LIBRARY.kinds():
        form = LIBRARY.get(kind)
        assert form is not None
        for name in (form.title.kk, form.title.ru, form.title.en, *form.names):
            assert LIBRARY.suggest_kind(name) == kind, name


def test_a_value_is_read_by_the_type_of_its_field() -> None:
    assert parse_value(field("lesson-analysis", "date"), "14 қазан 2026") == "2026-10-14"
    assert parse_value(field("evidence", "items", "score"), "85 %") == 85
    assert parse_value(field("evidence", "items", "hours"), "72 %") is None, "hours are no percents"
    assert parse_value(field("evidence", "items", "hours"), "1 200,5") == 1200.5
    assert parse_value(field("self-analysis", "satisfaction"), "7,0") == 7
    assert parse_value(field("self-analysis", "satisfaction"), "7,5") is None, "a scale has whole numbers"
    assert parse_value(field("portfolio", "novice"), "Иә") is True
    assert parse_value(field("portfolio", "category"), "шебер") == "master"
    assert parse_value(field("portfolio", "name"), "14.10.2026") is None, "text is as it is typed"
