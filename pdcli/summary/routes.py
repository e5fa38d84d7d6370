"""Routes of the current school year as living plans."""

from datetime import date

from pdcli.i18n import Lang
from pdcli.model.privacy import Key, Label, Text
from pdcli.model.record import Value
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.routes import routes_of


class RouteSummary(Value):
    """A route or route sheet: numbers of its rows that are done, that have an answer, and that the form prints."""

    ref: Text
    kind: Key
    name: Label
    title: Text
    school_year: Text
    done: int
    filled: int
    rows: int


def routes(portfolio: Portfolio, lang: Lang, today: date) -> tuple[RouteSummary, ...]:
    """The public routes of the school year of a day, with the names of their forms in a language."""
    return tuple(
        RouteSummary(
            route.document.ref,
            str(route.document.kind),
            route.document.form.title[lang] if route.document.form else "",
            route.document.title_for(lang),
            route.school_year,
            *route.rows,
        )
        for route in routes_of(portfolio, school_year(today))
    )
