"""What several commands share: finding the portfolio, reading options, telling what was written."""

import errno
import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.discovery.files import real_path
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.model.plain import ISO_DATE
from pdcli.suggest import choose, did_you_mean

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.discovery.files import Finder
    from pdcli.discovery.trust import Trust
    from pdcli.portfolio.counts import Counts
    from pdcli.portfolio.portfolio import Portfolio
    from pdcli.scaffold.files import Outcome

# Errors that make a page show something else than was meant: of files, and of keys and types.
_MISREAD = frozenset((*(f"PD{number:03}" for number in range(1, 100)), "PD101", "PD102"))


def no_portfolio(folder: Path) -> UserError:
    """The error that there is no portfolio; it names a file that is meant to be its portfolio.yaml."""
    from pdcli.discovery.files import PROFILE_FILE, misnamed_around, unread_portfolios

    message = _("There is no portfolio here (no portfolio.yaml).")
    below = unread_portfolios([folder])[0]
    near = next((file for file in below if file.name.lower().startswith("portfolio")), None)
    near = near or misnamed_around(real_path(folder), PROFILE_FILE)
    if near is None:
        return UserError(message + " " + _("`pd init` starts one."))
    return UserError(message + " " + _rename(near, PROFILE_FILE))


def no_school(folder: Path) -> UserError:
    """The error that there is no school; it names a file that is meant to be its school.yaml."""
    from pdcli.discovery.files import SCHOOL_FILE, misnamed_around

    message = _("There is no school here (no school.yaml).")
    near = misnamed_around(real_path(folder), SCHOOL_FILE)
    return UserError(message + " " + (_rename(near, SCHOOL_FILE) if near else _("`pd init --school` starts one.")))


def _rename(near: Path, name: str) -> str:
    return _("Because of its name {file} is not taken for it: rename it to {name}.").format(file=shown(near), name=name)


def open_portfolio(folder: Path, or_school: bool = False, trust: "Trust | None" = None) -> "Portfolio":
    """The portfolio around a folder, else (`or_school`) a school's own documents. Raises UserError without either.

    Without a `trust` it is one's own.
    """
    from pdcli.discovery.files import find_root, find_school
    from pdcli.discovery.settings import read_settings
    from pdcli.discovery.trust import own
    from pdcli.portfolio.portfolio import load_portfolio

    root = find_root(folder) or (find_school(real_path(folder)) if or_school else None)
    if root is None:
        raise no_portfolio(folder)
    trust = trust or own(root)
    settings = read_settings(trust.config).settings
    return load_portfolio(root, settings.options, settings.exclude, trust=trust)


def open_portfolios(paths: Sequence[Path]) -> "list[Portfolio]":
    """Every portfolio that the paths belong to or hold. Raises UserError for paths that do not exist or hold none."""
    from pdcli.portfolio.portfolio import load_portfolio

    return [load_portfolio(root) for root in find_roots(paths)]


def find_roots(paths: Sequence[Path]) -> list[Path]:
    """The folders of these portfolios, unread. Raises UserError as `open_portfolios` does."""
    from pdcli.discovery.files import find_portfolios

    for path in paths:
        if not path.exists():
            raise UserError(_("There is no such file or folder: {path}").format(path=path))
    roots = find_portfolios(paths)
    if not roots:
        raise no_portfolio(paths[0])
    return roots


def find_one(path: Path) -> Path:
    """The folder of the one portfolio here, unread. Raises UserError where there is none or more than one."""
    roots = find_roots([path])
    if len(roots) > 1:
        sentence = _("There are {count} portfolios here; name one of them, for example: {example}")
        raise UserError(sentence.format(count=len(roots), example=shown(roots[0])))
    return roots[0]


def mistaken_files(portfolio: "Portfolio", target: Path | None) -> set[Path]:
    """The documents at or below a path (None: all) that could not be read as they stand, or in part only."""
    within = real_path(target) if target else portfolio.root
    return {
        document.path
        for document in portfolio.documents
        if real_path(document.path).is_relative_to(within)
        and any(item.severity == "error" and item.code in _MISREAD for item in document.diagnostics)
    }


def shown(path: Path) -> str:
    """A path as a person would type it from here; a link by its own name, not that of the file it leads to."""
    here = Path.cwd()
    for place in (real_path(path.parent) / path.name, Path(os.path.abspath(path))):  # noqa: PTH100 - a link stays a link
        if place.is_relative_to(here):
            return place.relative_to(here).as_posix()
    return str(path)


def not_found(paths: Sequence[Path], finder: "Finder | None" = None) -> "list[Diagnostic]":
    """Findings for what may be portfolios below folders: a portfolio.yaml with a wrong name, a folder not listed."""
    from pdcli.discovery.files import PROFILE_FILE, SCHOOL_FILE, unread_portfolios

    files, refused = unread_portfolios(paths, finder)
    if not files and not refused:
        return []
    from pdcli.portfolio.ledger import misnamed, unlisted

    names = ((file, SCHOOL_FILE if file.name.lower().startswith("school") else PROFILE_FILE) for file in files)
    return [*(misnamed(str(file), name) for file, name in names), *(unlisted(str(folder)) for folder in refused)]


def tell_files(counts: "Counts", unread: "Sequence[Diagnostic]") -> int:
    """Say how many files were read, after what could not be read and why; the exit code: 1 where anything could not."""
    from pdcli.portfolio.counts import counts_line

    for item in unread:
        place = f"{shown(item.path)}:{item.span.line}:{item.span.column}"
        console.warn(f"{place}: {item.code} {item.message} {item.hint}".rstrip())
    console.err(counts_line(counts))
    return 1 if unread else 0


def report_files(outcomes: "Sequence[Outcome]", dry_run: bool = False, elsewhere: str = "", way_out: str = "") -> int:
    """Tell what was done with each file; the exit code.

    Of a conflict is told what to do: `way_out`, else to name another place with the option `elsewhere` if there is one.
    """
    styles = {"create": "green", "overwrite": "yellow", "update": "green", "backup": "yellow", "conflict": "red"}
    schemas = [outcome for outcome in outcomes if outcome.path.parent.name == "schemas"]
    # Nobody reads a list of every kind; how many of each is enough.
    folded = schemas if len(schemas) >= 4 else []
    lines = [(outcome.verb.value, _place(outcome)) for outcome in outcomes if outcome not in folded]
    for value, count in sorted(Counter(outcome.verb.value for outcome in folded).items()):
        first = next(outcome for outcome in folded if outcome.verb.value == value)
        lines.append((value, f"{shown(first.path.parent)}/ ({count})"))
        lines += [(value, _place(first))] if first.reason else []
    for value, place in lines:
        console.err(f"{console.styled(f'{value:>9}', styles.get(value, 'dim'))}  {place}")
    if any(outcome.verb == "conflict" for outcome in outcomes):
        console.err(
            _("Nothing was written: what a person wrote stays as it is.") + " " + (way_out or _other_place(elsewhere))
        )
        return 2
    if dry_run:
        console.err(_("Nothing was written (--dry-run)."))
    return 0


def _place(outcome: "Outcome") -> str:
    return f"{shown(outcome.path)} ({outcome.reason})" if outcome.reason else shown(outcome.path)


def _other_place(elsewhere: str) -> str:
    if elsewhere:
        return _("Choose another place with {option}, or move the file away.").format(option=elsewhere)
    return _("Move the file away or give it another name, then run this again.")


def one_of(value: str, allowed: Sequence[str], option: str, nearest: str | None = None) -> str:
    """The value of an option that has few, in whatever case. Raises UserError with a hint, with `nearest` if known."""
    found = next((item for item in allowed if item == value.strip().casefold()), None)
    if found is not None:
        return found
    message = _("{option}: `{value}` is not known.").format(option=option, value=value[:40])
    raise UserError(message + " " + (did_you_mean(nearest) if nearest else choose(value, allowed)))


def several_of(value: str, allowed: Sequence[str], option: str) -> list[str]:
    """A comma list of such values."""
    return [one_of(part.strip(), allowed, option) for part in value.split(",") if part.strip()]


def category_of(value: str, option: str, others: Sequence[str] = ()) -> str:
    """The category that a person names by its key or its name in any language. Raises UserError with a hint."""
    from pdcli.documents.form_library import FormLibrary
    from pdcli.model.documents import CATEGORIES
    from pdcli.model.human_values import nearest_choice, parse_choice

    if value in CATEGORIES:
        return value
    form = FormLibrary().get("portfolio")
    field = form.by_key["category"] if form else None
    found = parse_choice(field, value) if field else None
    nearest = nearest_choice(field, value) if field and not found else None
    return found or one_of(value, [*CATEGORIES, *others], option, nearest)


def day_of(value: str | None, option: str) -> date | None:
    """A date option in any spelling that has one meaning. Raises UserError for any other."""
    if value is None:
        return None
    if ISO_DATE.fullmatch(value):
        return _iso_day(value, option)
    from pdcli.model.human_values import could_be_month_first, likely_date, names_no_day, parse_date

    day = parse_date(value)
    if day is None:
        likely = likely_date(value)
        if names_no_day(value):
            raise UserError(_no_such_day(value, option))
        hint = (
            _("Did you mean `{key}`?").format(key=likely)
            if likely
            else _("Write year-month-day, for example {example}.").format(example="2026-10-14")
        )
        raise UserError(_("{option}: `{value}` is not a date.").format(option=option, value=value[:40]) + " " + hint)
    if could_be_month_first(value):
        message = _("{option}: `{value}` is {day}: the day is read first, then the month.")
        console.err(message.format(option=option, value=value.strip(), day=day))
    return day


def _iso_day(value: str, option: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UserError(_no_such_day(value, option)) from None


def _no_such_day(value: str, option: str) -> str:
    message = _("{option}: there is no such day as `{value}`.").format(option=option, value=value[:40])
    return message + " " + _("Check the month and the day.")


def system_reason(error: OSError) -> str:
    """Why the system refused, in words."""
    if isinstance(error, PermissionError):
        return _("no permission")
    if isinstance(error, FileNotFoundError):
        return _("no such file or folder")
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return _("a file and a folder are confused")
    if error.errno == errno.ENOSPC:
        return _("the disk is full")
    return error.strerror or type(error).__name__
