"""The packet of a season: several candidates, one manifest, one index page whose links work wherever it is unpacked."""

import hashlib
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from pdcli.exchange.manifest import MANIFEST
from tests.helpers import EXAMPLES, Pd, write

DAY = ("--date", "2026-11-25")
REGISTER = """\
kind: evidence
items:
  - {id: e1, title: "Хаттама & <1>", file: "evidence/Хаттама №1 (50%) #a.pdf", date: 2026-03-01, level: school, kind: minutes}
  - {id: e2, title: Құпия сөз, file: evidence/b.txt, private: true}
  - {id: e3, title: Сілтеме, url: "https://bilim.example/1?a=1&b=2"}
  - {id: e4, title: Жоқ файл, file: evidence/zhoq.pdf}
  - {id: e5, title: Ортақ, file: evidence/b.txt}
  - {id: e6, title: Екінші рет, file: ./evidence/sub/../a.txt}
"""
FILES = {
    "school.yaml": "kind: school\nformat: 1\nlang: kk\nname: Мысал <мектебі>\n",
    "teachers/asel/portfolio.yaml": "kind: portfolio\nlang: kk\nname: Әсел Үлгі\nsubject: Химия\ncategory: teacher\ntarget_category: moderator\n",
    "teachers/asel/evidence.yaml": REGISTER.replace("./evidence/sub/../a.txt", "evidence/a.txt"),
    "teachers/asel/evidence/Хаттама №1 (50%) #a.pdf": "x",
    "teachers/asel/evidence/a.txt": "a",
    "teachers/asel/evidence/b.txt": "құпия мәтін",
    "teachers/asel/lesson.md": "---\nkind: lesson-analysis\ntitle: Сабақ\nprivate: true\n---\n",
    "teachers/bolat/portfolio.yaml": "kind: portfolio\nlang: ru\nname: Болат Үлгі\n",
    "teachers/bolat/evidence.yaml": 'kind: evidence\nitems:\n  - {id: e1, title: "[Грамота](javascript:x)", file: evidence/1.txt}\n',
    "teachers/bolat/evidence/1.txt": "1",
    "teachers/bolat/broken.md": "---\nkind: lesson-analysis\ntitle: [\n---\n",
    "teachers/zhanar/portfolio.yaml": "kind: portfolio\nlang: kk\n",
}


class Links(HTMLParser):
    """Where a page leads, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert tag not in ("script", "link", "img", "iframe", "object", "base")
        self.ids.add(found.get("id") or "")
        if tag == "a":
            self.hrefs.append(found["href"] or "")


def reached(page: Path) -> set[str]:
    """Files that the links of a page lead to, from the page's own folder; every link must lead somewhere."""
    links = Links(page.read_text(encoding="utf-8"))
    files = set()
    for href in links.hrefs:
        address = urlsplit(href)
        if address.scheme:
            assert address.scheme == "https", href
        elif href.startswith("#"):
            assert href[1:] in links.ids, href
        else:
            path = page.parent / unquote(address.path)
            assert path.is_file(), href
            files.add(path.resolve().as_posix())
    return files


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path / "school", FILES)


@pytest.fixture
def packet(school: Path, pd: Pd) -> Path:
    run = pd("pack", *DAY, cwd=school, lang="kk")
    assert run.code == 1 and "broken.md" in run.err
    return school / "build/packet.zip"


def unpacked(packet: Path, folder: Path) -> Path:
    with zipfile.ZipFile(packet) as archive:
        archive.extractall(folder)
    return folder


def test_every_candidate_is_in_it(packet: Path, school: Path, tmp_path: Path, pd: Pd) -> None:
    with zipfile.ZipFile(packet) as archive:
        names = archive.namelist()
        said = json.loads(archive.read(MANIFEST))
        for row in said["files"]:
            assert hashlib.sha256(archive.read(row["path"])).hexdigest() == row["sha256"]
    assert said["candidates"] == [
        {"folder": "candidates/asel", "name": "Әсел Үлгі"},
        {"folder": "candidates/bolat", "name": "Болат Үлгі"},
        {"folder": "candidates/zhanar", "name": None},
    ]
    assert said["count"] == len(names) - 1 == len(said["files"])
    assert {row["role"] for row in said["files"] if row["path"] == "index.html"} == {"index"}
    assert [name for name in names if name.endswith("summary.html")] == [
        f"candidates/{name}/summary/summary.html" for name in ("asel", "bolat", "zhanar")
    ]
    assert {"id": "asel/e4", "file": "candidates/asel/evidence/zhoq.pdf"} in said["missing"]
    assert said["left_out"]["withheld"] == [{"id": "asel/e5", "file": "candidates/asel/evidence/b.txt"}]
    assert said["left_out"]["unreadable"] == ["candidates/bolat/broken.md"]
    assert said["links"] == [{"id": "asel/e3", "url": "https://bilim.example/1?a=1&b=2"}]
    checked = pd("verify", str(packet), "--with", str(school), cwd=tmp_path)
    assert checked.code == 0 and "Fingerprint" in checked.out


def test_nothing_private_is_in_it(packet: Path, tmp_path: Path) -> None:
    folder = unpacked(packet, tmp_path / "out")
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for word in ("Құпия сөз", "құпия мәтін", "lesson.md"):
        assert word.encode() not in everything, word


def test_links_work_wherever_it_is_unpacked(packet: Path, tmp_path: Path) -> None:
    folder = unpacked(packet, tmp_path / "Жаңа қалта #1 (көшірме)")
    files = {path.removeprefix(folder.resolve().as_posix() + "/") for path in reached(folder / "index.html")}
    assert files == {
        "candidates/asel/evidence/a.txt", "candidates/asel/evidence/Хаттама №1 (50%) #a.pdf",
        "candidates/asel/summary/summary.html", "candidates/bolat/evidence/1.txt",
        "candidates/bolat/summary/summary.html", "candidates/zhanar/summary/summary.html",
    }  # fmt: skip
    own = reached(folder / "candidates/asel/summary/summary.html")
    assert {Path(path).name for path in own} == {"a.txt", "Хаттама №1 (50%) #a.pdf"}


def test_the_index_says_what_is_missing_and_runs_nothing(packet: Path, tmp_path: Path) -> None:
    page = (unpacked(packet, tmp_path / "out") / "index.html").read_text(encoding="utf-8")
    assert "Мысал &lt;мектебі&gt;" in page and "Хаттама &amp; &lt;1&gt;" in page
    assert "javascript:" not in [href[:11] for href in Links(page).hrefs]
    assert page.index("Әсел Үлгі") < page.index("Болат Үлгі") < page.index("candidates/zhanar")
    assert page.count("файл бұл пакетте жоқ") == 2 and "candidates/bolat/broken.md:3" in page


def test_without_a_claim_no_criteria_are_counted(packet: Path, tmp_path: Path) -> None:
    """Those of the next category would be a guess."""
    page = (unpacked(packet, tmp_path / "out") / "index.html").read_text(encoding="utf-8")
    rows = {row.split("</a>")[0].split(">")[-2]: row for row in page.split("<tr>")[2:]}
    bolat = next(row for name, row in rows.items() if name.startswith("Болат"))
    assert "санат мәлімделмеген" in bolat and bolat.count('<td class="num">–</td>') == 2
    asel = next(row for name, row in rows.items() if name.startswith("Әсел"))
    assert "санат мәлімделмеген" not in asel and '<td class="num">–</td>' not in asel


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_index_speaks_every_language(school: Path, pd: Pd, tmp_path: Path, lang: str) -> None:
    assert pd("pack", ".", "--out", f"{tmp_path}/p.zip", *DAY, cwd=school, lang=lang).code == 1
    page = (unpacked(tmp_path / "p.zip", tmp_path / "out") / "index.html").read_text(encoding="utf-8")
    heading = {"kk": "Комиссияға арналған пакет", "ru": "Пакет для комиссии", "en": "Packet for a committee"}[lang]
    assert f'<html lang="{lang}">' in page and f"<h1>{heading}</h1>" in page


def test_candidates_are_chosen_by_their_paths(school: Path, pd: Pd) -> None:
    assert pd("pack", "teachers/asel", "teachers/zhanar", *DAY, cwd=school).code == 0
    with zipfile.ZipFile(school / "build/packet.zip") as archive:
        said = json.loads(archive.read(MANIFEST))
    assert [item["folder"] for item in said["candidates"]] == ["candidates/asel", "candidates/zhanar"]


def test_a_name_that_cannot_be_packed_says_whose_it_is(school: Path, pd: Pd) -> None:
    write(school / "teachers" / "bolat", {"evidence/1.txt": "1", "evidence/aux.txt": "2"})
    register = school / "teachers" / "bolat" / "evidence.yaml"
    register.write_text(
        register.read_text(encoding="utf-8").replace("evidence/1.txt", "evidence/aux.txt"), encoding="utf-8"
    )
    done = pd("pack", ".", *DAY, cwd=school, lang="en")
    assert done.code == 2 and "bolat: evidence/aux.txt: " in done.err
    assert not (school / "build" / "packet.zip").exists()


def test_folders_of_one_name(school: Path, pd: Pd) -> None:
    write(school, {"others/Asel/portfolio.yaml": "kind: portfolio\nlang: kk\nname: Асель Вторая\n"})
    assert pd("pack", "teachers/asel", "others/Asel", *DAY, cwd=school).code == 0
    with zipfile.ZipFile(school / "build/packet.zip") as archive:
        said = json.loads(archive.read(MANIFEST))
    assert sorted(item["folder"].casefold() for item in said["candidates"]) == ["candidates/asel", "candidates/asel-2"]


@pytest.mark.parametrize(
    "name", ["index.html", "candidates/bolat/evidence/1.txt", "candidates/asel/summary/summary.md"]
)
def test_all_of_it_is_verified(packet: Path, tmp_path: Path, pd: Pd, name: str) -> None:
    folder = unpacked(packet, tmp_path / "out")
    (folder / name).write_bytes((folder / name).read_bytes()[:-1] + b"!")
    run = pd("verify", "out", cwd=tmp_path)
    assert (run.code, run.out) == (1, f"{name}: was changed\n"), "and no fingerprint"


def test_what_has_changed_since(school: Path, packet: Path, pd: Pd) -> None:
    write(school, {"teachers/bolat/evidence/1.txt": "2"})
    run = pd("verify", str(packet), "--with", ".", cwd=school)
    assert run.code == 1
    assert run.out.splitlines()[0] == "candidates/bolat/evidence/1.txt: has been changed in the portfolio since then"


def test_the_same_school_gives_the_same_bytes(packet: Path, school: Path, pd: Pd) -> None:
    assert packet.is_file()
    assert "өзгеріссіз" in pd("pack", *DAY, cwd=school, lang="kk").err
    assert "конфликт" in pd("pack", *DAY, cwd=school, lang="ru").err, "the index is written in another language"


def test_pages_of_each_lead_to_their_evidence(school: Path, pd: Pd) -> None:
    for out in ("build", "../elsewhere/pages"):
        assert pd("summary", ".", "--each", "--out", out, *DAY, cwd=school, lang="kk").code == 1
        page = school / out / "teachers/asel.html"
        assert {Path(path).name for path in reached_loosely(page)} == {"a.txt", "b.txt", "Хаттама №1 (50%) #a.pdf"}


def reached_loosely(page: Path) -> set[str]:
    links = Links(page.read_text(encoding="utf-8"))
    files = [href for href in links.hrefs if not urlsplit(href).scheme and not href.startswith("#")]
    assert all((page.parent / unquote(href)).is_file() for href in files), files
    return set(map(unquote, files))


def test_a_packet_of_the_example_school(tmp_path: Path, pd: Pd) -> None:
    out = tmp_path / "packet.zip"
    assert pd("pack", str(EXAMPLES / "school-mysal"), "--out", str(out), *DAY, cwd=tmp_path, lang="kk").code == 0
    folder = unpacked(out, tmp_path / "out")
    assert len([path for path in reached(folder / "index.html") if "/evidence/" in path]) == 5
    assert pd("lint", "out/candidates", "--exit-zero", cwd=tmp_path).code == 0


def test_declared_and_confirmed_stand_apart(packet: Path, tmp_path: Path) -> None:
    page = (unpacked(packet, tmp_path / "out") / "index.html").read_text(encoding="utf-8")
    assert '<th scope="col">Расталған критерий</th>' in page
    assert "мәлімделген" in page, "nobody has confirmed anything"
    assert "default-src 'none'" in page, "the page loads nothing, whatever stands in it"
