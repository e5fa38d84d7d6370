"""pd import: forms filled in in Word become documents."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pdcli.documents.form_library import FormLibrary
from pdcli.documents.reader import read_document
from pdcli.i18n import LANGS, Lang
from pdcli.reading.word_file import open_word
from pdcli.reading.word_form import read_form
from tests.exchange.word_shapes import Shape, docx, p, row, shapes, table
from tests.helpers import Run, run_pd, write

CYCLE = "cycles/2026-2027-1"
FILES: dict[str, str | bytes] = {
    "portfolio.yaml": "kind: portfolio\nlang: kk\nname: Айгерім Үлгібаева\nsubject: Математика\n",
    f"{CYCLE}/cycle.yaml": "kind: cycle\nfocus: Есеп\nperiod:\n  start: 2026-09-01\n  end: 2026-12-31\n",
}
ANALYSIS = f"{CYCLE}/2-analysis.md"
MAIN = "word/document.xml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "a", FILES)


def pd(*arguments: str, cwd: Path, lang: str = "en") -> Run:
    return run_pd(*arguments, cwd=cwd, lang=lang)


def changed(file: Path, change: Callable[[str], str], part: str = MAIN) -> None:
    """Change a part of a file of Word."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b"").decode()).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def fill(xml: str, tag: str, text: str) -> str:
    """The main part with an answer typed into a control, as Word writes it."""
    control = (
        rf'(<w:tag w:val="{re.escape(tag)}"/>.*?)(?:<w:showingPlcHdr/>)?(</w:sdtPr><w:sdtContent>).*?(</w:sdtContent>)'
    )
    new, count = re.subn(control, lambda match: f"{match[1]}{match[2]}{paragraph(text)}{match[3]}", xml, count=1)
    assert count == 1, tag
    return new


def blank(root: Path, kind: str, answers: dict[str, str], lang: Lang = "kk") -> Path:
    """A blank form with answers typed in Word."""
    run = pd("blank", kind, "--to", "docx", "--out", str(root.parent), cwd=root, lang=lang)
    assert run.code == 0, run.err
    file = root.parent / f"{kind}.docx"
    for tag, text in answers.items():
        changed(file, lambda xml, tag=tag, text=text: fill(xml, tag, text))  # type: ignore[misc]
    return file


def data(file: Path) -> dict[str, object]:
    document = read_document(str(file), "x", FormLibrary(), "kk")
    assert document
    return document.data


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_filled_in_becomes_a_document(lang: Lang, root: Path) -> None:
    yes = {"kk": "қиындық", "ru": "трудность", "en": "difficulty"}[lang]
    file = blank(
        root,
        "analysis",
        {"date": "30.10.2026", "summary": "Он сабақ қаралды", "findings/1/kind": yes, "findings/1/text": "13 оқушы"},
        lang,
    )
    changed(file, lambda xml: re.sub(r"☐ ([^<]*)", r"☑ \1", xml, count=2))
    run = pd("import", str(file), cwd=root)
    assert run.code == 0, run.err
    found = data(root / ANALYSIS)
    assert (found["date"], found["summary"], found["status"]) == ("2026-10-30", "Он сабақ қаралды", "draft")
    assert found["methods"] == ["self-analysis", "achievements"]
    assert found["findings"] == [{"id": "f1", "kind": "difficulty", "text": "13 оқушы"}]
    (kept,) = (root / "imported").iterdir()
    assert kept.read_bytes() == file.read_bytes()
    assert f"imported/{kept.name}" in (root / ANALYSIS).read_text("utf-8").replace("\n#", "")
    assert "imported" not in pd("lint", "--exit-zero", cwd=root).out


def test_nothing_is_overwritten_and_nothing_is_imported_twice(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Бір"})
    write(root, {ANALYSIS: "---\nkind: analysis\n---\n\nМенің сөзім\n"})
    before = (root / ANALYSIS).read_bytes()
    run = pd("import", str(file), cwd=root)
    assert run.code == 2
    assert "--into" in run.err
    assert (root / ANALYSIS).read_bytes() == before
    assert not (root / "imported").exists()
    (root / ANALYSIS).unlink()
    assert pd("import", str(file), cwd=root).code == 0
    (root / ANALYSIS).unlink()
    assert pd("import", str(file), cwd=root).code == 2
    assert not (root / ANALYSIS).exists()


def test_a_draft_gets_only_what_is_open(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Word", "goals_and_results": "Салыстыру", "date": "2026-10-30"})
    write(
        root, {ANALYSIS: "---\nkind: analysis\nstatus: draft\ndate:\n---\n\n## Өткізілген іс-әрекетті талдау\n\nӨзім\n"}
    )
    run = pd("import", str(file), "--into", ANALYSIS, cwd=root)
    assert run.code == 1
    found = data(root / ANALYSIS)
    assert (found["summary"], found["goals_and_results"], found["date"]) == ("Өзім", "Салыстыру", "2026-10-30")
    assert "summary" in run.err
    assert len(list((root / "imported").iterdir())) == 1


def test_neither_another_kind_nor_a_final_document_is_filled(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Word"})
    for text in ("---\nkind: reflection\n---\n", "---\nkind: analysis\nstatus: final\n---\n"):
        write(root, {ANALYSIS: text})
        assert pd("import", str(file), "--into", ANALYSIS, cwd=root).code == 2
        assert (root / ANALYSIS).read_text("utf-8") == text


def test_a_dry_run_shows_places_and_writes_nothing(root: Path) -> None:
    file = blank(root, "analysis", {"findings/2/text": "13 оқушы"})
    run = pd("import", str(file), "--dry-run", cwd=root)
    assert run.code == 0, run.err
    assert re.search(r"^findings/1/text\s+13 оқушы$", run.out, re.MULTILINE)
    assert not (root / ANALYSIS).exists()
    assert not (root / "imported").exists()


def test_rows_that_a_person_added_and_copied_are_read(root: Path) -> None:
    file = blank(root, "analysis", {f"findings/{number}/text": f"сөз {number}" for number in (1, 2, 3, 4)})

    def more_rows(xml: str) -> str:
        rows = re.findall(r"<w:tr>(?:(?!</w:tr>).)*findings/(?:(?!</w:tr>).)*</w:tr>", xml)
        added = re.sub(r"<w:sdt>.*?</w:sdt>", paragraph("жаңа"), rows[-1])
        return xml.replace(rows[-1], rows[-1] + rows[1] + added)

    changed(file, more_rows)
    assert pd("import", str(file), cwd=root).code == 0
    rows = data(root / ANALYSIS)["findings"]
    assert isinstance(rows, list)
    assert [row["text"] for row in rows] == ["сөз 1", "сөз 2", "сөз 3", "сөз 4", "сөз 2", "жаңа"]
    assert [row["id"] for row in rows] == ["f1", "f2", "f3", "f4", "f5", "f6"]


def test_a_merged_cell_is_not_placed_and_those_behind_it_keep_their_columns(root: Path) -> None:
    file = blank(root, "analysis", {"findings/1/text": "Бір"}, lang="en")
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    merged = cell.format('<w:gridSpan w:val="2"/>', paragraph("Біріккен")) + cell.format("", paragraph("Сауалнама"))

    def with_row(xml: str) -> str:
        end = xml.index("</w:tr>", xml.index("findings/4/")) + len("</w:tr>")
        return f"{xml[:end]}<w:tr>{merged}</w:tr>{xml[end:]}"

    changed(file, with_row)
    run = pd("import", str(file), cwd=root)
    assert run.code == 1
    assert "Біріккен" in run.err
    findings = data(root / ANALYSIS)["findings"]
    assert findings == [{"id": "f1", "text": "Бір"}, {"id": "f2", "source": "Сауалнама"}]


@pytest.mark.parametrize("kind", ["lesson-analysis", "design"])
def test_text_outside_of_answers_is_not_lost(kind: str, root: Path) -> None:
    file = blank(root, kind, {})
    changed(file, lambda xml: xml.replace("<w:body>", "<w:body>" + paragraph("Астына жазылған сөз")))
    run = pd("import", str(file), "--date", "2026-10-14", cwd=root)
    assert run.code == 1
    assert "Астына жазылған сөз" in run.err
    (document,) = [path for path in root.rglob("*") if path.suffix in (".md", ".yaml") and "кезең" not in path.name
                   and "Астына" in path.read_text("utf-8")]  # fmt: skip
    if document.suffix == ".md":
        assert f"{document.name}:" in pd("lint", "--exit-zero", cwd=root).out


def test_what_word_keeps_beside_the_text_is_read_as_a_reader_sees_it(root: Path) -> None:
    file = blank(root, "lesson-analysis", {})
    inside = (
        "<w:p><w:del><w:r><w:delText>жойылған</w:delText></w:r></w:del><w:ins><w:r><w:t>қосылған </w:t></w:r></w:ins>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:sdt><w:sdtContent><w:r><w:t> ішкі</w:t></w:r>'
        "</w:sdtContent></w:sdt><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>жақтау</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>"
    )
    changed(file, lambda xml: fill(xml, "goal", "GOAL").replace(paragraph("GOAL"), inside))
    form = read_form(open_word(file.read_bytes()))
    assert form
    assert form.lost_signs == 0
    (answer,) = [item for item in form.answers if item.tag == "goal"]
    assert answer.markdown.split() == ["қосылған", "☑", "ішкі", "жақтау"]


def hostile(main: bytes, **parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MAIN, main)
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
HOSTILE = {
    "no ZIP": b"PK\x03\x04 no zip",
    "old format": b"\xd0\xcf\x11\xe0" + bytes(600),
    "entities": hostile(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + WORD % b"<w:p>&a;</w:p>"),
    "laughs": hostile(
        b"<!DOCTYPE x [<!ENTITY a0 'ha'>"
        + b"".join(b"<!ENTITY a%d '%s'>" % (n + 1, b"&a%d;" % n * 10) for n in range(9))
        + b"]>"
        + WORD % b"<w:p>&a9;</w:p>"
    ),
    "bomb": hostile(WORD % (b" " * 60_000_000)),
    "many elements": hostile(WORD % (b"<w:p/>" * 700_000)),
    "many parts": hostile(WORD % b"", **{f"word/x{number}.xml": b"" for number in range(2_100)}),
    "deep": hostile(WORD % (b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000)),
    "no XML": hostile(b"<w:document"),
    "not ours": hostile(WORD % paragraph("Сабақ талдауы").encode()),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_message(name: str, root: Path) -> None:
    file = root.parent / "x.docx"
    file.write_bytes(HOSTILE[name])
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    run = pd("import", str(file), cwd=root)
    assert (run.code, run.out) == (2, "")
    assert run.err.count("\n") >= 1
    assert "root:" not in run.err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_macros_and_what_lies_elsewhere_are_told_and_left_out(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Бір"})
    changed(file, lambda _text: "macro", "word/vbaProject.bin")
    link = (
        '<Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        ' Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/></Relationships>'
    )
    changed(file, lambda xml: xml.replace("</Relationships>", link), "word/_rels/document.xml.rels")
    run = pd("import", str(file), cwd=root)
    assert run.code == 0, run.err
    assert "macros" in run.err
    assert "has not been fetched" in run.err


def test_a_folder_is_read_file_by_file(root: Path) -> None:
    folder = root.parent / "forms"
    folder.mkdir()
    blank(root, "analysis", {"summary": "Бір"}).rename(folder / "1.docx")
    blank(root, "essay", {}).rename(folder / "2.docx")
    (folder / "3.docx").write_bytes(b"broken")
    (folder / "4.wps").write_bytes(b"wps")
    run = pd("import", str(folder), cwd=root)
    assert run.code == 2
    assert "4.wps" in run.err
    assert "2 of 3 files read." in run.err
    assert data(root / ANALYSIS)["summary"] == "Бір"


def test_without_tags_labels_are_read(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Бір"})
    changed(file, lambda xml: re.sub(r"<w:tag [^>]*/>", "", xml))
    run = pd("import", str(file), cwd=root)
    assert "labels" in run.err
    assert data(root / ANALYSIS)["summary"] == "Бір"


@pytest.mark.parametrize("shape", shapes()[:4], ids=lambda shape: shape.name)
def test_a_form_that_somebody_made_becomes_a_document(shape: Shape, root: Path) -> None:
    file = root.parent / "Менің талдауым.docx"
    file.write_bytes(docx(shape.body + p("Мұғалім: ______")))
    run = pd("import", str(file), "--date", "2026-10-14", cwd=root)
    assert run.code == 1
    assert "Мұғалім: ______" in run.err
    (document,) = (root / CYCLE / "lessons").iterdir()
    found = data(document)
    assert {key: found[key] for key in shape.answers} == shape.answers
    assert "Мұғалім" in document.read_text("utf-8")
    assert document.name in pd("lint", "--exit-zero", cwd=root).out


def test_a_kind_may_be_named(root: Path) -> None:
    file = root.parent / "x.docx"
    file.write_bytes(docx(table(row("Сабақтың мақсаты қандай?", "Есеп"))))
    assert pd("import", str(file), cwd=root).code == 2
    assert pd("import", str(file), "--kind", "сабақ-талдау", "--dry-run", cwd=root).code == 0


def test_formats_of_other_programs_need_libreoffice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = root.parent / "x.odt"
    file.write_bytes(b"odt")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    run = pd("import", str(file), cwd=root)
    assert run.code == 2
    assert "LibreOffice" in run.err


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_reads_other_formats(root: Path) -> None:
    file = root.parent / "x.docx"
    file.write_bytes(docx(shapes()[0].body))
    command = ["soffice", f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless", "--convert-to", "odt"]
    subprocess.run([*command, "--outdir", str(root.parent), str(file)], capture_output=True, check=True)
    run = pd("import", str(file.with_suffix(".odt")), "--date", "2026-10-14", cwd=root)
    assert run.code == 0, run.err
    assert [path.suffix for path in (root / "imported").iterdir()] == [".odt"]


def test_links_lead_to_the_same_file_again(root: Path) -> None:
    text = "---\nkind: lesson-analysis\ndate: 2026-10-14\n---\n\n## 1. Сабақтың мақсаты қандай?\n\n[Сурет](../../../evidence/a%20b.txt)\n"
    name = f"{CYCLE}/lessons/2026-10-14-x.md"
    write(root, {name: text, "evidence/a b.txt": "Сурет"})
    assert pd("render", name, "--to", "docx", cwd=root).code == 0
    (root / name).rename(root.parent / "x.md")
    run = pd("import", f"build/{CYCLE}/lessons/2026-10-14-x.docx", cwd=root)
    assert run.code == 0, run.err
    (new,) = (root / CYCLE / "lessons").iterdir()
    assert data(new)["goal"] == "[Сурет](../../../evidence/a%20b.txt)"


def test_a_page_elsewhere_tells_no_names_of_folders(root: Path) -> None:
    write(root, {ANALYSIS: "---\nkind: analysis\n---\n"})
    assert pd("render", ANALYSIS, "--to", "html", "--out", str(root.parent / "out"), cwd=root).code == 0
    assert 'data-folder=""' in (root.parent / "out" / CYCLE / "2-analysis.html").read_text("utf-8")


def test_lost_signs_are_told(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Бір"})
    changed(file, lambda xml: xml.replace("<w:r><w:t>Бір</w:t></w:r>", "<w:new><w:r><w:t>Бір</w:t></w:r></w:new>"))
    run = pd("import", str(file), cwd=root)
    assert run.code == 1
    assert "not found in the document: 3." in run.err


def test_a_formula_is_read_in_one_line(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Бір"})
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    formula = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f>'
        f"{part.format('num', 'a+1')}{part.format('den', 'b')}</m:f></m:oMath>"
    )
    changed(file, lambda xml: xml.replace("<w:r><w:t>Бір</w:t></w:r>", formula))
    run = pd("import", str(file), cwd=root)
    assert run.code == 0, run.err
    assert data(root / ANALYSIS)["summary"] == "(a+1)/(b)"


LINK = (
    '<Relationship Id="way" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"'
    ' Target="https://example.org/a" TargetMode="External"/></Relationships>'
)


def test_text_that_belongs_to_no_question_keeps_its_links(root: Path) -> None:
    file = blank(root, "lesson-analysis", {})
    link = '<w:p><w:hyperlink r:id="way"><w:r><w:t>Дереккөз</w:t></w:r></w:hyperlink></w:p>'
    changed(file, lambda xml: xml.replace("<w:body>", f"<w:body>{link}"))
    changed(file, lambda xml: xml.replace("</Relationships>", LINK.format("hyperlink")), "word/_rels/document.xml.rels")
    run = pd("import", str(file), cwd=root)
    assert run.code == 1
    (document,) = (root / CYCLE / "lessons").iterdir()
    assert "[Дереккөз](https://example.org/a)" in document.read_text("utf-8")


def test_an_answer_that_cannot_stand_in_its_place_keeps_its_links_and_code(root: Path) -> None:
    start = "---\nkind: analysis\n---\n\n## Өткізілген іс-әрекетті талдау\n\n"
    answer = "[Дерек](https://example.org/a)\n\n```\nегер:\n    иә\n```\n\n# Тақырып\n\nСоңы\n"
    write(root, {ANALYSIS: start + answer})
    assert pd("render", ANALYSIS, "--to", "docx", cwd=root).code == 0
    write(root, {ANALYSIS: start})
    pd("import", f"build/{CYCLE}/2-analysis.docx", "--into", ANALYSIS, cwd=root)
    text = (root / ANALYSIS).read_text("utf-8")
    assert "[Дерек](https://example.org/a)" in text
    assert "\n    иә\n" in text


def test_lines_of_code_keep_their_indent(root: Path) -> None:
    code = "```\nегер:\n    иә\n        жоқ\n```"
    start = "---\nkind: analysis\n---\n\n## Өткізілген іс-әрекетті талдау\n\n"
    write(root, {ANALYSIS: f"{start}{code}\n"})
    assert pd("render", ANALYSIS, "--to", "docx", cwd=root).code == 0
    (root / ANALYSIS).unlink()
    run = pd("import", f"build/{CYCLE}/2-analysis.docx", cwd=root)
    assert run.code == 0, run.err
    assert data(root / ANALYSIS)["summary"] == code


def test_fields_of_older_files_are_read(root: Path) -> None:
    def field(instruction: str, shown: str, inside: str = "") -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin">{inside}</w:fldChar></w:r>'
            f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    file = blank(root, "analysis", {"summary": "Бір"})
    link = field(' HYPERLINK "https://example.org/a" ', "<w:r><w:t>Дерек</w:t></w:r>")
    boxes = [
        field("FORMCHECKBOX", "", f'<w:ffData><w:checkBox><w:default w:val="{state}"/></w:checkBox></w:ffData>')
        for state in (1, 0)
    ]
    inside = f"{link}{boxes[0]}<w:r><w:t> иә </w:t></w:r>{boxes[1]}<w:r><w:t> жоқ</w:t></w:r>"
    changed(file, lambda xml: xml.replace("<w:r><w:t>Бір</w:t></w:r>", inside))
    run = pd("import", str(file), cwd=root)
    assert run.code == 0, run.err
    assert data(root / ANALYSIS)["summary"] == "[Дерек](https://example.org/a)☑ иә ☐ жоқ"


@pytest.mark.parametrize("part", ["word/diagrams/data1.xml", "word/charts/chart1.xml"])
def test_words_in_diagrams_are_told_to_be_left_out(part: str, root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Бір"})
    changed(file, lambda _text: "<a>Сөз</a>", part)
    assert "diagrams and charts" in pd("import", str(file), cwd=root).err


def test_pages_inside_a_file_are_told_to_be_left_out(root: Path) -> None:
    file = blank(root, "analysis", {"summary": "Бір"})
    inside = LINK.format("aFChunk").replace(' TargetMode="External"', "")
    changed(file, lambda xml: xml.replace("</Relationships>", inside), "word/_rels/document.xml.rels")
    assert "Files inside it are left out." in pd("import", str(file), cwd=root).err
