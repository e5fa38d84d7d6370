"""The linter where linters live: a school's repository under pre-commit, GitHub's action, GitLab's template, and readers
of the reports that others wrote. Every planted mistake must be told at its place, and nothing else."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import venv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pdcli.lint.rules import BY_CODE
from pdcli.reading.codes import NEVER_HIDDEN
from tests.helpers import EXAMPLES, ROOT, run_pd
from tests.integration.school import Planted, make_school
from tests.outputs import CASES, TEXTS

pytestmark = pytest.mark.integration
BIN = Path(sys.executable).parent
NODE = ROOT / "tests" / "integration" / "node_modules"
SCHEMA = ROOT / "schemas" / "output" / "lint.schema.json"
IDENTITY = {f"GIT_{who}_{what}": "pd@tests.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
GITHUB_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}
GITLAB_LEVELS = {"error": "major", "warning": "minor", "advice": "info"}
SARIF_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}


def call(*command: str | Path, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command with exactly this environment; standard error goes where the output goes."""
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=env, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip


def git(*arguments: str | Path, cwd: Path) -> str:
    """What git prints."""
    done = call("git", *arguments, cwd=cwd, env={**plain_environment(), **IDENTITY})
    assert done.returncode == 0, done.stdout
    return done.stdout


def plain_environment() -> dict[str, str]:
    """This process's environment without what a service or a person may have set for pd."""
    mine = ("PD_", "GITHUB_", "GITLAB_", "CI", "GIT_", "VIRTUAL_ENV", "RUNNER_", "PYTHON", "PRE_COMMIT")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    return {**kept, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the project with what is not committed yet, as one commit more."""
    clone = tmp_path_factory.mktemp("project") / "pd"
    git("clone", "--quiet", ROOT, clone, cwd=ROOT)
    changed = git("ls-files", "-z", "--modified", "--others", "--exclude-standard", cwd=ROOT)
    for name in sorted(set(changed.split("\0")) - {""}):
        (clone / name).unlink(missing_ok=True)
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
    git("add", "--all", cwd=clone)
    git("commit", "--quiet", "--allow-empty", "--message", "What is not committed yet", cwd=clone)
    return clone


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Planted]]:
    """The school, never changed by a test, and its mistakes."""
    folder = tmp_path_factory.mktemp("made") / "school"
    return folder, make_school(folder)


@pytest.fixture
def school(made: tuple[Path, list[Planted]], tmp_path: Path) -> Path:
    """A copy of the school as a git repository with one commit."""
    folder = tmp_path / "school"
    shutil.copytree(made[0], folder)
    git("init", "--quiet", "--initial-branch", "main", cwd=folder)
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message", "The school", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def planted(made: tuple[Path, list[Planted]]) -> list[Planted]:
    return made[1]


@pytest.fixture(scope="module")
def findings(made: tuple[Path, list[Planted]]) -> dict[str, Any]:
    """pd's own report, to which the others are compared."""
    run = run_pd("lint", "--format", "json", "--no-cache", cwd=made[0])
    report: dict[str, Any] = json.loads(run.out)
    assert run.code == 1 and not run.err
    return report


def report_of(output: str, made: tuple[Path, list[Planted]], target: Path) -> Path:
    """The school's report in a format, as a file."""
    run = run_pd("lint", "--format", output, "--no-cache", cwd=made[0])
    assert run.code == 1 and not run.err, run.err
    target.write_text(run.out, encoding="utf-8")
    return target


def severities(levels: Mapping[str, str], planted: list[Planted]) -> Counter[str]:
    """How many findings of each level are expected."""
    return Counter(levels[BY_CODE[item.code].severity.value] for item in planted)


def test_the_planted_mistakes_are_all_that_is_found(findings: dict[str, Any], planted: list[Planted]) -> None:
    found = [Planted(item["path"], item["line"], item["column"], item["code"]) for item in findings["diagnostics"]]
    assert sorted(found) == planted
    assert len(planted) >= 30 and findings["files"] >= 1500
    assert all(findings["counts"][severity] for severity in ("error", "warning", "advice"))


# --- pre-commit ---------------------------------------------------------------------------------------------------


def test_pre_commit_stops_what_pd_finds(project: Path, school: Path, planted: list[Planted], tmp_path: Path) -> None:
    env = {**plain_environment(), **IDENTITY, "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
           "PD_CACHE_DIR": str(tmp_path / "cache"), "PRE_COMMIT_COLOR": "never"}  # fmt: skip

    def commit() -> subprocess.CompletedProcess[str]:
        call("git", "add", "--all", cwd=school, env=env)
        return call("git", "commit", "--message", "A day's work", cwd=school, env=env)

    valid = call("pre-commit", "validate-manifest", project / ".pre-commit-hooks.yaml", cwd=school, env=env)
    assert valid.returncode == 0, valid.stdout
    hook = {"id": "pd-lint", "args": ["--lang", "en", "--format", "concise"], "verbose": True}
    revision = git("rev-parse", "HEAD", cwd=project).strip()
    config = {"repos": [{"repo": str(project), "rev": revision, "hooks": [hook]}]}
    (school / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    assert call("pre-commit", "install", cwd=school, env=env).returncode == 0

    # A commit that touches no portfolio is stopped all the same: the school's errors are told, each at its place.
    stopped = commit()
    assert stopped.returncode == 1
    assert all(f"{item.path}:{item.line}:{item.column}: {item.code} " in stopped.stdout for item in planted)

    # With the baseline what is known passes …
    baseline = call("pd", "lint", "--write-baseline", cwd=school, env=env)
    assert baseline.returncode == 0 and (school / "pd-baseline.json").exists()
    broken = [item for item in planted if item.code in NEVER_HIDDEN]
    stopped = commit()
    assert stopped.returncode == 1 and f"{len(planted) - len(broken)} findings are known" in stopped.stdout
    # … but for what cannot be read, which nothing hides; once it is corrected …
    for item in broken:
        assert f"{item.path}:{item.line}:{item.column}: {item.code} " in stopped.stdout
        file = school / item.path
        lines = file.read_text(encoding="utf-8").split("\n")
        line = lines[item.line - 1]
        lines[item.line - 1 : item.line] = (
            [] if item.code == "PD003" else [line[: item.column - 1] + line[item.column :]]
        )
        file.write_text("\n".join(lines), encoding="utf-8")
    passed = commit()
    assert passed.returncode == 0, passed.stdout

    # … and a commit that only removes a file, for which pre-commit has no names to pass, does not.
    evidence = sorted(school.glob("teachers/59*/evidence/survey-2025-10.csv"))[0]
    kept = evidence.read_bytes()
    evidence.unlink()
    stopped = commit()
    assert stopped.returncode == 1 and "evidence.yaml:" in stopped.stdout and "PD502" in stopped.stdout
    evidence.write_bytes(kept)
    (school / "notes.txt").write_text("Nothing of a portfolio.\n", encoding="utf-8")
    passed = commit()
    assert passed.returncode == 0, passed.stdout


# --- GitHub -------------------------------------------------------------------------------------------------------


class Action:
    """The composite action, run as a runner does: its steps one after another, each in its own shell."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project, self.temp = project, folder / "runner"
        self.temp.mkdir()
        self.definition = yaml.safe_load((project / "action.yml").read_text(encoding="utf-8"))
        assert self.definition["runs"]["using"] == "composite"

    def run(self, step: dict[str, Any], workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        assert set(step) <= {"name", "shell", "env", "run"} and step["shell"] == "bash"
        values = {name: str(item.get("default", "")) for name, item in self.definition["inputs"].items()}
        assert set(inputs) <= set(values)
        values.update(inputs)

        def expanded(text: str) -> str:
            text = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: values[found[1]], text)
            assert "${{" not in text
            return text

        service = {
            "CI": "true", "GITHUB_ACTIONS": "true", "RUNNER_OS": "Linux", "RUNNER_TEMP": str(self.temp),
            "GITHUB_WORKSPACE": str(workspace), "GITHUB_ACTION_PATH": str(self.project),
            "PD_CACHE_DIR": str(self.temp / "cache"),
        }  # fmt: skip
        given = {name: expanded(str(value)) for name, value in step.get("env", {}).items()}
        script = self.temp / "step.sh"
        script.write_text(expanded(step["run"]), encoding="utf-8")
        return call("bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=workspace,
                    env={**plain_environment(), **service, **given})  # fmt: skip


@pytest.fixture(scope="module")
def action(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Action:
    """The action after its first step."""
    action = Action(project, tmp_path_factory.mktemp("action"))
    done = action.run(action.definition["runs"]["steps"][0], action.temp)
    assert done.returncode == 0, done.stdout
    return action


def annotations(output: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands, taken apart as GitHub's runner takes them apart."""
    found = []
    for line in output.splitlines():
        assert line.startswith("::"), line
        command, _colons, message = line[2:].partition("::")
        level, _space, properties = command.partition(" ")
        pairs = (item.split("=", 1) for item in properties.split(",") if item)
        found.append((level, {name: unescaped(value) for name, value in pairs}, unescaped(message)))
    return found


def unescaped(text: str) -> str:
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def test_the_action_annotates_every_planted_mistake(action: Action, school: Path, planted: list[Planted]) -> None:
    _install, *rest = action.definition["runs"]["steps"]
    (step,) = rest
    done = action.run(step, school)
    assert done.returncode == 1
    found = annotations(done.stdout)
    places = [
        Planted(facts["file"], int(facts["line"]), int(facts["col"]), facts["title"].split()[0])
        for _level, facts, _message in found
    ]
    assert sorted(places) == planted
    assert Counter(level for level, _facts, _message in found) == severities(GITHUB_LEVELS, planted)
    # The log repeats the place, because GitHub shows few annotations of a step.
    assert all(
        message.startswith(f"{facts['file']}:{facts['line']}:{facts['col']}: ") for _level, facts, message in found
    )


def test_the_inputs_of_the_action(action: Action, school: Path, planted: list[Planted]) -> None:
    step = action.definition["runs"]["steps"][-1]
    path = next(item.path for item in planted if item.code == "PD507")
    folder = "/".join(path.split("/")[:2])
    assert " " in folder
    advice = [action.run(step, school, path=folder, lang=lang) for lang in ("kk", "ru", "en")]
    assert all(run.returncode == 0 and run.stdout.startswith("::notice title=PD507") for run in advice)
    assert len({run.stdout for run in advice}) == 3
    chosen = action.run(step, school, path=folder, args="--ignore PD507\n--strict")
    assert (chosen.returncode, chosen.stdout) == (0, "")
    # Only what differs from a revision, and nothing of a hostile value is run.
    (school / path).write_bytes((school / path).read_bytes() + b"\n## Nobody asked this\n\nAn answer.\n")
    since = action.run(step, school, args="--since HEAD", lang="en")
    assert {facts["file"] for _level, facts, _message in annotations(since.stdout)} == {path}
    hostile = action.run(step, school, path="$(touch stolen)", args="`touch stolen` ; touch stolen", lang="en")
    assert hostile.returncode == 2 and not (school / "stolen").exists()


# --- GitLab -------------------------------------------------------------------------------------------------------


def run_job(project: Path, folder: Path, temp: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The job of the template, as GitLab's runner runs it: one script in the image's shell."""
    job = yaml.safe_load((project / "docs" / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))["pd-lint"]
    python = temp / "image"
    if not python.exists():
        venv.create(python, with_pip=True)
    service = {"CI": "true", "GITLAB_CI": "true", "CI_PROJECT_DIR": str(folder)}
    assert set(variables) <= set(job["variables"])
    given = {name: str(value).replace("$CI_PROJECT_DIR", str(folder)) for name, value in job["variables"].items()}
    script = temp / "job.sh"
    script.write_text("\n".join(["set -eo pipefail", *job["before_script"], *job["script"]]) + "\n", encoding="utf-8")
    env = {**plain_environment(), **service, **given, **variables}
    env["PATH"] = f"{python / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return call("bash", script, cwd=folder, env=env)


def test_the_template_of_gitlab(project: Path, school: Path, planted: list[Planted], tmp_path: Path) -> None:
    job = yaml.safe_load((project / "docs" / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))["pd-lint"]
    name = job["artifacts"]["reports"]["codequality"]
    assert job["artifacts"]["when"] == "always", "a job that fails must keep its report"

    unsaid = run_job(project, school, tmp_path)
    assert unsaid.returncode != 0 and "say where pip finds pd" in unsaid.stdout

    done = run_job(project, school, tmp_path, PD_SOURCE=str(project), PD_LANG="en")
    assert done.returncode == 1, done.stdout
    report = json.loads((school / name).read_text(encoding="utf-8"))
    places = [
        Planted(item["location"]["path"], begin["line"], begin["column"], item["check_name"])
        for item in report
        for begin in [item["location"]["positions"]["begin"]]
    ]
    assert sorted(places) == planted
    assert Counter(item["severity"] for item in report) == severities(GITLAB_LEVELS, planted)
    assert len({item["fingerprint"] for item in report}) == len(report) and all(item["description"] for item in report)
    # The log is for people.
    assert all(f"{item.path}:{item.line}:{item.column}: {item.code} " in done.stdout for item in planted)

    clean = sorted(path.name for path in (school / "teachers").iterdir())[-1]
    done = run_job(project, school, tmp_path, PD_SOURCE=str(project), PD_LANG="en", PD_PATH=f"teachers/{clean}",
                   PD_ARGS="--strict")  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert json.loads((school / name).read_text(encoding="utf-8")) == []


# --- Readers of reports -------------------------------------------------------------------------------------------


def test_sarif_is_valid_and_read_alike_by_others(
    made: tuple[Path, list[Planted]], planted: list[Planted], findings: dict[str, Any], tmp_path: Path
) -> None:
    report = report_of("sarif", made, tmp_path / "pd.sarif")
    checked = tmp_path / "checked.sarif"
    done = call(NODE / ".bin" / "sarif-multitool", "validate", report, "--output", checked,
                cwd=tmp_path, env=plain_environment())  # fmt: skip
    assert done.returncode == 0, done.stdout
    remarks = json.loads(checked.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
    # There is no page on the web yet that pd could name.
    assert {item["ruleId"] for item in remarks} <= {"SARIF2005"}, remarks

    rows = tmp_path / "rows.csv"
    done = call(BIN / "sarif", "csv", "--output", rows, report, cwd=tmp_path, env=plain_environment())
    assert done.returncode == 0, done.stdout
    with rows.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert len(read) == len(findings["diagnostics"])
    assert Counter(row["Severity"] for row in read) == severities(SARIF_LEVELS, planted)
    places = sorted((urllib.parse.unquote(row["Location"]), int(row["Line"]), row["Code"]) for row in read)
    assert places == sorted((item.path, item.line, item.code) for item in planted)

    broken = json.loads(report.read_text(encoding="utf-8"))
    broken["runs"][0]["results"][0]["ruleIndex"] = 1000
    report.write_text(json.dumps(broken), encoding="utf-8")
    done = call(NODE / ".bin" / "sarif-multitool", "validate", report, cwd=tmp_path, env=plain_environment())
    assert "error" in done.stdout, "the validator would say something"


def test_junit_is_read_alike_by_others(
    made: tuple[Path, list[Planted]], planted: list[Planted], findings: dict[str, Any], tmp_path: Path
) -> None:
    import junitparser  # here, because `make test` only collects this file

    report = junitparser.JUnitXml.fromfile(str(report_of("junit", made, tmp_path / "pd.xml")))
    cases = [case for suite in report for case in suite]
    assert report.tests == report.failures == len(cases) == len(findings["diagnostics"])
    assert sum(suite.failures for suite in report) == len(cases)
    places = []
    for case in cases:
        (failure,) = case.result
        code, place = case.name.split()
        line, column = map(int, place.split(":"))
        places.append(Planted(case.classname, line, column, code))
        assert failure.type == BY_CODE[code].severity.value and failure.message and failure.text
    assert sorted(places) == planted


def test_json_is_valid_for_another_validator(made: tuple[Path, list[Planted]], tmp_path: Path) -> None:
    report = report_of("json", made, tmp_path / "pd.json")
    wrong = tmp_path / "wrong.json"
    wrong.write_text(report.read_text(encoding="utf-8").replace('"line"', '"row"', 1), encoding="utf-8")
    ajv = [NODE / ".bin" / "ajv", "validate", "--spec=draft2020", "-c", "ajv-formats", "-s", SCHEMA, "-d"]
    accepted = call(*ajv, report, cwd=tmp_path, env=plain_environment())
    assert accepted.returncode == 0, accepted.stdout
    refused = call(*ajv, wrong, cwd=tmp_path, env=plain_environment())
    assert refused.returncode == 1 and "line" in refused.stdout


@pytest.mark.parametrize("output", TEXTS)
def test_every_schema_and_output_is_valid_for_another_validator(output: str, tmp_path: Path) -> None:
    name = output.removeprefix("output/").removesuffix(".schema.json")
    lines = [(place, line) for place, known, line in CASES if known == name]
    schema = tmp_path / "schema.json"
    schema.write_text(TEXTS[output], encoding="utf-8")
    ajv = [NODE / ".bin" / "ajv", "compile", "--spec=draft2020", "-c", "ajv-formats", "-s", schema]
    done = call(*ajv, cwd=tmp_path, env=plain_environment())
    assert done.returncode == 0, done.stdout
    for number, (place, line) in enumerate(lines):
        said = run_pd(*line, cwd=EXAMPLES / place, lang="ru")
        data = tmp_path / f"{number}.json"
        data.write_text(said.out, encoding="utf-8")
        ajv = [NODE / ".bin" / "ajv", "validate", "--spec=draft2020", "-c", "ajv-formats", "-s", schema, "-d", data]
        done = call(*ajv, cwd=tmp_path, env=plain_environment())
        assert done.returncode == 0, (place, done.stdout)


def test_the_guide_names_what_there_is(project: Path) -> None:
    text = (project / "docs" / "ci.md").read_text(encoding="utf-8")
    commit, workflow, pipeline = (yaml.safe_load(part) for part in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    hooks = yaml.safe_load((project / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [item["id"] for item in commit["repos"][0]["hooks"]] == [item["id"] for item in hooks]
    inputs = yaml.safe_load((project / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert set(workflow["jobs"]["pd"]["steps"][-1]["with"]) == set(inputs)
    template = yaml.safe_load((project / pipeline["include"][0]["file"]).read_text(encoding="utf-8"))
    assert set(pipeline["pd-lint"]["variables"]) <= set(template["pd-lint"]["variables"])
