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


@rule("PD704", "wrong-language", Severity.ADVICE)
def wrong_language(context: LintContext) -> Iterator[Violation]:
    """The answers of a final document are written in another language than it says."""
    portfolio = context.portfolio
    # What language a portfolio is in, its portfolio.yaml says.
    for found in () if portfolio.is_lost("portfolio") else context.final_answers:
        document = found.document
        written = language_of(found.text) if _may_be_other(found.text, document.lang) else None
        if written and written != document.lang:
            message = {
                "kk": _("The answers are in Kazakh, but the language of this document is `{lang}`."),
                "ru": _("The answers are in Russian, but the language of this document is `{lang}`."),
                "en": _("The answers are in English, but the language of this document is `{lang}`."),
            }[written].format(lang=document.lang)
            hint = _("Add a line `lang: {lang}` at the top; then headings and summaries speak the same language.")
            yield Violation(document, ("kind",), message, hint.format(lang=written))


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
    missing = len(text)
    for letter in letters:
        missing -= share * text.count(letter)
        if missing <= 0:
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


@rule("PD711", "shouting", Severity.ADVICE)
def shouting(context: LintContext) -> Iterator[Violation]:
    """A long answer is written in capitals only."""
    for found in context.final_answers:
        if found.document.kind == "portfolio":
            continue
        for answer in found.items:
            text = answer.text
            if answer.field and text.isupper() and sum(map(str.isalpha, text)) > MIN_LETTERS_IN_CAPITALS:
                message = _("The whole answer is written in capital letters.")
                hint = _("Write it in small letters: it reads more easily.")
                yield Violation(found.document, answer.loc, message, hint)


_THREE_TIMES = r"(?i)\b([^\W\d_]{4,})\s+(?=(\1)\s+\1\b)"


@rule("PD712", "repeated-word", Severity.WARNING)
def repeated_word(context: LintContext) -> Iterator[Violation]:
    """The same word stands three times in a row, as after a slip of the keyboard."""
    for found in context.final_answers:
        if not _has_three_equal(found.numbers):
            continue
        for answer in found.items:
            last = -1
            for repeated in islice(re.finditer(_THREE_TIMES, answer.text), MAX_SHOWN):
                if repeated.start() != last:
                    span = place(found.document, answer, *repeated.span(2))
                    message = _("“{word}” stands three times in a row.").format(word=repeated[1][:40])
                    yield violation_at(found.document, span, message, _("Delete what is too much."))
                last = repeated.end()


def _has_three_equal(words: list[int]) -> bool:
    """A first look: whether any word stands three times in a row."""
    return b"\1\1" in bytes(map(eq, words, words[1:]))
