"""What somebody else has confirmed of a portfolio, and whether it is still what was confirmed.

Everything in a portfolio is declared by its teacher. A row of confirmations.yaml, of the school or of whoever observed,
confirms one piece of evidence or one document as it was then, byte for byte. The portfolio's own file confirms nothing.
What a packet brings is worth what its sender is worth, who may be the teacher: it is told apart and counts nowhere.
"""

import json
import os
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
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
    ref_of,
    school_around,
)
from pdcli.discovery.unpacked import CleanedCopy, cleaned_copies, packed_confirmations
from pdcli.documents.document import Document, read_document
from pdcli.model.documents import Confirmation, Confirmations, EvidenceItem, Role
from pdcli.model.privacy import Digest, Hidden
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import id_in_school
from pdcli.text.same_person import same_person

Confirmed = Literal["declared", "confirmed", "changed", "cleaned"]
# What of a row is a fact that a paper shows; what it is meant to prove, and where it counts, is for its teacher to say.
_FACTS = (
    "title", "kind", "url", "date", "level", "issuer", "material", "coauthors", "winner", "listed", "indexed",
    "coverage", "hours", "by_profile", "score", "years", "expires",
)  # fmt: skip
KIND = "confirmations"
# Documents that somebody else answers for; of others, too, a person may say to have seen them.
COUNTERSIGNED = ("observation-sheet", "results")
DIGEST = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who confirmed it, in which role, and when."""

    who: Hidden
    role: Role
    date: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Only declared, confirmed, or changed since somebody confirmed it; `by` are those whose confirmation holds, or, of
    what has changed, held. Of what is `cleaned` the original was confirmed, and a packet says that this is a copy.

    `claimed` are those of whose confirmation only the packet tells that the portfolio came in.
    """

    state: Confirmed
    by: tuple[Signature, ...] = ()
    claimed: tuple[Signature, ...] = ()

    def has(self, roles: Iterable[Role]) -> bool:
        """Whether somebody in one of these roles confirms it; any role will do where none is named."""
        asked = set(roles)
        return self.state == "confirmed" and (not asked or any(one.role in asked for one in self.by))


@dataclass(frozen=True, slots=True)
class ConfirmationFile:
    """Where confirmations come from: the file, its digest, and how many of its rows are about this portfolio."""

    file: Hidden
    sha256: Digest
    rows: int


@dataclass(frozen=True, slots=True)
class StandingCounts:
    """How many lines of a register there are, how many somebody else confirms, and how many have changed since or are
    cleaned copies. Of those that are not confirmed, `claimed` are by the packet that they came in.
    """

    declared: int = 0
    confirmed: int = 0
    changed: int = 0
    cleaned: int = 0
    claimed: int = 0


DECLARED = Standing("declared")


class PortfolioConfirmations:
    """The confirmations of one portfolio as somebody looks at it on a day."""

    def __init__(self, portfolio: Portfolio, day: date = date.max) -> None:
        self._portfolio = portfolio
        self._day = day
        self._known = _Rows({}, {})
        self._packed = _Rows({}, {})
        self.files: list[ConfirmationFile] = []
        self.packed_files: list[ConfirmationFile] = []
        files = portfolio.trust.confirmation_files(portfolio.root)
        school = school_around(portfolio.root)
        # What a stranger's school has countersigned counts only for who says so.
        others = [school / CONFIRMATIONS_FILE] if school else []
        self.not_counted = [_shown_place(path) for path in others if path.is_file() and path not in files]
        for path in files:
            rows = [row for row in read_rows(path) if self._is_valid(row) and is_about(row, portfolio)]
            self._known.add(rows)
            if digest := sha256(path):
                self.files.append(ConfirmationFile(_shown_place(path), digest, len(rows)))
        packed = packed_confirmations(portfolio.root)
        if packed:
            # All of it is about this portfolio, whatever the folder is called in which it was unpacked.
            rows = [row for row in read_rows(packed) if self._is_valid(row)]
            self._packed.add(rows)
            if digest := sha256(packed):
                self.packed_files.append(ConfirmationFile(_shown_place(packed), digest, len(rows)))

    @property
    def own_rows(self) -> int:
        """How many rows of the portfolio's own file are about itself: they confirm nothing."""
        return sum(is_about(row, self._portfolio) for row in _own_rows(self._portfolio))

    def of_evidence(self, item: EvidenceItem) -> Standing:
        """Whether a row of the register is confirmed, with its file as it is now."""
        rows, packed = self._known.evidence.get(item.id), self._packed.evidence.get(item.id)
        if not rows and not packed:
            return DECLARED
        place = self._places.get(item.id)
        digest = sha256(self._portfolio.root / place) if place else None
        copy = self._copies.get(place) if place else None
        original = copy.original if copy and copy.sha256 == digest else None
        return _standing(rows or (), packed or (), digest, row_sha256(item), original)

    def of_document(self, document: Document) -> Standing:
        """Whether a document is confirmed as it is now."""
        rows, packed = self._known.documents.get(document.ref), self._packed.documents.get(document.ref)
        return _standing(rows or (), packed or (), sha256(document.path), None) if rows or packed else DECLARED

    def _is_valid(self, row: Confirmation) -> bool:
        if not (row.who and row.role and row.date and has_digest(row)):
            return False
        who = self._portfolio.who
        return row.date <= self._day and not same_person(row.who, who.name if who else None)

    @cached_property
    def _copies(self) -> dict[str, CleanedCopy]:
        return cleaned_copies(self._portfolio.root)

    @cached_property
    def _places(self) -> dict[str, str]:
        files = reversed(self._portfolio.evidence_files)
        return {file.item.id: file.place for file in files if file.inside and file.size is not None}


def standing_counts(confirmations: PortfolioConfirmations, portfolio: Portfolio) -> StandingCounts:
    """The register of a portfolio in numbers, without what is private."""
    lines = [item for item in portfolio.evidence.values() if not item.private]
    standings = [confirmations.of_evidence(item) for item in lines]
    states = [standing.state for standing in standings]
    claimed = sum(bool(standing.claimed) for standing in standings)
    return StandingCounts(
        len(states), states.count("confirmed"), states.count("changed"), states.count("cleaned"), claimed
    )


class _Rows(NamedTuple):
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
    """What the rows that the reader knows say; where they do not confirm it, also what the packet's own say.

    `original` is the digest of the file that this one is a copy of, as the packet says.
    """
    held, lapsed = _signatures(rows, (digest or "",), row_digest)
    if held:
        return Standing("confirmed", held)
    of_original = _signatures(rows, (original,), row_digest)[0] if original else ()
    claimed = _signatures(packed, (digest or "", *((original,) if original else ())), row_digest)[0]
    if of_original:
        return Standing("cleaned", of_original, claimed)
    return Standing("changed", lapsed, claimed) if lapsed else replace(DECLARED, claimed=claimed)


def _signatures(
    rows: Iterable[Confirmation], digests: Container[str], row_digest: str | None
) -> tuple[tuple[Signature, ...], tuple[Signature, ...]]:
    """Of several confirmations those that hold, and those that do not."""
    held, lapsed = list[Signature](), list[Signature]()
    for row in rows:
        assert row.who and row.role and row.date
        signature = Signature(" ".join(row.who.split()), row.role, row.date)
        of_file, of_row = (row.sha256 or "").strip().lower(), (row.row_sha256 or "").strip().lower()
        holds = of_file in digests and (not of_row or of_row == row_digest)
        (held if holds else lapsed).append(signature)
    return tuple(held), tuple(lapsed)


def row_sha256(item: EvidenceItem) -> str:
    """The digest of what a row of the register says as a fact."""
    said = {key: value for key in _FACTS if (value := getattr(item, key)) is not None}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return new_sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_rows(path: Path) -> tuple[Confirmation, ...]:
    """The rows of a file; none where it cannot be read as confirmations."""
    found = path.stat()
    return _read_rows(str(path), found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=16)
def _read_rows(file: str, _changed: int, _size: int) -> tuple[Confirmation, ...]:
    """The portfolios of a school are many, and its file is one."""
    document = read_confirmations(Path(file))
    model = document.model if document else None
    return model.items if isinstance(model, Confirmations) else ()


def read_confirmations(path: Path) -> Document | None:
    """A file of confirmations as a document."""
    from pdcli.documents.form_library import FormLibrary

    return read_document(str(path), CONFIRMATIONS_REF, FormLibrary(), "kk")


def _own_rows(portfolio: Portfolio) -> Iterator[Confirmation]:
    for document in portfolio.of_kind(KIND):
        if isinstance(document.model, Confirmations) and not is_packed(document, portfolio):
            yield from document.model.items


def is_packed(document: Document, portfolio: Portfolio) -> bool:
    """Whether a document is the confirmations that a packet brings: no part of the portfolio in it."""
    return document.ref == PACKED_CONFIRMATIONS_REF and packed_confirmations(portfolio.root) is not None


def has_digest(row: Confirmation) -> bool:
    """Whether a row says what was confirmed."""
    given = [value.strip() for value in (row.sha256, row.row_sha256) if value]
    return bool(given) and all(DIGEST.fullmatch(value) for value in given)


def is_about(row: Confirmation, portfolio: Portfolio) -> bool:
    """Whether a row means this portfolio: by its folder in the school, or by its teacher's name."""
    named = (row.portfolio or "").strip()
    if named in (portfolio.root.name, id_in_school(portfolio)):
        return bool(named)
    # A word in Latin letters is a folder: most rows of a school are about other teachers.
    if named.isascii() and " " not in named:
        return False
    who = portfolio.who
    return same_person(named, who.name if who else None)


def as_ref(document: str) -> str:
    """A document as references name it, from a path with or without its ending."""
    name = document.strip().replace("\\", "/").removeprefix("./")
    return ref_of(name, "") if name.lower().endswith((".yaml", ".yml", ".md")) else name


def _shown_place(path: Path) -> str:
    """A path as a person would type it from here."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
