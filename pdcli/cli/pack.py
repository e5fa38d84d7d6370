"""pd pack"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.common import day_of, find_roots, report_files, shown, tell_files
from pdcli.cli.trust import trust_from
from pdcli.words import N_, current, ngettext
from pdcli.words import gettext as _

if TYPE_CHECKING:
    from pdcli.exchange.packet import Packet

HELP = N_(
    "Make one archive for a committee: documents, evidence, the summary, and a list of digests by which `pd verify` "
    "checks every byte; of several candidates with an index page. Private documents and evidence stay out."
)
EXAMPLES = (
    ("pd pack", N_("This portfolio, as build/packet.zip.")),
    ("pd pack --out attestation.zip", N_("Into a file of another name.")),
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the packet that is there; it is kept as `packet.zip.bak-1`."))
    ] = False,
) -> int:
    """Collect, write, tell what is not in it."""
    from pdcli.exchange.packet import is_packet, write_packet
    from pdcli.exchange.season import collect_any, is_season
    from pdcli.exchange.verify import fingerprint
    from pdcli.portfolio.atomic import backup_of

    paths = paths or [Path()]
    roots = find_roots(paths)
    packet = collect_any(paths, roots, current(), day_of(day, "--date") or date.today(), trust_from())
    unread = tell_files(packet.files, packet.unread)
    place = out or (_folder(paths) if is_season(paths, roots) else roots[0]) / "build"
    # A name that is not one of an archive is a folder, as everywhere else.
    place = place if out and out.suffix.lower() == ".zip" and not place.is_dir() else place / _NAME
    if dry_run:
        for item in packet.entries:
            console.out(item.name)
        console.err(_("Nothing was written (--dry-run)."))
    else:
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
    absent = list(_absent(packet))
    for line in absent[:_MOST_LINES]:
        console.err(line)
    if len(absent) > _MOST_LINES:
        console.err(_("and {count} more").format(count=len(absent) - _MOST_LINES))
    if packet.private_documents or packet.private_evidence:
        sentence = _("Left out as private: documents {documents}, evidence {evidence}.")
        console.err(sentence.format(documents=packet.private_documents, evidence=packet.private_evidence))
    if packet.rewritten:
        console.err(_("The register was written anew without its private lines."))
    return unread


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
