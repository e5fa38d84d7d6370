"""The category that a teacher has, and the one aimed at."""

from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.category import category_label, has_finished_cycle
from pdcli.model.documents import CATEGORIES


@rule("PD806", "target-not-above", Severity.WARNING, """
clause: table 3
what:
  kk: Көзделген санат қазіргі санаттан төмен емес.
  ru: Целевая категория не ниже нынешней.
  en: The target category is not lower than the present one.
why:
  kk: Қазіргі және көзделген санаттың орны ауысып кетсе, барлық құжатқа қате санат жазылады.
  ru: Если строки с нынешней и целевой категориями перепутаны, во всех документах окажется не та категория.
  en: If the lines for the present and the target category are mixed up, every document gets the wrong category.
bad: |
  category: expert
  target_category: moderator
good: |
  category: moderator
  target_category: expert
fail:
- portfolio.yaml: ['target_category: expert', 'target_category: ¦teacher']
pass:
- portfolio.yaml: ['target_category: expert', 'target_category: moderator']
- portfolio.yaml: ['target_category: expert', 'target_category: master']
""")  # fmt: skip
def target_not_above(context: LintContext) -> Iterator[Violation]:
    """The category aimed at is lower than the present one."""
    portfolio = context.portfolio
    if not has_finished_cycle(portfolio):
        return
    for document in portfolio.of_kind("portfolio"):
        now, target = document.data.get("category"), document.data.get("target_category")
        if now in CATEGORIES and target in CATEGORIES and CATEGORIES.index(target) < CATEGORIES.index(now):
            message = _("The target category, “{target}”, is lower than the present one, “{category}”.").format(
                target=category_label(portfolio, target), category=category_label(portfolio, now)
            )
            hint = _("Check `category` and `target_category`.")
            yield Violation(document, ("target_category",), message, hint)


@rule("PD807", "category-of-route-sheet", Severity.ADVICE, r"""
clause: table 9; table 10; table 11; table 12; table 13
what:
  kk: Соңғы маршруттық парақ портфолиодағы санатқа толтырылған.
  ru: Последний маршрутный лист заполнен для категории из портфолио.
  en: The latest route sheet is for the category given in the portfolio.
why:
  kk: 'Санат ауысқанда әдетте жаңа парақ ашылады: оның бағыттары бөлек.'
  ru: 'С новой категорией обычно начинают новый лист: у него другие направления.'
  en: With a new category a new sheet is usually begun, because its directions differ.
bad: |
  # portfolio.yaml
  category: expert
  # routes/2025-2026-route-sheet.yaml
  category: teacher
good: |
  # portfolio.yaml
  category: moderator
  # routes/2025-2026-route-sheet.yaml
  category: moderator
fail:
- portfolio.yaml:
  - "\ncategory: moderator"
  - "\ncategory: ¦expert"
pass:
- portfolio.yaml:
  - "\ncategory: moderator"
  - "\ncategory: teacher"
  - 'target_category: expert'
  - 'target_category: moderator'
""")  # fmt: skip
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
        hint = _("Check both categories; a new category usually means a new route sheet.")
        related = (Related(sheet.path, sheet.span("category"), _("The category of the route sheet.")),)
        yield Violation(portfolio.profile, ("category",), message, hint, related=related)
