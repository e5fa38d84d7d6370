"""Patterns of files mean what git means by them."""

import subprocess
import tomllib
from pathlib import Path

import pytest

from pdcli.discovery.patterns import exact_pattern, is_valid_pattern, matches_patterns
from pdcli.documents.other_tools import exclude_hint
from tests.helpers import write
from tests.repository import Repository

PATHS = (
    "a.md", "b.tmp.md", "old/a.md", "old/deep/a.md", "cycles/old/a.md", "cycles/1/a.md", "cycles/1/2/b.tmp.md", "үлгі/ескі құжат.md",
    "#x.md", "!x.md", "[1].md", "a*b.md", "a b /c.md", "x/#x.md", "old.md",
)  # fmt: skip
PATTERNS = (
    ("old",), ("old/",), ("/old",), ("/old/",), ("old/**",), ("old/*",), ("**/old/**",), ("**/a.md",), ("*.tmp.md",), ("*.md",), ("*",), ("**",),
    ("cycles/*.md",), ("cycles/*/a.md",), ("cycles/**/*.md",), ("cycles/**/a.md",), ("үлгі/*",), ("үлгі/ескі құжат.md",), ("a?md",), ("[ab].md",),
    ("[!a].md",), ("*.md", "!a.md"), ("old/*", "!old/deep"), ("!a.md", "*.md"), ("*.md", "!/a.md"), ("*.md", "!*.tmp.md", "b*"), ("\\#x.md",),
    ("#x.md",), ("\\!x.md",), ("\\[1\\].md",), ("a\\*b.md",), ("a.md  ",), ("a b\\ /",), ("x/",), ("none",), ("",), ("/",), ("a.md/",),
)  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("patterns")
    write(root, dict.fromkeys(PATHS, ""))
    Repository(root)
    return root


@pytest.mark.parametrize("patterns", PATTERNS, ids="|".join)
def test_git_means_the_same(patterns: tuple[str, ...], repository: Path) -> None:
    write(repository, {".git/info/exclude": "".join(f"{pattern}\n" for pattern in patterns)})
    command = ["git", "check-ignore", "--stdin", "-z", "--no-index"]
    asked = "\0".join(PATHS).encode()
    ignored = subprocess.run(command, cwd=repository, input=asked, capture_output=True, check=False).stdout.decode()
    assert [path for path in PATHS if matches_patterns(path, patterns)] == [
        path for path in ignored.split("\0") if path
    ]


@pytest.mark.parametrize("path", PATHS)
def test_an_exact_pattern_means_one_path(path: str) -> None:
    assert [other for other in PATHS if matches_patterns(other, (exact_pattern(path),))] == [path]


@pytest.mark.parametrize("path", PATHS)
def test_the_line_of_a_hint_can_be_copied(path: str) -> None:
    patterns = tomllib.loads(exclude_hint(path).text("en").split("`")[1].split("`")[0])["exclude"]
    assert [other for other in PATHS if matches_patterns(other, patterns)] == [path]


def test_an_exact_folder_is_that_at_this_place() -> None:
    assert [path for path in PATHS if matches_patterns(path, (exact_pattern("old/"),))] == ["old/a.md", "old/deep/a.md"]


@pytest.mark.parametrize("pattern", ["", "  ", "#x", "!", "/", "\\", "a\\", "[", "[a", "[z-a]", "\n"])
def test_what_names_no_file(pattern: str) -> None:
    assert not is_valid_pattern(pattern)
    assert not any(matches_patterns(path, (pattern,)) for path in PATHS)
    assert matches_patterns("a.md", (pattern, "*.md")), "the others count"


@pytest.mark.parametrize("pattern", ["[[:alpha:]]", "a//b", "***", "../x", "!a"])
@pytest.mark.filterwarnings("error")
def test_what_is_odd_does_no_harm(pattern: str) -> None:
    assert is_valid_pattern(pattern)
    assert not matches_patterns("x/y", (pattern,)) or pattern == "***"
