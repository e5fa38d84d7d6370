"""The catalogue of rules as pages: one of each family, and one that lists all."""

import re

from pdcli.i18n import Lang
from pdcli.lint.page import page
from pdcli.lint.rules import RULES
from website.pages import FAMILIES, ROOT, RULES_PAGE

TITLES: dict[Lang, str] = {"kk": "Ережелер", "ru": "Правила", "en": "Rules"}
_INTRO: dict[Lang, str] = {
    "kk": "`pd lint` тексеретіннің бәрі. Терминалда: `pd rule`, біреуі – `pd rule PD305`.",
    "ru": "Всё, что проверяет `pd lint`. В терминале: `pd rule`, одно правило – `pd rule PD305`.",
    "en": "All that `pd lint` checks. In the terminal: `pd rule`, one of them `pd rule PD305`.",
}
_HEAD: dict[Lang, str] = {
    "kk": "| Ереже | Не тексеріледі |",
    "ru": "| Правило | Что проверяется |",
    "en": "| Rule | What is checked |",
}
_RULE = re.compile(r"^# ((PD(\d)\d\d) .*)$", re.MULTILINE)
_PART = re.compile(r"^## (.*)$", re.MULTILINE)


def rules_pages(lang: Lang) -> dict[str, str]:
    """Place -> text, of the list of all rules and of the page of each family."""
    catalogue = (ROOT / "docs" / "rules" / f"{lang}.md").read_text(encoding="utf-8")
    texts: list[list[str]] = [[] for _family in FAMILIES]
    _before, *rules = _RULE.split(catalogue)
    for title, code, family, text in zip(*[iter(rules)] * 4, strict=True):
        # The code is the anchor in every language.
        texts[int(family)].append(f"## {title} {{#{code.lower()}}}\n" + _PART.sub(r"**\1**", text).rstrip() + "\n")
    pages = {RULES_PAGE: _list(lang)}
    for number, parts in enumerate(texts):
        pages[f"rules/pd{number}.md"] = f"# PD{number}: {FAMILIES[number][lang]}\n\n" + "\n".join(parts)
    return pages


def _list(lang: Lang) -> str:
    parts = [f"# {TITLES[lang]}", _INTRO[lang]]
    for number, names in enumerate(FAMILIES):
        own = [rule for rule in RULES if rule.code[2] == str(number)]
        rows = [
            f"| [{rule.code}](pd{number}.md#{rule.code.lower()}) | {_cell(page(rule.code, lang).what)} |"
            for rule in own
        ]
        parts += [f"## [{names[lang]}](pd{number}.md)", "\n".join([_HEAD[lang], "|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
