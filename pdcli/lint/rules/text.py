"""7xx: the quality of the text: nothing left over, nothing copied, in one language and its letters."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from operator import eq

from pdcli.diagnostics import Fix, Related, Severity, ShownValue, Span
from pdcli.documents.document import Document
from pdcli.i18n import LANGS, N_, translate
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import (
    LATIN,
    SIGNS,
    Answer,
    Answers,
    between,
    keys_of,
    place,
    violation_at,
)
from pdcli.lint.context import LintContext
from pdcli.lint.copies import (
    ACROSS_SCHOOL,
    Passage,
    beginning,
    marks_of,
    own_of,
    own_words,
    print_of,
    runs_of_form,
    shared_passages,
)
from pdcli.lint.form_texts import FormLike
from pdcli.lint.numbering import offsets, runs_of
from pdcli.lint.result import Print
from pdcli.lint.rule import Registered, Violation
from pdcli.model.documents import Cycle
from pdcli.model.forms import Form
from pdcli.model.plain import STAGES
from pdcli.portfolio.portfolio import Portfolio

FAMILY = Registered([])

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
_ONLY_SIGNS = re.compile(r"\s*(?:…|[.…]{2,}|\?{2,}|_{2,}|[xXхХ]{3,})\s*")
# How many of how many.
_SHARE = re.compile(r"\d\s*(?:/\s*\d|%)")
_LETTERS_X = ("", "x", "х")
_MARKS = ("TODO", "TBD", "FIXME", "ipsum")
_MARK = re.compile(r"\b(?:TODO|TBD|FIXME)\b|\b[Ll]orem ipsum\b")
# A form's example of fewer words than this may be anybody's answer.
MIN_EXAMPLE_WORDS = 4
MAX_PLACEHOLDER = 40
# Characters: no passage worth telling is shorter.
MIN_COPIED = 24
MIN_HIDDEN_WORDS = 40
# Of one answer nobody looks at more findings of a rule, and nobody checks more mended letters.
MAX_SHOWN = 10
MAX_MENDED = 100
MIN_LETTERS_IN_CAPITALS = 30
MIN_WORDS_OF_A_LANGUAGE = 60
# Kinds of which each is a text of its own, as long as it has to be.
_LONG_KINDS = frozenset({"article", "methodical-guide"})


@FAMILY.rule("PD701", "leftover-placeholder", Severity.WARNING)
def leftover_placeholder(context: LintContext) -> Iterator[Violation]:
    """A final document still has a placeholder, or the example of the form, where an answer belongs."""
    hint = N_("Write the answer, or `status: draft` until there is one.")
    for found in context.final_answers:
        for answer in found.short:
            if is_placeholder(answer.text):
                message = _("“{text}” is no answer yet.").format(text=answer.text.strip()[:40])
                yield Violation(found.document, answer.loc, message, _(hint))
        if found.has_foreign and any(mark in found.text for mark in _MARKS):
            yield from _marks_inside(found, hint)
    for like in context.form_like:
        for answer in _examples_in(like, context.options.copied_min_words):
            yield Violation(
                like.document, answer.loc, _("This is the example of the form, not an answer of your own."),
                _("Write what it was like with you."),
            )  # fmt: skip


def is_placeholder(text: str) -> bool:
    """Whether a whole answer only stands for one."""
    return len(text) < MAX_PLACEHOLDER and _stands_for_one(text)


@lru_cache(maxsize=2000)
def _stands_for_one(text: str) -> bool:
    said = text.strip(_AROUND).casefold()
    # Of all signs only the letter x is left by now.
    return said in _PLACEHOLDERS or (said[:1] in _LETTERS_X and _ONLY_SIGNS.fullmatch(text) is not None)


def _marks_inside(found: Answers, hint: str) -> Iterator[Violation]:
    for answer in found.items:
        for mark in islice(_MARK.finditer(answer.text), MAX_SHOWN):
            if not is_placeholder(answer.text):
                span = place(found.document, answer, mark.start(), mark.end())
                yield violation_at(found.document, span, _("“{text}” is no answer yet.").format(text=mark[0]), _(hint))


def _examples_in(like: FormLike, min_words: int) -> list[Answer]:
    """Answers that are their form's example. A single short one is let be: two teachers may aim at the same."""
    if like.document.kind == "portfolio":
        return []
    equal = []
    for item in like.answers:
        answer = item.answer
        known = like.texts.examples.get(item.keys) if answer.field and answer.field.prefill is None else None
        if known and len(answer.text.split()) >= MIN_EXAMPLE_WORDS and item.is_one_of(known):
            equal.append(answer)
    return equal if len(equal) > 1 else [item for item in equal if len(item.text.split()) >= min_words]


@FAMILY.rule("PD702", "answer-repeats-question", Severity.WARNING)
def answer_repeats_question(context: LintContext) -> Iterator[Violation]:
    """The answer of a final document is the question itself, or the advice below it."""
    for like in context.form_like:
        for item in like.answers:
            if item.is_one_of(like.texts.questions.get(item.keys, ())):
                message = _("The answer only repeats the question.")
                hint = _("Answer it in your own words, or write `status: draft`.")
                yield Violation(like.document, item.answer.loc, message, hint)


@FAMILY.rule("PD703", "copied-answer", Severity.WARNING)
def copied_answer(context: LintContext) -> Iterator[Violation]:
    """An answer repeats a passage of the answer to the same question in another final document."""
    min_words = context.options.copied_min_words
    kinds: dict[str | None, list[tuple[Answers, Print]]] = defaultdict(list)
    for found, item in context.prints:
        if found.document.kind != "cycle":
            kinds[found.document.kind].append((found, item))
    groups = [group for documents in kinds.values() if _may_share(documents) for group in _same_questions(documents)]
    carried = _carried_over(context.portfolio) if groups else frozenset()
    copies: set[str] = set()
    for group in groups:
        origin: dict[int, _Origin] = {}
        prints = []
        for document, answer, words in group:
            own = own_of(words, runs_of_form(document.form), carried)
            prints.append(print_of(document.file, document.file, own, min_words))
            origin[id(prints[-1])] = document, answer
        longest: dict[int, Passage] = {}
        for passage in shared_passages(prints, min_words, max_owners=None):
            known = longest.get(id(passage.item))
            if known is None or passage.length > known.length:
                longest[id(passage.item)] = passage
        for passage in longest.values():
            later, earlier = origin[id(passage.item)], origin[id(passage.earlier)]
            if later[0].text != earlier[0].text:
                yield _copy(passage, later, earlier)
            elif later[0].ref not in copies:
                copies.add(later[0].ref)
                yield from _whole_copy(later[0], earlier[0])


_Origin = tuple[Document, Answer]


def _copy(passage: Passage, later: _Origin, earlier: _Origin) -> Violation:
    first = earlier[0]
    message = _("{count} words in a row are the same as in {place}: “{words} …”.").format(
        count=passage.length, place=first.ref, words=beginning(later[1].text, passage.start, passage.length)
    )
    hint = _("Write what was different this time, or quote: «…».")
    related = Related(first.path, _word_span(*earlier, passage.earlier_start), _("The same words."))
    return violation_at(later[0], _word_span(*later, passage.start), message, hint, (related,))


def _whole_copy(later: Document, earlier: Document) -> Iterator[Violation]:
    """One finding for a copied file; none where PD111 says that there may be one only."""
    if later.kind in STAGES and later.path.parent == earlier.path.parent:
        return
    message = _("This document is the same, sign for sign, as {place}.").format(place=earlier.ref)
    hint = _("Delete the copy, or write what was different this time.")
    related = Related(earlier.path, earlier.span("kind"), _("The same words."))
    yield Violation(later, ("kind",), message, hint, related=(related,))


def _may_share(documents: list[tuple[Answers, Print]]) -> bool:
    """A first look: whether any two documents have a mark in common."""
    seen: set[int] = set()
    for _found, item in documents:
        marks = marks_of(item)
        if not seen.isdisjoint(marks):
            return True
        seen.update(marks)
    return False


def _same_questions(documents: list[tuple[Answers, Print]]) -> list[list[tuple[Document, Answer, list[int]]]]:
    """Answers to the same question in several documents of a kind, with their words."""
    groups: dict[tuple[str, ...], list[tuple[Document, Answer, list[int]]]] = defaultdict(list)
    for found, item in documents:
        for answer, words in zip(found.items, own_words(found, item.min_words), strict=True):
            if words and len(answer.text) >= MIN_COPIED:
                groups[keys_of(answer.loc)].append((found.document, answer, words))
    return [group for group in groups.values() if len(group) > 1]


def _carried_over(portfolio: Portfolio) -> frozenset[int]:
    """What `pd new-cycle` copied itself is no copy of the teacher's."""
    models = [document.model for document in portfolio.of_kind("cycle")]
    return runs_of(row.text for model in models if isinstance(model, Cycle) for row in model.carried_over if row.text)


def _word_span(document: Document, answer: Answer, number: int) -> Span:
    return place(document, answer, *offsets(answer.text, number))


FAMILY.rules.append(ACROSS_SCHOOL)

_WORD = re.compile(r"[^\W\d_]+")
# The most frequent ones first.
_KAZAKH = "іқңғәұүөһ"
_KAZAKH_LETTER = re.compile(f"[{_KAZAKH}]")
_CYRILLIC = re.compile("[а-яё]")
_RUSSIAN_WORDS = frozenset(
    ["и", "в", "не", "на", "что", "с", "по", "как", "это", "для", "к", "из", "от", "за", "но", "а", "же", "при", "их",
     "его", "её", "или", "у", "о", "об", "я", "мы", "они", "был", "была", "было", "были"]
)  # fmt: skip
_ENGLISH_WORDS = frozenset(
    ["the", "of", "and", "to", "in", "a", "is", "was", "were", "for", "with", "that", "on", "it", "i", "my", "they",
     "their", "not", "but", "what"]
)  # fmt: skip


@FAMILY.rule("PD704", "wrong-language", Severity.ADVICE)
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
    words = [word for word in map(str.lower, _WORD.findall(text)) if word]
    if len(words) < MIN_WORDS_OF_A_LANGUAGE:
        return None
    kazakh = sum(1 for word in words if _KAZAKH_LETTER.search(word)) / len(words)
    cyrillic = sum(1 for word in words if _CYRILLIC.search(word)) / len(words)
    if cyrillic > 0.85 and kazakh > 0.4:
        return "kk"
    if cyrillic > 0.85 and kazakh < 0.03 and sum(word in _RUSSIAN_WORDS for word in words) > 0.08 * len(words):
        return "ru"
    if cyrillic < 0.1 and kazakh == 0 and sum(word in _ENGLISH_WORDS for word in words) > 0.15 * len(words):
        return "en"
    return None


# Latin letters that look like Cyrillic ones, and those that are typed where a keyboard lacks Kazakh.
_CYRILLIC_FOR = dict(zip("aceopxykABCEHKMOPTX", "асеорхукАВСЕНКМОРТХ", strict=True))
_KAZAKH_FOR_LATIN = _CYRILLIC_FOR | dict(zip("ihIəƏöÖüÜğĞñÑv", "іһІәӘөӨүҮғҒңҢү", strict=True))
_LATIN_FOR = {cyrillic: latin for latin, cyrillic in _CYRILLIC_FOR.items() if latin != "k"} | {"і": "i", "І": "I"}
_IS_LATIN = re.compile(f"[{LATIN}]")
_MIXTURE = re.compile(f"[{LATIN}](?:(?=[Ѐ-ӿ])|(?<=[Ѐ-ӿ].))")
# «іс», the one word of two letters that is mistyped every day.
_WORK = ("iс", "Iс")
_ROMAN = frozenset("IVXLCDMІХСМ")
# A name in Latin letters, a Cyrillic ending: hardly anybody writes the hyphen.
_NAME_WITH_ENDING = re.compile("(?:[A-Za-z]{3,}|[A-Z]{2,})[а-яёәғқңөұүһі]+")


@FAMILY.rule("PD705", "latin-inside-cyrillic", Severity.WARNING)
def latin_inside_cyrillic(context: LintContext) -> Iterator[Violation]:
    """A word mixes Latin and Cyrillic letters that look alike, so that neither search nor spelling check knows it."""
    for found in context.final_answers:
        if found.has_foreign and _MIXTURE.search(found.text):
            for answer in found.items:
                yield from _mixtures(found.document, answer)


def _mixtures(document: Document, answer: Answer) -> Iterator[Violation]:
    """One finding for each answer, at its first wrong letter, with all of them to be mended at once."""
    if answer.loc[-1] in ("file", "url"):
        return
    words = []
    for word in _WORD.finditer(answer.text):
        wrong = _wrong_letters(word[0], document.lang)
        if wrong:
            words.append((word, wrong))
    if not words:
        return
    letters = [(word.start() + at, right) for word, wrong in words for at, right in wrong]
    span, fix = _mended(document, answer, letters)
    word, wrong = words[0]
    letter = word[0][wrong[0][0]]
    message = (
        _("In “{word}” the letter “{letter}” is Latin.")
        if _IS_LATIN.match(letter)
        else _("In “{word}” the letter “{letter}” is Cyrillic.")
    ).format(word=word[0][:40], letter=letter)
    hint = _("Type it again: a search for this word does not find it.")
    if len(words) > 1:
        hint += " " + _("Words like this in the answer: {count}.").format(count=len(words))
    yield violation_at(document, span, message, hint, fix=fix)


def _mended(document: Document, answer: Answer, letters: list[tuple[int, str]]) -> tuple[Span, Fix | None]:
    """The place of the first wrong letter, and how all of them are mended; not where there are very many."""
    if len(letters) > MAX_MENDED:
        at = letters[0][0]
        return place(document, answer, at, at + 1), None
    edits = tuple((place(document, answer, at, at + 1), right) for at, right in letters)
    # Where an answer is spelled differently in its file, no letter has a place, and only a person mends it.
    exact = all(span.line == span.end_line and span.end_column - span.column == 1 for span, _right in edits)
    return edits[0][0], Fix(edits) if exact else None


def _wrong_letters(word: str, lang: str) -> list[tuple[int, str]]:
    """Which letters of a word are of the other alphabet, and what they should be; none where that is not certain."""
    known = _KAZAKH_FOR_LATIN if lang == "kk" else _CYRILLIC_FOR
    if lang == "kk" and word in _WORK:
        return [(0, known[word[0]])]
    if len(word) < 3 or word.isascii() or _ROMAN.issuperset(word) or _NAME_WITH_ENDING.fullmatch(word):
        return []
    latin = [at for at, letter in enumerate(word) if _IS_LATIN.match(letter)]
    cyrillic = [at for at, letter in enumerate(word) if "Ѐ" <= letter <= "ӿ"]
    # Points of a drawing are named in capitals of any alphabet.
    if not latin or len(latin) + len(cyrillic) < len(word) or (len(word) <= 4 and word.isupper()):
        return []
    if len(cyrillic) >= max(2, len(latin)) and all(word[at] in known for at in latin):
        return [(at, known[word[at]]) for at in latin]
    if len(cyrillic) < len(latin) and all(word[at] in _LATIN_FOR for at in cyrillic):
        return [(at, _LATIN_FOR[word[at]]) for at in cyrillic]
    return []


# Letters of other alphabets that old Kazakh fonts showed as Kazakh ones, and signs typed in their place.
_KAZAKH_FOR = dict(zip(SIGNS, "ғқңүұөәһҒҚҢҮҰӨӘҺұөөӨә", strict=True))
_CONSONANT = "бвгғджзйкқлмнңпрстфхһцчшщ"
_ONE = re.compile(f"1(?<=[{_CONSONANT}]1)(?=[{_CONSONANT}])")
_SIGN = re.compile(f"[{SIGNS}]")
_TOKEN = re.compile(r"[^\s\"«»“”„()\[\],;:!?]+")
_LETTER = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)


@FAMILY.rule("PD706", "look-alike-letter", Severity.WARNING)
def look_alike_letter(context: LintContext) -> Iterator[Violation]:
    """In a Kazakh text a digit, a sign or a letter of another alphabet stands for a Kazakh letter."""
    for found in context.final_answers:
        has_sign = found.has_foreign and _SIGN.search(found.text)
        if found.document.lang == "kk" and (has_sign or _ONE.search(found.text)):
            for answer in found.items:
                yield from _look_alikes(found.document, answer)


def _look_alikes(document: Document, answer: Answer) -> Iterator[Violation]:
    wrong = []
    for word in _TOKEN.finditer(answer.text):
        wrong += [(word.start() + at, right, word[0]) for at, right in _not_kazakh(word[0])]
    if wrong:
        span, fix = _mended(document, answer, [(at, right) for at, right, _word in wrong])
        first, letter, spelled = wrong[0]
        message = _("In “{word}” the sign “{sign}” stands for “{letter}”.").format(
            word=spelled[:40], sign=answer.text[first], letter=letter
        )
        hint = _("Type the Kazakh letter: a search for this word does not find it.")
        yield violation_at(document, span, message, hint, fix=fix)


def _not_kazakh(word: str) -> list[tuple[int, str]]:
    if "/" in word or "." in word.rstrip("."):
        return []
    found = []
    letters = set(_LETTER.findall(word))
    for sign in _SIGN.finditer(word):
        at = sign.start()
        before, after = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
        beside = [part for part in (before, after) if _LETTER.match(part)]
        # An address has the sign @ between letters of any kind, a handle before them; a name may be Ukrainian.
        if (sign[0] == "@" and len(beside) < 2) or (sign[0] in "їўґєЇЎҐЄ" and word[0].isupper()):
            continue
        if beside and len(letters) > 1:
            found.append((at, _KAZAKH_FOR[sign[0]]))
    if word.islower() and word.replace("1", "").isalpha():
        found += [(at, "і") for at in _ones(word)]
    return sorted(found)


def _ones(word: str) -> list[int]:
    """Where the number one stands for a letter.

    A number may touch its ending (`топ1дің`); two of them, or two consonants after it, leave no doubt.
    """
    between = [found.start() for found in _ONE.finditer(word)]
    if len(between) > 1:
        return [at for at, sign in enumerate(word) if sign == "1"]
    if not between or word.count("1") > 1:
        return []
    at = between[0]
    return between if at >= 2 and len(word) > at + 2 and word[at + 2] in _CONSONANT else []


@FAMILY.rule("PD707", "too-long-answer", Severity.ADVICE)
def too_long_answer(context: LintContext) -> Iterator[Violation]:
    """An answer is so long that nobody will read it as an answer."""
    limit = context.options.answer_max_chars
    for found in context.final_answers:
        if len(found.text) > limit and found.document.kind not in _LONG_KINDS:
            for answer in found.items:
                if len(answer.text) > limit:
                    message = _("This answer has {count} characters; {limit} are a lot already.").format(
                        count=len(answer.text), limit=limit
                    )
                    hint = _("Keep the main thing here and put the whole text into evidence/.")
                    yield Violation(found.document, answer.loc, message, hint)


@FAMILY.rule("PD709", "one-word-answer", Severity.WARNING)
def one_word_answer(context: LintContext) -> Iterator[Violation]:
    """A question of a final document that asks for sentences is answered with one word or a dash."""
    for found in context.final_answers:
        if any(item.code == "PD014" for item in found.document.diagnostics):
            # Which of two answers counts is to be decided first.
            continue
        for answer in found.short:
            field, text = answer.field, answer.text
            if field and field.long and field.required and _is_one_word(text):
                message = _("“{label}” is answered only with “{text}”.").format(
                    label=ShownValue(field.label[found.document.lang], field.key), text=text.strip()
                )
                hint = _("Add a sentence with a fact or a number, so that others understand it.")
                yield Violation(found.document, answer.loc, message, hint)


def _is_one_word(text: str) -> bool:
    is_word = sum(any(map(str.isalnum, part)) for part in text.split()) < 2
    # 15/28 and 54 % say as much as a sentence.
    return is_word and not _SHARE.search(text) and not is_placeholder(text)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4) + 3
        if end < 3:
            return
        yield start, end
        start = text.find("<!--", end)


@cache
def _example_line() -> re.Pattern[str]:
    """The line of a prompt that gives the form's example, in any language."""
    said = (translate(N_("For example: {example}"), lang).partition("{")[0].strip() for lang in LANGS)
    return re.compile(rf"^[ \t]*(?:{'|'.join(map(re.escape, said))}).*", re.MULTILINE)


@FAMILY.rule("PD710", "hidden-answer", Severity.ADVICE)
def hidden_answer(context: LintContext) -> Iterator[Violation]:
    """A final document keeps a long text of the teacher's own in a note, where no reader sees it."""
    for document in context.portfolio.documents:
        if document.is_markdown and document.is_final and document.form and "<!--" in document.text:
            from pdcli.reading.prompts import is_note

            for start, end in _comments(document.text):
                inside = document.text[start + 4 : end - 3]
                # Other comments that hide something are told while the document is read.
                count = _own_words_in(inside, document.form) if is_note(inside) else 0
                if count > MIN_HIDDEN_WORDS:
                    span = between(document, start, end)
                    message = _("A comment hides {count} words of yours: no page and no summary shows them.").format(
                        count=count
                    )
                    hint = _("Move the text below `-->`, or delete it.")
                    yield violation_at(document, span, message, hint)


def _own_words_in(comment: str, form: Form) -> int:
    """Words of a comment without those that `pd new` wrote."""
    if len(comment.split()) <= MIN_HIDDEN_WORDS:
        return 0
    comment = " ".join(_example_line().sub(" ", comment).split())
    for item in form.fields:
        for words in (item.help, item.section):
            for text in (words.kk, words.ru, words.en) if words else ():
                comment = comment.replace(" ".join(text.split()), " ")
    return len(comment.split())


@FAMILY.rule("PD711", "shouting", Severity.ADVICE)
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


_THREE_TIMES = re.compile(r"\b([^\W\d_]{4,})\s+(?=(\1)\s+\1\b)", re.IGNORECASE)


@FAMILY.rule("PD712", "repeated-word", Severity.WARNING)
def repeated_word(context: LintContext) -> Iterator[Violation]:
    """The same word stands three times in a row, as after a slip of the keyboard."""
    for found in context.final_answers:
        if not _has_three_equal(found.numbers):
            continue
        for answer in found.items:
            last = -1
            for repeated in islice(_THREE_TIMES.finditer(answer.text), MAX_SHOWN):
                if repeated.start() != last:
                    span = place(found.document, answer, *repeated.span(2))
                    message = _("“{word}” stands three times in a row.").format(word=repeated[1][:40])
                    yield violation_at(found.document, span, message, _("Delete what is too much."))
                last = repeated.end()


def _has_three_equal(words: list[int]) -> bool:
    """A first look: whether any word stands three times in a row."""
    return b"\1\1" in bytes(map(eq, words, words[1:]))
