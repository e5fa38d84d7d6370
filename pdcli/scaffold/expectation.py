"""What the guideline expects of a teacher's category at a stage, in one line."""

from pdcli.documents.document import Document
from pdcli.guideline.guide import next_category
from pdcli.guideline.tables import descriptor, direction_descriptor
from pdcli.i18n import N_, Lang, translate
from pdcli.model.documents import CATEGORIES, STAGES
from pdcli.portfolio.portfolio import Portfolio
from pdcli.scaffold.questions import Loc


def expectation(portfolio: Portfolio, kind: str, lang: Lang) -> str:
    """What the teacher's category does at this stage (table 3); empty for other kinds and unknown categories."""
    category = portfolio.who.category if portfolio.who else None
    if kind not in STAGES or category is None or portfolio.profile is None or portfolio.profile.form is None:
        return ""
    text = descriptor(kind, category, lang)
    name = portfolio.profile.form.by_key["category"].choice_label(category, lang)
    hint = translate(N_("More: `pd guide {stage}`."), lang).format(stage=kind)
    return f"{name}: {text} {hint}" if text else ""


def level_descriptors(portfolio: Portfolio, document: Document, loc: Loc, lang: Lang) -> tuple[str, ...]:
    """Lines for a level of a self-assessment: what the own category and the next one do there (tables 3 and 8).

    It is a level at a stage or in a direction. The own category is that of the document, else of the portfolio; none
    without one, and for other questions.
    """
    describe = {"stages": descriptor, "directions": direction_descriptor}
    field = document.form.field_at(loc) if document.form else None
    if field is None or field.type != "choice" or len(loc) != 3 or loc[0] not in describe:
        return ()
    typed = document.data.get("category") or (portfolio.who.category if portfolio.who else None)
    category = next((item for item in CATEGORIES if item == typed), None)
    if category is None:
        return ()
    following = next_category(category)
    lines = []
    for item in (category, following) if following else (category,):
        text = describe[str(loc[0])](str(loc[1]), item, lang)
        if text:
            lines.append(f"{field.choice_label(item, lang)}: {text}")
    return tuple(lines)
