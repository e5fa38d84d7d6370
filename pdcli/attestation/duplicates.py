"""One paper counts once: evidence that is the same paper as one that counts already."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from pdcli.attestation.countable import Shown
from pdcli.discovery.digest import sha256
from pdcli.guideline.packs import Pack
from pdcli.model.documents import EvidenceItem


class Repeats(NamedTuple):
    """Evidence and the one that it repeats: `again` does not count, of `silent` the rules say nothing."""

    again: dict[str, EvidenceItem]
    silent: dict[str, EvidenceItem]


def repeats(there: Shown, pack: Pack, counted: Iterable[EvidenceItem]) -> Repeats:
    """Of the evidence that would count for a criterion, in the order of the register, what counts already."""
    items = list(counted)
    prints, found, seen = _prints(there, items), Repeats({}, {}), list[EvidenceItem]()
    for item in items:
        same = [one for one in seen if _is_same(one, item, prints)]
        # Two lines of one criterion are never two pieces of work of one paper.
        here = next((one for one in same if one.criterion == item.criterion), None)
        if here or (same and not {same[0].kind, item.kind} <= set(pack.once.silent)):
            found.again[item.id] = here or same[0]
            continue
        if same:
            found.silent[item.id] = same[0]
        seen.append(item)
    return found


def _is_same(one: EvidenceItem, other: EvidenceItem, prints: dict[str, str]) -> bool:
    """The same path or the same bytes; the same address where one of them has no file to compare."""
    if one.file and other.file:
        known = prints.get(one.id)
        return _place(one.file) == _place(other.file) or (known is not None and known == prints.get(other.id))
    return bool(one.url and other.url) and _address(one.url or "") == _address(other.url or "")


def _place(file: str) -> str:
    return posixpath.normpath(file)


def _address(url: str) -> str:
    """An address without what does not change the page: the scheme, www, capitals of the host, a slash at the end."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def _prints(there: Shown, items: Iterable[EvidenceItem]) -> dict[str, str]:
    """SHA-256 of the files that could be the same: those of one size under several names. No other file is read."""
    sizes: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    wanted = {item.id for item in items}
    for file in there.portfolio.evidence_files:
        if file.item.id in wanted and file.inside and file.size:
            sizes[file.size][_place(file.place)].append(file.item.id)
    found: dict[str, str] = {}
    for names in sizes.values():
        for name, ids in names.items() if len(names) > 1 else ():
            if digest := sha256(there.portfolio.root / name):
                found.update(dict.fromkeys(ids, digest))
    return found
