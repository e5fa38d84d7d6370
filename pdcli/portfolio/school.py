"""A school: school.yaml, the school's own documents, and where the portfolios of its teachers are."""

from collections.abc import Iterator
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any

from pdcli.discovery.files import (
    PROFILE_FILE,
    PROFILE_REF,
    SCHOOL_FILE,
    SCHOOL_REF,
    enclosing_school,
    outside_target,
    real_path,
    teacher_folders,
    teacher_id,
)
from pdcli.discovery.settings import read_settings
from pdcli.discovery.trust import Trust, own_trust
from pdcli.documents.document import Document
from pdcli.documents.progress import is_blank
from pdcli.i18n import Lang
from pdcli.model.documents import SCHOOL_PREFIX, MentorPair, School
from pdcli.model.school_year import bounds
from pdcli.model.values import as_text
from pdcli.portfolio.portfolio import Portfolio, load_portfolio, role_precedence
from pdcli.portfolio.school_references import year_of

_KINDS_WITH_IDS = frozenset(("school", "school-plan", "school-cycle", "events", "visits", "group", "analytical-note"))


class SchoolFolder:
    """A school on disk. The portfolios are named, not read: one reads them one by one and lets them go."""

    def __init__(self, own: Portfolio, teachers: dict[str, Path]) -> None:
        self.own = own
        self.teachers = teachers

    @property
    def root(self) -> Path:
        """The folder of school.yaml."""
        return self.own.root

    @property
    def lang(self) -> Lang:
        """The language of the school."""
        return self.own.lang

    @cached_property
    def document(self) -> Document | None:
        """school.yaml."""
        return min(self.own.of_kind("school"), key=role_precedence, default=None)

    @property
    def school(self) -> School | None:
        """school.yaml, typed."""
        return self.document.model if self.document and isinstance(self.document.model, School) else None

    def cycle_document(self, year: str) -> Document | None:
        """The administration's own document on its cycle in a school year (kind `school-cycle`), unless private."""
        for item in self.own.of_kind("school-cycle"):
            if year_of(item) == year and not item.is_private:
                return item
        return None


def load_school(root: Path, trust: Trust | None = None) -> SchoolFolder:
    """Read a school's own documents and find its portfolios. What is wrong with a file is in its diagnostics.

    Without a `trust` the school is one's own.
    """
    root = real_path(root)
    trust = trust or own_trust(root)
    settings = read_settings(trust.config).settings
    own_documents = load_portfolio(root, settings.options, settings.exclude, trust=trust)
    return SchoolFolder(own_documents, teacher_folders(root))


def school_document(portfolio: Portfolio) -> Document | None:
    """school.yaml of the school that a portfolio is part of."""
    root = enclosing_school(portfolio.root)
    if root is None:
        return None
    # Most portfolios are part of no school, and documents that have not changed are read without it.
    from pdcli.documents.reader import read_document

    return read_document(str(root / SCHOOL_FILE), SCHOOL_REF, portfolio.forms, portfolio.lang)


def id_in_school(portfolio: Portfolio) -> str | None:
    """The name that school.yaml has for a portfolio; None where it is part of no school."""
    root = enclosing_school(portfolio.root)
    return teacher_id(root, portfolio.root) if root else None


def names_by_id(document: Document, table: str | int) -> bool:
    """Whether people are named by id in a table or field of a school's document, by its key: in what the school keeps
    for itself, and among members and authors. `staff` is where ids come from, and papers have names in full.
    """
    return kind_names_by_id(document.kind, table)


def kind_names_by_id(kind: str | None, table: str | int) -> bool:
    """The same for all documents of a kind."""
    if kind == "school" and table == "staff":
        return False
    return kind in _KINDS_WITH_IDS or table in ("members", "authors")


def staff_ids(school: Portfolio) -> list[str]:
    """The ids of those in school.yaml who work at a school without a portfolio."""
    document = school.by_ref.get(SCHOOL_REF)
    rows = _entries(document, "staff") if document else []
    return [row["id"].strip() for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]


def people_of(school: Portfolio) -> dict[str, str]:
    """Id -> name of those whom a school's documents name by id: staff, and teachers whose profile is not private."""
    # Only pages show names.
    from pdcli.documents.reader import read_answers

    document = school.by_ref.get(SCHOOL_REF)
    rows = _entries(document, "staff") if document else []
    names = {str(row.get("id")).strip(): row.get("name") for row in rows if isinstance(row, dict)}
    for name, root in teacher_folders(school.root).items():
        file = root / PROFILE_FILE
        profile = read_answers(str(file), PROFILE_REF, school.forms, school.lang) if not outside_target(file) else None
        # A folder comes before a row of `staff` with the same id.
        names[name] = profile.data.get("name") if profile and not profile.is_private else None
    return {key: " ".join(name.split()) for key, name in names.items() if isinstance(name, str) and name.strip()}


def mentor_pairs(school: School, year: str) -> tuple[MentorPair, ...]:
    """The pairs of a school year: those that have not ended before it and have not begun after it.

    Nobody is one's own mentor: such a row is no pair.
    """
    first, last = bounds(year)
    return tuple(
        pair for pair in school.mentors
        if not (pair.start and pair.start > last) and not (pair.end and pair.end < first) and not is_own_mentor(pair)
    )  # fmt: skip


def is_own_mentor(pair: MentorPair) -> bool:
    """Whether a row names one person as novice and mentor."""
    novice, mentor = (pair.novice or "").strip(), (pair.mentor or "").strip()
    return bool(novice) and novice == mentor


def members(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (place, name) of the members of a group as its document names them, in rows or in a list."""
    for index, row in enumerate(_entries(document, "members")):
        is_row = isinstance(row, dict)
        # A folder may have a number for a name.
        name = as_text(row.get("member") if is_row else row)
        if isinstance(name, str) and name.strip():
            yield ("members", index, "member") if is_row else ("members", index), name.strip()


def authors(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (place, name) of those who wrote a document of the school, as it names them."""
    for index, name in enumerate(map(as_text, _entries(document, "authors"))):
        if isinstance(name, str) and name.strip():
            yield ("authors", index), name.strip()


def _entries(document: Document, key: str) -> list[Any]:
    entries = document.data.get(key) if document.form else None
    return entries if isinstance(entries, list) else []


def group_works(school: Portfolio) -> Iterator[tuple[Document, frozenset[str]]]:
    """Yield (document, members) of the works of groups in a school's own documents, without private and blank ones.

    To belong to a group is no work: the document of the group itself is none.
    """
    for document in school.documents:
        if document.kind == "group":
            continue
        names = frozenset(name for _loc, name in members(document))
        if names and not document.is_private and not is_blank(document):
            yield document, names


def of_school(document: Document) -> Document:
    """A copy of a document of the school whose ref says so."""
    school_copy = copy(document)
    school_copy.ref = f"{SCHOOL_PREFIX}{document.ref}"
    return school_copy
