"""The words of the forms, read straight from `templates/`: what a person sees in place of a key or a choice."""

from functools import cache
from typing import Any

import yaml

from tests.helpers import ROOT

Words = dict[str, str]


@cache
def labels(kind: str) -> dict[str, Words]:
    """The labels of every key of a form by language; of a repeated key the first."""
    return {key: words for key, words in reversed(_named(kind)) if key.replace("_", "").isalpha()}


@cache
def optional(kind: str) -> frozenset[str]:
    """The labels of what a final document of this kind may leave out, in all languages."""
    fields = [*_form(kind).get("facts", ()), *_form(kind).get("fields", ())]
    return frozenset(label for field in fields if not field.get("required", True) for label in field["label"].values())


def number_of(kind: str, question: str) -> int:
    """The number of a question, whatever stands in front of its words, among those of a form; 0 for no question."""
    for number, field in enumerate(_form(kind).get("fields", ()), 1):
        if any(question.endswith(label) for label in field["label"].values()):
            return number
    return 0


@cache
def choices(kind: str) -> dict[str, Words]:
    """The names of every choice of a form by language; of a repeated value the first."""
    names: dict[str, Words] = {}
    for choice in _choices(_form(kind)):
        names.setdefault(str(choice["key"]), choice["label"])
    return names


@cache
def _form(kind: str) -> Any:
    path = ROOT / "templates" / kind / "form.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def _named(kind: str) -> list[tuple[str, Words]]:
    named: list[tuple[str, Words]] = []

    def visit(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("label"), dict) and "type" in value:
                named.append((str(value["key"]), value["label"]))
            for name, part in value.items():
                if name != "choices":
                    visit(part)
        elif isinstance(value, list):
            for part in value:
                visit(part)

    visit(_form(kind))
    return named


def _choices(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [choice for part in value for choice in _choices(part)]
    if not isinstance(value, dict):
        return []
    here = [choice for choice in value.get("choices") or [] if isinstance(choice, dict) and "label" in choice]
    return here + [choice for part in value.values() for choice in _choices(part)]
