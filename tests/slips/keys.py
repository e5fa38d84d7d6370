"""Keys that are not the form's: other letters, other words, other case."""

import re

from tests.slips.forms import labels
from tests.slips.slip import FRONT, Near, Pick, entries, in_text, kind_of, with_line

_LOOK_ALIKE = dict(zip("aceopxyikmth", "асеорхуікмтһ", strict=True))


def _other_key(text: str, pick: Pick, options: list[tuple[int, str]]) -> str | None:
    """The text with another key on one line; options are line numbers with the key that takes the place."""
    if not options:
        return None
    number, key = pick(options)
    return with_line(text, number, re.sub(r"[a-z_]+(?=:)", lambda _: key, text.split("\n")[number], count=1))


@in_text(FRONT, "a Cyrillic letter in a key")
def cyrillic_letter_in_key(text: str, pick: Pick) -> str | None:
    options = [
        (entry.number, entry.key[:place] + _LOOK_ALIKE[letter] + entry.key[place + 1 :])
        for entry in entries(text)
        for place, letter in enumerate(entry.key)
        if letter in _LOOK_ALIKE
    ]
    return _other_key(text, pick, options)


@in_text(FRONT, "the keyboard was in the other layout")
def key_in_the_other_layout(text: str, pick: Pick) -> str | None:
    layout = str.maketrans("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить")
    return _other_key(text, pick, [(entry.number, entry.key.translate(layout)) for entry in entries(text)])


@in_text(FRONT, "the phone made the first letter a capital")
def capital_key(text: str, pick: Pick) -> str | None:
    change = pick([str.capitalize, str.upper, str.title])
    return _other_key(text, pick, [(entry.number, change(entry.key)) for entry in entries(text)])


@in_text(FRONT, "the label of the form as the key")
def label_as_key(text: str, pick: Pick) -> str | None:
    words = labels(kind_of(text))
    options = [(entry.number, label) for entry in entries(text) for label in sorted(set(words.get(entry.key, {}).values())) if ":" not in label]  # fmt: skip
    return _other_key(text, pick, options)


@in_text(FRONT, "letters of a key were lost, doubled or exchanged")
def misspelt_key(text: str, pick: Pick) -> str | None:
    change = pick([lambda key: key[:2] + key[3:], lambda key: key[:2] + key[1:], lambda key: key[0] + key[2] + key[1] + key[3:], lambda key: key + "s"])  # fmt: skip
    return _other_key(text, pick, [(entry.number, change(entry.key)) for entry in entries(text) if len(entry.key) > 3])


@in_text(FRONT, "spaces, hyphens or capitals for the underscore of a key")
def underscore_changed(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [
        (number, key.replace("_", sign) if sign else re.sub("_(.)", lambda part: part[1].upper(), key))
        for number, line in enumerate(lines)
        if (match := re.match(r" *(?:- )?([a-z]+_[a-z_]+):", line))
        for key in [match[1]]
        for sign in [" ", "-", "", "__", "."]
    ]
    return _other_key(text, pick, options)


@in_text(FRONT, "invisible signs came with a paste into a key")
def invisible_sign_in_key(text: str, pick: Pick) -> str | None:
    sign = pick(["\u200b", "\u00ad", "\u200e", "\u200f", "\ufeff", "\u2060", "\u00a0"])
    options = [(entry.number, key) for entry in entries(text) for key in (sign + entry.key, entry.key + sign, entry.key[:2] + sign + entry.key[2:])]  # fmt: skip
    return _other_key(text, pick, options)


@in_text(FRONT, "a key in bold, with a number or with an emoji")
def decorated_key(text: str, pick: Pick) -> str | None:
    form = pick(["**{}**", "1. {}", "✅ {}", "* {}", "/{}", "{}?", "@{}", "({})", "{} *"])
    return _other_key(text, pick, [(entry.number, form.format(entry.key)) for entry in entries(text)])


@in_text(FRONT, "a key that the form does not have")
def key_of_ones_own(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text) if not entry.indent]
    if not options:
        return None
    entry = pick(options)
    line = pick(["ескерту: кейін толықтыру", "note: later", "Сынып жетекшісі: Айгерім", "1: бір", "true: иә", "? кім: мен", '"": бос', "- жеке жол"])  # fmt: skip
    return with_line(text, entry.number, f"{text.split(chr(10))[entry.number]}\n{line}")


@in_text(FRONT, "the kind in other words", near=Near.FILE)
def other_kind(text: str, pick: Pick) -> str | None:
    kind = kind_of(text)
    other = [kind.capitalize(), kind.upper(), kind + ".", f"{kind} ", f"“{kind}”", kind[:-1], kind + "s", "Сабақты талдау", "құжат", ""]  # fmt: skip
    other += [kind.replace("-", sign) for sign in ("_", " ", "–", "") if "-" in kind]
    other += [kind.replace(letter, _LOOK_ALIKE[letter], 1) for letter in "aeo" if letter in kind]
    return text.replace(f"kind: {kind}\n", f"kind: {pick(other)}\n", 1)


@in_text(FRONT, "the line that says the kind was deleted or changed", near=Near.FILE)
def kind_line_changed(text: str, pick: Pick) -> str:
    return re.sub(r"^kind: (.*)\n", pick(["", r"Kind: \1\n", r"type: \1\n", r"# kind: \1\n", r"kind \1\n", r"түрі: \1\n", r"kінd: \1\n"]), text, count=1, flags=re.MULTILINE)  # fmt: skip
