"""The wrong and the right example of a rule's page: in the language of the page, and about what the rule finds."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pdcli.config import Options
from pdcli.discovery.settings import Settings
from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.packs import PACK_FOLDER
from pdcli.i18n import LANGS, Lang
from pdcli.lint.engine import lint
from pdcli.lint.page import page, rule_text
from pdcli.lint.rules import RULES
from pdcli.model.forms import walk
from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import EXAMPLES

CODES = [rule.code for rule in RULES]
_CYRILLIC, _KAZAKH = "[Ѐ-ӿ]", "[ӘәҒғҚқҢңӨөҰұҮүҺһІі]"
# A rule -> why its examples have letters of another language than their page.
OTHER_LETTERS = {
    "PD705": "one Cyrillic letter in a word of Latin ones, and the other way round",
    "PD706": "letters that only Kazakh has",
}
# A rule -> why its wrong example has a heading that no form has in this language.
OTHER_HEADINGS = {"PD012": "a heading that is none of the form"}
# What stands in examples of any language and is no word of one.
NAMES = {
    "aigerim": "a folder of the examples", "aigerm": "the same, mistyped", "daniyar": "a folder of the examples",
    "svetlana": "a folder of a teacher", "saule": "a name of a branch", "olga": "a name of a branch", "head": "what git writes",
    "pd": "the program", "img": "what a camera calls its files", "heic": "an ending of files", "jpg": "an ending of files",
    "pdf": "an ending of files", "yaml": "an ending of files", "md": "an ending of files", "txt": "an ending of files",
    "gps": "a name", "utf": "an encoding", "cp": "an encoding", "approbation": "a file of a cycle",
    "teachers": "a folder of a school", "limits": "a part of the settings", "type": "a key of form.yaml", "true": "a value of YAML", "false": "a value of YAML",
    "psiholog": "an id of staff",
    "server": "yaml-language-server, what an editor asks for the schema of a file", "language": "the same",
    "schema": "the same", "schemas": "the same", "json": "an ending of files",
}  # fmt: skip
# Keys and values with the slip that the rule is about.
SLIPS = {
    "PD006": {"analisis"}, "PD016": {"txt"}, "PD019": {"gaols"}, "PD101": {"shcool"}, "PD104": {"expret"},
}  # fmt: skip
_NO_WORDS = re.compile(
    r"https?://\S+|[\w.+-]+@[\w.-]+|[\w.:-]*[/\\][\w./\\-]*|\b[\w-]+\.[a-z0-9]{2,5}\b|\b[0-9a-f]{64}\b"
)
_SIGN = re.compile(r"⟨U\+([0-9A-F]{4})⟩")


@cache
def known_words() -> frozenset[str]:
    """Parts of keys, kinds, values and settings: they are typed alike in every language."""
    texts = ["kind", "status", "format", "lang", "title", "draft", "final", *LANGS, *Options._fields, *Settings._fields]
    library = FormLibrary()
    for kind in library.kinds():
        form = library.get(kind)
        assert form is not None
        texts += [kind, form.place]
        for _path, item in walk(form.all_fields):
            texts += [item.key, item.type, *(choice.key for choice in item.choices)]
    for file in PACK_FOLDER.glob("*.yaml"):
        texts += re.findall(r"(?m)^[ -]*([a-z_]+):", file.read_text(encoding="utf-8"))
    return frozenset(word for text in texts for word in latin_words(text))


def latin_words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Za-z]{2,}", text)]


def unknown_words(code: str, text: str) -> list[str]:
    """Words in Latin letters that are neither typed alike in every language nor names."""
    known = known_words() | NAMES.keys() | SLIPS.get(code, set())
    return [word for word in latin_words(_SIGN.sub(" ", text)) if word not in known]


def faults(code: str, example: Any) -> Iterator[str]:
    """What is wrong with the languages of an example."""
    if isinstance(example, str):
        if code not in OTHER_LETTERS and (letters := re.findall(_CYRILLIC, example)):
            yield f"has words in one language for all pages: {''.join(letters)}"
        if words := unknown_words(code, example):
            yield f"has words in one language for all pages: {' '.join(words)}"
        return
    if (
        not isinstance(example, dict)
        or set(example) != {*LANGS}
        or not all(isinstance(t, str) and t for t in example.values())
    ):
        yield f"is neither a text nor one in each of {', '.join(LANGS)}"
        return
    if len({*example.values()}) < len(LANGS):
        yield "has the same text for two languages"
    if code not in OTHER_LETTERS and (letters := re.findall(_CYRILLIC, example["en"])):
        yield f"en has Cyrillic letters: {''.join(letters)}"
    if letters := re.findall(_KAZAKH, example["ru"]):
        yield f"ru has Kazakh letters: {''.join(letters)}"
    for lang in ("kk", "ru") if code not in OTHER_LETTERS else ():
        if words := unknown_words(code, _NO_WORDS.sub(" ", example[lang])):
            yield f"{lang} has words in Latin letters: {' '.join(words)}"
    for line in example["kk"].splitlines():
        # Three words of Kazakh have one of its own letters nearly always, three of Russian never.
        if len(re.findall(f"{_CYRILLIC}+", line)) > 2 and not re.search(_KAZAKH, line):
            yield f"kk has a line in Russian: {line}"


@pytest.mark.parametrize("code", CODES)
def test_an_example_is_in_the_language_of_its_page(code: str) -> None:
    text = rule_text(code)
    found = [f"{code} {key} {fault}" for key in ("bad", "good") for fault in faults(code, text[key])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        ("title: Сабақ", "has words in one language"),
        ("title: Урок", "has words in one language"),
        ("title: The lesson", "has words in one language"),
        ("file: evidence/sabaq.pdf", "has words in one language"),
        ({"kk": "Сабақ", "ru": "Урок"}, "is neither"),
        ({"kk": "Сабақ", "ru": "Урок", "en": ""}, "is neither"),
        ({"kk": "Сабақ", "ru": "Урок", "en": 7}, "is neither"),
        ({"kk": "Сабақ", "ru": "Сабақ", "en": "Lesson"}, "has the same text"),
        ({"kk": "Сабақ", "ru": "Урок", "en": "Урок."}, "en has Cyrillic letters"),
        ({"kk": "Сабақ", "ru": "Сабақ.", "en": "Lesson"}, "ru has Kazakh letters"),
        ({"kk": "Сабақ", "ru": "The lesson", "en": "Lesson"}, "ru has words in Latin"),
        ({"kk": "The lesson", "ru": "Урок", "en": "Lesson"}, "kk has words in Latin"),
        ({"kk": "Урок прошёл хорошо", "ru": "Урок прошёл", "en": "Lesson"}, "kk has a line in Russian"),
    ],
)  # fmt: skip
def test_an_example_in_another_language_is_reported(example: Any, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults("PD000", example))


def test_keys_numbers_and_dates_are_the_same_in_every_language() -> None:
    example = "# 4-design.yaml\ngoals:\n  - id: g1\n    due: 2025-12-12\n    target: 60 %\n    from: [r1]\n"
    assert list(faults("PD000", example)) == []
    assert all(page("PD110", lang).bad == "format: 2" for lang in LANGS)


@cache
def headings(lang: Lang) -> frozenset[str]:
    """The headings of all forms, with the number that a new document gives them and without."""
    library = FormLibrary()
    forms = [form for kind in library.kinds() if (form := library.get(kind))]
    return frozenset(
        heading
        for form in forms
        for number, item in enumerate(form.fields, 1)
        for heading in (item.label[lang], f"{number}. {item.label[lang]}")
    ) | {item.label[lang] for form in forms for item in form.facts}


@pytest.mark.parametrize("lang", LANGS)
def test_headings_of_examples_are_those_of_the_forms(lang: Lang) -> None:
    shown = {
        (code, heading)
        for code in CODES
        for text in (
            (page(code, lang).good,) if code in OTHER_HEADINGS else (page(code, lang).good, page(code, lang).bad)
        )
        for heading in re.findall(r"(?m)^(?:## |\*\*)(.*?)(?:\*\*)?$", text)
    }
    assert len(shown) > 10
    assert [item for item in sorted(shown) if item[1] not in headings(lang)] == []


# A language -> an example that is written in it.
PORTFOLIOS: dict[Lang, str] = {"kk": "aigerim", "ru": "stepnoe", "en": "daniyar"}
CYCLE = "cycles/2025-2026-1"
ANSWERS = ("PD015", "PD031", "PD032", "PD519", "PD601", "PD602", "PD603", "PD604", "PD605")
QUESTIONS = ("PD012", "PD013", "PD029", "PD030", "PD113", "PD701", "PD702", "PD709")
DOCUMENTS = ("PD005", "PD010", "PD011", "PD014")
FACTS = {
    "portfolio.yaml": ("PD003", "PD020", "PD101", "PD104"), f"{CYCLE}/cycle.yaml": ("PD002", "PD033", "PD705", "PD711"),
    "lesson": ("PD009", "PD027", "PD034", "PD035"),
}  # fmt: skip
ROWS = {"4-design.yaml": ("PD401",), "5-approbation.md": ("PD409", "PD712")}


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def root(lang: Lang, tmp_path: Path) -> Path:
    """A small part of a portfolio in this language."""
    example = EXAMPLES / PORTFOLIOS[lang]
    lesson = min((example / CYCLE / "lessons").glob("*.md")).name
    of_cycle = (f"{CYCLE}/{name}" for name in ("cycle.yaml", f"lessons/{lesson}", *ROWS))
    for name in ("portfolio.yaml", "evidence.yaml", *of_cycle):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(example / name, tmp_path / name)
    return tmp_path


def is_found(code: str, root: Path, name: str, text: str) -> bool:
    """Whether a rule finds something where a file has another text."""
    file = next((root / CYCLE / "lessons").iterdir()) if name == "lesson" else root / name
    before = file.read_text(encoding="utf-8")
    text = _SIGN.sub(lambda match: chr(int(match[1], 16)), text)
    file.write_text(text, encoding="utf-8")
    codes = {item.code for item in lint(load_portfolio(root))}
    file.write_text(before, encoding="utf-8")
    return code in codes


def lesson_of(root: Path) -> str:
    return next((root / CYCLE / "lessons").iterdir()).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ANSWERS)
def test_an_answer_shows_what_is_wrong_and_what_is_not(code: str, lang: Lang, root: Path) -> None:
    text, (wrong, right) = lesson_of(root), examples(code, lang)
    (heading,) = re.findall(r"(?m)^## 4\..*\n", text)
    assert is_found(code, root, "lesson", text.replace(heading, f"{wrong}\n\n{heading}"))
    if code != "PD519":  # The file that it links to is not there.
        assert not is_found(code, root, "lesson", text.replace(heading, f"{right}\n\n{heading}"))


@pytest.mark.parametrize("code", QUESTIONS)
def test_questions_show_what_is_wrong_and_what_is_not(code: str, lang: Lang, root: Path) -> None:
    text, (wrong, right) = lesson_of(root), examples(code, lang)
    sections = re.split(r"(?m)^(?=## )", text)
    numbers = re.findall(r"(?m)^(?:## |\*\*)(\d)\.", right)
    at = next(index for index, section in enumerate(sections) if section.startswith(f"## {numbers[0]}"))
    rest = [*sections[:at], "", *sections[at + len(set(numbers)) :]]
    for example, is_wrong in ((wrong, True), (right, False)):
        rest[at] = f"{example}\n\n"
        assert is_found(code, root, "lesson", "".join(rest)) is is_wrong


@pytest.mark.parametrize("code", DOCUMENTS)
def test_documents_show_what_is_wrong_and_what_is_not(code: str, lang: Lang, root: Path) -> None:
    for example, is_wrong in zip(examples(code, lang), (True, False), strict=True):
        assert (
            is_found(code, root, "lesson", example if example.startswith("---") else f"---\n{example}\n---\n")
            is is_wrong
        )


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in FACTS.items() for code in codes])
def test_facts_show_what_is_wrong_and_what_is_not(name: str, code: str, lang: Lang, root: Path) -> None:
    text = lesson_of(root) if name == "lesson" else (root / name).read_text(encoding="utf-8")
    for example, is_wrong in zip(examples(code, lang), (True, False), strict=True):
        keys = "|".join(re.findall(r"(?m)^(\w+):", examples(code, lang)[1]))
        others = re.sub(rf"(?m)^(?:{keys}):.*\n(?: .*\n)*", "", text)
        changed = others.replace("\nkind: ", f"\n{example}\nkind: ", 1)
        assert is_found(code, root, name, changed) is is_wrong


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in ROWS.items() for code in codes])
def test_rows_show_what_is_wrong_and_what_is_not(name: str, code: str, lang: Lang, root: Path) -> None:
    """The first row of the table says what the example says."""
    for example, is_wrong in zip(examples(code, lang), (True, False), strict=True):
        text = (root / CYCLE / name).read_text(encoding="utf-8")
        # What stands in an earlier file is there already.
        for key, answer in re.findall(r"(?m)^(\w+): (.*)$", example.rpartition("# 5-")[2]):
            text, count = re.subn(rf"(?m)^    {key}:.*\n(?:     .*\n)*", f"    {key}: {answer}\n", text, count=1)
            assert count == 1, key
        assert is_found(code, root, f"{CYCLE}/{name}", text) is is_wrong


def examples(code: str, lang: Lang) -> tuple[str, str]:
    """What is wrong, and what is right."""
    shown = page(code, lang)
    return shown.bad, shown.good
