"""Every command that writes, with what it needs: a school with one teacher."""

import re
from pathlib import Path
from typing import NamedTuple

from pdcli.discovery.files import TEMPORARY_NAME
from pdcli.render.paper import Control, FormMark, Paper, Paragraph, Run
from pdcli.render.word import to_docx
from pdcli.scaffold.drafts import DRAFTS_FOLDER
from tests.formats import all_formats
from tests.helpers import write

CYCLE = "cycles/2026-2027-1"
TEACHER = "teachers/a"
LESSON = "---\nkind: lesson-analysis\ntitle: Қосу\ndate: 14.10.2026\nclass: 6\n---\n\n## 1. Сабақтың мақсаты қандай?\n\nЕсеп\n"
# A form that was filled in in Word.
FORM = to_docx(
    Paper(
        "Сабақты талдау",
        "kk",
        (Control("improvement", (Paragraph((Run("Бөлшектерді қосу"),)),)), Control("class", (Paragraph((Run("6"),)),))),
        FormMark("lesson-analysis", is_blank=True),
    )
)
FILES: dict[str, str | bytes] = {
    "forms/word.docx": FORM,
    "school.yaml": "kind: school\nformat: 1\nlang: kk\nname: Мысал\n",
    f"{TEACHER}/portfolio.yaml": "kind: portfolio\nformat: 1\nlang: kk\nname: Айгерім Үлгібаева\ncategory: teacher\n"
    "target_category: moderator\nsubject: Математика\nschool: Мысал\n",
    f"{TEACHER}/evidence.yaml": "# Тізілім\nkind: evidence\nitems:\n  # Бірінші\n  - id: e1\n    title: Сауалнама\n"
    "    kind: survey\n    file: evidence/a.txt\n    date: 2026-09-18\n    level: class\n    why: Көрсетеді\n",
    f"{TEACHER}/evidence/a.txt": "Сауалнама: 24 жауап\n",
    f"{TEACHER}/{CYCLE}/cycle.yaml": "kind: cycle\nstatus: draft\nfocus: Есеп\nperiod:\n  start: 2026-09-01\n"
    "  end: 2026-12-31\n",
    f"{TEACHER}/{CYCLE}/1-action.md": "---\nkind: action\nstatus: draft\n---\n\n## Сабақтарды жоспарлау және өткізу\n",
    f"{TEACHER}/{CYCLE}/lessons/2026-10-14-qosu.md": LESSON,
    f"{TEACHER}/notes.md": "Бұл құжат емес.\n",
    f"{TEACHER}/.gitignore": "build/\n.pd-*.tmp\n*.bak-[0-9]*\n",
}


class Case(NamedTuple):
    """A command line, the folder it is run in, and what is typed. `edits` are documents that it changes on purpose."""

    arguments: tuple[str, ...]
    folder: str = TEACHER
    stdin: str = ""
    edits: tuple[str, ...] = ()
    is_slow: bool = False

    @property
    def name(self) -> str:
        """How a test names it."""
        return " ".join(self.arguments)


DAY = ("--date", "2026-11-25")
REGISTER = (f"{TEACHER}/evidence.yaml",)
ACTION = f"{CYCLE}/1-action.md"
LESSON_FILE = f"{CYCLE}/lessons/2026-10-14-qosu.md"
CASES = [
    Case(("init", "b", "--no-input", "--name", "Б")),
    Case(("init", "teachers/b", "--no-input"), ""),
    Case(("init", "c", "--school", "--name", "В"), ""),
    Case(("new-cycle", "--unfinished", "--start", "2027-01-10")),
    Case(("new-cycle", "--school", "--year", "2028-2029"), ""),
    Case(("new-cycle", "--school", "--year", "2028-2029", "--set-year"), "", edits=("school.yaml",)),
    Case(("new", "lesson-analysis", "Бөлшек", *DAY)),
    Case(("new", "analysis")),
    Case(("new", "evidence", "Хаттама", "--file", "evidence/a.txt"), edits=REGISTER),
    Case(("new-form", "parent-meeting", "Жиналыс")),
    Case(("new-form", "lesson-analysis", "--copy", "lesson-analysis")),
    Case(("import", "../../forms/word.docx", *DAY)),
    Case(("import", "../../forms", *DAY)),
    Case(("import", "../../forms/word.docx", "--into", LESSON_FILE), edits=(f"{TEACHER}/{LESSON_FILE}",)),
    Case(("fill", LESSON_FILE), stdin="Қосу\n", edits=(f"{TEACHER}/{LESSON_FILE}",)),
    Case(("fill", "--all", LESSON_FILE), stdin="16.10.2026\n", edits=(f"{TEACHER}/{LESSON_FILE}",)),
    Case(("fill", "evidence.yaml", "e1"), stdin="Сауалнама 2\n", edits=REGISTER),
    Case(("fill", "evidence.yaml", "items"), stdin="Хаттама\n", edits=REGISTER),
    Case(("fill", "--final", "evidence.yaml"), edits=REGISTER),
    Case(("lint", "--fix", "--exit-zero"), edits=(f"{TEACHER}/{LESSON_FILE}",)),
    Case(("lint", "--write-baseline")),
    Case(("lint", "--exit-zero", "--out", "findings.json")),
    Case(("lint", "--exit-zero", "--format", "gitlab", "--out", "out/findings.json")),
    Case(("lint", "--exit-zero", "--format", "junit", "--out", "findings.xml")),
    Case(("lint", "teachers", "--exit-zero", "--out", "findings.txt"), ""),
    Case(("blank", "design", "--to", all_formats("blank"))),
    Case(("blank", "design", "--to", "docx", "--out", "forms"), ""),
    Case(("render", "--to", all_formats("portfolio"))),
    Case(("render", "--to", "md,html", "--out", ".")),
    Case(("render", "school.yaml", "--to", "md,html", "--out", "out"), ""),
    Case(("render", ACTION, "--to", "html,md", "--out", "pages")),
    Case(("trace", "--to", all_formats("trace"))),
    Case(("trace", "--to", "html", "--out", "out")),
    Case(("summary", "--to", all_formats("comparison"), *DAY)),
    Case(("summary", "--blind", "--to", "md,json,docx,pdf", *DAY)),
    Case(("summary", "teachers", "--each", "--to", "html,csv", "--out", "out", *DAY), ""),
    Case(("summary", "teachers", "--blind", "--to", "csv,xlsx", "--key", "keys/key.json", "--out", "out", *DAY), ""),
    Case(("readiness", "--to", all_formats("readiness"), *DAY)),
    Case(("school", "--to", all_formats("school"), "--codes", "--key", "key.csv", *DAY), ""),
    Case(("history", "--to", all_formats("history"), *DAY)),
    Case(("school", "--to", "md", "--out", "out", *DAY), ""),
    Case(("readiness", "--to", "html", "--out", "out", *DAY)),
    Case(("history", "--to", "html", "--out", "out", *DAY)),
    Case(("confirm", ".", "e1", "--who", "Үлгі Әдіскер", "--role", "methodist", *DAY)),
    Case(("pack", *DAY)),
    Case(("pack", ".", *DAY), ""),
    Case(("pack", "--clean", *DAY)),
    Case(("pack", "--out", "handed/over.zip", *DAY)),
    Case(("schema", "--update")),
    Case(("schema", "--all", "--out", "all"), is_slow=True),
    Case(("demo",), is_slow=True),
    Case(("demo", "--out", "a/demo"), is_slow=True),
]
# Options that make a command write, or write elsewhere.
WRITING = {"--out", "--key", "--copy", "--file", "--fix", "--write-baseline", "--update", "--final", "--into"}
# What these write goes to the terminal only.
READING = {"status", "guide", "rule", "verify", "help"}


def start(root: Path) -> Path:
    """The tree before a command."""
    return write(root, FILES)


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder by its name; folders end with a slash."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() and not path.is_symlink():
            found[f"{name}/"] = b""
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = b"no file"
    return found


def files(root: Path) -> dict[str, bytes]:
    """The same without folders, and without drafts of answers: these are there to be left behind."""
    return {
        name: data
        for name, data in tree(root).items()
        if not name.endswith("/")
        and (f"/{DRAFTS_FOLDER}/" not in name or re.fullmatch(TEMPORARY_NAME, Path(name).name))
    }


def is_sound(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Every file says what it said before or what it is to say, and nothing else lies there."""
    for name, data in files(root).items():
        assert data in (before.get(name), after.get(name)), name
    assert before.keys() <= files(root).keys()
