"""pd readiness"""

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console, formats
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import PrintOption, only_text, printed_format, written_formats
from pdcli.cli.outcomes import report_files, tell_files
from pdcli.cli.trust import ConfigOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import category_of, day_of
from pdcli.discovery.naming import shown
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio
from pdcli.render.formats import Data, written
from pdcli.suggest import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdcli.attestation.criteria import CriterionState, State
    from pdcli.attestation.packs_compared import Change
    from pdcli.attestation.readiness import Readiness
    from pdcli.guideline.packs import Pack
    from pdcli.model.documents import Category
    from pdcli.portfolio.packs import PackLibrary
    from pdcli.portfolio.portfolio import Portfolio

HELP = N_(
    "Show, criterion by criterion of a rule pack, what evidence is there for a category and what is missing, with "
    "points by the pack's arithmetic and the days on which things expire. It decides nothing about a person."
)
EXAMPLES = (
    ("pd readiness", N_("For the category aimed at, else the next one.")),
    ("pd readiness --for researcher", N_("For any category.")),
    ("pd readiness --pack guideline", N_("What the guideline itself expects.")),
    ("pd readiness --pack kz-2025-02-25 --compare guideline", N_("What changes under another pack.")),
    ("pd readiness --to html,md", N_("As pages.")),
    ("pd readiness --packs", N_("List the packs.")),
)
help_lists = partial(formats.help_lists, "readiness")
# Without a folder it lists the packs.
BARE = ("--packs",)
_STYLES: "dict[State, str]" = {"present": "green", "partly": "yellow", "missing": "red", "not-asked": "dim"}


def readiness(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=N_("The portfolio."), show_default=False)] = Path(),
    category: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="CATEGORY", help=N_("moderator, expert, researcher or master."), show_default=False
        ),
    ] = None,
    is_next: Annotated[bool, typer.Option("--next", help=N_("For the category after the present one."))] = False,
    pack: Annotated[
        str | None,
        typer.Option(metavar="KEY", help=N_("The rule pack; the latest begun if not given."), show_default=False),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help=N_("Another pack: show only what it changes, criteria about the same thing side by side."),
            show_default=False,
        ),
    ] = None,
    packs: Annotated[
        list[str] | None,
        typer.Option(
            "--packs",
            metavar="DIR",
            help=N_("A folder with rule packs of your own; without a folder: list the packs there are."),
            show_default=False,
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=N_("Look from this day, not from today."), show_default=False),
    ] = None,
    confirmations: ConfirmationsOption = None,
    kind: PrintOption = "text",
    to: Annotated[
        str | None,
        typer.Option(metavar="FORMATS", help=N_("Write files: {formats}, or several with commas."), show_default=False),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help=N_("Where to write (build/); - is the terminal."), show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse, work out, print or write."""
    from pdcli.attestation.readiness import readiness as work_out

    kind = printed_format(kind)
    today = day_of(day, "--date") or date.today()
    if not path.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=path))
    folders = [Path(folder) for folder in packs or () if folder]
    trust = trust_from(config, folders[-1] if folders else None, templates, confirmations)
    portfolio = open_portfolio(path, trust=trust)
    tell_brought([portfolio.root], trust)
    library = portfolio.packs
    code = _tell_broken(library)
    if packs and len(folders) < len(packs):
        return _list(library, today) or code
    is_shown = compare is None and to is None and out is None and kind == "text"
    # Above the text it is said as well.
    code = tell_files(portfolio.ledger.counts, () if is_shown else portfolio.unread) or code
    code = 1 if portfolio.unread else code
    chosen = _pack(library, pack, today, "--pack")
    aimed = _category(portfolio, chosen, category, is_next)
    value = work_out(portfolio, chosen, aimed, today)
    if compare is not None:
        if to is not None or out is not None:
            message = _("--compare goes to the terminal, as {formats}; leave out --to and --out.")
            raise UserError(message.format(formats=help_lists()["printed"]))
        other = _pack(library, compare, today, "--compare")
        after = work_out(portfolio, other, _category(portfolio, other, aimed, False), today)
        _compare(value, chosen, after, other, kind)
        return code
    if to is not None or out is not None:
        return _written(value, portfolio, to or "html", out, dry_run) or code
    if kind == "text":
        _print_unread(portfolio)
        _print(value)
    else:
        from pdcli.render.readiness import render_readiness

        console.out_page(str(render_readiness(value, kind, portfolio, Path())), kind)
    return code


def _pack(library: "PackLibrary", key: str | None, today: date, option: str) -> "Pack":
    if key is None:
        return library.current(today)
    found = library.get(key)
    if found is None:
        message = _("{option}: there is no pack `{key}`.").format(option=option, key=key[:40])
        raise UserError(message + " " + choose(key, library.keys()))
    return found


def _category(portfolio: "Portfolio", pack: "Pack", said: str | None, is_next: bool) -> "Category":
    from pdcli.attestation.readiness import target_category
    from pdcli.discovery.files import PROFILE_FILE

    if said is not None and is_next:
        raise UserError(_("Take one of --for and --next."))
    if said is not None:
        said = category_of(said, "--for")
        found = next((item for item in pack.categories if item == said), None)
        if found is None:
            message = _("The pack {pack} says nothing about `{category}`.").format(pack=pack.key, category=said)
            raise UserError(message + " " + choose(said, pack.categories))
        return found
    aimed = target_category(portfolio, pack, is_next)
    if aimed is None:
        if portfolio.is_lost("portfolio"):
            raise UserError(_("{path} cannot be read as a document; `pd lint` shows why.").format(path=PROFILE_FILE))
        raise UserError(_("There is no next category to look at. Name one: --for expert."))
    return aimed


def _tell_broken(library: "PackLibrary") -> int:
    for item in library.diagnostics:
        place = f"{shown(item.path)}:{item.span.line}:{item.span.column}"
        console.err(f"{place}: {item.code} {item.message} {item.hint}".rstrip())
    if library.diagnostics:
        console.err(_("A pack with mistakes is not used."))
    return 1 if library.diagnostics else 0


def _list(library: "PackLibrary", today: date) -> int:
    from pdcli.attestation.pack_origin import provenance

    lang, taken, taken_by_itself = current(), library.current(today), _("taken if no other is named")
    for item in library.packs():
        console.wrapped("", f"{item.key} · {taken_by_itself}" if item is taken else item.key, "bold")
        console.wrapped("  ", f"{item.title[lang]}; {item.edition[lang]}")
        console.wrapped("  ", provenance(item, library.source(item.key), today))
        console.wrapped("  ", item.warning(lang), "dim")
    return 0


def _written(value: "Readiness", portfolio: "Portfolio", to: str, out: str | None, dry_run: bool) -> int:
    from pdcli.render.readiness import render_readiness
    from pdcli.scaffold.files import apply, generated

    formats = written_formats(to, "readiness")
    folder = Path(out) if out and out != "-" else portfolio.root / "build"
    texts = [render_readiness(value, suffix, portfolio, folder) for suffix in formats]
    if out == "-":
        console.out_page(str(texts[0]), only_text(formats))
        return 0
    planned = [generated(folder / f"readiness.{suffix}", text) for suffix, text in zip(formats, texts, strict=True)]
    return report_files(apply(planned, dry_run=dry_run), dry_run, "--out")


def _print_unread(portfolio: "Portfolio") -> None:
    from pdcli.summary.files import unread_files

    found = unread_files(portfolio)
    if found:
        console.wrapped("! ", _("Not read, so that not everything is counted here:"), "red")
        for item in found:
            console.wrapped("  ", item.text, "red")
        console.out()


def _print(value: "Readiness") -> None:
    _head(value)
    _overview(value)
    for item in value.criteria:
        _criterion(item)
    if value.papers or value.test:
        _papers(value)
    if value.expiries or value.unknown_terms:
        _expiries(value)
    if value.private_documents or value.private_evidence:
        console.wrapped("", _left_out(value), "dim")
    _foot(value)


def _head(value: "Readiness") -> None:
    from pdcli.render.readiness import shown_aim, shown_filing

    console.wrapped("", " · ".join(part for part in (value.name or value.path, value.school) if part), "bold")
    console.wrapped("", shown_aim(value))
    console.wrapped("", f"{value.pack.title} ({value.pack.edition}; {value.pack.provenance})")
    console.wrapped("! ", value.pack.notice, "yellow")
    if filing := shown_filing(value):
        console.wrapped("", "; ".join(f"{name}: {said}" for name, said in filing))
    console.out()


def _overview(value: "Readiness") -> None:
    from rich.table import Table
    from rich.text import Text

    from pdcli.render.readiness import (
        STATES,
        shown_confirmation,
        shown_confirmed_points,
        shown_counted,
        shown_points,
        shown_sources,
        shown_total,
    )

    table = Table(show_edge=False, pad_edge=False)
    is_numbered = any(item.is_numbered for item in value.criteria)
    if is_numbered:
        table.add_column("№", no_wrap=True)
    table.add_column(_("Criterion"), ratio=1)
    table.add_column(_("State"))
    with_points = value.asked_total is not None
    if with_points:
        table.add_column(_("Points / asked"), justify="right")
    for item in value.criteria:
        state = Text(_(STATES[item.state]), _STYLES[item.state])
        number = [item.number if item.is_numbered else ""] if is_numbered else []
        if counts := shown_confirmation(item):
            state.append(f"\n{counts}", "dim")
        points = "\n".join(filter(None, (shown_points(item), shown_confirmed_points(item))))
        table.add_row(*number, Text(item.title), state, *([points] if with_points else []))
    if value.asked_total:
        table.add_section()
        # The sum alone would read like a verdict: how many criteria it is made of stands beside it.
        sums = "\n".join(filter(None, shown_total(value)))
        table.add_row(*([""] if is_numbered else []), Text(_("Together")), Text(_counted(value)), Text(sums))
    console.rich_console(console.width()).print(table)
    console.out()
    text = shown_counted(value)
    if value.asked_total:
        text += " " + _("A criterion with something missing has 0 points.")
    console.wrapped("", text)
    for text in shown_sources(value):
        console.wrapped("", text)
    if value.asked_total and value.asked_total.note:
        console.wrapped("  ! ", value.asked_total.note, "yellow")
    for text in value.rules_now:
        console.wrapped("  ! ", text)
    console.out()


def _counted(value: "Readiness") -> str:
    return _("{count} of {of}").format(count=value.complete, of=value.of)


def _criterion(item: "CriterionState") -> None:
    from pdcli.render.facts import fact_text
    from pdcli.render.readiness import STATES, shown_confirmation, shown_confirmers, shown_standing

    mark = f"{item.number}  " if item.is_numbered else ""
    console.wrapped(mark, f"{item.title}: {_(STATES[item.state])} ({item.clause})", "bold")
    if item.needed:
        # Where nothing is asked, the pack's words say so themselves.
        console.wrapped("  ", item.needed if item.asked == 0 else _("asked: {text}").format(text=item.needed))
    for piece in item.evidence:
        name = " ".join(part for part in (piece.id, piece.title) if part)
        said = f"{name}, {piece.level_name}" if piece.level_name else name
        console.wrapped("  + ", f"{said}: {shown_standing(piece)}")
    if counts := shown_confirmation(item):
        console.wrapped("  · ", counts)
    for text in shown_confirmers(item) if item.state != "not-asked" else ():
        console.wrapped("  · ", text)
    for one in item.missing:
        console.wrapped("  – ", _("missing: {text}").format(text=fact_text(one)), "yellow")
    for one in item.worked_out:
        console.wrapped("  = ", fact_text(one))
    for one in item.notes:
        console.wrapped("  ! ", fact_text(one))
    if item.supporting:
        kinds: dict[str, int] = {}
        for document in item.supporting:
            kinds[document.kind_name] = kinds.get(document.kind_name, 0) + 1
        named = ", ".join(f"{name} × {count}" if count > 1 else name for name, count in kinds.items())
        console.wrapped("  · ", _("supporting documents, not evidence: {documents}").format(documents=named), "dim")
    console.out()


def _papers(value: "Readiness") -> None:
    from pdcli.render.facts import fact_text
    from pdcli.render.readiness import STATES, shown_pieces
    from pdcli.render.values import shown_date

    console.out(console.styled(_("Papers of the official list"), "bold", sys.stdout))
    for paper in value.papers:
        ids = ", ".join(piece.id or piece.document or "" for piece in paper.found)
        text = f"{paper.title}: {_(STATES[paper.state])}"
        text += f" ({ids}; {shown_pieces(paper.found)})" if ids else f" ({paper.only_if})" if paper.only_if else ""
        console.wrapped("  ", text, _STYLES[paper.state] if paper.state != "present" else "")
        for missing in paper.missing if paper.found else ():
            console.wrapped("    – ", fact_text(missing))
    if value.test:
        console.out()
        console.wrapped("", f"{value.test.title}: {_(STATES[value.test.state])} ({value.test.clause})", "bold")
        console.wrapped("  ", _("asked: {text}").format(text=f"{value.test.asked:g} %"))
        if value.test.score is not None and value.test.valid_until is not None:
            until = shown_date(value.test.valid_until, current())
            console.wrapped("  + ", _("{score} %, valid until {day}").format(score=f"{value.test.score:g}", day=until))
        for piece in value.test.found:
            for one in piece.lacks:
                console.wrapped("  – ", f"{piece.id}: {fact_text(one)}")
        for one in value.test.missing:
            console.wrapped("  – ", _("missing: {text}").format(text=fact_text(one)), "yellow")
        for one in value.test.notes:
            console.wrapped("  ! ", fact_text(one))
    console.out()


def _expiries(value: "Readiness") -> None:
    from pdcli.render.facts import fact_text
    from pdcli.render.readiness import days_left
    from pdcli.render.values import shown_date

    console.out(console.styled(_("When things expire"), "bold", sys.stdout))
    for item in value.expiries:
        source = f" ({item.clause})" if item.clause else ""
        text = f"{shown_date(item.day, current())}: {fact_text(item.what)}, {days_left(item)}{source}"
        console.wrapped("  ", text, "yellow" if item.days_left < 0 else "")
    for one in value.unknown_terms:
        console.wrapped("  ! ", _("not known: {text}").format(text=fact_text(one)))
    console.out()


def _left_out(value: "Readiness") -> str:
    return _("Left out as private: documents {documents}, evidence {evidence}.").format(
        documents=value.private_documents, evidence=value.private_evidence
    )


def _foot(value: "Readiness") -> None:
    console.wrapped("", value.pack.notice)
    console.wrapped("", _("The committee decides."))


def _compare(before: "Readiness", first: "Pack", after: "Readiness", second: "Pack", kind: str) -> None:
    from pdcli.attestation.packs_compared import compare_packs, comparison_data

    found = compare_packs(before, first, after, second)
    if kind != "text":
        text = written(kind, data=lambda: Data(comparison_data(before, after, found)))
        console.out_page(str(text), kind)
        return
    _head(before)
    console.wrapped(
        "",
        _("Compared with {title} ({edition})").format(
            title=after.pack.title, edition=f"{after.pack.edition}; {after.pack.provenance}"
        ),
    )
    console.wrapped("! ", after.pack.notice, "yellow")
    console.out()
    if not any((found.changes, found.only_before, found.only_after)):
        console.out(_("Nothing changes."))
    if found.changes:
        _side_by_side(before, after, found.changes)
    for value, alone in ((before, found.only_before), (after, found.only_after)):
        if alone:
            listed = "; ".join(_alone(item) for item in alone)
            console.wrapped("", _("Only in {pack}: {criteria}.").format(pack=value.pack.key, criteria=listed))
    console.out()
    _sums(before, after)
    for text in dict.fromkeys((*before.rules_now, *after.rules_now)):
        console.wrapped("! ", text)
    console.wrapped("", _("The committee decides."))


def _side_by_side(before: "Readiness", after: "Readiness", changes: "Sequence[Change]") -> None:
    """A row for each criterion of the first pack; of the second each is told in full once."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False, show_lines=True)
    for head in (before.pack.key, after.pack.key):
        table.add_column(head, ratio=1)
    told: set[str] = set()
    for change in changes:
        partners = [_alone(item) if item.number in told else _side(item) for item in change.after]
        told |= {item.number for item in change.after}
        table.add_row(Text(_side(change.before)), Text("\n\n".join(partners)))
    console.rich_console(console.width()).print(table)
    console.out()


def _sums(before: "Readiness", after: "Readiness") -> None:
    from pdcli.render.readiness import shown_counted, shown_total

    if not (before.asked_total or after.asked_total):
        return
    for value in (before, after):
        sums = "; ".join(filter(None, shown_total(value))) or "–"
        console.wrapped(f"{value.pack.key}. ", f"{_('Together')}: {sums}. {shown_counted(value)}")
    console.out()


def _side(item: "CriterionState") -> str:
    from pdcli.render.readiness import STATES, shown_confirmation, shown_points

    # Where nothing is asked, the pack's words say so themselves.
    is_said = item.state == "not-asked" and bool(item.needed)
    state = "" if is_said else f"{_(STATES[item.state])}  {shown_points(item)}".rstrip()
    return "\n".join(line for line in (item.label, item.needed, state, shown_confirmation(item)) if line)


def _alone(item: "CriterionState") -> str:
    from pdcli.render.readiness import STATES

    return f"{item.label} ({_(STATES[item.state])})"
