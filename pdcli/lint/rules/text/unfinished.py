"""Answers that are none yet."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from pdcli.diagnostics import Severity
from pdcli.i18n import N_
from pdcli.i18n.messages import ShownValue
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import Answer, Answers, place, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.form_texts import FormLike
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.text import MAX_SHOWN

# What stands for an answer that is still to come.
_PLACEHOLDERS = frozenset(
    {
        "толтыру керек", "толтырылады", "кейін толтырамын", "кейін толтырылады", "кейін жазамын", "жазу керек",
        "толықтыру керек", "осында жазыңыз", "заполнить", "заполнить позже", "заполню позже", "позже заполню",
        "нужно заполнить", "надо заполнить", "дозаполнить", "дописать", "дописать позже", "здесь будет текст",
        "todo", "tbd", "tba", "fixme", "fill in", "fill this in", "fill later", "to be filled", "to be filled in",
        "to be completed", "to be done", "placeholder",
    }
)  # fmt: skip
_AROUND = " \t\r\n.…,:;!?_-–—*#>«»“”\"'[](){}<"
_ONLY_SIGNS = r"\s*(?:…|[.…]{2,}|\?{2,}|_{2,}|[xXхХ]{3,})\s*"
# How many of how many.
_SHARE = r"\d\s*(?:/\s*\d|%)"
_LETTERS_X = ("", "x", "х")
_MARKS = ("TODO", "TBD", "FIXME", "ipsum")
_MARK = r"\b(?:TODO|TBD|FIXME)\b|\b[Ll]orem ipsum\b"
# A form's example of fewer words than this may be anybody's answer.
MIN_EXAMPLE_WORDS = 4
MAX_PLACEHOLDER = 40


@rule("PD701", "leftover-placeholder", Severity.WARNING, """
clause: form
what:
  kk: Аяқталған құжатта «толтыру керек», TODO, «…» сияқты белгі не форманың дайын мысалы қалмайды.
  ru: В завершённом документе не остаётся «заполнить», TODO, «…» или готового примера из формы.
  en: No placeholder such as TODO or “…”, and no example from the form, is left in a final document.
why:
  kk: Мысал форманы түсіндіру үшін берілген, ол Сіздің сабағыңыз туралы емес. Комиссия мұндай жауапты бірден байқайды.
  ru: Пример объясняет форму, он не о вашем уроке. Комиссия замечает такой ответ сразу.
  en: The example explains the form; it is not about your lesson. A committee notices it at once.
bad:
  kk: |-
    ## 3. Қандай әдістер қолданылды?

    толтыру керек
  ru: |-
    ## 3. Какие методы использовались?

    заполнить
  en: |-
    ## 3. Which methods were used?

    TODO
good:
  kk: |-
    ## 3. Қандай әдістер қолданылды?

    Жұптық тексеру: әр оқушы көршісінің шешімін үш критериймен қарады.
  ru: |-
    ## 3. Какие методы использовались?

    Взаимопроверка в парах: каждый ученик проверил решение соседа по трём критериям.
  en: |-
    ## 3. Which methods were used?

    Checking in pairs: each pupil checked a neighbour's solution against three criteria.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦Толтыру керек!
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md: ['Түсіндіру, үлгі бойынша шешу, жұптық тексеру.', ¦TODO]
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - |-
    Түсіндіру, жұптық тексеру.

    - үлгі: ¦TODO мысал қосу
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦Lorem ipsum dolor sit amet
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦Қағаз жолақтармен жұптық жұмыс (ортақ бөлімді көру үшін) және критерий бойынша өзара тексеру.
- cycles/2025-2026-1/4-design.yaml: ['resources: Кестеде екі бос сағат', 'resources: ¦…']
- cycles/2025-2026-1/4-design.yaml:
  - 'resources: Кестеде екі бос сағат'
  - 'resources: ¦''[заполнить]'''
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - «Толтыру керек» кестесін оқушылар толтырды.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - "status: final"
  - "status: draft"
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - TODO
""")  # fmt: skip
def leftover_placeholder(context: LintContext) -> Iterator[Violation]:
    """A final document still has a placeholder, or the example of the form, where an answer belongs."""
    hint = N_("Write the answer, or `status: draft` until there is one.")
    for answers in context.final_answers:
        for answer in answers.short:
            if is_placeholder(answer.text):
                message = _("“{text}” is not an answer yet.").format(text=answer.text.strip()[:40])
                yield Violation(answers.document, answer.loc, message, _(hint))
        if answers.has_foreign and any(mark in answers.text for mark in _MARKS):
            yield from _marks_inside(answers, hint)
    for like in context.form_like:
        for answer in _examples_in(like, context.options.copied_min_words):
            yield Violation(
                like.document, answer.loc, _("This is the form’s example, not your own answer."),
                _("Write about your own lesson or work."),
            )  # fmt: skip


def is_placeholder(text: str) -> bool:
    """Whether a whole answer only stands for one."""
    return len(text) < MAX_PLACEHOLDER and _stands_for_one(text)


@lru_cache(maxsize=2000)
def _stands_for_one(text: str) -> bool:
    stripped = text.strip(_AROUND).casefold()
    # Of all signs only the letter x is left by now.
    return stripped in _PLACEHOLDERS or (stripped[:1] in _LETTERS_X and re.fullmatch(_ONLY_SIGNS, text) is not None)


def _marks_inside(answers: Answers, hint: str) -> Iterator[Violation]:
    for answer in answers.items:
        for mark in islice(re.finditer(_MARK, answer.text), MAX_SHOWN):
            if not is_placeholder(answer.text):
                span = place(answers.document, answer, mark.start(), mark.end())
                yield violation_at(
                    answers.document, span, _("“{text}” is not an answer yet.").format(text=mark[0]), _(hint)
                )


def _examples_in(like: FormLike, min_words: int) -> list[Answer]:
    """Answers that are their form's example. A single short one is let be: two teachers may aim at the same."""
    if like.document.kind == "portfolio":
        return []
    example_answers = []
    for item in like.answers:
        answer = item.answer
        examples = like.texts.examples.get(item.keys) if answer.field and answer.field.prefill is None else None
        if examples and len(answer.text.split()) >= MIN_EXAMPLE_WORDS and item.is_one_of(examples):
            example_answers.append(answer)
    return (
        example_answers
        if len(example_answers) > 1
        else [item for item in example_answers if len(item.text.split()) >= min_words]
    )


@rule("PD702", "answer-repeats-question", Severity.WARNING, """
clause: form
what:
  kk: Жауап сұрақтың өзін не оның түсіндірмесін қайталамайды.
  ru: Ответ не повторяет сам вопрос или пояснение к нему.
  en: An answer does not repeat its question or the advice below it.
why:
  kk: Көшірілген сұрақтың астында жауап бар сияқты көрінеді, бірақ одан ештеңе білуге болмайды.
  ru: Кажется, что ответ есть, но узнать из него нечего.
  en: A repetition looks like an answer, but nothing can be learnt from it.
bad:
  kk: |-
    ## 3. Қандай әдістер қолданылды?

    Қандай әдістер қолданылды
  ru: |-
    ## 3. Какие методы использовались?

    Какие методы использовались
  en: |-
    ## 3. Which methods were used?

    Which methods were used
good:
  kk: |-
    ## 3. Қандай әдістер қолданылды?

    Қағаз жолақтармен жұптық жұмыс: ортақ бөлімді көру үшін.
  ru: |-
    ## 3. Какие методы использовались?

    Работа в парах с бумажными полосками: так виден общий знаменатель.
  en: |-
    ## 3. Which methods were used?

    Pair work with paper strips, which show the common denominator.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦Қандай әдістер қолданылды?
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦Какие методы использовались
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦Әдістерді атап, әрқайсысының не үшін қолданылғанын жазыңыз.
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Қандай әдістер қолданылды? Түсіндіру мен жұптық тексеру.
""")  # fmt: skip
def answer_repeats_question(context: LintContext) -> Iterator[Violation]:
    """The answer of a final document is the question itself, or the advice below it."""
    for like in context.form_like:
        for item in like.answers:
            if item.is_one_of(like.texts.questions.get(item.keys, ())):
                message = _("The answer only repeats the question.")
                hint = _("Answer the question in your own words, or write `status: draft`.")
                yield Violation(like.document, item.answer.loc, message, hint)


@rule("PD709", "one-word-answer", Severity.WARNING, """
clause: form
what:
  kk: Сөйлеммен жауап берілетін сұрақ бір сөзбен не сызықшамен жабылмайды.
  ru: Вопрос, на который отвечают предложением, не закрывают одним словом или прочерком.
  en: A question that asks for sentences is not answered with one word or a dash.
why:
  kk: «Иә» деген жауаптан мақсатқа қалай жеткеніңіз көрінбейді; дерегі жоқ жауаптың санат алуға да, өзіңізге де пайдасы
    жоқ.
  ru: Из ответа «да» не видно, как вы пришли к результату; без факта такой ответ бесполезен и для категории, и для вас
    самих.
  en: “Yes” does not show how you got there; without a fact it helps neither your category nor you.
bad:
  kk: |-
    ## 2. Сабақтың мақсатына қол жеткізілді ме?

    Иә
  ru: |-
    ## 2. Достигнута ли цель урока?

    Да
  en: |-
    ## 2. Was the goal reached?

    Yes
good:
  kk: |-
    ## 2. Сабақтың мақсатына қол жеткізілді ме?

    Иә: 24 оқушының 21-і шығу парағын дұрыс толтырды.
  ru: |-
    ## 2. Достигнута ли цель урока?

    Да: 21 ученик из 24 верно заполнил выходной лист.
  en: |-
    ## 2. Was the goal reached?

    Yes: 21 of 24 pupils filled in the exit slip correctly.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦Түсіндіру.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md: ['Түсіндіру, үлгі бойынша шешу, жұптық тексеру.', ¦—]
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Жұптық тексеру.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md: ['Түсіндіру, үлгі бойынша шешу, жұптық тексеру.', 24/26.]
""")  # fmt: skip
def one_word_answer(context: LintContext) -> Iterator[Violation]:
    """A question of a final document that asks for sentences is answered with one word or a dash."""
    for answers in context.final_answers:
        if any(item.code == "PD014" for item in answers.document.diagnostics):
            # Which of two answers counts is to be decided first.
            continue
        for answer in answers.short:
            field, text = answer.field, answer.text
            if field and field.long and field.required and _is_one_word(text):
                message = _("“{label}” is answered only with “{text}”.").format(
                    label=ShownValue(field.label[answers.document.lang], field.key), text=text.strip()
                )
                hint = _("Add a sentence with a fact or a number, so that others understand the answer.")
                yield Violation(answers.document, answer.loc, message, hint)


def _is_one_word(text: str) -> bool:
    is_word = sum(any(map(str.isalnum, part)) for part in text.split()) < 2
    # 15/28 and 54 % say as much as a sentence.
    return is_word and not re.search(_SHARE, text) and not is_placeholder(text)
