"""The table of commands, enough for `pd --help`: each command is imported when it is called."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperOption

from pdcli import __version__, i18n
from pdcli.cli import console
from pdcli.cli.language import choose_language, lang_options, parse_language
from pdcli.cli.typer_parts import ClickException, NoArgsIsHelpError, UsageError
from pdcli.cli.usage import COMPLETION_OPTIONS, PdCommand, PdGroup, explain
from pdcli.errors import StoppedError, UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.runtime.folders import NO_CACHE

if TYPE_CHECKING:
    from pdcli.cli.typer_parts import Command, Context, HelpFormatter

# In the order in which a teacher meets them. The module and the function have the name of the command.
COMMANDS = {
    "init": N_("Start a portfolio in this folder"),
    "new-cycle": N_("Open the next cycle of five stages"),
    "new": N_("Add a document of any kind"),
    "new-form": N_("Start a form of your own"),
    "blank": N_("Write a blank form to print and fill in by hand"),
    "import": N_("Read forms filled in in Word back into documents"),
    "fill": N_("Answer the unanswered questions of a document, one by one"),
    "status": N_("Show where the cycle stands and what to do next"),
    "guide": N_("Show what the guideline says about this stage and category"),
    "lint": N_("Check documents and the links between them"),
    "rule": N_("Explain a rule: why it exists, with a bad and a good example"),
    "render": N_("Write documents as pages to read and print"),
    "trace": N_("Follow the golden thread from findings to the next cycle"),
    "summary": N_("Write the summary that a committee reads"),
    "readiness": N_("Show what is there and what is missing for a category"),
    "school": N_("Show a school’s indicators across all its portfolios"),
    "history": N_("Show when documents were written and changed, from git"),
    "confirm": N_("Countersign evidence in somebody else’s portfolio"),
    "pack": N_("Make one archive for a committee: documents, evidence, summary"),
    "verify": N_("Check a packet byte for byte"),
    "schema": N_("Print the JSON Schema of a kind, for editors"),
    "demo": N_("Write a complete example portfolio and show the way through it"),
    "help": N_("Show the help of a command"),
}

# `-h` before `--help` would be the one that help shows first.
_CONTEXT = {"help_option_names": ["--help", "-h"]}

_COLORS = ("auto", "always", "never")

# The exit code of the library after Ctrl-C.
_INTERRUPTED = 130


class Commands(PdGroup):
    """The group `pd`."""

    def list_commands(self, ctx: "Context") -> list[str]:  # noqa: ARG002 - the library's signature
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":  # noqa: ARG002 - the library's signature
        """The command, imported now."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:  # noqa: ARG002
        """The table, without importing a command."""
        from pdcli.cli.command_names import shown_name

        lang = i18n.current()
        with formatter.section(_("Commands")):
            formatter.write_dl([(shown_name(name, lang), _(text)) for name, text in COMMANDS.items()])

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        """The command of a name in any language. Raises UserError with the nearest one for an unknown name."""
        name, *rest = args
        if name not in COMMANDS and not name.startswith("-"):
            from pdcli.cli.command_names import command_of, nearest_name

            command = command_of(name)
            if command is None:
                close = nearest_name(name)
                hint = (
                    _("Did you mean `pd {command}`?").format(command=close)
                    if close
                    else _("`pd --help` lists the commands.")
                )
                raise UserError(_("There is no command `{command}`.").format(command=name[:40]) + " " + hint)
            args = [command, *rest]
        return super().resolve_command(ctx, args)


def load_command(name: str) -> PdCommand:
    """Import a command and add its texts."""
    # `import` is a word of Python itself.
    python_name = name.replace("-", "_") + ("_" if name == "import" else "")
    module = import_module(f"pdcli.cli.{python_name}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(
        name, cls=PdCommand, help=_(module.HELP), options_metavar=_("[OPTIONS]"), context_settings={**_CONTEXT}
    )(getattr(module, python_name))
    command = typer.main.get_command(app)
    assert isinstance(command, PdCommand)
    command.examples = module.EXAMPLES
    command.bare = getattr(module, "BARE", ())
    command.help_lists = getattr(module, "help_lists", dict)
    command.add_common_options()
    return command


def build() -> Commands:
    """The group with its words in the language spoken now."""
    app = typer.Typer(cls=Commands, add_completion=False, rich_markup_mode=None)

    @app.callback(
        invoke_without_command=True,
        context_settings={**_CONTEXT},
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND"),
        help=_("A teacher’s professional growth in plain files: fill, check, render, summarise."),
    )
    def pd(context: typer.Context) -> None:
        """Common options without a command, and nothing at all, ask for help."""
        if context.invoked_subcommand is None:
            raise NoArgsIsHelpError(context)

    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    for name, text in COMPLETION_OPTIONS:
        group.params.append(
            TyperOption(
                param_decls=[name], metavar=N_("[SHELL]"), help=text, expose_value=False, type=str, default=None
            )
        )
    text = N_("Show the version and exit.")
    group.params.append(TyperOption(param_decls=["--version"], help=text, expose_value=False, is_flag=True))
    group.add_common_options()
    return group


def run(arguments: list[str]) -> int:
    """Run one command line. Exit codes: 0 clean, 1 findings, 2 could not run."""
    i18n.use(choose_language(arguments))
    console.prepare(_option(arguments, "--color") or "auto")
    try:
        code = _run(arguments)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        sys.stdout.flush()
        return code
    except UserError as error:
        first, *others = error.lines(i18n.current())
        code = _stop(first) if isinstance(error, StoppedError) else _fail(first)
        for line in others:
            console.err(line)
        return code
    except NoArgsIsHelpError as error:
        console.err_lines(error.message)
        return 2
    except ClickException as error:
        return _fail(explain(error), getattr(error, "ctx", None) if isinstance(error, UsageError) else None)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return _stop(_("Stopped. What was saved before stays saved."))
    except BrokenPipeError:
        # The reader of a pipe went away; nothing is wrong.
        _discard_output()
        return 0
    except OSError as error:
        from pdcli.cli.outcomes import system_reason

        _discard_output()
        return _fail(_refusal(error, system_reason(error)))
    except RecursionError:
        return _fail(_("The input is nested too deeply."))
    except MemoryError:
        return _fail(_("The input is too large for this computer’s memory."))


def _run(arguments: list[str]) -> int:
    if instruction := os.environ.get("_PD_COMPLETE"):
        from pdcli.cli.completion import write_answer

        return write_answer(instruction)
    color = _option(arguments, "--color")
    for lang in lang_options(arguments):
        if parse_language(lang) is None:
            raise _unknown_value("--lang", lang, i18n.LANGS)
    if color is not None and color not in _COLORS:
        raise _unknown_value("--color", color, _COLORS)
    if "--version" in arguments:
        console.out(f"pd {__version__}")
        return 0
    if request := _completion_request(arguments):
        from pdcli.cli.completion_scripts import completion_command

        return completion_command(*request)
    with _cache_off() if "--no-cache" in arguments else nullcontext():
        result: Any = build().main(arguments, prog_name="pd", standalone_mode=False)
    return result if isinstance(result, int) else 0


def _unknown_value(option: str, value: str, values: Sequence[str]) -> UserError:
    """The error for a common option, whose value is read before the command line is."""
    from pdcli.suggest import choose

    if not value:
        return UserError(_("The option {option} needs a value.").format(option=option) + " " + choose("", values))
    return UserError(
        _("{option}: `{value}` is not known.").format(option=option, value=value[:40]) + " " + choose("", values)
    )


def _completion_request(arguments: list[str]) -> tuple[str, str] | None:
    """The option about completion that stands in the place of a command, and its shell; None without one."""
    words = iter(arguments)
    for word in words:
        name, _equals, value = word.partition("=")
        if name in dict(COMPLETION_OPTIONS):
            return name, value or next(words, "")
        if word in ("--lang", "--color"):
            next(words, "")
        elif not word.startswith("-"):
            return None
    return None


@contextmanager
def _cache_off() -> Iterator[None]:
    """Use no cache, in this process and those that it starts."""
    before = os.environ.get(NO_CACHE, "")
    os.environ[NO_CACHE] = "1"
    try:
        yield
    finally:
        os.environ[NO_CACHE] = before


def _option(arguments: list[str], name: str) -> str | None:
    for index, argument in enumerate(arguments):
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
        if argument == name:
            return arguments[index + 1] if index + 1 < len(arguments) else ""
    return None


def _discard_output() -> None:
    """Discard buffered output, so that it does not fail once more when the process ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refusal(error: OSError, reason: str) -> str:
    """What the system refused, and why."""
    from pdcli.discovery.naming import display_path

    if not error.filename:
        return _("The system refused: {reason}.").format(reason=reason)
    return _("The system refused {path}: {reason}.").format(path=display_path(Path(str(error.filename))), reason=reason)


def _stop(message: str) -> int:
    """The exit code after a person stopped the command, which is no error."""
    console.err(message)
    return 2


def _fail(message: str, ctx: "Context | None" = None) -> int:
    console.err(console.styled(_("Error:"), "red") + " " + message)
    if ctx is not None:
        console.err(_("See `{command} --help`.").format(command=ctx.command_path))
    return 2
