"""Trust: whose settings, rule packs, templates and forms are in effect.

The portfolio and the school that contain the working directory are one's *own*. Of every other portfolio one is a
*reader*: the files that it brings are listed and have no effect. An unpacked packet is nobody's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.files import (
    CONFIRMATIONS_FILE,
    PACKS_FOLDER,
    TEMPLATES_FOLDER,
    Finder,
    files_above,
    find_root,
    find_school,
    forms_in,
    packs_in,
    real_path,
    shipped_forms,
)

_MANIFEST = "manifest.json"
# How every manifest of a packet begins, spaces aside.
_MANIFEST_MARKER = b'"made_by": "pd '


class Mode(StrEnum):
    """Whether a portfolio is read as one's own or as a reader."""

    OWN = "own"
    READER = "reader"


class Trust(NamedTuple):
    """What is in effect for a reader, created once at the start of a command.

    `homes` are the portfolio and the school of the working directory, `config` is the reader's settings file. `packs`
    are folders in ascending, `templates` in descending precedence. `confirmations` are files that the reader names.
    """

    homes: tuple[Path, ...] = ()
    config: Path | None = None
    packs: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    confirmations: tuple[Path, ...] = ()

    def mode(self, root: Path) -> Mode:
        """The mode of the portfolio or school in this folder."""
        return Mode.OWN if root in self.homes else Mode.READER

    def is_own(self, root: Path) -> bool:
        """Whether the files that this portfolio or school brings are in effect."""
        return root in self.homes

    def pack_files(self) -> Iterator[Path]:
        """Yield the rule packs in effect besides the shipped ones, in ascending precedence."""
        for folder in self.packs:
            yield from packs_in(folder)

    def confirmation_files(self, root: Path) -> list[Path]:
        """The trusted files of confirmations for a portfolio: those of the reader's homes and those the reader names,
        never one in the portfolio itself.
        """
        files = (*(home / CONFIRMATIONS_FILE for home in self.homes), *self.confirmations)
        return [path for path in dict.fromkeys(files) if path.is_file() and not path.is_relative_to(root)]

    def form_files(self, root: Path, finder: Finder | None = None) -> dict[str, Path]:
        """Kind -> definition, for the forms of documents in a portfolio that are not shipped.

        An untrusted form may only add new kinds: it is data and has no other effect.
        """
        own = {kind: file for folder in reversed(self.templates) for kind, file in forms_in(folder).items()}
        if self.is_own(root):
            return own
        strange = {
            kind: file
            for place in self.untrusted_places(root, finder)
            for kind, file in forms_in(place / TEMPLATES_FOLDER).items()
            if real_path(file).is_relative_to(place)
        }
        return {**{kind: file for kind, file in strange.items() if kind not in shipped_forms()}, **own}

    def influences(self, root: Path, forms: Iterable[Path]) -> str:
        """The mode, settings, packs and forms in effect for a portfolio, as one text for comparison."""
        return "|".join(map(str, (self.mode(root), self.config or "", *self.pack_files(), *forms)))

    def untrusted_places(self, root: Path, finder: Finder | None = None) -> list[Path]:
        """The school and the folder of a portfolio, as far as their settings, packs and templates are not in effect."""
        school = find_school(root, finder)
        return [place for place in dict.fromkeys((school, root)) if place and place not in self.homes]


def own_trust(root: Path) -> Trust:
    """The trust for one's own portfolio or school."""
    root = real_path(root)
    return _trust((root, find_school(root.parent)), root)


def trust_from(
    folder: Path, config: Path | None = None, packs: Path | None = None, templates: Path | None = None,
    confirmations: Sequence[Path] = (),
) -> Trust:  # fmt: skip
    """The trust of a reader in a folder, with named files in place of those found there.

    Named rule packs are added to those of the folder and replace none.
    """
    folder = real_path(folder)
    root = find_root(folder)
    # Of settings the nearest count: in a portfolio those beside it, in a folder that is none those where one stands.
    trust = _trust((root, find_school(root.parent if root else folder)), root or folder)
    return Trust(
        trust.homes,
        real_path(config) if config else trust.config,
        (*trust.packs, *([real_path(packs)] if packs else [])),
        (*([real_path(templates)] if templates else []), *trust.templates),
        tuple(map(real_path, confirmations)),
    )


def _trust(homes: tuple[Path | None, ...], place: Path) -> Trust:
    # The check of a packet needs no settings.
    from pdcli.discovery.settings import find_settings

    if is_unpacked(place):
        return Trust()
    own_homes = tuple(home for home in homes if home)
    return Trust(
        own_homes,
        find_settings(place),
        tuple(home / PACKS_FOLDER for home in reversed(own_homes)),
        tuple(home / TEMPLATES_FOLDER for home in own_homes),
    )


def is_unpacked(folder: Path) -> bool:
    """Whether a folder is part of an unpacked packet, which is not the reader's own."""
    return manifest_around(folder) is not None


def manifest_around(folder: Path) -> Path | None:
    """The manifest of the unpacked packet that contains a folder; None if there is none."""
    return next((file for file in files_above(folder, _MANIFEST) if _is_manifest(file)), None)


def _is_manifest(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return _MANIFEST_MARKER in stream.read(4096)
    except OSError:
        return False
