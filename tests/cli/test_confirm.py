"""pd confirm, and what a second person's word changes in everything that is counted."""

import hashlib
import json
from pathlib import Path

import pytest
import yaml

from pdcli.attestation.confirmations import PortfolioConfirmations, row_sha256
from pdcli.discovery.trust import own_trust, trust_from
from pdcli.i18n import LANGS
from pdcli.model.documents import EvidenceItem
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.text.same_person import same_person
from tests.formats import text_formats
from tests.helpers import Pd, write

DAY = ("--date", "2026-05-20")
BY = ("--who", "Сәуле Мысалқызы", "--role", "methodist")
HEAD = ("--who", "Болат Мысалов", "--role", "head")
REGISTER = """\
kind: evidence
status: final
items:
  - id: e1
    title: Олимпиада грамотасы
    kind: certificate
    file: evidence/a.txt
    date: 2026-01-20
    level: district
    listed: true
    criterion: "2.1"
    why: Оқушының жеңісін растайды
  - id: e2
    title: Ашық сабақ
    kind: other
    url: https://mysal.example/sabaq
    date: 2026-03-18
    level: district
    why: Сабақты көрсетеді
"""
SHEET = "observation-sheets/2026-03-18-sabaq.yaml"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": "kind: school\nlang: kk\nname: Мысал\n",
        "teachers/a/portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\ncategory: moderator\n"
        "target_category: expert\n",
        "teachers/a/evidence.yaml": REGISTER,
        "teachers/a/evidence/a.txt": "Грамота, аудан, 2026\n",
        f"teachers/a/{SHEET}": "kind: observation-sheet\nstatus: final\ndate: 2026-03-18\nobserver_role: methodist\n"
        "observer: Сәуле Мысалқызы\nsubject: Математика\nclass: 6\ntopic: Қатынас\nscores:\n  terms: {score: 3}\n",
        "observer/portfolio.yaml": "kind: portfolio\nlang: kk\nname: Сәуле Мысалқызы\n",
    })  # fmt: skip


def _rows(path: Path) -> list[dict[str, object]]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert data["kind"] == "confirmations"
    rows: list[dict[str, object]] = data["items"]
    return rows


def _readiness(pd: Pd, root: Path, *arguments: str) -> dict[str, object]:
    run = pd("readiness", *DAY, "--format", "json", *arguments, cwd=root)
    assert run.code == 0, run.err
    data: dict[str, object] = json.loads(run.out)
    return data


def test_rows_are_added_and_none_is_rewritten(pd: Pd, school: Path) -> None:
    run = pd("confirm", "teachers/a", "e1", *BY, *DAY, cwd=school)
    assert (run.code, "create  confirmations.yaml" in run.err) == (0, True), run.err
    first = (school / "confirmations.yaml").read_text(encoding="utf-8")
    (row,) = _rows(school / "confirmations.yaml")
    digest = hashlib.sha256((school / "teachers/a/evidence/a.txt").read_bytes()).hexdigest()
    assert (row["who"], row["role"], row["portfolio"], row["evidence"], row["sha256"]) == (
        "Сәуле Мысалқызы", "methodist", "a", "e1", digest,
    )  # fmt: skip
    assert pd("confirm", "teachers/a", "e2", SHEET, "e1", *HEAD, *DAY, cwd=school).code == 0
    text = (school / "confirmations.yaml").read_text(encoding="utf-8")
    assert text.startswith(first)
    rows = _rows(school / "confirmations.yaml")
    assert [(row.get("evidence"), row.get("document")) for row in rows] == [
        ("e1", None), ("e2", None), (None, SHEET.removesuffix(".yaml")), ("e1", None),
    ]  # fmt: skip
    # A row with an address and no file has the digest of what it says.
    assert "sha256" not in rows[1] and rows[1]["row_sha256"]
    again = pd("confirm", "teachers/a", "e2", *HEAD, "--date", "2026-05-21", cwd=school)
    assert again.code == 0 and "identical" in again.err
    assert (school / "confirmations.yaml").read_text(encoding="utf-8") == text


def test_what_is_private_is_not_listed(pd: Pd, school: Path) -> None:
    register = school / "teachers" / "a" / "evidence.yaml"
    register.write_text(REGISTER.replace("listed: true", "listed: true\n    private: true"), encoding="utf-8")
    said = pd("confirm", "teachers/a", cwd=school).out
    assert "e2" in said and "e1" not in said and "declared 2, confirmed 0" in said


def test_a_dry_run_writes_nothing(pd: Pd, school: Path) -> None:
    assert pd("confirm", "teachers/a", "e1", *BY, "--dry-run", cwd=school).code == 0
    assert not (school / "confirmations.yaml").exists()
    assert pd("confirm", "teachers/a", "e1", *BY, cwd=school).code == 0
    before = (school / "confirmations.yaml").read_bytes()
    assert pd("confirm", "teachers/a", "e2", *BY, "--dry-run", cwd=school).code == 0
    assert (school / "confirmations.yaml").read_bytes() == before


def test_an_observer_confirms_in_the_own_repository(pd: Pd, school: Path) -> None:
    run = pd("confirm", "../teachers/a", SHEET, "--role", "methodist", *DAY, cwd=school / "observer")
    assert run.code == 0, run.err
    (row,) = _rows(school / "observer" / "confirmations.yaml")
    # Elsewhere a folder's name says nothing.
    assert (row["who"], row["portfolio"]) == ("Сәуле Мысалқызы", "Айгерім Үлгібаева")
    assert not (school / "confirmations.yaml").exists()
    root = school / "teachers" / "a"
    for trust, state in (
        (own_trust(root), "declared"), (trust_from(school / "observer"), "confirmed"),
        (trust_from(root, confirmations=[school / "observer" / "confirmations.yaml"]), "confirmed"),
    ):  # fmt: skip
        portfolio = load_portfolio(root, trust=trust)
        (sheet,) = portfolio.of_kind("observation-sheet")
        assert PortfolioConfirmations(portfolio).of_document(sheet).state == state


def test_what_a_strangers_school_has_countersigned_counts_only_for_who_says_so(
    pd: Pd, school: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pd("confirm", "teachers/a", "e1", *HEAD, *DAY, cwd=school)
    elsewhere = tmp_path_factory.mktemp("committee")
    root, file = str(school / "teachers" / "a"), str(school / "confirmations.yaml")
    data = json.loads(pd("readiness", root, *DAY, "--format", "json", cwd=elsewhere).out)
    assert (data["evidence"]["confirmed"], len(data["confirmations_not_counted"])) == (0, 1)
    said = " ".join(pd("readiness", root, *DAY, cwd=elsewhere).out.split())
    assert "is not yours and is not counted" in said
    given = json.loads(pd("readiness", root, *DAY, "--format", "json", "--confirmations", file, cwd=elsewhere).out)
    assert (given["evidence"]["confirmed"], given["confirmations_not_counted"]) == (1, [])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("e9", *BY), "e1"), (("e1", "--role", "methodist"), "--who"), (("e1", "--who", "Б"), "--role"),
        (("e1", "--who", "Ульгибаева А.", "--role", "peer"), "Ульгибаева"), (("e1", *BY[:3], "директор"), "head"),
        (("e1", *BY, "--confirmations", "teachers/a/confirmations.yaml"), "--confirmations"),
        (("e1", *BY, "--confirmations", "school.yaml"), "school.yaml"),
    ],
)  # fmt: skip
def test_what_cannot_be_confirmed_is_said(
    pd: Pd, school: Path, arguments: tuple[str, ...], said: str, lang: str
) -> None:
    before = {path: path.read_bytes() for path in school.rglob("*") if path.is_file()}
    run = pd("confirm", "teachers/a", *arguments, cwd=school, lang=lang)
    assert (run.code, run.out) == (2, "") and said in run.err and "Traceback" not in run.err
    assert before == {path: path.read_bytes() for path in school.rglob("*") if path.is_file()}


def test_nothing_empty_missing_or_unfinished_is_confirmed(pd: Pd, school: Path) -> None:
    file = school / "teachers" / "a" / "evidence" / "a.txt"
    file.write_bytes(b"1")
    assert "there is nothing in the file" in pd("confirm", "teachers/a", "e1", *BY, cwd=school).err
    file.unlink()
    assert "is not there" in pd("confirm", "teachers/a", "e1", *BY, cwd=school).err
    sheet = school / "teachers" / "a" / SHEET
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("final", "draft"), encoding="utf-8")
    assert "is a draft" in pd("confirm", "teachers/a", SHEET, *BY, cwd=school).err


def test_a_broken_file_of_confirmations_is_left_alone(pd: Pd, school: Path) -> None:
    for text in ("kind: confirmations\nitems: [\n", "kind: confirmations\nitems: бар\n", "kind: essay\n", "а"):
        (school / "confirmations.yaml").write_text(text, encoding="utf-8")
        run = pd("confirm", "teachers/a", "e1", *BY, cwd=school)
        assert run.code == 2 and "nothing was added" in run.err, text
        assert (school / "confirmations.yaml").read_text(encoding="utf-8") == text


def test_declared_and_confirmed_are_counted_apart(pd: Pd, school: Path) -> None:
    root = school / "teachers" / "a"
    pd("confirm", "teachers/a", "e1", *HEAD, *DAY, cwd=school)
    data = _readiness(pd, root)
    assert data["evidence"] == {"declared": 2, "confirmed": 1, "changed": 0, "cleaned": 0, "claimed": 0}
    contest = next(item for item in data["criteria"] if item["number"] == "2.1")  # type: ignore[attr-defined]
    assert (contest["points"], contest["confirmation"]["points"]) == (2, 2)
    assert (contest["confirmation"]["declared"], contest["confirmation"]["confirmed"]) == (1, 1)
    assert (data["complete"], data["confirmed"], data["total"]) == (1, 1, None)
    said = pd("readiness", *DAY, cwd=root).out
    assert "confirmed (head teacher Болат Мысалов, 20 May 2026)" in " ".join(said.split())


def test_the_pack_says_who_must_confirm(pd: Pd, school: Path) -> None:
    # A copy is certified by the head, not by a methodist.
    pd("confirm", "teachers/a", "e1", *BY, *DAY, cwd=school)
    data = _readiness(pd, school / "teachers" / "a")
    contest = next(item for item in data["criteria"] if item["number"] == "2.1")  # type: ignore[attr-defined]
    assert contest["confirmation"]["confirmed"] == 0
    assert contest["confirmation"]["roles"] == ["head"]
    assert data["evidence"]["confirmed"] == 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("evidence/a.txt", "2026", "2025"), ("evidence.yaml", "level: district\n    listed", "level: republic\n    listed"),
        ("evidence.yaml", "Олимпиада", "Республикалық олимпиада"), ("evidence.yaml", "listed: true", "winner: true"),
    ],
)  # fmt: skip
def test_what_is_changed_is_confirmed_no_more(pd: Pd, school: Path, name: str, old: str, new: str) -> None:
    root = school / "teachers" / "a"
    pd("confirm", "teachers/a", "e1", *HEAD, *DAY, cwd=school)
    file = root / name
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert _readiness(pd, root)["evidence"] == {"declared": 2, "confirmed": 0, "changed": 1, "cleaned": 0, "claimed": 0}
    found = json.loads(pd("lint", "--format", "json", "--select", "PD521", "--no-cache", cwd=root).out)
    assert "changed after Болат Мысалов confirmed it" in json.dumps(found, ensure_ascii=False)


def test_a_changed_file_of_the_same_size_is_noticed_in_spite_of_what_is_kept(
    pd: Pd, school: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept, root = str(tmp_path_factory.mktemp("kept")), school / "teachers" / "a"
    pd("confirm", "teachers/a", "e1", *HEAD, *DAY, cwd=school)
    lint = ("lint", "--select", "PD521", "--format", "concise")
    assert "PD521" not in pd(*lint, cwd=root, PD_CACHE_DIR=kept).out
    (root / "evidence" / "a.txt").write_text("Грамота, аудан, 2025\n", encoding="utf-8")
    assert "PD521" in pd(*lint, cwd=root, PD_CACHE_DIR=kept).out
    table = ("summary", "teachers", "--to", "json", "--out", "-", *DAY)
    (row,) = json.loads(pd(*table, cwd=school, PD_CACHE_DIR=kept).out)["rows"]
    assert (row["evidence"], row["evidence_confirmed"]) == (2, 0)
    pd("confirm", "teachers/a", "e1", *HEAD, "--date", "2026-05-19", cwd=school)
    (row,) = json.loads(pd(*table, cwd=school, PD_CACHE_DIR=kept).out)["rows"]
    assert (row["evidence"], row["evidence_confirmed"]) == (2, 1)


def test_a_confirmation_of_a_later_day_does_not_count_yet(pd: Pd, school: Path) -> None:
    pd("confirm", "teachers/a", "e1", *HEAD, "--date", "2026-05-21", cwd=school)
    assert _readiness(pd, school / "teachers" / "a")["evidence"]["confirmed"] == 0  # type: ignore[index]


def test_the_own_file_confirms_nothing_and_is_told(pd: Pd, school: Path) -> None:
    root = school / "teachers" / "a"
    pd("confirm", "teachers/a", "e1", *HEAD, *DAY, cwd=school)
    (school / "confirmations.yaml").rename(root / "confirmations.yaml")
    data = _readiness(pd, root)
    assert (data["evidence"]["confirmed"], data["own_confirmations"]) == (0, 1)  # type: ignore[index]
    assert "own confirmations.yaml confirms nothing (1 row)" in " ".join(pd("readiness", *DAY, cwd=root).out.split())
    # Not even where it is named, nor as a row of the teacher in the school's file.
    assert _readiness(pd, root, "--confirmations", "confirmations.yaml")["evidence"]["confirmed"] == 0  # type: ignore[index]
    assert "PD522" in pd("lint", "--format", "concise", "--no-cache", cwd=root).out
    said = (root / "confirmations.yaml").read_text(encoding="utf-8").replace("Болат Мысалов", "Үлгібаева Айгерім")
    (root / "confirmations.yaml").unlink()
    (school / "confirmations.yaml").write_text(said, encoding="utf-8")
    assert _readiness(pd, root)["evidence"]["confirmed"] == 0  # type: ignore[index]


def test_every_reader_takes_confirmations_along(pd: Pd, school: Path) -> None:
    pd("confirm", "../teachers/a", "e1", "--role", "methodist", *DAY, cwd=school / "observer")
    given = ("--confirmations", "observer/confirmations.yaml")
    for command in (
        ("summary", "teachers/a", *DAY, "--to", "json", "--out", "-"),
        ("school", *DAY, "--format", "json"),
    ):
        assert '"confirmed": 0' in pd(*command, cwd=school).out
        assert '"confirmed": 1' in pd(*command, *given, cwd=school).out
    (school / "teachers/a/evidence/a.txt").write_text("Басқа грамота\n", encoding="utf-8")
    lint = ("lint", "teachers/a", "--select", "PD521", "--format", "concise", "--no-cache")
    assert "PD521" not in pd(*lint, cwd=school).out and "PD521" in pd(*lint, *given, cwd=school).out
    run = pd("readiness", "teachers/a", "--confirmations", "school.yaml", cwd=school)
    assert run.code == 2 and "cannot be read as confirmations" in run.err


def test_a_blind_page_names_nobody_who_confirmed(pd: Pd, school: Path) -> None:
    pd("confirm", "teachers/a", "e1", *HEAD, *DAY, cwd=school)
    for suffix in text_formats("summary"):
        said = pd("summary", "teachers/a", "--blind", "--to", suffix, "--out", "-", *DAY, cwd=school).out
        assert said and "Мысалов" not in said and "../confirmations.yaml" not in said


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Айгерім Үлгібаева", "Үлгібаева Айгерім Маратқызы", True), ("Айгерім Үлгібаева", "УЛЬГИБАЕВА А.М.", True),
        ("Айгерім Үлгібаева", "Aigerim Ulgibayeva", True), ("Айгерім Үлгібаева", "A. Ulgibaeva", True),
        ("Айгерім Үлгібаева", "Үлгібаева", True), ("Айгерім Үлгібаева", "Серік Үлгібаев", False),
        ("Айгерім Үлгібаева", "Б. Үлгібаева", False), ("Айгерім Үлгібаева", "А.", False), ("", "А. Б.", False),
        ("Айгерім Үлгібаева", "Айгерім Үлгі\u034fбаева", True), ("Айгерім Үлгібаева", "Айгерім\u3164Үлгібаева", True),
        ("Айгерім Үлгібаева", "Айгері\u0301м Үлгіба\u0301ева", True), ("Айгерім Үлгібаева", "Айгер\u2063ім Ү\ufe0fлгібаева", True),
        ("Сергей Үлгібай", "Сергей Үлгібай".translate({1081: "и\u0306"}), True),
        ("Айгерім Үлгібаева", "Гүлнар Мысалова", False), (None, "Үлгібаева", False),
    ],
)  # fmt: skip
def test_one_person_in_several_spellings(one: str | None, other: str, is_same: bool) -> None:
    assert same_person(one, other) is is_same
    assert same_person(other, one) is is_same


def test_the_digest_of_a_row_is_of_its_facts() -> None:
    row = EvidenceItem(id="e1", title="Курс", hours=72)
    assert row_sha256(row) == row_sha256(EvidenceItem(id="e9", title="Курс", hours=72, why="Басқаша", criterion="4.1"))
    assert row_sha256(row) != row_sha256(EvidenceItem(id="e1", title="Курс", hours=80))


def test_one_person_does_not_confirm_in_two_roles(pd: Pd, school: Path) -> None:
    assert pd("confirm", "teachers/a", "e1", *HEAD, *DAY, cwd=school).code == 0
    before = (school / "confirmations.yaml").read_bytes()
    for name in ("e1", "e2"):
        run = pd("confirm", "teachers/a", name, *HEAD[:2], "--role", "methodist", *DAY, cwd=school)
        assert run.code == 2 and "in another role: `head`" in run.err
    assert (school / "confirmations.yaml").read_bytes() == before


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_confirmed_on_a_day_to_come(pd: Pd, school: Path, lang: str) -> None:
    run = pd("confirm", "teachers/a", "e1", *BY, "--date", "2999-01-31", cwd=school, lang=lang)
    assert run.code == 2 and "--date" in run.err and "2999" in run.err and "2999-01-31" not in run.err
    assert not (school / "confirmations.yaml").exists()
