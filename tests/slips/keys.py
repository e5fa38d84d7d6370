"""Keys that are not the form's: other letters, other words, other case."""

import re

from tests.slips.slip import FRONT, Near, Pick, entries, in_text, with_line


@in_text(FRONT, "a key that the form does not have")
def key_of_ones_own(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text) if not entry.indent]
    if not options:
        return None
    entry = pick(options)
    line = pick(["ескерту: кейін толықтыру", "note: later", "Сынып жетекшісі: Айгерім", "1: бір", "true: иә", "? кім: мен", '"": бос', "- жеке жол"])  # fmt: skip
    return with_line(text, entry.number, f"{text.split(chr(10))[entry.number]}\n{line}")


@in_text(FRONT, "the line that says the kind was deleted or changed", near=Near.FILE)
def kind_line_changed(text: str, pick: Pick) -> str:
    return re.sub(r"^kind: (.*)\n", pick(["", r"Kind: \1\n", r"type: \1\n", r"# kind: \1\n", r"kind \1\n", r"түрі: \1\n", r"kінd: \1\n"]), text, count=1, flags=re.MULTILINE)  # fmt: skip
