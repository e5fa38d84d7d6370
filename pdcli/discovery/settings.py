"""The configuration: `pd.toml`, or `[tool.pd]` of a pyproject.toml, the nearest one looking upwards."""

import re
from collections.abc import Callable, Iterable
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pdcli.config import LIMITS, Limit, Options, Settings
from pdcli.diagnostics import START, Diagnostic, Severity, Span
from pdcli.discovery.files import Finder, files_above
from pdcli.discovery.patterns import is_valid_pattern
from pdcli.i18n import N_, Lang, in_every_language
from pdcli.i18n.messages import Message, figure
from pdcli.i18n.messages import message as _
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.source import LineIndex, read_source
from pdcli.suggest import choose

if TYPE_CHECKING:
    from pdcli.reading.toml_positions import Keys, TomlPlace

SETTINGS_FILE = "pd.toml"
PROJECT_FILE = "pyproject.toml"
_PROJECT_TABLE = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*pd[ \t]*[\].]", re.MULTILINE)
_KEYS = ("select", "ignore", "exclude", "per-path-ignores", "severity", "baseline", "limits")
# A selector as it is typed -> as rules are matched with it; None for what matches no rule.
SelectorOf = Callable[[str], str | None]
_SEVERITIES = tuple(item.value for item in Severity)


class Configuration(NamedTuple):
    """The settings of a portfolio, their file (None: defaults), and its diagnostics (PD019)."""

    settings: Settings
    file: Path | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def folder(self) -> Path | None:
        """The folder that paths in the file start from."""
        return self.file.parent if self.file else None


class _Mistake(NamedTuple):
    keys: "Keys"
    message: Message
    hint: Message
    at_key: bool = False


def find_settings(folder: Path, finder: Finder | None = None) -> Path | None:
    """The settings file in effect for a folder: the nearest pd.toml or pyproject.toml with a table [tool.pd]."""
    return next(filter(_holds_settings, files_above(folder, SETTINGS_FILE, PROJECT_FILE, finder=finder)), None)


def settings_in(folder: Path) -> Path | None:
    """The settings file directly in a folder; None if there is none."""
    files = (folder / name for name in (SETTINGS_FILE, PROJECT_FILE))
    return next((file for file in files if file.is_file() and _holds_settings(file)), None)


def _holds_settings(file: Path) -> bool:
    return file.name == SETTINGS_FILE or _has_table(file)


def _has_table(project: Path) -> bool:
    try:
        return bool(_PROJECT_TABLE.search(project.read_bytes()))
    except OSError:
        # Somebody else's file further up.
        return False


def read_settings(file: Path | None, selector_of: SelectorOf = lambda selector: selector) -> Configuration:
    """Read a settings file; mistakes become diagnostics and the rest is used. `selector_of` reads rule selectors."""
    if file is None:
        return Configuration(Settings(), None)
    # Most folders have no settings, and reading TOML takes time to load.
    import tomllib

    from pdcli.reading.toml_positions import toml_places

    source = read_source(file)
    if source.problem:
        problem = source.problem
        return Configuration(Settings(), file, (_diagnostic(file, problem.span, problem.message, problem.hint),))
    try:
        data: Any = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Configuration(Settings(), file, (_syntax(file, source.text, str(error)),))
    above: Keys = ()
    mistakes: list[_Mistake] = []
    if file.name == PROJECT_FILE:
        above = ("tool", "pd")
        data = _table(_table(data, "tool", []), "pd", mistakes, "tool.pd")
    settings = _settings(data, selector_of, mistakes)
    places = toml_places(source.text) if mistakes else {}
    diagnostics = (_diagnostic(file, _place(places, above, item), item.message, item.hint) for item in mistakes)
    return Configuration(settings, file, tuple(diagnostics))


def _settings(data: dict[str, Any], selector_of: SelectorOf, mistakes: list[_Mistake]) -> Settings:
    for key in data:
        if key not in _KEYS:
            message = _("There is no setting `{key}`.").format(key=key[:40])
            mistakes.append(_Mistake((key,), message, choose(key, _KEYS), at_key=True))

    def valid_selectors(keys: "Keys", selectors: Iterable[str], at_key: bool = False) -> dict[str, str]:
        """Those of some selectors that match a rule: as it is typed -> as rules are matched with it."""
        valid = {}
        for number, selector in enumerate(selectors):
            if matched := selector_of(selector):
                valid[selector] = matched
            else:
                message = _("There is no rule `{code}`.").format(code=selector[:40])
                place = (*keys, selector if at_key else number)
                mistakes.append(_Mistake(place, message, _("`pd rule` lists the rules."), at_key))
        return valid

    select, ignore = (
        tuple(valid_selectors((key,), _strings(data, (key,), mistakes)).values()) for key in ("select", "ignore")
    )
    exclude = tuple(_strings(data, ("exclude",), mistakes))
    mistakes += (
        _no_pattern(("exclude", number), text) for number, text in enumerate(exclude) if not is_valid_pattern(text)
    )
    ignores = []
    table = _table(data, "per-path-ignores", mistakes)
    for pattern in table:
        keys: Keys = ("per-path-ignores", pattern)
        if pattern.startswith("!"):
            message = _(
                "A pattern here cannot begin with `!`: that sign brings back files matched by an earlier pattern."
            )
            mistakes.append(_Mistake(keys, message, _("Write the paths you mean."), at_key=True))
        elif not is_valid_pattern(pattern):
            mistakes.append(_no_pattern(keys, pattern, at_key=True))
        ignores.append((pattern, tuple(valid_selectors(keys, _strings(table, keys, mistakes)).values())))
    severity = []
    table = _table(data, "severity", mistakes)
    for typed, selector in valid_selectors(("severity",), table, at_key=True).items():
        value = table[typed] if table[typed] in _SEVERITIES else _severity(table[typed])
        if value:
            severity.append((selector, value))
        else:
            text = str(table[typed])
            message = _("`{value}` is not a severity.").format(value=text[:40])
            mistakes.append(_Mistake(("severity", typed), message, choose(text, _SEVERITIES, _severity_labels())))
    baseline = data.get("baseline", Settings().baseline)
    if not isinstance(baseline, str) or not baseline.strip():
        mistakes.append(_Mistake(("baseline",), _("`baseline` is not a file name."), _("Write text in quotes.")))
        baseline = Settings().baseline
    options = _options(_table(data, "limits", mistakes), mistakes)
    return Settings(select, ignore, exclude, tuple(ignores), tuple(severity), baseline, options)


def _severity(value: Any) -> str | None:
    """The severity that a text names in any language; None for what is none."""
    from pdcli.model.human_values import by_words

    words = {key: tuple(texts.values()) for key, texts in _severity_labels().items()}
    return by_words(value, words) if isinstance(value, str) else None


def _severity_labels() -> dict[str, dict[Lang, str]]:
    names = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.ADVICE: N_("advice")}
    return {item.value: in_every_language(name) for item, name in names.items()}


def _no_pattern(keys: "Keys", text: str, at_key: bool = False) -> _Mistake:
    message = _("`{pattern}` is not a pattern for files.").format(pattern=text[:40])
    return _Mistake(keys, message, _("Write the pattern as in .gitignore, such as `old/` or `*.tmp.md`."), at_key)


def _options(data: dict[str, Any], mistakes: list[_Mistake]) -> Options:
    values: dict[str, Any] = {}
    for key, value in data.items():
        limit = LIMITS.get(key)
        if limit is None:
            message = _("There is no limit `{key}`.").format(key=key[:40])
            mistakes.append(_Mistake(("limits", key), message, choose(key, LIMITS), at_key=True))
        elif not _is_within_limit(value, limit):
            message = _("`{value}` is not a number that `{key}` can have.").format(value=str(value)[:40], key=key)
            hint = _("Write a number not below {low}.").format(low=figure(limit.lowest))
            mistakes.append(_Mistake(("limits", key), message, hint))
        else:
            values[key] = value
    return Options(**values)


def _is_within_limit(value: Any, limit: Limit) -> bool:
    is_number = isinstance(value, int if limit.whole else int | float) and not isinstance(value, bool)
    return is_number and limit.lowest <= value < inf


def _table(data: dict[str, Any], key: str, mistakes: list[_Mistake], display_key: str = "") -> dict[str, Any]:
    value = data.get(key, {})
    if isinstance(value, dict):
        return value
    message = _("`{key}` is not a table.").format(key=display_key or key)
    hint = _("Begin the table with a line `[{key}]`.").format(key=display_key or key)
    mistakes.append(_Mistake(() if display_key else (key,), message, hint))
    return {}


def _strings(data: dict[str, Any], keys: "Keys", mistakes: list[_Mistake]) -> list[str]:
    key = str(keys[-1])
    value = data.get(key, [])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    message = _("`{key}` is not a list of texts.").format(key=key[:60])
    mistakes.append(_Mistake(keys, message, _('Write `{key} = ["…"]`.').format(key=_toml_key(key)[:60])))
    return []


def _toml_key(key: str) -> str:
    """A key in TOML syntax, quoted if needed."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f'"{key}"'


def _syntax(file: Path, text: str, error_text: str) -> Diagnostic:
    match = re.search(r"at line (\d+), column (\d+)", error_text)
    lines = LineIndex(text)
    line, column = (int(match[1]), int(match[2])) if match else lines.position(len(text))
    message, hint = _("This is not valid TOML from here on."), _("Check brackets, quotes and the `=` sign.")
    if error_text.startswith("Cannot"):
        # The reader notices it only at the end of the line.
        line_text = lines.line(line)
        column = len(line_text) - len(line_text.lstrip()) + 1
        repeated_key = line_text.partition("#")[0].partition("=")[0].strip()
        message, hint = _("`{id}` is used twice.").format(id=repeated_key[:40]), _("Keep one of them.")
    return _diagnostic(file, Span(line, column, line, column + 1), message, hint)


def _place(places: "dict[Keys, TomlPlace]", above: "Keys", mistake: _Mistake) -> Span:
    place = places.get((*above, *mistake.keys))
    return START if place is None else place.key if mistake.at_key else place.value


def _diagnostic(file: Path, span: Span, message: Message, hint: Message) -> Diagnostic:
    return reading_diagnostic("PD019", file, span, message, hint)
