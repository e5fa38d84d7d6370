"""A form of one's own: a starter definition, or a copy of a shipped form."""

import json
import re
from pathlib import Path

from pdcli.discovery.file_names import name_fault
from pdcli.discovery.files import FORM_FILE
from pdcli.documents.form_library import FormLibrary, form_file
from pdcli.errors import UserError
from pdcli.i18n import N_, Lang, translate
from pdcli.i18n.messages import message as _
from pdcli.model.documents import CLASSES
from pdcli.scaffold.files import Planned
from pdcli.scaffold.portfolio import FORM_KIND, schema_path
from pdcli.suggest import choose

KIND = re.compile(r"[a-z][a-z0-9-]*")


def plan_form(root: Path, kind: str, title: str | None, lang: Lang, copy_of: str | None = None) -> Planned:
    """templates/<kind>/form.yaml below a portfolio or a school, in its language.

    Raises UserError for an invalid name, for kinds with a typed model, and for an unknown `copy_of`.
    """
    if fault := name_fault(kind):
        raise UserError(fault + " " + _("Choose another name for your form."))
    if not KIND.fullmatch(kind) or kind == FORM_KIND:
        message = _("`{kind}` cannot be the name of a form.").format(kind=kind[:40])
        raise UserError(message + " " + _("Use small Latin letters, digits and hyphens, such as `parent-meeting`."))
    if kind in CLASSES:
        message = _("`{kind}` cannot be replaced: pd links its fields to other documents.").format(kind=kind)
        raise UserError(message + " " + _("Choose another name for your form."))
    path = root / "templates" / kind / FORM_FILE
    schema = f"# yaml-language-server: $schema={schema_path(root, path, FORM_KIND)}\n"
    if copy_of is None:
        return Planned(path, schema + _starter(kind, title, lang))
    if form_file(root, copy_of) is None:
        copy_of = FormLibrary(root).suggest_kind(copy_of) or copy_of
    source = form_file(root, copy_of)
    if source is None or copy_of in CLASSES:
        message = _("There is no form `{kind}` to copy.").format(kind=copy_of[:40])
        library = FormLibrary(root)
        names = [name for name in library.kinds() if name not in CLASSES]
        raise UserError(message + " " + choose(copy_of, names, library.titles()))
    text = source.read_text(encoding="utf-8").replace("\r\n", "\n")
    lines = [line for line in text.split("\n") if not line.startswith("# yaml-language-server:")]
    text = re.sub(r"(?m)^kind: .*$", f"kind: {kind}", "\n".join(lines), count=1)
    if kind != copy_of:
        # A name stands for one form only.
        text = re.sub(r"(?m)^names:.*\n(?:[ -].*\n)*", "", text)
    return Planned(path, schema + text)


def _starter(kind: str, title: str | None, lang: Lang) -> str:
    def words(message: str) -> str:
        return translate(message, lang)

    advice = words(N_("Change the words and add questions; `pd lint` checks this file, and `pd new {kind}` uses it."))
    languages = words(N_("One text for all languages, or one for each: {example}"))
    return "\n".join([
        "# " + advice.format(kind=kind),
        f"kind: {kind}",
        "source: " + _quoted(words(N_("Our own form"))),
        "# " + languages.format(example='{kk: "…", ru: "…", en: "…"}'),
        "title: " + _quoted(title or kind),
        "help: " + _quoted(words(N_("When this form is filled in and what it is for."))),
        "format: md",
        f'place: "{kind}/{{date}}-{{slug}}"',
        "facts:",
        "  - key: date",
        "    type: date",
        "    label: " + _quoted(words(N_("Date"))),
        "    help: " + _quoted(words(N_("The day in question."))),
        '    example: "2026-10-14"',
        "fields:",
        *_question("what_happened", words(N_("What happened?")), words(N_("Two or three sentences, facts only.")),
                   words(N_("Twelve parents came; nine of them asked about homework."))),
        *_question("what_next", words(N_("What comes next?")), words(N_("One step with a date.")),
                   words(N_("By 1 November I will put the homework rules on one page."))),
        "",
    ])  # fmt: skip


def _question(key: str, label: str, help_text: str, example: str) -> list[str]:
    return [
        f"  - key: {key}",
        "    type: text",
        "    long: true",
        f"    label: {_quoted(label)}",
        f"    help: {_quoted(help_text)}",
        f"    example: {_quoted(example)}",
    ]


def _quoted(text: str) -> str:
    # A JSON string is a YAML string in double quotes.
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
