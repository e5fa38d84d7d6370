"""The files of a portfolio. No content is read here, so that a cached run needs no more than this."""

import os
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.patterns import matches_patterns
from pdcli.resources import compiled_names, resource

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
PACKED_SCHOOL_PART_REF = "summary/school-part"
PACKED_SCHOOL_PART = f"{PACKED_SCHOOL_PART_REF}.yaml"
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
# Folders of documents: other text files in them should be documents, too.
DOCUMENT_FOLDERS = frozenset({
    CYCLES_FOLDER, "diagnostics", "diary", "essays", "experience", "mentoring", "observation-sheets", "observations",
    "reflections", "research", "routes", "school",
})  # fmt: skip
EVIDENCE_FOLDER = "evidence"
# Files that documents were made of, each with its digest in its name.
IMPORTED_FOLDER = "imported"
# portfolio.yaml under a name that is nearly right: capital letters, another ending, a copy.
_NAME_VARIANTS = r"{stem}(?:[ ._-]*(?:\(\d+\)|copy|көшірме|копия))?\s*\.ya?ml(?:[ ._~-].*|~)?"
# What people call these files, and the letters that such a name begins with.
_WORDS = {PROFILE_FILE: ("portfolio", "портфолио"), SCHOOL_FILE: ("school", "мектеп", "школа")}
_FIRST_LETTERS = {PROFILE_FILE: frozenset("pPпП"), SCHOOL_FILE: frozenset("sSмМшШ")}
_SIMILARITY = 0.8


def real_path(path: Path) -> Path:
    """The absolute path without symbolic links; a circular link stays unresolved, where Path.resolve raises."""
    return Path(os.path.realpath(path))


def find_root(path: Path, finder: "Finder | None" = None) -> Path | None:
    """The nearest folder at or above a path with portfolio.yaml; None if there is none."""
    return next((file.parent for file in files_above(real_path(path), PROFILE_FILE, finder=finder)), None)


def outside_target(path: Path) -> Path | None:
    """The real path of a file that a symbolic link places outside of its portfolio or school.

    None for any other file, existing or not.
    """
    place, real = Path(os.path.abspath(path)), real_path(path)  # noqa: PTH100 - a link stays a link
    if real == place:
        return None
    homes = (real_path(file.parent) for file in files_above(place.parent, PROFILE_FILE, SCHOOL_FILE))
    return next((real for home in homes if not real.is_relative_to(home)), None)


def files_above(folder: Path, *names: str, finder: "Finder | None" = None) -> Iterator[Path]:
    """Yield existing files with these names in a folder and the folders above it, the nearest first."""
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
    """The innermost of these portfolios that contains a file; None if none does."""
    return next((folder for folder in (path, *path.parents) if folder in roots), None)


def find_school(folder: Path, finder: "Finder | None" = None) -> Path | None:
    """The nearest folder at or above a folder with school.yaml; None if there is none."""
    return next((file.parent for file in files_above(folder, SCHOOL_FILE, finder=finder)), None)


def packs_in(folder: Path) -> list[Path]:
    """The rule packs directly in a folder, sorted; empty if there is no folder."""
    if not folder.is_dir():
        return []
    return [file for file in sorted(folder.iterdir()) if file.suffix.lower() in YAML_SUFFIXES]


def forms_in(folder: Path) -> dict[str, Path]:
    """Kind -> definition, for the forms directly below a folder of templates."""
    return {file.parent.name: file for file in folder.glob(f"*/{FORM_FILE}")} if folder.is_dir() else {}


@cache
def shipped_forms() -> dict[str, Path]:
    """Kind -> definition, for the shipped forms."""
    folder = resource("templates")
    return {kind: folder / kind / FORM_FILE for kind in compiled_names("forms")}


class FolderScan(NamedTuple):
    """The contents of a folder tree: portfolios, schools outside of them, and possible portfolios.

    `misnamed` are files that should be portfolio.yaml or school.yaml, `unlisted` folders that cannot be listed.
    """

    portfolios: list[Path]
    schools: list[Path]
    misnamed: list[Path]
    unlisted: list[Path]


def _scan_below(top: str) -> FolderScan:
    refused: list[str] = []
    below = FolderScan([], [], [], [])
    real_top = str(real_path(Path(top)))

    def real(folder: str) -> Path:
        # No link is followed below.
        return Path(real_top + folder[len(top) :]) if folder.startswith(top + os.sep) else real_path(Path(folder))

    for folder, names, files, _entries in _walk(top, refused):
        if PROFILE_FILE in files:
            below.portfolios.append(real(folder))
            names.clear()
        elif near := misnamed_file(files, PROFILE_FILE):
            below.misnamed.append(real(folder) / near)
            names.clear()
        elif SCHOOL_FILE in files:
            below.schools.append(real(folder))
        elif near := misnamed_file(files, SCHOOL_FILE):
            below.misnamed.append(real(folder) / near)
    below.unlisted.extend(real(folder) for folder in refused)
    return below


def misnamed_file(names: Iterable[str], name: str) -> str | None:
    """The file that should have this name, such as `Portfolio.yaml` or `портфолио.yaml`; None without one."""
    # Most files begin with other letters.
    begin = _FIRST_LETTERS[name]
    similar = [item for item in names if item.lstrip()[:1] in begin and item != name and _is_misnamed(item, name)]
    return min(similar, key=lambda item: (len(item), item), default=None)


def _is_misnamed(item: str, name: str) -> bool:
    item = item.strip()
    stem, _dot, ending = item.partition(".")
    if item == name or re.fullmatch(_NAME_VARIANTS.format(stem=name.partition(".")[0]), item, re.IGNORECASE):
        return True
    words = [word for word in _WORDS[name] if abs(len(word) - len(stem)) <= 1]
    if not words or not (ending.lower().startswith(("yaml", "yml")) or item == words[0]):
        return False
    # A wrong, missing or additional letter; the module takes long to load.
    from difflib import get_close_matches

    return bool(get_close_matches(stem.casefold(), words, cutoff=_SIMILARITY))


def unread_portfolios(paths: Iterable[Path], finder: "Finder | None" = None) -> tuple[list[Path], list[Path]]:
    """Misnamed portfolio.yaml files, and folders that cannot be listed, below folders that are no portfolios."""
    finder = finder or Finder()
    misnamed: dict[Path, None] = {}
    refused: dict[Path, None] = {}
    for path in paths:
        if path.is_dir() and find_root(path, finder) is None:
            below = finder.scan_below(str(path))
            misnamed.update(dict.fromkeys(below.misnamed))
            refused.update(dict.fromkeys(below.unlisted))
    return list(misnamed), list(refused)


def misnamed_above(folder: Path, name: str) -> Path | None:
    """The nearest misnamed portfolio.yaml or school.yaml at or above a folder; None if there is none."""
    for place in (folder, *folder.parents):
        try:
            with os.scandir(place) as entries:
                misnamed = misnamed_file([entry.name for entry in entries if entry.is_file()], name)
        except OSError:
            continue
        if misnamed:
            return place / misnamed
    return None


class Finder:
    """Cached lookups above and below folders, because many portfolios share folders.

    The cache is never invalidated, so that each run needs a new one.
    """

    def __init__(self) -> None:
        self.is_file = cache(os.path.isfile)
        self.scan_below = cache(_scan_below)


def find_portfolios(paths: Iterable[Path], finder: Finder | None = None) -> list[Path]:
    """The portfolios that contain these paths, or that lie below them."""
    finder = finder or Finder()
    roots: dict[Path, None] = {}
    for path in paths:
        root = find_root(path, finder)
        if root:
            roots[root] = None
            continue
        roots.update(dict.fromkeys(finder.scan_below(str(path)).portfolios))
    return list(roots)


def is_school(folder: Path) -> bool:
    """Whether a folder is a school: it has school.yaml and is no portfolio itself."""
    return (folder / SCHOOL_FILE).is_file() and not (folder / PROFILE_FILE).is_file()


def enclosing_school(root: Path, finder: Finder | None = None) -> Path | None:
    """The school that contains a portfolio; a school.yaml inside the portfolio does not count."""
    return find_school(root.parent, finder)


def schema_home(root: Path) -> Path:
    """The folder with the JSON Schemas for documents of a portfolio: its own, or that of its school."""
    school = enclosing_school(root)
    if school and not (root / SCHEMA_FOLDER).is_dir() and (school / SCHEMA_FOLDER).is_dir():
        return school
    return root


def find_schools(paths: Iterable[Path], finder: Finder | None = None) -> list[Path]:
    """The schools that contain these files directly, or that are or lie below these folders."""
    finder = finder or Finder()
    schools: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            folder = real_path(path.parent)
            school = None if find_root(folder, finder) else find_school(folder, finder)
            schools.update({school: None} if school else {})
            continue
        enclosing = None if find_root(path, finder) else find_school(real_path(path), finder)
        if enclosing and not _holds_portfolios(path, enclosing):
            schools[enclosing] = None
        schools.update(dict.fromkeys(finder.scan_below(str(path)).schools))
    return list(schools)


def _holds_portfolios(path: Path, school: Path) -> bool:
    """Whether a folder of a school is the one for portfolios, which is not the school itself."""
    inside = real_path(path).relative_to(school).parts
    return not inside or inside[0] == TEACHERS_FOLDER


def teacher_folders(school: Path) -> dict[str, Path]:
    """Id -> folder of each portfolio of a school; without those of another school further down.

    The id is the path from teachers/, or from the school for portfolios elsewhere.
    """
    folders: dict[str, Path] = {}
    for folder_name, names, files, _entries in _walk(str(school)):
        folder = Path(folder_name)
        if PROFILE_FILE in files:
            folders[teacher_id(school, folder)] = folder
            names.clear()
        elif SCHOOL_FILE in files and folder != school:
            names.clear()
    return folders


def cycle_folders(root: Path) -> list[str]:
    """The names of the folders of cycles in a portfolio, sorted."""
    folder = root / CYCLES_FOLDER
    if outside_target(folder):
        return []
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def teacher_id(school: Path, root: Path) -> str:
    """The id of a portfolio in its school; of one that is itself the school, the name of its folder."""
    parts = root.relative_to(school).parts or (root.name,)
    return "/".join(parts[1:] if parts[0] == TEACHERS_FOLDER and len(parts) > 1 else parts)


def ref_of(file: str, root: str) -> str:
    """The ref of a document: its path in the portfolio without the suffix, with forward slashes."""
    inside = file[len(root) :].lstrip("/\\")
    return inside.replace(os.sep, "/").rpartition(".")[0]


class Files(NamedTuple):
    """Every file below the root of a portfolio, classified by name and path without reading any.

    `documents` are pairs of file and ref; `others` are all other files. `excluded` are excluded by the configuration.
    `closed_folders` have names of folders without documents, `links` are folders that are symbolic links, `unlisted`
    cannot be listed. `nested_portfolios` are the portfolio.yaml of portfolios inside this one. `outside_links` are
    files that link out of the portfolio.
    """

    documents: list[tuple[str, str]]
    others: list[str]
    excluded: list[str]
    closed_folders: list[str]
    links: list[str]
    unlisted: list[str]
    nested_portfolios: list[str]
    outside_links: list[str]


def all_files(root: str, exclude: Sequence[str] = ()) -> Files:
    """The files of a portfolio: portfolio.yaml (of a school: school.yaml) first, because it states the language; then
    all others in order.

    Paths are strings for speed: this is done for every file of a school.
    """
    sorted_files = Files([], [], [], [], [], [], [], [])
    profile = ""
    for name, ref in ((PROFILE_FILE, PROFILE_REF), (SCHOOL_FILE, SCHOOL_REF)):
        first = f"{root.rstrip(os.sep)}{os.sep}{name}"
        if not profile and os.path.exists(first):  # noqa: PTH110
            profile = first
            sorted_files.documents.append((profile, ref))
    is_of_school = profile.endswith(SCHOOL_FILE)
    for folder, names, files, other_entries in _walk(root, sorted_files.unlisted):
        above = f"{folder.rstrip(os.sep)}{os.sep}"
        if folder != root:
            # A portfolio inside this one is a portfolio of its own, that of a teacher also under a name nearly right.
            own = (
                PROFILE_FILE if PROFILE_FILE in files else misnamed_file(files, PROFILE_FILE) if is_of_school else None
            )
            if own:
                names.clear()
                sorted_files.nested_portfolios.append(above + own)
                continue
        for entry in other_entries:
            file = above + entry.name
            if entry.name not in files:
                (sorted_files.links if entry.is_symlink() else sorted_files.closed_folders).append(file)
            elif entry.name.lower().endswith(SUFFIXES) and not _is_inside(file, root):
                sorted_files.outside_links.append(file)
        is_valid_name = is_text(above[len(root) :])
        for name in sorted(files):
            file = above + name
            if file == profile:
                continue
            if exclude and is_excluded(file, root, exclude):
                sorted_files.excluded.append(file)
            elif is_valid_name and _is_read(name):
                sorted_files.documents.append((file, ref_of(file, root)))
            else:
                sorted_files.others.append(file)
    return sorted_files


def without_outside_links(files: Files) -> Files:
    """The files of an untrusted portfolio, without links that lead out of it, perhaps to the reader's own files."""
    outward = set(files.outside_links)
    documents = [(file, ref) for file, ref in files.documents if file not in outward]
    return files._replace(documents=documents, links=[*files.links, *files.outside_links])


def _is_inside(file: str, root: str) -> bool:
    """Whether the real path of a file is below the root."""
    if not os.path.islink(file):  # noqa: PTH114
        return True
    real = os.path.realpath(file)
    return real.startswith(root.rstrip(os.sep) + os.sep)


def is_text(name: str) -> bool:
    """Whether the name of a file is valid UTF-8; old archives hold names in other encodings."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def document_files(root: str, exclude: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(file, ref) of the documents, in the order of `all_files`."""
    return all_files(root, exclude).documents


def files_in(folder: str, most: int) -> Iterator[str]:
    """Yield at most so many files below a folder that is not walked; no symbolic link is followed."""
    stack = [folder]
    while stack and most > 0:
        place = stack.pop()
        try:
            with os.scandir(place) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError:
            continue
        if any(entry.name == PROFILE_FILE for entry in entries):
            # A portfolio of its own, such as an unpacked packet.
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
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
    stack = [top]
    while stack:
        folder = stack.pop()
        names, files, other_entries = [], [], []
        try:
            with os.scandir(folder) as scanned:
                for entry in scanned:
                    if not _is_folder(entry):
                        files.append(entry.name)
                        if entry.is_symlink():
                            other_entries.append(entry)
                    elif _is_walked(entry.name) and not entry.is_symlink():
                        names.append(entry.name)
                    else:
                        other_entries.append(entry)
        except OSError:
            if refused is not None:
                refused.append(folder)
            continue
        names.sort()
        yield folder, names, files, other_entries
        above = folder.rstrip(os.sep)
        stack += [f"{above}{os.sep}{name}" for name in reversed(names)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_document(file: str, root: str, exclude: Sequence[str] = ()) -> bool:
    """Whether a file, existing or not, is a document of the portfolio."""
    if find_root(Path(file).parent) != Path(root):
        return False
    *folders, name = file[len(root) :].lstrip("/\\").replace(os.sep, "/").split("/")
    return _is_read(name) and all(map(_is_walked, folders)) and not is_excluded(file, root, exclude)


def is_excluded(file: str, root: str, patterns: Sequence[str]) -> bool:
    """Whether patterns such as `old/` or `*.tmp.md` exclude this file of the portfolio."""
    return bool(patterns) and matches_patterns(file[len(root) :].lstrip("/\\").replace(os.sep, "/"), patterns)


def _is_read(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".") and (name.isascii() or is_text(name))


def _is_walked(name: str) -> bool:
    return not name.startswith(".") and name not in NOT_DOCUMENTS
