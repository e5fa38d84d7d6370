"""What tests of all rooms share: where the examples are, pd as a user runs it, and how files are made and changed."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from pdcli import i18n
from pdcli.cli.app import run
from pdcli.writing.mark import is_generated

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


class Run(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


class Pd(Protocol):
    """How pd is run."""

    def __call__(self, *arguments: str, cwd: Path, lang: str = "en", stdin: str | bytes = b"", **env: str) -> Run: ...


def run_pd(*arguments: str, cwd: Path, lang: str = "en", stdin: str | bytes = b"", **env: str) -> Run:
    """Run pd in this process. tests/cli/test_processes.py holds it against a process of its own."""
    typed = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
    out, err = _stream("strict"), _stream("backslashreplace")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        for name, stream in {"stdin": _stream("strict", typed), "stdout": out, "stderr": err}.items():
            patch.setattr(sys, name, stream)
        for name, value in {"PD_LANG": lang, "COLUMNS": "100", "NO_COLOR": "1", **env}.items():
            patch.setenv(name, value)
        code = run([*arguments])
    i18n.use("en")
    return Run(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def _stream(errors: str, content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", errors=errors, newline="\n", write_through=True)


def start_pd(*arguments: str, cwd: Path, lang: str = "en", stdin: str = "", **env: str) -> Run:
    """Run pd as a user does, in a process of its own: for what depends on the process."""
    environment = {**os.environ, "PD_LANG": lang, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "NO_COLOR": "1", **env}
    done = subprocess.run(
        [sys.executable, "-m", "pdcli", *arguments],
        cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


def unmarked(path: Path) -> str:
    """A generated text without its mark, which must be true."""
    data = path.read_bytes()
    assert is_generated(path, data), path
    text = re.sub(r',\n  "\$comment": "pd:generated sha256=\w+"(?=\n\}\n\Z)', "", data.decode("utf-8"))
    return re.sub(r"<!-- pd:generated sha256=\w+ -->\n\Z", "", text)


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Make files below a folder, byte for byte as they are given."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root


def change(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    """Replace texts of one file, each of which must be there."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, f"the file no longer has: {old}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def without_style(page: str) -> str:
    """A page without its style sheet, which tests/render/test_styles.py looks at."""
    return re.sub(r"(?s)(?<=<style>).*?(?=</style>)", "…", page)
