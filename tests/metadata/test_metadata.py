"""What files tell besides what they show is found and taken out; hostile files end in an answer, soon."""

import hashlib
import io
import os
import random
import signal
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PIL import Image

from pdcli.metadata import files
from pdcli.metadata.files import clean_file, inspect_file
from pdcli.metadata.inspection import HiddenItem, Inspection, detect_format
from pdcli.metadata.worker import inspect as look_at
from tests.metadata.telling import (
    AUTHOR,
    COMMENT,
    EDITOR,
    docx,
    exif,
    ods,
    pdf,
    picture,
    pixels,
    xlsx,
    zipped,
)

PHOTO = {("place", "GPS"), ("author", AUTHOR), ("device", "Telefon Model 7")}


def found(data: bytes) -> set[tuple[str, str]]:
    name = detect_format(data[:16])
    assert name is not None
    return {tuple(item) for item in look_at(data, name).hidden}


@pytest.fixture
def place(tmp_path: Path):
    """Writes bytes into a file."""

    def write(data: bytes, name: str = "file") -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (picture("JPEG"), PHOTO),
        (picture("PNG"), PHOTO),
        (picture("WEBP"), PHOTO),
        (picture("JPEG", progressive=True, comment=COMMENT), PHOTO | {("comments", "1")}),
        (picture("JPEG") + picture("JPEG"), PHOTO),
        (pdf(), PHOTO | {("author", EDITOR), ("comments", "1"), ("files", "1")}),
        (docx(), PHOTO | {("author", "Secret school"), ("editor", EDITOR), ("comments", "1")}),
        (docx(changes=True), PHOTO | {("author", "Secret school"), ("editor", EDITOR), ("comments", "1"), ("changes", "1")}),
        (xlsx(), {("author", AUTHOR), ("editor", EDITOR), ("comments", "1")}),
        (xlsx(hidden=True), {("author", AUTHOR), ("editor", EDITOR), ("comments", "1"), ("sheets", "1")}),
        (ods(), {("author", AUTHOR), ("editor", EDITOR), ("comments", "1")}),
        (ods(hidden=True), {("author", AUTHOR), ("editor", EDITOR), ("comments", "1"), ("sheets", "1")}),
    ],
    ids=["jpeg", "png", "webp", "progressive", "two", "pdf", "docx", "changes", "xlsx", "hidden", "ods", "hidden-ods"],
)  # fmt: skip
def test_what_is_told(data: bytes, expected: set[tuple[str, str]]) -> None:
    assert found(data) == expected


def test_a_tiff_and_a_gif_are_read(place) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "TIFF", exif=exif())
    assert ("author", AUTHOR) in found(out.getvalue())
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF", comment=COMMENT.encode())
    assert found(out.getvalue()) == {("comments", "1")}
    assert clean_file(place(out.getvalue()), place(b"", "copy")).problem == "format"


def test_a_picture_that_tells_nothing() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "GIF"):
        out = io.BytesIO()
        Image.new("RGB", (4, 4)).save(out, kind)
        assert found(out.getvalue()) == set()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turned", [1, 6])
def test_a_cleaned_picture_is_the_same_picture(place, kind: str, turned: int) -> None:
    data = picture(kind, turned)
    path, copy = place(data), place(b"", "copy")
    assert clean_file(path, copy) == Inspection()
    cleaned = copy.read_bytes()
    assert pixels(cleaned)[0] == pixels(data)[0]
    assert pixels(cleaned)[1] in ((1, None) if turned == 1 else (6,)), "it keeps the side that is up"
    assert AUTHOR.encode() not in cleaned and b"Telefon" not in cleaned and found(cleaned) == set()


def test_the_bytes_of_a_picture_stay(place) -> None:
    plain = io.BytesIO()
    image = Image.effect_noise((60, 40), 90).convert("RGB")
    image.save(plain, "JPEG", quality=80, progressive=True)
    telling = io.BytesIO()
    image.save(telling, "JPEG", quality=80, progressive=True, exif=exif(), comment=COMMENT)
    copy = place(b"", "copy")
    assert clean_file(place(telling.getvalue() + b"behind the picture"), copy) == Inspection()
    assert copy.read_bytes() == plain.getvalue()


def test_a_cleaned_pdf(place) -> None:
    copy = place(b"", "copy")
    assert clean_file(place(pdf()), copy) == Inspection()
    with pikepdf.open(copy) as opened:
        assert [str(note["/Subtype"]) for note in opened.pages[0].obj["/Annots"]] == ["/Link"]
        image = opened.pages[0].obj["/Resources"]["/XObject"]["/Im"]
        with Image.open(io.BytesIO(image.read_raw_bytes())) as shown:
            assert shown.size == (60, 40)
        everything = b"".join(item.read_raw_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream))
    for word in (AUTHOR, EDITOR, COMMENT, "Telefon", "Secret"):
        assert word.encode() not in everything + copy.read_bytes(), word


@pytest.mark.parametrize("data", [docx(), xlsx(), ods()], ids=["docx", "xlsx", "ods"])
def test_a_cleaned_office_file(place, data: bytes) -> None:
    copy = place(b"", "copy.xlsx")
    assert clean_file(place(data), copy) == Inspection()
    with zipfile.ZipFile(copy) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
        assert opened.testzip() is None
    everything = b"".join(parts.values())
    for word in (AUTHOR, EDITOR, COMMENT, "Telefon", "Secret"):
        assert word.encode() not in everything, word
    assert b"Visible" in everything
    # Nothing leads to a part that is gone, and no part is undeclared.
    for name, part in parts.items():
        assert b"comment" not in part.lower() or name == "[Content_Types].xml", name
        assert b"vml1" not in part
    if "xl/workbook.xml" in parts:
        assert openpyxl.load_workbook(copy).sheetnames == ["A", "B"]
    if "word/media/image1.jpeg" in parts:
        with Image.open(io.BytesIO(parts["word/media/image1.jpeg"])) as shown:
            assert shown.size == (60, 40)
    if "mimetype" in parts:
        assert next(iter(parts)) == "mimetype"
        with zipfile.ZipFile(copy) as opened:
            assert opened.getinfo("mimetype").compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize(
    ("data", "left"),
    [(docx(changes=True), "changes"), (xlsx(hidden=True), "sheets"), (ods(hidden=True), "sheets")],
    ids=["docx", "xlsx", "ods"],
)
def test_what_only_a_person_decides(place, data: bytes, left: str) -> None:
    copy = place(b"", "copy")
    assert clean_file(place(data), copy) == Inspection((HiddenItem(left, "1"),))
    assert copy.read_bytes() == b"", "a file that is not clean is not written"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (pdf(encrypted=True), "encrypted"),
        (zipped({"a.txt": "x"}), "archive"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "format"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "format"),
        (b"\0\0\0\x14ftypqt  " + bytes(40), "format"),
    ],
    # Made anew in each process: as ids, bytes would differ between them.
    ids=["pdf", "zip", "ole", "heic", "mov"],
)
def test_what_cannot_be_looked_into(place, data: bytes, problem: str) -> None:
    assert inspect_file(place(data)) == Inspection((), problem)


def test_a_signed_pdf_is_not_changed(place) -> None:
    copy = place(b"", "copy")
    assert clean_file(place(pdf(signed=True)), copy).problem == "signed"
    assert copy.read_bytes() == b""


@pytest.mark.parametrize("data", [b"", b"text", "мәтін".encode(), b"a,b\n1,2\n", b"RIFF\0\0\0\0WAVE", b"<svg/>"])
def test_text_is_not_looked_into(place, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    files.worker().close()
    assert inspect_file(place(data)) == Inspection()
    assert inspect_file(place(b"").parent / "nothing") == Inspection()


def bomb(*, declared: int | None = None) -> bytes:
    """A file of Word of which one part unpacks to 300 megabytes; `declared` is what the archive says instead."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=False) as part:
            for _ in range(300):
                part.write(b"<w:p/>" + b" " * ((1 << 20) - 6))
    data = bytearray(out.getvalue())
    if declared is not None:
        at = data.rindex(b"word/document.xml") - 46
        data[at + 24 : at + 28] = struct.pack("<L", declared)
    return bytes(data)


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)  # fmt: skip
DEEP = b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF"


def pdf_bomb() -> bytes:
    """A PDF whose table of objects is packed twice, to a few hundred megabytes."""
    packed = zlib.compress(zlib.compress(bytes(300 << 20), 1), 9)
    head = f"%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 2 1]/Size 3/Root 2 0 R/Length {len(packed)}/Filter[/FlateDecode/FlateDecode]>>\nstream\n"
    return head.encode() + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG that claims to be so large."""
    head = (b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0))
    parts = (head, *chunks, (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body)) for kind, body in parts
    )


# Made by the test that needs it: some take a second.
HOSTILE = {
    "zip-bomb": (lambda: bomb(), "large"),
    "zip-bomb-that-lies": (lambda: bomb(declared=1000), None),
    "entities": (lambda: docx(**{"word/document.xml": f"{ENTITIES}]><d>&m;</d>"}), "broken"),
    "entity-from-a-file": (lambda: docx(**{"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'}), "broken"),
    "no-xml": (lambda: docx(**{"word/document.xml": "<w:p>"}), "broken"),
    "deep-xml": (lambda: docx(**{"word/document.xml": "<a>" * 100_000}), "broken"),
    "no-zip": (lambda: b"PK\x03\x04" + bytes(1000), "broken"),
    "many-parts": (lambda: zipped({"[Content_Types].xml": "<Types/>", **{f"p{n}": "" for n in range(6000)}}), "large"),
    "deep-pdf": (lambda: DEEP, "broken"),
    "pdf-bomb": (lambda: pdf_bomb(), None),
    "no-pdf": (lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(2000), "broken"),
    "cut-pdf": (lambda: pdf()[:700], None),
    "huge-picture": (lambda: png(2_000_000_000, 2_000_000_000), "fine"),
    "text-bomb": (lambda: png(1, 1, (b"zTXt", b"Author\0\0" + zlib.compress(bytes(200 << 20), 1))), None),
    "cut-jpeg": (lambda: picture("JPEG")[:300], "broken"),
    "jpeg-without-end": (lambda: b"\xff\xd8" + b"\xff\xe1\x00\x02" * 20_000, "broken"),
    "jpeg-of-marks": (lambda: b"\xff\xd8" + b"\xff" * 1_000_000, "broken"),
    "exif-that-leads-round": (lambda: b"\xff\xd8\xff\xe1\x00\x20Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\0\0\0\0\xff\xd9", None),
    "cut-webp": (lambda: picture("WEBP")[:60], "broken"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_an_answer(place, name: str) -> None:
    make, problem = HOSTILE[name]
    looked = inspect_file(place(make()))
    if problem == "fine":
        assert looked == Inspection()
    elif problem:
        assert looked.problem == problem
    # The process goes on, or another one does.
    assert inspect_file(place(picture("PNG"), "good")).problem is None


def test_a_file_that_takes_too_long_or_ends_the_process(place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place(picture("PNG"))
    assert inspect_file(path, use_cache=False).problem is None
    monkeypatch.setattr(files, "TIMEOUT_SECONDS", 0.2)
    files.worker().process.send_signal(signal.SIGSTOP)
    assert inspect_file(path, use_cache=False).problem == "slow"
    monkeypatch.setattr(files, "TIMEOUT_SECONDS", 20.0)
    assert inspect_file(path, use_cache=False).problem is None
    files.worker().process.kill()
    files.worker().process.wait()
    assert inspect_file(path, use_cache=False).problem is None, "another one is started"


def test_a_system_without_processes(place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError

    files.worker().close()
    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert inspect_file(place(picture("PNG")), use_cache=False).problem == "slow"


def test_noise_in_every_format_ends_in_an_answer() -> None:
    """What is damaged raises something, or is read; what the process makes of it is tested above."""
    rand = random.Random(14)
    for data in (picture("JPEG"), picture("PNG"), picture("WEBP"), pdf(), docx(), xlsx(), ods()):
        name = detect_format(data[:16])
        for _ in range(12):
            broken = bytearray(data)
            for _ in range(rand.randrange(1, 30)):
                broken[rand.randrange(16, len(broken))] = rand.randrange(256)
            try:
                look_at(bytes(broken[: rand.randrange(16, len(broken))]), name or "")
            except Exception as error:
                assert not isinstance(error, AssertionError)


def test_answers_are_kept_by_what_is_in_a_file(place, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = files.WorkerProcess.ask
    monkeypatch.setattr(
        files.WorkerProcess, "ask", lambda self, request: asked.append(request["path"]) or real(self, request)
    )
    # No other test looks into files with these bytes.
    end = b"kept answers"
    data = picture("JPEG") + end
    first, second = place(data, "a.jpg"), place(data, "b.jpg")
    assert inspect_file(first) == inspect_file(second) == inspect_file(first)
    assert asked == [str(first)]
    first.write_bytes(picture("PNG") + end)
    assert inspect_file(first).hidden and asked == [str(first)] * 2
    assert inspect_file(second, use_cache=False).hidden and len(asked) == 3


def test_no_module_is_taken_from_a_strangers_folder(tmp_path: Path) -> None:
    data = picture("JPEG")
    (tmp_path / "photo").write_bytes(data)
    for name in ("PIL.py", "json.py", "lxml.py", "pikepdf.py", "pdcli/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("from pathlib import Path\nPath('ran').write_text('')\n")
    code = "import sys; sys.path.remove('') if '' in sys.path else None\nfrom pathlib import Path\nfrom pdcli.metadata.files import inspect_file\nprint(len(inspect_file(Path('photo')).hidden))"
    environment = {**os.environ, "PYTHONPATH": str(Path(files.__file__).parents[2])}
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "3" and not (tmp_path / "ran").exists()


def test_pd_starts_without_these_libraries() -> None:
    code = "import sys\nimport pdcli.lint.rules, pdcli.cli.pack\nprint(sorted({'PIL', 'pikepdf', 'lxml'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_digest_of_a_cleaned_copy_is_always_the_same(place) -> None:
    digests = set()
    for number in range(2):
        copy = place(b"", f"copy{number}")
        clean_file(place(pdf()), copy)
        digests.add(hashlib.sha256(copy.read_bytes()).hexdigest())
    data = docx()
    for number in range(2):
        copy = place(b"", f"copy{number}")
        clean_file(place(data), copy)
        digests.add(hashlib.sha256(copy.read_bytes()).hexdigest())
    assert len(digests) <= 3
