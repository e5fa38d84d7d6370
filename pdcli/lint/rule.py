"""What a rule is, and what its check yields."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import START, Diagnostic, Fix, Related, Severity, Span
from pdcli.documents.document import Document
from pdcli.i18n.messages import Message
from pdcli.reading.codes import CODES

if TYPE_CHECKING:
    from pdcli.lint.context import LintContext


class Violation(NamedTuple):
    """One place that a rule objects to: the runner adds the rule's code, name and severity.

    Its place is that of `loc`, or `span` for a piece of an answer.
    """

    document: Document | None
    loc: tuple[str | int, ...]
    message: Message
    hint: Message
    key: bool = False
    path: Path | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    span: Span | None = None


Check = Callable[["LintContext"], Iterator[Violation]]


class Rule(NamedTuple):
    """One rule. `check` is None where the finding is made while reading or validating.

    `text` is YAML that is parsed only when somebody asks: the clause that the rule serves (`clause`), its page in three
    languages (`what`, `why`, `bad`, `good`; an example without words of a language is one text), and its cases (`fail`,
    `pass`): a file of the complete example, and what is replaced in it; `¦` marks where the finding is.
    """

    code: str
    name: str
    severity: Severity
    text: str = ""
    check: Check | None = None

    def run(self, context: "LintContext") -> list[Diagnostic]:
        """The violations of this rule as diagnostics."""
        root = context.portfolio.root
        return [self._diagnostic(item, root) for item in self.check(context)] if self.check else []

    def _diagnostic(self, item: Violation, root: Path) -> Diagnostic:
        document = item.document
        span = item.span or (document.span(*item.loc, key=item.key) if document else START)
        path = document.path if document else (item.path or root)
        return Diagnostic(
            self.code, self.name, self.severity, path, span, item.message, item.hint, item.related, item.fix
        )


def rule(code: str, name: str, severity: Severity, text: str) -> Callable[[Check], Rule]:
    """Makes a rule of the check below it."""
    return lambda check: Rule(code, name, severity, text, check)


def reading_rule(code: str, text: str) -> Rule:
    """A rule that is checked while a document is read: its name and severity are those of its diagnostics."""
    name, severity = CODES[code]
    return Rule(code, name, severity, text)
