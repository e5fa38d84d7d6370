"""Lookup of form definitions: those in own templates/ first, then the shipped ones."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.diagnostics import START, Diagnostic
from pdcli.discovery.files import real_path, shipped_forms
from pdcli.discovery.naming import display_path
from pdcli.discovery.trust import Trust, own_trust
from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.model.documents import CLASSES
from pdcli.model.forms import Form
from pdcli.model.record import from_plain
from pdcli.reading.codes import reading_diagnostic
from pdcli.resources import compiled

if TYPE_CHECKING:
    from pdcli.model.build import Validator
    from pdcli.model.forms import Words


class FormLibrary:
    """The forms that documents of one portfolio may have, each read on first use.

    Without a `trust` the portfolio is one's own; without a `root` there are the shipped forms only. With both, `root`
    is a path without links. With `use_cache` own forms that have not changed since an earlier run are not read.
    """

    def __init__(self, root: Path | None = None, trust: Trust | None = None, use_cache: bool = False) -> None:
        if root and trust is None:
            root = real_path(root)
            trust = own_trust(root)
        self._own = trust.form_files(root) if root and trust else {}
        self._use_cache = use_cache
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

    def titles(self) -> "dict[str, Words]":
        """Kind -> its title. Reads every form; a broken one has none."""
        return {kind: form.title for kind in self.kinds() if (form := self.get(kind))}

    def get(self, kind: str) -> Form | None:
        """The form of a kind; None if there is none or it is broken (reported in `diagnostics`)."""
        if kind not in self._forms:
            self._forms[kind] = self._load(kind)
        return self._forms[kind]

    def read_own(self) -> None:
        """Read every form of one's own, so that `diagnostics` has the faults of those that no document uses as well."""
        for kind in [*self._own]:
            self.get(kind)

    def require(self, kind: str) -> Form:
        """The form of a kind that there is. Raises UserError for a broken one, with what is wrong in it and where."""
        form = self.get(kind)
        if form is None:
            faults = [item for item in self.diagnostics if item.path == self._own.get(kind)]
            lines = [_place_of(item) + item.message + " " + item.hint for item in faults]
            raise UserError(_("The form `{kind}` is broken.").format(kind=kind), *lines)
        return form

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
            form, problems = _own_form(self._own[kind], self._use_cache)
            self.diagnostics.extend(problems)
            return form
        return shipped_form(kind) if kind in shipped_forms() else None


def _place_of(item: Diagnostic) -> str:
    return f"{display_path(item.path)}:{item.span.line}:{item.span.column}: {item.code} "


def _own_form(path: Path, use_cache: bool) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    # Few portfolios have forms of their own.
    if use_cache:
        from pdcli.documents.definition_cache import read_once

        return read_once(Form, path, _read_own_form)
    return _read_own_form(path)


def _read_own_form(path: Path) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    from pdcli.documents.form_reader import read_own_form

    return read_own_form(path)


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
