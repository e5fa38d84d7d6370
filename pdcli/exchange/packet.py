"""A packet for a committee: an archive with documents, evidence and summary, and a manifest with their digests.

It is reproducible: names sorted, one fixed time, nothing compressed (texts are small, and scans are compressed
already). Private documents and lines of the register stay out; a register with private lines is rewritten without
them, which the manifest records.
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
from pdcli.discovery.file_names import collisions, is_unsafe_path, name_fault, printable
from pdcli.discovery.files import PACKED_CONFIRMATIONS
from pdcli.documents.document import Document
from pdcli.documents.survey import has_hidden_questions
from pdcli.errors import UserError
from pdcli.exchange.archive import ARCHIVE_ERRORS, CHUNK, open_archive
from pdcli.exchange.manifest import FORMAT, MANIFEST, MAX_FILES
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import answers_of
from pdcli.metadata.inspection import HiddenKind, Inspection
from pdcli.model.plain import is_declared_private
from pdcli.portfolio.counts import Counts
from pdcli.portfolio.links import destination, links_in
from pdcli.portfolio.portfolio import Portfolio
from pdcli.scaffold.files import Outcome, Planned, Verb, obstacle
from pdcli.writing.atomic import NewFile, backup_of, clear_leftovers, digest_of, refuse_outside

SUMMARY_FOLDER = "summary"
_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16
# Codes of problems that hide whether a document is private.
_PRIVACY_UNKNOWN = frozenset({"PD001", "PD002", "PD003", "PD004", "PD007", "PD008", "PD009", "PD010", "PD015", "PD017"})


class Entry(NamedTuple):
    """A file of the packet: its name in the packet, its role, and its source file or content.

    Roles are `document`, `evidence`, `linked` (an answer links to it), `confirmations` (by others), `summary` and
    `index` (of several candidates).
    """

    name: str
    role: str
    source: Path | bytes


class CleanedFile(NamedTuple):
    """A file replaced by a cleaned copy: the SHA-256 of the original, and the kinds of metadata removed."""

    sha256: str
    removed: tuple[HiddenKind, ...]


class ConfirmationSource(NamedTuple):
    """A file of confirmations with rows in the packet: its name, SHA-256 and number of rows."""

    name: str
    sha256: str
    rows: int


class Packet(NamedTuple):
    """The contents of a packet, and what is left out: counts of private items, missing files, links.

    `withheld` are files of public evidence that a private item names too. `missing` and `withheld` are pairs of the id
    of the evidence, or the ref of the document with the link, and the file. `files` counts the files of the portfolio,
    `unread` are diagnostics of unreadable documents. `candidates` are (folder, name) in a packet of several, where ids
    begin with the folder. `cleaned` are files replaced by copies, `uncleaned` those left out because of their metadata.
    `confirmations` are files of the packet with confirmations by others, and the files that their rows come from.
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
    cleaned: tuple[tuple[str, CleanedFile], ...] = ()
    uncleaned: tuple[tuple[str, Inspection], ...] = ()
    confirmations: tuple[tuple[str, tuple[ConfirmationSource, ...]], ...] = ()


def plan_packet(portfolio: Portfolio) -> Packet:
    """The packet of a portfolio without its summary; contents of files are not read yet.

    Files keep their names, so that an unpacked packet is a portfolio. Raises UserError for a reserved or unportable
    name.
    """
    entries: dict[str, Entry] = {}
    excluded: set[str] = set()
    private, unreadable = 0, []
    rows = _register_rows(portfolio)
    register = set(map(id, rows))
    for document in portfolio.documents:
        name = _name(portfolio.root, document.path)
        # The file of a diagnostic tells what its page hides.
        if document.is_private or (document.kind == "diagnostic" and has_hidden_questions(document.data)):
            private += 1
            excluded.add(realpath(document.path))
        elif name is None or _is_unreadable(document, register):
            unreadable.append(_as_text(document.path.relative_to(portfolio.root).as_posix()))
            excluded.add(realpath(document.path))
        else:
            entries[name] = Entry(name, "document", document.path)
    unread_files = (Path(item.file) for item in portfolio.ledger.unread_files)
    unreadable += [_as_text(_name(portfolio.root, path) or path.name) for path in unread_files]
    rewritten = []
    private_rows = [row for row in rows if is_declared_private(row)]
    if portfolio.register and private_rows:
        name = _name(portfolio.root, portfolio.register.path)
        if name in entries:
            entries[name] = Entry(name, "document", _register_without_rows(portfolio.register, private_rows))
            rewritten.append(name)
    # A file that a private line names stays out, even if a public one names it too.
    excluded |= portfolio.private_files
    missing, withheld = [], []
    public_ids = {str(row.get("id")) for row in rows if row not in private_rows}
    register_is_out = portfolio.register is None or portfolio.register.is_private
    for evidence_file in () if register_is_out else portfolio.evidence_files:
        if evidence_file.item.id not in public_ids:
            continue
        path = portfolio.root / evidence_file.place
        if not evidence_file.inside or evidence_file.size is None:
            missing.append((evidence_file.item.id, evidence_file.name))
        elif realpath(path) in excluded:
            withheld.append((evidence_file.item.id, evidence_file.name))
        else:
            # A symbolic link inside the portfolio is followed and keeps its name.
            name = evidence_file.place
            entries.setdefault(name, Entry(name, "evidence", Path(realpath(path))))
    links = [
        (item.id, item.url)
        for item in (() if register_is_out else portfolio.evidence.values())
        if item.url and item.id in public_ids
    ]
    documents = [item for item in portfolio.documents if _name(portfolio.root, item.path) in entries]
    for source, target, file in _linked_files(portfolio, documents):
        if file is None:
            missing.append((source, target))
        elif realpath(file) in excluded:
            withheld.append((source, target))
        else:
            name = file.relative_to(portfolio.root).as_posix()
            entries.setdefault(name, Entry(name, "linked", Path(realpath(file))))
    _refuse_reserved_names(entries)
    public_evidence = set() if register_is_out else public_ids & set(portfolio.evidence)
    confirmation_rows, sources = _confirmations(portfolio, public_evidence, {item.ref for item in documents})
    if sources:
        entries[PACKED_CONFIRMATIONS] = Entry(PACKED_CONFIRMATIONS, "confirmations", confirmation_rows)
    refuse_names(entries)
    return Packet(
        tuple(entries[name] for name in sorted(entries)), tuple(rewritten), private, len(private_rows),
        tuple(unreadable), tuple(missing), tuple(withheld), tuple(links), portfolio.ledger.counts, portfolio.unread,
        confirmations=((PACKED_CONFIRMATIONS, sources),) if sources else (),
    )  # fmt: skip


def _confirmations(
    portfolio: Portfolio, evidence: Collection[str], documents: Collection[str]
) -> tuple[bytes, tuple[ConfirmationSource, ...]]:
    """The text of a file with confirmations of evidence (by id) and documents (by ref), and the sources of its rows."""
    items: list[dict[str, Any]] = []
    sources = []
    for path in portfolio.trust.confirmation_files(portfolio.root):
        rows = [
            {key: value for key, value in vars(row).items() if value is not None}
            for row in read_rows(path)
            if is_about(row, portfolio)
            and ((row.evidence or "").strip() in evidence or as_ref(row.document or "") in documents)
        ]
        digest = sha256(path)
        if rows and digest:
            items += rows
            sources.append(ConfirmationSource(path.name, digest, len(rows)))
    data = {"kind": KIND, "status": "final", "items": items}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120).encode(), tuple(sources)


def _linked_files(portfolio: Portfolio, documents: Iterable[Document]) -> Iterator[tuple[str, str, Path | None]]:
    """Yield (ref of the document, link target as written, file or None) for the links in answers."""
    for document in documents:
        for answer in answers_of(document):
            in_row = document is portfolio.register and answer.loc[0] == "items"
            if in_row and is_declared_private(document.data["items"][answer.loc[1]]):
                continue
            for link in links_in(answer.text):
                target_file = destination(portfolio.root, document.path.parent, link.target)
                if target_file.state == "file":
                    yield document.ref, link.target, target_file.path
                elif target_file.state in ("missing", "outside"):
                    yield document.ref, link.target, None


def _as_text(name: str) -> str:
    """A name as valid UTF-8: surrogates become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _refuse_reserved_names(names: Iterable[str]) -> None:
    for name in names:
        if name.casefold() == MANIFEST or name.casefold().partition("/")[0] == SUMMARY_FOLDER:
            message = _("{file}: this name is reserved for the packet’s own data.").format(file=printable(name))
            raise UserError(message + " " + _("Give the file or its folder another name."))


def refuse_names(names: Collection[str]) -> None:
    """Raises UserError for too many files, and for names that cannot be unpacked on every system."""
    if len(names) > MAX_FILES:
        raise UserError(_("A packet holds at most {most} files; there are {count} here.").format(
            most=MAX_FILES, count=len(names)
        ))  # fmt: skip
    hint = _("Give the file or its folder another name.")
    for name in names:
        display_name = printable(name)
        fault = _("other systems cannot have a file with this name.") if is_unsafe_path(name) else name_fault(name)
        if fault:
            raise UserError(f"{display_name}: " + fault + " " + hint)
    collision = next(collisions(names), None)
    if collision:
        message = _(
            "On Windows or a Mac {file} and {other} cannot be side by side: there their names count as the same."
        )
        if normalize("NFC", collision.name) == normalize("NFC", collision.other):
            message = _("{file}: two files have this name, written with different characters.")
        message = message.format(file=printable(collision.name), other=printable(collision.other))
        raise UserError(message + " " + _("Give one of the two files another name."))


def write_packet(packet: Packet, path: Path, force: bool = False) -> tuple[list[Outcome], str]:
    """Write the archive atomically; returns the outcomes by file and the SHA-256 of its manifest.

    A different packet is replaced only with `force`, after a backup; any other file is never replaced. Raises UserError
    for a path that cannot be a folder, OSError where the system refuses.
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
        backup = _back_up(path)
        new.put(before)
    return [Outcome(Verb.BACKUP, backup), Outcome(Verb.OVERWRITE, path)], digest


def is_packet(path: Path) -> bool:
    """Whether a file is an archive with a manifest, intact or not."""
    try:
        with open_archive(path) as archive:
            return MANIFEST in archive.namelist()
    except ARCHIVE_ERRORS:
        return False


def _back_up(path: Path) -> Path:
    """Copy an archive to a backup beside it; returns the path of the backup."""
    backup = backup_of(path)
    with NewFile(backup, path.stat().st_mode & 0o777) as new:
        with path.open("rb") as file:
            shutil.copyfileobj(file, new.file, CHUNK)
        new.finish()
        new.put(None)
    return backup


def packet_digests(packet: Packet) -> dict[str, str]:
    """Name -> SHA-256 of every file of the packet."""
    digest_by_name = {}
    for entry in packet.entries:
        digest = hashlib.sha256()
        for piece in _chunks(entry.source):
            digest.update(piece)
        digest_by_name[entry.name] = digest.hexdigest()
    return digest_by_name


def _write(packet: Packet, out: IO[bytes]) -> str:
    files: list[dict[str, Any]] = []
    cleaned = dict(packet.cleaned)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for entry in packet.entries:
            digest, size = hashlib.sha256(), 0
            info = _info(entry.name)
            info.file_size = len(entry.source) if isinstance(entry.source, bytes) else entry.source.stat().st_size
            with archive.open(info, "w") as target:
                for piece in _chunks(entry.source):
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
    """The text of the manifest: every file with size and digest, and what is left out."""
    manifest: dict[str, Any] = {
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
        manifest["confirmations"] = [
            {"file": name, "from": [source._asdict() for source in sources]} for name, sources in packet.confirmations
        ]
    if packet.candidates:
        manifest["candidates"] = [{"folder": folder, "name": name} for folder, name in packet.candidates]
    if packet.uncleaned:
        manifest["left_out"]["uncleaned"] = [
            {"file": name, "problem": inspection.problem, "tells": [item.kind for item in inspection.hidden]}
            for name, inspection in packet.uncleaned
        ]
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.create_system = 3  # the same on Windows
    info.external_attr = _REGULAR_FILE
    return info


def _chunks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _is_same(path: Path, file: IO[bytes]) -> bool:
    """Whether a file on disk equals an open one."""
    file.flush()
    file.seek(0)
    with path.open("rb") as other:
        while True:
            chunk, other_chunk = file.read(CHUNK), other.read(CHUNK)
            if chunk != other_chunk:
                return False
            if not chunk:
                return True


def _name(root: Path, path: Path) -> str | None:
    """The name of a document in the packet; None if a symbolic link leads out of the portfolio."""
    if not Path(realpath(path)).is_relative_to(root):
        return None
    return path.relative_to(root).as_posix()


def _is_unreadable(document: Document, register: set[int]) -> bool:
    is_broken = document.form is None or any(item.code in _PRIVACY_UNKNOWN for item in document.diagnostics)
    return is_broken or _has_private_part([*document.data.values(), *document.mistyped], register)


def _has_private_part(value: Any, register: set[int]) -> bool:
    """Whether a nested value, other than a row of the register (by `id`), is marked private."""
    if isinstance(value, list):
        return any(_has_private_part(item, register) for item in value)
    if not isinstance(value, dict) or id(value) in register:
        return False
    return bool(is_declared_private(value)) or _has_private_part(list(value.values()), register)


def _register_rows(portfolio: Portfolio) -> list[dict[str, Any]]:
    items = portfolio.register.data.get("items") if portfolio.register else None
    return [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []


def _register_without_rows(register: Document, private_rows: list[dict[str, Any]]) -> bytes:
    """The register as YAML without its private rows and without comments, which may mention them."""
    items = [row for row in register.data["items"] if row not in private_rows]
    text = yaml.safe_dump({**register.data, "items": items}, allow_unicode=True, sort_keys=False, width=120)
    return text.encode()
