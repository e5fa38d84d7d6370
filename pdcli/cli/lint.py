"""pd lint"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli import i18n
from pdcli.cli import console
from pdcli.cli.confirmations import ConfirmationsOption
from pdcli.cli.outcomes import report_files
from pdcli.cli.trust import ConfigOption, PacksOption, TemplatesOption, tell_files_brought, trust_from
from pdcli.cli.values import one_of
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import no_portfolio, shown
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.portfolio.missed import missed_portfolios

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.discovery.files import Finder
    from pdcli.discovery.trust import Trust
    from pdcli.lint.fix import Texts
    from pdcli.lint.report import ReportFormat, Strange
    from pdcli.lint.result import LintResult
    from pdcli.lint.run import Request

HELP = N_(
    "Check documents and the links between them. A file or folder limits what is shown; "
    "links are always checked in the whole portfolio. Settings are read from pd.toml or [tool.pd] of pyproject.toml."
)
EXAMPLES = (
    ("pd lint", N_("Check the portfolio around this folder.")),
    ("pd lint teachers/", N_("Check every portfolio below a folder.")),
    ("pd lint --select PD3 --format concise", N_("Only the golden thread, one line each.")),
    ("pd lint --fix --diff", N_("Show what would be mended by itself.")),
    ("pd lint --write-baseline", N_("Take what is there as known, so that only new findings fail.")),
    ("pd lint --since origin/main --format github", N_("Only portfolios touched since a revision.")),
    ("pd lint --format json --out findings.json", N_("For another program, in UTF-8 on every system.")),
)


def help_lists() -> dict[str, str]:
    """What its help lists."""
    from pdcli.i18n.lists import or_list
    from pdcli.lint.reporters import REPORTERS

    return {"formats": or_list(REPORTERS.names(), i18n.current())}


def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help=N_("Files or folders."), show_default=False)
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            show_default=False,
            help=N_("{formats}; on GitHub and GitLab their own by itself."),
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help=N_("Write the findings into a file instead, in UTF-8; its ending chooses the format."),
        ),
    ] = None,
    select: Annotated[
        str, typer.Option(metavar="CODES", help=N_("Only these rules: codes, beginnings of codes, or names."))
    ] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help=N_("Not these rules."))] = "",
    fix: Annotated[
        bool, typer.Option("--fix", help=N_("Mend what is safe: spelling of keys, dates, letters, order."))
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help=N_("With --fix: show the changes, write nothing."))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=N_("Warnings fail too."))] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help=N_("Findings never fail the run."))] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help=N_("How often each rule found something."))] = False,
    show_files: Annotated[
        bool, typer.Option("--show-files", help=N_("List what is read, and stop; as JSON every file with its class."))
    ] = False,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help=N_("Keep all findings as known, in the baseline file."))
    ] = False,
    since: Annotated[
        str, typer.Option(metavar="REV", help=N_("Only portfolios changed since a revision of git."))
    ] = "",
    stdin_filename: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("Read this file's text from the standard input."))
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", help=N_("Processes; 0 chooses by itself."), show_default=False)] = 0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=N_("Check everything again."))] = False,
    config: ConfigOption = None,
    confirmations: ConfirmationsOption = None,
    packs: PacksOption = None,
    templates: TemplatesOption = None,
) -> int:
    """Parse, check, print."""
    from pdcli.diagnostics import Severity
    from pdcli.discovery.files import Finder
    from pdcli.lint.report import Report
    from pdcli.lint.reporters import REPORTERS
    from pdcli.lint.run import Request, cache_for, run
    from pdcli.lint.school import is_wanted
    from pdcli.portfolio.counts import Counts, total

    out = None if out == Path("-") else out
    output = one_of(output, REPORTERS.names(), "--format") if output else _default_format(out)
    if out and (diff or statistics or show_files or write_baseline):
        raise UserError(_("--out takes findings only: leave out --diff, --statistics, --show-files, --write-baseline."))
    trust = trust_from(config, packs, templates, confirmations)
    request = Request(_selectors(select), _selectors(ignore), i18n.current(), trust=trust, use_kept=not no_cache)
    asked = [stdin_filename] if stdin_filename else (paths or [Path()])
    if stdin_filename:
        if fix and not diff:
            raise UserError(_("--fix cannot change a text from the standard input; --diff shows what it would change."))
        request = request._replace(instead={str(_place_of(stdin_filename)): sys.stdin.buffer.read()})
    finder = Finder()
    everything = _roots(asked, finder, may_be_new=stdin_filename is not None)
    missed = missed_portfolios(asked, finder)
    roots = _changed(everything, asked, since) if since else everything
    limits = [_place_of(path) for path in asked]
    # Single portfolios are kept with their prints as well: the next run may compare them with others.
    compared = is_wanted(request.select, request.ignore) and (len(roots) > 1 or not no_cache)
    request = request._replace(with_prints=compared)
    cache = None if no_cache or request.instead else cache_for(request)
    results = run(roots, request, jobs or None, cache)
    if show_files:
        _show_files(results, limits, output)
        return 0
    if fix or diff:
        from pdcli.lint.fix import mend

        texts, results, outside = mend(results, request, limits)
        for path in outside:
            message = _("{path} is not changed: it is a link that leads out of the portfolio, to {place}.")
            console.warn(message.format(path=shown(path), place=real_path(path)))
        if diff:
            _show_diff(texts)
            return 0
        _write(texts)
    found = [item for result in results for item in result.shown(limits)]
    known_unread = {file for result in results for file in result.files_of("unread")}
    missed = [item for item in missed if str(item.path) not in known_unread]
    if missed:
        from pdcli.lint.engine import is_wanted as is_asked

        found += [item for item in missed if is_asked(item.code, item.name, request.select, ())]
    commented: list[str] = []
    if len(roots) > 1:
        from pdcli.lint.school import across

        others = across(results, request.select, request.ignore, cache, trust, commented)
        found += [item for item in others if any(map(item.path.is_relative_to, limits))]
        found = sorted(dict.fromkeys(found), key=lambda item: item.place)
    if write_baseline:
        return _write_baseline(everything, roots, found, request, limits)
    found, known = _without_baseline(everything, found, request)
    strange = _strange(roots, results, found, commented, request)
    if statistics:
        _statistics(found)
    else:
        reporter = REPORTERS.get(output)
        color = out is None and reporter.has_color and console.has_color(sys.stdout)
        files = len(_files(results, limits))
        ledger = total([*(result.counts(limits) for result in results), Counts(unread=len(missed))])
        base = _base(reporter, limits)
        text = reporter.write(Report(found, files, base, color, request.instead or {}, ledger, strange))
        if out is None:
            console.out_styled(text) if color else sys.stdout.write(text)
        else:
            from pdcli.scaffold.files import apply, generated

            code = report_files(apply([generated(out, text)]), elsewhere="--out")
            if code:
                return code
    if known:
        text = i18n.ngettext(
            "{count} finding is known from the baseline.", "{count} findings are known from the baseline.", known
        )
        console.err(text.format(count=known))
    _tell_strange(strange)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if not exit_zero and any(item.severity in failing for item in found) else 0


def _strange(
    roots: Sequence[Path],
    results: "Sequence[LintResult]",
    found: "Sequence[Diagnostic]",
    commented: Sequence[str],
    request: "Request",
) -> "Strange":
    """What portfolios that are not the reader's own bring, and what of it hides findings."""
    from pdcli.lint.report import Strange

    trust = request.trust
    strange = [root for root in roots if trust and not trust.is_own(root)]
    if trust is None or not strange:
        return Strange()
    from pdcli.discovery.brought import brought_by_place
    from pdcli.discovery.files import Finder

    finder = Finder()
    files = brought_by_place(strange, trust, finder)
    hidden = []
    if files or commented or any(result.commented for result in results):
        from pdcli.lint.hidden import hidden_by_comments, hidden_from_owners

        hidden = hidden_from_owners(strange, trust, found, request.select, finder) if files else []
        hidden += hidden_by_comments(results, commented, trust)
    return Strange(files, tuple(hidden))


def _tell_strange(strange: "Strange") -> None:
    for root, files in strange.brought.items():
        tell_files_brought(root, files)
    for item in strange.hidden:
        if item.acts:
            text = i18n.ngettext(
                "{count} finding is hidden by comments in the documents of {path}.",
                "{count} findings are hidden by comments in the documents of {path}.",
                item.findings,
            )
        else:
            text = i18n.ngettext(
                "{count} finding is hidden by {path} from its owner; here it is shown.",
                "{count} findings are hidden by {path} from its owner; here they are shown.",
                item.findings,
            )
        console.err(text.format(count=item.findings, path=shown(item.path)))


def _base(reporter: "ReportFormat", places: Sequence[Path]) -> Path:
    """The folder that paths are shown from."""
    if reporter.starts_at_top:
        from pdcli.lint.services import tops

        for top in tops(os.environ):
            if any(place.is_relative_to(top) for place in places):
                return top
    return Path.cwd()


def _default_format(out: Path | None) -> str:
    """The format that the ending of a file chooses, else that of the service where pd runs, else text."""
    from pdcli.lint.reporters import REPORTERS
    from pdcli.lint.services import service_format

    if out and out.suffix:
        suffix = out.suffix.lower()
        found = next((name for name, reporter in REPORTERS.all().items() if reporter.suffix == suffix), None)
        if found:
            return found
    return service_format(os.environ) or "text"


def _selectors(value: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in value.split(",") if part.strip())
    if found:
        from pdcli.lint.engine import is_selector

        for selector in found:
            if not is_selector(selector):
                raise UserError(
                    _("There is no rule `{code}`.").format(code=selector[:40]) + " " + _("`pd rule` lists them.")
                )
    return found


def _place_of(path: Path) -> Path:
    """A file or folder as the files of portfolios are named: the folder resolved, the file as it is called there."""
    return real_path(path) if path.is_dir() else real_path(path.parent) / path.name


def _roots(asked: Sequence[Path], finder: "Finder", may_be_new: bool) -> list[Path]:
    from pdcli.discovery.files import find_portfolios, find_root, find_schools

    for path in asked:
        if not path.exists() and not (may_be_new and path.parent.is_dir()):
            raise UserError(_("There is no such file or folder: {path}").format(path=path))
    roots: dict[Path, None] = {}
    for path in asked:
        around = None if path.is_dir() else find_root(path.parent, finder)
        roots.update(dict.fromkeys([around] if around else find_portfolios([path], finder)))
    # A school is checked like a portfolio: its own documents, those of its teachers aside.
    roots.update(dict.fromkeys(find_schools((path for path in asked if path.exists()), finder)))
    if not roots:
        raise no_portfolio(asked[0])
    return list(roots)


def _changed(roots: list[Path], asked: Sequence[Path], revision: str) -> list[Path]:
    from pdcli.lint.since import changed_files

    folders = dict.fromkeys(real_path(path) if path.is_dir() else real_path(path.parent) for path in asked)
    changed = {file for folder in folders for file in changed_files(revision, folder)}
    return [root for root in roots if any(path.is_relative_to(root) for path in changed)]


def _files(results: "Sequence[LintResult]", limits: Sequence[Path]) -> list[str]:
    """The files that were read and asked for."""
    found: list[str] = []
    for result in results:
        whole = result.is_below(limits)
        found += [file for file in result.files if whole or any(map(Path(file).is_relative_to, limits))]
    return found


def _show_files(results: "Sequence[LintResult]", limits: Sequence[Path], output: str) -> None:
    """The files that are read; for a program every file with its class."""
    if output != "json":
        for file in _files(results, limits):
            console.out(shown(Path(file)))
        return
    import json

    classes = {file: name for result in results for file, name in result.classes(limits).items()}
    rows = [{"path": shown(Path(file)), "class": name} for file, name in classes.items()]
    console.out_page(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "json")


def _show_diff(texts: "Texts") -> None:
    from pdcli.lint.fix import as_diff

    if hasattr(sys.stdout, "reconfigure"):
        # Line ends are part of what is shown.
        sys.stdout.reconfigure(newline="\n")
    console.out_exact(as_diff(texts, {path: shown(path) for path in texts}))


def _write(texts: "Texts") -> None:
    from pdcli.discovery.files import find_root
    from pdcli.writing.atomic import Change, clear_leftovers, refuse_read_only, write_files

    # A file that has a second name, by a link, is written once.
    texts = {path: texts[path] for path in {real_path(path): path for path in reversed(texts)}.values()}
    clear_leftovers(dict.fromkeys(root for path in texts if (root := find_root(path.parent))))
    refuse_read_only(*texts)
    write_files(Change(path, after.encode("utf-8"), before.encode("utf-8")) for path, (before, after) in texts.items())
    if texts:
        text = i18n.ngettext("{count} file mended.", "{count} files mended.", len(texts))
        console.err(text.format(count=len(texts)))


class _Baselines:
    """Which baseline file counts for a finding: that of the reader, in one's own portfolio that of the portfolio."""

    def __init__(self, roots: Sequence[Path], trust: "Trust") -> None:
        self._roots = dict.fromkeys(roots)
        self._trust = trust
        self._files: dict[Path, Path] = {}

    def file(self, path: Path) -> Path:
        """Beside the configuration; else the nearest one there is; else in the portfolio, or where several are checked
        from.
        """
        from pdcli.discovery.files import nearest, portfolio_of

        root = portfolio_of(path, self._roots) or next(iter(self._roots))
        if root not in self._files:
            from pdcli.discovery.settings import read_settings

            file, is_own = self._trust.config, self._trust.is_own(root)
            name = read_settings(file).settings.baseline
            if file:
                self._files[root] = file.parent / name
            else:
                new = (root if is_own and len(self._roots) == 1 else Path.cwd()) / name
                self._files[root] = next(nearest(root if is_own else Path.cwd(), name), new)
        return self._files[root]

    def sorted(self, found: "Iterable[Diagnostic]") -> "dict[Path, list[Diagnostic]]":
        """The findings of each baseline file."""
        by_file: dict[Path, list[Diagnostic]] = {}
        for item in found:
            by_file.setdefault(self.file(item.path), []).append(item)
        return by_file


def _without_baseline(
    roots: list[Path], found: "list[Diagnostic]", request: "Request"
) -> "tuple[list[Diagnostic], int]":
    from pdcli.lint.baseline import Lines, new_findings, read_baseline

    lines, known = Lines(request.instead), 0
    left: set[int] = set()
    for file, items in _Baselines(roots, request.trust_in(roots[0])).sorted(found).items():
        new, count = new_findings(items, read_baseline(file), file.parent, lines)
        left.update(map(id, new))
        known += count
    return [item for item in found if id(item) in left], known


def _write_baseline(
    everything: list[Path], roots: list[Path], found: "list[Diagnostic]", request: "Request", limits: list[Path]
) -> int:
    from pdcli.discovery.files import portfolio_of
    from pdcli.lint.baseline import baseline_text
    from pdcli.lint.engine import is_wanted
    from pdcli.lint.rules import BY_CODE
    from pdcli.scaffold.files import Verb, apply, generated

    known, checked = set(everything), set(roots)

    def is_checked(path: Path, code: str) -> bool:
        root = portfolio_of(path, known)
        is_asked = (root is None or root in checked) and any(map(path.is_relative_to, limits))
        name = BY_CODE[code].name if code in BY_CODE else code
        return is_asked and is_wanted(code, name, request.select, request.ignore)

    baselines = _Baselines(everything, request.trust_in(everything[0]))
    by_file: dict[Path, list[Diagnostic]] = {baselines.file(root): [] for root in roots}
    by_file.update(baselines.sorted(found))
    texts = {file: baseline_text(file, items, is_checked) for file, items in by_file.items()}
    outcomes = apply(generated(file, text) for file, (text, _count) in texts.items())
    if any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        return report_files(outcomes)
    for file, (_text, count) in texts.items():
        text = i18n.ngettext("{count} finding is known now: {path}", "{count} findings are known now: {path}", count)
        console.err(text.format(count=count, path=shown(file)))
    return 0


def _statistics(found: "list[Diagnostic]") -> None:
    names = {item.code: item.name for item in found}
    for code, count in sorted(Counter(item.code for item in found).items(), key=lambda pair: (-pair[1], pair[0])):
        console.out(f"{count:>6}  {code}  {names[code]}")
