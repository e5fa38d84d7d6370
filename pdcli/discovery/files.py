"""Which files belong to a portfolio. Nothing is read here, so that a cached run needs no more than this."""

import os
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.patterns import fits
from pdcli.resources import resource

PROFILE_FILE = "portfolio.yaml"
PROFILE_REF = "portfolio"
CYCLES_FOLDER = "cycles"
SCHOOL_FILE = "school.yaml"
SCHOOL_REF = "school"
# Countersignatures: what somebody else has confirmed of a portfolio.
CONFIRMATIONS_FILE = "confirmations.yaml"
CONFIRMATIONS_REF = "confirmations"
# Where a packet carries those that concern what is in it.
PACKED_CONFIRMATIONS_REF = "summary/confirmations"
PACKED_CONFIRMATIONS = f"{PACKED_CONFIRMATIONS_REF}.yaml"
# Where the portfolios of a school are, by habit.
TEACHERS_FOLDER = "teachers"
FORM_FILE = "form.yaml"
# JSON Schemas beside the documents, for editors.
SCHEMA_FOLDER = ".pd/schemas"
YAML_SUFFIXES = (".yaml", ".yml")
MARKDOWN_SUFFIXES = (".md",)
SUFFIXES = YAML_SUFFIXES + MARKDOWN_SUFFIXES
# Rule packs, and forms and page templates, of one's own.
PACKS_FOLDER = "packs"
TEMPLATES_FOLDER = "templates"
# What is made by pd or holds no documents.
NOT_DOCUMENTS = frozenset({"build", TEMPLATES_FOLDER, PACKS_FOLDER, "node_modules"})
# A file that is being written: computer, process, and a number of its own.
TEMPORARY_NAME = r"\.pd-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}\.tmp"
# What git leaves alone: what pd makes, files being written, and what `--force` keeps.
GIT_IGNORES = ("build/", ".pd-*.tmp", "*.bak-[0-9]*")
# Where `pd new` puts documents, and what lies beside them is meant to be read.
DOCUMENT_FOLDERS = frozenset({
    CYCLES_FOLDER, "diary", "essays", "experience", "mentoring", "observation-sheets", "observations", "reflections",
    "research", "routes", "school",
})  # fmt: skip
EVIDENCE_FOLDER = "evidence"
# portfolio.yaml under a name that is nearly right: capital letters, another ending, a copy.
_NEARLY = r"{stem}(?:[ ._-]*(?:\(\d+\)|copy|көшірме|копия))?\s*\.ya?ml(?:[ ._~-].*|~)?"
# What people call these files, and the letters that such a name begins with.
_WORDS = {PROFILE_FILE: ("portfolio", "портфолио"), SCHOOL_FILE: ("school", "мектеп", "школа")}
_BEGINNINGS = {PROFILE_FILE: frozenset("pPпП"), SCHOOL_FILE: frozenset("sSмМшШ")}
_ALIKE = 0.8


def real_path(path: Path) -> Path:
    """The absolute path without links. One that leads round in a circle stays as it is, where Path.resolve fails."""
    return Path(os.path.realpath(path))


def find_root(path: Path, finder: "Finder | None" = None) -> Path | None:
    """The folder with portfolio.yaml that holds this path, looking upwards."""
    return next((file.parent for file in nearest(real_path(path), PROFILE_FILE, finder=finder)), None)


def leads_out(path: Path) -> Path | None:
    """Where a file lies whose place is in a portfolio or school by its name only, because a link leads out of there.

    None for any other file, be it there or not.
    """
    place, real = Path(os.path.abspath(path)), real_path(path)  # noqa: PTH100 - a link stays a link
    if real == place:
        return None
    homes = (real_path(file.parent) for file in nearest(place.parent, PROFILE_FILE, SCHOOL_FILE))
    return next((real for home in homes if not real.is_relative_to(home)), None)


def nearest(folder: Path, *names: str, finder: "Finder | None" = None) -> Iterator[Path]:
    """The files of these names in a folder and the folders above it, the nearest first, in a folder in this order."""
    is_file = finder.is_file if finder else os.path.isfile
    # Text instead of paths: asked of all the folders above every portfolio.
    place = str(folder)
    while True:
        for name in names:
            file = f"{place.rstrip(os.sep)}{os.sep}{name}"
            if is_file(file):
                yield Path(file)
        above = os.path.dirname(place)  # noqa: PTH120
        if above in ("", place):
            return
        place = above


def portfolio_of(path: Path, roots: Container[Path]) -> Path | None:
    """The portfolio, of these, that a file belongs to: the innermost one."""
    return next((folder for folder in (path, *path.parents) if folder in roots), None)


def find_school(folder: Path, finder: "Finder | None" = None) -> Path | None:
    """The school that a folder belongs to: the nearest one with school.yaml, looking upwards."""
    return next((file.parent for file in nearest(folder, SCHOOL_FILE, finder=finder)), None)


def packs_in(folder: Path) -> list[Path]:
    """The rule packs directly in a folder, in order; none where there is no folder."""
    if not folder.is_dir():
        return []
    return [file for file in sorted(folder.iterdir()) if file.suffix.lower() in YAML_SUFFIXES]


def forms_in(folder: Path) -> dict[str, Path]:
    """Kind -> definition, for the forms directly below a folder of templates."""
    return {file.parent.name: file for file in folder.glob(f"*/{FORM_FILE}")} if folder.is_dir() else {}


@cache
def shipped_forms() -> dict[str, Path]:
    """Kind -> definition, for the forms that come with pd."""
    return forms_in(resource("templates"))


class Below(NamedTuple):
    """What lies below a folder: portfolios, the schools that are in none of them, and what may be a portfolio.

    `misnamed` are files that are meant to be portfolio.yaml or school.yaml, `refused` folders that cannot be listed.
    """

    portfolios: list[Path]
    schools: list[Path]
    misnamed: list[Path]
    refused: list[Path]


def _below(top: str) -> Below:
    refused: list[str] = []
    found = Below([], [], [], [])
    real_top = str(real_path(Path(top)))

    def real(folder: str) -> Path:
        # No link is followed below.
        return Path(real_top + folder[len(top) :]) if folder.startswith(top + os.sep) else real_path(Path(folder))

    for folder, names, files, _left in _walk(top, refused):
        if PROFILE_FILE in files:
            found.portfolios.append(real(folder))
            names.clear()
        elif near := nearly(files, PROFILE_FILE):
            found.misnamed.append(real(folder) / near)
            names.clear()
        elif SCHOOL_FILE in files:
            found.schools.append(real(folder))
        elif near := nearly(files, SCHOOL_FILE):
            found.misnamed.append(real(folder) / near)
    found.refused.extend(real(folder) for folder in refused)
    return found


def nearly(names: Iterable[str], name: str) -> str | None:
    """The file among these that is meant to have this name and does not: `Portfolio.yaml`, `портфолио.yaml`."""
    # Most files begin with other letters.
    begin = _BEGINNINGS[name]
    near = [item for item in names if item.lstrip()[:1] in begin and item != name and _is_nearly(item, name)]
    return min(near, key=lambda item: (len(item), item), default=None)


def _is_nearly(item: str, name: str) -> bool:
    item = item.strip()
    stem, _dot, ending = item.partition(".")
    if item == name or re.fullmatch(_NEARLY.format(stem=name.partition(".")[0]), item, re.IGNORECASE):
        return True
    words = [word for word in _WORDS[name] if abs(len(word) - len(stem)) <= 1]
    if not words or not (ending.lower().startswith(("yaml", "yml")) or item == words[0]):
        return False
    # A letter that is wrong, lost or one too many; the module takes long to load.
    from difflib import get_close_matches

    return bool(get_close_matches(stem.casefold(), words, cutoff=_ALIKE))


def unread_portfolios(paths: Iterable[Path], finder: "Finder | None" = None) -> tuple[list[Path], list[Path]]:
    """Below folders that are no portfolios: files that are nearly portfolio.yaml, and folders that cannot be listed."""
    finder = finder or Finder()
    misnamed: dict[Path, None] = {}
    refused: dict[Path, None] = {}
    for path in paths:
        if path.is_dir() and find_root(path, finder) is None:
            below = finder.below(str(path))
            misnamed.update(dict.fromkeys(below.misnamed))
            refused.update(dict.fromkeys(below.refused))
    return list(misnamed), list(refused)


def misnamed_around(folder: Path, name: str) -> Path | None:
    """The file that is meant to be portfolio.yaml or school.yaml, in a folder or above it, the nearest one."""
    for place in (folder, *folder.parents):
        try:
            with os.scandir(place) as listed:
                near = nearly([entry.name for entry in listed if entry.is_file()], name)
        except OSError:
            continue
        if near:
            return place / near
    return None


class Finder:
    """What is above and below folders, where nothing is looked for twice: many portfolios lie in the same folders.

    It holds what it has seen, so each run takes a new one.
    """

    def __init__(self) -> None:
        self.is_file = cache(os.path.isfile)
        self.below = cache(_below)


def find_portfolios(paths: Iterable[Path], finder: Finder | None = None) -> list[Path]:
    """The portfolios that these paths belong to, or that lie below them."""
    finder = finder or Finder()
    found: dict[Path, None] = {}
    for path in paths:
        root = find_root(path, finder)
        if root:
            found[root] = None
            continue
        found.update(dict.fromkeys(finder.below(str(path)).portfolios))
    return list(found)


def is_school(folder: Path) -> bool:
    """Whether a folder is a school: it has school.yaml and is no portfolio itself."""
    return (folder / SCHOOL_FILE).is_file() and not (folder / PROFILE_FILE).is_file()


def school_around(root: Path, finder: Finder | None = None) -> Path | None:
    """The school that a portfolio is part of; a school.yaml inside the portfolio makes none."""
    return find_school(root.parent, finder)


def schema_home(root: Path) -> Path:
    """Whose JSON Schemas the documents of a portfolio name: its own, or those that its school keeps for all."""
    school = school_around(root)
    if school and not (root / SCHEMA_FOLDER).is_dir() and (school / SCHEMA_FOLDER).is_dir():
        return school
    return root


def find_schools(paths: Iterable[Path], finder: Finder | None = None) -> list[Path]:
    """The schools that these files belong to directly, or that are or lie below these folders."""
    finder = finder or Finder()
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            folder = real_path(path.parent)
            school = None if find_root(folder, finder) else find_school(folder, finder)
            found.update({school: None} if school else {})
            continue
        around = None if find_root(path, finder) else find_school(real_path(path), finder)
        if around and not _holds_portfolios(path, around):
            found[around] = None
        found.update(dict.fromkeys(finder.below(str(path)).schools))
    return list(found)


def _holds_portfolios(path: Path, school: Path) -> bool:
    """Whether a folder of a school is the one for portfolios: then its own documents are not asked for."""
    inside = real_path(path).relative_to(school).parts
    return not inside or inside[0] == TEACHERS_FOLDER


def teacher_folders(school: Path) -> dict[str, Path]:
    """The portfolios of a school by their ids: the way to them from teachers/, or from the school where they are not
    in it. Portfolios of another school further down are not among them.
    """
    found: dict[str, Path] = {}
    for folder_name, names, files, _left in _walk(str(school)):
        folder = Path(folder_name)
        if PROFILE_FILE in files:
            found[teacher_id(school, folder)] = folder
            names.clear()
        elif SCHOOL_FILE in files and folder != school:
            names.clear()
    return found


def teacher_id(school: Path, root: Path) -> str:
    """How the school names a portfolio."""
    parts = root.relative_to(school).parts
    return "/".join(parts[1:] if parts[0] == TEACHERS_FOLDER and len(parts) > 1 else parts)


def ref_of(file: str, root: str) -> str:
    """How a document is named in references: its place in the portfolio without the ending, with forward slashes."""
    inside = file[len(root) :].lstrip("/\\")
    return inside.replace(os.sep, "/").rpartition(".")[0]


class Files(NamedTuple):
    """Every file below the root of a portfolio, sorted by its name and place alone: nothing has been read.

    `documents` are read, each with its ref; `others` are all other files. `excluded` are those that the configuration
    names. `closed` are folders whose name says that they hold no documents, `links` those that are links, `refused`
    those that the system does not list; `inside` holds the portfolio.yaml of portfolios inside this one. `outward` are
    files that are links which lead out of the portfolio.
    """

    documents: list[tuple[str, str]]
    others: list[str]
    excluded: list[str]
    closed: list[str]
    links: list[str]
    refused: list[str]
    inside: list[str]
    outward: list[str]


def all_files(root: str, exclude: Sequence[str] = ()) -> Files:
    """The files of a portfolio: portfolio.yaml (of a school: school.yaml) first, because it says the language; then
    all others in order.

    Text instead of paths: this is done for every file of a school.
    """
    found = Files([], [], [], [], [], [], [], [])
    profile = ""
    for name, ref in ((PROFILE_FILE, PROFILE_REF), (SCHOOL_FILE, SCHOOL_REF)):
        first = f"{root.rstrip(os.sep)}{os.sep}{name}"
        if not profile and os.path.exists(first):  # noqa: PTH110
            profile = first
            found.documents.append((profile, ref))
    is_of_school = profile.endswith(SCHOOL_FILE)
    for folder, names, files, left in _walk(root, found.refused):
        above = f"{folder.rstrip(os.sep)}{os.sep}"
        if folder != root:
            # A portfolio inside this one is a portfolio of its own, that of a teacher also under a name nearly right.
            own = PROFILE_FILE if PROFILE_FILE in files else nearly(files, PROFILE_FILE) if is_of_school else None
            if own:
                names.clear()
                found.inside.append(above + own)
                continue
        for entry in left:
            file = above + entry.name
            if entry.name not in files:
                (found.links if entry.is_symlink() else found.closed).append(file)
            elif entry.name.lower().endswith(SUFFIXES) and not _is_inside(file, root):
                found.outward.append(file)
        can_be_named = is_text(above[len(root) :])
        for name in sorted(files):
            file = above + name
            if file == profile:
                continue
            if exclude and is_excluded(file, root, exclude):
                found.excluded.append(file)
            elif can_be_named and _is_read(name):
                found.documents.append((file, ref_of(file, root)))
            else:
                found.others.append(file)
    return found


def without_outward(files: Files) -> Files:
    """The files of a stranger: what lies elsewhere is not read as theirs, it may be another's, or the reader's own."""
    outward = set(files.outward)
    documents = [(file, ref) for file, ref in files.documents if file not in outward]
    return files._replace(documents=documents, links=[*files.links, *files.outward])


def _is_inside(file: str, root: str) -> bool:
    """Whether what is at this place lies below the root, wherever links lead."""
    if not os.path.islink(file):  # noqa: PTH114
        return True
    real = os.path.realpath(file)
    return real.startswith(root.rstrip(os.sep) + os.sep)


def is_text(name: str) -> bool:
    """Whether the name of a file can be written as UTF-8: old archives hold names of other encodings."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def document_files(root: str, exclude: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The files that are read as documents, and their refs, in the order of `all_files`."""
    return all_files(root, exclude).documents


def files_in(folder: str, most: int) -> Iterator[str]:
    """The files below a folder that is not walked, at most so many of them; no link is followed."""
    waiting = [folder]
    while waiting and most > 0:
        place = waiting.pop()
        try:
            with os.scandir(place) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            continue
        if any(entry.name == PROFILE_FILE for entry in entries):
            # A portfolio of its own, such as an unpacked packet.
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif most > 0:
                most -= 1
                yield entry.path


def _walk(
    top: str, refused: list[str] | None = None
) -> Iterator[tuple[str, list[str], list[str], list["os.DirEntry[str]"]]]:
    """Every folder that may hold documents, from `top` on and in order, with the names of folders and files in it, and
    what in it is not walked or is a link to a file. Folders that cannot be listed are added to `refused`.

    As with `os.walk`, no link is followed to another folder, and a folder whose name is taken out is not walked; but
    no folder is looked at twice.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        names, files, left = [], [], []
        try:
            with os.scandir(folder) as listed:
                for entry in listed:
                    if not _is_folder(entry):
                        files.append(entry.name)
                        if entry.is_symlink():
                            left.append(entry)
                    elif _is_walked(entry.name) and not entry.is_symlink():
                        names.append(entry.name)
                    else:
                        left.append(entry)
        except OSError:
            if refused is not None:
                refused.append(folder)
            continue
        names.sort()
        yield folder, names, files, left
        above = folder.rstrip(os.sep)
        waiting += [f"{above}{os.sep}{name}" for name in reversed(names)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_document(file: str, root: str, exclude: Sequence[str] = ()) -> bool:
    """Whether a file, on disk or not yet, is one of the portfolio's documents."""
    if find_root(Path(file).parent) != Path(root):
        return False
    *folders, name = file[len(root) :].lstrip("/\\").replace(os.sep, "/").split("/")
    return _is_read(name) and all(map(_is_walked, folders)) and not is_excluded(file, root, exclude)


def is_excluded(file: str, root: str, patterns: Sequence[str]) -> bool:
    """Whether patterns such as `old/` or `*.tmp.md` leave out this file of the portfolio."""
    return bool(patterns) and fits(file[len(root) :].lstrip("/\\").replace(os.sep, "/"), patterns)


def _is_read(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".") and (name.isascii() or is_text(name))


def _is_walked(name: str) -> bool:
    return not name.startswith(".") and name not in NOT_DOCUMENTS
