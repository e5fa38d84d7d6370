"""What is wrong in the data of a document, in the teacher's words.

Errors are told by their type, never by the library's English text, and one cause gives one message. Most documents have
none, so this is loaded where there is one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple

from pdcli.diagnostics import NO_MESSAGE, Message, ShownValue, shortened
from pdcli.documents.validation import Loc, document_loc
from pdcli.i18n import LANGS, Lang
from pdcli.i18n.messages import figure, joined, quoted
from pdcli.i18n.messages import message as _
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
from pdcli.suggest import choose, latin, nearest, nearest_all, on_english_keys, strange_letters

# What people call the keys that every document has.
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
    """One thing wrong at one place; `key` says whether the key itself is meant."""

    code: str
    loc: Loc
    message: Message
    hint: Message
    key: bool = False
    instead: str = ""
    """What can safely stand there instead; empty where only a person knows."""


def faults_of(details: list[Any], data: dict[str, Any], form: Form, lang: Lang) -> list[Fault]:
    """What is wrong, from the errors of Pydantic."""
    return list(_without_clashes(list(_faults(_without_renamed(details, data, form), data, form, lang))))


def school_year_fault(given: Any, loc: Loc, path: tuple[str, ...], form: Form, lang: Lang) -> Fault | None:
    """PD103 for a school year that is not spelled as two years with a hyphen; it is read all the same."""
    field = form.field_at(path)
    if field is None:
        return None
    meant = as_school_year(str(given)) or ""
    message = _("“{label}”: {value} is not a school year.").format(
        label=ShownValue(field.label[lang], field.key), value=_shown(given)
    )
    example = _("Write both years, for example {example}.").format(example="2026-2027")
    return Fault("PD103", loc, message, _did_you_mean(meant) if meant else example, instead=meant)


def _faults(details: list[Any], data: dict[str, Any], form: Form, lang: Lang) -> Iterator[Fault]:
    told: set[Loc] = set()
    for detail in details:
        loc = document_loc(detail["loc"], data)
        if loc in told and detail["type"] != "missing":
            continue
        told.add(loc)
        yield _fault(detail, loc, form, lang, data)


def _without_renamed(details: list[Any], data: dict[str, Any], form: Form) -> list[Any]:
    """The errors without those that say that a key is missing which stands there, or may stand, under another name."""
    renamed = set()
    unknown: Counter[Loc] = Counter()
    missing = Counter(document_loc(detail["loc"], data) for detail in details if detail["type"] == "missing")
    for detail in details:
        loc = document_loc(detail["loc"], data)
        if detail["type"] == "extra_forbidden":
            meant = _unknown_key(loc, form, _mapping_at(loc[:-1], data)).instead
            renamed.add((*loc[:-1], meant))
            unknown[loc[:-1]] += not meant

    def is_explained(detail: Any) -> bool:
        loc = document_loc(detail["loc"], data)
        return (*loc, detail["loc"][-1]) in renamed or 0 < missing[loc] <= unknown[loc]

    return [detail for detail in details if detail["type"] != "missing" or not is_explained(detail)]


def _without_clashes(faults: list[Fault]) -> Iterator[Fault]:
    """Two misspelt keys cannot both become the one that was meant."""
    meant = Counter((fault.loc[:-1], fault.instead) for fault in faults if fault.key and fault.instead)
    for fault in faults:
        yield fault._replace(instead="") if meant[fault.loc[:-1], fault.instead] > 1 else fault


def _mapping_at(loc: Loc, data: Any) -> Container[str]:
    for step in loc:
        data = data[step]
    return data if isinstance(data, dict) else ()


def _fault(detail: Any, loc: Loc, form: Form, lang: Lang, data: Any) -> Fault:
    field = form.field_at(loc)
    label = (
        ShownValue(field.label[lang], field.key)
        if field
        else str(next((step for step in reversed(loc) if isinstance(step, str)), ""))
    )
    value = _shown(detail.get("input"))
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
            hint, instead = _day_meant(detail.get("input"))
            message = _("“{label}”: {value} is not a date.").format(label=label, value=value)
            return Fault("PD103", loc, message, hint, instead=instead)
        case "date_spelling" | "date_impossible":
            message = _("“{label}”: there is no such day as {value}.").format(label=label, value=value)
            likely = likely_date(str(detail.get("input")))
            hint = _did_you_mean(likely.isoformat()) if likely else _("Check the month and the day.")
            return Fault("PD103", loc, message, hint)
        case "date_far":
            message = _("“{label}”: the year of {value} cannot be right.").format(label=label, value=value)
            return Fault("PD103", loc, message, _("Check the year."))
        case "literal_error":
            return _wrong_choice(detail.get("input"), field, loc, label, lang)
        case "string_pattern_mismatch":
            return _wrong_id(field, loc, label, value)
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            low, high = (field.min, field.max) if field else (None, None)
            message = _("“{label}”: {value} is outside the allowed range.").format(label=label, value=value)
            return Fault("PD105", loc, message, _limits(low, high))
    is_number = isinstance(detail.get("input"), int) and not isinstance(detail.get("input"), bool)
    is_of_many = field is not None and field.type in ("evidence", "reference") and isinstance(loc[-1], int)
    if is_number and (is_of_many or (field is not None and field.type == "id")):
        return _wrong_id(field, loc, label, value)
    if field and field.holds_many and (listed := _list_meant(detail.get("input"), field)):
        message = _("“{label}”: {value} is not {expected}.").format(label=label, value=value, expected=_("a list"))
        written = f"[{', '.join(listed)}]"
        hint = _("Write a list in brackets: `{key}: [{example}]`.").format(key=field.key, example=joined(listed))
        return Fault("PD102", loc, message, hint, instead=written)
    if table := _table_of(detail.get("input"), field, form, data):
        message = _("“{label}”: {value} is not {expected}.").format(label=label, value=value, expected=_("text"))
        hint = _("These rows belong to `{key}`: move the line `{key}:` up, so that it stands above them.")
        return Fault("PD102", loc, message, hint.format(key=table))
    meant = _value_meant(detail.get("input"), field, loc) or _period_meant(detail.get("input"), field)
    return Fault(
        "PD102", loc, _("“{label}”: {value} is not {expected}.").format(
            label=label, value=value, expected=_expected(detail["type"], field)
        ),
        _did_you_mean(meant) if meant else _how_to_write(detail["type"], field, detail.get("input")),
        instead=meant,
    )  # fmt: skip


def _unknown_key(loc: Loc, form: Form, siblings: Container[str]) -> Fault:
    owner = form.field_at(loc[:-1]) if len(loc) > 1 else None
    fields = owner.parts if owner else form.all_fields
    known = [item.key for item in fields]
    if owner is None:
        known += COMMON_KEYS
    said = str(loc[-1])
    meant = _key_meant(said, fields, known)
    if owner is None and not meant:
        usual = {key: words for key, words in _USUAL_LABELS.items() if key in known}
        meant = by_words(said, _COMMON_LABELS | usual) or ""
    if meant:
        return misspelt_key(loc, meant, siblings)
    name, colon, text = said.partition(":")
    if colon and text and name in known:
        message = _("A space is missing after the colon of `{key}`.").format(key=name)
        hint = _("Write `{text}`.").format(text=shortened(f"{name}: {text}", 60))
        return Fault("PD101", loc, message, hint, True, "" if name in siblings else f"{name}: {text}")
    group = next(
        (item.key for item in fields if item.type == "group" and any(part.key == said for part in item.parts)), ""
    )
    if group:
        message = _("`{key}` is a field of `{group}`.").format(key=said, group=group)
        return Fault(
            "PD101", loc, message, _("Put it below `{group}:`, two spaces further in.").format(group=group), True
        )
    table = next(
        (item.key for item in fields if item.type == "table" and said in {part.key for part in item.parts}), ""
    )
    if table:
        message = _("`{key}` is a field of `{group}`.").format(key=said, group=table)
        return Fault("PD101", loc, message, _("Put it into a row of `{table}`.").format(table=table), True)
    close = nearest(said, known)
    hint = (
        _("Did you mean `{key}`?").format(key=close) if close else _("Fields here: {keys}.").format(keys=quoted(known))
    )
    message = _("`{key}` is not a field here.").format(key=shortened(said, 40))
    # One candidate that is almost the same word and not there yet is what was meant.
    is_typo = close is not None and close not in siblings and len(nearest_all(said, known)) == 1
    return Fault("PD101", loc, message, hint, key=True, instead=close if close and is_typo else "")


def misspelt_key(loc: Loc, meant: str, siblings: Container[str] = ()) -> Fault:
    """A key that stands for another one; no fix where that one is there already."""
    message, hint = _other_spelling(str(loc[-1]), meant)
    if meant in siblings:
        hint = _("`{key}` stands here, too: keep the one that is right.").format(key=meant)
        return Fault("PD101", loc, message, hint, key=True)
    return Fault("PD101", loc, message, hint, key=True, instead=meant)


def _key_meant(said: str, fields: Iterable[Field], known: Container[str]) -> str:
    """The field whose key is this but for case, look-alike letters and what joins or surrounds its words, or whose
    label or a part of it this is.
    """
    fields = list(fields)
    plain = "".join(char for char in unicodedata.normalize("NFKC", said) if not char.isspace()).casefold()
    for spelling in (plain, latin(plain), on_english_keys(plain)):
        if spelling in known:
            return spelling
    letters = _letters(latin(plain))
    alike = [key for key in (*(item.key for item in fields), *COMMON_KEYS) if key in known and _letters(key) == letters]
    if len(set(alike)) == 1:
        return alike[0]
    label = normalise_heading(said)
    labels = [(item.key, item.label[lang].casefold()) for item in fields for lang in LANGS]
    meant = {key for key, text in labels if label and label == normalise_heading(text)}
    part = " ".join(said.casefold().split())
    if not meant and len(part) >= _SHORT_LABEL:
        # `Күні` where the label is “Аяқталған күні”.
        meant = {key for key, text in labels if text.startswith(f"{part} ") or text.endswith(f" {part}")}
    return meant.pop() if len(meant) == 1 else ""


def _letters(key: str) -> str:
    """A key without what joins its words or stands around them: `Goals match` is like `goals_match`."""
    return "".join(sign for sign in key if sign.isalpha()).casefold()


def _other_spelling(said: str, meant: str) -> tuple[Message, Message]:
    """What is wrong with a key that stands for another one, and what to write."""
    hint = _("Write `{text}`.").format(text=meant)
    if len(said) == len(meant) and latin(said.casefold()) == meant != said.casefold():
        message = _("`{key}` has letters that are not Latin: {letters}.").format(
            key=said, letters=strange_letters(said.casefold(), meant)
        )
        return message, hint
    if not said.isascii() and on_english_keys(said) == meant:
        message = _(
            "`{key}` was typed with the keyboard in another language: the same keys write `{meant}` in English."
        )
        return message.format(key=said, meant=meant), hint
    if _letters(latin(said)) != _letters(meant):
        message = _("`{key}` is the label of the field whose key is `{meant}`.").format(
            key=shortened(said, 40), meant=meant
        )
        return message, hint
    return _("`{key}` is not a field here.").format(key=shortened(said, 40)), hint


def _wrong_choice(given: Any, field: Field | None, loc: Loc, label: str, lang: Lang) -> Fault:
    common = {"status": ("draft", "final"), "lang": LANGS}
    keys = [choice.key for choice in field.choices] if field else list(common.get(str(loc[-1]), ()))
    if field and field.type == "rating":
        keys = list(RATINGS)
    meant = _choice_meant(given, field, loc)
    hint = _did_you_mean(meant) if meant else _nearest_choice(str(given), field, keys, lang)
    if meant == "kk" and str(given).strip().casefold() == "kz":
        hint = _("Did you mean `{key}`? (kz is the country)").format(key=meant)
    message = _("“{label}”: {value} is not one of the choices.").format(label=label, value=_shown(given))
    return Fault("PD104", loc, message, hint, instead=meant if meant != "-" else '"-"')


def _choice_meant(given: Any, field: Field | None, loc: Loc) -> str:
    """The choice that a text names in the words of people; empty where that is not certain."""
    if isinstance(given, bool):
        given = "true" if given else "false"
    if not isinstance(given, str):
        return ""
    if field:
        typed = on_english_keys(given)
        on_keys = typed if any(choice.key == typed for choice in field.choices) else ""
        several = _choices_meant(given, field) if isinstance(loc[-1], int) else ""
        return str(parse_value(field, given) or on_keys or several)
    parse = {"status": parse_status, "lang": parse_lang}.get(str(loc[-1]))
    return (parse(given) or parse(on_english_keys(given)) if parse else None) or ""


def _choices_meant(given: str, field: Field) -> str:
    """Several choices of a list, with commas, that other signs or spaces stand between; empty where one is none."""
    for pattern in (_OTHER_COMMA, _SPACES):
        found = [parse_choice(field, part) for part in pattern.split(given.strip(" .;"))]
        items = [choice for choice in found if choice]
        if len(items) == len(found) > 1:
            return ", ".join(items)
    return ""


def _nearest_choice(given: str, field: Field | None, keys: list[str], lang: Lang) -> Message:
    """The choice whose key or label is most like what is given, else all of them."""
    labels = {choice.label[lang].casefold(): choice.key for choice in field.choices} if field else {}
    close = nearest(given.casefold(), [*keys, *labels])
    return _did_you_mean(labels.get(close, close)) if close else choose(given, keys)


def _did_you_mean(value: str) -> Message:
    return _("Did you mean `{key}`?").format(key=value)


def _wrong_id(field: Field | None, loc: Loc, label: str, value: str) -> Fault:
    prefixes = {"findings": "f", "growth_areas": "r", "goals": "g", "corrections": "c"}
    prefix = ""
    if field:
        prefix = field.prefix or prefixes.get(field.to, "e" if field.type == "evidence" else "")
    hint = _("Write the letter and a number, for example `{example}`.").format(example=f"{prefix or 'g'}1")
    if field and field.earlier:
        hint += " " + _("A correction or goal of an earlier cycle is written as `{example}`.").format(
            example="2025-2026-1/c1"
        )
    message = _("“{label}”: {value} is not a valid number.").format(label=label, value=value)
    given = value.strip("`")
    meant = latin(given.lower())
    if meant != given.lower() and re.fullmatch(rf"{prefix or '[a-z]'}[1-9][0-9]*", meant):
        message = _("`{key}` has letters that are not Latin: {letters}.").format(
            key=given, letters=strange_letters(given.lower(), meant)
        )
        return Fault("PD107", loc, message, _("Write `{text}`.").format(text=meant), instead=meant)
    meant = _id_meant(given, prefix, bool(field and field.earlier))
    return Fault("PD107", loc, message, _did_you_mean(meant) if meant else hint, instead=meant)


def _id_meant(given: str, prefix: str, earlier: bool) -> str:
    """The number, or several with commas, that was typed with other letters, dashes, signs or brackets; else empty."""
    plain = re.sub("[‐‑–—−]", "-", unicodedata.normalize("NFKC", given.replace("№", "")).lower())
    one = rf"{prefix or '[a-z]'}[1-9][0-9]*"
    pattern = re.compile(rf"(?:\d{{4}}-\d{{4}}-\d+/)?{one}" if earlier else one)
    for text in (latin(plain), on_english_keys(plain)):
        parts = [part.strip(" .,;:()[]{}\"'«»“”") for part in re.split(r"[\s,;|]+|\.\s+", text)]
        items = [prefix + part if prefix and re.fullmatch("[1-9][0-9]?", part) else part for part in parts if part]
        if items and all(map(pattern.fullmatch, items)):
            return ", ".join(items)
    return ""


def _day_meant(value: Any) -> tuple[Message, str]:
    """A hint, and the ISO spelling of the day that a value names; empty where it is not certain."""
    text = str(value)
    day = parse_date(text)
    if day is None:
        likely = likely_date(text) if _SHORT_DAY.fullmatch(text.strip()) else None
        return _likely_day(text), likely.isoformat() if likely else ""
    hint = _did_you_mean(day.isoformat())
    if could_be_month_first(text):
        hint += " " + _("The day is read first, then the month.")
    return hint, day.isoformat()


def _likely_day(text: str) -> Message:
    """What to write instead of what is no date, or could be two."""
    likely = likely_date(text)
    return (
        _did_you_mean(likely.isoformat())
        if likely
        else _("Write year-month-day, for example {example}.").format(example="2026-10-14")
    )


def _value_meant(value: Any, field: Field | None, loc: Loc) -> str:
    """The number, or true or false, that a text names; empty where it is not certain."""
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
    """The table that rows belong to which stand under another name, as where an example was typed over in its place."""
    keys = {key for row in value if isinstance(row, dict) for key in row} if isinstance(value, list) else set()
    if not keys or (field and field.type == "table") or not isinstance(data, dict):
        return ""
    empty = (item for item in form.all_fields if item.type == "table" and data.get(item.key) in (None, "", []))
    return next((item.key for item in empty if keys <= {part.key for part in item.columns}), "")


def _period_meant(value: Any, field: Field | None) -> str:
    """The group of a first and a last day that a text on one line names; empty where it is not certain."""
    if field is None or [part.type for part in field.fields] != ["date", "date"] or not isinstance(value, str):
        return ""
    for sign in re.finditer(r"\s+[-‐‑–—−]+\s+|[–—]|\.\.+|;|,", value):
        days = [parse_date(part) for part in (value[: sign.start()], value[sign.end() :])]
        if days[0] and days[1]:
            first, last = (part.key for part in field.fields)
            return f"{{{first}: {days[0].isoformat()}, {last}: {days[1].isoformat()}}}"
    return ""


def _list_meant(value: Any, field: Field) -> list[str]:
    """The numbers of rows, or the choices, that a text without brackets names; empty where it is not certain."""
    if not isinstance(value, str):
        return []
    if field.choices:
        choice = parse_choice(field, value)
        items = [choice] if choice else [parse_choice(field, part) for part in re.split("[,;]", value)]
    elif field.type in ("evidence", "reference"):
        text = unicodedata.normalize("NFKC", value).strip(" \t,;.()[]{}\"'«»“”-–—•")
        items = [latin(part.lower()) for part in re.split(r"[\s,;]+", text)]
        items = [item if item and _NUMBER.fullmatch(item) else None for item in items]
    else:
        return []
    found = [item for item in items if item]
    return found if len(found) == len(items) else []


def _named_choices(value: Any, field: Field) -> str:
    """The choices that a text names, and its own words where they are none: no word is left out."""
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
        "number": _("a number"),
        "scale": _("a whole number"),
        "boolean": _("true or false"),
    }.get(field.type, _("text"))


def _how_to_write(kind: str, field: Field | None, given: Any) -> Message:
    if field is None:
        return _("Type it as in the examples of `pd schema`.")
    if field.type == "table":
        return _("Begin each row with a hyphen: `- {key}: …`.").format(key=field.columns[0].key)
    if field.type == "group":
        return _("Indent its fields below it: {keys}.").format(keys=quoted(part.key for part in field.fields))
    if field.holds_many and kind in ("tuple_type", "list_type"):
        example = _named_choices(given, field) or _first(field.example)
        return _("Write a list in brackets: `{key}: [{example}]`.").format(key=field.key, example=example)
    if field.type in ("number", "scale"):
        return _("Write digits only, for example {example}.").format(example=_first(field.example))
    if field.type == "boolean":
        return _("Write `true` or `false`.")
    return _("Write plain text after the colon.")


def _first(example: Any) -> str:
    return str(example[0]) if isinstance(example, list) and example else str(example)


def _shown(value: Any) -> str:
    if value is None:
        return _("an empty value")
    if isinstance(value, dict):
        return _("a group of fields")
    if isinstance(value, list | tuple):
        return _("a list")
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{shortened(str(value), 40)}`"
