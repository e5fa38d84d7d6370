"""JSON Schemas of the outputs of commands, derived from the types of the data."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from pdcli.anonymisation.name_register import KINDS
from pdcli.attestation import packs_compared, readiness
from pdcli.attestation.facts import CODES, PARAMETERS
from pdcli.diagnostics import Severity, Span
from pdcli.discovery.brought import Sort
from pdcli.exchange import key, manifest
from pdcli.i18n import FOR_PEOPLE, LANGS
from pdcli.lint import baseline
from pdcli.lint.page import RulePage
from pdcli.lint.reporters import json as findings
from pdcli.lint.rules import RULES
from pdcli.metadata.inspection import HIDDEN_KINDS, PROBLEMS
from pdcli.model.plain import STAGES
from pdcli.portfolio.counts import Counts, FileClass
from pdcli.portfolio.packs import Origin
from pdcli.reading.codes import CODES as CODES_OF_READING
from pdcli.render import school_trace
from pdcli.render import trace as trace_page
from pdcli.school import department
from pdcli.school import report as school
from pdcli.summary import build as data
from pdcli.summary import comparison as table
from pdcli.summary import history
from pdcli.summary.brought import BroughtFile
from pdcli.summary.files import FileCounts, UnreadFile
from pdcli.thread import build as thread
from pdcli.thread import school as school_thread
from pdcli.thread.school_goals import ServedGoal
from pdcli.vcs.git import GitProblem

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_LABEL: Schema = {"type": "string", "$comment": FOR_PEOPLE}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SEVERITY: Schema = {"enum": [item.value for item in Severity]}
_PARAMETERS: Schema = {"$ref": "#/$defs/Parameters"}
_TITLES: Schema = {"type": "object", "additionalProperties": _LABEL}
_WORDS: Schema = {"type": "object", "properties": dict.fromkeys(LANGS, _TEXT)}


# (type, field) -> the values that a text field can have.
_ENUMERATIONS: dict[tuple[str, str], Iterable[str]] = {
    ("BroughtFile", "sort"): Sort,
    ("PackFacts", "origin"): Origin,
    ("History", "problem"): GitProblem,
    ("DocumentHistory", "nearness"): ("near", "before", "later"),
    ("StageSummary", "stage"): STAGES,
    ("UnreadFile", "code"): CODES_OF_READING,
    ("GoalRow", "reached"): ("yes", "partly", "no"),
}


class Output(NamedTuple):
    """A JSON output: the command line and the schema."""

    command: str
    schema: Schema


def outputs() -> dict[str, Output]:
    """Name of schema -> JSON output, for every command with one."""
    schemas = {
        "lint": ("pd lint --format json", _lint()),
        "lint-files": ("pd lint --show-files --format json", _files()),
        "baseline": ("pd lint --write-baseline", _baseline()),
        "rule": ("pd rule --all --format json", _list(_rule())),
        "summary": ("pd summary --to json", _of(data.Summary, data.SCHEMA_VERSION)),
        "comparison": ("pd summary DIR --to json", _comparison()),
        "readiness": ("pd readiness --format json", _readiness()),
        "readiness-comparison": ("pd readiness --compare PACK --format json", _packs_compared()),
        "school": ("pd school --format json", _school()),
        "department": ("pd school DIR --format json", _department()),
        "trace": ("pd trace --format json", _trace()),
        "school-trace": ("pd trace --school --format json", _school_trace()),
        "history": (
            "pd history --format json",
            _with_version(history.SCHEMA_VERSION, {"portfolios": _type(tuple[history.History, ...])}),
        ),
        "packet": ("manifest.json of pd pack", _packet()),
        "blind-key": ("the key of pd summary --blind", _blind_key()),
    }
    return {name: Output(command, {"title": command, **schema}) for name, (command, schema) in schemas.items()}


def _type(kind: Any) -> Schema:
    """The schema of a type, with its parts in `$defs`."""
    return TypeAdapter(kind).json_schema(mode="serialization")


def _of(kind: Any, version: int) -> Schema:
    """The schema of a dataclass written with the version of its schema."""
    schema = _type(kind)
    return _with_version(version, schema["properties"], schema.get("$defs"))


def _with_version(version: int, properties: Schema, definitions: Schema | None = None) -> Schema:
    """The schema of a document with a version. Files written by pd also have a `$comment` with their mark."""
    parts = dict(definitions or {})
    for item in properties.values():
        parts |= item.pop("$defs", {})
    for (kind, name), values in _ENUMERATIONS.items():
        if kind in parts:
            property_schema = parts[kind]["properties"][name]
            parts[kind]["properties"][name] = {"enum": [*values, None] if "anyOf" in property_schema else [*values]}
    if "PackFacts" in parts:
        parts["PackFacts"]["properties"]["provenance"] = _LABEL
    if "Fact" in parts:
        parts = _with_facts(parts)
    if "UnreadFile" in parts:
        parts["UnreadFile"]["properties"]["parameters"] = _PARAMETERS
        parts |= _values()
    whole = {"type": "object", "properties": {"schema_version": {"const": version}, **properties}, "$defs": parts}
    strict = _strict(whole)
    strict["properties"]["$comment"] = _TEXT
    return {"$schema": DIALECT, **strict}


def _with_facts(parts: Schema) -> Schema:
    """The parts with `Fact` as one alternative for each code, with the types of its parameters."""
    about = parts["Fact"]["properties"]["about"]
    types = {name: _type(kind) for name, kind in PARAMETERS.items()}
    for schema in types.values():
        parts |= schema.pop("$defs", {})
    one_of = [
        {
            "type": "object",
            "properties": {
                "code": {"const": code},
                "about": about,
                "parameters": {"type": "object", "properties": {name: types[name] for name in names}},
            },
        }
        for code, names in CODES.items()
    ]
    return {**parts, "Fact": {"oneOf": one_of}}


def _list(item: Schema) -> Schema:
    return {"$schema": DIALECT, "type": "array", "items": _strict(item)}


def _rule() -> Schema:
    words = {"severity": _SEVERITY, "what": _LABEL, "why": _LABEL, "clause": _LABEL, "bad": _LABEL, "good": _LABEL}
    return {"type": "object", "properties": {**dict.fromkeys(RulePage._fields, _TEXT), **words}}


def _strict(schema: Any) -> Any:
    """The schema with all properties required, no others allowed, and without titles, defaults and descriptions."""
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {
        key: {name: _strict(part) for name, part in value.items()} if key in ("properties", "$defs") else _strict(value)
        for key, value in schema.items()
        if key not in ("title", "default", "description")
    }
    if "properties" in strict:
        strict |= {"required": sorted(strict["properties"]), "additionalProperties": False}
    return strict


def _lint() -> Schema:
    place = {key: {"type": "integer", "minimum": 1} for key in Span._fields}
    message = {"message": _LABEL, "template": _TEXT, "parameters": _PARAMETERS}
    related = {"type": "object", "properties": {"path": _TEXT, **place, **message}}
    diagnostic = {
        "code": {"enum": [rule.code for rule in RULES]},
        "name": {"enum": [rule.name for rule in RULES]},
        "severity": _SEVERITY,
        "path": _TEXT,
        **place,
        **message,
        "hint": _LABEL,
        "hint_template": _TEXT,
        "hint_parameters": _PARAMETERS,
        "fixable": {"type": "boolean"},
        "related": {"type": "array", "items": related},
    }
    brought_properties = {
        "portfolio": _TEXT,
        "sort": {"enum": [item.value for item in Sort]},
        "path": _TEXT,
        "sha256": _TEXT,
    }
    hidden_properties = {"path": _TEXT, "findings": _COUNT, "acts": {"type": "boolean"}}
    parts = {
        "files": _COUNT,
        "ledger": {"type": "object", "properties": dict.fromkeys(Counts._fields, _COUNT)},
        "counts": {"type": "object", "properties": {item.value: _COUNT for item in Severity}},
        "brought": {"type": "array", "items": {"type": "object", "properties": brought_properties}},
        "hidden": {"type": "array", "items": {"type": "object", "properties": hidden_properties}},
        "diagnostics": {"type": "array", "items": {"type": "object", "properties": diagnostic}},
    }
    return _with_version(findings.SCHEMA_VERSION, parts, _values())


def _values() -> Schema:
    """Definitions of the parameters of messages: plain values, lists, and nested messages."""
    value = {"$ref": "#/$defs/Value"}
    plain = {"type": ["string", "number", "boolean", "null"]}
    message = {"type": "object", "properties": {"template": _TEXT, "parameters": _PARAMETERS}}
    return {
        "Parameters": {"type": "object", "additionalProperties": value},
        "Value": {"anyOf": [plain, {"type": "array", "items": value}, message]},
    }


def _files() -> Schema:
    return _list({
        "type": "object",
        "properties": {"path": _TEXT, "class": {"enum": [item.value for item in FileClass]}},
    })  # fmt: skip


def _baseline() -> Schema:
    row = {"path": _TEXT, "code": _TEXT, "line": _TEXT, "count": {"type": "integer", "minimum": 1}}
    findings = {"type": "array", "items": {"type": "object", "properties": row}}
    whole = _strict({"type": "object", "properties": {"version": {"const": baseline.VERSION}, "findings": findings}})
    whole["properties"]["$comment"] = _TEXT
    return {"$schema": DIALECT, **whole}


def _packet() -> Schema:
    """The manifest of a packet; rare keys are optional."""
    hidden_kinds = {"type": "array", "items": {"enum": list(HIDDEN_KINDS)}}
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    cleaned = _object({"sha256": digest, "removed": hidden_kinds})
    file = {"path": _TEXT, "role": {"enum": list(manifest.ROLES)}, "size": _COUNT, "sha256": digest, "cleaned": cleaned}
    of_evidence = _rows(_object({"id": _TEXT, "file": _TEXT}))
    uncleaned = _object({"file": _TEXT, "problem": {"enum": [*PROBLEMS, None]}, "tells": hidden_kinds})
    left_out = {
        "private_documents": _COUNT,
        "private_evidence": _COUNT,
        "unreadable": _rows(_TEXT),
        "withheld": of_evidence,
        "uncleaned": _rows(uncleaned),
    }
    source = _object({"name": _TEXT, "sha256": digest, "rows": _COUNT})
    parts = {
        "format": {"const": manifest.FORMAT},
        "made_by": _TEXT,
        "count": _COUNT,
        "ledger": _object(dict.fromkeys(Counts._fields, _COUNT)),
        "files": _rows(_object(file, without=("cleaned",))),
        "rewritten": _rows(_TEXT),
        "left_out": _object(left_out, without=("uncleaned",)),
        "missing": of_evidence,
        "links": _rows(_object({"id": _TEXT, "url": _TEXT})),
        "confirmations": _rows(_object({"file": _TEXT, "from": _rows(source)})),
        "candidates": _rows(_object({"folder": _TEXT, "name": {"type": ["string", "null"]}})),
    }
    return {"$schema": DIALECT, **_object(parts, without=("confirmations", "candidates"))}


def _blind_key() -> Schema:
    """The key of a blind summary. Codes of earlier runs have empty code and name."""
    row = {"code": _TEXT, "name": _TEXT, "kind": {"enum": list(KINDS)}, "number": {"type": "integer"}, "words": _TEXT}
    parts = {
        "warning": _LABEL,
        "format": {"const": key.FORMAT},
        "secret": _TEXT,
        "codes": _rows(_object(row)),
        "$comment": _TEXT,
    }
    return {"$schema": DIALECT, **_object(parts, without=("$comment",))}


def _object(properties: Schema, without: tuple[str, ...] = ()) -> Schema:
    """The schema of an object with these properties and no other; those in `without` are optional."""
    required = sorted(properties.keys() - set(without))
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _rows(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _trace() -> Schema:
    schema = _type(thread.Trace)
    beside = {"school_goals": _type(tuple[ServedGoal, ...]), "brought": _type(tuple[BroughtFile, ...])}
    return _with_version(trace_page.SCHEMA_VERSION, {**schema["properties"], **beside}, schema["$defs"])


def _school_trace() -> Schema:
    schema = _type(school_thread.SchoolTrace)
    brought_schema = {"brought": _type(tuple[BroughtFile, ...])}
    return _with_version(school_trace.SCHEMA_VERSION, {**schema["properties"], **brought_schema}, schema["$defs"])


def _comparison() -> Schema:
    rows = _type(tuple[table.ComparisonRow, ...])
    brought_schema = _type(tuple[BroughtFile, ...])
    columns = {"type": "array", "items": {"enum": list(table.COLUMNS)}}
    return _with_version(
        table.SCHEMA_VERSION,
        {
            "columns": columns,
            "packs": _type(tuple[readiness.PackFacts, ...]),
            "criteria": _TITLES,
            "brought": brought_schema,
            "rows": rows,
        },
    )


def _readiness() -> Schema:
    schema, rest = (
        _type(readiness.Readiness),
        {
            "files": _type(FileCounts),
            "unread": _type(tuple[UnreadFile, ...]),
            "brought": _type(tuple[BroughtFile, ...]),
        },
    )
    return _with_version(readiness.SCHEMA_VERSION, {**schema["properties"], **rest}, schema["$defs"])


def _packs_compared() -> Schema:
    schema = _type(readiness.Readiness)
    side = {"type": "object", "properties": {key: schema["properties"][key] for key in packs_compared.SIDE_KEYS}}
    comparison = _type(packs_compared.Comparison)
    rest = {"before": side, "after": side, **comparison["properties"]}
    return _with_version(readiness.SCHEMA_VERSION, rest, schema["$defs"] | comparison["$defs"])


def _department() -> Schema:
    """Schools side by side, with the labels of their measures in three languages."""
    schema = _type(department.Department)
    measures = {"type": "object", "additionalProperties": _WORDS}
    return _with_version(department.SCHEMA_VERSION, {"measures": measures, **schema["properties"]}, schema["$defs"])


def _school() -> Schema:
    """The report of a school, with labels of measures and pages in three languages; a row has its cells by column."""
    schema = _type(school.SchoolReport)
    parts = schema["$defs"]
    indicator, measure = parts["Indicator"]["properties"], parts["Measure"]["properties"]
    indicator["label"] = _WORDS
    indicator["target"] = {"anyOf": [_WORDS, {"type": "null"}]}
    measure |= {"share": {"anyOf": [{"type": "number"}, {"type": "null"}]}, "label": _WORDS, "how": _WORDS}
    parts["Page"]["properties"] |= {"label": _WORDS, "how": _WORDS}
    row = parts["PageRow"]["properties"]
    row["cells"] = {"type": "object", "additionalProperties": row["cells"]["items"]}
    return _with_version(school.SCHEMA_VERSION, schema["properties"], parts)
