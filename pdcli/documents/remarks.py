"""Text after ` #` on the line of a value, which YAML reads as a comment and no page shows."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdcli.documents.validation import Loc
from pdcli.i18n.messages import message as _
from pdcli.model.forms import COMMON_KEYS, Form
from pdcli.reading.prompts import LIKE_SUPPRESSION
from pdcli.reading.yaml_result import Node, YamlProblem

if TYPE_CHECKING:
    from pdcli.documents.document import Document

# A line with text before ` #`; whole lines of comments are intended.
_BESIDE = re.compile(r"^[ \t]*+[^#\s][^\n\r]*?[ \t]#[ \t]*+([^\n\r]*)", re.MULTILINE)
# A line that would be a field without the `#` in front.
_FIELD = re.compile(r"^#[ \t]?([a-z][a-z_]*):[ \t]+\S[^\n\r]*", re.MULTILINE)
_TOOLS = ("yaml-language-server:",)


def text_in_comments(document: "Document") -> Iterator[YamlProblem]:
    """Yield a problem PD034 for each comment that looks like a part of its answer.

    Comments of a scaffold are ignored, and so are those beside a day, a number or a choice.
    """
    form, result = document.form, document.places.read
    if form is None or result is None or result.problems:
        return
    if "\n#" in document.text:
        yield from _fields_in_comments(document, form)
    if not _may_hide_text(document, form):
        return
    for start, end in result.places.comments:
        comment = document.text[start + 1 : end].strip()
        if comment.startswith(_TOOLS) or comment in form.remarks or LIKE_SUPPRESSION.match(comment):
            continue
        problems = _value_before(result.root, start)
        if problems and _is_text(form, problems[0]):
            problem = _problem(document.text, problems[1], start, end) or _title(document, *problems, start, end)
            if problem:
                yield problem


def _fields_in_comments(document: "Document", form: Form) -> Iterator[YamlProblem]:
    """Yield a problem for each field whose line begins with `#`, unless another line answers it."""
    for fields in _FIELD.finditer(document.text, *document.yaml_part):
        key = fields[1]
        if (key in COMMON_KEYS or key in form.by_key) and document.data.get(key) in (None, ""):
            message = _("This line begins with `#`, so `{key}` does not count.").format(key=key)
            hint = _("Remove `#`; begin a remark of your own with different words.")
            fix = () if key in document.data else ((fields.start(), fields.start(1), ""),)
            document.explained_questions |= {key}
            yield YamlProblem("PD034", fields.start(), fields.end(), message, hint, (), fix)


def _may_hide_text(document: "Document", form: Form) -> bool:
    """Whether a comment beside a value is not the scaffold's, so that the parser is needed."""
    start, end = document.yaml_part
    return (document.text.find(" #", start, end) >= 0 or document.text.find("\t#", start, end) >= 0) and any(
        match[1].strip() not in form.remarks and not match[1].startswith(_TOOLS)
        for match in _BESIDE.finditer(document.text, start, end)
    )


def _value_before(node: Node | None, at: int, loc: Loc = ()) -> tuple[Loc, Node] | None:
    """The last value that begins before an offset, and its place in the data."""
    last_value = None
    while node is not None:
        before = [
            (step, child)
            for step, child in node.children.items()
            if (child.key_start if child.key_start >= 0 else child.start) < at
        ]
        if not before:
            break
        step, node = before[-1]
        loc = (*loc, step)
        last_value = loc, node
    return last_value


def _is_text(form: Form, loc: Loc) -> bool:
    field = form.field_at(loc)
    return loc == ("title",) or (field is not None and field.type in ("text", "list"))


def _problem(text: str, node: Node, start: int, end: int) -> YamlProblem | None:
    """What a comment hides. After nothing, quotes or brackets only one without a space looks like text: `#5`."""
    is_empty = node.end == node.start
    is_remark = text[start + 1 : start + 2] in ("", " ", "\t")
    if text[(node.key_end if is_empty else node.end) : start].strip(" \t:"):
        return None
    if node.style != "plain" or is_empty:
        if is_remark or node.style in "|>":
            return None
        fix = _quotes(text, start, end) if is_empty else ()
    else:
        fix = _quotes(text, node.start, end)
    message = _("From here on this is a comment and is not shown.")
    return YamlProblem("PD034", start, end, message, _("To keep the whole text, put it in quotes."), (), fix)


def _title(document: "Document", loc: Loc, node: Node, start: int, end: int) -> YamlProblem | None:
    """A title with nothing before ` #`: it may be a remark or the title, so that there is no fix."""
    if loc != ("title",) or node.end > node.start or document.text[node.key_end : start].strip(" \t:"):
        return None
    message = _("From here on this is a comment and is not shown.")
    hint = _("Remove `#` if this is the title; put a remark on its own line.")
    return YamlProblem("PD034", start, end, message, hint)


def _quotes(text: str, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    from pdcli.reading.yaml_slip import quote

    return tuple(quote(text, start, end))
