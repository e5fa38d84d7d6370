"""The category that a teacher has, and the one aimed at."""

from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.category import category_label, has_finished_cycle
from pdcli.model.documents import CATEGORIES


@rule("PD806", "target-not-above", Severity.WARNING)
def target_not_above(context: LintContext) -> Iterator[Violation]:
    """The category aimed at is lower than the present one."""
    portfolio = context.portfolio
    if not has_finished_cycle(portfolio):
        return
    for document in portfolio.of_kind("portfolio"):
        now, target = document.data.get("category"), document.data.get("target_category")
        if now in CATEGORIES and target in CATEGORIES and CATEGORIES.index(target) < CATEGORIES.index(now):
            message = _("The category aimed at, “{target}”, is lower than the present one, “{category}”.").format(
                target=category_label(portfolio, target), category=category_label(portfolio, now)
            )
            hint = _("Check `category` and `target_category`.")
            yield Violation(document, ("target_category",), message, hint)


@rule("PD807", "category-of-route-sheet", Severity.ADVICE)
def category_of_route_sheet(context: LintContext) -> Iterator[Violation]:
    """The last finished route sheet is for another category than the portfolio."""
    portfolio = context.portfolio
    who = portfolio.who
    if who is None or who.category is None or not has_finished_cycle(portfolio):
        return
    sheets = [item for item in portfolio.of_kind("route-sheet") if item.is_final]
    # Sheets of earlier years may well be for the category of that time.
    sheet = max(sheets, key=lambda item: (str(item.data.get("school_year")), str(item.data.get("date"))), default=None)
    of_sheet = sheet.data.get("category") if sheet else None
    if sheet and of_sheet in CATEGORIES and of_sheet not in (who.category, who.target_category):
        message = _("Here the category is “{category}”, but the route sheet {place} is for “{other}”.").format(
            category=category_label(portfolio, who.category), place=sheet.ref, other=category_label(portfolio, of_sheet)
        )
        hint = _("Check both; after a new category usually a new route sheet is begun.")
        related = (Related(sheet.path, sheet.span("category"), _("The category of the route sheet.")),)
        yield Violation(portfolio.profile, ("category",), message, hint, related=related)
