"""Several schools side by side, as pages and tables."""

from typing import Any

from pdcli.discovery.trust import Trust
from pdcli.i18n import LANGS, Lang, translate, translations
from pdcli.model.json_data import json_data
from pdcli.render.formats import Data, Tables, Template, template, to_format
from pdcli.render.school_pages import page_sheet, page_view
from pdcli.render.spreadsheet import Sheet, Value
from pdcli.school.department import SCHEMA_VERSION, SCHOOLS, Department, schools_page
from pdcli.school.measures import MEASURES


def render_department(schools: Department, suffix: str, lang: Lang, trust: Trust | None = None) -> str | bytes:
    """The schools in a format; without a `trust` it looks as pd's own templates say.

    Raises UserError where XLSX is asked for and its library is not installed.
    """
    return to_format(
        suffix,
        page=lambda: _page(schools, trust, lang),
        tables=lambda: Tables(_numbers(schools, lang), [_sheet(schools, lang), _numbers(schools, lang)]),
        data=lambda: Data(department_data(schools), "rows"),
    )


def department_data(schools: Department) -> dict[str, Any]:
    """The schools as plain data for JSON, with the labels of the measures in three languages."""
    labels = {key: {lang: translate(kind.label, lang) for lang in LANGS} for key, kind in MEASURES.items()}
    return {"schema_version": SCHEMA_VERSION, "measures": labels, **json_data(schools)}


def _page(schools: Department, trust: Trust | None, lang: Lang) -> Template:
    return template("department", trust, lang, page=page_view(schools_page(schools), SCHOOLS, lang))


def _sheet(schools: Department, lang: Lang) -> Sheet:
    return page_sheet(schools_page(schools), SCHOOLS, lang)


def _numbers(schools: Department, lang: Lang) -> Sheet:
    """All facts and measures of every school, each number and each total in a column of its own."""
    _ = translations(lang).gettext
    measures = [head for kind in MEASURES.values() for head in (_(kind.label), _("Out of how many"))]
    heads = (
        _("School"), _("Folder"), _("Region and district"), _("School year"), _("Teachers"), _("Plan approved"),
        _("Teachers’ plans agreed"), _("Groups"), _("Meetings held"), _("Events held"), _("Decisions"), *measures,
        _("Files not read"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (
            row.name, row.folder, row.region, row.year, row.teachers, row.approved, row.agreed, row.groups,
            row.meetings, row.events, row.decisions,
            *(cell for key in MEASURES for cell in row.numbers.get(key, (None, None))),
            row.unread,
        )
        for row in schools.rows
    ]  # fmt: skip
    return Sheet(_("All numbers"), heads, tuple(rows))
