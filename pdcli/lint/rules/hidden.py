"""6xx from PD609 on: what the files of evidence tell besides what they show. Private evidence stays where it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pdcli.diagnostics import Severity
from pdcli.discovery.file_names import may_tell
from pdcli.i18n import N_
from pdcli.i18n.messages import message as _
from pdcli.lint.rule import Registered, Violation
from pdcli.portfolio.evidence_file import EvidenceFile
from pdcli.portfolio.portfolio import Portfolio

if TYPE_CHECKING:
    from pdcli.metadata.look import HiddenKind, Look

FAMILY = Registered([])
_looks: WeakKeyDictionary[Portfolio, "list[tuple[EvidenceFile, Look]]"] = WeakKeyDictionary()


def _files(portfolio: Portfolio) -> "list[tuple[EvidenceFile, Look]]":
    """The files of the register that tell something; five rules ask, and each file is looked into once."""
    found = _looks.get(portfolio)
    if found is None:
        found = _looks[portfolio] = list(_look_at(portfolio))
    return found


def _look_at(portfolio: Portfolio) -> "Iterator[tuple[EvidenceFile, Look]]":
    for file in portfolio.evidence_files:
        if file.inside and file.size and may_tell(file.place) and not file.item.private:
            # Few files are such: the way to look into them is loaded for these only.
            from pdcli.metadata.files import look

            looked = look(portfolio.root / file.place, portfolio.use_kept)
            if looked.hidden or looked.problem:
                yield file, looked


def _findings(portfolio: Portfolio, kinds: "tuple[HiddenKind, ...]", hint: str) -> Iterator[Violation]:
    for file, looked in _files(portfolio):
        found = [item for item in looked.hidden if item.kind in kinds]
        if found:
            from pdcli.metadata.sentences import told

            message = _("{file} tells more than it shows: {what}.").format(file=file.name[:120], what=told(found))
            yield Violation(portfolio.register, ("items", file.row, "file"), message, _(hint))


@FAMILY.rule("PD609", "place-in-file", Severity.WARNING)
def place_in_file(portfolio: Portfolio) -> Iterator[Violation]:
    """A file of evidence tells where it was taken: at a school, or at somebody's home."""
    hint = N_("`pd pack --clean` packs a copy without it; on a phone, switch the location of the camera off.")
    yield from _findings(portfolio, ("place",), hint)


@FAMILY.rule("PD610", "author-in-file", Severity.ADVICE)
def author_in_file(portfolio: Portfolio) -> Iterator[Violation]:
    """A file of evidence tells who made or changed it, or on which device."""
    hint = N_("If this is nobody's business, `pd pack --clean` packs a copy without it.")
    yield from _findings(portfolio, ("author", "editor", "device"), hint)


@FAMILY.rule("PD611", "comments-in-file", Severity.WARNING)
def comments_in_file(portfolio: Portfolio) -> Iterator[Violation]:
    """A file of evidence still has comments or tracked changes, which whoever opens it reads."""
    hint = N_("Delete the comments, and accept or reject every change; then save the file again.")
    yield from _findings(portfolio, ("comments", "changes"), hint)


@FAMILY.rule("PD612", "hidden-part-in-file", Severity.WARNING)
def hidden_part_in_file(portfolio: Portfolio) -> Iterator[Violation]:
    """A file of evidence has hidden sheets or files attached to it: whoever opens it can see them."""
    hint = N_("Delete them, or show them if they belong to the evidence; then save the file again.")
    yield from _findings(portfolio, ("sheets", "files"), hint)


@FAMILY.rule("PD613", "file-not-looked-into", Severity.ADVICE)
def file_not_looked_into(portfolio: Portfolio) -> Iterator[Violation]:
    """What a file of evidence tells besides what it shows is not known."""
    for file, looked in _files(portfolio):
        if looked.problem:
            from pdcli.metadata.sentences import why_not

            message = _("What {file} tells besides what it shows is not known: {why}.")
            message = message.format(file=file.name[:120], why=why_not(looked.problem))
            hint = _(
                "Photos of phones tell where they were taken, files of Word who wrote them: look before it is shared."
            )
            yield Violation(portfolio.register, ("items", file.row, "file"), message, hint)
