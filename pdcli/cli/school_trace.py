"""pd trace --school"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli import i18n
from pdcli.cli import console
from pdcli.cli.pages import deliver, print_document
from pdcli.cli.trace_output import hang
from pdcli.cli.tree import Tree, print_tree
from pdcli.cli.trust import tell_brought
from pdcli.discovery.files import find_school, real_path
from pdcli.discovery.naming import display_path, no_school_error
from pdcli.errors import UserError
from pdcli.i18n import Lang, translations
from pdcli.i18n import gettext as _
from pdcli.i18n.dates import shown_school_year
from pdcli.suggest import choose

if TYPE_CHECKING:
    from pdcli.cli.trace import TraceRequest
    from pdcli.thread.school import SchoolSelection, SchoolTrace


def trace_school(request: "TraceRequest") -> int:
    """Follow the thread of the school around a folder, print or write it; the exit code."""
    from pdcli.portfolio.school import load_school
    from pdcli.thread.school import around_in_school, school_trace

    name, place = request.name, request.folder or Path.cwd()
    if request.folder and not request.folder.exists():
        raise UserError(_("There is no such file or folder: {path}").format(path=request.folder))
    if name and not request.folder and Path(name).exists() and find_school(real_path(place)) is None:
        # A single argument is a name, or else a path.
        place, name = Path(name), None
    root = find_school(real_path(place))
    if root is None:
        raise no_school_error(place)
    folder = load_school(root, request.trust)
    tell_brought([folder.root, *folder.teachers.values()], request.trust)
    whole = school_trace(folder)
    selection = _selected(whole, name) if name else None
    thread = around_in_school(whole, selection) if selection else whole
    if selection and selection.elsewhere:
        others = ", ".join(f"`pd trace --school {year}/{name}`" for year in selection.elsewhere)
        text = _("This is {id} of the school year {year}. Other years have the same number: {others}.")
        console.err(text.format(id=name, year=selection.year, others=others))
    code = 1 if request.strict and any(year.breaks for year in thread.years) else 0
    is_part = bool(selection and selection.node)
    if not request.destination and request.printed == "text":
        _print(thread, folder.root, is_part, i18n.current())
        return code
    from pdcli.render.school_trace import render_school_trace

    render = partial(render_school_trace, folder, thread, is_part, lang=i18n.current())
    if request.destination:
        out = request.destination.folder(folder.root)
        parts = (selection.year, selection.node.rpartition("/")[2]) if selection else ()
        stem = "-".join(("school-trace", *(part for part in parts if part)))
        return deliver(render, out / stem, request.destination) or code
    print_document(render, request.printed)
    return code


def _selected(thread: "SchoolTrace", name: str) -> "SchoolSelection":
    from pdcli.thread.school import select_in_school, selectable_in_school

    selection = select_in_school(thread, name)
    if selection is None:
        names = selectable_in_school(thread)
        message = _("There is no school year or ID `{name}` in the thread of the school.").format(name=name[:40])
        raise UserError(message + " " + choose(name, names) if names else message)
    return selection


def _print(thread: "SchoolTrace", root: Path, is_part: bool, lang: Lang) -> None:
    """The tree of each school year."""
    from pdcli.render.school_thread_view import no_thread, school_issue_counts, school_tree

    _ = translations(lang).gettext
    if thread.name:
        print_tree(thread.name)
    if not thread.years:
        print_tree(no_thread(lang))
    prefix = display_path(root)
    for year in thread.years:
        tree = Tree((), [])
        hang(tree, school_tree(year, lang, is_part), "" if prefix == "." else f"{prefix}/", lang)
        tree.add((school_issue_counts(year, lang), "bold"))
        print_tree(_("School year {year}").format(year=shown_school_year(year.year)), "bold", tree.branches)
    for ref in thread.unreadable:
        print_tree(_("{path} could not be read; `pd lint` shows why.").format(path=ref), "red")
