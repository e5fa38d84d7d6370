"""Runs the rules over a portfolio."""

from collections.abc import Sequence

from pdcli.diagnostics import Diagnostic
from pdcli.lint.rules import RULES
from pdcli.portfolio.portfolio import Portfolio


def lint(portfolio: Portfolio, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Diagnostic]:
    """Everything that is wrong, in the order of place. Selectors are codes, their beginnings, or names."""
    found = [*portfolio.diagnostics]
    for document in portfolio.documents:
        found.extend(document.diagnostics)
    for rule in RULES:
        if rule.check is not None and _is_wanted(rule.code, rule.name, select, ignore):
            found.extend(rule.run(portfolio))
    wanted = {item: None for item in found if _is_wanted(item.code, item.name, select, ignore)}
    return sorted(wanted, key=lambda item: item.place)


def matches(selector: str, code: str, name: str) -> bool:
    """Whether a selector means this rule."""
    return selector == name or code.startswith(selector.upper())


def _is_wanted(code: str, name: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    if any(matches(selector, code, name) for selector in ignore):
        return False
    return not select or any(matches(selector, code, name) for selector in select)
