"""Family 7xx: tables of texts, limits and messages. Cases stand beside the rules."""

import shutil
import time
from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS
from pdcli.lint.answers import place
from pdcli.lint.context import LintContext
from pdcli.lint.engine import lint
from pdcli.lint.rules.text.language import language_of
from pdcli.lint.rules.text.unfinished import is_placeholder
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.scaffold.document import new_document
from tests.helpers import EXAMPLES, change
from tests.lint.helpers import C1, DESIGN, LESSON, METHODS

OTHER = C1 + "lessons/2025-11-11-masshtab.md"
LONG = (
    "Оқушылар есептің шартын екі рет оқып, белгілі шамаларды сызып, сұрақты өз сөзімен айтып, сосын ғана сызбаға көшті."
)


def codes(root: Path) -> list[str]:
    """Codes of family 7xx."""
    return [item.code for item in lint(load_portfolio(root), select=["PD7"])]


@pytest.mark.parametrize("name", ["aigerim", "stepnoe", "daniyar", "first-week"])
def test_good_examples_are_clean(name: str) -> None:
    assert codes(EXAMPLES / name) == []


@pytest.mark.parametrize("text", [METHODS, "TODO", "Түсіндіру ж@не үлгi", "Иә", LONG, "үлгі үлгі үлгі"])
def test_a_draft_is_left_alone(good: Path, text: str) -> None:
    change(good, LESSON, (METHODS, text))
    change(good, LESSON, ("status: final", "status: draft"))
    assert codes(good) == []


@pytest.mark.parametrize(
    "text",
    [
        "Есепті шешуде «толтыру керек» кестесін пайдаландым, оқушылар оны толтыруы керек болды.",
        "SMART-мақсат, PISA-ға ұқсас тапсырма, Lesson Study-дің екінші циклі, XXІ ғасыр, IIтоқсан, Kahootта ойын.",
        "ABС үшбұрышы мен x-тің мәні, Н2О, топ1дің жұмысы, слайд3те 5-сынып, 8а сыныбы, cos және сos емес 2xy.",
        "Жақсы, жақсы, жақсы – деп мақтадым; мәселе мен мәселе арасында.",
        "Сілтеме: https://мысал.example/ж@не және mugalim@mysal.kz, @aigerim арнасы.",
        "Киев (Київ) картасын салыстырдық.",
        "САБАҚ",
        "Егер оқушы сұраса... жауап бермеймін… күтемін.",
    ],
)
def test_what_is_no_mistake(good: Path, text: str) -> None:
    change(good, LESSON, (METHODS, text.replace("сos", "cos") + " Түсіндірме осымен бітті."))
    assert codes(good) == []


@pytest.mark.parametrize("text", ["15/28", "15 / 28.", "54 %", "54%", "24/26-ға", "Оқушылар: 19/24"])
def test_a_share_says_enough(good: Path, text: str) -> None:
    change(good, LESSON, (METHODS, text))
    assert "PD709" not in codes(good)


@pytest.mark.parametrize("text", ["28", "/", "%", "и/или", "Иә.", "2025"])
def test_other_single_words_do_not(good: Path, text: str) -> None:
    change(good, LESSON, (METHODS, text))
    assert "PD709" in codes(good)


def test_a_short_example_may_be_anybodys_answer_but_two_are_not(good: Path) -> None:
    form = FormLibrary().get("lesson-analysis")
    assert form is not None
    examples = [form.by_key[key].example_in("ru") for key in ("goal_reached", "evidence")]
    change(good, LESSON, (METHODS, "Түсіндіру, қайталау, жұптық тексеру."))
    text = (good / LESSON).read_text(encoding="utf-8")
    start = text.index("## 1.")
    goal, reached = (part.split("\n\n")[1].strip() for part in text[start:].split("\n## ")[:2])
    change(good, LESSON, (goal, str(form.by_key["goal"].example_in("kk"))))
    assert codes(good) == []
    change(good, LESSON, (reached, str(examples[0])))
    assert codes(good) == ["PD701", "PD701"]


@pytest.mark.parametrize("text", ["…", "...", "xxx", "ХХХ", "???", "[Заполнить]", "Толтыру керек!", "tbd", "- todo"])
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["–", "X", "XX", "жоқ", "толтырдым", "TODO тізімін жасадық", "7"])
def test_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", FormLibrary().kinds())
def test_what_pd_itself_wrote_is_never_reported(tmp_path: Path, kind: str, lang: str) -> None:
    form = FormLibrary().get(kind)
    assert form is not None
    text = new_document(form, lang, {}).replace("status: draft", "status: final", 1)  # type: ignore[arg-type]
    shutil.copy(EXAMPLES / "aigerim" / "portfolio.yaml", tmp_path)
    (tmp_path / f"{'new' if kind != 'portfolio' else 'portfolio'}.{form.format}").write_text(text, encoding="utf-8")
    assert codes(tmp_path) == []


def test_a_copied_passage_names_the_first_place(good: Path) -> None:
    change(good, LESSON, ("Үлгіге ұқсас есепте", f"{LONG}\n\nҮлгіге ұқсас есепте"))
    change(good, OTHER, ("Алғашқы екі минутта", f"Сабақ басында. {LONG} Алғашқы екі минутта"))
    (item,) = lint(load_portfolio(good), select=["PD703"])
    assert item.path.name == "2025-11-11-masshtab.md"
    assert item.message.text("en") == (
        f"17 words in a row are the same as in {LESSON.removesuffix('.md')}: "
        "“Оқушылар есептің шартын екі рет оқып, белгілі шамаларды …”."
    )
    lines = (good / LESSON).read_text(encoding="utf-8").splitlines()
    (related,) = item.related
    assert related.path == good / LESSON
    assert lines[related.span.line - 1][related.span.column - 1 :].startswith("Оқушылар есептің")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"«{LONG}»", f"Тәлімгер: «{LONG}» деді."),
        (f"Хаттамадан:\n\n> {LONG}", f"Хаттамадан:\n\n> {LONG}"),
        (" ".join(LONG.split()[:11]), " ".join(LONG.split()[:11])),
    ],
    ids=["quotes", "quoted lines", "too short"],
)
def test_what_is_no_copy(good: Path, first: str, second: str) -> None:
    change(good, LESSON, ("Үлгіге ұқсас есепте", f"{first}\n\nҮлгіге ұқсас есепте"))
    change(good, OTHER, ("Алғашқы екі минутта", f"{second}\n\nАлғашқы екі минутта"))
    assert codes(good) == []


def test_another_question_may_be_answered_with_the_same_words(good: Path) -> None:
    change(good, LESSON, (METHODS, LONG))
    change(good, OTHER, ("Алғашқы екі минутта", f"{LONG} Алғашқы екі минутта"))
    assert codes(good) == []


def test_a_goal_that_was_carried_over_is_no_copy(good: Path) -> None:
    words = LONG.rstrip(".")
    first, second = DESIGN, DESIGN.replace("2026-1", "2026-2").replace("2025-2026-1", "2025-2026-2")
    for name in (first, second):
        path = good / name
        lines = path.read_text(encoding="utf-8").splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("    goal: "))
        lines[at] = f"    goal: {words}"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert codes(good) == ["PD703"]
    change(
        good,
        "cycles/2025-2026-2/cycle.yaml",
        ("    text: Оқушылар балын критериймен түсіндіреді", f"    text: {words}"),
    )
    assert codes(good) == []


def test_too_long(good: Path) -> None:
    words = " ".join(f"сөз{chr(1072 + number % 32)} жаңа" for number in range(800))
    change(good, LESSON, (METHODS, words))
    (item,) = lint(load_portfolio(good), select=["PD7"])
    assert (item.code, item.message.text("en")) == (
        "PD707",
        f"This answer has {len(words)} characters; 6000 would already be a lot.",
    )


def test_a_long_text_in_a_note_is_hidden(good: Path) -> None:
    form = FormLibrary().get("lesson-analysis")
    assert form is not None
    field = form.by_key["methods"]
    prompt = f"<!-- {field.help['kk']}\n     Мысалы: {field.example_in('kk')}"
    change(good, LESSON, (METHODS, f"{prompt} -->\n\n<!-- ескерту: қысқа -->\n\n{METHODS}"))
    assert codes(good) == []
    own = " ".join(LONG.split() * 3)
    change(good, LESSON, ("қысқа", own))
    (item,) = lint(load_portfolio(good), select=["PD7"])
    assert item.code == "PD710" and str(len(own.split()) + 1) in item.message.text("en")
    line = (good / LESSON).read_text(encoding="utf-8").splitlines()[item.span.line - 1]
    assert line.startswith("<!--") and item.span.column == 1


def test_all_letters_of_an_answer_are_mended_at_once(good: Path) -> None:
    change(good, LESSON, (METHODS, "Бiлiм, үлгi бойынша шешу.\n\nМақcат."))
    (item,) = lint(load_portfolio(good), select=["PD7"])
    assert item.code == "PD705" and "3" in item.hint.text("en") and item.fix is not None
    lines = (good / LESSON).read_text(encoding="utf-8").splitlines()
    for span, right in item.fix.edits:
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + right + line[span.end_column - 1 :]
    (good / LESSON).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "Білім, үлгі бойынша шешу.\n\nМақсат." in (good / LESSON).read_text(encoding="utf-8")
    assert codes(good) == []


def test_a_russian_text_needs_no_kazakh_letters(good: Path) -> None:
    change(good, LESSON, (METHODS, "Объяснение, Iлияс, Київ, ж@не, решение по образцу."))
    change(good, LESSON, ("kind: lesson-analysis", "kind: lesson-analysis\nlang: ru"))
    assert set(codes(good)) == {"PD704"}


def test_languages() -> None:
    kazakh = "Оқушылар есептің шартын сызбаға түсіріп, өз жұмысын үш критерий бойынша бағалады. " * 7
    russian = "Ученики перевели условие задачи в схему и оценили свою работу по трём критериям, но не все. " * 7
    english = "The pupils put the conditions of the task into a drawing and judged their own work by it. " * 7
    assert [language_of(text) for text in (kazakh, russian, english)] == ["kk", "ru", "en"]
    assert [language_of(text[:300]) for text in (kazakh, russian, english)] == [None, None, None]
    assert language_of(kazakh + russian) is None
    assert language_of(english + russian) is None


@pytest.mark.parametrize(
    "value",
    [
        "  plan: бір екі үш екі",
        "  plan: 'бір екі үш екі'",
        '  plan: "бір екі үш екі"',
        "  plan: бір\n    екі үш\n    екі",
        "  plan: |\n    бір екі\n    үш екі",
        "  plan: >-\n    бір екі үш\n\n    екі",
        "  plan: бір екі үш екі  # екі екі",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_place_of_a_piece(tmp_path: Path, value: str, newline: str) -> None:
    text = f"kind: lesson-study\ntitle: екі\nlessons:\n- goal: екі\n{value}\n"
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_bytes(text.replace("\n", newline).encode("utf-8"))
    (found,) = (item for item in LintContext(load_portfolio(tmp_path)).answers if item.document.kind == "lesson-study")
    answer = next(item for item in found.items if item.loc[-1] == "plan")
    for number, start in enumerate((answer.text.index("екі"), answer.text.rindex("екі"))):
        span = place(found.document, answer, start, start + 3)
        lines = text.splitlines()
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == "екі"
        before = "\n".join([*lines[4 : span.line - 1], lines[span.line - 1][: span.column - 1]])
        assert before.count("екі") == number


def test_a_piece_that_is_spelled_otherwise_is_placed_at_its_answer(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text('kind: portfolio\ntheme: "а\\u0431в"\n', encoding="utf-8")
    (found,) = LintContext(load_portfolio(tmp_path)).answers
    span = place(found.document, found.items[0], 1, 2)
    assert (span.line, span.column) == (2, 8)


def test_a_comment_inside_an_answer_does_not_move_the_place(good: Path) -> None:
    change(good, LESSON, (METHODS, "Түсіндіру <!-- үлгi бойынша --> үлгi бойынша."))
    (item,) = lint(load_portfolio(good), select=["PD705"])
    line = (good / LESSON).read_text(encoding="utf-8").splitlines()[item.span.line - 1]
    assert line[item.span.column - 1] == "i"


@pytest.mark.parametrize(
    "text",
    [
        "бiлiм үлгi ",
        "їлгі ж@не ",
        "TODO ",
        "сабақ сабақ сабақ оқушы оқушы оқушы ",
        "a@b.kz +7 (700) 000-00-00 4111 1111 1111 1111 https://a.kz ",
        "1234567890 ",
        "<!-- ",
        "« ",
        "оқушы Болатов Асқар ",
        "a",
        "a@",
        "аi",
    ],
)
def test_time_grows_with_the_size_of_an_answer(good: Path, text: str) -> None:
    """Were any piece of an answer compared with every other, eight times the size would take sixty-four times as long."""
    original = (good / LESSON).read_text(encoding="utf-8")

    def seconds(size: int) -> float:
        changed = original.replace(METHODS, text * (size // len(text)), 1)
        (good / LESSON).write_text(changed, encoding="utf-8")
        portfolio = load_portfolio(good)
        began = time.process_time()
        lint(portfolio, select=["PD6", "PD7"])
        return time.process_time() - began

    assert seconds(160_000) < 30 * max(seconds(20_000), 0.01)
