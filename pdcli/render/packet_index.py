"""The index page of a packet of several candidates: who they are, and every paper a click away in the packet."""

import posixpath
from collections import Counter
from collections.abc import Sequence, Set
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from pdcli.i18n import Lang, translations
from pdcli.i18n.dates import short_date, shown_date
from pdcli.i18n.numbers import shown_fraction
from pdcli.render.confirmed import STANDINGS
from pdcli.render.labels import category_name, evidence_choice
from pdcli.render.pages import fill_template
from pdcli.render.summary_view import web_address
from pdcli.summary.build import Summary
from pdcli.summary.evidence import EvidenceSummary
from pdcli.wording.packs import pack_line

# Where a candidate's summary lies in the candidate's folder.
_PAGE = "summary/summary.html"


class Paper(NamedTuple):
    """A line of the register: what it is, where it leads (empty: nowhere), what is wrong with it."""

    id: str
    title: str
    facts: str
    href: str
    trouble: str


class Candidate(NamedTuple):
    """One portfolio of the packet. Categories are shown by name; None is missing.

    `to_open` of the papers have a file in the packet or an address. `notice` must be said where criteria are shown.
    """

    folder: str
    name: str | None
    subject: str | None
    category: str | None
    target_category: str | None
    criteria: str | None
    criteria_confirmed: str | None
    notice: str
    page: str
    papers: tuple[Paper, ...]
    unread: tuple[str, ...]

    @property
    def to_open(self) -> int:
        """How many papers can be opened."""
        return sum(bool(item.href) for item in self.papers)


def candidate(summary: Summary, folder: str, names: Set[str], lang: Lang, today: date) -> Candidate:
    """A candidate as the index shows it. `folder` is theirs in the packet, `names` the files in it."""
    _ = translations(lang).gettext
    # Without a claim there are no criteria to count: those of the next category would be a guess.
    ready = summary.readiness if summary.who.target_category else None
    return Candidate(
        folder=folder,
        name=summary.who.name,
        subject=summary.who.subject,
        category=category_name(summary.who.category, lang),
        target_category=category_name(summary.who.target_category, lang),
        # Translators: criteria that are met, of those that are asked.
        criteria=shown_fraction(ready.complete, ready.of, lang) if ready else None,
        criteria_confirmed=shown_fraction(ready.confirmed, ready.of, lang) if ready else None,
        notice=f"{pack_line(ready.pack, lang, ready.day)}. {ready.pack.notice}" if ready else "",
        page=quote(f"{folder}/{_PAGE}"),
        papers=tuple(_paper(item, folder, names, lang, today) for item in summary.evidence),
        unread=tuple(f"{folder}/{item.text}" for item in summary.unread),
    )


def render_index(candidates: Sequence[Candidate], school: str | None, lang: Lang, today: date) -> str:
    """The page; candidates in the order given."""
    notices = dict.fromkeys(item.notice for item in candidates if item.notice)
    counts = Counter(item.name for item in candidates if item.name)
    repeated = {name for name, count in counts.items() if count > 1}
    return fill_template(
        "_base/packet.html.j2",
        None,
        lang,
        candidates=candidates,
        school=school,
        day=shown_date(today, lang),
        notices=list(notices),
        repeated=repeated,
    )


def _paper(item: EvidenceSummary, folder: str, names: Set[str], lang: Lang, today: date) -> Paper:
    _ = translations(lang).gettext
    name = posixpath.normpath(item.file) if item.file else ""
    href = quote(f"{folder}/{name}") if name in names else web_address(item.url)
    trouble = ""
    if not href:
        trouble = _("the file is not in this packet") if item.file else _("neither a file nor an address")
    facts = [evidence_choice("kind", item.kind, lang), evidence_choice("level", item.level, lang)]
    if item.date:
        facts.append(short_date(item.date))
    if item.criterion:
        facts.append(_("criterion {number}").format(number=item.criterion))
    if item.expires:
        sentence = _("expired on {day}") if item.expires < today else _("valid until {day}")
        facts.append(sentence.format(day=short_date(item.expires)))
    facts.append(_(STANDINGS[item.standing.state]))
    return Paper(item.id, item.title or "", " · ".join(filter(None, facts)), href, trouble)
