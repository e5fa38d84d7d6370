"""Confirmations by other people, and whether what they confirmed is unchanged.

Everything in a portfolio is declared by its teacher. A row of confirmations.yaml, of the school or of an observer,
confirms one piece of evidence or one document by its digest. The portfolio's own file confirms nothing. Confirmations
in a packet are only as trustworthy as its sender, who may be the teacher: they are shown apart and never counted.
"""

import json
import os
import re
from collections.abc import Container, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256 as new_sha256
from pathlib import Path
from typing import Literal, NamedTuple

from pdcli.discovery.digest import sha256
from pdcli.discovery.files import (
    CONFIRMATIONS_FILE,
    CONFIRMATIONS_REF,
    PACKED_CONFIRMATIONS_REF,
    enclosing_school,
    ref_of,
)
from pdcli.discovery.unpacked import CleanedCopy, cleaned_copies, packed_confirmations
from pdcli.documents.document import Document
from pdcli.model.documents import Confirmation, Confirmations, EvidenceItem, Role
from pdcli.model.privacy import Digest, Hidden
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import id_in_school

ConfirmationState = Literal["declared", "confirmed", "changed", "cleaned"]
# The fields of a row that a paper itself shows; what it proves and where it counts is the teacher's to say.
_FACT_FIELDS = (
    "title", "kind", "url", "date", "level", "issuer", "material", "coauthors", "winner", "listed", "indexed",
    "coverage", "hours", "by_profile", "score", "years", "expires",
)  # fmt: skip
KIND = "confirmations"
# Kinds of documents that somebody else answers for; documents of other kinds may be confirmed too.
COUNTERSIGNED_KINDS = ("observation-sheet", "results")
DIGEST = re.compile(r"[0-9a-fA-F]{64}")


class Signature(Value):
    """A person who confirmed, the role and the day."""

    who: Hidden
    role: Role
    date: date


class Standing(Value):
    """The state of confirmation: declared only, confirmed, changed since, or a cleaned copy of a confirmed original, as
    a packet says. `by` are the signatures that are valid, or were valid before the change.

    `claimed` are signatures that only the packet contains in which the portfolio came.
    """

    state: ConfirmationState
    by: tuple[Signature, ...] = ()
    claimed: tuple[Signature, ...] = ()

    def has(self, roles: Iterable[Role]) -> bool:
        """Whether somebody in one of these roles confirms it; in any role where none is given."""
        wanted_roles = set(roles)
        return self.state == "confirmed" and (
            not wanted_roles or any(signature.role in wanted_roles for signature in self.by)
        )


class ConfirmationFile(Value):
    """A file of confirmations: its path, its digest, and how many of its rows are about this portfolio."""

    file: Hidden
    sha256: Digest
    rows: int


class StandingCounts(Value):
    """Numbers of lines of a register by state of confirmation; `claimed` counts those confirmed only by the packet that
    they came in.
    """

    declared: int = 0
    confirmed: int = 0
    changed: int = 0
    cleaned: int = 0
    claimed: int = 0


DECLARED_ONLY: Standing = Standing("declared")


class PortfolioConfirmations:
    """The confirmations of one portfolio as of a day."""

    def __init__(self, portfolio: Portfolio, day: date = date.max) -> None:
        self._portfolio = portfolio
        self._day = day
        self._trusted = _RowIndex({}, {})
        self._packed = _RowIndex({}, {})
        self.files: list[ConfirmationFile] = []
        self.packed_files: list[ConfirmationFile] = []
        files = portfolio.trust.confirmation_files(portfolio.root)
        school = enclosing_school(portfolio.root)
        # Confirmations of an untrusted school do not count.
        others = [school / CONFIRMATIONS_FILE] if school else []
        self.not_counted = [_shown_place(path) for path in others if path.is_file() and path not in files]
        for path in files:
            rows = [row for row in read_rows(path) if self._is_valid(row) and is_about(row, portfolio)]
            self._trusted.add(rows)
            if digest := sha256(path):
                self.files.append(ConfirmationFile(_shown_place(path), digest, len(rows)))
        packed = packed_confirmations(portfolio.root)
        if packed:
            # All of them are about this portfolio, whatever folder it was unpacked into.
            rows = [row for row in read_rows(packed) if self._is_valid(row)]
            self._packed.add(rows)
            if digest := sha256(packed):
                self.packed_files.append(ConfirmationFile(_shown_place(packed), digest, len(rows)))

    @property
    def own_rows(self) -> int:
        """The number of rows in the portfolio's own file that are about itself; they confirm nothing."""
        return sum(is_about(row, self._portfolio) for row in _own_rows(self._portfolio))

    def of_evidence(self, item: EvidenceItem) -> Standing:
        """The standing of a row of the register with the present content of its file."""
        rows, packed = self._trusted.evidence.get(item.id), self._packed.evidence.get(item.id)
        if not rows and not packed:
            return DECLARED_ONLY
        place = self._places.get(item.id)
        digest = sha256(self._portfolio.root / place) if place else None
        copy = self._copies.get(place) if place else None
        original = copy.original if copy and copy.sha256 == digest else None
        return _standing(rows or (), packed or (), digest, row_sha256(item), original)

    def of_document(self, document: Document) -> Standing:
        """The standing of a document with its present content."""
        rows, packed = self._trusted.documents.get(document.ref), self._packed.documents.get(document.ref)
        return _standing(rows or (), packed or (), sha256(document.path), None) if rows or packed else DECLARED_ONLY

    def _is_valid(self, row: Confirmation) -> bool:
        if not (row.who and row.role and row.date and has_digest(row)):
            return False
        from pdcli.text.same_person import same_person

        teacher = self._portfolio.who
        return row.date <= self._day and not same_person(row.who, teacher.name if teacher else None)

    @cached_property
    def _copies(self) -> dict[str, CleanedCopy]:
        return cleaned_copies(self._portfolio.root)

    @cached_property
    def _places(self) -> dict[str, str]:
        files = reversed(self._portfolio.evidence_files)
        return {file.item.id: file.place for file in files if file.inside and file.size is not None}


def standing_counts(confirmations: PortfolioConfirmations, portfolio: Portfolio) -> StandingCounts:
    """The counts over the register of a portfolio, without private lines."""
    lines = [item for item in portfolio.evidence.values() if not item.private]
    standings = [confirmations.of_evidence(item) for item in lines]
    states = [standing.state for standing in standings]
    claimed = sum(bool(standing.claimed) for standing in standings)
    return StandingCounts(
        len(states), states.count("confirmed"), states.count("changed"), states.count("cleaned"), claimed
    )


class _RowIndex(NamedTuple):
    """Confirmations by the evidence or document that they are about."""

    evidence: dict[str, list[Confirmation]]
    documents: dict[str, list[Confirmation]]

    def add(self, rows: Iterable[Confirmation]) -> None:
        for row in rows:
            if row.evidence:
                self.evidence.setdefault(row.evidence.strip(), []).append(row)
            if row.document:
                self.documents.setdefault(as_ref(row.document), []).append(row)


def _standing(
    rows: Iterable[Confirmation], packed: Iterable[Confirmation], digest: str | None, row_digest: str | None,
    original: str | None = None,
) -> Standing:  # fmt: skip
    """The standing by trusted rows; where they do not confirm it, with the signatures of the packet's own rows.

    `original` is the digest of the file that this one is a cleaned copy of, as the packet says.
    """
    valid, invalid = _signatures(rows, (digest or "",), row_digest)
    if valid:
        return Standing("confirmed", valid)
    original_signatures = _signatures(rows, (original,), row_digest)[0] if original else ()
    claimed = _signatures(packed, (digest or "", *((original,) if original else ())), row_digest)[0]
    if original_signatures:
        return Standing("cleaned", original_signatures, claimed)
    return Standing("changed", invalid, claimed) if invalid else DECLARED_ONLY.replace(claimed=claimed)


def _signatures(
    rows: Iterable[Confirmation], digests: Container[str], row_digest: str | None
) -> tuple[tuple[Signature, ...], tuple[Signature, ...]]:
    """Signatures of confirmations whose digests match, and of those whose digests do not."""
    valid, invalid = list[Signature](), list[Signature]()
    for row in rows:
        assert row.who and row.role and row.date
        signature = Signature(" ".join(row.who.split()), row.role, row.date)
        of_file, of_row = (row.sha256 or "").strip().lower(), (row.row_sha256 or "").strip().lower()
        is_valid = of_file in digests and (not of_row or of_row == row_digest)
        (valid if is_valid else invalid).append(signature)
    return tuple(valid), tuple(invalid)


def row_sha256(item: EvidenceItem) -> str:
    """The SHA-256 of the facts of a row of the register, in hexadecimal."""
    facts = {key: value for key in _FACT_FIELDS if (value := getattr(item, key)) is not None}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return new_sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_rows(path: Path) -> tuple[Confirmation, ...]:
    """The rows of a file; empty where it cannot be read as confirmations. Raises OSError if there is no file."""
    status = path.stat()
    return _read_rows(str(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=16)
def _read_rows(file: str, _mtime_ns: int, _size: int) -> tuple[Confirmation, ...]:
    """Cached, because all portfolios of a school share one file."""
    document = read_confirmations(Path(file))
    model = document.model if document else None
    return model.items if isinstance(model, Confirmations) else ()


def read_confirmations(path: Path) -> Document | None:
    """A file of confirmations as a document."""
    # Few portfolios have any confirmations to read and compare.
    from pdcli.documents.form_library import FormLibrary
    from pdcli.documents.reader import read_document

    return read_document(str(path), CONFIRMATIONS_REF, FormLibrary(), "kk")


def _own_rows(portfolio: Portfolio) -> Iterator[Confirmation]:
    for document in portfolio.of_kind(KIND):
        if isinstance(document.model, Confirmations) and not is_packed(document, portfolio):
            yield from document.model.items


def is_packed(document: Document, portfolio: Portfolio) -> bool:
    """Whether a document is the file of confirmations that a packet adds to a portfolio."""
    return document.ref == PACKED_CONFIRMATIONS_REF and packed_confirmations(portfolio.root) is not None


def has_digest(row: Confirmation) -> bool:
    """Whether a row has a valid digest of what was confirmed."""
    digests = [value.strip() for value in (row.sha256, row.row_sha256) if value]
    return bool(digests) and all(DIGEST.fullmatch(value) for value in digests)


def is_about(row: Confirmation, portfolio: Portfolio) -> bool:
    """Whether a row is about this portfolio, by its folder in the school or by its teacher's name."""
    name = (row.portfolio or "").strip()
    if name in (portfolio.root.name, id_in_school(portfolio)):
        return bool(name)
    # A word in Latin letters is a folder: most rows of a school are about other teachers.
    if name.isascii() and " " not in name:
        return False
    from pdcli.text.same_person import same_person

    who = portfolio.who
    return same_person(name, who.name if who else None)


def as_ref(document: str) -> str:
    """The ref of a document, from a path with or without its suffix."""
    name = document.strip().replace("\\", "/").removeprefix("./")
    return ref_of(name, "") if name.lower().endswith((".yaml", ".yml", ".md")) else name


def _shown_place(path: Path) -> str:
    """A path relative to the working directory, where possible."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
