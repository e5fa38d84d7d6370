"""The likely kind of a file that cannot be read or does not state it."""

import re
from collections.abc import Container
from typing import Any

_KIND = r"(?m)^[\ufeff\u200b \t]?[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z][A-Za-z-]*)"
_NUMBER = r"^(?:\d{4}-\d{4}-|\d{4}-\d\d-\d\d-|\d+[-_. ]+)"
# Where there is one kind of document in a folder, its name says the kind.
_BY_FOLDER = {
    "lessons": "lesson-analysis", "diary": "growth-diary", "essays": "essay", "mentoring": "mentoring",
    "observations": "lesson-observation", "observation-sheets": "observation-sheet", "diagnostics": "diagnostic",
}  # fmt: skip
_BY_NAME = {
    "justification": "experience-justification", "description": "experience-description", "guide": "methodical-guide",
    "plan": "research-plan", "novice": "novice-reflection", "year": "year-reflection",
}  # fmt: skip


# Questions that only one kind of document asks.
_BY_KEY = {
    "growth_areas": "reflection", "findings": "analysis", "goals": "design", "corrections": "approbation",
    "carried_over": "cycle", "target_category": "portfolio",
}  # fmt: skip


def kind_of_data(data: dict[str, Any], kinds: Container[str]) -> str | None:
    """The likely kind by the fields of a document; None if unknown."""
    kind = next((kind for key, kind in _BY_KEY.items() if key in data), None)
    rows = data.get("items")
    if kind is None and isinstance(rows, list) and rows and isinstance(rows[0], dict) and "id" in rows[0]:
        kind = "evidence"
    return kind if kind in kinds else None


def likely_kind(text: str, inside: str, kinds: Container[str]) -> str | None:
    """The kind that a text states, else the likely one by its path in the portfolio (`inside`); None if unknown."""
    match = re.search(_KIND, text)
    if match and match[1] in kinds:
        return match[1]
    *folders, name = inside.split("/")
    stem = re.sub(_NUMBER, "", name.partition(".")[0].lower())
    by_folder = next((_BY_FOLDER[folder] for folder in reversed(folders) if folder in _BY_FOLDER), None)
    kind = stem if stem in kinds else _BY_NAME.get(stem) if folders else None
    if kind is None and stem.endswith("-self-analysis"):
        kind = "self-analysis"
    kind = kind or by_folder
    return kind if kind in kinds else None
