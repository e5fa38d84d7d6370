"""The copy of what the school says of a teacher in a packet, which leaves the school."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from pdcli.discovery.digest import sha256
from pdcli.model.json_data import json_data
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school_part import own_part
from pdcli.summary.at_school import AtSchool, SchoolCopy, SchoolSource, confirmed_part

_FORMAT = 1
_MAX_BYTES = 4 << 20
_BROKEN = AtSchool((), (), (), (), (), SchoolCopy(None, (), is_readable=False))


class _Loader(yaml.SafeLoader):
    """Without references: they make little text a lot of data, and a copy has none."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError
        return super().compose_node(parent, index)


def for_packet(part: AtSchool) -> AtSchool:
    """The part without people whom the teacher's own documents do not name."""
    return part.replace(pairs=tuple(pair if pair.stated else pair.replace(person=None) for pair in part.pairs))


def school_sources(portfolio: Portfolio, today: date) -> tuple[SchoolSource, ...]:
    """The documents of the school that say something of the owner of a portfolio up to a day, in the order of files."""
    part, school = own_part(portfolio), portfolio.school
    if part is None or school is None:
        return ()
    part = confirmed_part(part, today)
    documents = [
        *(item.group.document for item in part.groups),
        *(row.document for rows in (part.led, part.attended, part.mentors, part.mentees) for row in rows),
        *(row.document for row in part.decisions),
    ]
    files = {item.path.relative_to(school.root).as_posix(): item.path for item in documents}
    return tuple(SchoolSource(name, digest) for name in sorted(files) if (digest := sha256(files[name])))


def copy_text(part: AtSchool, sources: tuple[SchoolSource, ...], today: date) -> str:
    """The file that a packet holds of what the school says on a day."""
    data = json_data(part.replace(copy=SchoolCopy(today, sources)))
    return yaml.safe_dump({"format": _FORMAT, "at_school": data}, allow_unicode=True, sort_keys=False, width=120)


def read_copy(file: Path) -> AtSchool:
    """The copy in an unpacked packet, checked as everything that others write; it is never the school's word."""
    try:
        data = file.read_bytes() if file.stat().st_size <= _MAX_BYTES else b""
    except OSError:
        return _BROKEN
    return parsed_copy(data)


def same_content(one: AtSchool, other: AtSchool) -> bool:
    """Whether two copies say the same, whenever they were made and whatever else the documents hold."""
    return (
        one.copy is not None and other.copy is not None and one.copy.is_readable and other.copy.is_readable
        and one.replace(copy=None) == other.replace(copy=None)
    )  # fmt: skip


def parsed_copy(data: bytes) -> AtSchool:
    """The content of the file; one that is not readable has a `copy` that says so."""
    try:
        content = yaml.load(data.decode("utf-8"), _Loader)
        part = TypeAdapter(AtSchool).validate_python(content["at_school"]) if content["format"] == _FORMAT else _BROKEN
    except (yaml.YAMLError, ValidationError, ValueError, TypeError, KeyError, RecursionError):
        return _BROKEN
    return part if part.copy else _BROKEN
