"""Filling a document question by question, through an `Asker`, such as a terminal.

Each answer is checked and saved at once. The file is read again before it is written, so that nothing is lost when it
is open in an editor as well. A typed text is stored as a draft until it is saved.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pdcli.discovery.naming import display_path
from pdcli.documents.document import Document
from pdcli.documents.progress import is_answered, unanswered
from pdcli.documents.validation import validate
from pdcli.errors import UserError
from pdcli.i18n import Lang
from pdcli.i18n.messages import NO_MESSAGE, Message, joined, ngettext, worded
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Field
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.scaffold.answers import as_read, as_typed, parse
from pdcli.scaffold.drafts import REST, Draft, Drafts
from pdcli.scaffold.options import NO_OPTIONS, TYPES_WITH_OPTIONS, Options, names_people, options_of
from pdcli.scaffold.questions import (
    Loc,
    all_places,
    context_lines,
    full_label,
    new_row,
    open_places,
    places_of_part,
    rows_of,
    value_at,
    whole_row,
)
from pdcli.scaffold.saving import AnsweredElsewhereError, read, save
from pdcli.writing.atomic import refuse_read_only

if TYPE_CHECKING:
    from pdcli.portfolio.route_findings import RouteFinding

# The most open questions that one sentence names.
_MOST_NAMED = 3


class Question(NamedTuple):
    """One place of a document. `answer` is its present value as typed text; `draft` has the text that was typed before.

    `complaint` is why the last reply was rejected; it is none when the question is asked for the first time.
    `rejected` is an earlier reply that is stored when another one is accepted.
    """

    loc: Loc
    field: Field
    above: tuple[str, ...]
    lang: Lang
    number: int
    total: int
    answer: str
    draft: Draft
    options: Options
    complaint: Message = NO_MESSAGE
    rejected: str = ""


class Back(NamedTuple):
    """Go back one question."""


class Quit(NamedTuple):
    """Stop; everything answered so far is saved."""


class Skip(NamedTuple):
    """Leave this question as it is."""


class Review(NamedTuple):
    """Show all answers, and choose one to change."""


Reply = str | Back | Quit | Skip | Review


class Answer(NamedTuple):
    """A line of the review: a question and its answer in the document."""

    label: str
    text: str


class Asker(Protocol):
    """The source of answers: a terminal, a pipe, or a test.

    In a pipe (`is_pipe`) nobody corrects a rejected reply: the next line may be another answer, and both are stored.
    """

    is_pipe: bool

    def ask(self, question: Question) -> Reply:
        """The reply to a question."""

    def wants_row(self, table: Field, lang: Lang) -> bool:
        """Whether a complete table gets one more row."""

    def review(self, answers: Sequence[Answer], store: Callable[[str], None]) -> int | None:
        """The number (from 0) of an answer to be changed; None ends the dialogue.

        `store` is called with typed texts that answer nothing.
        """

    def tell(self, message: Message) -> None:
        """Show a message."""


class NotSavedError(UserError):
    """A typed text could not be saved in the document; `draft` has it, `cause` tells why."""

    def __init__(self, cause: UserError | OSError | None, draft: Draft) -> None:
        super().__init__(str(cause or ""))
        self.cause = cause
        self.draft = draft


def fill(
    portfolio: Portfolio,
    path: Path,
    asker: Asker,
    everything: bool = False,
    lang: Lang | None = None,
    part: str | None = None,
) -> int:
    """Ask the open questions of a document, or all of them, or all of one part; the number of saved answers.

    A part is a row by its id, a table for a new row of it, or a question. They are asked in a language, without one in
    that of the document.
    Raises UserError where the document cannot be filled or has no such part, NotSavedError where a typed text could not
    be saved.
    """
    refuse_read_only(path)
    return _Dialogue(portfolio, path, asker, everything, lang, part).run()


def append_text(earlier: str, text: str) -> str:
    """A text after an earlier one that is not saved either; once where both are equal."""
    return text if earlier.strip() in ("", text.strip()) else f"{earlier}\n{text}"


def empty_parts(portfolio: Portfolio, path: Path) -> list[Field]:
    """The fields of a document of a school that are not asked because they may stay empty, and are empty.

    None of a portfolio: its questions are those of its forms.
    """
    document = read(portfolio, path)
    if not portfolio.is_school or document.form is None:
        return []
    return [
        item for item in document.form.all_fields
        if not item.required and item.applies(document.data) and not is_answered(document.data.get(item.key))
    ]  # fmt: skip


def make_final(portfolio: Portfolio, path: Path) -> None:
    """Write `status: final`. Raises UserError while questions are open."""
    document = read(portfolio, path)
    # A table is one question here, however many of its cells are open.
    keys = list(dict.fromkeys(str(loc[0]) for loc in unanswered(document)))
    if keys and document.form:
        fields = [document.form.by_key[key] for key in keys[:_MOST_NAMED]]
        labels = joined(_("“{label}”").format(label=worded(field.label.__getitem__, field.key)) for field in fields)
        message = ngettext(
            "{count} question has no answer yet: {labels}; `pd fill {path}` asks it.",
            "{count} questions have no answer yet: {labels}; `pd fill {path}` asks them.",
            len(keys),
        )
        if len(keys) > _MOST_NAMED:
            labels = joined([labels, "…"], ", ")
        raise UserError(message.format(count=len(keys), labels=labels, path=display_path(path)))
    save(portfolio, path, document, ("status",), "final")


class _Dialogue:
    """The questions of one document, one after the other, with the way back."""

    def __init__(
        self,
        portfolio: Portfolio,
        path: Path,
        asker: Asker,
        everything: bool,
        lang: Lang | None,
        part: str | None,
    ) -> None:
        self.portfolio = portfolio
        self.path = path
        self.asker = asker
        self.everything = everything
        self.document = self.first = read(portfolio, path)
        self.lang = lang or self.document.lang
        self.places_of_part = _places_of_part(self.document, part, self.lang) if part else None
        place = (self.places_of_part or [()])[0]
        self.adds_rows = len(place) > 1 and not self._has_row(place)
        # The places that this dialogue has answered.
        self.answered_here: set[Loc] = set()
        self.drafts = Drafts(portfolio.root, path)
        # Typed texts that belong to no question.
        self.rest = self.drafts.of(REST, "")
        self.places: list[Loc] = []
        # By table: the number of rows to fill, and the number of rows at which one more was offered.
        self.row_targets: dict[str, int] = {}
        self.offered_at: dict[str, int] = {}
        self.answered = 0

    def run(self) -> int:
        """Ask until nothing is open or the person stops; the number of saved answers."""
        self._report_orphan_drafts()
        self._ask_all()
        self._report_unsaved()
        return self.answered

    def _ask_all(self) -> None:
        position = 0
        while True:
            remaining = self._remaining()
            if position >= len(self.places):
                if not remaining:
                    self._review()
                    return
                self.places.append(remaining.pop(0))
            loc = self.places[position]
            match self._ask(loc, position, len(self.places) + len(remaining)):
                case Quit():
                    return
                case Back():
                    position = max(0, position - 1)
                case Review():
                    if isinstance(self._review(), Quit):
                        return
                case _:
                    position += 1
                    self._offer_row(loc, position)

    def _review(self) -> Quit | None:
        """Show the answers, and ask again those that the person selects."""
        while self.places:
            number = self.asker.review(self._answers(), self._store_rest)
            if number is None:
                return None
            if isinstance(self._ask(self.places[number], number, len(self.places)), Quit):
                return Quit()
        return None

    def _discard_draft(self, question: Question) -> None:
        """Discard the draft of an answer that is in the document."""
        if question.rejected:
            self._store_rest(question.rejected)
        question.draft.discard()

    def _store_rest(self, text: str) -> None:
        if not self.rest.store(append_text(self.rest.text, text)):
            raise NotSavedError(self.rest.error, self.rest)

    def _remaining(self) -> list[Loc]:
        """The places that were not asked yet, those with drafts first."""
        if self.places_of_part is not None:
            places = list(self.places_of_part)
        else:
            places = all_places(self.document) if self.everything else open_places(self.document)
        form = self.document.form
        for key, count in self.row_targets.items():
            # A requested row comes before the open places below its table.
            if form and len(rows_of(self.document.data, key)) < count:
                places = new_row(form.by_key[key], count - 1) + places
        # Texts that are typed and not saved come first.
        return [loc for loc in dict.fromkeys([*self._with_drafts(), *places]) if loc not in self.places]

    def _with_drafts(self) -> list[Loc]:
        """The places whose draft differs from the document."""
        form = self.document.form
        return [loc for loc in self.drafts.locs() if form and form.field_at(loc) and self._draft_differs(loc)]

    def _draft_differs(self, loc: Loc) -> bool:
        field = self._field(loc)
        if field.parts or not self._is_place(loc):
            return False
        draft = self.drafts.of(loc, field.label[self.lang])
        return bool(draft.text.strip()) and draft.text.strip() != self._typed_answer(loc)

    def _is_place(self, loc: Loc) -> bool:
        """Whether a place belongs to the document; of a table, its rows and the next new one."""
        number = next((step for step in loc if isinstance(step, int)), 0)
        return number <= len(rows_of(self.document.data, str(loc[0])))

    def _has_row(self, loc: Loc) -> bool:
        """Whether the row of a place is in the document."""
        return isinstance(loc[1], int) and loc[1] < len(rows_of(self.document.data, str(loc[0])))

    def _report_orphan_drafts(self) -> None:
        """Show where drafts are that belong to no question of this document."""
        form = self.document.form
        for loc in self.drafts.locs():
            field = form.field_at(loc) if form else None
            draft = self.drafts.of(loc, field.label[self.lang] if field else "")
            for file, problem in draft.undecodable.items():
                self.asker.tell(
                    _("{path} holds a text that cannot be read: {problem}").format(
                        path=display_path(file), problem=problem
                    )
                )
            is_orphan = loc != REST and (field is None or field.parts or not self._is_place(loc))
            if draft.path and is_orphan:
                text = _("Text typed earlier no longer has a place in this document; it has been kept in {path}")
                self.asker.tell(text.format(path=_typed_path(draft)))

    def _report_unsaved(self) -> None:
        """Show which texts are not saved."""
        form = self.document.form
        labels = [full_label(form, loc, self.lang) for loc in self._with_drafts() if form]
        if labels:
            text = _("Typed but not saved yet; `pd fill` will offer it again: {labels}")
            self.asker.tell(text.format(labels="; ".join(labels)))
        if self.rest.path:
            text = _("Text that matched no question is kept in {path}; delete the file if you do not need it.")
            self.asker.tell(text.format(path=_typed_path(self.rest)))

    def _field(self, loc: Loc) -> Field:
        field = self.document.form.field_at(loc) if self.document.form else None
        if field is None:
            raise UserError(
                _("{path} cannot be read as a document; `pd lint` shows why.").format(path=display_path(self.path))
            )
        return field

    def _typed_answer(self, loc: Loc) -> str:
        """The answer of the document as typed text."""
        return as_typed(self._field(loc), value_at(self.document.data, loc), self.lang).strip()

    def _answers(self) -> list[Answer]:
        """The answers of the document at every place that was asked."""
        document, form = self.document, self.document.form
        assert form is not None
        return [
            Answer(
                full_label(form, loc, self.lang),
                as_read(self._field(loc), value_at(document.data, loc), self.lang),
            )
            for loc in self.places
        ]

    def _ask(self, loc: Loc, position: int, total: int) -> Reply:
        """Ask until a reply is accepted: saved, or a command."""
        complaint, rejected = NO_MESSAGE, ""
        unsaved: Draft | None = None
        while True:
            question = self._question(loc, position, total, complaint)
            if unsaved:
                # It has no file, so that it cannot be read again.
                question = question._replace(draft=unsaved)
            earlier = question.draft.text
            reply = self._reply(question)
            if not isinstance(reply, str) or not reply.strip():
                _refuse_to_lose(question.draft)
                return reply if not isinstance(reply, str) else Skip()
            is_stored = question.draft.store(append_text(earlier, reply) if self.asker.is_pipe else reply)
            unsaved = None if is_stored else question.draft
            if reply.strip() == question.answer:
                question.draft.discard()
                return reply
            if complaint and reply.strip() == rejected:
                # The same reply again: it stays a draft for later.
                _refuse_to_lose(question.draft)
                return Skip()
            if self.asker.is_pipe and earlier.strip() not in ("", reply.strip()):
                question = question._replace(rejected=earlier)
            complaint, rejected = self._accept(question, reply), reply.strip()
            if not complaint:
                return reply

    def _reply(self, question: Question) -> Reply:
        try:
            return self.asker.ask(question)
        except KeyboardInterrupt:
            if question.draft.path or question.draft.error:
                raise NotSavedError(None, question.draft) from None
            raise

    def _question(self, loc: Loc, position: int, total: int, complaint: Message) -> Question:
        try:
            self.document = read(self.portfolio, self.path)
            field = self._field(loc)
        except UserError as error:
            draft = self.drafts.of(loc, "")
            raise NotSavedError(error, draft) if draft.path else error from None
        form, lang = self.document.form, self.lang
        assert form is not None
        options = NO_OPTIONS
        if field.type in TYPES_WITH_OPTIONS or names_people(self.portfolio, self.document, field):
            # Another window may have registered something since.
            self.portfolio = load_portfolio(self.portfolio.root)
            options = options_of(self.portfolio, self.document, field, lang)
        draft = self.drafts.of(loc, field.label[lang])
        answer = self._typed_answer(loc)
        if draft.text.strip() == answer:
            # Saved before an earlier process ended, and not discarded yet.
            draft.discard()
        above = context_lines(form, loc, lang)
        above += self._descriptors(loc)
        findings = self._findings(loc)
        if findings:
            # Translators: what the portfolio and the school show of a row of a route.
            line = _("Found for this row: {what}").format(what="; ".join(item.text for item in findings))
            above = (*above, line.text(lang))
            names = {item.value for item in findings}
            options = options._replace(listed=tuple(sorted(options.listed, key=lambda item: item.value not in names)))
        return Question(loc, field, above, lang, position + 1, total, answer, draft, options, complaint)

    def _descriptors(self, loc: Loc) -> tuple[str, ...]:
        """What the guideline says of the own and the next category, where a level is asked."""
        if self.document.kind != "self-assessment":
            return ()
        # Few documents are self-assessments.
        from pdcli.scaffold.expectation import level_descriptors

        return level_descriptors(self.portfolio, self.document, loc, self.lang)

    def _findings(self, loc: Loc) -> "tuple[RouteFinding, ...]":
        """What was found for the row of an educational route: offered, never written by itself."""
        if self.document.kind != "education-route" or len(loc) < 2:
            return ()
        # Few documents are routes.
        from pdcli.portfolio.route_findings import route_findings

        return route_findings(self.portfolio, self.document).get(str(loc[1]), ())

    def _accept(self, question: Question, reply: str) -> Message:
        """Save a reply; why it is rejected, or no message. Raises NotSavedError where it cannot be saved at all."""
        value, complaint = parse(question.field, reply, question.lang, question.options)
        complaint = complaint or _complaint(self.portfolio, self.document, question.loc, value)
        if complaint:
            return complaint
        if value == value_at(self.document.data, question.loc):
            self._discard_draft(question)
            return NO_MESSAGE
        try:
            if self.asker.is_pipe and self._is_answered_elsewhere(question.loc):
                # On a terminal the other answer is visible, and is changed on purpose.
                raise AnsweredElsewhereError
            self.document = save(self.portfolio, self.path, self.document, question.loc, value)
        except AnsweredElsewhereError as error:
            self.asker.tell(
                error.message + " " + _("What you typed is kept in {path}").format(path=_typed_path(question.draft))
            )
            return NO_MESSAGE
        except (UserError, OSError) as error:
            raise NotSavedError(error, question.draft) from error
        self._discard_draft(question)
        self.answered += 1
        self.answered_here.add(question.loc)
        if question.field.type == "date" and value != reply.strip():
            # In 03/04/2026 others would take the other number for the month.
            self.asker.tell(_("Saved as {value}.").format(value=value))
        return NO_MESSAGE

    def _is_answered_elsewhere(self, loc: Loc) -> bool:
        """Whether another program has answered the question since this dialogue began."""
        first, now = value_at(self.first.data, loc), value_at(self.document.data, loc)
        return loc not in self.answered_here and not is_answered(first) and is_answered(now)

    def _offer_row(self, loc: Loc, position: int) -> None:
        """Offer one more row after the last question of a complete table."""
        form = self.document.form
        table = form.by_key[str(loc[0])] if form else None
        following = [*self.places[position:], *self._remaining()][:1]
        if self.places_of_part is not None and not self.adds_rows:
            return
        if table is None or table.type != "table" or any(place[0] == table.key for place in following):
            return
        rows = len(rows_of(self.document.data, table.key))
        if not rows or self.row_targets.get(table.key, 0) > rows or self.offered_at.get(table.key) == rows:
            return
        if any(place[0] == table.key for place in open_places(self.document)):
            return
        self.offered_at[table.key] = rows
        if self.asker.wants_row(table, self.lang):
            self.row_targets[table.key] = rows + 1
            if self.places_of_part is not None:
                self.places_of_part += whole_row(table, rows)


def _places_of_part(document: Document, part: str, lang: Lang) -> list[Loc]:
    """The places of a part. Raises UserError with the names of all parts where the document has no such one."""
    places = places_of_part(document, part)
    if not places and document.form:
        names = [f"{item.key} ({item.label[lang]})" for item in document.form.all_fields]
        message = _("This document has no part `{part}`.").format(part=part[:40])
        raise UserError(message, _("Its parts: {names}; a row is named by its id.").format(names=", ".join(names)))
    return places


def _refuse_to_lose(draft: Draft) -> None:
    """Raise NotSavedError for a text that is in no file and would be lost."""
    if draft.error and draft.text.strip():
        raise NotSavedError(draft.error, draft)


def _complaint(portfolio: Portfolio, document: Document, loc: Loc, value: Any) -> Message | None:
    """The message of the typed model for one value; None without one."""
    form = document.form
    if form is None:
        return None
    data: Any = value
    for step in reversed(loc):
        data = [data] if isinstance(step, int) else {step: data}
    top = form.by_key[str(loc[0])]
    if top.type == "table" and len(loc) > 1:
        identifier = next((part for part in top.columns if part.type == "id"), None)
        if identifier and identifier.key != loc[-1]:
            data[top.key][0][identifier.key] = f"{identifier.prefix}1"
    _model, faults = validate({"kind": form.kind, **data}, portfolio.forms.validator(form), form)
    return faults[0].message + " " + faults[0].hint if faults else None


def _typed_path(draft: Draft) -> str:
    """The path of a draft as a person would type it."""
    return display_path(draft.path) if draft.path else ""
