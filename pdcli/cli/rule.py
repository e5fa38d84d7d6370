"""pd rule"""

import sys
from typing import Annotated

import typer

from pdcli import words
from pdcli.cli import console
from pdcli.errors import UserError
from pdcli.words import N_
from pdcli.words import gettext as _

HELP = N_("Explain a rule: what it checks, why, a bad and a good example. Without a code it lists all rules.")
EXAMPLES = (
    ("pd rule", N_("List all rules.")),
    ("pd rule PD305", N_("Explain one.")),
)


def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help=N_("Code or name of a rule."), show_default=False)
    ] = None,
) -> int:
    """Find, print."""
    from pdcli.lint.page import page
    from pdcli.lint.rules import RULES

    lang = words.current()
    if code is None:
        for item in RULES:
            console.wrapped(f"{item.code}  ", f"{item.name}: {page(item.code, lang).what}")
        return 0
    found = next((item for item in RULES if code.upper() == item.code or code == item.name), None)
    if found is None:
        raise UserError(_("There is no rule `{code}`.").format(code=code[:40]) + " " + _("`pd rule` lists them."))
    sys.stdout.write(page(found.code, lang).as_markdown())
    return 0
