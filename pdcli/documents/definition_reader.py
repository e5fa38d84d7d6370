"""What reading a form and a rule pack of one's own has in common: files in YAML that say what a record is."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.documents.validation import expected_values
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.model.record import AnyRecord
from pdcli.reading.place import Places
from pdcli.reading.yaml_file import read_yaml_file

# How Pydantic ends the place of a key that is wrong itself.
_KEY = "[key]"


class Mistake(NamedTuple):
    """What Pydantic finds wrong with a definition: where, its kind of error, and what it tells besides."""

    loc: tuple[str | int, ...]
    kind: str
    context: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The last key of its place."""
        return next((step for step in reversed(self.loc) if isinstance(step, str)), "")


def read_definition(
    kind: type[AnyRecord], path: Path, describe: Callable[[Path, Places, Mistake], Diagnostic]
) -> tuple[AnyRecord | None, Places, tuple[Diagnostic, ...]]:
    """(record, places in the file, diagnostics) of a definition; the record is None with diagnostics."""
    places, problems = read_yaml_file(path)
    if places.read is None or problems:
        return None, places, problems
    # What is shipped was validated when it was compiled, and what has not changed is not validated again.
    from pdcli.model.record_schema import read_record

    record, details = read_record(kind, places.read.data)
    mistakes = list(_without_consequences([_mistake(detail) for detail in details]))
    return record, places, tuple(describe(path, places, mistake) for mistake in mistakes)


def _mistake(detail: Any) -> Mistake:
    loc, kind = detail["loc"], detail["type"]
    if loc[-1:] == (_KEY,):
        loc, kind = loc[:-1], "extra_forbidden"
    return Mistake(loc, kind, detail.get("ctx") or {})


def _without_consequences(mistakes: list[Mistake]) -> Iterator[Mistake]:
    """Yield the mistakes but those of lists that are too short only because of mistakes in their rows."""
    for mistake in mistakes:
        depth = len(mistake.loc)
        if mistake.kind != "too_short" or all(
            other.loc[:depth] != mistake.loc or len(other.loc) == depth for other in mistakes
        ):
            yield mistake


def missing_key(key: str) -> tuple[Message, Message]:
    """Message and hint for a key that is not there."""
    return _("`{key}` is missing here.").format(key=key), _("Add a line `{key}:`.").format(key=key)


def unexpected_key_hint(context: Mapping[str, Any]) -> Message:
    """A hint for a key that does not belong there, with those that do, where Pydantic says which."""
    return expected_hint(context) if expected_values(context) else _("Remove this field or correct its spelling.")


def expected_hint(context: Mapping[str, Any]) -> Message:
    """A hint with the values that may stand there, where Pydantic says which."""
    expected = expected_values(context)
    return _("Expected: {expected}.").format(expected=expected) if expected else _("Correct the value.")
