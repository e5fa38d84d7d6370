"""What lies in the folder of a school, and what its goals are."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from pdcli.diagnostics import Severity
from pdcli.discovery.files import SCHOOL_REF, real_path
from pdcli.documents.document import Document
from pdcli.i18n.messages import joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.school import school_documents
from pdcli.model.documents import School
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import school_document


@rule("PD820", "misplaced-school", Severity.ERROR)
def misplaced_school(context: LintContext) -> Iterator[Violation]:
    """A school's file lies inside a portfolio, or the file of a school says that it is something else."""
    portfolio = context.portfolio
    for document in portfolio.documents:
        if portfolio.is_school and document.ref == SCHOOL_REF and document.form and document.kind != "school":
            message = _("This file makes its folder a school, but its kind is `{kind}`.").format(kind=document.kind)
            yield Violation(document, ("kind",), message, _("Write `kind: school`, or give the file another name."))
        elif not portfolio.is_school and document.kind == "school":
            message = _("A school’s file lies inside a portfolio.")
            hint = _("Move it into the folder above teachers/; `pd init --school` makes one.")
            yield Violation(document, ("kind",), message, hint)


@rule("PD822", "unknown-school-goal", Severity.ERROR)
def unknown_school_goal(context: LintContext) -> Iterator[Violation]:
    """A teacher's goal serves a goal of the school that school.yaml does not have."""
    named = [
        (document, index, str(row["school_goal"]).strip())
        for document in context.portfolio.of_kind("design")
        for index, row in enumerate(_rows(document, "goals"))
        if row.get("school_goal")
    ]
    found = school_document(context.portfolio) if named else None
    if found is None or not isinstance(found.model, School):
        return
    known = [goal.id for goal in found.model.goals]
    for document, index, value in named:
        if value not in known:
            message = _("The school has no goal {id}.").format(id=value[:40])
            hint = (
                _("Goals of the school: {ids}.").format(ids=joined(known))
                if known
                else _("Write the school’s goals in school.yaml.")
            )
            yield Violation(document, ("goals", index, "school_goal"), message, hint)


def _rows(document: Document, key: str) -> list[dict[str, object]]:
    """The rows of a table by their numbers; one that is no row is empty."""
    rows = document.data.get(key)
    return [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else []


@rule("PD823", "note-file-missing", Severity.ERROR)
def note_file_missing(context: LintContext) -> Iterator[Violation]:
    """The file of an analytical note is not in the school's folder."""
    for document, _school in school_documents(context.portfolio):
        for index, row in enumerate(_rows(document, "notes")):
            name = row.get("file")
            if isinstance(name, str) and name.strip() and not _is_in(context.portfolio, name.strip()):
                message = _("There is no file {file} in the school’s folder.").format(file=name[:120])
                hint = _("Put the file there, or mend the path; it begins at the folder of school.yaml.")
                yield Violation(document, ("notes", index, "file"), message, hint)


def _is_in(portfolio: Portfolio, name: str) -> bool:
    path = portfolio.root / PurePosixPath(name.replace("\\", "/"))
    try:
        return path.is_file() and real_path(path).is_relative_to(real_path(portfolio.root))
    except (OSError, ValueError):
        return False
