"""All rules: those in the modules of every family, found by their type. A code is never used again for another rule."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from pdcli.lint.rule import Rule


def _modules(package: str, path: Iterable[str]) -> Iterator[str]:
    """The names of all modules below a package, those in packages included."""
    for module in iter_modules(path):
        name = f"{package}.{module.name}"
        if module.ispkg:
            yield from _modules(name, import_module(name).__path__)
        else:
            yield name


def _rules() -> Iterator[Rule]:
    for name in _modules(__name__, __path__):
        yield from (item for item in vars(import_module(name)).values() if isinstance(item, Rule))


RULES: tuple[Rule, ...] = tuple(sorted(_rules(), key=lambda item: item.code))
BY_CODE = {rule.code: rule for rule in RULES}
