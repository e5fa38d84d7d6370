"""YAML files that define something for pd, such as forms and rule packs."""

from pathlib import Path

from pdcli.diagnostics import Diagnostic
from pdcli.reading.place import Places
from pdcli.reading.source import read_source
from pdcli.reading.yaml_reader import read_yaml


def read_yaml_file(path: Path) -> tuple[Places, tuple[Diagnostic, ...]]:
    """The positions in a file, with its data in `read`, and what is wrong with its bytes or its YAML."""
    source = read_source(path)
    places = Places(str(path), source.text)
    if source.problem:
        return places, (places.from_source(source.problem),)
    places.read = read_yaml(source.text)
    return places, tuple(map(places.from_yaml, places.read.problems))
