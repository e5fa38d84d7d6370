"""From bytes to text: what is refused, and what is only unusual."""

import pytest

from pdcli.reading.source import decode

TEXT = "kind: goal\ntitle: Сабақтың мақсаты\ntext: Қатысты табу ұғымы\n"


@pytest.mark.parametrize("encoding", ["cp1251", "latin-1", "cp1252"])
def test_letters_that_were_read_in_a_wrong_encoding_are_refused(encoding: str) -> None:
    problem = decode(TEXT.encode().decode(encoding, "replace").encode()).problem
    assert problem is not None and problem.code == "PD001" and problem.span.line == 2


@pytest.mark.parametrize(
    "text", [TEXT, "title: Ð is a letter\n", "t: 20 Р° болды\nn: Тағы біраз сөз\n", "РСТУ: Р, С\n"]
)
def test_strange_letters_in_other_text_are_text(text: str) -> None:
    assert decode(text.encode()).text == text


def test_a_file_of_zeros_was_damaged() -> None:
    problem = decode(b"\0" * 900).problem
    assert problem is not None and problem.code == "PD001" and "UTF-16" not in problem.message.text("en")
    assert decode(b"").problem is None


@pytest.mark.parametrize(("newline", "is_refused"), [("\r\r\n", True), ("\n\r", True), ("\r\n", False), ("\r", False)])
def test_lines_that_end_twice_are_refused(newline: str, is_refused: bool) -> None:
    assert (decode(TEXT.replace("\n", newline).encode()).problem is not None) == is_refused
    assert decode(b"a: 1\r\n\r\n\r\nb: 2\r\n").problem is None
