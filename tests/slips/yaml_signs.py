"""Signs of YAML typed as people type text: colons, spaces, quotes, brackets, dashes."""

from collections.abc import Callable

from tests.slips.slip import (
    FRONT,
    LIST,
    PROSE,
    Expect,
    Near,
    Pick,
    change_value,
    entries,
    in_text,
    with_line,
    with_value,
)


@in_text(FRONT, "only the first words are in quotes")
def text_after_the_closing_quote(text: str, pick: Pick) -> str | None:
    quote = pick(['"', "'"])
    return change_value(PROSE, lambda value: quote + value.replace(" ", f"{quote} ", 1))(text, pick)


@in_text(FRONT, "text began with brackets", expect=Expect.AS_TYPED_OR_REPORTED)
def brackets_first(text: str, pick: Pick) -> str | None:
    form = pick(["[6 «Ә»] {}", "{{6 сынып}} {}", "[2026] {}", "{{6: ә}} {}", "[ ] {}", "[x] {}"])
    return change_value(PROSE, form.format)(text, pick)


@in_text(FRONT, "<< as in French quotes", expect=Expect.AS_TYPED_OR_REPORTED)
def merge_key(text: str, pick: Pick) -> str | None:
    form = pick(["<<{}>>", "<< {} >>", "<<: {}"])
    return change_value(PROSE, form.format)(text, pick)


@in_text(FRONT, "a list without its brackets, or with others")
def other_brackets(text: str, pick: Pick) -> str | None:
    form = pick(["{}", "({})", "{{{}}}", "<{}>", "[{}", "{}]", "[[{}]]", "[{}]]", "[{})", "【{}】", "“{}”", "[{}],", "[{}].", "[{},]", "[,{}]", "[{}] жақсы"])  # fmt: skip
    return _other_list(text, pick, lambda value: form.format(value[1:-1]))


def _other_list(text: str, pick: Pick, change: Callable[[str], str | None]) -> str | None:
    options = [(entry, value) for entry in entries(text, LIST) if (value := change(entry.value)) is not None and value != entry.value]  # fmt: skip
    if not options:
        return None
    entry, value = pick(options)
    return with_value(text, entry, value)


@in_text(FRONT, "a key was typed a second time", near=Near.FILE)
def key_twice(text: str, pick: Pick) -> str | None:
    form = pick(["{indent}{key}: {value}\n{below}{key}: {value}", "{indent}{key}: {value}\n{below}{key}: басқа", "{indent}{key}: {value}\n{below}{key}:"])  # fmt: skip
    options = entries(text)
    if not options:
        return None
    entry = pick(options)
    line = form.format(indent=entry.indent, key=entry.key, value=entry.value, below=" " * len(entry.indent))
    return with_line(text, entry.number, line)
