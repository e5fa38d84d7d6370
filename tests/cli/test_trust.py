"""A stranger's portfolio is data: read from outside nothing of it acts; whoever stands in it has it as it is."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pdcli.discovery.trust import Mode, Trust, own_trust, trust_from
from pdcli.guideline.packs import PACK_FOLDER
from pdcli.portfolio.pack_reader import read_pack
from tests.attack.payloads import RAW
from tests.formats import FINDINGS, text_formats
from tests.helpers import EXAMPLES, Pd, run_pd, write
from tests.render.endless import ENDLESS
from tests.stranger import FORGED_PAGE, FORGED_RULE, OFFICIAL, ORDERS, WRITTEN_ORDERS, commit, forge

SCHOOL = "kind: school\nlang: en\n"
LINE = "This portfolio’s own files"
TOLD = "this portfolio comes with files of its own"


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    return forge(tmp_path / "stranger")


@pytest.fixture
def in_school(tmp_path: Path) -> Path:
    """A forged portfolio in a school."""
    write(tmp_path / "school", {"school.yaml": SCHOOL})
    return forge(tmp_path / "school" / "teachers" / "x")


def digest(file: Path) -> str:
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_whose_a_portfolio_is(tmp_path: Path) -> None:
    school = write(tmp_path / "s", {
        "school.yaml": SCHOOL, "pd.toml": "", "teachers/a/portfolio.yaml": "", "teachers/b/portfolio.yaml": "",
        "teachers/b/pd.toml": "", "teachers/b/cycles/x/cycle.yaml": "",
    })  # fmt: skip
    a, b = school / "teachers" / "a", school / "teachers" / "b"
    for folder, modes in (
        (school, ("own", "reader", "reader")),
        (school / "teachers", ("own", "reader", "reader")),
        (a, ("own", "own", "reader")),
        (b / "cycles" / "x", ("own", "reader", "own")),
        (tmp_path, ("reader", "reader", "reader")),
    ):
        trust = trust_from(folder)
        assert tuple(trust.mode(root) for root in (school, a, b)) == tuple(map(Mode, modes)), folder
    assert trust_from(school).config == trust_from(a).config == school / "pd.toml"
    assert trust_from(b).config == b / "pd.toml" and trust_from(tmp_path).config is None
    assert trust_from(b).packs == (school / "packs", b / "packs")
    assert trust_from(b).templates == (b / "templates", school / "templates")
    assert own_trust(b) == trust_from(b)


def test_an_unpacked_packet_is_nobodys_own(pd: Pd, good: Path) -> None:
    write(good, {"pd.toml": 'ignore = ["PD"]\n'})
    assert pd("pack", cwd=good).code == 0
    unpacked = good.parent / "unpacked"
    shutil.unpack_archive(good / "build" / "packet.zip", unpacked)
    assert trust_from(unpacked) == trust_from(unpacked / "cycles") == Trust()
    assert trust_from(unpacked).mode(unpacked) is Mode.READER


def test_lint_from_outside_shows_what_the_stranger_hides(pd: Pd, in_school: Path) -> None:
    school = in_school.parent.parent
    inside = pd("lint", "--format", "concise", cwd=in_school)
    outside = pd("lint", "--format", "concise", cwd=school)
    by_path = pd("lint", "--format", "concise", "school/teachers/x", cwd=school.parent)
    assert outside.code == by_path.code == 1
    for run, place in ((outside, "teachers/x"), (by_path, "school/teachers/x")):
        assert f"{place}/diary/broken.yaml:" in run.out and f"{place}/diary/slip.yaml:" in run.out
        assert f"{place}/packs/{OFFICIAL}.yaml:" in run.out and "PD021" in run.out
        assert f"{place}: {TOLD} – pd.toml ({digest(in_school / 'pd.toml')[:12]}), " in run.err
        # What is excluded and what is ignored; of the profile nothing could be hidden.
        count = run.out.count(": PD") - run.out.count("portfolio.yaml:6:")
        assert (
            f"{place}/pd.toml hides {count} findings from the owner of these documents; here they are shown." in run.err
        )
    # Whoever stands in it has their own settings.
    assert "slip.yaml" not in inside.out and LINE not in inside.err


def test_lint_tells_a_program_what_is_brought_and_hidden(pd: Pd, in_school: Path) -> None:
    write(in_school, {
        "diary/lesson.yaml": "kind: lesson-analysis\ntopik: x # pd: ignore[PD101]\n", "pd.toml": 'ignore = ["PD103"]\n',
        "diary/other.yaml": "kind: lesson-analysis\ndate: 24.09.2025\n",
    })  # fmt: skip
    told = json.loads(pd("lint", "--format", "json", "teachers/x", cwd=in_school.parent.parent).out)
    assert {
        "portfolio": "teachers/x",
        "sort": "settings",
        "path": "pd.toml",
        "sha256": digest(in_school / "pd.toml"),
    } in (told["brought"])
    assert {item["sort"] for item in told["brought"]} == {"settings", "pack", "template"}
    assert {"path": "teachers/x/pd.toml", "findings": 1, "acts": False} in told["hidden"]
    assert {"path": "teachers/x", "findings": 1, "acts": True} in told["hidden"]


@pytest.mark.parametrize("hiding", ["settings", "option", "comment", "baseline", "select"])
def test_what_is_not_read_cannot_be_hidden_by_anybody(pd: Pd, good: Path, hiding: str) -> None:
    mark = "# pd: ignore-file[PD002]\n" if hiding == "comment" else ""
    write(good, {
        "diary/broken.yaml": f"{mark}kind: growth-diary\ntitle: [\n",
        "diary/day.yaml.txt": "kind: growth-diary\n", "diary/odd.yaml": "kind: no-such-kind\n",
    })  # fmt: skip
    options = ["--ignore", "PD0"] if hiding == "option" else []
    if hiding == "settings":
        write(good, {"pd.toml": 'ignore = ["PD"]\n[severity]\nPD0 = "advice"\n[per-path-ignores]\n"**" = ["PD"]\n'})
    elif hiding == "select":
        write(good, {"pd.toml": 'select = ["PD708"]\n'})
    elif hiding == "baseline":
        assert pd("lint", "--write-baseline", cwd=good).code == 0
    run = pd("lint", "--format", "concise", *options, cwd=good)
    assert run.code == 1
    for place, code in (("broken.yaml:3:8" if mark else "broken.yaml:2:8", "PD002"), ("odd.yaml:1:7", "PD006")):
        assert f"diary/{place}: {code} " in run.out, run.out
    assert "diary/day.yaml.txt:1:1: PD022 " in run.out


@pytest.mark.usefixtures("stranger")
def test_the_readers_own_settings_act(pd: Pd, tmp_path: Path) -> None:
    write(tmp_path / "mine", {"mine.toml": 'ignore = ["PD112"]\n', "pyproject.toml": '[tool.pd]\nignore = ["PD021"]\n'})
    first = pd("lint", "--format", "concise", "../stranger", cwd=tmp_path / "mine")
    assert "PD112" in first.out and "PD021" not in first.out
    second = pd("lint", "--format", "concise", "--config", "mine.toml", "../stranger", cwd=tmp_path / "mine")
    assert "PD112" not in second.out and "PD021" in second.out
    for option in ("--config", "--packs", "--templates"):
        run = pd("lint", option, "nowhere", "../stranger", cwd=tmp_path / "mine")
        assert run.code == 2 and f" nowhere ({option}).\n" in run.err


def test_a_pack_of_a_stranger_measures_nobody(pd: Pd, stranger: Path) -> None:
    for cwd, path in ((stranger.parent, "stranger"), (stranger, ".")):
        run = pd("readiness", path, cwd=cwd)
        assert FORGED_RULE not in run.out and "not verified" in run.out
    text = (EXAMPLES / "broken-school/teachers/sanat/packs/audan-2026.yaml").read_text(encoding="utf-8")
    assert text
    own_pack = (stranger / f"packs/{OFFICIAL}.yaml").read_text(encoding="utf-8").replace(f"key: {OFFICIAL}", "key: zz")
    write(stranger, {"packs/zz.yaml": own_pack.replace("since: 2025-02-25", "since: 2026-01-01")})
    assert FORGED_RULE in pd("readiness", cwd=stranger).out
    assert FORGED_RULE not in pd("readiness", "stranger", cwd=stranger.parent).out
    assert pd("readiness", "stranger", "--pack", "zz", cwd=stranger.parent).code == 2
    # A pack that the reader names does.
    shutil.copytree(stranger / "packs", stranger.parent / "packs")
    run = pd("readiness", "stranger", "--packs", "packs", cwd=stranger.parent)
    assert FORGED_RULE in run.out and run.code == 1 and "PD021" in run.err


COMMANDS = ("summary", "readiness", "trace", "history")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_a_stranger_is_pds_own(pd: Pd, stranger: Path, command: str, tmp_path: Path) -> None:
    where = [".", "stranger"] if command == "trace" else ["stranger"]
    where = where[1:] if command == "trace" else where
    for suffix in ("html", "md"):
        run = pd(command, *where, "--to", suffix, "--out", "-", cwd=tmp_path)
        assert FORGED_PAGE not in run.out and f"stranger: {TOLD} – " in run.err, run.err
        run = pd(command, "--to", suffix, "--out", "-", cwd=stranger)
        assert run.out == FORGED_PAGE + "\n" and TOLD not in run.err
        run = pd(command, *where, "--to", suffix, "--out", "-", "--templates", "stranger/templates", cwd=tmp_path)
        assert run.out == FORGED_PAGE + "\n"


@pytest.mark.parametrize(
    "command", [("summary",), ("readiness",), ("trace",), ("history",), ("school",), ("summary", "x/..")]
)
def test_a_box_on_each_page_lists_what_is_brought(pd: Pd, in_school: Path, command: tuple[str, ...]) -> None:
    school = in_school.parent.parent
    where = [".."] if command[0] == "school" else ["."] if len(command) > 1 else ["teachers/x"]
    cwd = school / "teachers" if command[0] == "school" else school
    said = {name: digest(in_school / name)[:12] for name in ("pd.toml", "known.json", f"packs/{OFFICIAL}.yaml")}
    del said["known.json"]
    for suffix in ("html", "md"):
        page = pd(command[0], *where, "--to", suffix, "--out", "-", cwd=cwd).out
        line = LINE.replace("portfolio", "school") if command[0] == "school" else LINE
        assert line in page, page[-3000:]
        box = page[page.index(line) :]
        assert "are listed but not used." in box
        for name, short in said.items():
            assert re.search(rf"{re.escape(name)}.{{0,20}}SHA-256 {short}", box), (name, box)
    told = json.loads(pd(command[0], *where, "--to", "json", "--out", "-", cwd=cwd).out)
    files = (told["portfolios"][0] if command[0] == "history" else told)["brought"]
    assert {(item["sort"], item["acts"]) for item in files} == {
        (sort, False) for sort in ("settings", "pack", "template")
    }
    assert digest(in_school / "pd.toml") in {item["sha256"] for item in files}


def test_a_file_of_a_school_is_named_once(pd: Pd, in_school: Path, tmp_path: Path) -> None:
    """However many portfolios the school has, with a path that leads straight there."""
    school = in_school.parent.parent
    write(school, {"pd.toml": 'ignore = ["PD708"]\n', "packs/own.yaml": "key: own\n"})
    for name in ("a", "b"):
        write(school / "teachers" / name, {"portfolio.yaml": "kind: portfolio\nlang: kk\nname: Ә Ү\n"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = str(school)
    for command in (("summary", place), ("school", place, "--year", "2026-2027"), ("lint", place)):
        run = pd(*command, *(("--to", "md", "--out", "-") if command[0] != "lint" else ()), cwd=elsewhere)
        assert "/.." not in run.out and "/.." not in run.err, run.err
        lines = [line for line in run.err.splitlines() if " comes with files of its own" in line]
        assert (
            sum(line.count(" pd.toml (") for line in lines) == 2
            and "this school comes with files of its own" in run.err
        )
        if command[0] != "lint":
            box = run.out[run.out.index("’s own files") :]
            assert box.count("own.yaml") == 1, box
    told = json.loads(pd("lint", place, "--format", "json", cwd=elsewhere).out)
    files = [(item["portfolio"], item["path"]) for item in told["brought"]]
    assert len(files) == len(set(files)) and not any(".." in path for _portfolio, path in files)
    table = json.loads(pd("summary", place, "--to", "json", "--out", "-", cwd=elsewhere).out)
    files = [(item["portfolio"], item["path"]) for item in table["brought"]]
    assert len(files) == len(set(files)) and ("", "../pd.toml") in files


def test_no_box_where_nothing_is_brought(pd: Pd) -> None:
    assert LINE not in pd("summary", "aigerim", "--to", "md", "--out", "-", cwd=EXAMPLES).out


def test_an_own_page_says_what_acts_on_it(pd: Pd, good: Path) -> None:
    write(good, {"pd.toml": ""})
    page = pd("summary", "--to", "md", "--out", "-", cwd=good).out
    assert "This page was made inside the portfolio: there the portfolio’s own files are used." in page


@pytest.mark.parametrize(
    "command", [("render", "school.yaml"), ("school",), ("trace", "--school")], ids=["render", "school", "trace"]
)
def test_a_page_of_a_school_speaks_of_the_school(command: tuple[str, ...], pd: Pd, tmp_path: Path) -> None:
    plan = "kind: school-plan\nlines: [{id: a1, action: A}]\n"
    write(tmp_path, {"school.yaml": "kind: school\nname: A\n", "pd.toml": "", "school/2026-2027/plan.yaml": plan})
    page = pd(*command, "--to", "md", "--out", "-", cwd=tmp_path, lang="en").out
    assert "**This school’s own files**" in page and "the school’s own files are used" in page
    assert "portfolio’s own files" not in page


def test_a_blind_page_says_nothing_of_what_is_brought(pd: Pd, in_school: Path) -> None:
    run = pd("summary", "teachers/x", "--blind", "--to", "json", "--out", "-", cwd=in_school.parent.parent)
    assert run.code in (0, 1) and json.loads(run.out)["brought"] == []


def test_where_a_pack_comes_from_stands_beside_its_name(pd: Pd, in_school: Path) -> None:
    school = in_school.parent.parent
    (in_school / f"packs/{OFFICIAL}.yaml").unlink()
    official = digest(PACK_FOLDER / f"{OFFICIAL}.yaml")[:12]
    for words in (
        ("readiness", "teachers/x"), ("readiness", "teachers/x", "--packs"), ("readiness", "teachers/x", "--compare", "guideline"),
        *(("readiness", "teachers/x", "--to", suffix, "--out", "-") for suffix in ("html", "md")),
        *(("summary", path, "--to", suffix, "--out", "-") for path in (".", "teachers/x") for suffix in ("html", "md")),
    ):  # fmt: skip
        said = " ".join(pd(*words, "--date", "2026-12-09", cwd=school, COLUMNS="500").out.split())
        assert f"comes with pd, SHA-256 {official}, checked on 29 November 2026, 10 days ago" in said, words
    pack = json.loads(pd("readiness", "teachers/x", "--format", "json", cwd=school).out)["pack"]
    assert (pack["origin"], pack["checked_on"]) == ("shipped", "2026-11-29") and pack["sha256"].startswith(official)
    own_pack = (PACK_FOLDER / f"{OFFICIAL}.yaml").read_text(encoding="utf-8").replace(f"key: {OFFICIAL}", "key: zz")
    own_pack = own_pack.replace("since: 2025-02-25", "since: 2026-01-01").replace("checked_on: 2026-11-29\n", "")
    write(school, {"packs/zz.yaml": own_pack})
    one = digest(school / "packs/zz.yaml")[:12]
    said = " ".join(pd("readiness", "teachers/x", cwd=school, COLUMNS="500").out.split())
    assert f"the school’s own pack, SHA-256 {one}, the date of the check is not stated" in said
    (school / "packs").rename(school.parent / "mine")
    write(in_school, {"packs/zz.yaml": own_pack})
    said = " ".join(pd("readiness", cwd=in_school, COLUMNS="500").out.split())
    assert f"the portfolio’s own pack, SHA-256 {one}" in said
    said = " ".join(pd("readiness", "teachers/x", "--packs", "../mine", cwd=school, COLUMNS="500").out.split())
    assert f"the reader’s own pack, SHA-256 {one}" in said


def test_one_table_uses_one_pack(pd: Pd, in_school: Path) -> None:
    teachers = in_school.parent
    shutil.copytree(EXAMPLES / "aigerim", teachers / "y")
    own_pack = (PACK_FOLDER / f"{OFFICIAL}.yaml").read_text(encoding="utf-8").replace(f"key: {OFFICIAL}", "key: zz")
    write(in_school, {"packs/zz.yaml": own_pack.replace("since: 2025-02-25", "since: 2026-01-01")})
    for cwd, key in ((teachers.parent, OFFICIAL), (in_school, "zz")):
        rows = json.loads(pd("summary", str(teachers), "--to", "json", "--out", "-", cwd=cwd).out)["rows"]
        assert [row["pack"] for row in rows] == [key, key]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("72 hours (36", "73 hours (36", "The texts in the three languages give different numbers: kk: 36, 72; ru: 36, 72; en: 36, 73."),
        (
            'master: {kk: "70 % не одан көп", ru: "70 % и больше", en: "70 % or more"}',
            'master: {kk: "75 % не одан көп", ru: "75 % и больше", en: "75 % or more"}',
            "The text says 75, but that number is not among the figures of this criterion: 4, 70.",
        ),
        # Every text, not only what is needed.
        (
            '"Педагогтерді аттестаттау қағидалары"', '"Педагогтерді аттестаттау қағидалары, 7"',
            "The texts in the three languages give different numbers: kk: 7; ru: ; en: .",
        ),
    ],
)  # fmt: skip
def test_numbers_in_words_are_held_to_the_figures(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (PACK_FOLDER / f"{OFFICIAL}.yaml").read_text(encoding="utf-8").replace(f"key: {OFFICIAL}", "key: zz")
    assert old in text
    write(tmp_path, {"zz.yaml": text.replace(old, new, 1)})
    pack, problems = read_pack(tmp_path / "zz.yaml")
    assert pack is None and {item.message.text("en") for item in problems} == {message}


SAYING = [
    *(("lint", "--format", form) for form in FINDINGS),
    ("lint", "--show-files"), ("lint", "--show-files", "--format", "json"), ("lint", "--statistics"),
    *(("summary", "--to", suffix, "--out", "-") for suffix in text_formats("comparison")),
    ("summary", "--each", "--dry-run"), ("summary", "--blind", "--to", "json", "--out", "-"),
    ("readiness",), ("readiness", "--to", "md", "--out", "-"), ("readiness", "--format", "json"),
    ("readiness", "--compare", "guideline"), ("trace",), ("trace", "--format", "json"), ("trace", "--to", "md", "--out", "-"),
    ("history",), ("history", "--format", "json"), ("history", "--to", "html", "--out", "-"), ("status",),
    ("render", "--dry-run"), ("pack", "--dry-run"), ("guide",),
]  # fmt: skip


@pytest.fixture(scope="module")
def ordering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio whose answers, names of files and commits give orders."""
    root = forge(tmp_path_factory.mktemp("ordering") / f"x{ORDERS.translate({0: None, 47: None})}")
    shutil.rmtree(root / "templates")
    design = root / "cycles" / "2025-2026-1" / "4-design.yaml"
    design.write_text(design.read_text("utf-8").replace("    text: ", f"    text: {WRITTEN_ORDERS} # ", 1), "utf-8")
    write(root, {
        "cycles/2025-2026-1/lessons/\x1b[2J\u202e.md": f"---\nkind: lesson-analysis\ntitle: {WRITTEN_ORDERS}\n---\n\x1b[2J\n",
        "\x9b2J.docx": b"PK", "pd.toml": "",
        "evidence.yaml": (root / "evidence.yaml").read_text("utf-8").replace("title: ", f"title: {WRITTEN_ORDERS} # ", 3),
    })  # fmt: skip
    commit(root)
    return root


@pytest.mark.parametrize("words", SAYING, ids=" ".join)
def test_nothing_gives_orders_to_a_terminal(pd: Pd, ordering: Path, words: tuple[str, ...]) -> None:
    run = pd(*words, "--color", "always", cwd=ordering)
    texts = [re.sub("\x1b\\[[0-9;]*m", "", run.out + run.err)]
    if texts != [run.out + run.err]:
        # What has no colours is the same without them.
        run = pd(*words, "--color", "never", cwd=ordering)
        texts.append(run.out + run.err)
    assert run.code in (0, 1), run.err
    for text in texts:
        assert RAW.search(text) is None, text[: RAW.search(text).end()][-200:]
        assert "\ue000" not in text
    if "json" in words:
        json.loads(run.out)


def test_colours_of_pd_reach_the_terminal(pd: Pd, ordering: Path) -> None:
    for words in (("lint",), ("trace",), ("readiness",), ("status",)):
        assert "\x1b[" in pd(*words, "--color", "always", cwd=ordering).out
    # Those that the name of a file asks for do not.
    run = pd("lint", "--show-files", "--color", "always", cwd=ordering)
    assert "lessons/\ufffd[2J\ufffd.md" in run.out and "\x1b" not in run.out


def test_a_program_reads_the_signs_themselves(pd: Pd, ordering: Path) -> None:
    run = pd("summary", "--to", "json", "--out", "-", cwd=ordering)
    assert json.loads(run.out)["folder"] == ordering.name and "\x1b" in ordering.name


def test_a_traceback_and_an_error_give_no_orders(tmp_path: Path) -> None:
    code = (
        "from pdcli.cli import console\nconsole.prepare('auto')\nimport sys\n"
        "print('\\x1b[2J', file=sys.stderr)\nraise ValueError('\\x1b[2J\\u202e\\x9b')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert "ValueError: \ufffd[2J\ufffd\ufffd" in done.stderr and RAW.search(done.stderr) is None
    run = run_pd("lint", "\x1b[2J\u202e", cwd=tmp_path)
    assert run.code == 2 and RAW.search(run.err) is None and "\ufffd[2J\ufffd" in run.err


@pytest.mark.parametrize(
    "kind",
    ["con", "aux", "nul", "prn", "com1", "lpt9", "CON", "aux.x", "con ", "a.", "a ", "a:b", "a/b", "../a", "..", "a\\b",
     "a*", "a?", "a|b", "a\u202eb", "a\x00b", ""],
)  # fmt: skip
def test_a_form_has_a_name_that_every_system_holds(pd: Pd, good: Path, kind: str) -> None:
    before = sorted(good.parent.rglob("*"))
    run = pd("new-form", kind, cwd=good)
    assert run.code == 2 and run.err.startswith("Error: "), run.err
    assert sorted(good.parent.rglob("*")) == before


FORM = """\
kind: {kind}
source: own
title: Own
help: Own
format: md
place: {place}
fields:
  - {{key: said, type: text, label: Said, help: Said, example: Said}}
"""


@pytest.mark.parametrize(
    "place",
    ["../../x", "/tmp/x", "a/../../x", "a//b", "C:/x", "a\\\\b", "con/x", "a./x", "a /x", "{slug.__class__}", "{slug!r}",
     "{slug:>99999}", "{0}", "{", "{other}", "."],
)  # fmt: skip
def test_documents_of_a_kind_stay_in_the_portfolio(pd: Pd, good: Path, place: str) -> None:
    write(good, {"templates/own/form.yaml": FORM.format(kind="own", place=f'"{place}"'), "a.yaml": "kind: own\n"})
    assert pd("new", "own", "Title", cwd=good).code == 2
    run = pd("lint", "--format", "concise", cwd=good)
    assert run.out.count("templates/own/form.yaml:6:8: PD016 ") == 1, run.out


def test_a_kind_cannot_leave_its_folder(pd: Pd, good: Path) -> None:
    write(good.parent, {"elsewhere/form.yaml": FORM.format(kind="own", place="x")})
    for kind in ("../elsewhere", "..", "/etc", "con"):
        write(good, {"templates/con/form.yaml": FORM.format(kind=f'"{kind}"', place="x"), "a.yaml": "kind: con\n"})
        assert pd("new", kind, cwd=good).code == 2
        assert "PD016" in pd("lint", "--format", "concise", cwd=good).out


def test_a_form_of_a_stranger_is_data(pd: Pd, tmp_path: Path) -> None:
    shipped = (EXAMPLES.parent / "templates/essay/form.yaml").read_text(encoding="utf-8")
    root = write(tmp_path / "x", {
        "portfolio.yaml": "kind: portfolio\nlang: en\n", "a.yaml": "kind: own\nsaid: Yes\n",
        "b.md": "---\nkind: essay\ntitle: T\n---\n\n## Text of the essay\n\nWords.\n", "templates/own/form.yaml": FORM.format(kind="own", place="x"),
        "templates/essay/form.yaml": shipped.replace("title:", "title: Forged\nnames: [x]\n#", 1),
    })  # fmt: skip
    assert pd("lint", "--select", "PD006", "x", cwd=tmp_path).code == 0
    told = json.loads(pd("summary", "x", "--to", "json", "--out", "-", cwd=tmp_path).out)
    assert {item["kind"]: item["name"] for item in told["forms"]} == {"own": "Own", "essay": "Essay"}
    told = json.loads(pd("summary", "--to", "json", "--out", "-", cwd=root).out)
    assert {item["name"] for item in told["forms"]} >= {"Own"}


@pytest.mark.parametrize("page", ["docs/trust.md", "docs/kk/trust.md", "docs/ru/trust.md"])
def test_the_page_tells_what_is_tried(page: str) -> None:
    def cases(test: object) -> int:
        (mark,) = (mark for mark in test.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
        return len(mark.args[1])

    text = (EXAMPLES.parent / page).read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if "pytest tests/cli/test_trust.py" in part)
    named = cases(test_a_form_has_a_name_that_every_system_holds) + cases(
        test_documents_of_a_kind_stay_in_the_portfolio
    )
    figures = [len(SAYING) * 2, len(ENDLESS), named]
    assert [int(figure) for figure in re.findall(r"(?m)^\| .* \| (\d+) \|$", section)] == figures
