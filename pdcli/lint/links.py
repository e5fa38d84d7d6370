"""The links and pictures in answers that lead nowhere, or out of the portfolio."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import Span
from pdcli.documents.document import Document
from pdcli.lint.answers import Answers, place

if TYPE_CHECKING:
    from pdcli.portfolio.links import AnswerLink, Destination


class WrongLink(NamedTuple):
    """A link of a document, the place of its target, and where that leads."""

    document: Document
    span: Span
    link: "AnswerLink"
    destination: "Destination"


def wrong_links(root: Path, answered: Iterable[Answers]) -> Iterator[WrongLink]:
    """The links in these answers that lead nowhere or out of the portfolio in `root`, and pictures of the internet."""
    for item in answered:
        if "]" not in item.text and not (item.has_foreign and "<" in item.text):
            continue
        # Few answers hold a link; the grammar of links is loaded for these.
        from pdcli.portfolio.links import Destination, destination, links_in, links_without_target, raw_links

        folder = item.document.path.parent
        for answer in item.items:
            for link in links_without_target(answer.text):
                span = place(item.document, answer, link.start, link.end)
                yield WrongLink(item.document, span, link, Destination("missing"))
            for link in (*links_in(answer.text), *raw_links(answer.text)):
                end = destination(root, folder, link.target)
                if end.state in ("missing", "outside") or (link.is_picture and end.state == "address"):
                    start = link.target_start
                    span = place(item.document, answer, start, start + len(link.target))
                    yield WrongLink(item.document, span, link, end)
