"""From view models to files, through Jinja. The same portfolio gives the same bytes."""

import re
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError

from pdcli.discovery.files import CYCLES_FOLDER, real_path
from pdcli.discovery.naming import display_path
from pdcli.discovery.trust import Trust
from pdcli.errors import UserError
from pdcli.i18n import Lang, translations
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.i18n.numbers import shown_fraction, shown_number, shown_percent, shown_share
from pdcli.i18n.spaces import held_together
from pdcli.portfolio.portfolio import Portfolio
from pdcli.render.brought import brought_box
from pdcli.render.facts import fact_text
from pdcli.render.formats import template, to_format
from pdcli.render.policy import with_policy
from pdcli.render.prose_html import message_to_html, to_html
from pdcli.render.prose_markdown import message_to_markdown, plain, plain_cell, to_cell, to_markdown
from pdcli.render.shipped_templates import ShippedTemplates
from pdcli.render.view import Page, cycle_page, document_page, portfolio_page
from pdcli.resources import resource
from pdcli.summary.brought import brought_files

# Where page templates lie below a folder of templates.
_PAGES = "_base"
_OPTIONS: dict[str, Any] = {
    "autoescape": lambda name: bool(name and name.endswith(".html.j2")),
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
# What a mistake in a template ends in.
_TEMPLATE_ERRORS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def environment(trust: Trust | None, lang: Lang) -> Environment:
    """Templates in a language: the reader's own first, then those shipped; a reader's own cannot reach the system."""
    own = _own_folders(trust)
    if not own:
        return _shipped_environment(lang)
    from pdcli.render.own_templates import LimitedEnvironment, OwnTemplates

    env = LimitedEnvironment(
        loader=ChoiceLoader([*map(OwnTemplates, own), FileSystemLoader(resource("templates"))]), **_OPTIONS
    )
    _add_words(env, lang)
    env.limit_filters()
    return env


def _own_folders(trust: Trust | None) -> list[Path]:
    """The reader's folders that hold page templates; most folders of templates hold forms only."""
    return [folder for folder in trust.templates if (folder / _PAGES).is_dir()] if trust else []


@cache
def _shipped_environment(lang: Lang) -> Environment:
    """Templates are compiled once for all pages of a language; those of a reader may change while pd runs."""
    env = Environment(loader=ShippedTemplates(), **_OPTIONS)
    _add_words(env, lang)
    return env


def _add_words(env: Environment, lang: Lang) -> None:
    """What templates may call, in a language."""
    words = translations(lang)
    env.globals.update(_=words.gettext, pgettext=words.pgettext, ngettext=words.ngettext)
    env.globals.update(lang=lang, brought=None)
    env.filters.update(markdown=to_html, message=message_to_html)
    env.filters.update(as_markdown=to_markdown, as_cell=to_cell, as_message=message_to_markdown)
    env.filters.update(number=partial(shown_number, lang=lang), percent=partial(shown_percent, lang=lang))
    env.filters.update(fraction=partial(shown_fraction, lang=lang), share=partial(shown_share, lang=lang))
    env.filters.update(held_together=held_together)
    env.filters.update(plain=plain, table_cell=plain_cell, fact=partial(fact_text, lang=lang))


def fill_template(name: str, trust: Trust | None, lang: Lang, **values: Any) -> str:
    """A template filled with values, in a language; a page of HTML says what a browser may do with it.

    Raises UserError where a template of the reader is wrong.
    """
    folders = trust.templates if trust else ()
    try:
        env = environment(trust, lang)
        page = env.get_template(name).render(**values)
    except _TEMPLATE_ERRORS as error:
        from pdcli.render.own_templates import place_of

        place = place_of(error, folders)
        if place is None:
            raise
        reason = _reason(error)
        where = f"{place.file}:{place.line}"
        raise UserError(_("The template {where} is wrong: {reason}").format(where=where, reason=reason)) from None
    if not name.endswith(".html.j2"):
        return page
    return with_policy(page, may_run=not _own_folders(trust))


def _reason(error: Exception) -> Message | str:
    from pdcli.render.own_templates import LimitError

    if isinstance(error, LimitError):
        return error.reason
    if isinstance(error, RecursionError):
        return _("it keeps referring back to itself")
    # What the library says of it is in one language only; a name that it quotes is the author's own.
    names = re.findall(r"'([^']+)'", str(error))
    if isinstance(error, UndefinedError) and names:
        return _("`{name}` is not known here").format(name=names[-1])
    if isinstance(error, SecurityError) and names:
        return _("`{name}` is not allowed here").format(name=names[0])
    if isinstance(error, TemplateNotFound):
        return _("there is no template `{name}`").format(name=error.name)
    if isinstance(error, TemplateSyntaxError):
        return _("it is not written the way a template should be") + (f" (`{names[0]}`)" if names else "")
    return _("it cannot be worked out ({kind})").format(kind=type(error).__name__)


def render(
    portfolio: Portfolio, target: Path | None, formats: Sequence[str], out: Path, lang: Lang
) -> list[tuple[Path, str | bytes]]:
    """The files for one document, one cycle folder or (None) the whole portfolio: where, and what.

    A page speaks one language, `lang`: that of --lang, else of the portfolio. Titles of forms, questions, choices and
    levels are in it; titles, headings and answers that people typed stay as they are typed.
    Raises UserError where the target is neither.
    """
    target = real_path(target) if target else portfolio.root
    files = []
    for suffix in formats:
        page, ref = _page(portfolio, target, out, lang)
        box = brought_box(brought_files(portfolio.root, portfolio.trust), lang, portfolio.is_school)
        text = to_format(suffix, page=partial(template, "page", portfolio.trust, lang, page=page, brought=box))
        files.append((out / f"{ref}.{suffix}", text))
    return files


def _page(portfolio: Portfolio, target: Path, out: Path, lang: Lang) -> tuple[Page, str]:
    if target == portfolio.root:
        return portfolio_page(portfolio, out, lang), "portfolio"
    for folder in portfolio.cycles:
        if target == folder.path:
            ref = f"{CYCLES_FOLDER}/{folder.name}"
            return cycle_page(portfolio, folder, (out / ref).parent, lang), ref
    for document in portfolio.documents:
        if target in (document.path, document.path.with_suffix("")):
            if document.form is None:
                message = _("{path} cannot be read as a document; `pd lint` shows why.")
                raise UserError(message.format(path=display_path(document.path)))
            return document_page(portfolio, document, (out / document.ref).parent, lang), document.ref
    raise UserError(
        _("{path} is neither a document, nor a cycle, nor the portfolio.").format(path=display_path(target))
    )
