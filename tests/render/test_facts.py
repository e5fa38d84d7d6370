"""Facts in words: every code has a sentence with its parameters in every language."""

from string import Formatter

import pytest

from pdcli.anonymisation.redaction import map_text
from pdcli.attestation.facts import CODES, PARAMETERS, Fact, OptionAsked, YearMean, fact
from pdcli.i18n import LANGS, Lang
from pdcli.render.facts import fact_text, fact_words


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_told_with_all_its_parameters(code: str, lang: Lang) -> None:
    for count in (1, 2, 5):
        assert placeholders(fact_words(code, {"count": count}, lang)) == set(CODES[code])


def test_every_parameter_is_used() -> None:
    assert PARAMETERS.keys() == {name for names in CODES.values() for name in names}


def test_other_parameters_than_those_of_the_code_are_refused() -> None:
    with pytest.raises(TypeError):
        fact("more-hours", hours=3)
    with pytest.raises(KeyError):
        fact("more-luck")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (fact("more-hours", count=36.0).of("e9"), "e9 – 36 more hours"),
        (fact("level-too-low", level="school"), "the level “school” is not enough for this category"),
        (fact("level-too-low", level=None), "the level “–” is not enough for this category"),
        (fact("means-of-years", year_means=(YearMean(2023, 45.0), YearMean(2024, 46.25))), "2023/2024: 45.00\u00a0%; 2024/2025: 46.25\u00a0%"),
        (fact("growth", growth=-1.0), "from the first year to the last: −1 percentage points"),
        (fact("word-count", count=200, least=250, most=None), "words: 200 now, 250 to … required"),
        (fact("one-of", options=(OptionAsked("course", "course", "region", 2),)), "at least one of these – course (region) × 2"),
        (fact("pack-note", text="One paper.").of("e1", "e2"), "e1, e2 – one paper."),
    ],
)  # fmt: skip
def test_sentences(said: Fact, text: str) -> None:
    assert fact_text(said, "en") == text


def test_a_blind_fact_names_nobody() -> None:
    named = fact("observers-differ", day=None, topic="Үлгі", spread=3, most=2).of("Үлгі/1-action")
    blind = map_text(named, lambda text: text.replace("Үлгі", "T-01"), "en")
    assert (blind.code, blind.about, blind.parameters["topic"]) == ("observers-differ", ("T-01/1-action",), "T-01")
