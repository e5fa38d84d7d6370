"""All that one run checks: the portfolios that paths ask for, each on its own and against each other."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.discovery.files import Finder, find_portfolios, find_root, find_schools, real_path
from pdcli.discovery.naming import no_portfolio_error
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.lint.report import Strange
from pdcli.lint.run import Request, cache_for, run
from pdcli.lint.school import is_wanted
from pdcli.portfolio.counts import Counts, total_counts
from pdcli.portfolio.missed import missed_portfolios

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.lint.fix import Mended


class CheckRequest(NamedTuple):
    """Which files and folders are checked, and how.

    `since` is a revision of git: only portfolios with a file that differs from it are checked. `jobs` are processes;
    None: as many as pay off. Without `use_cache` nothing that earlier runs found is taken or kept.
    """

    paths: Sequence[Path]
    rules: Request = Request()
    since: str = ""
    jobs: int | None = None
    use_cache: bool = True


class Findings(NamedTuple):
    """What was found below the paths, sorted by places, and the files of findings across portfolios that comments hide
    (one for each finding).
    """

    diagnostics: "list[Diagnostic]"
    commented: Sequence[str] = ()


class Check:
    """A run over portfolios. Raises UserError for paths that do not exist or hold none, and for a wrong revision.

    `known` are the roots of all portfolios that the paths ask for, `roots` those of them that are checked. Of `limits`,
    the files and folders asked for, findings are told.
    """

    def __init__(self, request: CheckRequest) -> None:
        finder = Finder()
        self.known = _roots(request.paths, finder, may_be_new=bool(request.rules.instead))
        self._missed = missed_portfolios(request.paths, finder)
        self.roots = _changed(self.known, request.paths, request.since) if request.since else self.known
        self.limits = [place_of(path) for path in request.paths]
        rules = request.rules
        # Single portfolios are kept with their prints as well: the next run may compare them with others.
        compared = is_wanted(rules.select, rules.ignore) and (len(self.roots) > 1 or request.use_cache)
        self.rules = rules._replace(with_prints=compared, use_kept=request.use_cache)
        self._cache = cache_for(self.rules) if request.use_cache and not rules.instead else None
        self.results = run(self.roots, self.rules, request.jobs, self._cache)

    def mend(self) -> "Mended":
        """Make what is safe to mend, in memory; from now on the results are those of the mended texts."""
        from pdcli.lint.fix import mend

        mended = mend(self.results, self.rules, self.limits)
        self.results = mended.results
        return mended

    @cached_property
    def missed(self) -> "list[Diagnostic]":
        """What may be portfolios and is not found as such."""
        unread = {file for result in self.results for file in result.files_of("unread")}
        return [item for item in self._missed if str(item.path) not in unread]

    @cached_property
    def findings(self) -> Findings:
        """All findings below the paths, those of a baseline included."""
        found = [item for result in self.results for item in result.shown(self.limits)]
        if self.missed:
            from pdcli.lint.engine import is_wanted as is_asked

            found += [item for item in self.missed if is_asked(item.code, item.name, self.rules.select, ())]
        commented: list[str] = []
        if len(self.roots) > 1:
            from pdcli.lint.school import across

            rules = self.rules
            others = across(self.results, rules.select, rules.ignore, self._cache, rules.trust, commented)
            found += [item for item in others if any(map(item.path.is_relative_to, self.limits))]
            found = sorted(dict.fromkeys(found), key=lambda item: item.place)
        return Findings(found, commented)

    @cached_property
    def files(self) -> list[str]:
        """The files that were read and asked for."""
        found: list[str] = []
        for result in self.results:
            whole = result.is_below(self.limits)
            found += [file for file in result.files if whole or any(map(Path(file).is_relative_to, self.limits))]
        return found

    def classes(self) -> dict[str, str]:
        """What every file is that was asked for, by its path."""
        return {file: name for result in self.results for file, name in result.classes(self.limits).items()}

    def counts(self) -> Counts:
        """How many files of each class were asked for."""
        return total_counts([*(result.counts(self.limits) for result in self.results), Counts(unread=len(self.missed))])

    def strange(self, found: "Sequence[Diagnostic]") -> Strange:
        """What portfolios that are not the reader's own bring, and what of it hides some findings."""
        trust = self.rules.trust
        roots = [root for root in self.roots if trust and not trust.is_own(root)]
        if trust is None or not roots:
            return Strange()
        from pdcli.discovery.brought import brought_entries_by_place

        finder, commented = Finder(), self.findings.commented
        files = brought_entries_by_place(roots, trust, finder)
        hidden = []
        if files or commented or any(result.commented for result in self.results):
            from pdcli.lint.hidden import hidden_by_comments, hidden_from_owners

            hidden = hidden_from_owners(roots, trust, found, self.rules.select, finder) if files else []
            hidden += hidden_by_comments(self.results, commented, trust)
        return Strange(files, tuple(hidden))


def place_of(path: Path) -> Path:
    """A file or folder as the files of portfolios are named: the folder resolved, the file as it is called there."""
    return real_path(path) if path.is_dir() else real_path(path.parent) / path.name


def _roots(paths: Sequence[Path], finder: Finder, may_be_new: bool) -> list[Path]:
    for path in paths:
        if not path.exists() and not (may_be_new and path.parent.is_dir()):
            raise UserError(_("There is no such file or folder: {path}").format(path=path))
    roots: dict[Path, None] = {}
    for path in paths:
        around = None if path.is_dir() else find_root(path.parent, finder)
        roots.update(dict.fromkeys([around] if around else find_portfolios([path], finder)))
    # A school is checked like a portfolio: its own documents, those of its teachers aside.
    roots.update(dict.fromkeys(find_schools((path for path in paths if path.exists()), finder)))
    if not roots:
        raise no_portfolio_error(paths[0])
    return list(roots)


def _changed(roots: list[Path], paths: Sequence[Path], revision: str) -> list[Path]:
    from pdcli.lint.since import changed_files

    folders = dict.fromkeys(real_path(path) if path.is_dir() else real_path(path.parent) for path in paths)
    changed = {file for folder in folders for file in changed_files(revision, folder)}
    return [root for root in roots if any(path.is_relative_to(root) for path in changed)]
