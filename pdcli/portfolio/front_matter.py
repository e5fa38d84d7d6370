"""Where the short facts at the top of a Markdown document begin and end."""

import re

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)


def front_matter(text: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The lines before and after the facts; None for one that is not there."""
    opening = _OPENING.match(text)
    return opening, _CLOSING.search(text, opening.end()) if opening else None
