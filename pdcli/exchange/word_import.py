"""Documents made of files of Word: where each is written, what it says, and what could not be placed."""

import re
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.discovery.files import IMPORTED_FOLDER
from pdcli.discovery.naming import display_path
from pdcli.documents.document import Document
from pdcli.errors import UserError
from pdcli.exchange.word_answers import Loose, PlacedAnswer, WordAnswers, data_of, head_values, word_answers
from pdcli.exchange.word_convert import as_docx
from pdcli.exchange.word_recognition import recognised
from pdcli.i18n import N_, Lang, translate
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import Portfolio
from pdcli.reading.markdown_reader import read_markdown
from pdcli.reading.word_file import open_word, read_bytes
from pdcli.reading.word_form import WordForm, origin_of, read_form, without_printed
from pdcli.reading.yaml_reader import read_yaml
from pdcli.scaffold.files import Planned
from pdcli.scaffold.new import form_of, kinds, plan_document, slug
from pdcli.scaffold.questions import value_at
from pdcli.scaffold.saving import read
from pdcli.writing.atomic import rewrite
from pdcli.writing.splice import normalise, set_answer

_DIGITS_OF_DIGEST = 16
# Digits that follow one another are no year.
_YEAR = re.compile(r"(\d{4})-(\d{4})")


class WordImport(NamedTuple):
    """What becomes of a file of Word: the document, the original to be kept, its answers, and what is not placed.

    `differing` are answers of the file for which the document has others already; `before` is the text of a document
    that is filled in, None of a new one. `notes` say what the file holds besides text; `is_incomplete` where visible
    signs were not found again.
    """

    source: Path
    form: Form
    document: Planned
    original: Planned
    answers: tuple[PlacedAnswer, ...]
    loose: tuple[Loose, ...]
    notes: tuple[Message, ...]
    differing: tuple[PlacedAnswer, ...] = ()
    before: str | None = None
    is_incomplete: bool = False


def plan_import(
    portfolio: Portfolio, source: Path, today: date, cycle: str | None = None, kind: str = ""
) -> WordImport:
    """The new document of a file, at the place that a new document of its kind has.

    Raises UserError for a file that is no form of pd, or that was imported before.
    """
    data, file, notes = _opened(portfolio, source, kind)
    form = form_of(portfolio, file.kind)
    original = _original(portfolio, source, data)
    if original.path.is_file() and original.path.read_bytes() == data:
        message = _("This file was imported before: it is kept as {path}. To import it again, remove that copy.")
        raise UserError(message.format(path=display_path(original.path)))
    answers = word_answers(portfolio, form, file)
    values = data_of(answers.answers)
    title = values.get("title")
    day = _day(values, today)
    kept_as = original.path.relative_to(portfolio.root).as_posix()
    # Translators: a comment at the top of a document.
    remark = translate(N_("Read from {file} (SHA-256 {digest})."), portfolio.lang)
    planned = plan_document(
        portfolio,
        form.kind,
        str(title) if title else None,
        day,
        cycle if "{cycle}" in form.place_in(portfolio.is_school) else None,
        is_prefilled=file.is_blank,
        remark=remark.format(file=kept_as, digest=str(sha256(data).hexdigest())),
    )
    text = str(planned.text)
    for key, value in head_values(file).items():
        text = set_answer(text, form.format == "md", form, (key,), value, portfolio.lang)
    text, misfits = _with_answers(text, form, answers, portfolio.lang)
    loose = (*answers.loose, *misfits)
    text = _with_loose(text, form, loose, portfolio.lang)
    return WordImport(
        source,
        form,
        planned._replace(text=text),
        original,
        answers.answers,
        loose,
        notes,
        is_incomplete=bool(file.lost_signs),
    )


def plan_filling(portfolio: Portfolio, source: Path, target: Path) -> WordImport:
    """What a file adds to a draft: only answers that are open there.

    Raises UserError for a document of another kind and for a final one.
    """
    document = read(portfolio, target)
    form = document.form
    assert form is not None
    data, file, notes = _opened(portfolio, source, form.kind)
    if form.kind != file.kind:
        message = _("{path} is a document of kind `{kind}`, but the file is of kind `{other}`.")
        raise UserError(message.format(path=display_path(target), kind=form.kind, other=file.kind))
    if document.is_final:
        raise UserError(_("{path} is final: nothing is added to it.").format(path=display_path(target)))
    answers = word_answers(portfolio, form, file)
    new, differing = _apart(document, form, answers.answers)
    text, misfits = _with_answers(document.text, form, WordAnswers(new, ()), document.lang)
    loose = (*answers.loose, *misfits)
    text = _with_loose(text, form, loose, document.lang)
    planned = Planned(document.path, text)
    original = _original(portfolio, source, data)
    return WordImport(
        source, form, planned, original, new, loose, notes, differing, document.text, bool(file.lost_signs)
    )


def write_filling(item: WordImport, has_mark: bool) -> None:
    """Write a document that was filled in. Raises ChangedMeanwhileError where another program changed it."""
    mark = "\ufeff" if has_mark else ""
    rewrite(item.document.path, f"{mark}{item.before}", f"{mark}{item.document.text!s}")


def _opened(portfolio: Portfolio, source: Path, kind: str) -> tuple[bytes, WordForm, tuple[Message, ...]]:
    data = read_bytes(source)
    word = open_word(as_docx(source, data))
    notes = word.ignored
    file = read_form(word)
    if file is None:
        origin = origin_of(word)
        names = [form_of(portfolio, kind).kind] if kind else [origin.get("kind")] if origin is not None else []
        forms = [portfolio.forms.require(name) for name in names or kinds(portfolio)]
        file = recognised(word, forms, names[0] if names else "")
        if origin is not None:
            # Another program has removed the tags of a file of pd; what was printed in it is known.
            file = file._replace(rest=without_printed(origin, file.rest))
        message = _("The form was recognised by its labels: `{kind}`. Compare the document with the file.")
        notes = (message.format(kind=file.kind), *notes)
    if file.lost_signs:
        message = _(
            "Visible characters of this file that were not found in the document: {count}. Compare the "
            "file with the document."
        )
        notes = (*notes, message.format(count=abs(file.lost_signs)))
    return data, file, notes


def _original(portfolio: Portfolio, source: Path, data: bytes) -> Planned:
    """The file as it came: not among evidence, because it proves nothing by itself and is in no register."""
    digest = sha256(data).hexdigest()[:_DIGITS_OF_DIGEST]
    name = f"{slug(source.stem) or 'word'}-{digest}{source.suffix.lower()}"
    return Planned(portfolio.root / IMPORTED_FOLDER / name, data)


def _day(values: dict[str, Any], today: date) -> date:
    """The day by which a new document is filed: its own date, else one in its school year, else today."""
    try:
        return date.fromisoformat(str(values.get("date")))
    except ValueError:
        pass
    year = str(values.get("school_year") or "")
    if _YEAR.fullmatch(year) and year != school_year(today):
        return date(int(year[:4]), 10, 1)
    return today


def _with_answers(text: str, form: Form, answers: WordAnswers, lang: Lang) -> tuple[str, list[Loose]]:
    """The text of a document with answers, and those that cannot stand in it exactly as they are."""
    misfits: list[Loose] = []
    is_markdown = form.format == "md"
    tables: dict[str, list[PlacedAnswer]] = {}
    for item in answers.answers:
        if len(item.loc) > 1 and isinstance(item.loc[1], int):
            tables.setdefault(str(item.loc[0]), []).append(item)
            continue
        try:
            text = set_answer(text, is_markdown, form, item.loc, item.value, lang)
        except UserError:
            misfits.append(Loose("", _as_typed(item)))
    for key, items in tables.items():
        order = [part.key for part in form.by_key[key].columns]
        rows = [dict(sorted(row.items(), key=lambda cell: order.index(cell[0]))) for row in data_of(items)[key]]
        try:
            text = set_answer(text, is_markdown, form, (key,), rows, lang)
        except UserError:
            misfits += [Loose("", _as_typed(item)) for item in items if item.text]
    return text, misfits


def _as_typed(item: PlacedAnswer) -> str:
    """An answer with its links and lists, where it has them."""
    return item.value if isinstance(item.value, str) else item.text


def _apart(
    document: Document, form: Form, answers: Sequence[PlacedAnswer]
) -> tuple[tuple[PlacedAnswer, ...], tuple[PlacedAnswer, ...]]:
    """Answers to what is open in a document, and those that differ from what is there."""
    new: list[PlacedAnswer] = []
    differing: list[PlacedAnswer] = []
    data = data_of(answers)
    for item in answers:
        key = str(item.loc[0])
        place = item.loc[:1] if key in form.by_key and form.by_key[key].type == "table" else item.loc
        present = value_at(document.data, place)
        value = data[key] if len(place) == 1 and place != item.loc else item.value
        if present in (None, "", [], {}):
            new.append(item)
        elif present != normalise(value) and str(present) != str(normalise(value)):
            differing.append(item)
    return tuple(new), tuple(differing)


def _with_loose(text: str, form: Form, loose: Sequence[Loose], lang: Lang) -> str:
    """The text of a document with what belongs to no field: below headings in Markdown, in comments in YAML."""
    if not loose:
        return text
    # Translators: the heading above texts of a file of Word that belong to no question of the form.
    heading = translate(N_("Not matched to a question"), lang)
    if form.format == "yaml":
        lines = [line for item in loose for line in (*filter(None, [item.heading]), *item.text.split("\n"))]
        comments = [f"# {line}".rstrip() for line in (f"{heading}:", *lines)]
        return _checked(text, text.rstrip("\n") + "\n\n" + "\n".join(comments) + "\n", form)
    parts = [f"## {' '.join(item.heading.split())}\n\n{item.text}".rstrip() for item in loose if item.heading]
    others = [item.text for item in loose if not item.heading]
    if others:
        parts.append(f"## {heading}\n\n" + "\n\n".join(others))
    new_text = text.rstrip("\n") + "\n\n" + "\n\n".join(parts) + "\n"
    if _data(new_text, form) != _data(text, form):
        # Something in it looks like a heading of the form.
        lines = "\n".join(parts).split("\n")
        quoted = "\n".join(f"> {line}".rstrip() for line in lines)
        new_text = f"{text.rstrip()}\n\n## {heading}\n\n{quoted}\n"
    return _checked(text, new_text, form)


def _checked(before: str, after: str, form: Form) -> str:
    if _data(after, form) != _data(before, form):
        raise UserError(_("This answer cannot be saved here exactly as it is; nothing was changed."))
    return after


def _data(text: str, form: Form) -> Any:
    """The answers in a text."""
    if form.format == "yaml":
        return read_yaml(text).data
    result = read_markdown(text, lambda _front: form)
    sections = {section.key: section.value for section in result.sections if section.key}
    return (result.front.data if result.front else None), sections
