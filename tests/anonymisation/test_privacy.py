"""Every text of what is blinded says what it may tell; a blind and a named summary share no digest."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from pdcli.anonymisation.redaction import map_text
from pdcli.attestation.facts import PARAMETERS
from pdcli.model.forms import Words
from pdcli.model.privacy import Address, Digest, File, Key, Size, Text, Word, has_undeclared_text
from pdcli.model.record import Record, Value, types_of
from pdcli.portfolio.packs import PackLibrary
from pdcli.school.report import SchoolReport
from pdcli.summary.build import Summary
from pdcli.summary.comparison import ComparisonRow
from pdcli.summary.files import UnreadFile
from tests.helpers import EXAMPLES, Pd, write

DAY = ("--date", "2026-11-25")


def inside(kind: Any) -> Iterator[type[Any]]:
    """The records that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Words:
        yield kind
        for hint in types_of(kind).values():
            yield from inside(hint)
    for part in get_args(kind):
        yield from inside(part)


@pytest.mark.parametrize("kind", sorted({*inside(Summary), *inside(ComparisonRow), *inside(SchoolReport)}, key=str))
def test_every_text_says_what_it_may_tell(kind: type[Any]) -> None:
    assert [name for name, hint in types_of(kind).items() if has_undeclared_text(hint)] == []


def test_every_parameter_of_a_fact_says_what_it_may_tell() -> None:
    assert [name for name, kind in PARAMETERS.items() if has_undeclared_text(kind)] == []
    assert [
        name
        for kind in PARAMETERS.values()
        for part in inside(kind)
        for name, hint in types_of(part).items()
        if has_undeclared_text(hint)
    ] == []


def test_what_a_message_was_made_of_is_changed_too() -> None:
    parameters = {"name": "Үлгі", "parts": ["Үлгі", {"template": "{who}", "parameters": {"who": "Үлгі"}}], "count": 2}
    file = UnreadFile("Үлгі.yaml", 1, 1, "PD002", "Үлгі", "{name}", parameters)
    assert "Үлгі" not in str(map_text(file, lambda text: text.replace("Үлгі", "T-01"), "en"))


def test_a_text_that_does_not_say_it_is_found() -> None:
    class Careless(Value):
        said: Text
        forgotten: tuple[str | None, ...]

    assert [name for name, hint in types_of(Careless).items() if has_undeclared_text(hint)] == ["forgotten"]
    assert map_text(Careless("a", ("b", None)), str.upper, "en") == Careless("A", ("B", None)), "taken for anybody's"


def test_each_class_is_changed_in_its_way() -> None:
    class Line(Value):
        id: Key
        text: Text
        word: Word
        key: Key
        keys: tuple[Key, ...]
        file: File | None
        address: Address | None
        digest: Digest | None
        size: Size | None
        count: int

    line = Line("e1", "Әсел", "final", "Әсел", ("g1", "2026-2027-1/r2"), "Әсел.PDF", "https://a.kz", "ff", 1000, 1000)
    seen = map_text(line, lambda _text: "X", "en", lambda digest: f"<{digest}>")
    assert seen == Line("e1", "X", "final", "X", ("g1", "2026-2027-1/r2"), "e1.pdf", seen.address, "<ff>", 1024, 1000)
    assert "a.kz" not in str(seen.address)
    assert map_text(Line("e1", "", "", "", (), None, None, None, None, 0), str.upper, "en").file is None


def run_both(pd: Pd, folder: Path, portfolio: Path, *formats: str) -> tuple[bytes, bytes, str]:
    """Every byte of a named and of a blind summary of a portfolio, names of files included, and the secret."""
    to = ("--to", ",".join(formats), *DAY)
    assert pd("summary", str(portfolio), "--out", str(folder / "named"), *to, cwd=folder, lang="kk").code == 0
    blind = folder / "blind"
    assert pd("summary", str(portfolio), "--blind", "--out", str(blind), *to, cwd=folder, lang="kk").code == 0
    named, hidden = (
        b"".join(path.name.encode() + path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file())
        for place in (folder / "named", blind)
    )
    return named, hidden, json.loads((folder / "blind-key.json").read_text(encoding="utf-8"))["secret"]


def test_a_blind_and_a_named_summary_share_no_digest(pd: Pd, tmp_path: Path) -> None:
    named, hidden, secret = run_both(pd, tmp_path, EXAMPLES / "aigerim", "html", "md", "json")
    told, keyed = (set(re.findall(rb"[0-9a-f]{32,}", data)) for data in (named, hidden))
    # The rules that come with pd are the same for everybody.
    shipped = {PackLibrary().source(pack.key).digest.encode() for pack in PackLibrary().packs()}
    told, keyed = told - shipped, keyed - shipped
    assert len(told) > 10 and len(keyed) > 10
    assert told.isdisjoint(keyed)
    files = [path for path in (EXAMPLES / "aigerim").rglob("*") if path.is_file()]
    for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
        for path in files:
            digest = hashlib.new(name, path.read_bytes()).hexdigest()
            assert digest[:16].encode() not in hidden, path
    # Whoever keeps the key can still say which file it is.
    evidence = [path for path in files if "evidence" in path.parts]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in evidence]
    expected = {hmac.new(secret.encode(), digest.encode(), "sha256").hexdigest().encode() for digest in digests}
    assert expected & keyed


def test_blind_pages_say_that_digests_are_keyed(pd: Pd, tmp_path: Path) -> None:
    named, hidden, _secret = run_both(pd, tmp_path, EXAMPLES / "aigerim", "html")
    assert b"HMAC-SHA-256 " in hidden and b"HMAC" not in named
    assert not re.search(rb"(?<!HMAC-)SHA-256 [0-9a-f]{13}", hidden)


def test_sizes_are_told_roughly(pd: Pd, tmp_path: Path) -> None:
    root = write(
        tmp_path / "p",
        {
            "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Әсел Үлгі\n",
            "evidence.yaml": "kind: evidence\nitems:\n  - {id: e1, title: Хаттама, file: evidence/a.txt}\n",
            "evidence/a.txt": "x" * 48_613,
        },
    )
    named, hidden, _secret = run_both(pd, tmp_path, root, "json")
    assert b"48613" in named and b"48613" not in hidden and b'"size": 65536' in hidden


def test_another_key_gives_other_digests(pd: Pd, tmp_path: Path) -> None:
    found = []
    for number in ("1", "2"):
        (tmp_path / number).mkdir()
        _named, hidden, _secret = run_both(pd, tmp_path / number, EXAMPLES / "daniyar", "json")
        found.append(set(re.findall(rb"hmac-sha256:([0-9a-f]{64})", hidden)))
    assert found[0] and found[0].isdisjoint(found[1])
