"""Growth areas of several teachers that speak of the same: Kazakh, Russian and English words without their endings."""

import pytest

from pdcli.i18n import Lang
from pdcli.school.difficulties import Area, group_difficulties
from pdcli.text.stems import content_words, stem


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("kk", "есеп есепті есебі есебін есебінің есебіне есептер есептерді есепте"),
        ("kk", "мәтін мәтіні мәтінді мәтінмен мәтінімен мәтінге мәтіндік мәтінінің"),
        ("kk", "критерий критерийі критерийін критерийлер критерийлерді критерийге"),
        ("kk", "бағалау бағалауды бағалауға бағалаудың"),
        ("kk", "модельдеу модельдеуге модельдеуді модельдеуін"),
        ("kk", "сұрақ сұрақтар сұрағы сұрағын сұраққа"),
        ("kk", "топ топта топтық топпен топтар"),
        ("kk", "рефлексия рефлексиясы рефлексиясын рефлексияны"),
        ("kk", "сауаттылық сауаттылығы сауаттылығын сауатты"),
        ("ru", "задача задачи задаче задачу задачей задач задачам"),
        ("ru", "критерий критерии критериями критериям критериев"),
        ("ru", "оценивание оценивания оцениванию оценивании"),
        ("en", "question questions questioning questioned"),
    ],
)
def test_forms_of_one_word(lang: Lang, forms: str) -> None:
    assert len({stem(word, lang) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", "есеп мәтін критерий бағалау модельдеу сұрақ топ рефлексия карта сызба уақыт жоба дебат"),
        ("ru", "задача критерий оценивание вопрос текст группа рефлексия карта время проект"),
        ("en", "question text group assessment map time project dialogue"),
    ],
)
def test_different_words_stay_different(lang: Lang, words: str) -> None:
    assert len({stem(word, lang) for word in words.split()}) == len(words.split())


def test_what_stands_in_every_growth_area_tells_nothing() -> None:
    assert content_words("Оқушыларды сабақта жұмыс істеуге үйрету және дағдыларын дамыту", "kk") == {"істе": "істеуге"}
    assert content_words("Развитие навыков учеников на уроке", "ru") == {}
    assert content_words("Developing pupils' skills in every lesson", "en") == {}


def _area(teacher: str, title: str, lang: Lang = "kk") -> Area:
    return Area(teacher, title, lang, ())


def test_two_teachers_with_one_word_make_a_group() -> None:
    areas = [
        _area("a", "Мәтінді есепті модельдеуге үйрету"),
        _area("b", "Есептерді сызба арқылы модельдеу"),
        _area("c", "Топтық жұмыста рөл бөлу"),
    ]
    groups, single = group_difficulties(areas)
    assert [(group.words, group.teachers) for group in groups] == [(("есепті", "модельдеу"), ("a", "b"))]
    assert [area.teacher for area in single] == ["c"]


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("kk", "Есепті талдап етіп көрсету", "Мәтінді жоспар етіп жазу"),
        ("kk", "Тапсырмадан кейін кері байланыс", "Үзілістен кейін тыныштандыру"),
        ("ru", "Обратная связь после урока", "Порядок в классе после перемены"),
        ("ru", "Когда молчит доска", "Опрос, когда устали"),
        ("en", "Feedback after a test", "Quiet after the break"),
        ("en", "Questions during reading", "Notes during an experiment"),
    ],
)
def test_words_without_a_meaning_of_their_own_make_no_group(lang: Lang, one: str, other: str) -> None:
    areas = [Area("a", one, lang, ()), Area("b", other, lang, ())]
    assert group_difficulties(areas)[0] == ()


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("ru", "Место для слова в записи задачи", "Дать чужому доводу место на листе"),
        ("ru", "Перераспределить время опыта", "Строить игру так, чтобы время не уходило"),
        ("kk", "Сұрақты баланың қолына беру", "Көмектің ретін соның қолына беру"),
        ("kk", "Зерттеу сұрағын сипаттау", "Тарихта сұрақты ашу"),
        ("en", "Leading conversations by questions", "Silence that follows a question"),
    ],
)
def test_a_general_word_alone_makes_no_group(lang: Lang, one: str, other: str) -> None:
    assert group_difficulties([Area("a", one, lang, ()), Area("b", other, lang, ())])[0] == ()


def test_two_general_words_together_make_a_group() -> None:
    areas = [
        _area("a", "Қорытындыға уақыт қалдыру"), _area("b", "Қатені оқуға уақыт қалдыру"),
        _area("c", "Тексеруге уақыт табу"), _area("d", "Талқыға уақыт жоспарлау"),
    ]  # fmt: skip
    groups, single = group_difficulties(areas)
    assert [(group.words, group.teachers) for group in groups] == [(("уақыт", "қалдыру"), ("a", "b"))]
    assert [area.teacher for area in single] == ["c", "d"]


def test_one_teacher_alone_makes_no_group() -> None:
    groups, single = group_difficulties([_area("a", "Критерий құру"), _area("a", "Критерийді түсіндіру")])
    assert groups == () and len(single) == 2


def test_an_area_that_speaks_of_two_things_is_in_two_groups() -> None:
    areas = [
        _area("a", "Бағалау критерийін құру"),
        _area("b", "Критерийлерді тақтаға жазу"),
        _area("c", "Бағалауды жүйелеу"),
    ]
    groups, single = group_difficulties(areas)
    assert [(group.words[0], group.teachers) for group in groups] == [
        ("бағалау", ("a", "c")),
        ("критерийін", ("a", "b")),
    ]
    assert single == ()


def test_most_teachers_first_and_a_group_within_another_is_not_shown() -> None:
    areas = [
        _area("a", "Мәтінге сұрақ қою"), _area("b", "Мәтінмен жұмыста сұрақ қою"), _area("c", "Мәтінді бөліктеу"),
        _area("d", "Карта оқу"), _area("e", "Картаны түсіндіру"),
    ]  # fmt: skip
    groups, _single = group_difficulties(areas)
    assert [(group.words, group.teachers) for group in groups] == [
        (("мәтінге", "сұрақ"), ("a", "b", "c")),
        (("карта",), ("d", "e")),
    ]


def test_the_order_of_teachers_changes_no_group() -> None:
    areas = [_area("a", "Мәтінге сұрақ қою"), _area("b", "Сұрақты мәтіннен табу"), _area("c", "Карта оқу")]
    forward, backward = group_difficulties(areas)[0], group_difficulties(areas[::-1])[0]
    assert [(item.words, set(item.teachers)) for item in forward] == [
        (item.words, set(item.teachers)) for item in backward
    ]


def test_nothing_and_letters_of_no_language() -> None:
    assert group_difficulties([]) == ((), ())
    assert group_difficulties([_area("a", "!!! 123 …"), _area("b", "😀")])[0] == ()
