"""pd school on a folder of schools"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.pages import deliver, print_document
from pdcli.cli.school_output import print_page
from pdcli.cli.values import one_of
from pdcli.errors import UserError
from pdcli.i18n import LANGS, current, translate
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.cli.school import SchoolRequest


def run_department(roots: list[Path], top: Path, request: "SchoolRequest") -> int:
    """Compute, print or write the schools below a folder; the exit code. Raises UserError for options of one school."""
    from pdcli.portfolio.counts import Counts
    from pdcli.render.department import render_department
    from pdcli.render.formats import format_names
    from pdcli.school.department import SCHOOLS, department, measure_kind, measure_page, schools_page
    from pdcli.wording.counts import counts_line

    if request.codes:
        raise UserError(_("--codes is for one school: rows of schools name no person."))
    for suffix in request.destination.formats if request.destination else ():
        one_of(suffix, format_names("department"), "--to")
    lang = current()
    key = _measure(request.show) if request.show else ""
    schools = department(roots, top, request.year, request.today, lang, request.trust)
    unread = sum(row.unread for row in schools.rows)
    documents, evidence = sum(row.documents for row in schools.rows), sum(row.evidence for row in schools.rows)
    console.err(counts_line(Counts(documents, evidence, unread), lang))
    code = 1 if unread else 0
    render = partial(render_department, schools, lang=lang, trust=request.trust)
    if key:
        print_page(measure_page(schools, key), measure_kind(key), lang)
    elif request.destination:
        return deliver(render, request.destination.folder(top) / "schools", request.destination) or code
    elif request.printed == "text":
        print_page(schools_page(schools), SCHOOLS, lang)
    else:
        print_document(render, request.printed)
    return code


def _measure(name: str) -> str:
    """The key of a measure by its key or label. Raises UserError for an unknown one."""
    from pdcli.model.human_values import by_words
    from pdcli.school.measures import MEASURES
    from pdcli.suggest import choose

    key = name.replace("-", "_")
    if key in MEASURES:
        return key
    labels = {item: {lang: translate(kind.label, lang) for lang in LANGS} for item, kind in MEASURES.items()}
    match = by_words(name, {item: (item, *texts.values()) for item, texts in labels.items()})
    if match:
        return match
    message = _("There is no indicator `{name}`.").format(name=name[:40])
    raise UserError(message + " " + choose(key, [*MEASURES], labels))
