"""A school of any size, the same every time: the three portfolios of examples/school-mysal under other names, with other
growth areas, and with parts left out. The people are made up.
"""

import random
import re
import shutil
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "school-mysal"
YEARS = ("2024-2025", "2025-2026")
STAGE_FILES = ("1-action.md", "2-analysis.md", "3-reflection.md", "4-design.yaml", "5-approbation.md")
FIRST = (
    "Ақбота", "Әлихан", "Балжан", "Бекзат", "Гүлнұр", "Дәурен", "Еркежан", "Жанар", "Зере", "Ілияс", "Қарлығаш", "Ләззат",
    "Мөлдір", "Нұрболат", "Өмірзақ", "Перизат", "Сәуле", "Толқын", "Ұлжан", "Шынар",
)  # fmt: skip
LAST = ("Мысалұлы", "Үлгіқызы", "Мысалбаева", "Үлгібай")
SUBJECTS = (
    "Математика", "Қазақ тілі мен әдебиеті", "Орыс тілі", "Ағылшын тілі", "Физика", "Химия", "Тарих", "Информатика",
    "Бастауыш сынып", "Көркем еңбек",
)  # fmt: skip
CATEGORIES = ("teacher", "moderator", "expert", "researcher", "master")
AREAS = (
    "Мәтінге сұрақ қоюға үйрету", "Мәтінмен жұмыста сұрақ қою", "Мәтінді есепті модельдеу", "Есепті сызба арқылы модельдеу",
    "Бағалау критерийін оқушымен бірге құру", "Критерийлерді сабақ басында түсіндіру", "Формативті бағалауды жүйелеу",
    "Топтық жұмыста рөл бөлу", "Топтағы пікірталасты басқару", "Сараланған тапсырма құрастыру",
    "Тапсырманы саралап беру", "Кері байланысты жазбаша беру", "Зертханалық жұмысты қауіпсіз ұйымдастыру",
    "Цифрлық құралдарды таңдау", "Оқушының сыни ойлауын қолдау", "Сабақ уақытын бөлу", "Ата-анамен әңгіме құру",
)  # fmt: skip


class Planted(NamedTuple):
    """What one portfolio says in the last school year: the stages that are final, and the rest."""

    id: str
    name: str
    stages: int
    is_novice: bool
    has_mentor: bool
    has_self_assessment: bool
    has_private_plan: bool


def make(folder: Path, teachers: int = 60) -> list[Planted]:
    """Write a school; what it says of every teacher, in the order of their ids."""
    chance = random.Random(1)
    for name in ("notes", "school"):
        shutil.copytree(EXAMPLE / name, folder / name)
    planted = [_teacher(folder, number, chance) for number in range(teachers)]
    head, _mark, _mentors = (EXAMPLE / "school.yaml").read_text(encoding="utf-8").partition("mentors:\n")
    pairs = "".join(f"  - novice: {item.id}\n    mentor: {planted[0].id}\n" for item in planted if item.has_mentor)
    (folder / "school.yaml").write_text(head + ("mentors:\n" + pairs if pairs else ""), encoding="utf-8")
    return planted


def _teacher(folder: Path, number: int, chance: random.Random) -> Planted:
    # The first one has everything.
    stages = 5 if number == 0 else chance.choice((0, 1, 2, 3, 4, 4, 5, 5))
    is_novice = number % 9 == 4
    item = Planted(
        id=f"t{number:03}",
        name=f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}",
        stages=stages,
        is_novice=is_novice,
        has_mentor=is_novice and number % 18 == 4,
        has_self_assessment=chance.random() < 0.7,
        has_private_plan=stages >= 4 and chance.random() < 0.1,
    )
    root = folder / "teachers" / item.id
    source = EXAMPLE / "teachers" / "daniyar"
    (root / "evidence").mkdir(parents=True)
    for path in sorted((source / "evidence").iterdir()):
        shutil.copyfile(path, root / "evidence" / path.name)
    shutil.copyfile(source / "evidence.yaml", root / "evidence.yaml")
    # Of eight, one stands at either end; two of three aim at the next category.
    step = chance.choice((0, 1, 1, 2, 2, 3, 3, 4))
    aimed = CATEGORIES[step + 1 : step + 2] if number % 3 else ()
    profile = f"kind: portfolio\nformat: 1\nlang: kk\nname: {item.name}\nschool: Үлгі негізгі мектебі\n"
    profile += f"subject: {SUBJECTS[number % len(SUBJECTS)]}\ncategory: {CATEGORIES[step]}\n"
    profile += "".join(f"target_category: {category}\n" for category in aimed)
    _write(root / "portfolio.yaml", profile + ("novice: true\n" if is_novice else ""))
    for year in YEARS if number % 2 == 0 else YEARS[1:]:
        title = chance.choice(AREAS)
        for name in ("cycle.yaml", *STAGE_FILES[: stages if year == YEARS[-1] else 5]):
            text = (source / "cycles" / "2025-2026-1" / name).read_text(encoding="utf-8")
            text = text.replace("Мәтінге сұрақ қоюға үйрету", title)
            if year == YEARS[-1] and name == "4-design.yaml" and item.has_private_plan:
                text = text.replace("status: final", "status: final\nprivate: true", 1)
            _write(root / "cycles" / f"{year}-1" / name, text if year == YEARS[-1] else _a_year_earlier(text))
    if item.has_self_assessment:
        name = "reflections/2025-2026-self-assessment.yaml"
        _write(root / name, (source / name).read_text(encoding="utf-8"))
    return item


def _a_year_earlier(text: str) -> str:
    return re.sub(r"\b202[56](?=-\d\d-\d\d)", lambda found: str(int(found[0]) - 1), text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
