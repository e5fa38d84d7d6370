"""A folder of documents as one portfolio, grouped by cycle."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pdcli.config import Options
from pdcli.diagnostics import Diagnostic
from pdcli.discovery.files import (
    CYCLES_FOLDER,
    PACKED_SCHOOL_PART_REF,
    PACKS_FOLDER,
    PROFILE_REF,
    SCHOOL_REF,
    Files,
    all_files,
    is_document,
    is_school,
    packs_in,
    real_path,
    ref_of,
    without_outside_links,
)
from pdcli.discovery.trust import Trust, own_trust
from pdcli.discovery.unpacked import packed_school_part
from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.documents.other_tools import is_of_another_tool
from pdcli.documents.references import spelling
from pdcli.i18n import DEFAULT_LANG, Lang, as_lang
from pdcli.model.documents import (
    STAGES,
    Action,
    Analysis,
    Approbation,
    Cycle,
    Design,
    EvidenceItem,
    EvidenceRegister,
    Head,
    Reflection,
)
from pdcli.model.documents import (
    Portfolio as Profile,
)
from pdcli.model.plain import is_declared_private
from pdcli.model.school_year import as_school_year, school_year
from pdcli.portfolio.document_cache import DocumentCache
from pdcli.portfolio.evidence_file import EvidenceFile, evidence_files
from pdcli.reading.codes import UNREADABLE
from pdcli.runtime.cache import is_off

if TYPE_CHECKING:
    from pdcli.portfolio.ledger import Ledger
    from pdcli.portfolio.opening import Schools
    from pdcli.portfolio.packs import PackLibrary
    from pdcli.portfolio.school_part import SchoolParts

M = TypeVar("M", bound=Head)
_IN_CYCLES = frozenset(("cycle", *STAGES))


class CycleFolder:
    """One cycle: its own file, its stage documents and everything else below its folder."""

    def __init__(self, name: str, path: Path, unread_kinds: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.path = path
        # Kinds of documents that exist and cannot be read: they must not be reported as missing.
        self.unread_kinds = unread_kinds
        # Kinds of documents outside the folders of cycles, which have a diagnostic there.
        self.strays: frozenset[str] = frozenset()
        self.documents: list[Document] = []

    @cached_property
    def _first(self) -> dict[str, Document]:
        """Kind -> the document with that role."""
        documents: dict[str, Document] = {}
        for item in self.documents:
            if item.kind:
                other = documents.setdefault(item.kind, item)
                if other is not item and role_precedence(item) < role_precedence(other):
                    documents[item.kind] = item
        return documents

    def may_have(self, kind: str) -> bool:
        """Whether a missing document may exist all the same: it cannot be read, or lies outside the cycles."""
        return kind not in self._first and (kind in self.unread_kinds or kind in self.strays)

    def is_in_doubt(self, kind: str, table: str, row: str = "") -> bool:
        """Whether a row, or the one with this id, may exist although it was not read; the reason is reported there."""
        document = self._first.get(kind)
        return kind in self.unread_kinds or (document.may_lack_row(table, row) if document else kind in self.strays)

    @cached_property
    def document(self) -> Document | None:
        """cycle.yaml."""
        return self._first.get("cycle")

    @cached_property
    def stages(self) -> dict[str, Document]:
        """Stage -> its document, in the order of the stages."""
        return {stage: self._first[stage] for stage in STAGES if stage in self._first}

    @cached_property
    def lessons(self) -> list[Document]:
        """Lesson analyses, in the order of their files."""
        return [item for item in self.documents if item.kind == "lesson-analysis"]

    @cached_property
    def others(self) -> list[Document]:
        """Neither cycle.yaml nor the first of a stage."""
        return [item for item in self.documents if item is not self.document and item not in self.stages.values()]

    def model(self, kind: str, model: type[M]) -> M | None:
        """The typed content of cycle.yaml or of a stage."""
        item = self._first.get(kind)
        return item.model if item and isinstance(item.model, model) else None

    @cached_property
    def cycle(self) -> Cycle | None:
        """cycle.yaml, typed."""
        return self.model("cycle", Cycle)

    @cached_property
    def action(self) -> Action | None:
        """Stage 1, typed."""
        return self.model("action", Action)

    @cached_property
    def analysis(self) -> Analysis | None:
        """Stage 2, typed."""
        return self.model("analysis", Analysis)

    @cached_property
    def reflection(self) -> Reflection | None:
        """Stage 3, typed."""
        return self.model("reflection", Reflection)

    @cached_property
    def design(self) -> Design | None:
        """Stage 4, typed."""
        return self.model("design", Design)

    @cached_property
    def approbation(self) -> Approbation | None:
        """Stage 5, typed."""
        return self.model("approbation", Approbation)

    @cached_property
    def start(self) -> date | None:
        """First day of the period."""
        return self.cycle.period.start if self.cycle and self.cycle.period else None

    @cached_property
    def end(self) -> date | None:
        """Last day of the period."""
        return self.cycle.period.end if self.cycle and self.cycle.period else None

    @cached_property
    def school_year(self) -> str | None:
        """The school year in which its period begins; without a period, that of its folder's name."""
        return school_year(self.start) if self.start else as_school_year(self.name)


class Portfolio:
    """The documents of a teacher, or of a school outside its portfolios."""

    def __init__(
        self, root: Path, forms: FormLibrary, options: Options, files: Files, exclude: Sequence[str], trust: Trust
    ) -> None:
        self.root = root
        self.trust = trust
        self.forms = forms
        self.options = options
        self.files = files
        self.exclude = exclude
        self.documents: list[Document] = []
        # Whether what earlier runs have seen in files of evidence may be taken as seen.
        self.use_cache = True
        self.cache: DocumentCache | None = None
        # Shared by the portfolios of a batch.
        self.schools: Schools | None = None
        # Markdown without facts at the top, and files of other tools.
        self.skipped: list[str] = []
        self.other_tool_files: list[str] = []
        self.diagnostics: list[Diagnostic] = []

    def line(self, document: Document, *loc: str | int, key: bool = False) -> int:
        """The line of a value of a document, or of its key."""
        return self.cache.line(document, loc, key) if self.cache else document.span(*loc, key=key).line

    def store_lines(self) -> None:
        """Store the lines that were asked for, so that the next run need not look for them."""
        if self.cache:
            self.cache.write()

    @cached_property
    def ledger(self) -> "Ledger":
        """The classes of all files."""
        from pdcli.portfolio.ledger import Ledger

        return Ledger(self)

    @cached_property
    def school(self) -> "Portfolio | None":
        """The own documents of the school that it is part of; None where it is part of none."""
        from pdcli.portfolio.opening import Schools

        return (self.schools or Schools()).around(self)

    @cached_property
    def group_works(self) -> "list[Document]":
        """The works of groups that the school keeps and that the owner has a part in.

        They belong to no portfolio: their refs begin with SCHOOL_PREFIX.
        """
        from pdcli.portfolio.school import of_school
        from pdcli.portfolio.school_part import own_part

        part = own_part(self)
        return [of_school(work.document) for work in part.works] if part else []

    @cached_property
    def school_parts(self) -> "SchoolParts":
        """Of a school: the parts of its teachers in its own documents."""
        from pdcli.portfolio.school_part import SchoolParts

        return SchoolParts(self)

    @cached_property
    def people(self) -> dict[str, str]:
        """Id -> name of the people whom the documents of a school name by id; empty for a portfolio of a teacher."""
        if not self.is_school:
            return {}
        from pdcli.portfolio.school import people_of

        return people_of(self)

    @cached_property
    def _unread_documents(self) -> list[tuple[str, str]]:
        """(kind, ref) of every document that exists but cannot be read."""
        kinds = frozenset(self.forms.kinds())
        unread = [item for item in self.documents if item.is_unread]
        if not unread and not self.ledger.unread_files:
            return []
        from pdcli.documents.likely import likely_kind

        broken = [(item.kind if item.form else likely_kind(item.text, item.ref, kinds), item.ref) for item in unread]
        # A name without an ending is a reference as it is.
        misnamed = [
            (item.kind, _ref_without_extra_suffix(ref_of(f"{item.file}.", str(self.root))))
            for item in self.ledger.unread_files
        ]
        return [(kind, place) for kind, place in (*broken, *misnamed) if kind]

    @cached_property
    def unread(self) -> tuple[Diagnostic, ...]:
        """One diagnostic with its cause for every document that cannot be read, and every file that should be one."""
        broken = [item for document in self.documents if document.is_unread if (item := self._cause(document))]
        diagnostics = [
            *broken,
            *(item.diagnostic for item in self.ledger.unread_files),
            *self.ledger.unlisted_diagnostics,
        ]
        return tuple(sorted(diagnostics, key=lambda item: item.place))

    def _cause(self, document: Document) -> Diagnostic | None:
        """The diagnostic of an unreadable document, or of the form of its kind."""
        in_file = [item for item in document.diagnostics if document.form is None or item.code in UNREADABLE]
        in_form = [item for item in self.forms.diagnostics if item.path.parent.name == document.kind]
        return next(iter([*in_file, *in_form]), None)

    def is_unread(self, *kinds: str) -> bool:
        """Whether a document of one of these kinds exists but cannot be read, so that it is not missing."""
        return any(kind in kinds for kind, _place in self._unread_documents)

    def is_unread_at(self, ref: str) -> bool:
        """Whether the document of this ref, or a document of this cycle, exists but cannot be read."""
        return any(place == ref or _is_in_cycle(place, ref) for _kind, place in self._unread_documents)

    def is_unread_in(self, folder: str) -> bool:
        """Whether a document in this folder is not read, so that its ref is unknown."""
        path = self.root / folder
        return any(Path(item.file).parent == path for item in self.ledger.unread_files if item.kind)

    @property
    def is_whole(self) -> bool:
        """Whether every document can be read."""
        return not self._unread_documents

    @cached_property
    def by_ref(self) -> dict[str, Document]:
        """Every document by its ref."""
        return {document.ref: document for document in self.documents}

    @cached_property
    def by_spelling(self) -> dict[str, list[Document]]:
        """Documents by what their refs have in common with other spellings of them."""
        documents: dict[str, list[Document]] = {}
        for document in self.documents:
            documents.setdefault(spelling(document.ref), []).append(document)
        return documents

    def of_kind(self, kind: str) -> list[Document]:
        """All documents of a kind, in the order of their files."""
        return [item for item in self.documents if item.kind == kind] if kind in self._kinds else []

    @cached_property
    def _kinds(self) -> frozenset[str | None]:
        return frozenset([item.kind for item in self.documents])

    @cached_property
    def packs(self) -> "PackLibrary":
        """The rule packs in effect."""
        # Most runs ask for none, and their grammar takes time to build.
        from pdcli.portfolio.packs import PackLibrary

        return PackLibrary(self.root, self.trust, self.cache is not None)

    @cached_property
    def profile(self) -> Document | None:
        """portfolio.yaml."""
        return min(self.of_kind("portfolio"), key=role_precedence, default=None)

    @cached_property
    def register(self) -> Document | None:
        """evidence.yaml."""
        return min(self.of_kind("evidence"), key=role_precedence, default=None)

    @property
    def who(self) -> Profile | None:
        """portfolio.yaml, typed."""
        return self.profile.model if self.profile and isinstance(self.profile.model, Profile) else None

    @property
    def lang(self) -> Lang:
        """The language of the portfolio."""
        if self.is_school:
            school = min(self.of_kind("school"), key=role_precedence, default=None)
            return (school.lang if school else None) or DEFAULT_LANG
        return (self.who.lang if self.who else None) or DEFAULT_LANG

    @cached_property
    def is_school(self) -> bool:
        """Whether it is a school and not a teacher's portfolio."""
        return is_school(self.root)

    @cached_property
    def evidence(self) -> dict[str, EvidenceItem]:
        """Id -> item of the register; the first of two equal ids counts. In a private register every item is private.

        The `file` of an item has the spelling of the disk.
        """
        items: dict[str, EvidenceItem] = {}
        if self.register and isinstance(self.register.model, EvidenceRegister):
            is_all_private = self.register.is_private
            raw_items = self.register.data.get("items")
            rows = raw_items if isinstance(raw_items, list) else ()
            private_ids = {str(row.get("id")) for row in rows if isinstance(row, dict) and is_declared_private(row)}
            disk_names = {
                file.item.id: file.place for file in self.evidence_files if file.actual and file.size is not None
            }
            for item in self.register.model.items:
                if item.id in disk_names and item.id not in items:
                    item = item.replace(file=disk_names[item.id])
                is_private = not item.private and (is_all_private or item.id in private_ids)
                items.setdefault(item.id, item.replace(private=True) if is_private else item)
        return items

    @cached_property
    def evidence_files(self) -> list[EvidenceFile]:
        """The files of the register, in its order."""
        if not self.register or not isinstance(self.register.model, EvidenceRegister):
            return []
        numbers: dict[str, int] = {}
        raw_items = self.register.data.get("items")
        for number, row in enumerate(raw_items if isinstance(raw_items, list) else ()):
            if isinstance(row, dict):
                numbers.setdefault(str(row.get("id")), number)
        rows = [(numbers[item.id], item) for item in self.register.model.items if item.id in numbers]
        return list(evidence_files(str(self.root), rows))

    @cached_property
    def private_files(self) -> frozenset[str]:
        """Real paths of private documents, and of files that a private line of the register names."""
        documents = (item.path for item in self.documents if item.is_private)
        return frozenset(map(os.path.realpath, (*documents, *self._private_evidence())))

    def _private_evidence(self) -> Iterator[Path]:
        register = self.register
        rows = register.data.get("items") if register else None
        for row in rows if isinstance(rows, list) else ():
            if (
                register
                and isinstance(row, dict)
                and row.get("file")
                and (is_declared_private(row) or register.is_private)
            ):
                yield self.root / str(row["file"])

    @cached_property
    def strays(self) -> list[Document]:
        """Stages and cycles that can be read but lie outside the folders of cycles, so that they belong to none."""
        alone = [item for item in self.documents if item.kind in _IN_CYCLES and not cycle_of(item)]
        return [item for item in alone if not item.is_unread]

    @cached_property
    def cycles(self) -> list[CycleFolder]:
        """The cycles, sorted by the first day of their period, then by name."""
        folders: dict[str, CycleFolder] = {}
        for item in self.documents:
            name = cycle_of(item)
            if name:
                if name not in folders:
                    unread_kinds = frozenset(
                        kind for kind, place in self._unread_documents if _is_in_cycle(place, name)
                    )
                    folders[name] = CycleFolder(name, self.root / CYCLES_FOLDER / name, unread_kinds)
                folders[name].documents.append(item)
        strays = frozenset(item.kind for item in self.strays if item.kind)
        for folder in folders.values() if strays else ():
            folder.strays = strays
        return sorted(folders.values(), key=lambda folder: (folder.start or date.max, folder.name))


def cycle_of(document: Document) -> str:
    """The name of the cycle whose folder contains a document; empty outside cycles."""
    top, *more = document.ref.split("/")
    return more[0] if top == CYCLES_FOLDER and len(more) > 1 else ""


def _ref_without_extra_suffix(ref: str) -> str:
    """The ref of a file with an extra suffix: for `1-action.md.txt` that of `1-action.md`."""
    folder, slash, name = ref.rpartition("/")
    return folder + slash + name.lstrip(".").partition(".")[0]


def _is_in_cycle(ref: str, name: str) -> bool:
    return ref.startswith(f"{CYCLES_FOLDER}/{name}/")


def role_precedence(document: Document) -> tuple[int, int, str]:
    """A sort key for documents with one role: the first is nearest to the root, then has the shortest ref, then the one
    in small letters.
    """
    return document.ref.count("/"), len(document.ref), document.ref.swapcase()


def load_portfolio(
    root: Path,
    options: Options | None = None,
    exclude: Sequence[str] = (),
    instead: Mapping[str, bytes] | None = None,
    trust: Trust | None = None,
    use_cache: bool = False,
) -> Portfolio:
    """Load every document below `root`. Broken files become diagnostics.

    `exclude` are patterns of files that are no documents; `instead` maps a file to bytes read in place of its own.
    `trust` decides whose forms and packs are in effect; without one the portfolio is one's own. With `use_cache`
    documents that have not changed since an earlier run are not read.
    """
    root = real_path(root)
    trust = trust or own_trust(root)
    files = all_files(str(root), exclude)
    if files.outside_links and not trust.is_own(root):
        files = without_outside_links(files)
    if instead:
        # A file that is open in an editor need not be on disk yet.
        new = {file: ref_of(file, str(root)) for file in instead if is_document(file, str(root), exclude)}
        files = files._replace(documents=list({**dict(files.documents), **new}.items()))
    use_cache = use_cache and not instead and not is_off()
    portfolio = Portfolio(root, FormLibrary(root, trust, use_cache), options or Options(), files, exclude, trust)
    lang = DEFAULT_LANG
    lead = SCHOOL_REF if portfolio.is_school else PROFILE_REF
    if use_cache:
        portfolio.cache = DocumentCache(root, trust)
    for file, ref in files.documents:
        if ref == PACKED_SCHOOL_PART_REF and packed_school_part(root):
            # What a packet copies of the school is no document of the teacher.
            portfolio.skipped.append(file)
            continue
        if portfolio.cache:
            document = portfolio.cache.read(file, ref, portfolio.forms, lang)
        else:
            document = _read_document(file, ref, portfolio.forms, lang, (instead or {}).get(file))
        if document is None:
            portfolio.skipped.append(file)
            continue
        if document.form is None and is_of_another_tool(document):
            portfolio.other_tool_files.append(file)
            continue
        portfolio.documents.append(document)
        if ref == lead:
            lang = as_lang(str(document.data.get("lang"))) or lang
    if portfolio.cache:
        portfolio.cache.write()
    portfolio.documents.sort(key=lambda document: document.ref)
    _leave_evidence_to_the_register(portfolio)
    portfolio.forms.read_own()
    portfolio.diagnostics.extend(portfolio.forms.diagnostics)
    if next(trust.pack_files(), None):
        portfolio.diagnostics.extend(portfolio.packs.diagnostics)
    if not trust.is_own(root):
        portfolio.diagnostics.extend(_faults_of_packs(root, use_cache))
    return portfolio


def _read_document(file: str, ref: str, library: FormLibrary, lang: Lang, instead: bytes | None) -> Document | None:
    # Not needed where the documents come from the cache.
    from pdcli.documents.reader import read_document

    return read_document(file, ref, library, lang, instead)


def _faults_of_packs(root: Path, use_cache: bool) -> list[Diagnostic]:
    """The diagnostics of an untrusted portfolio's packs; files outside it are not quoted."""
    files = [file for file in packs_in(root / PACKS_FOLDER) if real_path(file).is_relative_to(root)]
    if not files:
        return []
    from pdcli.portfolio.packs import own_pack

    return [item for file in files for item in own_pack(file, use_cache)[1]]


def _leave_evidence_to_the_register(portfolio: Portfolio) -> None:
    """Remove registered files without a kind from the documents: they are evidence, such as a table saved as YAML."""
    without_kind = [item for item in portfolio.documents if item.form is None and item.kind is None]
    if not without_kind or portfolio.register is None:
        return
    registered_files = {str(portfolio.root / file.place) for file in portfolio.evidence_files if file.size is not None}
    for item in [item for item in without_kind if item.file in registered_files]:
        portfolio.documents.remove(item)
        portfolio.skipped.append(item.file)
