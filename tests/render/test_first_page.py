"""The first page of a summary: what a committee sees of one candidate."""

import re
import shutil
import subprocess
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from pdcli.attestation.confirmations import Signature, Standing
from pdcli.attestation.facts import fact
from pdcli.i18n import LANGS, Lang
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.render.bars import figures, goal_bars, score_strip
from pdcli.render.first_page import FirstPage, first_page
from pdcli.render.matrix import CONFIRMED, DECLARED, MISSING, NOT_ASKED, PARTLY
from pdcli.render.summary import render_summary
from pdcli.summary.build import Summary, summarise
from pdcli.vcs.log import Log
from tests.helpers import EXAMPLES

DAY = date(2026, 11, 29)
NAMES = ("aigerim", "daniyar", "stepnoe", "first-week")
LONG = "Өзін-өзі бағалау критерийлерін құрастыру және талқылау " * 6


@cache
def summary_of(name: str, lang: Lang) -> Summary:
    return summarise(load_portfolio(EXAMPLES / name), lang, Log(), DAY)


def page_of(told: Summary, lang: Lang = "en") -> FirstPage:
    return first_page(told, lang, DAY)


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def first_section(html: str) -> str:
    return html[html.index('<section class="decide"') : html.index('<section class="first">')]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_no_keys_places_and_digests_stand_on_it(name: str, lang: Lang) -> None:
    told = summary_of(name, lang)
    html = render_summary(told, "html", EXAMPLES / name, EXAMPLES, DAY, lang)
    seen = _Texts()
    seen.feed(first_section(html))
    text = " ".join(seen.texts)
    assert not re.search(r"`|\.ya?ml|\.md\b|\b[0-9a-f]{12,}\b|SHA-256", text), text
    assert not re.search(r"(?<!\w)(?:e\d+|g\d+|r\d+|\d{4}-\d{4}-\d)(?!\w)", text), text
    markdown = render_summary(told, "md", EXAMPLES / name, EXAMPLES, DAY, lang)
    assert "`" not in markdown[: markdown.index("| 1. ")]
    assert "<script" not in html


def test_what_is_there_by_sign_and_what_is_missing_with_its_clause() -> None:
    page = page_of(summary_of("aigerim", "en"))
    rows = {row.number or row.title: row for row in page.criteria}
    assert [rows[number].sign for number in ("1.1", "2.2", "3.1", "3.3")] == [DECLARED, MISSING, PARTLY, NOT_ASKED]
    assert (rows["1.2"].points, rows["1.2"].confirmed, rows["1.2"].missing) == (
        "77.6\u00a0/\u00a071",
        "confirmed: 0",
        "",
    )
    assert (rows["2.2"].missing, rows["2.2"].clause) == ("copies of certificates", "appendix 12, 2.2")
    assert "the level “school” is not enough" in rows["3.1"].missing and "e36" not in rows["3.1"].missing
    assert rows["Assessment of teachers' knowledge"].points == "74\u00a0/\u00a070\u00a0%"
    assert rows["Documents on the official list"].missing == "Application"
    assert page.sums == "Points are not summed: 2.2 and 3.1 are not met"
    assert (
        "The category expires",
        "26\u00a0December\u00a02029, 1123\u00a0days left (clauses\u00a03, 26)",
    ) in page.facts


def test_what_is_confirmed_has_the_sign_of_it() -> None:
    told = summary_of("aigerim", "en")
    assert told.readiness is not None
    first, *rest = told.readiness.criteria
    first = first.replace(confirmation=first.confirmation.replace(state="present", points=4.0))
    page = page_of(told.replace(readiness=told.readiness.replace(criteria=(first, *rest))))
    assert (page.criteria[0].sign, page.criteria[0].confirmed) == (CONFIRMED, "confirmed: 4")


def with_goals(told: Summary, measured: list[str | None], text: str | None = LONG) -> Summary:
    """The same with these goals of its last cycle alone."""
    area = next(area for area in told.growth_areas if area.goals)
    rows = (
        area.goals[0].replace(cycle=told.cycles[-1].name, id=f"z{number}", text=text, measured=value)
        for number, value in enumerate(measured)
    )
    return told.replace(growth_areas=(area.replace(goals=tuple(rows)),))


def test_goals_without_a_measurement_are_named() -> None:
    told = summary_of("aigerim", "en")
    page = page_of(with_goals(told, [None, "80 %", None], "Ойды дәлелдеу"))
    assert page.unmeasured == "2 goals without a measurement: “Ойды дәлелдеу”; “Ойды дәлелдеу”."
    assert [goal.measured for goal in page.goals] == ["80 %"]
    page = page_of(with_goals(told, [None] * 7))
    assert page.unmeasured.endswith("; and 4 more.") and len(page.unmeasured) < 240
    assert page_of(with_goals(told, ["80 %"])).unmeasured == ""
    for suffix in ("html", "md"):
        text = render_summary(with_goals(told, [None]), suffix, EXAMPLES / "aigerim", EXAMPLES, DAY, "en")
        assert text.index("1 goal without a measurement") < text.index("Generalised experience")


def test_a_test_that_is_confirmed_and_not_enough_confirms_nothing() -> None:
    told = summary_of("aigerim", "en")
    assert told.readiness is not None and told.readiness.test is not None
    (piece,) = told.readiness.test.found
    signed = piece.replace(id="e99", standing=Standing("confirmed", (Signature("Б. М.", "head", DAY),)))
    test = told.readiness.test.replace(found=(piece, signed))
    page = page_of(told.replace(readiness=told.readiness.replace(test=test)))
    assert next(row for row in page.criteria if "knowledge" in row.title).sign == DECLARED


def test_papers_are_confirmed_by_what_counts() -> None:
    told = summary_of("aigerim", "en")
    assert told.readiness is not None
    piece = told.readiness.papers[0].found[0] if told.readiness.papers[0].found else told.readiness.test.found[0]  # type: ignore[union-attr]
    signed = piece.replace(standing=Standing("confirmed", (Signature("Б. М.", "head", DAY),)))
    for lacks, sign in (((), CONFIRMED), (("the file is not there",), DECLARED)):
        papers = tuple(
            paper.replace(state="present", found=(piece, signed.replace(lacks=lacks)))
            for paper in told.readiness.papers
        )
        page = page_of(told.replace(readiness=told.readiness.replace(papers=papers)))
        assert next(row for row in page.criteria if row.title.startswith("Documents on")).sign == sign


@pytest.mark.parametrize(
    ("target", "category", "expected"),
    [
        ("expert", "moderator", "Teacher-expert"),
        (None, "moderator", "no category is claimed; the next one is shown: Teacher-expert"),
        (None, "expert", "no category is claimed; the present one is shown: Teacher-expert"),
    ],
)
def test_a_missing_claim_is_said_and_not_guessed(target: str | None, category: str, expected: str) -> None:
    told = summary_of("daniyar", "en")
    who = told.who.replace(target_category=target, category=category)
    page = page_of(told.replace(who=who))
    assert (page.claim, page.is_claimed) == (expected, target is not None)
    assert page_of(told.replace(who=who, readiness=None)).criteria == ()


def test_scores_of_observers_stand_side_by_side_with_their_spread() -> None:
    page = page_of(summary_of("aigerim", "en"))
    assert page.observed == (
        "mean lesson score 77.6; required: 71; lesson scores from 69 to 83; observers of the same lesson differ by up to 2"
    )
    two = next(lesson for lesson in page.lessons if lesson.spread)
    assert two.scores == "member of the attestation committee 82, methodologist 84"
    assert (two.spread, two.is_disputed) == ("2", False)


def test_sheets_that_change_no_mean_are_told() -> None:
    told = summary_of("aigerim", "en")
    assert told.readiness is not None
    criteria = tuple(
        item.replace(notes=(*item.notes, fact("private-not-counted", count=2))) if item.lessons else item
        for item in told.readiness.criteria
    )
    page = page_of(told.replace(readiness=told.readiness.replace(criteria=criteria)))
    assert page.observed.endswith("; private sheets, not counted: 2")


@pytest.mark.parametrize("lang", LANGS)
def test_sheets_are_told_where_none_counts(lang: Lang) -> None:
    told = summary_of("aigerim", lang)
    assert told.readiness is not None
    (one,) = (item for item in told.readiness.criteria if item.lessons)
    ref = next(piece.document for piece in one.evidence if piece.document)
    notes = (
        fact("drafts-not-counted", count=7), fact("private-not-counted", count=8), fact("observer-is-teacher").of(ref),
    )  # fmt: skip
    criteria = (one.replace(lessons=(), notes=notes, missing=(fact("sheets-missing"),), state="partly"),)
    told = told.replace(readiness=told.readiness.replace(criteria=criteria))
    page = page_of(told, lang)
    assert page.lessons == () and "7" in page.observed and "8" in page.observed
    assert ref not in page.observed and page.observed.count(";") == 2
    for suffix in ("html", "md"):
        text = render_summary(told, suffix, EXAMPLES / "aigerim", EXAMPLES, DAY, lang)
        assert page.observed.split("; ")[0] in text[: text.index("2025-2026-1")]


@pytest.mark.parametrize("lang", LANGS)
def test_no_fact_names_a_file_or_a_line_of_the_register(lang: Lang) -> None:
    told = summary_of("aigerim", lang)
    assert told.readiness is not None
    first, *rest = told.readiness.criteria
    facts = (
        fact("file-empty", file="evidence/kenes.pdf").of("e3"),
        fact("file-missing", file="evidence/kenes.pdf").of("e3"),
        fact("document-draft", document="essays/2026-05-01-kenes"),
        fact("evidence-not-shown", evidence="e99").of("e3"),
        fact("evidence-dated-later", evidence="e7", day=DAY),
        fact("counts-already", evidence="e7", criterion="2.1"),
    )
    for one in facts:
        rows = (first.replace(state="partly", missing=(one,), evidence=()), *rest)
        page = page_of(told.replace(readiness=told.readiness.replace(criteria=rows)), lang)
        missing = page.criteria[0].missing
        assert missing and missing != first.needed, one
        assert not re.search(r"kenes|evidence/|essays/|(?<!\w)e\d+", missing), missing


def test_growth_of_the_newest_cycle_comes_first() -> None:
    page = page_of(summary_of("aigerim", "en"))
    assert [(goal.baseline, goal.measured, goal.target) for goal in page.goals][:2] == [
        ("7", "16", "14"), ("63 %", "88 %", "80 %"),
    ]  # fmt: skip
    assert "<title>from 63 % to 88 %; target: 80 %</title>" in page.goals[1].bars
    assert page.goals[0].period.startswith("08.01.2026")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("29 %", "67 %", "60 %"), (29, 67, 60, 100)),
        (("29 пайыз", "67 пайыз", "60 пайыз"), (29, 67, 60, 100)),
        (("110 %", "150 %", "140 %"), (110, 150, 140, 150)),
        (("7", "16", "14"), (7, 16, 14, 16)),
        (("2,5 балл", "3,5 балл", "4 балл"), (2.5, 3.5, 4, 4)),
        (("8 of 22", "13 of 22", "15 of 22"), (8, 13, 15, 22)),
        (("22-ден 8", "22-ден 13", "22-ден 15"), (8, 13, 15, 22)),
        (("8 of 22", "13 of 24", "15 of 22"), None),
        (("29 %", "12", "60 %"), None),
        (("аз", "көп", "көбірек"), None),
        (("29 %", "", "60 %"), None),
        (("-3", "2", "4"), None),
        (("0", "0", "0"), (0, 0, 0, 1)),
    ],
)
def test_only_numbers_of_one_kind_are_drawn(
    texts: tuple[str, str, str], expected: tuple[float, float, float, float] | None
) -> None:
    assert figures(*texts) == expected
    assert bool(goal_bars("", *texts)) == (expected is not None)


def test_drawings_say_what_they_show_and_keep_to_their_scale() -> None:
    bars = goal_bars('a<b "c"', "25 %", "75 %", "50 %")
    assert '<rect class="before" y="1" width="25"' in bars and '<rect class="after" y="6" width="75"' in bars
    assert '<line x1="50" x2="50"' in bars and "a&lt;b" in bars and "<b " not in bars
    strip = score_strip("x", [(70, True), (80, False)], 75, (70, 80))
    places = [float(place) for place in re.findall(r'cx="([\d.]+)"', strip)]
    asked = float(re.search(r'class="asked" x1="([\d.]+)"', strip)[1])  # type: ignore[index]
    assert places[0] < asked < places[1] and asked - places[0] == pytest.approx(places[1] - asked)
    assert 'class="confirmed"' in strip and 'class="declared"' in strip


def crowded(told: Summary) -> Summary:
    """A summary with as much as anybody could have of everything, in long words."""
    assert told.readiness is not None
    ready = told.readiness
    open_one = next(item for item in ready.criteria if item.state == "partly")
    open_one = open_one.replace(title=LONG, missing=(fact("pack-note", text=LONG),), clause=LONG)
    observed = next(item for item in ready.criteria if item.lessons)
    observed = observed.replace(title=LONG, lessons=observed.lessons * 4)
    papers = tuple(paper.replace(title=LONG, state="partly", clause=LONG) for paper in ready.papers)
    areas = tuple(
        area.replace(goals=tuple(
            goal.replace(id=f"{goal.id}{number}", text=LONG, baseline=LONG, measured=LONG, target=LONG)
            for number in range(6) for goal in area.goals
        ))
        for area in told.growth_areas
    )  # fmt: skip
    return told.replace(
        growth_areas=areas, who=told.who.replace(theme=LONG, school=LONG, subject=LONG),
        experience=tuple(work.replace(title=LONG) for work in told.experience * 3),
        readiness=ready.replace(criteria=(observed, *(open_one,) * 30), papers=papers),
    )  # fmt: skip


def test_of_too_much_it_says_how_much_more_there_is() -> None:
    page = page_of(crowded(summary_of("aigerim", "en")))
    assert len(page.criteria) == 11 + 2 and page.more_criteria == "and 20 more"
    assert 2 <= len(page.lessons) <= 6 and page.more_lessons == f"and {20 - len(page.lessons)} more"
    assert 2 <= len(page.goals) <= 6 and page.more_goals == f"and {24 - len(page.goals)} more"
    assert max(len(row.title) for row in page.criteria) <= 60


@pytest.mark.integration
@pytest.mark.parametrize("lang", LANGS)
def test_it_fits_on_a4(lang: Lang, tmp_path: Path) -> None:
    """Printed by Chromium with nothing after it, it is one page."""
    pages = {name: summary_of(name, lang) for name in NAMES}
    pages["crowded"] = crowded(pages["aigerim"])
    pages["unmeasured"] = with_goals(pages["crowded"], [None] * 9 + ["80 %"] * 9)
    for name, told in pages.items():
        html = render_summary(told, "html", EXAMPLES / "aigerim", tmp_path, DAY, lang)
        at, end = html.index('<section class="first">'), html.index("</main>")
        (tmp_path / "page.html").write_text(html[:at] + html[end:], encoding="utf-8")
        subprocess.run(
            [shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'page.pdf'}", (tmp_path / "page.html").as_uri()],
            capture_output=True, check=True,
        )  # fmt: skip
        with pikepdf.open(tmp_path / "page.pdf") as pdf:
            assert len(pdf.pages) == 1, (name, lang)
