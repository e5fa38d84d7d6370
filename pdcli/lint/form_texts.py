"""The texts of a form, and the answers that may be one of them: its question, its advice, its example."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.lint.answers import Answer, Answers, keys_of
from pdcli.model.forms import Field, Form, Words

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
        like = _folded(texts).get(self.beginning)
        return like is not None and _fold(self.answer.text) in like


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
        known = texts.beginnings
        found = [
            FormLikeAnswer(answer, keys, beginning)
            for answer in item.items
            if (like := known.get(beginning := _beginning(answer.text))) and (keys := keys_of(answer.loc)) in like
        ]
        if found:
            yield FormLike(item.document, texts, found)


# Most documents are of a shipped form, which is the same in every portfolio.
@lru_cache(maxsize=200)
def form_texts(form: Form) -> FormTexts:
    """The examples and questions of a form in every language."""
    texts = FormTexts({}, {}, {})
    for item in form.all_fields:
        _add_texts(item, (item.key,), (), texts)
    for known in (texts.examples, texts.questions):
        for keys, said in known.items():
            for text in said:
                texts.beginnings.setdefault(_beginning(text), set()).add(keys)
    return texts


def _add_texts(item: Field, keys: Keys, above: tuple[Words, ...], texts: FormTexts) -> None:
    """`above` are the questions of the row or group around it: they are asked as well."""
    asked = [text for words in (*above, item.label, item.help) for text in (words.kk, words.ru, words.en)]
    if item.type in ("text", "list"):
        texts.questions[keys] = tuple(text for text in asked if item.long or len(text.split()) >= MIN_QUESTION_WORDS)
        examples = item.example.values() if isinstance(item.example, dict) else (item.example,)
        texts.examples[keys] = tuple(text for text in examples if isinstance(text, str))
    for part in item.parts:
        _add_texts(part, (*keys, part.key), (*above, item.label) if item.type != "sheet" else above, texts)


@lru_cache(maxsize=1000)
def _folded(texts: tuple[str, ...]) -> dict[str, set[str]]:
    """Texts of a form by their beginnings, folded when somebody begins an answer like them."""
    found: dict[str, set[str]] = {}
    for text in texts:
        found.setdefault(_beginning(text), set()).add(_fold(text))
    return found


def _fold(text: str) -> str:
    return "".join(_ALNUM.findall(text.casefold()))


def _beginning(text: str) -> str:
    return (text if text[:1].isalpha() else text.lstrip(_BEFORE))[:BEGINNING].casefold()
