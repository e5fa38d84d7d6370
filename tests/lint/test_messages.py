"""A message keeps its facts as data; tests/lint/test_rules.py compares them between languages."""

from pdcli.diagnostics import ShownValue, parameters_of
from pdcli.i18n import use
from pdcli.i18n.messages import figure, joined, message, ngettext, quoted


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
