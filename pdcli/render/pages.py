"""From view models to files, through Jinja. The same portfolio gives the same bytes."""

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from pdcli.errors import UserError
from pdcli.portfolio.files import CYCLES_FOLDER, real_path
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.trust import Trust
from pdcli.render.prose_html import message_to_html, to_html
from pdcli.render.prose_markdown import message_to_markdown, plain, plain_cell, to_cell, to_markdown
from pdcli.render.view import Page, cycle_page, document_page, portfolio_page
from pdcli.resources import resource
from pdcli.words import gettext, ngettext

FORMATS = ("md", "html")


def environment(trust: Trust | None = None) -> SandboxedEnvironment:
    """Templates: the reader's own first, then those shipped; none of them can reach the system."""
    folders = [FileSystemLoader(folder) for folder in trust.templates] if trust else []
    env = SandboxedEnvironment(
        loader=ChoiceLoader([*folders, FileSystemLoader(resource("templates"))]),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals.update(_=gettext, ngettext=ngettext)
    env.filters.update(markdown=to_html, message=message_to_html)
    env.filters.update(as_markdown=to_markdown, as_cell=to_cell, as_message=message_to_markdown)
    env.filters.update(plain=plain, table_cell=plain_cell)
    return env


def fill_template(name: str, trust: Trust | None, **values: Any) -> str:
    """A template filled with values. Raises UserError where a template of the reader is wrong."""
    try:
        return environment(trust).get_template(name).render(**values)
    except TemplateError as error:
        where = f"{getattr(error, 'name', None) or name}:{getattr(error, 'lineno', None) or 1}"
        raise UserError(gettext("The template {where} is wrong: {reason}").format(where=where, reason=error)) from None


def render_page(page: Page, suffix: str, trust: Trust | None) -> str:
    """A page as `md` or `html`."""
    return fill_template(f"_base/page.{suffix}.j2", trust, page=page)


def render(portfolio: Portfolio, target: Path | None, formats: list[str], out: Path) -> list[tuple[Path, str]]:
    """The files for one document, one cycle folder or (None) the whole portfolio: where, and what.

    Raises UserError where the target is neither.
    """
    target = real_path(target) if target else portfolio.root
    files = []
    for suffix in formats:
        page, ref = _page(portfolio, target, out)
        files.append((out / f"{ref}.{suffix}", render_page(page, suffix, portfolio.trust)))
    return files


def _page(portfolio: Portfolio, target: Path, out: Path) -> tuple[Page, str]:
    if target == portfolio.root:
        return portfolio_page(portfolio, out), "portfolio"
    for folder in portfolio.cycles:
        if target == folder.path:
            ref = f"{CYCLES_FOLDER}/{folder.name}"
            return cycle_page(portfolio, folder, (out / ref).parent), ref
    for document in portfolio.documents:
        if target in (document.path, document.path.with_suffix("")):
            if document.form is None:
                message = gettext("{path} cannot be read as a document; `pd lint` shows why.")
                raise UserError(message.format(path=document.path.name))
            return document_page(portfolio, document, (out / document.ref).parent), document.ref
    raise UserError(gettext("{path} is neither a document, nor a cycle, nor the portfolio.").format(path=target.name))
