"""What editors, disks and copying do to the bytes of a document."""

from tests.slips.slip import BODY, Expect, Pick, in_bytes, in_text, prose_lines, with_line


@in_bytes("Notepad saved it with line ends of Windows and a byte order mark", expect=Expect.HARMLESS)
def saved_by_windows(content: bytes, pick: Pick) -> bytes:
    lines = content.replace(b"\n", b"\r\n")
    return pick([lines, b"\xef\xbb\xbf" + content, b"\xef\xbb\xbf" + lines])


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


@in_bytes("the last line end was lost or came many times", expect=Expect.HARMLESS)
def other_last_line_end(content: bytes, pick: Pick) -> bytes:
    return content.rstrip(b"\n") + pick([b"", b"\n\n\n", b"\n  \n", b"\r\n"])


@in_text(BODY, "signs that turn the direction of writing in an answer")
def sign_of_direction_in_an_answer(text: str, pick: Pick) -> str | None:
    options = prose_lines(text)
    if not options:
        return None
    number = pick(options)
    return with_line(text, number, pick(["\u202e", "\u2067", "\u202b", "\u202d"]) + text.split("\n")[number])
