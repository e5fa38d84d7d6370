"""Small clean portfolios cut from the examples, and what pd makes of a portfolio: data, page, diagnostics."""

import contextlib
import html
import io
import itertools
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import category

from pdcli import i18n
from pdcli.cli.app import run as run_command
from pdcli.diagnostics import Diagnostic, Severity
from pdcli.discovery.files import PROFILE_FILE
from pdcli.discovery.naming import no_portfolio_error
from pdcli.errors import UserError
from pdcli.i18n import LANGS, Lang
from pdcli.lint.fix import fix_all
from pdcli.lint.result import LintResult
from pdcli.lint.run import LintOptions
from pdcli.lint.run import run as run_lint
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.render.pages import render
from pdcli.scaffold.files import apply
from pdcli.scaffold.new import kinds, plan_document
from tests.helpers import EXAMPLES
from tests.slips.slip import Tree

TEACHERS = ("aigerim", "first-week", "daniyar", "stepnoe", "school-mysal/teachers/aidana", "school-mysal/teachers/daniyar", "school-mysal/teachers/sholpan")  # fmt: skip
DAY = date(2026, 10, 14)
ANSWER = "Сабақта 24 оқушының 17-сі есепті сызбамен шығарды, жетеуі көмекпен аяқтады."  # typed into new documents


_LINE_OF_PLACE = re.compile(r"(?<=[\w-]):\d+`")


@dataclass(frozen=True)
class Target:
    """One document of a small portfolio."""

    portfolio: str  # the example and what was cut from it
    path: str


@dataclass(frozen=True)
class Remark:
    """A diagnostic, by what it says and where."""

    path: str
    line: int
    code: str
    message: str
    is_warning: bool  # or an error
    has_fix: bool


@dataclass(frozen=True)
class Reading:
    """What pd makes of a portfolio."""

    data: Counter[str]  # every document, whatever its name
    page: Counter[str]  # the lines of the page of the whole portfolio
    remarks: tuple[Remark, ...]
    result: LintResult


@cache
def trees() -> dict[str, Tree]:
    """Portfolios of one cycle each, and of the documents outside cycles; final ones again as drafts; and new ones."""
    found: dict[str, Tree] = {}
    for teacher in TEACHERS:
        found |= _cut(teacher, _files(EXAMPLES / teacher))
    drafts = {
        f"{name}, drafts": {path: _draft(content) for path, content in tree.items()} for name, tree in found.items()
    }
    for lang in LANGS:
        drafts |= _cut(f"new-{lang}", _new_portfolio(lang))
    return found | drafts


def _files(root: Path) -> Tree:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    return {path: content for path, content in files.items() if not path.startswith((".", "README"))}


def _cut(name: str, files: Tree) -> dict[str, Tree]:
    """The profile, the register and the evidence with one cycle or one folder at a time."""
    shared = {path: content for path, content in files.items() if "/" not in path or path.startswith("evidence/")}
    others = [path for path in files if path not in shared]
    parts = {"/".join(path.split("/")[: 2 if path.startswith("cycles/") else 1]) for path in others}
    return {
        f"{name}:{part}": shared | {path: files[path] for path in others if path.startswith(part)}
        for part in sorted(parts)
    }


def _new_portfolio(lang: Lang) -> Tree:
    """A portfolio with a new document of every kind, an answer typed below every second question."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), _silence():
        run_command(["init", "--no-input", "--name", "Айгерім Үлгібаева", "--school", "Мысал мектебі", "--subject", "Математика", "--category", "teacher", "--lang", lang])  # fmt: skip
        run_command(["new-cycle", "--start", "2026-09-01", "--end", "2026-12-31", "--lang", lang])
        run_command(["new", "evidence", "evidence 1", "--date", "2026-10-14", "--lang", lang])
        portfolio = load_portfolio(Path(folder))
        for kind in kinds(portfolio):
            if kind not in ("portfolio", "cycle", "evidence"):
                apply([plan_document(portfolio, kind, f"{kind} 1", DAY, dated=True)])
        files = _files(Path(folder))
    return {path: _answered(content) if path.endswith(".md") else content for path, content in files.items()}


def _answered(content: bytes) -> bytes:
    numbers = itertools.count()

    def answer(heading: re.Match[bytes]) -> bytes:
        return heading[0] + (b"" if next(numbers) % 2 else f"\n\n{ANSWER}".encode())

    return re.sub(rb"^## .*$", answer, content, flags=re.MULTILINE)


def _draft(content: bytes) -> bytes:
    return content.replace(b"\nstatus: final\n", b"\nstatus: draft\n", 1)


@cache
def targets() -> tuple[Target, ...]:
    """Every document of every small portfolio; the profile and the register once for each teacher."""
    found: dict[tuple[str, str], Target] = {}
    for name, tree in trees().items():
        for path in tree:
            is_document = path.endswith((".md", ".yaml")) and not path.startswith("evidence/")
            if is_document:
                owner = name if "/" in path else name.partition(":")[0] + name.partition(",")[1]
                found.setdefault((owner, path), Target(name, path))
    return tuple(found.values())


@cache
def clean_reading(portfolio: str, root: Path) -> Reading:
    """What pd makes of a portfolio as it stands in the examples."""
    return read(trees()[portfolio], root)


def read(tree: Tree, root: Path) -> Reading:
    """Lay the files down and read, check and render them."""
    data, page = data_and_page(tree, root)
    (result,) = run_lint([root], LintOptions())
    # A command that refuses the folder says nothing else.
    remarks = _refusals(root) or [_remark(item, root) for item in result.diagnostics]
    return Reading(data, page, tuple(remarks), result)


def data_and_page(tree: Tree, root: Path) -> tuple[Counter[str], Counter[str]]:
    """What documents and page of these files hold, as in a reading."""
    lay_down(tree, root)
    portfolio = load_portfolio(root)
    documents = Counter(f"{document.kind} {_in_order(document.data)!r}" for document in portfolio.documents)
    # On which line of its file something stands is no part of what is said.
    lines = (line.strip() for line in _page(portfolio, "md").splitlines())
    return documents, Counter(_LINE_OF_PLACE.sub("`", line) for line in lines if line)


def _refusals(root: Path) -> list[Remark]:
    """What every command says of a folder without portfolio.yaml, at the files that it names."""
    if PROFILE_FILE in {path.name for path in root.iterdir()}:
        return []
    said = str(no_portfolio_error(root))
    return [Remark(path.name, 0, "", said, True, False) for path in root.iterdir() if path.is_file() and path.name in said.split(")", 1)[1]]  # fmt: skip


def _in_order(value: Any) -> Any:
    """The same with the fields of every group in one order, whatever the order of questions was."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, str):
        return visible(value)
    return [_in_order(part) for part in value] if isinstance(value, list) else value


def readable_text(tree: Tree, path: str, root: Path) -> str:
    """What a reader sees on the page of one document."""
    lay_down(tree, root)
    return html.unescape(re.sub(r"<[^>]*>", "", _page(load_portfolio(root), "html", root / path)))


def values(tree: Tree, root: Path) -> list[str]:
    """Every single value of every document."""

    def leaves(value: Any) -> list[str]:
        if isinstance(value, dict | list):
            return [leaf for part in (value.values() if isinstance(value, dict) else value) for leaf in leaves(part)]
        return [str(value)]

    lay_down(tree, root)
    return [leaf for document in load_portfolio(root).documents for leaf in leaves(document.data)]


def _page(portfolio: Portfolio, suffix: str, target: Path | None = None) -> str:
    try:
        pages = render(portfolio, target, [suffix], portfolio.root / "build", portfolio.lang)
    except UserError as error:
        return f"no page: {error}"
    # The ending of a file is no part of what was written, nor is the number of a line.
    text = re.sub(r"(`[\w/.-]+):\d+`", r"\1`", "\n".join(text for _, text in pages))
    return re.sub(r"(?<=\w)\.(?:md|ya?ml)\b", "", visible(text), flags=re.IGNORECASE)


def visible(text: str) -> str:
    """The text without signs of no width, every space a plain one."""
    if text.isascii():
        return text
    return text.translate(_signs())


@cache
def _signs() -> dict[int, str]:
    """What is seen of a sign: of all spaces a plain one, of signs of no width nothing, of all others themselves."""
    seen = {"Zs": " ", "Zl": " ", "Zp": " ", "Cf": ""}
    signs = {code: seen[kind] for code in range(sys.maxunicode + 1) if (kind := category(chr(code))) in seen}
    # What follows is shown from right to left: a reader sees another text.
    return {code: sign for code, sign in signs.items() if code not in (0x202D, 0x202E)}


def fix(tree: Tree, result: LintResult) -> Tree:
    """The files after `pd lint --fix` where these findings were made."""
    root = Path(result.root)
    texts = fix_all([result], LintOptions(), [root]).texts
    return tree | {path.relative_to(root).as_posix(): after.encode("utf-8") for path, (_, after) in texts.items()}


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
    i18n.use("en")


def lay_down(tree: Tree, root: Path) -> None:
    """Make the folder hold these files and no others, writing only what differs."""
    root.mkdir(parents=True, exist_ok=True)
    for path in sorted(root.rglob("*"), reverse=True):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name not in tree:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, content in tree.items():
        path = root / PurePosixPath(name)
        if path.exists() and path.is_file() and path.read_bytes() == content:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _remark(item: Diagnostic, root: Path) -> Remark:
    path = item.path.relative_to(root).as_posix() if item.path.is_relative_to(root) else item.path.as_posix()
    return Remark(path, item.span.line, item.code, item.message.text("en"), item.severity in (Severity.ERROR, Severity.WARNING), item.fix is not None)  # fmt: skip
