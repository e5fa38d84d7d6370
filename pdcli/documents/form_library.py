"""Lookup of form definitions: those in own templates/ first, then the shipped ones."""

from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from pdcli.diagnostics import START, Diagnostic
from pdcli.discovery.file_names import is_unsafe_path, name_fault, windows_fault
from pdcli.discovery.files import real_path, shipped_forms
from pdcli.discovery.trust import Trust, own_trust
from pdcli.documents.validation import expected_values
from pdcli.i18n.messages import NO_MESSAGE, Message, joined
from pdcli.i18n.messages import message as _
from pdcli.model.documents import CLASSES
from pdcli.model.forms import Form
from pdcli.model.record import from_plain
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.place import Places
from pdcli.reading.yaml_file import read_yaml_file
from pdcli.resources import compiled

if TYPE_CHECKING:
    from pdcli.model.build import Validator

# What stands for something in the place of a form.
_PLACE_PARTS = frozenset({"cycle", "date", "slug", "year"})


class FormLibrary:
    """The forms that documents of one portfolio may have, each read on first use.

    Without a `trust` the portfolio is one's own; without a `root` there are the shipped forms only. With both, `root`
    is a path without links.
    """

    def __init__(self, root: Path | None = None, trust: Trust | None = None) -> None:
        if root and trust is None:
            root = real_path(root)
            trust = own_trust(root)
        self._own = trust.form_files(root) if root and trust else {}
        self._forms: dict[str, Form | None] = {}
        self._validators: dict[str, Validator] = {}
        self.diagnostics: list[Diagnostic] = []

    def kinds(self) -> list[str]:
        """All kinds with a form, in alphabetical order."""
        return sorted({*self._own, *shipped_forms()})

    def suggest_kind(self, text: str) -> str | None:
        """The kind that a text means; None if that is not certain. Reads every form."""
        # What people type is looked at only after a slip.
        from pdcli.model.human_values import parse_kind

        return parse_kind((form for kind in self.kinds() if (form := self.get(kind))), text)

    def nearest(self, text: str) -> str | None:
        """The kind with the most similar name; None if nothing is similar. Reads every form."""
        from pdcli.model.human_values import nearest_kind

        return nearest_kind((form for kind in self.kinds() if (form := self.get(kind))), text)

    def get(self, kind: str) -> Form | None:
        """The form of a kind; None if there is none or it is broken (reported in `diagnostics`)."""
        if kind not in self._forms:
            self._forms[kind] = self._load(kind)
        return self._forms[kind]

    def validator(self, form: Form) -> "Validator":
        """What validates the documents of a form, built once."""
        if form.kind not in self._validators:
            # Those of shipped forms are the same for every portfolio.
            is_own = form.kind in self._own
            self._validators[form.kind] = _validator(form) if is_own else _shipped_validator(form.kind)
        return self._validators[form.kind]

    def _load(self, kind: str) -> Form | None:
        if kind in self._own and kind in CLASSES:
            path = self._own.pop(kind)
            message = _("`{kind}` cannot be replaced: pd links its fields to other documents.").format(kind=kind)
            hint = _("Choose another name for your form.")
            self.diagnostics.append(reading_diagnostic("PD016", path, START, message, hint))
        if kind in self._own:
            form, problems = _own_form(self._own[kind])
            self.diagnostics.extend(problems)
            return form
        return shipped_form(kind) if kind in shipped_forms() else None


def form_file(root: Path, kind: str) -> Path | None:
    """The definition of a kind as it counts in a portfolio of one's own; None where there is none."""
    return {**shipped_forms(), **own_trust(root).form_files(real_path(root))}.get(kind)


@cache
def shipped_form(kind: str) -> Form:
    """A form that comes with pd."""
    return from_plain(Form, compiled("forms", kind))


@cache
def _shipped_validator(kind: str) -> "Validator":
    return _validator(shipped_form(kind))


def _validator(form: Form) -> "Validator":
    # Loaded when the first document is validated.
    from pdcli.model.build import build_validator

    return build_validator(form)


def read_form(path: Path) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """(form, diagnostics PD016) of a definition; the form is None with errors."""
    places, problems = read_yaml_file(path)
    if places.read is None or problems:
        return None, problems
    # The shipped forms were validated when they were compiled.
    from pdcli.model.record_schema import read_record

    form, details = read_record(Form, places.read.data)
    if form is None:
        return None, tuple(_form_diagnostic(path, places, detail) for detail in details)
    if form.kind != path.parent.name:
        message = _("This form says it is “{kind}”, but its folder is called “{folder}”.").format(
            kind=form.kind, folder=path.parent.name
        )
        hint = _("Give the folder and the form the same name.")
        return None, (reading_diagnostic("PD016", path, places.span(("kind",)), message, hint),)
    return form, ()


def _own_form(path: Path) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """An own form of a portfolio, or its diagnostics, including those of its file names."""
    form, problems = read_form(path)
    if form is None:
        return form, problems
    key, hint = "kind", _("Choose another name for your form.")
    fault = windows_fault(form.kind)
    if not fault:
        example = f"{form.kind}/{{date}}-{{slug}}"
        key, hint = "place", _("Write a way inside the portfolio, for example `{example}`.").format(example=example)
        fault = _place_fault(form.place)
    if not fault:
        return form, problems
    places, _problems = read_yaml_file(path)
    return None, (reading_diagnostic("PD016", path, places.span((key,)), fault, hint),)


def _place_fault(place: str) -> Message:
    """Why a place such as `diary/{date}-{slug}` is invalid; empty if it is valid."""
    try:
        parts = [*Formatter().parse(place)]
    except ValueError:
        parts = [("", place, "", None)]
    for _text, name, spec, conversion in parts:
        if name is not None and (name not in _PLACE_PARTS or spec or conversion):
            place_fields = joined(f"{{{part}}}" for part in sorted(_PLACE_PARTS))
            return _("`{place}` has a part that is not known; there are {known}.").format(
                place=place[:60], known=place_fields
            )
    whole = "".join(f"{text}{'x' if name else ''}" for text, name, _spec, _conversion in parts)
    if is_unsafe_path(whole):
        return _("`{place}` leads out of the portfolio, or is no place in it.").format(place=place[:60])
    return name_fault(whole) or NO_MESSAGE


def _form_diagnostic(path: Path, places: Places, detail: "object") -> Diagnostic:
    assert isinstance(detail, dict)
    loc, kind, context = detail["loc"], detail["type"], detail.get("ctx") or {}
    last = str(loc[-1]) if loc else ""
    match kind:
        case "missing":
            message, hint = _("`{key}` is missing here.").format(key=last), _("Add a line `{key}:`.").format(key=last)
        case "extra_forbidden":
            message, hint = _("`{key}` is not part of a form.").format(key=last), _("Remove it or mend its spelling.")
        case "part_missing":
            message = _("A field of type “{type}” needs `{part}`.").format(**context)
            hint = _("Add a line `{key}:`.").format(key=context["part"])
        case "key_repeated":
            message = _("The key `{key}` is used twice or belongs to every document.").format(**context)
            hint = _("Choose another key.")
        case "key_unknown":
            message = _("`when` names the key `{key}`, which this form does not have.").format(**context)
            hint = _("Name a field of type `choice` of this form.")
        case "nothing_asked":
            message, hint = _("This form asks nothing."), _("Add at least one field.")
        case _:
            message = _("The value of `{key}` is not what a form expects here.").format(key=last)
            expected = expected_values(context)
            hint = _("Expected: {expected}.").format(expected=expected) if expected else _("Mend the value.")
    return reading_diagnostic("PD016", path, places.span(loc, key=kind == "extra_forbidden"), message, hint)
