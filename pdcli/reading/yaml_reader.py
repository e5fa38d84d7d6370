"""YAML as a teacher means it: plain data, and where every key and value stands.

Documents with nothing but plain lines, as nearly all are, need no parser, and it is not even loaded. A plain scalar
becomes a number only where nothing of its spelling is lost: `7` and `3.5` are numbers; `012`, `1_000`, `12:30`, `yes`
and `2026-10-14` stay text. Places are worked out where somebody asks for them: mostly only the data is needed.
"""

from pdcli.reading.plain_yaml import plain_data
from pdcli.reading.yaml_result import YamlResult


def read_yaml(text: str, offset: int = 0, fast: bool = True) -> YamlResult:
    """Read one YAML document. `offset` is added to every place; `fast=False` leaves plain lines to the parser, too.

    Never raises for any text: problems are PD002, PD003, PD007 to PD009, PD033 and PD035. Where a correction is
    certain, the data is that of the corrected text.
    """
    data = plain_data(text) if fast else None
    if data is not None:
        return YamlResult(data, [], lambda: _parse(text, offset).places)
    return _parse(text, offset)


def _parse(text: str, offset: int) -> YamlResult:
    from pdcli.reading.yaml_repair import parse

    return parse(text, offset)
