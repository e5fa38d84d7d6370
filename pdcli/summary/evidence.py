"""The register of evidence: state and digest of each file, and where the evidence is used."""

from datetime import date
from pathlib import Path
from typing import Literal

from pdcli.attestation.confirmations import DECLARED_ONLY, PortfolioConfirmations, Standing
from pdcli.discovery.digest import sha256
from pdcli.i18n import Lang
from pdcli.model.privacy import Address, Digest, File, Key, Label, Size, Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.evidence_file import EvidenceFile
from pdcli.portfolio.portfolio import Portfolio

FileState = Literal["present", "missing", "outside", "unreadable", "left-out"]


class Use(Value):
    """A document that refers to an evidence."""

    ref: Text
    title: Label


class EvidenceSummary(Value):
    """One line of the register. `size` is in bytes, `sha256` the digest of the file in hexadecimal.

    A file with the state `left-out` exists, but not in the packet.
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
    """The public lines of the register in its order, as of a day; names of forms are in `lang`."""
    confirmations = PortfolioConfirmations(portfolio, day)
    files = {file.item.id: file for file in reversed(portfolio.evidence_files)}
    users = _uses(portfolio, lang)
    lines = []
    for entry, row in portfolio.evidence.items():
        if row.private:
            continue
        state, size, digest = _file_facts(portfolio.root, files.get(entry))
        lines.append(
            EvidenceSummary(
                entry, row.title, row.kind, row.level, row.criterion, row.expires, row.date, row.issuer, row.why,
                row.file, state, size, digest, row.url, tuple(users.get(entry, ())), confirmations.of_evidence(row),
            )
        )  # fmt: skip
    return tuple(lines)


def count_unopenable(portfolio: Portfolio) -> int:
    """The number of public lines without a URL and without an existing file; no file is read."""
    present = {file.item.id for file in portfolio.evidence_files if file.inside and file.size is not None}
    return sum(not (row.private or row.url or entry in present) for entry, row in portfolio.evidence.items())


def _uses(portfolio: Portfolio, lang: Lang) -> dict[str, list[Use]]:
    uses: dict[str, list[Use]] = {}
    for document in portfolio.documents:
        # References between lines of the register are no use.
        if document.is_private or document is portfolio.register:
            continue
        for entry in dict.fromkeys(entry for _loc, entry in document.evidence_ids):
            uses.setdefault(entry, []).append(Use(document.ref, document.title_for(lang)))
    return uses


def _file_facts(root: Path, file: EvidenceFile | None) -> tuple[FileState | None, int | None, str | None]:
    if file is None:
        return None, None, None
    if not file.inside:
        return "outside", None, None
    if file.size is None:
        return "missing", None, None
    digest = sha256(root / file.place)
    return "present" if digest else "unreadable", file.size, digest
