"""Questions whose heading was deleted but whose prompt is still there and identifies them."""

from collections.abc import Collection, Iterable, Iterator

from pdcli.reading.markdown_blocks import Block
from pdcli.reading.prompts import Comments
from pdcli.reading.questions import DELETED, UnmarkedQuestion


def deleted_headings(
    text: str, blocks: Iterable[Block], comments: Comments, absent: Collection[str]
) -> Iterator[UnmarkedQuestion]:
    """The question of each first prompt that belongs to one of these keys, which have no heading; in order."""
    waiting, above = set(absent), None
    for block in blocks:
        if not waiting:
            return
        owner = comments.owner(text[block.start + 4 : block.end - 3]) if block.is_closed else None
        if owner is None or owner[0] not in waiting:
            is_prompt = owner is None and block.is_closed and comments.is_prompt(text[block.start + 4 : block.end - 3])
            above = block if is_prompt else None
            continue
        if above and text[above.end : block.start] in ("\n", "\r\n", "\r"):
            # The name of a part of the form stands right above the prompt.
            block = above
        above = None
        key, lang = owner
        waiting.discard(key)
        form = comments.form
        number = f"{1 + form.fields.index(form.by_key[key])}. " if form.columns else ""
        title = f"{number}{form.by_key[key].label[lang]}"
        line_start = text.rfind("\n", 0, block.start) + 1
        is_joined = bool(text[line_start : block.start].strip())
        line_end = text.find("\n", block.start, block.end)
        end = line_end if line_end >= 0 else block.end
        yield UnmarkedQuestion(key, block.start, block.start, end, title, DELETED, block.start, is_joined)
