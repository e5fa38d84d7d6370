"""Diagnostics in the cache: by content, version of pd, and configuration."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from pdcli.diagnostics import Diagnostic, diagnostic_from_plain, diagnostic_to_plain
from pdcli.lint.result import Fingerprint, LintResult
from pdcli.runtime.cache import CACHE_MISS, DiskCache, TreeState, content_hash, scan_tree


class Cache(DiskCache):
    """Results of one version of pd with one configuration of the command line."""

    def __init__(self, *key: object) -> None:
        super().__init__(*key)
        self._contents: dict[str, str] = {}

    def get(self, root: str, state: TreeState) -> LintResult | None:
        """The result for a portfolio in this state, or None."""
        try:
            entry = self.read_current(root, state)
            is_current = all(self._content_of(other) == content for other, content in entry["outside"].items())
            return _result(entry) if is_current else None
        except CACHE_MISS:
            return None

    def put(self, state: TreeState, content: str, result: LintResult) -> LintResult:
        """Write a result, if that is possible; it is returned with `content`, the hash of the files before the run."""
        result = result._replace(content=content)
        rows = [[*item[:3], *map(_as_text, item[3:])] for item in result.fingerprints or ()]
        self.write(result.root, {"content": content, "fingerprints": rows}, "fingerprints")
        outside = {root: self._content_of(root) for root in result.outside}
        self.write_current(result.root, state, content, _plain(result) | {"outside": outside})
        return result

    def _content_of(self, root: str) -> str:
        """The hash of the files of a portfolio that others were checked with, made once in a run."""
        if root not in self._contents:
            self._contents[root] = content_hash(scan_tree(root))
        return self._contents[root]

    def fingerprints(self, result: LintResult) -> tuple[Fingerprint, ...] | None:
        """The fingerprints that belong to a cached result, or None where they are not in the cache."""
        try:
            entry = self.read(result.root, "fingerprints")
            if entry["content"] != result.content:
                return None
            return tuple(
                Fingerprint(owner, file, min_words, *map(b64decode, numbers))
                for owner, file, min_words, *numbers in entry["fingerprints"]
            )
        except CACHE_MISS:
            return None

    def get_school(self, name: str, state: str) -> tuple[tuple[Diagnostic, ...], list[str]] | None:
        """Diagnostics across portfolios in this state, and the files of those that comments hide; or None."""
        try:
            entry = self.read(name, "school")
            if entry["state"] != state:
                return None
            return tuple(map(diagnostic_from_plain, entry["diagnostics"])), list(map(str, entry["suppressed_files"]))
        except CACHE_MISS:
            return None

    def put_school(
        self, name: str, state: str, diagnostics: Sequence[Diagnostic], suppressed_files: Sequence[str]
    ) -> None:
        """Write diagnostics across portfolios, and the files of those that comments hide."""
        rows = list(map(diagnostic_to_plain, diagnostics))
        self.write(name, {"state": state, "diagnostics": rows, "suppressed_files": list(suppressed_files)}, "school")


def _as_text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _plain(result: LintResult) -> dict[str, Any]:
    return {
        "root": result.root,
        "files": result.files,
        "others": dict(result.others),
        "diagnostics": list(map(diagnostic_to_plain, result.diagnostics)),
        "suppressed_files": result.suppressed_files,
    }


def _result(entry: dict[str, Any]) -> LintResult:
    return LintResult(
        str(entry["root"]), tuple(entry["files"]), tuple(map(diagnostic_from_plain, entry["diagnostics"])), None,
        str(entry["content"]), dict(entry["others"]), tuple(entry["suppressed_files"]),
        tuple(entry["outside"]),
    )  # fmt: skip
