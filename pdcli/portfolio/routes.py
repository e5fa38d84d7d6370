"""Routes and route sheets of a teacher as living plans: how many of their rows are done."""

from typing import NamedTuple

from pdcli.documents.document import Document
from pdcli.documents.progress import RowProgress, is_blank, row_progress
from pdcli.model.school_year import as_school_year, school_year
from pdcli.portfolio.portfolio import Portfolio


class Route(NamedTuple):
    """A route or route sheet of a school year."""

    document: Document
    school_year: str
    rows: RowProgress


def latest_routes(portfolio: Portfolio, year: str) -> list[Route]:
    """The routes of a school year; where it has none, those of the last year that has one."""
    every = routes(portfolio)
    years = {route.school_year for route in every}
    latest = year if year in years else max(years, default=year)
    return [route for route in every if route.school_year == latest]


def routes(portfolio: Portfolio) -> list[Route]:
    """The routes of all school years in the order of their refs, without private and blank ones."""
    documents = [item for item in portfolio.documents if not item.is_private and not is_blank(item)]
    progress = [(item, rows) for item in documents if (rows := row_progress(item))]
    of_years = [Route(item, year, rows) for item, rows in progress if (year := route_year(item))]
    return sorted(of_years, key=lambda route: route.document.ref)


def route_year(document: Document) -> str | None:
    """The school year that a route states, else that of its file name, else that of its day."""
    year = as_school_year(str(document.data.get("school_year") or "")) or as_school_year(document.path.name)
    return year or (school_year(document.day) if document.day else None)
