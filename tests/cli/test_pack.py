"""pd pack and pd verify as a teacher and a committee run them."""

import shutil
import socket
import zipfile
from pathlib import Path

import pytest

from tests.helpers import EXAMPLES, Pd, write

DAY = ("--date", "2026-11-25")
FILES = {
    "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Әсел Үлгі\n",
    "evidence.yaml": (
        "kind: evidence\nitems:\n  - {id: e1, title: Ашық, file: evidence/a.txt}\n"
        "  - {id: e2, title: Құпия, file: evidence/b.txt, private: true}\n"
        "  - {id: e3, title: Жоқ, file: evidence/zhoq.pdf}\n  - {id: e4, title: Ортақ, file: evidence/b.txt}\n"
    ),
    "evidence/a.txt": "ашық",
    "evidence/b.txt": "құпия",
    "notes/private.md": "---\nkind: lesson-analysis\nprivate: true\ntitle: Құпия сабақ\n---\n",
    "notes/broken.md": "---\nkind: lesson-analysis\ntitle: [\n---\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "asel", FILES)


@pytest.fixture
def packet(root: Path, pd: Pd) -> Path:
    # Something in it cannot be read.
    assert pd("pack", *DAY, cwd=root).code == 1
    return root / "build" / "packet.zip"


def test_a_packet_is_made_and_checked(root: Path, pd: Pd) -> None:
    run = pd("pack", *DAY, cwd=root)
    assert run.code == 1
    label, fingerprint = run.out.strip().split(": ")
    assert label == "Fingerprint" and [len(part) for part in fingerprint.split()] == [4] * 8
    assert run.err.startswith("Warning: notes/broken.md:3:8: PD002 ")
    assert run.err.splitlines()[1:] == [
        "3 documents, 2 evidence files, 1 not read",
        "   create  build/packet.zip",
        "6 files are in the packet.",
        "Anyone can check it with `pd verify build/packet.zip`.",
        "Left out: evidence/zhoq.pdf (e3), because there is no such file in the portfolio.",
        "Left out: evidence/b.txt (e4), because something private uses the same file.",
        "Left out: notes/broken.md, because it cannot be read in full; `pd lint` shows why.",
        "Left out as private – documents: 1, evidence: 1.",
        "The register was rewritten without its private lines.",
    ]
    checked = pd("verify", "build/packet.zip", cwd=root)
    assert (checked.code, checked.out) == (
        0,
        f"6 files: as they were, byte for byte.\nFingerprint: {fingerprint}\n",
    )
    assert "not prove who made it" in checked.err


SAID = {
    "kk": ("Бақылау таңбасы: ", "Пакетте 6\u00a0файл бар.", "6\u00a0файл: байтына дейін сол қалпында.", "evidence/a.txt: өзгертілген"),
    "ru": (
        "Отпечаток: ", "В пакете 6\u00a0файлов.", "6\u00a0файлов: байт в байт те же.",
        "evidence/a.txt: изменён",
    ),
    "en": (
        "Fingerprint: ", "6 files are in the packet.", "6 files: as they were, byte for byte.",
        "evidence/a.txt: was changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", SAID)
def test_in_every_language(root: Path, pd: Pd, lang: str) -> None:
    mark, packed, whole, changed = SAID[lang]
    run = pd("pack", *DAY, cwd=root, lang=lang)
    assert run.out.startswith(mark) and packed in run.err
    assert pd("verify", "build/packet.zip", cwd=root, lang=lang).out.splitlines()[0] == whole
    _rewrite(root / "build/packet.zip", "evidence/a.txt", "АШЫҚ".encode())
    tampered = pd("verify", "build/packet.zip", cwd=root, lang=lang)
    assert tampered.code == 1
    assert tampered.out.splitlines()[0] == changed


def _rewrite(path: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(path) as old:
        entries = {item: old.read(item) for item in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for item, content in {**entries, name: data}.items():
            new.writestr(item, content)


def test_nothing_private_is_in_it(packet: Path) -> None:
    with zipfile.ZipFile(packet) as opened:
        everything = b"".join(opened.read(name) + name.encode() for name in opened.namelist())
    for word in ("Құпия", "құпия", "private.md", "broken.md: ", "{id: e2"):
        assert word.encode() not in everything, word


def test_a_dry_run_writes_nothing(root: Path, pd: Pd) -> None:
    run = pd("pack", "--dry-run", *DAY, cwd=root)
    assert run.code == 1
    assert run.out.split() == [
        "evidence.yaml", "evidence/a.txt", "portfolio.yaml", "summary/summary.html", "summary/summary.json",
        "summary/summary.md",
    ]  # fmt: skip
    assert "Nothing was written" in run.err
    assert not (root / "build").exists()


def test_a_packet_is_not_overwritten_unasked(root: Path, packet: Path, pd: Pd) -> None:
    before = packet.read_bytes()
    assert "identical" in pd("pack", *DAY, cwd=root).err
    write(root, {"evidence/a.txt": "басқа"})
    run = pd("pack", *DAY, cwd=root)
    assert (run.code, run.out) == (2, "")
    assert "conflict  build/packet.zip" in run.err and "--force" in run.err
    assert packet.read_bytes() == before
    forced = pd("pack", "--force", *DAY, cwd=root)
    assert forced.code == 1 and "backup  build/packet.zip.bak-1" in forced.err and "overwrite" in forced.err
    assert packet.read_bytes() != before
    assert sorted(path.name for path in packet.parent.iterdir()) == ["packet.zip", "packet.zip.bak-1"]
    assert packet.with_name("packet.zip.bak-1").read_bytes() == before


def test_where_it_is_written(root: Path, tmp_path: Path, pd: Pd) -> None:
    assert pd("pack", root.name, "--out", "new/attestation.zip", *DAY, cwd=tmp_path).code == 1
    assert (tmp_path / "new" / "attestation.zip").is_file()
    assert pd("pack", "asel", "--out", "new", *DAY, cwd=tmp_path).code == 1
    assert (tmp_path / "new" / "packet.zip").read_bytes() == (tmp_path / "new" / "attestation.zip").read_bytes()
    assert pd("pack", "asel", "--out", "other", *DAY, cwd=tmp_path).code == 1
    assert (tmp_path / "other" / "packet.zip").is_file(), "a name without .zip is a folder"
    run = pd("pack", "asel", "--out", "asel/portfolio.yaml/x.zip", *DAY, cwd=tmp_path, lang="kk")
    assert (run.code, run.out) == (2, "")
    assert "қалта емес" in run.err


def test_what_has_changed_since(root: Path, packet: Path, pd: Pd) -> None:
    same = pd("verify", str(packet), "--with", str(root), cwd=root)
    assert same.code == 0 and "Nothing has changed in the portfolio since the packet was made." in same.out
    write(root, {"evidence/a.txt": "кейін", "notes/new.md": "---\nkind: lesson-analysis\ntitle: Жаңа\n---\n"})
    run = pd("verify", str(packet), "--with", str(root), cwd=root)
    assert run.code == 1
    assert run.out.splitlines()[:3] == [
        "evidence/a.txt: has been changed in the portfolio since then",
        "notes/new.md: has been added to the portfolio since then",
        "6 files: as they were, byte for byte.",
    ]
    assert "Nothing has changed in the portfolio" not in run.out
    assert "nothing in the packet has changed" in run.err and "not prove who made it" in run.err


def test_an_unpacked_packet(packet: Path, tmp_path: Path, pd: Pd) -> None:
    with zipfile.ZipFile(packet) as opened:
        opened.extractall(tmp_path / "unpacked")
    assert pd("verify", "unpacked", cwd=tmp_path).out == pd("verify", str(packet), cwd=tmp_path).out
    assert pd("lint", ".", cwd=tmp_path / "unpacked").code in (0, 1), "an unpacked packet is a portfolio"
    (tmp_path / "unpacked" / "portfolio.yaml").unlink()
    run = pd("verify", "unpacked", cwd=tmp_path)
    assert (run.code, run.out) == (1, "portfolio.yaml: is missing\n")


def test_names_of_a_stranger_do_nothing_to_the_terminal(packet: Path, tmp_path: Path, pd: Pd) -> None:
    with zipfile.ZipFile(packet, "a") as opened:
        opened.writestr("\x1b[2Jevil", b"")
        for number in range(150):
            opened.writestr(f"extra/{number}", b"")
    run = pd("verify", str(packet), cwd=tmp_path)
    assert run.code == 1
    assert "\x1b" not in run.out and "evil" in run.out
    lines = run.out.splitlines()
    assert len(lines) == 101 and lines[100] == "and 51 more"
    assert "Fingerprint" not in run.out, "only what is whole has one"


def test_names_that_become_one_elsewhere(root: Path, packet: Path, pd: Pd, tmp_path: Path) -> None:
    with zipfile.ZipFile(packet, "a") as opened:
        opened.writestr("evidence/A.txt", "басқа")
        opened.writestr("aux.txt", "")
    run = pd("verify", str(packet), cwd=tmp_path)
    assert run.code == 1 and set(run.out.splitlines()) == {
        "aux.txt: “aux.txt” is a name that Windows keeps for itself.",
        "aux.txt: is not in the manifest",
        "evidence/a.txt: is the same file as evidence/A.txt on Windows or a Mac",
        "evidence/A.txt: is not in the manifest",
    }
    write(root, {"evidence/A.txt": "басқа"})
    write(root, {"evidence.yaml": FILES["evidence.yaml"] + "  - {id: e5, title: A, file: evidence/A.txt}\n"})
    run = pd("pack", "--out", "second.zip", cwd=root)
    assert (run.code, run.out) == (2, "")
    assert "evidence/a.txt and evidence/A.txt cannot be side by side" in run.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verify", "nope.zip"), "nope.zip"),
        (("verify", "asel/portfolio.yaml"), "portfolio.yaml"),
        (("verify", "asel"), "manifest.json"),
        (("verify",), "FILE"),
        (("pack", "nope"), "nope"),
        (("pack", "asel", "--date", "x"), "--date"),
    ],
)
def test_mistakes(root: Path, tmp_path: Path, pd: Pd, arguments: tuple[str, ...], said: str) -> None:
    shutil.copytree(root, tmp_path / "second")
    run = pd(*arguments, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert said in run.err and "Traceback" not in run.err
    assert not list(tmp_path.rglob("*.zip"))


@pytest.mark.parametrize("name", ["aigerim", "stepnoe", "daniyar", "school-mysal/teachers/sholpan"])
def test_packets_of_the_examples(name: str, tmp_path: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    out = tmp_path / "packet.zip"
    assert pd("pack", str(EXAMPLES / name), "--out", str(out), *DAY, cwd=tmp_path, lang="kk").code == 0
    assert pd("verify", str(out), "--with", str(EXAMPLES / name), cwd=tmp_path, lang="kk").code == 0
    with zipfile.ZipFile(out) as opened:
        opened.extractall(tmp_path / "unpacked")
    for path in (tmp_path / "unpacked").rglob("*"):
        relative = path.relative_to(tmp_path / "unpacked")
        if path.is_file() and relative.parts[0] not in ("summary", "manifest.json"):
            assert path.read_bytes() == (EXAMPLES / name / relative).read_bytes(), relative


def test_stopped_in_the_middle(root: Path, pd: Pd, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    # The manifest is written last.
    monkeypatch.setattr(zipfile.ZipFile, "writestr", stop)
    run = pd("pack", cwd=root)
    assert (
        run.code == 2 and run.err.endswith("Stopped. What was saved before stays saved.\n") and "Error" not in run.err
    )
    assert list((root / "build").iterdir()) == []


def test_a_file_that_is_missing_is_named_from_its_portfolio(tmp_path: Path, pd: Pd) -> None:
    register = "kind: evidence\nitems:\n  - {id: e1, title: Сабақ, file: evidence/joq.txt}\n"
    for name in ("a", "b"):
        write(
            tmp_path,
            {f"teachers/{name}/portfolio.yaml": "kind: portfolio\n", f"teachers/{name}/evidence.yaml": register},
        )
    run = pd("pack", "teachers", cwd=tmp_path)
    assert "Left out: a/evidence/joq.txt (a/e1)" in run.err and "candidates/" not in run.err
