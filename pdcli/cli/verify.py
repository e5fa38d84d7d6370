"""pd verify"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_brought, trust_from
from pdcli.errors import UserError
from pdcli.i18n import N_, current, ngettext
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import find_roots

if TYPE_CHECKING:
    from pdcli.exchange.verify import Difference

HELP = N_(
    "Check a packet made by `pd pack`, as an archive or unpacked: that every file is there, that "
    "nothing was added, and that every byte is as it was. Nothing is unpacked, and no network is "
    "needed."
)
EXAMPLES = (
    ("pd verify packet.zip", N_("An archive.")),
    (
        "pd verify packet.zip --with aigerim/",
        N_("Also show what has changed in the portfolio since the packet was made."),
    ),
)
_SENTENCES = {
    "changed": N_("was changed"),
    "size": N_("has a different size"),
    "missing": N_("is missing"),
    "extra": N_("is not in the manifest"),
    "duplicate": N_("is there twice"),
    "unsafe": N_("has a name that could lead out of the folder, or is not an ordinary file"),
    "collides": N_("is the same file as {other} on Windows or a Mac"),
    "encrypted": N_("is encrypted, but nothing in a packet should be"),
    "damaged": N_("is damaged and cannot be read"),
    "bomb": N_("claims to be far larger than it is: it was not opened"),
    "manifest": N_("is missing, damaged or not a pd manifest"),
    "hidden": N_("has bytes beside it that belong to no file"),
    "contradicting": N_("is described in two ways: other programs may see a different file"),
    "newer": N_("has been changed in the portfolio since then"),
    "added": N_("has been added to the portfolio since then"),
    "removed": N_("has been removed from the portfolio since then"),
    "school": N_("is not what the documents of the school say now"),
}
# More lines are only counted.
_MAX_LINES = 100


def verify(
    packet: Annotated[
        Path, typer.Argument(metavar=N_("FILE"), help=N_("The archive, or the folder it was unpacked into."))
    ],
    portfolio: Annotated[
        Path | None,
        typer.Option(
            "--with",
            metavar=N_("PORTFOLIO"),
            help=N_("Also compare with a portfolio or a school."),
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Check the packet, print differences. The exit code: 1 where something differs."""
    from pdcli.exchange.verify import compare_packet, find_packed, fingerprint
    from pdcli.exchange.verify import verify_packet as check

    if not packet.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=packet))
    paths = [portfolio] if portfolio else []
    roots = find_roots(paths) if portfolio else []
    trust = trust_from(config, packs, templates)
    tell_brought(roots, trust)
    check_result = check(packet)
    differences, is_unchanged = list(check_result.differences), False
    if roots and check_result.manifest:
        # A portfolio is read only to compare with.
        from pdcli.exchange.season import collect_any

        # The packet of a single teacher is compared with a school by the folder of this teacher.
        if packed := find_packed(packet, roots):
            paths = roots = [packed]
        since_then = compare_packet(packet, collect_any(paths, roots, current(), date.today(), trust))
        differences += since_then
        is_unchanged = not since_then
    for item in differences[:_MAX_LINES]:
        console.out(_line(item))
    if len(differences) > _MAX_LINES:
        console.out(_("and {count} more").format(count=len(differences) - _MAX_LINES))
    if not check_result.differences:
        sentence = ngettext(
            "{count} file: as it was, byte for byte.", "{count} files: as they were, byte for byte.", check_result.files
        )
        console.out(sentence.format(count=check_result.files))
    if is_unchanged:
        console.out(_("Nothing has changed in the portfolio since the packet was made."))
    if check_result.confirmations:
        sentence = ngettext(
            "{count} file in the packet contains confirmations by other people. Whoever made the packet "
            "may have written them: they are shown separately and not counted.",
            "{count} files in the packet contain confirmations by other people. Whoever made the packet "
            "may have written them: they are shown separately and not counted.",
            len(check_result.confirmations),
        )
        console.out(sentence.format(count=len(check_result.confirmations)))
    if check_result.manifest and not check_result.differences:
        console.out(_("Fingerprint: {fingerprint}").format(fingerprint=fingerprint(check_result.manifest)))
    if check_result.manifest:
        console.err(_("The pages in the packet were written by whoever made it: make your own with `pd summary`."))
    console.err(
        _(
            "This proves that nothing in the packet has changed since the packet with this fingerprint was made; it "
            "does not prove who made it."
        )
        if not check_result.differences
        else _("This is not the packet that was made. Ask for it again.")
    )
    return int(bool(differences))


def _line(item: "Difference") -> str:
    """The line of a difference; names in the archive are made safe for a terminal."""
    from pdcli.discovery.file_names import name_fault, printable

    fault = name_fault(item.path) if item.kind == "name" else None
    sentence = fault.text(current()) if fault else _(_SENTENCES[item.kind]).format(other=printable(item.other))
    return f"{printable(item.path)}: {sentence}"
