"""A new portfolio: what `pd init` writes; and the schemas of documents."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pdcli.discovery.files import GIT_IGNORES, PROFILE_FILE, SCHEMA_FOLDER, schema_home
from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import N_, Lang, translate
from pdcli.model.form_schema import form_schema
from pdcli.model.forms import Form
from pdcli.model.schema import json_schema
from pdcli.scaffold.document import new_document
from pdcli.scaffold.files import Planned, generated

FORM_KIND = "form"


def plan_portfolio(root: Path, answers: dict[str, Any], lang: Lang) -> list[Planned]:
    """The files of an empty portfolio without diagnostics. Those that may exist already are optional."""
    library = FormLibrary(root)
    facts = {"format": 1, "lang": lang, **answers}
    planned = [Planned(root / PROFILE_FILE, _document(library, root / PROFILE_FILE, "portfolio", lang, facts))]
    register = root / "evidence.yaml"
    planned.append(Planned(register, _document(library, register, "evidence", lang, {}), optional=True))
    planned.append(Planned(root / "evidence" / ".gitkeep", "", optional=True))
    planned.append(Planned(root / ".gitignore", _lines(GIT_IGNORES), optional=True))
    planned.append(Planned(root / "README.md", _readme(answers, lang), optional=True))
    # A school keeps the schemas for all its portfolios.
    return planned + (plan_schemas(root, library, lang) if schema_home(root) == root else [])


def plan_schemas(root: Path, library: FormLibrary, lang: Lang) -> list[Planned]:
    """The JSON Schemas of all kinds, for editors."""
    return [*(plan_schema(root, form, lang) for _kind, form in _forms(library)), plan_form_schema(root, lang)]


def plan_schema(root: Path, form: Form, lang: Lang) -> Planned:
    """The schema of one kind."""
    return generated(root / SCHEMA_FOLDER / f"{form.kind}.schema.json", schema_text(form, lang))


def plan_form_schema(root: Path, lang: Lang) -> Planned:
    """The schema of form.yaml itself, for forms of one's own."""
    return generated(root / SCHEMA_FOLDER / f"{FORM_KIND}.schema.json", form_schema_text(lang))


def form_schema_text(lang: Lang) -> str:
    """The JSON Schema of form.yaml as the text of a file."""
    return _as_text(form_schema(lang))


def schema_text(form: Form, lang: Lang) -> str:
    """The JSON Schema of a form as the text of a file."""
    return _as_text(json_schema(form, lang))


def _as_text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def all_schemas(library: FormLibrary, langs: tuple[Lang, ...]) -> dict[str, str]:
    """`<lang>/<kind>.schema.json` -> text, for every kind and language."""
    texts = {f"{lang}/{kind}.schema.json": schema_text(form, lang) for lang in langs for kind, form in _forms(library)}
    return {**texts, **{f"{lang}/{FORM_KIND}.schema.json": form_schema_text(lang) for lang in langs}}


def schema_path(root: Path, path: Path, kind: str) -> str:
    """The relative path from a document to its schema, with forward slashes."""
    target = schema_home(root) / SCHEMA_FOLDER / f"{kind}.schema.json"
    return Path(os.path.relpath(target, path.parent)).as_posix()


def _forms(library: FormLibrary) -> list[tuple[str, Form]]:
    forms = [(kind, library.get(kind)) for kind in library.kinds()]
    return [(kind, form) for kind, form in forms if form is not None]


def _document(library: FormLibrary, path: Path, kind: str, lang: Lang, facts: dict[str, Any]) -> str:
    form = library.get(kind)
    if form is None:
        raise FileNotFoundError(kind)
    return new_document(form, lang, facts, schema_path(path.parent, path, kind))


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _readme(answers: dict[str, Any], lang: Lang) -> str:
    title = str(answers.get("name") or translate(N_("My portfolio"), lang))
    return "\n".join([
        f"# {title}", "",
        translate(N_("This folder holds the record of a teacher’s professional growth as plain text files."), lang), "",
        "```", "pd status", "pd new-cycle", "pd lint", "pd render", "```", "",
    ])  # fmt: skip
