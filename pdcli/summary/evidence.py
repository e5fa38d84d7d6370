"""The register of evidence: what can be opened, what it is byte for byte, and where it is used."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pdcli.attestation.confirmations import DECLARED_ONLY, PortfolioConfirmations, Standing
from pdcli.discovery.digest import sha256
from pdcli.i18n import Lang
from pdcli.model.privacy import Address, Digest, File, Key, Label, Size, Text, Word
from pdcli.portfolio.evidence_file import EvidenceFile
from pdcli.portfolio.portfolio import Portfolio

FileState = Literal["present", "missing", "outside", "unreadable", "left-out"]


@dataclass(frozen=True, slots=True)
class Use:
    """A document that points at an evidence."""

    ref: Text
    title: Label


@dataclass(frozen=True, slots=True)
class EvidenceSummary:
    """One line of the register. `size` is in bytes, `sha256` the digest of the file in hexadecimal.

    A file that is left out is there, but not in the packet looked at.
    """

    id: Key
    title: Text | None
    kind: Key | None
    level: Word | None
    criterion: Key | None
    expires: date | None
    date: date | None
    issuer: Text | None
    why: Text | None
    file: File | None
    file_state: FileState | None
    size: Size | None
    sha256: Digest | None
    url: Address | None
    used_by: tuple[Use, ...]
    standing: Standing = DECLARED_ONLY

    @property
    def can_be_opened(self) -> bool:
        """Whether there is a file or an address."""
        return self.file_state == "present" or bool(self.url)


def evidence(portfolio: Portfolio, lang: Lang, day: date) -> tuple[EvidenceSummary, ...]:
    """The register without what is private, in its order, as of a day; forms are named in `lang`."""
    confirmations = PortfolioConfirmations(portfolio, day)
    files = {found.item.id: found for found in reversed(portfolio.evidence_files)}
    users = _users(portfolio, lang)
    lines = []
    for entry, row in portfolio.evidence.items():
        if row.private:
            continue
        state, size, digest = _look(portfolio.root, files.get(entry))
        lines.append(
            EvidenceSummary(
                entry, row.title, row.kind, row.level, row.criterion, row.expires, row.date, row.issuer, row.why,
                row.file, state, size, digest, row.url, tuple(users.get(entry, ())), confirmations.of_evidence(row),
            )
        )  # fmt: skip
    return tuple(lines)


def without_anything_to_open(portfolio: Portfolio) -> int:
    """How many lines that are not private have neither an address nor a file that is there; no file is read."""
    there = {found.item.id for found in portfolio.evidence_files if found.inside and found.size is not None}
    return sum(not (row.private or row.url or entry in there) for entry, row in portfolio.evidence.items())


def _users(portfolio: Portfolio, lang: Lang) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for document in portfolio.documents:
        # In the register itself lines point at one another: that is no use.
        if document.is_private or document is portfolio.register:
            continue
        for entry in dict.fromkeys(entry for _loc, entry in document.evidence_ids):
            found.setdefault(entry, []).append(Use(document.ref, document.title_for(lang)))
    return found


def _look(root: Path, found: EvidenceFile | None) -> tuple[FileState | None, int | None, str | None]:
    if found is None:
        return None, None, None
    if not found.inside:
        return "outside", None, None
    if found.size is None:
        return "missing", None, None
    digest = sha256(root / found.place)
    return "present" if digest else "unreadable", found.size, digest
