"""What every file of a portfolio is: a document, evidence, excluded, of another tool, or unread.

What is unread is a finding with its cause and what to do: nothing that a person wrote may vanish without a word.
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

from pdcli.diagnostics import START, Diagnostic, Message
from pdcli.discovery.files import (
    DOCUMENT_FOLDERS,
    EVIDENCE_FOLDER,
    FORM_FILE,
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
from pdcli.i18n.messages import joined, ngettext
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
# What programs for writing make; a teacher's texts lie in them.
_OFFICE = frozenset({"doc", "docm", "docx", "odt", "rtf", "pages", "wps", "gdoc"})
_WRITTEN = _OFFICE | {"txt", "text", "markdown", "mdown", "mkd", "html", "htm"}
# What people show: tables, slides, scans, photos, films, sound.
_SHOWN = frozenset({
    "xls", "xlsx", "xlsm", "ods", "numbers", "gsheet", "csv", "ppt", "pptx", "odp", "key", "gslides", "pdf", "djvu",
    "epub", "jpg", "jpeg", "heic", "heif", "png", "gif", "webp", "bmp", "tif", "tiff", "svg", "mp4", "mov", "avi",
    "mkv", "3gp", "webm", "mp3", "m4a", "wav", "ogg", "aac", "zip", "rar", "7z", "lnk", "url", "webloc",
})  # fmt: skip
# Of these a program's own pictures and tables cannot be told apart outside the folders of documents.
_OFTEN_OF_TOOLS = frozenset(
    {"csv", "png", "gif", "webp", "svg", "bmp", "zip", "7z", "rar", "webm", "ogg", "lnk", "url", "txt", "text"}
)
# What pd writes: pages, tables, findings.
_ENDINGS_OF_PD = frozenset({"md", "csv", "xlsx", "txt", "html"})
# What a Mac, an office or an editor leaves beside a file.
_BESIDE = ("._", ".~", ".#", "#", "~")
_TOOL_NAMES = frozenset(
    {"thumbs.db", "desktop.ini", "icon\r", "makefile", "justfile", "dockerfile", "license", "licence"}
)
_ABOUT = r"(?i:readme|license|licence|changelog|contributing|authors|notice|requirements)\b"
_BACKUP = r"(?i)(.+\.(?:md|ya?ml))(?:\.bak(?:-\d+)?|\.orig|\.old|\.rej|\.save|\.sw[a-p]|\.tmp|\.\d+|~)"
_DOCUMENT_INSIDE = r"(?i)(.*?\.)\s*(md|ya?ml)\b"
# How much of a folder that holds no documents is looked through.
_MOST_HIDDEN = 20_000
# More files of one folder with one cause are told together.
_ONE_BY_ONE = 3
_NAMED = 5


class Lost(NamedTuple):
    """A file that is meant to be a document and is not read; `kind` is what it says or seems to be."""

    file: str
    kind: str | None
    finding: Diagnostic


class Ledger:
    """The files of one portfolio by what they are. `lost` needs no register; the rest does."""

    def __init__(self, portfolio: "Portfolio") -> None:
        # No circle: a portfolio is let go as soon as nobody looks at it any more.
        self._portfolio = weakref.proxy(portfolio)
        self._root = str(portfolio.root)
        self._kinds = frozenset(portfolio.forms.kinds())

    @cached_property
    def lost(self) -> tuple[Lost, ...]:
        """Files that are meant to be documents and are not read, whether they are registered or not."""
        return tuple(self._lost())

    @property
    def refused(self) -> tuple[Diagnostic, ...]:
        """A finding for every folder that the system does not list."""
        return tuple(unlisted(folder) for folder in self._portfolio.files.refused)

    @cached_property
    def classes(self) -> dict[str, FileClass]:
        """What every file is, by its path; folders that are not looked into stand for all that is in them."""
        return dict(sorted(self._sorted[0].items()))

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """A finding for everything that is unread; documents that cannot be read have theirs already."""
        return tuple(self._sorted[1])

    @property
    def unregistered(self) -> list[str]:
        """The files of the folder evidence that the register does not name, by their paths in the portfolio."""
        unread = (file for file, name in self.classes.items() if name is FileClass.UNREAD)
        return [self._inside(file) for file in unread if self._is_kept_as_evidence(file)]

    @property
    def counts(self) -> Counts:
        """How many documents, files of evidence and unread files there are."""
        return counts_of(self._sorted[0].values())

    @cached_property
    def _sorted(self) -> tuple[dict[str, FileClass], list[Diagnostic]]:
        portfolio, files = self._portfolio, self._portfolio.files
        classes = dict.fromkeys(files.excluded, FileClass.EXCLUDED)
        for document in portfolio.documents:
            classes[document.file] = FileClass.UNREAD if document.is_unread else FileClass.DOCUMENT
        classes.update(dict.fromkeys(portfolio.foreign, FileClass.OTHER))
        classes.update((item, FileClass.OTHER) for item in (*files.closed, *files.links))
        classes.update((file, FileClass.OTHER) for file in files.inside)
        found = [*(item.finding for item in self.lost), *self.refused]
        for item in self.lost:
            classes[item.file] = FileClass.UNREAD
        for folder in files.refused:
            classes[folder] = FileClass.UNREAD
        loose: dict[tuple[str, bool], list[str]] = {}
        registered = self._registered
        for file in (*files.others, *portfolio.skipped, *files.excluded):
            if file in registered:
                classes[file] = FileClass.EVIDENCE
                found = found and [item for item in found if str(item.path) != file]
            elif file not in classes:
                classes[file] = self._class(file)
                if classes[file] is FileClass.UNREAD and _is_made_by_pd(file):
                    classes[file] = FileClass.OTHER
                if classes[file] is FileClass.UNREAD:
                    loose.setdefault((os.path.dirname(file), self._is_kept_as_evidence(file)), []).append(file)  # noqa: PTH120
        found += self._unregistered(loose)
        return classes, found

    # Documents that are not read.

    def _lost(self) -> Iterator[Lost]:
        portfolio, files = self._portfolio, self._portfolio.files
        known = {file for file, _ref in files.documents} | set(files.excluded)
        evidence = f"{self._root.rstrip(os.sep)}{os.sep}{EVIDENCE_FOLDER}{os.sep}"
        for file in files.others:
            if file.startswith(evidence) and not _has_ending_inside(file[len(evidence) :]) and is_text(file):
                # Most files of a portfolio are evidence: none of them is looked into.
                continue
            lost = self._lost_by_name(file, known)
            if lost:
                yield lost
        for file in portfolio.skipped:
            name = os.path.basename(file)  # noqa: PTH119
            if self._is_among_documents(file) and not re.match(_ABOUT, name) and not _is_made_by_pd(file):
                message = _("This file has no facts at the top, so that it is no document and nothing of it is read.")
                hint = _("Begin it with three lines: `---`, `kind: …`, `---`.")
                yield Lost(file, likely_kind("", self._inside(file), self._kinds), self._finding(file, message, hint))
        for folder in files.closed:
            yield from self._hidden(folder)
        for link in files.links:
            if self._leads_outside(link):
                message = _("This folder is a link that leads out of the portfolio: nothing behind it is read.")
                hint = _("Put the folder itself here.")
                if not os.path.isdir(link):  # noqa: PTH112
                    message = _("This file is a link that leads out of the portfolio: nothing behind it is read.")
                    hint = _("Put the file itself here.")
                yield Lost(link, None, self._finding(link, message, hint))
        for file in files.inside:
            finding = self._portfolio_inside(file)
            if finding and not self._is_excluded(file):
                yield Lost(file, "portfolio", finding)

    def _lost_by_name(self, file: str, known: set[str]) -> Lost | None:
        """A file that is no document only because of its name; `known` are documents and what is excluded."""
        inside = self._inside(file)
        folder, _slash, name = inside.rpartition("/")
        if not (inside.isascii() or is_text(inside)):
            message = _("The name of this file is not written in UTF-8: other programs and computers cannot open it.")
            hint = _("Give the file or its folder a name of letters and digits.")
            return Lost(file, None, _finding("PD022", file, message, hint))
        has_ending = _has_ending_inside(name)
        if name.startswith(_BESIDE) or (folder.startswith(EVIDENCE_FOLDER) and not has_ending):
            return None
        lost = self._with_wrong_name(file, name, has_ending, known)
        if lost or not _may_be_written(name) or not self._is_among_documents(file):
            return lost
        is_meant = self._is_linked(file) or _is_made_by_pd(file)
        return None if is_meant else Lost(file, None, self._written_elsewhere(file))

    def _with_wrong_name(self, file: str, name: str, has_ending: bool, known: set[str]) -> Lost | None:
        is_hidden, ending = name.startswith("."), _ending(name)
        is_like_one = name.lower().endswith(SUFFIXES) if is_hidden else has_ending or _is_for_text(ending)
        # Where documents lie, whatever says its kind is one; pictures and tables are not looked into.
        is_like_one |= not is_hidden and ending not in _SHOWN and self._is_among_documents(file)
        backup = re.fullmatch(_BACKUP, name)
        if not is_like_one or (backup and f"{_folder(file)}{backup[1]}" in known):
            return None
        text = _beginning(file)
        kind = likely_kind(text, "", self._kinds)
        if kind is None:
            if is_hidden or not has_ending or ending in _OFFICE or not self._is_among_documents(file):
                return None
            kind = likely_kind("", self._inside(file), self._kinds)
        message = _("This document is not read, because its name does not end in .md or .yaml.")
        if is_hidden:
            message = _("This document is not read, because its name begins with a dot.")
        hint = _("Rename it to {name}.").format(name=_better_name(name, text))
        return Lost(file, kind, self._finding(file, message, hint, offer=False))

    def _written_elsewhere(self, file: str) -> Diagnostic:
        message = _("This file lies among the documents, and nothing of it is read: pd reads .md and .yaml.")
        hint = _("Copy its text into a document (`pd new`), or move it to the folder evidence and register it.")
        return self._finding(file, message, hint)

    def _hidden(self, folder: str) -> Iterator[Lost]:
        """Documents in a folder that holds none by its name."""
        name = os.path.basename(folder)  # noqa: PTH119
        if is_tool_folder(name):
            return
        # Whoever installs packages has too many files to look at.
        files = _files_at(folder) if name == "node_modules" else files_in(folder, _MOST_HIDDEN)
        for file in files:
            is_form = file.endswith(os.sep + FORM_FILE) or (name == PACKS_FOLDER and os.path.dirname(file) == folder)  # noqa: PTH120
            if not file.lower().endswith(SUFFIXES) or is_form or not is_text(file):
                continue
            kind = likely_kind(_beginning(file), "", self._kinds)
            if kind and not self._is_excluded(file):
                message = _("This document is not read: nothing in the folder {folder} is.").format(folder=name)
                hint = _("Move it to the folder where documents of its kind are.")
                yield Lost(file, kind, self._finding(file, message, hint))

    def _portfolio_inside(self, file: str) -> Diagnostic | None:
        folder, _slash, name = self._inside(file).rpartition("/")
        if name != PROFILE_FILE:
            return misnamed(file, PROFILE_FILE)
        if self._portfolio.is_school or not self._is_among_documents(file):
            # A copy or an example, which nobody takes for a part of this one.
            return None
        message = _("Here begins another portfolio: nothing in the folder {folder} counts for the one around it.")
        hint = _("If the folder belongs to this portfolio, remove this file; else move the folder out.")
        return self._finding(file, message.format(folder=folder), hint)

    # Everything else that a person made.

    def _class(self, file: str) -> FileClass:
        inside = self._inside(file)
        name = inside.rpartition("/")[2]
        ending = _ending(name)
        is_made_by_people = ending in _WRITTEN or ending in _SHOWN
        if name.startswith((".", "~$")) or name.lower() in _TOOL_NAMES or re.match(_ABOUT, name):
            return FileClass.OTHER
        if self._is_linked(file):
            return FileClass.LINKED
        if self._is_kept_as_evidence(file):
            is_markdown = name.lower().endswith(MARKDOWN_SUFFIXES)
            return FileClass.UNREAD if is_made_by_people or is_markdown or ending == "" else FileClass.OTHER
        if is_made_by_people and (ending not in _OFTEN_OF_TOOLS or self._is_among_documents(file)):
            return FileClass.UNREAD
        return FileClass.OTHER

    def _unregistered(self, loose: dict[tuple[str, bool], list[str]]) -> Iterator[Diagnostic]:
        """A finding for every file that is not in the register; for many of one folder, or of no register, one."""
        if not loose:
            return
        register = self._portfolio.register
        evidence = sum(len(files) for (_folder, is_evidence), files in loose.items() if is_evidence)
        # What is wrong with the register, or with a row that names no file, is told there.
        is_told = evidence <= self._rows_without_file if register else self._portfolio.is_lost("evidence")
        for (folder, is_evidence), files in sorted(loose.items()):
            if is_told and is_evidence:
                continue
            parts = [[file] for file in files]
            if len(files) > _ONE_BY_ONE:
                parts = [files]
            for part in parts:
                yield self._not_registered(part, folder, is_evidence)

    def _not_registered(self, files: list[str], folder: str, is_evidence: bool) -> Diagnostic:
        first = self._inside(files[0])
        names = joined(os.path.basename(file) for file in files[:_NAMED])  # noqa: PTH119
        if len(files) > 1:
            message = ngettext(
                "{count} file of this folder is not in the register, so that nobody is shown it: {names}",
                "{count} files of this folder are not in the register, so that nobody is shown them: {names}",
                len(files),
            ).format(count=len(files), names=names + (", …" if len(files) > _NAMED else "."))
        else:
            message = _("This file is not in the register, so that nobody is shown it.")
        # Most portfolios have nothing unregistered, and need no JSON.
        import json

        command = f'pd new evidence "…" --file {json.dumps(first, ensure_ascii=False)}'
        hint = _("Register it with a title: `{command}`.").format(command=command)
        if len(files) > 1:
            hint = _("Register them one by one with a title: `{command}`.").format(command=command)
        shown = self._inside(folder)
        offered = f"{shown}/" if len(files) > 1 and shown and shown != EVIDENCE_FOLDER else first
        return _finding("PD023", files[0], message, hint + " " + exclude_hint(offered) if not is_evidence else hint)

    # What helps to decide.

    @cached_property
    def _registered(self) -> frozenset[str]:
        """The files that the register names, as the disk spells them."""
        top = self._root.rstrip(os.sep) + os.sep
        return frozenset([
            top + file.place.replace("/", os.sep)
            for file in self._portfolio.evidence_files
            if file.inside and file.size is not None
        ])  # fmt: skip

    @cached_property
    def _rows_without_file(self) -> int:
        """How many rows of the register have neither a file of their own nor an address."""
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
        """The files that links and pictures of documents lead to, as the disk spells them."""
        from pdcli.portfolio.links import destination, links_in

        root = self._portfolio.root
        found = (
            destination(root, document.path.parent, link.target)
            for document in self._portfolio.documents
            for link in links_in(document.text)
        )
        return frozenset(str(item.path) for item in found if item.state == "file")

    def _is_linked(self, file: str) -> bool:
        """Whether a document leads to the file. A name that is only mentioned shows the file to nobody."""
        name = normalize("NFC", os.path.basename(file))  # noqa: PTH119
        is_named = is_text(name) and (name in self._texts or quote(name) in self._texts)
        return is_named and file in self._linked

    @cached_property
    def _folders_with_documents(self) -> frozenset[str]:
        return frozenset(item.ref.rpartition("/")[0] for item in self._portfolio.documents if "/" in item.ref)

    def _is_among_documents(self, file: str) -> bool:
        folder = self._inside(file).rpartition("/")[0]
        top = folder.partition("/")[0]
        return top != EVIDENCE_FOLDER and (top in DOCUMENT_FOLDERS or folder in self._folders_with_documents)

    def _is_kept_as_evidence(self, file: str) -> bool:
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

    def _finding(self, file: str, message: Message, hint: Message, offer: bool = True) -> Diagnostic:
        """PD022; with `offer` the hint also says how to leave the file out."""
        return _finding("PD022", file, message, hint + " " + exclude_hint(self._inside(file)) if offer else hint)


def misnamed(file: str, name: str) -> Diagnostic:
    """The finding that a file is nearly called portfolio.yaml or school.yaml, so that nobody finds the folder."""
    message = _("Because of the name of this file nothing in its folder is found.")
    return _finding("PD022", file, message, _("Rename it to {name}.").format(name=name))


def unlisted(folder: str) -> Diagnostic:
    """The finding that the system does not list a folder."""
    message = _("This folder cannot be listed, so that nothing in it is read.")
    return _finding("PD017", folder, message, _("Check that it exists and that you may read it."))


def _finding(code: str, file: str, message: Message, hint: Message) -> Diagnostic:
    return reading_diagnostic(code, Path(file), START, message, hint)


def _better_name(name: str, text: str) -> str:
    """How a document should be called; without an ending in its name its text says which it has."""
    found = re.match(_DOCUMENT_INSIDE, name)
    if found:
        stem, ending = found[1].rstrip("."), found[2].lower()
    else:
        stem = name.rpartition(".")[0] or name
        ending = "md" if text.lstrip("\ufeff \r\n").startswith("---") else "yaml"
    return f"{stem.lstrip('.')}.{'yaml' if ending == 'yml' else ending}"


def _is_made_by_pd(file: str) -> bool:
    """Whether pd made this page or table, and nobody changed it."""
    # Photos and films are not read for it.
    if _ending(file) not in _ENDINGS_OF_PD:
        return False
    from pdcli.writing.mark import is_generated

    try:
        return is_generated(Path(file), Path(file).read_bytes())
    except OSError:
        return False


def _files_at(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as listed:
            yield from sorted(entry.path for entry in listed if entry.is_file(follow_symlinks=False))
    except OSError:
        return


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower().strip() if dot and stem else ""


def _is_for_text(ending: str) -> bool:
    """Whether a document may have got this ending by mistake."""
    return ending in _TEXT_ENDINGS or (ending not in _SHOWN and re.match(_NEAR_ENDING, ending) is not None)


def _may_be_written(name: str) -> bool:
    """Whether a teacher's text may lie in a file of this name: a program's for writing, or one without an ending."""
    if ending := _ending(name):
        return ending in _WRITTEN or not ending.isascii()
    return not name.startswith((".", "~$")) and name.lower() not in _TOOL_NAMES and not re.match(_ABOUT, name)


def _has_ending_inside(name: str) -> bool:
    """Whether `.md` or `.yaml` stands anywhere in a name, as in `1-action.md.txt`."""
    lower = name.lower()
    return ("md" in lower or "ml" in lower) and re.match(_DOCUMENT_INSIDE, name) is not None


def _folder(file: str) -> str:
    return file[: len(file) - len(os.path.basename(file))]  # noqa: PTH119


def _beginning(file: str) -> str:
    """The first lines of a file as text, whatever its encoding; empty where it cannot be read."""
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
