"""The glossary of each language, made from terms.yaml: `docs/glossary.md`, `docs/kk/glossary.md`, `docs/ru/glossary.md`.

`make words` writes the pages; tests/docs/test_glossary.py holds them to it.
"""

from pdcli.i18n import LANGS, Lang
from tests.helpers import ROOT
from tests.i18n.terms import concepts

PAGES: dict[Lang, str] = {"kk": "docs/kk/glossary.md", "ru": "docs/ru/glossary.md", "en": "docs/glossary.md"}
_OPENING: dict[Lang, str] = {
    "kk": "# Сөздік\n\n`pd` бетте, хабарда және құжаттарда осы сөздерді қолданады. Екінші бағандағы сөз де дұрыс: ұсынымдарда, ресми\n"
    "құжатта не күнделікті тілде солай айтылады.\n",
    "ru": "# Словарь\n\nЭтими словами `pd` говорит на страницах, в сообщениях и в документации. Слова второго столбца тоже верны: так говорят\n"
    "рекомендации, официальные документы и люди.\n",
    "en": "# Glossary\n\nThese are the words of `pd` on pages, in messages and in the documentation. Those of the second column are right as well:\n"
    "the guideline, official papers and people use them.\n",
}
_HEADS: dict[Lang, tuple[str, ...]] = {
    "kk": ("термин", "басқаша", "мағынасы", "орысша", "ағылшынша"),
    "ru": ("термин", "иначе", "значение", "по-казахски", "по-английски"),
    "en": ("term", "also", "meaning", "in Kazakh", "in Russian"),
}


def glossary(lang: Lang) -> str:
    """The page of a language: each concept with its words, its meaning, and its term in the other two languages."""
    others = [other for other in LANGS if other != lang]
    rows = [_HEADS[lang], ("---",) * len(_HEADS[lang])]
    for concept in concepts():
        term, *aliases = concept.words[lang]
        rows.append((term, ", ".join(aliases), concept.meaning[lang], *(concept.words[other][0] for other in others)))
    return _OPENING[lang] + "\n" + "".join("| " + " | ".join(row) + " |\n" for row in rows)


def main() -> None:
    """Write the page of each language."""
    for lang, page in PAGES.items():
        (ROOT / page).write_text(glossary(lang), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
