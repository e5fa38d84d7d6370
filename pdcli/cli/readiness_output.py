"""Readiness as text: criterion by criterion what is there and what is missing."""

import sys
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.i18n import Lang, translations

if TYPE_CHECKING:
    from pdcli.attestation.criteria import CriterionState, State
    from pdcli.attestation.readiness import Readiness
    from pdcli.portfolio.portfolio import Portfolio

_STYLES: "dict[State, str]" = {"present": "green", "partly": "yellow", "missing": "red", "not-asked": "dim"}


def print_unread(portfolio: "Portfolio", lang: Lang) -> None:
    """Print the documents that could not be read, each with its place and the cause."""
    from pdcli.summary.files import unread_files

    _ = translations(lang).gettext
    diagnostics = unread_files(portfolio, lang)
    if diagnostics:
        console.wrapped("! ", _("Not read, so not everything is counted here:"), "red")
        for item in diagnostics:
            console.wrapped("  ", item.text, "red")
        console.out()


def print_readiness(value: "Readiness", lang: Lang) -> None:
    """The whole: who and by which pack, an overview, each criterion, papers, expiries."""
    print_head(value, lang)
    _overview(value, lang)
    for item in value.criteria:
        _criterion(item, lang)
    if value.papers or value.test:
        _papers(value, lang)
    if value.expiries or value.unknown_terms:
        _expiries(value, lang)
    if value.private_documents or value.private_evidence:
        console.wrapped("", _left_out_lines(value, lang), "dim")
    _foot(value, lang)


def print_head(value: "Readiness", lang: Lang) -> None:
    """Print the teacher, the category and the pack."""
    from pdcli.render.readiness import shown_aim, shown_filing
    from pdcli.wording.packs import pack_line

    console.wrapped("", " · ".join(part for part in (value.name or value.path, value.school) if part), "bold")
    console.wrapped("", shown_aim(value, lang))
    console.wrapped("", pack_line(value.pack, lang, value.day))
    console.wrapped("! ", value.pack.notice, "yellow")
    for name, text in shown_filing(value, lang):
        console.wrapped("", f"{name}: {text}")
    console.out()


def _overview(value: "Readiness", lang: Lang) -> None:
    from pdcli.cli.table import Cell, Column, Row, print_table
    from pdcli.i18n.spaces import held_together
    from pdcli.render.readiness import (
        STATES,
        shown_confirmation,
        shown_confirmed_points,
        shown_criteria_counts,
        shown_points,
        shown_sources,
        shown_total,
    )

    _ = translations(lang).gettext
    is_numbered = any(item.is_numbered for item in value.criteria)
    with_points = value.asked_total is not None
    # Translators: whether a criterion is met.
    columns = [Column(_("Criterion")), Column(_("State"))]
    rows: list[Row] = []
    for item in value.criteria:
        number = [Cell(item.number if item.is_numbered else "")] if is_numbered else []
        state = Cell(_(STATES[item.state]), _STYLES[item.state], shown_confirmation(item, lang) or "")
        points = "\n".join(filter(None, (shown_points(item, lang), shown_confirmed_points(item, lang))))
        rows.append([*number, Cell(item.title), state, *([Cell(points)] if with_points else [])])
    if value.asked_total:
        # The sum alone would read like a verdict: how many criteria it is made of stands beside it.
        sums = "\n".join(filter(None, shown_total(value, lang)))
        number = [Cell("")] if is_numbered else []
        # Translators: the last row of a table: sums.
        rows += [None, [*number, Cell(_("Total")), Cell(_completeness(value, lang)), Cell(sums)]]
    if is_numbered:
        columns.insert(0, Column("№", unbroken=True))
    if with_points:
        columns.append(Column(_("Points / required"), right=True))
    print_table(columns, rows, console.width())
    console.out()
    text = shown_criteria_counts(value, lang)
    if value.asked_total:
        text += " " + _("A criterion for which something is missing scores 0 points.")
    console.wrapped("", text)
    for text in shown_sources(value, lang):
        console.wrapped("", text)
    if value.asked_total and value.asked_total.note:
        console.wrapped("  ! ", value.asked_total.note, "yellow")
    for text in value.rules_now:
        console.wrapped("  ! ", held_together(text))
    console.out()


def _completeness(value: "Readiness", lang: Lang) -> str:
    from pdcli.i18n.numbers import shown_fraction

    return shown_fraction(value.complete, value.of, lang)


def _criterion(item: "CriterionState", lang: Lang) -> None:
    from pdcli.i18n.sentences import inside
    from pdcli.render.facts import fact_text
    from pdcli.render.readiness import STATES, shown_confirmation, shown_confirmers, shown_standing

    _ = translations(lang).gettext
    mark = f"{item.number}  " if item.is_numbered else ""
    console.wrapped(mark, f"{item.title}: {_(STATES[item.state])} ({item.clause})", "bold")
    if item.needed:
        # Where nothing is asked, the pack's words say so themselves.
        # Translators: what a rule pack asks for a criterion.
        console.wrapped(
            "  ", item.needed if item.asked == 0 else _("required: {text}").format(text=inside(item.needed))
        )
    for piece in item.evidence:
        name = " ".join(part for part in (piece.id, piece.title) if part)
        evidence_text = f"{name}, {piece.level_name}" if piece.level_name else name
        console.wrapped("  + ", f"{evidence_text} – {shown_standing(piece, lang)}")
    if counts := shown_confirmation(item, lang):
        console.wrapped("  · ", counts)
    for text in shown_confirmers(item, lang) if item.state != "not-asked" else ():
        console.wrapped("  · ", text)
    for one in item.missing:
        # Translators: what a criterion lacks.
        console.wrapped("  – ", _("missing: {text}").format(text=fact_text(one, lang)), "yellow")
    for one in item.worked_out:
        console.wrapped("  = ", fact_text(one, lang))
    for one in item.notes:
        console.wrapped("  ! ", fact_text(one, lang))
    if item.supporting:
        kinds: dict[str, int] = {}
        for document in item.supporting:
            kinds[document.kind_name] = kinds.get(document.kind_name, 0) + 1
        kind_counts = ", ".join(f"{name} × {count}" if count > 1 else name for name, count in kinds.items())
        console.wrapped(
            "  · ", _("supporting documents, not evidence: {documents}").format(documents=kind_counts), "dim"
        )
    console.out()


def _papers(value: "Readiness", lang: Lang) -> None:
    from pdcli.i18n.dates import shown_date
    from pdcli.i18n.numbers import shown_percent
    from pdcli.render.facts import fact_text
    from pdcli.render.readiness import STATES, shown_paper_state, shown_pieces

    _ = translations(lang).gettext
    console.out(console.styled(_("Documents on the official list"), "bold", sys.stdout))
    for paper in value.papers:
        ids = ", ".join(piece.id or piece.document or "" for piece in paper.found)
        text = f"{paper.title}: {shown_paper_state(paper, lang)}"
        text += f" ({ids}; {shown_pieces(paper.found, lang)})" if ids else ""
        console.wrapped("  ", text, _STYLES[paper.state] if paper.state != "present" else "")
        for missing in paper.missing if paper.found else ():
            console.wrapped("    – ", fact_text(missing, lang))
    if value.test:
        console.out()
        console.wrapped("", f"{value.test.title}: {_(STATES[value.test.state])} ({value.test.clause})", "bold")
        console.wrapped("  ", _("required: {text}").format(text=shown_percent(value.test.asked, lang)))
        if value.test.score is not None and value.test.valid_until is not None:
            until = shown_date(value.test.valid_until, lang)
            console.wrapped(
                "  + ",
                _("{score}, valid until {day}").format(
                    score=shown_percent(round(value.test.score, 2), lang), day=until
                ),
            )
        for piece in value.test.found:
            for one in piece.lacks:
                console.wrapped("  – ", f"{piece.id} – {fact_text(one, lang)}")
        for one in value.test.missing:
            console.wrapped("  – ", _("missing: {text}").format(text=fact_text(one, lang)), "yellow")
        for one in value.test.notes:
            console.wrapped("  ! ", fact_text(one, lang))
    console.out()


def _expiries(value: "Readiness", lang: Lang) -> None:
    from pdcli.i18n.dates import shown_date
    from pdcli.render.facts import fact_text
    from pdcli.render.readiness import days_left

    _ = translations(lang).gettext
    console.out(console.styled(_("When things expire"), "bold", sys.stdout))
    for item in value.expiries:
        source = f" ({item.clause})" if item.clause else ""
        text = f"{shown_date(item.day, lang)}: {fact_text(item.what, lang)}, {days_left(item, lang)}{source}"
        console.wrapped("  ", text, "yellow" if item.days_left < 0 else "")
    for one in value.unknown_terms:
        # Translators: what a criterion needs and no file says.
        console.wrapped("  ! ", _("not known: {text}").format(text=fact_text(one, lang)))
    console.out()


def _left_out_lines(value: "Readiness", lang: Lang) -> str:
    _ = translations(lang).gettext
    return _("Left out as private – documents: {documents}, evidence: {evidence}.").format(
        documents=value.private_documents, evidence=value.private_evidence
    )


def _foot(value: "Readiness", lang: Lang) -> None:
    _ = translations(lang).gettext
    console.wrapped("", value.pack.notice)
    console.wrapped("", _("The committee decides."))
