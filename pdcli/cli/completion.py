"""What the Tab key offers: commands, options and values, each with what it means in the language of the interface.

A shell asks with `_PD_COMPLETE=complete_<shell>` and the words typed so far in variables of its own; the names of the
variables are those of Typer. Only names of files and folders are read, never a document, and nothing heavy is loaded.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.cli.command_names import NAMES, command_of
from pdcli.i18n import LANGS, Lang, current
from pdcli.i18n import gettext as _
from pdcli.suggest import Label

if TYPE_CHECKING:
    from pdcli.cli.usage import PdCommand, PdGroup

VARIABLE = "_PD_COMPLETE"
COLORS = ("auto", "always", "never")
# A keyboard without Kazakh letters has these instead.
_RUSSIAN_KEYS = str.maketrans("әғқңөұүһі", "агкноуухи")
_MANY = ("--select", "--ignore", "--to", "--without")


class Item(NamedTuple):
    """A word that may stand here, and what it means."""

    value: str
    help: str = ""


class Line(NamedTuple):
    """The words of a command line after the program, and the beginning of the word that is being typed."""

    words: tuple[str, ...]
    incomplete: str


def items(line: Line) -> list[Item]:
    """What may follow; nothing where it is the name of a file."""
    from pdcli.cli.app import build, load_command

    command, words = _command(line.words)
    option = line.words[-1] if line.words else ""
    if option in ("--lang", "--color"):
        return _beginning(line.incomplete, _values_of_common(option))
    if command is None:
        if line.incomplete.startswith("-"):
            return _beginning(line.incomplete, _options(build()))
        return _beginning(line.incomplete, _commands(line.incomplete)) if not words else []
    command_parts = load_command(command)
    if line.incomplete.startswith("-"):
        return _beginning(line.incomplete, _options(command_parts))
    param = next((item for item in command_parts.params if option in (*item.opts, *item.secondary_opts)), None)
    if option.startswith("-") and param and not param.is_flag and option not in command_parts.bare:
        return _values(line.incomplete, command, option, command_parts)
    return _arguments(line.incomplete, command, words)


def _command(words: Iterable[str]) -> tuple[str | None, list[str]]:
    """The command of a line, and the words after it that are neither options nor, as far as is known, their values."""
    command, rest, is_value = None, [], False
    for word in words:
        if is_value:
            is_value = False
        elif word.startswith("-"):
            is_value = command is None and word in ("--lang", "--color")
        elif command is None:
            command = command_of(word)
            if command is None:
                return None, [word]
        else:
            rest.append(word)
    return command, rest


def _commands(incomplete: str) -> Iterator[Item]:
    """Their English names, and those of the language; of a word in Cyrillic letters all that begin with it."""
    from pdcli.cli.app import COMMANDS

    for name, text in COMMANDS.items():
        yield Item(name, _(text))
    for name, text in COMMANDS.items():
        languages: tuple[Lang, ...] = ("kk", "ru") if incomplete else (current(),)
        for lang in languages:
            own = NAMES[name].get(lang, ())
            yield from (Item(word, _(text)) for word in (own if incomplete else own[:1]))


def _options(command: "PdCommand | PdGroup") -> Iterator[Item]:
    import typer

    command.translate()
    for param in command.get_params(typer.Context(command)):
        if param.param_type_name == "option":
            yield from (Item(name, getattr(param, "help", "") or "") for name in param.opts if name.startswith("--"))


def _values(incomplete: str, command: str, option: str, command_parts: "PdCommand") -> list[Item]:
    """The values of an option; of a list the last of them."""
    before = incomplete[: incomplete.rfind(",") + 1] if option in _MANY else ""
    part = incomplete[len(before) :]
    return [
        item._replace(value=before + item.value)
        for item in _beginning(part, _of_option(command, option, command_parts, part))
    ]


def _of_option(command: str, option: str, command_parts: "PdCommand", part: str) -> Iterable[Item]:
    from pdcli.cli.values import category_labels

    match option:
        case "--category" | "--target-category" | "--for":
            return _labelled(category_labels(), part)
        case "--role":
            return _labelled(_roles(command), part)
        case "--select" | "--ignore":
            return _rules(part)
        case "--without":
            from pdcli.cli.blind import hideable_labels

            return _labelled(hideable_labels(), part)
        case "--copy":
            return _kinds(part)
        case "--cycle":
            return _cycles()
        case "--to":
            return [Item(name) for name in str(command_parts.help_lists().get("formats", "")).split(", ") if name]
        case "--format":
            return map(Item, _formats(command))
    return ()


def _arguments(incomplete: str, command: str, words: list[str]) -> list[Item]:
    matches: Iterable[Item] = ()
    if not words:
        match command:
            case "new" | "schema":
                matches = _kinds(incomplete)
            case "guide":
                matches = chain(_stages(incomplete), _topics(incomplete))
            case "rule":
                matches = _rules(incomplete)
            case "help":
                matches = _commands(incomplete)
            case "trace":
                matches = _cycles()
    return _beginning(incomplete, matches)


def _values_of_common(option: str) -> Iterator[Item]:
    return map(Item, LANGS if option == "--lang" else COLORS)


def _roles(command: str) -> Mapping[str, Label]:
    if command == "guide":
        from pdcli.cli.guide import side_labels

        return side_labels()
    from pdcli.cli.confirm import role_labels

    return role_labels()


def _formats(command: str) -> Iterable[str]:
    if command == "lint":
        from pdcli.lint.reporters import REPORTERS

        return REPORTERS.names()
    from pdcli.render.formats import data_formats

    return ("text", *data_formats())


def _kinds(incomplete: str) -> Iterator[Item]:
    from pdcli.discovery.files import find_root
    from pdcli.documents.form_library import FormLibrary

    shipped = FormLibrary()
    kinds = FormLibrary(find_root(Path.cwd())).kinds()
    forms = {kind: form for kind in kinds if (form := shipped.get(kind))}
    labels: dict[str, Label | None] = {kind: forms[kind].title if kind in forms else None for kind in kinds}
    yield from _labelled(labels, incomplete)
    if incomplete and not incomplete.isascii():
        yield from (Item(_as_word(name), kind) for kind, form in forms.items() for name in form.names)


def _stages(incomplete: str) -> Iterator[Item]:
    from pdcli.documents.form_library import FormLibrary
    from pdcli.model.documents import STAGES

    titles = FormLibrary().titles()
    return _labelled({stage: titles.get(stage) for stage in STAGES}, incomplete)


def _topics(incomplete: str) -> Iterator[Item]:
    from pdcli.guideline.tables import tables

    for table in tables():
        yield Item(table.key, table.title[current()])
    if incomplete and not incomplete.isascii():
        yield from (Item(_as_word(name), table.key) for table in tables() for name in table.names)


def _rules(incomplete: str) -> Iterator[Item]:
    """Codes; of a word that begins no code the names of rules."""
    from pdcli.lint.rule_names import NAMES as RULE_NAMES

    number = LANGS.index(current())
    for code, names in RULE_NAMES.items():
        yield Item(code, names[number])
    if incomplete and not incomplete.upper().startswith("P"):
        yield from (Item(name.replace(" ", "-"), code) for code, names in RULE_NAMES.items() for name in names)


def _cycles() -> Iterator[Item]:
    from pdcli.discovery.files import find_root

    root = find_root(Path.cwd())
    folder = root / "cycles" if root else None
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder and folder.is_dir() else []
    return map(Item, names)


def _labelled(labels: Mapping[str, Label | None], incomplete: str) -> Iterator[Item]:
    """Values with their labels; for a word in Cyrillic letters the labels, as one word that is taken for the value."""
    for key, label in labels.items():
        yield Item(key, label[current()] if label else "")
    if incomplete and not incomplete.isascii():
        for key, label in labels.items():
            texts = [label[lang] for lang in LANGS if lang != "en"] if label else []
            # Of педагог-сарапшы its last part, too.
            texts += [text.partition("-")[2] for text in texts if re.fullmatch(r"[^\s-]+-[^\s-]+", text)]
            yield from (Item(_as_word(text), key) for text in dict.fromkeys(texts))


def _as_word(text: str) -> str:
    """`сабақты-рефлексивті-талдау`: a label as it can be typed without quotes."""
    return re.sub(r"[^\w]+", "-", re.sub(r"\([^)]*\)", "", text).lower()).strip("-")


def _beginning(incomplete: str, candidates: Iterable[Item]) -> list[Item]:
    """The candidates that begin with a word, in any case and without Kazakh letters too; each once."""
    start = _plain(incomplete)
    return [*{item.value: item for item in reversed([*candidates]) if _plain(item.value).startswith(start)}.values()][
        ::-1
    ]


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").translate(_RUSSIAN_KEYS)


def answer(instruction: str, environment: Mapping[str, str]) -> tuple[str, int]:
    """What a shell prints or evaluates, and the exit code. Of anything unexpected it gets nothing."""
    shell = instruction.removeprefix("complete_")
    try:
        matches = items(_line(shell, environment))
    except Exception:
        matches = []
    if shell == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if matches else 1
    if shell == "zsh":
        return _zsh(matches), 0
    return "".join(f"{_as_line(shell, item)}\n" for item in matches), 0


def _as_line(shell: str, item: Item) -> str:
    help_text = " ".join(item.help.split())
    match shell:
        case "fish":
            return f"{item.value}\t{help_text}" if help_text else item.value
        case "powershell" | "pwsh":
            return f"{item.value}:::{help_text or item.value}"
    return item.value


def _zsh(matches: list[Item]) -> str:
    """A command for the shell's own completion; without an item it completes files."""
    if not matches:
        return "_files"
    described = " ".join(
        _quoted_for_zsh(_colons(item.value) + (f":{item.help}" if item.help else "")) for item in matches
    )
    return f"local -a pd_items; pd_items=({described}); _describe -V pd pd_items -U"


def _colons(value: str) -> str:
    return value.replace(":", "\\:")


def _quoted_for_zsh(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "'\\''") + "'"


def _line(shell: str, environment: Mapping[str, str]) -> Line:
    if shell == "bash":
        words = _words(environment.get("COMP_WORDS", ""))
        number = int(environment.get("COMP_CWORD", "0") or 0)
        incomplete = words[number] if number < len(words) else ""
        # Bash takes `--lang=kk` apart.
        typed = [word for word in words[1:number] if word != "="]
        return Line(tuple(typed), "" if incomplete == "=" else incomplete)
    text = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = _words(text)[1:]
    if shell in ("powershell", "pwsh"):
        incomplete = environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        return Line(tuple(words[:-1] if incomplete and words else words), incomplete)
    if words and not text[-1:].isspace():
        return Line(tuple(words[:-1]), words[-1])
    return Line(tuple(words), "")


def _words(text: str) -> list[str]:
    """The words of a line: bash gives one in each line, others as they are typed, with quotes, an open one too."""
    if "\n" in text:
        return text.split("\n")
    import shlex

    for closing in ("", '"', "'"):
        try:
            return shlex.split(text + closing)
        except ValueError:
            continue
    return text.split()


def write_answer(instruction: str) -> int:
    """Answer a shell; the exit code."""
    from pdcli.cli import console

    text, code = answer(instruction, os.environ)
    console.out_exact(text)
    return code
