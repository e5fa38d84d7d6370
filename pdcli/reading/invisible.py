"""Invisible characters that are not intended: control characters, bidi controls, zero width, odd line ends, and
the replacement character.

Soft hyphens, joiners, no-break spaces and direction marks are text.
"""

import re
from collections.abc import Iterator

from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.reading.yaml_result import YamlProblem

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_NO_WIDTH = "\u200b\u2060\u180e\ufeff"
_ENDS = "\u2028\u2029"
_LOST = "\ufffd"
# Word takes bullets from its fonts Symbol and Wingdings; without these fonts they are empty boxes.
_OF_FONTS = "\uf020-\uf0ff"
_ANY = f"[{_CONTROL}{_TURNING}{_NO_WIDTH}{_ENDS}{_LOST}{_OF_FONTS}]"
# To pass over all that is none is twice as fast as to look for one.
_NONE = f"[^{_CONTROL}{_TURNING}{_NO_WIDTH}{_ENDS}{_LOST}{_OF_FONTS}]*"
# The line end of an old Mac between those of other systems.
_RETURN = r"(?<![\r\n])\r(?![\r\n])|(?<!\r)\r\r\n"
_TURN = f"[{_TURNING}]"
_CONTROL_SIGN = f"[{_CONTROL}]"
# Word writes these for a line break, a page break and a hyphen that does not break.
_REPLACEMENTS = {"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\x1e": "-"}
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf02d": "-"}
MAX_SIGNS = 50
# No-break spaces that a person may mean, and how many times as many as ordinary ones are more than that.
_FEW, _MOSTLY = 5, 4


def has_invisible_signs(text: str, start: int = 0) -> bool:
    """A cheap filter: whether a text contains such a character from `start` on."""
    has_line_feeds = "\n" in text
    text = text[start:]
    # Of most texts it is known at once.
    if text.replace("\n", " ").isprintable():
        return _LOST in text
    return re.fullmatch(_NONE, text) is None or (
        "\r" in text and has_line_feeds and re.search(_RETURN, text) is not None
    )


def without_invisible(text: str) -> str:
    """The text without such characters."""
    return re.sub(_ANY, "", text)


def ends_in_zeros(text: str) -> bool:
    """Whether the last signs are zeros, as a crash leaves them in the place of what was being saved."""
    return text.rstrip().endswith("\0")


def only_no_break_spaces(text: str) -> YamlProblem | None:
    """What is wrong with a text in which a program wrote no-break spaces for ordinary ones; None for any other."""
    number = text.count("\u00a0")
    if number < _FEW or number < _MOSTLY * text.count(" "):
        return None
    at = text.index("\u00a0")
    message = _("A program wrote no-break spaces instead of ordinary ones all over this file.")
    hint = _("Replace all these spaces; `pd lint --fix` does this.")
    return YamlProblem("PD002", at, at + 1, message, hint, (), ((0, len(text), text.replace("\u00a0", " ")),))


def refuse_turns(text: str) -> None:
    """Raise UserError for a text with a bidi control, which is never intended."""
    turn = re.search(_TURN, text)
    if turn:
        message = _(
            "There is an invisible character here (U+{code}): the text is shown in a different order "
            "from the one in which it is written."
        )
        hint = _("Type the text again: this character came in when something was copied.")
        raise UserError(message.format(code=f"{ord(turn[0]):02X}") + " " + hint)


def invisible_signs(text: str, start: int) -> Iterator[YamlProblem]:
    """Yield a problem for each line with such characters from `start` on: PD009 for controls, PD027 for others."""
    returns = [*re.compile(_RETURN).finditer(text, start)] if "\r" in text and "\n" in text else []
    if returns:
        yield _line_ends(text, returns)
    any_sign = re.compile(_ANY)
    match = any_sign.search(text, start)
    number = 0
    while match and number < MAX_SIGNS:
        number += 1
        line_end = _line_end(text, match.end())
        signs = [match, *any_sign.finditer(text, match.end(), line_end)]
        if not _begins_row(text, match):
            yield _problem(text, signs)
        elif len(signs) > 1:
            yield _problem(text, signs[1:])
        match = any_sign.search(text, line_end)


def _begins_row(text: str, sign: re.Match[str]) -> bool:
    """Whether a sign is the bullet of a row of a list, which pages show as one."""
    before = text[max(text.rfind("\n", 0, sign.start()), text.rfind("\r", 0, sign.start())) + 1 : sign.start()]
    return re.match(f"[{_OF_FONTS}]", sign[0]) is not None and not before.strip()


def _line_ends(text: str, returns: list[re.Match[str]]) -> YamlProblem:
    newline = "\r\n" if "\r\n" in text.replace("\r\r\n", "") else "\n"
    message = _(
        "A line ends here as on an old Mac (U+000D alone), which many programs do not show as the end of a line."
    )
    edits = tuple((sign.start(), sign.end(), newline) for sign in returns)
    at = returns[0].start()
    return YamlProblem("PD027", at, at + 1, message, _("Delete this character and press Enter."), (), edits)


def _problem(text: str, signs: list[re.Match[str]]) -> YamlProblem:
    newline = "\r\n" if "\r\n" in text else "\n"
    control = next((sign for sign in signs if re.match(_CONTROL_SIGN, sign[0])), None)
    first = control or next((sign for sign in signs if re.match(_TURN, sign[0])), signs[0])
    code, hint = f"{ord(first[0]):02X}", _("Delete it.")
    if first[0] == "\0" and not text[first.start() :].strip("\0\r\n \t"):
        message = _("The file ends in zeros: the disk or the computer failed while it was being saved.")
        hint = _("Bring back an earlier version of the file, or delete the zeros if nothing is missing.")
        return YamlProblem("PD009", first.start(), first.end(), message, hint)
    if control:
        message = _("There is an invisible control character here (code {code}).").format(code=code)
        if control[0] in _REPLACEMENTS:
            hint = _("Delete this character, or press Enter where a new line is meant.")
            if control[0] == "\x1e":
                hint = _("Type a hyphen instead.")
    elif first[0] == _LOST:
        message = _("A letter was lost here: � (U+FFFD) marks what a program could not read.")
        return YamlProblem("PD027", first.start(), first.end(), message, _("Type the letter that was here."))
    elif re.match(f"[{_OF_FONTS}]", first[0]):
        message = _("There is a character from the Symbol or Wingdings font here (U+{code}); others see an empty box.")
        message = message.format(code=f"{ord(first[0]):04X}")
        hint = _("Replace this character with the one that is meant, such as •, or delete it.")
        edits = tuple((sign.start(), sign.end(), _BULLETS[sign[0]]) for sign in signs if sign[0] in _BULLETS)
        return YamlProblem("PD027", first.start(), first.end(), message, hint, (), edits)
    elif first[0] in _ENDS:
        message = _(
            "There is an invisible character here (U+{code}) that only some programs take for the end of a line."
        )
        message, hint = (
            message.format(code=f"{ord(first[0]):04X}"),
            _("Delete this character, or press Enter where a new line is meant."),
        )
    elif re.match(_TURN, first[0]):
        message = _(
            "There is an invisible character here (U+{code}): the text is shown in a different order "
            "from the one in which it is written."
        )
        message = message.format(code=code)
    else:
        message = _(
            "There is an invisible zero-width character here (U+{code}); a search does not find words that contain it."
        )
        message = message.format(code=code)
    signs = [sign for sign in signs if sign[0] != _LOST]
    edits = tuple((sign.start(), sign.end(), _REPLACEMENTS.get(sign[0], "").replace("\n", newline)) for sign in signs)
    return YamlProblem("PD009" if control else "PD027", first.start(), first.end(), message, hint, (), edits)


def _line_end(text: str, offset: int) -> int:
    ends = [end for end in (text.find("\n", offset), text.find("\r", offset)) if end >= 0]
    return min(ends, default=len(text))
