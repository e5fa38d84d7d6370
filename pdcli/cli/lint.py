"""pd lint"""

import gc
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli import words
from pdcli.cli import console
from pdcli.cli.common import one_of, shown
from pdcli.errors import UserError
from pdcli.words import N_
from pdcli.words import gettext as _

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
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
    ("pd lint --format json > findings.json", N_("For another program.")),
)
FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit")


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
            help=N_("text, concise, json, github, gitlab, sarif or junit; on GitHub and GitLab their own by itself."),
        ),
    ] = "",
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
    show_files: Annotated[bool, typer.Option("--show-files", help=N_("List what is read, and stop."))] = False,
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
) -> int:
    """Parse, check, print."""
    # Documents hold many small values and no cycles worth looking for again and again.
    gc.set_threshold(100_000, 50, 50)
    from pdcli.diagnostics import Severity
    from pdcli.lint.reporters import Report, reporter
    from pdcli.lint.run import Request, cache_for, run

    output = one_of(output, FORMATS, "--format") if output else _default_format()
    request = Request(_selectors(select), _selectors(ignore), words.current())
    asked = [stdin_filename] if stdin_filename else (paths or [Path()])
    if stdin_filename:
        file = str(stdin_filename.resolve())
        request = request._replace(instead={file: sys.stdin.buffer.read()})
    roots = _roots(asked, since)
    limits = [path.resolve() for path in asked]
    whole = [any(root.is_relative_to(limit) for limit in limits) for root in roots]
    # Single portfolios are kept with their prints as well: the next run may compare them with others.
    request = request._replace(with_prints=len(roots) > 1 or not no_cache)
    cache = None if no_cache or request.instead else cache_for(request)
    results = run(roots, request, jobs or None, cache)
    files = [file for result, all_of in zip(results, whole, strict=True) for file in result.files
             if all_of or _is_within(Path(file), limits)]  # fmt: skip
    if show_files:
        for file in files:
            console.out(shown(Path(file)))
        return 0
    found = [item for result, all_of in zip(results, whole, strict=True) for item in result.diagnostics
             if all_of or _is_within(item.path, limits)]  # fmt: skip
    if len(roots) > 1:
        from pdcli.lint.school import across

        found = sorted({*found, *across(results, request.select, request.ignore, cache)}, key=lambda item: item.place)
    if write_baseline:
        return _write_baseline(roots, found)
    if fix or diff:
        found = _fix(found, roots, request, limits, diff)
        if diff:
            return 0
    found, known = _without_baseline(roots, found)
    if statistics:
        _statistics(found)
    else:
        color = output in ("text", "concise") and console.has_color(sys.stdout)
        sys.stdout.write(reporter(output)(Report(found, len(files), Path.cwd(), color)))
    if known:
        text = words.ngettext(
            "{count} finding is known from the baseline.", "{count} findings are known from the baseline.", known
        )
        console.err(text.format(count=known))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if not exit_zero and any(item.severity in failing for item in found) else 0


def _default_format() -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if os.environ.get("GITLAB_CI") == "true" else "text"


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


def _roots(asked: Sequence[Path], since: str) -> list[Path]:
    from pdcli.portfolio.files import find_portfolios

    for path in asked:
        if not path.exists():
            raise UserError(_("There is no such file or folder: {path}").format(path=path))
    roots = find_portfolios(asked)
    if not roots:
        raise UserError(_("There is no portfolio here (no portfolio.yaml).") + " " + _("`pd init` starts one."))
    if since:
        from pdcli.lint.since import changed_files

        changed = changed_files(since, Path.cwd())
        roots = [root for root in roots if any(path.is_relative_to(root) for path in changed)]
    return roots


def _is_within(path: Path, limits: list[Path]) -> bool:
    return any(path == limit or path.is_relative_to(limit) for limit in limits)


def _fix(
    found: "list[Diagnostic]", roots: list[Path], request: "Request", limits: list[Path], only_show: bool
) -> "list[Diagnostic]":
    """Mend what is safe; what is left to find."""
    from pdcli.lint.fix import as_diff, fixed_texts
    from pdcli.lint.run import run
    from pdcli.portfolio.writer import write_atomic

    texts = fixed_texts(found)
    if only_show:
        sys.stdout.write(as_diff(texts, {path: shown(path) for path in texts}))
        return found
    for path, (_before, after) in texts.items():
        write_atomic(path, after.encode("utf-8"))
    if texts:
        console.err(
            words.ngettext("{count} file mended.", "{count} files mended.", len(texts)).format(count=len(texts))
        )
    left = [item for result in run(roots, request) for item in result.diagnostics]
    return [item for item in left if _is_within(item.path, limits) or any(root in limits for root in roots)]


def _baseline_file(roots: list[Path]) -> Path:
    from pdcli.portfolio.settings import find_settings, read_settings

    file = find_settings(roots[0])
    name = read_settings(file).settings.baseline
    # Beside the configuration, else in the portfolio, or where several are checked from.
    return (file.parent if file else roots[0] if len(roots) == 1 else Path.cwd()) / name


def _without_baseline(roots: list[Path], found: "list[Diagnostic]") -> "tuple[list[Diagnostic], int]":
    from pdcli.lint.baseline import new_findings, read_baseline

    if not roots or not found:
        return found, 0
    file = _baseline_file(roots)
    return new_findings(found, read_baseline(file), file.parent)


def _write_baseline(roots: list[Path], found: "list[Diagnostic]") -> int:
    from pdcli.lint.baseline import write_baseline

    file = _baseline_file(roots)
    count = write_baseline(file, found)
    text = words.ngettext("{count} finding is known now: {path}", "{count} findings are known now: {path}", count)
    console.err(text.format(count=count, path=shown(file)))
    return 0


def _statistics(found: "list[Diagnostic]") -> None:
    names = {item.code: item.name for item in found}
    for code, count in sorted(Counter(item.code for item in found).items(), key=lambda pair: (-pair[1], pair[0])):
        console.out(f"{count:>6}  {code}  {names[code]}")
