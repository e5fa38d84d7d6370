"""A text at the start of a sentence, and inside of one."""


def at_start(text: str) -> str:
    """A text with a capital letter: «Таблица 3» of «таблица 3»."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A text as it stands inside a sentence: «мастер» of «Мастер».

    An abbreviation keeps its capitals, and so does a foreign name at the start of a Kazakh or Russian text.
    """
    is_word = text[1:2].islower() or text[1:2].isspace()
    is_foreign = text[:1].isascii() and not text.isascii()
    return text[:1].lower() + text[1:] if is_word and not is_foreign else text
