"""Forms that are filled in in Word come back: import(export(x)) is x, for every kind and language."""

from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from openxml_audit import OpenXmlValidator

from pdcli.documents.document import Document
from pdcli.documents.form_library import FormLibrary
from pdcli.exchange.word_answers import data_of, head_values, word_answers
from pdcli.i18n import LANGS, Lang
from pdcli.model.forms import RATINGS, Field, Form
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.reading.word_file import open_word
from pdcli.reading.word_form import WordForm, read_form
from pdcli.render.blank import render_blank
from pdcli.render.pages import render
from pdcli.render.prose_html import to_html
from tests.helpers import write

LIBRARY = FormLibrary()
KINDS = LIBRARY.kinds()
# Texts that read the same on a page and in a file of Word.
TEXTS = [
    "Әр оқушы есепті сызбамен шығарды", "2*3*4=24 және x_1 + x_2", "5 < 7 & 8 > 6; «тырнақша» \"екі\" 'бір'",
    "**қалың** сөз, *көлбеу* сөз, ***екеуі***", "**а *б* в** және `код`", "№5 #тақырып, 10 % – ₸ 500", "{{ x }} {% y %} $z$",
    "C:\\temp\\new, \\*емес\\*", "https://a.kz/x_y?a=1&b=2", "☐ бос, ☑ толық", "<b>қалың</b> &amp; <!-- x -->",
]  # fmt: skip
LONG_TEXTS = [
    "Бірінші жол\nекінші жол\n\nЖаңа абзац", "- бір\n- екі\n  - ішкі\n- үш", "1) бір\n2) екі\n3) үш", "Алдымен сөз:\n\n• бір\n• екі",
    "### Кіші тақырып\n\nСөз", "| А | Б |\n|---|---|\n| 1 | **2** |\n| 3 | 4 |", "```python\nif a < b:\n    x = '*'\n```", "А\tБ\tВ\n1\t2\t3",
    "Сөз\n\n```\nкод  1\n```\n\nсоңы",
]  # fmt: skip
SCHOOL = ("school", "school-plan", "school-cycle", "events", "visits", "analytical-note", "group")


class Answers:
    """An answer to every question of a form, each other than the one before it."""

    def __init__(self, kind: str, start: int = 0) -> None:
        self._kind = kind
        self._texts = cycle([*TEXTS[start % len(TEXTS) :], *TEXTS])
        self._long_texts = cycle([*LONG_TEXTS[start % len(LONG_TEXTS) :], *LONG_TEXTS])
        self._numbers = count(start)

    def values(self, fields: tuple[Field, ...]) -> dict[str, Any]:
        # The number of the format of files is on no page.
        values = {item.key: self._value(item) for item in fields if item.key != "format"}
        return {key: value for key, value in values.items() if value not in (None, {}, [])}

    def _value(self, item: Field) -> Any:
        number = next(self._numbers)
        match item.type:
            case "text" if item.key in ("file", "url"):
                return f"evidence/{number}.txt" if item.key == "file" else f"https://example.kz/{number}"
            case "text" if item.key in ("school_year", "year"):
                return "2026-2027"
            case "text":
                return f"Сөз {number}\n\n{next(self._long_texts)}" if item.long else f"{next(self._texts)} {number}"
            case "list" if item.choices:
                return [choice.key for choice in item.choices[:2]]
            case "list":
                return [f"сөз {number}, үтірмен", f"екінші {number}"]
            case "date":
                return f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            case "number":
                return number if item.whole else number + 0.5
            case "scale":
                return int(item.max or 0)
            case "boolean":
                # Private rows are not shown.
                return item.key != "private" and number % 2 == 0
            case "rating":
                return RATINGS[number % 3]
            case "choice":
                keys = [choice.key for choice in item.choices]
                return keys[: 1 + number % 3] if item.many else keys[number % len(keys)]
            case "id":
                return f"{item.prefix}{number + 1}"
            case "evidence":
                return [f"e{number % 3 + 1}", "e9"]
            case "reference":
                return [f"g{number}", "g2"] if item.many else f"g{number}"
            case "document":
                return ["essays/x", "essays/y"] if item.many else "essays/x"
            case "table":
                return [self.values(item.columns) for _row in range(3)]
            case "sheet":
                return {row.key: self.values(item.columns) for row in item.rows}
            case "group":
                return self.values(item.fields)
        raise ValueError(item.type)


def portfolio_with(root: Path, form: Form, data: dict[str, Any]) -> tuple[Portfolio, Document]:
    """A portfolio, or a school, with one document and a register of two pieces of evidence."""
    is_school = form.kind in SCHOOL
    files: dict[str, Any] = {
        "school.yaml" if is_school else "portfolio.yaml": {
            "kind": "school" if is_school else "portfolio",
            "lang": "kk",
        },
    }
    if form.kind != "evidence":
        items = [{"id": "e1", "title": "Сауалнама, 6 «А»"}, {"id": "e2", "title": "Хаттама"}]
        files["evidence.yaml"] = {"kind": "evidence", "items": items}
    for name, title in (("x", "Бірінші эссе"), ("y", "Екінші; эссе")):
        files[f"essays/{name}.yaml"] = {"kind": "essay", "title": title}
    ref = form.place if form.kind in ("portfolio", "evidence", "school") else "forms/document"
    files[f"{ref}.yaml"] = {"kind": form.kind, **data}
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    portfolio = load_portfolio(root)
    return portfolio, portfolio.by_ref[ref]


def exported(portfolio: Portfolio, document: Document, lang: Lang) -> WordForm:
    ((_place, content),) = render(portfolio, document.path, ["docx"], portfolio.root / "build", lang)
    assert isinstance(content, bytes)
    form = read_form(open_word(content))
    assert form is not None
    assert form.lost_signs == 0
    return form


def shown(value: Any) -> Any:
    """A value with its texts as a page shows them: spaces and blank lines between blocks do not count."""
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shown(item) for item in value]
    return " ".join(to_html(value).split()) if isinstance(value, str) else value


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_comes_back(kind: str, lang: Lang, tmp_path: Path) -> None:
    form = LIBRARY.require(kind)
    answers = Answers(kind, KINDS.index(kind))
    data = {"title": "Менің құжатым", "status": "final", **answers.values(form.all_fields)}
    portfolio, document = portfolio_with(tmp_path, form, data)
    file = exported(portfolio, document, lang)
    result = word_answers(portfolio, form, file)
    assert [item.text for item in result.loose] == []
    assert file.kind == kind
    back = {**head_values(file), **data_of(result.answers)}
    expected = {key: value for key, value in document.data.items() if key != "kind"}
    assert shown(back) == shown(expected)


def test_what_stands_in_words_comes_back_as_a_reference(tmp_path: Path) -> None:
    """A page shows the words of a conclusion instead of the reference."""
    survey = "kind: diagnostic\ntitle: {}\nconclusions: [{{id: d1, text: Half; a third}}]\n"
    own, climate = "diagnostics/2025-2026-6-a", "school:2025-2026/diagnostics/climate/d1"
    cycle, form = "cycles/2025-2026-1", LIBRARY.require("reflection")
    write(tmp_path, {
        "school.yaml": "kind: school\n",
        "school/2025-2026/diagnostics/climate.yaml": survey.format("Climate"),
        "teachers/a/portfolio.yaml": "kind: portfolio\nlang: en\n",
        f"teachers/a/{own}.yaml": survey.format("Class 6 A"),
        f"teachers/a/{cycle}/cycle.yaml": "kind: cycle\n",
        f"teachers/a/{cycle}/3-reflection.md":
            f"---\nkind: reflection\ngrowth_areas:\n- {{id: r1, from: [f1, {own}/d1, '{climate}']}}\n---\n",
    })  # fmt: skip
    portfolio = load_portfolio(tmp_path / "teachers" / "a")
    result = word_answers(portfolio, form, exported(portfolio, portfolio.by_ref[f"{cycle}/3-reflection"], "en"))
    assert result.loose == ()
    assert data_of(result.answers)["growth_areas"][0]["from"] == ["f1", f"{own}/d1", climate]


@pytest.mark.parametrize("kind", ["lesson-analysis", "self-assessment", "design", "diagnostic"])
def test_an_open_document_comes_back_open(kind: str, tmp_path: Path) -> None:
    form = LIBRARY.require(kind)
    portfolio, document = portfolio_with(tmp_path, form, {})
    result = word_answers(portfolio, form, exported(portfolio, document, "kk"))
    assert result.answers == ()
    assert result.loose == ()


def test_text_that_belongs_to_no_question_comes_back_as_such(tmp_path: Path) -> None:
    form = LIBRARY.require("lesson-analysis")
    portfolio_with(tmp_path, form, {})
    file = tmp_path / "forms/other.md"
    file.write_text("---\nkind: lesson-analysis\n---\n\n## Менің бөлімім\n\nЕкі сөз\n", encoding="utf-8")
    portfolio = load_portfolio(tmp_path)
    result = word_answers(portfolio, form, exported(portfolio, portfolio.by_ref["forms/other"], "kk"))
    assert result.loose == (("Менің бөлімім", "Екі сөз"),)


def test_tags_are_short_enough_for_word() -> None:
    for kind in KINDS:
        for item in LIBRARY.require(kind).all_fields:
            rows = [row.key for row in item.rows] or ["100"]
            places = [f"{item.key}/{row}/{part.key}" for row in rows for part in item.columns] or [item.key]
            assert max(map(len, places)) <= 64, kind


@pytest.mark.parametrize("kind", ["lesson-analysis", "self-assessment", "design", "observation-sheet", "evidence"])
def test_word_opens_a_form_with_answers(kind: str, tmp_path: Path) -> None:
    form = LIBRARY.require(kind)
    data = {"title": "Менің құжатым", **Answers(kind).values(form.all_fields)}
    portfolio, document = portfolio_with(tmp_path, form, data)
    files = [render(portfolio, document.path, ["docx"], tmp_path / "build", "kk") for _time in range(2)]
    files += [render_blank(form, ["docx"], tmp_path, "kk", None)]
    assert files[0] == files[1]
    for number, ((_place, content),) in enumerate(files):
        assert isinstance(content, bytes)
        file = tmp_path / f"{number}.docx"
        file.write_bytes(content)
        assert list(OpenXmlValidator().validate(file).errors) == []
