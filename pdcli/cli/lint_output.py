"""The output of `pd lint`, printed or written."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.outcomes import report_files
from pdcli.cli.trust import tell_files_brought
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import display_path
from pdcli.i18n import current, ngettext
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.cli.lint import LintRequest
    from pdcli.diagnostics import Diagnostic
    from pdcli.lint.check import Check
    from pdcli.lint.fix import FixResult
    from pdcli.lint.report import ReportFormat, Untrusted


def print_files(check: "Check", output: str) -> None:
    """Print the files that are read; as JSON every file with its class."""
    if output != "json":
        for file in check.files:
            console.out(display_path(Path(file)))
        return
    import json

    rows = [{"path": display_path(Path(file)), "class": name} for file, name in check.classes().items()]
    console.out_page(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "json")


def print_diff(fixes: "FixResult") -> None:
    """Print the changes as a diff, also for `git apply`."""
    from pdcli.lint.fix import as_diff

    if hasattr(sys.stdout, "reconfigure"):
        # Line ends are part of the diff.
        sys.stdout.reconfigure(newline="\n")
    if not fixes.texts:
        console.err(_("There is nothing that --fix would change."))
    console.out_exact(as_diff(fixes.texts, {path: display_path(path) for path in fixes.texts}))


def tell_outside(fixes: "FixResult") -> None:
    """Warn of files that are not fixed, because they are links out of the portfolio."""
    for path in fixes.outside:
        message = _("{path} is not changed: it is a link that leads out of the portfolio, to {place}.")
        console.warn(message.format(path=display_path(path), place=real_path(path)))


def tell_fixed(count: int) -> None:
    """Print the number of files that were fixed."""
    if count:
        console.err(ngettext("{count} file fixed.", "{count} files fixed.", count).format(count=count))


def write_baselines(check: "Check") -> int:
    """Write baselines with all diagnostics; the exit code."""
    from pdcli.lint.baseline_files import baseline_texts
    from pdcli.scaffold.files import Verb, apply, generated

    texts = baseline_texts(check)
    outcomes = apply(generated(file, text) for file, (text, _count) in texts.items())
    if any(outcome.verb is Verb.CONFLICT for outcome in outcomes):
        return report_files(outcomes)
    for file, (_text, count) in texts.items():
        text = ngettext(
            "{count} finding is now treated as known. File: {path}",
            "{count} findings are now treated as known. File: {path}",
            count,
        )
        console.err(text.format(count=count, path=display_path(file)))
    return 0


def print_result(check: "Check", request: "LintRequest") -> int:
    """Print the diagnostics that no baseline has. The exit code: 1 where they fail the run."""
    from pdcli.diagnostics import Severity
    from pdcli.lint.baseline_files import not_in_baseline

    diagnostics, known_count = not_in_baseline(check)
    untrusted = check.untrusted(diagnostics)
    if request.statistics:
        print_statistics(diagnostics)
    elif code := print_report(check, diagnostics, untrusted, request.output, request.out):
        return code
    report_known_count(known_count)
    tell_untrusted(untrusted)
    failing = {Severity.ERROR, Severity.WARNING} if request.strict else {Severity.ERROR}
    return 1 if not request.exit_zero and any(item.severity in failing for item in diagnostics) else 0


def print_statistics(diagnostics: "Sequence[Diagnostic]") -> None:
    """Print the number of diagnostics of each rule, the most frequent first."""
    from pdcli.lint.rule_names import rule_name

    names = {item.code: rule_name(item.code, item.name, current()) for item in diagnostics}
    if not names:
        console.err(_("No rule has found anything."))
    for code, count in sorted(Counter(item.code for item in diagnostics).items(), key=lambda pair: (-pair[1], pair[0])):
        console.out(f"{count:>6}  {code}  {names[code]}")


def print_report(
    check: "Check", diagnostics: "Sequence[Diagnostic]", untrusted: "Untrusted", output: str, out: Path | None
) -> int:
    """Print the diagnostics in a format, or write them into a file; the exit code of writing."""
    from pdcli.lint.report import Report
    from pdcli.lint.reporters import REPORTERS

    reporter = REPORTERS.get(output)
    color = out is None and reporter.has_color and console.has_color(sys.stdout)
    width = console.full_width() if out is None and sys.stdout.isatty() else 0
    base = _base(reporter, check.limits)
    instead = check.options.instead or {}
    text = reporter.write(
        Report(diagnostics, len(check.files), base, current(), color, instead, check.counts(), untrusted, width)
    )
    if out is None:
        console.out_styled(text) if color else sys.stdout.write(text)
        return 0
    from pdcli.scaffold.files import apply, generated

    return report_files(apply([generated(out, text)]), elsewhere="--out")


def report_known_count(count: int) -> None:
    """Print the number of diagnostics that a baseline has."""
    if count:
        text = ngettext(
            "{count} finding is known from the baseline.", "{count} findings are known from the baseline.", count
        )
        console.err(text.format(count=count))


def tell_untrusted(untrusted: "Untrusted") -> None:
    """Print the files that other people's portfolios bring, and how many diagnostics these hide."""
    for root, files in untrusted.brought.items():
        tell_files_brought(root, files)
    for item in untrusted.hiding:
        if item.acts:
            text = ngettext(
                "{count} finding is hidden by comments in the documents in {path}.",
                "{count} findings are hidden by comments in the documents in {path}.",
                item.findings,
            )
        else:
            text = ngettext(
                "{path} hides {count} finding from the owner of these documents; here it is shown.",
                "{path} hides {count} findings from the owner of these documents; here they are shown.",
                item.findings,
            )
        console.err(text.format(count=item.findings, path=display_path(item.path)))


def _base(reporter: "ReportFormat", places: Sequence[Path]) -> Path:
    """The folder from which paths are printed."""
    if reporter.starts_at_top:
        from pdcli.lint.services import checkout_folders

        for top in checkout_folders(os.environ):
            if any(place.is_relative_to(top) for place in places):
                return top
    return Path.cwd()
