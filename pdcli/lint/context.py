"""What the rules share while one portfolio is checked."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pdcli.discovery.file_names import may_have_metadata
from pdcli.discovery.settings import Configuration, read_settings
from pdcli.documents.document import Document
from pdcli.lint.answers import Answers, answers_of
from pdcli.lint.copies import document_print
from pdcli.lint.form_texts import FormLike, form_like
from pdcli.lint.links import WrongLink, wrong_links
from pdcli.lint.result import Print
from pdcli.model.documents import EvidenceItem
from pdcli.portfolio.evidence_file import EvidenceFile
from pdcli.portfolio.portfolio import Portfolio
from pdcli.text.personal_data import NumberCandidate, find_number_candidates
from pdcli.thread.carryover import CarryOver
from pdcli.thread.issues import IssueKind, ThreadIssue, thread_issues

if TYPE_CHECKING:
    from pdcli.metadata.inspection import Inspection

# Characters: texts that are longer together are not searched at once, which would need the memory twice.
MAX_TOGETHER = 4_000_000


class LintContext:
    """One portfolio in one run, the settings that count for it, and what several rules ask of it.

    Each of these is made when the first rule asks, and goes with the context.
    """

    def __init__(self, portfolio: Portfolio, configuration: Configuration | None = None) -> None:
        self.portfolio = portfolio
        self.configuration = configuration or read_settings(None)
        self.options = portfolio.options
        """The limits that rules keep to."""

    @cached_property
    def answers(self) -> list[Answers]:
        """The answers of every document that has any, in the order of the documents."""
        return [Answers(document, items) for document in self.portfolio.documents if (items := answers_of(document))]

    @cached_property
    def final_answers(self) -> list[Answers]:
        """Those of final documents: a draft may be mended tomorrow."""
        return [item for item in self.answers if item.document.is_final]

    @cached_property
    def prints(self) -> list[tuple[Answers, Print]]:
        """The answers of final documents in which there is something to compare."""
        owner, min_words = str(self.portfolio.root), self.options.copied_min_words
        pairs = [(item, document_print(item, owner, min_words)) for item in self.final_answers]
        return [pair for pair in pairs if pair[1].words]

    @property
    def school_prints(self) -> list[Print]:
        """Those that are compared with other teachers' (PD708); private documents are not shown to a colleague."""
        if self.portfolio.is_school:
            # What a school says of itself its teachers may say after it.
            return []
        return [item for answered, item in self.prints if not answered.document.is_private]

    @cached_property
    def form_like(self) -> list[FormLike]:
        """The final documents with answers that begin like a text of their question, and these answers."""
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
    def register_rows(self) -> list[tuple[int, EvidenceItem]]:
        """The register with the numbers of its rows; of two equal ids the first."""
        portfolio = self.portfolio
        rows = portfolio.register.data.get("items") if portfolio.register else None
        found: dict[str, tuple[int, EvidenceItem]] = {}
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            item = portfolio.evidence.get(str(row.get("id"))) if isinstance(row, dict) else None
            if item:
                found.setdefault(item.id, (number, item))
        return list(found.values())

    @cached_property
    def telling_files(self) -> "list[tuple[EvidenceFile, Inspection]]":
        """The files of the register that tell more than they show, or could not be looked into; no private ones."""
        return list(self._telling_files())

    def _telling_files(self) -> "Iterator[tuple[EvidenceFile, Inspection]]":
        for file in self.portfolio.evidence_files:
            if file.inside and file.size and may_have_metadata(file.place) and not file.item.private:
                # Few files are such: the way to look into them is loaded for these only.
                from pdcli.metadata.files import inspect_file

                looked = inspect_file(self.portfolio.root / file.place, self.portfolio.use_cache)
                if looked.hidden or looked.problem:
                    yield file, looked

    @cached_property
    def _whole_text(self) -> str | None:
        """The text of all documents; None where it is too long to be searched at once."""
        texts = [document.text for document in self.portfolio.documents]
        return "\n".join(texts) if sum(map(len, texts)) <= MAX_TOGETHER else None

    def documents_with(self, search: Callable[[str], Iterator[object]]) -> list[Document]:
        """All documents, if a search finds anything in any of them: mostly it does not, which one search tells."""
        text = self._whole_text
        return self.portfolio.documents if text is None or next(search(text), None) else []

    @cached_property
    def numbers(self) -> list[tuple[Document, NumberCandidate]]:
        """What looks like a number of a person, phone or card, in the order of the documents."""
        return [
            (document, item)
            for document in self.documents_with(find_number_candidates)
            for item in find_number_candidates(document.text)
        ]
