"""YAML as a teacher means it: plain data, and where every key and value stands.

Documents with nothing but plain lines, as nearly all are, need no parser, and it is not even loaded. A plain scalar
becomes a number only where nothing of its spelling is lost: `7` and `3.5` are numbers; `012`, `1_000`, `12:30`, `yes`
and `2026-10-14` stay text. Places are worked out where somebody asks for them: mostly only the data is needed.
"""

from pdcli.portfolio.plain_yaml import plain_data
from pdcli.portfolio.yaml_result import Node, YamlResult


def read_yaml(text: str, offset: int = 0, fast: bool = True) -> YamlResult:
    """Read one YAML document. `offset` is added to every place; `fast=False` uses the parser without C.

    Never raises for what the text holds: problems PD002, PD003, PD007, PD008 and PD009 tell what is wrong.
    """
    data = plain_data(text)
    if data is None:
        from pdcli.portfolio.yaml_events import parse

        return parse(text, offset, fast)

    def places() -> Node | None:
        from pdcli.portfolio.yaml_events import parse_with_places

        return parse_with_places(text, offset, fast).root

    return YamlResult(data, [], places)
