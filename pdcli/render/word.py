"""A document for paper as a file of Word (Office Open XML, ISO/IEC 29500), the same bytes for the same document."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from pdcli.reading.word_words import FORMAT, HEADING_STYLE, PD, PD_PART, fingerprint
from pdcli.render.paper import (
    Block,
    Cell,
    Control,
    Drawing,
    FormMark,
    Heading,
    ItemList,
    Paper,
    Paragraph,
    Room,
    Run,
    Table,
    every_block,
)

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LANGUAGES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
# A4 in twentieths of a point, and its margins.
_SHEET = (11906, 16838)
_MARGIN = 1020
_STYLES = {"title": "Title", "subtitle": "Subtitle", "lead": "Lead", "note": "Note", "question": "Question",
           "code": "Code"}  # fmt: skip
_HEADINGS = 6
_INDENT = 360
# Signs that XML cannot hold in any spelling.
_NOT_IN_XML = {code: "�" for code in (*range(0x20), 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}


def to_docx(document: Paper) -> bytes:
    """The bytes of the file."""
    body = _Body(document)
    main = body.xml()
    parts = {
        "[Content_Types].xml": _content_types(document.form is not None),
        "_rels/.rels": _PACKAGE_RELATIONS,
        "docProps/core.xml": _core(document),
        "word/document.xml": main,
        "word/_rels/document.xml.rels": body.relations(),
        "word/styles.xml": _styles(document.lang),
        "word/numbering.xml": body.numbering(),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONT_TABLE,
        "word/theme/theme1.xml": _THEME,
        "word/header1.xml": _header(document.title),
        "word/footer1.xml": _FOOTER,
    }
    if document.form:
        parts[PD_PART] = _origin(document.form, document.lang, body.printed_texts)
        parts["customXml/itemProps1.xml"] = _ORIGIN_PROPERTIES
        parts["customXml/_rels/item1.xml.rels"] = _ORIGIN_RELATIONS
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # The first day that ZIP knows: the same document is the same bytes.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8", "replace"))
    return file.getvalue()


class _Body:
    """The text of the file, and what it refers to in other parts: addresses and lists."""

    def __init__(self, document: Paper) -> None:
        self._document = document
        self._targets: dict[str, str] = {}
        # Of numbered lists each begins with 1 again.
        self._numbered_lists = 0
        self._bookmarks: dict[str, str] = {}
        self._number_of_controls = 0
        self._is_in_control = False
        # What stands outside of answers: whatever else stands there later was typed by a person.
        self.printed_texts: list[str] = [document.title]
        self._used_anchors = {
            run.href[1:] for run in _runs(document.blocks) if run.href.startswith("#") and len(run.href) > 1
        }

    def xml(self) -> str:
        parts: list[str] = []
        for block in self._document.blocks:
            if isinstance(block, Table) and block.is_turned:
                # The sheet before it ends here, and its own one after it.
                parts += [_section(turned=False, ends_here=True), *self._block(block), _section(True, ends_here=True)]
            else:
                parts += self._block(block)
        body = "".join(parts)
        return (
            f'{_DECLARATION}<w:document xmlns:w="{_MAIN}" xmlns:r="{_RELATIONS}"><w:body>{body}'
            f"{_section(turned=False)}</w:body></w:document>"
        )

    def relations(self) -> str:
        fixed = ("styles", "numbering", "settings", "fontTable", "theme", "header", "footer")
        files = {"theme": "theme/theme1.xml", "header": "header1.xml", "footer": "footer1.xml"}
        own = "".join(
            f'<Relationship Id="{name}" Type="{_RELATIONS}/{name}" Target="{files.get(name, f"{name}.xml")}"/>'
            for name in fixed
        )
        if self._document.form:
            own += f'<Relationship Id="origin" Type="{_RELATIONS}/customXml" Target="../{PD_PART}"/>'
        others = "".join(
            f'<Relationship Id="{key}" Type="{_RELATIONS}/hyperlink" Target={_attribute(target)} '
            'TargetMode="External"/>'
            for target, key in self._targets.items()
        )
        return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{own}{others}</Relationships>'

    def numbering(self) -> str:
        """Kinds of lists: 1 with dots, 2 with numbers; each numbered list begins anew."""
        kinds = ""
        for kind, (style, text) in enumerate((("bullet", "•"), ("decimal", "%{level}.")), 1):
            levels = "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
                f'<w:lvlText w:val="{text.format(level=level + 1)}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT - 60}"/></w:pPr></w:lvl>'
                for level in range(9)
            )
            kinds += f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
            kinds += f"{levels}</w:abstractNum>"
        lists = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        for number in range(2, self._numbered_lists + 2):
            starts = "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(9)
            )
            lists += f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/>{starts}</w:num>'
        return f'{_DECLARATION}<w:numbering xmlns:w="{_MAIN}">{kinds}{lists}</w:numbering>'

    def _block(self, block: Block, depth: int = 0) -> list[str]:
        indent = f'<w:ind w:left="{_INDENT * depth}"/>' if depth else ""
        match block:
            case Heading(level, runs, anchors, page_level):
                name = f"{HEADING_STYLE}{page_level}" if self._is_in_control else f"Heading{min(level, _HEADINGS)}"
                style = f'<w:pStyle w:val="{name}"/>'
                return [self._paragraph(runs, style, anchors)]
            case Paragraph(runs, style_name, anchors):
                style = f'<w:pStyle w:val="{_STYLES[style_name]}"/>' if style_name in _STYLES else ""
                return [self._paragraph(runs, style + indent, anchors)]
            case ItemList():
                return self._list(block, depth)
            case Table():
                return [self._table(block, _width(block.is_turned)), _AFTER_TABLE]
            case Room(lines, is_ruled):
                style = f'<w:pStyle w:val="{"RuledRoom" if is_ruled else "Room"}"/>'
                return [self._paragraph((), style, ())] * max(lines, 1)
            case Drawing():
                return [self._paragraph((Run(block.words),), '<w:pStyle w:val="Note"/>', ())] if block.words else []
            case Control(_field, blocks):
                return [self._control(block, lambda: [part for inner in blocks for part in self._block(inner, depth)])]

    def _control(self, control: Control, write: Callable[[], list[str]]) -> str:
        """A content control with the place of the answer as its tag."""
        self._number_of_controls += 1
        number = self._number_of_controls
        self._is_in_control = True
        content = "".join(write()) or "<w:p/>"
        self._is_in_control = False
        is_open = "<w:showingPlcHdr/>" if control.is_open else ""
        # LibreOffice 7 shows the code of a link as text in any other control.
        kind = _DOCUMENT_PART if any(run.href for run in _runs(control.blocks)) else ""
        properties = f'<w:tag w:val={_attribute(control.field)}/><w:id w:val="{number}"/>{is_open}{kind}'
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    def _list(self, block: ItemList, depth: int) -> list[str]:
        number = 1
        if block.is_ordered and block.has_marks:
            self._numbered_lists += 1
            number = self._numbered_lists + 1
        mark = f'<w:numPr><w:ilvl w:val="{min(depth, 8)}"/><w:numId w:val="{number}"/></w:numPr>'
        parts: list[str] = []
        for item in block.items:
            for position, inner in enumerate(item):
                if position == 0 and isinstance(inner, Paragraph) and block.has_marks:
                    style = f'<w:pStyle w:val="{_STYLES[inner.style]}"/>' if inner.style in _STYLES else ""
                    parts.append(self._paragraph(inner.runs, style + mark, inner.anchors))
                else:
                    parts += self._block(inner, depth + 1)
        return parts

    def _table(self, block: Table, width: int) -> str:
        widths = [round(share * width) for share in block.shares()]
        grid = "".join(f'<w:gridCol w:w="{part}"/>' for part in widths)
        style = ("Form" if block.scale > _SMALL else "SmallForm") if block.has_lines else "Facts"
        look = '<w:tblLook w:val="0020" w:firstRow="1"/>' if block.head else '<w:tblLook w:val="0000"/>'
        size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        rows = [self._row(row, widths, is_head=True) for row in block.head]
        rows += [self._row(row, widths) for row in _with_spans(block.rows)]
        caption = self._paragraph(block.caption, '<w:pStyle w:val="Caption"/>', ()) if block.caption else ""
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{size}{look}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _row(self, row: "Sequence[Cell | None]", widths: Sequence[int], is_head: bool = False) -> str:
        """`None` stands for a cell that one above goes on in."""
        cells: list[str] = []
        column = 0
        for cell in row:
            span = min(cell.columns if cell else 1, len(widths) - column)
            if span < 1:
                break
            width = sum(widths[column : column + span])
            column += span
            merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if cell is None:
                merged += "<w:vMerge/>"
            elif cell.rows > 1:
                merged += '<w:vMerge w:val="restart"/>'
            content = self._cell(cell, width) if cell else "<w:p/>"
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{content}</w:tc>')
        if column < len(widths):
            width, span = sum(widths[column:]), len(widths) - column
            merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr><w:p/></w:tc>')
        # Room to write by hand is of no use in two halves.
        is_whole = is_head or any(isinstance(block, Room) for cell in row if cell for block in every_block(cell.blocks))
        look = ("<w:cantSplit/>" if is_whole else "") + ("<w:tblHeader/>" if is_head else "")
        head = f"<w:trPr>{look}</w:trPr>" if look else ""
        return f"<w:tr>{head}{''.join(cells)}</w:tr>"

    def _cell(self, cell: Cell, width: int) -> str:
        # A cell ends with a paragraph.
        return "".join(self._in_cell(cell.blocks, width)) or "<w:p/>"

    def _in_cell(self, blocks: Sequence[Block], width: int) -> list[str]:
        parts: list[str] = []
        for block in blocks:
            if isinstance(block, Table):
                parts += [self._table(block, width - 2 * _CELL_MARGIN), "<w:p/>"]
            elif isinstance(block, Heading) and not self._is_in_control:
                parts.append(self._paragraph(_bold(block.runs), "", block.anchors))
            elif isinstance(block, Control):
                parts.append(self._control(block, partial(self._in_cell, block.blocks, width)))
            else:
                parts += self._block(block)
        return parts

    def _paragraph(self, runs: Sequence[Run], style: str, anchors: Sequence[str]) -> str:
        if not self._is_in_control:
            self.printed_texts.append("".join(run.text for run in runs))
        look = f"<w:pPr>{style}</w:pPr>" if style else ""
        marks = "".join(self._bookmark(name) for name in anchors if name in self._used_anchors)
        return f"<w:p>{look}{marks}{''.join(self._run(run) for run in runs)}</w:p>"

    def _bookmark(self, name: str) -> str:
        if name in self._bookmarks:
            return ""
        self._bookmarks[name] = key = self._bookmark_name(name)
        number = len(self._bookmarks)
        return f'<w:bookmarkStart w:id="{number}" w:name="{key}"/><w:bookmarkEnd w:id="{number}"/>'

    def _bookmark_name(self, name: str) -> str:
        # Word takes letters, digits and at most 40 of them.
        return f"p{sorted(self._used_anchors).index(name)}"

    def _run(self, run: Run) -> str:
        look = ""
        if run.code:
            look += '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
        look += "<w:b/>" if run.bold else ""
        look += "<w:i/>" if run.italic else ""
        if run.href:
            look += '<w:color w:val="0B6B6F"/>'
        elif run.soft:
            look += '<w:color w:val="566072"/>'
        look += '<w:u w:val="single"/>' if run.href else ""
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        parts = []
        for number, line in enumerate(run.text.split("\n")):
            parts += ["<w:br/>"] if number else []
            parts += [f'<w:t xml:space="preserve">{_text(line)}</w:t>'] if line else []
        text = f"<w:r>{look}{''.join(parts)}</w:r>"
        if not run.href:
            return text
        if run.href.startswith("#"):
            if run.href[1:] not in self._used_anchors:
                return text
            return f'<w:hyperlink w:anchor="{self._bookmark_name(run.href[1:])}" w:history="1">{text}</w:hyperlink>'
        key = self._targets.setdefault(run.href, f"link{len(self._targets) + 1}")
        return f'<w:hyperlink r:id="{key}" w:history="1">{text}</w:hyperlink>'


def _with_spans(rows: Sequence[Sequence[Cell]]) -> Iterator[list[Cell | None]]:
    """Yield rows with None where a cell above goes on."""
    going_on: dict[int, int] = {}
    for row in rows:
        cells: list[Cell | None] = []
        column = 0
        pending = list(row)
        while pending or going_on.get(column):
            if going_on.get(column):
                going_on[column] -= 1
                cells.append(None)
                column += 1
                continue
            cell = pending.pop(0)
            cells.append(cell)
            if cell.rows > 1:
                going_on.update({column + offset: cell.rows - 1 for offset in range(cell.columns)})
            column += cell.columns
        yield cells


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    """Yield all runs of blocks."""
    for block in every_block(blocks):
        if isinstance(block, Heading | Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            yield from block.caption


def _bold(runs: Sequence[Run]) -> list[Run]:
    return [run._replace(bold=True) for run in runs]


def _text(text: str) -> str:
    return escape(text.translate(_NOT_IN_XML))


def _attribute(text: str) -> str:
    return quoteattr(text.translate(_NOT_IN_XML))


def _width(turned: bool) -> int:
    """The width of the text in twentieths of a point."""
    return _SHEET[turned] - 2 * _MARGIN


def _section(turned: bool, ends_here: bool = False) -> str:
    """The sheet of what stands before: upright or turned."""
    width, height = reversed(_SHEET) if turned else _SHEET
    turn = ' w:orient="landscape"' if turned else ""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turn}/><w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" '
        f'w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="560" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
    return f"<w:p><w:pPr>{section}</w:pPr></w:p>" if ends_here else section


def _core(document: Paper) -> str:
    # Neither an author nor a day: they are in the documents.
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_text(document.title)}</dc:title><dc:language>{_language(document.lang)}</dc:language>"
        "</cp:coreProperties>"
    )


def _language(lang: str) -> str:
    return _LANGUAGES.get(lang, "kk-KZ")


def _header(title: str) -> str:
    return (
        f'{_DECLARATION}<w:hdr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{_text(title)}</w:t></w:r></w:p></w:hdr>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_CELL_MARGIN = 80
_DOCUMENT_PART = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'
# Tables of which the letters must be smaller than this have the style with small ones.
_SMALL = 0.95
_AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
_FOOTER = (
    f'{_DECLARATION}<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
)
_CONTENT_TYPES_START = (
    f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.wordprocessingml.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.wordprocessingml.{kind}+xml"/>'
        for name, kind in (
            ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), ("fontTable", "fontTable"),
            ("header1", "header"), ("footer1", "footer"),
        )
    )
    + f'<Override PartName="/word/theme/theme1.xml" ContentType="{_TYPES}.theme+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
)  # fmt: skip


def _content_types(has_origin: bool) -> str:
    origin = (
        f'<Override PartName="/customXml/itemProps1.xml" ContentType="{_TYPES}.customXmlProperties+xml"/>'
        if has_origin
        else ""
    )
    return f"{_CONTENT_TYPES_START}{origin}</Types>"


def _origin(form: FormMark, lang: str, printed_texts: Sequence[str]) -> str:
    """The part that says what the file was made of. Of texts it holds digests only: it keeps nothing from readers."""
    marks = " ".join(dict.fromkeys(filter(None, map(fingerprint, printed_texts))))
    return (
        f'{_DECLARATION}<document xmlns="{PD}" kind={_attribute(form.kind)} format="{FORMAT}" lang={_attribute(lang)} '
        f'head={_attribute(form.head)} folder={_attribute(form.folder)} blank="{int(form.is_blank)}">'
        f"<printed>{marks}</printed></document>"
    )


_ORIGIN_PROPERTIES = (
    f'{_DECLARATION}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    'ds:itemID="{6B1C4F52-2F0B-4C7E-9D3A-70642D646F63}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{PD}"/></ds:schemaRefs></ds:datastoreItem>'
)
_ORIGIN_RELATIONS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="properties" '
    f'Type="{_RELATIONS}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
)
_PACKAGE_RELATIONS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_SETTINGS = (
    f'{_DECLARATION}<w:settings xmlns:w="{_MAIN}"><w:defaultTabStop w:val="708"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat></w:settings>'
)
_FONTS = ("Times New Roman", "Consolas")
_FONT_TABLE = (
    f'{_DECLARATION}<w:fonts xmlns:w="{_MAIN}">'
    + "".join(f'<w:font w:name="{name}"/>' for name in _FONTS)
    + "</w:fonts>"
)
_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1C2430", "lt2": "F4F6F9", "accent1": "0B6B6F", "accent2": "8A5A00",
    "accent3": "566072", "accent4": "D9DEE6", "accent5": "DFF0EF", "accent6": "FDF1D8", "hlink": "0B6B6F",
    "folHlink": "0B6B6F",
}  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_THEME_FONT = '<a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/>'
_THEME = (
    f'{_DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="pd">'
    '<a:themeElements><a:clrScheme name="pd">'
    + "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in _COLOURS.items())
    + f'</a:clrScheme><a:fontScheme name="pd"><a:majorFont>{_THEME_FONT}</a:majorFont>'
    f'<a:minorFont>{_THEME_FONT}</a:minorFont></a:fontScheme><a:fmtScheme name="pd">'
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
    "</a:fmtScheme></a:themeElements></a:theme>"
)


def _style(
    name: str, title: str, paragraph: str = "", look: str = "", based_on: str = "Normal", follows: str = ""
) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    after = f'<w:next w:val="{follows}"/>' if follows else ""
    inner = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    inner += f"<w:rPr>{look}</w:rPr>" if look else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title}"/>{base}{after}<w:qFormat/>'
        f"{inner}</w:style>"
    )


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _styles(lang: str) -> str:
    soft = '<w:color w:val="566072"/>'
    fonts = " ".join(f'w:{name}="Times New Roman"' for name in ("ascii", "hAnsi", "eastAsia", "cs"))
    language = _language(lang)
    parts = [
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts {fonts}/>{_size(11)}<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="252" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>",
        _style("Normal", "Normal", based_on=""),
        _style("Title", "Title", f"<w:keepNext/>{_spacing(0, 60)}", f"<w:b/>{_size(20)}", follows="Subtitle"),
        _style("Subtitle", "Subtitle", _spacing(0, 240), f"{soft}{_size(12)}", follows="Normal"),
        _style("Lead", "Lead", _spacing(0, 120), soft),
        _style("Note", "Note", _spacing(0, 80), f"{soft}{_size(9.5)}"),
        _style("Question", "Question", f"<w:keepNext/>{_spacing(160, 40)}", "<w:b/>", follows="Normal"),
        _style("Code", "Code", "", f'<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>{_size(9)}'),
        _style("Caption", "caption", f"<w:keepNext/>{_spacing(160, 60)}", "<w:b/>"),
        _style("AfterTable", "After table", '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'),
        _style("Room", "Room", '<w:spacing w:before="0" w:after="0" w:line="400" w:lineRule="exact"/>'),
        _style(
            "RuledRoom",
            "Ruled room",
            "<w:pBdr>"
            + "".join(
                f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9AA3B2"/>' for side in ("bottom", "between")
            )
            + '</w:pBdr><w:spacing w:before="0" w:after="0" w:line="440" w:lineRule="exact"/>',
        ),
        _style("Header", "header", '<w:jc w:val="right"/>', f"{soft}{_size(9)}"),
        _style("Footer", "footer", '<w:jc w:val="center"/>', f"{soft}{_size(9)}"),
    ]
    sizes = (16, 13.5, 12, 11.5, 11, 11)
    parts += [
        _style(
            f"Heading{level}", f"heading {level}",
            f'<w:keepNext/><w:keepLines/>{_spacing(320 - 40 * level, 80)}<w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:color w:val="{"0B6B6F" if level < 3 else "1C2430"}"/>{_size(size)}', follows="Normal",
        )
        for level, size in enumerate(sizes, 1)
    ]  # fmt: skip
    # Headings that a person typed inside an answer.
    parts += [
        _style(
            f"{HEADING_STYLE}{level}", f"Answer heading {level}",
            f'<w:keepNext/>{_spacing(120, 40)}<w:outlineLvl w:val="{level - 1}"/>', "<w:b/>", follows="Normal",
        )
        for level in range(4, 7)
    ]  # fmt: skip
    margins = "".join(f'<w:{side} w:w="{_CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    line = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9AA3B2"/>'
    borders = "".join(line.format(side=side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    cell_text, small_text = (f"<w:pPr>{_spacing(20, 20)}</w:pPr><w:rPr>{_size(points)}</w:rPr>" for points in (10, 8))
    parts += [
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>",
        *(
            f'<w:style w:type="table" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="TableNormal"/>'
            f"{text}<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
            'w:fill="EEF1F5"/></w:tcPr></w:tblStylePr></w:style>'
            for name, title, text in (("Form", "Form", cell_text), ("SmallForm", "Small form", small_text))
        ),
        f'<w:style w:type="table" w:styleId="Facts"><w:name w:val="Facts"/><w:basedOn w:val="TableNormal"/>{cell_text}'
        f"<w:tblPr><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>",
    ]
    return f'{_DECLARATION}<w:styles xmlns:w="{_MAIN}">{"".join(parts)}</w:styles>'
