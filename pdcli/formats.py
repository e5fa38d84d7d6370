"""A registry of output formats: each is a module of its own, loaded when it is asked for."""

from importlib import import_module
from pathlib import Path
from typing import Generic, TypeVar, cast

Format = TypeVar("Format")


class FormatRegistry(Generic[Format]):
    """The output formats of a package: every module in it is one, has its name, and holds it as `FORMAT`."""

    def __init__(self, package: str, first: str = "") -> None:
        self._package = package
        self._first = first

    def names(self) -> tuple[str, ...]:
        """The names of all formats: the first, then the others in the order of the alphabet."""
        # pkgutil would say the same, and takes longer to load than the rest of a check from what is kept.
        folders = map(Path, import_module(self._package).__path__)
        modules = {file.stem for folder in folders for file in folder.glob("*.py")} - {"__init__"}
        return tuple(sorted(modules, key=lambda name: (name != self._first, name)))

    def get(self, name: str) -> Format:
        """The format of a name from `names`."""
        return cast("Format", import_module(f"{self._package}.{name}").FORMAT)

    def all(self) -> dict[str, Format]:
        """Every format by its name."""
        return {name: self.get(name) for name in self.names()}
