"""A document for paper as PDF, set by Typst: tagged, PDF/A-2a and PDF/UA-1, the same bytes for the same document."""

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.render.paper import (
    Block,
    Cell,
    Control,
    Drawing,
    Heading,
    ItemList,
    Paper,
    Paragraph,
    Room,
    Run,
    Table,
    every_block,
)

_REGIONS = {"kk": "KZ", "ru": "RU", "en": "GB"}
_FONTS = ("fontpkg_source_serif_4", "fontpkg_source_sans_3")
# A word of so many letters may be broken anywhere: digests and addresses.
_LONG_WORD = re.compile(r"\S{25,}")
_BREAK_AFTER = 12
# PDF/A allows no longer text in one piece.
_LONGEST = 2000
# What Typst says of signs that none of the fonts have.
_NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
# How it writes signs that have no shape.
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_UNDRAWABLE = {code: "" for code in range(0x20) if code != 10} | {0x200B: "", 0xFEFF: "", 0xAD: "-"}
_START = """
#set document(title: {title}, author: ())
#set page(
  paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 18mm),
  header: context if counter(page).get().first() > 1 {{
    align(right, text(size: 8.5pt, fill: luma(90), {title}))
  }},
  footer: context align(center, text(size: 8.5pt, fill: luma(90),
    str(counter(page).get().first()) + " / " + str(counter(page).final().first()))),
)
#set text(
  font: ("Source Serif 4", "Source Sans 3", "DejaVu Sans Mono"), size: 10.5pt,
  lang: {lang}, region: {region}, hyphenate: false, fallback: false,
)
#set par(leading: 0.62em, spacing: 0.75em)
#let sans = ("Source Sans 3", "DejaVu Sans Mono")
#show heading: set text(font: sans, weight: 600)
#show heading.where(level: 1): set text(size: 16pt, fill: rgb("#0b6b6f"))
#show heading.where(level: 2): set text(size: 13.5pt, fill: rgb("#0b6b6f"))
#show heading.where(level: 3): set text(size: 12pt)
#show heading: set block(above: 1.5em, below: 0.7em, sticky: true)
#set table(inset: (x: 4pt, y: 3.5pt), stroke: 0.5pt + luma(160))
#show table: set text(size: 9.5pt)
#show table: set par(leading: 0.5em, spacing: 0.5em)
#show figure: set block(breakable: true, above: 1em, below: 1em)
#show figure.where(kind: table): set align(start)
#set figure(numbering: none, supplement: none)
#set figure.caption(position: top, separator: none)
#show figure.caption: it => block(sticky: true, below: 0.5em, text(font: sans, weight: 600, size: 10.5pt, it.body))
#show link: set text(fill: rgb("#0b6b6f"))
#let soft(body) = text(fill: luma(90), body)
#let note(body) = block(above: 0.5em, below: 0.7em, text(size: 9pt, fill: luma(90), body))
#let question(body) = block(above: 1.1em, below: 0.5em, sticky: true, text(font: sans, weight: 600, body))
#let code-text(body) = text(font: "DejaVu Sans Mono", size: 0.85em, body)
#let room(lines) = block(height: lines * 8mm - 2mm, below: 0pt)
#let ruled-room(lines) = for _line in range(lines) {{
  block(height: 8mm, width: 100%, above: 0pt, below: 0pt, stroke: (bottom: 0.5pt + luma(160)))
}}
#let masthead(body) = block(below: 0.9em, text(font: sans, weight: 700, size: 20pt, body))
"""


def to_pdf(document: Paper) -> bytes:
    """The bytes of the file. Signs that the fonts do not have are shown by their numbers, such as [U+1F600].

    Raises UserError where Typst or its fonts are not installed.
    """
    try:
        import typst
    except ImportError:
        raise UserError(_('PDF needs more packages: `pip install "pdcli[office]"`.')) from None
    folders = [folder for name in _FONTS if (folder := _font_folder(name))]
    if len(folders) < len(_FONTS):
        raise UserError(_('PDF needs more packages: `pip install "pdcli[office]"`.'))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    undrawable: set[str] = set()
    while True:
        source = _Source(document, undrawable).text().encode("utf-8", "replace")
        try:
            content: bytes = typst.compile(
                source,
                format="pdf",
                font_paths=fonts,
                pdf_standards=["a-2a", "ua-1"],
                timestamp=0,
            )
            return content
        except typst.TypstError as error:
            signs = _signs_without_font(error) - undrawable
            if not signs:
                raise UserError(
                    _("This page cannot be laid out as a PDF; it can be printed from DOCX or HTML.")
                ) from None
            undrawable |= signs


def _font_folder(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent / "files" if spec and spec.origin else None


def _signs_without_font(error: Exception) -> set[str]:
    # Typst tells of the first one, and of all in what it shows with their places.
    report = f"{error}\n{getattr(error, 'diagnostic', '')}"
    signs = (_ESCAPED.sub(lambda match: chr(int(match[1], 16)), match[1]) for match in _NO_FONT.finditer(report))
    return {sign for text in signs for sign in text}


class _Source:
    """The source text for Typst. All text of people stands in strings, so that none of it acts."""

    def __init__(self, document: Paper, undrawable: set[str]) -> None:
        self._document = document
        self._by_number = {ord(sign): f"[U+{ord(sign):04X}]" for sign in undrawable}
        # Name of a place -> its label: several names of one place share one.
        self._labels: dict[str, str] = {}
        self._used_labels: set[str] = set()
        for number, block in enumerate(every_block(document.blocks)):
            if isinstance(block, Heading | Paragraph):
                for name in block.anchors:
                    self._labels.setdefault(name, f"p{number}")

    def text(self) -> str:
        lang = self._document.lang
        head = _START.format(
            title=self._string(self._document.title),
            lang=self._string(lang or "kk"),
            region=self._string(_REGIONS.get(lang, "KZ")),
        )
        return head + "\n".join(f"#{self._block(block)}" for block in _without_controls(self._document.blocks)) + "\n"

    def _string(self, text: str) -> str:
        return _quoted(text.translate(_UNDRAWABLE).translate(self._by_number))

    def _block(self, block: Block) -> str:
        match block:
            case Heading(level, runs, anchors):
                return f"[#heading(level: {level}, {self._runs(runs)}){self._label(anchors)}]"
            case Paragraph(runs, style, anchors):
                body = self._runs(runs)
                match style:
                    case "title":
                        return f"masthead({body})"
                    case "subtitle" | "lead":
                        return f"block(below: 1em, soft({body}))"
                    case "note" | "question":
                        body = f"{style}({body})"
                    case "code":
                        body = f"block(code-text({body}))"
                    case _:
                        body = f"par({body})"
                return f"[#{body}{self._label(anchors)}]" if anchors else body
            case ItemList():
                return self._list(block)
            case Table():
                table = self._table(block)
                if block.caption:
                    table = f"figure(kind: table, caption: {self._runs(block.caption)}, {table})"
                return f"page(flipped: true, {table})" if block.is_turned else table
            case Room(lines, is_ruled):
                return f"{'ruled-room' if is_ruled else 'room'}({max(lines, 1)})"
            case Drawing(svg, words):
                alt = self._string(words or "–")
                return f'align(center, image(bytes({_quoted(svg)}), format: "svg", alt: {alt}, width: 70%))'

            case Control(_field, blocks):
                return self._blocks(blocks)

    def _label(self, anchors: Sequence[str]) -> str:
        """The label of a place; none where all its names are those of earlier ones."""
        label = next((self._labels[name] for name in anchors), "")
        if not label or label in self._used_labels:
            return ""
        self._used_labels.add(label)
        return f"<{label}>"

    def _list(self, block: ItemList) -> str:
        items = ", ".join(self._blocks(item) for item in block.items)
        if not block.has_marks:
            return f"stack(spacing: 0.55em, ..({items},).map(item => pad(left: 1em, item)))"
        return f"{'enum' if block.is_ordered else 'list'}({items})"

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "[" + " ".join(f"#{self._block(block)}" for block in blocks) + "]"

    def _table(self, block: Table) -> str:
        columns = ", ".join(f"{share * 100:.2f}fr" for share in block.shares())
        parts = [f"columns: ({columns},)"]
        if not block.has_lines:
            parts.append("stroke: none")
        if block.head:
            cells = ", ".join(self._cell(cell) for row in block.head for cell in row)
            parts.append(f"table.header({cells})")
        parts += [self._cell(cell) for row in block.rows for cell in row]
        table = f"table({', '.join(parts)})"
        scale = block.scale
        return table if scale == 1 else f"[#show table: set text(size: {9.5 * scale:.2f}pt);#{table}]"

    def _cell(self, cell: Cell) -> str:
        blocks = _without_controls(cell.blocks)
        body = self._blocks(_without_headings(blocks))
        looks = [f"colspan: {cell.columns}"] if cell.columns > 1 else []
        looks += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
        looks += ['fill: rgb("#eef1f5")'] if cell.is_head else []
        # Room to write by hand is of no use in two halves.
        looks += ["breakable: false"] if any(isinstance(block, Room) for block in blocks) else []
        return f"table.cell({', '.join((*looks, body))})" if looks else body

    def _runs(self, runs: Sequence[Run]) -> str:
        return "[" + "".join(self._run(run) for run in runs) + "]"

    def _run(self, run: Run) -> str:
        parts = []
        for number, line in enumerate(run.text.split("\n")):
            parts += ["#linebreak()"] if number else []
            text = _LONG_WORD.sub(_with_breaks, line)
            chunks = (text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST))
            parts += [f"#text({self._string(chunk)})" for chunk in chunks]
        body = f"[{''.join(parts)}]"
        if run.code:
            body = f"code-text({body})"
        if run.bold:
            body = f"strong({body})"
        if run.italic:
            body = f"emph({body})"
        if run.soft:
            body = f"soft({body})"
        if run.href.startswith("#"):
            label = self._labels.get(run.href[1:])
            body = f"link(<{label}>, {body})" if label else body
        elif run.href:
            body = f"link({self._string(run.href)}, {body})"
        return f"#{body}"


def _quoted(text: str) -> str:
    """A string of Typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _with_breaks(match: re.Match[str]) -> str:
    word = match[0]
    return "\u200b".join(word[start : start + _BREAK_AFTER] for start in range(0, len(word), _BREAK_AFTER))


def _without_controls(blocks: Sequence[Block]) -> list[Block]:
    """What stands in controls in their place: PDF has none."""
    return [inner for block in blocks for inner in (block.blocks if isinstance(block, Control) else (block,))]


def _without_headings(blocks: Sequence[Block]) -> list[Block]:
    """Headings in a cell are bold text: they belong to no chapter."""
    return [
        Paragraph(tuple(run._replace(bold=True) for run in block.runs)) if isinstance(block, Heading) else block
        for block in blocks
    ]
