"""The property: a slip leaves the meaning as it was, or a diagnostic stands at its place."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.slips.examples import (
    Reading,
    Remark,
    Target,
    clean_reading,
    data_and_page,
    fix,
    read,
    readable_text,
    trees,
    values,
    visible,
)
from tests.slips.slip import Expect, Near, Slip, Tree


@dataclass(frozen=True)
class Outcome:
    """What a slip did: the remarks that it brought, and what is wrong with that ("" if nothing)."""

    remarks: tuple[Remark, ...]
    problem: str


def judge(slip: Slip, target: Target, tree: Tree, root: Path) -> Outcome:
    """Compare what pd makes of the files after the slip with what it made of them before."""
    clean = clean_reading(target.portfolio, root)
    before = trees()[target.portfolio]
    reading = read(tree, root)
    remarks = _new_remarks(clean, reading, _moved(before, tree))
    places = set(changed_places(before, tree, slip.near))
    is_reported = (slip.near is Near.PORTFOLIO and bool(remarks)) or any((remark.path, remark.line) in places or (remark.path, 0) in places for remark in remarks)  # fmt: skip
    # Where a file lies is a habit: what it says must stay, its place on the page may change.
    is_same = reading.data == clean.data and (reading.page == clean.page or slip.near is Near.PORTFOLIO)
    problem = _problem(slip, is_reported, is_same, bool(remarks))
    if problem == SILENT and slip.expect is Expect.SHOWN_OR_REPORTED:
        problem = _unreadable(before, tree, target.path, root)
    elif problem == SILENT and slip.expect is Expect.AS_TYPED_OR_REPORTED:
        problem = _altered(before, tree, root)
    if not problem and any(remark.has_fix for remark in remarks):
        problem = _problem_of_fix(clean, tree, reading, root)
    if not problem and len(remarks) > slip.messages:
        problem = f"{len(remarks)} messages"
    return Outcome(remarks, problem)


SILENT = "silent"


def _problem(slip: Slip, is_reported: bool, is_same: bool, has_remarks: bool) -> str:
    if slip.expect is Expect.HARMLESS:
        return "" if is_same and not has_remarks else "reported though it does no harm" if is_same else "another page"
    if is_reported or (is_same and slip.expect is Expect.SAME_OR_REPORTED):
        return ""
    return "reported at another place" if has_remarks else SILENT


def _moved(before: Tree, after: Tree) -> dict[str, str]:
    """Where files lie now that have only another place."""
    places = {content: path for path, content in after.items() if path not in before}
    return {path: places[content] for path, content in before.items() if path not in after and content in places}


def _new_remarks(clean: Reading, reading: Reading, moved: dict[str, str]) -> tuple[Remark, ...]:
    """Errors and warnings that were not there before the slip, wherever they stand now."""
    known = Counter((moved.get(remark.path, remark.path), remark.code, remark.message) for remark in clean.remarks)
    found = []
    for remark in reading.remarks:
        key = (remark.path, remark.code, remark.message)
        known[key] -= 1
        if remark.is_warning and known[key] < 0:
            found.append(remark)
    return tuple(found)


def changed_places(before: Tree, after: Tree, near: Near) -> Iterator[tuple[str, int]]:
    """Path and line of everything that counts as the slip's place; line 0 stands for the whole file."""
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        if new is None:
            yield from _mentions(after, path)
        elif old is None:
            yield path, 0
        elif near is Near.FILE or not path.endswith((".md", ".yaml")):
            yield path, 0
            yield from _mentions(after, path)
        else:
            yield from ((path, line) for line in _changed_lines(_lines(old), _lines(new), near))


def _mentions(tree: Tree, path: str) -> Iterator[tuple[str, int]]:
    """Where other files name a file that is gone or changed."""
    for name, content in tree.items():
        if name.endswith((".md", ".yaml")):
            for number, line in enumerate(_lines(content), 1):
                if PurePosixPath(path).name in line:
                    yield name, number


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").split("\n")


def _changed_lines(old: list[str], new: list[str], near: Near) -> Iterator[int]:
    """Lines, counted from one, that differ; beside a deletion the neighbours."""
    for tag, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        first, last = (start, end) if tag == "delete" else (start + 1, end)
        if near is Near.BLOCK:
            while first > 1 and new[first - 2].strip():
                first -= 1
            while last < len(new) and new[last].strip():
                last += 1
            first, last = first - 1, last + 1
        yield from range(first, last + 1 + (tag == "delete"))


def _typed_lines(before: Tree, after: Tree) -> list[str]:
    """The lines that are in a document only after the slip."""
    known = {line for path in before for line in _lines(before[path])}
    return [line for path in after if after[path] != before.get(path) for line in _lines(after[path]) if line not in known]  # fmt: skip


def _unreadable(before: Tree, after: Tree, path: str, root: Path) -> str:
    """What cannot be read on the page of what was typed; signs that stand alone make lists and lines."""
    words = [word for line in _typed_lines(before, after) for word in line.split() if not re.fullmatch(r"\W+|\w{1,2}[.)]", word)]  # fmt: skip
    text = readable_text(after, path, root)
    lost = [word for word in words if visible(word) not in text]
    return f"not on the page: {' '.join(lost)[:60]}" if lost else ""


def _altered(before: Tree, after: Tree, root: Path) -> str:
    """The typed value that no field holds as it was typed."""
    known = values(after, root)
    for line in _typed_lines(before, after):
        value = line.partition(": ")[2].strip()
        if value not in known:
            return f"{SILENT}: no field holds {value[:60]}"
    return ""


# What a fix may write otherwise: tags of HTML around a question, and values that have one right spelling.
_MARKUP = re.compile(r"</?[a-z][^<>]*>")
_STABLE = re.compile(
    r"^ *(?:- )?(?:lang|status|private|date|due|start|end|category\w*|reached|rating|level|source) *:.*", re.M
)


def _text(tree: Tree) -> Iterator[str]:
    for path, content in tree.items():
        if path.endswith((".md", ".yaml")):
            yield _STABLE.sub("", _MARKUP.sub("", content.decode("utf-8", "replace")))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


_ESCAPE = re.compile(r"\\(?:e\[[0-9;]*[A-Za-z]|x..|u....|U........|.)")


def _problem_of_fix(clean: Reading, tree: Tree, reading: Reading, root: Path) -> str:
    """A fix brings the meaning back, or leaves what was typed and something to say about it."""
    fixed = fix(tree, reading.result)
    if data_and_page(fixed, root) == (clean.data, clean.page):
        return ""
    # The letters of an escape, and what tells a terminal of colours, are no text.
    typed = _words(_ESCAPE.sub(" ", "\n".join(_text(tree)))) - _words(_ESCAPE.sub(" ", "\n".join(_text(fixed))))
    put_back = _words("\n".join(_text(fixed))) - _words("\n".join(_text(tree)))
    if typed and not (put_back and sum(typed.values()) <= sum(put_back.values()) + 3):
        return f"the fix lost {' '.join(sorted(typed))[:60]}"
    return "" if fix(fixed, read(fixed, root).result) == fixed else "the fix goes on when repeated"
