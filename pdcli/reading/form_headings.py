"""The field of a heading, and the labels and prompts of a form, cached for each form."""

from functools import lru_cache
from typing import TYPE_CHECKING

from pdcli.model.forms import Form, normalise_heading

if TYPE_CHECKING:
    from pdcli.reading.prompts import Comments
    from pdcli.reading.questions import Labels


def is_question(text: str, form: Form | None) -> bool:
    """Whether a text is the question of a heading of a form."""
    return bool(form and field_of(text, form) in form.headed)


def field_of(text: str, form: Form) -> str | None:
    """The key of the field whose question a text is; None without one."""
    key = form.headings.get(normalise_heading(text))
    if key is not None:
        return key
    from pdcli.reading.questions import key_of

    return key_of(text, form)


# Most documents are of a shipped form, which is the same in every portfolio.
@lru_cache(maxsize=200)
def labels_of(form: Form) -> "Labels":
    """The labels of a form in all languages."""
    from pdcli.reading.questions import Labels

    return Labels(form)


@lru_cache(maxsize=200)
def comments_of(form: Form) -> "Comments":
    """The prompts of a form, by which its comments are recognised."""
    from pdcli.reading.prompts import Comments

    return Comments(form)
