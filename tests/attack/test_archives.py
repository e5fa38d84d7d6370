"""Packets that were changed, by chance or by somebody who knows the format: `pd verify` never takes one for whole."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.attack.budget import CHANGED_ARCHIVES, CHANGED_FILES, random, seeds
from tests.attack.crafts import CRAFTS, Craft
from tests.attack.damage import DAMAGES
from tests.attack.payloads import RAW
from tests.helpers import EXAMPLES, Pd, run_pd
from tests.writing.cases import tree

pytestmark = pytest.mark.attack
DAY = ("--date", "2026-11-25")


@pytest.fixture(scope="module")
def packet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A true packet."""
    out = tmp_path_factory.mktemp("packet") / "packet.zip"
    done = run_pd("pack", str(EXAMPLES / "first-week"), "--out", str(out), *DAY, cwd=out.parent)
    assert done.code == 0, done.err
    return out.read_bytes()


def is_refused(pd: Pd, folder: Path, data: bytes) -> None:
    """`pd verify` of these bytes ends with a message, unpacks nothing and prints no fingerprint."""
    (folder / "changed.zip").write_bytes(data)
    before = tree(folder)
    done = pd("verify", "changed.zip", cwd=folder, lang="kk")
    assert done.code in (1, 2), done.out
    assert done.out + done.err
    assert not RAW.search(done.out + done.err)
    assert "Traceback" not in done.err
    assert tree(folder) == before


@pytest.mark.parametrize("seed", seeds(CHANGED_ARCHIVES))
def test_changed_bytes(seed: int, packet: bytes, pd: Pd, tmp_path: Path) -> None:
    rng = random(seed, "archives")
    data = packet
    while data == packet:
        data = rng.choice(DAMAGES)(packet, rng)
    is_refused(pd, tmp_path, data)


@pytest.mark.parametrize("seed", seeds(CHANGED_FILES))
def test_a_changed_file_in_a_sound_archive(seed: int, packet: bytes, pd: Pd, tmp_path: Path) -> None:
    rng = random(seed, "files of archives")
    with zipfile.ZipFile(io.BytesIO(packet)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    name = rng.choice(sorted(files))
    match rng.randrange(4):
        case 0:
            del files[name]
        case 1:
            files[name + ".txt"] = files[name]
        case 2:
            files[rng.choice(["README", "evidence/x.exe", "a/../b"])] = b"x"
        case _:
            data = files[name]
            while files[name] == data:
                files[name] = rng.choice(DAMAGES)(data or b"x", rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for place, data in files.items():
            new.writestr(zipfile.ZipInfo(place, (1980, 1, 1, 0, 0, 0)), data)
    is_refused(pd, tmp_path, out.getvalue())


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("craft", CRAFTS.values(), ids=CRAFTS)
def test_crafted_archives(craft: Craft, packet: bytes, pd: Pd, tmp_path: Path) -> None:
    out = io.BytesIO(packet)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        craft(archive)
    is_refused(pd, tmp_path, out.getvalue())


def test_the_true_packet_is_whole(packet: bytes, pd: Pd, tmp_path: Path) -> None:
    (tmp_path / "packet.zip").write_bytes(packet)
    assert pd("verify", "packet.zip", cwd=tmp_path).code == 0
