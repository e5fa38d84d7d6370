"""JSON, for other programs. A name that is no text is written with escapes."""

import json
from datetime import date

from pdcli.render.formats import Data, DocumentFormat


def write(data: Data) -> str:
    """The data, with a line for each of its rows where it has such."""
    value = {**data.value, data.rows: []} if data.rows else data.value
    text = _dumped(value, indent=2)
    if data.rows and data.value[data.rows]:
        rows = ",\n".join(f"    {_dumped(row)}" for row in data.value[data.rows])
        text = text.removesuffix("[]\n}") + f"[\n{rows}\n  ]\n}}"
    return (text + "\n").encode("utf-8", "backslashreplace").decode("utf-8")


def _dumped(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_day)


def _day(value: object) -> str:
    """What JSON has no type for: days. Raises TypeError for anything else."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


FORMAT = DocumentFormat("data", write)
