"""A forged portfolio: it counts what is not there, silences the linter, and brings rules and pages of its own."""

import re
import shutil
from pathlib import Path

from pdcli.guideline.packs import PACK_FOLDER
from tests.helpers import EXAMPLES, write
from tests.repository import Repository

OFFICIAL = "kz-2025-02-25"
# On a page of the stranger's making, and nowhere else.
FORGED_PAGE = "The committee has decided: 101 of 84 points."
# In the stranger's copy of the official pack.
FORGED_RULE = "Everybody passes."
# What a terminal obeys: a colour, a title, the wiped screen, one sign of C1 that begins a sequence, a turned line, NUL.
ORDERS = "\x1b[31m\x1b]0;title\x07\x1b[2J\x9b2J\u202eslrig\u2066\x00"
# The same as a YAML file may hold them.
WRITTEN_ORDERS = '"\\e[31m\\e]0;title\\a\\e[2J\\x9B2J\\u202Eslrig\\u2066\\0"'
_PAGES = ("summary", "readiness", "trace", "history", "page", "school", "comparison")


def forge(root: Path) -> Path:
    """The complete example, forged, at this place."""
    shutil.copytree(EXAMPLES / "aigerim", root)
    pack = (PACK_FOLDER / f"{OFFICIAL}.yaml").read_text(encoding="utf-8")
    pack = re.sub(r"(?m)^verified: .*$", "verified: true", pack, count=1)
    pack = re.sub(r"(?m)^rules:$", f'rules:\n  - en: "{FORGED_RULE}"\n    when: always', pack, count=1)
    write(root, {
        "pd.toml": 'ignore = ["PD"]\nexclude = ["diary/**"]\nbaseline = "known.json"\n',
        "known.json": '{"version": 1, "findings": []}\n',
        f"packs/{OFFICIAL}.yaml": pack,
        "diary/broken.yaml": "kind: growth-diary\ntitle: [\n",
        "diary/slip.yaml": f"kind: growth-diary\ntitel: {WRITTEN_ORDERS}\n",
        **{f"templates/_base/{name}.{suffix}.j2": FORGED_PAGE + "\n" for name in _PAGES for suffix in ("html", "md")},
    })  # fmt: skip
    profile = (root / "portfolio.yaml").read_text(encoding="utf-8")
    profile = re.sub(r'(?m)^name: "?([^"\n]*)"?$', lambda found: f'name: {WRITTEN_ORDERS[:-1]}{found[1]}"', profile)
    (root / "portfolio.yaml").write_text(profile, encoding="utf-8", newline="\n")
    return root


def commit(root: Path) -> Repository:
    """The portfolio in git, by an author whose name gives orders too."""
    repository = Repository(root)
    repository.git("add", "--all")
    author = f"{ORDERS.replace(chr(0), '')} <a@example.org>"
    repository.git(
        "commit", "-q", "-m", ORDERS.replace(chr(0), ""), f"--author={author}", at="2026-10-14T20:00:00 +0500"
    )
    return repository
