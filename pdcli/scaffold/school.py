"""A new school, and the documents of one school year of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pdcli.discovery.files import GIT_IGNORES, SCHOOL_FILE, SCHOOL_REF, TEACHERS_FOLDER
from pdcli.discovery.naming import display_path
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.errors import UserError
from pdcli.i18n import N_, Lang, translate
from pdcli.i18n.messages import message as _
from pdcli.model.documents import CarriedOver
from pdcli.model.school_year import as_school_year, school_year, year_after
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school_carryover import carried_over, last_year
from pdcli.portfolio.school_references import SCHOOL_FOLDER, year_of
from pdcli.scaffold.document import new_document
from pdcli.scaffold.files import Planned
from pdcli.scaffold.new import prefilled, school_facts
from pdcli.scaffold.portfolio import plan_schemas, schema_path
from pdcli.writing.splice import set_answer

PLAN = "school-plan"
# What a school keeps once a year besides its plan.
_OF_YEAR = ("events", "visits", "school-cycle")


def plan_school(root: Path, answers: dict[str, Any], lang: Lang, today: date) -> list[Planned]:
    """The files of a school without teachers and without diagnostics: school.yaml, and the documents of the school
    year of a day. Those that may exist already are optional.
    """
    library = FormLibrary(root)
    year = school_year(today)
    facts = {"format": 1, "lang": lang, "school_year": year, **answers}
    own_facts = {"school": answers.get("name"), "region": answers.get("region"), "school_year": year}
    school, schema = root / SCHOOL_FILE, schema_path(root, root / SCHOOL_FILE, "school")
    return [
        Planned(school, new_document(library.require("school"), lang, facts, schema)),
        *(_document(root, library, lang, kind, own_facts)._replace(optional=True) for kind in (PLAN, *_OF_YEAR)),
        Planned(root / TEACHERS_FOLDER / ".gitkeep", "", optional=True),
        Planned(root / ".gitignore", "".join(f"{line}\n" for line in GIT_IGNORES), optional=True),
        Planned(root / "README.md", _readme(answers, lang), optional=True),
        *plan_schemas(root, library, lang),
    ]


def plan_year(school: Portfolio, year: str) -> tuple[list[Planned], list[CarriedOver]]:
    """The documents of a new school year, the plan first, and what the plan carries over from the last year.

    Raises UserError where the year has a plan, and where a document of the last year cannot be read.
    """
    present = {kind: [item for item in school.of_kind(kind) if year_of(item) == year] for kind in (PLAN, *_OF_YEAR)}
    if present[PLAN]:
        message = _("{year} has a plan already: {path}.").format(year=year, path=display_path(present[PLAN][0].path))
        hint = _("To open another school year: `pd new-cycle --school --year {year}`.").format(year=year_after(year))
        raise UserError(message, hint)
    last = last_year(school, year)
    _refuse_unread(school, (last, year))
    carried = carried_over(school, last)
    rows = [{"from": row.from_, "text": row.text} for row in carried]
    own_facts = {**school_facts(school.by_ref.get(SCHOOL_REF)), "school_year": year}
    plan = _document(school.root, school.forms, school.lang, PLAN, {**own_facts, "carried_over": rows})
    others = [
        _document(school.root, school.forms, school.lang, kind, own_facts)._replace(optional=True)
        for kind in _OF_YEAR
        if not present[kind]
    ]
    return [plan, *others], carried


def with_year(document: Document, year: str) -> tuple[str, str]:
    """The text of school.yaml before and after its school year is set. Raises UserError where it cannot be set."""
    text, mark = document.text, "\ufeff" if document.bom else ""
    if document.form is None:
        raise UserError(_("This document is broken; first fix what `pd lint` shows."))
    changed = set_answer(text, document.is_markdown, document.form, ("school_year",), year, document.lang)
    return mark + text, mark + changed


def _refuse_unread(school: Portfolio, years: Sequence[str]) -> None:
    """Raise UserError where a document of one of these years, or of no year, may have rows to carry over."""
    places = [item.path.relative_to(school.root) for item in school.unread]
    lines = [
        _("{path} cannot be read as a document; `pd lint` shows why.").format(path=place.as_posix())
        for place in places
        if place.parts[0] == SCHOOL_FOLDER and as_school_year(place.parts[1]) in (None, *years)
    ]
    if lines:
        raise UserError(*lines)


def _document(root: Path, forms: FormLibrary, lang: Lang, kind: str, facts: dict[str, Any]) -> Planned:
    """A document of the school year in `facts`, with those of them that its form has."""
    form = forms.require(kind)
    path = root / f"{form.place.format(year=facts['school_year'])}.{form.format}"
    answers = {**prefilled(form, facts), **{key: value for key, value in facts.items() if key in form.by_key}}
    return Planned(path, new_document(form, lang, answers, schema_path(root, path, kind)))


def _readme(answers: dict[str, Any], lang: Lang) -> str:
    title = str(answers.get("name") or translate(N_("My school"), lang))
    text = N_("This folder holds a school: its goals and notes in school.yaml, its teachers’ portfolios in teachers/.")
    return "\n".join([
        f"# {title}", "",
        translate(text, lang), "",
        "```", f"pd init {TEACHERS_FOLDER}/aigerim", "pd new group", "pd lint", "pd school", "pd new-cycle --school",
        "```", "",
    ])  # fmt: skip
