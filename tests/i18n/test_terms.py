"""Each concept has one word in a language, by terms.yaml, in everything that people read."""

import pytest

from pdcli.i18n import LANGS, Lang
from tests.i18n.catalogues import TRANSLATED, catalogue_of
from tests.i18n.labels import LABELS, label_of, label_translations
from tests.i18n.terms import Concept, Variant, concepts, faults, other_terms, variants
from tests.i18n.texts import Text, texts

VARIANTS = [variant for lang in LANGS for variant in variants(lang)]
HELD = [(concept, lang) for concept in concepts() if concept.held for lang in TRANSLATED]


def test_no_forbidden_variant_stands_in_a_text() -> None:
    found = [str(fault) for text in texts() for fault in faults(text)]
    assert not found, "\n".join(found)


def test_where_the_english_says_a_term_so_does_the_translation() -> None:
    found = [str(fault) for text in texts() for fault in other_terms(text)]
    assert not found, "\n".join(found)


def test_texts_of_every_source_and_language_are_read() -> None:
    starts = (
        "pdcli/i18n/kk/", "pdcli/i18n/ru/", "templates/lesson-analysis/", "pdcli/guideline/data/table-01",
        "pdcli/guideline/packs/kz-", "rule PD201", "README.md", "docs/kk/format.md", "docs/ru/format.md", "docs/format.md",
        "examples/aigerim/", "pdcli/model/schema.py",
    )  # fmt: skip
    assert [start for start in starts if not any(text.place.startswith(start) for text in texts())] == []
    assert {text.lang for text in texts()} == {*LANGS}
    assert {text.origin for text in texts()} == {"ours", "quoted", "answers"}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant.lang}: {variant.text}")
def test_a_forbidden_variant_is_reported_where_it_stands(variant: Variant) -> None:
    text = Text("docs/x.md:7", variant.lang, f"5 {variant.example.capitalize()}, 6.")
    assert [(fault.place, fault.better) for fault in faults(text) if fault.variant == variant.text] == [
        ("docs/x.md:7", variant.better)
    ]
    for origin in variant.allowed:
        assert variant.text not in {fault.variant for fault in faults(text._replace(origin=origin))}
    for phrase in variant.within:
        inside = text._replace(words=phrase.replace("*", ""))
        assert variant.text not in {fault.variant for fault in faults(inside)}


@pytest.mark.parametrize(("concept", "lang"), HELD, ids=lambda item: getattr(item, "key", item))
def test_another_word_for_a_held_term_is_reported(concept: Concept, lang: Lang) -> None:
    text = Text("form.yaml:7", lang, "5 – 6", english=f"The {concept.words['en'][0]}s of it.")
    assert [fault.better for fault in other_terms(text)] == [concept.words[lang][0]]
    for word in concept.words[lang]:
        assert list(other_terms(text._replace(words=f"{word.capitalize()} – 5."))) == []


@pytest.mark.parametrize(
    ("words", "numeral"),
    [("ІІ тоқсан", "ІІ"), ("ІV тоқсанда", "ІV"), ("ХХІ ғасыр", "ХХІ"), ("I және ІІІ кезең", "ІІІ"), ("І санат", "І")],
)
def test_a_roman_numeral_in_cyrillic_letters_is_reported(words: str, numeral: str) -> None:
    assert [fault.variant for fault in faults(Text("x", "kk", words))] == [numeral]
    assert list(faults(Text("x", "kk", "II тоқсан, XXI ғасыр, Іс, ІТ, Х. Ахметов"))) == []


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.key)
def test_a_term_is_no_forbidden_variant_itself(concept: Concept) -> None:
    for lang, words in concept.words.items():
        assert [str(fault) for word in words for fault in faults(Text("terms.yaml", lang, word))] == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_labels_in_the_catalogue_are_those_of_the_forms(lang: Lang) -> None:
    catalogue = catalogue_of(lang)
    for sentence, label in label_translations(lang).items():
        message = catalogue.get(sentence)
        assert message is not None and message.string == label, f"{sentence}: make words"


def test_labels_are_sentences_of_the_interface() -> None:
    assert {sentence: label_of(*place).en for sentence, place in LABELS.items()} == {name: name for name in LABELS}
