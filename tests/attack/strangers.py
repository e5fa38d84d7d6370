"""Portfolios of strangers who want to act on their reader, made at random: everything that a portfolio can bring."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.packs import PACK_FOLDER
from tests.attack.payloads import IN_PAGES, IN_TERMINALS
from tests.helpers import write
from tests.stranger import FORGED_PAGE, FORGED_RULE, OFFICIAL

# What lies outside of the portfolio, and must stay there unread.
SECRET = "a secret of the reader"
OUTSIDE = "../outside"
_PAGES = ("summary", "readiness", "trace", "history", "page", "school", "comparison", "first_page", "packet", "brought")
_KINDS = (
    "essay",
    "observation-sheet",
    "portfolio",
    "evidence",
    "own",
    "con",
    "aux.x",
    "a\u202eb",
    "кеш",
    "x" * 120,
    "..",
    "a'b\"c",
)
_TEMPLATES = (
    FORGED_PAGE,
    "{% for a in range(10**9) %}{% for b in range(10**9) %}x{% endfor %}{% endfor %}",
    "{% include '../../outside/secret.txt' %}{% include '/etc/passwd' %}",
    "{% extends '_base/summary.html.j2' %}{% block content %}" + FORGED_PAGE + "{% endblock %}",
    "{{ cycler.__init__.__globals__.os.popen('touch ../../outside/made').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% macro x() %}{{ x() }}{% endmacro %}{{ x() }}",
    "{{ 'x' * 10**10 }}", "{% set a = [] %}{% for i in range(10**8) %}{{ a.append(a) }}{% endfor %}",
    "{% if", "{{", "\x00\xff", "",
)  # fmt: skip
_SETTINGS = (
    'ignore = ["PD"]\n', 'select = ["PD999"]\n', 'exclude = ["**"]\n', 'exclude = ["evidence.yaml", "cycles/**"]\n',
    '[severity]\nPD0 = "advice"\nPD1 = "advice"\n', '[per-path-ignores]\n"**" = ["PD"]\n', 'baseline = "known.json"\n',
    'baseline = "../outside/known.json"\n', "[limits]\nobservations = 0\n", "ignore = [\n", "x = 1\n" * 3000, "\x00", "lang = 1\n",
    'ignore = ["PD"]\nexclude = ["**"]\nbaseline = "known.json"\n', "",
)  # fmt: skip
_DICTIONARIES = (
    ".pd/words.txt", ".pd/names.json", ".pd/cache.json", ".pd-generated.json", ".env", ".git-blame-ignore-revs", "pdcli.py", "yaml.py",
    "sitecustomize.py", "jinja2/__init__.py", ".vscode/settings.json", ".editorconfig", ".pd/schemas/essay.schema.json",
)  # fmt: skip
_RUNS = "import pathlib; pathlib.Path('../outside/made').touch()\n"


def base(root: Path, rng: Random) -> None:
    """What a stranger claims in documents, which readers do see: it stays when nothing is brought."""
    name = next(
        line.partition(":")[2].strip()
        for line in (root / "portfolio.yaml").read_text(encoding="utf-8").splitlines()
        if line.startswith("name:")
    )
    if rng.random() < 0.6:
        who = rng.choice([name, "Болат Мысалов", "\x1b[2J".encode("unicode_escape").decode()])
        rows = [
            {"who": who, "role": rng.choice(["head", "methodist", "peer"]), "date": "2026-05-01",
             "portfolio": rng.choice([root.name, name]), "evidence": f"e{number}", "sha256": "0" * 64}
            for number in range(1, rng.choice([2, 9]))
        ]  # fmt: skip
        text = json.dumps({"kind": "confirmations", "status": "final", "items": rows}, ensure_ascii=False)
        write(root, {"confirmations.yaml": text})
    if rng.random() < 0.6:
        documents = sorted(path for path in root.rglob("*.yaml") if "cycles" in path.parts)
        for path in rng.sample(documents, k=min(2, len(documents))):
            text = path.read_text(encoding="utf-8")
            said = rng.choice(["# pd: ignore\n", "# pd: ignore[PD]\n", "# pd: ignore-file\n", "# pd: ignore[PD101]\n"])
            path.write_text(said + text, encoding="utf-8")


def bring(root: Path, rng: Random) -> list[str]:
    """Write what could act on a reader; the places of what is written."""
    before = _places(root)
    for make in rng.sample(_MAKERS, k=rng.randint(3, len(_MAKERS))):
        make(root, rng)
    return sorted(_places(root) - before)


def _places(root: Path) -> set[str]:
    return {
        (Path(folder) / name).relative_to(root).as_posix()
        for folder, folders, files in os.walk(root)
        for name in (*files, *(item for item in folders if (Path(folder) / item).is_symlink()))
    }


def _settings(root: Path, rng: Random) -> None:
    said = rng.choice(_SETTINGS)
    if rng.random() < 0.3:
        _write(root, {"pyproject.toml": "[tool.pd]\n" + said})
    elif rng.random() < 0.3:
        _link(root / "pd.toml", rng.choice(["../outside/secret.txt", "/dev/zero", "pd.toml", "../outside"]))
    else:
        _write(root, {"pd.toml": said})


def _baseline(root: Path, rng: Random) -> None:
    rows = [
        {"path": path.relative_to(root).as_posix(), "code": f"PD{code}", "line": line, "count": 999}
        for path in sorted(root.rglob("*.yaml"))[:20]
        for code in (101, 103, 501, 505, 708, 814)
        for line in ("", path.read_text(encoding="utf-8", errors="replace").splitlines()[0])
    ]
    name = rng.choice(["known.json", ".pd-baseline.json", "pd-baseline.json"])
    _write(root, {name: json.dumps({"version": 1, "findings": rows}, indent=2)})


def _pack(root: Path, rng: Random) -> None:
    text = (PACK_FOLDER / f"{OFFICIAL}.yaml").read_text(encoding="utf-8")
    changes: tuple[tuple[str, str], ...] = (
        ("verified: false", "verified: true"), ("rules:\n", f'rules:\n  - en: "{FORGED_RULE}"\n    when: always\n'),
        ("since: 2025-02-25", "since: 2026-01-01"), (f"key: {OFFICIAL}", "key: zz"), ("points:", "points: &a"),
        ("title:", f"title: {json.dumps(rng.choice(IN_TERMINALS))} #"), (text[400:], ""), (text, "key: [" * 500),
    )  # fmt: skip
    for old, new in rng.sample(changes, k=rng.randint(1, 4)):
        text = text.replace(old, new, 1)
    name = rng.choice([OFFICIAL, "guideline", "zz", rng.choice(["\x1b[2J", "a\nb", "\u202ezz"])])
    _write(root, {f"packs/{name}.yaml": text})


def _pages(root: Path, rng: Random) -> None:
    for page in rng.sample(_PAGES, k=4):
        for suffix in rng.sample(["html", "md", "css"], k=2):
            _write(root, {f"templates/_base/{page}.{suffix}.j2": rng.choice(_TEMPLATES)})


def _forms(root: Path, rng: Random) -> None:
    for kind in rng.sample(_KINDS, k=3):
        shipped = FormLibrary().get(kind)
        title = json.dumps(rng.choice([*IN_PAGES, *IN_TERMINALS, "Form"]))
        place = json.dumps(rng.choice(["x", "../../outside/x", "/tmp/x", "{slug.__class__}", "con/x"]))
        named = json.dumps(kind if shipped or rng.random() < 0.7 else rng.choice(["../x", "essay", ""]))
        folder = kind if kind != ".." else "up"
        _write(root, {
            f"templates/{folder}/form.yaml": f"kind: {named}\nsource: own\ntitle: {title}\nhelp: {title}\nformat: md\n"
            f"place: {place}\nfields:\n  - {{key: said, type: text, label: {title}, help: {title}, example: {title}}}\n",
        })  # fmt: skip


def _dictionaries(root: Path, rng: Random) -> None:
    _write(root, dict.fromkeys(rng.sample(_DICTIONARIES, k=4), _RUNS))


def _links(root: Path, rng: Random) -> None:
    place = rng.choice(
        [
            "templates/own/form.yaml",
            "packs/zx.yml",
            "packs/zy.yaml",
            "templates/_base/page.md.j2",
            "templates/x",
            "known.json",
            "packs/loop",
        ]
    )
    _link(
        root / place,
        rng.choice([OUTSIDE, f"{OUTSIDE}/secret.txt", "/etc/passwd", ".", "/proc/self/environ", "/dev/stdin"]),
    )


def _names(root: Path, rng: Random) -> None:
    for name in rng.sample(
        ["\x1b[2J", "\x9b31m", "\u202egpj", "line\nname", "-rf", "a\tb", "\u2028x", "\x1b]0;t\x07"], k=3
    ):
        write(
            root,
            {rng.choice([f"templates/_base/{name}.j2", f"packs/{name}.yaml", f"templates/{name}/x.j2"]): FORGED_PAGE},
        )


def _write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """What is there already, a link above all, stays."""
    write(root, {name: said for name, said in files.items() if _is_free(root, root / name)})


def _is_free(root: Path, path: Path) -> bool:
    above = (place for place in path.parents if place.is_relative_to(root))
    return (
        not os.path.lexists(path)
        and not any(os.path.lexists(place) and not place.is_dir() for place in above)
        and (path.parent.resolve().is_relative_to(root.resolve()))
    )


def _link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(path):
        path.symlink_to(target)


_MAKERS: list[Callable[[Path, Random], None]] = [
    _settings, _baseline, _pack, _pages, _forms, _dictionaries, _links, _names,
]  # fmt: skip
