"""pd schema"""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from pdcli import i18n
from pdcli.cli import console
from pdcli.cli.formats import refuse_terminal
from pdcli.cli.outcomes import report_files
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import no_portfolio_error
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.suggest import choose, did_you_mean

HELP = N_(
    "Print the JSON Schema of a kind, or write those of all kinds. Editors use them to complete and explain fields."
)
EXAMPLES = (
    ("pd schema design", N_("Print one schema.")),
    ("pd schema output/summary", N_("The schema of what `pd summary --to json` writes, for programs.")),
    ("pd schema form", N_("The grammar of forms, for a form of your own.")),
    ("pd schema --update", N_("Write the schemas of this portfolio again, after an upgrade of pd.")),
    ("pd schema --all --out schemas", N_("Write every kind in every language.")),
)
# The folder of the schemas of outputs, and how one is asked for.
OUTPUTS = "output"


def schema(
    kind: Annotated[
        str | None, typer.Argument(metavar=N_("KIND"), help=N_("Kind of document."), show_default=False)
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help=N_("Write the schemas beside this portfolio again."))
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help=N_("All kinds in all languages, written into the folder --out."))
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar=N_("DIR"), help=N_("With --all: where to write the schemas (default: build/schemas).")),
    ] = None,
) -> int:
    """Parse the options, make, print or write."""
    from pdcli.discovery.files import find_root, find_school, schema_home
    from pdcli.discovery.language import find_language
    from pdcli.documents.form_library import FormLibrary
    from pdcli.scaffold.files import apply, generated
    from pdcli.scaffold.portfolio import FORM_KIND, all_schemas, form_schema_text, plan_schemas, schema_text

    root = find_root(Path.cwd()) or find_school(real_path(Path.cwd()))
    library = FormLibrary(root)
    if out and not every:
        raise UserError(
            _("--out works only with --all; a single schema is printed to the terminal: `pd schema KIND > FILE`.")
        )
    if kind and (every or update):
        raise UserError(
            _("Do not give a kind of document together with {option}.").format(option="--all" if every else "--update")
        )
    refuse_terminal(out)
    if every:
        out = out or Path("build/schemas")
        texts = {**all_schemas(FormLibrary(), i18n.LANGS), **output_texts()}
        return report_files(apply(generated(out / name, text) for name, text in texts.items()), elsewhere="--out")
    if update:
        if root is None:
            raise no_portfolio_error(Path.cwd())
        lang = find_language(root) or i18n.current()
        return report_files(apply(plan_schemas(schema_home(root), library, lang)))
    if kind == FORM_KIND:
        console.out_page(form_schema_text(i18n.current()), "json")
        return 0
    if kind and kind.startswith(f"{OUTPUTS}/"):
        console.out_page(_output_text(kind), "json")
        return 0
    form = (library.get(kind) or library.get(library.suggest_kind(kind) or "")) if kind else None
    if form is None:
        if kind is None:
            raise UserError(_("Which kind?") + " " + choose("", library.kinds(), library.titles()))
        close = library.nearest(kind)
        hint = did_you_mean(close, library.titles()[close]) if close else choose("", library.kinds(), library.titles())
        raise UserError(_("There is no kind `{kind}`.").format(kind=kind[:40]) + " " + hint)
    console.out_page(schema_text(form, i18n.current()), "json")
    return 0


def _output_text(name: str) -> str:
    texts = output_texts()
    text = texts.get(f"{name}.schema.json")
    if text is None:
        names = ", ".join(file.removesuffix(".schema.json") for file in texts)
        raise UserError(
            _("No command produces the output `{name}`. Outputs: {known}.").format(name=name[:60], known=names)
        )
    return json.dumps(_in_words(json.loads(text)), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _in_words(schema: Any) -> Any:
    """A schema with its comments in the reader's language."""
    if isinstance(schema, dict):
        return {
            key: _(value) if key == "$comment" and isinstance(value, str) else _in_words(value)
            for key, value in schema.items()
        }
    return [_in_words(item) for item in schema] if isinstance(schema, list) else schema


def output_texts() -> dict[str, str]:
    """`output/<name>.schema.json` -> the JSON Schema of what a command gives to other programs."""
    from pdcli.exchange.output_schemas import outputs

    return {
        f"{OUTPUTS}/{name}.schema.json": json.dumps(item.schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        for name, item in outputs().items()
    }
