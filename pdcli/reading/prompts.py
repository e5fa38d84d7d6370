"""Classification of comments in a Markdown document: a prompt of the form, a note, or hidden text.

Prompts are what `pd new` puts under a heading: the part of the form, the help, an example. They may be in any of the
three languages, and one comment may hold several, as documents of earlier versions do.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from pdcli.i18n import LANGS, Lang
from pdcli.model.forms import Field, Form

# The prefix of an example, in the three languages.
_EXAMPLE = re.compile(r"(?:Мысалы|Например|For example)\s*:")
_NOTE = re.compile(r"\s*(?:note|ескерту|заметка|примечание)\s*:", re.IGNORECASE)
_MARKER = re.compile(r"\s*(?:field:|pd:\s*ignore)")
# Whatever may be meant to hide a finding, whether the word is misspelt, translated or that of another tool, where the
# code of a rule follows; letters that look alike may be mixed.
LIKE_SUPPRESSION = re.compile(
    r"\s*[#@]?\s*(?:[pр][dд]\W*[iі]gn[oо]r[a-zа-я]*"
    r"|(?:[pр][dд](?:[-_ ]?lint)?[\s:;-]+\w{2,20}|noqa|nolint|ignore|disable)(?:-\w+)*"
    r"[\s:=([{]*(?=[pр][dд][-– ]?[0-9]{3}))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
# A missing or damaged `-->`: the next comment begins inside this one.
_NEXT_BEGIN = re.compile(r"(?:\s-{1,2}|\s[–—]|[-–—‑]*!?[ \t]*(?:[>＞→]|&gt;))?\s*<!--")
# A third hyphen before `-->`.
_MORE_HYPHENS = re.compile(r"\s*-+\Z")


class Prompts(NamedTuple):
    """The prompts of a form with single spaces: helps and names of parts, and examples."""

    helps: frozenset[str]
    examples: frozenset[str]


class Parts(NamedTuple):
    """The ranges of prompts and of other text in a comment, as offsets of the document."""

    prompts: list[tuple[int, int]]
    typed: list[tuple[int, int]]


def as_comment(text: str) -> str:
    """A text escaped for a comment: on one line and without its end mark."""
    return " ".join(text.split()).replace("-->", "→").replace("<!--", "")


def is_note(inside: str) -> bool:
    """Whether the text of a comment is a note, `<!-- note: … -->`, which no page shows."""
    return _NOTE.match(inside) is not None


def prompts_of(fields: Iterable[Field], langs: Iterable[Lang] = LANGS) -> Prompts:
    """The prompts of these fields in these languages."""
    helps, examples = set(), set()
    for item in fields:
        for lang in langs:
            helps.add(as_comment(item.help[lang]))
            if item.section:
                helps.add(as_comment(item.section[lang]))
            if item.example not in (None, ""):
                examples.add(as_comment(str(item.example_in(lang))))
    return Prompts(frozenset(helps), frozenset(examples))


class Comments:
    """Classifies the comments of documents of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._prompts = prompts_of(form.fields)
        self._is_prompt: dict[str, bool] = {}

    def hides_text(self, inside: str) -> bool:
        """Whether a comment is neither prompt, note nor mark, so that it may hide an answer."""
        return not (_MARKER.match(inside) or self.is_prompt(inside) or is_note(inside)) and self._is_text(inside)

    def is_prompt(self, inside: str) -> bool:
        """Whether the text of a comment consists of prompts of the form only."""
        cached = self._is_prompt.get(inside)
        if cached is None:
            cached = self._is_prompt[inside] = self._holds_only_prompts(
                " ".join(_MORE_HYPHENS.sub("", _NEXT_BEGIN.sub(" ", inside)).split())
            )
            if len(self._is_prompt) > 4096:
                self._is_prompt.clear()
        return cached

    def owner(self, inside: str) -> tuple[str, Lang] | None:
        """The key of the question that a prompt belongs to, and its language; None if several share it."""
        words = " ".join(inside.split())
        question = self._owners.get(words) or self._owners.get(_example(words))
        if question is None:
            # One comment may hold the help and the example.
            question = next((owner for prompt, owner in self._owners.items() if words.startswith(f"{prompt} ")), None)
        return question

    @cached_property
    def _owners(self) -> dict[str, tuple[str, Lang]]:
        owners: dict[str, tuple[str, Lang]] = {}
        shared = set()
        for item in self.form.fields:
            for lang in LANGS:
                example = [] if item.example in (None, "") else [item.example_in(lang)]
                for prompt in (as_comment(item.help[lang]), *(as_comment(str(text)) for text in example)):
                    if owners.setdefault(prompt, (item.key, lang))[0] != item.key:
                        shared.add(prompt)
        return {prompt: owner for prompt, owner in owners.items() if prompt not in shared}

    def _holds_only_prompts(self, words: str) -> bool:
        if not words or words in self._prompts.helps or _example(words) in self._prompts.examples:
            return True
        help_ = next((text for text in self._prompts.helps if words.startswith(text)), None)
        return help_ is not None and self._holds_only_prompts(words[len(help_) :].strip())

    def is_piece(self, words: str) -> bool:
        """Whether a text is the beginning or the end of a prompt, of more than one word."""
        prompts = (*self._prompts.helps, *self._prompts.examples)
        return " " in words and any(text.startswith(words) or text.endswith(words) for text in prompts)

    def _is_text(self, inside: str) -> bool:
        return _WORD.search(inside) is not None and not LIKE_SUPPRESSION.match(inside)

    def parts(self, text: str, start: int, end: int) -> Parts:
        """The ranges of prompts and of other text between two offsets inside a comment."""
        prompts, typed, at = [], [], start
        for first, last in [*sorted(self._prompts_in(text, start, end)), (end, end)]:
            if first > at and _WORD.search(_EXAMPLE.sub("", text[at:first])):
                typed.append(_trimmed(text, at, first))
            if first >= at and last > first:
                prompts.append((first, last))
            at = max(at, last)
        return Parts(prompts, typed)

    def _prompts_in(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for prompt in (*self._prompts.helps, *self._prompts.examples):
            # One word may be in an answer, too.
            if " " in prompt or len(prompt) > 15:
                for match in _spaced(prompt).finditer(text, start, end):
                    before = _EXAMPLE.search(text, max(start, match.start() - 20), match.start())
                    follows = before and not text[before.end() : match.start()].strip()
                    yield before.start() if before and follows else match.start(), match.end()


@lru_cache(maxsize=1024)
def _spaced(prompt: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, prompt.split())))


def _example(words: str) -> str:
    mark = _EXAMPLE.match(words)
    return words[mark.end() :].strip() if mark else "\0"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    mark = _NEXT_BEGIN.search(piece)
    if mark and not piece[mark.end() :].strip():
        piece = piece[: mark.start()]
    first = start + len(piece) - len(piece.lstrip())
    mark = _EXAMPLE.match(text, first, end)
    if mark:
        # The example was written over.
        first = mark.end() + len(text[mark.end() : end]) - len(text[mark.end() : end].lstrip())
    return first, start + len(piece.rstrip())
