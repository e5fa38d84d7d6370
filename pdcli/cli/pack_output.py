"""What is told of a packet: what is not in it, and what its files tell besides what they show."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.i18n import Lang, translations

if TYPE_CHECKING:
    from pdcli.exchange.packet import Packet
    from pdcli.metadata.inspection import Inspection

# Nobody reads more.
_MAX_LINES = 100


def tell_contents(packet: "Packet", clean: bool, lang: Lang) -> None:
    """What came along, what is left out and why, and what files tell besides what they show."""
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    if packet.confirmations:
        rows = sum(source.rows for _file, sources in packet.confirmations for source in sources)
        sentence = ngettext(
            "The packet holds {count} confirmation by others, marked as not checked.",
            "The packet holds {count} confirmations by others, marked as not checked.",
            rows,
        )
        console.err(sentence.format(count=rows))
    _tell_lines(list(_absent(packet, lang)), lang)
    if packet.private_documents or packet.private_evidence:
        sentence = _("Left out as private – documents: {documents}, evidence: {evidence}.")
        console.err(sentence.format(documents=packet.private_documents, evidence=packet.private_evidence))
    if packet.rewritten:
        console.err(_("The register was rewritten without its private lines."))
    if clean:
        count = len(packet.cleaned)
        if not count:
            console.err(_("There was nothing to clean."))
            return
        sentence = ngettext("{count} file was cleaned.", "{count} files were cleaned.", count)
        digests = _("manifest.json in the packet contains the SHA-256 digests of the originals.")
        console.err(sentence.format(count=count) + f" {digests}")
    else:
        _report_metadata(packet, lang)


def _report_metadata(packet: "Packet", lang: Lang) -> None:
    """Print the metadata of the files in the packet."""
    from pdcli.discovery.file_names import may_have_metadata

    _ = translations(lang).gettext
    if not any(entry.role in ("evidence", "linked") and may_have_metadata(entry.name) for entry in packet.entries):
        return
    from pdcli.exchange.cleaning import files_with_metadata

    lines = [_metadata_line(name, inspection, lang) for name, inspection in files_with_metadata(packet)]
    _tell_lines(lines, lang)
    if lines:
        console.err(_("With --clean, the packet gets copies without this information."))


def _metadata_line(name: str, inspection: "Inspection", lang: Lang) -> str:
    from pdcli.discovery.file_names import printable
    from pdcli.metadata.sentences import describe, describe_problem

    _ = translations(lang).gettext
    if inspection.problem:
        sentence = _("It is not known what {file} contains besides what can be seen: {why}.")
        return sentence.format(file=printable(name), why=describe_problem(inspection.problem).text(lang))
    sentence = _("{file} holds more than it shows: {what}.")
    return sentence.format(file=printable(name), what=printable(describe(inspection.hidden).text(lang)))


def _tell_lines(lines: Sequence[str], lang: Lang) -> None:
    _ = translations(lang).gettext
    for line in lines[:_MAX_LINES]:
        console.err(line)
    if len(lines) > _MAX_LINES:
        console.err(_("and {count} more").format(count=len(lines) - _MAX_LINES))


def _absent(packet: "Packet", lang: Lang) -> Iterator[str]:
    """Yield a line for every file that documents name and that is not in the packet, with the cause."""
    _ = translations(lang).gettext
    sentence = _("Left out: {file} ({id}), because there is no such file in the portfolio.")
    for entry, name in packet.missing:
        yield sentence.format(file=_in_portfolio(name), id=entry)
    sentence = _("Left out: {file} ({id}), because something private uses the same file.")
    for entry, name in packet.withheld:
        yield sentence.format(file=_in_portfolio(name), id=entry)
    sentence = _("Left out: {file}, because it cannot be read in full; `pd lint` shows why.")
    for name in packet.unreadable:
        yield sentence.format(file=_in_portfolio(name))
    for name, inspection in packet.uncleaned:
        yield _uncleaned_line(_in_portfolio(name), inspection, lang)


def _in_portfolio(name: str) -> str:
    """The path of a file that is not in the packet: from the folder of its portfolio, not from that of the packet."""
    from pdcli.exchange.season import CANDIDATES_FOLDER

    return name.removeprefix(f"{CANDIDATES_FOLDER}/")


def _uncleaned_line(name: str, inspection: "Inspection", lang: Lang) -> str:
    from pdcli.metadata.sentences import describe, describe_problem

    _ = translations(lang).gettext
    if inspection.problem:
        return _("Left out: {file}, because it could not be cleaned: {why}.").format(
            file=name, why=describe_problem(inspection.problem).text(lang)
        )
    sentence = _("Left out: {file}, because it contains something that only you can decide about: {what}.")
    return sentence.format(file=name, what=describe(inspection.hidden).text(lang))
