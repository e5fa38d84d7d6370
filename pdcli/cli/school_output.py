"""The report of a school as text: the indicators as one table, or the lists behind a number."""

from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.errors import UserError
from pdcli.i18n import LANGS, Lang, translations

if TYPE_CHECKING:
    from pdcli.portfolio.school import SchoolFolder
    from pdcli.school.page import Page, PageKind
    from pdcli.school.report import SchoolReport


# A table of more columns is not readable in 80 signs.
_MOST_COLUMNS = 5


def print_indicators(report: "SchoolReport", lang: Lang) -> None:
    """The indicators as one table, stage by stage."""
    from rich import box
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from pdcli.cli.rich_console import breakable
    from pdcli.i18n.dates import shown_school_year
    from pdcli.render.confirmed import shown_counts
    from pdcli.render.school import not_teaching, stages, unread, years

    _ = translations(lang).gettext
    screen = console.rich_console()
    if report.unreadable:
        screen.print(Text(_("Not read, so not everything is counted here:"), "red"))
        for text in unread(report):
            screen.print(Padding(Text(breakable(text), "red"), (0, 0, 0, 2)))
    screen.print(Text(f"{report.name or _('School')} · {shown_school_year(report.year)}", "bold"))
    screen.print(Text(_("Portfolios") + f": {len(report.teachers)}"))
    if report.not_teaching:
        screen.print(Text(_("Not counted as teachers") + f": {not_teaching(report, lang)}"))
    counts = shown_counts(report.evidence.declared, report.evidence.confirmed, report.evidence.claimed, lang)
    screen.print(Text(_("Evidence of all portfolios: {counts}").format(counts=counts)))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
    earlier = next((measure.before.year for measure in report.measures.values() if measure.before), None)
    table.add_column(_("Indicator"), overflow="fold", ratio=1)
    table.add_column(_("Count"), overflow="fold", min_width=17)
    if earlier:
        table.add_column(shown_school_year(earlier), overflow="fold", min_width=17)
    for place, stage in enumerate(stages(report, lang), 1):
        table.add_section()
        table.add_row(Text(f"{place}. {stage.name}", "bold"))
        for item in stage.indicators:
            is_stated = item.numbers or item.shared or item.stated
            label = Text.assemble(item.label, *([(f" ({item.table})", "dim")] if item.table else []))
            table.add_row(label, "" if is_stated else Text(_("not stated"), "dim"))
            if item.target:
                target = _("Target: {target}").format(target=breakable(item.target))
                table.add_row(Padding(target, (0, 0, 0, 2)))
            if item.stated:
                table.add_row(Padding(_("From the school’s own data:") + " " + breakable(item.stated), (0, 0, 0, 2)))
            for number in (*item.numbers, *item.shared):
                label = Text.assemble(number.label, " ", (f"({number.key})", "dim"))
                table.add_row(Padding(label, (0, 0, 0, 2)), number.text, *([number.before] if earlier else []))
    screen.print(table)
    over_time = years(report, lang)
    if over_time:
        table = Table(title=Text(_("Over time")), title_justify="left")
        for head in over_time.heads:
            table.add_column(head, overflow="fold")
        for row in over_time.rows:
            table.add_row(*row)
        screen.print(table)
    for text in _remarks(report, lang):
        screen.print(Text(text, "dim"))
    screen.print(Text(_("What a number is made up of: `pd school --show {name}`").format(name="self_assessed"), "dim"))


def _remarks(report: "SchoolReport", lang: Lang) -> list[str]:
    _ = translations(lang).gettext
    remarks = []
    if report.private:
        remarks.append(_("Documents left out as private: {count}.").format(count=report.private))
    return remarks


def print_lists(report: "SchoolReport", name: str, lang: Lang) -> None:
    """Print the lists behind a number, or behind all numbers of an indicator. Raises UserError for an unknown name."""
    from pdcli.i18n.dates import shown_school_year
    from pdcli.model.human_values import by_words
    from pdcli.model.school_year import year_before
    from pdcli.render.school import number, stages
    from pdcli.school.measures import MEASURES
    from pdcli.school.pages import PAGES
    from pdcli.suggest import choose

    _ = translations(lang).gettext
    indicators = {item.key: item for item in report.indicators}
    key = name.replace("-", "_")
    labels: dict[str, dict[Lang, str]] = {}
    if key not in MEASURES and key not in indicators and key not in PAGES:
        labels = _labels(report)
        key = by_words(name, {item: (item, *texts.values()) for item, texts in labels.items()}) or key
    if page := next((item for item in report.pages if item.key == key), None):
        print_page(page, PAGES[page.key], lang)
        return
    if key in PAGES:
        console.out(_("There is nothing in this list."))
        return
    if key in MEASURES and key not in report.measures:
        console.wrapped("", _(MEASURES[key].label), "bold")
        console.wrapped("  ", _(MEASURES[key].how), "dim")
        console.wrapped("", _("Not stated: the documents of this school year do not show it."))
        return
    if key in report.measures:
        numbers = [number(report.measures[key], report, lang)]
    elif key in indicators:
        in_order = (item for stage in stages(report, lang) for item in stage.indicators)
        views = dict(zip(indicators, in_order, strict=True))
        view = views[key]
        console.wrapped("", view.label, "bold")
        if view.target:
            console.wrapped("", _("Target: {target}").format(target=view.target))
        if view.stated:
            console.wrapped(_("From the school’s own data:") + " ", f"{view.stated} ({view.stated_in})")
        numbers = [*view.numbers, *view.shared]
        if not view.stated and not numbers:
            console.wrapped("", _("Not stated: neither portfolios nor documents of the school show it."))
    else:
        message = _("There is no indicator `{name}`.").format(name=name[:40])
        raise UserError(message + " " + choose(key, [*report.measures, *indicators, *PAGES], labels))
    for item in numbers:
        console.wrapped("", f"{item.label}: {item.text}", "bold")
        if item.before:
            console.wrapped("  ", f"{shown_school_year(year_before(report.year))}: {item.before}")
        console.wrapped("  ", item.how, "dim")
        if item.kept_back:
            console.wrapped("  ", item.kept_back)
        for part in item.lists:
            console.out()
            console.wrapped("  ", part.head)
            for line in part.lines:
                console.wrapped("  - ", ": ".join(text for text in (line.who, line.what) if text))
                if line.refs:
                    console.wrapped("    ", ", ".join(line.refs), "dim")
        console.out()


def print_page(page: "Page", kind: "PageKind", lang: Lang) -> None:
    """A page of the report as a table, or where that has too many columns as rows of words."""
    from pdcli.cli.table import Cell, Column, print_table
    from pdcli.render.school_pages import page_view

    view = page_view(page, kind, lang)
    console.wrapped("", view.label, "bold")
    console.wrapped("  ", view.how, "dim")
    console.out()
    if kind.is_list or len(view.columns) > _MOST_COLUMNS:
        group = None
        for row in view.rows:
            if view.group is not None and row[view.group] != group:
                group = row[view.group]
                console.wrapped("", group, "bold")
            cells = zip(view.heads, row, strict=True)
            apart = (view.title, view.group)
            facts = [f"{head}: {text}" for at, (head, text) in enumerate(cells) if text and at not in apart]
            console.wrapped("  - ", row[view.title] or "–")
            console.wrapped("    ", "; ".join(facts), "dim")
        return
    columns = [Column(head, key in view.numeric) for key, head in zip(view.columns, view.heads, strict=True)]
    print_table(columns, [[Cell(text) for text in row] for row in view.rows], console.width())


def print_counts(report: "SchoolReport", lang: Lang, has_unread_list: bool) -> int:
    """Print the counts of files, before them the unread ones unless the table has them; the exit code."""

    from pdcli.render.school import unread
    from pdcli.wording.counts import counts_line

    for text in () if has_unread_list else unread(report):
        console.warn(text)
    console.err(counts_line(report.files.counts, lang))
    return 1 if report.unreadable else 0


def warn_of_year(folder: "SchoolFolder", year: str, lang: Lang) -> None:
    """Warn of a wrong school year in school.yaml; `year` is printed instead."""
    from pdcli.discovery.files import SCHOOL_FILE
    from pdcli.model.school_year import as_school_year

    stated = folder.school.school_year if folder.school else None
    if stated and as_school_year(stated) is None:
        _ = translations(lang).gettext
        message = _("{file}: `{value}` is not a school year; {year} is shown.")
        console.warn(message.format(file=SCHOOL_FILE, value=stated[:40], year=year))


def _labels(report: "SchoolReport") -> dict[str, dict[Lang, str]]:
    """Key -> label in each language, of all numbers, indicators and pages."""
    from pdcli.render.school import number, stages
    from pdcli.school.pages import PAGES

    labels: dict[str, dict[Lang, str]] = {
        key: {} for key in (*report.measures, *(item.key for item in report.indicators))
    }
    for lang in LANGS:
        views = [view for stage in stages(report, lang) for view in stage.indicators]
        for item, view in zip(report.indicators, views, strict=True):
            labels[item.key][lang] = view.label
        for key, measure in report.measures.items():
            labels[key][lang] = number(measure, report, lang).label
        for key, kind in PAGES.items():
            labels.setdefault(key, {})[lang] = translations(lang).gettext(kind.label)
    return labels
