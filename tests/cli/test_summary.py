"""pd summary as a user meets it: pages and tables in every format, private things, hostile content."""

import csv
import io
import json
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from pdcli.summary.batch import page_names
from tests.formats import text_formats
from tests.helpers import EXAMPLES, Pd, write

FORMATS = text_formats("summary")
PROFILE = "kind: portfolio\nlang: kk\nname: Әсел Үлгі\n"
MARK = "ҚҰПИЯ-БЕЛГІ"


class Page(HTMLParser):
    """The ids, links and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = dict(attrs)
        self.ids += [said["id"]] if said.get("id") else []
        self.links += [said["href"]] if said.get("href") else []


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Two teachers of a school, away from any repository."""
    for name in ("aigerim", "daniyar"):
        shutil.copytree(EXAMPLES / name, tmp_path / "school" / "teachers" / name)
    return tmp_path / "school"


def _written(pd: Pd, root: Path, *arguments: str, lang: str = "kk") -> dict[str, str]:
    run = pd("summary", "--to", ",".join(FORMATS), "--date", "2026-11-25", *arguments, cwd=root, lang=lang)
    assert run.code == 0, run.err
    return {suffix: (root / "build" / f"summary.{suffix}").read_text(encoding="utf-8") for suffix in FORMATS}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_link_of_the_page_leads_somewhere(good: Path, pd: Pd, lang: str) -> None:
    page = Page(_written(pd, good, lang=lang)["html"])
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    assert {f"e{number}" for number in range(1, 40)} <= set(page.ids)
    outside = [link for link in page.links if not link.startswith("#")]
    assert len(outside) == 39
    assert all((good / "build" / link).is_file() for link in outside)
    assert not {"script", "img", "link", "iframe"} & set(page.tags)


def test_links_work_from_where_the_page_is_written(good: Path, tmp_path: Path, pd: Pd) -> None:
    assert pd("summary", "--out", str(tmp_path / "else" / "where"), cwd=good).code == 0
    text = (tmp_path / "else" / "where" / "summary.html").read_text(encoding="utf-8")
    assert 'href="../../good/evidence/diagnostika-2025-09.csv"' in text


def test_the_first_page_comes_first(good: Path, pd: Pd) -> None:
    text = _written(pd, good, lang="en")["html"]
    first = text[: text.index('<div class="details">')]
    for said in (
        "Айгерім Үлгібаева", "Teacher-moderator", "Teacher-expert", "Критерий арқылы өзін-өзі бағалау және есепті модельдеу",
        "10.10.2025", "67 %", "partly reached", 'href="#e5"', "11.09.2025: Teacher – 2, Teacher-moderator – 10",
        "stage: methodological", "39 in the register", "Required criteria with evidence: 6\u00a0/\u00a08 (75\u00a0%).", "This pack is not verified", "documents 4, evidence 0", "This portfolio is not in a git repository.",
    ):  # fmt: skip
        assert said in first, said
    assert "SHA-256 " not in text[: text.index('<section class="first">')] and "SHA-256 " in text[len(first) :]


def test_json_holds_full_digests_and_all_parts(good: Path, pd: Pd) -> None:
    data = json.loads(_written(pd, good)["json"])
    assert list(data) == [
        "schema_version", "folder", "lang", "who", "cycles", "growth_areas", "goal_groups", "goal_skills", "directions", "technology", "learning", "self_assessment", "experience",
        "research",
        "readiness", "forms", "routes", "at_school", "evidence", "thread", "history", "left_out", "unreadable", "files", "unread",
        "brought", "$comment",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[0-9a-f]{64}", item["sha256"]) for item in data["evidence"])
    assert data["cycles"][0]["stages"][0] == {
        "stage": "action", "status": "final", "date": "2025-10-10", "answered": 6, "total": 6,
    }  # fmt: skip


def test_the_same_portfolio_gives_the_same_bytes(good: Path, pd: Pd) -> None:
    assert _written(pd, good) == _written(pd, good)


def test_private_things_appear_in_no_format(good: Path, pd: Pd) -> None:
    write(good, {
        f"observations/{MARK}.md": f"---\nkind: lesson-observation\ntitle: {MARK}\nattachments: [e1]\n---\n",
        f"experience/{MARK}/guide.md": f"---\nkind: methodical-guide\ntitle: {MARK}\nprivate: true\nattachments: [e1]\n---\n",
        "reflections/x.yaml": f"kind: self-assessment\ntitle: {MARK}\nschool_year: {MARK}\nprivate: true\n",
        "cycles/2026-2027-1/cycle.yaml": "kind: cycle\nfocus: ашық\n",
        "cycles/2026-2027-1/3-reflection.md": (
            f"---\nkind: reflection\nprivate: true\ngrowth_areas:\n  - {{id: r1, title: {MARK}}}\n---\n"
        ),
        f"evidence/{MARK}.txt": "x",
    })  # fmt: skip
    register = good / "evidence.yaml"
    register.write_text(
        register.read_text(encoding="utf-8")
        + f"  - id: e90\n    title: {MARK}\n    why: {MARK}\n    file: evidence/{MARK}.txt\n    private: true\n",
        encoding="utf-8",
    )
    for suffix, text in _written(pd, good).items():
        assert MARK not in text, suffix
    data = json.loads((good / "build" / "summary.json").read_text(encoding="utf-8"))
    assert data["left_out"] == {"documents": 8, "evidence": 1, "cycles": ["2026-2027-1"]}
    for suffix in text_formats("comparison"):
        assert MARK not in pd("summary", "..", "--to", suffix, "--out", "-", cwd=good).out


HOSTILE = "<script>alert(1)</script>"


def test_hostile_text_stays_text(tmp_path: Path, pd: Pd) -> None:
    root = write(tmp_path / "<b>'\"", {
        "portfolio.yaml": f"kind: portfolio\nname: '{HOSTILE}'\nschool: \"=HYPERLINK(1)|x\"\ntheme: {'ұзын' * 5000}\n",
        "evidence.yaml": (
            "kind: evidence\nitems:\n"
            f"  - {{id: e1, title: '{HOSTILE}', url: 'javascript:alert(1)', why: \"кері | ```\"}}\n"
            "  - {id: e2, url: 'http://[bad', file: '../../etc/passwd'}\n"
            "  - {id: e3, title: 'שלום', url: 'https://example.org/?a=\"><script>'}\n"
        ),
        "cycles/<i>/cycle.yaml": f"kind: cycle\nfocus: '{HOSTILE} [x](javascript:alert(1))'\n",
        "cycles/<i>/3-reflection.md": f"---\nkind: reflection\ngrowth_areas:\n  - {{id: r1, title: '{HOSTILE}'}}\n---\n",
    })  # fmt: skip
    told = _written(pd, root)
    page = Page(told["html"])
    assert "script" not in page.tags
    assert all(link.startswith(("#", "https://")) for link in page.links)
    assert "<script" not in told["md"]
    # The first page stays short; what it cuts is shown once, in full, further down.
    assert told["html"].count("ұзын") < 5000 + 100
    table = pd("summary", "..", "--to", "html", "--out", "-", cwd=root).out
    assert HOSTILE not in table
    said = pd("summary", "..", "--to", "csv", "--out", "-", cwd=root).out
    assert list(csv.reader(io.StringIO(said[1:])))[1][1] == "'=HYPERLINK(1)|x"


def test_ten_thousand_lines_of_evidence_are_bounded(tmp_path: Path, pd: Pd) -> None:
    lines = "".join(f"  - {{id: e{number}, title: 'Дәлел {number}'}}\n" for number in range(1, 10_001))
    ids = ", ".join(f"e{number}" for number in range(1, 10_001))
    write(tmp_path, {
        "portfolio.yaml": PROFILE,
        "evidence.yaml": f"kind: evidence\nitems:\n{lines}",
        "experience/a/guide.md": f"---\nkind: methodical-guide\nattachments: [{ids}]\n---\n",
    })  # fmt: skip
    told = _written(pd, tmp_path)
    assert len(json.loads(told["json"])["evidence"]) == 10_000
    assert len(told["html"]) < 2_000_000
    assert "және тағы 8000" in told["html"] and "және тағы 8000" in told["md"]


def test_a_long_life_of_cycles_keeps_the_first_page_short(tmp_path: Path, pd: Pd) -> None:
    files: dict[str, str | bytes] = {"portfolio.yaml": PROFILE}
    for year in range(2000, 2030):
        files[f"cycles/{year}/cycle.yaml"] = f"kind: cycle\nperiod: {{start: {year}-09-01, end: {year}-12-31}}\n"
        files[f"cycles/{year}/3-reflection.md"] = (
            f"---\nkind: reflection\ngrowth_areas:\n  - {{id: r1, title: {'Аймақ ' * 60}{year}}}\n---\n"
        )
    html = _written(pd, write(tmp_path, files), lang="en")["html"]
    first = html[: html.index('<div class="details">')]
    assert first.count("<tr>") == 1 + 3 + 1 + 5
    assert "and 27 more" in first and "and 25 more" in first
    assert max(map(len, re.findall(r"<bdi[^>]*>([^<]*)</bdi>", first))) <= 120


def test_of_an_area_that_goes_on_for_decades_the_first_page_shows_the_last_goals(tmp_path: Path, pd: Pd) -> None:
    files: dict[str, str | bytes] = {"portfolio.yaml": PROFILE}
    for year in range(2000, 2030):
        files[f"cycles/{year}/cycle.yaml"] = f"kind: cycle\nperiod: {{start: {year}-09-01, end: {year}-12-31}}\n"
        once = f"  - {{id: r2, title: Бір рет {year}}}\n" if year == 2010 else ""
        files[f"cycles/{year}/3-reflection.md"] = (
            f"---\nkind: reflection\ngrowth_areas:\n{once}  - {{id: r1, title: Аймақ {year}, from: [{year - 1}/g1]}}\n---\n"
        )
        files[f"cycles/{year}/4-design.yaml"] = (
            f"kind: design\ngoals:\n  - {{id: g1, goal: '{'Мақсат ' * 8}', from: [r1]}}\n"
        )
    html = _written(pd, write(tmp_path, files), lang="en")["html"]
    first = html[: html.index('<div class="details">')]
    assert re.findall(r"<small>(\d+/g1)</small>", first) == [f"{year}/g1" for year in range(2025, 2030)]
    assert "Аймақ 2029" in first and "Бір рет" not in first
    assert "and 26 more" in first, "25 goals of this area, and the area that has none"


def test_evidence_expires_by_the_day_that_is_given(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {
        "portfolio.yaml": PROFILE, "evidence.yaml": "kind: evidence\nitems:\n  - {id: e1, expires: 2026-06-01}\n",
    })  # fmt: skip

    def said(day: str) -> str:
        return pd("summary", "--to", "md", "--out", "-", "--date", day, cwd=tmp_path).out

    assert "valid until 01.06.2026" in said("2026-06-01") and "expired: 1" not in said("2026-06-01")
    assert "expired on 01.06.2026" in said("2026-06-02") and "expired: 1 ([e1](#e1))" in said("2026-06-02")
    assert pd("summary", "--date", "ертең", cwd=tmp_path).code == 2


def test_a_school_is_a_table_with_a_page_of_each(school: Path, pd: Pd) -> None:
    run = pd("summary", "school", "--to", "html,md,csv,xlsx,json", "--each", cwd=school.parent, lang="en")
    assert run.code == 0, run.err
    build = school.parent / "build"
    names = sorted(path.relative_to(build).as_posix() for path in build.rglob("*.*"))
    pages = [f"teachers/{name}.{suffix}" for name in ("aigerim", "daniyar") for suffix in ("html", "json", "md")]
    assert names == [
        ".pd-generated.json",
        *(f"comparison.{suffix}" for suffix in ("csv", "html", "json", "md", "xlsx")),
        *pages,
    ]
    page = Page((build / "comparison.html").read_text(encoding="utf-8"))
    # From the matrix and from the table of all numbers.
    assert [link for link in page.links if not link.startswith("#")] == 2 * [
        "teachers/daniyar.html",
        "teachers/aigerim.html",
    ]
    assert "[Daniyar Sample](teachers/daniyar.html)" in (build / "comparison.md").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(build / "comparison.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:3] == ["Name", "School", "Subject"] and rows[0][-1] == "Folder"
    assert rows[2][:5] == [
        "Айгерім Үлгібаева", "Мысал ауылдық орта мектебі", "Математика", "Teacher-moderator", "Teacher-expert",
    ]  # fmt: skip
    assert rows[2][5] == 2 and rows[2][-1] == "aigerim"
    data = json.loads((build / "comparison.json").read_text(encoding="utf-8"))
    counts = {
        "category_until",
        "test",
        "test_until",
        "marks",
        "evidence_claimed",
        "documents_read",
        "evidence_files",
        "unread_files",
    }
    assert all(set(row) == {"folder", *data["columns"], *counts} for row in data["rows"])


def test_the_table_of_a_school_with_one_teacher_is_a_table(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"school/teachers/a/portfolio.yaml": PROFILE})
    assert pd("summary", "school", "--out", "out", cwd=tmp_path).code == 0
    assert (tmp_path / "out" / "comparison.html").exists()
    assert pd("summary", "school/teachers/a", "--out", "out", cwd=tmp_path).code == 0
    assert (tmp_path / "out" / "summary.html").exists()
    assert pd("summary", "school/teachers/a", "--out", "csv", "--to", "csv", cwd=tmp_path).code == 0
    assert (tmp_path / "csv" / "comparison.csv").exists()


def test_what_is_missing_is_shown_as_missing(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {"a/portfolio.yaml": "kind: portfolio\nname: [\n", "b/portfolio.yaml": PROFILE})
    run = pd("summary", "--to", "md", "--out", "-", cwd=tmp_path)
    assert "| not filled in (a) | none | none |" in run.out
    assert "Some files could not be read, so numbers may be too low: a." in run.out
    page = pd("summary", "a", "--to", "md", "--out", "-", cwd=tmp_path)
    assert page.code == 1 and "- **School:** not filled in" in page.out
    assert "- portfolio.yaml:2:7: A bracket is opened and never closed." in page.out
    assert "0 documents, 0 evidence files, 1 not read" in page.err


def test_the_table_can_be_sorted_and_reads_without_a_script(school: Path, pd: Pd) -> None:
    text = pd("summary", "--to", "html", "--out", "-", cwd=school, lang="kk").out
    script = text[text.index("<script>") :]
    assert "aria-sort" in script and '<html lang="kk">' in text and "documentElement.lang" in script
    assert "<button" not in text[: text.index("<script>")]
    assert re.search(r'<div id="filter" role="search" hidden>', text)
    assert '<td class="num">39</td>' in text


def test_names_of_pages_never_collide(tmp_path: Path) -> None:
    roots = [tmp_path / name for name in ("a/Ali", "b/ali", "c/ali-2", "d/ali")]
    assert list(page_names(roots).values()) == ["Ali", "ali-2", "ali-2-2", "ali-3"]


@pytest.mark.parametrize(
    "arguments",
    [("--to", "html,md", "--out", "-"), ("--to", "doc"), ("teachers", "--to", "xlsx", "--out", "-"),
     ("teachers", "--each", "--to", "md", "--out", "-"), ("--to", "csv,nothing")],
)  # fmt: skip
def test_mistakes_have_a_message(school: Path, pd: Pd, arguments: tuple[str, ...]) -> None:
    run = pd("summary", *arguments, cwd=school)
    assert (run.code, run.out) == (2, "") and run.err.startswith("Error: ")


def test_nothing_is_written_in_a_dry_run(school: Path, pd: Pd) -> None:
    run = pd("summary", "--each", "--dry-run", cwd=school)
    assert run.code == 0 and "Nothing was written" in run.err
    assert not (school / "build").exists()


def test_a_private_cycle_is_named_and_not_told(good: Path, pd: Pd) -> None:
    cycle = good / "cycles/2025-2026-1/cycle.yaml"
    cycle.write_text(
        cycle.read_text(encoding="utf-8").replace("status:", "private: true\nstatus:", 1), encoding="utf-8"
    )
    text = _written(pd, good, lang="en")["html"]
    assert "6-сыныпта мәтінді есепті модельдеуге үйрету" not in text
    assert "The thread of this cycle is left out: one of its documents is private." in text


def test_a_name_that_is_no_text(pd: Pd, tmp_path: Path) -> None:
    """A disk may hold names that are no UTF-8: pages are written all the same, and say that it is not read."""
    write(tmp_path / "p", {"portfolio.yaml": "kind: portfolio\nname: A\n"})
    text = "---\nkind: lesson-analysis\nstatus: final\ndate: 2026-01-01\n---\n"
    (tmp_path / "p" / os.fsdecode(b"\xff.md")).write_text(text)
    for arguments in (["--to", "html,md,json"], ["--each", "--to", "html,md,csv,xlsx,json"], ["--blind"]):
        run = pd("summary", "p", *arguments, cwd=tmp_path)
        assert run.code == 1 and "PD022" in run.err
    run = pd("readiness", "p", "--for", "expert", "--to", "html,md,json", cwd=tmp_path)
    assert run.code == 1 and "PD022" in run.err and (tmp_path / "p/build/readiness.json").exists()


@pytest.mark.parametrize("sign", ["\\r", "\\n", "\\r\\n", "\\u2028", "\\v", "|"])
def test_a_row_of_a_markdown_table_stays_one(pd: Pd, tmp_path: Path, sign: str) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, {"portfolio.yaml": f'kind: portfolio\nname: "Ә{sign}Үлгі"\nsubject: "М{sign}Т"\n'})
    text = pd("summary", ".", "--to", "md", "--out", "-", cwd=tmp_path).out
    tables = [part.strip().splitlines() for part in re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]]
    rows = [[line for line in lines if line.startswith("|")] for lines in tables]
    assert [len(table) for table in rows] == [4, 4]
    assert all(len({len(re.findall(r"(?<!\\)\|", row)) for row in table}) == 1 for table in rows)
