"""What reading a form and a rule pack of one's own has in common: files in YAML that say what a record is."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.diagnostics import Diagnostic
from pdcli.documents.validation import expected_values
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.model.record import AnyRecord
from pdcli.reading.place import Places
from pdcli.reading.yaml_file import read_yaml_file


class Mistake(NamedTuple):
    """What Pydantic finds wrong with a definition: where, its kind of error, and what it tells besides."""

    loc: tuple[str | int, ...]
    kind: str
    context: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The last step of its place."""
        return str(self.loc[-1]) if self.loc else ""


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
    mistakes = [Mistake(detail["loc"], detail["type"], detail.get("ctx") or {}) for detail in details]
    return record, places, tuple(describe(path, places, mistake) for mistake in mistakes)


def missing_key(key: str) -> tuple[Message, Message]:
    """Message and hint for a key that is not there."""
    return _("`{key}` is missing here.").format(key=key), _("Add a line `{key}:`.").format(key=key)


def expected_hint(context: Mapping[str, Any]) -> Message:
    """A hint with the values that may stand there, where Pydantic says which."""
    expected = expected_values(context)
    return _("Expected: {expected}.").format(expected=expected) if expected else _("Correct the value.")
