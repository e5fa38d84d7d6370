"""What the files of evidence tell besides what they show. Private evidence stays where it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdcli.diagnostics import Severity
from pdcli.i18n import N_
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule

if TYPE_CHECKING:
    from pdcli.metadata.look import HiddenKind


def _telling(context: LintContext, kinds: "tuple[HiddenKind, ...]", hint: str) -> Iterator[Violation]:
    for file, looked in context.telling_files:
        found = [item for item in looked.hidden if item.kind in kinds]
        if found:
            from pdcli.metadata.sentences import told

            message = _("{file} tells more than it shows: {what}.").format(file=file.name[:120], what=told(found))
            yield Violation(context.portfolio.register, ("items", file.row, "file"), message, _(hint))


@rule("PD609", "place-in-file", Severity.WARNING)
def place_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence tells where it was taken: at a school, or at somebody's home."""
    hint = N_("`pd pack --clean` packs a copy without it; on a phone, switch the location of the camera off.")
    yield from _telling(context, ("place",), hint)


@rule("PD610", "author-in-file", Severity.ADVICE)
def author_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence tells who made or changed it, or on which device."""
    hint = N_("If this is nobody's business, `pd pack --clean` packs a copy without it.")
    yield from _telling(context, ("author", "editor", "device"), hint)


@rule("PD611", "comments-in-file", Severity.WARNING)
def comments_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence still has comments or tracked changes, which whoever opens it reads."""
    hint = N_("Delete the comments, and accept or reject every change; then save the file again.")
    yield from _telling(context, ("comments", "changes"), hint)


@rule("PD612", "hidden-part-in-file", Severity.WARNING)
def hidden_part_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence has hidden sheets or files attached to it: whoever opens it can see them."""
    hint = N_("Delete them, or show them if they belong to the evidence; then save the file again.")
    yield from _telling(context, ("sheets", "files"), hint)


@rule("PD613", "file-not-looked-into", Severity.ADVICE)
def file_not_looked_into(context: LintContext) -> Iterator[Violation]:
    """What a file of evidence tells besides what it shows is not known."""
    for file, looked in context.telling_files:
        if looked.problem:
            from pdcli.metadata.sentences import why_not

            message = _("What {file} tells besides what it shows is not known: {why}.")
            message = message.format(file=file.name[:120], why=why_not(looked.problem))
            hint = _(
                "Photos of phones tell where they were taken, files of Word who wrote them: look before it is shared."
            )
            yield Violation(context.portfolio.register, ("items", file.row, "file"), message, hint)
