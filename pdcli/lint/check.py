"""One run over the portfolios below some paths: each on its own, and compared with each other."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.discovery.files import Finder, find_portfolios, find_root, find_schools, real_path
from pdcli.discovery.naming import no_portfolio_error
from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.lint.report import Untrusted
from pdcli.lint.run import LintOptions, cache_for, run
from pdcli.lint.school import compares_teachers
from pdcli.portfolio.counts import Counts, total_counts
from pdcli.portfolio.missed import missed_portfolios

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.lint.fix import FixResult


class CheckRequest(NamedTuple):
    """Which files and folders are checked, and how.

    `since` is a revision of git: only portfolios with a file that differs from it are checked. `jobs` is the number of
    processes; None: as many as pay off. `use_cache` reads and writes the cache.
    """

    paths: Sequence[Path]
    options: LintOptions = LintOptions()
    since: str = ""
    jobs: int | None = None
    use_cache: bool = True


class Check:
    """A run over portfolios. Raises UserError for paths that do not exist or hold none, and for a wrong revision.

    `all_roots` are the roots of all portfolios below the paths, `roots` those of them that are checked. Diagnostics
    outside `limits`, the files and folders of the request, are left out.
    """

    def __init__(self, request: CheckRequest) -> None:
        finder = Finder()
        self.all_roots = _roots(request.paths, finder, may_be_new=bool(request.options.instead))
        self._missed = missed_portfolios(request.paths, finder)
        self.roots = _changed(self.all_roots, request.paths, request.since) if request.since else self.all_roots
        self.limits = [place_of(path) for path in request.paths]
        options = request.options
        # A single portfolio is cached with its fingerprints as well: the next run may compare it with others.
        is_compared = compares_teachers(options.select, options.ignore) and (len(self.roots) > 1 or request.use_cache)
        self.options = options._replace(with_fingerprints=is_compared, use_cache=request.use_cache)
        self._cache = cache_for(self.options) if request.use_cache and not options.instead else None
        self.results = run(self.roots, self.options, request.jobs, self._cache)

    def fix(self) -> "FixResult":
        """Apply every safe fix in memory; from now on the results are those of the corrected texts."""
        from pdcli.lint.fix import fix_all

        fixed = fix_all(self.results, self.options, self.limits)
        self.results = fixed.results
        return fixed

    @cached_property
    def missed(self) -> "list[Diagnostic]":
        """The diagnostics of files and folders that may be portfolios, but are not found as such."""
        unread = {file for result in self.results for file in result.files_of("unread")}
        return [item for item in self._missed if str(item.path) not in unread]

    @cached_property
    def diagnostics(self) -> "list[Diagnostic]":
        """All diagnostics below the paths, those of a baseline included, in the order of place."""
        diagnostics = [item for result in self.results for item in result.below(self.limits)]
        if self.missed:
            from pdcli.lint.engine import is_selected

            diagnostics += [item for item in self.missed if is_selected(item.code, item.name, self.options.select, ())]
        across, _files = self._across
        diagnostics += [item for item in across if any(map(item.path.is_relative_to, self.limits))]
        if len(self.roots) > 1:
            diagnostics = sorted(dict.fromkeys(diagnostics), key=lambda item: item.place)
        return diagnostics

    @cached_property
    def _across(self) -> "tuple[list[Diagnostic], list[str]]":
        """The diagnostics across portfolios, and the files of those that comments hide, one for each."""
        suppressed_files: list[str] = []
        if len(self.roots) < 2:
            return [], suppressed_files
        from pdcli.lint.school import lint_across

        options = self.options
        across = lint_across(self.results, options.select, options.ignore, self._cache, options.trust, suppressed_files)
        return across, suppressed_files

    @cached_property
    def files(self) -> list[str]:
        """The files below the paths that were read."""
        files: list[str] = []
        for result in self.results:
            whole = result.is_below(self.limits)
            files += [file for file in result.files if whole or any(map(Path(file).is_relative_to, self.limits))]
        return files

    def classes(self) -> dict[str, str]:
        """Path -> class of every file below the paths."""
        return {file: name for result in self.results for file, name in result.classes(self.limits).items()}

    def counts(self) -> Counts:
        """The numbers of documents, evidence files and unread files below the paths."""
        return total_counts([*(result.counts(self.limits) for result in self.results), Counts(unread=len(self.missed))])

    def untrusted(self, diagnostics: "Sequence[Diagnostic]") -> Untrusted:
        """The files that portfolios which are not the reader's own bring, and what in them hides some diagnostics."""
        trust = self.options.trust
        roots = [root for root in self.roots if trust and not trust.is_own(root)]
        if trust is None or not roots:
            return Untrusted()
        from pdcli.discovery.brought import brought_entries_by_place

        finder, (_across, suppressed_files) = Finder(), self._across
        files = brought_entries_by_place(roots, trust, finder)
        hiding = []
        if files or suppressed_files or any(result.suppressed_files for result in self.results):
            from pdcli.lint.hiding import hidden_from_owners, suppressed_by_comments

            hiding = hidden_from_owners(roots, trust, diagnostics, self.options.select, finder) if files else []
            hiding += suppressed_by_comments(self.results, suppressed_files, trust)
        return Untrusted(files, tuple(hiding))


def place_of(path: Path) -> Path:
    """A path as the files of portfolios are named: its folder resolved, its name as it stands there."""
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
