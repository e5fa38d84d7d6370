"""The grammar of form.yaml as JSON Schema, explained in the reader's language, for whoever writes a form."""

from typing import Any, get_args

from pdcli.i18n import N_, Lang, translate
from pdcli.model.forms import FieldType, Holds, Prefill

_FORM = {
    "kind": N_(
        "The name of this kind of document, which is also the name of its folder: small Latin letters, digits, hyphens."
    ),
    "source": N_("Where the form comes from, such as a table in the guideline or a school order."),
    "title": N_("The name of a document of this form."),
    "names": N_("Other names that people use for the form besides its title, in any language."),
    "caption": N_("The heading of the blank form in its source, if the filled-in document has a different name."),
    "help": N_("When the form is filled in and what it is for, in one sentence."),
    "format": N_("md: long answers under headings; yaml: forms made up of rows, ratings and tables."),
    "place": N_(
        "Where `pd new` puts a document, without the file extension. Parts that can be used: {cycle} "
        "{date} {slug} {year}."
    ),
    "portfolio_place": N_("Where a document of a school lies in the portfolio of a teacher who has one too."),
    "private": N_(
        "Documents of this kind stay out of pages and summaries: true unless they say otherwise, `always` whatever "
        "they say."
    ),
    "columns": N_("The headings of the printed table: number, question, answer."),
    "facts": N_("Short facts above the questions, such as a date or a class."),
    "fields": N_("The questions, in the order of the form."),
}
_FIELD = {
    "key": N_("The key of the answer in files: small Latin letters, digits, underscores. It never changes."),
    "type": N_("What kind of answer: text, date, choice, scale, table, sheet and so on."),
    "label": N_("The question as it is printed."),
    "help": N_("What to write, how much, from which data: one sentence."),
    "names": N_("Other names that people use besides the label, in any language."),
    "example": N_("A sample answer in this language, as a native speaker would write it."),
    "required": N_("Whether a final document must answer this question (true unless said otherwise)."),
    "long": N_("Whether the answer is longer than a line."),
    "many": N_("Whether several choices may be given."),
    "section": N_("A heading printed above this field: a new part of the form begins."),
    "sub_stage": N_("The sub-stage of the cycle that the answer belongs to, printed before the label."),
    "when": N_("Asked only if a choice in this document has one of these values."),
    "prefill": N_("A key of portfolio.yaml that `pd new` copies here."),
    "holds": N_("What the answer names: a person, a school, or a place or organisation."),
    "choices": N_("The answers to choose from."),
    "columns": N_("The columns of a table, or what is answered in each row of a sheet."),
    "fields": N_("The fields of a group."),
    "head": N_("The heading of the first column of a sheet."),
    "above": N_("Lines printed above the rows of a sheet, such as its aim."),
    "printed": N_("Columns of a sheet that are printed, not answered."),
    "rows": N_("The fixed rows of a sheet."),
    "chart": N_("Draw the scale of a sheet as a balance wheel."),
    "compare": N_("Show the previous document of this kind beside this one."),
    "whole": N_("Only whole numbers, such as how many people there were."),
    "min": N_("The lowest value of a scale or number."),
    "max": N_("The highest value of a scale or number."),
    "prefix": N_("The letter that the IDs of a table begin with."),
    "to": N_("The table that a reference points to."),
    "earlier": N_("Whether a reference may also name a correction or goal of an earlier cycle: 2025-2026-1/c1."),
    "across": N_("Whether a reference may lead into another document of the school: 2026-2027/a3, groups/math/k1."),
    "last": N_(
        "`pd fill` asks this question after all the others; for example, a question about the day "
        "when something was finished."
    ),
}
_CHOICE = {"names": N_("Other names that people use besides the label, in any language.")}
_ROW = {
    "key": N_("The key of the answer in files: small Latin letters, digits, underscores. It never changes."),
    "label": N_("The row as it is printed."),
    "names": N_("Other names that people use besides the label, in any language."),
    "section": N_("A heading printed above this row."),
    "required": N_("Whether a final document must answer this question (true unless said otherwise)."),
    "cells": N_("What the printed columns say in this row."),
}


def form_schema(lang: Lang) -> dict[str, Any]:
    """The schema of form.yaml."""
    words = {"$ref": "#/definitions/words"}
    fields = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/field"}}
    key = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
    flag, text, number = {"type": "boolean"}, {"type": "string"}, {"type": "number"}
    names = {"type": "array", "items": text}
    choice = {"key": text, "label": words, "names": names}
    form = {
        "kind": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}, "source": words, "title": words,
        "names": names, "caption": words, "help": words,
        "format": {"enum": ["md", "yaml"]}, "place": text, "portfolio_place": text,
        "private": {"enum": [True, False, "always"]},
        "columns": _object({"number": words, "label": words, "answer": words}, {}, lang, ["number", "label", "answer"]),
        "facts": {**fields, "minItems": 0}, "fields": fields,
    }  # fmt: skip
    field = {
        "key": key, "type": {"enum": list(get_args(FieldType))}, "label": words, "help": words, "names": names,
        "example": {},
        "required": flag, "long": flag, "many": flag, "section": words, "sub_stage": words,
        "when": {"type": "object", "additionalProperties": {"type": "array", "items": text}},
        "prefill": {"enum": list(get_args(Prefill))}, "holds": {"enum": list(get_args(Holds))},
        "choices": {"type": "array", "items": _object(choice, _CHOICE, lang, ["key", "label"])},
        "columns": fields, "fields": fields, "head": words,
        "above": {"type": "array", "items": _object({"label": words, "text": words}, {}, lang, ["label", "text"])},
        "printed": {"type": "array", "items": _object({"key": text, "label": words}, {}, lang, ["key", "label"])},
        "rows": {"type": "array", "items": {"$ref": "#/definitions/row"}},
        "chart": {"enum": ["wheel"]}, "compare": flag, "min": number, "max": number, "whole": flag,
        "prefix": text, "to": text, "earlier": flag, "across": flag, "last": flag,
    }  # fmt: skip
    row = {"key": key, "label": words, "names": names, "section": words, "required": flag,
           "cells": {"type": "object", "additionalProperties": words}}  # fmt: skip
    one = {"type": "string", "minLength": 1}
    several = {"type": "object", "minProperties": 1, "additionalProperties": False,
               "properties": {"kk": one, "ru": one, "en": one}}  # fmt: skip
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": translate(N_("A form"), lang),
        **_object(form, _FORM, lang, ["kind", "source", "title", "help", "format", "place", "fields"]),
        "definitions": {
            "words": {
                "description": translate(N_("One text for all, or one for each of kk, ru and en."), lang),
                "anyOf": [one, several],
            },
            "field": _object(field, _FIELD, lang, ["key", "type", "label", "help"]),
            "row": _object(row, _ROW, lang, ["key", "label"]),
        },
    }


def _object(properties: dict[str, Any], description: dict[str, str], lang: Lang, required: list[str]) -> dict[str, Any]:
    described = {
        # Beside a `$ref` nothing else counts, so it is wrapped.
        key: ({"description": translate(description[key], lang)} if key in description else {})
        | ({"allOf": [value]} if "$ref" in value and key in description else value)
        for key, value in properties.items()
    }
    return {"type": "object", "required": required, "additionalProperties": False, "properties": described}
