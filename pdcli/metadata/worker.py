"""The worker process that parses files for `files.py`: one JSON request per line, one JSON answer per line."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from pdcli.metadata.inspection import Format, Inspection, InspectionError, Problem, normalised

# A file with its parts decompressed needs less.
_MAX_MEMORY = 2 << 30


def main() -> None:
    """Answer requests until stdin ends. What libraries print to stdout goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _limit_memory()
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line))) + "\n")
        answers.flush()


def _answer(request: dict[str, str]) -> dict[str, Any]:
    try:
        data = Path(request["path"]).read_bytes()
        inspection = inspect(data, request["format"])
        if request.get("to") and inspection.problem is None:
            inspection = _clean(data, request["format"], Path(request["to"]))
    except (Exception, MemoryError) as error:
        # Libraries raise anything for a broken file.
        inspection = Inspection((), _problem(error))
    return inspection._asdict()


def inspect(data: bytes, name: str) -> Inspection:
    """The metadata in bytes of a format. Raises InspectionError, or any exception for broken bytes."""
    return Inspection(normalised(_format(name).inspect(data)))


def _clean(data: bytes, name: str, target: Path) -> Inspection:
    """Write the cleaned file; returns the metadata that remains. Raises InspectionError if it cannot be cleaned."""
    clean = _format(name).clean
    if clean is None:
        raise InspectionError("format")
    cleaned = clean(data)
    remaining = inspect(cleaned, name)
    if not remaining.hidden:
        target.write_bytes(cleaned)
    return remaining


def _format(name: str) -> Format:
    match name:
        case "jpeg" | "png" | "webp":
            from pdcli.metadata.image import clean_image, inspect_image

            return Format(lambda data: inspect_image(data, name), lambda data: clean_image(data, name))
        case "tiff" | "gif":
            from pdcli.metadata.image import inspect_with_pillow

            return Format(inspect_with_pillow, None)
        case "pdf":
            from pdcli.metadata.pdf import clean_pdf, inspect_pdf

            return Format(inspect_pdf, clean_pdf)
        case "zip":
            from pdcli.metadata.office import clean_office, inspect_office

            return Format(inspect_office, clean_office)
        case _:
            raise InspectionError("format")


def _problem(error: BaseException) -> Problem:
    if isinstance(error, InspectionError):
        return error.problem
    return "large" if isinstance(error, MemoryError) else "broken"


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


if __name__ == "__main__":
    main()
