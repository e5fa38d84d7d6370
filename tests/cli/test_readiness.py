"""pd readiness as a user runs it: the terminal, pages, data, packs of one's own, mistakes."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pdcli.guideline.packs import PACK_FOLDER
from pdcli.i18n import LANGS
from tests.formats import text_formats
from tests.helpers import EXAMPLES, Pd, write

AIGERIM = EXAMPLES / "aigerim"
DAY = ("--date", "2026-11-25")
EDITION = {
    "kk": "25.02.2025 № 32 бұйрықтың редакциясы", "ru": "в редакции приказа № 32 от 25.02.2025",
    "en": "as restated by order 32 of 25.02.2025",
}  # fmt: skip
NOTICE = {
    "kk": "ресми сайтпен салыстырып тексерілмеген", "ru": "не сверен с официальным сайтом",
    "en": "not verified against the official site",
}  # fmt: skip
NOTICE_OWN = "Look at the rules in force before deciding anything."
OWN = """\
key: audan-2030
title: {kk: Ауданның қағидасы, ru: Правила района, en: Rules of the district}
edition: "2030"
since: 2026-09-01
verified: true
notice: {kk: Аудан тексерді., ru: Сверено районом., en: Checked by the district.}
source: мысал
categories: [expert]
criteria:
  - number: "2.1"
    kind: level
    title: {kk: Оқушылардың байқауы, ru: Конкурсы учащихся, en: Contests of learners}
    clause: "7"
    needed: {expert: {kk: облыс деңгейі, ru: уровень области, en: region level}}
    points: {expert: 5}
    levels: {region: expert}
totals:
  - points: {expert: 5}
"""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _data(pd: Pd, *arguments: str, cwd: Path = AIGERIM, lang: str = "en") -> dict[str, object]:
    found = pd("readiness", *DAY, "--format", "json", *arguments, cwd=cwd, lang=lang)
    assert found.code == 0, found.err
    data: dict[str, object] = json.loads(found.out)
    return data


# What it shows


@pytest.mark.parametrize("lang", LANGS)
def test_the_terminal(pd: Pd, lang: str, golden: Callable[[str, str], None]) -> None:
    run = pd("readiness", *DAY, cwd=AIGERIM, lang=lang, COLUMNS="80")
    assert (run.code, run.err.count("\n")) == (0, 1)
    assert max(map(len, run.out.splitlines())) <= 80
    golden(f"readiness.{lang}.txt", run.out)


@pytest.mark.parametrize("lang", LANGS)
def test_the_pages(pd: Pd, lang: str, golden: Callable[[str, str], None]) -> None:
    for suffix in ("html", "md"):
        run = pd("readiness", *DAY, "--to", suffix, "--out", "-", cwd=AIGERIM, lang=lang)
        assert (run.code, run.err.count("\n")) == (0, 1)
        golden(f"readiness.{lang}.{suffix}", run.out)
    page = pd("readiness", *DAY, "--to", "html", "--out", "-", cwd=AIGERIM, lang=lang).out
    assert "<script" not in page and "<link" not in page and "src=" not in page


def test_the_data(pd: Pd, golden: Callable[[str, str], None]) -> None:
    run = pd("readiness", *DAY, "--format", "json", cwd=AIGERIM)
    golden("readiness.en.json", run.out)
    data = json.loads(run.out)
    found = {item["number"]: (item["state"], item["points"], item["asked"]) for item in data["criteria"]}
    assert found == {
        "1.1": ("present", 4, 2), "1.2": ("present", 77.6, 71), "2.1": ("present", 3, 2), "2.2": ("missing", None, 2),
        "3.1": ("partly", 0, 2), "3.2": ("present", 2, 2), "3.3": ("not-asked", None, 0), "3.4": ("present", 2, 2),
        "3.5": ("not-asked", None, 0), "4.1": ("present", 3, 1), "5.1": ("present", 1, 0),
    }  # fmt: skip
    # While criteria are open nothing is summed.
    assert (data["total"], data["missing"], data["asked_total"]["points"]) == (None, ["2.2", "3.1"], 84)
    assert "92.6" not in run.out
    assert pd("readiness", *DAY, "--to", "json", "--out", "-", cwd=AIGERIM).out == run.out


READINESS = (
    (), ("--next",), ("--for", "master"), ("--format", "json"), ("--packs",), ("--to", "html", "--out", "-"),
    ("--to", "md", "--out", "-"), ("--to", "json", "--out", "-"), ("--compare", "guideline"),
    ("--pack", "guideline", "--compare", "kz-2025-02-25"), ("--compare", "guideline", "--format", "json"),
)  # fmt: skip
WAYS = (
    *(("readiness", *DAY, *way) for way in READINESS),
    *(("summary", *DAY, "--to", suffix, "--out", "-") for suffix in text_formats("summary")),
    *(("summary", *DAY, ".", "../two", "--to", suffix, "--out", "-") for suffix in text_formats("comparison")),
)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two portfolios side by side; what is asked of the first."""
    folder = tmp_path_factory.mktemp("several")
    for name in ("one", "two"):
        shutil.copytree(AIGERIM, folder / name)
    return folder / "one"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_edition_and_notice_stand_wherever_the_pack_is_used(
    pd: Pd, several: Path, way: tuple[str, ...], lang: str
) -> None:
    run = pd(*way, cwd=several, lang=lang)
    said = _flat(run.out)
    assert run.code == 0 and EDITION[lang] in said and NOTICE[lang] in said


@pytest.fixture(scope="module")
def with_packs(several: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The two with packs of their own that nobody has verified, and that somebody has."""
    folders = {}
    for is_verified in (False, True):
        folders[is_verified] = tmp_path_factory.mktemp("packs")
        shutil.copytree(several.parent, folders[is_verified], dirs_exist_ok=True)
        for key in ("audan-2030", "kz-2025-02-26"):
            text = OWN.replace("audan-2030", key)
            for old, new in (
                ("verified: true", f"verified: {str(is_verified).lower()}"),
                ("Checked by the district", "Of the district"), ("Аудан тексерді", "Ауданның келісімі"),
                ("Сверено районом", "Договорённость района"), ("categories: [expert]", "categories: [expert, master]"),
            ):  # fmt: skip
                assert old in text
                text = text.replace(old, new)
            for name in ("one", "two"):
                write(folders[is_verified] / name, {f"packs/{key}.yaml": text})
    return folders


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_a_pack_that_nobody_verified_says_so_whatever_its_notice(
    pd: Pd, with_packs: dict[bool, Path], way: tuple[str, ...], lang: str
) -> None:
    way = tuple("kz-2025-02-26" if word == "kz-2025-02-25" else word for word in way)
    said = _flat(pd(*way, cwd=with_packs[False] / "one", lang=lang).out)
    assert NOTICE[lang] in said
    assert {"kk": "Ауданның келісімі", "ru": "Договорённость района", "en": "Of the district"}[lang] in said
    # A pack that somebody has verified says it no more.
    said = _flat(pd(*way, cwd=with_packs[True] / "one", lang=lang).out)
    assert (NOTICE[lang] in said) == ("guideline" in way or "--packs" in way)


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_tells_edition_and_notice(pd: Pd, several: Path, tmp_path: Path, lang: str) -> None:
    run = pd("summary", *DAY, ".", "../two", "--to", "xlsx", "--out", str(tmp_path), cwd=several, lang=lang)
    assert run.code == 0, run.err
    book = openpyxl.load_workbook(tmp_path / "comparison.xlsx")
    said = _flat(" ".join(str(cell) for sheet in book for row in sheet.values for cell in row))
    assert EDITION[lang] in said and NOTICE[lang] in said


@pytest.mark.parametrize("lang", LANGS)
def test_a_packet_tells_edition_and_notice(pd: Pd, several: Path, tmp_path: Path, lang: str) -> None:
    run = pd("pack", *DAY, "--out", str(tmp_path / "packet.zip"), cwd=several, lang=lang)
    assert run.code == 0, run.err
    with zipfile.ZipFile(tmp_path / "packet.zip") as archive:
        pages = [name for name in archive.namelist() if "summary." in name]
        assert pages
        for name in pages:
            said = _flat(archive.read(name).decode("utf-8"))
            assert EDITION[lang] in said and NOTICE[lang] in said, name


@pytest.mark.parametrize(
    "way", [(), ("--to", "html", "--out", "-"), ("--to", "md", "--out", "-"), ("--format", "json")]
)
def test_the_sum_and_the_hard_rules_that_matter(pd: Pd, way: tuple[str, ...]) -> None:
    said = _flat(pd("readiness", *DAY, *way, cwd=AIGERIM).out)
    assert "Every criterion of the claimed category must be met" in said
    assert "the teacher is barred from attestation for five years (clause 62)" in said
    assert "the Ұстаз platform" in said and "district (city)" in said
    skipping = "Categories are gained step by step, in order (clause 5)"
    # A moderator who asks for the last category is told so at once; the pages list it among all rules anyway.
    master = _flat(pd("readiness", *DAY, "--for", "master", *way, cwd=AIGERIM).out)
    assert master.count(skipping) == said.count(skipping) + 1
    below = "the category given is no higher than the level of the test (clause 24)"
    assert master.count(below) == said.count(below) + 1


def test_the_sum_stands_beside_the_count_of_criteria(pd: Pd) -> None:
    open_ones = "not summed: 2.2 and 3.1 are not met"
    assert re.search(r"Total +│ 6\u00a0/\u00a08 +│ +not summed: 2\.2 and 3\.1", pd("readiness", *DAY, cwd=AIGERIM).out)
    page = pd("readiness", *DAY, "--to", "md", "--out", "-", cwd=AIGERIM).out
    assert f"| Total | 6\u00a0/\u00a08 | {open_ones} |" in page and "92.6" not in page
    page = pd("readiness", *DAY, "--to", "html", "--out", "-", cwd=AIGERIM).out
    assert f'<th scope="row">Total</th><td>6\u00a0/\u00a08</td><td>{open_ones}</td>' in page
    compared = pd("readiness", *DAY, "--compare", "guideline", cwd=AIGERIM, COLUMNS="160").out
    assert f"Points are {open_ones}. Required criteria with evidence: 6 / 8 (75 %)." in " ".join(compared.split())
    assert "Every criterion of the claimed category must be met" in compared


def test_a_master_confirms_the_category(pd: Pd, good: Path) -> None:
    profile = good / "portfolio.yaml"
    said = profile.read_text(encoding="utf-8")
    said = re.sub(r"(?m)^category: .*$", "category: master", re.sub(r"(?m)^target_category: .*\n", "", said))
    profile.write_text(said, encoding="utf-8")
    assert "Teacher-master (confirmation of the category)" in pd("readiness", *DAY, cwd=good).out
    row = json.loads(pd("summary", *DAY, ".", str(AIGERIM), "--to", "json", "--out", "-", cwd=good).out)["rows"]
    # What nobody claims, the table of many does not guess.
    assert sorted(bool(item["criteria_asked"]) for item in row) == [False, True]
    assert (
        json.loads(pd("summary", *DAY, "--to", "json", "--out", "-", cwd=good).out)["readiness"]["category"] == "master"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_no_words_of_a_verdict(pd: Pd, lang: str) -> None:
    verdicts = (
        "passed",
        "failed",
        "ready for",
        "тапсырды",
        "өтті",
        "лайық",
        "прошёл",
        "прошел",
        "готов",
        "соответствует",
    )
    for way in ((), ("--for", "moderator"), ("--pack", "guideline"), ("--to", "html", "--out", "-")):
        said = pd("readiness", *DAY, *way, cwd=AIGERIM, lang=lang).out.casefold()
        # A rule of the pack tells what the committee does where papers "correspond".
        said = said.replace("если материалы соответствуют", "")
        assert [word for word in verdicts if re.search(rf"\b{word}", said)] == [], way


def test_private_evidence_is_neither_counted_nor_shown(pd: Pd, good: Path) -> None:
    register = good / "evidence.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(
        text.replace("    listed: true\n", "    listed: true\n    private: true\n", 1), encoding="utf-8"
    )
    for way in ((), *(("--to", suffix, "--out", "-") for suffix in text_formats("readiness"))):
        said = pd("readiness", *DAY, *way, cwd=good, lang="kk").out
        assert "олимпиадасының грамотасы" not in said and "olimpiada" not in said and "e35" not in said
    data = _data(pd, cwd=good)
    (contest,) = [item for item in data["criteria"] if item["number"] == "2.1"]  # type: ignore[attr-defined]
    assert (contest["state"], contest["points"], data["private_evidence"]) == ("missing", None, 1)
    assert "Left out as private – documents: 4, evidence: 1." in pd("readiness", *DAY, cwd=good).out


# Which category


def test_for_and_next(pd: Pd) -> None:
    assert _data(pd)["category"] == "expert"
    assert _data(pd, "--next")["category"] == "expert"
    researcher = _data(pd, "--for", "researcher")
    assert (researcher["category"], researcher["category_name"]) == ("researcher", "Teacher-researcher")
    assert researcher["asked_total"]["points"] == 113  # type: ignore[index]
    # What is enough for an expert is not enough here: 1.1 with 4 and 4.1 with 80 hours are.
    met = [item["number"] for item in researcher["criteria"] if item["state"] == "present"]  # type: ignore[attr-defined]
    assert met == ["1.1", "4.1", "5.1"]


def test_the_next_category_is_not_the_one_aimed_at(pd: Pd, good: Path) -> None:
    profile = good / "portfolio.yaml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("target_category: expert", "target_category: master"),
        encoding="utf-8",
    )
    assert _data(pd, cwd=good)["category"] == "master"
    assert _data(pd, "--next", cwd=good)["category"] == "expert"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--for", "exprt"), "expert"), (("--for", "маман"), "expert"), (("--for", "teacher"), "kz-2025-02-25"),
        (("--for", "expert", "--next"), "--next"), (("--pack", "kz-2025"), "kz-2025-02-25"),
        (("--compare", "guidelin"), "guideline"), (("--date", "ертең"), "2026-10-14"), (("--format", "csv"), "json"),
        (("--to", "odt"), "html"), (("--to", "html,md", "--out", "-"), "--out -"),
        (("--compare", "guideline", "--to", "md"), "--to"), (("жоқ",), "жоқ"),
    ],
)  # fmt: skip
def test_mistakes_are_explained(pd: Pd, arguments: tuple[str, ...], said: str, lang: str) -> None:
    run = pd("readiness", *arguments, cwd=AIGERIM, lang=lang)
    assert (run.code, run.out) == (2, "") and said in run.err and "Traceback" not in run.err


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_portfolio_or_a_category(pd: Pd, tmp_path: Path, lang: str) -> None:
    run = pd("readiness", cwd=tmp_path, lang=lang)
    assert (run.code, run.out) == (2, "") and "pd init" in run.err
    for text in ("kind: portfolio\n", "kind: portfolio\ncategory: емес\n"):
        write(tmp_path, {"portfolio.yaml": text})
        run = pd("readiness", cwd=tmp_path, lang=lang)
        assert (run.code, run.out) == (2, "") and "--for" in run.err and "`expert`" in run.err
        assert pd("readiness", "--for", "expert", cwd=tmp_path, lang=lang).code == 0


def test_why_there_is_no_category_to_look_at(pd: Pd, tmp_path: Path) -> None:
    reasons = {
        ("category: expert\ntarget_category: teacher\n", ()): "says nothing about `teacher`.",
        ("category: master\n", ("--next",)): "`master` (teacher-master) is the highest category",
        ("", ()): "portfolio.yaml names no category.",
    }
    for (text, way), reason in reasons.items():
        write(tmp_path, {"portfolio.yaml": f"kind: portfolio\n{text}"})
        run = pd("readiness", *way, cwd=tmp_path)
        assert (
            run.code == 2 and reason in _flat(run.err) and "Name a category with --for: `moderator`" in _flat(run.err)
        ), run


def test_a_paper_that_not_all_need_says_when_it_is_needed(pd: Pd) -> None:
    for way in ((), ("--to", "md", "--out", "-"), ("--to", "html", "--out", "-")):
        page = _flat(re.sub("[*<>/a-z]+(?=required)|[*]", "", pd("readiness", *DAY, *way, cwd=AIGERIM).out))
        assert "required only if the state systems do not have it" in page, page[-3000:]
        assert "Diploma: not required" not in page


# The day


def test_the_day_decides_what_is_still_valid(pd: Pd) -> None:
    early = pd("readiness", "--date", "2027-04-11", cwd=AIGERIM).out
    assert "74\u00a0%, valid until 11\u00a0April\u00a02027" in early and "0 days left" in early
    late = pd("readiness", "--date", "2027-04-12", cwd=AIGERIM).out
    assert "a valid result of at least 70\u00a0%" in late and "e39 – no longer valid" in late
    assert "passed 1 day ago" in late


# Packs


def test_the_packs_are_listed(pd: Pd) -> None:
    lines = pd("readiness", "--packs", *DAY, cwd=AIGERIM).out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "guideline", "kz-2025-02-25 · used if no other is named"
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_guideline_expects(pd: Pd, lang: str, golden: Callable[[str, str], None]) -> None:
    run = pd("readiness", *DAY, "--pack", "guideline", "--for", "master", cwd=AIGERIM, lang=lang, COLUMNS="80")
    assert (run.code, run.err.count("\n")) == (0, 1)
    golden(f"readiness-guideline.{lang}.txt", run.out)


@pytest.mark.parametrize("lang", LANGS)
def test_what_changes_under_a_pack_of_ones_own(
    pd: Pd, good: Path, lang: str, golden: Callable[[str, str], None]
) -> None:
    write(good, {"packs/audan-2030.yaml": OWN})
    run = pd("readiness", *DAY, "--pack", "kz-2025-02-25", "--compare", "audan-2030", cwd=good, lang=lang, COLUMNS="80")
    assert (run.code, run.err.count("\n")) == (0, 1)
    golden(f"readiness-comparison.{lang}.txt", run.out)
    data = _data(pd, "--pack", "kz-2025-02-25", "--compare", "audan-2030", cwd=good)
    (change,) = data["changes"]  # type: ignore[misc]
    contest, (region,) = change["before"], change["after"]
    assert (contest["points"], region["points"], region["asked"]) == (3, 0, 5)
    assert [item["number"] for item in data["only_before"]] == [  # type: ignore[attr-defined]
        "1.1", "1.2", "2.2", "3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "5.1"
    ]  # fmt: skip
    assert data["only_after"] == []
    assert data["after"]["total"] is None  # type: ignore[index]
    assert data["after"]["missing"] == ["2.1"]  # type: ignore[index]
    assert data["after"]["asked_total"] == {"points": 5, "most": None, "note": None}  # type: ignore[index]


@pytest.mark.parametrize("lang", LANGS)
def test_the_guideline_beside_the_sheet(pd: Pd, lang: str, golden: Callable[[str, str], None]) -> None:
    run = pd("readiness", *DAY, "--compare", "guideline", "--for", "expert", cwd=AIGERIM, lang=lang, COLUMNS="100")
    assert run.code == 0
    golden(f"readiness-beside-guideline.{lang}.txt", run.out)


def test_nothing_changes_under_the_same_pack(pd: Pd) -> None:
    run = pd("readiness", *DAY, "--compare", "kz-2025-02-25", cwd=AIGERIM)
    assert run.code == 0 and "Nothing changes." in run.out


def test_the_latest_pack_that_has_begun_is_taken(pd: Pd, good: Path) -> None:
    write(good, {"packs/audan-2030.yaml": OWN})
    assert _data(pd, cwd=good)["pack"]["key"] == "audan-2030"  # type: ignore[index]
    found = json.loads(pd("readiness", "--date", "2026-08-31", "--format", "json", cwd=good).out)
    assert found["pack"]["key"] == "kz-2025-02-25"
    run = pd("readiness", *DAY, "--for", "researcher", cwd=good)
    assert (run.code, run.out) == (2, "") and "audan-2030" in run.err and "expert" in run.err


def test_a_school_adds_a_pack_and_a_portfolio_replaces_the_schools(pd: Pd, tmp_path: Path) -> None:
    shipped = (PACK_FOLDER / "kz-2025-02-25.yaml").read_text(encoding="utf-8")
    shipped = shipped.replace("key: kz-2025-02-25", "key: kz-2025").replace("since: 2025-02-25", "since: 2025-02-26")
    of_school = shipped.replace("verified: false", "verified: true").replace(NOTICE_OWN, "The school has compared it.")
    own = shipped.replace("verified: false", "verified: true").replace(NOTICE_OWN, "The teacher has compared it.")
    teacher = tmp_path / "teachers" / "a"
    write(tmp_path, {"school.yaml": "kind: school\nname: Мысал\n", "packs/kz-2025.yaml": of_school})
    write(teacher, {"portfolio.yaml": "kind: portfolio\ntarget_category: expert\n"})
    said = pd("readiness", cwd=teacher).out
    assert "The school has compared it." in _flat(said) and "not verified" not in said
    write(teacher, {"packs/kz-2025.yaml": own})
    said = pd("readiness", cwd=teacher).out
    assert "The teacher has compared it." in _flat(said) and "The school" not in said
    # One without a day is older than all that have one.
    write(teacher, {"packs/kz-2025.yaml": own.replace("since: 2025-02-26\n", "")})
    assert "The teacher has compared it." not in _flat(pd("readiness", cwd=teacher).out)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("levels: {region: expert}", "levels: {region: expet}", "16:22"),
        ("kind: level", "kind: lewel", "11:11"),
        ("    clause: \"7\"\n", "", "10:5"),
        ("points: {expert: 5}\n", "points: {expert: 6}\n", "18:22"),
        ("key: audan-2030", "key: audan-2031", "1:6"),
        ("edition:", "edytion:", "3:1"),
        ("title: {kk: А", "title: {kk А", "2:9"),
    ],
)  # fmt: skip
def test_a_pack_with_a_mistake_is_shown_and_not_used(
    pd: Pd, good: Path, old: str, new: str, place: str | None, lang: str
) -> None:
    assert old in OWN
    write(good, {"packs/audan-2030.yaml": OWN.replace(old, new, 1)})
    run = pd("readiness", *DAY, cwd=good, lang=lang)
    assert run.code == 1 and "Traceback" not in run.err
    assert f"packs/audan-2030.yaml:{place or ''}" in run.err.replace("\\", "/")
    assert NOTICE[lang] in _flat(run.out), "the shipped pack is used"
    lint = pd("lint", "--format", "concise", "--no-cache", cwd=good, lang=lang)
    assert lint.code == 1 and f"packs/audan-2030.yaml:{place or ''}" in lint.out.replace("\\", "/")


# Files


def test_files_are_written_and_written_again_the_same(pd: Pd, good: Path) -> None:
    run = pd("readiness", *DAY, "--to", "html,md,json", "--dry-run", cwd=good)
    assert run.code == 0 and run.err.count("create") == 3 and not (good / "build").exists()
    assert pd("readiness", *DAY, "--to", "html,md,json", cwd=good).code == 0
    names = sorted(path.name for path in (good / "build").iterdir())
    assert names == ["readiness.html", "readiness.json", "readiness.md"]
    assert pd("readiness", *DAY, "--to", "html,md,json", cwd=good).err.count("identical") == 3
    page = (good / "build" / "readiness.html").read_text(encoding="utf-8")
    assert 'href="../evidence/olimpiada-2026-01.txt"' in page


def test_hostile_words_stay_words(pd: Pd, good: Path) -> None:
    register = good / "evidence.yaml"
    text = register.read_text(encoding="utf-8").replace(
        "title: Аудандық математика олимпиадасының грамотасы", "title: '<script>alert(1)</script> [bold]|`x`'"
    )
    register.write_text(text, encoding="utf-8")
    page = pd("readiness", *DAY, "--to", "html", "--out", "-", cwd=good).out
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "<script>alert(1)</script> [bold]|`x`" in pd("readiness", *DAY, cwd=good).out


def test_every_example_can_be_looked_at(pd: Pd) -> None:
    for root in sorted(path.parent for path in EXAMPLES.rglob("portfolio.yaml")):
        run = pd("readiness", "--for", "expert", *DAY, cwd=root)
        # One has a pack with mistakes, one files that cannot be read.
        assert run.code == (1 if (root / "packs").is_dir() or root.name == "broken" else 0), (root, run.err)
        assert "The committee decides." in run.out


def test_the_shipped_packs_have_no_fault(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\ntarget_category: expert\n"})
    shutil.copytree(PACK_FOLDER, tmp_path / "packs")
    assert pd("readiness", "--packs", cwd=tmp_path).code == 0


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_guideline_expects_has_no_stop_in_a_list(pd: Pd, lang: str) -> None:
    needed = [item["needed"] for item in _data(pd, "--pack", "guideline", lang=lang)["criteria"]]  # type: ignore[attr-defined]
    assert len(needed) > 8 and [text for text in needed if text.endswith(".")] == []
