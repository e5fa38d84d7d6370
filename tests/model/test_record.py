"""Records: frozen, equal by their fields, validated by Pydantic, and the same after a turn through plain data."""

import json
import pickle
import subprocess
import sys
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.packs import Pack
from pdcli.guideline.tables import tables
from pdcli.model.document_data import document_from_plain, document_to_plain
from pdcli.model.documents import Head
from pdcli.model.forms import Form
from pdcli.model.json_data import json_data
from pdcli.model.record import EMPTY, Alias, ByKind, Limits, Record, Value, fields_of, from_plain, refuse, to_plain
from pdcli.model.record_schema import read_record
from pdcli.portfolio.packs import PackLibrary
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import EXAMPLES

LIBRARY = FormLibrary()


class Pet(Record):
    name: str
    born: date | None = None
    likes: tuple[str, ...] = ()


class Cat(Pet):
    kind: Literal["cat"]
    lives: Annotated[int, Limits(ge=1)] = 9


class Dog(Pet):
    kind: Literal["dog"]
    house: Annotated[str | None, Alias("class")] = None

    def check(self) -> None:
        if self.house == self.name:
            refuse("name_repeated", name=self.name)


class Home(Record):
    pets: tuple[Annotated[Cat | Dog, ByKind()], ...]
    by_room: dict[str, Pet] = EMPTY
    inside: "Home | None" = None


CAT = Cat(name="Мысық", born=date(2024, 5, 1), kind="cat")
DOG = Dog(name="Ақтөс", likes=("сүйек",), kind="dog", house="үйшік")
HOME = Home(pets=(CAT, DOG), by_room={"ас үй": Pet(name="Тышқан")}, inside=Home(pets=()))


def test_fields_do_not_change() -> None:
    with pytest.raises(AttributeError, match="name"):
        CAT.name = "Ит"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="name"):
        del CAT.name
    assert CAT.replace(lives=8).lives == 8 and CAT.lives == 9
    assert (CAT.replace(), hash(CAT.replace())) == (CAT, hash(CAT))
    assert CAT.replace(lives=8) != CAT and Pet(name="a") != Dog(name="a", kind="dog")


class Point(Value):
    axis: ClassVar[str] = "x"
    x: int
    y: int = 0


def test_values_are_also_given_by_position() -> None:
    assert Point(1) == Point(x=1, y=0) and Point(1, 2) == Point(1, y=2) and Point(1, 2) != Point(2, 1)
    assert (Point(1).replace(y=3), hash(Point(1, 3))) == (Point(1, 3), hash(Point(x=1, y=3)))
    assert (fields_of(Point), json_data((Point(1, 2),))) == (("x", "y"), [{"x": 1, "y": 2}])


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})])
def test_a_value_has_each_field_once(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises((TypeError, ValueError)):
        Point(*values, **named)


@pytest.mark.parametrize("values", [{}, {"name": "a", "nam": "b"}])
def test_a_record_has_its_fields_and_no_other(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="name, born, likes"):
        Pet(**values)


def test_plain_data_is_json_and_leads_back() -> None:
    plain = json.loads(json.dumps(to_plain(HOME)))
    assert "lives" not in plain["pets"][0] and plain["pets"][0]["born"] == "2024-05-01"
    assert from_plain(Home, plain) == HOME
    assert to_plain(CAT, with_defaults=True)["lives"] == 9
    assert pickle.loads(pickle.dumps(HOME)) == HOME


def _places(data: Any) -> list[tuple[Any, ...]]:
    home, details = read_record(Home, data)
    assert (home is None) == bool(details)
    return [(detail["type"], *detail["loc"]) for detail in details]


def test_pydantic_validates_what_is_read() -> None:
    dog = {"name": "Ақтөс", "likes": ["сүйек"], "kind": "dog", "class": "үйшік"}
    cat = {"name": "Мысық", "born": "2024-05-01", "kind": "cat"}
    assert read_record(
        Home, {"pets": [cat, dog], "by_room": {"ас үй": {"name": "Тышқан"}}, "inside": {"pets": []}}
    ) == (HOME, [])
    assert _places({}) == [("missing", "pets")]
    assert _places({"pets": [{**cat, "lives": 0}]}) == [("greater_than_equal", "pets", 0, "cat", "lives")]
    assert _places({"pets": [{**cat, "house": "a"}]}) == [("extra_forbidden", "pets", 0, "cat", "house")]
    assert _places({"pets": [{"kind": "cow"}, {}]}) == [
        ("union_tag_invalid", "pets", 0),
        ("union_tag_not_found", "pets", 1),
    ]
    assert _places({"pets": [{**dog, "class": "Ақтөс"}]}) == [("name_repeated", "pets", 0, "dog")]
    assert _places({"pets": [], "inside": {"pets": 1}}) == [("tuple_type", "inside", "pets")]


def test_every_form_pack_and_table_leads_back() -> None:
    for kind in LIBRARY.kinds():
        form = LIBRARY.get(kind)
        # Forms are equal to themselves only.
        assert form and to_plain(from_plain(Form, to_plain(form))) == to_plain(form)
    for pack in PackLibrary().packs():
        assert from_plain(Pack, json.loads(json.dumps(to_plain(pack)))) == pack
    for table in tables():
        assert from_plain(type(table), json.loads(json.dumps(to_plain(table)))) == table


def _answers(value: Any) -> Any:
    """Everything that a typed document answers."""
    if isinstance(value, Record):
        return {
            "": type(value).__name__,
            **{key: _answers(item) for key, item in vars(value).items() if item not in (None, ())},
        }
    return tuple(map(_answers, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", ["aigerim", "daniyar", "stepnoe", "school-mysal", "broken"])
def test_documents_lead_back(name: str) -> None:
    documents = [item for item in load_portfolio(EXAMPLES / name).documents if item.model and item.form]
    generic = [item for item in documents if type(item.model) is Head]
    assert documents and (generic or name == "school-mysal")
    for document in documents:
        assert document.model and document.form
        plain = json.loads(json.dumps(document_to_plain(document.model)))
        again = document_from_plain(document.form, plain)
        assert {"status": "draft", **_answers(again)} == {"status": "draft", **_answers(document.model)}


def test_typed_values_load_no_pydantic() -> None:
    code = (
        "import sys, pdcli.model.document_data, pdcli.portfolio.packs, pdcli.guideline.guide\n"
        "from pdcli.documents.form_library import shipped_form\n"
        "assert pdcli.portfolio.packs.PackLibrary().packs() and pdcli.guideline.guide.tables() and shipped_form('design')\n"
        "print(sorted(name for name in sys.modules if name.startswith(('pydantic', 'yaml', 'dataclasses'))))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
