"""A form as JSON Schema, so that editors complete and explain it in the reader's language without a network."""

from typing import Any

from pdcli.i18n import LANGS, Lang
from pdcli.model.documents import reference_pattern
from pdcli.model.forms import RATINGS, Field, Form

_COMMON: dict[str, dict[Lang, str]] = {
    "kind": {"kk": "Құжат түрі.", "ru": "Вид документа.", "en": "What this document is."},
    "title": {
        "kk": "Құжаттың өз атауы.",
        "ru": "Собственное название документа.",
        "en": "The document's own title.",
    },
    "status": {
        "kk": "draft – әлі толтырылуда, final – аяқталды.",
        "ru": "draft – ещё заполняется, final – завершён.",
        "en": "draft: still being filled; final: finished.",
    },
    "lang": {"kk": "Құжаттың тілі.", "ru": "Язык документа.", "en": "Language of the document."},
    "private": {
        "kk": "true болса, есептер мен беттерге шықпайды.",
        "ru": "Если true, не попадает в отчёты и страницы.",
        "en": "If true, it stays out of summaries and pages.",
    },
}


def json_schema(form: Form, lang: Lang) -> dict[str, Any]:
    """The schema of a kind. Drafts are valid: an unanswered field may be absent or empty (null)."""
    common: dict[str, dict[str, Any]] = {
        "kind": {"const": form.kind},
        "title": _text(),
        "status": {"enum": ["draft", "final"], "default": "draft"},
        "lang": {"enum": [*LANGS, None]},
        "private": {"type": ["boolean", "null"]},
    }
    properties = {key: {"description": _COMMON[key][lang], **common[key]} for key in common}
    properties.update({item.key: _field(item, lang) for item in form.all_fields})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": form.title[lang],
        "description": _described(form, lang),
        "type": "object",
        "required": ["kind"],
        "additionalProperties": False,
        "properties": properties,
    }


def _described(form: Form, lang: Lang) -> str:
    return f"{form.caption[lang]}. {form.help[lang]}" if form.caption else form.help[lang]


def _text() -> dict[str, Any]:
    return {"type": ["string", "number", "boolean", "null"]}


def _field(item: Field, lang: Lang) -> dict[str, Any]:
    schema = _type(item, lang)
    if item.many:
        schema = {"type": ["array", "null"], "items": _not_null(schema)}
    described: dict[str, Any] = {"title": item.label[lang], "description": item.help[lang], **schema}
    example = item.example_in(lang)
    if example not in ("", None) and not item.parts:
        described["examples"] = [example]
    return described


def _type(item: Field, lang: Lang) -> dict[str, Any]:
    match item.type:
        case "text" | "document":
            return _text()
        case "list":
            return {"type": ["array", "null"], "items": _not_null(_text())}
        case "date":
            return {"type": ["string", "null"], "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"}
        case "number":
            return {"type": ["integer" if item.whole else "number", "null"], **_bounds(item)}
        case "scale":
            return {"type": ["integer", "null"], **_bounds(item)}
        case "boolean":
            return {"type": ["boolean", "null"]}
        case "choice":
            words = [choice.label[lang] for choice in item.choices]
            keys: list[str | None] = [choice.key for choice in item.choices]
            return {"enum": keys if item.many else [*keys, None], "enumDescriptions": words}
        case "rating":
            return {"enum": [*RATINGS, None]}
        case "id":
            kind = "string" if item.required else ["string", "null"]
            return {"type": kind, "pattern": f"^{item.prefix}[1-9][0-9]*$"}
        case "reference":
            return {"type": ["string", "null"], "pattern": reference_pattern(earlier=item.earlier, across=item.across)}
        case "evidence":
            return {"type": ["array", "null"], "items": {"type": "string", "pattern": "^e[1-9][0-9]*$"}}
        case "table":
            row = _object(item.columns, lang)
            row["required"] = [part.key for part in item.columns if part.type == "id" and part.required]
            return {"type": ["array", "null"], "items": row}
        case "group" | "sheet":
            return {**_object(item.parts, lang), "type": ["object", "null"]}


def _object(fields: tuple[Field, ...], lang: Lang) -> dict[str, Any]:
    properties = {part.key: _field(part, lang) for part in fields}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _bounds(item: Field) -> dict[str, float]:
    bounds = {"minimum": item.min, "maximum": item.max}
    return {key: int(value) if value == int(value) else value for key, value in bounds.items() if value is not None}


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    types = schema.get("type")
    return {**schema, "type": [name for name in types if name != "null"]} if isinstance(types, list) else schema
