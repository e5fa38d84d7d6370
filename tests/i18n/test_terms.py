"""A thing has one name: that of its form, in messages, in rule pages and in the help of other forms."""

import re
from collections.abc import Iterator

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import Lang
from pdcli.lint.page import page
from pdcli.lint.rules import RULES
from pdcli.model.forms import walk
from tests.i18n.catalogues import catalogue_of
from tests.i18n.labels import LABELS, label_of, label_translations

# Terms that many sentences speak of, by their label.
TERMS = ("Growth area", "Goal", "Correction")
CODE = re.compile(r"`[^`]*`|\{\w+\}")


def stems(label: str) -> list[str]:
    """What the words of a label begin with in each of their forms."""
    return [word[: max(3, len(word) - 3)].casefold() for word in re.findall(r"\w+", label)]


def pairs(lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Place, English text and translation, of all that people read and that stands in several languages."""
    for message in catalogue_of(lang):
        ids, texts = ([item] if isinstance(item, str) else item for item in (message.id, message.string))
        yield from ((f"pd.po:{message.lineno}", ids[0], text) for text in texts)
    for rule in RULES:
        english, other = page(rule.code, "en"), page(rule.code, lang)
        yield f"{rule.code} what", english.what, other.what
        yield f"{rule.code} why", english.why, other.why
    library = FormLibrary()
    for form in filter(None, map(library.get, library.kinds())):
        yield f"{form.kind} help", form.help.en, form.help[lang]
        for way, field in walk(form.all_fields):
            yield f"{form.kind} {'.'.join(way)}", field.help.en, field.help[lang]


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_called_as_its_form_calls_it(term: str, lang: Lang) -> None:
    wanted = stems(label_of(*LABELS[term])[lang])
    speaking = [
        (place, text)
        for place, english, text in pairs(lang)
        if re.search(rf"\b{term}s?\b", CODE.sub("", english), re.IGNORECASE)
    ]
    assert len(speaking) >= 12
    others = [f"{place}: {text}" for place, text in speaking if not all(stem in text.casefold() for stem in wanted)]
    assert not others, "\n".join(others)


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_labels_in_the_catalogue_are_those_of_the_forms(lang: Lang) -> None:
    catalogue = catalogue_of(lang)
    for sentence, label in label_translations(lang).items():
        message = catalogue.get(sentence)
        assert message is not None and message.string == label, f"{sentence}: make words"


def test_labels_are_sentences_of_the_interface() -> None:
    assert {sentence: label_of(*place).en for sentence, place in LABELS.items()} == {name: name for name in LABELS}
