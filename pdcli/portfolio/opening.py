"""Finding and reading the portfolios that paths mean."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.discovery.files import enclosing_school, find_portfolios, find_root, find_school, real_path
from pdcli.discovery.naming import display_path, no_portfolio_error
from pdcli.errors import UserError
from pdcli.i18n.messages import message as _

if TYPE_CHECKING:
    from pdcli.discovery.trust import Trust
    from pdcli.portfolio.portfolio import Portfolio


def open_portfolio(folder: Path, or_school: bool = False, trust: "Trust | None" = None) -> "Portfolio":
    """The portfolio around a folder, else (`or_school`) a school's own documents. Raises UserError without either.

    Without a `trust` it is one's own.
    """
    root = find_root(folder) or (find_school(real_path(folder)) if or_school else None)
    if root is None:
        raise no_portfolio_error(folder)
    return read_portfolio(root, trust)


class Schools:
    """The schools around the portfolios that a batch reads one after another: the last one is not read again."""

    def __init__(self) -> None:
        self._last: tuple[Path, Trust, Portfolio] | None = None

    def around(self, portfolio: "Portfolio") -> "Portfolio | None":
        """The own documents of the school that a portfolio is part of; None where it is part of none."""
        root = enclosing_school(portfolio.root)
        if root is None:
            return None
        if self._last is None or self._last[:2] != (root, portfolio.trust):
            self._last = (root, portfolio.trust, read_portfolio(root, portfolio.trust))
        return self._last[2]


def read_portfolio(
    root: Path, trust: "Trust | None" = None, use_cache: bool = True, schools: Schools | None = None
) -> "Portfolio":
    """The portfolio of this folder, without the files that the settings exclude. Without a `trust` it is one's own.

    With `use_cache` documents that have not changed since an earlier run are not read. A batch passes one `schools`
    for all of its portfolios.
    """
    # Loaded where something is read: a page of help needs none of it.
    from pdcli.discovery.settings import read_settings
    from pdcli.discovery.trust import own_trust
    from pdcli.portfolio.portfolio import load_portfolio

    trust = trust or own_trust(root)
    settings = read_settings(trust.config).settings
    portfolio = load_portfolio(root, settings.options, settings.exclude, trust=trust, use_cache=use_cache)
    portfolio.schools = schools
    return portfolio


def find_roots(paths: Sequence[Path]) -> list[Path]:
    """The folders of these portfolios, unread. Raises UserError for paths that do not exist or hold none."""
    for path in paths:
        if not path.exists():
            raise UserError(_("There is no such file or folder: {path}").format(path=path))
    roots = find_portfolios(paths)
    if not roots:
        raise no_portfolio_error(paths[0])
    return roots


def find_single_root(path: Path) -> Path:
    """The folder of the one portfolio here, unread. Raises UserError where there is none or more than one."""
    roots = find_roots([path])
    if len(roots) > 1:
        sentence = _("There are {count} portfolios here; name one of them, for example: {example}")
        raise UserError(sentence.format(count=len(roots), example=display_path(roots[0])))
    return roots[0]
