"""Portfolios in Kazakh made for measuring: half YAML, half Markdown, copied from the complete example with other words."""

import random
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


def make(folder: Path, files: int) -> tuple[int, int]:
    """Write portfolios of 10 YAML and 10 Markdown documents each; how many of either."""
    source = ROOT / "examples" / "aigerim"
    randomness = random.Random(1)
    for number in range(files // FILES_PER_PORTFOLIO):
        root = folder / f"teacher-{number:04}"
        for name in ("portfolio.yaml", "evidence.yaml"):
            _copy(source / name, root / name, randomness)
        shutil.copytree(source / "evidence", root / "evidence")
        for cycle in ("2025-2026-1", "2025-2026-2"):
            origin = source / "cycles" / cycle
            for path in sorted(origin.glob("*.*")):
                _copy(path, root / "cycles" / cycle / path.name, randomness)
        # Lessons in YAML and a Markdown pair bring both halves to ten.
        lessons = sorted((source / "cycles" / "2025-2026-1" / "lessons").glob("*.md"))
        for index in range(4):
            _as_yaml(root / "cycles/2025-2026-1/lessons" / f"lesson-{index}.yaml", randomness)
        for path in lessons[:2]:
            _copy(path, root / "cycles" / "2025-2026-1" / "lessons" / path.name, randomness)
    yaml = len(list(folder.rglob("*.yaml")))
    return yaml, len(list(folder.rglob("*.md")))


def _copy(path: Path, target: Path, randomness: random.Random) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    extra = " ".join(randomness.choice(WORDS) for _word in range(8))
    target.write_text(path.read_text(encoding="utf-8").replace("Айгерім", f"Айгерім {extra}"), encoding="utf-8")


def _as_yaml(target: Path, randomness: random.Random) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = ["kind: lesson-analysis", "status: final", "date: 2025-10-14", "class: 6 «Ә»", "topic: Бөлшектер"]
    for key in ("goal", "goal_reached", "methods", "student_response", "evidence", "improvement"):
        lines.append(f"{key}: |-")
        for _line in range(4):
            lines.append("  " + " ".join(randomness.choice(WORDS) for _word in range(12)))
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
