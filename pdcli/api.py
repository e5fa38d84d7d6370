"""What other programs may import of pd: load a portfolio, check it, follow its golden thread, summarise it, render it.

Everything else is private and may change with any version. Nothing here writes a file. A portfolio is read as a
stranger's: its own settings, rule packs and templates do not act, unless `reader` names a folder of yours, as if you
stood in it with the commands. `lang` is the language of what a call gives: of labels, pages and errors. A finding is in
no language: `text(lang)` of it, or of its `message` and `hint`, gives the words. Threads may ask in several languages.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pdcli import i18n
from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.trust import Trust, trust_from
from pdcli.errors import UserError
from pdcli.i18n import Lang
from pdcli.lint.run import LintOptions, lint_one
from pdcli.portfolio.opening import find_single_root, read_portfolio
from pdcli.portfolio.portfolio import Portfolio
from pdcli.summary.build import Summary
from pdcli.thread.build import Trace

if TYPE_CHECKING:
    from os import PathLike

__all__ = [
    "Diagnostic", "Document", "Lang", "Portfolio", "Severity", "Summary", "Trace", "UserError",
    "lint_portfolio", "load_portfolio", "render_portfolio", "summarise_portfolio", "trace_portfolio",
]  # fmt: skip

Document = Literal["portfolio", "summary", "trace"]
DOCUMENTS: tuple[Document, ...] = ("portfolio", "summary", "trace")


def load_portfolio(
    folder: "str | PathLike[str]", *, reader: "str | PathLike[str] | None" = None, lang: Lang = i18n.DEFAULT_LANG
) -> Portfolio:
    """The one portfolio in or around a folder: typed documents, cycles, register, and what could not be read.

    Raises UserError where there is none or more than one, and OSError where the system refuses.
    """
    with _errors_in(lang):
        return read_portfolio(find_single_root(Path(folder)), _trust(reader), use_cache=False)


def lint_portfolio(
    folder: "str | PathLike[str]",
    *,
    reader: "str | PathLike[str] | None" = None,
    lang: Lang = i18n.DEFAULT_LANG,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Diagnostic, ...]:
    """The findings in the one portfolio in or around a folder, sorted by file and place.

    `select` and `ignore` take codes of rules, beginnings of codes, or names. Raises UserError as `load_portfolio` does.
    """
    with _errors_in(lang):
        root = find_single_root(Path(folder))
        options = LintOptions(tuple(select), tuple(ignore), use_cache=False, trust=_trust(reader))
        return lint_one(root, options).diagnostics


def trace_portfolio(portfolio: Portfolio) -> Trace:
    """The golden thread of a portfolio: findings, growth areas, goals, results, corrections, and its breaks."""
    from pdcli.thread.build import trace

    return trace(portfolio)


def summarise_portfolio(portfolio: Portfolio, *, lang: Lang = i18n.DEFAULT_LANG, today: date | None = None) -> Summary:
    """What a committee reads of a teacher, as data, as of a day (None: today)."""
    from pdcli.summary.build import summarise
    from pdcli.summary.history import logs

    day = today or date.today()
    with _errors_in(lang):
        return summarise(portfolio, lang, logs([portfolio.root], day)[0], day)


def render_portfolio(
    portfolio: Portfolio,
    document: Document = "portfolio",
    form: str = "html",
    *,
    lang: Lang = i18n.DEFAULT_LANG,
    today: date | None = None,
    base: "str | PathLike[str] | None" = None,
) -> str | bytes:
    """A portfolio, its summary or its golden thread in a format of `pd render`, `pd summary` or `pd trace`.

    `base` is the folder that links on the page start from (None: `build` in the portfolio). The result is text, but for
    formats that are no text. Raises UserError for a document or a format that there is not.
    """
    from pdcli.render.formats import format_names
    from pdcli.render.pages import render as render_pages
    from pdcli.render.summary import render_summary
    from pdcli.render.trace import render_trace
    from pdcli.suggest import choose

    formats = format_names(document) if document in DOCUMENTS else ()
    if form not in formats:
        place, hint = (
            (f"{document}, {form}", choose(form, formats)) if formats else (document, choose(document, DOCUMENTS))
        )
        raise UserError(f"{place}: {hint.text(lang)}")
    day = today or date.today()
    folder = Path(base) if base is not None else portfolio.root / "build"
    with _errors_in(lang):
        match document:
            case "summary":
                summary = summarise_portfolio(portfolio, lang=lang, today=day)
                return render_summary(summary, form, portfolio.root, folder, day, lang, portfolio.trust)
            case "trace":
                return render_trace(portfolio, trace_portfolio(portfolio), form, folder, lang)
        return render_pages(portfolio, None, [form], folder, lang)[0][1]


def _trust(reader: "str | PathLike[str] | None") -> Trust:
    return Trust() if reader is None else trust_from(Path(reader))


@contextmanager
def _errors_in(lang: Lang) -> Iterator[None]:
    """Make the text of errors that are raised within be in a language."""
    try:
        yield
    except UserError as error:
        raise UserError(*error.lines(lang)) from error
