"""Every fact of a finding is there as data, the same in every language."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from pdcli.diagnostics import Diagnostic, Message, ShownValue, parameters_of
from pdcli.i18n import use
from pdcli.i18n.messages import figure, joined, message, ngettext, quoted
from tests.lint.rule_cases import CASES

PARTS = 4


def messages(item: Diagnostic) -> Iterator[Message]:
    yield item.message
    yield item.hint
    yield from (other.message for other in item.related)


def in_words(said: Message) -> str:
    return said.template.format(**said.parameters) if said.parameters else said.template


def facts(found: list[Diagnostic]) -> list[tuple[Any, ...]]:
    """Findings without their words."""
    return [
        (item.code, item.path, item.span, [(said.template, parameters_of(said)) for said in messages(item)])
        for item in found
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_findings_differ_between_languages_in_words_only(part: int) -> None:
    for number, case in enumerate(case for case in CASES[part::PARTS] if case.is_found):
        use("en")
        english = list(case.findings())
        assert english, case.id
        assert [in_words(said) for item in english for said in messages(item)] == [*chain(*map(messages, english))]
        assert facts(list(case.findings(lang="kk" if number % 2 else "ru"))) == facts(english), case.id


def test_a_message_keeps_what_it_is_made_of() -> None:
    use("ru")
    known = joined(quoted([key]) for key in ("a", "b"))
    said = (
        message("Did you mean `{key}`?").format(key="goal") + " " + message("Choose one of: {keys}.").format(keys=known)
    )
    assert said.template == "Did you mean `{key}`? Choose one of: {keys}."
    assert parameters_of(said) == {"key": "goal", "keys": [["a"], ["b"]]}
    assert said.startswith("Может быть, `goal`") and said.endswith("`a`, `b`.")
    twice = said + " " + message("Did you mean `{key}`?").format(key="plan")
    assert twice.endswith("Может быть, `plan`?") and "{key_2}" in twice.template
    assert (twice.parameters["key"], twice.parameters["key_2"]) == ("goal", "plan")
    assert ("`from:` – " + said).template.startswith("`from:` – Did")


def test_numbers_and_labels_are_data() -> None:
    said = message("Write a number from {low} to {high}.").format(low=figure(1.0), high=ShownValue("пять", 5))
    assert parameters_of(said) == {"low": 1.0, "high": 5}
    use("ru")
    assert ngettext("{count} comment", "{count} comments", 1).template == "{count} comments"


def test_messages_pass_from_one_process_to_another() -> None:
    import pickle

    said = message("Did you mean `{key}`?").format(key=ShownValue("цель", "goal"))
    again = pickle.loads(pickle.dumps(said))
    assert (again, again.template, parameters_of(again)) == (said, said.template, {"key": "goal"})
