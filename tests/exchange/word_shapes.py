"""Files of Word as people make them: the same answers in many shapes. All contents are invented."""

import io
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from itertools import count
from typing import NamedTuple

from pdcli.documents.form_library import shipped_form
from pdcli.i18n import Lang
from pdcli.model.forms import Field

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
Answers = dict[str, str]


class Shape(NamedTuple):
    """A file: its name, form and language, what it holds, where each answer belongs, and what belongs nowhere."""

    name: str
    kind: str
    lang: Lang
    body: str
    answers: Answers
    rest: tuple[str, ...] = ()


def docx(body: str) -> bytes:
    """A file of Word with this body."""
    file = io.BytesIO()
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>',
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return file.getvalue()


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*texts: str, look: str = "", style: str = "") -> str:
    """Paragraphs; a text that begins with a tag is XML already."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inner = (text if text.startswith("<") else run(text, look) for text in texts)
    return "".join(f"<w:p>{properties}{part}</w:p>" for part in inner)


def cell(content: str, columns: int = 1, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    blocks = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(item if item.startswith("<w:tc>") else cell(item) for item in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl><w:p/>"


def text_box(text: str) -> str:
    """A text box as Word writes it, twice: for new programs and for old ones."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


ANALYSIS: dict[Lang, Answers] = {
    "kk": {
        "goal": "Бөлшектерді қосу ережесін сызба арқылы түсіну", "goal_reached": "Ішінара: 24 оқушының 15-і орындады",
        "methods": "Жолақ диаграмма, жұптық жұмыс", "student_response": "Сызғанда белсенді, жазғанда тоқтап қалды",
        "evidence": "Шығу парақтары", "improvement": "Сызбаны есептің шартына қарап өздері салсын",
    },
    "ru": {
        "goal": "Понять правило сложения дробей по схеме", "goal_reached": "Частично: справились 15 из 24",
        "methods": "Полосковая диаграмма, работа в парах", "student_response": "Рисовали охотно, писали с остановками",
        "evidence": "Выходные билеты", "improvement": "Пусть схему строят сами по условию задачи",
    },
    "en": {
        "goal": "See the rule of adding fractions in a drawing", "goal_reached": "Partly: 15 of 24 managed",
        "methods": "Bar model, work in pairs", "student_response": "Eager to draw, slow to write",
        "evidence": "Exit slips", "improvement": "Let them draw from the text themselves",
    },
}  # fmt: skip


def questions(lang: Lang, kind: str = "lesson-analysis") -> dict[str, str]:
    """Key -> the question of a form."""
    return {item.key: item.label[lang] for item in shipped_form(kind).fields}


def caption(lang: Lang, kind: str = "lesson-analysis") -> str:
    return shipped_form(kind).blank_title[lang]


def _analysis(lang: Lang, write: Callable[[int, str, str], str], order: Sequence[str] = ()) -> str:
    labels = questions(lang)
    keys = order or list(ANALYSIS[lang])
    return "".join(write(number, labels[key], ANALYSIS[lang][key]) for number, key in enumerate(keys, 1))


def _heads(lang: Lang) -> tuple[str, str, str]:
    columns = shipped_form("lesson-analysis").columns
    assert columns
    return columns.number[lang], columns.label[lang], columns.answer[lang]


def shapes() -> list[Shape]:
    """All shapes."""
    result: list[Shape] = []

    def add(
        name: str, lang: Lang, body: str, rest: tuple[str, ...] = (), kind: str = "", answers: Answers | None = None
    ) -> None:
        form = kind or "lesson-analysis"
        result.append(Shape(name, form, lang, body, ANALYSIS[lang] if answers is None else answers, rest))

    for lang in ("kk", "ru", "en"):
        head = row(*_heads(lang))
        rows = _analysis(lang, lambda n, q, a: row(f"{n}.", q, a))
        add(f"the table as printed, {lang}", lang, p(caption(lang)) + table(head, rows))
        add(
            f"headings and text below, {lang}",
            lang,
            p(caption(lang), style="Title") + _analysis(lang, lambda n, q, a: p(f"{n}) {q}", look="<w:b/>") + p(a)),
        )
    backwards = list(reversed(ANALYSIS["kk"]))
    add(
        "another order and numbers",
        "kk",
        p(caption("kk"))
        + table(row(*_heads("kk")), _analysis("kk", lambda n, q, a: row(f"№ {n}", q.upper(), a), backwards)),
    )
    note = "Әріптеспен талқыладым"
    add(
        "an extra column",
        "ru",
        p(caption("ru"))
        + table(
            row(*_heads("ru"), "Примечание"), _analysis("ru", lambda n, q, a: row(str(n), q, a, note if n == 2 else ""))
        ),
        (f"Примечание: {note}",),
    )
    add(
        "answers below in merged cells",
        "kk",
        p(caption("kk")) + table(_analysis("kk", lambda n, q, a: row(cell(f"{n}. {q}", 2)) + row(cell(a, 2)))),
    )
    add(
        "question and answer in one cell",
        "en",
        p(caption("en")) + table(_analysis("en", lambda n, q, a: row(str(n), cell(p(q, look="<w:b/>") + p(a))))),
    )
    add("label and answer in one line", "ru", p(caption("ru")) + _analysis("ru", lambda n, q, a: p(f"{n}. {q} – {a}")))
    add("no title at all", "kk", table(_analysis("kk", lambda _n, q, a: row(q, a))))
    add(
        "a table inside a table",
        "ru",
        table(row(cell(p(caption("ru")) + table(_analysis("ru", lambda n, q, a: row(str(n), q, a)))))),
    )
    add(
        "tracked changes",
        "kk",
        p(caption("kk"))
        + _analysis(
            "kk",
            lambda _n, q, a: (
                p(q)
                + p(
                    f'<w:del w:id="1">{run("ескі").replace("w:t", "w:delText")}</w:del><w:ins w:id="2">{run(a)}</w:ins>'
                )
            ),
        ),
    )
    add(
        "content controls without tags",
        "en",
        p(caption("en"))
        + table(
            _analysis(
                "en",
                lambda n, q, a: row(str(n), q, cell(f"<w:sdt><w:sdtPr/><w:sdtContent>{p(a)}</w:sdtContent></w:sdt>")),
            )
        ),
    )
    add(
        "rows and cells in content controls",
        "kk",
        p(caption("kk"))
        + table(
            _analysis(
                "kk",
                lambda _n, q, a: (
                    f"<w:sdt><w:sdtContent><w:tr>{cell(q)}<w:sdt><w:sdtContent>{cell(a)}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
                ),
            )
        ),
    )
    add("text boxes", "ru", p(caption("ru")) + _analysis("ru", lambda _n, q, a: p(q) + p(text_box(a))))
    add(
        "runs cut anywhere",
        "kk",
        p(caption("kk"))
        + _analysis(
            "kk",
            lambda n, q, a: p("".join(map(run, (f"{n}", ". ", q[:5], q[5:])))) + p("".join(map(run, (a[:3], a[3:])))),
        ),
    )
    lines = {key: f"{text}\n\nЖәне тағы бір абзац" for key, text in ANALYSIS["kk"].items()}
    add(
        "answers of two paragraphs",
        "kk",
        p(caption("kk")) + _analysis("kk", lambda _n, q, a: p(q) + p(a, "Және тағы бір абзац")),
        answers=lines,
    )
    signed = ("Мұғалім: ____________ (қолы)", "Бекітемін: мектеп директоры")
    add(
        "signatures and approvals",
        "kk",
        p(signed[1]) + p(caption("kk")) + table(_analysis("kk", lambda n, q, a: row(str(n), q, a))) + p(signed[0]),
        (signed[1], signed[0]),
    )
    add(
        "signature after the last answer",
        "ru",
        p(caption("ru")) + _analysis("ru", lambda _n, q, a: p(q) + p(a)) + p("Подпись: ________"),
        ("Подпись: ________",),
    )
    facts = shipped_form("lesson-analysis").by_key
    with_facts = {**ANALYSIS["kk"], "date": "14.10.2026", "class": "6 «Ә»"}
    add(
        "facts in a table above",
        "kk",
        p(caption("kk"))
        + table(row(facts["date"].label.kk, "14.10.2026", facts["class"].label.kk, "6 «Ә»"))
        + table(row(*_heads("kk")), _analysis("kk", lambda n, q, a: row(str(n), q, a))),
        answers=with_facts,
    )
    add(
        "facts in lines above",
        "kk",
        p(caption("kk"), f"{facts['date'].label.kk}: 14.10.2026", f"{facts['class'].label.kk}:\t6 «Ә»")
        + _analysis("kk", lambda _n, q, a: p(q) + p(a)),
        answers=with_facts,
    )
    add(
        "facts below their labels",
        "kk",
        p(caption("kk"))
        + table(row(facts["date"].label.kk, facts["class"].label.kk), row("14.10.2026", "6 «Ә»"))
        + _analysis("kk", lambda _n, q, a: p(q) + p(a)),
        answers=with_facts,
    )
    add(
        "one fact below two labels",
        "kk",
        p(caption("kk"))
        + table(row(facts["date"].label.kk, facts["class"].label.kk), row("14.10.2026", ""))
        + _analysis("kk", lambda _n, q, a: p(q) + p(a)),
        answers={key: text for key, text in with_facts.items() if key != "class"},
    )
    result += _with_tables()
    return result


def whole_form(kind: str, lang: Lang, beside: bool) -> Shape:
    """A form with an answer to everything, facts and questions beside or above their answers, one like no other."""
    form = shipped_form(kind)
    number = count(1)
    answers: Answers = {}

    def answer(field: Field, place: str) -> str:
        text = f"{next(number)} сөз"
        if field.type in ("date", "number", "scale", "boolean", "rating", "choice"):
            text = {"date": f"{next(number) % 28 + 1}.10.2026", "boolean": "жоқ", "rating": "+"}.get(field.type, "1")
            text = field.choices[next(number) % len(field.choices)].label[lang] if field.type == "choice" else text
        answers[place] = text
        return text

    def asked(field: Field, place: str) -> str:
        text = answer(field, place)
        label = field.printed_label(lang)
        return table(row(label, text)) if beside else p(label) + p(text)

    body = p(form.blank_title[lang])
    for item in form.all_fields:
        body += p(item.section[lang]) if item.section else ""
        if item.type == "group":
            body += "".join(asked(part, f"{item.key}/{part.key}") for part in item.fields)
        elif item.type == "table":
            body += p(item.printed_label(lang)) + table(
                row(*(part.label[lang] for part in item.columns)),
                *(row(*(answer(part, f"{item.key}/{line}/{part.key}") for part in item.columns)) for line in (1, 2)),
            )
        elif item.type == "sheet":
            head = item.head[lang] if item.head else "№"
            body += p(item.printed_label(lang)) + table(
                row(head, *(part.label[lang] for part in (*item.printed, *item.columns))),
                *(
                    row(
                        f"{place}. {line.label[lang]}",
                        *(line.cells[part.key][lang] for part in item.printed),
                        *(answer(part, f"{item.key}/{line.key}/{part.key}") for part in item.columns),
                    )
                    for place, line in enumerate(item.rows, 1)
                ),
            )
        else:
            body += asked(item, item.key)
    return Shape(f"{kind} {lang} {beside}", kind, lang, body, answers)


def _with_tables() -> list[Shape]:
    found: list[Shape] = []
    for lang in ("kk", "ru", "en"):
        form = shipped_form("analysis")
        columns = {item.key: item.label[lang] for item in form.by_key["findings"].columns}
        kinds = {item.key: item.label[lang] for item in form.by_key["findings"].columns[1].choices}
        answers = {
            "findings/1/kind": kinds["difficulty"], "findings/1/text": "13/24", "findings/2/kind": kinds["success"],
            "findings/2/text": "3 × 8", "summary": "10 + 10", "goals_and_results": "70 % → 46 %",
        }  # fmt: skip
        body = p(form.title[lang], form.by_key["findings"].label[lang]) + table(
            row("№", columns["text"], columns["kind"], "…?"),
            row("1", answers["findings/1/text"], answers["findings/1/kind"], "!"),
            row("2", answers["findings/2/text"], answers["findings/2/kind"], ""),
        )
        body += "".join(p(item.label[lang]) + p(answers[item.key]) for item in form.fields)
        found.append(Shape(f"a table with columns of its own, {lang}", "analysis", lang, body, answers, ("…?", "!")))
    for kind in ("self-assessment", "observation-sheet"):
        form = shipped_form(kind)
        sheet = next(item for item in form.all_fields if item.type == "sheet")
        part = sheet.columns[0]
        values = [choice.label.kk for choice in part.choices] or [f"{number},5" for number in range(len(sheet.rows))]
        answers = {
            f"{sheet.key}/{line.key}/{part.key}": values[number % len(values)] for number, line in enumerate(sheet.rows)
        }
        rows = (
            row(f"{number}.", line.label.kk, answers[f"{sheet.key}/{line.key}/{part.key}"])
            for number, line in enumerate(sheet.rows, 1)
        )
        head = sheet.head.kk if sheet.head else "Мазмұны"
        body = p(form.blank_title.kk) + table(row("№", head, part.label.kk), *rows)
        found.append(Shape(f"printed rows of {kind}", kind, "kk", body, answers, () if sheet.head else ("Мазмұны",)))
    return found
