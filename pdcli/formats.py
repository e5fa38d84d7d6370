"""A registry of output formats: each is a module of its own, loaded when it is asked for."""

from importlib import import_module
from typing import Generic, TypeVar, cast

Format = TypeVar("Format")


class FormatRegistry(Generic[Format]):
    """The output formats of a package: every module in it is one, has its name, and holds it as `FORMAT`."""

    def __init__(self, package: str, first: str = "") -> None:
        self._package = package
        self._first = first

    def names(self) -> tuple[str, ...]:
        """The names of all formats: the first, then the others in the order of the alphabet."""
        from pkgutil import iter_modules

        found = [module.name for module in iter_modules(import_module(self._package).__path__)]
        return tuple(sorted(found, key=lambda name: (name != self._first, name)))

    def get(self, name: str) -> Format:
        """The format of a name from `names`."""
        return cast("Format", import_module(f"{self._package}.{name}").FORMAT)

    def all(self) -> dict[str, Format]:
        """Every format by its name."""
        return {name: self.get(name) for name in self.names()}
