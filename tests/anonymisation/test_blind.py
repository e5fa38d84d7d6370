"""No name survives in a blind summary: not declined, not in other letters, not in any byte of any file."""

import io
import json
import re
import unicodedata
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdcli.anonymisation.leak_check import find_leaks
from pdcli.anonymisation.name_register import KeyState, Names
from pdcli.anonymisation.redaction import redact_text
from pdcli.exchange.key import key_text, read_key
from pdcli.i18n import Lang
from pdcli.text.spelling import phonetic_key
from tests.anonymisation.registers import KNOWN, register_of
from tests.helpers import EXAMPLES, ROOT, Pd, write


def names_of(
    tmp_path: Path, authors: tuple[str, ...] = (), documents: str = "", lang: Lang = "en", **profile: str
) -> Names:
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in profile.items())
    files = {"p/portfolio.yaml": f"kind: portfolio\nformat: 1\n{lines}"}
    if documents:
        files["p/notes/1.md"] = documents
    root = write(tmp_path, files) / "p"
    return register_of([root], KNOWN, authors, lang)


@pytest.fixture
def names(tmp_path: Path) -> Names:
    return names_of(
        tmp_path, name="Айгерім Үлгібаева", school="Мысал ауылдық орта мектебі", region="Үлгі облысы, Көкжиек ауданы",
        mentor="Светлана Примерова", lang="kk",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Айгерімнің сабағы", "Педагог-01 сабағы"),
        ("Айгеріммен, Айгерімге, Айгерімнен, Айгерімдікі", "Педагог-01, Педагог-01, Педагог-01, Педагог-01"),
        ("Үлгібаеваға берілді", "Педагог-01 берілді"),
        ("Айгерім Үлгібаеваның жоспары", "Педагог-01 жоспары"),
        ("Үлгібаева Айгерім", "Педагог-01"),
        ("А. Үлгібаева айтты", "Педагог-01 айтты"),
        ("Үлгібаева А.Б. айтты", "Педагог-01 айтты"),
        ("(А.\u00a0Ә. Үлгібаева)", "(Педагог-01)"),
        ("АЙГЕРІМ ҮЛГІБАЕВА", "Педагог-01"),
        ("айгерім апай", "Педагог-01 апай"),
        ("урок Айгерим Ульгибаевой", "урок Педагог-01"),
        ("by Aigerim Ulgibayeva's pupils", "by Педагог-01 pupils"),
        ("aigerim-ulgibaeva-2026.docx", "Педагог-01-2026.docx"),
        ("AigerimUlgibaeva", "Педагог-01"),
        ("Ай\u00adгерім, А\u200bйгерім", "Педагог-01, Педагог-01"),
        (unicodedata.normalize("NFD", "Айгерім"), "Педагог-01"),
        ("Светлане Примеровой, Светлану Примерову, со Светланой", "Әріптес-01, Әріптес-01, со Әріптес-01"),
        ("С. Примеров", "Әріптес-01"),
        ("Мысал ауылдық орта мектебінде", "Мектеп-01"),
        ("Мысал мектебі", "Мектеп-01"),
        ("Көкжиек ауданының педагогтері", "Орын-01 педагогтері"),
        ("kokzhiek-seminar.pdf", "Орын-01-seminar.pdf"),
        # Ordinary words stay, in small letters only.
        ("мысалы, екі үлгі жұмыс", "мысалы, екі үлгі жұмыс"),
        ("mysal-mektebi.pdf", "Мектеп-01-mektebi.pdf"),
        # Other names that begin alike.
        ("Үлгілі жұмыс, Айгүл", "Үлгілі жұмыс, Айгүл"),
        # Addresses and numbers of people.
        ("https://mysal.example/aigerim?x=1 көріңіз", "[сілтеме] көріңіз"),
        ("mysal-school.edu.kz көріңіз", "[сілтеме] көріңіз"),
        ("aigerim@mysal.example, @aigerim_u", "[байланыс], [байланыс]"),
        ("8 700 000 00 00, +7 700 000 00 00", "[нөмір], [нөмір]"),
        ("ЖСН 050101500000", "ЖСН [нөмір]"),
        # What is called so need not be right.
        ("ИИН: 880101 400123, тел. 701 123 45 67", "ИИН: [нөмір], тел. [нөмір]"),
        ("WhatsApp +7.701.123.45.67; ұялы телефоны 7011234567", "WhatsApp [нөмір]; ұялы телефоны [нөмір]"),
        ("телефонмен 45 минут, жсн жоқ", "телефонмен 45 минут, жсн жоқ"),
        # Of a double surname nothing stays, whichever part is known.
        ("Ахметова-Үлгібаеваға, Үлгібаева-Ахметова", "Педагог-01, Педагог-01"),
        ("Айгерім-апай, Айгерім-2", "Педагог-01-апай, Педагог-01-2"),
        ("24 оқушының 13-і, 67 %, 2025-10-14", "24 оқушының 13-і, 67 %, 2025-10-14"),
        ("", ""),
    ],
)  # fmt: skip
def test_every_spelling_of_a_name(names: Names, text: str, expected: str) -> None:
    # Which of two places comes first, the secret decides.
    assert re.sub(r"Орын-\d\d", "Орын-01", redact_text(text, names)) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Нұр Дана", "Дананың сабағы, Нұрға; 5 дана дәптер, нұр", "Teacher-01 сабағы, Teacher-01; 5 дана дәптер, нұр"),
        ("Нұр Дана", "Нұрлан мен Данагүл", "Нұрлан мен Данагүл"),
        ("Үміт Серік", "Үміттің үміті, Серігі", "Teacher-01 үміті, Teacher-01"),
        ("Ия Ли", "Ия Ли, Ли; и я ли", "Teacher-01, Teacher-01; и я ли"),
        ("Павел Лебедев", "Павла Лебедева, Павлом", "Teacher-01, Teacher-01"),
        ("Дмитрий Достоев", "Дмитрием, Дмитрию", "Teacher-01, Teacher-01"),
        ("Анна (.*)+ [a-z]", "Анна и $&; bcd", "Teacher-01 и $&; bcd"),
        ("A", "A", "Teacher-01"),
        ("A", "A and a", "A and a"),
        ("Ан Анна Аннаева", "Ан, Аннаевой, Анна Аннаева", "Teacher-01, Teacher-01, Teacher-01"),
        ("  ", "Бос", "Бос"),
        ("айнұр сәрсенова", "Айнұр, Сәрсенованың", "Teacher-01, Teacher-01"),
        ("final", "final; Final", "Teacher-01; Teacher-01"),
        ("O'Brien-Smith Mary", "O’Brien, Smith, mary.smith@x.example", "Teacher-01, Teacher-01, [contact]"),
    ],
)
def test_hostile_names(tmp_path: Path, name: str, text: str, expected: str) -> None:
    found = names_of(tmp_path, name=name)
    assert redact_text(text, found) == expected


@pytest.mark.parametrize(
    ("school", "text", "expected"),
    [
        ("№ 5 орта мектеп", "№ 5 мектеп, 5-мектепте, 15 мектеп, 5 оқушы", "School-01, School-01, 15 мектеп, 5 оқушы"),
        (
            "№ 5 ЖОББМ",
            "СОШ 5, ЖББМ № 5, ЖОББМ 5; школе номер 5, school #5, мектеп нөмірі 5, mektep-5; СОШ 15, кош 5",
            "School-01, School-01, School-01; School-01, School-01, School-01, School-01; СОШ 15, кош 5",
        ),
        ("КГУ «Школа-гимназия № 12»", "в школе № 12, гимназия №12", "в School-01, School-01"),
        (
            "Example Lyceum No. 5",
            "the Example Lyceum, Lyceum No. 5; for example",
            "the School-01, School-01; for example",
        ),
        ("Школа", "наша школа", "наша школа"),
    ],
)
def test_schools(tmp_path: Path, school: str, text: str, expected: str) -> None:
    assert redact_text(text, names_of(tmp_path, name="Б. В", school=school)) == expected


def test_people_who_are_in_no_field(tmp_path: Path) -> None:
    lesson = "---\nkind: lesson-analysis\ntitle: '{}'\n---\n"
    said = "Оқушы Ескендір Болатов жауап берді. Гүлнәр Асқарқызы және Петрова М.С. келді; Абай Құнанбаев туралы."
    found = names_of(tmp_path, documents=lesson.format(said), name="Дина Мысалова")
    text = redact_text(said, found)
    assert (
        re.sub(r"-\d\d", "", text) == "Оқушы Pupil жауап берді. Colleague және Colleague келді; Абай Құнанбаев туралы."
    )
    assert redact_text("Асқарқызының, Болатовқа", found).count("-0") == 2


def test_posts_are_nobody(tmp_path: Path) -> None:
    for mentor in (
        "ӘБ жетекшісі",
        "Head of the languages association",
        "Руководитель школьного МО",
        "Биология, бірінші жыл",
    ):
        found = names_of(tmp_path, name="Дина Мысалова", mentor=mentor)
        assert {name.kind for name in found.all} == {"teacher"}, mentor


def test_git_authors(tmp_path: Path) -> None:
    authors = ("Aigerim Ulgibaeva", "aigerim@mail.example", "Зарина Қуатова", "zarina@mail.example")
    found = names_of(tmp_path, authors, name="Айгерім Үлгібаева")
    assert redact_text("Зарина мен Айгерім", found) == "Colleague-01 мен Teacher-01"
    assert len(found.all) == 2
    leaks = find_leaks({"a.txt": b"zarina@mail.example"}, found).leaks
    assert any(leak.word == "zarina@mail.example" for leak in leaks)


def test_fields_of_an_own_form_say_whose_name_they_hold(tmp_path: Path) -> None:
    field = "{key: guest, type: text, holds: person, label: Қонақ, help: Кім, example: X}"
    form = f"kind: visit\nsource: мектеп\ntitle: Қонақ\nhelp: Көмек\nformat: yaml\nplace: visits/{{slug}}\nfields:\n  - {field}\n"
    root = write(
        tmp_path,
        {
            "p/portfolio.yaml": "kind: portfolio\nname: Дина Мысалова\n",
            "p/templates/visit/form.yaml": form,
            "p/visits/1.yaml": "kind: visit\nguest: Жанель\n",
        },
    )
    found = register_of([root / "p"])
    assert redact_text("Жанельдің сөзі", found) == "Colleague-01 сөзі"


def test_codes_do_not_tell_the_order_of_names(tmp_path: Path) -> None:
    people = [f"{letter}асенов Тест" for letter in "АБВГДЕЖЗИК"]
    roots = [
        write(tmp_path, {f"{n}/portfolio.yaml": f"kind: portfolio\nname: {name}\n"}) / str(n)
        for n, name in enumerate(people)
    ]

    def order(salt: str) -> list[str]:
        found = register_of(roots, KeyState(salt, {}))
        return [name.spelled for name in sorted(found.all, key=lambda name: name.number) if name.kind == "teacher"]

    assert order("a") == order("a") != order("b")
    assert order("a") != sorted(people) != order("b")
    assert sorted(order("a")) == sorted(people)


def test_a_key_keeps_its_codes(tmp_path: Path) -> None:
    first = names_of(tmp_path / "1", name="Дина Мысалова")
    path = tmp_path / "key.json"
    path.write_text(key_text(KNOWN, first), encoding="utf-8")
    roots = []
    for number, name in enumerate(("Айгерім Үлгібаева", "Дина Мысалова", "Светлана Примерова")):
        files = {f"{number}/portfolio.yaml": f"kind: portfolio\nname: {name}\n"}
        roots.append(write(tmp_path, files) / str(number))
    again = register_of(roots, read_key(path))
    codes = {name.spelled: name.number for name in again.all}
    assert codes["Дина Мысалова"] == first.all[0].number == 1
    assert sorted(codes.values()) == [1, 2, 3]
    alone = register_of([roots[2]], read_key(path))
    path.write_text(key_text(read_key(path), alone), encoding="utf-8")
    assert {number for _words, number in read_key(path).numbers.items()} == {1, 2}


# What is searched for in the examples, written by hand: not one of these may be in any byte.
TRACES = {
    "aigerim": [
        "айгерім", "айгерим", "үлгібаев", "улгибаев", "ульгибаев", "aigerim", "aygerim", "ulgibaev", "ulgibayev", "mysal",
        "Мысал ", "Үлгі ", "diagnostika-2025", "saualnama-2025", "ab-hattama", "sertifikat", ".csv:", "baqylau-2025",
    ],
    "stepnoe": [
        "светлан", "примеров", "svetlan", "primerov", "stepnoe", "степное", "степного", "степном", "Примерный", "Примерного",
        "Образцовая", "Образцовой",
    ],
    "daniyar": ["daniyar", "данияр", "Sample", "Example", "sample-", "example-lyceum", "No. 5"],
    "school-mysal": [
        "айдана", "aidana", "aydana", "үлгібекқыз", "улгибеккыз", "ulgibek", "данияр", "daniyar", "үлгіханұл", "улгихан",
        "ulgihan", "ulgikhan", "шолпан", "sholpan", "мысалбеков", "mysalbek", "mysal", "Үлгі ", "таулы", "taul",
        "diagnostika-2025", "shygu-2025", "jazba-2025",
    ],
}  # fmt: skip


def unpacked(folder: Path) -> dict[str, str]:
    """Every file as text, workbooks part by part, each as it is and as its reader sees it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        parts = {path.name: path.read_bytes()}
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(parts[path.name])) as book:
                parts = {name: book.read(name) for name in book.namelist()}
        for name, data in parts.items():
            text = data.decode("utf-8")
            found[f"{path.name}/{name}"] = "\n".join(
                (str(path.relative_to(folder)), name, text, unescape(unquote(text)))
            )
    return found


def traces(text: str, wanted: list[str]) -> list[str]:
    """Names with a capital or a space are searched as they stand, the others in any letters."""
    folded = text.casefold()
    return [word for word in wanted if (word in text if word != word.casefold() else word in folded)]


@pytest.mark.parametrize(("name", "lang"), [*zip(TRACES, ("kk", "ru", "en", "kk"), strict=True)])
def test_no_trace_of_a_name_in_any_byte(pd: Pd, tmp_path: Path, name: str, lang: str) -> None:
    out = tmp_path / "out"
    is_school = name.startswith("school")
    wishes = ("--each", "--to", "html,md,json,csv,xlsx") if is_school else ("--to", "html,md,json")
    run = pd("summary", str(EXAMPLES / name), "--blind", *wishes, "--out", str(out), cwd=tmp_path, lang=lang)
    assert run.code == 0, run.err
    files = unpacked(out)
    # Of the school a table in four formats, a workbook of several parts, and three teachers in three formats.
    assert len(files) == 3 if not is_school else len(files) > 4 + 9
    assert {file: words for file, text in files.items() if (words := traces(text, TRACES[name]))} == {}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_no_trace_of_anybody_where_all_are_compared(pd: Pd, tmp_path: Path, lang: str) -> None:
    everybody = [word for wanted in TRACES.values() for word in wanted]
    out = tmp_path / "out"
    paths = [str(EXAMPLES / name) for name in TRACES]
    wishes = ("--blind", "--each", "--to", "html,md,json,csv,xlsx", "--out", str(out))
    run = pd("summary", *paths, *wishes, cwd=tmp_path, lang=lang)
    assert run.code == 0, run.err
    files = unpacked(out)
    assert len(files) > 15
    assert {file: words for file, text in files.items() if (words := traces(text, everybody))} == {}


HOSTILE = {
    "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\nschool: Мысал мектебі\ncategory: teacher\n"
    "target_category: moderator\n",
    "cycles/aigerim-2026/cycle.yaml": "kind: cycle\nfocus: Айгерімнің жылы\nstart: 2026-09-01\nend: 2026-12-31\n",
    "cycles/aigerim-2026/1-action.md": "---\nkind: action\nstatus: draft\n---\n",
    "cycles/aigerim-2026/2-analysis.yaml": "kind: analysis\nstatus: final\nfindings:\n  - {id: f1, text: A, evidence: [aigerim]}\n",
    "cycles/aigerim-2026/3-reflection.yaml": "kind: reflection\nstatus: final\ngrowth_areas:\n  - {id: r1, title: B, from: [aigerim]}\n",
    "evidence.yaml": "kind: evidence\nitems:\n  - {id: e1, title: X, kind: other, criterion: mysal-1, file: evidence/ulgibaeva.pdf}\n"
    "  - {id: e2, title: Y, criterion: mysal-paper, file: evidence/x.pdf}\n",
    "evidence/ulgibaeva.pdf": "x",
    "templates/mysal-visit/form.yaml": "kind: mysal-visit\nsource: Мысал мектебі\ntitle: Мысал қонағы\nhelp: Көмек\nformat: yaml\n"
    "place: visits/{slug}\nfields:\n  - {key: guest, type: text, label: Қонақ, help: Кім, example: X}\n",
    "visits/aigerim.yaml": "kind: mysal-visit\nguest: Жоқ\n",
}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_names_in_keys_ids_and_names_of_folders(pd: Pd, tmp_path: Path, lang: str) -> None:
    pack = (ROOT / "pdcli/guideline/packs/guideline.yaml").read_text(encoding="utf-8")
    pack = re.sub(r"(?m)^key: .*$", "key: mysal-2026\nsince: 2026-01-01", pack)
    root = write(tmp_path / "p", {**HOSTILE, "packs/mysal-2026.yaml": pack})
    plain = pd("summary", "--to", "html,md,json", "--out", str(tmp_path / "plain"), cwd=root, lang=lang)
    assert plain.code == 0, plain.err
    seen = "\n".join(unpacked(tmp_path / "plain").values())
    for word in ("mysal-2026", "mysal-visit", "mysal-1", "aigerim-2026", "evidence/ulgibaeva.pdf", "visits/aigerim"):
        assert word in seen, word
    run = pd("summary", "--blind", "--to", "html,md,json", "--out", str(tmp_path / "out"), cwd=root, lang=lang)
    assert run.code == 0, run.err
    wanted = ["aigerim", "айгерім", "ulgibaev", "үлгібаев", "mysal", "мысал"]
    found = {file: found for file, text in unpacked(tmp_path / "out").items() if (found := traces(text, wanted))}
    assert found == {}


def test_names_of_the_school_around_a_portfolio(pd: Pd, tmp_path: Path) -> None:
    root = write(
        tmp_path / "s",
        {
            "school.yaml": "kind: school\nlang: kk\nname: Тұмар орта мектебі\nregion: Көкжиек ауданы\n",
            "teachers/a/portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\ntheme: Тұмар мектебі, Көкжиек\n",
            "teachers/a/cycles/2026-2027-1/cycle.yaml": "kind: cycle\nfocus: Зейнептің сабақтарынан үйрену\n",
            "teachers/z/portfolio.yaml": "kind: portfolio\nlang: kk\nname: Зейнеп Мысалова\n",
        },
    )
    run = pd("summary", str(root / "teachers/a"), "--blind", "--to", "json", "--out", "-", cwd=tmp_path, lang="kk")
    assert run.code == 0, run.err
    told = json.loads(run.out)
    assert told["who"]["theme"] == "Мектеп-01, Орын-01"
    assert told["cycles"][0]["focus"] == "Әріптес-01 сабақтарынан үйрену"


def test_the_search_of_this_test_finds_names_where_they_are(pd: Pd, tmp_path: Path) -> None:
    for name, wanted in TRACES.items():
        out = tmp_path / name
        assert pd("summary", str(EXAMPLES / name), "--to", "html,json", "--out", str(out), cwd=tmp_path).code == 0
        assert traces("\n".join(unpacked(out).values()), wanted)


@pytest.mark.parametrize(
    "data",
    [
        "Айгерімге", "&#1040;йгерім", "%D0%90%D0%B9%D0%B3%D0%B5%D1%80%D1%96%D0%BC", "\\u0410йгерім", "aigerim",
        unicodedata.normalize("NFD", "Айгерім"), "Ай\u00adгерім", "xaigerimx", "ҮЛГІБАЕВА", "Ульгибаеву",
        "А<b>йге</b>рім", "А**йге**рім", "Айге-\nрім", "А й г е р і м", "ИИН 880101400123", "тел: 7011234567",
        "МЫСАЛ", "mysal", "a@b.kz", "+7 700 000 00 00", "050101500000",
    ],
)  # fmt: skip
def test_the_search_finds_a_name_however_it_is_written(names: Names, data: str) -> None:
    assert find_leaks({"f.html": f"<p>{data}</p>".encode()}, names).leaks


def test_lines_of_a_drawing_are_no_phones(names: Names) -> None:
    """A long drawing has coordinates of four digits, which in a row look like a phone."""
    drawn = '<path d="M 8700 165 8700 333" />'
    assert find_leaks({"f.html": drawn.encode()}, names).leaks == ()
    assert find_leaks({"f.html": drawn.replace(" d=", " title=").encode()}, names).leaks


def test_the_search_looks_into_workbooks(names: Names) -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("xl/sharedStrings.xml", "<t>Айгерім</t>")
    assert [leak.file for leak in find_leaks({"t.xlsx": book.getvalue()}, names).leaks] == [
        "t.xlsx/xl/sharedStrings.xml"
    ]


def test_a_code_that_holds_the_name_of_the_file(tmp_path: Path) -> None:
    """Scans are called after their numbers: e12.jpg is the code of 12.jpg, not its name."""
    rows = "".join(f"  - {{id: e{number}, title: Т, file: evidence/{number}.jpg}}\n" for number in range(10, 260))
    root = write(
        tmp_path,
        {"p/portfolio.yaml": "kind: portfolio\nname: А Б\n", "p/evidence.yaml": f"kind: evidence\nitems:\n{rows}"},
    )
    found = register_of([root / "p"])
    assert find_leaks({"f.html": b"<td>e12.jpg</td><td>e259.jpg</td>"}, found).leaks == ()
    assert {leak.word for leak in find_leaks({"f.html": b"<td>12.jpg</td><td>e10.jpg</td>"}, found).leaks} == {"12.jpg"}


@pytest.mark.parametrize(
    "page",
    [
        "<p>a</p>\n<p>Сапарова</p>\n<p>b</p>",
        "<td>\n<b>Сапар</b>\n</td>\n<td>Сапарова</td>",
        "<p>«Сапарова\n<b>»</b></p>",
        "<p title='a > b'>\n<i>Сапа<b>рова</b></i></p>",
        "<p>x</p>\n" * 50 + "<p>&#1057;апарова</p>\n" + "<p>x</p>\n" * 50,
    ],
)
def test_a_name_is_found_in_whatever_element(tmp_path: Path, page: str) -> None:
    found = names_of(tmp_path, name="Гүлнар Сапарова")
    leaks = find_leaks({"a.html": b"<p>x</p>\n<p>y</p>", "b.html": page.encode()}, found).leaks
    assert leaks and {leak.file for leak in leaks} == {"b.html"}


def test_a_name_of_a_file_may_look_like_two_elements(tmp_path: Path) -> None:
    item = '  - {id: e1, title: Т, file: "evidence/a>\\n<b.jpg"}\n'
    files = {"p/portfolio.yaml": "kind: portfolio\nname: А Б\n", "p/evidence.yaml": f"kind: evidence\nitems:\n{item}"}
    found = register_of([write(tmp_path, files) / "p"])
    assert find_leaks({"f.md": b"see evidence/a>\n<b.jpg"}, found).leaks
    assert not find_leaks({"f.md": b"see evidence/a>\n<c.jpg"}, found).leaks


def test_a_font_of_a_workbook_is_nobody(tmp_path: Path) -> None:
    found = names_of(tmp_path, name="Роман Примеров")
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as opened:
        opened.writestr("xl/theme/theme1.xml", '<a:font typeface="Times New Roman"/>')
    assert find_leaks({"t.xlsx": book.getvalue()}, found).leaks == ()
    assert find_leaks({"t.html": b"Times New Roman"}, found).leaks


def test_what_the_page_itself_says_is_no_leak(tmp_path: Path) -> None:
    found = names_of(tmp_path, name="Санат Мақсатов")
    assert find_leaks({"f.md": "Санат: Педагог".encode()}, found, ["санат"]).leaks == ()
    assert find_leaks({"f.md": "Санат: Мақсатов".encode()}, found, ["санат"]).leaks
    assert find_leaks({"f.md": "санат".encode()}, found).ordinary == {"санат": 1}


_LETTERS = st.sampled_from("аәбвгғдеёжзиійкқлмнңоөпрстуұүфхһцчшщыэюя")


def _is_a_name(text: str) -> bool:
    """Real names have no letter three times in a row, and three sounds at least."""
    return not re.search(r"(.)\1\1", text) and len(re.sub(r"(.)\1+", r"\1", phonetic_key(text))) >= 3


_NAME = st.text(_LETTERS, min_size=4, max_size=10).filter(_is_a_name).map(str.capitalize)
_ENDINGS = st.sampled_from(["", "ның", "ға", "мен", "дан", "лар", "ом", "ой", "у", "а"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_NAME, last=_NAME, ending=_ENDINGS, around=st.text(st.characters(codec="utf-8"), max_size=12))
def test_no_name_survives(
    tmp_path_factory: pytest.TempPathFactory, first: str, last: str, ending: str, around: str
) -> None:
    found = names_of(tmp_path_factory.mktemp("n"), name=f"{first} {last}")
    for spelled in (first, last, f"{first} {last}", f"{first[0]}. {last}", last.upper()):
        text = redact_text(f"{around} {spelled} {spelled}{ending}. {around}", found)
        assert spelled not in text
        assert text.count("Teacher-01") >= 1
