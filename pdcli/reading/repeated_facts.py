"""Front matter, or a whole document, repeated below the front matter of a Markdown document."""

import re
from typing import NamedTuple

from pdcli.i18n.messages import message as _
from pdcli.reading.damaged_facts import is_line_of_facts
from pdcli.reading.front_matter import Facts
from pdcli.reading.yaml_result import YamlProblem

_KIND = re.compile(r"^kind:[ \t]*(\S+)", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)


class Repeated(NamedTuple):
    """A range that is not read (to the end of the file if open), and its problem."""

    start: int
    end: int
    is_document: bool
    problem: YamlProblem


def find_repeated(text: str, facts: Facts) -> Repeated | None:
    """The repeated front matter of a document; None in nearly every document."""
    at = text.find("\nkind:", facts.body - 1)
    while at >= 0:
        place = _facts_around(text, facts.body, at + 1)
        if place:
            return _repeated(text, facts, *place)
        at = text.find("\nkind:", at + 1)
    return None


def _facts_around(text: str, first: int, kind: int) -> tuple[int, int] | None:
    """Where the line `---` above a line begins and the one below it ends, with nothing but facts between them."""
    start = kind
    while (line_text := text[start : _line_end(text, start)].rstrip()) != "---":
        if start <= first or not is_line_of_facts(line_text):
            return None
        start = text.rfind("\n", 0, start - 1) + 1
    if start < first or len(_FENCE.findall(text, first, start)) % 2:
        return None
    end = _line_end(text, kind)
    while end < len(text):
        line, end = end + 1, _line_end(text, end + 1)
        line_text = text[line:end].rstrip()
        if line_text == "---":
            return start, min(end + 1, len(text))
        if not is_line_of_facts(line_text):
            return None
    return None


def _repeated(text: str, facts: Facts, start: int, end: int) -> Repeated:
    above, below = text[: facts.body].strip(), text[start:end].strip()
    if not text[facts.body : start].strip():
        return Repeated(start, end, False, _facts_twice(start, end, above == below))
    above, below = text[:start].strip(), text[start:].strip()
    kinds = [match[1] for part in (above, below) if (match := _KIND.search(part))]
    is_same = not below.replace(above, "").strip()
    return Repeated(start, len(text), True, _document_twice(start, len(text), is_same, len(set(kinds)) > 1))


def _facts_twice(start: int, end: int, is_same: bool) -> YamlProblem:
    message = _("The facts are repeated here; the first ones count.")
    if is_same:
        hint = _("The repeated facts are the same, word for word: delete them.")
        return YamlProblem("PD028", start, start + 3, message, hint, (), ((start, end, ""),))
    hint = _("Bring everything together between the first two `---` lines, and delete the repeated lines.")
    return YamlProblem("PD028", start, start + 3, message, hint)


def _document_twice(start: int, end: int, is_same: bool, is_other: bool) -> YamlProblem:
    if is_same:
        message = _("From here on the document is repeated.")
        hint = _("The repetition is the same, word for word: delete it from here to the end.")
        return YamlProblem("PD028", start, start + 3, message, hint, (), ((start, end, ""),))
    if is_other:
        message = _("Another document begins here, but it is not read; a file may hold only one document.")
        return YamlProblem("PD008", start, start + 3, message, _("Move the second document to its own file."))
    message = _("From here on the document is repeated in different words, and only the first version is read.")
    hint = _("Bring both texts together in the first document, and delete the rest.")
    return YamlProblem("PD008", start, start + 3, message, hint)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
