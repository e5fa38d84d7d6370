"""A school of sixty portfolios, the same every time: the three complete examples under other names, with mistakes planted
at known places. The people and what is told of them are made up."""

import shutil
from pathlib import Path
from typing import NamedTuple

from tests.helpers import EXAMPLES

PORTFOLIOS = 60
MARK = "¦"


class Source(NamedTuple):
    """An example: the words of its teacher's name, and what stands there instead for each of the others."""

    example: str
    words: tuple[str, ...]
    surname: str
    names: tuple[str, ...]


class Planted(NamedTuple):
    """What pd must say, and where; `path` starts at the school's folder."""

    path: str
    line: int
    column: int
    code: str


class Change(NamedTuple):
    """One change of one portfolio, given by its number; the mark in `new` is where the finding must be."""

    number: int
    code: str
    file: str
    old: str
    new: str


# Portfolios 0, 3, 6 … are in Kazakh, 1, 4, 7 … in Russian, 2, 5, 8 … in English.
SOURCES = (
    Source("aigerim", ("Айгерім", "Үлгібаева"), "Мысалбаева", (
        "Ақбота", "Әсел", "Балжан", "Бибігүл", "Гүлнұр", "Дана", "Еркежан", "Жанар", "Зере", "Қарлығаш", "Күнсұлу",
        "Ләззат", "Мөлдір", "Назерке", "Перизат", "Сәуле", "Толқын", "Ұлжан", "Шынар", "Інжу")),
    Source("stepnoe", ("Светлана", "Примерова"), "Образцова", (
        "Алла", "Вера", "Галина", "Дарья", "Евгения", "Жанна", "Зоя", "Инна", "Клара", "Лидия", "Майя", "Надежда",
        "Оксана", "Полина", "Раиса", "Софья", "Таисия", "Ульяна", "Фаина", "Юлия")),
    Source("daniyar", ("Daniyar", "Sample"), "Specimen", (
        "Adil", "Bolat", "Chingiz", "Damir", "Erlan", "Farid", "Galym", "Hamit", "Ilyas", "Janat", "Kanat", "Laziz",
        "Marat", "Nurlan", "Olzhas", "Qanysh", "Ruslan", "Sanzhar", "Timur", "Yerzhan")),
)  # fmt: skip

DESIGN, APPROBATION = "cycles/2025-2026-1/4-design.yaml", "cycles/2025-2026-1/5-approbation.md"
CYCLE, NEXT_CYCLE = "cycles/2025-2026-1/cycle.yaml", "cycles/2025-2026-2/cycle.yaml"
REFLECTION, REGISTER = "cycles/2025-2026-1/3-reflection.md", "evidence.yaml"
LESSONS = "cycles/2025-2026-1/lessons/"
KK = LESSONS + "2025-10-08-qatynas.md"
RU = LESSONS + "2025-12-04-otrar-i-syrym-datuly.md"
EN = LESSONS + "2025-12-03-is-the-film-better-than-the-book.md"
METHODS, PARTLY = "Түсіндіру, үлгі бойынша шешу, жұптық тексеру.", "Частично. Без"
GOAL_REACHED = "Partly: 17 of 22 pupils gave two arguments in their pair, but in the class discussion the objections were answered by eight."
# Two teachers have this passage, and nobody else: the second is told.
SHARED = (
    "Екінші айдан бастап әр топ өз дәптеріне апталық байқау парағын жапсырып, жұма сайын бір сұрақты таңдап қорғады."
)

CHANGES = [
    Change(0, "PD103", DESIGN, "due: 2025-12-12", "due: ¦12.12.2025"),
    Change(3, "PD104", DESIGN, "competence: practice", "competence: ¦practise"),
    Change(6, "PD307", DESIGN, "ӘБ жетекшісі\n    goal: g1", "ӘБ жетекшісі\n    goal: ¦g7"),
    Change(9, "PD502", REGISTER, "evidence/seminar-2026-04.txt", "¦evidence/seminar-2026-40.txt"),
    Change(12, "PD501", KK, "attachments: [e4]", "attachments: [e4, ¦e44]"),
    Change(15, "PD602", KK, METHODS, "Ата-анасы: ¦+7 (700) 000-00-00."),
    Change(18, "PD712", KK, METHODS, "Жұптық ¦жұптық жұптық тексеру болды."),
    Change(21, "PD507", APPROBATION, "    evidence: [e6]", "    evidence: [¦e5]"),
    Change(24, "PD003", NEXT_CYCLE, "status: final\n", "status: final\n¦status: final\n"),
    Change(24, "PD604", KK, METHODS, "Жоспарды ¦mugalim@mysal.example поштасына жібердім."),
    Change(27, "PD705", KK, "Үлгіге ұқсас есепте", "Үлгіге ұқсас ¦eсепте"),
    Change(30, "PD011", KK, "---\n\n## 1.", "---\n\n¦Бұл сабақ ұзақ болды.\n\n## 1."),
    Change(33, "PD806", "portfolio.yaml", "target_category: expert", "target_category: ¦teacher"),
    Change(36, "", KK, METHODS, SHARED),
    Change(39, "PD708", KK, METHODS, MARK + SHARED),
    Change(1, "PD205", CYCLE, "end: 2025-12-27", "end: ¦2025-02-27"),
    Change(4, "PD410", APPROBATION, "reached: yes", "reached: ¦no"),
    Change(7, "PD101", RU, "class: 6", "¦subjekt: История\nclass: 6"),
    Change(10, "PD701", RU, PARTLY, "¦TODO: Без"),
    Change(13, "PD601", RU, PARTLY, "ИИН ¦050101500000. Без"),
    Change(16, "PD603", RU, PARTLY, "Ученик ¦Иванов Пётр. Без"),
    Change(19, "PD311", APPROBATION, "goal: g2\n    date: 2025-11-20", "goal: ¦g5\n    date: 2025-11-20"),
    Change(22, "PD203", RU, "date: 2025-12-04", "date: ¦2026-01-14"),
    Change(25, "PD405", DESIGN, "end: 2025-12-12", "end: ¦2025-12-26"),
    Change(28, "PD516", REGISTER, "file: evidence/anketa-2025-10.csv", "url: ¦www.shkola.example/anketa"),
    Change(31, "PD002", CYCLE, "focus: Как", "focus: ¦'Как"),
    Change(2, "PD403", DESIGN, "target: 30 seconds", "target: ¦14 seconds"),
    Change(5, "PD404", DESIGN, "due: 2025-12-12", "due: ¦2025-10-12"),
    Change(8, "PD309", REFLECTION, "    from: [f4, f5]\n", "    from: [f4, f5, ¦f8]\n"),
    Change(11, "PD709", EN, GOAL_REACHED, "¦yes"),
    Change(14, "PD711", EN, GOAL_REACHED, "¦PARTLY: 17 OF 22 PUPILS GAVE TWO ARGUMENTS IN THEIR PAIR, AND SO DID THE TEACHER"),
    Change(17, "PD106", APPROBATION, "  - id: c2\n    text", "  - ¦text"),
    Change(20, "PD108", APPROBATION, "  - id: c2\n", "  - id: ¦c1\n"),
]  # fmt: skip


def make_school(folder: Path) -> list[Planted]:
    """Write the portfolios below `teachers/`; the mistakes, in the order of their places."""
    roots = []
    for number in range(PORTFOLIOS):
        source, place = SOURCES[number % len(SOURCES)], number // len(SOURCES)
        name = (source.names[place], source.surname)
        # Folders as people name them: with a space and letters that an address must escape.
        root = folder / "teachers" / f"{number:02} {' '.join(name)}"
        _copy(EXAMPLES / source.example, root, dict(zip(source.words, name, strict=True)))
        roots.append(root)
    planted = []
    for change in CHANGES:
        path = roots[change.number] / change.file
        text = path.read_bytes().decode("utf-8")
        assert change.old in text, f"the example no longer has {change.old!r} in {change.file}"
        text = text.replace(change.old, change.new, 1)
        if change.code:
            before, _mark, after = text.partition(MARK)
            text = before + after
            line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
            planted.append(Planted(path.relative_to(folder).as_posix(), line, column, change.code))
        path.write_bytes(text.encode("utf-8"))
    return sorted(planted)


def _copy(example: Path, root: Path, names: dict[str, str]) -> None:
    # Neither what pd wrote (pages, schemas for editors) nor the page about the example.
    shutil.copytree(example, root, ignore=shutil.ignore_patterns("build", ".pd", "README.md"))
    for path in root.rglob("*.*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8")
            for word, name in names.items():
                text = text.replace(word, name)
            path.write_bytes(text.encode("utf-8"))
