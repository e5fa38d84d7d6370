"""Addresses of pages, and links and pictures in answers."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pdcli.diagnostics import Fix, Severity, Span, shortened
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import Answers, place, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.evidence import is_misread_at
from pdcli.portfolio.evidence_file import is_page

if TYPE_CHECKING:
    from pdcli.portfolio.links import AnswerLink


@rule("PD516", "link-without-scheme", Severity.ERROR)
def link_without_scheme(context: LintContext) -> Iterator[Violation]:
    """A link is not the whole address of a page, so that nothing opens."""
    for number, item in context.register_rows:
        url = (item.url or "").strip()
        if url and not is_page(url) and not is_misread_at(context.portfolio.register, ("items", number, "url")):
            message = _("`{url}` is not the whole address of a page.").format(url=url[:60])
            hint = _("Copy it from the browser: it begins with `https://`. A file belongs into `file:`.")
            yield Violation(context.portfolio.register, ("items", number, "url"), message, hint)


SHOWN = 120


def _links_of_notes(answered: Iterable[Answers]) -> "Iterator[tuple[Document, Span, AnswerLink]]":
    for item in answered:
        if "[[" in item.text:
            from pdcli.portfolio.links import links_of_notes

            for answer in item.items:
                for link in links_of_notes(answer.text):
                    yield item.document, place(item.document, answer, link.start, link.end), link


@rule("PD518", "missing-link-target", Severity.ERROR)
def missing_link_target(context: LintContext) -> Iterator[Violation]:
    """A link or picture in an answer leads to a file that is not there, or is written so that it leads nowhere."""
    portfolio = context.portfolio
    for document, span, link in _links_of_notes(context.answers):
        from pdcli.portfolio.links import Meant, destination, near

        folder = document.path.parent
        found = destination(portfolio.root, folder, link.target)
        meant = near(portfolio.root, folder, link.target) if found.state != "file" else Meant(link.target, True)
        message = _("Pages show `[[…]]` as signs: it is no link, and no picture.")
        sign = "!" if link.is_picture else ""
        instead = f"{sign}[{link.label}]({meant.text})" if meant else ""
        hint = _("Write `{text}`.").format(text=shortened(instead or f"{sign}[{link.label}](…)", 100))
        fix = Fix(((span, instead),)) if meant and meant.is_sure else None
        yield violation_at(document, span, message, hint, fix=fix)
    for document, span, link, found in context.wrong_links:
        if found.state != "missing":
            continue
        if not link.target:
            message = _("This link leads nowhere: no file and no address stands between `(` and `)`.")
            hint = _("Write the path of the file there: it begins at the folder of this document.")
            yield violation_at(document, span, message, hint)
            continue
        if link.target.lower().startswith(("www.", "http:", "https:", "mailto:")):
            message = _("`{url}` is not the whole address of a page.").format(url=link.target[:SHOWN])
            yield violation_at(document, span, message, _("Copy it from the browser: it begins with `https://`."))
            continue
        from pdcli.portfolio.links import near

        message = _("This link leads nowhere: there is no file {file}.").format(file=link.target[:SHOWN])
        meant = near(portfolio.root, document.path.parent, link.target)
        if meant is None:
            hint = _("Put the file there, or correct the path: it begins at the folder of this document.")
            yield violation_at(document, span, message, hint)
            continue
        fix = Fix(((span, meant.text),)) if meant.is_sure else None
        yield violation_at(document, span, message, _("Did you mean `{key}`?").format(key=meant.text), fix=fix)


@rule("PD519", "link-outside-portfolio", Severity.ERROR)
def link_outside_portfolio(context: LintContext) -> Iterator[Violation]:
    """A link or picture in an answer leads out of the portfolio, where nobody else can follow it."""
    for document, span, link, found in context.wrong_links:
        from pdcli.portfolio.links import is_hidden

        if found.state == "outside" and is_hidden(context.portfolio.root, document.path.parent, link.target):
            message = _("No page leads to this file: the name of it or of its folder begins with a point: {file}.")
            hint = _("Give it a name without a point in front, or copy it into the folder evidence.")
            yield violation_at(document, span, message.format(file=link.target[:SHOWN]), hint)
        elif found.state == "address":
            message = _("Pages load no picture from the internet: {url}.").format(url=link.target[:SHOWN])
            hint = _("Save the picture in the folder evidence and lead to it there.")
            yield violation_at(document, span, message, hint)
        elif found.state == "outside":
            message = _("This link leads out of the portfolio: {file}.").format(file=link.target[:SHOWN])
            hint = _("Copy the file into the folder evidence and link to it there; no page leads anywhere else.")
            yield violation_at(document, span, message, hint)
