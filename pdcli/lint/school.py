"""What only shows across portfolios: the same passage in answers of different teachers (PD708)."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from pdcli.diagnostics import Diagnostic
from pdcli.lint.cache import Cache
from pdcli.lint.result import AnswerPrint, Result

_CODE, _NAME = "PD708", "answer-of-another-teacher"
_ENTRY = "school"


def across(
    results: Sequence[Result], select: Sequence[str], ignore: Sequence[str], cache: Cache | None
) -> list[Diagnostic]:
    """The findings across these portfolios; kept until one of them changes."""
    if not _is_wanted(select, ignore):
        return []
    state = blake2b("|".join(f"{item.root}:{item.content}" for item in results).encode(), digest_size=16).hexdigest()
    known = all(item.content for item in results)
    if cache and known:
        kept = cache.get_school(_ENTRY, state)
        if kept is not None:
            return list(kept)
    from pdcli.lint.copies import school_findings

    prints = [item.prints if item.prints is not None else _read(item, cache) for item in results]
    found = _as_configured(school_findings(prints), results)
    if cache and known:
        cache.put_school(_ENTRY, state, found)
    return found


def _read(result: Result, cache: Cache | None) -> Sequence[AnswerPrint]:
    kept = cache.prints(result.root) if cache else None
    if kept is not None:
        return kept
    # The prints were lost: they are made again.
    from pdcli.lint.copies import prints
    from pdcli.portfolio.portfolio import load_portfolio

    return prints(load_portfolio(Path(result.root)))


def _is_wanted(select: Sequence[str], ignore: Sequence[str]) -> bool:
    def means(selector: str) -> bool:
        return selector == _NAME or _CODE.startswith(selector.upper())

    return not any(map(means, ignore)) and (not select or any(map(means, select)))


def _as_configured(found: list[Diagnostic], results: Sequence[Result]) -> list[Diagnostic]:
    """The findings as the configuration of each portfolio wants them."""
    from pdcli.lint.engine import configured
    from pdcli.portfolio.settings import find_settings, read_settings

    by_root: dict[str, list[Diagnostic]] = {}
    for item in found:
        root = next((result.root for result in results if item.path.is_relative_to(result.root)), "")
        by_root.setdefault(root, []).append(item)
    kept: list[Diagnostic] = []
    for root, items in by_root.items():
        configuration = read_settings(find_settings(Path(root)))
        settings = configuration.settings
        kept += configured(items, settings.select, settings.ignore, configuration)
    return sorted(kept, key=lambda item: item.place)
