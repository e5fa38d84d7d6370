"""A portfolio made to deceive, as a committee meets it: what it declares is never taken for what anybody confirms."""

import json
import re
from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.i18n import LANGS
from tests.helpers import Pd, write

DAY = ("--date", "2026-06-01")
PACK = "kz-2025-02-25"
# The teacher's name as she signs her own sheets.
SPELLINGS = ("Алма Жалғанова", "Жалғанова Алма", "Алма Жалганова", "А. Жалғанова", "Alma Zhalganova")
ROLES = ("methodist", "commission-member", "head", "deputy", "peer")
NUMBERS = ("1.1", "2.1", "2.2", "3.1", "3.2", "3.4", "4.1")


def _sheet(number: int, observer: str) -> str:
    form = FormLibrary().get("observation-sheet")
    assert form is not None
    scores = "".join(f"  {row.key}: {{score: 3}}\n" for row in form.by_key["scores"].rows)
    return (
        f"kind: observation-sheet\nstatus: final\ndate: 2026-0{number + 1}-10\nobserver_role: {ROLES[number]}\n"
        f"observer: {observer}\nsubject: Математика\nclass: 6\ntopic: Тақырып {number}\nscores:\n{scores}"
    )


def _register() -> str:
    rows = "kind: evidence\nstatus: final\nitems:\n"
    for place, number in enumerate(NUMBERS, 1):
        minutes, applied = (
            ("    minutes: e8\n" if number == "3.1" else ""),
            ("    applied: e8\n" if number == "4.1" else ""),
        )
        rows += (
            f"  - id: e{place}\n    title: Республикалық жеңіс {place}\n    kind: certificate\n    level: republic\n"
            f"    date: 2026-01-20\n    why: Бәрін дәлелдейді\n    criterion: '{number}'\n    listed: true\n    winner: true\n"
            f"    material: guide\n    hours: 500\n    by_profile: true\n    url: https://ulgi.example/{place}\n"
            f"    file: evidence/{place}.pdf\n{minutes}{applied}"
        )
    return rows + (
        "  - id: e8\n    title: Хаттама\n    kind: minutes\n    level: republic\n    date: 2026-01-20\n    why: Кеңес\n"
        "    file: evidence/8.pdf\n"
    )


def _confirmations() -> str:
    rows = "".join(
        f"  - {{who: Болат Мысалов, role: head, date: 2026-05-01, portfolio: Алма Жалғанова, evidence: e{number}, "
        f"sha256: {'0' * 64}}}\n"
        for number in range(1, 9)
    )
    return f"kind: confirmations\nstatus: final\nitems:\n{rows}"


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    """The candidate's folder; the committee stands beside it."""
    root = tmp_path / "candidate"
    files: dict[str, str | bytes] = {
        "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Алма Жалғанова\ncategory: moderator\ntarget_category: expert\n",
        "evidence.yaml": _register(),
        "confirmations.yaml": _confirmations(),
        "results.yaml": "kind: results\nstatus: final\nconclusion: Сапа өсті.\nyears:\n"
        + "".join(
            f"  - {{year: {y}-{y + 1}, class: '6', pupils: 20, quality: {50 + y - 2023}}}\n" for y in (2023, 2024, 2025)
        ),
        # What would silence the linter, bend the rules and write the page, if it acted.
        "pd.toml": 'ignore = ["PD"]\n',
        f"packs/{PACK}.yaml": f"key: {PACK}\ntitle: Жеңіл\nedition: '1'\nsince: 2025-02-25\nverified: true\nnotice: Ресми.\n"
        "source: мен\ncategories: [expert]\ncriteria:\n  - {number: '1', kind: level, title: Т, clause: '1', levels: {}}\n",
        "templates/_base/summary.md.j2": "101 / 84\n",
        "templates/_base/readiness.md.j2": "101 / 84\n",
        "experience/a/justification.md": "---\nkind: experience-justification\nstatus: draft\n---\n",
    }
    files.update({f"observation-sheets/{n}.yaml": _sheet(n, SPELLINGS[n]) for n in range(5)})
    files.update({f"evidence/{n}.pdf": b"1" for n in range(1, 9)})
    write(root, files)
    return write(tmp_path / "committee", {".keep": ""})


def _data(pd: Pd, committee: Path, *arguments: str) -> dict[str, object]:
    run = pd("readiness", "../candidate", *DAY, "--format", "json", *arguments, cwd=committee)
    data: dict[str, object] = json.loads(run.out)
    return data


def test_readiness_sees_through_it(pd: Pd, forged: Path) -> None:
    data = _data(pd, forged)
    assert (data["total"], data["complete"], data["confirmed"]) == (None, 0, 0)
    assert data["missing"] == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "3.4", "4.1"]
    assert data["pack"]["verified"] is False and data["pack"]["key"] == PACK  # type: ignore[index]
    assert data["evidence"] == {"declared": 8, "confirmed": 0, "changed": 0, "claimed": 0, "cleaned": 0}
    assert data["own_confirmations"] == 8
    observed = next(item for item in data["criteria"] if item["number"] == "1.2")  # type: ignore[attr-defined]
    assert observed["points"] == 0
    lacks = [[one["code"] for one in piece["lacks"]] for piece in observed["evidence"]]
    assert lacks and all("observer-is-teacher" in codes for codes in lacks)
    for item in data["criteria"]:  # type: ignore[attr-defined]
        assert item["confirmation"]["confirmed"] == 0 and not item["confirmation"]["points"]
        assert not any(document["ref"].startswith("experience") for document in item["supporting"]), "a blank draft"


@pytest.mark.parametrize("lang", LANGS)
def test_no_page_prints_a_total(pd: Pd, forged: Path, lang: str) -> None:
    total = re.compile(r"\d[\d.,]* / 84\b")
    for way in (("readiness",), ("readiness", "--to", "md", "--out", "-"), ("readiness", "--to", "html", "--out", "-"),
                ("summary", "--to", "md", "--out", "-"), ("summary", "--to", "html", "--out", "-")):  # fmt: skip
        said = pd(way[0], "../candidate", *DAY, *way[1:], cwd=forged, lang=lang).out
        assert said and not total.search(said), way
        words = {"kk": "қосылмайды", "ru": "не суммируются", "en": "not summed"}
        assert words[lang] in said and {"kk": "расталғаны 0", "ru": "подтверждено 0", "en": "confirmed 0"}[lang] in said


def test_the_table_shows_nothing_confirmed(pd: Pd, forged: Path) -> None:
    run = pd("summary", "..", "--to", "json", "--out", "-", *DAY, cwd=forged)
    (row,) = json.loads(run.out)["rows"]
    assert (row["criteria_present"], row["criteria_confirmed"], row["evidence"], row["evidence_confirmed"]) == (
        0,
        0,
        8,
        0,
    )
    assert row["experience"] == 0


def test_the_linter_says_what_is_wrong_whatever_the_portfolio_ignores(pd: Pd, forged: Path) -> None:
    run = pd("lint", "../candidate", "--format", "json", "--no-cache", cwd=forged)
    assert run.code == 1
    found = re.findall(r'"code": "(PD\d+)"', run.out)
    assert found.count("PD505") == 8 and found.count("PD814") == 5 and found.count("PD818") == 5
    assert found.count("PD522") == 8
    assert "PD815" in found


def test_strangers_names_and_real_files_are_still_only_declared(pd: Pd, forged: Path) -> None:
    root = forged.parent / "candidate"
    for number in range(5):
        file = root / "observation-sheets" / f"{number}.yaml"
        file.write_text(_sheet(number, f"Бақылаушы {'АБВГД'[number]}абаев"), encoding="utf-8")
    for number in range(1, 9):
        (root / "evidence" / f"{number}.pdf").write_text(f"{number}: мазмұны бар файл\n", encoding="utf-8")
    data = _data(pd, forged)
    # Everything that the sheet asks is declared, and there is a sum of it; of what is confirmed there is none.
    assert data["missing"] == []
    assert data["total"] is not None and data["total"]["points"] > 84 and data["total"]["confirmed"] is None  # type: ignore[index]
    assert data["confirmed"] == 0 and len(data["unconfirmed"]) == 8  # type: ignore[arg-type]
    said = " ".join(pd("readiness", "../candidate", *DAY, cwd=forged).out.split())
    assert "Confirmed by a second person: 0 / 8 (0 %)." in said
