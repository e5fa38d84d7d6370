"""Drafts: typed answers, stored outside the document until they are saved in it.

Every question has a text file of its own in `.pd/drafts/`, which git ignores: a person can open it in any editor. Where
that folder cannot be written, as on a full or protected disk, the user's own folder is used. A file with another
content than this process wrote or read belongs to another process: it is neither replaced nor removed.
"""

import codecs
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.files import real_path
from pdcli.errors import UserError
from pdcli.i18n.messages import NO_MESSAGE, Message
from pdcli.reading.source import decode
from pdcli.runtime.folders import state_folder
from pdcli.writing.atomic import NewFile, digest, text_bytes

Loc = tuple[str | int, ...]
DRAFTS_FOLDER = ".pd/drafts"
# The place of texts that answer no question.
REST = ("_rest",)
_SUFFIX = ".txt"
_IGNORE_FILE = ".gitignore"


class _Place(NamedTuple):
    """A folder for the drafts of one document, below the one for all drafts."""

    top: Path
    folder: Path


class Draft:
    """The draft of one question. `text` is empty where there is none; `path` is its file.

    `error` is why the text could not be written anywhere; `undecodable` maps files that are no text to the problem.
    """

    def __init__(self, places: Sequence[_Place], name: str, note: str = "") -> None:
        self._places = places
        self._name = name
        self._note = note
        self._content = b""
        self.text = ""
        self.path: Path | None = None
        self.error: OSError | UserError | None = None
        self.undecodable: dict[Path, Message] = {}
        for file in sorted(_files(places, name), key=_modified_at):
            self._load(file)

    def store(self, text: str) -> bool:
        """Store a text as the draft, or discard the draft for an empty one; whether that was possible."""
        self.error = None
        if not text.strip():
            self.discard()
        elif text != self.text or self.path is None:
            self.text = text
            self._write(text_bytes(text))
        return self.error is None

    def discard(self) -> None:
        """Remove the draft: its text is in the document, or the person deleted it."""
        if self.path is not None and _content(self.path) == self._content:
            with suppress(OSError):
                self.path.unlink()
                for place in self._places:
                    _remove_empty(place)
        self.path, self._content, self.text = None, b"", ""

    def open(self, text: str) -> Path | None:
        """Write a file for an editor, with the question as its last line; None where none can be written."""
        self.text = text
        self._write(text_bytes(f"{text}\n\n{self._note}\n"))
        return self.path

    def read_again(self) -> None:
        """Read the file after an editor; one that is no text stays as it is."""
        path, self.path, self._content = self.path, None, b""
        if path is not None and path.is_file():
            self.text = ""
            self._load(path)

    def _load(self, file: Path) -> None:
        raw = _content(file)
        text, problem = _decoded(raw)
        if problem:
            self.undecodable[file] = problem
            return
        self.path, self._content, self.text = file, raw, _without(self._note, text)

    def _write(self, raw: bytes) -> None:
        for place in self._places:
            try:
                _make_folder(place)
                path = self._path_in(place.folder)
                _replace(path, raw, self._content if path == self.path and path.exists() else None)
            except (OSError, UserError) as error:
                self.error = error
                continue
            self.path, self._content, self.error = path, raw, None
            return

    def _path_in(self, folder: Path) -> Path:
        """The path of its own file while no other process changed it, else of a new one."""
        if self.path is not None and self.path.parent == folder and _content(self.path) in (self._content, b""):
            return self.path
        number, path = 2, folder / f"{self._name}{_SUFFIX}"
        while path.is_symlink() or path.exists():
            path = folder / f"{self._name}-{number}{_SUFFIX}"
            number += 1
        return path


class Drafts:
    """The drafts of one document."""

    def __init__(self, root: Path, path: Path) -> None:
        root, path = real_path(root), real_path(path)
        inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
        portfolio_drafts, user_drafts = root / DRAFTS_FOLDER, _user_drafts(root)
        # A folder that is a link to another place is not the portfolio's.
        self._places = (
            [_Place(portfolio_drafts, portfolio_drafts / inside)]
            if real_path(portfolio_drafts / inside) == portfolio_drafts / inside
            else []
        )
        if user_drafts:
            self._places.append(_Place(user_drafts.parent, user_drafts / inside))

    def of(self, loc: Loc, label: str) -> Draft:
        """The draft of a question; its label is written into the file for an editor."""
        return Draft(self._places, ".".join(map(str, loc)), f"#! {label}")

    def locs(self) -> list[Loc]:
        """The places with drafts, in the order of their names."""
        names = {_question(file) for file in _files(self._places)}
        return [tuple(int(step) if step.isdecimal() else step for step in name.split(".")) for name in sorted(names)]


def may_have_drafts(root: Path) -> bool:
    """Whether there may be drafts of any document of a portfolio."""
    folders = (root / DRAFTS_FOLDER, _user_drafts(real_path(root)))
    return any(os.path.lexists(folder) for folder in folders if folder)


def _user_drafts(root: Path) -> Path | None:
    """The folder of a portfolio's drafts outside it; None where nobody is at home."""
    user_folder = state_folder()
    if user_folder is None:
        return None
    digest = blake2b(os.fsencode(root), digest_size=8).hexdigest()
    return real_path(user_folder) / "drafts" / f"{root.name}-{digest}"


def _files(places: Sequence[_Place], name: str = "") -> Iterator[Path]:
    """Yield the draft files of a document, or of one question by its name; no symbolic links."""
    for place in places:
        for file in _files_in(place.folder):
            is_draft = file.name.endswith(_SUFFIX) and file.is_file() and not file.is_symlink()
            if is_draft and name in ("", _question(file)):
                yield file


def _files_in(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _question(file: Path) -> str:
    """The name of the question, without the number of a second draft."""
    return file.name.removesuffix(_SUFFIX).partition("-")[0]


def _modified_at(file: Path) -> tuple[float, str]:
    return file.stat().st_mtime, file.name


def _decoded(raw: bytes) -> tuple[str, Message]:
    """(text, problem) of the content of a file, one of them empty. UTF-16 is recognised by its BOM."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeDecodeError):
            return raw.decode("utf-16").replace("\r\n", "\n"), NO_MESSAGE
    source = decode(raw)
    if source.problem:
        return "", source.problem.message + " " + source.problem.hint
    return source.text.replace("\r\n", "\n"), NO_MESSAGE


def _without(note: str, text: str) -> str:
    """A text without the line that was added for an editor."""
    lines = text.split("\n")
    for index in range(len(lines) - 1, -1, -1):
        if note and lines[index].rstrip() == note:
            return "\n".join(lines[:index] + lines[index + 1 :]).strip("\n")
    return text


def _content(path: Path) -> bytes:
    """The content of a file; empty where it is gone."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _replace(path: Path, raw: bytes, before: bytes | None) -> None:
    """Write a file that only its owner may read, if its content is still `before` (None: it does not exist).

    It runs after every key, so that it does not wait for the disk: a power failure loses the last seconds.
    """
    with NewFile(path, 0o600) as new:
        new.file.write(raw)
        new.file.close()
        new.put(None if before is None else digest(before))


def _make_folder(place: _Place) -> None:
    """Make the folder, with a .gitignore for all of it."""
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ignore = place.top / _IGNORE_FILE
    if not os.path.lexists(ignore):
        ignore.write_text("*\n", encoding="utf-8", newline="\n")


def _remove_empty(place: _Place) -> None:
    """Remove the folders without drafts."""
    folder = place.folder
    while folder != place.top:
        if folder.is_dir():
            if any(folder.iterdir()):
                return
            folder.rmdir()
        folder = folder.parent
    if folder.is_dir() and [file.name for file in folder.iterdir()] == [_IGNORE_FILE]:
        (folder / _IGNORE_FILE).unlink()
        folder.rmdir()
    with suppress(OSError):
        # It is removed only where it is empty.
        place.top.parent.rmdir()
