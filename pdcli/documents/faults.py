"""Faults in the data of a document, from the errors of Pydantic.

Messages depend on the type of an error, never on the library's English text, and one cause gives one message. Most
documents have no faults, so that this module is loaded on demand.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pdcli.diagnostics import shortened
from pdcli.documents.validation import Loc, document_loc
from pdcli.i18n import LANGS, N_, Lang, in_every_language
from pdcli.i18n.messages import NO_MESSAGE, Message, WordedValue, figure, joined, quoted, worded
from pdcli.i18n.messages import message as _
from pdcli.model.documents import reference_pattern
from pdcli.model.forms import COMMON_KEYS, RATINGS, Field, Form, normalise_heading
from pdcli.model.human_values import (
    Value,
    by_words,
    could_be_month_first,
    likely_date,
    names_no_day,
    parse_boolean,
    parse_choice,
    parse_date,
    parse_lang,
    parse_status,
    parse_value,
)
from pdcli.model.school_year import as_school_year
from pdcli.suggest import (
    Label,
    choose,
    did_you_mean,
    foreign_letters,
    latin,
    nearest,
    nearest_all,
    on_english_keys,
    shown_values,
)

# The titles of the keys that every document has.
_COMMON_TITLES = {"title": N_("Title"), "status": N_("Status"), "lang": N_("Language"), "private": N_("Private")}
# What people call these keys.
_COMMON_LABELS: dict[str, tuple[str, ...]] = {
    "title": ("атауы", "тақырыбы", "название", "заголовок"),
    "status": ("күйі", "мәртебесі", "статус", "состояние"),
    "lang": ("тілі", "язык", "language"),
    "private": ("құпия", "жеке", "жабық", "конфиденциально", "личное", "приватно"),
}
# What people call the keys that some documents have.
_NAMES = ("фио", "аты жөні", "атыжөні", "тегі аты", "имя", "фамилия имя", "full name", "есімі")
_USUAL_LABELS: dict[str, tuple[str, ...]] = {"name": _NAMES, "full_name": _NAMES}
# A day as it is written here: with dots, the day in front.
_SHORT_DAY = re.compile(r"\d\d?\.\d\d?\.\d\d")
# Fewer letters than these are no part of a label.
_SHORT_LABEL = 4
# What is typed in a list in the place of a comma.
_OTHER_COMMA = re.compile(r"\s*[;|]\s*|\.\s+|\s+[/–—-]\s+|\s+(?:және|мен|и|and)\s+")
_SPACES = re.compile(r"\s+")
# The number of a row, or of one of an earlier cycle: `f1`, `2025-2026-2/c1`.
_NUMBER = re.compile(r"(?:\d{4}-\d{4}-\d+/)?[a-z]+[1-9][0-9]*")


class Fault(NamedTuple):
    """One fault at one place; `key` is true if the key itself is wrong."""

    code: str
    loc: Loc
    message: Message
    hint: Message
    key: bool = False
    replacement: str = ""
    """A safe replacement; empty where it is not certain."""


def faults_of(details: list[Any], data: dict[str, Any], form: Form) -> list[Fault]:
    """The faults of a document from the errors of Pydantic."""
    return list(_without_clashes(list(_faults(_without_renamed(details, data, form), data, form))))


def school_year_fault(value: Any, loc: Loc, path: tuple[str, ...], form: Form) -> Fault | None:
    """PD103 for a school year that is not written as two years with a hyphen; it is read all the same."""
    field = form.field_at(path)
    if field is None:
        return None
    suggestion = as_school_year(str(value)) or ""
    message = _("“{label}”: {value} is not a school year.").format(
        label=worded(field.label.__getitem__, field.key), value=_display(value)
    )
    example = _("Write both years, for example `{example}`.").format(example="2026-2027")
    return Fault("PD103", loc, message, did_you_mean(suggestion) if suggestion else example, replacement=suggestion)


def _faults(details: list[Any], data: dict[str, Any], form: Form) -> Iterator[Fault]:
    places: set[Loc] = set()
    for detail in details:
        loc = document_loc(detail["loc"], data)
        if loc in places and detail["type"] != "missing":
            continue
        places.add(loc)
        yield _fault(detail, loc, form, data)


def _without_renamed(details: list[Any], data: dict[str, Any], form: Form) -> list[Any]:
    """The errors without those of missing keys that stand, or may stand, there under another name."""
    renamed = set()
    unknown: Counter[Loc] = Counter()
    missing = Counter(document_loc(detail["loc"], data) for detail in details if detail["type"] == "missing")
    for detail in details:
        loc = document_loc(detail["loc"], data)
        if detail["type"] == "extra_forbidden":
            suggestion = _unknown_key(loc, form, _mapping_at(loc[:-1], data)).replacement
            renamed.add((*loc[:-1], suggestion))
            unknown[loc[:-1]] += not suggestion

    def is_explained(detail: Any) -> bool:
        loc = document_loc(detail["loc"], data)
        return (*loc, detail["loc"][-1]) in renamed or 0 < missing[loc] <= unknown[loc]

    return [detail for detail in details if detail["type"] != "missing" or not is_explained(detail)]


def _without_clashes(faults: list[Fault]) -> Iterator[Fault]:
    """Yield the faults without replacements where two misspelt keys have the same one."""
    targets = Counter((fault.loc[:-1], fault.replacement) for fault in faults if fault.key and fault.replacement)
    for fault in faults:
        yield fault._replace(replacement="") if targets[fault.loc[:-1], fault.replacement] > 1 else fault


def _mapping_at(loc: Loc, data: Any) -> Container[str]:
    for step in loc:
        data = data[step]
    return data if isinstance(data, dict) else ()


def _fault(detail: Any, loc: Loc, form: Form, data: Any) -> Fault:
    field = form.field_at(loc)
    label = worded(field.label.__getitem__, field.key) if field else _label_of_key(loc)
    value = _display(detail.get("input"))
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(loc, form, _mapping_at(loc[:-1], data))
        case "missing":
            missing = str(detail["loc"][-1])
            owner = form.field_at((*loc, missing))
            prefix = owner.prefix if owner else ""
            return Fault(
                "PD106", loc, _("This row of “{label}” has no `{key}`.").format(label=label, key=missing),
                _("Add a line `{key}: {example}`.").format(key=missing, example=f"{prefix}1"),
            )  # fmt: skip
        case "date_spelling" if not names_no_day(str(detail.get("input"))):
            hint, instead = _suggested_day(detail.get("input"))
            message = _("“{label}”: {value} is not a date.").format(label=label, value=value)
            return Fault("PD103", loc, message, hint, replacement=instead)
        case "date_spelling" | "date_impossible":
            message = _("“{label}”: there is no such day as {value}.").format(label=label, value=value)
            likely = likely_date(str(detail.get("input")))
            hint = did_you_mean(likely.isoformat()) if likely else _("Check the month and the day.")
            return Fault("PD103", loc, message, hint)
        case "date_far":
            message = _("“{label}”: the year in {value} cannot be right.").format(label=label, value=value)
            return Fault("PD103", loc, message, _("Check the year."))
        case "literal_error":
            return _wrong_choice(detail.get("input"), field, loc, label)
        case "string_pattern_mismatch":
            is_path = field is not None and field.type == "evidence" and "/" in str(detail.get("input"))
            column = _document_column(form, loc) if is_path else None
            if column:
                message = _("“{label}”: {value} is a path, not the ID of a piece of evidence.").format(
                    label=label, value=value
                )
                return Fault("PD107", loc, message, _("Write the path of a document in `{key}:`.").format(key=column))
            return _wrong_id(field, loc, label, value)
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            low, high = (field.min, field.max) if field else (None, None)
            message = _("“{label}”: {value} is outside the allowed range.").format(label=label, value=value)
            return Fault("PD105", loc, message, _limits(low, high))
    is_number = isinstance(detail.get("input"), int) and not isinstance(detail.get("input"), bool)
    is_of_many = field is not None and field.type in ("evidence", "reference") and isinstance(loc[-1], int)
    if is_number and (is_of_many or (field is not None and field.type == "id")):
        return _wrong_id(field, loc, label, value)
    if field and field.holds_many and (items := _suggested_list(detail.get("input"), field)):
        message = _("“{label}”: {value} is not {expected}.").format(label=label, value=value, expected=_("a list"))
        list_text = f"[{', '.join(items)}]"
        hint = _("Write a list in brackets: `{key}: [{example}]`.").format(key=field.key, example=joined(items))
        return Fault("PD102", loc, message, hint, replacement=list_text)
    if table := _table_of(detail.get("input"), field, form, data):
        message = _("“{label}”: {value} is not {expected}.").format(label=label, value=value, expected=_("text"))
        hint = _("These rows belong to `{key}`: move the line `{key}:` up, so that it is above them.")
        return Fault("PD102", loc, message, hint.format(key=table))
    suggestion = _suggested_value(detail.get("input"), field, loc) or _suggested_period(detail.get("input"), field)
    return Fault(
        "PD102", loc, _("“{label}”: {value} is not {expected}.").format(
            label=label, value=value, expected=_expected(detail["type"], field)
        ),
        did_you_mean(suggestion) if suggestion else _how_to_write(detail["type"], field, detail.get("input")),
        replacement=suggestion,
    )  # fmt: skip


def _label_of_key(loc: Loc) -> WordedValue | str:
    """What people call the last key of a place that no field describes."""
    key = str(next((step for step in reversed(loc) if isinstance(step, str)), ""))
    title = _COMMON_TITLES.get(key)
    return worded(in_every_language(title).__getitem__, key) if title else key


def _unknown_key(loc: Loc, form: Form, siblings: Container[str]) -> Fault:
    owner = form.field_at(loc[:-1]) if len(loc) > 1 else None
    fields = owner.parts if owner else form.all_fields
    keys = [item.key for item in fields]
    if owner is None:
        keys += COMMON_KEYS
    typed_key = str(loc[-1])
    suggestion = _suggested_key(typed_key, fields, keys)
    if owner is None and not suggestion:
        usual = {key: words for key, words in _USUAL_LABELS.items() if key in keys}
        suggestion = by_words(typed_key, _COMMON_LABELS | usual) or ""
    if suggestion:
        return misspelt_key(loc, suggestion, siblings)
    name, colon, text = typed_key.partition(":")
    if colon and text and name in keys:
        message = _("A space is missing after the colon of `{key}`.").format(key=name)
        hint = _("Write `{text}`.").format(text=shortened(f"{name}: {text}", 60))
        return Fault("PD101", loc, message, hint, True, "" if name in siblings else f"{name}: {text}")
    group = next(
        (item.key for item in fields if item.type == "group" and any(part.key == typed_key for part in item.parts)), ""
    )
    if group:
        message = _("`{key}` is a field of `{group}`.").format(key=typed_key, group=group)
        return Fault(
            "PD101",
            loc,
            message,
            _("Put this field below `{group}:`, two spaces further in.").format(group=group),
            True,
        )
    table = next(
        (item.key for item in fields if item.type == "table" and typed_key in {part.key for part in item.parts}), ""
    )
    if table:
        message = _("`{key}` is a field of `{group}`.").format(key=typed_key, group=table)
        return Fault("PD101", loc, message, _("Put this field into a row of `{table}`.").format(table=table), True)
    nearest_key = nearest(typed_key, keys)
    labels = {item.key: item.label for item in fields}
    if nearest_key:
        hint = did_you_mean(nearest_key, labels.get(nearest_key))
    else:
        hint = _("Fields here: {keys}.").format(keys=shown_values(keys, labels))
    message = _("`{key}` is not a field here.").format(key=shortened(typed_key, 40))
    # The only similar candidate that is not in the document yet.
    is_typo = nearest_key is not None and nearest_key not in siblings and len(nearest_all(typed_key, keys)) == 1
    return Fault("PD101", loc, message, hint, key=True, replacement=nearest_key if nearest_key and is_typo else "")


def misspelt_key(loc: Loc, intended: str, siblings: Container[str] = ()) -> Fault:
    """The fault of a misspelt key; without a fix if the intended key exists already."""
    message, hint = _other_spelling(str(loc[-1]), intended)
    if intended in siblings:
        hint = _("There is `{key}` here too: keep the one that is right.").format(key=intended)
        return Fault("PD101", loc, message, hint, key=True)
    return Fault("PD101", loc, message, hint, key=True, replacement=intended)


def _suggested_key(typed_key: str, fields: Iterable[Field], keys: Container[str]) -> str:
    """The key of the field that a misspelt key means: equal but for case, homoglyphs and separators, or its label or
    a part of the label. Empty if none or several match.
    """
    fields = list(fields)
    plain = "".join(char for char in unicodedata.normalize("NFKC", typed_key) if not char.isspace()).casefold()
    for spelling in (plain, latin(plain), on_english_keys(plain)):
        if spelling in keys:
            return spelling
    letters = _letters(latin(plain))
    alike = [key for key in (*(item.key for item in fields), *COMMON_KEYS) if key in keys and _letters(key) == letters]
    if len(set(alike)) == 1:
        return alike[0]
    label = normalise_heading(typed_key)
    labels = [(item.key, item.label[lang].casefold()) for item in fields for lang in LANGS]
    labels += [(item.key, name.casefold()) for item in fields for name in item.names]
    matches = {key for key, text in labels if label and label == normalise_heading(text)}
    part = " ".join(typed_key.casefold().split())
    if not matches and len(part) >= _SHORT_LABEL:
        # `Күні` where the label is “Аяқталған күні”.
        matches = {key for key, text in labels if text.startswith(f"{part} ") or text.endswith(f" {part}")}
    return matches.pop() if len(matches) == 1 else ""


def _letters(key: str) -> str:
    """The letters of a key: those of `Goals match` are equal to those of `goals_match`."""
    return "".join(sign for sign in key if sign.isalpha()).casefold()


def _other_spelling(key: str, intended: str) -> tuple[Message, Message]:
    """The message about a misspelt key, and the hint."""
    hint = _("Write `{text}`.").format(text=intended)
    if len(key) == len(intended) and latin(key.casefold()) == intended != key.casefold():
        message = _("`{key}` has letters that are not Latin: {letters}.").format(
            key=key, letters=foreign_letters(key.casefold(), intended)
        )
        return message, hint
    if not key.isascii() and on_english_keys(key) == intended:
        message = _(
            "`{key}` was typed with the keyboard in another language: the same keys write `{meant}` in English."
        )
        return message.format(key=key, meant=intended), hint
    if _letters(latin(key)) != _letters(intended):
        message = _("`{key}` is the label of the field whose key is `{meant}`.").format(
            key=shortened(key, 40), meant=intended
        )
        return message, hint
    return _("`{key}` is not a field here.").format(key=shortened(key, 40)), hint


def _wrong_choice(value: Any, field: Field | None, loc: Loc, label: WordedValue | str) -> Fault:
    common = {"status": ("draft", "final"), "lang": LANGS}
    keys = [choice.key for choice in field.choices] if field else list(common.get(str(loc[-1]), ()))
    if field and field.type == "rating":
        keys = list(RATINGS)
    suggestion = _suggested_choice(value, field, loc)
    labels: Mapping[str, Label] = {choice.key: choice.label for choice in field.choices} if field else {}
    if str(loc[-1]) == "status" and not field:
        labels = {"draft": in_every_language("draft"), "final": in_every_language("final")}
    hint = did_you_mean(suggestion, labels.get(suggestion)) if suggestion else _nearest_choice(value, labels, keys)
    if suggestion == "kk" and str(value).strip().casefold() == "kz":
        hint = _("Did you mean `{key}`? (kz is the country)").format(key=suggestion)
    message = _("“{label}”: {value} is not one of the choices.").format(label=label, value=_display(value))
    return Fault("PD104", loc, message, hint, replacement=suggestion if suggestion != "-" else '"-"')


def _suggested_choice(value: Any, field: Field | None, loc: Loc) -> str:
    """The key of the choice that a text means; empty if that is not certain."""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str):
        return ""
    if field:
        typed = on_english_keys(value)
        on_keys = typed if any(choice.key == typed for choice in field.choices) else ""
        several = _suggested_choices(value, field) if isinstance(loc[-1], int) else ""
        return str(parse_value(field, value) or on_keys or several)
    parse = {"status": parse_status, "lang": parse_lang}.get(str(loc[-1]))
    return (parse(value) or parse(on_english_keys(value)) if parse else None) or ""


def _suggested_choices(text: str, field: Field) -> str:
    """The keys of several choices, joined by commas, in a text with other separators; empty if one is no choice."""
    for pattern in (_OTHER_COMMA, _SPACES):
        choices = [parse_choice(field, part) for part in pattern.split(text.strip(" .;"))]
        items = [choice for choice in choices if choice]
        if len(items) == len(choices) > 1:
            return ", ".join(items)
    return ""


def _nearest_choice(value: Any, labels: Mapping[str, Label], keys: list[str]) -> Message:
    """A hint with the choice whose key or label is most similar, else with all of them."""
    text = str(value)
    by_label = {label[lang].casefold(): key for key, label in labels.items() for lang in LANGS}
    nearest_word = nearest(text.casefold(), [*keys, *by_label])
    if nearest_word is None:
        return choose(text, keys, labels)
    key = by_label.get(nearest_word, nearest_word)
    return did_you_mean(key, labels.get(key))


def _document_column(form: Form, loc: Loc) -> str | None:
    """The column that names documents in the table at this place."""
    table = form.by_key.get(str(loc[0]))
    return next((item.key for item in table.document_parts if item.type == "document"), None) if table else None


def _wrong_id(field: Field | None, loc: Loc, label: WordedValue | str, value: Message | str) -> Fault:
    if field and field.across and not field.earlier:
        return _wrong_reference(loc, label, value)
    prefixes = {"findings": "f", "growth_areas": "r", "goals": "g", "corrections": "c"}
    prefix = ""
    if field:
        prefix = field.prefix or prefixes.get(field.to, "e" if field.type == "evidence" else "")
    hint = _("Write the letter and a number, for example `{example}`.").format(example=f"{prefix or 'g'}1")
    if field and field.earlier:
        hint += " " + _("A correction or goal of an earlier cycle is written as `{example}`.").format(
            example="2025-2026-1/c1"
        )
    message = _("“{label}”: {value} is not a valid ID.").format(label=label, value=value)
    text = value.strip("`") if isinstance(value, str) else ""
    suggestion = latin(text.lower())
    if suggestion != text.lower() and re.fullmatch(rf"{prefix or '[a-z]'}[1-9][0-9]*", suggestion):
        message = _("`{key}` has letters that are not Latin: {letters}.").format(
            key=text, letters=foreign_letters(text.lower(), suggestion)
        )
        return Fault("PD107", loc, message, _("Write `{text}`.").format(text=suggestion), replacement=suggestion)
    suggestion = _suggested_id(text, prefix, bool(field and field.earlier))
    return Fault("PD107", loc, message, did_you_mean(suggestion) if suggestion else hint, replacement=suggestion)


def _wrong_reference(loc: Loc, label: WordedValue | str, value: Message | str) -> Fault:
    """The fault of what cannot be a reference to a document of the school or to a row of it."""
    message = _("“{label}”: {value} is not a reference.").format(label=label, value=value)
    references = _across_references(value.strip("`")) if isinstance(value, str) else []
    # A list may take several in the place of one.
    suggestion = ", ".join(references) if len(references) == 1 or isinstance(loc[-1], int) else ""
    hint = _("Write a number or a path without spaces: {examples}.").format(
        examples=quoted(("a3", "2026-2027/a3", "groups/math/k1"))
    )
    return Fault("PD107", loc, message, did_you_mean(suggestion) if suggestion else hint, replacement=suggestion)


def _across_references(text: str) -> list[str]:
    """The references across documents that a text lists, with other dashes, signs or brackets; empty if one is none."""
    plain = re.sub("[‐‑–—−]", "-", unicodedata.normalize("NFKC", text)).replace("\\", "/")
    plain = re.sub(r"(?i)^\s*school\s*:\s*", "school:", re.sub(r"\s*/\s*", "/", plain))
    parts = [part.strip(" .,;:()[]{}\"'«»“”") for part in re.split(r"[\s,;|]+", plain)]
    references = [re.sub("//+", "/", part).strip("/") for part in parts if part]
    pattern = re.compile(reference_pattern(across=True))
    # Other words are no references, whatever their spelling.
    are_references = all(
        pattern.fullmatch(part) and ("/" in part or _NUMBER.fullmatch(part.removeprefix("school:")))
        for part in references
    )
    return references if are_references else []


def _suggested_id(typed_id: str, prefix: str, earlier: bool) -> str:
    """The id, or several with commas, that was typed with other letters, dashes, signs or brackets; else empty."""
    plain = re.sub("[‐‑–—−]", "-", unicodedata.normalize("NFKC", typed_id.replace("№", "")).lower())
    one = rf"{prefix or '[a-z]'}[1-9][0-9]*"
    pattern = re.compile(rf"(?:\d{{4}}-\d{{4}}-\d+/)?{one}" if earlier else one)
    for text in (latin(plain), on_english_keys(plain)):
        parts = [part.strip(" .,;:()[]{}\"'«»“”") for part in re.split(r"[\s,;|]+|\.\s+", text)]
        items = [prefix + part if prefix and re.fullmatch("[1-9][0-9]?", part) else part for part in parts if part]
        if items and all(map(pattern.fullmatch, items)):
            return ", ".join(items)
    return ""


def _suggested_day(value: Any) -> tuple[Message, str]:
    """A hint, and the day that a value means in ISO format; empty if it is not certain."""
    text = str(value)
    day = parse_date(text)
    if day is None:
        likely = likely_date(text) if _SHORT_DAY.fullmatch(text.strip()) else None
        return _likely_day(text), likely.isoformat() if likely else ""
    hint = did_you_mean(day.isoformat())
    if could_be_month_first(text):
        hint += " " + _("The day is read first, then the month.")
    return hint, day.isoformat()


def _likely_day(text: str) -> Message:
    """The hint for a text that is no date, or an ambiguous one."""
    likely = likely_date(text)
    return (
        did_you_mean(likely.isoformat())
        if likely
        else _("Write year-month-day, for example `{example}`.").format(example="2026-10-14")
    )


def _suggested_value(value: Any, field: Field | None, loc: Loc) -> str:
    """The number or boolean that a text means; empty if it is not certain."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    answer: Value | None
    if field is None:
        answer = parse_boolean(str(value)) if loc[-1:] == ("private",) else None
    elif field.type in ("number", "scale", "boolean"):
        answer = parse_value(field, str(value))
    else:
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    is_allowed = field and isinstance(answer, int | float) and _is_between(float(answer), field.min, field.max)
    return str(answer) if is_allowed else ""


def _table_of(value: Any, field: Field | None, form: Form, data: Any) -> str:
    """The key of the table that rows under another name belong to; empty if there is none."""
    keys = {key for row in value if isinstance(row, dict) for key in row} if isinstance(value, list) else set()
    if not keys or (field and field.type == "table") or not isinstance(data, dict):
        return ""
    empty = (item for item in form.all_fields if item.type == "table" and data.get(item.key) in (None, "", []))
    return next((item.key for item in empty if keys <= {part.key for part in item.columns}), "")


def _suggested_period(value: Any, field: Field | None) -> str:
    """The group of a first and a last day that a text on one line means; empty if it is not certain."""
    if field is None or [part.type for part in field.fields] != ["date", "date"] or not isinstance(value, str):
        return ""
    for sign in re.finditer(r"\s+[-‐‑–—−]+\s+|[–—]|\.\.+|;|,", value):
        days = [parse_date(part) for part in (value[: sign.start()], value[sign.end() :])]
        if days[0] and days[1]:
            first, last = (part.key for part in field.fields)
            return f"{{{first}: {days[0].isoformat()}, {last}: {days[1].isoformat()}}}"
    return ""


def _suggested_list(value: Any, field: Field) -> list[str]:
    """The ids or choices that a text without brackets lists; empty if it is not certain."""
    if not isinstance(value, str):
        return []
    if field.choices:
        choice = parse_choice(field, value)
        items = [choice] if choice else [parse_choice(field, part) for part in re.split("[,;]", value)]
    elif field.across and not field.earlier:
        return _across_references(value)
    elif field.type in ("evidence", "reference"):
        text = unicodedata.normalize("NFKC", value).strip(" \t,;.()[]{}\"'«»“”-–—•")
        items = [latin(part.lower()) for part in re.split(r"[\s,;]+", text)]
        items = [item if item and _NUMBER.fullmatch(item) else None for item in items]
    else:
        return []
    values = [item for item in items if item]
    return values if len(values) == len(items) else []


def _choice_list(value: Any, field: Field) -> str:
    """The choices that a text lists, with its own words where they are no choices."""
    parts = [part.strip() for part in re.split("[,;\n]", value)] if isinstance(value, str) and field.choices else []
    return shortened(", ".join(parse_choice(field, part) or part for part in parts if part), 80)


def _is_between(number: float, low: float | None, high: float | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _limits(low: float | None, high: float | None) -> Message:
    if low is not None and high is not None:
        return _("Write a number from {low} to {high}.").format(low=figure(low), high=figure(high))
    if low is not None:
        return _("Write a number not below {low}.").format(low=figure(low))
    return _("Write a number not above {high}.").format(high=figure(high)) if high is not None else NO_MESSAGE


def _expected(kind: str, field: Field | None) -> Message:
    if field is None:
        return {"boolean_type": _("true or false"), "string_type": _("text")}.get(kind, _("the expected kind of value"))
    if field.holds_many and kind in ("tuple_type", "list_type"):
        return _("a list of rows") if field.type == "table" else _("a list")
    return {
        "table": _("a row with fields"),
        "group": _("a group of fields"),
        "number": _("a whole number") if field.whole else _("a number"),
        "scale": _("a whole number"),
        "boolean": _("true or false"),
    }.get(field.type, _("text"))


def _how_to_write(kind: str, field: Field | None, value: Any) -> Message:
    if field is None:
        return _("Type the value as in the examples that `pd schema` shows.")
    if field.type == "table":
        return _("Begin each row with a hyphen: `- {key}: …`.").format(key=field.columns[0].key)
    if field.type == "group":
        return _("Write the fields below, indented: {keys}.").format(keys=quoted(part.key for part in field.fields))
    if field.holds_many and kind in ("tuple_type", "list_type"):
        example = _choice_list(value, field) or _example(field)
        return _("Write a list in brackets: `{key}: [{example}]`.").format(key=field.key, example=example)
    if field.type in ("number", "scale"):
        return _("Write digits only, for example `{example}`.").format(example=_example(field))
    if field.type == "boolean":
        return _("Write `true` or `false`.")
    return _("Write plain text after the colon.")


def _example(field: Field) -> WordedValue:
    """The example of a field as it is typed, without the brackets of a list, in the reader's language."""

    def text(lang: Lang) -> str:
        example = field.example_in(lang)
        return ", ".join(map(str, example)) if isinstance(example, list) else str(example)

    return worded(text, text("en"))


def _display(value: Any) -> Message | str:
    if value is None:
        return _("an empty value")
    if isinstance(value, dict):
        return _("a group of fields")
    if isinstance(value, list | tuple):
        return _("a list")
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{shortened(str(value), 40)}`"
