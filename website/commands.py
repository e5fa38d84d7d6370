"""The reference of commands, made of the command line itself."""

from typing import Any

from pdcli import i18n
from pdcli.cli.app import COMMANDS, load_command
from pdcli.cli.usage import COMMON_OPTIONS
from pdcli.i18n import Lang, translate

TITLES: dict[Lang, str] = {"kk": "Командалар", "ru": "Команды", "en": "Commands"}
_INTRO: dict[Lang, str] = {
    "kk": "Бұл бетті `pd` өзі жазған: терминалда дәл осыны `pd --help` және `pd COMMAND --help` көрсетеді.",
    "ru": "Эту страницу написал сам `pd`: в терминале то же показывают `pd --help` и `pd COMMAND --help`.",
    "en": "Written by `pd` itself: `pd --help` and `pd COMMAND --help` say the same in the terminal.",
}
_HEAD: dict[Lang, str] = {
    "kk": "| Команда | Не істейді |",
    "ru": "| Команда | Что делает |",
    "en": "| Command | What it does |",
}
_OPTION: dict[Lang, str] = {"kk": "Параметр", "ru": "Параметр", "en": "Option"}
_MEANING: dict[Lang, str] = {"kk": "Мағынасы", "ru": "Значение", "en": "Meaning"}
_COMMON: dict[Lang, str] = {
    "kk": "Әр командада: {options}, `--help`.",
    "ru": "У каждой команды: {options}, `--help`.",
    "en": "Every command takes {options} and `--help`.",
}
_CODES: dict[Lang, str] = {
    "kk": "Шығу коды: 0 – бәрі дұрыс, 1 – табылғаны бар, 2 – орындалмады.",
    "ru": "Код выхода: 0 – всё в порядке, 1 – есть замечания, 2 – выполнить не удалось.",
    "en": "Exit codes: 0 clean, 1 findings, 2 could not run.",
}


def commands_page(lang: Lang) -> str:
    """Every command with its options and examples, as Markdown."""
    i18n.use(lang)
    try:
        rows = "\n".join(f"| [`pd {name}`](#pd-{name}) | {translate(text, lang)} |" for name, text in COMMANDS.items())
        table = f"{_HEAD[lang]}\n|---|---|\n{rows}"
        options = ", ".join(f"`{name} {values}`" for name, values, _text in COMMON_OPTIONS)
        about = f"{_COMMON[lang].format(options=options)} {_CODES[lang]}"
        parts = [f"# {TITLES[lang]}", _INTRO[lang], table, about, *map(_command, COMMANDS)]
    finally:
        i18n.use("en")
    return "\n\n".join(parts) + "\n"


def _command(name: str) -> str:
    lang = i18n.current()
    command = load_command(name)
    context = command.make_context(f"pd {name}", ["--help"], resilient_parsing=True)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    common = {name for name, _values, _text in COMMON_OPTIONS} | {"--help"}
    own: list[Any] = [param for param in command.get_params(context) if common.isdisjoint(param.opts)]
    rows = [f"| `{option}` | {_cell(text)} |" for option, text in (param.get_help_record(context) for param in own)]
    examples = "\n".join(f"# {translate(text, lang)}\n$ {line}" for line, text in command.examples)
    return "\n\n".join(
        [
            f"## pd {name}",
            str(command.help),
            f"```\n{usage}\n```",
            *(["\n".join([f"| {_OPTION[lang]} | {_MEANING[lang]} |", "|---|---|", *rows])] if rows else []),
            f"```console\n{examples}\n```",
        ]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
