"""What editors, disks and copying do to the bytes of a document."""

from tests.slips.slip import ANY, BODY, Expect, Near, Pick, in_bytes, in_text, prose_lines, with_line


@in_bytes("Notepad saved it as Unicode (UTF-16)")
def saved_as_utf16(content: bytes, pick: Pick) -> bytes:
    return content.decode("utf-8").encode(pick(["utf-16", "utf-16-le", "utf-16-be"]))


@in_bytes("Notepad saved it as ANSI (Windows-1251)")
def saved_as_cp1251(content: bytes, pick: Pick) -> bytes:
    return content.decode("utf-8").encode(pick(["cp1251", "cp866", "koi8-r"]), "replace")


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
    end = pick([b"\r", b"\r\r\n"])
    # Before an empty line the sign makes a line end of Windows, which is none of an old Mac.
    number = pick([number for number in range(1, len(lines)) if lines[number] or end != b"\r"])
    return b"\n".join(lines[:number]) + end + b"\n".join(lines[number:])


@in_bytes("the last line end was lost or came many times", expect=Expect.HARMLESS)
def other_last_line_end(content: bytes, pick: Pick) -> bytes:
    return content.rstrip(b"\n") + pick([b"", b"\n\n\n", b"\n  \n", b"\r\n"])


@in_bytes("after a crash the file ends in NUL bytes or is made of them")
def nul_bytes_after_a_crash(content: bytes, pick: Pick) -> bytes:
    return pick([content + b"\0" * 512, b"\0" * len(content), content[:-100] + b"\0" * 100])


@in_bytes("after a crash the file is empty")
def empty_after_a_crash(content: bytes, pick: Pick) -> bytes:
    return pick([b"", b"\n", b"\xef\xbb\xbf", b"   \n\n"])


@in_bytes("copying ended within a letter")
def cut_inside_a_letter(content: bytes, pick: Pick) -> bytes | None:
    options = [place for place in range(len(content) // 2, len(content)) if content[place] & 0xC0 == 0x80]
    return content[: pick(options[-50:])] if options else None


@in_bytes("one letter was damaged")
def damaged_letter(content: bytes, pick: Pick) -> bytes | None:
    options = [place for place in range(len(content)) if content[place] & 0xC0 == 0x80]
    if not options:
        return None
    place = pick(options[:400])
    return content[:place] + pick([b"\xff", b"\x20", b"?"]) + content[place + 1 :]


@in_text(ANY, "a byte order mark in the middle, as when files are joined", near=Near.BLOCK)
def byte_order_mark_inside(text: str, pick: Pick) -> str:
    lines = text.split("\n")
    number = pick(range(1, len(lines)))
    return with_line(text, number, "\ufeff" + lines[number])


@in_text(BODY, "control signs came with a paste into an answer")
def control_sign_in_an_answer(text: str, pick: Pick) -> str | None:
    options = prose_lines(text)
    if not options:
        return None
    number = pick(options)
    sign = pick(["\x00", "\x07", "\x08", "\x0c", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\x1a", "\x0b", "\x1f", "\ufffe"])  # fmt: skip
    return with_line(text, number, text.split("\n")[number].replace(" ", f"{sign} ", 1))


@in_text(BODY, "signs that turn the direction of writing in an answer")
def sign_of_direction_in_an_answer(text: str, pick: Pick) -> str | None:
    options = prose_lines(text)
    if not options:
        return None
    number = pick(options)
    return with_line(text, number, pick(["\u202e", "\u2067", "\u202b", "\u202d"]) + text.split("\n")[number])


@in_bytes("saved as UTF-8 and opened as Windows-1251, twice")
def read_as_cp1251_and_saved(content: bytes, pick: Pick) -> bytes | None:
    garbled = content.decode("utf-8").encode("utf-8").decode(pick(["cp1251", "latin-1", "cp1252"]), "replace")
    return garbled.encode("utf-8") if "Ð" in garbled or "Р" in garbled else None


@in_bytes("line ends of an old Mac")
def line_ends_of_old_mac(content: bytes, pick: Pick) -> bytes:
    return content.replace(b"\n", pick([b"\r", b"\r\r\n", b"\n\r"]))
