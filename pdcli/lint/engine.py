"""Runs the rules over a portfolio, as configured."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.patterns import matches_patterns
from pdcli.discovery.settings import Configuration
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Rule
from pdcli.lint.rules import BY_CODE, RULES
from pdcli.lint.suppress import apply_suppressions
from pdcli.portfolio.portfolio import Portfolio
from pdcli.reading.codes import CODES, NEVER_HIDDEN

_WHOLE_COPY = "PD036"
# A line with one of these may be read wrongly.
_MISREAD = frozenset(("PD002", "PD009"))


def lint(
    portfolio: Portfolio,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    configuration: Configuration | None = None,
    suppressed: list[Diagnostic] | None = None,
) -> list[Diagnostic]:
    """The diagnostics of a portfolio, as those of `check`."""
    return check(LintContext(portfolio, configuration), select, ignore, suppressed)


def check(
    context: LintContext,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    suppressed: list[Diagnostic] | None = None,
) -> list[Diagnostic]:
    """The diagnostics of a portfolio, in the order of place. Selectors are codes, their beginnings, or names.

    `select` and `ignore` come from the command line: the first replaces that of the configuration, the second adds to
    it. Diagnostics that a comment in a document hides are added to `suppressed`.
    """
    portfolio, configuration = context.portfolio, context.configuration
    settings = configuration.settings
    command_select, select, ignore = select, select or settings.select, [*settings.ignore, *ignore]
    diagnostics = [*portfolio.diagnostics, *portfolio.ledger.diagnostics]
    for document in portfolio.documents:
        diagnostics.extend(document.diagnostics)
    misread = frozenset((item.path, item.span.line) for item in diagnostics if item.code in _MISREAD)
    for rule in _selected_rules(tuple(select), tuple(ignore)):
        violations = rule.run(context)
        diagnostics.extend(_without_misread(violations, misread) if misread else violations)
    copies = {item.path for item in diagnostics if item.code == _WHOLE_COPY}
    if copies:
        # The first of two equal files has the diagnostics.
        diagnostics = [
            item for item in diagnostics if item.path not in copies or item.code == _WHOLE_COPY or _is_personal(item)
        ]

    def is_run(key: str) -> bool:
        rule = BY_CODE.get(key.upper()) or next((rule for rule in RULES if rule.name == key), None)
        if rule is None:
            # No such rule: it is reported, unless other rules are selected.
            return is_selected(key.upper(), key, select, ignore)
        return (rule.check is not None or rule.code in CODES) and is_selected(rule.code, rule.name, select, ignore)

    in_comments: list[Diagnostic] = []
    visible = [*apply_suppressions(portfolio.documents, dict.fromkeys(diagnostics), is_run, in_comments)]
    hideable = (item for item in visible if item.code not in NEVER_HIDDEN)
    reported = [*apply_configuration(hideable, select, ignore, configuration)]
    # The selection of a configuration hides neither its own diagnostics nor those of unread files.
    reported += apply_configuration(configuration.diagnostics, command_select, ignore, configuration)
    reported += (
        item for item in visible if item.code in NEVER_HIDDEN and is_selected(item.code, item.name, command_select, ())
    )
    if suppressed is not None:
        suppressed += apply_configuration(in_comments, select, ignore, configuration)
    return sorted(reported, key=lambda item: item.place)


def _is_personal(item: Diagnostic) -> bool:
    return item.code.startswith("PD6")


def _without_misread(diagnostics: Iterable[Diagnostic], misread: frozenset[tuple[Path, int]]) -> Iterator[Diagnostic]:
    """The diagnostics but those on misread lines; personal data is always reported."""
    for item in diagnostics:
        lines = ((item.path, line) for line in range(item.span.line, item.span.end_line + 1))
        if _is_personal(item) or misread.isdisjoint(lines):
            yield item


@lru_cache(maxsize=64)
def _selected_rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that these selectors select and that have a check of their own."""
    return tuple(rule for rule in RULES if rule.check and is_selected(rule.code, rule.name, select, ignore))


def matches(selector: str, code: str, name: str) -> bool:
    """Whether a selector matches a rule."""
    return selector == name or code.startswith(selector.upper())


def is_selector(selector: str) -> bool:
    """Whether a selector matches any rule."""
    return bool(selector) and any(matches(selector, rule.code, rule.name) for rule in RULES)


def selector_of(text: str) -> str | None:
    """A selector as rules are matched with it: the name of a rule in another language is its stable one; None for what
    matches no rule.
    """
    if is_selector(text):
        return text
    from pdcli.lint.rule_names import rule_named

    return rule_named(text)


def apply_configuration(
    diagnostics: Iterable[Diagnostic], select: Sequence[str], ignore: Sequence[str], configuration: Configuration
) -> Iterator[Diagnostic]:
    """Yield the diagnostics that a configuration selects, with the severities that it gives them."""
    severities = configuration.settings.severity
    for item in diagnostics:
        if not is_selected(item.code, item.name, select, ignore) or _is_ignored_by_path(item, configuration):
            continue
        # The longest selector is the most specific.
        fitting = [(len(selector), value) for selector, value in severities if matches(selector, item.code, item.name)]
        yield item._replace(severity=Severity(max(fitting)[1])) if fitting else item


def _is_ignored_by_path(item: Diagnostic, configuration: Configuration) -> bool:
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


def is_selected(code: str, name: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether these selectors select a rule."""
    if any(matches(selector, code, name) for selector in ignore):
        return False
    return not select or any(matches(selector, code, name) for selector in select)
