"""What pd.toml and [tool.pd] set, which file counts, and what is said about mistakes in them (PD019)."""

import tomllib
from pathlib import Path

import pytest

from pdcli.diagnostics import Diagnostic
from pdcli.discovery.settings import Configuration, find_settings, read_settings
from pdcli.i18n import LANGS
from pdcli.lint.engine import selector_of
from pdcli.lint.run import LintOptions, lint_one
from pdcli.reading.toml_positions import toml_places
from tests.helpers import Pd, write

PORTFOLIO = "kind: portfolio\nlang: en\n"
# PD103 in line 2, PD101 in line 3.
LESSON = "kind: lesson-analysis\ndate: 24.09.2025\ntopik: x\n"
BOTH = ["PD103", "PD101"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "school" / "a", {"portfolio.yaml": PORTFOLIO, "lesson.yaml": LESSON}).resolve()


def found(root: Path, **asked: tuple[str, ...]) -> list[Diagnostic]:
    return list(lint_one(root, LintOptions(**asked)).diagnostics)  # type: ignore[arg-type]


def codes(root: Path, **asked: tuple[str, ...]) -> list[str]:
    return [item.code for item in found(root, **asked)]


def read(file: Path) -> Configuration:
    return read_settings(file, selector_of)


# `¦` marks the place, `¶` its end.
MISTAKES = [
    ("¦selct¶ = ['PD3']\n", "`select`"),
    ('# first\n\n  ¦"sélect"¶ = []\n', "`select`"),
    ("¦rules¶.PD3 = 'error'\n", "`select`"),
    ("[limits]\nidle_days = 80 # days\n¦max_gaols¶ = 3\n", "`max_goals`"),
    ("limits = { max_goals = 3, ¦idle_day¶ = 80 }\n", "`idle_days`"),
    ("limits.¦idle_day¶ = 80\n", "`idle_days`"),
    ("[limits]\n'max_goals'   =   ¦0¶\n", "not below 1"),
    ("[limits]\nmax_goals = ¦2.5¶\n", "not below 1"),
    ("[limits]\nmax_goals = ¦true¶\n", "not below 1"),
    ("[limits]\nevidence_max_mib = ¦nan¶\n", "not below 0.01"),
    ("[limits]\nevidence_max_mib = ¦inf¶\n", "not below 0.01"),
    ("[limits]\nidle_days = ¦'75'¶ # text\n", "not below 7"),
    ("[limits]\nidle_days = ¦2026-10-14 10:00:00¶\n", "not below 7"),
    ("limits = ¦3¶\n", "`[limits]`"),
    ("[[¦limits¶]]\nmax_goals = 3\n", "`[limits]`"),
    ("select = ¦'PD3'¶\n", 'select = ["…"]'),
    ("ignore = ¦['PD3', 4]¶\n", 'ignore = ["…"]'),
    ("ignore = ¦[¶\n  'PD3',\n  4,\n]\n", 'ignore = ["…"]'),
    ("select = ['PD3', ¦'PX1'¶]\n", "`pd rule`"),
    ("select = [\n  'PD3', # the thread\n  ¦''¶,\n]\n", "`pd rule`"),
    ("exclude = ¦7¶\n", 'exclude = ["…"]'),
    ("exclude = ['old/', ¦'#x'¶]\n", ".gitignore"),
    ("exclude = [¦''¶]\n", ".gitignore"),
    ("exclude = [\n  'a',\n  ¦'[a'¶,\n]\n", ".gitignore"),
    ("baseline = ¦7¶\n", "in quotes"),
    ("baseline = ¦''¶\n", "in quotes"),
    ("[severity]\nPD3 = 'error'\nPD302 = ¦'eror'¶\n", "`error`"),
    ("[severity]\nPD302 = ¦['error']¶\n", "`error`"),
    ("[severity]\n¦PX3¶ = 'error'\n", "`pd rule`"),
    ("[severity]\n¦no-such-rule¶ = 'advice'\n", "`pd rule`"),
    ("['per-path-ignores']\n'old/**' = ['PD7', ¦'PX'¶]\n", "`pd rule`"),
    ("[per-path-ignores]\n¦'!a/*'¶ = ['PD7']\n", "you mean"),
    ("[per-path-ignores]\n¦'/'¶ = ['PD7']\n", ".gitignore"),
    ("[per-path-ignores]\n\"қазақ/*\" = ¦'PD7'¶\n", '"қазақ/*" = ["…"]'),
    ("per-path-ignores = { a = ['PD7'], b = [¦'PX'¶] }\n", "`pd rule`"),
    ("select = '''\nselect = 1 ''' ¦=¶\n", "brackets"),
    ("select = [¦", "brackets"),
    ("[limits]\nmax_goals = ¦¶\n", "brackets"),
    ("[limits]\nmax_goals = 3\n¦max_goals = 4\n", "Keep one"),
    ("[limits]\n[severity]\n  ¦[limits]\n", "Keep one"),
    ("'қате' =¦= 1\n", "brackets"),
]


@pytest.mark.parametrize(("text", "hint"), MISTAKES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
@pytest.mark.parametrize("name", ["pd.toml", "pyproject.toml"])
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, text: str, hint: str, newline: str, bom: bytes, name: str
) -> None:
    if name == "pyproject.toml":
        if text.lstrip().startswith("["):
            text = text.replace("[[¦limits", "[[tool.pd.¦limits")
            text = "\n".join(
                line.replace("[", "[tool.pd.", 1) if line.lstrip("¦ ").startswith("[") and "tool" not in line else line
                for line in text.split("\n")
            )
        else:
            text = "[tool.other]\nselect = 1\nlimits = { max_gaols = 3 }\n[tool.pd]\n" + text
    line = text[: text.index("¦")].count("\n") + 1
    before, _mark, after = text.split("\n")[line - 1].partition("¦")
    length = after.replace("]]", "").index("¶") if "¶" in after else None
    file = tmp_path / name
    file.write_bytes(bom + text.replace("¦", "").replace("¶", "").replace("\n", newline).encode("utf-8"))
    configuration = read(file)
    (item,) = configuration.diagnostics
    assert (item.code, item.path) == ("PD019", file)
    column = len(before.replace("¶", "")) + 1
    assert item.span[:2] == (line, column)
    if length is not None and not hint.startswith("brackets"):
        assert item.span[2:] == (line, column + length)
    assert hint in item.hint.text("en") and item.message


@pytest.mark.parametrize(("text", "hint"), MISTAKES)
def test_mistakes_are_told_in_every_language(tmp_path: Path, text: str, hint: str) -> None:
    file = write(tmp_path, {"pd.toml": text.replace("¦", "").replace("¶", "")}) / "pd.toml"
    (item,) = read(file).diagnostics
    said = []
    for lang in LANGS:
        said.append((item.message.text(lang), item.hint.text(lang)))
        if hint.startswith("`"):
            # What is to be typed is the same in all languages.
            assert hint in item.hint.text(lang)
    assert len({message for message, _hint in said}) == 3
    assert len({told for _message, told in said}) == 3


def test_several_mistakes_are_told_and_what_is_right_counts(root: Path) -> None:
    write(root, {"pd.toml": "ignore = ['PD103', '']\n[limits]\nmax_goals = 0\nidle_days = 9\n"})
    assert codes(root) == ["PD101", "PD019", "PD019"]
    configuration = read(root / "pd.toml")
    assert configuration.settings.options.idle_days == 9 and configuration.settings.options.max_goals == 3
    assert configuration.settings.ignore == ("PD103",)


def test_a_file_that_is_no_text(root: Path) -> None:
    (root / "pd.toml").write_bytes("select = ['қ']\n".encode("utf-16"))
    (item,) = (item for item in found(root) if item.code == "PD019")
    assert item.path == root / "pd.toml" and "UTF-16" in item.message.text("en")
    (root / "pd.toml").write_bytes(b"select = " + b"[" * 100_000)
    assert [*BOTH, "PD019"] == codes(root)


@pytest.mark.parametrize(
    "text", ["[tool]\npd = 3\n# [tool.pd]\n", "[[tool.pd]]\nselect = []\n", "tool = 3\n#\n[tool.pd]\n"]
)
def test_a_project_file_that_is_odd(root: Path, text: str) -> None:
    write(root, {"pyproject.toml": text})
    assert set(codes(root)) <= {*BOTH, "PD019"}


def test_what_the_settings_select_does_not_hide_their_mistakes(root: Path) -> None:
    write(root, {"pd.toml": "select = ['PD103']\nselct = []\n"})
    assert codes(root) == ["PD103", "PD019"]
    assert codes(root, select=("PD101",)) == ["PD101"]
    assert codes(root, ignore=("PD019",)) == ["PD103"]


def test_the_nearest_file_upwards_counts(root: Path) -> None:
    school = write(root.parent, {"pd.toml": "ignore = ['PD101']\n"})
    assert find_settings(root) == school / "pd.toml" and codes(root) == ["PD103"]
    write(root, {"pyproject.toml": "[project]\nname = 'x'\n"})
    assert find_settings(root) == school / "pd.toml"
    write(root, {"pyproject.toml": "[project]\nname = 'x'\n[tool.pd]\nignore = ['PD103']\n"})
    assert find_settings(root) == root / "pyproject.toml" and codes(root) == ["PD101"]
    write(root, {"pd.toml": ""})
    assert find_settings(root) == root / "pd.toml" and codes(root) == BOTH


@pytest.mark.parametrize(
    "table", ["[tool.pdm]", "[tool.pd-other]", "# [tool.pd]", "name = '[tool.pd]'", "[other.tool.pd]"]
)
def test_other_tables_are_not_ours(root: Path, table: str) -> None:
    school = write(root.parent, {"pd.toml": "ignore = ['PD101']\n"})
    write(root, {"pyproject.toml": f"{table}\nignore = ['PD103']\n"})
    assert find_settings(root) == school / "pd.toml"
    assert codes(root) == ["PD103"]


@pytest.mark.parametrize(
    "table", ["[tool.pd]", "  [ tool . pd ]  # ours", "[tool.pd.limits]\nmax_goals = 2\n[tool.pd]"]
)
def test_ways_to_write_our_table(root: Path, table: str) -> None:
    write(root, {"pyproject.toml": f"{table}\nignore = ['PD103']\n"})
    assert codes(root) == ["PD101"]


def test_the_command_line_selects_instead_and_ignores_as_well(root: Path) -> None:
    write(root, {"pd.toml": "select = ['PD103']\n"})
    assert codes(root) == ["PD103"]
    assert codes(root, select=("PD101",)) == ["PD101"]
    write(root, {"pd.toml": "ignore = ['PD103']\n"})
    assert codes(root, ignore=("PD101",)) == []
    assert codes(root, select=("PD1",)) == ["PD101"]
    assert codes(root, select=("invalid-date", "pd101")) == ["PD101"]


def test_per_path_ignores(root: Path) -> None:
    write(root, {"old/lesson.yaml": LESSON, "old/2024/lesson.yaml": LESSON, "older/lesson.yaml": LESSON})

    def left() -> list[str]:
        return [f"{item.path.relative_to(root).as_posix()} {item.code}" for item in found(root) if item.code in BOTH]

    everything = left()
    for pattern in ("old/**", "old/*", "old/", "old"):
        write(root, {"pd.toml": f"[per-path-ignores]\n'{pattern}' = ['PD103']\n"})
        assert left() == [item for item in everything if not (item.startswith("old/") and item.endswith("PD103"))]
    write(root, {"pd.toml": "[per-path-ignores]\n'/lesson.yaml' = ['PD1']\n'*/2024/*' = ['unknown-field']\n"})
    assert left() == [
        item for item in everything if not item.startswith("lesson") and item != "old/2024/lesson.yaml PD101"
    ]
    # Paths begin at the file that says so.
    (root / "pd.toml").unlink()
    write(root.parent, {"pd.toml": "[per-path-ignores]\n'a/old/*' = ['PD1']\n'/lesson.yaml' = ['PD1']\n"})
    assert left() == [item for item in everything if not item.startswith("old/")]


def test_the_longest_selector_gives_the_severity(root: Path) -> None:
    write(root, {"pd.toml": "[severity]\nPD103 = 'advice'\nPD1 = 'warning'\nPD = 'error'\n"})
    assert [(item.code, item.severity) for item in found(root)] == [("PD103", "advice"), ("PD101", "warning")]
    write(
        root, {"pd.toml": "[severity]\ninvalid-date = 'warning'\nPD103 = 'advice'\nPD101 = 'erorr'\nPD10 = 'advice'\n"}
    )
    assert [(item.code, item.severity) for item in found(root)] == [
        ("PD103", "warning"), ("PD101", "advice"), ("PD019", "error"),
    ]  # fmt: skip


def test_severity_decides_the_exit_code(root: Path, pd: Pd) -> None:
    assert pd("lint", cwd=root).code == 1
    write(root, {"pd.toml": "severity = { PD103 = 'warning', PD101 = 'advice' }\n"})
    assert pd("lint", cwd=root).code == 0
    assert pd("lint", "--strict", cwd=root).code == 1
    write(root, {"pd.toml": "severity = { PD1 = 'advice' }\n"})
    assert pd("lint", "--strict", cwd=root).code == 0
    write(root, {"pd.toml": "severity = { PD1 = 'advise' }\n"})
    run = pd("lint", cwd=root)
    assert run.code == 1 and "pd.toml:1:20: PD019" in run.out and "`advice`" in run.out


def test_exclude(root: Path) -> None:
    write(root, {"old/lesson.yaml": LESSON, "notes/x.tmp.yaml": LESSON})
    for pattern, left in (("old/**", 4), ("old", 4), ("old/", 4), ("*.tmp.yaml", 4), ("*lesson.yaml", 2), ("none", 6)):
        write(root, {"pd.toml": f"exclude = ['{pattern}']\n"})
        assert len(codes(root)) == left, pattern
    write(root, {"pd.toml": "exclude = ['*.yaml', '!/old/*']\n"})
    assert len(codes(root)) == 2
    # portfolio.yaml says what the portfolio is and cannot be left out.
    write(root, {"pd.toml": "exclude = ['*']\n"})
    assert lint_one(root, LintOptions()).files == (str(root / "portfolio.yaml"),)


def test_limits_reach_the_rules(root: Path) -> None:
    write(root, {
        "lesson.yaml": "kind: evidence\nitems:\n  - {id: e1, title: a, file: a.bin, kind: assessment, why: b}\n",
        "a.bin": b"0" * 20_000,
    })  # fmt: skip
    assert "PD506" not in codes(root)
    write(root, {"pd.toml": "[limits]\nevidence_max_mib = 0.015\n"})
    assert "PD506" in codes(root)


def test_places_in_odd_toml() -> None:
    text = (
        "a.\"b.c\" . 'd' = '''x = 1\n[y]\nz = [ '''''  # = [\n"
        '[ t . "ұ\\"" ] # [n]\n'
        "v = { w = [1, { x = 2 }, \"] }\", '#'], 'y z' = 1979-05-27 07:32:00 }\n"
        'list = [ # [ \' \n  "\\\\",\n  [ 1, 2 ], # ,\n  +inf,\n]\n'
        '[[t.rows]]\nlast = """\\"""""" # "\n'
    )
    data = tomllib.loads(text)
    assert list(data["t"]) == ['ұ"', "rows"]
    lines = text.split("\n")
    spelled = {
        keys: lines[place.key.line - 1][place.key.column - 1 : place.key.end_column - 1]
        for keys, place in toml_places(text).items()
    }
    assert spelled == {
        ("a",): "a", ("a", "b.c"): '"b.c"', ("a", "b.c", "d"): "'d'",
        ("t",): "t", ("t", 'ұ"'): '"ұ\\""', ("t", 'ұ"', "v"): "v", ("t", 'ұ"', "v", "w"): "w",
        ("t", 'ұ"', "v", "w", 0): "1", ("t", 'ұ"', "v", "w", 1): "{ x = 2 }", ("t", 'ұ"', "v", "w", 1, "x"): "x",
        ("t", 'ұ"', "v", "w", 2): '"] }"', ("t", 'ұ"', "v", "w", 3): "'#'", ("t", 'ұ"', "v", "y z"): "'y z'",
        ("t", 'ұ"', "list"): "list", ("t", 'ұ"', "list", 0): '"\\\\"', ("t", 'ұ"', "list", 1): "[ 1, 2 ]",
        ("t", 'ұ"', "list", 1, 0): "1", ("t", 'ұ"', "list", 1, 1): "2", ("t", 'ұ"', "list", 2): "+inf",
        ("t", "rows"): "rows", ("t", "rows", "last"): "last",
    }  # fmt: skip
