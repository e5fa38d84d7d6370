"""The sheet as a page, and the table of corrections that goes with it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pdcli.cli.app import COMMANDS
from pdcli.i18n import LANGS, Lang
from pdcli.i18n.catalogue import without_context
from proof.runs import Notes, Shown
from proof.texts import Text
from proof.values import places_of, with_sample_values

SHEET, TABLE = "proof.html", "corrections.csv"
COLUMNS = ("number", "place", "lang", "form", "current", "better")
# Where a sentence stands that no run shows -> the command that shows it; the first that fits.
_COMMAND_OF_MODULES = {
    "pdcli/cli/fill": "fill", "pdcli/cli/interview": "fill", "pdcli/cli/dialogue": "fill", "pdcli/cli/line_editor": "fill",
    "pdcli/cli/editor": "fill", "pdcli/scaffold/fill": "fill", "pdcli/scaffold/new_form": "new-form",
    "pdcli/scaffold/confirm": "confirm", "pdcli/scaffold/status": "status", "pdcli/scaffold": "new",
    "pdcli/render/comparison": "summary", "pdcli/render/school": "school", "pdcli/render/readiness": "readiness",
    "pdcli/render/facts": "readiness", "pdcli/render/confirmed": "readiness", "pdcli/render/thread": "trace",
    "pdcli/render/trace": "trace", "pdcli/render/history": "history", "pdcli/render/packet": "pack",
    "pdcli/render": "summary", "templates/_base/page": "render", "templates/_base/comparison": "summary",
    "templates/_base/first_page": "summary", "templates/_base/brought": "summary", "templates/_base/unread": "summary",
    "templates/_base/matrix": "summary", "pdcli/attestation": "readiness", "pdcli/guideline/packs": "readiness",
    "pdcli/guideline": "guide", "pdcli/school": "school", "pdcli/thread": "trace", "pdcli/summary": "summary",
    "pdcli/exchange/verify": "verify", "pdcli/exchange": "pack", "pdcli/metadata": "history", "pdcli/vcs": "history",
    "pdcli/anonymisation": "summary", "pdcli/wording/packs": "readiness", "pdcli/reading": "lint", "pdcli/documents": "lint",
    "pdcli/discovery": "lint", "pdcli/portfolio": "lint", "pdcli/lint/page": "rule", "pdcli/lint": "lint",
    "pdcli/model/form_schema": "lint", "pdcli/model": "lint",
}  # fmt: skip


class Cell(NamedTuple):
    """What stands in a language: the texts as they are shown, and below them as they stand where they have places."""

    lang: Lang
    texts: Sequence[str]
    templates: Sequence[str]


class Row(NamedTuple):
    """One text; the number is that of the sheet and of the table."""

    number: int
    text: Text
    cells: Sequence[Cell]

    @property
    def place(self) -> str:
        """Where it stands, for whoever reads the sheet."""
        modules = ", ".join(self.text.modules)
        return modules if self.text.file.endswith(".po") else f"{modules} – {self.text.key}"


class Section(NamedTuple):
    """The texts of a command; what belongs to none has no name."""

    name: str
    title: str
    rows: Sequence[Row]


def sections(texts: Iterable[Text], notes: Notes) -> list[Section]:
    """All texts by the command that shows them first, in the order of `pd --help`; forms stand with `new`."""
    by_command: dict[str, list[tuple[Text, dict[Lang, Shown]]]] = {name: [] for name in ("", *COMMANDS)}
    for text in texts:
        shown = notes.shown(text.key) if text.file.endswith(".po") else {}
        by_command[next(iter(shown.values())).command if shown else command_of(text)].append((text, shown))
    number, found = 0, []
    for name, items in by_command.items():
        rows = []
        for text, shown in items:
            number += 1
            rows.append(Row(number, text, [_cell(text, shown, lang) for lang in LANGS]))
        if rows:
            found.append(Section(name, f"pd {name}".strip(), rows))
    return found


def command_of(text: Text) -> str:
    """The command that shows a text, by the room it stands in."""
    for module in text.modules:
        name = Path(module).name.split(".")[0].replace("_", "-")
        if module.startswith(("pdcli/cli/", "templates/_base/")):
            command = next((item for item in sorted(COMMANDS, key=len, reverse=True) if name.startswith(item)), None)
            if command:
                return command
        if module.startswith("pdcli/lint/rules/") and text.file != "pd.po":
            return "rule"
        for beginning, command in _COMMAND_OF_MODULES.items():
            if module.startswith(beginning):
                return command
        if module.startswith("templates/"):
            return "new"
    return ""


def page(content: Sequence[Section]) -> str:
    """The sheet in HTML."""
    folder = FileSystemLoader(Path(__file__).parent)
    env = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    count = sum(len(section.rows) for section in content)
    return env.get_template("sheet.html.j2").render(sections=content, count=count, table=TABLE)


def table(content: Sequence[Section]) -> bytes:
    """The table of corrections as CSV, to be filled in: a row for each text and language, and each form of a plural.
    Excel opens it as it is.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in (row for section in content for row in section.rows):
        for lang in LANGS:
            for form, words in enumerate(row.text.words[lang]):
                writer.writerow((row.number, row.text.place, lang, form or "", words, ""))
    return out.getvalue().encode("utf-8-sig")


def _cell(text: Text, shown: Mapping[Lang, Shown], lang: Lang) -> Cell:
    templates = [without_context(words) for words in text.words[lang]]
    if not text.file.endswith(".po") or not any(map(places_of, templates)):
        return Cell(lang, templates, ())
    texts = [shown[lang].text] if shown else [with_sample_values(words, lang) for words in templates]
    return Cell(lang, texts, templates)
