"""One value of YAML on one line."""

import io
import re
from typing import Any

from pdcli.reading.yaml_slip import encode

# No YAML reads a path of such signs as anything but text.
_PATH = re.compile(r"(?=[^/]*/)[^\W_](?:[\w./ -]*\w)?")


def as_scalar(text: str) -> str:
    """A text of one line as YAML reads it back, also inside brackets: in quotes where it would be something else."""
    if _PATH.fullmatch(text):
        return text
    if ":" in text and text.isprintable():
        return encode(text)
    return in_flow(text)


def in_flow(value: Any) -> str:
    """A value as it stands inside brackets, on one line."""
    # Most runs write no value, and it takes long to load.
    from ruamel.yaml import YAML

    yaml = YAML(pure=True)
    yaml.width, yaml.allow_unicode, yaml.default_flow_style = 10**6, True, True
    stream = io.StringIO()
    yaml.dump([value], stream)
    return stream.getvalue().strip()[1:-1]
