"""Duplicate evidence: a paper counts once."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from pdcli.attestation.countable import CountableView
from pdcli.discovery.digest import sha256
from pdcli.guideline.packs import Pack
from pdcli.model.documents import EvidenceItem


class Duplicates(NamedTuple):
    """Evidence id -> the earlier item that it duplicates: `uncounted` do not count, for `unregulated` the rules of the
    pack say nothing.
    """

    uncounted: dict[str, EvidenceItem]
    unregulated: dict[str, EvidenceItem]


def find_duplicates(view: CountableView, pack: Pack, candidates: Iterable[EvidenceItem]) -> Duplicates:
    """The duplicates among evidence that would count for a criterion, in the order of the register."""
    items = list(candidates)
    digests, duplicates, distinct = _file_digests(view, items), Duplicates({}, {}), list[EvidenceItem]()
    for item in items:
        matches = [other for other in distinct if _is_duplicate(other, item, digests)]
        # Two lines of one criterion are never two pieces of work of one paper.
        same_criterion = next((other for other in matches if other.criterion == item.criterion), None)
        if same_criterion or (matches and not {matches[0].kind, item.kind} <= set(pack.once.silent)):
            duplicates.uncounted[item.id] = same_criterion or matches[0]
            continue
        if matches:
            duplicates.unregulated[item.id] = matches[0]
        distinct.append(item)
    return duplicates


def _is_duplicate(one: EvidenceItem, other: EvidenceItem, digests: dict[str, str]) -> bool:
    """Whether two items have the same path, the same bytes, or, if one has no file, the same URL."""
    if one.file and other.file:
        digest = digests.get(one.id)
        return _normalised_path(one.file) == _normalised_path(other.file) or (
            digest is not None and digest == digests.get(other.id)
        )
    return bool(one.url and other.url) and _normalised_url(one.url or "") == _normalised_url(other.url or "")


def _normalised_path(file: str) -> str:
    return posixpath.normpath(file)


def _normalised_url(url: str) -> str:
    """A URL without scheme, `www.`, capitals of the host and trailing slash, which do not change the page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def _file_digests(view: CountableView, items: Iterable[EvidenceItem]) -> dict[str, str]:
    """Evidence id -> SHA-256 of its file, only for files of equal size under several paths; no other file is read."""
    sizes: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ids = {item.id for item in items}
    for file in view.portfolio.evidence_files:
        if file.item.id in ids and file.inside and file.size:
            sizes[file.size][_normalised_path(file.place)].append(file.item.id)
    digests: dict[str, str] = {}
    for names in sizes.values():
        for name, item_ids in names.items() if len(names) > 1 else ():
            if digest := sha256(view.portfolio.root / name):
                digests.update(dict.fromkeys(item_ids, digest))
    return digests
