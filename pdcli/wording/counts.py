"""How many files were read, as one line that every command and page shows."""

from pdcli.i18n import Lang, translations
from pdcli.portfolio.counts import Counts


def counts_line(counts: Counts, lang: Lang) -> str:
    """The line: "9 documents, 4 evidence files, 0 not read"."""
    ngettext = translations(lang).ngettext
    parts = (
        ngettext("{count} document", "{count} documents", counts.documents).format(count=counts.documents),
        ngettext("{count} evidence file", "{count} evidence files", counts.evidence).format(count=counts.evidence),
        ngettext("{count} not read", "{count} not read", counts.unread).format(count=counts.unread),
    )
    return ", ".join(parts)
