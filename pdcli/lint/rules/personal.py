"""6xx: personal data: numbers and names that must not leave the school with a portfolio.

The whole text of a file is looked at, drafts and comments as well: what a file holds is shared with it. Numbers are
never repeated in full, because findings are shared too.
"""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.i18n import N_
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import between, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.text.personal_data import (
    NumberCandidate,
    find_accounts,
    find_emails,
    find_pupils,
    is_card,
    is_iin,
    is_phone,
)

FAMILY = Registered([])


def _numbers(context: LintContext, looks_like: str) -> Iterator[tuple[Document, NumberCandidate]]:
    return (item for item in context.numbers if item[1].kind == looks_like)


@FAMILY.rule("PD601", "iin")
def iin(context: LintContext) -> Iterator[Violation]:
    """A file holds somebody's individual identification number (IIN)."""
    for document, (_kind, start, end, digits) in _numbers(context, "iin"):
        if is_iin(digits):
            message = _("An IIN stands here: {beginning}….").format(beginning=digits[:2])
            hint = _("Delete it: nobody needs it to read a portfolio, and it must not be passed on.")
            yield violation_at(document, between(document, start, end), message, hint)


@FAMILY.rule("PD602", "phone-number", Severity.WARNING)
def phone_number(context: LintContext) -> Iterator[Violation]:
    """A file holds a phone number."""
    for document, (_kind, start, end, digits) in _numbers(context, "phone"):
        plus = "+" if document.text[start - 1 : start] == "+" else ""
        if is_phone(digits, bool(plus)):
            message = _("A phone number stands here: {beginning}….").format(beginning=plus + digits[:4])
            hint = _("Delete it, or keep it where only those see it who need it.")
            yield violation_at(document, between(document, start - len(plus), end), message, hint)


@FAMILY.rule("PD605", "card-or-account-number")
def card_or_account_number(context: LintContext) -> Iterator[Violation]:
    """A file holds the number of a bank card or account."""
    hint = N_("Delete it: with this number money can be taken.")
    for document, (_kind, start, end, digits) in _numbers(context, "card"):
        if is_card(digits):
            message = _("The number of a bank card stands here: {beginning}….").format(beginning=digits[:4])
            yield violation_at(document, between(document, start, end), message, _(hint))
    for document in context.documents_with(find_accounts):
        for account in find_accounts(document.text):
            span = between(document, *account.span())
            message = _("The number of a bank account stands here: {beginning}….").format(beginning=account[0][:4])
            yield violation_at(document, span, message, _(hint))


@FAMILY.rule("PD604", "email-address", Severity.ADVICE)
def email_address(context: LintContext) -> Iterator[Violation]:
    """A document holds an e-mail address."""
    for document in context.documents_with(find_emails):
        if document is not context.portfolio.profile:
            for found in find_emails(document.text):
                message = _("An e-mail address stands here: {beginning}….").format(beginning=found[0][:3])
                hint = _("Delete it if its owner did not agree that it is shown.")
                yield violation_at(document, between(document, *found.span()), message, hint)


@FAMILY.rule("PD603", "pupil-full-name", Severity.ADVICE)
def pupil_full_name(context: LintContext) -> Iterator[Violation]:
    """A pupil is named in full."""
    for document in context.documents_with(find_pupils):
        for found in find_pupils(document.text):
            message = _("A pupil is named in full here.")
            hint = _("Write “Pupil A”: a portfolio is read outside the class.")
            yield violation_at(document, between(document, *found.span(1)), message, hint)
