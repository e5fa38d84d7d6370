"""What the GitHub action and the hook of pre-commit say, in three languages."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from pdcli.i18n import LANGS, Lang
from tests.helpers import ROOT

SIGNS = {"kk": "[а-яәғқңөұүһі]", "ru": "[а-яё]", "en": "[a-z]"}
NEEDED = {"kk": "одан жаңасы керек", "ru": "или новее", "en": "or newer is needed"}


def load(name: str) -> Any:
    """A definition as GitHub or pre-commit reads it."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_descriptions_are_in_three_languages() -> None:
    action, (hook,) = load("action.yml"), load(".pre-commit-hooks.yaml")
    inputs = [item["description"] for item in action["inputs"].values()]
    for text in (
        action["description"],
        hook["description"],
        *inputs,
        *(step["name"] for step in action["runs"]["steps"]),
    ):
        parts = text.split(" · ")
        assert len(parts) == 3, text
        assert all(re.search(SIGNS[lang], part.lower()) for lang, part in zip(LANGS, parts, strict=True)), text


@pytest.mark.skipif(os.name == "nt", reason="bash is not sure to be there")
@pytest.mark.parametrize("lang", [*LANGS, ""])
def test_a_runner_without_python_is_told_so_in_its_language(lang: Lang | str, tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, "-eo", "pipefail", "-c", load("action.yml")["runs"]["steps"][0]["run"]],
        env={"PATH": str(tmp_path), "LINT_LANG": lang, "RUNNER_TEMP": str(tmp_path)},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert re.fullmatch(r"::error::[^\n]*\n", done.stdout)
    assert NEEDED[lang or "kk"] in done.stdout and "actions/setup-python" in done.stdout
