"""The cases of rules, as they stand beside their checks: what they change in an example, and where the finding is.

[CONTRIBUTING.md](../../CONTRIBUTING.md#the-cases-of-a-rule) explains how they are written.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml

from pdcli.diagnostics import Diagnostic
from pdcli.lint.check import Check, CheckRequest
from pdcli.lint.page import rule_text
from pdcli.lint.rules import RULES
from pdcli.lint.run import LintOptions
from pdcli.reading.source import LineIndex
from tests.helpers import EXAMPLES

MARK = "¦"
# File (`/` between folders), line and column.
Place = tuple[str, int, int]
_DOCUMENTS = (".md", ".yaml", ".yml")
_CHANGES = "a text, [old, new, …], {copy: FILE}, {move: FILE}, {link: FILE}, nothing"


class CaseError(Exception):
    """A case that cannot be understood, or does not fit its example."""


class RuleCase(NamedTuple):
    """Changes of files of an example, as data of the rule's text. `is_found` tells whether they break the rule."""

    code: str
    number: int
    is_found: bool
    data: Any

    @property
    def id(self) -> str:
        """How the case is called in reports of tests."""
        return f"{self.code}-{'fail' if self.is_found else 'pass'}-{self.number}"

    def write(self, root: Path, as_on_windows: bool = False) -> list[Place]:
        """Make the changed example in a folder that is not there yet; the places where the rule must find something.

        With `as_on_windows` changed documents get a byte order mark and line ends of Windows. Raises CaseError.
        """
        if not isinstance(self.data, dict):
            raise CaseError(f"{self.id}: a case is a mapping of files; is its list indented below `FILE:`?")
        self._copy_example(root, self._text("in", "aigerim"))
        places = []
        for name, change in self.data.items():
            if name not in ("in", "at"):
                if not isinstance(name, str) or not ("." in name or "/" in name):
                    raise CaseError(f"{self.id}: {name!r} is neither a file nor `in` or `at`")
                places += self._write_file(root, name, change, as_on_windows)
        places += self._named_places()
        if self.is_found and not places:
            raise CaseError(f"{self.id}: a `fail` case marks its places with {MARK} or `at`")
        if places and not self.is_found:
            raise CaseError(f"{self.id}: a `pass` case marks no place")
        return places

    @property
    def is_complete(self) -> bool:
        """Whether nothing but the change is wrong with the example."""
        return self._text("in", "aigerim") not in ("nothing", "broken", "broken-school")

    def findings(
        self, as_on_windows: bool = False, select: tuple[str, ...] = ()
    ) -> tuple[list[Diagnostic], list[Place]]:
        """What is wrong with the changed example, with files named from its top, and the places that the case names."""
        with TemporaryDirectory() as folder:
            root = Path(folder).resolve() / "example"
            places = self.write(root, as_on_windows)
            request = CheckRequest([root], LintOptions(select=select), jobs=1, use_cache=False)
            return [_from(root, item) for item in Check(request).diagnostics], places

    def _copy_example(self, root: Path, name: str) -> None:
        if name == "nothing":
            root.mkdir()
        elif "/" in name or not (EXAMPLES / name).is_dir():
            raise CaseError(f"{self.id}: there is no example {name}")
        else:
            shutil.copytree(EXAMPLES / name, root, copy_function=_link)

    def _write_file(self, root: Path, name: str, change: Any, as_on_windows: bool) -> list[Place]:
        path = root / name
        if path.is_dir() and change is None:
            shutil.rmtree(path)
            return []
        text = None
        match change:
            case None:
                self._must_exist(root, name)
            case str():
                text = change
            case bytes():
                pass
            case [_, _, *_] if len(change) % 2 == 0 and all(isinstance(item, str) for item in change):
                self._must_exist(root, name)
                text = self._replaced(name, path.read_text(encoding="utf-8"), change)
            case {"copy": str(other), **more} if not more:
                self._must_exist(EXAMPLES, other)
                change = (EXAMPLES / other).read_bytes()
            case {"move": str(other), **more} if not more:
                self._must_exist(root, other)
                path.parent.mkdir(parents=True, exist_ok=True)
                (root / other).rename(path)
                return []
            case {"link": str(other), **more} if not more:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.symlink_to(root / other)
                return []
            case _:
                raise CaseError(f"{self.id}: {name}: {change!r} is none of {_CHANGES}; quote what has `: ` or `,`")
        # The example itself may be linked here: its files are replaced, never written into.
        path.unlink(missing_ok=True)
        if text is not None:
            is_changed = as_on_windows and path.suffix in _DOCUMENTS
            change = text.replace(MARK, "").encode("utf-8")
            if is_changed:
                change = b"\xef\xbb\xbf" + change.replace(b"\n", b"\r\n")
        if change is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(change)
        return [*_marked(name, text or "")]

    def _replaced(self, name: str, text: str, pairs: list[str]) -> str:
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            if MARK in old:
                raise CaseError(f"{self.id}: {name}: the mark belongs into the new text: {old}")
            if text.count(old) != 1:
                more = "; write more of it" if old in text else ""
                raise CaseError(f"{self.id}: {name} has {text.count(old)} times{more}: {old}")
            text = text.replace(old, new)
        return text

    def _must_exist(self, folder: Path, name: str) -> None:
        if not (folder / name).exists():
            raise CaseError(f"{self.id}: there is no file {name}")

    def _named_places(self) -> Iterator[Place]:
        places = self.data.get("at", [])
        for place in places if isinstance(places, list) else [places]:
            match str(place).rsplit(":", 2):
                case [name, line, column] if isinstance(places, list) and line.isdecimal() and column.isdecimal():
                    yield name, int(line), int(column)
                case _:
                    raise CaseError(f"{self.id}: `at` is a list of file:line:column")

    def _text(self, key: str, default: str) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise CaseError(f"{self.id}: `{key}` is a text")
        return value


def _link(source: str, target: str) -> None:
    """Much faster than to copy, where the disk knows links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _marked(name: str, text: str) -> Iterator[Place]:
    """The places of the marks in a text, counted without the marks."""
    pieces = text.split(MARK)
    index, offset = LineIndex("".join(pieces)), 0
    for piece in pieces[:-1]:
        offset += len(piece)
        yield (name, *index.position(offset))


def _from(root: Path, item: Diagnostic) -> Diagnostic:
    related = tuple(other._replace(path=other.path.relative_to(root)) for other in item.related)
    return item._replace(path=item.path.relative_to(root), related=related)


def rule_cases(code: str) -> Iterator[RuleCase]:
    """The cases of one rule. Raises CaseError where the text of the rule is no YAML."""
    try:
        text = rule_text(code)
    except yaml.YAMLError as error:
        raise CaseError(f"{code}: the text of the rule is no YAML: {error}") from None
    for key in ("fail", "pass"):
        for number, data in enumerate(text.get(key) or (), 1):
            yield RuleCase(code, number, key == "fail", data)


CASES = [case for rule in RULES for case in rule_cases(rule.code)]


def place_of(item: Diagnostic) -> Place:
    """The place of a finding of a case."""
    return item.path.as_posix(), item.span.line, item.span.column
