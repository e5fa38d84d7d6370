"""A packet for a committee: one archive with documents, evidence and summary, and a manifest with the digest of each.

The same portfolio gives the same bytes on every computer: names in order, one fixed time, nothing compressed (texts are
small, and scans are compressed already). Private documents and lines of the register stay out; where the register has
some, it is written anew without them, and the manifest says so.
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Collection, Iterable, Iterator
from os.path import realpath
from pathlib import Path
from typing import IO, Any, NamedTuple
from unicodedata import normalize

import yaml

from pdcli import __version__
from pdcli.attestation.confirmations import KIND, as_ref, is_about, read_rows
from pdcli.diagnostics import Diagnostic
from pdcli.discovery.digest import sha256
from pdcli.discovery.file_names import collisions, leaves, name_fault, printable
from pdcli.discovery.files import PACKED_CONFIRMATIONS
from pdcli.documents.document import Document
from pdcli.errors import UserError
from pdcli.exchange.archive import BROKEN, CHUNK, open_archive
from pdcli.i18n import gettext as _
from pdcli.lint.answers import answers_of
from pdcli.metadata.look import HiddenKind, Look
from pdcli.model.plain import says_private
from pdcli.portfolio.counts import Counts
from pdcli.portfolio.links import destination, links_in
from pdcli.portfolio.portfolio import Portfolio
from pdcli.scaffold.files import Outcome, Planned, Verb, obstacle
from pdcli.writing.atomic import NewFile, backup_of, clear_leftovers, digest_of, refuse_outside

FORMAT = 1
MANIFEST = "manifest.json"
SUMMARY_FOLDER = "summary"
# Roles of what pd makes anew of the rest, or takes from elsewhere.
DERIVED = ("summary", "index", "confirmations")
ROLES = ("document", "evidence", "linked", *DERIVED)
# What the check of a packet reads at most.
MOST_FILES = 100_000
_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16
# Broken in such a way that it cannot be known whether the document is private.
_UNREADABLE = frozenset({"PD001", "PD002", "PD003", "PD004", "PD007", "PD008", "PD009", "PD010", "PD015", "PD017"})


class Entry(NamedTuple):
    """A file of the packet: its name there, its role, and where it comes from or what it is.

    Roles are `document`, `evidence`, `linked` (an answer leads to it), `confirmations` (by others), `summary` and
    `index` (of several candidates).
    """

    name: str
    role: str
    source: Path | bytes


class Cleaned(NamedTuple):
    """A file in whose place there is a copy: the SHA-256 of the file itself, and what was taken out."""

    sha256: str
    removed: tuple[HiddenKind, ...]


class ConfirmationSource(NamedTuple):
    """A file of confirmations of which rows are in the packet: its name, SHA-256 and how many rows."""

    name: str
    sha256: str
    rows: int


class Packet(NamedTuple):
    """What goes into a packet and what does not: counts of private things, files that are not there, mere addresses.

    `withheld` are files of evidence that is not private, but which something private is too. `missing` and `withheld`
    name the evidence by its id, or the document whose answer leads to the file. `files` says how many files of the
    portfolio are read, `unread` why documents that are there are not. `candidates` are the folders and names of those
    whose portfolios are in a packet of several: there ids begin with the folder. `cleaned` are files in whose places
    there are copies, `uncleaned` those that stay out because of what they tell, or might. `confirmations` are the files
    of the packet that hold rows of others' confirmations, with the files that these are taken from.
    """

    entries: tuple[Entry, ...]
    rewritten: tuple[str, ...]
    private_documents: int
    private_evidence: int
    unreadable: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    withheld: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    files: Counts = Counts()
    unread: tuple[Diagnostic, ...] = ()
    candidates: tuple[tuple[str, str | None], ...] = ()
    cleaned: tuple[tuple[str, Cleaned], ...] = ()
    uncleaned: tuple[tuple[str, Look], ...] = ()
    confirmations: tuple[tuple[str, tuple[ConfirmationSource, ...]], ...] = ()


def plan_packet(portfolio: Portfolio) -> Packet:
    """What a packet of this portfolio holds besides its summary; nothing is read yet.

    The portfolio's files keep their names, so that an unpacked packet is a portfolio. Raises UserError where a file has
    a name that the packet needs itself.
    """
    entries: dict[str, Entry] = {}
    kept_out: set[str] = set()
    private, unreadable = 0, []
    rows = _register_rows(portfolio)
    register = set(map(id, rows))
    for document in portfolio.documents:
        name = _name(portfolio.root, document.path)
        if document.is_private:
            private += 1
            kept_out.add(realpath(document.path))
        elif name is None or _is_unreadable(document, register):
            unreadable.append(document.path.name)
            kept_out.add(realpath(document.path))
        else:
            entries[name] = Entry(name, "document", document.path)
    lost = (Path(item.file) for item in portfolio.ledger.lost)
    unreadable += [_as_text(_name(portfolio.root, path) or path.name) for path in lost]
    rewritten = []
    hidden = [row for row in rows if says_private(row)]
    if portfolio.register and hidden:
        name = _name(portfolio.root, portfolio.register.path)
        if name in entries:
            entries[name] = Entry(name, "document", _register_without(portfolio.register, hidden))
            rewritten.append(name)
    # A file that a private line names stays out, whoever else names it.
    kept_out |= portfolio.private_files
    missing, withheld = [], []
    shown = {str(row.get("id")) for row in rows if row not in hidden}
    register_is_out = portfolio.register is None or portfolio.register.is_private
    for found in () if register_is_out else portfolio.evidence_files:
        if found.item.id not in shown:
            continue
        path = portfolio.root / found.place
        if not found.inside or found.size is None:
            missing.append((found.item.id, found.name))
        elif realpath(path) in kept_out:
            withheld.append((found.item.id, found.name))
        else:
            # A link inside the portfolio is followed; its name stays.
            name = found.place
            entries.setdefault(name, Entry(name, "evidence", Path(realpath(path))))
    links = [
        (item.id, item.url)
        for item in (() if register_is_out else portfolio.evidence.values())
        if item.url and item.id in shown
    ]
    packed = [item for item in portfolio.documents if _name(portfolio.root, item.path) in entries]
    for source, target, file in _linked(portfolio, packed):
        if file is None:
            missing.append((source, target))
        elif realpath(file) in kept_out:
            withheld.append((source, target))
        else:
            name = file.relative_to(portfolio.root).as_posix()
            entries.setdefault(name, Entry(name, "linked", Path(realpath(file))))
    _refuse_own_names(entries)
    shown_evidence = set() if register_is_out else shown & set(portfolio.evidence)
    rows_of_others, sources = _confirmations(portfolio, shown_evidence, {item.ref for item in packed})
    if sources:
        entries[PACKED_CONFIRMATIONS] = Entry(PACKED_CONFIRMATIONS, "confirmations", rows_of_others)
    refuse_names(entries)
    return Packet(
        tuple(entries[name] for name in sorted(entries)), tuple(rewritten), private, len(hidden),
        tuple(unreadable), tuple(missing), tuple(withheld), tuple(links), portfolio.ledger.counts, portfolio.unread,
        confirmations=((PACKED_CONFIRMATIONS, sources),) if sources else (),
    )  # fmt: skip


def _confirmations(
    portfolio: Portfolio, evidence: Collection[str], documents: Collection[str]
) -> tuple[bytes, tuple[ConfirmationSource, ...]]:
    """The rows of others that are about evidence (by id) and documents (by ref) of the packet, in a file of their own
    format, and where they are from.
    """
    found: list[dict[str, Any]] = []
    sources = []
    for path in portfolio.trust.confirmation_files(portfolio.root):
        rows = [
            row.model_dump(exclude_none=True)
            for row in read_rows(path)
            if is_about(row, portfolio)
            and ((row.evidence or "").strip() in evidence or as_ref(row.document or "") in documents)
        ]
        digest = sha256(path)
        if rows and digest:
            found += rows
            sources.append(ConfirmationSource(path.name, digest, len(rows)))
    data = {"kind": KIND, "status": "final", "items": found}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120).encode(), tuple(sources)


def _linked(portfolio: Portfolio, documents: Iterable[Document]) -> Iterator[tuple[str, str, Path | None]]:
    """Files that answers lead to: the document, the target as it is written, the file; None where there is none."""
    for document in documents:
        for answer in answers_of(document):
            in_row = document is portfolio.register and answer.loc[0] == "items"
            if in_row and says_private(document.data["items"][answer.loc[1]]):
                continue
            for link in links_in(answer.text):
                found = destination(portfolio.root, document.path.parent, link.target)
                if found.state == "file":
                    yield document.ref, link.target, found.path
                elif found.state in ("missing", "outside"):
                    yield document.ref, link.target, None


def _as_text(name: str) -> str:
    """A name that the manifest can hold: signs that are no text become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _refuse_own_names(names: Iterable[str]) -> None:
    for name in names:
        if name.casefold() == MANIFEST or name.casefold().partition("/")[0] == SUMMARY_FOLDER:
            message = _("{file}: a packet keeps this name for itself.").format(file=printable(name))
            raise UserError(message + " " + _("Give the file or its folder another name."))


def refuse_names(names: Collection[str]) -> None:
    """A packet that could not be checked, or not be unpacked somewhere else, is not made: raises UserError."""
    if len(names) > MOST_FILES:
        raise UserError(_("A packet holds {most} files at most; here are {count}.").format(
            most=MOST_FILES, count=len(names)
        ))  # fmt: skip
    rename = _("Give the file or its folder another name.")
    for name in names:
        shown = printable(name)
        fault = _("other systems cannot have a file of this name.") if leaves(name) else name_fault(name)
        if fault:
            raise UserError(f"{shown}: {fault} {rename}")
    met = next(collisions(names), None)
    if met:
        message = _("On Windows or a Mac {file} and {other} cannot lie side by side: their names become one there.")
        if normalize("NFC", met.name) == normalize("NFC", met.other):
            message = _("{file}: two files have this name, written with different signs.")
        message = message.format(file=printable(met.name), other=printable(met.other))
        raise UserError(message + " " + _("Give one of them another name."))


def write_packet(packet: Packet, path: Path, force: bool = False) -> tuple[list[Outcome], str]:
    """Write the archive whole or not at all; what happened to which file, and the digest of its manifest.

    A packet with other bytes is replaced only with `force`, and then kept under another name; no other file ever is.
    Raises UserError for a path that cannot be a folder, OSError where the system refuses.
    """
    refuse_outside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UserError(_("{path} is a file, not a folder.").format(path=path.parent)) from None
    clear_leftovers([path.parent])
    with NewFile(path) as new:
        digest = _write(packet, new.file)
        is_file = path.is_file()
        if is_file and _is_same(path, new.file):
            return [Outcome(Verb.IDENTICAL, path)], digest
        reason = obstacle(Planned(path, b""), b"" if is_file else None, replaces=force)
        if is_file and not is_packet(path):
            reason = _("written or changed by a person")
        if reason:
            return [Outcome(Verb.CONFLICT, path, reason)], digest
        new.finish()
        if not is_file:
            new.put(None)
            return [Outcome(Verb.CREATE, path)], digest
        before = digest_of(path)
        backup = _keep(path)
        new.put(before)
    return [Outcome(Verb.BACKUP, backup), Outcome(Verb.OVERWRITE, path)], digest


def is_packet(path: Path) -> bool:
    """Whether a file is an archive that holds a packet's list of files, whole or not."""
    try:
        with open_archive(path) as archive:
            return MANIFEST in archive.namelist()
    except BROKEN:
        return False


def _keep(path: Path) -> Path:
    """A copy of an archive beside it, before it is replaced."""
    backup = backup_of(path)
    with NewFile(backup, path.stat().st_mode & 0o777) as new:
        with path.open("rb") as file:
            shutil.copyfileobj(file, new.file, CHUNK)
        new.finish()
        new.put(None)
    return backup


def digests(packet: Packet) -> dict[str, str]:
    """SHA-256 of every file that the packet would hold, by its name there."""
    found = {}
    for entry in packet.entries:
        digest = hashlib.sha256()
        for piece in _pieces(entry.source):
            digest.update(piece)
        found[entry.name] = digest.hexdigest()
    return found


def _write(packet: Packet, out: IO[bytes]) -> str:
    files: list[dict[str, Any]] = []
    cleaned = dict(packet.cleaned)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for entry in packet.entries:
            digest, size = hashlib.sha256(), 0
            info = _info(entry.name)
            info.file_size = len(entry.source) if isinstance(entry.source, bytes) else entry.source.stat().st_size
            with archive.open(info, "w") as target:
                for piece in _pieces(entry.source):
                    target.write(piece)
                    digest.update(piece)
                    size += len(piece)
            files.append({"path": entry.name, "role": entry.role, "size": size, "sha256": digest.hexdigest()})
            if entry.name in cleaned:
                files[-1]["cleaned"] = cleaned[entry.name]._asdict()
        manifest = manifest_text(packet, files).encode()
        archive.writestr(_info(MANIFEST), manifest)
    return hashlib.sha256(manifest).hexdigest()


def manifest_text(packet: Packet, files: list[dict[str, Any]]) -> str:
    """The manifest: every file with size and digest, and what is not in the packet."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "made_by": f"pd {__version__}",
        "count": len(files),
        "ledger": packet.files._asdict(),
        "files": files,
        "rewritten": list(packet.rewritten),
        "left_out": {
            "private_documents": packet.private_documents,
            "private_evidence": packet.private_evidence,
            "unreadable": list(packet.unreadable),
            "withheld": [{"id": entry, "file": name} for entry, name in packet.withheld],
        },
        "missing": [{"id": entry, "file": name} for entry, name in packet.missing],
        "links": [{"id": entry, "url": url} for entry, url in packet.links],
    }
    if packet.confirmations:
        said["confirmations"] = [
            {"file": name, "from": [source._asdict() for source in sources]} for name, sources in packet.confirmations
        ]
    if packet.candidates:
        said["candidates"] = [{"folder": folder, "name": name} for folder, name in packet.candidates]
    if packet.uncleaned:
        said["left_out"]["uncleaned"] = [
            {"file": name, "problem": found.problem, "tells": [item.kind for item in found.hidden]}
            for name, found in packet.uncleaned
        ]
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.create_system = 3  # the same on Windows
    info.external_attr = _REGULAR_FILE
    return info


def _pieces(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _is_same(path: Path, file: IO[bytes]) -> bool:
    """Whether a file on disk has the bytes of an open one."""
    file.flush()
    file.seek(0)
    with path.open("rb") as other:
        while True:
            mine, theirs = file.read(CHUNK), other.read(CHUNK)
            if mine != theirs:
                return False
            if not mine:
                return True


def _name(root: Path, path: Path) -> str | None:
    """The name of a document in the packet; None where a link leads out of the portfolio."""
    if not Path(realpath(path)).is_relative_to(root):
        return None
    return path.relative_to(root).as_posix()


def _is_unreadable(document: Document, register: set[int]) -> bool:
    is_broken = document.form is None or any(item.code in _UNREADABLE for item in document.diagnostics)
    return is_broken or _hides_something([*document.data.values(), *document.mistyped], register)


def _hides_something(value: Any, register: set[int]) -> bool:
    """Whether something in a document, other than a row of the register (by `id`), is said to be private."""
    if isinstance(value, list):
        return any(_hides_something(item, register) for item in value)
    if not isinstance(value, dict) or id(value) in register:
        return False
    return bool(says_private(value)) or _hides_something(list(value.values()), register)


def _register_rows(portfolio: Portfolio) -> list[dict[str, Any]]:
    said = portfolio.register.data.get("items") if portfolio.register else None
    return [row for row in said if isinstance(row, dict)] if isinstance(said, list) else []


def _register_without(register: Document, hidden: list[dict[str, Any]]) -> bytes:
    """The register as data again, without its private lines and without comments, which may speak of them."""
    items = [row for row in register.data["items"] if row not in hidden]
    text = yaml.safe_dump({**register.data, "items": items}, allow_unicode=True, sort_keys=False, width=120)
    return text.encode()
