"""pd summary --blind as whoever hands a summary over runs it: folder, key, search, warnings."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from pdcli.summary.comparison import COLUMNS
from pdcli.writing.mark import LIST_FILE
from tests.helpers import EXAMPLES, Pd, write

DAY = ("--date", "2026-11-25")
TEACHERS = {"a": ("Айгерім Үлгібаева", "Математика"), "d": ("Дина Мысалова", "Физика"), "z": ("Зейнеп Үлгі", "Физика")}
SCHOOL = {
    f"teachers/{folder}/portfolio.yaml": f"kind: portfolio\nlang: kk\nname: {name}\nschool: Тұмар мектебі\n"
    f"region: Көкжиек ауданы\nsubject: {subject}\ncategory: moderator\n"
    for folder, (name, subject) in TEACHERS.items()
} | {"school.yaml": "kind: school\nlang: kk\nname: Тұмар мектебі\n"}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path / "school", SCHOOL)


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A teacher of no school folder."""
    return write(
        tmp_path / "p", {"portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\nsubject: Физика\n"}
    )


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_one_teacher(alone: Path, pd: Pd) -> None:
    run = pd("summary", "--blind", "--to", "html,json", *DAY, cwd=alone)
    assert (run.code, run.out) == (0, "")
    assert files(alone / "build") == ["blind-key.json", "blind/summary.html", "blind/summary.json"]
    told = json.loads((alone / "build/blind/summary.json").read_text(encoding="utf-8"))
    assert (told["folder"], told["who"]["name"]) == ("Teacher-01", "Teacher-01")
    key = json.loads((alone / "build/blind-key.json").read_text(encoding="utf-8"))
    assert [(row["code"], row["name"]) for row in key["codes"]] == [("Teacher-01", "Айгерім Үлгібаева")]
    assert "Keep it to yourself" in key["warning"]
    assert "build/blind-key.json says whose codes these are" in run.err


def test_a_school(school: Path, pd: Pd) -> None:
    run = pd("summary", ".", "--blind", "--each", "--to", "html,csv", *DAY, cwd=school)
    assert (run.code, run.out) == (0, "")
    assert files(school / "build") == [
        "blind-key.json", "blind/.pd-generated.json", "blind/comparison.csv", "blind/comparison.html", "blind/teachers/teacher-01.html",
        "blind/teachers/teacher-02.html", "blind/teachers/teacher-03.html",
    ]  # fmt: skip
    key = json.loads((school / "build/blind-key.json").read_text(encoding="utf-8"))
    codes = {row["name"]: row["code"] for row in key["codes"]}
    table = (school / "build/blind/comparison.csv").read_text(encoding="utf-8-sig")
    rows = {line.split(",")[0]: line for line in table.splitlines()[1:4]}
    assert list(rows) == ["Teacher-01", "Teacher-02", "Teacher-03"], "in the order of codes"
    for name, subject in TEACHERS.values():
        assert subject in rows[codes[name]]
    page = (school / "build/blind/comparison.html").read_text(encoding="utf-8")
    assert all(f'href="teachers/teacher-0{number}.html"' in page for number in (1, 2, 3))


def test_several_portfolios(school: Path, pd: Pd) -> None:
    paths = [str(school / "teachers" / name) for name in ("a", "d")]
    run = pd("summary", *paths, "--blind", "--to", "json", "--out", "-", *DAY, cwd=school)
    assert run.code == 0
    told = json.loads(run.out)["rows"]
    assert [row["name"] for row in told] == ["Teacher-01", "Teacher-02"]
    assert {row["school"] for row in told} == {"School-01"}
    assert files(school / "build") == ["blind-key.json"], "a key is kept even if the table goes to the terminal"


def test_the_same_key_gives_the_same_codes(school: Path, pd: Pd) -> None:
    key = school.parent / "our.key"
    asked = ("--blind", "--to", "csv", "--key", str(key), *DAY)
    assert pd("summary", ".", *asked, "--out", str(school.parent / "1"), cwd=school).code == 0
    before = key.read_bytes()
    write(school, {"teachers/b/portfolio.yaml": "kind: portfolio\nname: Бейбіт Жаңа\n"})
    assert pd("summary", ".", *asked, "--out", str(school.parent / "2"), cwd=school).code == 0
    first = (school.parent / "1/comparison.csv").read_text(encoding="utf-8-sig").splitlines()
    second = (school.parent / "2/comparison.csv").read_text(encoding="utf-8-sig").splitlines()
    assert second[: len(first)] == first and second[len(first)].startswith("Teacher-04,")
    assert key.read_bytes() != before
    (school / "teachers/b/portfolio.yaml").unlink()
    assert pd("summary", ".", *asked, "--out", str(school.parent / "3"), cwd=school).code == 0
    assert "Бейбіт" not in key.read_text(encoding="utf-8"), "who is not there is not named, only the number stays taken"


@pytest.mark.parametrize("place", ["out/key.json", "out/teachers/key.json"])
def test_the_key_is_not_handed_over(alone: Path, pd: Pd, place: str) -> None:
    run = pd("summary", "--blind", "--out", "out", "--key", place, cwd=alone)
    assert (run.code, run.out) == (2, "")
    assert "must not be in the folder" in run.err
    assert not (alone / "out").exists()


def test_only_its_owner_reads_the_key(alone: Path, pd: Pd) -> None:
    assert pd("summary", "--blind", *DAY, cwd=alone).code == 0
    assert (alone / "build/blind-key.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "said",
    [
        "", "{}", "[" * 100_000, '{"format": 1, "secret": 5, "codes": []}', "\xff",
        '{"format": 1, "secret": "s", "codes": [{"kind": "teacher", "words": "a", "number": 1e999}]}',
    ],
)  # fmt: skip
def test_a_file_that_is_no_key(alone: Path, pd: Pd, said: str) -> None:
    write(alone, {"k.json": said.encode("latin-1")})
    run = pd("summary", "--blind", "--key", "k.json", cwd=alone)
    assert run.code == 2
    assert "k.json is not the key" in run.err and "Traceback" not in run.err
    assert (alone / "k.json").read_bytes() == said.encode("latin-1")


def replace_no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two ways of looking sees no words, so that names stay; the other one finds them."""
    monkeypatch.setattr("pdcli.anonymisation.redaction.WORD", re.compile(r"(?!)"))
    monkeypatch.setattr("pdcli.anonymisation.redaction.find_runs", lambda _text: ())


SAID = {
    "kk": ("қалып қойды", "ештеңе жазылмады"),
    "ru": ("осталось", "Ничего не записано"),
    "en": ("is still there", "Nothing was written"),
}


@pytest.mark.parametrize("lang", SAID)
def test_a_name_that_is_left_stops_everything(alone: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    replace_no_names(monkeypatch)
    write(alone, {"portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\ntheme: Айгерімнің тәсілі\n"})
    run = pd("summary", "--blind", *DAY, cwd=alone, lang=lang)
    left, nothing = SAID[lang]
    assert (run.code, run.out) == (1, "")
    assert "summary.html" in run.err and "Айгерімнің" in run.err
    assert left in run.err and nothing in run.err
    assert not (alone / "build").exists()
    forced = pd("summary", "--blind", "--force", *DAY, cwd=alone, lang=lang)
    assert forced.code == 1, "written, but still not clean"
    assert "Айгерімнің" in (alone / "build/blind/summary.html").read_text(encoding="utf-8")


def test_where_a_name_that_is_left_comes_from(alone: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_no_names(monkeypatch)
    write(alone, {"cycles/2026-2027-1/cycle.yaml": "kind: cycle\nstart: 2026-09-01\nfocus: Үлгібаеваның тәсілі\n"})
    run = pd("summary", "--blind", "--to", "md", *DAY, cwd=alone)
    assert run.code == 1
    left = next(line for line in run.err.splitlines() if "Үлгібаеваның" in line)
    place, rest = left.split(": ", 1)
    assert rest == "“Үлгібаеваның” is still there (Teacher-01) ← cycles/2026-2027-1/cycle.yaml:3"
    assert "put the code (Teacher-01)" in run.err and "--force" in run.err
    assert pd("summary", "--blind", "--to", "md", "--force", *DAY, cwd=alone).code == 1
    file, line = place.split(":")
    page = (alone / "build/blind" / file).read_text(encoding="utf-8").splitlines()
    assert "Үлгібаеваның" in page[int(line) - 1]


LOOKS = {"kk": "есімге ұқсайды", "ru": "похоже на имя", "en": "looks like a name"}


@pytest.mark.parametrize("lang", LOOKS)
def test_what_looks_like_a_name_is_a_warning(alone: Path, pd: Pd, lang: str) -> None:
    write(alone, {"cycles/2026-2027-1/cycle.yaml": "kind: cycle\nstart: 2026-09-01\nfocus: Гүлнардың тәсілі\n"})
    run = pd("summary", "--blind", "--to", "md,html,json", *DAY, cwd=alone, lang=lang)
    assert (run.code, run.out) == (0, ""), "written: nobody knows whether it is one"
    told = [line for line in run.err.splitlines() if LOOKS[lang] in line]
    assert len(told) == 1 and "Гүлнардың" in told[0] and "cycles/2026-2027-1/cycle.yaml:3" in told[0]
    assert "Гүлнардың" in (alone / "build/blind/summary.md").read_text(encoding="utf-8")


def test_nobody_passes_in_silence(alone: Path, pd: Pd) -> None:
    texts = (
        "Гүлнар Сапарованың тәсілі", "Б.Қ. Оспановтың сабағы", "Аружан Төлегеннің ойы", "Гүлнар Үлгібаеваның кеңесі",
        "Шымкент қаласындағы лицей", "Жамбыл облысы", "Nurlan S. Akhmetov", "Данияр мұғалімнің сұрақ қоюы",
    )  # fmt: skip
    for text in texts:
        write(alone, {"cycles/2026-2027-1/cycle.yaml": f"kind: cycle\nstart: 2026-09-01\nfocus: {text}\n"})
        run = pd("summary", "--blind", "--to", "md,html,json", *DAY, cwd=alone)
        assert (run.code, "looks like" in run.err) == (0, False), text
        told = json.loads((alone / "build/blind/summary.json").read_text(encoding="utf-8"))["cycles"][0]["focus"]
        kind = "Place" if text.startswith(("Ш", "Ж")) else "Colleague"
        assert told.startswith(f"{kind}-0"), told
        assert not any(word in told for word in text.split() if word[0].isupper())


def test_a_dry_run_writes_nothing(school: Path, pd: Pd) -> None:
    run = pd("summary", ".", "--blind", "--dry-run", *DAY, cwd=school)
    assert run.code == 0
    assert "create  build/blind/comparison.html" in run.err and "create  build/blind-key.json" in run.err
    assert not (school / "build").exists()


WARNINGS = {
    "kk": "педагогтер: 1\u00a0/\u00a03 (33\u00a0%)", "ru": "педагогов: 1\u00a0/\u00a03 (33\u00a0%)",
    "en": "such teachers: 1\u00a0/\u00a03 (33\u00a0%)",
}  # fmt: skip


@pytest.mark.parametrize("lang", WARNINGS)
def test_what_gives_a_teacher_away(school: Path, pd: Pd, lang: str) -> None:
    run = pd("summary", ".", "--blind", "--to", "csv", *DAY, cwd=school, lang=lang)
    assert "Математика" in run.err and WARNINGS[lang] in run.err
    assert "--without subject,category,target_category" in run.err


def test_what_can_be_left_out(school: Path, pd: Pd) -> None:
    left_out = ("--without", "subject,category,target_category,school")
    run = pd("summary", ".", "--blind", "--each", "--to", "csv,html", *left_out, *DAY, cwd=school)
    assert (run.code, "Warning" in run.err) == (0, False)
    for name in files(school / "build/blind"):
        text = (school / "build/blind" / name).read_text(encoding="utf-8-sig")
        assert name == LIST_FILE or "left out" in text, name
        for word in ("Математика", "Физика", "Teacher-moderator", "Teacher-expert"):
            assert word not in text, (name, word)


CLAIMING = (EXAMPLES / "aigerim", EXAMPLES / "daniyar")


@pytest.mark.parametrize("without", ["category", "target_category", "category,target_category"])
def test_what_tells_a_category_left_out_is_empty(pd: Pd, tmp_path: Path, without: str) -> None:
    run = pd("summary", *map(str, CLAIMING), "--blind", "--to", "json", "--out", "-", "--key", str(tmp_path / "k.json"),
             "--without", without, *DAY, cwd=tmp_path)  # fmt: skip
    assert run.code == 0, run.err
    table = json.loads(run.out)
    assert table["criteria"] == {}
    for row in table["rows"]:
        told = (row[key] for key in ("category_until", "test", "test_until", "criteria_asked", "pack"))
        assert (row["marks"], *told) == ([], None, None, None, None, None)


@pytest.mark.parametrize(("lang", "left_out", "unclaimed"), [
    ("kk", "көрсетілмеді", "мәлімделмеген"), ("ru", "не показано", "не заявлена"),
])  # fmt: skip
def test_what_is_left_out_is_not_said_to_be_missing(
    pd: Pd, tmp_path: Path, lang: str, left_out: str, unclaimed: str
) -> None:
    out = tmp_path / "out"
    asked = ("--blind", "--to", "md,html", "--out", str(out), "--without", "category,target_category", *DAY)
    assert pd("summary", str(CLAIMING[0]), *asked, cwd=tmp_path, lang=lang).code == 0
    assert pd("summary", *map(str, CLAIMING), *asked, cwd=tmp_path, lang=lang).code == 0
    pages = {name: (out / name).read_text(encoding="utf-8") for name in files(out) if name.endswith((".md", ".html"))}
    assert len(pages) == 4
    assert [name for name, text in pages.items() if unclaimed in text] == []
    for heading in re.findall(r"(?m)^## (?:Готовность|Дайындық|Критерии|Критерийлер).*\n+(.*)", pages["summary.md"]):
        assert heading == left_out
    table = [line.split("|") for line in pages["comparison.md"].splitlines() if line.count("|") > 20]
    columns = [COLUMNS.index(key) + 1 for key in ("category", "criteria_present", "criteria_asked", "pack")]
    assert {line[at].strip() for line in table[2:] for at in columns} == {left_out}


LEFT_OUT_WORDS = {"kk": "көрсетілмеді", "ru": "не показано", "en": "left out"}
LOST = ("kairat-mukanov", "ivanova", "мұқанов", "zhanar", "880101300123")
FINDINGS = """kind: analysis
status: final
findings:
  - id: f1
    text: Сабақтар туралы
    evidence: [observations/kairat-mukanov]
    documents:
      - observations/kairat-mukanov
      - observations/Ivanova-Maria
      - observations/zhanar
      - 'C:\\Users\\Қайрат Мұқанов\\a.docx'
      - observations/880101300123
"""


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_no_file_of_a_document_is_named(pd: Pd, tmp_path: Path, lang: str) -> None:
    root = write(tmp_path / "p", {
        "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\nsubject: Физика\ntarget_category: expert\n",
        "cycles/2026-2027-1/cycle.yaml": "kind: cycle\nstart: 2026-09-01\nend: 2026-12-31\n",
        "cycles/2026-2027-1/2-analysis.yaml": FINDINGS,
        "observations/Ivanova-Maria.md": "---\nkind: lesson-observation\ntitle: Ашық сабақ\nprivate: false\ndate: 2026-10-01\n---\n",
        "observations/zhanar.yaml": "kind: observashion\ndate: 2026-10-01\n",
    })  # fmt: skip
    plain = pd("summary", "--to", "json", "--out", str(tmp_path / "plain"), *DAY, cwd=root, lang=lang)
    assert plain.code == 1, "zhanar cannot be read"
    named = json.loads((tmp_path / "plain/summary.json").read_text(encoding="utf-8"))
    assert {"observations/Ivanova-Maria", "observations/zhanar"} <= {
        row["ref"] for row in named["history"]["documents"]
    }
    run = pd("summary", "--blind", "--to", "json,md,html", "--out", str(tmp_path / "out"), *DAY, cwd=root, lang=lang)
    assert run.code == plain.code, run.err
    texts = {name: (tmp_path / "out" / name).read_text(encoding="utf-8") for name in files(tmp_path / "out")}
    assert {name: word for name, text in texts.items() for word in LOST if word in text.casefold()} == {}
    assert all("Ашық сабақ" in text for name, text in texts.items() if name.startswith("summary."))
    blind = json.loads(texts["summary.json"])
    assert len(blind["history"]["documents"]) == len(named["history"]["documents"]), "all are counted"
    assert blind["unreadable"] == named["unreadable"]
    refs = {row["ref"] for row in blind["history"]["documents"]}
    assert {"lesson-observation-1", "document-1", "cycles/2026-2027-1/2-analysis"} <= refs
    assert [row["title"] for row in blind["history"]["documents"] if row["kind"] is None] == [LEFT_OUT_WORDS[lang]]


def test_no_folder_of_a_work_is_named(pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path / "p", {
        "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\n",
        "experience/Ivanova-Maria/1-justification.md": "---\nkind: experience-justification\nstatus: final\n---\n",
        "research/zhanar/plan.md": "---\nkind: research-plan\nstatus: final\n---\n",
    })  # fmt: skip
    asked = ("summary", "--to", "json,md,html", *DAY)
    assert pd(*asked, "--out", str(tmp_path / "plain"), cwd=root, lang="kk").code == 0
    named = json.loads((tmp_path / "plain/summary.json").read_text(encoding="utf-8"))
    works = [*named["experience"], *named["research"]]
    assert [work["folder"] for work in works] == ["experience/Ivanova-Maria", "research/zhanar"]
    assert pd(*asked, "--blind", "--out", str(tmp_path / "out"), cwd=root, lang="kk").code == 0
    texts = {name: (tmp_path / "out" / name).read_text(encoding="utf-8") for name in files(tmp_path / "out")}
    assert {name: word for name, text in texts.items() for word in LOST if word in text.casefold()} == {}
    blind = json.loads(texts["summary.json"])
    assert [work["folder"] for work in (*blind["experience"], *blind["research"])] == ["experience/1", "research/1"]


def test_who_committed_is_not_told(alone: Path, pd: Pd) -> None:
    write(alone, {"cycles/2026-2027-1/cycle.yaml": "kind: cycle\nfocus: Зарина Қуатованың кеңесімен\n"})
    who = ["-c", "user.name=Зарина Қуатова", "-c", "user.email=zarina@mail.example"]
    subprocess.run(["git", "init", "-q"], cwd=alone, check=True)
    subprocess.run(["git", "add", "-A"], cwd=alone, check=True)
    subprocess.run(["git", *who, "commit", "-qm", "Зарина қосты"], cwd=alone, check=True)
    assert pd("summary", "--blind", "--to", "html,md,json", *DAY, cwd=alone, lang="kk").code == 0
    for name in ("html", "md", "json"):
        text = (alone / f"build/blind/summary.{name}").read_text(encoding="utf-8")
        assert "Әріптес-01 кеңесімен" in text
        assert "Зарина" not in text and "Қуатов" not in text and "zarina" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--key", "k.json"), "--blind"),
        (("--without", "school"), "--blind"),
        (("--force",), "--blind"),
        (("--blind", "--without", "name"), "--without"),
        (("--blind", "--to", "odt"), "--to"),
        (("--blind", "--to", "html,md", "--out", "-"), "--out"),
        (("--blind", "--to", "xlsx", "--out", "-"), "--out"),
    ],
)
def test_mistakes(alone: Path, pd: Pd, arguments: tuple[str, ...], said: str) -> None:
    run = pd("summary", *arguments, cwd=alone)
    assert (run.code, run.out) == (2, "")
    assert said in run.err and "Traceback" not in run.err
    assert not (alone / "build").exists()


def test_other_files_in_the_folder_are_told_of(school: Path, pd: Pd) -> None:
    """A page of an earlier run with names in it would be handed over with the others."""
    assert pd("summary", ".", "--each", cwd=school).code == 0
    run = pd("summary", ".", "--each", "--blind", "--out", "build", "--key", "k.json", cwd=school)
    assert run.code == 0 and "which were not searched for names: teachers/a.html" in run.err
    assert "not searched" not in pd("summary", ".", "--blind", "--each", cwd=school).err
