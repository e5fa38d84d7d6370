"""pd readiness"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pdcli.cli import formats
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.formats import PrintOption, file_formats, terminal_format
from pdcli.cli.outcomes import tell_files
from pdcli.cli.pages import Destination, deliver, print_document
from pdcli.cli.readiness_comparison import print_comparison
from pdcli.cli.readiness_output import print_readiness, print_unread
from pdcli.cli.rule_packs import list_packs, report_broken, select_category, select_pack
from pdcli.cli.trust import ConfigOption, TemplatesOption, tell_brought, trust_from
from pdcli.cli.values import category_labels, day_of, shown_values
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

if TYPE_CHECKING:
    from pdcli.portfolio.portfolio import Portfolio

HELP = N_(
    "For each criterion of a rule pack, show what evidence there is for a category and what is "
    "missing, with points counted by the pack’s rules and the days on which anything expires. It "
    "makes no decision about a person."
)
EXAMPLES = (
    ("pd readiness", N_("For the target category, or for the next one if no target is given.")),
    ("pd readiness --for researcher", N_("For any category.")),
    ("pd readiness --pack guideline", N_("What the guideline itself expects.")),
    ("pd readiness --pack kz-2025-02-25 --compare guideline", N_("What changes under another pack.")),
    ("pd readiness --to html,md", N_("As pages.")),
    ("pd readiness --packs", N_("List the packs.")),
)


def help_lists() -> dict[str, str]:
    """Placeholder -> list for the help."""
    labels = {key: label for key, label in category_labels().items() if key != "teacher"}
    return {**formats.help_lists("readiness"), "categories": shown_values(labels, current())}


# Without a folder it lists the packs.
BARE = ("--packs",)


def readiness(
    path: Annotated[Path, typer.Argument(metavar=N_("PATH"), help=N_("The portfolio."), show_default=False)] = Path(),
    category: Annotated[
        str | None,
        typer.Option("--for", metavar=N_("CATEGORY"), help=N_("{categories}."), show_default=False),
    ] = None,
    is_next: Annotated[bool, typer.Option("--next", help=N_("For the category after the present one."))] = False,
    pack: Annotated[
        str | None,
        typer.Option(
            metavar=N_("KEY"), help=N_("The rule pack; the latest one in force if none is given."), show_default=False
        ),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar=N_("KEY"),
            help=N_(
                "Another pack to compare with: only what it changes is shown, with criteria about the same "
                "thing side by side."
            ),
            show_default=False,
        ),
    ] = None,
    packs: Annotated[
        list[str] | None,
        typer.Option(
            "--packs",
            metavar=N_("DIR"),
            help=N_("A folder with rule packs of your own; if no folder is given, the available packs are listed."),
            show_default=False,
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar=N_("DATE"), help=N_("Calculate as of this day instead of today."), show_default=False
        ),
    ] = None,
    confirmations: ConfirmationsOption = None,
    kind: PrintOption = "text",
    to: Annotated[
        str | None,
        typer.Option(
            metavar=N_("FORMATS"),
            help=N_("Write files: {formats}, or several of them separated by commas."),
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar=N_("DIR"),
            help=N_("Where to write the output (default: build/); - means the terminal."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    config: ConfigOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse the options, compute, print or write."""
    printed = terminal_format(kind)
    today = day_of(day, "--date") or date.today()
    if not path.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=path))
    folders = [Path(folder) for folder in packs or () if folder]
    trust = trust_from(config, folders[-1] if folders else None, templates, confirmations)
    portfolio = open_portfolio(path, trust=trust)
    tell_brought([portfolio.root], trust)
    code = report_broken(portfolio.packs)
    if packs and len(folders) < len(packs):
        return list_packs(portfolio.packs, today) or code
    writes = to is not None or out is not None
    if compare is not None and writes:
        message = _("--compare prints to the terminal only, as {formats}; leave out --to and --out.")
        raise UserError(message.format(formats=help_lists()["printed"]))
    destination = Destination(file_formats(to or "html", "readiness"), out, dry_run) if writes else None
    request = ReadinessRequest(pack, compare, category, is_next, today, printed, destination)
    return _run(portfolio, request) or code


class ReadinessRequest(NamedTuple):
    """The rule pack, another one to compare with, the category, and the day. The result is printed in a format, or
    written to a destination.
    """

    pack: str | None
    compare: str | None
    category: str | None
    is_next: bool
    today: date
    printed: str
    destination: Destination | None


def _run(portfolio: "Portfolio", request: ReadinessRequest) -> int:
    """Compute, print or write; the exit code."""
    from pdcli.attestation.readiness import readiness as compute
    from pdcli.render.readiness import render_readiness

    is_text = request.printed == "text" and request.destination is None
    # The text names the unread files itself.
    has_unread_list = is_text and request.compare is None
    pack = select_pack(portfolio.packs, request.pack, request.today, "--pack")
    target = select_category(portfolio, pack, request.category, request.is_next)
    tell_files(portfolio.ledger.counts, () if has_unread_list else portfolio.unread)
    code = 1 if portfolio.unread else 0
    lang = current()
    value = compute(portfolio, pack, target, request.today, lang)
    if request.compare is not None:
        other = select_pack(portfolio.packs, request.compare, request.today, "--compare")
        after = compute(portfolio, other, select_category(portfolio, other, target, False), request.today, lang)
        print_comparison(value, pack, after, other, request.printed, lang)
    elif request.destination:
        folder = request.destination.folder(portfolio.root)
        render = partial(render_readiness, value, portfolio=portfolio, base=folder, lang=lang)
        return deliver(render, folder / "readiness", request.destination) or code
    elif is_text:
        print_unread(portfolio, lang)
        print_readiness(value, lang)
    else:
        render = partial(render_readiness, value, portfolio=portfolio, base=Path(), lang=lang)
        print_document(render, request.printed)
    return code
