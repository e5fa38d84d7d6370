"""What editors, disks and copying do to the bytes of a document."""

from tests.slips.slip import Expect, Pick, in_bytes


@in_bytes("line ends of Windows in a part of the lines", expect=Expect.HARMLESS)
def mixed_line_ends(content: bytes, pick: Pick) -> bytes:
    lines = content.split(b"\n")
    number = pick(range(1, len(lines)))
    return b"\r\n".join(lines[:number]) + b"\r\n" + b"\n".join(lines[number:])


@in_bytes("one line end of an old Mac")
def one_line_end_of_old_mac(content: bytes, pick: Pick) -> bytes:
    lines = content.split(b"\n")
    number = pick(range(1, len(lines)))
    return b"\n".join(lines[:number]) + pick([b"\r", b"\r\r\n"]) + b"\n".join(lines[number:])
