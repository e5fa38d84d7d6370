"""The range of the front matter of a Markdown document: at the top, between two lines `---`."""

import re
from typing import NamedTuple

from pdcli.reading.yaml_result import YamlProblem

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
# With the end of the line before: a sign is found quicker than a place.
CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
# More facts below a line of strokes: comments and blank lines, and then a name with its colon.
MORE = re.compile(r"(?:[ \t]*(?:#(?!#)[^\r\n]*)?(?:\r\n|\n|\r))*[a-z_]+:(?:[ \t\r\n]|\Z)")


# Facts that begin later than this are none.
FAR = 100_000


class Facts(NamedTuple):
    """The offsets of the front matter and of the body; `problems` around them have the codes PD010 and PD028.

    `is_certain` is False where only a line `kind: …` shows that this is a document.
    """

    start: int
    end: int
    body: int
    problems: tuple[YamlProblem, ...] = ()
    is_certain: bool = True
    strokes: tuple[int, ...] = ()
    """Where lines of strokes stand between the facts."""

    def text(self, text: str) -> str:
        """What YAML is to read: the facts, in which lines of strokes are comments."""
        if not self.strokes:
            return text[self.start : self.end]
        at, parts = self.start, []
        for stroke in self.strokes:
            parts += [text[at:stroke], "#"]
            at = stroke + 1
        return "".join([*parts, text[at : self.end]])


def find_facts(text: str) -> Facts | None:
    """The range of the front matter; None for Markdown that is no document."""
    opening = _OPENING.match(text)
    closing = CLOSING.search(text, opening.end() - 1) if opening else None
    if opening and closing and not MORE.match(text, closing.end()):
        return Facts(opening.end(), closing.start() + 1, closing.end())
    if not opening and "kind" not in text[:FAR].casefold():
        return None
    # In nearly every document that is all.
    from pdcli.reading.damaged_facts import find_damaged_facts

    return find_damaged_facts(text, opening.end() if opening else 0, closing)
