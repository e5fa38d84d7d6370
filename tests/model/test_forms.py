"""Forms are complete in three languages, exact in Kazakh, and agree with the classes; schemas agree with the models."""

import json
import re
import types
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import jsonschema_rs
import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS, Lang
from pdcli.model.build import build_validator
from pdcli.model.documents import CLASSES, Head
from pdcli.model.form_schema import form_schema
from pdcli.model.forms import Choice, Field, Form, Row, walk
from pdcli.model.record import Record, fields_of, names_of, types_of
from pdcli.model.schema import json_schema
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.reading.yaml_reader import read_yaml
from pdcli.scaffold.portfolio import all_schemas
from tests.helpers import EXAMPLES, ROOT, unmarked

LIBRARY = FormLibrary()
KINDS = LIBRARY.kinds()


def _form(kind: str) -> Form:
    form = LIBRARY.get(kind)
    assert form is not None, LIBRARY.diagnostics
    return form


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_words_in_three_languages(kind: str) -> None:
    form = _form(kind)
    for _path, field in walk(form.all_fields):
        for words in (field.label, field.help, *(choice.label for choice in field.choices)):
            assert all(words[lang].strip() for lang in LANGS), field.key
        for row in field.rows:
            texts = (row.label, *row.cells.values(), *([row.section] if row.section else []))
            assert all(words[lang].strip() for words in texts for lang in LANGS), row.key
        if field.type not in ("table", "group", "sheet"):
            assert all(field.example_in(lang) not in ("", None) for lang in LANGS), field.key
    assert all(form.title[lang].strip() and form.help[lang].strip() for lang in LANGS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_of_another_alphabet_hides_in_a_word(kind: str) -> None:
    for _path, field in walk(_form(kind).all_fields):
        for text in (field.label.kk, field.help.kk, field.label.ru, field.help.ru):
            assert not re.search(r"[а-яәғқңөұүһі][a-z]|[a-z][а-яәғқңөұүһі]", text, re.IGNORECASE), text


EXACT = {
    "lesson-analysis": [
        "Сабақтың мақсаты қандай?", "Сабақтың мақсатына қол жеткізілді ме?", "Қандай әдістер қолданылды?",
        "Білім алушылар қалай жауап берді?",
        "Қандай нәтижелер сәттілікті дәлелдейді (оқу жұмыстары, оқушылардың жауаптары)?",
        "Болашақта нені өзгертуге немесе жақсартуға болады?",
    ],
    "experience-justification": [
        "Менің педагогикалық тәжірибемнің жаңалығы неде?", "Менің педагогикалық тәжірибемнің құндылығы неде?",
        "Ол қандай педагогикалық тәсілге негізделген?",
        "Ол қандай педагогикалық принципке (немесе принциптерге) негізделген?",
        "Ол қандай жағдайларда тиімдірек жұмыс істейді?", "Оның тиімділігін қандай нәтижелер растайды?",
    ],
    "experience-description": [
        "Тәжірибенің тақырыбы мен идеясы", "Мақсаты мен міндеттері", "Әдістер мен жаңашылдықтарды сипаттау",
        "Теориялық база (ғалымдардың, педагогтердің еңбектеріне, стандарттарға, оқу бағдарламаларына және т.б. сілтемелермен)",
        "Қол жеткізілген нәтижелер (сандық көрсеткіштер, білім алушылар жұмыстарының мысалдары)",
        "Ендіру бойынша қорытындылар мен ұсынымдар",
    ],
    "research-plan": [
        "Мәселенің қойылуы", "Болжамды тұжырымдау", "Деректерді жинау әдістері", "Деректерді талдау әдістері/тәсілдері",
        "Нәтижелерді сипаттау", "Қорытындылар",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", EXACT)
def test_the_rows_are_the_guideline_s_own(kind: str) -> None:
    assert [field.label.kk for field in _form(kind).fields] == EXACT[kind]


def _unwrap(annotation: Any) -> Any:
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


PLAIN = {"text": str, "list": str, "document": str, "evidence": str, "id": str, "reference": str, "date": date, "number": float,
         "boolean": bool}  # fmt: skip


def _agree(model: type[Record], fields: tuple[Field, ...], skip: set[str]) -> None:
    members = {key: (name, types_of(model)[name]) for key, name in names_of(model).items() if name not in skip}
    assert list(members) and set(members) == {field.key for field in fields}
    for field in fields:
        name, hint = members[field.key]
        kind = _unwrap(hint)
        many = get_origin(kind) is tuple
        assert many == field.holds_many, field.key
        inner = _unwrap(get_args(kind)[0]) if many else kind
        if field.parts:
            _agree(inner, field.parts, set())
        if field.type == "choice":
            assert get_origin(inner) is Literal and set(get_args(inner)) == {choice.key for choice in field.choices}
        if field.type in PLAIN:
            assert inner is PLAIN[field.type], field.key
        assert hasattr(model, name) == (field.type != "id" or not field.required)


@pytest.mark.parametrize("kind", CLASSES)
def test_a_class_and_its_form_agree(kind: str) -> None:
    _agree(CLASSES[kind], _form(kind).all_fields, set(fields_of(Head)))


def test_schemas_are_up_to_date() -> None:
    texts = all_schemas(LIBRARY, LANGS)
    assert len(texts) == (len(KINDS) + 1) * len(LANGS), "one more: the grammar of forms"
    for name, text in texts.items():
        assert unmarked(ROOT / "schemas" / name) == text, "stale: make schemas"


@pytest.mark.parametrize("name", ["aigerim", "first-week"])
def test_examples_are_valid_for_an_independent_validator(name: str) -> None:
    documents = load_portfolio(EXAMPLES / name).documents
    assert documents
    for document in documents:
        schema = json_schema(_form(str(document.kind)), "kk")
        jsonschema_rs.meta.validate(schema)
        jsonschema_rs.validate(schema, json.loads(json.dumps(document.data)))


VALUES: list[Any] = [None, "", "text", 7, 1.5, True, [], ["e1"], ["x"], "e1", {}, {"start": "2026-01-01"}, "2026-10-14",
                     "14.10.2026", [{"id": "g1"}], [{"text": "a"}], [{}], "expert", "g1", ["lessons"], -1, [None], [7]]  # fmt: skip


def test_a_row_may_do_without_a_number_that_is_not_required() -> None:
    form = _form("school")
    for row in ({"novice": "a"}, {"id": None, "novice": "a"}, {"id": "m1", "novice": "a"}):
        data = {"kind": "school", "mentors": [row]}
        assert build_validator(form)(data)[0] and jsonschema_rs.is_valid(json_schema(form, "en"), data), row
    assert build_validator(form)({"kind": "school", "mentors": [{"id": "s1"}]})[0] is None


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_model_give_one_verdict(kind: str) -> None:
    form = _form(kind)
    validator, schema = build_validator(form), jsonschema_rs.Draft7Validator(json_schema(form, "en"))
    for field in form.all_fields:
        for value in VALUES:
            data = {"kind": kind, field.key: value}
            model, _details = validator(data)
            if field.type == "number" and isinstance(value, str):
                continue  # the reader keeps `012` as text, and the model still takes it for a number
            if field.type in ("date", "group") and value == "":
                continue
            assert schema.is_valid(data) == (model is not None), (field.key, value)


def _words(node: Any) -> list[Any]:
    """Every place of a raw definition where words stand."""
    if isinstance(node, list):
        return [found for item in node for found in _words(item)]
    if not isinstance(node, dict):
        return []
    named = ("label", "help", "title", "section", "sub_stage", "text", "head", "source")
    found = [node[key] for key in named if key in node] + list(node.get("cells", {}).values())
    return found + [item for key, value in node.items() if key not in (*named, "example") for item in _words(value)]


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_forms_are_written_in_all_three_languages(kind: str) -> None:
    data = read_yaml((ROOT / "templates" / kind / "form.yaml").read_text(encoding="utf-8")).data
    for words in _words(data):
        assert words == "–" or set(words) == set(LANGS), words


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_grammar_has_a_schema(kind: str, lang: Lang) -> None:
    schema = form_schema(lang)
    jsonschema_rs.meta.validate(schema)
    data = read_yaml((ROOT / "templates" / kind / "form.yaml").read_text(encoding="utf-8")).data
    jsonschema_rs.validate(schema, data)
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(schema, {**data, "fields": []})
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(schema, {**data, "titel": "x"})


def test_schema_and_grammar_have_the_same_keys() -> None:
    schema = form_schema("en")
    assert set(schema["properties"]) == set(fields_of(Form))
    assert set(schema["definitions"]["field"]["properties"]) == set(fields_of(Field))
    assert set(schema["definitions"]["row"]["properties"]) == set(fields_of(Row))
    choices = schema["definitions"]["field"]["properties"]["choices"]
    assert set(choices["items"]["properties"]) == set(fields_of(Choice))
    assert all(part.get("description") for part in schema["definitions"]["field"]["properties"].values())


SHEETS = {
    ("route-sheet", "teacher_sheet"): 8, ("route-sheet", "moderator_sheet"): 7, ("route-sheet", "expert_sheet"): 10,
    ("route-sheet", "researcher_sheet"): 12, ("route-sheet", "master_sheet"): 11, ("education-route", "directions"): 32,
    ("self-analysis", "wheel"): 8, ("self-assessment", "stages"): 5, ("self-assessment", "directions"): 3,
    ("self-assessment", "competences"): 4,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "key"), SHEETS)
def test_sheets_have_the_rows_of_their_table(kind: str, key: str) -> None:
    assert len(_form(kind).by_key[key].rows) == SHEETS[kind, key]


EXACT_PARTS = {
    "article": ["Мәселенің қойылуы", "Әдебиеттерге шолу", "Зерттеу әдістері мен нәтижелерін сипаттау",
                "Алынған деректерді талдау", "Қорытындылар"],
    "methodical-guide": ["Тәжірибенің өзектілігі", "Теориялық негіздері", "Әдістерді сипаттау", "Нәтижелер мен қорытындылар"],
    "year-reflection": [
        "Педагог ретінде мен үшін биылғы жылдың басты сөзі қандай болды? Неліктен?",
        "Жылдың қай 3 сәті менде мақтаныш сезімін тудырады?", "Ең қиыны не болды және бұл мені неге үйретті?",
        "Қай кәсіби дағдыларым маған жиі көмектесті?",
    ],
    "novice-reflection": ["Осы аптада менің қолымнан не келді (3 нақты факт)?", "Мен қай салада ең жылдам дамып жатырмын?"],
    "self-analysis": [
        "Сабақтың ең әсерлі (жанды) сәті қайсысы болды? Неліктен?", "Не күткенімнен де жақсы болды?",
        "Бүгін оқушыларым мені неге үйретті?",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", EXACT_PARTS)
def test_questions_are_the_guideline_s_own(kind: str) -> None:
    labels = iter(field.label.kk for field in _form(kind).fields)
    assert all(label in labels for label in EXACT_PARTS[kind]), "these words, in this order"
