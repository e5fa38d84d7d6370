"""pd init"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli import i18n
from pdcli.cli import console
from pdcli.cli.language import language_option
from pdcli.cli.line_editor import is_terminal, open_reader
from pdcli.cli.outcomes import report_files
from pdcli.cli.values import category_labels, category_of, shown_values
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import display_path
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.i18n.sentences import inside

if TYPE_CHECKING:
    from pdcli.scaffold.files import Outcome

HELP = N_(
    "Start a portfolio in a folder, or a school for many portfolios. The command asks for what "
    "is not given; without a terminal it asks nothing. In a school’s folder a portfolio takes "
    "its details from school.yaml."
)
EXAMPLES = (
    ("pd init", N_("Ask all the questions needed and begin in this folder.")),
    (
        N_('pd init --name "Aigerim Ulgibaeva" --school "Mysal school" --subject Mathematics --category teacher'),
        N_("Ask only for what is missing."),
    ),
    (
        N_('pd init mysal --school --name "Mysal school"'),
        N_("A school: school.yaml, its year and a folder for portfolios."),
    ),
    ("pd init teachers/aigerim", N_("Inside a school: one more teacher.")),
)
BARE = ("--school",)
CATEGORIES = ("teacher", "moderator", "expert", "researcher", "master")


def help_lists() -> dict[str, str]:
    """Placeholder -> list for the help."""
    return {"categories": shown_values(category_labels(), i18n.current())}


def init(
    folder: Annotated[
        Path, typer.Argument(metavar=N_("DIR"), help=N_("Where to start the portfolio or school."), show_default=False)
    ] = Path(),
    name: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("Your name, or the school’s, as documents show it."))
    ] = None,
    school: Annotated[
        str | None,
        typer.Option(
            metavar=N_("TEXT"),
            help=N_("Name of the school. If no name is given after the option, a school is created."),
        ),
    ] = None,
    subject: Annotated[str | None, typer.Option(metavar=N_("TEXT"), help=N_("Main subject."))] = None,
    category: Annotated[
        str | None,
        typer.Option(metavar=N_("CATEGORY"), help=N_("Present category: {categories}.")),
    ] = None,
    target_category: Annotated[str | None, typer.Option(metavar=N_("CATEGORY"), help=N_("Target category."))] = None,
    region: Annotated[str | None, typer.Option(metavar=N_("TEXT"), help=N_("Region and district."))] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help=N_("Ask nothing."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))] = False,
) -> int:
    """Parse the options, ask, write."""
    from pdcli.discovery.language import find_language
    from pdcli.documents.form_library import FormLibrary
    from pdcli.scaffold.files import apply
    from pdcli.scaffold.portfolio import plan_portfolio
    from pdcli.scaffold.school import plan_school
    from pdcli.writing.atomic import refuse_outside

    # A portfolio has the language of its school, and a school that of its portfolios.
    lang = language_option() or find_language(real_path(folder)) or i18n.current()
    starts_school = school == ""
    kind = "school" if starts_school else "portfolio"
    refuse_outside(folder / f"{kind}.yaml")
    facts = {"name": name, "region": region}
    if not starts_school:
        facts = {"school": school, "region": region, **_school_answers(folder), "name": name, "subject": subject}
        facts.update({"category": category, "target_category": target_category})
        facts.update({key: value for key, value in (("school", school), ("region", region)) if value})
    form = FormLibrary().require(kind)
    exists = (folder / f"{kind}.yaml").exists()
    asks = not no_input and is_terminal() and not exists
    # The region is optional: it is not asked.
    open_keys = [key for key, value in facts.items() if value is None and key != "region"]
    if asks and open_keys:
        from pdcli.cli.interview import interview

        reader = open_reader()
        with reader.raw_mode():
            facts.update(interview(reader, [form.by_key[key] for key in open_keys], i18n.current()))
    for key in ("category", "target_category"):
        if facts.get(key):
            facts[key] = category_of(str(facts[key]), f"--{key.replace('_', '-')}")
    folder = real_path(folder)
    answers = {key: value for key, value in facts.items() if value}
    planned = (
        plan_school(folder, answers, lang, date.today()) if starts_school else plan_portfolio(folder, answers, lang)
    )
    outcomes = apply(planned, dry_run)
    way_out = _("There is already a portfolio or a school here; `pd status` shows the next step.") if exists else ""
    code = report_files(outcomes, dry_run, way_out=way_out)
    if code == 0 and not dry_run:
        console.err()
        console.err(
            _(
                'The school is ready. Next, in its folder: `pd init teachers/…` adds a teacher, `pd new group "…"` '
                "a group, and `pd fill {path}` asks for the plan of the year."
            ).format(path=display_path(planned[1].path))
            if starts_school
            else _("The portfolio is ready. Next: `pd new-cycle` opens the first cycle.")
        )
        _report_git_ignores(outcomes)
        missing = [
            inside(form.by_key[key].label[i18n.current()])
            for key, value in facts.items()
            if not value and key != "region"
        ]
        if missing:
            text = _("Still to be filled in: {fields}. To answer: `pd fill {file}`.")
            console.err(text.format(fields=", ".join(missing), file=display_path(folder / f"{kind}.yaml")))
    return code


def _report_git_ignores(outcomes: "Sequence[Outcome]") -> None:
    """Report the lines that a present .gitignore lacks; it belongs to a person, so nothing is added to it."""
    from pdcli.discovery.files import GIT_IGNORES

    file = next((item.path for item in outcomes if item.verb == "skip" and item.path.name == ".gitignore"), None)
    present = file.read_bytes().decode("utf-8", "replace").splitlines() if file and file.is_file() else []
    lines = [line for line in GIT_IGNORES if line not in present]
    if file and lines:
        console.err(_("Add these lines to .gitignore, so that git leaves out what pd makes: {lines}").format(
            lines="  ".join(lines)
        ))  # fmt: skip


def _school_answers(folder: Path) -> dict[str, str]:
    """The answers of the school around a new portfolio, by the keys of portfolio.yaml."""
    from pdcli.discovery.files import SCHOOL_FILE, SCHOOL_REF, find_school
    from pdcli.documents.form_library import FormLibrary
    from pdcli.documents.reader import read_document
    from pdcli.i18n import DEFAULT_LANG
    from pdcli.scaffold.new import school_facts

    school = find_school(real_path(folder))
    document = read_document(str(school / SCHOOL_FILE), SCHOOL_REF, FormLibrary(), DEFAULT_LANG) if school else None
    return {key: str(value) for key, value in school_facts(document).items() if value}
