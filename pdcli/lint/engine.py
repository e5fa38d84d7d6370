"""Runs the rules over a portfolio, as its configuration says."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.patterns import matches_patterns
from pdcli.discovery.settings import Configuration
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Rule
from pdcli.lint.rules import BY_CODE, RULES
from pdcli.lint.suppress import apply
from pdcli.portfolio.portfolio import Portfolio
from pdcli.reading.codes import CODES, NEVER_HIDDEN

_COPY = "PD036"
# On a line with one of these something else may stand than was read.
_MISREAD = frozenset(("PD002", "PD009"))


def lint(
    portfolio: Portfolio,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    configuration: Configuration | None = None,
    hidden: list[Diagnostic] | None = None,
) -> list[Diagnostic]:
    """Everything that is wrong with a portfolio, as `check` gives it."""
    return check(LintContext(portfolio, configuration), select, ignore, hidden)


def check(
    context: LintContext,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    hidden: list[Diagnostic] | None = None,
) -> list[Diagnostic]:
    """Everything that is wrong, in the order of place. Selectors are codes, their beginnings, or names.

    `select` and `ignore` come from the command line: the first takes the place of the configuration's, the second adds.
    What would be told but for a comment in a document is added to `hidden`.
    """
    portfolio, configuration = context.portfolio, context.configuration
    settings = configuration.settings
    asked, select, ignore = select, select or settings.select, [*settings.ignore, *ignore]
    found = [*portfolio.diagnostics, *portfolio.ledger.diagnostics]
    for document in portfolio.documents:
        found.extend(document.diagnostics)
    misread = frozenset((item.path, item.span.line) for item in found if item.code in _MISREAD)
    for rule in _wanted_rules(tuple(select), tuple(ignore)):
        told = rule.run(context)
        found.extend(_without_misread(told, misread) if misread else told)
    copies = {item.path for item in found if item.code == _COPY}
    if copies:
        # What is wrong in the first one is told there.
        found = [item for item in found if item.path not in copies or item.code == _COPY or _is_personal(item)]

    def is_run(said: str) -> bool:
        rule = BY_CODE.get(said.upper()) or next((rule for rule in RULES if rule.name == said), None)
        if rule is None:
            # Nobody knows it; it is told, unless other rules were asked for.
            return is_wanted(said.upper(), said, select, ignore)
        return (rule.check is not None or rule.code in CODES) and is_wanted(rule.code, rule.name, select, ignore)

    in_comments: list[Diagnostic] = []
    left = [*apply(portfolio.documents, dict.fromkeys(found), is_run, in_comments)]
    seen = [*configured((item for item in left if item.code not in NEVER_HIDDEN), select, ignore, configuration)]
    # What a configuration selects must not hide what is wrong with it, or that something is not read.
    seen += configured(configuration.diagnostics, asked, ignore, configuration)
    seen += (item for item in left if item.code in NEVER_HIDDEN and is_wanted(item.code, item.name, asked, ()))
    if hidden is not None:
        hidden += configured(in_comments, select, ignore, configuration)
    return sorted(seen, key=lambda item: item.place)


def _is_personal(item: Diagnostic) -> bool:
    return item.code.startswith("PD6")


def _without_misread(found: Iterable[Diagnostic], misread: frozenset[tuple[Path, int]]) -> Iterator[Diagnostic]:
    """The findings but those on lines that could not be read as they are; personal data is always told."""
    for item in found:
        lines = ((item.path, line) for line in range(item.span.line, item.span.end_line + 1))
        if _is_personal(item) or misread.isdisjoint(lines):
            yield item


@lru_cache(maxsize=64)
def _wanted_rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that these selectors want, without those that are found while reading."""
    return tuple(rule for rule in RULES if rule.check and is_wanted(rule.code, rule.name, select, ignore))


def matches(selector: str, code: str, name: str) -> bool:
    """Whether a selector means this rule."""
    return selector == name or code.startswith(selector.upper())


def is_selector(selector: str) -> bool:
    """Whether a selector means any rule."""
    return bool(selector) and any(matches(selector, rule.code, rule.name) for rule in RULES)


def configured(
    found: Iterable[Diagnostic], select: Sequence[str], ignore: Sequence[str], configuration: Configuration
) -> Iterator[Diagnostic]:
    """What the configuration leaves of some findings, with the severities it gives them."""
    severities = configuration.settings.severity
    for item in found:
        if not is_wanted(item.code, item.name, select, ignore) or _is_ignored_here(item, configuration):
            continue
        # The longest selector is the one that was meant most.
        fitting = [(len(selector), value) for selector, value in severities if matches(selector, item.code, item.name)]
        yield item._replace(severity=Severity(max(fitting)[1])) if fitting else item


def _is_ignored_here(item: Diagnostic, configuration: Configuration) -> bool:
    if configuration.folder is None or not configuration.settings.per_path_ignores:
        return False
    try:
        path = item.path.relative_to(configuration.folder).as_posix()
    except ValueError:
        return False
    return any(
        matches_patterns(path, (pattern,)) and any(matches(selector, item.code, item.name) for selector in selectors)
        for pattern, selectors in configuration.settings.per_path_ignores
    )


def is_wanted(code: str, name: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether these selectors want a rule."""
    if any(matches(selector, code, name) for selector in ignore):
        return False
    return not select or any(matches(selector, code, name) for selector in select)
