"""pd schema"""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pdcli import words
from pdcli.cli.common import no_portfolio, report_files
from pdcli.errors import UserError
from pdcli.portfolio.files import real_path
from pdcli.words import N_
from pdcli.words import gettext as _

HELP = N_(
    "Print the JSON Schema of a kind, or write those of all kinds. Editors use them to complete and explain fields."
)
EXAMPLES = (
    ("pd schema design", N_("Print one schema.")),
    ("pd schema form", N_("The grammar of forms, for a form of your own.")),
    ("pd schema --update", N_("Write the schemas of this portfolio again, after an upgrade of pd.")),
    ("pd schema --all --out schemas", N_("Write every kind in every language.")),
)
LINT_OUTPUT = "lint"


def schema(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help=N_("Kind of document."), show_default=False)
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help=N_("Write the schemas beside this portfolio again."))
    ] = False,
    every: Annotated[bool, typer.Option("--all", help=N_("All kinds and languages, into --out."))] = False,
    out: Annotated[Path, typer.Option(metavar="DIR", help=N_("Where to write."))] = Path("build/schemas"),
) -> int:
    """Parse, make, print or write."""
    from pdcli.portfolio.files import find_root, find_school, schema_home
    from pdcli.portfolio.forms import FormLibrary
    from pdcli.scaffold.files import apply, generated
    from pdcli.scaffold.portfolio import FORM_KIND, all_schemas, form_schema_text, plan_schemas, schema_text

    root = find_root(Path.cwd()) or find_school(real_path(Path.cwd()))
    library = FormLibrary(root)
    if every:
        texts = {**all_schemas(FormLibrary(), words.LANGS), f"{LINT_OUTPUT}.schema.json": lint_schema_text()}
        return report_files(apply(generated(out / name, text) for name, text in texts.items()), elsewhere="--out")
    if update:
        if root is None:
            raise no_portfolio(Path.cwd())
        return report_files(apply(plan_schemas(schema_home(root), library, words.current())))
    if kind == FORM_KIND:
        sys.stdout.write(form_schema_text(words.current()))
        return 0
    if kind == LINT_OUTPUT and kind not in library.kinds():
        sys.stdout.write(lint_schema_text())
        return 0
    form = (library.get(kind) or library.get(library.meant(kind) or "")) if kind else None
    if form is None:
        known = _("Kinds: {kinds}.").format(kinds=", ".join(library.kinds()))
        text = _("There is no kind `{kind}`.").format(kind=kind[:40]) if kind else _("Which kind?")
        raise UserError(f"{text} {known}")
    sys.stdout.write(schema_text(form, words.current()))
    return 0


def lint_schema_text() -> str:
    """The JSON Schema of `pd lint --format json`, as it stands in a file."""
    from pdcli.lint.reporters.machine import lint_schema

    return json.dumps(lint_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
