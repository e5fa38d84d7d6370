"""What cannot be read stands at the top of everything that counts, and the exit code says so."""

import json
import shutil
from pathlib import Path

import pytest

from tests.helpers import EXAMPLES, Pd, write

DESIGN = "cycles/2025-2026-1/4-design.yaml"
NOT_READ = "Not read, so not everything is counted here:"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A portfolio whose design cannot be read, and with a lesson that has a wrong name."""
    root = tmp_path / "p"
    shutil.copytree(EXAMPLES / "daniyar", root)
    design = root / DESIGN
    design.write_text(design.read_text(encoding="utf-8") + "- a\n  b: [\n", encoding="utf-8")
    lesson = next((root / "cycles/2025-2026-1/lessons").glob("*.md"))
    lesson.rename(lesson.with_suffix(".markdown"))
    return root


@pytest.mark.parametrize(
    "command", [("summary",), ("readiness",), ("pack",), ("readiness", "--to", "html"), ("summary", "--to", "json")]
)
def test_every_summary_says_so_and_is_written(broken: Path, pd: Pd, command: tuple[str, ...]) -> None:
    run = pd(*command, cwd=broken)
    assert run.code == 1
    assert DESIGN in run.out + run.err and ".markdown:1:1" in run.out + run.err
    assert "21 documents, 13 evidence files, 2 not read" in run.err
    assert run.out or any((broken / "build").iterdir())


@pytest.mark.parametrize("command", [("summary",), ("readiness",), ("pack",)])
def test_what_is_whole_says_only_how_much_it_is(pd: Pd, tmp_path: Path, command: tuple[str, ...]) -> None:
    shutil.copytree(EXAMPLES / "daniyar", tmp_path / "p")
    run = pd(*command, cwd=tmp_path / "p")
    assert run.code == 0 and "23 documents, 13 evidence files, 0 not read" in run.err
    assert NOT_READ not in run.out + run.err


@pytest.mark.parametrize("command", ["summary", "readiness"])
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_pages_begin_with_it(broken: Path, pd: Pd, command: str, suffix: str) -> None:
    page = pd(command, "--to", suffix, "--out", "-", cwd=broken).out
    if command == "summary":
        # The page of the committee says how many; which ones is told on the next page, where places of files are.
        assert (
            page.index("2 files could not be read") < page.index("School") < page.index(NOT_READ) < page.index(DESIGN)
        )
    else:
        assert page.index(NOT_READ) < page.index(DESIGN) < page.index("School")
    assert "21 documents, 13 evidence files, 2 not read" in page


def test_data_for_programs_has_it(broken: Path, pd: Pd) -> None:
    for command in (("summary", "--to", "json", "--out", "-"), ("readiness", "--format", "json")):
        data = json.loads(pd(*command, cwd=broken).out)
        assert data["files"] == {"documents": 21, "evidence": 13, "unread": 2}
        assert next(item["path"] for item in data["unread"]) == DESIGN
        assert {item["code"] for item in data["unread"]} >= {"PD022"}
    data = json.loads(pd("lint", "--format", "json", cwd=broken).out)
    assert data["ledger"] == {"documents": 21, "evidence": 13, "unread": 2}


def test_the_next_step_is_to_look_at_it_and_not_a_new_document(broken: Path, pd: Pd) -> None:
    run = pd("status", cwd=broken)
    assert "Next: pd lint" in run.out and "pd new design" not in run.out
    assert "not read" in run.out


def test_a_packet_names_what_is_not_in_it(broken: Path, pd: Pd) -> None:
    run = pd("pack", "--dry-run", cwd=broken)
    assert (
        f"Left out: {DESIGN}, because it cannot be read" in run.err
        and ".markdown, because it cannot be read" in run.err
    )
    assert DESIGN not in run.out


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school of which one portfolio has a wrong name, and one a document that cannot be read."""
    root = tmp_path / "school"
    shutil.copytree(EXAMPLES / "school-mysal", root)
    first, second, *_rest = sorted((root / "teachers").iterdir())
    (first / "portfolio.yaml").rename(first / "portfolio.yml")
    (second / "reflections/2025-2026-self-assessment.yaml").write_bytes("kind: self-assessment\n".encode("utf-16"))
    return root


@pytest.mark.parametrize(
    "command",
    [
        ("school",),
        ("school", "--to", "md", "--out", "-"),
        ("school", "--format", "json"),
        ("school", "--show", "self_assessed"),
    ],
)
def test_a_school_says_whose_portfolio_is_not_counted(school: Path, pd: Pd, command: tuple[str, ...]) -> None:
    run = pd(*command, cwd=school, COLUMNS="200")
    shown = run.out + run.err
    assert run.code == 1 and "portfolio.yml" in shown and "self-assessment.yaml" in shown
    assert "2 not read" in run.err


@pytest.mark.parametrize(
    "command", [("lint", "--no-cache"), ("lint",), ("summary", "--to", "md", "--out", "-", "--no-cache")]
)
@pytest.mark.parametrize("with_school", [True, False])
def test_a_folder_of_portfolios_says_which_has_a_wrong_name(
    school: Path, pd: Pd, command: tuple[str, ...], with_school: bool
) -> None:
    if not with_school:
        shutil.rmtree(school / "school")
        (school / "school.yaml").unlink()
    for _again in range(2):
        run = pd(*command, cwd=school)
        assert run.code == 1
        assert (run.out + run.err).count(
            "portfolio.yml:1:1"
        ) == 1 and "Rename the file to portfolio.yaml" in run.out + run.err
        assert "2 not read" in run.out + run.err


def test_the_numbers_of_the_cache_are_those_of_the_first_run(broken: Path, pd: Pd) -> None:
    first, second, uncached = (pd("lint", *more, cwd=broken).out for more in ((), (), ("--no-cache",)))
    assert first == second == uncached and first.endswith("21 documents, 13 evidence files, 2 not read\n")
    some = pd("lint", "evidence", cwd=broken).out
    assert some.endswith("0 documents, 13 evidence files, 0 not read\n")


def test_the_class_of_every_file_is_shown_to_programs(tmp_path: Path, pd: Pd) -> None:
    write(tmp_path, {
        "portfolio.yaml": "kind: portfolio\n", "README.md": "# a\n", "old/a.md": "# b\n", "pd.toml": 'exclude = ["old/**"]\n',
        "cycles/a/b.docx": b"1",
    })  # fmt: skip
    rows = json.loads(pd("lint", "--show-files", "--format", "json", cwd=tmp_path).out)
    assert {row["path"]: row["class"] for row in rows} == {
        "README.md": "other", "cycles/a/b.docx": "unread", "old/a.md": "excluded", "pd.toml": "other", "portfolio.yaml": "document",
    }  # fmt: skip
    assert pd("lint", "--show-files", cwd=tmp_path).out == "portfolio.yaml\n"


@pytest.mark.parametrize("stage", ["2-analysis.md", "3-reflection.md", "4-design.yaml"])
def test_a_link_to_what_cannot_be_read_is_no_break(tmp_path: Path, pd: Pd, stage: str) -> None:
    root = tmp_path / "p"
    shutil.copytree(EXAMPLES / "daniyar", root)
    file = root / "cycles/2025-2026-1" / stage
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    assert "Breaks: 0." in pd("trace", cwd=root).out
    page = pd("summary", "--to", "md", "--out", "-", cwd=root).out
    assert "| not read |" in page and "Breaks: 0." in page and "**Break**" not in page
    evidence = root / "evidence.yaml"
    evidence.rename(evidence.with_suffix(".yml.txt"))
    assert "Breaks: 0." in pd("trace", cwd=root).out


@pytest.mark.parametrize(
    "data", ["kind: portfolio\nsubject: Тарих: 8\n".encode(), "kind: portfolio\n".encode("utf-16")]
)
def test_readiness_names_the_file_that_hides_the_category(tmp_path: Path, pd: Pd, data: bytes) -> None:
    (tmp_path / "portfolio.yaml").write_bytes(data)
    said = pd("readiness", cwd=tmp_path)
    assert said.code == 2 and "portfolio.yaml cannot be read" in said.err and "--for" not in said.err
