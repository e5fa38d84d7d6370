"""The classes of all files of a portfolio: document, evidence, excluded, of another tool, or unread.

Every unread file has a diagnostic with its cause and a hint, so that nothing a person wrote is silently ignored.
"""

import os
import re
import weakref
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize
from urllib.parse import quote

from pdcli.diagnostics import START, Diagnostic
from pdcli.discovery.files import (
    DOCUMENT_FOLDERS,
    EVIDENCE_FOLDER,
    FORM_FILE,
    IMPORTED_FOLDER,
    MARKDOWN_SUFFIXES,
    PACKS_FOLDER,
    PROFILE_FILE,
    SUFFIXES,
    files_in,
    is_excluded,
    is_text,
)
from pdcli.documents.likely import likely_kind
from pdcli.documents.other_tools import exclude_hint, is_tool_folder
from pdcli.i18n.messages import Message, ngettext
from pdcli.i18n.messages import message as _
from pdcli.portfolio.counts import Counts, FileClass, counts_of
from pdcli.portfolio.evidence_file import is_page
from pdcli.reading.codes import reading_diagnostic

if TYPE_CHECKING:
    from pdcli.portfolio.portfolio import Portfolio

# Endings by which a document may be saved by mistake, besides those that have .md or .yaml inside.
_TEXT_ENDINGS = frozenset({
    "", "txt", "text", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdx", "rmd", "qmd", "rst", "yam", "yaml_",
})  # fmt: skip
# Endings that are nearly .md or .yaml: with letters of another alphabet, as in `.мд`, or with a letter wrong.
_NEAR_ENDING = r"[^\x00-\x7f]|m\w{0,3}\Z|y\w{1,5}\Z"
# Suffixes of text programs: a teacher may write texts with them.
_OFFICE = frozenset({"doc", "docm", "docx", "odt", "rtf", "pages", "wps", "gdoc"})
_TEXT_PROGRAM_SUFFIXES = _OFFICE | {"txt", "text", "markdown", "mdown", "mkd", "html", "htm"}
# Suffixes of tables, slides, scans, photos, films, sound.
_EVIDENCE_SUFFIXES = frozenset({
    "xls", "xlsx", "xlsm", "ods", "numbers", "gsheet", "csv", "ppt", "pptx", "odp", "key", "gslides", "pdf", "djvu",
    "epub", "jpg", "jpeg", "heic", "heif", "png", "gif", "webp", "bmp", "tif", "tiff", "svg", "mp4", "mov", "avi",
    "mkv", "3gp", "webm", "mp3", "m4a", "wav", "ogg", "aac", "zip", "rar", "7z", "lnk", "url", "webloc",
})  # fmt: skip
# Outside the folders of documents, files with these may belong to a program.
_OFTEN_OF_TOOLS = frozenset(
    {"csv", "png", "gif", "webp", "svg", "bmp", "zip", "7z", "rar", "webm", "ogg", "lnk", "url", "txt", "text"}
)
# Suffixes of files that pd writes: pages, tables, reports.
_ENDINGS_OF_PD = frozenset({"md", "csv", "xlsx", "txt", "html"})
# Prefixes of temporary files of a Mac, an office or an editor.
_TEMPORARY_PREFIXES = ("._", ".~", ".#", "#", "~")
_TOOL_NAMES = frozenset(
    {"thumbs.db", "desktop.ini", "icon\r", "makefile", "justfile", "dockerfile", "license", "licence"}
)
_META_FILES = r"(?i:readme|license|licence|changelog|contributing|authors|notice|requirements)\b"
_BACKUP = r"(?i)(.+\.(?:md|ya?ml))(?:\.bak(?:-\d+)?|\.orig|\.old|\.rej|\.save|\.sw[a-p]|\.tmp|\.\d+|~)"
# As `pd import` keeps a file.
_IMPORTED = rf"{IMPORTED_FOLDER}/[^/]+-[0-9a-f]{{16}}\.(?:docx|doc|odt|rtf)"
_DOCUMENT_INSIDE = r"(?i)(.*?\.)\s*(md|ya?ml)\b"
# Files of a folder without documents that are checked.
_MAX_HIDDEN_FILES = 20_000
# More files of one folder with one cause are reported together.
_MAX_SEPARATE = 3
_MAX_NAMES = 5


class UnreadFile(NamedTuple):
    """A file that should be a document but is not read; `kind` is the stated or likely one."""

    file: str
    kind: str | None
    diagnostic: Diagnostic


class Ledger:
    """The files of one portfolio by class. `unread_files` does not need the register; the rest does."""

    def __init__(self, portfolio: "Portfolio") -> None:
        # A weak reference: without a cycle the portfolio is freed at once.
        self._portfolio: Portfolio = weakref.proxy(portfolio)
        self._root = str(portfolio.root)
        self._kinds = frozenset(portfolio.forms.kinds())

    @cached_property
    def unread_files(self) -> tuple[UnreadFile, ...]:
        """Files that should be documents but are not read, registered or not."""
        return tuple(self._unread_files())

    @property
    def unlisted_diagnostics(self) -> tuple[Diagnostic, ...]:
        """A diagnostic for every folder that cannot be listed."""
        return tuple(unlisted_diagnostic(folder) for folder in self._portfolio.files.unlisted)

    @cached_property
    def classes(self) -> dict[str, FileClass]:
        """Path -> class of every file; a folder that is not walked has one class for all files in it."""
        return dict(sorted(self._classified[0].items()))

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """A diagnostic for every unread file; unreadable documents have theirs already."""
        return tuple(self._classified[1])

    @property
    def unregistered(self) -> list[str]:
        """The paths in the portfolio of files in the folder evidence that the register does not name."""
        unread = (file for file, name in self.classes.items() if name is FileClass.UNREAD)
        return [self._inside(file) for file in unread if self._is_among_evidence(file)]

    @property
    def counts(self) -> Counts:
        """The counts of documents, evidence files and unread files."""
        return counts_of(self._classified[0].values())

    @cached_property
    def _classified(self) -> tuple[dict[str, FileClass], list[Diagnostic]]:
        portfolio, files = self._portfolio, self._portfolio.files
        classes = dict.fromkeys(files.excluded, FileClass.EXCLUDED)
        for document in portfolio.documents:
            classes[document.file] = FileClass.UNREAD if document.is_unread else FileClass.DOCUMENT
        classes.update(dict.fromkeys(portfolio.other_tool_files, FileClass.OTHER))
        classes.update((item, FileClass.OTHER) for item in (*files.closed_folders, *files.links))
        classes.update((file, FileClass.OTHER) for file in files.nested_portfolios)
        diagnostics = [*(item.diagnostic for item in self.unread_files), *self.unlisted_diagnostics]
        for item in self.unread_files:
            classes[item.file] = FileClass.UNREAD
        for folder in files.unlisted:
            classes[folder] = FileClass.UNREAD
        unregistered: dict[tuple[str, bool], list[str]] = {}
        registered = self._registered
        for file in (*files.others, *portfolio.skipped, *files.excluded):
            if file in registered:
                classes[file] = FileClass.EVIDENCE
                diagnostics = diagnostics and [item for item in diagnostics if str(item.path) != file]
            elif file not in classes:
                classes[file] = self._class(file)
                if classes[file] is FileClass.UNREAD and _is_generated(file):
                    classes[file] = FileClass.OTHER
                if classes[file] is FileClass.UNREAD:
                    unregistered.setdefault((os.path.dirname(file), self._is_among_evidence(file)), []).append(file)  # noqa: PTH120
        diagnostics += self._unregistered(unregistered)
        return classes, diagnostics

    # Documents that are not read.

    def _unread_files(self) -> Iterator[UnreadFile]:
        portfolio, files = self._portfolio, self._portfolio.files
        document_files = {file for file, _ref in files.documents} | set(files.excluded)
        evidence = f"{self._root.rstrip(os.sep)}{os.sep}{EVIDENCE_FOLDER}{os.sep}"
        for file in files.others:
            if file.startswith(evidence) and not _has_ending_inside(file[len(evidence) :]) and is_text(file):
                # Most files of a portfolio are evidence: none of them is looked into.
                continue
            unread = self._unread_by_name(file, document_files)
            if unread:
                yield unread
        for file in portfolio.skipped:
            name = os.path.basename(file)  # noqa: PTH119
            if self._is_among_documents(file) and not re.match(_META_FILES, name) and not _is_generated(file):
                message = _("This file has no facts at the top, so it is not a document and nothing in it is read.")
                hint = _("Begin the file with three lines: `---`, `kind: …`, `---`.")
                yield UnreadFile(
                    file, likely_kind("", self._inside(file), self._kinds), self._pd022(file, message, hint)
                )
        for folder in files.closed_folders:
            yield from self._in_closed_folder(folder)
        for link in files.links:
            if self._leads_outside(link):
                message = _("This folder is a link that leads out of the portfolio: nothing it points to is read.")
                hint = _("Put the folder itself here.")
                if not os.path.isdir(link):  # noqa: PTH112
                    message = _("This file is a link that leads out of the portfolio: nothing it points to is read.")
                    hint = _("Put the file itself here.")
                yield UnreadFile(link, None, self._pd022(link, message, hint))
        for file in files.nested_portfolios:
            diagnostic = self._portfolio_inside(file)
            if diagnostic and not self._is_excluded(file):
                yield UnreadFile(file, "portfolio", diagnostic)

    def _unread_by_name(self, file: str, document_files: set[str]) -> UnreadFile | None:
        """A file that is no document only because of its name; `document_files` are documents and excluded files."""
        inside = self._inside(file)
        folder, _slash, name = inside.rpartition("/")
        if not (inside.isascii() or is_text(inside)):
            message = _("The name of this file is not written in UTF-8: other programs and computers cannot open it.")
            hint = _("Give the file or its folder a name made up of letters and digits.")
            return UnreadFile(file, None, _diagnostic("PD022", file, message, hint))
        has_ending = _has_ending_inside(name)
        if name.startswith(_TEMPORARY_PREFIXES) or (folder.startswith(EVIDENCE_FOLDER) and not has_ending):
            return None
        unread = self._unread_by_suffix(file, name, has_ending, document_files)
        if unread or not _may_be_text(name) or not self._is_among_documents(file):
            return unread
        is_intended = self._is_linked(file) or _is_generated(file)
        return None if is_intended else UnreadFile(file, None, self._unsupported_format(file))

    def _unread_by_suffix(self, file: str, name: str, has_ending: bool, document_files: set[str]) -> UnreadFile | None:
        has_leading_dot, ending = name.startswith("."), _suffix(name)
        is_like_one = name.lower().endswith(SUFFIXES) if has_leading_dot else has_ending or _is_for_text(ending)
        # Where documents lie, whatever says its kind is one; pictures and tables are not looked into.
        is_like_one |= not has_leading_dot and ending not in _EVIDENCE_SUFFIXES and self._is_among_documents(file)
        backup = re.fullmatch(_BACKUP, name)
        if not is_like_one or (backup and f"{_folder(file)}{backup[1]}" in document_files):
            return None
        text = _head_text(file)
        kind = likely_kind(text, "", self._kinds)
        if kind is None:
            if has_leading_dot or not has_ending or ending in _OFFICE or not self._is_among_documents(file):
                return None
            kind = likely_kind("", self._inside(file), self._kinds)
        message = _("This document is not read, because its name does not end in .md or .yaml.")
        if has_leading_dot:
            message = _("This document is not read, because its name begins with a dot.")
        hint = _("Rename the file to {name}.").format(name=_better_name(name, text))
        return UnreadFile(file, kind, self._pd022(file, message, hint, offer=False))

    def _unsupported_format(self, file: str) -> Diagnostic:
        message = _("This file is among the documents, but nothing in it is read: pd reads .md and .yaml.")
        hint = _(
            "Copy the text of the file into a document (`pd new`), or move the file to the evidence "
            "folder and register it."
        )
        return self._pd022(file, message, hint)

    def _in_closed_folder(self, folder: str) -> Iterator[UnreadFile]:
        """Yield documents in a folder that is not read because of its name."""
        name = os.path.basename(folder)  # noqa: PTH119
        if is_tool_folder(name):
            return
        # A folder of installed packages has too many files.
        files = _files_at(folder) if name == "node_modules" else files_in(folder, _MAX_HIDDEN_FILES)
        for file in files:
            is_form = file.endswith(os.sep + FORM_FILE) or (name == PACKS_FOLDER and os.path.dirname(file) == folder)  # noqa: PTH120
            if not file.lower().endswith(SUFFIXES) or is_form or not is_text(file):
                continue
            kind = likely_kind(_head_text(file), "", self._kinds)
            if kind and not self._is_excluded(file):
                message = _("This document is not read: nothing in the folder {folder} is read.").format(folder=name)
                hint = _("Move the document to the folder where documents of its kind are.")
                yield UnreadFile(file, kind, self._pd022(file, message, hint))

    def _portfolio_inside(self, file: str) -> Diagnostic | None:
        folder, _slash, name = self._inside(file).rpartition("/")
        if name != PROFILE_FILE:
            return misnamed_diagnostic(file, PROFILE_FILE)
        if self._portfolio.is_school or not self._is_among_documents(file):
            # A copy or an example that is no part of this portfolio.
            return None
        message = _("Another portfolio begins here: nothing in the folder {folder} counts for the portfolio around it.")
        hint = _(
            "If the folder belongs to this portfolio, remove this file; otherwise move the folder out of the portfolio."
        )
        return self._pd022(file, message.format(folder=folder), hint)

    # Everything else that a person made.

    def _class(self, file: str) -> FileClass:
        inside = self._inside(file)
        name = inside.rpartition("/")[2]
        ending = _suffix(name)
        is_of_people = ending in _TEXT_PROGRAM_SUFFIXES or ending in _EVIDENCE_SUFFIXES
        if name.startswith((".", "~$")) or name.lower() in _TOOL_NAMES or re.match(_META_FILES, name):
            return FileClass.OTHER
        if self._is_linked(file):
            return FileClass.LINKED
        if inside.startswith(f"{IMPORTED_FOLDER}/") and re.fullmatch(_IMPORTED, inside):
            # The document that was made of it is read in its place.
            return FileClass.OTHER
        if self._is_among_evidence(file):
            is_markdown = name.lower().endswith(MARKDOWN_SUFFIXES)
            return FileClass.UNREAD if is_of_people or is_markdown or ending == "" else FileClass.OTHER
        if is_of_people and (ending not in _OFTEN_OF_TOOLS or self._is_among_documents(file)):
            return FileClass.UNREAD
        return FileClass.OTHER

    def _unregistered(self, unregistered: dict[tuple[str, bool], list[str]]) -> Iterator[Diagnostic]:
        """Yield a diagnostic for every file that is not in the register; one for many files of one folder."""
        if not unregistered:
            return
        register = self._portfolio.register
        evidence = sum(len(files) for (_folder, is_evidence), files in unregistered.items() if is_evidence)
        # An unreadable register, or a row without a file, has a diagnostic of its own.
        has_own_diagnostic = evidence <= self._rows_without_file if register else self._portfolio.is_unread("evidence")
        for (folder, is_evidence), files in sorted(unregistered.items()):
            if has_own_diagnostic and is_evidence:
                continue
            parts = [[file] for file in files]
            if len(files) > _MAX_SEPARATE:
                parts = [files]
            for part in parts:
                yield self._not_registered(part, folder, is_evidence)

    def _not_registered(self, files: list[str], folder: str, is_evidence: bool) -> Diagnostic:
        first = self._inside(files[0])
        names = ", ".join(os.path.basename(file) for file in files[:_MAX_NAMES])  # noqa: PTH119
        if len(files) > 1:
            message = ngettext(
                "{count} file in this folder is not in the register, so nobody will see it: {names}",
                "{count} files in this folder are not in the register, so nobody will see them: {names}",
                len(files),
            ).format(count=len(files), names=names + (", …" if len(files) > _MAX_NAMES else "."))
        else:
            message = _("This file is not in the register, so nobody will see it.")
        # Most portfolios have nothing unregistered, and need no JSON.
        import json

        command = f'pd new evidence "…" --file {json.dumps(first, ensure_ascii=False)}'
        hint = _("Register the file with a title: `{command}`.").format(command=command)
        if len(files) > 1:
            hint = _("Register the files one by one, each with a title: `{command}`.").format(command=command)
        folder_name = self._inside(folder)
        pattern = f"{folder_name}/" if len(files) > 1 and folder_name and folder_name != EVIDENCE_FOLDER else first
        return _diagnostic("PD023", files[0], message, hint + " " + exclude_hint(pattern) if not is_evidence else hint)

    # What helps to decide.

    @cached_property
    def _registered(self) -> frozenset[str]:
        """The real names of files in the register."""
        top = self._root.rstrip(os.sep) + os.sep
        return frozenset([
            top + file.place.replace("/", os.sep)
            for file in self._portfolio.evidence_files
            if file.inside and file.size is not None
        ])  # fmt: skip

    @cached_property
    def _rows_without_file(self) -> int:
        """The number of rows in the register with neither an existing file nor a URL."""
        register = self._portfolio.register
        items = register.data.get("items") if register else None
        rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
        urls = [row for row in rows if is_page(str(row.get("url") or ""))]
        return len(rows) - sum(not row.get("file") for row in urls) - len(self._registered)

    @cached_property
    def _texts(self) -> str:
        texts = (item.text for item in self._portfolio.documents if item is not self._portfolio.register)
        return normalize("NFC", "\n".join(texts))

    @cached_property
    def _linked(self) -> frozenset[str]:
        """The files that links and pictures in documents lead to."""
        from pdcli.portfolio.links import destination, links_in

        root = self._portfolio.root
        destinations = (
            destination(root, document.path.parent, link.target)
            for document in self._portfolio.documents
            for link in links_in(document.text)
        )
        return frozenset(str(item.path) for item in destinations if item.state == "file")

    def _is_linked(self, file: str) -> bool:
        """Whether a document links to the file; a mention of its name is no link."""
        name = normalize("NFC", os.path.basename(file))  # noqa: PTH119
        is_mentioned = is_text(name) and (name in self._texts or quote(name) in self._texts)
        return is_mentioned and file in self._linked

    @cached_property
    def _folders_with_documents(self) -> frozenset[str]:
        return frozenset(item.ref.rpartition("/")[0] for item in self._portfolio.documents if "/" in item.ref)

    def _is_among_documents(self, file: str) -> bool:
        folder = self._inside(file).rpartition("/")[0]
        top = folder.partition("/")[0]
        return top != EVIDENCE_FOLDER and (top in DOCUMENT_FOLDERS or folder in self._folders_with_documents)

    def _is_among_evidence(self, file: str) -> bool:
        return self._inside(file).partition("/")[0] == EVIDENCE_FOLDER

    def _is_excluded(self, file: str) -> bool:
        return is_excluded(file, self._root, self._portfolio.exclude)

    def _leads_outside(self, link: str) -> bool:
        name = os.path.basename(link)  # noqa: PTH119
        real = os.path.realpath(link) + os.sep
        return not (
            real.startswith(self._root.rstrip(os.sep) + os.sep) or is_tool_folder(name) or self._is_excluded(link)
        )

    def _inside(self, file: str) -> str:
        return file[len(self._root) :].lstrip("/\\").replace(os.sep, "/")

    def _pd022(self, file: str, message: Message, hint: Message, offer: bool = True) -> Diagnostic:
        """A diagnostic PD022; with `offer` the hint also says how to exclude the file."""
        return _diagnostic("PD022", file, message, hint + " " + exclude_hint(self._inside(file)) if offer else hint)


def misnamed_diagnostic(file: str, name: str) -> Diagnostic:
    """The diagnostic of a file that is nearly named portfolio.yaml or school.yaml, so that its folder is not found."""
    message = _("The name of this file is wrong, so nothing in its folder is found.")
    return _diagnostic("PD022", file, message, _("Rename the file to {name}.").format(name=name))


def unlisted_diagnostic(folder: str) -> Diagnostic:
    """The diagnostic of a folder that cannot be listed."""
    message = _("This folder cannot be opened, so nothing in it is read.")
    return _diagnostic("PD017", folder, message, _("Check that the folder exists and that you may open it."))


def _diagnostic(code: str, file: str, message: Message, hint: Message) -> Diagnostic:
    return reading_diagnostic(code, Path(file), START, message, hint)


def _better_name(name: str, text: str) -> str:
    """The right name for a document; its suffix is taken from the name, else from its text."""
    match = re.match(_DOCUMENT_INSIDE, name)
    if match:
        stem, ending = match[1].rstrip("."), match[2].lower()
    else:
        stem = name.rpartition(".")[0] or name
        ending = "md" if text.lstrip("\ufeff \r\n").startswith("---") else "yaml"
    return f"{stem.lstrip('.')}.{'yaml' if ending == 'yml' else ending}"


def _is_generated(file: str) -> bool:
    """Whether a page or table was generated by pd and not changed since."""
    # Photos and films are not read for it.
    if _suffix(file) not in _ENDINGS_OF_PD:
        return False
    from pdcli.writing.mark import is_generated

    try:
        return is_generated(Path(file), Path(file).read_bytes())
    except OSError:
        return False


def _files_at(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entry.path for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return


def _suffix(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower().strip() if dot and stem else ""


def _is_for_text(ending: str) -> bool:
    """Whether a document may have got this suffix by mistake."""
    return ending in _TEXT_ENDINGS or (ending not in _EVIDENCE_SUFFIXES and re.match(_NEAR_ENDING, ending) is not None)


def _may_be_text(name: str) -> bool:
    """Whether a file of this name may contain a teacher's text: of a text program, or without a suffix."""
    if ending := _suffix(name):
        return ending in _TEXT_PROGRAM_SUFFIXES or not ending.isascii()
    return not name.startswith((".", "~$")) and name.lower() not in _TOOL_NAMES and not re.match(_META_FILES, name)


def _has_ending_inside(name: str) -> bool:
    """Whether `.md` or `.yaml` stands anywhere in a name, as in `1-action.md.txt`."""
    lower = name.lower()
    return ("md" in lower or "ml" in lower) and re.match(_DOCUMENT_INSIDE, name) is not None


def _folder(file: str) -> str:
    return file[: len(file) - len(os.path.basename(file))]  # noqa: PTH119


def _head_text(file: str) -> str:
    """The first 4096 bytes of a file as text; empty if it cannot be read."""
    try:
        # A pipe would never end.
        if not os.path.isfile(file):  # noqa: PTH113
            return ""
        with open(file, "rb") as opened:  # noqa: PTH123
            raw = opened.read(4096)
    except OSError:
        return ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig", "replace")
