"""Diagnostics in the cache: by content, version of pd, and configuration."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pdcli.diagnostics import Diagnostic, Fix, Related, Severity, Span
from pdcli.i18n.messages import message_from_plain, message_to_plain
from pdcli.lint.result import Fingerprint, LintResult
from pdcli.runtime.cache import CACHE_MISS, DiskCache, TreeState


class Cache(DiskCache):
    """Results of one version of pd with one configuration of the command line."""

    def get(self, root: str, state: TreeState) -> LintResult | None:
        """The result for a portfolio in this state, or None."""
        try:
            return _result(self.read_current(root, state))
        except CACHE_MISS:
            return None

    def put(self, state: TreeState, content: str, result: LintResult) -> LintResult:
        """Write a result, if that is possible; it is returned with `content`, the hash of the files before the run."""
        result = result._replace(content=content)
        rows = [[*item[:3], *map(_as_text, item[3:])] for item in result.fingerprints or ()]
        self.write(result.root, {"content": content, "fingerprints": rows}, "fingerprints")
        self.write_current(result.root, state, content, _plain(result))
        return result

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
            return tuple(map(_diagnostic, entry["diagnostics"])), list(map(str, entry["suppressed_files"]))
        except CACHE_MISS:
            return None

    def put_school(
        self, name: str, state: str, diagnostics: Sequence[Diagnostic], suppressed_files: Sequence[str]
    ) -> None:
        """Write diagnostics across portfolios, and the files of those that comments hide."""
        rows = list(map(_row, diagnostics))
        self.write(name, {"state": state, "diagnostics": rows, "suppressed_files": list(suppressed_files)}, "school")


def _as_text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _plain(result: LintResult) -> dict[str, Any]:
    return {
        "root": result.root,
        "files": result.files,
        "others": dict(result.others),
        "diagnostics": list(map(_row, result.diagnostics)),
        "suppressed_files": result.suppressed_files,
    }


def _row(item: Diagnostic) -> list[Any]:
    return [
        item.code, item.name, item.severity.value, str(item.path), item.span,
        message_to_plain(item.message), message_to_plain(item.hint),
        [[str(other.path), other.span, message_to_plain(other.message)] for other in item.related],
        item.fix.edits if item.fix else None,
    ]  # fmt: skip


def _result(entry: dict[str, Any]) -> LintResult:
    return LintResult(
        str(entry["root"]), tuple(entry["files"]), tuple(map(_diagnostic, entry["diagnostics"])), None,
        str(entry["content"]), dict(entry["others"]), tuple(entry["suppressed_files"]),
    )  # fmt: skip


def _diagnostic(row: list[Any]) -> Diagnostic:
    code, name, severity, path, span, message, hint, related, edits = row
    return Diagnostic(
        code, name, Severity(severity), Path(path), Span(*span), message_from_plain(message), message_from_plain(hint),
        tuple(Related(Path(place), Span(*other), message_from_plain(text)) for place, other, text in related),
        Fix(tuple((Span(*piece), text) for piece, text in edits)) if edits else None,
    )  # fmt: skip
