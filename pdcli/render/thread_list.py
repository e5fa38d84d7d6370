"""The tree of the thread as nested lists in HTML and Markdown."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from pdcli.i18n import Lang
from pdcli.render.prose_markdown import plain
from pdcli.render.thread_view import Branch, private_evidence, title_of


def as_html(branches: Iterable[Branch], lang: Lang, anchors: bool = False) -> Markup:
    """A nested list; with `anchors`, ids of evidence lead to `#<id>` on the same page."""
    items = Markup("").join(_item(branch, lang, anchors) for branch in branches)
    return Markup('<ul class="threads">{}</ul>').format(items) if items else Markup("")


def _item(branch: Branch, lang: Lang, anchors: bool) -> Markup:
    parts = []
    if branch.id:
        parts.append(Markup('<span class="id">{}</span>').format(branch.id))
    parts.append(Markup('<span class="word">{}{}</span>').format(branch.word, ":" if branch.text else ""))
    parts.append(escape(branch.text))
    if branch.facts:
        parts.append(Markup('<span class="fact">{}</span>').format(branch.facts))
    name = Markup('<a class="id" href="#{0}">{0}</a>' if anchors else '<span class="id">{0}</span>')
    for item in branch.evidence:
        parts.append(Markup('<span class="fact">{} {}</span>').format(name.format(item.id), title_of(item, lang)))
    if branch.private_evidence:
        parts.append(Markup('<span class="fact">{}</span>').format(private_evidence(branch.private_evidence, lang)))
    if branch.place:
        parts.append(Markup("<code>{}:{}</code>").format(branch.place.file, branch.place.line))
    inside = Markup(" ").join(part for part in parts if part) + as_html(branch.children, lang, anchors)
    mark = Markup(' class="{}"').format(branch.mark) if branch.mark else Markup("")
    return Markup("<li{}>{}</li>\n").format(mark, inside)


def as_markdown(branches: Iterable[Branch], lang: Lang, depth: int = 0) -> str:
    """A nested list, one line for each branch."""
    lines = []
    for branch in branches:
        lines.append(f"{'  ' * depth}- {_line(branch, lang)}\n")
        lines.append(as_markdown(branch.children, lang, depth + 1))
    return "".join(lines)


def _line(branch: Branch, lang: Lang) -> str:
    head = (
        f"**{plain(branch.id)}** {branch.word}" if branch.id else f"**{branch.word}**" if branch.mark else branch.word
    )
    parts = [f"{head}: {plain(branch.text)}" if branch.text else head]
    if branch.facts:
        parts.append(plain(branch.facts))
    parts += [f"{plain(item.id)} {plain(title_of(item, lang))}".strip() for item in branch.evidence]
    if branch.private_evidence:
        parts.append(private_evidence(branch.private_evidence, lang))
    if branch.place:
        place = f"{branch.place.file}:{branch.place.line}"
        parts.append(plain(place) if "`" in place else f"`{place}`")
    return " · ".join(parts)
