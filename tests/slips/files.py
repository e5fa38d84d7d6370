"""Files under another name, in another place, twice, or of another program."""

import unicodedata
from pathlib import PurePosixPath

from tests.slips.slip import Expect, Near, Pick, Tree, in_tree


def _renamed(tree: Tree, path: str, name: str) -> Tree | None:
    """The tree with another name (which may hold folders) for the file, in its place among the others."""
    other = str(PurePosixPath(path).parent / name)
    return None if other in tree else {other if item == path else item: content for item, content in tree.items()}


def _document(path: str) -> bool:
    return path.rpartition("/")[2] not in ("portfolio.yaml", "evidence.yaml")


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


@in_tree("the name of the document has a space, capitals or letters of a Mac", near=Near.PORTFOLIO)
def document_renamed(tree: Tree, path: str, pick: Pick) -> Tree | None:
    name = PurePosixPath(path).name
    other = pick([name.upper(), name.capitalize(), f" {name}", name.replace("-", " "), name.replace("-", "–"), name.replace(".", " ."), unicodedata.normalize("NFD", f"й-{name}"), f"№{name}"])  # fmt: skip
    return _renamed(tree, path, other) if _document(path) else None
