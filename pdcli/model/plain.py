"""What is known of documents without a class: for code that must start fast and leaves Pydantic out."""

import re
from collections.abc import Mapping
from typing import Any

# The five stages of a cycle, in their order.
STAGES: tuple[str, ...] = ("action", "analysis", "reflection", "design", "approbation")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def says_private(said: Mapping[Any, Any]) -> bool | None:
    """Whether a document or a row says that it is private; None where it says nothing.

    `Private: true` and `private: yes` are mistakes that lint shows; what is meant is clear enough to show it nobody.
    """
    values = [
        value
        for key, value in said.items()
        if value is not None and isinstance(key, str) and key.strip().casefold() == "private"
    ]
    return any(value is not False for value in values) if values else None
