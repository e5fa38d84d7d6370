"""Writing a document into files of several formats, or printing it in one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.cli import console
from pdcli.cli.formats import only_text
from pdcli.cli.outcomes import report_files

if TYPE_CHECKING:
    from pdcli.scaffold.files import Planned


class Destination(NamedTuple):
    """The formats of a document and its target: a folder, `-` for the terminal, None for `build/` of the portfolio."""

    formats: Sequence[str]
    out: str | None
    dry_run: bool = False

    def folder(self, home: Path) -> Path:
        """The folder of the files; `home` is that of the portfolio or school. Links on pages are relative to it."""
        return Path(self.out) if self.out and self.out != "-" else home / "build"


def deliver(
    render: Callable[[str], str | bytes], place: Path, destination: Destination, others: "Sequence[Planned]" = ()
) -> int:
    """Write a document in every format, or print it in one; the exit code.

    `render` makes the document in a format, `place` is the path without suffix, `others` are written with it. Raises
    UserError for the terminal with several formats, or one that is no text.
    """
    from pdcli.scaffold.files import generated

    if destination.out == "-":
        print_document(render, only_text(destination.formats))
        return write_files(others, destination.dry_run) if others else 0
    files = [generated(place.with_name(f"{place.name}.{suffix}"), render(suffix)) for suffix in destination.formats]
    return write_files([*others, *files], destination.dry_run)


def write_files(planned: "Sequence[Planned]", dry_run: bool) -> int:
    """Write files and report each; the exit code."""
    from pdcli.scaffold.files import apply

    return report_files(apply(planned, dry_run=dry_run), dry_run, "--out")


def print_document(render: Callable[[str], str | bytes], suffix: str) -> None:
    """Print a document in a format that is text."""
    console.out_page(str(render(suffix)), suffix)
