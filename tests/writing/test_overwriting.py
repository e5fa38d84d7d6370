"""Nothing that a person wrote is overwritten: every command that writes, with a person's file in each of its places."""

import os
import re
import shutil
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS, load_command
from pdcli.i18n.messages import text_of
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.render.paper import Paper, Paragraph, Run
from pdcli.render.word import to_docx
from pdcli.scaffold.files import apply, generated
from pdcli.writing.mark import is_generated
from tests.helpers import Pd, unmarked, write
from tests.writing.cases import (
    CASES,
    CYCLE,
    DAY,
    FILES,
    LESSON_FILE,
    READING,
    REGISTER,
    TEACHER,
    WRITING,
    Case,
    files,
    start,
    tree,
)

HAND = "Қолмен жазылған.\n".encode()
PROFILE = str(FILES[f"{TEACHER}/portfolio.yaml"])
QUICK = [case for case in CASES if not case.is_slow]
# What these make, a person goes on writing; some of it may be there already.
STARTING = {"init", "new-cycle", "new", "new-form", "import"}
# Places of one command that are tried; the first and the last are among them.
MOST = 5


def some(items: list[str], most: int = MOST) -> list[str]:
    """A few of many, from the first to the last."""
    if len(items) <= most:
        return items
    if most == 1:
        return items[:1]
    return [items[round(number * (len(items) - 1) / (most - 1))] for number in range(most)]


def run(pd: Pd, case: Case, root: Path) -> tuple[int, str]:
    done = pd(*case.arguments, cwd=root / case.folder, stdin=case.stdin.encode())
    assert "Traceback" not in done.err
    return done.code, done.err


def made_by(pd: Pd, case: Case, root: Path) -> tuple[dict[str, bytes], list[str]]:
    """The tree after a command, and the files that it made."""
    before = files(start(root))
    assert run(pd, case, root)[0] == 0
    after = files(root)
    assert {name: after.get(name) for name in before if name not in case.edits} == {
        name: data for name, data in before.items() if name not in case.edits
    }
    assert all(after[name] != before[name] for name in case.edits)
    return after, [name for name in after if name not in before]


def test_every_command_is_tried() -> None:
    assert {case.arguments[0] for case in CASES} | READING == set(COMMANDS)
    assert not {case.arguments[0] for case in CASES} & READING


def test_every_option_that_writes_is_tried() -> None:
    options = {(name, option) for name in COMMANDS for option in options_of(name) & WRITING}
    assert options - {(case.arguments[0], option) for case in CASES for option in case.arguments} == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_persons_file_stays(case: Case, pd: Pd, tmp_path: Path) -> None:
    _after, made = made_by(pd, case, tmp_path / "first")
    for number, name in enumerate(some(made, 1 if case.is_slow else MOST)):
        root = start(tmp_path / str(number))
        write(root, {name: HAND})
        before = tree(root)
        code, told = run(pd, case, root)
        assert (root / name).read_bytes() == HAND, name
        if code or case.arguments[0] not in STARTING:
            # A key that is none is told in words of its own.
            assert code == 2 and any(word in told for word in ("conflict", " key", "cannot be read")), (name, told)
            assert tree(root) == before, name
        else:
            now = tree(root)
            assert {other: now[other] for other in before if other not in case.edits} == {
                other: data for other, data in before.items() if other not in case.edits
            }


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_a_page_is_made_again_and_one_that_was_changed_stays(case: Case, pd: Pd, tmp_path: Path) -> None:
    own = tmp_path / "first"
    first, made = made_by(pd, case, own)
    pages = [name for name in made if is_generated(own / name, first[name])]
    for number, name in enumerate(some([] if case.arguments[0] in STARTING else pages, 3)):
        root = tmp_path / str(number)
        shutil.copytree(own, root)
        changed = first[name].replace(b"2", b"3", 1) if name.endswith((".xlsx", ".zip")) else first[name] + b" "
        (root / name).write_bytes(changed)
        before = tree(root)
        code, told = run(pd, case, root)
        assert code == 2 and "conflict" in told and tree(root) == before, name
    if not made or made != pages:
        return
    assert run(pd, case, own)[0] == 0
    assert files(own) == first
    # Of a portfolio that says something else another page is made, without asking.
    profile = own / TEACHER / "portfolio.yaml"
    profile.write_bytes(profile.read_bytes().replace("Үлгібаева".encode(), "Мысалова".encode()))
    assert run(pd, case, own)[0] == 0


def page(root: Path, text: str = "# Бет\n") -> Path:
    apply([generated(root / "page.md", text)])
    return root / "page.md"


def refused(path: Path, text: str = "# Басқа\n") -> None:
    """A page is not written, and nothing below its folder changes."""
    before = tree(path.parent)
    outcomes = apply([generated(path.with_name("new.md"), "x\n"), generated(path, text)])
    assert [outcome.verb for outcome in outcomes] == ["create", "conflict"], outcomes
    assert tree(path.parent) == before


LINES = ["# Бет", "<!-- a -->", "", "1) бір", "<!-- pd:generated sha256=" + "0" * 64 + " -->"]


@pytest.mark.parametrize("text", ["", "x", "{}", "{", "PK", "\ufeff", *LINES, "\n".join(LINES) + "\n"])
@pytest.mark.parametrize("suffix", ["md", "html", "json", "csv", "xlsx", "zip", "txt"])
def test_without_a_true_mark_a_file_is_a_persons(text: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"page.{suffix}"
    path.write_text(text, encoding="utf-8")
    assert not is_generated(path, path.read_bytes())
    refused(path)


def test_every_changed_byte_is_seen(tmp_path: Path) -> None:
    path = page(tmp_path, "# Бет\n\n* бір\n")
    whole = path.read_bytes()
    for at in range(len(whole)):
        assert not is_generated(path, whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]), at
        assert not is_generated(path, whole[:at]) and not is_generated(path, whole[at + 1 :]), at
    for added in (b" ", b"\n", b"x", b"<!-- pd:generated sha256=" + b"a" * 64 + b" -->\n"):
        assert not is_generated(path, whole + added) and not is_generated(path, added + whole)


def test_only_line_ends_change_nothing(tmp_path: Path) -> None:
    path = page(tmp_path)
    windows = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(windows)
    assert [outcome.verb for outcome in apply([generated(path, "# Басқа\n")])] == ["overwrite"]
    assert unmarked(path) == "# Басқа\n"


def test_a_mark_counts_in_its_own_format_only(tmp_path: Path) -> None:
    path = page(tmp_path)
    for name in ("page.txt", "page.json", "page.csv", "page.yaml"):
        path.with_name(name).write_bytes(path.read_bytes())
        refused(path.with_name(name))


@pytest.mark.parametrize(
    "text",
    [
        '{\n  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"\n}\n',
        "[\n]\n",
        "<a/>\n",
        "PK\n",
    ],
)
def test_what_programs_are_strict_about_has_its_mark_beside_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / "findings"
    apply([generated(path, text)])
    assert path.read_text(encoding="utf-8") == text and is_generated(path, path.read_bytes())
    assert [outcome.verb for outcome in apply([generated(path, text + "\n")])] == ["overwrite"]
    path.write_text(text, encoding="utf-8")
    assert is_generated(path, path.read_bytes()), "pd has made it so"
    path.write_text(f"{text}x", encoding="utf-8")
    refused(path)


def test_a_file_of_word_is_written_again_until_somebody_fills_it_in(tmp_path: Path) -> None:
    def word(text: str) -> bytes:
        return to_docx(Paper("Бет", "kk", (Paragraph((Run(text),)),)))

    path = tmp_path / "page.docx"
    assert [outcome.verb for outcome in apply([generated(path, word("Бір"))])] == ["create"]
    assert is_generated(path, path.read_bytes())
    assert [outcome.verb for outcome in apply([generated(path, word("Екі"))])] == ["overwrite"]
    assert path.read_bytes() == word("Екі")
    path.write_bytes(word("Адам жазған"))
    outcomes = apply([generated(path, word("Үш"))])
    assert [outcome.verb for outcome in outcomes] == ["conflict"]
    assert path.read_bytes() == word("Адам жазған")


def test_links_lead_to_a_persons_file(tmp_path: Path) -> None:
    write(tmp_path, {"docs/mine.md": HAND})
    (tmp_path / "page.md").symlink_to("docs/mine.md")
    refused(tmp_path / "page.md")
    (tmp_path / "page.md").unlink()
    (tmp_path / "page.md").symlink_to("nowhere.md")
    refused(tmp_path / "page.md")
    (tmp_path / "page.md").unlink()
    (tmp_path / "page.md").hardlink_to(tmp_path / "docs/mine.md")
    refused(tmp_path / "page.md")
    (tmp_path / "out").symlink_to("docs")
    refused(tmp_path / "out" / "mine.md")
    assert (tmp_path / "docs/mine.md").read_bytes() == HAND


def test_a_folder_or_a_pipe_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "page.md").mkdir()
    refused(tmp_path / "page.md")
    (tmp_path / "page.md").rmdir()
    os.mkfifo(tmp_path / "page.md")
    outcomes = apply([generated(tmp_path / "page.md", "x\n")])
    assert [outcome.verb for outcome in outcomes] == ["conflict"]


@pytest.mark.parametrize(
    ("there", "planned"),
    [
        ("Page.md", "page.md"),
        ("page.MD", "page.md"),
        ("бет.md", "БЕТ.md"),
        ("и\u0306.md", "й.md"),
        ("й.md", "и\u0306.md"),
    ],
)
def test_names_that_are_one_file_elsewhere(there: str, planned: str, tmp_path: Path) -> None:
    write(tmp_path, {there: HAND})
    refused(tmp_path / planned)


def test_folders_that_are_one_folder_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": "kind: portfolio\n", "cycles/a/1-action.md": HAND})
    before = tree(tmp_path)
    outcomes = apply([generated(tmp_path / "Cycles" / "A" / "1-Action.md", "x\n")])
    assert [(outcome.verb, text_of(outcome.reason, "en")) for outcome in outcomes] == [
        ("conflict", "here it is called cycles/a/1-action.md")
    ]
    assert tree(tmp_path) == before


def test_two_pages_of_one_name(pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    write(
        root,
        {"plan.md": "---\nkind: lesson-analysis\ntitle: А\n---\n", "plan.yaml": "kind: lesson-analysis\ntitle: Ә\n"},
    )
    before = tree(tmp_path)
    done = pd("render", "plan.md", "plan.yaml", cwd=root)
    assert done.code == 2 and "plan.html" in done.err and tree(tmp_path) == before
    assert pd("render", "plan.md", "plan.md", cwd=root).code == 0


def test_what_is_protected_stays(pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    assert pd("render", cwd=root).code == 0
    (root / "build/portfolio.html").chmod(0o444)
    assert pd("render", cwd=root).code == 0, "it says the same"
    write(root, {"portfolio.yaml": PROFILE.replace("Айгерім", "Айгүл")})
    done = pd("render", cwd=root)
    assert done.code == 2 and "conflict" in done.err and "protected" in done.err
    for name, arguments in (
        ("cycles/2026-2027-1/lessons/2026-10-14-qosu.md", ("lint", "--fix")),
        ("cycles/2026-2027-1/lessons/2026-10-14-qosu.md", ("fill", "cycles/2026-2027-1/lessons/2026-10-14-qosu.md")),
        ("evidence.yaml", ("new", "evidence", "Х")),
    ):
        (root / name).chmod(0o444)
        before = tree(root)
        done = pd(*arguments, cwd=root, stdin="Қосу\n".encode())
        assert done.code == 2 and Path(name).name in done.err and "Traceback" not in done.err, arguments
        assert tree(root) == before
        (root / name).chmod(0o644)


def options_of(name: str) -> set[str]:
    return {option for param in load_command(name).params for option in param.opts}


def test_no_flag_overwrites_a_document(pd: Pd, tmp_path: Path) -> None:
    # A packet holds nothing that is not in the portfolio; of a blind page --force says something else.
    assert [name for name in COMMANDS if "--force" in options_of(name)] == ["summary", "pack"]
    root = write(tmp_path, FILES) / TEACHER
    assert pd("new", "analysis", cwd=root).code == 0
    write(root, {"cycles/2026-2027-1/2-analysis.md": HAND})
    before = tree(tmp_path)
    for arguments in (("new", "analysis"), ("init",), ("init", ".."), ("demo", "--out", ".")):
        for flags in ((), ("--force",)):
            done = pd(*arguments, *flags, cwd=root)
            assert done.code == (0 if arguments == ("init", "..") and not flags else 2), (arguments, flags, done.err)
            assert "bak" not in done.err
            now = tree(tmp_path)
            assert {name: now[name] for name in before} == before


def test_a_register_without_a_portfolio_stays_and_gets_one(pd: Pd, tmp_path: Path) -> None:
    write(tmp_path, {"evidence.yaml": HAND, "README.md": HAND})
    done = pd("init", "--no-input", "--name", "Б", cwd=tmp_path)
    assert done.code == 0 and "skip  evidence.yaml" in done.err
    assert (tmp_path / "evidence.yaml").read_bytes() == (tmp_path / "README.md").read_bytes() == HAND
    assert (tmp_path / "portfolio.yaml").is_file()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_message_advises_force_for_documents(case: Case, pd: Pd, tmp_path: Path) -> None:
    if case.is_slow:
        return
    start(tmp_path)
    run(pd, case, tmp_path)
    told = run(pd, case, tmp_path)[1]
    assert "--force" not in told or case.arguments[0] == "pack"


def test_new_evidence_is_a_row(pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    before = (root / "evidence.yaml").read_text(encoding="utf-8")
    done = pd("new", "evidence", "Хаттама: № 2 #жаңа", "--date", "2026-10-01", cwd=root)
    assert done.code == 0 and "evidence.yaml (e2)" in done.err
    added = "  - id: e2\n    title: 'Хаттама: № 2 #жаңа'\n    date: 2026-10-01\n"
    assert (root / "evidence.yaml").read_text(encoding="utf-8") == before + added
    assert pd("new", "evidence", "Х", "--dry-run", cwd=root).code == 0
    assert (root / "evidence.yaml").read_text(encoding="utf-8") == before + added


@pytest.mark.parametrize("there", ["\u04351", "E1", "\u04151"])
def test_new_evidence_takes_no_number_that_stands_there_in_other_letters(there: str, pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    write(root, {"evidence.yaml": f"kind: evidence\nitems:\n  - id: {there}\n    title: Хаттама\n"})
    assert "evidence.yaml (e2)" in pd("new", "evidence", "Сауалнама", cwd=root).err


def test_a_link_is_told_by_its_own_name(pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    (root / "build").mkdir()
    (root / "build/portfolio.html").symlink_to("../portfolio.yaml")
    done = pd("render", "portfolio.yaml", cwd=root)
    assert done.code == 2 and "conflict  build/portfolio.html (" in done.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: evidence\nitems: [\n", "nothing was added"),
        ("kind: evidence\nitems: 3\n", "nothing was added"),
        ("kind: evidense\nitems:\n", "nothing was added"),
        ("items:\n  - id: e1\n", "nothing was added"),
        ("kind: evidence\nitems: [{id: e1, title: а}, # неге\n  {id: e2}]\n", "nothing was changed"),
    ],
)
def test_a_register_that_cannot_take_a_row(text: str, told: str, pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, REGISTER[0]: text}) / TEACHER
    before = tree(tmp_path)
    done = pd("new", "evidence", "Х", cwd=root)
    assert done.code == 2 and told in done.err and "--force" not in done.err and tree(tmp_path) == before


def test_a_register_that_is_missing_or_empty(pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    (root / "evidence.yaml").unlink()
    for number in (1, 2):
        assert pd("new", "evidence", f"Х{number}", cwd=root).code == 0
    text = (root / "evidence.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^  - id: (e\d)\n    title: (Х\d)$", text) == [("e1", "Х1"), ("e2", "Х2")]
    for arguments in ((), ("Х", "--file", "nowhere.txt"), ("Х", "--file", "../../school.yaml")):
        before = tree(tmp_path)
        assert pd("new", "evidence", *arguments, cwd=root).code == 2 and tree(tmp_path) == before
    assert pd("new", "analysis", "--file", "evidence/a.txt", cwd=root).code == 2


def test_a_moved_table_is_a_persons(pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    assert pd("summary", "--to", "csv", *DAY, cwd=root).code == 0
    assert pd("summary", "--to", "csv", "--date", "2026-12-25", cwd=root).code == 0
    (root / "out").mkdir()
    (root / "build/comparison.csv").rename(root / "out/comparison.csv")
    write(root, {"portfolio.yaml": PROFILE.replace("Айгерім", "Айгүл")})
    before = tree(root)
    done = pd("summary", "--to", "csv", *DAY, "--out", "out", cwd=root)
    assert done.code == 2 and "conflict" in done.err and tree(root) == before
    # A list that a person has changed says nothing, and is not written over either.
    assert pd("summary", "--to", "csv", *DAY, cwd=root).code == 0
    place = root / "build/.pd-generated.json"
    place.write_bytes(place.read_bytes() + b"\n")
    (root / "build/comparison.csv").unlink()
    done = pd("summary", "--to", "csv", *DAY, cwd=root)
    assert done.code == 2 and ".pd-generated.json" in done.err and not (root / "build/comparison.csv").exists()


@pytest.mark.parametrize("title", ["Апта\tсабақ", "week\tlesson", "бір\nекі\tүш", "one\ntwo\tthree"])
def test_a_row_holds_tabs_and_lines(title: str, pd: Pd, tmp_path: Path) -> None:
    root = write(tmp_path, FILES) / TEACHER
    assert pd("new", "evidence", title, cwd=root).code == 0
    told = pd("lint", "evidence.yaml", "--select", "PD027", cwd=root).out
    assert "PD027" not in told and title == (load_portfolio(root).register or pytest.fail()).data["items"][-1]["title"]


OUTSIDE = "elsewhere"


def behind_links(root: Path, links: dict[str, str]) -> dict[str, bytes]:
    """Put links in the place of files or folders of a portfolio; what they lead to, outside of it."""
    for name, target in links.items():
        place, there = root / TEACHER / name, root.parent / OUTSIDE / target
        there.parent.mkdir(parents=True, exist_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_file():
            shutil.move(place, there)
        place.symlink_to(there)
    return tree(root.parent / OUTSIDE)


@pytest.mark.parametrize(
    ("links", "arguments"),
    [
        ({LESSON_FILE: "lesson.md"}, ("fill", LESSON_FILE)),
        ({LESSON_FILE: "lesson.md"}, ("fill", "--final", LESSON_FILE)),
        ({"evidence.yaml": "e.yaml"}, ("new", "evidence", "Хаттама")),
        ({f"{CYCLE}/2-analysis.md": "new.md"}, ("new", "analysis")),
        ({"build": "build"}, ("render",)),
        ({"build": "build"}, ("trace", "--to", "html")),
        ({"build": "build"}, ("summary", "--to", "csv")),
        ({"build": "build"}, ("pack",)),
        ({"build": "build"}, ("pack", "--out", "build/deep/er/packet.zip")),
        ({"pages": "build"}, ("render", "--out", "pages/new")),
        ({"findings.json": "f.json"}, ("lint", "--exit-zero", "--out", "findings.json")),
        ({"pd-baseline.json": "b.json"}, ("lint", "--write-baseline")),
        ({"templates": "forms"}, ("new-form", "parent-meeting")),
        ({".pd": "schemas"}, ("schema", "--update")),
        ({"new": "home"}, ("init", "new", "--no-input")),
        ({"new": "home"}, ("demo", "--out", "new")),
        ({".pd/drafts": "drafts", LESSON_FILE: "lesson.md"}, ("fill", LESSON_FILE)),
    ],
    ids=lambda value: "-".join(value),
)
def test_nothing_is_written_behind_a_link_out_of_the_portfolio(
    links: dict[str, str], arguments: tuple[str, ...], pd: Pd, tmp_path: Path
) -> None:
    root = start(tmp_path / "school")
    for name in links.values():
        if "." not in name:
            (tmp_path / OUTSIDE / name).mkdir(parents=True)
    before = behind_links(root, links)
    inside = tree(root)
    done = pd(*arguments, cwd=root / TEACHER, stdin="Қосу\n".encode())
    assert done.code == 2 and "leads out of the portfolio" in done.err and OUTSIDE in done.err, done.err
    assert tree(tmp_path / OUTSIDE) == before and tree(root) == inside


def test_fixes_stay_in_the_portfolio(pd: Pd, tmp_path: Path) -> None:
    root = start(tmp_path / "school")
    linked = f"{CYCLE}/lessons/linked.md"
    before = behind_links(root, {linked: "lesson.md"})
    # Another lesson; a copy would be told as one.
    other = (root / TEACHER / LESSON_FILE).read_bytes().replace("Қосу".encode(), "Көбейту".encode())
    (tmp_path / OUTSIDE / "lesson.md").write_bytes(other.replace("Есеп".encode(), "Кесте".encode()))
    before = tree(tmp_path / OUTSIDE)
    done = pd("lint", "--fix", cwd=root / TEACHER)
    assert done.code == 1 and f"{linked} is not changed" in done.err and "1 file fixed" in done.err
    assert f"{linked}:4:7: PD103" in done.out and f"{LESSON_FILE}:" not in done.out
    assert tree(tmp_path / OUTSIDE) == before and (root / TEACHER / linked).is_symlink()
    assert linked not in pd("lint", "--diff", cwd=root / TEACHER).out
    # A link that stays inside is another name of a document.
    (root / TEACHER / linked).unlink()
    (root / TEACHER / linked).symlink_to("2026-10-14-qosu.md")
    (root / TEACHER / LESSON_FILE).write_bytes(before["lesson.md"])
    assert pd("lint", "--fix", "--exit-zero", cwd=root / TEACHER).code == 0
    assert (root / TEACHER / linked).is_symlink()
    assert b"date: 2026-10-14" in (root / TEACHER / LESSON_FILE).read_bytes()


def test_a_portfolio_behind_a_link_is_one(pd: Pd, tmp_path: Path) -> None:
    root = start(tmp_path / "school")
    (tmp_path / "desk").symlink_to(root / TEACHER)
    for arguments in (("fill", f"desk/{LESSON_FILE}"), ("render", "desk"), ("pack", "desk")):
        assert pd(*arguments, cwd=tmp_path, stdin="Қосу\n".encode()).code == 0, arguments
    assert (root / TEACHER / "build/packet.zip").is_file()
