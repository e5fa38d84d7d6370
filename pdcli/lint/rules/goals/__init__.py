"""4xx: goals: measurable, within reach of their time, and told honestly when they are measured.

An open answer is PD109's matter: these rules speak of what is answered, and only where the document is final.
"""

import re
from collections.abc import Iterator

from pdcli.documents.document import Document
from pdcli.documents.rows import normalize_text, with_file_index
from pdcli.model.documents import Design, Goal
from pdcli.portfolio.portfolio import CycleFolder, Portfolio


def any_of(*words: str) -> str:
    """A pattern of the beginnings of these words. It is compiled where it is needed, which is seldom."""
    choices = "|".join(" ".join(words).split())
    return rf"\b(?:{choices})"


# Beginnings of words, and whole words where \b says so. Too many of them means a finding less, never one too many.
AMOUNTS = any_of(
    r"нөл бір\b екі\b екеу екінші үш\b үшеу төрт бес\b бесеу алты\b алтау жеті\b жетеу сегіз тоғыз он\b онның жиырма",
    r"отыз қырық елу алпыс жетпіс сексен тоқсан жүз\b жарты барлы бәрі түгел ешбір әрбір әр\b",
    r"нол нул один\b одн[аоу]\b одного одной два\b две\b двух двое трое три\b трёх трех треть четыр четверт пять пяти",
    r"шест семь семи\b восем девят десят двадцат тридцат сорок сто\b половин все\b всех всем кажд ни\b вдвое втрое",
    r"zero one\b two\b three four five six seven eight nine ten\b twelve twenty thirty hundred half third quarter",
    r"all\b every each none nobody twice double",
)


def final_designs(portfolio: Portfolio) -> Iterator[tuple[CycleFolder, Document, Design]]:
    """The designs that are final, with their cycles."""
    for folder in portfolio.cycles:
        document = folder.stages.get("design")
        if document and document.is_final and folder.design:
            yield folder, document, folder.design


def final_goals(portfolio: Portfolio) -> Iterator[tuple[CycleFolder, Document, int, Goal]]:
    """The goals of final designs, with the numbers of their rows."""
    for folder, document, design in final_designs(portfolio):
        for index, goal in with_file_index(document, "goals", design.goals):
            yield folder, document, index, goal


def has_digit(text: str) -> bool:
    """Whether a number is written in digits."""
    return any(map(str.isdigit, text))


def says_amount(text: str) -> bool:
    """Whether a number is written, in digits or in words."""
    return has_digit(text) or bool(re.search(AMOUNTS, normalize_text(text)))
