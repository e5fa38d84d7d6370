"""82x: a school and its teachers: what school.yaml and the portfolios say of each other."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from pdcli.diagnostics import Severity
from pdcli.discovery.files import SCHOOL_REF, TEACHERS_FOLDER, real_path, teacher_folders
from pdcli.documents.document import Document
from pdcli.i18n.messages import joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Registered, Violation
from pdcli.model.documents import School
from pdcli.model.school_year import as_school_year
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import id_in_school, mentor_pairs, school_document
from pdcli.suggest import nearest

FAMILY = Registered([])
# What is written like a folder is meant as one; a mentor without a portfolio is named by the position.
_LIKE_A_FOLDER = re.compile(r"[a-z0-9][a-z0-9._/-]*")


@FAMILY.rule("PD820", "misplaced-school")
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


@FAMILY.rule("PD821", "unknown-teacher")
def unknown_teacher(context: LintContext) -> Iterator[Violation]:
    """school.yaml names a novice or a mentor whose folder is not there."""
    portfolio = context.portfolio
    for document, school in _schools(portfolio):
        known = teacher_folders(portfolio.root) if school.mentors else {}
        for index, key, value in _people(document):
            if value not in known and (key == "novice" or _LIKE_A_FOLDER.fullmatch(value)):
                message = _("There is no portfolio {folder}.").format(folder=f"{TEACHERS_FOLDER}/{value[:80]}")
                close = nearest(value, known)
                hint = (
                    _("Did you mean `{key}`?").format(key=close)
                    if close
                    else _("Write the name of the folder in teachers/; a mentor without a portfolio by the position.")
                )
                yield Violation(document, ("mentors", index, key), message, hint)


def _schools(portfolio: Portfolio) -> Iterator[tuple[Document, School]]:
    """school.yaml, where a school is checked."""
    for document in portfolio.of_kind("school") if portfolio.is_school else ():
        if isinstance(document.model, School):
            yield document, document.model


def _people(document: Document) -> Iterator[tuple[int, str, str]]:
    rows = document.data.get("mentors")
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        for key in ("novice", "mentor"):
            value = row.get(key) if isinstance(row, dict) else None
            if isinstance(value, str) and value.strip():
                yield index, key, value.strip()


@FAMILY.rule("PD822", "unknown-school-goal")
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


@FAMILY.rule("PD823", "note-file-missing")
def note_file_missing(context: LintContext) -> Iterator[Violation]:
    """The file of an analytical note is not in the school's folder."""
    for document, _school in _schools(context.portfolio):
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


@FAMILY.rule("PD824", "novice-without-mentor", Severity.ADVICE)
def novice_without_mentor(context: LintContext) -> Iterator[Violation]:
    """A novice's school has named no mentor for this teacher."""
    portfolio = context.portfolio
    if not portfolio.who or not portfolio.who.novice:
        return
    found, name = school_document(portfolio), id_in_school(portfolio)
    if found is None or not isinstance(found.model, School):
        return
    year = as_school_year(found.model.school_year)
    pairs = mentor_pairs(found.model, year) if year else found.model.mentors
    if not any(pair.novice == name and pair.mentor for pair in pairs):
        message = _("school.yaml names no mentor for this novice.")
        hint = _("The administration adds a line to `mentors`: novice {name}, and the mentor.").format(name=name)
        yield Violation(portfolio.profile, ("novice",), message, hint)
