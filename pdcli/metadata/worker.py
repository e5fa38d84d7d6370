"""The process that reads files for `files.py`: one request a line, one answer a line."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from pdcli.metadata.look import CannotLookError, Format, Look, Problem, tidy

# A file with its parts unpacked is not larger.
_MOST_MEMORY = 2 << 30


def main() -> None:
    """Answer until there is nothing more to be read. What libraries print is nobody's answer."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _limit_memory()
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line))) + "\n")
        answers.flush()


def _answer(request: dict[str, str]) -> dict[str, Any]:
    try:
        data = Path(request["path"]).read_bytes()
        found = look(data, request["format"])
        if request.get("to") and found.problem is None:
            found = _clean(data, request["format"], Path(request["to"]))
    except (Exception, MemoryError) as error:
        # Whatever libraries make of a broken file.
        found = Look((), _problem(error))
    return found._asdict()


def look(data: bytes, name: str) -> Look:
    """What bytes of a format tell. Raises CannotLookError, or anything at all where they are broken."""
    return Look(tidy(_format(name).look(data)))


def _clean(data: bytes, name: str, target: Path) -> Look:
    """Write the cleaned file; what it still tells, or why it could not be cleaned."""
    clean = _format(name).clean
    if clean is None:
        raise CannotLookError("format")
    cleaned = clean(data)
    left = look(cleaned, name)
    if not left.hidden:
        target.write_bytes(cleaned)
    return left


def _format(name: str) -> Format:
    match name:
        case "jpeg" | "png" | "webp":
            from pdcli.metadata.image import clean_image, look_image

            return Format(lambda data: look_image(data, name), lambda data: clean_image(data, name))
        case "tiff" | "gif":
            from pdcli.metadata.image import look_with_pillow

            return Format(look_with_pillow, None)
        case "pdf":
            from pdcli.metadata.pdf import clean_pdf, look_pdf

            return Format(look_pdf, clean_pdf)
        case "zip":
            from pdcli.metadata.office import clean_office, look_office

            return Format(look_office, clean_office)
        case _:
            raise CannotLookError("format")


def _problem(error: BaseException) -> Problem:
    if isinstance(error, CannotLookError):
        return error.problem
    return "large" if isinstance(error, MemoryError) else "broken"


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
