"""Evidence: its files, their names, the paths and addresses in the register."""

import unicodedata
from pathlib import PurePosixPath

from tests.slips.slip import (
    YAML,
    Expect,
    Near,
    Pick,
    Tree,
    change_value,
    entries,
    in_text,
    in_tree,
    with_value,
)


def _files(tree: Tree) -> list[str]:
    """Files of evidence that the register names."""
    register = tree.get("evidence.yaml", b"").decode("utf-8")
    return [path for path in sorted(tree) if path.startswith("evidence/") and f"file: {path}\n" in register]


def _renamed(tree: Tree, old: str, new: str) -> Tree | None:
    return None if old == new else {new if path == old else path: content for path, content in tree.items()}


def _is_register(path: str) -> bool:
    return path == "evidence.yaml"


@in_tree("a file of evidence was renamed", near=Near.LINE)
def evidence_file_renamed(tree: Tree, path: str, pick: Pick) -> Tree | None:
    files = _files(tree)
    if not files or not _is_register(path):
        return None
    old = PurePosixPath(pick(files))
    stem, suffix = old.stem, old.suffix
    name = pick([f"{stem} (1){suffix}", f"{stem}{suffix}{suffix}", f"{stem}{suffix.upper()}", f"{stem.capitalize()}{suffix}", f"{stem} {suffix}", f"{stem.replace('-', '_')}{suffix}", f"{stem.replace('-', '–')}{suffix}", f"{stem}.xlsx"])  # fmt: skip
    return _renamed(tree, str(old), str(old.with_name(name)))


@in_tree("a file of evidence was deleted, moved or emptied", near=Near.LINE)
def evidence_file_lost(tree: Tree, path: str, pick: Pick) -> Tree | None:
    files = _files(tree)
    if not files or not _is_register(path):
        return None
    old = pick(files)
    what = pick(["deleted", "moved", "emptied"])
    if what == "emptied":
        return {**tree, old: b""}
    rest = {item: content for item, content in tree.items() if item != old}
    return rest if what == "deleted" else {**rest, f"evidence/2025/{PurePosixPath(old).name}": tree[old]}


@in_tree("an archive of a Mac spelt й in two signs", near=Near.LINE, expect=Expect.SAME_OR_REPORTED)
def evidence_file_in_other_unicode(tree: Tree, path: str, pick: Pick) -> Tree | None:
    files = _files(tree)
    if not files or not _is_register(path):
        return None
    old = PurePosixPath(pick(files))
    name = f"Кейінгі {old.name}"
    forms = pick([("NFC", "NFD"), ("NFD", "NFC")])
    register = tree[path].decode("utf-8").replace(f"file: {old}\n", f"file: evidence/{unicodedata.normalize(forms[0], name)}\n")  # fmt: skip
    changed = _renamed(tree, str(old), f"evidence/{unicodedata.normalize(forms[1], name)}")
    return None if changed is None else {**changed, path: register.encode("utf-8")}


@in_tree("a file of evidence has letters or spaces that look alike", near=Near.LINE)
def evidence_file_looks_the_same(tree: Tree, path: str, pick: Pick) -> Tree | None:
    files = _files(tree)
    if not files or not _is_register(path):
        return None
    old = PurePosixPath(pick(files))
    letter, other = pick([("a", "а"), ("e", "е"), ("o", "о"), ("i", "і"), ("p", "р")])
    name = old.name.replace(letter, other, 1)
    register = tree[path].decode("utf-8").replace(f"file: {old}\n", f"file: {old.with_name(name)}\n")
    return None if name == old.name else {**tree, path: register.encode("utf-8")}


@in_text(YAML, "the path as another system writes it")
def path_as_elsewhere(text: str, pick: Pick) -> str | None:
    form = pick(
        [
            "evidence\\{0}", '"evidence\\{0}"', '"C:\\Users\\Aigerim\\evidence\\{0}"', "C:\\Users\\Айгерім\\{0}", "/evidence/{0}", "./evidence/{0}", "evidence//{0}", "~/evidence/{0}",
            "../evidence/{0}", "file:///evidence/{0}", "{0}", "Evidence/{0}", "evidence/{0}/", "evidence/{0} ", "“evidence/{0}”", "<evidence/{0}>", "[{0}](evidence/{0})", "evidence / {0}", "evidence:{0}", "/home/aigerim/evidence/{0}", "evidence/{0}, evidence/{0}", "[evidence/{0}]",
        ]
    )  # fmt: skip
    return change_value(None, lambda value: form.format(value.removeprefix("evidence/")) if value.startswith("evidence/") else None, ("file",))(text, pick)  # fmt: skip


@in_text(YAML, "a file that was never put there")
def no_such_file(text: str, pick: Pick) -> str | None:
    name = pick(["evidence/кесте.xlsx", "кесте.xlsx", "evidence/", "evidence", "жоқ", "-", "бар", "қағазда", "портфолио папкасында"])  # fmt: skip
    return change_value(None, lambda _: name, ("file",))(text, pick)


@in_text(YAML, "the id of another row was copied with it", near=Near.BLOCK)
def id_copied(text: str, pick: Pick) -> str | None:
    options = list(entries(text, None, ("id",)))
    if len(options) < 2:
        return None
    entry = pick(options[1:])
    return with_value(text, entry, options[0].value)


@in_text(YAML, "a row was copied and left as it is", near=Near.FILE)
def row_copied(text: str, pick: Pick) -> str | None:
    lines = text.rstrip("\n").split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("  - id: ")]
    if not starts:
        return None
    start = pick(starts)
    end = next((number for number in range(start + 1, len(lines)) if not lines[number].startswith("    ")), len(lines))
    return "\n".join([*lines[:end], *lines[start:end], *lines[end:], ""])


@in_text(YAML, "an address as people paste it", expect=Expect.AS_TYPED_OR_REPORTED)
def address_as_pasted(text: str, pick: Pick) -> str | None:
    options = list(entries(text, None, ("file",)))
    if not options:
        return None
    entry = pick(options)
    url = pick(["mysal.example/sabaq", "www.mysal.example", "https:/mysal.example/a", "https//mysal.example", "htps://mysal.example", "https://mysal.example/a b", "<https://mysal.example>", "[сабақ](https://mysal.example)", "https://mysal.example, https://a.example", "http:\\\\mysal.example", "HTTPS://mysal.example", "https://", "javascript:alert(1)", "сілтеме", "https://mysal.example/a #2"])  # fmt: skip
    return with_value(text, entry, f"{entry.value}\n{' ' * len(entry.indent)}url: {url}")
