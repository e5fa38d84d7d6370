"""What is known of documents without a class: for code that must start fast and leaves Pydantic out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# The five stages of a cycle, in their order.
STAGES: tuple[str, ...] = ("action", "analysis", "reflection", "design", "approbation")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def says_private(said: Mapping[Any, Any]) -> bool | None:
    """Whether a document or a row says that it is private; None where it says nothing.

    `Private: true` and `private: yes` are mistakes that lint shows; what is meant is clear enough to show it nobody.
    """
    values = [value for key, value in said.items() if value is not None and _is_private(key)]
    return any(value is not False for value in values) if values else None


# The same few keys stand in every row of every document.
@lru_cache(maxsize=4096)
def _is_private(key: object) -> bool:
    return isinstance(key, str) and key.strip().casefold() == "private"
