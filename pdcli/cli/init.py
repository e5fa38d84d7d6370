"""pd init"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pdcli import words
from pdcli.cli import console
from pdcli.cli.common import one_of, report_files
from pdcli.errors import UserError
from pdcli.words import N_
from pdcli.words import gettext as _

HELP = N_("Start a portfolio in a folder. Asks for what is not given; with no terminal it asks nothing.")
EXAMPLES = (
    ("pd init", N_("Ask everything that is needed, in this folder.")),
    (
        'pd init --name "Айгерім Үлгібаева" --school "Мысал мектебі" --subject Математика --category teacher',
        N_("Ask nothing that is given."),
    ),
)
CATEGORIES = ("teacher", "moderator", "expert", "researcher", "master")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=N_("Where to start it."), show_default=False)] = Path(),
    name: Annotated[str | None, typer.Option(metavar="TEXT", help=N_("Your name as documents show it."))] = None,
    school: Annotated[str | None, typer.Option(metavar="TEXT", help=N_("Name of the school."))] = None,
    subject: Annotated[str | None, typer.Option(metavar="TEXT", help=N_("Main subject."))] = None,
    category: Annotated[
        str | None,
        typer.Option(metavar="CATEGORY", help=N_("Present category: teacher, moderator, expert, researcher, master.")),
    ] = None,
    target_category: Annotated[str | None, typer.Option(metavar="CATEGORY", help=N_("Category aimed at."))] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help=N_("Ask nothing."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
    force: Annotated[bool, typer.Option("--force", help=N_("Overwrite files that exist."))] = False,
) -> int:
    """Parse, ask, write."""
    from pdcli.portfolio.forms import FormLibrary
    from pdcli.scaffold.files import apply
    from pdcli.scaffold.portfolio import plan_portfolio

    lang = words.current()
    given = {
        "name": name,
        "school": school,
        "subject": subject,
        "category": category,
        "target_category": target_category,
    }
    form = FormLibrary().get("portfolio")
    if form is None:
        raise UserError(_("The form `{kind}` is broken; `pd lint` shows where.").format(kind="portfolio"))
    exists = (folder / "portfolio.yaml").exists() and not force
    asks = not no_input and sys.stdin.isatty() and sys.stderr.isatty() and not exists
    for key in given:
        if given[key] is None and asks:
            given[key] = _ask(
                form.by_key[key].label[lang], CATEGORIES if "category" in key else (), form.by_key[key], lang
            )
    for key in ("category", "target_category"):
        if given[key]:
            given[key] = one_of(str(given[key]), CATEGORIES, f"--{key.replace('_', '-')}")
    folder = folder.resolve()
    planned = plan_portfolio(folder, {key: value for key, value in given.items() if value}, lang)
    outcomes = apply(planned, force, dry_run)
    code = report_files(outcomes, dry_run)
    if code == 0 and not dry_run:
        console.err()
        console.err(_("The portfolio is ready. Next: `pd new-cycle` opens the first cycle."))
        missing = [f"--{key.replace('_', '-')}" for key, value in given.items() if not value]
        if missing:
            console.err(_("Not told yet, add it to portfolio.yaml: {fields}").format(fields=", ".join(missing)))
    return code


def _ask(label: str, choices: tuple[str, ...], field: object, lang: words.Lang) -> str | None:
    """One question on the terminal; an empty answer leaves it open."""
    from pdcli.model.forms import Field

    assert isinstance(field, Field)
    if not choices:
        console.err(f"{label}: ")
        return input("> ").strip() or None
    console.err(f"{label}:")
    for number, key in enumerate(choices, 1):
        console.err(f"  {number}. {field.choice_label(key, lang)}")
    while True:
        answer = input("> ").strip()
        if not answer:
            return None
        if answer in choices:
            return answer
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1]
        console.err(_("Type a number from 1 to {last}.").format(last=len(choices)))
