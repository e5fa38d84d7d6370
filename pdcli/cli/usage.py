"""The command-line library's help and errors in the reader's language."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup, TyperOption

from pdcli.i18n import N_, current
from pdcli.i18n import gettext as _
from pdcli.i18n.sentences import inside

if TYPE_CHECKING:
    from pdcli.cli.typer_parts import Context, HelpFormatter

COMMON_OPTIONS = (
    ("--lang", "kk|ru|en", N_("Language of the interface.")),
    ("--color", "auto|always|never", N_("Colours in the terminal.")),
)
COMPLETION_OPTIONS = (
    ("--install-completion", N_("Make the Tab key complete commands and values: bash, zsh, fish or PowerShell.")),
    ("--show-completion", N_("Print the script for completion with the Tab key.")),
)


# How similar an option must be to a mistyped one to be offered for it, from 0 to 1.
_ALIKE = 0.7
# What the library says of words that no argument takes.
_EXTRA = r"unexpected extra argument\(?s?\)? \((.+)\)"


class TranslatedUsage:
    """The translated texts of usage, help and common options, for commands and the group."""

    params: list[Any]
    # Name of a placeholder in the help of options -> its text.
    help_lists: Callable[[], Mapping[str, str]] = dict

    def add_common_options(self) -> None:
        """They mean the same for every command, and are read before it starts."""
        for name, metavar, text in COMMON_OPTIONS:
            self.params.append(
                TyperOption(param_decls=[name], metavar=metavar, help=text, expose_value=False, type=str, default=None)
            )
        if all(param.name != "no_cache" for param in self.params):
            text = N_("Neither use nor keep what earlier runs have read.")
            self.params.append(
                TyperOption(param_decls=["--no-cache"], help=text, expose_value=False, is_flag=True, default=False)
            )

    def get_help(self, ctx: "Context") -> str:
        """The page of help."""
        self.translate()
        return super().get_help(ctx)  # type: ignore[misc,no-any-return]

    def translate(self) -> None:
        """Word what is said of arguments and options: now, because few runs need it."""
        lists = self.help_lists()
        for param in self.params:
            if getattr(param, "help", None):
                param.help = _(param.help).format(**lists)
            translate_metavar(param)

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage:") + " ")  # type: ignore[attr-defined]

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """`--help`, explained."""
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option:
            option.help = _("Show this help and stop.")
        return option


def translate_metavar(param: Any) -> None:
    """Word what stands for a value in help, which is rarely shown: it is translated then."""
    if param.metavar:
        param.metavar = _(param.metavar)


class PdCommand(TranslatedUsage, TyperCommand):
    """One command, with examples below its options."""

    examples: tuple[tuple[str, str], ...] = ()
    # Options that may stand without a value: then it is empty.
    bare: tuple[str, ...] = ()

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Give an empty value to options in `bare` that stand without one; the library has no such options."""
        words = [
            f"{word}=" if word in self.bare and (after is None or after.startswith("-")) else word
            for word, after in zip(args, [*args[1:], None], strict=False)
        ]
        return super().parse_args(ctx, words)

    def format_epilog(self, ctx: "Context", formatter: "HelpFormatter") -> None:  # noqa: ARG002 - the library's signature
        """The names of the command in the reader's language; examples: a command to type, and what it does."""
        from pdcli.cli.command_names import NAMES

        if names := NAMES[str(self.name)].get(current()):
            with formatter.section(_("Other names")):
                formatter.write_text(", ".join(names))
        if self.examples:
            with formatter.section(_("Examples")):
                for line, text in self.examples:
                    formatter.write_text(_(line))
                    with formatter.indentation():
                        formatter.write_text(_(text))


class PdGroup(TranslatedUsage, TyperGroup):
    """All commands; each is loaded when it is called."""


def explain(error: Any) -> str:
    """A translated message for a usage error of the library."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _("There is no option {option}.").format(option=error.option_name) + _instead_of_option(error)
    if kind == "MissingParameter" and error.param is not None:
        return _missing(error)
    if kind == "BadOptionUsage":
        if "does not take" in error.message:
            return _("The option {option} takes no value.").format(option=error.option_name)
        return _("The option {option} needs a value.").format(option=error.option_name)
    if kind == "BadParameter" and error.param is not None:
        name = error.param.opts[0] if error.param.opts else error.param.name
        return _("The value of {option} is not valid.").format(option=name)
    if extra := re.search(_EXTRA, error.message):
        return _("There are too many words, or words in the wrong place: {words}.").format(words=f"`{extra[1]}`")
    return _("This command line has too many words, or words in the wrong place.")


def _instead_of_option(error: Any) -> str:
    """A suggestion for an unknown option, after a space; empty without one."""
    if error.option_name == "--force":
        return " " + _("pd never overwrites what a person has written: move the file elsewhere or rename it.")
    if options := _alike(error.option_name, error.possibilities or ()):
        return " " + _("Did you mean {options}?").format(options=", ".join(options))
    arguments = (
        [param for param in error.ctx.command.params if param.param_type_name == "argument"] if error.ctx else []
    )
    if not any(param.type.name == "str" for param in arguments):
        # A name of a file that looks like an option is rarer than a mistyped option.
        return ""
    # Of letters behind one hyphen the error names only the first.
    rest = "" if error.option_name.startswith("--") else "…"
    example = f"{error.ctx.command_path} … -- {error.option_name}{rest}"
    return " " + _("Text that begins with a hyphen is written after two hyphens: `{example}`").format(example=example)


def _alike(option: str, candidates: Iterable[str]) -> list[str]:
    """The candidates that a mistyped option may stand for; the library also takes what shares a few letters."""
    from difflib import SequenceMatcher

    return sorted(name for name in candidates if SequenceMatcher(None, option, name).ratio() >= _ALIKE)


def _missing(error: Any) -> str:
    """Which argument is missing, in words, and a command line that has it."""
    translate_metavar(error.param)
    name, words = error.param.make_metavar(error.ctx), error.param.help
    # Translators: a word of the command line, such as FILE, and what it stands for.
    text = _("{name} is missing: {meaning}.").format(name=name, meaning=inside(_(words).rstrip(".:")))
    examples = getattr(error.ctx.command, "examples", ())
    return f"{text} " + _("For example: {example}").format(example=f"`{_(examples[0][0])}`") if examples else text
