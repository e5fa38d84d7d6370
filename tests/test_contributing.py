"""The how-tos of CONTRIBUTING.md, each followed in a copy of the project."""

import re
import shlex
from pathlib import Path
from xml.etree import ElementTree

from pdcli.i18n import LANGS
from tests.formats import FINDINGS
from tests.scratch import files, how_to, run, scratch_copy, steps


def test_add_an_output_format(tmp_path: Path) -> None:
    section = how_to("Add an output format")
    assert len(steps(section)) <= 5
    ((name, text),) = files(section).items()
    assert Path(name).stem not in FINDINGS
    copy = scratch_copy(tmp_path)
    (copy / name).write_text(text, encoding="utf-8")
    (tried,) = re.findall(r"`python (-m pdcli [^`]*)`", section)
    report = run(copy, *shlex.split(tried))
    assert report.returncode == 1 and ElementTree.fromstring(report.stdout).findall("./file/error"), report.stderr
    for lang in LANGS:
        page = " ".join(run(copy, "-m", "pdcli", "lint", "--help", lang=lang).stdout.split())
        assert ", checkstyle, " in page
    (tests,) = re.findall(r"`python (-m pytest [^`]*)`", section)
    # What is tried for each format, and what depends on which there are.
    chosen = "checkstyle or any_format or ending or english_in_help or translated"
    done = run(copy, *shlex.split(tests), "-q", "-p", "no:cacheprovider", "-k", chosen)
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > len(LANGS)
    for command in (("ruff", "format", "--check"), ("ruff", "check")):
        done = run(copy, "-m", *command, name)
        assert done.returncode == 0, done.stdout
