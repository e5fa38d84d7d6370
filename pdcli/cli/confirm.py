"""pd confirm"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli.cli import console
from pdcli.cli.outcomes import report_files
from pdcli.cli.trust import trust_from
from pdcli.cli.values import choice_of, day_of, one_of, shown_values
from pdcli.discovery.files import real_path
from pdcli.discovery.language import find_language
from pdcli.errors import UserError
from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.portfolio.opening import find_single_root
from pdcli.suggest import choose

if TYPE_CHECKING:
    from pdcli.model.documents import Role
    from pdcli.model.forms import Field, Words
    from pdcli.portfolio.portfolio import Portfolio

HELP = N_(
    "Countersign evidence and documents in somebody else’s portfolio: a row in "
    "confirmations.yaml says who has seen what, with the digest of the file. If no evidence or "
    "documents are named, the command lists what is declared and what is confirmed."
)
EXAMPLES = (
    ("pd confirm teachers/aigerim", N_("What is waiting for a second person, and what is confirmed.")),
    (
        N_('pd confirm teachers/aigerim e3 e7 --who "Observer Sample" --role methodist'),
        N_("Two pieces of evidence that you have seen, written to the school’s confirmations.yaml."),
    ),
    (
        N_(
            "pd confirm teachers/aigerim observation-sheets/2026-03-18-ashyq-sabaq --role methodist "
            '--who "Observer Sample"'
        ),
        N_("Your own observation sheet."),
    ),
)


def help_lists() -> dict[str, str]:
    """Placeholder -> list for the help."""
    return {"roles": shown_values(role_labels(), current())}


def confirm(
    path: Annotated[
        Path, typer.Argument(metavar=N_("PORTFOLIO"), help=N_("Whose evidence it is."), show_default=False)
    ],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("WHAT..."), help=N_("Evidence numbers (e3) and document paths."), show_default=False),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            metavar=N_("NAME"), help=N_("Your name; in your own portfolio pd already knows it."), show_default=False
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            metavar=N_("ROLE"),
            help=N_("{roles}."),
            show_default=False,
        ),
    ] = None,
    day: Annotated[str | None, typer.Option("--date", metavar=N_("DATE"), help=N_("A day other than today."))] = None,
    confirmations: Annotated[
        Path | None,
        typer.Option(
            metavar=N_("FILE"),
            help=N_("Where to write the confirmations: your own confirmations.yaml or the school’s."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse the options, plan, write."""
    from pdcli.portfolio.opening import read_portfolio
    from pdcli.scaffold.confirm import confirmations_file

    files = [confirmations] if confirmations and not names else []
    portfolio = read_portfolio(find_single_root(path), trust_from(confirmations=files))
    if not names:
        return _list(portfolio)
    return _write(
        portfolio, names, who, role, day_of(day, "--date") or date.today(),
        confirmations or confirmations_file(portfolio, Path.cwd()), dry_run,
    )  # fmt: skip


def _write(
    portfolio: "Portfolio", names: list[str], who: str | None, role: str | None, day: date, path: Path, dry_run: bool
) -> int:
    from pdcli.i18n.dates import shown_date
    from pdcli.scaffold.confirm import Signatory, missing_schema, plan_confirmations
    from pdcli.scaffold.files import Outcome, Planned, Verb, apply
    from pdcli.writing.atomic import clear_leftovers, rewrite

    name = " ".join((who or _own_name() or "").split())
    if not name:
        raise UserError(_("Who confirms? Write your name: {example}").format(example='--who "…"'))
    if role is None:
        hint = choose("", role_labels(), role_labels())
        raise UserError(_("In which role? Name it with --role.") + " " + hint)
    if day > date.today():
        message = _("--date: {day} has not come yet; only what has already been seen can be confirmed.")
        raise UserError(message.format(day=shown_date(day, current())))
    signatory = Signatory(name, _role(role), day)
    lang = find_language(real_path(path.parent)) or current()
    plan = plan_confirmations(portfolio, names, signatory, path, lang)
    if plan.before is None:
        planned = [Planned(plan.path, plan.after), *missing_schema(portfolio, plan.path, lang)]
        return report_files(apply(planned, dry_run=dry_run), dry_run, "--confirmations")
    outcomes = [Outcome(Verb.UPDATE, plan.path, ", ".join(plan.new))] if plan.new else []
    outcomes += [Outcome(Verb.IDENTICAL, plan.path, ", ".join(plan.present))] if plan.present else []
    if plan.new and not dry_run:
        clear_leftovers([plan.path.parent])
        rewrite(plan.path, plan.before, plan.after)
    return report_files(outcomes, dry_run)


def role_labels() -> "dict[str, Words]":
    """Role of who confirms -> its label; none where the form is broken."""
    field = _role_field()
    return {choice.key: choice.label for choice in field.choices} if field else {}


def _role(value: str) -> "Role":
    """The role that a value names by its key or its label in any language. Raises UserError with a hint."""
    from typing import cast, get_args

    from pdcli.model.documents import Role

    field = _role_field()
    return cast(Role, choice_of(value, field, "--role") if field else one_of(value, get_args(Role), "--role"))


def _role_field() -> "Field | None":
    """The question for the role of who confirms; None where the form is broken."""
    from pdcli.documents.form_library import FormLibrary

    form = FormLibrary().get("confirmations")
    return form.field_at(("items", 0, "role")) if form else None


def _own_name() -> str | None:
    """The name of the teacher of the portfolio around the current folder."""
    from pdcli.discovery.files import find_root
    from pdcli.portfolio.metadata import read_metadata

    root = find_root(Path.cwd())
    return read_metadata(root).name if root else None


def _list(portfolio: "Portfolio") -> int:
    from pdcli.render.confirmed import shown_counts, shown_standing
    from pdcli.scaffold.confirm import confirmables

    styles = {"confirmed": "green", "changed": "yellow", "cleaned": "yellow", "declared": ""}
    items = list(confirmables(portfolio))
    for item in items:
        text = f"{item.title} – {shown_standing(item.standing, current())}"
        console.wrapped(f"{item.name:<6} ", text, styles[item.standing.state])
    confirmed = sum(item.standing.state == "confirmed" for item in items)
    claimed = sum(bool(item.standing.claimed) for item in items)
    console.out()
    console.wrapped("", shown_counts(len(items), confirmed, claimed, current()))
    return 0
