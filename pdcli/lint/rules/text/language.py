"""The language of the answers, and how they are written."""

import re
from collections.abc import Iterator
from itertools import islice
from operator import eq

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import place, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.text import MAX_SHOWN, WORD

MIN_LETTERS_IN_CAPITALS = 30
MIN_WORDS_OF_A_LANGUAGE = 60
# The most frequent ones first.
_KAZAKH = "іқңғәұүөһ"
_KAZAKH_LETTER = f"[{_KAZAKH}]"
_CYRILLIC = "[а-яё]"
_RUSSIAN_WORDS = frozenset(
    ["и", "в", "не", "на", "что", "с", "по", "как", "это", "для", "к", "из", "от", "за", "но", "а", "же", "при", "их",
     "его", "её", "или", "у", "о", "об", "я", "мы", "они", "был", "была", "было", "были"]
)  # fmt: skip
_ENGLISH_WORDS = frozenset(
    ["the", "of", "and", "to", "in", "a", "is", "was", "were", "for", "with", "that", "on", "it", "i", "my", "they",
     "their", "not", "but", "what"]
)  # fmt: skip


@rule("PD704", "wrong-language", Severity.ADVICE, r"""
clause: practice
what:
  kk: Құжат қай тілде деп көрсетілсе, жауаптар сол тілде жазылады.
  ru: Ответы написаны на том языке, который указан у документа.
  en: The answers are in the language that is stated in the document.
why:
  kk: Тақырыптар, кестелер мен жиынтық lang өрісіндегі тілде шығады; мәтін басқа тілде болса, бетте екі тіл араласып
    тұрады. Тіл мәтіннің бәріне қарап, күмән болмағанда ғана анықталады.
  ru: Заголовки, таблицы и сводка выходят на языке, указанном в поле lang; если текст на другом языке, страница
    получается двуязычной. Язык определяется по всему тексту и только когда сомнений нет.
  en: Headings, tables and summaries come out in the language that `lang` names; if the text is in another language, the
    page mixes two languages. The language is determined from the whole text and only where there is no doubt.
bad:
  kk: |-
    kind: year-reflection
    lang: ru
    proud_moments: Наурызда 8 «А» сыныбы дебат өткізді, орташа балл өсті.
  ru: |-
    kind: year-reflection
    lang: kk
    proud_moments: В марте 8 «А» класс провёл дебаты, средний балл вырос.
  en: |-
    kind: year-reflection
    lang: kk
    proud_moments: In March class 8 A held a debate, and the mean score rose.
good:
  kk: |-
    kind: year-reflection
    lang: kk
    proud_moments: Наурызда 8 «А» сыныбы дебат өткізді, орташа балл өсті.
  ru: |-
    kind: year-reflection
    lang: ru
    proud_moments: В марте 8 «А» класс провёл дебаты, средний балл вырос.
  en: |-
    kind: year-reflection
    lang: en
    proud_moments: In March class 8 A held a debate, and the mean score rose.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - |
    kind: lesson-analysis
  - |
    kind: ¦lesson-analysis
    lang: ru
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - |
    kind: lesson-analysis
  - |
    kind: ¦lesson-analysis
    lang: en
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - |
    kind: lesson-analysis
  - |
    kind: lesson-analysis
    lang: kk
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - "kind: lesson-analysis"
  - "kind: lesson-analysis\nlang: ru"
  - "status: final"
  - "status: draft"
""")  # fmt: skip
def wrong_language(context: LintContext) -> Iterator[Violation]:
    """The answers of a final document are written in another language than it says."""
    portfolio = context.portfolio
    # What language a portfolio is in, its portfolio.yaml says.
    for answers in () if portfolio.is_unread("portfolio") else context.final_answers:
        document = answers.document
        actual = language_of(answers.text) if _may_be_other(answers.text, document.lang) else None
        if actual and actual != document.lang:
            message = {
                "kk": _("The answers are in Kazakh, but the language of this document is `{lang}`."),
                "ru": _("The answers are in Russian, but the language of this document is `{lang}`."),
                "en": _("The answers are in English, but the language of this document is `{lang}`."),
            }[actual].format(lang=document.lang)
            hint = _("Add a line `lang: {lang}` at the top; then headings and summaries will be in the same language.")
            yield Violation(document, ("kind",), message, hint.format(lang=actual))


def _share(letters: str, words: list[str]) -> float:
    """The share of words with one of these letters."""
    has_letter = re.compile(letters).search
    return sum(1 for word in words if has_letter(word)) / len(words)


def _may_be_other(text: str, lang: str) -> bool:
    """A first look that lets nearly every text go at once: letters that a language cannot do without."""
    if lang == "kk":
        return _has_few(text, _KAZAKH, 40)
    if lang == "ru":
        return _has_few(text, "оеи", 10) or not _has_few(text, _KAZAKH, 40)
    return _has_few(text, "eta", 10)


def _has_few(text: str, letters: str, share: int) -> bool:
    """Whether less than one of `share` signs of a text is one of these letters."""
    shortage = len(text)
    for letter in letters:
        shortage -= share * text.count(letter)
        if shortage <= 0:
            return False
    return True


def language_of(text: str) -> str | None:
    """The language of a text of many words; None where it is not certain."""
    words = [word for word in map(str.lower, WORD.findall(text)) if word]
    if len(words) < MIN_WORDS_OF_A_LANGUAGE:
        return None
    kazakh = _share(_KAZAKH_LETTER, words)
    cyrillic = _share(_CYRILLIC, words)
    if cyrillic > 0.85 and kazakh > 0.4:
        return "kk"
    if cyrillic > 0.85 and kazakh < 0.03 and sum(word in _RUSSIAN_WORDS for word in words) > 0.08 * len(words):
        return "ru"
    if cyrillic < 0.1 and kazakh == 0 and sum(word in _ENGLISH_WORDS for word in words) > 0.15 * len(words):
        return "en"
    return None


@rule("PD711", "shouting", Severity.ADVICE, """
clause: practice
what:
  kk: Ұзақ жауап түгел бас әріппен жазылмайды.
  ru: Длинный ответ не пишут одними заглавными буквами.
  en: A long answer is not written in capitals only.
why:
  kk: Бас әріппен терілген мәтінді оқу қиын, ол айқайлап тұрған сияқты көрінеді.
  ru: Текст из одних заглавных букв читать трудно, и кажется, что автор кричит.
  en: A text in capitals is hard to read and seems to shout.
bad:
  kk: |-
    focus: ОҚУШЫЛАРДЫҢ ӨЗ ҚАТЕСІН КРИТЕРИЙ БОЙЫНША ТАБУЫ
  ru: |-
    focus: УЧЕНИКИ НАХОДЯТ СВОИ ОШИБКИ ПО КРИТЕРИЯМ
  en: |-
    focus: PUPILS USE CRITERIA TO FIND THEIR OWN MISTAKES
good:
  kk: |-
    focus: Оқушылардың өз қатесін критерий бойынша табуы
  ru: |-
    focus: Ученики находят свои ошибки по критериям
  en: |-
    focus: Pupils use criteria to find their own mistakes
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ¦ТҮСІНДІРУ, ҮЛГІ БОЙЫНША ШЕШУ, ЖҰПТЫҚ ТЕКСЕРУ.
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ТҮСІНДІРУ, ҮЛГІ БОЙЫНША ШЕШУ, жұптық ТЕКСЕРУ.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - ТҮСІНДІРУ, ЖҰПТЫҚ ЖҰМЫС МЕН ТЕКСЕРУ.
""")  # fmt: skip
def shouting(context: LintContext) -> Iterator[Violation]:
    """A long answer is written in capitals only."""
    for answers in context.final_answers:
        if answers.document.kind == "portfolio":
            continue
        for answer in answers.items:
            text = answer.text
            if answer.field and text.isupper() and sum(map(str.isalpha, text)) > MIN_LETTERS_IN_CAPITALS:
                message = _("The whole answer is written in capital letters.")
                hint = _("Write the answer in small letters: it is easier to read that way.")
                yield Violation(answers.document, answer.loc, message, hint)


_THREE_TIMES = r"(?i)\b([^\W\d_]{4,})\s+(?=(\1)\s+\1\b)"


@rule("PD712", "repeated-word", Severity.WARNING, """
clause: practice
what:
  kk: Бір сөз қатарынан үш рет қайталанбайды.
  ru: Одно и то же слово не повторяется три раза подряд.
  en: A word is not repeated three times in a row.
why:
  kk: Бұл әдетте көшіргенде не терген кезде кеткен қате; тексерілмеген мәтін әсерін қалдырады.
  ru: Обычно это след копирования или набора; остаётся впечатление непроверенного текста.
  en: Such a repetition is usually a slip made in copying or typing, and leaves the impression of a text that nobody
    read through again.
bad:
  kk: |-
    conclusion: Сызба сызба сызба оқушыға шартты түсінуге көмектесті
  ru: |-
    conclusion: Схема схема схема помогла ученикам понять условие
  en: |-
    conclusion: Diagrams diagrams diagrams helped pupils understand the problem
good:
  kk: |-
    conclusion: Сызба оқушыға шартты түсінуге көмектесті
  ru: |-
    conclusion: Схема помогла ученикам понять условие
  en: |-
    conclusion: Diagrams helped pupils understand the problem
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру, үлгі ¦үлгі үлгі бойынша шешу.
- cycles/2025-2026-1/4-design.yaml: [Баға критерийі, Баға критерийі ¦критерийі критерийі]
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру, үлгі үлгі бойынша шешу.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Жақсы, жақсы, жақсы – деп мақтадым.
""")  # fmt: skip
def repeated_word(context: LintContext) -> Iterator[Violation]:
    """The same word stands three times in a row, as after a slip of the keyboard."""
    for answers in context.final_answers:
        if not _has_three_equal(answers.tokens):
            continue
        for answer in answers.items:
            last = -1
            for match in islice(re.finditer(_THREE_TIMES, answer.text), MAX_SHOWN):
                if match.start() != last:
                    span = place(answers.document, answer, *match.span(2))
                    message = _("“{word}” is repeated three times in a row.").format(word=match[1][:40])
                    yield violation_at(answers.document, span, message, _("Delete the repeated words."))
                last = match.end()


def _has_three_equal(words: list[int]) -> bool:
    """A first look: whether any word stands three times in a row."""
    return b"\1\1" in bytes(map(eq, words, words[1:]))
