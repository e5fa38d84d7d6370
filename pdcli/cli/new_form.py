"""pd new-form"""

from pathlib import Path
from typing import Annotated

import typer

from pdcli.cli import console
from pdcli.cli.outcomes import report_files
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import no_portfolio_error
from pdcli.i18n import N_
from pdcli.i18n import gettext as _

HELP = N_("Start a form of your own: it is filled in, checked and rendered like the built-in ones, without any code.")
EXAMPLES = (
    (N_('pd new-form parent-meeting "Parent meeting"'), N_("A new form with two questions to begin with.")),
    ("pd new-form lesson-analysis --copy lesson-analysis", N_("Change a built-in form for this portfolio or school.")),
)


def new_form(
    kind: Annotated[
        str, typer.Argument(metavar=N_("KIND"), help=N_("Name of the form, in small Latin letters and hyphens."))
    ],
    title: Annotated[str | None, typer.Argument(metavar=N_("TITLE"), help=N_("The title."), show_default=False)] = None,
    copy: Annotated[str | None, typer.Option(metavar=N_("KIND"), help=N_("Begin with a copy of this form."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Plan the form, write."""
    from pdcli import i18n
    from pdcli.discovery.files import find_root, find_school
    from pdcli.discovery.language import find_language
    from pdcli.scaffold.files import apply
    from pdcli.scaffold.new_form import plan_form
    from pdcli.scaffold.portfolio import plan_form_schema

    root = find_root(Path.cwd()) or find_school(real_path(Path.cwd()))
    if root is None:
        raise no_portfolio_error(Path.cwd())
    lang = find_language(root) or i18n.current()
    schema = plan_form_schema(root, lang)._replace(optional=True)
    code = report_files(apply([plan_form(root, kind, title, lang, copy), schema], dry_run), dry_run)
    if code == 0 and not dry_run:
        console.err()
        console.err(_("Next: change the form in an editor, then `pd new {kind}`.").format(kind=kind))
    return code
