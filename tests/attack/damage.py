"""Random damage to a folder of files: what disks, editors, programs and people do to them."""

from collections.abc import Callable
from pathlib import Path
from random import Random

TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\t", b"\x1b[2J", b"\x1b]0;x\x07", b"\xc2\x9b31m", b"\xe2\x80\xae", b"\xed\xa0\x80",
    b"---\n", b"...\n", b"- ", b": ", b"#", b"|", b">", b"&a ", b"*a", b"!!python/object ", b"<<: *a\n", b"{", b"[", b"'", b'"', b"\\", b"%YAML 9\n",
    b"<!--", b"-->", b"<script>", b"](", b"```", b"|---|", b"{{ 7*7 }}", b"{% for a in b %}", b"${HOME}", b"`id`", b"=1+1", b"<<<<<<< HEAD\n",
    b"../" * 9, b"/etc/passwd", b"C:\\CON", b"file:///etc/passwd", b"2026-02-30", b"9" * 400, b"-0", b".inf", b"null", b"yes", b"1e999", b"\xd3\x99" * 5000,
    b"kind: portfolio\n", b"kind: \n", b"status: final\n", b"id: e1\n", b"<!-- pd: ignore -->\n", b"# pd: ignore[PD001]\n", b"format: 99\n",
]  # fmt: skip


def _flip(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _insert(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(TOKENS) + data[at:]


def _cut(data: bytes, rng: Random) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:]


def _repeat(data: bytes, rng: Random) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:end] * rng.choice([1, 2, 30]) + data[end:]


def _truncate(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _lines(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def _line_starts(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    lines[at] = rng.choice([*TOKENS, b"  ", b"    "]) + lines[at]
    return b"".join(lines)


def _value(data: bytes, rng: Random) -> bytes:
    """Another value at a key: the slip that gets furthest into the program."""
    lines = data.splitlines(keepends=True)
    keys = [at for at, line in enumerate(lines) if b": " in line]
    if not keys:
        return _insert(data, rng)
    at = rng.choice(keys)
    lines[at] = lines[at].split(b": ")[0] + b": " + rng.choice(TOKENS) + b"\n"
    return b"".join(lines)


def _as_utf16(data: bytes, rng: Random) -> bytes:  # noqa: ARG001 - all damages are called in the same way
    return data.decode("utf-8", "replace").encode("utf-16")


DAMAGES: list[Callable[[bytes, Random], bytes]] = [
    _flip, _insert, _insert, _cut, _repeat, _truncate, _lines, _line_starts, _value, _value, _value, _as_utf16,
]  # fmt: skip
NAMES = [
    "CON",
    "a b",
    "-rf",
    "\u202etxt.dm",
    "é.md",
    "..md",
    "x" * 200,
    "portfolio.yaml",
    "1-action.md",
    "\x1b[31m.md",
    "a\nb.md",
]


def damaged(data: bytes, rng: Random) -> bytes:
    """The bytes of a file with one to three damages."""
    for _ in range(rng.choice([1, 1, 2, 3])):
        if data:
            data = rng.choice(DAMAGES)(data, rng)
    return data


def damage(root: Path, rng: Random) -> None:
    """Change some files of a folder, and now and then the folder itself."""
    files = sorted(
        path for path in root.rglob("*") if path.is_file() and not path.is_symlink() and ".git/" not in path.as_posix()
    )
    for path in rng.sample(files, k=min(len(files), rng.choice([1, 1, 2, 5]))):
        path.write_bytes(damaged(path.read_bytes(), rng))
    if rng.random() < 0.4:
        _rearrange(root, rng.choice(files), rng)


def _rearrange(root: Path, path: Path, rng: Random) -> None:
    match rng.randrange(6):
        case 0:
            path.unlink()
        case 1:
            path.unlink()
            path.mkdir()
        case 2:
            path.unlink()
            path.symlink_to(rng.choice([root, root / "nowhere", Path("/etc/passwd"), path]))
        case 3:
            path.rename(path.with_name(rng.choice(NAMES)))
        case 4:
            path.with_name(rng.choice(NAMES)).write_bytes(path.read_bytes())
        case 5:
            (root / "loop").symlink_to(root)
