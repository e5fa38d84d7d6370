"""Reading forms of one's own: from a form.yaml to the form, or to what is wrong with it."""

from pathlib import Path
from string import Formatter

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.file_names import is_unsafe_path, name_fault, windows_fault
from pdcli.documents.definition_reader import Mistake, expected_hint, missing_key, read_definition, unexpected_key_hint
from pdcli.i18n.messages import NO_MESSAGE, Message, joined
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.place import Places
from pdcli.reading.yaml_file import read_yaml_file

# What stands for something in the place of a form.
_PLACE_PARTS = frozenset({"cycle", "date", "slug", "year"})


def read_form(path: Path) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """(form, diagnostics PD016) of a definition; the form is None with errors."""
    form, places, problems = read_definition(Form, path, _form_diagnostic)
    if form is None:
        return None, problems
    if form.kind != path.parent.name:
        message = _("This form says it is “{kind}”, but its folder is called “{folder}”.").format(
            kind=form.kind, folder=path.parent.name
        )
        hint = _("Give the folder and the form the same name.")
        return None, (reading_diagnostic("PD016", path, places.span(("kind",)), message, hint),)
    return form, ()


def read_own_form(path: Path) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """An own form of a portfolio, or its diagnostics, including those of its file names."""
    form, problems = read_form(path)
    if form is None:
        return form, problems
    key, hint = "kind", _("Choose another name for your form.")
    fault = windows_fault(form.kind)
    if not fault:
        example = f"{form.kind}/{{date}}-{{slug}}"
        key, hint = "place", _("Write a path inside the portfolio, for example `{example}`.").format(example=example)
        fault = _place_fault(form.place)
    if not fault and form.portfolio_place:
        key, fault = "portfolio_place", _place_fault(form.portfolio_place)
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
            return _("`{place}` has an unknown part; the known ones are: {known}.").format(
                place=place[:60], known=place_fields
            )
    whole = "".join(f"{text}{'x' if name else ''}" for text, name, _spec, _conversion in parts)
    if is_unsafe_path(whole):
        return _("`{place}` leads out of the portfolio, or is not a place in it.").format(place=place[:60])
    return name_fault(whole) or NO_MESSAGE


def _form_diagnostic(path: Path, places: Places, mistake: Mistake) -> Diagnostic:
    loc, kind, context = mistake
    last = mistake.key
    match kind:
        case "missing":
            message, hint = missing_key(last)
        case "extra_forbidden":
            message, hint = _("`{key}` is not part of a form.").format(key=last), unexpected_key_hint(context)
        case "part_missing":
            message = _("A field of type “{type}” needs `{part}`.").format(**context)
            hint = _("Add a line `{key}:`.").format(key=context["part"])
        case "key_repeated":
            message = _("The key `{key}` is used twice or belongs to every document.").format(**context)
            hint = _("Choose another key.")
        case "key_unknown":
            message = _("`when` names the key `{key}`, which this form does not have.").format(**context)
            hint = _("Name a field of this form that has the type `choice`.")
        case "nothing_asked":
            message, hint = _("This form has no questions."), _("Add at least one field.")
        case _:
            message = _("The value of `{key}` is not what a form expects here.").format(key=last)
            hint = expected_hint(context)
    return reading_diagnostic("PD016", path, places.span(loc, key=kind == "extra_forbidden"), message, hint)
