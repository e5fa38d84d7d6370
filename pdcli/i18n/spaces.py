"""Spaces at which no line breaks."""

import re

NO_BREAK = "\u00a0"
_BREAKABLE = re.compile(r"[^\S\u00a0]+")


def breakable_parts(text: str) -> list[str]:
    """A text taken apart where a line may break; what a no-break space holds together stays together."""
    return _BREAKABLE.split(text.strip()) if text.strip() else []
