"""Lines of an answer that are probably questions of the form without a heading.

Such a line is written in bold, without a space after `##`, with more or fewer signs, in a list, or as plain text. It is
recognised by its words, which are those of a question in one of the three languages.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from pdcli.i18n import N_
from pdcli.model.forms import Form, as_it_looks, normalise_heading

# A tag, or what Obsidian writes at the beginning of a frame: `[!note]`.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\[![A-Za-z-]+\][-+]?")
# Google Docs and Pandoc write the name of a heading behind it.
_ANCHOR = re.compile(r"[ \t]*\{#[^{}]*\}[ \t]*$")
# On a Russian or Kazakh keyboard the key of `#` gives `№`.
_SIGNS = re.compile(r"(?:\s*\d{1,3}[.)]\s+(?=#))?[^\w#＃№<]*[#＃№]")
_BOLD = re.compile(r"[-*+•>\d.)\s]*(?:\*\*|__|<b>|<strong>|<h\d)", re.IGNORECASE)
_INNER_BOLD = re.compile(r"(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1")
_LEAD_IN_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)(?<=\S)\1[ \t]*[:.–—-]*[ \t]*(?=\S)")
_LEADING = re.compile(r"^[\s\u200b\u2060\ufeff\\>#＃№*_•·–—+|~`-]*")
_TRAILING = re.compile(r"[\s\u200b\u2060\ufeff#＃*_|~`]*$")
_JOINED_SIGNS = re.compile(r"(?<=\S)[ \t]*(?<!#)(#{1,6})(?!#)[ \t]*(?=\S)")
# What WhatsApp and Telegram write before a message that is copied: day, time and sender.
_STAMP = re.compile(r"\s*\[?[^\n:\]]{1,40}\d:\d\d(?::\d\d)?\]?[^\n:]{0,60}:()\s+(?=\S)")
_QUESTION = "(?:сұрақ|вопрос|question)"
_NUMBER = re.compile(
    rf"^(?:{_QUESTION}\s*№?\s*)?(\d{{1,3}})(?:\s*[-–]?\s*{_QUESTION}(?!\w))?\s*[.):]?\s*", re.IGNORECASE
)
# «Сұрақ 6.», «6-сұрақ:», «Вопрос №6»: a number in words.
_COUNTED = re.compile(
    rf"^\W*(?:{_QUESTION}\s*№?\s*\d{{1,3}}(?!\w)|\d{{1,3}}\s*[-–]?\s*{_QUESTION}(?!\w))", re.IGNORECASE
)
_ITEM = re.compile(r"\s*(?:[-*+•·–—>|]|\d+[.)])\s")
_TWO_ALPHABETS = re.compile("[a-zəһ](?=.*[а-яёіқңғүұөә])|[а-яёіқңғүұөә](?=.*[a-zə])")
# Letters that are typed one for another where a keyboard has no Kazakh ones, or no Cyrillic ones at all.
_ALIKE = {
    ord(letter): group[0]
    for group in ("aаәə", "eе", "oоө0", "cс", "pр", "xх", "kкқ", "nнңhһ", "gгғ", "yуүұu", "iіи", "bв", "mм", "tт")
    for letter in group
}
_NEAR = 0.87
# Shorter labels are words that an answer may hold as well.
_LONG = 12
# A question is looked for in so much of a line.
_LONGEST = 400
# A line is no longer than this where it is one question several times.
_LONGEST_DOUBLED = 600
# Where a second question may begin behind another one.
_NEXT_WORD = re.compile(r"(?<=\S)\s+(?=\S)|(?<=[^\s#])(?=#)")
# Looking for what is similar takes long; real documents have no more such lines than these.
_MAX_COMPARED = 60

BOLD = N_("A question of the form is in bold here, not a heading: “{question}”.")
NO_SPACE = N_("A space is missing after `##`, so this question is not a heading: “{question}”.")
LEVEL = N_("This question is a heading of another level; a question begins with `## `: “{question}”.")
UNDERLINED = N_("This question is underlined with `===`; a question begins with `## `: “{question}”.")
SIGN = N_("This question does not begin with `## `, so it is not a heading: “{question}”.")
PLAIN = N_("This line is a question of the form, but not a heading: “{question}”.")
JOINED = N_("This question is at the end of another line, so it is not a heading: “{question}”.")
DELETED = N_("The heading above this prompt is gone; the question is “{question}”.")


class UnmarkedQuestion(NamedTuple):
    """A line that is probably a question: its key, range, replacement, and its problem.

    `answer_start` is where an answer begins on the same line, -1 where none does. `is_joined` says that other text
    stands before it on its line; `line_start` is then where that text ends.
    """

    key: str
    line_start: int
    start: int
    end: int
    instead: str
    message: str
    answer_start: int = -1
    is_joined: bool = False


@lru_cache(maxsize=4096)
def bare(line: str) -> str:
    """The letters and digits of a line without its leading number."""
    line = _COUNTED.sub("", line)
    folded = unicodedata.normalize("NFKC", _TAG.sub("", line).replace("№", "")).casefold()
    letters = "".join(char for char in folded if char.isalnum())
    return letters.lstrip("0123456789") or letters


def key_of(text: str, form: Form) -> str | None:
    """The key of the question that a heading is; homoglyphs of two alphabets are equal."""
    if text.endswith("}"):
        text = _ANCHOR.sub("", text)
    key = form.headings.get(normalise_heading(text))
    if key is not None:
        return key
    letters = bare(text)
    key = form.headings.get(letters)
    if key is None and _TWO_ALPHABETS.search(letters):
        key = form.headings_by_looks.get(as_it_looks(letters))
    return key


def doubled(text: str, form: Form, keys: Collection[str]) -> tuple[str, int] | None:
    """(key, end of the first one) of the question that a heading repeats, in any language; None without one."""
    for gap in _NEXT_WORD.finditer(text[:_LONGEST_DOUBLED]):
        key = key_of(text[: gap.start()], form)
        if key in keys and _is_repetition(text[gap.end() :], form, key):
            return key or "", gap.start()
    return None


def _is_repetition(text: str, form: Form, key: str | None) -> bool:
    """Whether a text is a question, once or several times."""
    if key_of(text, form) == key:
        return True
    gaps = _NEXT_WORD.finditer(text[:_LONGEST_DOUBLED])
    return any(
        key_of(text[: gap.start()], form) == key and _is_repetition(text[gap.end() :], form, key) for gap in gaps
    )


class Labels:
    """The words of the questions of a form in all languages."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.keys: dict[str, str] = {}
        """Letters of a label -> the key of the question."""
        self.texts: dict[str, str] = {}
        """Letters of a label -> the label."""
        self.numbers = {item.key: number for number, item in enumerate(form.fields, 1)}
        words: dict[str, set[str]] = {}
        for item in form.fields:
            if item.key not in form.headed:
                continue
            for text in (item.label.kk, item.label.ru, item.label.en):
                words.setdefault(item.key, set()).add(_longest_word(text))
                for spelling in (text, re.sub(r"\([^)]*\)", "", text)):
                    self.keys.setdefault(bare(spelling), item.key)
                    self.texts.setdefault(bare(spelling), text)
        self.titles = {
            normalise_heading(label): label
            for item in form.fields
            for label in (item.label.kk, item.label.ru, item.label.en)
        }
        """Normalised label -> the label, of every question."""
        self.words = {key: tuple(word_list) for key, word_list in words.items()}
        """Key -> a word of its label in each language, in small letters."""


class Lookup:
    """Searches the answers of one document for the questions of some keys."""

    def __init__(self, labels: Labels, keys: Collection[str]) -> None:
        self.keys = keys
        self._labels = labels
        self._compared = 0

    def may_be_in(self, text: str) -> bool:
        """A cheap filter: whether a line of a text can be one of the questions, misspelt or not."""
        if "**" in text or "#" in text or "＃" in text:
            return True
        folded = text.casefold()
        return any(word in folded for key in self.keys for word in self._labels.words.get(key, ()))

    def in_line(self, line: str, start: int, stands_alone: bool, is_lone: bool = False) -> UnmarkedQuestion | None:
        """The question that a line, which begins at an offset of the text, probably is.

        `stands_alone`: no text is directly above it; `is_lone`: none is below it either.
        """
        letters = bare(line)
        key = self._key_of(letters)
        is_exact = key is not None
        if key is None:
            if twice := self._doubled(line, letters, start):
                return twice
            if ("#" in line or ":" in line) and (question := self._joined(line, start)):
                return question
            in_front = self._in_front(line, start) or self._plain_in_front(line, start, stands_alone)
            if in_front or not _may_be_question(line) or self._compared >= _MAX_COMPARED:
                return in_front
            self._compared += 1
            near = self.nearest(line)
            if near is None:
                return None
            key, label = near
        else:
            label = self._labels.texts[letters]
        has_signs, is_item = bool(_SIGNS.match(line)), bool(_ITEM.match(line))
        is_bold = bool(_BOLD.match(line))
        number = _number(line)
        is_marked = has_signs or is_bold or number == self._labels.numbers[key]
        is_long = len(label) >= _LONG and len(label.split()) >= 3
        if not (is_marked or is_long) and (
            (is_item and not is_lone) or not stands_alone or line.startswith(("    ", "\t"))
        ):
            return None
        if not is_exact and not (is_marked or line.rstrip().endswith("?")):
            return None
        visible = _cleaned(line, number)
        if not is_exact and len(visible.split()) == len(label.split()):
            visible = label
        title = f"{number}. {visible}" if number else visible
        message = _message_of(line, has_signs, is_bold, is_item)
        begin = start + len(line) - len(line.lstrip())
        return UnmarkedQuestion(key, start, begin, start + len(line.rstrip()), title, message)

    def over_two_lines(self, line: str, below: str, start: int, start_below: int) -> UnmarkedQuestion | None:
        """The question whose words go on in the line below, as a narrow page breaks them."""
        letters = bare(line)
        if not letters or not bare(below) or not any(label.startswith(letters) for label in self._labels.keys):
            return None
        words = f"{line} {below}"
        key = self._key_of(bare(words))
        if key is None or len(bare(words)) < _LONG:
            return None
        number = _number(words)
        visible = _cleaned(words, number)
        title = f"{number}. {visible}" if number else visible
        message = _message_of(line, bool(_SIGNS.match(line)), bool(_BOLD.match(line)), bool(_ITEM.match(line)))
        begin = start + len(line) - len(line.lstrip())
        return UnmarkedQuestion(key, start, begin, start_below + len(below.rstrip()), title, message)

    def _key_of(self, letters: str) -> str | None:
        key = self._labels.keys.get(letters)
        return key if key in self.keys else None

    def typed_alike(self, line: str) -> tuple[str, str] | None:
        """The key and the label of the question that a line is but for letters of another keyboard."""
        looks = bare(line).translate(_ALIKE)
        for label, key in self._labels.keys.items():
            if key in self.keys and label.translate(_ALIKE) == looks:
                return key, self._labels.texts[label]
        return None

    def nearest(self, line: str) -> tuple[str, str] | None:
        """The key and the label of the question that a line nearly is."""
        from difflib import SequenceMatcher

        letters = bare(line)
        if alike := self.typed_alike(line):
            return alike
        best, nearest_key = _NEAR, None
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(letters)
        for label, key in self._labels.keys.items():
            if key not in self.keys or len(label) < _LONG or abs(len(label) - len(letters)) > len(letters) // 4:
                continue
            matcher.set_seq1(label)
            if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and matcher.ratio() >= best:
                best, nearest_key = matcher.ratio(), (key, self._labels.texts[label])
        return nearest_key

    def question_in_front(self, line: str, shortest: int = _LONG) -> int:
        """The length of a question at the beginning of a line with text after it; 0 without one."""
        letters = bare(line)
        if not any(len(label) >= shortest and letters.startswith(label) for label in self._labels.keys):
            return 0
        # Behind a sign first; else behind the last word of the question.
        for end in (r"[^\w\s][)\]»”\"]*(?=\s)", r"\w(?=\s)"):
            for match in re.finditer(end, line[:_LONGEST]):
                question = bare(line[: match.end()])
                if len(question) >= shortest and self._key_of(question):
                    return match.end()
        return 0

    def _doubled(self, line: str, letters: str, start: int) -> UnmarkedQuestion | None:
        """The question that a line repeats; None without one."""
        labels = self._labels
        if not any(letters.startswith(label) and key in self.keys for label, key in labels.keys.items()):
            return None
        key_and_end = doubled(line.rstrip(), labels.form, self.keys)
        if key_and_end is None:
            return None
        words = line[: key_and_end[1]]
        number = _number(words)
        visible = _cleaned(words, number)
        has_signs, is_bold = bool(_SIGNS.match(words)), bool(_BOLD.match(words))
        if len(visible) < _LONG and not (has_signs or is_bold or number == labels.numbers[key_and_end[0]]):
            return None
        title = f"{number}. {visible}" if number else visible
        message = _message_of(words, has_signs, is_bold, bool(_ITEM.match(words)))
        begin = start + len(line) - len(line.lstrip())
        return UnmarkedQuestion(key_and_end[0], start, begin, start + len(line.rstrip()), title, message)

    def _in_front(self, line: str, start: int) -> UnmarkedQuestion | None:
        """A question in bold with the answer after it on the same line; None without one."""
        lead = _LEAD_IN_BOLD.match(line)
        key = self._key_of(bare(lead[2])) if lead else None
        if not lead or not key:
            return None
        return self._before_answer(key, lead[2], line, start, start + lead.end(), BOLD)

    def _plain_in_front(self, line: str, start: int, stands_alone: bool) -> UnmarkedQuestion | None:
        """A question in plain text, with its number, signs or a colon, and the answer after it; None without one."""
        end = self.question_in_front(line)
        words = line[:end]
        key = self._key_of(bare(words)) if end else None
        number = _number(words)
        is_marked = bool(_SIGNS.match(words)) or (stands_alone and words.endswith((":", "?")))
        if not key or (number != self._labels.numbers[key] and (number or not is_marked)):
            return None
        at = end + len(line[end:]) - len(line[end:].lstrip())
        message = _message_of(words, bool(_SIGNS.match(words)), is_bold=False, is_item=bool(_ITEM.match(words)))
        return self._before_answer(key, words, line, start, start + at, message)

    def _joined(self, line: str, start: int) -> UnmarkedQuestion | None:
        """A heading at the end of the line above it, or after the stamp of a message; None without one."""
        stamp = _STAMP.match(line)
        for signs in [stamp] if stamp else _JOINED_SIGNS.finditer(line):
            words = line[signs.end() :]
            if len(words) <= _LONGEST and (key := self._key_of(bare(words))):
                number = _number(words)
                visible = _cleaned(words, number)
                title = f"{number}. {visible}" if number else visible
                end = start + len(line.rstrip())
                before = start + (signs.end(1) if stamp else signs.start())
                begin = start + (signs.end() if stamp else signs.start(1))
                return UnmarkedQuestion(key, before, begin, end, title, JOINED, is_joined=True)
        return None

    def _before_answer(
        self, key: str, words: str, line: str, start: int, answer_start: int, message: str
    ) -> UnmarkedQuestion:
        number = _number(words)
        visible = _cleaned(words, number).rstrip(" :")
        title = f"{number}. {visible}" if number else visible
        begin = start + len(line) - len(line.lstrip())
        return UnmarkedQuestion(key, start, begin, start + len(line.rstrip()), title, message, answer_start)


def _may_be_question(line: str) -> bool:
    """Whether a line has a sign of a question: signs of a heading, a number, a question mark."""
    text = line.strip()
    return text.startswith(("#", "＃", "*", "_", "<", "\\#")) or text[:1].isdigit() or text.endswith(("?", "?**"))


def _message_of(line: str, has_signs: bool, is_bold: bool, is_item: bool) -> str:
    if has_signs:
        signs = line.strip()
        level = len(signs) - len(signs.lstrip("#"))
        if level and signs[level : level + 1] in (" ", "\t") and not is_item:
            return LEVEL if level != 2 else SIGN
        return NO_SPACE if level and signs[level : level + 1] not in ("\u00a0", "\u2007", "\u202f") else SIGN
    if is_bold:
        return BOLD
    return SIGN if is_item and not re.match(r"\s*\d", line) else PLAIN


def _number(line: str) -> int:
    match = _NUMBER.match(_LEADING.sub("", _TAG.sub("", line)))
    return int(match[1]) if match else 0


def _cleaned(line: str, number: int) -> str:
    """The words of a question as typed, without signs around them and the number."""
    text = _TRAILING.sub("", _LEADING.sub("", _TAG.sub("", line)))
    text = _INNER_BOLD.sub(r"\2", text)
    text = _NUMBER.sub("", text, count=1) if number else text
    return " ".join(_TRAILING.sub("", _LEADING.sub("", text)).split())


def _longest_word(text: str) -> str:
    words: list[str] = re.findall(r"\w+", text) or [text]
    return max(words, key=len).casefold()
