"""Facts about documents that need no Pydantic, for code that must start fast."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# The five stages of a cycle, in their order.
STAGES: tuple[str, ...] = ("action", "analysis", "reflection", "design", "approbation")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_declared_private(data: Mapping[Any, Any]) -> bool | None:
    """Whether a document or a row is marked private; None if it is not marked.

    `Private: true` and `private: yes` are mistakes that lint reports, but they count as private.
    """
    values = [value for key, value in data.items() if value is not None and _is_private(key)]
    return any(value is not False for value in values) if values else None


# The same few keys stand in every row of every document.
@lru_cache(maxsize=4096)
def _is_private(key: object) -> bool:
    return isinstance(key, str) and key.strip().casefold() == "private"
