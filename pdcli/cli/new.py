"""pd new"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.outcomes import report_files
from pdcli.cli.values import day_of
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import open_portfolio

if TYPE_CHECKING:
    from pdcli.portfolio.portfolio import Portfolio

HELP = N_(
    "Add a document of any kind, in the right place and ready to fill in. If no kind is given, the kinds are listed."
)
EXAMPLES = (
    ("pd new", N_("List the kinds of documents.")),
    (N_('pd new lesson-analysis "Adding fractions"'), N_("Analyse today’s lesson.")),
    (N_('pd new research-plan "Word problems"'), N_("Plan a study of one problem in class.")),
    (
        N_('pd new evidence "Survey" --file evidence/saualnama.csv'),
        N_("Add a row to the register of evidence."),
    ),
)
EVIDENCE = "evidence"


def new(
    kind: Annotated[str | None, typer.Argument(metavar=N_("KIND"), help=N_("What to add."), show_default=False)] = None,
    title: Annotated[str | None, typer.Argument(metavar=N_("TITLE"), help=N_("The title."), show_default=False)] = None,
    cycle: Annotated[str | None, typer.Option(metavar=N_("CYCLE"), help=N_("A cycle other than the last one."))] = None,
    day: Annotated[str | None, typer.Option("--date", metavar=N_("DATE"), help=N_("A day other than today."))] = None,
    file: Annotated[
        Path | None,
        typer.Option(metavar=N_("FILE"), help=N_("For evidence: its file in the portfolio."), show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse the options, plan, write."""
    from pdcli.discovery.files import schema_home
    from pdcli.scaffold.files import apply
    from pdcli.scaffold.new import form_of, kinds, plan_document
    from pdcli.scaffold.portfolio import plan_schema

    portfolio = open_portfolio(Path.cwd(), or_school=True)
    if kind is None:
        for name in kinds(portfolio):
            form = portfolio.forms.get(name)
            console.wrapped(f"{name:<26} ", form.title[current()] if form else "–")
        return 0
    typed_day = day_of(day, "--date")
    kind = kind if kind == EVIDENCE else form_of(portfolio, kind).kind
    if kind == EVIDENCE:
        if cycle is not None:
            raise UserError(_("A document of kind `{kind}` belongs to no cycle: leave out --cycle.").format(kind=kind))
        return _add_evidence(portfolio, title, typed_day or date.today(), file, dry_run)
    if file:
        raise UserError(_("--file works only with `pd new evidence`."))
    form = form_of(portfolio, kind)
    planned = plan_document(portfolio, kind, title, typed_day or date.today(), cycle, dated=typed_day is not None)
    # The schema of a form of one's own is made when its first document is.
    schemas = [plan_schema(schema_home(portfolio.root), form, portfolio.lang)]
    new = [item for item in schemas if not item.path.exists()]
    go_on = _("`pd fill {path}` goes on with this document.").format(path=display_path(planned.path))
    way_out = go_on if planned.path.is_file() else ""
    code = report_files(apply([planned, *new], dry_run), dry_run, way_out=way_out)
    if code == 0 and not dry_run:
        console.err()
        console.err(_("Next: `pd fill {path}` asks its questions one by one.").format(path=display_path(planned.path)))
    return code


def _add_evidence(portfolio: "Portfolio", title: str | None, day: date, file: Path | None, dry_run: bool) -> int:
    """Add a row to the register; the exit code."""
    from pdcli.scaffold.files import Outcome, Planned, Verb, apply
    from pdcli.scaffold.register import plan_evidence
    from pdcli.writing.atomic import clear_leftovers, rewrite

    if not title or not title.strip():
        message = _("What is the evidence called? Write its title: {example}")
        raise UserError(message.format(example='`pd new evidence "…"`'))
    row = plan_evidence(portfolio, title.strip(), day, file)
    if row.before is None:
        code = report_files(apply([Planned(row.path, row.after)], dry_run=dry_run), dry_run)
    else:
        if not dry_run:
            clear_leftovers([portfolio.root])
            rewrite(row.path, row.before, row.after)
        code = report_files([Outcome(Verb.UPDATE, row.path, row.id)], dry_run)
    if code == 0 and not dry_run:
        console.err()
        sentence = _("Documents refer to this evidence as {id}. Next: `pd fill {path}` asks the unanswered questions.")
        console.err(sentence.format(id=row.id, path=display_path(row.path)))
    return code
