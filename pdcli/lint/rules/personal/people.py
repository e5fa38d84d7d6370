"""Names of pupils, and addresses of e-mail."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import between, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.text.personal_data import find_emails, find_pupils


@rule("PD604", "email-address", Severity.ADVICE)
def email_address(context: LintContext) -> Iterator[Violation]:
    """A document holds an e-mail address."""
    for document in context.documents_with(find_emails):
        if document is not context.portfolio.profile:
            for found in find_emails(document.text):
                message = _("An e-mail address stands here: {beginning}….").format(beginning=found[0][:3])
                hint = _("Delete it if its owner did not agree that it is shown.")
                yield violation_at(document, between(document, *found.span()), message, hint)


@rule("PD603", "pupil-full-name", Severity.ADVICE)
def pupil_full_name(context: LintContext) -> Iterator[Violation]:
    """A pupil is named in full."""
    for document in context.documents_with(find_pupils):
        for found in find_pupils(document.text):
            message = _("A pupil is named in full here.")
            hint = _("Write “Pupil A”: a portfolio is read outside the class.")
            yield violation_at(document, between(document, *found.span(1)), message, hint)
