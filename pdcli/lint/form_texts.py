"""The texts of a form, and the answers that may be one of them: its question, its advice, its example."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.lint.answers import Answer, Answers, keys_of, texts_in
from pdcli.lint.tokens import shingle_set
from pdcli.model.forms import Field, Form, Words, walk

# A question of fewer words than this may be anybody's answer.
MIN_QUESTION_WORDS = 3
BEGINNING = 14
_BEFORE = " \t\r\n.…,:;!?_-–—*#>«»“”\"'[](){}<0123456789"
_ALNUM = re.compile(r"[^\W_]+")

Keys = tuple[str, ...]


class FormTexts(NamedTuple):
    """The texts of a form by the keys of their field, and these by the beginnings of their texts."""

    examples: dict[Keys, tuple[str, ...]]
    questions: dict[Keys, tuple[str, ...]]
    beginnings: dict[str, set[Keys]]


class FormLikeAnswer(NamedTuple):
    """An answer that begins like a text of its question, the keys of that, and the beginning."""

    answer: Answer
    keys: Keys
    beginning: str

    def is_one_of(self, texts: tuple[str, ...]) -> bool:
        """Whether the answer is one of these texts of its form; case and signs do not count."""
        similar = _normalized(texts).get(self.beginning)
        return similar is not None and _normalize(self.answer.text) in similar


class FormLike(NamedTuple):
    """A document with its form-like answers, at least one."""

    document: Document
    texts: FormTexts
    answers: list[FormLikeAnswer]


def form_like(answered: Iterable[Answers]) -> Iterator[FormLike]:
    """The documents with answers that begin like a text of their question."""
    for item in answered:
        form = item.document.form
        if form is None:
            continue
        texts = form_texts(form)
        keys_by_beginning = texts.beginnings
        answers = [
            FormLikeAnswer(answer, keys, beginning)
            for answer in item.items
            if (similar := keys_by_beginning.get(beginning := _beginning(answer.text)))
            and (keys := keys_of(answer.loc)) in similar
        ]
        if answers:
            yield FormLike(item.document, texts, answers)


# Most documents are of a shipped form, which is the same in every portfolio.
@lru_cache(maxsize=200)
def form_texts(form: Form) -> FormTexts:
    """The examples and questions of a form in every language."""
    texts = FormTexts({}, {}, {})
    for item in form.all_fields:
        _add_texts(item, (item.key,), (), texts)
    for by_keys in (texts.examples, texts.questions):
        for keys, field_texts in by_keys.items():
            for text in field_texts:
                texts.beginnings.setdefault(_beginning(text), set()).add(keys)
    return texts


def _add_texts(item: Field, keys: Keys, above: tuple[Words, ...], texts: FormTexts) -> None:
    """`above` are the questions of the row or group around it: they are asked as well."""
    questions = [text for words in (*above, item.label, item.help) for text in (words.kk, words.ru, words.en)]
    if item.type in ("text", "list"):
        texts.questions[keys] = tuple(
            text for text in questions if item.long or len(text.split()) >= MIN_QUESTION_WORDS
        )
        examples = item.example.values() if isinstance(item.example, dict) else (item.example,)
        texts.examples[keys] = tuple(text for text in examples if isinstance(text, str))
    for part in item.parts:
        _add_texts(part, (*keys, part.key), (*above, item.label) if item.type != "sheet" else above, texts)


@lru_cache(maxsize=1000)
def _normalized(texts: tuple[str, ...]) -> dict[str, set[str]]:
    """Beginning -> the normalized texts of a form that begin so; made when an answer begins like one of them."""
    by_beginning: dict[str, set[str]] = {}
    for text in texts:
        by_beginning.setdefault(_beginning(text), set()).add(_normalize(text))
    return by_beginning


def _normalize(text: str) -> str:
    return "".join(_ALNUM.findall(text.casefold()))


def _beginning(text: str) -> str:
    return (text if text[:1].isalpha() else text.lstrip(_BEFORE))[:BEGINNING].casefold()


def form_shingles(form: Form | None) -> frozenset[int]:
    """The hashes of all shingles in the texts of a form; empty without a form."""
    return _form_shingles(form) if form else frozenset()


# Most documents are of a shipped form, which is the same in every portfolio.
@lru_cache(maxsize=200)
def _form_shingles(form: Form) -> frozenset[int]:
    return shingle_set(_all_texts(form))


def _all_texts(form: Form) -> Iterator[str]:
    """Yield every text that a form shows: labels, help, examples, printed rows."""
    for words in (form.title, form.help):
        yield from (words.kk, words.ru, words.en)
    for _keys, item in walk(form.all_fields):
        field_words: list[Words | None] = [
            item.label,
            item.help,
            item.section,
            item.sub_stage,
            item.head,
            *(text for line in item.above for text in (line.label, line.text)),
            *(choice.label for choice in item.choices),
        ]
        for row in item.rows:
            field_words += [row.label, row.section, *row.cells.values()]
        for text in field_words:
            if text is not None:
                yield from (text.kk, text.ru, text.en)
        yield from texts_in(item.example)
