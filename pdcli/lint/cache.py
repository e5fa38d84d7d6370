"""Findings kept between runs: by content, version of pd, and configuration."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pdcli.diagnostics import Diagnostic, Fix, Message, Related, Severity, Span, parameters_of
from pdcli.lint.result import LintResult, Print
from pdcli.runtime.cache import CACHE_MISS, DiskCache, TreeState


class Cache(DiskCache):
    """Results of one version of pd with one configuration of the command line."""

    def get(self, root: str, state: TreeState) -> LintResult | None:
        """The result for a portfolio in this state, or None."""
        try:
            return _result(self.read_current(root, state))
        except CACHE_MISS:
            return None

    def put(self, state: TreeState, said: str, result: LintResult) -> LintResult:
        """Keep a result; the same with `said`, the content that was there before it was read.

        What cannot be written is not kept.
        """
        result = result._replace(content=said)
        rows = [[*item[:3], *map(_as_text, item[3:])] for item in result.prints or ()]
        self.write(result.root, {"content": said, "prints": rows}, "prints")
        self.write_current(result.root, state, said, _plain(result))
        return result

    def prints(self, result: LintResult) -> tuple[Print, ...] | None:
        """The prints that belong to a kept result, or None where they are not kept."""
        try:
            kept = self.read(result.root, "prints")
            if kept["content"] != result.content:
                return None
            return tuple(
                Print(owner, file, min_words, *map(b64decode, numbers))
                for owner, file, min_words, *numbers in kept["prints"]
            )
        except CACHE_MISS:
            return None

    def get_school(self, name: str, state: str) -> tuple[tuple[Diagnostic, ...], list[str]] | None:
        """Findings across portfolios in this state, and the files of those that comments hide; or None."""
        try:
            kept = self.read(name, "school")
            if kept["state"] != state:
                return None
            return tuple(map(_diagnostic, kept["diagnostics"])), list(map(str, kept["commented"]))
        except CACHE_MISS:
            return None

    def put_school(self, name: str, state: str, found: Sequence[Diagnostic], commented: Sequence[str]) -> None:
        """Keep findings across portfolios, and the files of those that comments hide."""
        rows = list(map(_row, found))
        self.write(name, {"state": state, "diagnostics": rows, "commented": list(commented)}, "school")


def _as_text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _plain(result: LintResult) -> dict[str, Any]:
    found = list(map(_row, result.diagnostics))
    return {
        "root": result.root,
        "files": result.files,
        "others": dict(result.others),
        "diagnostics": found,
        "commented": result.commented,
    }


def _row(item: Diagnostic) -> list[Any]:
    return [
        item.code, item.name, item.severity.value, str(item.path), item.span, _said(item.message), _said(item.hint),
        [[str(other.path), other.span, _said(other.message)] for other in item.related],
        item.fix.edits if item.fix else None,
    ]  # fmt: skip


def _said(message: Message) -> list[Any]:
    return [message, message.template, parameters_of(message)]


def _result(kept: dict[str, Any]) -> LintResult:
    found = tuple(map(_diagnostic, kept["diagnostics"]))
    return LintResult(
        str(kept["root"]), tuple(kept["files"]), found, None, str(kept["content"]), dict(kept["others"]),
        tuple(kept["commented"]),
    )  # fmt: skip


def _diagnostic(row: list[Any]) -> Diagnostic:
    code, name, severity, path, span, message, hint, related, edits = row
    return Diagnostic(
        code, name, Severity(severity), Path(path), Span(*span), Message(*message), Message(*hint),
        tuple(Related(Path(place), Span(*other), Message(*said)) for place, other, said in related),
        Fix(tuple((Span(*piece), text) for piece, text in edits)) if edits else None,
    )  # fmt: skip
