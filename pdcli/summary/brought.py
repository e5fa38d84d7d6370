"""Files with settings, packs, forms and templates that a portfolio brings, as every summary lists them."""

import posixpath
from collections.abc import Iterable
from pathlib import Path

from pdcli.discovery.brought import brought_entries
from pdcli.discovery.trust import Trust
from pdcli.model.privacy import Digest, Text, Word
from pdcli.model.record import Value


class BroughtFile(Value):
    """A file that could act on a reader: settings, baseline, pack, form or template. `acts`: it does act here.

    `portfolio` is empty where there is one portfolio only. The digest is empty where the file is a link.
    """

    portfolio: Text
    sort: Word
    path: Text
    sha256: Digest
    acts: bool


def brought_files(root: Path, trust: Trust, name: str = "") -> tuple[BroughtFile, ...]:
    """The files that one portfolio brings; `name` is its name among several."""
    acts = trust.is_own(root)
    return tuple(
        BroughtFile(name, item.sort.value, _as_text(item.path), item.digest, acts)
        for item in brought_entries(root, trust)
    )


def brought_by_all(portfolios: Iterable[tuple[str, Path]], trust: Trust) -> tuple[BroughtFile, ...]:
    """The files of several (name, folder) portfolios; those of an enclosing school once, without a name."""
    files = (_relative_to_school(file) for name, root in portfolios for file in brought_files(root, trust, name))
    return tuple(dict.fromkeys(files))


def _relative_to_school(file: BroughtFile) -> BroughtFile:
    """A file outside its portfolio, with its path relative to the folder of the portfolios."""
    if not file.path.startswith("../"):
        return file
    return file.replace(portfolio="", path=posixpath.normpath(f"{file.portfolio}/{file.path}"))


def _as_text(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")
