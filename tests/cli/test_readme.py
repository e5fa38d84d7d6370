"""The README's session is what really happens."""

import re
import shlex
import subprocess
from pathlib import Path

from tests.helpers import ROOT, run_pd


def test_the_first_cycle_of_the_readme(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    session = re.search(r"<!-- session -->\n```\n(.*?)```", readme, re.DOTALL)
    assert session
    steps = re.split(r"^\$ pd ", session[1], flags=re.MULTILINE)[1:]
    assert len(steps) == 5
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for step in steps:
        line, _newline, expected = step.partition("\n")
        run = run_pd(*shlex.split(line), cwd=tmp_path, lang="")
        assert run.code == 0
        assert run.err + run.out == expected


def test_every_command_and_document_of_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", readme)
    assert links
    assert all((ROOT / link).exists() for link in links)
