"""`pd lint --out`: a file of pd's own, whole and in UTF-8; and paths as the services of CI take them."""

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from pdcli.exchange.output_schemas import outputs
from tests.helpers import Pd, write

LESSON = "kind: lesson-analysis\ntitle: Бөлшек\ndate: 31.02.2026\n"
MACHINES = ("json", "gitlab", "sarif", "junit")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A repository: two portfolios below teachers/, each with one error."""
    for name in ("a", "Әлия"):
        write(
            tmp_path,
            {f"teachers/{name}/portfolio.yaml": "kind: portfolio\nlang: kk\n", f"teachers/{name}/lesson.yaml": LESSON},
        )
    return tmp_path


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("f.json", "json"),
        ("f.sarif", "sarif"),
        ("f.xml", "junit"),
        ("f.txt", "text"),
        ("F.JSON", "json"),
        ("f", "text"),
    ],
)
def test_the_ending_chooses_the_format(school: Path, pd: Pd, name: str, form: str) -> None:
    direct = pd("lint", "--format", form, cwd=school, lang="kk")
    run = pd("lint", "--out", name, cwd=school, lang="kk")
    assert (run.code, run.out) == (1, "") and name in run.err
    written = (school / name).read_bytes().decode("utf-8")
    if form == "json":
        found = json.loads(written)
        assert found.pop("$comment").startswith("pd:generated")
        assert found == json.loads(direct.out)
    elif form == "junit":
        assert ElementTree.fromstring(written).attrib == ElementTree.fromstring(direct.out).attrib
    else:
        assert written == direct.out
    assert (
        "өзгеріссіз" in pd("lint", "--out", name, cwd=school, lang="en" if form == "sarif" else "kk").err
        or form == "sarif"
    )


def test_a_format_that_is_named_counts_more_than_the_ending(school: Path, pd: Pd) -> None:
    assert pd("lint", "--format", "gitlab", "--out", "f.json", "--exit-zero", cwd=school).code == 0
    assert isinstance(json.loads((school / "f.json").read_bytes()), list)
    assert pd("lint", "--out", "g.json", cwd=school, GITHUB_ACTIONS="true").code == 1
    assert json.loads((school / "g.json").read_bytes())["schema_version"] == 2
    assert pd("lint", "--out", "-", cwd=school).out == pd("lint", cwd=school).out


def test_what_is_written_fits_its_schema(school: Path, pd: Pd) -> None:
    pd("lint", "--out", "f.json", cwd=school)
    jsonschema_rs.validate(outputs()["lint"].schema, json.loads((school / "f.json").read_bytes()))
    pd("lint", "--out", "f.sarif", cwd=school)
    assert set(json.loads((school / "f.sarif").read_bytes())) == {"$schema", "version", "runs"}, (
        "SARIF allows no other key"
    )


@pytest.mark.parametrize("form", MACHINES)
def test_what_machines_read_is_ascii(school: Path, pd: Pd, form: str) -> None:
    run = pd("lint", "--format", form, cwd=school, lang="kk")
    assert run.out.isascii() and run.code == 1
    # As Windows PowerShell 5.1 does with `>`: what was in no ASCII would not come back.
    again = run.out.encode("utf-8").decode("cp866").encode("utf-16").decode("utf-16")
    text = (
        str(json.loads(again))
        if form != "junit"
        else "".join(ElementTree.fromstring(again.partition("\n")[2]).itertext())
    )
    assert "деген күн жоқ" in text


def test_folders_that_are_missing_are_created_as_by_every_command_with_out(school: Path, pd: Pd) -> None:
    for command in (
        ("lint", "--exit-zero"),
        ("summary", "teachers/a"),
        ("render", "teachers/a"),
        ("pack", "teachers/a"),
    ):
        place = f"new/{command[0]}/deep" + {"lint": "/f.json", "pack": "/p.zip"}.get(command[0], "")
        run = pd(*command, "--out", place, cwd=school)
        assert f"create  {place}" in run.err and (school / place).exists(), run.err
    assert "folders that are missing are created" in " ".join(pd("lint", "--help", cwd=school).out.split())


@pytest.mark.parametrize("name", ["f.json", "f.sarif", "f.xml", "f.txt"])
def test_only_what_pd_wrote_is_written_over(school: Path, pd: Pd, name: str) -> None:
    assert pd("lint", "--out", name, cwd=school).code == 1
    write(school, {"teachers/a/lesson.yaml": LESSON.replace("31.02", "30.02")})
    assert pd("lint", "--out", name, cwd=school).code == 1, "its own file may be made again"
    changed = (school / name).read_bytes() + b" "
    (school / name).write_bytes(changed)
    write(school, {"teachers/a/lesson.yaml": LESSON})
    run = pd("lint", "--out", name, cwd=school)
    assert run.code == 2 and "conflict" in run.err and "--out" in run.err
    assert (school / name).read_bytes() == changed


@pytest.mark.parametrize("name", ["teachers/a/lesson.yaml", "teachers/a/portfolio.yaml", "notes.txt", "teachers"])
def test_no_file_of_a_person_is_written_over(school: Path, pd: Pd, name: str) -> None:
    write(school, {"notes.txt": "менің жазбам\n"})
    before = {path: path.read_bytes() for path in school.rglob("*") if path.is_file()}
    assert pd("lint", "--out", name, cwd=school).code == 2
    assert {path: path.read_bytes() for path in school.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("option", ["--diff", "--statistics", "--show-files", "--write-baseline"])
def test_out_takes_findings_only(school: Path, pd: Pd, option: str) -> None:
    run = pd("lint", "--out", "f.json", option, cwd=school)
    assert run.code == 2 and option in run.err and not (school / "f.json").exists()


@pytest.mark.parametrize("place", ["", "teachers", "teachers/a"])
def test_services_take_paths_from_the_top_of_the_repository(school: Path, pd: Pd, place: str) -> None:
    folder = school / place
    run = pd("lint", "--format", "github", cwd=folder, GITHUB_WORKSPACE=str(school))
    assert "file=teachers/a/lesson.yaml," in run.out and "::teachers/a/lesson.yaml:3:7: PD103" in run.out
    run = pd("lint", "--format", "gitlab", cwd=folder, CI_PROJECT_DIR=str(school))
    assert "teachers/a/lesson.yaml" in {item["location"]["path"] for item in json.loads(run.out)}
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        run = pd("lint", "--format", "sarif", cwd=folder, **{name: str(school)})
        one = json.loads(run.out)["runs"][0]
        assert one["originalUriBaseIds"]["ROOT"]["uri"] == school.resolve().as_uri() + "/"
        places = {item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in one["results"]}
        assert "teachers/a/lesson.yaml" in places


def test_elsewhere_paths_are_as_one_types_them(school: Path, pd: Pd, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = str(tmp_path_factory.mktemp("workspace"))
    folder = school / "teachers"
    for form in ("github", "gitlab", "concise", "json"):
        said = pd("lint", "--format", form, cwd=folder, GITHUB_WORKSPACE=other, CI_PROJECT_DIR=other)
        assert said == pd("lint", "--format", form, cwd=folder, GITHUB_WORKSPACE="", CI_PROJECT_DIR="")
    text = pd("lint", cwd=folder, GITHUB_WORKSPACE=str(school), CI_PROJECT_DIR=str(school)).out
    assert text.startswith("a/lesson.yaml:3:7:"), "people read it here"
    link = school / "link"
    link.symlink_to(school, target_is_directory=True)
    run = pd("lint", "--format", "github", "teachers/a", cwd=school, GITHUB_WORKSPACE=str(link))
    assert "file=teachers/a/lesson.yaml," in run.out
