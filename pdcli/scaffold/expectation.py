"""What the guideline expects of a teacher's category at a stage, in one line."""

from pdcli.guideline.tables import descriptor
from pdcli.i18n import N_, Lang, translate
from pdcli.model.documents import STAGES
from pdcli.portfolio.portfolio import Portfolio


def expectation(portfolio: Portfolio, kind: str, lang: Lang) -> str:
    """What the teacher's category does at this stage (table 3); empty for other kinds and unknown categories."""
    category = portfolio.who.category if portfolio.who else None
    if kind not in STAGES or category is None or portfolio.profile is None or portfolio.profile.form is None:
        return ""
    text = descriptor(kind, category, lang)
    name = portfolio.profile.form.by_key["category"].choice_label(category, lang)
    hint = translate(N_("More: `pd guide {stage}`."), lang).format(stage=kind)
    return f"{name}: {text} {hint}" if text else ""
