"""Decoding of files: detection of encodings, line ends, and the index of lines and columns."""

import codecs
import os
import re
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple

from pdcli.diagnostics import START, Span
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _

MAX_BYTES = 2 * 1024 * 1024
_CHUNK = 64 * 1024
# The two bytes of a Cyrillic letter as letters of Windows-1252 or Latin-1, and of Windows-1251.
_TWICE = ("[ÐÑÒÓ][^\\x00-\\x7fÐÑÒÓ]", "[РСТУ][^\\x00-\\x7fа-яёА-ЯЁ]|[РСТУ][ЂЃЉЊЌЋЏЎ]")
_DOUBLED = r"\r\r\n|(?<!\r)\n\r(?!\n)"
_LINE_END = re.compile(r"\r\n|\r|\n")


class SourceProblem(NamedTuple):
    """Why a file cannot be decoded as text."""

    code: str
    span: Span
    message: Message
    hint: Message


class Source(NamedTuple):
    """The text of a file without byte order mark and with its line ends; `newline` is the first of them."""

    text: str = ""
    bom: bool = False
    newline: str = "\n"
    problem: SourceProblem | None = None


def read_source(path: Path | str) -> Source:
    """Read a file. A failure is in `problem` (PD001, PD007, PD017), never an exception."""
    try:
        raw = read_bytes(path)
    except OSError:
        message = _("This file cannot be opened.")
        return _broken("PD017", START, message, _("Check that the file exists and that you may read it."))
    return decode(raw)


def read_bytes(path: Path | str) -> bytes:
    """The bytes of a file; of one that is too large only the first, which are too many, too. Raises OSError."""
    # No buffered file object, because thousands of small files are read; a pipe must not make pd wait.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        raw = chunk = os.read(handle, _CHUNK)
        while len(chunk) == _CHUNK and len(raw) <= MAX_BYTES:
            chunk = os.read(handle, _CHUNK)
            raw += chunk
        return raw
    finally:
        os.close(handle)


def decode(raw: bytes) -> Source:
    """Decode UTF-8 with or without byte order mark; UTF-16 and cp1251 are detected and explained in `problem`."""
    if len(raw) > MAX_BYTES:
        return _broken("PD007", START, *_too_large())
    if raw and not raw.strip(b"\0"):
        message = _("This file holds nothing but zeros: the disk or the computer failed while it was being saved.")
        return _broken(
            "PD001", START, message, _("Bring back an earlier version of the file (`git checkout` or a copy).")
        )
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or raw[:200].count(0) > len(raw[:200]) // 4:
        return _broken("PD001", START, _("This file is saved as UTF-16, not as UTF-8."), _save_as_utf8())
    bom = raw.startswith(codecs.BOM_UTF8)
    body = raw[3:] if bom else raw
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        line, column = LineIndex(before).position(len(before))
        message = _("This file is not saved as UTF-8: the byte here is not a letter.")
        if _looks_like_cp1251(body):
            message = _("This file is saved in the old Windows encoding cp1251, not as UTF-8.")
        return _broken("PD001", Span(line, column, line, column + 1), message, _save_as_utf8())
    broken = _wrong_letters(text) or (_doubled_line_ends(text) if "\r" in text else None)
    if broken:
        return broken
    first = _LINE_END.search(text)
    return Source(text, bom, "\r\n" if first and first[0] == "\r\n" else "\n")


def _wrong_letters(text: str) -> Source | None:
    """PD001 where UTF-8 was opened in another encoding and saved again: `Ð¡Ð°` or `РЎР°` instead of `Са`."""
    # One sign is found far quicker than two.
    if "Ð" not in text and ("°" not in text or "Р°" not in text):
        return None
    matches = max((list(re.finditer(sign, text)) for sign in _TWICE), key=len)
    if len(matches) * 3 < sum(sign.isalpha() and not sign.isascii() for sign in text):
        return None
    line, column = LineIndex(text).position(matches[0].start())
    message = _(
        "Letters in this file have turned into other characters: it was opened in the wrong encoding and saved."
    )
    hint = _("Bring back an earlier version of the file (`git checkout` or a copy).")
    return _broken("PD001", Span(line, column, line, column + 2), message, hint)


def _doubled_line_ends(text: str) -> Source | None:
    """PD001 where each line ends in more than one way, so that empty lines are not certain."""
    doubled = re.findall(_DOUBLED, text)
    if not _is_turned_round(text) and (len(doubled) < 2 or len(doubled) * 2 < text.count("\n")):
        return None
    message = _("Each line of this file ends twice, so that it is impossible to tell which empty lines are real.")
    return _broken("PD001", START, message, _("Save the file again with Windows (CRLF) or Unix (LF) line endings."))


def _is_turned_round(text: str) -> bool:
    """Whether every line ends in LF CR; between empty lines that looks like CR LF."""
    ends = text.count("\n")
    return ends > 1 and text.count("\n\r") == ends and not text[: text.index("\n")].endswith("\r")


def line_starts(text: str) -> list[int]:
    """The start offset of every line; only CR, LF and CR LF end a line."""
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


class LineIndex:
    """Index of a text from offsets to 1-based lines and columns."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.starts = line_starts(text)
        """The offset of every line."""

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset in code points."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a 1-based line without its end; empty if there is no such line."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self._text)
        return self._text[self.starts[number - 1] : end].rstrip("\r\n")


def _broken(code: str, span: Span, message: Message, hint: Message) -> Source:
    return Source(problem=SourceProblem(code, span, message, hint))


def _too_large() -> tuple[Message, Message]:
    message = _("This file is larger than {limit} MB.").format(limit=MAX_BYTES // 1024 // 1024)
    return message, _("Keep long materials as evidence files and only the answers here.")


def _save_as_utf8() -> Message:
    return _("Open the file in an editor and save it again with UTF-8 encoding.")


def _looks_like_cp1251(raw: bytes) -> bool:
    letters = sum(byte >= 0xC0 or byte in (0xA8, 0xB8) for byte in raw)
    high = sum(byte >= 0x80 for byte in raw)
    return high > 0 and letters / high > 0.8
