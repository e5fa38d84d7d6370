"""Numbers of people, phones, cards and accounts."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.i18n import N_
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import between, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.text.personal_data import NumberCandidate, find_accounts, is_card, is_iin, is_phone


def _numbers(context: LintContext, looks_like: str) -> Iterator[tuple[Document, NumberCandidate]]:
    return (item for item in context.numbers if item[1].kind == looks_like)


@rule("PD601", "iin", Severity.ERROR)
def iin(context: LintContext) -> Iterator[Violation]:
    """A file holds somebody's individual identification number (IIN)."""
    for document, (_kind, start, end, digits) in _numbers(context, "iin"):
        if is_iin(digits):
            message = _("An IIN stands here: {beginning}….").format(beginning=digits[:2])
            hint = _("Delete it: nobody needs it to read a portfolio, and it must not be passed on.")
            yield violation_at(document, between(document, start, end), message, hint)


@rule("PD602", "phone-number", Severity.WARNING)
def phone_number(context: LintContext) -> Iterator[Violation]:
    """A file holds a phone number."""
    for document, (_kind, start, end, digits) in _numbers(context, "phone"):
        plus = "+" if document.text[start - 1 : start] == "+" else ""
        if is_phone(digits, bool(plus)):
            message = _("A phone number stands here: {beginning}….").format(beginning=plus + digits[:4])
            hint = _("Delete it, or keep it where only those see it who need it.")
            yield violation_at(document, between(document, start - len(plus), end), message, hint)


@rule("PD605", "card-or-account-number", Severity.ERROR)
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
