"""pd rule"""

import sys
from functools import partial
from typing import Annotated

import typer

from pdcli import i18n
from pdcli.cli import console, formats
from pdcli.cli.formats import PrintOption, terminal_format
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.render.formats import Data, to_format

HELP = N_(
    "Explain a rule: what it checks and why, with a bad and a good example. If no code is given, all rules are listed."
)
EXAMPLES = (
    ("pd rule", N_("List all rules.")),
    ("pd rule PD305", N_("Show one explanation.")),
    ("pd rule --all --format json", N_("All pages, for another program.")),
)
help_lists = partial(formats.help_lists, "rule")


def rule(
    code: Annotated[
        str | None, typer.Argument(metavar=N_("CODE"), help=N_("Code or name of a rule."), show_default=False)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=N_("The pages of all rules."))] = False,
    output: PrintOption = "text",
) -> int:
    """Parse the options, print pages of rules."""
    from pdcli.lint.page import page, rule_summaries
    from pdcli.lint.rule_names import rule_name, rule_named
    from pdcli.lint.rules import RULES

    lang = i18n.current()
    output = terminal_format(output)
    if code is None and not every and output == "text":
        summaries = rule_summaries()
        for item in RULES:
            console.wrapped(f"{item.code}  ", f"{rule_name(item.code, item.name, lang)}: {summaries[item.code][lang]}")
        return 0
    stable_name = rule_named(code) if code and not code.upper().startswith("PD") else None
    rules = [item for item in RULES if code is None or code.upper() == item.code or stable_name == item.name]
    if not rules:
        raise UserError(
            _("There is no rule `{code}`.").format(code=str(code)[:40]) + " " + _("`pd rule` lists the rules.")
        )
    pages = [page(item.code, lang) for item in rules]
    if output == "text":
        sys.stdout.write("\n".join(item.as_markdown(lang) for item in pages))
    else:
        console.out_page(str(to_format(output, data=lambda: Data([item._asdict() for item in pages]))), output)
    return 0
