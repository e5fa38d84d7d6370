"""Names of stages, categories and choices, from the shipped forms that no portfolio can replace."""

from functools import cache

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import N_, Lang
from pdcli.model.forms import Form

WORK_STAGES = {"practical": N_("practical"), "methodical": N_("methodological"), "research": N_("research")}


@cache
def _form(kind: str) -> Form:
    form = FormLibrary().get(kind)
    if form is None:
        raise FileNotFoundError(kind)
    return form


def form_name(kind: str, lang: Lang) -> str:
    """What a document of this kind is called, such as a stage."""
    return _form(kind).title[lang]


def category_name(key: str | None, lang: Lang) -> str | None:
    """A qualification category."""
    return None if key is None else _form("portfolio").by_key["category"].choice_label(key, lang)


def evidence_choice(column: str, key: str | None, lang: Lang) -> str | None:
    """A kind or level of evidence."""
    parts = {part.key: part for part in _form("evidence").by_key["items"].columns}
    return None if key is None else parts[column].choice_label(key, lang)


def row_label(kind: str, field: str, key: str, lang: Lang) -> str:
    """What a row that a form has itself is called; the key where the form has no such row."""
    return next((row.label[lang] for row in _form(kind).by_key[field].rows if row.key == key), key)


def choice_name(kind: str, table: str, key: str, value: str | None, lang: Lang) -> str:
    """A choice of a field, or of a column of a table, of a form; empty for no value."""
    field = _form(kind).field_at((table, key) if table else (key,))
    return field.choice_label(value, lang) if field and value else ""
