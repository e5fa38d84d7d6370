"""What is known of documents without a class: for code that must start fast and leaves Pydantic out."""

import re

# The five stages of a cycle, in their order.
STAGES: tuple[str, ...] = ("action", "analysis", "reflection", "design", "approbation")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
