"""The configuration: `pd.toml`, or `[tool.pd]` of a pyproject.toml, the nearest one looking upwards."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from pdcli.config import LIMITS, Limit, Options, Settings
from pdcli.diagnostics import START, Diagnostic, Severity, Span
from pdcli.portfolio.codes import reading_diagnostic
from pdcli.portfolio.source import LineIndex, read_source
from pdcli.suggest import choose
from pdcli.words import gettext as _

SETTINGS_FILE = "pd.toml"
PROJECT_FILE = "pyproject.toml"
_KEYS = ("select", "ignore", "exclude", "per-path-ignores", "severity", "baseline", "limits")
_SEVERITIES = tuple(item.value for item in Severity)


class Configuration(NamedTuple):
    """What is set for a portfolio, from which file (None: nothing is), and what is wrong with it (PD019)."""

    settings: Settings
    file: Path | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def folder(self) -> Path | None:
        """The folder that paths in the file start from."""
        return self.file.parent if self.file else None


class _Mistake(NamedTuple):
    keys: tuple[str, ...]
    message: str
    hint: str


def find_settings(folder: Path) -> Path | None:
    """The file that counts for a folder: the nearest pd.toml or pyproject.toml with a table [tool.pd]."""
    for place in (folder, *folder.parents):
        if (place / SETTINGS_FILE).is_file():
            return place / SETTINGS_FILE
        project = place / PROJECT_FILE
        if project.is_file() and b"[tool.pd" in project.read_bytes():
            return project
    return None


def read_settings(file: Path | None, is_rule: Callable[[str], bool] = lambda _selector: True) -> Configuration:
    """Read a configuration; mistakes become diagnostics, what is right counts. `is_rule` knows the selectors."""
    if file is None:
        return Configuration(Settings(), None)
    source = read_source(file)
    if source.problem:
        problem = source.problem
        return Configuration(Settings(), file, (_diagnostic(file, problem.span, problem.message, problem.hint),))
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return Configuration(Settings(), file, (_syntax(file, source.text, str(error)),))
    if file.name == PROJECT_FILE:
        data = data.get("tool", {}).get("pd", {})
    settings, mistakes = _settings(data, is_rule)
    found = (_diagnostic(file, _place(source.text, item.keys), item.message, item.hint) for item in mistakes)
    return Configuration(settings, file, tuple(found))


def _settings(data: dict[str, Any], is_rule: Callable[[str], bool]) -> tuple[Settings, list[_Mistake]]:
    mistakes: list[_Mistake] = []
    for key in data:
        if key not in _KEYS:
            mistakes.append(
                _Mistake((key,), _("There is no setting `{key}`.").format(key=key[:40]), choose(key, _KEYS))
            )
    lists = {key: tuple(_strings(data, key, mistakes)) for key in ("select", "ignore", "exclude")}
    ignores = []
    for pattern, selectors in _table(data, "per-path-ignores", mistakes).items():
        ignores.append((pattern, tuple(_strings({pattern: selectors}, pattern, mistakes, ("per-path-ignores",)))))
    severity = []
    for selector, value in _table(data, "severity", mistakes).items():
        if value in _SEVERITIES:
            severity.append((selector, value))
        else:
            message = _("`{value}` is not a severity.").format(value=str(value)[:40])
            mistakes.append(_Mistake(("severity", selector), message, choose(str(value), _SEVERITIES)))
    named: list[tuple[tuple[str, ...], str]] = [((key,), item) for key in ("select", "ignore") for item in lists[key]]
    named += [(("per-path-ignores", pattern), item) for pattern, items in ignores for item in items]
    named += [(("severity", item), item) for item, _value in severity]
    for keys, selector in named:
        if not is_rule(selector):
            message = _("There is no rule `{code}`.").format(code=selector[:40])
            mistakes.append(_Mistake(keys, message, _("`pd rule` lists them.")))
    baseline = data.get("baseline", Settings().baseline)
    if not isinstance(baseline, str) or not baseline:
        mistakes.append(_Mistake(("baseline",), _("`baseline` is not a file name."), _("Write text in quotes.")))
        baseline = Settings().baseline
    options = _options(_table(data, "limits", mistakes), mistakes)
    return Settings(
        lists["select"], lists["ignore"], lists["exclude"], tuple(ignores), tuple(severity), baseline, options
    ), mistakes


def _options(data: dict[str, Any], mistakes: list[_Mistake]) -> Options:
    values: dict[str, Any] = {}
    for key, value in data.items():
        limit = LIMITS.get(key)
        if limit is None:
            message = _("There is no limit `{key}`.").format(key=key[:40])
            mistakes.append(_Mistake(("limits", key), message, choose(key, LIMITS)))
        elif (
            isinstance(value, bool)
            or not isinstance(value, int if limit.whole else int | float)
            or value < limit.lowest
        ):
            message = _("`{value}` is not a number that `{key}` can have.").format(value=str(value)[:40], key=key)
            hint = _("Write a number not below {low}.").format(low=f"{limit.lowest:g}")
            mistakes.append(_Mistake(("limits", key), message, hint))
        else:
            values[key] = value
    known = {item.name for item in fields(Options)}
    return Options(**{key: value for key, value in values.items() if key in known})


def _is_number(value: Any, limit: Limit) -> bool:
    return not isinstance(value, bool) and isinstance(value, int if limit.whole else int | float)


def _table(data: dict[str, Any], key: str, mistakes: list[_Mistake]) -> dict[str, Any]:
    value = data.get(key, {})
    if isinstance(value, dict):
        return value
    mistakes.append(
        _Mistake(
            (key,), _("`{key}` is not a table.").format(key=key), _("Begin it with a line `[{key}]`.").format(key=key)
        )
    )
    return {}


def _strings(data: dict[str, Any], key: str, mistakes: list[_Mistake], above: tuple[str, ...] = ()) -> Iterator[str]:
    value = data.get(key, [])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield from value
        return
    message = _("`{key}` is not a list of texts.").format(key=key[:60])
    mistakes.append(_Mistake((*above, key), message, _('Write `{key} = ["…"]`.').format(key=key[:60])))


def _syntax(file: Path, text: str, said: str) -> Diagnostic:
    found = re.search(r"at line (\d+), column (\d+)", said)
    line, column = (int(found[1]), int(found[2])) if found else LineIndex(text).position(len(text))
    message = _("This is not valid TOML from here on.")
    return _diagnostic(
        file, Span(line, column, line, column + 1), message, _("Check brackets, quotes and the sign `=`.")
    )


def _place(text: str, keys: tuple[str, ...]) -> Span:
    """Where the last of the keys stands: TOML readers give no places, so the lines are searched."""
    inside = len(keys) == 1
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*\[\[?(?:tool\.pd\.)?\s*(.*?)\s*\]?\]", line)
        name = keys[-1]
        if header:
            inside = header[1] == keys[0] if len(keys) > 1 else header[1] in ("tool.pd", "")
            if len(keys) == 1 and header[1].strip("\"'") == name:
                start = line.index(name) + 1
                return Span(number, start, number, start + len(name))
            continue
        found = re.match(rf"""\s*["']?{re.escape(name)}["']?\s*=""", line)
        if found and inside:
            start = line.index(name) + 1
            return Span(number, start, number, start + len(name))
    return START


def _diagnostic(file: Path, span: Span, message: str, hint: str) -> Diagnostic:
    return reading_diagnostic("PD019", file, span, message, hint)
