"""Spaces at which no line breaks."""

import re

NO_BREAK = "\u00a0"
_BREAKABLE = re.compile(r"[^\S\u00a0]+")
# A number before a word or a sign of percent, the sign of a number before it, and a word before the number of a clause.
_AFTER_NUMBER = re.compile(r"((?<![\w.,/–-])\d+|№) (?=[^\W_]|%)")
_AFTER_CLAUSE = re.compile(r"\b(пункты?|приложение|clauses?|appendix) (?=\d)")


def breakable_parts(text: str) -> list[str]:
    """A text taken apart where a line may break; what a no-break space holds together stays together."""
    return _BREAKABLE.split(text.strip()) if text.strip() else []


def held_together(text: str) -> str:
    """A text of a rule pack in which no line breaks after a number or before that of a clause: `0 баллов`, `№ 83`."""
    return _AFTER_CLAUSE.sub(rf"\1{NO_BREAK}", _AFTER_NUMBER.sub(rf"\1{NO_BREAK}", text))
