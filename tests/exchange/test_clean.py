"""`pd pack --clean`: nothing leaves that a file tells besides what it shows, and the originals stay as they are."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from pdcli.exchange.manifest import MANIFEST
from tests.helpers import Pd, write
from tests.metadata.telling import AUTHOR, COMMENT, EDITOR, docx, ods, pdf, picture, xlsx
from tests.outputs import problems

DAY = ("--date", "2026-11-25")
TELLING = {
    "evidence/photo.jpg": picture("JPEG", 6),
    "evidence/plan.docx": docx(),
    "evidence/scan.pdf": pdf(),
    "evidence/marks.ods": ods(),
}
NOT_CLEANED = {
    "evidence/hidden.xlsx": xlsx(hidden=True),
    "evidence/phone.heic": b"\0\0\0\x18ftypheic" + bytes(60),
    "evidence/broken.pdf": b"%PDF-1.7\n nothing",
}
PLAIN = {"evidence/list.csv": b"a,b\n1,2\n", "evidence/plain.png": b""}
FILES = {**TELLING, **NOT_CLEANED, **PLAIN}
SECRETS = [word.encode() for word in (AUTHOR, EDITOR, COMMENT, "Telefon", "Secret")]


def register(names: list[str]) -> str:
    rows = [{"id": f"e{number}", "title": f"T{number}", "file": name} for number, name in enumerate(names, 1)]
    return json.dumps({"kind": "evidence", "items": rows})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lesson = "---\nkind: lesson-analysis\ntitle: Сабақ\n---\n\n## 1. Сабақтың мақсаты қандай?\n\n![](linked.png)\n"
    files = {
        "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Әсел Үлгі\n",
        "evidence.yaml": register(list(FILES)),
        "lesson.md": lesson,
        "linked.png": picture("PNG"),
    }
    return write(tmp_path / "asel", {**files, **FILES})


def unpacked(path: Path) -> dict[str, bytes]:
    """Every file of an archive, and every part of the archives in it."""
    with zipfile.ZipFile(path) as opened:
        found = {name: opened.read(name) for name in opened.namelist()}
    for name, data in list(found.items()):
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(path) as outer, zipfile.ZipFile(outer.open(name)) as inner:
                found.update({f"{name}!{part}": inner.read(part) for part in inner.namelist()})
    return found


def test_nothing_is_told_and_the_originals_stay(root: Path, pd: Pd) -> None:
    run = pd("pack", "--clean", *DAY, cwd=root)
    assert run.code == 1, "something stays out"
    found = unpacked(root / "build/packet.zip")
    for name, data in found.items():
        assert not [word for word in SECRETS if word in data], name
    assert {*TELLING, *PLAIN, "linked.png"} <= set(found) and not {*NOT_CLEANED} & set(found)
    assert found["evidence/list.csv"] == FILES["evidence/list.csv"]
    assert all((root / name).read_bytes() == data for name, data in FILES.items())
    assert "5 files were cleaned." in run.err
    assert (
        "Left out: evidence/hidden.xlsx, because it contains something that only you can decide about: 1 hidden sheet"
        in run.err
    )
    assert "evidence/phone.heic, because it could not be cleaned: pd cannot look inside files of this format" in run.err
    assert "evidence/broken.pdf, because it could not be cleaned: it is broken" in run.err


def test_the_manifest_knows_the_originals(root: Path, pd: Pd) -> None:
    pd("pack", "--clean", *DAY, cwd=root)
    said = json.loads(unpacked(root / "build/packet.zip")[MANIFEST])
    assert problems("packet", said) == []
    rows = {row["path"]: row for row in said["files"]}
    assert {name for name, row in rows.items() if "cleaned" in row} == {*TELLING, "linked.png"}
    for name, data in TELLING.items():
        assert rows[name]["cleaned"]["sha256"] == hashlib.sha256(data).hexdigest() != rows[name]["sha256"]
    assert rows["evidence/photo.jpg"]["cleaned"]["removed"] == ["place", "author", "device"]
    assert said["left_out"]["uncleaned"] == [
        {"file": "evidence/broken.pdf", "problem": "broken", "tells": []},
        {"file": "evidence/hidden.xlsx", "problem": None, "tells": ["sheets"]},
        {"file": "evidence/phone.heic", "problem": "format", "tells": []},
    ]


def test_the_packet_is_verified_against_the_portfolio(root: Path, pd: Pd) -> None:
    pd("pack", "--clean", *DAY, cwd=root)
    assert pd("verify", "build/packet.zip", "--with", ".", cwd=root).code == 0
    write(root, {"evidence/photo.jpg": picture("JPEG", 3)})
    run = pd("verify", "build/packet.zip", "--with", ".", cwd=root)
    assert (run.code, run.out.splitlines()[0]) == (
        1,
        "evidence/photo.jpg: has been changed in the portfolio since then",
    )


def test_the_summary_has_the_digests_of_the_copies(root: Path, pd: Pd) -> None:
    pd("pack", "--clean", *DAY, cwd=root)
    found = unpacked(root / "build/packet.zip")
    page = found["summary/summary.html"].decode()
    assert hashlib.sha256(found["evidence/photo.jpg"]).hexdigest() in page
    assert hashlib.sha256(FILES["evidence/photo.jpg"]).hexdigest() not in page
    assert "phone.heic</a>" not in page and "hidden.xlsx</a>" not in page


def test_the_same_portfolio_gives_the_same_bytes(root: Path, pd: Pd) -> None:
    pd("pack", "--clean", *DAY, cwd=root)
    assert "identical" in pd("pack", "--clean", *DAY, cwd=root).err


def test_without_it_what_files_tell_is_said(root: Path, pd: Pd) -> None:
    run = pd("pack", *DAY, cwd=root)
    assert run.code == 0
    assert "evidence/photo.jpg holds more than it shows: where it was taken (GPS), author “Asel Avtor”" in run.err
    assert "linked.png holds more than it shows" in run.err
    assert "It is not known what evidence/phone.heic contains besides what can be seen" in run.err
    assert "With --clean, the packet gets copies without this information." in run.err
    assert unpacked(root / "build/packet.zip")["evidence/photo.jpg"] == FILES["evidence/photo.jpg"]


def test_private_evidence_is_not_looked_into(root: Path, pd: Pd) -> None:
    rows = json.loads(register(list(FILES)))
    for row in rows["items"]:
        row["private"] = True
    write(root, {"evidence.yaml": json.dumps(rows), "linked.png": b""})
    run = pd("pack", "--clean", *DAY, cwd=root)
    assert run.code == 0 and "There was nothing to clean." in run.err
    assert pd("lint", "--select", "PD6", "--format", "concise", cwd=root).out == ""


def test_a_season_is_cleaned_too(root: Path, pd: Pd) -> None:
    write(root.parent, {"daniyar/portfolio.yaml": "kind: portfolio\nlang: kk\nname: Данияр Үлгі\n"})
    assert pd("pack", "asel", "daniyar", "--clean", *DAY, cwd=root.parent).code == 1
    found = unpacked(root.parent / "build/packet.zip")
    assert not [name for name, data in found.items() for word in SECRETS if word in data]
    assert problems("packet", json.loads(found[MANIFEST])) == []
    assert "candidates/asel/evidence/photo.jpg" in found
    page = found["index.html"].decode()
    assert "candidates/asel/evidence/photo.jpg" in page and "phone.heic" not in page
    assert pd("verify", "build/packet.zip", "--with", ".", cwd=root.parent).code == 0


def test_a_dry_run_leaves_nothing(root: Path, pd: Pd) -> None:
    run = pd("pack", "--clean", "--dry-run", *DAY, cwd=root)
    assert "evidence/photo.jpg" in run.out.split() and "evidence/phone.heic" not in run.out.split()
    assert not (root / "build").exists()


def test_lint_names_each_file_at_its_row(root: Path, pd: Pd) -> None:
    run = pd("lint", "--select", "PD609,PD610,PD611,PD612,PD613", "--format", "concise", "--exit-zero", cwd=root)
    codes = {name: sorted(line.split()[1] for line in run.out.splitlines() if name in line) for name in FILES}
    assert codes == {
        "evidence/photo.jpg": ["PD609", "PD610"],
        "evidence/plan.docx": ["PD609", "PD610", "PD611"],
        "evidence/scan.pdf": ["PD609", "PD610", "PD611", "PD612"],
        "evidence/marks.ods": ["PD610", "PD611"],
        "evidence/hidden.xlsx": ["PD610", "PD611", "PD612"],
        "evidence/phone.heic": ["PD613"],
        "evidence/broken.pdf": ["PD613"],
        "evidence/list.csv": [],
        "evidence/plain.png": [],
    }


def test_lint_notices_a_file_of_the_same_size(root: Path, pd: Pd) -> None:
    select = ("--select", "PD609", "--format", "concise", "--exit-zero")
    assert "photo.jpg" in pd("lint", *select, cwd=root).out
    data = FILES["evidence/photo.jpg"]
    at = data.index(b"Exif\0\0")
    # A comment in the place of EXIF, as long as that.
    (root / "evidence/photo.jpg").write_bytes(
        data[: at - 3] + b"\xee" + data[at - 2 : at] + b"Nothi\0" + data[at + 6 :]
    )
    assert "photo.jpg" not in pd("lint", *select, cwd=root).out


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_in_other_languages(root: Path, pd: Pd, lang: str) -> None:
    run = pd("pack", "--clean", *DAY, cwd=root, lang=lang)
    expected = {"kk": "5\u00a0файл тазаланды.", "ru": "Очищено 5\u00a0файлов."}[lang]
    assert expected in run.err and "{" not in run.err
