"""Whose settings, rule packs, templates and forms act: those of the place that one stands in, never a stranger's.

A portfolio, and the school around it, are one's *own* while one stands in them. Of every other one is a *reader*: what
it brings of its own is listed and does not act. An unpacked packet is nobody's own.
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
    find_root,
    find_school,
    forms_in,
    nearest,
    packs_in,
    real_path,
    shipped_forms,
)

_MANIFEST = "manifest.json"
# How every manifest of a packet begins, spaces aside.
_MANIFEST_SIGN = b'"made_by": "pd '


class Mode(StrEnum):
    """How a portfolio is read."""

    OWN = "own"
    READER = "reader"


class Trust(NamedTuple):
    """What acts on the one who reads, made once where a command begins.

    `homes` are the portfolio and the school that the reader stands in, `config` is the reader's own settings file.
    Folders in `packs` that count less come first, folders in `templates` that count more. `confirmations` are
    countersignatures that the reader brings along.
    """

    homes: tuple[Path, ...] = ()
    config: Path | None = None
    packs: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    confirmations: tuple[Path, ...] = ()

    def mode(self, root: Path) -> Mode:
        """How the portfolio or school of this folder is read."""
        return Mode.OWN if root in self.homes else Mode.READER

    def is_own(self, root: Path) -> bool:
        """Whether what this portfolio or school brings may act."""
        return root in self.homes

    def pack_files(self) -> Iterator[Path]:
        """The rule packs that act beside those shipped with pd, those that count less first."""
        for folder in self.packs:
            yield from packs_in(folder)

    def confirmation_files(self, root: Path) -> list[Path]:
        """What may confirm anything of a portfolio: the files of the reader's own portfolio and school, and those that
        the reader brings along; never one that lies in the portfolio itself.
        """
        found = (*(home / CONFIRMATIONS_FILE for home in self.homes), *self.confirmations)
        return [path for path in dict.fromkeys(found) if path.is_file() and not path.is_relative_to(root)]

    def form_files(self, root: Path, finder: Finder | None = None) -> dict[str, Path]:
        """Kind -> definition, for the forms of one's own that documents of a portfolio may have.

        A stranger's form describes documents of a kind that there is nowhere else: that is data, and acts on nothing.
        """
        own = {kind: file for folder in reversed(self.templates) for kind, file in forms_in(folder).items()}
        if self.is_own(root):
            return own
        strange = {
            kind: file
            for place in self.strange_places(root, finder)
            for kind, file in forms_in(place / TEMPLATES_FOLDER).items()
            if real_path(file).is_relative_to(place)
        }
        return {**{kind: file for kind, file in strange.items() if kind not in shipped_forms()}, **own}

    def acting(self, root: Path, forms: Iterable[Path]) -> str:
        """How a portfolio is read, and the settings, packs and these forms that act on it, as one text to compare."""
        return "|".join(map(str, (self.mode(root), self.config or "", *self.pack_files(), *forms)))

    def strange_places(self, root: Path, finder: Finder | None = None) -> list[Path]:
        """The folders of a portfolio whose settings, packs and templates do not act: its school, and it itself."""
        school = find_school(root, finder)
        return [place for place in dict.fromkeys((school, root)) if place and place not in self.homes]


def own(root: Path) -> Trust:
    """What acts in a portfolio, or a school, that is one's own."""
    root = real_path(root)
    return _trust((root, find_school(root.parent)), root)


def standing_in(
    folder: Path, config: Path | None = None, packs: Path | None = None, templates: Path | None = None,
    confirmations: Sequence[Path] = (),
) -> Trust:  # fmt: skip
    """What acts on someone who stands in a folder and names these of their own instead of what lies there.

    A rule pack is added to those of the folder: it can replace none.
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
    # What is nobody's own can be looked at without what it takes to read settings.
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
    """Whether a folder lies in an unpacked packet: then it is somebody else's, wherever one stands."""
    return manifest_around(folder) is not None


def manifest_around(folder: Path) -> Path | None:
    """The manifest of the unpacked packet that a folder lies in."""
    return next((file for file in nearest(folder, _MANIFEST) if _is_manifest(file)), None)


def _is_manifest(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return _MANIFEST_SIGN in stream.read(4096)
    except OSError:
        return False
