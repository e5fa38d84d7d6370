"""Files under another name, in another place, twice, or of another program."""

import unicodedata
from pathlib import PurePosixPath

from tests.slips.slip import Expect, Near, Pick, Tree, in_tree, with_line


def _renamed(tree: Tree, path: str, name: str) -> Tree | None:
    """The tree with another name (which may hold folders) for the file, in its place among the others."""
    other = str(PurePosixPath(path).parent / name)
    return None if other in tree else {other if item == path else item: content for item, content in tree.items()}


def _document(path: str) -> bool:
    return path.rpartition("/")[2] not in ("portfolio.yaml", "evidence.yaml")


@in_tree("Windows added an ending that it does not show")
def ending_added(tree: Tree, path: str, pick: Pick) -> Tree | None:
    return _renamed(tree, path, PurePosixPath(path).name + pick([".txt", ".TXT", ".md", ".yaml", ".docx", ".bak"]))


@in_tree("the profile or the register with another spelling of its name")
def profile_renamed(tree: Tree, path: str, pick: Pick) -> Tree | None:
    name = pick(["portfolio.yaml", "evidence.yaml"])
    stem = name.removesuffix(".yaml")
    other = pick([f"{stem}.yml", f"{stem.capitalize()}.yaml", f"{stem.upper()}.YAML", f"{stem}.yaml.txt", f"{stem}", f" {name}", f"{stem} (1).yaml", f"{stem}s.yaml", f"{stem}.YAML"])  # fmt: skip
    return _renamed(tree, name, other) if _document(path) else None


@in_tree("an older copy of the document has an ending of its own")
def backup_beside(tree: Tree, path: str, pick: Pick) -> Tree:
    return {**tree, path + pick([".bak", "~", ".old", ".orig", ".swp", ".tmp", ".1", ".save"]): tree[path]}


@in_tree("files of the system and of editors", expect=Expect.HARMLESS)
def files_of_the_system(tree: Tree, path: str, pick: Pick) -> Tree:
    folder, _, last = path.rpartition("/")
    name = pick([".DS_Store", "Thumbs.db", "desktop.ini", f"._{last}", f".{last}.swp", "~$analysis.docx", f".#{last}", ".directory", f"#{last}#", ".~lock.tizim.xlsx#", "~WRL0001.tmp"])  # fmt: skip
    content = tree[path] if name.endswith((".swp", "#")) else b"\x00\x05\x16\x07" + bytes(60)
    return {**tree, f"{folder}/{name}".removeprefix("/"): content}


@in_tree("an archive from a Mac brought its shadow folder", expect=Expect.HARMLESS)
def shadow_folder_of_mac(tree: Tree, path: str, pick: Pick) -> Tree:
    folder, _, last = path.rpartition("/")
    return {**tree, f"__MACOSX/{pick([folder + '/', ''])}._{last}".replace("//", "/"): b"\x00\x05\x16\x07" + bytes(60)}


@in_tree("files of other tools", expect=Expect.HARMLESS)
def files_of_other_tools(tree: Tree, path: str, pick: Pick) -> Tree:
    name, content = pick(
        [
            ("mkdocs.yml", "site_name: Портфолио\nnav:\n  - index.md\n"), ("docker-compose.yml", "services:\n  web:\n    image: nginx\n"),
            ("_config.yml", "title: Блог\ntheme: minima\n"), (".github/workflows/lint.yml", "on: push\njobs: {}\n"), (".pre-commit-config.yaml", "repos: []\n"),
            (".gitlab-ci.yml", "lint:\n  script: pd lint\n"), ("README.md", "# Менің портфолиом\n\nМәтін.\n"), ("package.json", "{}\n"),
            ("index.md", "---\nlayout: home\ntitle: Басты бет\n---\n\n# Сәлем\n"), ("Күнделік/2026-10-14.md", "---\ntags: [сабақ]\naliases: []\n---\n\nБүгін…\n"),
            (".obsidian/app.json", "{}\n"), ("Қайырлы күн.canvas", "{}\n"), ("CHANGELOG.md", "# Өзгерістер\n"), ("LICENSE", "MIT\n"), ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n"),
            ("openapi.yaml", "openapi: 3.1.0\ninfo:\n  title: x\n  version: '1'\n"), (".editorconfig", "root = true\n"), ("Makefile", "all:\n\tpd lint\n"), (".yamllint", "extends: default\n"),
            ("CITATION.cff", "cff-version: 1.2.0\ntitle: x\n"), ("notes.canvas.md", "Жай жазба\n"), ("post.md", "---\ntitle: Жазба\ndate: 2026-10-14\ncategories: [a]\n---\n\nМәтін\n"),
        ]
    )  # fmt: skip
    return tree if name in tree else {**tree, name: content.encode()}


@in_tree("the document was dragged into another folder", near=Near.PORTFOLIO)
def moved_elsewhere(tree: Tree, path: str, pick: Pick) -> Tree | None:
    if not path.startswith("cycles/"):
        return None
    last = path.rpartition("/")[2]
    return {pick([last, f"cycles/{last}", f"Жаңа папка/{last}", f"evidence/{last}"]) if item == path else item: content for item, content in tree.items()}  # fmt: skip


@in_tree("unpacking an archive made a folder within a folder", near=Near.PORTFOLIO)
def folder_doubled(tree: Tree, path: str, pick: Pick) -> Tree | None:
    folder = path.rpartition("/")[0]
    if not folder.startswith("cycles/"):
        return None
    cycle = "/".join(folder.split("/")[:2])
    return {item.replace(cycle, f"{cycle}/{cycle.split('/')[1]}", 1) if item.startswith(cycle) else item: content for item, content in tree.items()}  # fmt: skip


@in_tree("the name of the document has a space, capitals or letters of a Mac", near=Near.PORTFOLIO)
def document_renamed(tree: Tree, path: str, pick: Pick) -> Tree | None:
    name = PurePosixPath(path).name
    other = pick([name.upper(), name.capitalize(), f" {name}", name.replace("-", " "), name.replace("-", "–"), name.replace(".", " ."), unicodedata.normalize("NFD", f"й-{name}"), f"№{name}"])  # fmt: skip
    return _renamed(tree, path, other) if _document(path) else None


@in_tree("another ending for Markdown or YAML")
def other_ending(tree: Tree, path: str, pick: Pick) -> Tree | None:
    endings = [
        ".markdown",
        ".mdown",
        ".txt",
        ".MD",
        ".Md",
        ".mkd",
        ".text",
        "",
        ".md.",
        ".rmd",
        ".mdx",
        ". md",
        ".мд",
        ".mд",
        ".ьв",
    ]
    if not path.endswith(".md"):
        endings = [
            ".yml",
            ".YAML",
            ".YML",
            ".txt",
            ".yaml.yaml",
            ".json",
            "",
            ".yam",
            ".ymal",
            ".Yaml",
            ". yaml",
            ".уaml",
            ".ямл",
        ]
    return _renamed(tree, path, PurePosixPath(path).stem + pick(endings)) if _document(path) else None


@in_tree("a file of Word, a text or a picture lies among the documents", expect=Expect.REPORTED)
def office_file_among_documents(tree: Tree, path: str, pick: Pick) -> Tree:
    folder, _slash, document = path.rpartition("/")
    if document in ("portfolio.yaml", "evidence.yaml", "results.yaml"):
        # Beside these a text may belong to another program.
        return None
    zipped = b"PK\x03\x04" + bytes(range(256))
    name, content = pick(
        [
            ("2-analysis.docx", zipped), ("сабақ.docx", zipped), ("reflection.odt", zipped), ("Урок.doc", b"\xd0\xcf\x11\xe0" + bytes(64)),
            ("сабақ.txt", "Сабақтың мақсаты орындалды.\n".encode()), ("notes.rtf", b"{\\rtf1 Goal}"), ("кесте.xlsx", zipped), ("жоспар.pdf", b"%PDF-1.7\n"),
            ("урок.pages", zipped), ("5-approbation.html", b"<p>Goal</p>"), ("жауап.TXT", b"17 / 24\n"), ("мақсат", "Мақсат\n".encode()),
        ]
    )  # fmt: skip
    return {**tree, f"{folder}/{name}".removeprefix("/"): content}


@in_tree("a file manager or a cloud left a copy beside the document", near=Near.PORTFOLIO, expect=Expect.REPORTED)
def copy_beside(tree: Tree, path: str, pick: Pick) -> Tree | None:
    stem, ending = PurePosixPath(path).stem, PurePosixPath(path).suffix
    name = pick([f"{stem} copy", f"{stem} (2)", f"{stem} – копия", f"{stem} - Copy", f"{stem} көшірме", f"Копия {stem}", f"{stem} 2", f"{stem} (conflicted copy 2026-10-14)", f"{stem}.sync-conflict-20261014-101500-ABCDEFG", f"{stem}_copy"])  # fmt: skip
    return {**tree, str(PurePosixPath(path).parent / f"{name}{ending}"): tree[path]} if _document(path) else None


@in_tree("a copy beside the document was written on", near=Near.PORTFOLIO, expect=Expect.REPORTED)
def changed_copy_beside(tree: Tree, path: str, pick: Pick) -> Tree | None:
    stem, ending = PurePosixPath(path).stem, PurePosixPath(path).suffix
    name = pick([f"{stem} copy", f"{stem} (2)", f"{stem} – копия", f"{stem} (conflicted copy 2026-10-14)"])
    text = tree[path].decode()
    prose = [number for number, line in enumerate(text.split("\n")) if line[:1].isalpha() and line[0].isupper()]
    if not prose or not _document(path):
        return None
    number = pick(prose)
    changed = with_line(text, number, text.split("\n")[number] + " Кешке толықтырдым.")
    return {**tree, str(PurePosixPath(path).parent / f"{name}{ending}"): changed.encode()}
