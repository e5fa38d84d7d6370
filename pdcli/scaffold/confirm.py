"""Confirmations: rows that state who has seen which evidence and documents of somebody else's portfolio."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pdcli.attestation.confirmations import (
    COUNTERSIGNED_KINDS,
    KIND,
    PortfolioConfirmations,
    Standing,
    as_ref,
    read_confirmations,
    read_rows,
    row_sha256,
)
from pdcli.discovery.digest import sha256
from pdcli.discovery.files import CONFIRMATIONS_FILE, SCHEMA_FOLDER, enclosing_school, find_root
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import Lang
from pdcli.i18n.messages import message as _
from pdcli.model.documents import Role
from pdcli.model.forms import Form
from pdcli.model.record import to_plain
from pdcli.portfolio.evidence_file import is_tiny
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import id_in_school
from pdcli.scaffold.document import new_document
from pdcli.scaffold.files import Planned
from pdcli.scaffold.portfolio import plan_schema, schema_path
from pdcli.scaffold.register import with_rows
from pdcli.suggest import choose
from pdcli.text.same_person import same_person


@dataclass(frozen=True, slots=True)
class Confirmable:
    """A piece of evidence (by its id) or a document (by its ref) that can be confirmed."""

    name: str
    title: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Signatory:
    """The person who confirms, with role and day."""

    who: str
    role: Role
    day: date


@dataclass(frozen=True, slots=True)
class ConfirmationPlan:
    """The file, its text before (None: it is new) and after, and the names of new and present confirmations."""

    path: Path
    before: str | None
    after: str
    new: tuple[str, ...]
    present: tuple[str, ...]


def confirmables(portfolio: Portfolio) -> Iterator[Confirmable]:
    """Yield evidence, then final sheets and results, that a second person can confirm; nothing private."""
    confirmations = PortfolioConfirmations(portfolio)
    for item in portfolio.evidence.values():
        if item.private:
            continue
        yield Confirmable(item.id, item.title or item.id, confirmations.of_evidence(item))
    for document in portfolio.documents:
        if document.kind in COUNTERSIGNED_KINDS and document.is_final and not document.is_private:
            yield Confirmable(document.ref, document.title_for(portfolio.lang), confirmations.of_document(document))


def confirmations_file(portfolio: Portfolio, folder: Path) -> Path:
    """The file for confirmations by a person in `folder`: in the own portfolio, else in the candidate's school.

    Raises UserError where there is neither.
    """
    own, school = find_root(folder.resolve()), enclosing_school(portfolio.root)
    if own and own != portfolio.root:
        return own / CONFIRMATIONS_FILE
    if school:
        return school / CONFIRMATIONS_FILE
    message = _(
        "Confirmations are not written in the portfolio itself, and this portfolio is not in a school’s folder."
    )
    hint = _("Name a file of your own: --confirmations {example}")
    raise UserError(message + " " + hint.format(example=f"../{CONFIRMATIONS_FILE}"))


def plan_confirmations(
    portfolio: Portfolio, names: Sequence[str], signatory: Signatory, path: Path, lang: Lang
) -> ConfirmationPlan:
    """The rows of one person for evidence and documents of a portfolio, in a file whose other rows stay.

    Raises UserError for names that do not exist, for drafts, and for the teacher's own portfolio.
    """
    path = path.resolve()
    teacher = portfolio.who.name if portfolio.who else None
    if same_person(signatory.who, teacher):
        message = _("{who} is the teacher of this portfolio: a second person must confirm.").format(who=signatory.who)
        raise UserError(message + " " + _("If this is another person with the same name, add the patronymic."))
    if path.is_relative_to(portfolio.root):
        message = _("{file} is inside the portfolio that it would confirm.").format(file=display_path(path))
        raise UserError(message + " " + _("Use the school’s file or your own: --confirmations FILE."))
    form = portfolio.forms.require(KIND)
    rows = [_row(portfolio, name, signatory, path, teacher) for name in dict.fromkeys(names)]
    file_rows = [to_plain(row) for row in read_rows(path)] if path.is_file() else []
    _refuse_other_role(rows, file_rows, form)
    new = [row for row in rows if not any(_is_same_confirmation(row, other) for other in file_rows)]
    present = tuple(_name(row) for row in rows if row not in new)
    new_names = tuple(map(_name, new))
    if not path.exists():
        schema = schema_path(path.parent, path, KIND)
        text = new_document(form, lang, {"status": "final", "items": new}, schema)
        return ConfirmationPlan(path, None, text, new_names, present)
    document = read_confirmations(path)
    if document is None or document.kind != KIND or document.form is None:
        raise UserError(_("{file} cannot be read, so nothing was added to it.").format(file=display_path(path)))
    before, after = with_rows(document, form, new) if new else (document.text, document.text)
    return ConfirmationPlan(path, before, after, new_names, present)


def missing_schema(portfolio: Portfolio, path: Path, lang: Lang) -> list[Planned]:
    """The JSON Schema of a new file, where its folder has schemas and not yet this one; else empty."""
    form, folder = portfolio.forms.get(KIND), path.parent
    if form is None or not (folder / SCHEMA_FOLDER).is_dir():
        return []
    planned = plan_schema(folder, form, lang)
    return [] if planned.path.exists() else [planned]


def _refuse_other_role(rows: list[dict[str, Any]], file_rows: list[dict[str, Any]], form: Form) -> None:
    """Raise UserError where the person of these rows confirms the same portfolio in another role already (PD523)."""
    who, role, of = rows[0]["who"], rows[0]["role"], rows[0]["portfolio"]
    for other in file_rows:
        if (
            other.get("portfolio") == of
            and other.get("role") not in (None, role)
            and same_person(who, other.get("who"))
        ):
            field = form.field_at(("items", 0, "role"))
            value = field.shown_choice(other["role"]) if field else other["role"]
            message = _("{who} already confirms in this portfolio in another role: {role}.").format(who=who, role=value)
            raise UserError(message + " " + _("Each required role needs a different person."))


def _is_same_confirmation(row: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two rows confirm the same content by the same person in the same role, on whatever day."""
    return all(row.get(key) == other.get(key) for key in row if key not in ("date", "who")) and same_person(
        str(row["who"]), str(other.get("who") or "")
    )


def _name(row: dict[str, Any]) -> str:
    return str(row.get("evidence") or row.get("document"))


def _row(portfolio: Portfolio, name: str, signatory: Signatory, path: Path, teacher: str | None) -> dict[str, Any]:
    school = enclosing_school(portfolio.root)
    # Outside the school the name of the folder is no id.
    is_in_school = school is not None and path.parent == school
    of = id_in_school(portfolio) if is_in_school else (teacher or portfolio.root.name)
    row = {"who": signatory.who, "role": signatory.role, "date": signatory.day.isoformat(), "portfolio": of}
    return {**row, **(_of_evidence(portfolio, name) if name in portfolio.evidence else _of_document(portfolio, name))}


def _of_evidence(portfolio: Portfolio, name: str) -> dict[str, str]:
    item = portfolio.evidence[name]
    row = {"evidence": name}
    if item.file:
        file = next((file for file in portfolio.evidence_files if file.item.id == name), None)
        digest = sha256(portfolio.root / file.place) if file and file.inside and file.size is not None else None
        if file is None or digest is None:
            raise UserError(_("{id}: the file {file} is not there.").format(id=name, file=item.file))
        if is_tiny(file.size):
            raise UserError(_("{id}: there is nothing in the file {file}.").format(id=name, file=item.file))
        row["sha256"] = digest
    return {**row, "row_sha256": row_sha256(item)}


def _of_document(portfolio: Portfolio, name: str) -> dict[str, str]:
    path = Path(name)
    is_path = path.is_file() and path.resolve().is_relative_to(portfolio.root)
    ref = as_ref(path.resolve().relative_to(portfolio.root).as_posix() if is_path else name)
    document = next((item for item in portfolio.documents if item.ref == ref and item.form), None)
    if document is None:
        message = _("Neither evidence nor a document here is called `{name}`.").format(name=name[:80])
        raise UserError(message + " " + choose(name, [item.name for item in confirmables(portfolio)]))
    digest = sha256(document.path)
    if not document.is_final or digest is None:
        message = _("{document} is a draft, so it may still change.").format(document=ref)
        raise UserError(message + " " + _("Confirm the document once it says `status: final`."))
    return {"document": ref, "sha256": digest}
