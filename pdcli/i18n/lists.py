"""Several words as one phrase of a language."""

from collections.abc import Sequence

from pdcli.i18n import N_, Lang, translate


def and_list(words: Sequence[str], lang: Lang) -> str:
    """`2.1, 2.2 and 3.1`."""
    # Translators: the last two of a list; {first} may have commas.
    return _joined(words, translate(N_("{first} and {last}"), lang))


def or_list(words: Sequence[str], lang: Lang) -> str:
    """`html, md or json`."""
    # Translators: the last two of a list; {first} may have commas.
    return _joined(words, translate(N_("{first} or {last}"), lang))


def _joined(words: Sequence[str], sentence: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return sentence.format(first=", ".join(words[:-1]), last=words[-1])
