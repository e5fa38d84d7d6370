"""5xx: evidence: in the register, on disk, inside the portfolio."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.lint.rule import Finding, Registered
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.references import evidence_ids
from pdcli.words import gettext as _

FAMILY = Registered([])


@FAMILY.rule("PD501", "unknown-evidence")
def unknown_evidence(portfolio: Portfolio) -> Iterator[Finding]:
    """A document refers to evidence that the register does not have."""
    for document in portfolio.documents:
        for loc, value in evidence_ids(document):
            if value not in portfolio.evidence:
                message = _("The register has no evidence `{id}`.").format(id=value[:40])
                hint = _("Add it to evidence.yaml, or mend the number.")
                yield Finding(document, loc, message, hint)


@FAMILY.rule("PD502", "missing-evidence-file")
def missing_evidence_file(portfolio: Portfolio) -> Iterator[Finding]:
    """The file of an evidence is not on disk."""
    for file in portfolio.evidence_files:
        if file.inside and file.size is None:
            message = _("There is no file {file}.").format(file=file.name[:120])
            hint = _("Put the file there, or mend the path; capital letters count.")
            yield Finding(portfolio.register, ("items", file.row, "file"), message, hint)


@FAMILY.rule("PD503", "evidence-outside-portfolio")
def evidence_outside_portfolio(portfolio: Portfolio) -> Iterator[Finding]:
    """The file of an evidence lies outside the portfolio, so that nobody else has it."""
    for file in portfolio.evidence_files:
        if not file.inside:
            message = _("{file} lies outside the portfolio.").format(file=file.name[:120])
            hint = _("Copy it into the folder evidence and write `file: evidence/…`.")
            yield Finding(portfolio.register, ("items", file.row, "file"), message, hint)


@FAMILY.rule("PD504", "evidence-without-source", Severity.WARNING)
def evidence_without_source(portfolio: Portfolio) -> Iterator[Finding]:
    """An evidence has neither a file nor a link: there is nothing to look at."""
    register = portfolio.register
    rows = register.data.get("items") if register else None
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict) and row.get("title") and not row.get("file") and not row.get("url"):
            message = _("This evidence has neither a file nor a link.")
            yield Finding(register, ("items", index, "id"), message, _("Add `file:` or `url:`."))
