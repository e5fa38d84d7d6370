"""The data that rules share while one portfolio is checked."""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.discovery.file_names import may_have_metadata
from pdcli.discovery.settings import Configuration, read_settings
from pdcli.documents.document import Document
from pdcli.lint.answers import Answers, answers_of
from pdcli.lint.fingerprints import document_fingerprint
from pdcli.lint.form_texts import FormLike, form_like
from pdcli.lint.links import WrongLink, wrong_links
from pdcli.lint.result import Fingerprint
from pdcli.model.documents import EvidenceItem
from pdcli.portfolio.evidence_file import EvidenceFile
from pdcli.portfolio.portfolio import Portfolio
from pdcli.text.personal_data import NumberCandidate, find_number_candidates
from pdcli.thread.carryover import CarryOver
from pdcli.thread.issues import IssueKind, ThreadIssue, thread_issues

if TYPE_CHECKING:
    from pdcli.metadata.inspection import Inspection
    from pdcli.portfolio.school_references import SchoolReferences

# Characters: texts that are longer together are not searched at once, which would need the memory twice.
MAX_TOGETHER = 4_000_000


class LintContext:
    """One portfolio in one run, its settings, and data that several rules need, made when the first rule asks."""

    def __init__(self, portfolio: Portfolio, configuration: Configuration | None = None) -> None:
        self.portfolio = portfolio
        self.configuration = configuration or read_settings(None)
        self.options = portfolio.options
        """The limits that rules check against."""

    @cached_property
    def answers(self) -> list[Answers]:
        """The answers of every document that has any, in the order of the documents."""
        return [Answers(document, items) for document in self.portfolio.documents if (items := answers_of(document))]

    @cached_property
    def final_answers(self) -> list[Answers]:
        """The answers of final documents: a draft is unfinished."""
        return [item for item in self.answers if item.document.is_final]

    @cached_property
    def fingerprints(self) -> list[tuple[Answers, Fingerprint]]:
        """The final documents with answers long enough to be compared: their answers and fingerprint."""
        owner, min_words = str(self.portfolio.root), self.options.copied_min_words
        pairs = [(item, document_fingerprint(item, owner, min_words)) for item in self.final_answers]
        return [pair for pair in pairs if pair[1].tokens]

    @property
    def school_fingerprints(self) -> list[Fingerprint]:
        """The fingerprints to compare with other teachers' (PD708); without private documents."""
        if self.portfolio.is_school:
            # Teachers may repeat what their school writes.
            return []
        return [item for answers, item in self.fingerprints if not answers.document.is_private]

    @cached_property
    def form_like(self) -> list[FormLike]:
        """The final documents with answers that begin like a text of their question."""
        return list(form_like(self.final_answers))

    @cached_property
    def wrong_links(self) -> list[WrongLink]:
        """The links in answers that lead nowhere, or out of the portfolio."""
        return list(wrong_links(self.portfolio.root, self.answers))

    @cached_property
    def breaks(self) -> dict[IssueKind, list[ThreadIssue]]:
        """The breaks of the golden thread by their kind, in the order of the cycles."""
        breaks: dict[IssueKind, list[ThreadIssue]] = {}
        for issue in thread_issues(self.portfolio, CarryOver(self.portfolio.cycles)):
            if issue.state == "break":
                breaks.setdefault(issue.kind, []).append(issue)
        return breaks

    @cached_property
    def school_references(self) -> "SchoolReferences | None":
        """The references of the school, or of the one that the portfolio is part of; None where it is part of none."""
        from pdcli.portfolio.school_references import SchoolReferences

        school = self.portfolio if self.portfolio.is_school else self.portfolio.school
        return SchoolReferences(school) if school else None

    @property
    def outside(self) -> list[Path]:
        """The roots of other portfolios that rules have read."""
        roots = [self.portfolio.school.root] if "school" in vars(self.portfolio) and self.portfolio.school else []
        references = vars(self).get("school_references")
        return roots + (references.portfolios if references else [])

    @cached_property
    def register_rows(self) -> list[tuple[int, EvidenceItem]]:
        """(row number from 0, item) of the register; of two equal ids the first."""
        portfolio = self.portfolio
        rows = portfolio.register.data.get("items") if portfolio.register else None
        rows_by_id: dict[str, tuple[int, EvidenceItem]] = {}
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            item = portfolio.evidence.get(str(row.get("id"))) if isinstance(row, dict) else None
            if item:
                rows_by_id.setdefault(item.id, (number, item))
        return list(rows_by_id.values())

    @cached_property
    def files_with_metadata(self) -> "list[tuple[EvidenceFile, Inspection]]":
        """(file, inspection) of registered files with metadata, or that cannot be inspected; without private ones."""
        return list(self._files_with_metadata())

    def _files_with_metadata(self) -> "Iterator[tuple[EvidenceFile, Inspection]]":
        for file in self.portfolio.evidence_files:
            if file.inside and file.size and may_have_metadata(file.place) and not file.item.private:
                # Few files are such: the module is loaded for these only.
                from pdcli.metadata.files import inspect_file

                inspection = inspect_file(self.portfolio.root / file.place, self.portfolio.use_cache)
                if inspection.hidden or inspection.problem:
                    yield file, inspection

    @cached_property
    def _whole_text(self) -> str | None:
        """The text of all documents; None where it is too long to be searched at once."""
        texts = [document.text for document in self.portfolio.documents]
        return "\n".join(texts) if sum(map(len, texts)) <= MAX_TOGETHER else None

    def documents_with(self, search: Callable[[str], Iterator[object]]) -> list[Document]:
        """All documents if a search finds anything in any of them, else none: one search tells, mostly none."""
        text = self._whole_text
        return self.portfolio.documents if text is None or next(search(text), None) else []

    @cached_property
    def numbers(self) -> list[tuple[Document, NumberCandidate]]:
        """(document, candidate) of what looks like the number of a person, phone or card, in the order of documents."""
        return [
            (document, item)
            for document in self.documents_with(find_number_candidates)
            for item in find_number_candidates(document.text)
        ]
