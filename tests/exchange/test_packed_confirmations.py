"""Confirmations that come in a packet: shown with whose they are, and never counted by who did not bring them."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from pdcli.discovery.files import PACKED_CONFIRMATIONS
from pdcli.exchange.manifest import MANIFEST
from tests.helpers import Pd, write
from tests.metadata.telling import picture
from tests.outputs import problems

DAY = ("--date", "2026-05-20")
HEAD = ("--who", "Болат Мысалов", "--role", "head")
METHODIST = ("--who", "Сәуле Мысалқызы", "--role", "methodist")
REGISTER = """\
kind: evidence
status: final
items:
  - {id: e1, title: Грамота, kind: certificate, file: evidence/a.jpg, date: 2026-01-20, level: district, criterion: "2.1", listed: true}
  - {id: e2, title: Ашық сабақ, kind: other, url: "https://mysal.example/sabaq", date: 2026-03-18, level: district}
  - {id: e3, title: Құпия, kind: other, file: evidence/b.txt, date: 2026-03-18, private: true}
"""
SHEET = "observation-sheets/sabaq"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    def teacher(folder: str, name: str) -> dict[str, str | bytes]:
        return {
            f"teachers/{folder}/portfolio.yaml": f"kind: portfolio\nlang: kk\nname: {name}\ncategory: moderator\n"
            "target_category: expert\n",
            f"teachers/{folder}/evidence.yaml": REGISTER,
            f"teachers/{folder}/evidence/a.jpg": picture("JPEG", 6),
            f"teachers/{folder}/evidence/b.txt": f"Құпия, {folder}\n",
            f"teachers/{folder}/{SHEET}.yaml": "kind: observation-sheet\nstatus: final\ndate: 2026-03-18\n"
            "observer_role: methodist\nobserver: Сәуле Мысалқызы\nsubject: Математика\nclass: 6\ntopic: Қатынас\n"
            "scores:\n  terms: {score: 3}\n",
        }

    files = {"school.yaml": "kind: school\nlang: kk\nname: Мысал\n"}
    return write(tmp_path / "school", {**files, **teacher("a", "Айгерім Үлгібаева"), **teacher("b", "Дана Үлгі")})


@pytest.fixture
def committee(tmp_path: Path) -> Path:
    folder = tmp_path / "committee"
    folder.mkdir()
    return folder


def confirm(pd: Pd, school: Path) -> None:
    for root, names in (("teachers/a", ("e1", "e3", SHEET)), ("teachers/b", ("e2",))):
        register = school / root / "evidence.yaml"
        # Whoever confirmed it saw it before it became private.
        register.write_text(REGISTER.replace(", private: true", ""), encoding="utf-8")
        run = pd("confirm", root, *names, *HEAD, *DAY, cwd=school)
        assert run.code == 0, run.err
        register.write_text(REGISTER, encoding="utf-8")


def unpack(packet: Path, folder: Path) -> Path:
    with zipfile.ZipFile(packet) as archive:
        archive.extractall(folder)
    return folder


def packed(pd: Pd, school: Path, folder: Path, *arguments: str) -> Path:
    run = pd("pack", *(arguments or ("teachers/a",)), "--out", "p.zip", *DAY, cwd=school)
    assert run.code == 0, run.err
    return unpack(school / "p.zip", folder)


def readiness(pd: Pd, root: Path, cwd: Path, *arguments: str) -> Any:
    run = pd("readiness", str(root), *DAY, "--format", "json", *arguments, cwd=cwd)
    assert run.code == 0, run.err
    return json.loads(run.out)


def test_a_packet_carries_the_rows_of_its_candidate_alone(pd: Pd, school: Path, committee: Path) -> None:
    confirm(pd, school)
    place = packed(pd, school, committee / "x")
    text = (place / PACKED_CONFIRMATIONS).read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    assert (said["kind"], said["status"]) == ("confirmations", "final")
    assert [(row["portfolio"], row.get("evidence") or row["document"]) for row in said["items"]] == [
        ("a", "e1"), ("a", SHEET),
    ]  # fmt: skip
    assert said["items"] == [
        row for row in yaml.safe_load((school / "confirmations.yaml").read_text(encoding="utf-8"))["items"]
        if row["portfolio"] == "a" and row.get("evidence") != "e3"
    ]  # fmt: skip
    manifest = json.loads((place / MANIFEST).read_bytes())
    assert problems("packet", manifest) == []
    (entry,) = (row for row in manifest["files"] if row["role"] == "confirmations")
    assert (entry["path"], entry["sha256"]) == (PACKED_CONFIRMATIONS, hashlib.sha256(text.encode()).hexdigest())
    (source,) = manifest["confirmations"][0]["from"]
    whole = hashlib.sha256((school / "confirmations.yaml").read_bytes()).hexdigest()
    assert source == {"name": "confirmations.yaml", "sha256": whole, "rows": 2}


def test_without_confirmations_there_is_no_file(pd: Pd, school: Path, committee: Path) -> None:
    place = packed(pd, school, committee / "x")
    assert not (place / PACKED_CONFIRMATIONS).exists()
    assert "confirmations" not in json.loads((place / MANIFEST).read_bytes())


def test_what_came_with_the_packet_is_told_apart_and_not_counted(pd: Pd, school: Path, committee: Path) -> None:
    confirm(pd, school)
    place = packed(pd, school, committee / "x")
    data = readiness(pd, place, committee)
    assert data["evidence"] == {"declared": 2, "confirmed": 0, "changed": 0, "cleaned": 0, "claimed": 1}
    contest = next(item for item in data["criteria"] if item["number"] == "2.1")
    assert [contest["confirmation"][key] for key in ("declared", "confirmed", "claimed", "points")] == [1, 0, 1, None]
    assert (data["confirmed"], data["own_confirmations"]) == (0, 0)
    (file,) = data["confirmations_packed"]
    assert (Path(file["file"]).name, file["rows"]) == ("confirmations.yaml", 2)
    text = " ".join(pd("readiness", str(place), *DAY, cwd=committee).out.split())
    assert "not checked; according to the packet, confirmed by head teacher Болат Мысалов, 20 May 2026" in text
    assert (
        "may have written it" in text
        and "declared 2, confirmed 0, according to the packet only, not checked: 1" in text
    )
    for suffix in ("html", "md"):
        page = pd("summary", str(place), "--to", suffix, "--out", "-", *DAY, cwd=committee).out
        assert page.count("according to the packet only, not checked") >= 2 and "the packet, confirmed by" in page, (
            suffix
        )
        page = pd("readiness", str(place), "--to", suffix, "--out", "-", *DAY, cwd=committee).out
        assert "may have written it" in page, suffix
    # The kind of the file is no document of the teacher's.
    summary = json.loads(pd("summary", str(place), "--to", "json", "--out", "-", *DAY, cwd=committee).out)
    assert "confirmations" not in [form["kind"] for form in summary["forms"]]
    assert "PD522" not in pd("lint", str(place), "--select", "PD522", cwd=committee).out


def test_the_committees_own_file_is_what_counts(pd: Pd, school: Path, committee: Path) -> None:
    confirm(pd, school)
    # The school's file names a portfolio by its folder.
    place = packed(pd, school, committee / "a")
    shutil.copy(school / "confirmations.yaml", committee / "school.yaml")
    data = readiness(pd, place, committee, "--confirmations", "school.yaml")
    assert (data["evidence"]["confirmed"], data["evidence"]["claimed"]) == (1, 0)
    # The one in the packet is worth no more when it is named.
    data = readiness(pd, place, committee, "--confirmations", f"a/{PACKED_CONFIRMATIONS}")
    assert (data["evidence"]["confirmed"], data["evidence"]["claimed"]) == (0, 1)


def test_a_candidates_forged_file_is_counted_nowhere(pd: Pd, school: Path, committee: Path) -> None:
    """The candidate makes a school of her own around the portfolio, signs as its head, and packs."""
    confirm(pd, school)
    place = packed(pd, school, committee / "candidates")
    data = readiness(pd, place, committee)
    assert data["confirmed"] == data["evidence"]["confirmed"] == 0
    (row,) = json.loads(
        pd("summary", str(place), str(school / "teachers" / "b"), "--to", "json", "--out", "-", *DAY, cwd=committee).out
    )["rows"][:1]
    assert (row["evidence_confirmed"], row["evidence_claimed"]) == (0, 1)
    page = pd("summary", str(place), str(school / "teachers/b"), "--to", "html", "--out", "-", *DAY, cwd=committee).out
    assert "evidence: 1, portfolios: 1" in page
    # Signed by herself it is not even told.
    file = place / PACKED_CONFIRMATIONS
    file.write_text(file.read_text(encoding="utf-8").replace("Болат Мысалов", "Үлгібаева А."), encoding="utf-8")
    assert readiness(pd, place, committee)["evidence"]["claimed"] == 0
    # Outside of a packet such a file is one of the portfolio's own.
    (place / MANIFEST).unlink()
    data = readiness(pd, place, committee)
    assert (data["evidence"]["claimed"], data["confirmations_packed"]) == (0, [])


def test_sheets_and_levels_are_counted_twice(pd: Pd, school: Path, committee: Path) -> None:
    guide = (
        "---\nkind: methodical-guide\nstatus: final\ntitle: Нұсқау\nattachments: [e1, e2]\n---\n\n## 1. Ой\n\nМәтін.\n"
    )
    write(school / "teachers" / "a", {"experience/ish/guide.md": guide})
    confirm(pd, school)
    for cwd, confirmed, level in ((school, 1, "district"), (committee, 0, None)):
        root = str(school / "teachers" / "a")
        data = json.loads(pd("summary", root, "--to", "json", "--out", "-", *DAY, cwd=cwd).out)
        forms = {form["kind"]: form["confirmed"] for form in data["forms"]}
        assert (forms["observation-sheet"], forms["methodical-guide"]) == (confirmed, None)
        assert (data["experience"][0]["level"], data["experience"][0]["level_confirmed"]) == ("district", level)
        page = pd("summary", root, "--to", "md", "--out", "-", *DAY, cwd=cwd).out
        assert f"confirmed: {confirmed})" in page
        (line,) = (line for line in page.splitlines() if line.startswith("- Нұсқау · "))
        assert line.endswith("●" if confirmed else "○"), line


def test_what_was_changed_since_is_not_told_as_confirmed(pd: Pd, school: Path, committee: Path) -> None:
    confirm(pd, school)
    place = packed(pd, school, committee / "a")
    (place / "evidence" / "a.jpg").write_bytes(picture("PNG"))
    assert readiness(pd, place, committee)["evidence"]["claimed"] == 0


def test_a_season_carries_them_for_each_and_verify_says_so(pd: Pd, school: Path, committee: Path) -> None:
    confirm(pd, school)
    place = packed(pd, school, committee / "x", ".")
    for folder, names in (("a", ["e1", SHEET]), ("b", ["e2"])):
        said = yaml.safe_load((place / "candidates" / folder / PACKED_CONFIRMATIONS).read_bytes())
        assert [row.get("evidence") or row["document"] for row in said["items"]] == names
    assert readiness(pd, place / "candidates" / "b", committee)["evidence"]["claimed"] == 1
    for packet in (place, school / "p.zip"):
        run = pd("verify", str(packet), cwd=committee)
        assert "make your own with `pd summary`" in run.err
        assert run.code == 0 and "2 files in the packet contain confirmations by other people" in run.out
    run = pd("verify", str(place), "--with", str(school), cwd=committee)
    assert (run.code, "Nothing has changed in the portfolio" in run.out) == (0, True), run.out


@pytest.mark.parametrize("by", ["packet", "committee"])
def test_a_cleaned_copy_of_a_confirmed_file_is_told_as_one(pd: Pd, school: Path, committee: Path, by: str) -> None:
    confirm(pd, school)
    place = packed(pd, school, committee / "a", "teachers/a", "--clean")
    given: tuple[str, ...] = ()
    if by == "committee":
        shutil.copy(school / "confirmations.yaml", committee / "school.yaml")
        given = ("--confirmations", "school.yaml")
    counts = readiness(pd, place, committee, *given)["evidence"]
    expected = {"changed": 0, "confirmed": 0, "declared": 2, "claimed": 1, "cleaned": int(by == "committee")}
    assert counts == expected
    text = " ".join(pd("readiness", str(place), *DAY, *given, cwd=committee).out.split())
    assert ("a cleaned copy of a confirmed file" in text) == (by == "committee")
    # Another file in its place is no copy of anything.
    (place / "evidence" / "a.jpg").write_bytes(picture("PNG"))
    counts = readiness(pd, place, committee, *given)["evidence"]
    assert (counts["cleaned"], counts["claimed"], counts["changed"]) == (0, 0, int(by == "committee"))


def test_a_manifest_that_lies_or_is_broken_confirms_nothing(pd: Pd, school: Path, committee: Path) -> None:
    confirm(pd, school)
    place = packed(pd, school, committee / "a", "teachers/a", "--clean")
    shutil.copy(school / "confirmations.yaml", committee / "school.yaml")
    forged, manifest = picture("PNG"), place / MANIFEST
    (place / "evidence" / "a.jpg").write_bytes(forged)
    said = json.loads(manifest.read_bytes())
    row = next(row for row in said["files"] if row["path"] == "evidence/a.jpg")
    row |= {"sha256": hashlib.sha256(forged).hexdigest(), "size": len(forged)}
    manifest.write_text(json.dumps(said, indent=2), encoding="utf-8")
    data = readiness(pd, place, committee, "--confirmations", "school.yaml")
    # That it is a copy only the packet says: whoever made it could lie.
    assert (data["evidence"]["confirmed"], data["evidence"]["cleaned"]) == (0, 1)
    for broken in ({**said, "files": 7}, {**said, "files": [{"path": 1, "cleaned": 2, "sha256": "x"}]}):
        manifest.write_text(json.dumps(broken, indent=2), encoding="utf-8")
        data = readiness(pd, place, committee, "--confirmations", "school.yaml")
        assert (data["evidence"]["confirmed"], data["evidence"]["changed"]) == (0, 1)
