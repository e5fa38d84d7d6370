"""The commands that are attacked."""

from tests.writing.cases import CASES

DAY = ("--date", "2026-11-25")
# Every command on a damaged tree; {file} is one of its documents.
COMMAND_LINES = [
    ("status",),
    ("guide", "analysis"),
    ("lint", "--format", "json"),
    ("lint", "--strict", "--no-cache"),
    ("lint", "--format", "sarif", "{file}"),
    ("rule", "PD001"),
    ("help", "new"),
    ("render", "--to", "html,md,docx,pdf"),
    ("render", "{file}", "--to", "html"),
    ("trace",),
    ("trace", "--format", "json"),
    ("summary", "--to", "html,md,json", *DAY),
    ("summary", "--blind", "--to", "html,json,docx,pdf", *DAY),
    ("readiness", *DAY),
    ("readiness", "--format", "json", *DAY),
    ("school", *DAY),
    ("school", "--format", "json", *DAY),
    ("history", "--format", "json"),
    ("pack", *DAY),
    ("confirm", ".", "e1", "--who", "Болат Мысалов", "--role", "head", *DAY),
    ("verify", "build"),
    ("schema", "--update"),
    ("new-cycle", "--start", "2027-01-10", "--unfinished"),
    ("new-cycle", "--school", "--year", "2028-2029", "--set-year"),
    ("new", "lesson-analysis", "Бөлшек", *DAY),
    ("new", "evidence", "Хаттама"),
    ("new-form", "parent-meeting", "Жиналыс"),
    ("blank", "design", "--to", "html,docx"),
    ("import", "build/design.docx", "--dry-run"),
    ("import", "{file}"),
    ("import", "build/design.docx", "--into", "{file}", "--dry-run"),
    ("fill", "{file}"),
    ("init", "."),
    ("demo",),
]

# What is printed of a portfolio whose owner types at the terminal of its reader.
PRINTED = [
    *(line for line in COMMAND_LINES if line[0] != "demo"),
    ("lint", "--format", "concise"),
    ("lint", "--format", "text"),
    ("lint", "--format", "github"),
    ("lint", "--format", "gitlab"),
    ("lint", "--format", "junit"),
    ("lint", "--show-files"),
    ("lint", "--statistics"),
    ("render", "{file}", "--to", "md", "--out", "-"),
    ("trace", "--to", "md", "--out", "-"),
    ("summary", "--to", "md", "--out", "-", *DAY),
    ("history",),
    ("no-such-command\x1b[31m",),
    ("render", "no-such-\x1b[31m-file\u202e"),
    ("new", "no-such-\x9b31m-kind"),
    ("rule", "PD\x1b[0m"),
    ("summary", "--to", "\x1b[2J"),
]  # fmt: skip

# Every command of a reader, who stands beside the portfolio `x`.
READERS = [
    ("lint", "x", "--format", "json"),
    ("lint", "x"),
    ("lint", "x", "--format", "sarif"),
    ("lint", "x", "--show-files"),
    ("summary", "x", "--to", "html", "--out", "-", *DAY),
    ("summary", "x", "--to", "md", "--out", "-", *DAY),
    ("summary", "x", "--to", "json", "--out", "-", *DAY),
    ("summary", "x", "y", "--to", "html", "--out", "-", *DAY),
    ("summary", "x", "y", "--to", "csv", "--out", "-", *DAY),
    ("readiness", "x", *DAY),
    ("readiness", "x", "--to", "html", "--out", "-", *DAY),
    ("readiness", "x", "--format", "json", *DAY),
    ("readiness", "x", "--compare", "guideline", *DAY),
    ("readiness", "x", "--packs"),
    ("trace", "x"),
    ("trace", "x", "--to", "html", "--out", "-"),
    ("history", "x", "--format", "json"),
    ("history", "x", "--to", "md", "--out", "-"),
    ("confirm", "x", *DAY),
    ("pack", "x", "--dry-run", *DAY),
    ("verify", "p.zip", "--with", "x"),
]
# Commands that write, each in one way.
WRITERS = ("new lesson", "new evidence", "fill", "lint --fix", "render", "summary --to", "pack", "new-cycle")
WRITING_CASES = [next(case for case in CASES if case.name.startswith(name)) for name in WRITERS]
