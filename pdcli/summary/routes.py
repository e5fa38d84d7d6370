"""Routes of all school years as living plans."""

from pdcli.i18n import Lang
from pdcli.model.forms import RATINGS, Rating
from pdcli.model.privacy import Key, Label, Text
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.routes import routes


class RatingCount(Value):
    """The number of rows of a route sheet with a rating."""

    rating: Rating
    rows: int


class RouteSummary(Value):
    """A route or route sheet: numbers of its rows that are done, that have an answer, and that the form prints.

    `ratings` has each rating; it is empty where the form has none.
    """

    ref: Text
    kind: Key
    name: Label
    title: Text
    school_year: Text
    done: int
    filled: int
    rows: int
    ratings: tuple[RatingCount, ...]


def route_summaries(portfolio: Portfolio, lang: Lang) -> tuple[RouteSummary, ...]:
    """The public routes, those of the latest school year first, with the names of their forms in a language."""
    latest_first = sorted(routes(portfolio), key=lambda route: route.school_year, reverse=True)
    return tuple(
        RouteSummary(
            route.document.ref,
            str(route.document.kind),
            route.document.form.title[lang] if route.document.form else "",
            route.document.title_for(lang),
            route.school_year,
            route.rows.done,
            route.rows.filled,
            route.rows.total,
            tuple(RatingCount(rating, rows) for rating, rows in zip(RATINGS, route.rows.ratings, strict=False)),
        )
        for route in latest_first
    )
