"""pd pack"""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli.cli import console
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import refuse_terminal
from pdcli.cli.outcomes import report_files, tell_files
from pdcli.cli.pack_output import tell_contents
from pdcli.cli.trust import trust_from
from pdcli.cli.values import day_of
from pdcli.discovery.naming import display_path
from pdcli.i18n import N_, current, ngettext
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import find_roots

if TYPE_CHECKING:
    from pdcli.discovery.trust import Trust
    from pdcli.exchange.packet import Packet

HELP = N_(
    "Make one archive for a committee: documents, evidence, the summary, and a list of digests "
    "by which `pd verify` checks every byte; for several candidates, an index page is added. "
    "Private documents and evidence stay out."
)
EXAMPLES = (
    ("pd pack", N_("This portfolio, as build/packet.zip.")),
    ("pd pack --out attestation.zip", N_("Into a file with another name.")),
    ("pd pack --clean", N_("Without places, authors and comments in pictures, PDF and Office files.")),
    ("pd pack school/", N_("All candidates of a school in one packet, with an index page.")),
    ("pd pack teachers/aigerim teachers/daniyar", N_("Only this season’s candidates.")),
)

_NAME = "packet.zip"


def pack(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("PATH..."), help=N_("Portfolios, or folders that hold them."), show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("FILE"), help=N_("The archive to write (`*.zip`), or its folder (build/)."), show_default=False
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar=N_("DATE"),
            help=N_("Today’s date, used to tell whether evidence has expired."),
            show_default=False,
        ),
    ] = None,
    confirmations: ConfirmationsOption = None,
    clean: Annotated[
        bool,
        typer.Option(
            "--clean",
            help=N_(
                "Pack copies of pictures, PDF and Office files without information about place, author and "
                "device, and without comments; what cannot be cleaned is left out."
            ),
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the packet that is there; it is kept as `packet.zip.bak-1`."))
    ] = False,
) -> int:
    """Parse, collect, write; 1 where something could not be read or cleaned."""
    from pdcli.exchange.season import is_season

    refuse_terminal(out)
    paths = paths or [Path()]
    roots = find_roots(paths)
    today = day_of(day, "--date") or date.today()
    place = out or (_folder(paths) if is_season(paths, roots) else roots[0]) / "build"
    # A name that is not one of an archive is a folder, as everywhere else.
    place = place if out and out.suffix.lower() == ".zip" and not place.is_dir() else place / _NAME
    trust = trust_from(confirmations=confirmations)
    return _run(PackRequest(paths, roots, place, today, trust, clean, dry_run, force))


class PackRequest(NamedTuple):
    """Which portfolios (`roots`, found below `paths`) are packed into which archive, as of which day, and whose
    settings act. With `clean` files are packed without what they tell besides what they show; `force` replaces a
    packet.
    """

    paths: Sequence[Path]
    roots: Sequence[Path]
    place: Path
    today: date
    trust: "Trust"
    clean: bool
    dry_run: bool
    force: bool


def _run(request: PackRequest) -> int:
    """Collect, write, report what is left out; the exit code."""
    from tempfile import TemporaryDirectory

    from pdcli.exchange.season import collect_any

    with TemporaryDirectory(prefix="pd-") if request.clean else nullcontext() as copies:
        folder = Path(copies) if copies else None
        packet = collect_any(request.paths, request.roots, current(), request.today, request.trust, folder)
        unread = tell_files(packet.files, packet.unread)
        code = _list(packet) if request.dry_run else _write(packet, request.place, request.force)
    if code:
        return code
    tell_contents(packet, request.clean, current())
    return unread or int(bool(packet.uncleaned))


def _list(packet: "Packet") -> int:
    for item in packet.entries:
        console.out(item.name)
    console.err(_("Nothing was written (--dry-run)."))
    return 0


def _write(packet: "Packet", place: Path, force: bool) -> int:
    """Write the archive and print its fingerprint; the exit code."""
    from pdcli.exchange.packet import is_packet, write_packet
    from pdcli.exchange.verify import fingerprint
    from pdcli.writing.atomic import backup_of

    outcomes, digest = write_packet(packet, place, force)
    if code := report_files(outcomes, elsewhere="--out"):
        if place.is_file() and is_packet(place):
            sentence = _("With --force the existing packet is kept as {file}.")
            console.err(sentence.format(file=display_path(backup_of(place))))
        return code
    count = len(packet.entries)
    sentence = ngettext("{count} file is in the packet.", "{count} files are in the packet.", count)
    console.err(sentence.format(count=count))
    console.out(_("Fingerprint: {fingerprint}").format(fingerprint=fingerprint(digest)))
    console.err(_("Anyone can check it with `pd verify {file}`.").format(file=display_path(place)))
    return 0


def _folder(paths: Sequence[Path]) -> Path:
    """Where the packet of several candidates is written: in their school, or here where several paths are given."""
    return paths[0] if len(paths) == 1 else Path()
