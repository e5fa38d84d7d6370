"""5xx: evidence: in the register, on disk, inside the portfolio, and tied to what it proves."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from pdcli.diagnostics import Fix, Related, Severity, ShownValue
from pdcli.discovery.digest import sha256
from pdcli.discovery.file_names import windows_fault
from pdcli.documents.document import Document
from pdcli.i18n import current
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import ngettext, quoted
from pdcli.lint.answers import texts_in
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.model.documents import LEVELS, STAGES, EvidenceItem, Result, Stage
from pdcli.portfolio.evidence_file import EvidenceFile, is_page, is_tiny
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.suggest import nearest

FAMILY = Registered([])
MIB = 1024 * 1024
# A folder on a flash drive and the user's own folders need the rest of the 260 that Windows allows.
PATH_LIMIT = 180
# Papers that an attestation asks for whatever the documents say.
OFFICIAL_KINDS = ("application", "diploma", "employment-record", "category-certificate", "test-result")
_ID = re.compile(r"\be[1-9][0-9]*\b")
_EXPERIENCE = ("experience-justification", "experience-description")


class Claim(NamedTuple):
    """One result of a final approbation: what a committee is asked to believe."""

    folder: CycleFolder
    document: Document
    row: int
    result: Result
    has_evidence: bool


def _claims(portfolio: Portfolio) -> Iterator[Claim]:
    for folder in portfolio.cycles:
        document = folder.stages.get("approbation")
        if document and document.is_final and folder.approbation:
            written = document.data.get("results")
            rows = enumerate(written if isinstance(written, list) else ())
            kept = [(row, data) for row, data in rows if isinstance(data, dict)]
            for (row, data), result in zip(kept, folder.approbation.results, strict=False):
                # As it is written: evidence that is there but misspelt is told by another rule.
                yield Claim(folder, document, row, result, bool(data.get("evidence")))


def _cited(documents: Iterable[Document]) -> set[str]:
    return {value for document in documents for _loc, value in document.evidence_ids}


@FAMILY.rule("PD501", "unknown-evidence")
def unknown_evidence(context: LintContext) -> Iterator[Violation]:
    """A document refers to evidence that the register does not have. Of one that cannot be read nobody knows."""
    portfolio = context.portfolio
    register = portfolio.register
    documents = [] if portfolio.is_lost("evidence") else portfolio.documents
    if register is None:
        yield from _without_register(documents)
        return
    for document in documents:
        for loc, value in document.evidence_ids:
            if value not in portfolio.evidence and register.is_in_doubt("items", value):
                continue
            # A number that is none is reported as such.
            if value not in portfolio.evidence and _ID.fullmatch(value):
                message = _("The register has no evidence `{id}`.").format(id=value[:40])
                hint = _("Add it to evidence.yaml, or mend the number.")
                yield Violation(document, loc, message, hint)


def _without_register(documents: Iterable[Document]) -> Iterator[Violation]:
    """One finding, at the first reference, where there is no register at all."""
    found = [(document, loc) for document in documents for loc, value in document.evidence_ids if _ID.fullmatch(value)]
    if found:
        message = ngettext(
            "There is no evidence.yaml, so that {count} reference to evidence leads nowhere.",
            "There is no evidence.yaml, so that {count} references to evidence lead nowhere.",
            len(found),
        )
        hint = _("Put the register back under this name; `pd new evidence` begins a new one.")
        yield Violation(*found[0], message.format(count=len(found)), hint)


@FAMILY.rule("PD502", "missing-evidence-file")
def missing_evidence_file(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence is not on disk."""
    portfolio = context.portfolio
    for file in portfolio.evidence_files:
        # Where another spelling is on disk, PD515 says so.
        if file.inside and file.size is None and file.actual is None:
            if portfolio.register and is_page(file.name):
                yield _address(portfolio.register, file.row)
                continue
            message = _("There is no file {file}.").format(file=file.name[:120])
            hint = _("Put the file there, or mend the path; capital letters count.")
            loc, fix = ("items", file.row, "file"), None
            waiting = portfolio.ledger.unregistered
            same = [name for name in waiting if _last(name) == _last(file.name)]
            close = same[0] if len(same) == 1 else nearest(file.name, waiting)
            if close:
                hint = _("Did you mean `{key}`?").format(key=close)
            if close in same and portfolio.register:
                fix = _respelled(portfolio.register, loc, close)
            yield Violation(portfolio.register, loc, message, hint, fix=fix)


def _address(register: Document, row: int) -> Violation:
    """An address of a page in the place of a file."""
    loc = ("items", row, "file")
    message = _("`file` holds the address of a page; the key for addresses is `url`.")
    is_free = not register.data["items"][row].get("url")
    fix = Fix(((register.span(*loc, key=True), "url"),)) if is_free else None
    return Violation(register, loc, message, _("Write `{text}`.").format(text="url: https://…"), key=True, fix=fix)


def _last(name: str) -> str:
    """The name of a file without its folders, whatever divides them."""
    return normalize("NFC", re.split(r"[/\\]", name)[-1])


@FAMILY.rule("PD503", "evidence-outside-portfolio")
def evidence_outside_portfolio(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence lies outside the portfolio, so that nobody else has it."""
    portfolio = context.portfolio
    for file in portfolio.evidence_files:
        if not file.inside:
            message = _("{file} lies outside the portfolio.").format(file=file.name[:120])
            hint = _("Copy it into the folder evidence and write `file: evidence/…`.")
            yield Violation(portfolio.register, ("items", file.row, "file"), message, hint)


@FAMILY.rule("PD504", "evidence-without-source", Severity.WARNING)
def evidence_without_source(context: LintContext) -> Iterator[Violation]:
    """An evidence has neither a file nor a link: there is nothing to look at."""
    register = context.portfolio.register
    items = register.data.get("items") if register else None
    rows = items if isinstance(items, list) else []
    for index, row in enumerate(rows):
        is_open = isinstance(row, dict) and row.get("title") and not row.get("file") and not row.get("url")
        loc = ("items", index)
        # A row that was copied is told as a copy.
        if is_open and register and not _is_source_told(register, loc) and row not in rows[:index]:
            message = _("This evidence has neither a file nor a link.")
            yield Violation(register, ("items", index, "id"), message, _("Add `file:` or `url:`."))


def _is_source_told(register: Document, row: tuple[str | int, ...]) -> bool:
    """Whether a file or a link of a row is there for all that is known, and why it is not read is told."""
    return (
        row in register.unknown_keys
        or not register.misspelt.isdisjoint({(*row, "file"), (*row, "url")})
        or _is_told(register, row)
    )


def _is_told(register: Document | None, loc: tuple[str | int, ...]) -> bool:
    """Whether something is wrong with the text at a place, which is told there."""
    from pdcli.documents.fault_places import is_misread

    return register is not None and is_misread(register, loc)


@FAMILY.rule("PD505", "empty-evidence-file")
def empty_evidence_file(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence is there, but nothing is in it, or no more than a few signs."""
    for file in context.portfolio.evidence_files:
        if file.inside and is_tiny(file.size):
            message = _("The file {file} is empty.").format(file=file.name[:120])
            if file.size:
                message = ngettext(
                    "The file {file} has {count} byte: that is no evidence.",
                    "The file {file} has {count} bytes: that is no evidence.",
                    file.size,
                ).format(file=file.name[:120], count=file.size)
            hint = _("Save it again, or take this row out.")
            yield Violation(context.portfolio.register, ("items", file.row, "file"), message, hint)


@FAMILY.rule("PD506", "oversized-evidence-file", Severity.WARNING)
def oversized_evidence_file(context: LintContext) -> Iterator[Violation]:
    """The file of an evidence is so large that the portfolio can hardly be copied or sent."""
    portfolio = context.portfolio
    limit = context.options.evidence_max_mib
    for file in portfolio.evidence_files:
        if file.inside and file.size is not None and file.size > limit * MIB:
            message = _("{file} has {size} MiB, and a portfolio should not hold files above {limit} MiB.").format(
                file=file.name[:120],
                size=_number(round(file.size / MIB, 2)),
                limit=_number(limit),
            )
            hint = _("Make it smaller, or keep it elsewhere and write `url:` instead of `file:`.")
            yield Violation(portfolio.register, ("items", file.row, "file"), message, hint)


def _number(value: float) -> ShownValue:
    # Few files are too large.
    from pdcli.i18n.numbers import shown_number

    return ShownValue(shown_number(value, current()), value)


@FAMILY.rule("PD507", "evidence-used-for-different-claims", Severity.ADVICE)
def evidence_used_for_different_claims(context: LintContext) -> Iterator[Violation]:
    """One evidence backs the results of two goals: perhaps it shows only one of them."""
    portfolio = context.portfolio
    first: dict[str, tuple[Claim, int]] = {}
    for claim in _claims(portfolio):
        for number, value in enumerate(claim.result.evidence):
            if value not in portfolio.evidence:
                continue
            before, place = first.setdefault(value, (claim, number))
            same_cycle = before.folder is claim.folder
            # What an earlier cycle measured is where this one started; PD508 speaks where there is nothing newer.
            if (same_cycle and before.result.goal == claim.result.goal) or (
                not same_cycle and _is_older(portfolio, value, claim.folder)
            ):
                continue
            goal = before.result.goal or "–"
            message = _("`{id}` already backs the result for the goal {goal}.").format(
                id=value, goal=goal if same_cycle else f"{before.folder.name}/{goal}"
            )
            hint = _("If it shows both, say in `conclusion` what it shows here; else add evidence of its own.")
            span = before.document.span("results", before.row, "evidence", place)
            related = (Related(before.document.path, span, _("The first one.")),)
            yield Violation(claim.document, ("results", claim.row, "evidence", number), message, hint, related=related)


def _is_older(portfolio: Portfolio, value: str, folder: CycleFolder) -> bool:
    item = portfolio.evidence.get(value)
    return bool(item and item.date and folder.start and item.date < folder.start)


@FAMILY.rule("PD508", "evidence-older-than-period", Severity.WARNING)
def evidence_older_than_period(context: LintContext) -> Iterator[Violation]:
    """A result rests only on evidence from before its cycle began, which cannot show what the cycle changed."""
    portfolio = context.portfolio
    for claim in _claims(portfolio):
        values = claim.result.evidence
        # Older evidence beside newer shows where the cycle started: that is how it should be.
        if not values or not all(_is_older(portfolio, value, claim.folder) for value in values):
            continue
        message = _("`{id}` is dated {day}, before the cycle began ({start}).").format(
            id=values[0], day=portfolio.evidence[values[0]].date, start=claim.folder.start
        )
        hint = _("Add evidence from this cycle; the older one only shows where it started.")
        yield Violation(claim.document, ("results", claim.row, "evidence", 0), message, hint)


@FAMILY.rule("PD509", "claim-without-evidence", Severity.WARNING)
def claim_without_evidence(context: LintContext) -> Iterator[Violation]:
    """Something is said to be reached or to work, and no evidence shows it."""
    for claim in _claims(context.portfolio):
        if claim.result.reached in ("yes", "partly") and not claim.has_evidence:
            message = _("This result has no evidence.")
            hint = _("Write the numbers of what shows it: `evidence: [e1]`.")
            yield Violation(claim.document, ("results", claim.row, "reached"), message, hint)
    for document in context.portfolio.documents:
        field = document.form.by_key.get("attachments") if document.form and document.kind in _EXPERIENCE else None
        if not field or field.required or not document.is_final or document.data.get("attachments"):
            continue
        if field.type == "evidence" and not document.evidence_ids:
            known = "attachments" in document.data
            message = _("This document is final and has no evidence.")
            hint = _("Write the numbers of what shows it: `attachments: [e1]`.")
            yield Violation(document, ("attachments",) if known else ("status",), message, hint, key=known)


@FAMILY.rule("PD510", "evidence-without-why", Severity.WARNING)
def evidence_without_why(context: LintContext) -> Iterator[Violation]:
    """A final document refers to evidence of which nobody has said what it proves."""
    for number, item in _used_in_final(context.portfolio, [row for row in context.register_rows if not row[1].why]):
        message = _("A final document refers to `{id}`, and it is not said what it proves.").format(id=item.id)
        hint = _("Add `why:` – one sentence for a reader who was not there.")
        yield Violation(context.portfolio.register, ("items", number, "id"), message, hint)


@FAMILY.rule("PD511", "evidence-without-level", Severity.ADVICE)
def evidence_without_level(context: LintContext) -> Iterator[Violation]:
    """A certificate or a publication does not say at which level it counts."""
    waiting = [
        row for row in context.register_rows if row[1].kind in ("certificate", "publication") and not row[1].level
    ]
    for number, item in _used_in_final(context.portfolio, waiting):
        message = _("It is not said at which level `{id}` counts.").format(id=item.id)
        hint = "`level:` – " + _("Choose one of: {keys}.").format(keys=quoted(LEVELS))
        yield Violation(context.portfolio.register, ("items", number, "id"), message, hint)


def _used_in_final(portfolio: Portfolio, rows: list[tuple[int, EvidenceItem]]) -> Iterator[tuple[int, EvidenceItem]]:
    """Of these rows those that a final document refers to. In a final register PD109 asks for every open place."""
    if not rows or portfolio.register is None or portfolio.register.is_final:
        return
    used = _cited(document for document in portfolio.documents if document.is_final)
    yield from (row for row in rows if row[1].id in used)


@FAMILY.rule("PD512", "windows-file-name")
def windows_file_name(context: LintContext) -> Iterator[Violation]:
    """A file has a name that Windows does not allow: there the portfolio cannot even be copied."""
    for file in context.portfolio.evidence_files:
        name = file.name
        # What is not there under this name has a rule of its own.
        if not file.inside or file.size is None or file.actual is not None:
            continue
        message = windows_fault(name)
        if message:
            hint = _("Rename it on disk and here: letters, digits, hyphens and one dot are safe.")
        elif len(name) > PATH_LIMIT:
            message = _("The path has {count} characters; above {limit} Windows often cannot open the file.").format(
                count=len(name), limit=PATH_LIMIT
            )
            hint = _("Shorten the name of the file or of its folders.")
        else:
            continue
        yield Violation(context.portfolio.register, ("items", file.row, "file"), message, hint)


@FAMILY.rule("PD513", "unused-evidence", Severity.ADVICE)
def unused_evidence(context: LintContext) -> Iterator[Violation]:
    """The register is final, and no document refers to one of its rows, nor is it for the attestation."""
    portfolio = context.portfolio
    # A document that cannot be read may refer to it.
    if portfolio.register is None or not portfolio.register.is_final or not portfolio.is_whole:
        return
    used = _cited(portfolio.documents) | set(_for_attestation(portfolio))
    unused = [row for row in context.register_rows if row[1].id not in used and not _is_awaited(portfolio, row[1])]
    for document in portfolio.documents if unused else ():
        # A sentence may name it as well, and so may a document that could not be read.
        if document is not portfolio.register:
            texts = texts_in(document.data) if document.form else (document.text,)
            used.update(value for text in texts for value in _ID.findall(text))
    for number, item in unused:
        if item.id not in used:
            message = _("No document refers to `{id}`.").format(id=item.id)
            hint = _("Write its number where it proves something, for example in `attachments`, or take it out.")
            yield Violation(portfolio.register, ("items", number, "id"), message, hint)


def _for_attestation(portfolio: Portfolio) -> Iterator[str]:
    """Rows that a committee asks for: under a criterion, beside another row, or as a paper of the official list."""
    for item in portfolio.evidence.values():
        if item.criterion or item.kind in OFFICIAL_KINDS:
            yield item.id
        yield from (other for other in (item.minutes, item.applied) if other)


def _is_awaited(portfolio: Portfolio, item: EvidenceItem) -> bool:
    """Whether it comes from a cycle that still has a stage to write: that stage may refer to it."""
    for folder in portfolio.cycles:
        if item.date and folder.start and folder.end and folder.start <= item.date <= folder.end:
            return any(stage not in folder.stages or not folder.stages[stage].is_final for stage in STAGES)
    return False


@FAMILY.rule("PD514", "file-registered-twice", Severity.WARNING)
def file_registered_twice(context: LintContext) -> Iterator[Violation]:
    """Two rows of the register name the same file, or a copy of it, so that one proof counts as two."""
    portfolio = context.portfolio
    first: dict[str, EvidenceFile] = {}
    copies = _copies(portfolio)
    for file in portfolio.evidence_files:
        print_of_file = copies.get(file.place, file.place)
        known = first.setdefault(print_of_file, file)
        if known.row != file.row and file.inside and portfolio.register:
            message = _("{file} is already registered as `{id}`.")
            if known.place != file.place:
                message = _("{file} is the same file, byte for byte, as `{id}` has.")
            place = portfolio.register.span("items", known.row, "file")
            related = (Related(portfolio.register.path, place, _("The first one.")),)
            text = message.format(file=file.name[:120], id=known.item.id)
            hint = _("Keep one row, and refer to its number wherever it is needed.")
            yield Violation(portfolio.register, ("items", file.row, "file"), text, hint, related=related)


def _copies(portfolio: Portfolio) -> dict[str, str]:
    """Place -> digest, of files that could be copies: those of one size in several places. No other file is read."""
    places: dict[int, set[str]] = {}
    for file in portfolio.evidence_files:
        # A file in which there is nothing has a rule of its own.
        if file.inside and file.size is not None and not is_tiny(file.size):
            places.setdefault(file.size, set()).add(file.place)
    alike = (place for of_size in places.values() if len(of_size) > 1 for place in of_size)
    digests = ((place, sha256(portfolio.root / place)) for place in alike)
    return {place: digest for place, digest in digests if digest}


@FAMILY.rule("PD515", "file-differs-by-case")
def file_differs_by_case(context: LintContext) -> Iterator[Violation]:
    """The path is not spelled as on disk, so that not every computer finds the file. Then PD502 is silent."""
    register = context.portfolio.register
    for file in context.portfolio.evidence_files:
        if file.actual is None or register is None:
            continue
        message = _("On disk this file is called {file}.").format(file=file.actual[:120])
        hint = _("Write it exactly so: only Windows takes capital and small letters for the same.")
        if file.name.replace("\\", "/") == file.actual:
            message = _("Folders are divided by \\ here, which only Windows understands.")
            hint = _("Write {file}.").format(file=file.actual[:120])
        elif normalize("NFC", file.name) == normalize("NFC", file.actual):
            message = _(
                "On disk this name has the same letters, but put together in another way, as a Mac writes them."
            )
            hint = _("`pd lint --fix` copies the name from the disk.")
        elif normalize("NFC", file.name).casefold() != normalize("NFC", file.actual).casefold():
            message = _("On disk this name looks nearly the same, but has other letters or spaces: {file}.")
            message = message.format(file=file.actual[:120])
            hint = _("`pd lint --fix` copies the name from the disk.")
        loc = ("items", file.row, "file")
        yield Violation(register, loc, message, hint, fix=_respelled(register, loc, file.actual))


def _respelled(register: Document, loc: tuple[str | int, ...], name: str) -> Fix | None:
    """The whole value written anew, where it stands on one line."""
    span = register.span(*loc)
    written = register.written_at(*loc)
    if written is None or "\n" in written or "#" in written:
        return None
    import json

    quoted = json.dumps(name, ensure_ascii=False) if written[:1] in ("'", '"') else name
    return Fix(((span, quoted),))


@FAMILY.rule("PD516", "link-without-scheme")
def link_without_scheme(context: LintContext) -> Iterator[Violation]:
    """A link is not the whole address of a page, so that nothing opens."""
    for number, item in context.register_rows:
        url = (item.url or "").strip()
        if url and not is_page(url) and not _is_told(context.portfolio.register, ("items", number, "url")):
            message = _("`{url}` is not the whole address of a page.").format(url=url[:60])
            hint = _("Copy it from the browser: it begins with `https://`. A file belongs into `file:`.")
            yield Violation(context.portfolio.register, ("items", number, "url"), message, hint)


@FAMILY.rule("PD517", "evidence-from-the-future", Severity.WARNING)
def evidence_from_the_future(context: LintContext) -> Iterator[Violation]:
    """A final stage rests on evidence that did not exist yet when the stage was finished."""
    for folder in context.portfolio.cycles:
        earlier = date.min
        for document in folder.stages.values():
            day = document.model.date if isinstance(document.model, Stage) else None
            if day is None:
                continue
            # A date before that of an earlier stage is wrong itself, and PD202 says so.
            if document.is_final and day >= earlier:
                yield from _later_evidence(context.portfolio, document, day)
            earlier = max(earlier, day)


def _later_evidence(portfolio: Portfolio, document: Document, day: date) -> Iterator[Violation]:
    for loc, value in document.evidence_ids:
        item = portfolio.evidence.get(value)
        # What is only attached may be added later; what a finding or a result rests on may not.
        if item and item.date and item.date > day and loc[0] != "attachments":
            message = _("`{id}` is dated {day}, after the document was finished ({date}).").format(
                id=value, day=item.date, date=day
            )
            yield Violation(document, loc, message, _("Check both dates."))
