"""Which files belong to a portfolio. Nothing is read here, so that a cached run needs no more than this."""

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase as fnmatch
from functools import cache
from pathlib import Path

from pdcli.resources import resource

PROFILE_FILE = "portfolio.yaml"
PROFILE_REF = "portfolio"
CYCLES_FOLDER = "cycles"
SCHOOL_FILE = "school.yaml"
SCHOOL_REF = "school"
# Where the portfolios of a school are, by habit.
TEACHERS_FOLDER = "teachers"
FORM_FILE = "form.yaml"
# JSON Schemas beside the documents, for editors.
SCHEMA_FOLDER = ".pd/schemas"
YAML_SUFFIXES = (".yaml", ".yml")
MARKDOWN_SUFFIXES = (".md",)
SUFFIXES = YAML_SUFFIXES + MARKDOWN_SUFFIXES
# Rule packs of one's own.
PACKS_FOLDER = "packs"
# What is made by pd or holds no documents.
NOT_DOCUMENTS = frozenset({"build", "templates", PACKS_FOLDER, "node_modules"})
# What `--force` keeps of a file, and a file that is being written: computer, process, and a number of its own.
BACKUP_NAME = re.compile(r".+\.bak-\d+")
TEMPORARY_NAME = re.compile(r"\.pd-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}\.tmp")
# The same for git, with what pd makes.
GIT_IGNORES = ("build/", ".pd-*.tmp", "*.bak-[0-9]*")


def find_root(path: Path) -> Path | None:
    """The folder with portfolio.yaml that holds this path, looking upwards."""
    return next((file.parent for file in nearest(path.resolve(), PROFILE_FILE)), None)


def nearest(folder: Path, *names: str) -> Iterator[Path]:
    """The files of these names in a folder and the folders above it, the nearest first, in a folder in this order."""
    # Text instead of paths: asked of all the folders above every portfolio.
    place = str(folder)
    while True:
        for name in names:
            file = f"{place.rstrip(os.sep)}{os.sep}{name}"
            if _look.is_file(file):
                yield Path(file)
        above = os.path.dirname(place)  # noqa: PTH120
        if above in ("", place):
            return
        place = above


def portfolio_of(path: Path, roots: Container[Path]) -> Path | None:
    """The portfolio, of these, that a file belongs to: the innermost one."""
    return next((folder for folder in (path, *path.parents) if folder in roots), None)


def find_school(folder: Path) -> Path | None:
    """The school that a folder belongs to: the nearest one with school.yaml, looking upwards."""
    return next((file.parent for file in nearest(folder, SCHOOL_FILE)), None)


def own_packs(root: Path) -> list[Path]:
    """Files with rule packs of one's own, those that count less first: the school's, then the portfolio's."""
    school = find_school(root)
    folders = [place / PACKS_FOLDER for place in dict.fromkeys((school, root)) if place]
    return [
        file
        for folder in folders
        if folder.is_dir()
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in YAML_SUFFIXES
    ]


def own_forms(root: Path) -> dict[str, Path]:
    """Kind -> definition, for the forms of a portfolio; behind them those of its school."""
    school = find_school(root)
    return {**(_forms_in(school / "templates") if school else {}), **_forms_in(root / "templates")}


@cache
def shipped_forms() -> dict[str, Path]:
    """Kind -> definition, for the forms that come with pd."""
    return _forms_in(resource("templates"))


def _forms_in(folder: Path) -> dict[str, Path]:
    return {file.parent.name: file for file in folder.glob(f"*/{FORM_FILE}")} if folder.is_dir() else {}


def _below(top: str) -> tuple[list[Path], list[Path]]:
    """The portfolios below a folder, and the schools that are in none of them."""
    portfolios, schools = [], []
    for folder, names, files in _walk(top):
        if PROFILE_FILE in files:
            portfolios.append(Path(folder).resolve())
            names.clear()
        elif SCHOOL_FILE in files:
            schools.append(Path(folder).resolve())
    return portfolios, schools


class _Look:
    """How is looked for a file above, and for portfolios below."""

    def __init__(self) -> None:
        self.is_file: Callable[[str], bool] = os.path.isfile
        self.below = _below


_look = _Look()


@contextmanager
def looking_once() -> Iterator[None]:
    """Inside, nothing is looked for a second time above or below: many portfolios lie in the same folders."""
    _look.is_file, _look.below = cache(os.path.isfile), cache(_below)
    try:
        yield
    finally:
        _look.is_file, _look.below = os.path.isfile, _below


def find_portfolios(paths: Iterable[Path]) -> list[Path]:
    """The portfolios that these paths belong to, or that lie below them."""
    found: dict[Path, None] = {}
    for path in paths:
        root = find_root(path)
        if root:
            found[root] = None
            continue
        found.update(dict.fromkeys(_look.below(str(path))[0]))
    return list(found)


def is_school(folder: Path) -> bool:
    """Whether a folder is a school: it has school.yaml and is no portfolio itself."""
    return (folder / SCHOOL_FILE).is_file() and not (folder / PROFILE_FILE).is_file()


def school_around(root: Path) -> Path | None:
    """The school that a portfolio is part of; a school.yaml inside the portfolio makes none."""
    return find_school(root.parent)


def schema_home(root: Path) -> Path:
    """Whose JSON Schemas the documents of a portfolio name: its own, or those that its school keeps for all."""
    school = school_around(root)
    if school and not (root / SCHEMA_FOLDER).is_dir() and (school / SCHEMA_FOLDER).is_dir():
        return school
    return root


def find_schools(paths: Iterable[Path]) -> list[Path]:
    """The schools that these files belong to directly, or that are or lie below these folders."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            folder = path.parent.resolve()
            school = None if find_root(folder) else find_school(folder)
            found.update({school: None} if school else {})
            continue
        around = None if find_root(path) else find_school(path.resolve())
        if around and not _holds_portfolios(path, around):
            found[around] = None
        found.update(dict.fromkeys(_look.below(str(path))[1]))
    return list(found)


def _holds_portfolios(path: Path, school: Path) -> bool:
    """Whether a folder of a school is the one for portfolios: then its own documents are not asked for."""
    inside = path.resolve().relative_to(school).parts
    return not inside or inside[0] == TEACHERS_FOLDER


def teacher_folders(school: Path) -> dict[str, Path]:
    """The portfolios of a school by their ids: the way to them from teachers/, or from the school where they are not
    in it. Portfolios of another school further down are not among them.
    """
    found: dict[str, Path] = {}
    for folder_name, names, files in _walk(str(school)):
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


def document_files(root: str, exclude: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Files and their refs: portfolio.yaml (of a school: school.yaml) first, because it says the language; then all
    others in order.

    Text instead of paths: this is done for every file of a school.
    """
    profile = ""
    for name, ref in ((PROFILE_FILE, PROFILE_REF), (SCHOOL_FILE, SCHOOL_REF)):
        first = f"{root.rstrip(os.sep)}{os.sep}{name}"
        if not profile and os.path.exists(first):  # noqa: PTH110
            profile = first
            yield profile, ref
    for folder, names, files in _walk(root):
        if folder != root and PROFILE_FILE in files:
            # A portfolio inside this one is a portfolio of its own.
            names.clear()
            continue
        for name in sorted(filter(_is_read, files)):
            file = f"{folder.rstrip(os.sep)}{os.sep}{name}"
            if file != profile and not (exclude and is_excluded(file, root, exclude)):
                yield file, ref_of(file, root)


def _walk(top: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every folder that may hold documents, from `top` on and in order, with the names of folders and files in it.

    As with `os.walk`, no link is followed to another folder, and a folder whose name is taken out is not walked; but
    no folder is looked at twice.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        names, files = [], []
        try:
            with os.scandir(folder) as listed:
                for entry in listed:
                    if not _is_folder(entry):
                        files.append(entry.name)
                    elif _is_walked(entry.name) and not entry.is_symlink():
                        names.append(entry.name)
        except OSError:
            continue
        names.sort()
        yield folder, names, files
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
    """Whether a pattern such as `old/**` or `*.tmp.md` means this file of the portfolio."""
    inside = file[len(root) :].lstrip("/\\").replace(os.sep, "/")
    return any(fits(inside, pattern) for pattern in patterns)


def fits(path: str, pattern: str) -> bool:
    """Whether a pattern means this path, or a folder that it lies in."""
    return fnmatch(path, pattern) or fnmatch(path, f"{pattern.rstrip('/')}/*")


def _is_read(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def _is_walked(name: str) -> bool:
    return not name.startswith(".") and name not in NOT_DOCUMENTS
