"""Words of forms in the catalogues: a sentence that is a label of a form is translated as the form says.

So a label stands in one place, its form.yaml. Where other sentences speak of the same thing, test_terms.py holds them
to its words.
"""

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import Lang
from pdcli.model.forms import Words, walk

# The sentence -> the form and the way to the field.
LABELS = {
    "Growth area": ("reflection", "growth_areas", "title"),
    "Goal": ("design", "goals", "goal"),
    "Correction": ("approbation", "corrections", "text"),
    "Corrections": ("approbation", "corrections"),
    "What it proves": ("evidence", "items", "why"),
    "Target category": ("portfolio", "target_category"),
    "Goals of the school": ("school", "goals"),
}


def label_of(kind: str, *way: str) -> Words:
    """The label of a field in the three languages."""
    form = FormLibrary().get(kind)
    assert form is not None, kind
    return next(field.label for keys, field in walk(form.all_fields) if keys == way)


def label_translations(lang: Lang) -> dict[str, str]:
    """Sentence -> the label in a language."""
    return {sentence: label_of(kind, *way)[lang] for sentence, (kind, *way) in LABELS.items()}
