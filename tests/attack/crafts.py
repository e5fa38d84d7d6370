"""Entries that somebody who knows the format adds to an archive."""

import stat
import zipfile
from collections.abc import Callable

Craft = Callable[[zipfile.ZipFile], None]


def _name(name: str, data: bytes = b"x", mode: int = 0) -> Craft:
    def craft(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, data)

    return craft


def _bomb(archive: zipfile.ZipFile) -> None:
    with archive.open(zipfile.ZipInfo("bomb"), "w", force_zip64=True) as file:
        for _ in range(64):
            file.write(bytes(1 << 20))


def _many(archive: zipfile.ZipFile) -> None:
    for number in range(20_000):
        archive.writestr(f"f/{number}", b"")


CRAFTS = {
    "out of the folder": _name("../../out.txt"),
    "an absolute name": _name("/etc/cron.d/x"),
    "a drive": _name("C:\\Windows\\x.exe"),
    "backslashes": _name("..\\..\\x"),
    "a stream of Windows": _name("a.txt:hidden"),
    "a link": _name("link", b"/etc/passwd", stat.S_IFLNK | 0o777),
    "a device": _name("device", b"", stat.S_IFCHR | 0o600),
    "escapes in a name": _name("\x1b[2J\x1b[31m.txt"),
    "a name that turns round": _name("\u202egpj.exe"),
    "a reserved name": _name("AUX.txt"),
    "a name of spaces": _name("  "),
    "an empty name": _name(""),
    "a very long name": _name("x" * 60_000),
    "a second manifest": _name("manifest.json", b"{}"),
    "another case": _name("PORTFOLIO.YAML"),
    "a folder of a file's name": _name("portfolio.yaml/x"),
    "a trailing dot": _name("portfolio.yaml."),
    "a bomb": _bomb,
    "very many files": _many,
}  # fmt: skip
