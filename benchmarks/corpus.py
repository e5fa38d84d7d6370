"""Portfolios in Kazakh made for measuring: half YAML, half Markdown, copied from the complete example with other words."""

import random
import re
import shutil
from pathlib import Path

WORDS = [
    "сабақ",
    "оқушы",
    "мақсат",
    "сызба",
    "критерий",
    "есеп",
    "талдау",
    "рефлексия",
    "өсу",
    "нәтиже",
    "дерек",
    "сұрақ",
    "жауап",
    "топ",
    "жұп",
    "бағалау",
]
ROOT = Path(__file__).resolve().parent.parent
FILES_PER_PORTFOLIO = 20
CYCLES = ("2025-2026-1", "2025-2026-2")
# What of the example ten YAML and ten Markdown files hold: the rest of the ten are lessons written as YAML.
FILES = [
    "portfolio.yaml",
    "evidence.yaml",
    "reflections/2025-2026-self-assessment.yaml",
    "cycles/2025-2026-1/lessons/2025-10-08-qatynas.md",
    "cycles/2025-2026-2/lessons/2026-02-10-kriteriy-quramyz.md",
    *(f"cycles/{cycle}/{name}" for cycle in CYCLES for name in (
        "cycle.yaml", "1-action.md", "2-analysis.md", "3-reflection.md", "4-design.yaml", "5-approbation.md")),
]  # fmt: skip
LESSONS = {"2025-2026-1": ("2025-09-23", "2025-11-04"), "2025-2026-2": ("2026-03-10",)}
# Names of documents that a finding comes from; not all of the example's documents are copied.
_SOURCES = re.compile(r"^    documents: \[.*\]\n", re.MULTILINE)
_LONG_WORD = re.compile(r"\b[а-яәғқңөұүһі]{6,}\b")


def make(folder: Path, files: int) -> tuple[int, int]:
    """Write portfolios of 10 YAML and 10 Markdown documents each; how many of either."""
    source = ROOT / "examples" / "aigerim"
    randomness = random.Random(1)
    used = set(re.findall(r"\be\d+\b", "".join(_text(source / name) for name in FILES if name != "evidence.yaml")))
    register, evidence = _register(_text(source / "evidence.yaml"), used)
    for number in range(files // FILES_PER_PORTFOLIO):
        root = folder / f"teacher-{number:04}"
        for name in FILES:
            text = register if name == "evidence.yaml" else _text(source / name)
            _write(root / name, _varied(text, randomness) if name.endswith(".md") else text)
        for name in evidence:
            (root / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(source / name, root / name)
        for cycle, days in LESSONS.items():
            for day in days:
                _write(root / "cycles" / cycle / "lessons" / f"lesson-{day}.yaml", _lesson(day, randomness))
        profile = _text(root / "portfolio.yaml").replace("target_category: expert", "target_category: moderator")
        _write(root / "portfolio.yaml", profile.replace("Айгерім", f"Айгерім {number:04}"))
    yaml = len(list(folder.rglob("*.yaml")))
    return yaml, len(list(folder.rglob("*.md")))


def _text(path: Path) -> str:
    return _SOURCES.sub("", path.read_text(encoding="utf-8"))


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _register(text: str, used: set[str]) -> tuple[str, list[str]]:
    """The register with only the evidence that is used, and its files."""
    head, *items = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)
    kept = [item for item in items if item.split()[2] in used]
    return head + "".join(kept), re.findall(r"^    file: (.+)$", "".join(kept), re.MULTILINE)


def _varied(text: str, randomness: random.Random) -> str:
    """Every fifth long word of the answers is another one, so that no two teachers say the same."""
    front, mark, body = text.partition("\n---\n")
    lines = [
        line if line.startswith("#") else _LONG_WORD.sub(
            lambda found: randomness.choice(WORDS) if randomness.random() < 0.2 else found[0], line)
        for line in body.split("\n")
    ]  # fmt: skip
    return front + mark + "\n".join(lines)


def _lesson(day: str, randomness: random.Random) -> str:
    lines = ["kind: lesson-analysis", "status: final", f"date: {day}", "class: 6 «Ә»", "topic: Бөлшектер"]
    for key in ("goal", "goal_reached", "methods", "student_response", "evidence", "improvement"):
        lines.append(f"{key}: |-")
        for _line in range(4):
            lines.append("  " + " ".join(randomness.sample(WORDS, 12)))
    return "\n".join(lines) + "\n"
