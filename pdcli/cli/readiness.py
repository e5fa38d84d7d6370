"""pd readiness"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli.cli import console, formats
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import PrintOption, printed_format, written_formats
from pdcli.cli.outcomes import tell_files
from pdcli.cli.pages import Destination, deliver, print_document
from pdcli.cli.readiness_comparison import print_comparison
from pdcli.cli.readiness_output import print_readiness, print_unread
from pdcli.cli.trust import ConfigOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import category_of, day_of
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio
from pdcli.suggest import choose

if TYPE_CHECKING:
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
    printed = printed_format(kind)
    today = day_of(day, "--date") or date.today()
    if not path.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=path))
    folders = [Path(folder) for folder in packs or () if folder]
    trust = trust_from(config, folders[-1] if folders else None, templates, confirmations)
    portfolio = open_portfolio(path, trust=trust)
    tell_brought([portfolio.root], trust)
    code = _tell_broken(portfolio.packs)
    if packs and len(folders) < len(packs):
        return _list(portfolio.packs, today) or code
    writes = to is not None or out is not None
    if compare is not None and writes:
        message = _("--compare goes to the terminal, as {formats}; leave out --to and --out.")
        raise UserError(message.format(formats=help_lists()["printed"]))
    destination = Destination(written_formats(to or "html", "readiness"), out, dry_run) if writes else None
    request = ReadinessRequest(pack, compare, category, is_next, today, printed, destination)
    return _run(portfolio, request) or code


class ReadinessRequest(NamedTuple):
    """What is asked of a portfolio: by which rule pack and beside which other one, for which category, as of which day.
    It is printed in a format, or written where a destination is given.
    """

    pack: str | None
    compare: str | None
    category: str | None
    is_next: bool
    today: date
    printed: str
    destination: Destination | None


def _run(portfolio: "Portfolio", request: ReadinessRequest) -> int:
    """Work out, print or write; the exit code."""
    from pdcli.attestation.readiness import readiness as work_out
    from pdcli.render.readiness import render_readiness

    is_text = request.printed == "text" and request.destination is None
    # Above the text it is said as well.
    is_shown = is_text and request.compare is None
    tell_files(portfolio.ledger.counts, () if is_shown else portfolio.unread)
    code = 1 if portfolio.unread else 0
    pack = _pack(portfolio.packs, request.pack, request.today, "--pack")
    aimed = _category(portfolio, pack, request.category, request.is_next)
    value = work_out(portfolio, pack, aimed, request.today)
    if request.compare is not None:
        other = _pack(portfolio.packs, request.compare, request.today, "--compare")
        after = work_out(portfolio, other, _category(portfolio, other, aimed, False), request.today)
        print_comparison(value, pack, after, other, request.printed)
    elif request.destination:
        folder = request.destination.folder(portfolio.root)
        render = partial(render_readiness, value, portfolio=portfolio, base=folder)
        return deliver(render, folder / "readiness", request.destination) or code
    elif is_text:
        print_unread(portfolio)
        print_readiness(value)
    else:
        print_document(partial(render_readiness, value, portfolio=portfolio, base=Path()), request.printed)
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
        if portfolio.is_unread("portfolio"):
            raise UserError(_("{path} cannot be read as a document; `pd lint` shows why.").format(path=PROFILE_FILE))
        raise UserError(_("There is no next category to look at. Name one: --for expert."))
    return aimed


def _tell_broken(library: "PackLibrary") -> int:
    for item in library.diagnostics:
        place = f"{display_path(item.path)}:{item.span.line}:{item.span.column}"
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
