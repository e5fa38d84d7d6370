"""pd pack"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.outcomes import report_files, tell_files
from pdcli.cli.trust import trust_from
from pdcli.cli.values import day_of
from pdcli.discovery.naming import shown
from pdcli.i18n import N_, current, ngettext
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import find_roots

if TYPE_CHECKING:
    from pdcli.exchange.packet import Packet
    from pdcli.metadata.look import Look

HELP = N_(
    "Make one archive for a committee: documents, evidence, the summary, and a list of digests by which `pd verify` "
    "checks every byte; of several candidates with an index page. Private documents and evidence stay out."
)
EXAMPLES = (
    ("pd pack", N_("This portfolio, as build/packet.zip.")),
    ("pd pack --out attestation.zip", N_("Into a file of another name.")),
    ("pd pack --clean", N_("Without places, authors and comments in pictures, PDF and Office files.")),
    ("pd pack school/", N_("All candidates of a school in one packet, with an index page.")),
    ("pd pack teachers/aigerim teachers/daniyar", N_("Those who are candidates this season.")),
)

_NAME = "packet.zip"
# Nobody reads more.
_MOST_LINES = 100


def pack(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help=N_("Portfolios, or folders that hold them."), show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=N_("The archive to write (`*.zip`), or its folder (build/)."), show_default=False
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="DATE", help=N_("Today, by which evidence has expired or not."), show_default=False
        ),
    ] = None,
    confirmations: ConfirmationsOption = None,
    clean: Annotated[
        bool,
        typer.Option(
            "--clean",
            help=N_(
                "Pack copies of pictures, PDF and Office files without places, authors, devices and comments; what "
                "cannot be cleaned stays out."
            ),
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the packet that is there; it is kept as `packet.zip.bak-1`."))
    ] = False,
) -> int:
    """Collect, write, tell what is not in it; 1 where something could not be read or cleaned."""
    from tempfile import TemporaryDirectory

    from pdcli.exchange.season import collect_any, is_season

    paths = paths or [Path()]
    roots = find_roots(paths)
    today = day_of(day, "--date") or date.today()
    place = out or (_folder(paths) if is_season(paths, roots) else roots[0]) / "build"
    # A name that is not one of an archive is a folder, as everywhere else.
    place = place if out and out.suffix.lower() == ".zip" and not place.is_dir() else place / _NAME
    with TemporaryDirectory(prefix="pd-") if clean else nullcontext() as copies:
        packet = collect_any(
            paths, roots, current(), today, trust_from(confirmations=confirmations), Path(copies) if copies else None
        )
        unread = tell_files(packet.files, packet.unread)
        code = _list(packet) if dry_run else _write(packet, place, force)
    if code:
        return code
    if packet.confirmations:
        rows = sum(source.rows for _file, sources in packet.confirmations for source in sources)
        sentence = ngettext(
            "{count} confirmation by others is in it, told apart as not checked.",
            "{count} confirmations by others are in it, told apart as not checked.",
            rows,
        )
        console.err(sentence.format(count=rows))
    _tell_lines(list(_absent(packet)))
    if packet.private_documents or packet.private_evidence:
        sentence = _("Left out as private: documents {documents}, evidence {evidence}.")
        console.err(sentence.format(documents=packet.private_documents, evidence=packet.private_evidence))
    if packet.rewritten:
        console.err(_("The register was written anew without its private lines."))
    if clean:
        count = len(packet.cleaned)
        sentence = ngettext("{count} file was cleaned.", "{count} files were cleaned.", count)
        console.err(sentence.format(count=count) + " " + _("The manifest has the SHA-256 of the originals."))
    else:
        _tell_hidden(packet)
    return unread or int(bool(packet.uncleaned))


def _list(packet: "Packet") -> int:
    for item in packet.entries:
        console.out(item.name)
    console.err(_("Nothing was written (--dry-run)."))
    return 0


def _write(packet: "Packet", place: Path, force: bool) -> int:
    """Write the archive and tell its fingerprint; the exit code."""
    from pdcli.exchange.packet import is_packet, write_packet
    from pdcli.exchange.verify import fingerprint
    from pdcli.writing.atomic import backup_of

    outcomes, digest = write_packet(packet, place, force)
    if code := report_files(outcomes, elsewhere="--out"):
        if place.is_file() and is_packet(place):
            sentence = _("With --force the packet that is there is kept as {file}.")
            console.err(sentence.format(file=shown(backup_of(place))))
        return code
    count = len(packet.entries)
    sentence = ngettext("{count} file is in the packet.", "{count} files are in the packet.", count)
    console.err(sentence.format(count=count))
    console.out(_("Fingerprint: {fingerprint}").format(fingerprint=fingerprint(digest)))
    console.err(_("Anyone checks it with `pd verify {file}`.").format(file=shown(place)))
    return 0


def _tell_hidden(packet: "Packet") -> None:
    """Say what the files in the packet tell besides what they show."""
    from pdcli.discovery.file_names import may_tell

    if not any(entry.role in ("evidence", "linked") and may_tell(entry.name) for entry in packet.entries):
        return
    from pdcli.exchange.cleaning import telling

    lines = [_hidden_line(name, found) for name, found in telling(packet)]
    _tell_lines(lines)
    if lines:
        console.err(_("With --clean, copies without it are packed."))


def _hidden_line(name: str, found: "Look") -> str:
    from pdcli.discovery.file_names import printable
    from pdcli.metadata.sentences import told, why_not

    if found.problem:
        sentence = _("What {file} tells besides what it shows is not known: {why}.")
        return sentence.format(file=printable(name), why=why_not(found.problem))
    sentence = _("{file} tells more than it shows: {what}.")
    return sentence.format(file=printable(name), what=printable(told(found.hidden)))


def _tell_lines(lines: Sequence[str]) -> None:
    for line in lines[:_MOST_LINES]:
        console.err(line)
    if len(lines) > _MOST_LINES:
        console.err(_("and {count} more").format(count=len(lines) - _MOST_LINES))


def _folder(paths: Sequence[Path]) -> Path:
    """Where the packet of several candidates is written: in their school, or here where several paths are given."""
    return paths[0] if len(paths) == 1 else Path()


def _absent(packet: "Packet") -> Iterator[str]:
    """What is named in the portfolios and is not in the packet, and why."""
    sentence = _("Not in it: {file} ({id}), because there is no such file in the portfolio.")
    for entry, name in packet.missing:
        yield sentence.format(file=name, id=entry)
    sentence = _("Not in it: {file} ({id}), because something private uses the same file.")
    for entry, name in packet.withheld:
        yield sentence.format(file=name, id=entry)
    sentence = _("Not in it: {file}, because it cannot be read; `pd lint` shows why.")
    for name in packet.unreadable:
        yield sentence.format(file=name)
    for name, found in packet.uncleaned:
        yield _uncleaned_line(name, found)


def _uncleaned_line(name: str, found: "Look") -> str:
    from pdcli.metadata.sentences import told, why_not

    if found.problem:
        return _("Not in it: {file}, because it could not be cleaned: {why}.").format(
            file=name, why=why_not(found.problem)
        )
    sentence = _("Not in it: {file}, because only you can decide what becomes of this in it: {what}.")
    return sentence.format(file=name, what=told(found.hidden))
