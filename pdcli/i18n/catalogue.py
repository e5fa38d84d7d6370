"""A compiled catalogue of sentences (`pd.mo`) in which each sentence is looked up when it is first asked for.

The standard library reads the whole catalogue first, which takes a tenth of the time of most commands; they show few of
its two thousand sentences.
"""

import struct
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from gettext import NullTranslations, c2py
from pathlib import Path

_MAGIC = 0x950412DE
# Stands between the context of a sentence and the sentence.
CONTEXT_END = "\x04"


class English(NullTranslations):
    """The sentences as they stand in the code."""

    def gettext(self, message: str) -> str:
        """The sentence without its context."""
        return without_context(message)


class Catalogue(NullTranslations):
    """The sentences of one language. A sentence that it lacks stays as it is."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._raw = path.read_bytes()
        magic, _revision, self._count, self._originals, self._translations = struct.unpack_from("<5I", self._raw)
        if magic != _MAGIC:
            raise ValueError(path)
        self._translated_forms: dict[str, list[str]] = {}

    @cached_property
    def _form_of(self) -> Callable[[int], int]:
        """Which form fits a number, as the head of the catalogue says."""
        head = self._text(self._translations, 0).decode()
        return c2py(head.partition("plural=")[2].partition("\n")[0].rstrip("; ") or "0")

    def gettext(self, message: str) -> str:
        """The sentence; of one with a plural the form for one."""
        forms = self._forms(message)
        return (forms[0] if len(forms) == 1 else forms[self._form_of(1)]) if forms else without_context(message)

    def pgettext(self, context: str, message: str) -> str:
        """The sentence as it is worded in a context."""
        original = context + CONTEXT_END + message
        return self.gettext(original)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of a sentence that fits a number."""
        forms = self._forms(msgid1)
        return forms[self._form_of(n)] if len(forms) > 1 else msgid1 if n == 1 else msgid2

    def looked_up(self) -> set[str]:
        """The translations that were asked for, in all their forms."""
        return {form for forms in self._translated_forms.values() for form in forms}

    def _forms(self, message: str) -> list[str]:
        """The forms of a sentence; none where the catalogue lacks it."""
        forms = self._translated_forms.get(message)
        if forms is None:
            forms = self._translated_forms[message] = self._look_up(message.encode())
        return forms

    def _look_up(self, original: bytes) -> list[str]:
        key = _order(original)
        number = bisect_left(range(self._count), key, key=lambda item: _order(self._text(self._originals, item)))
        if number == self._count or self._text(self._originals, number).partition(b"\0")[0] != original:
            return []
        return self._text(self._translations, number).decode().split("\0")

    def _text(self, table: int, number: int) -> bytes:
        length, offset = struct.unpack_from("<2I", self._raw, table + 8 * number)
        return self._raw[offset : offset + length]


def _order(original: bytes) -> tuple[bytes, bytes]:
    """By what Babel sorts a catalogue: the sentence, of one with a plural the singular, then its context."""
    context, _end, sentence = original.rpartition(CONTEXT_END.encode())
    return sentence.partition(b"\0")[0], context


def without_context(message: str) -> str:
    """A sentence without the context in front of it."""
    return message.rpartition(CONTEXT_END)[2]
