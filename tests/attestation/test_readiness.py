"""Readiness: hand-made portfolios of each category, each hard rule and each edge case. Expected figures are the sheet's."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pdcli.attestation.criteria import CriterionState
from pdcli.attestation.facts import Fact
from pdcli.attestation.packs_compared import Comparison, compare_packs
from pdcli.attestation.readiness import Readiness, readiness, target_category, to_data
from pdcli.guideline.packs import Pack
from pdcli.model.documents import Category
from pdcli.model.record import Record, fields_of
from pdcli.portfolio.packs import PackLibrary
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.render.facts import fact_text
from pdcli.render.readiness import render_readiness
from tests.outputs import problems

TODAY = date(2026, 6, 1)
LEVEL = {"moderator": "school", "expert": "district", "researcher": "region", "master": "republic"}
# Lowest mean of the band, and growth of quality, asked of each category.
MEAN = {"moderator": 61, "expert": 71, "researcher": 81, "master": 91}
QUALITY = {
    "moderator": (50, 48, 50), "expert": (50, 50, 50), "researcher": (50, 50, 51), "master": (50, 51, 53)
}  # fmt: skip
SUMS = {"moderator": 68, "expert": 84, "researcher": 113, "master": 133}


RULES = "kz-2025-02-25"


class Made:
    """A portfolio on disk, made piece by piece."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.profile: dict[str, Any] = {"kind": "portfolio", "lang": "kk", "name": "Үлгі"}
        self.items: list[dict[str, Any]] = []
        self.results: list[tuple[str, float, float]] = []

    def evidence(self, entry: str, **facts: Any) -> None:
        """A line of the register; `file` is written too, unless it is told to be missing."""
        is_there = facts.pop("is_there", True)
        self.items = [item for item in self.items if item["id"] != entry]
        self.items.append({"id": entry, "title": f"Дәлел {entry}", **facts})
        if facts.get("file") and is_there:
            self.write(facts["file"], f"{entry}: мазмұны\n")

    def change(self, entry: str, **facts: Any) -> None:
        """Other facts of a line; None takes a fact away."""
        row = next(item for item in self.items if item["id"] == entry)
        for key, value in facts.items():
            row.pop(key, None) if value is None else row.update({key: value})

    def without(self, *entries: str) -> None:
        """Lines taken out."""
        self.items = [item for item in self.items if item["id"] not in entries]

    def sheet(self, day: str, total: int, role: str = "peer", topic: str = "", klass: str = "6", **facts: Any) -> None:
        """An observation sheet whose scores add up to `total`."""
        scores, left = {}, total
        for key in _all_rows():
            scores[key] = {"score": min(3, left)}
            left -= scores[key]["score"]
        assert left == 0
        data = {
            "kind": "observation-sheet", "status": "final", "date": day, "observer_role": role, "subject": "Математика",
            "class": klass, "topic": topic or f"Тақырып {day}", "scores": scores, **facts,
        }  # fmt: skip
        self.write(f"observation-sheets/{day}-{role}-{klass}-{len(topic)}.yaml", _yaml(data))

    def write(self, name: str, text: str) -> None:
        """Any file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def of(self, category: Category, pack: str | None = None, today: date = TODAY) -> Readiness:
        """What is there for a category, with sentences in the places of facts."""
        self.write("portfolio.yaml", _yaml(self.profile))
        self.write("evidence.yaml", _yaml({"kind": "evidence", "status": "final", "items": self.items}))
        if self.results:
            rows = [
                {"year": year, "class": str(number), "pupils": pupils, "quality": quality}
                for number, (year, pupils, quality) in enumerate(self.results)
            ]
            self.write(
                "results.yaml",
                _yaml({"kind": "results", "status": "final", "years": rows, "conclusion": "Қорытынды бар."}),
            )
        portfolio = load_portfolio(self.root)
        found = portfolio.packs.get(pack) if pack else portfolio.packs.current(today)
        assert isinstance(found, Pack)
        value = readiness(portfolio, found, category, today, "en")
        assert problems("readiness", json.loads(render_readiness(value, "json", portfolio, self.root, "en"))) == []
        worded: Readiness = _in_words(value)
        return worded


def _in_words(value: Any) -> Any:
    if isinstance(value, Fact):
        return fact_text(value, "en")
    if isinstance(value, tuple):
        return tuple(map(_in_words, value))
    if not isinstance(value, Record):
        return value
    return value.replace(**{name: _in_words(getattr(value, name)) for name in fields_of(type(value))})


def _all_rows() -> list[str]:
    from pdcli.documents.form_library import FormLibrary

    form = FormLibrary().get("observation-sheet")
    assert form is not None
    rows = [row.key for row in form.by_key["scores"].rows]
    assert len(rows) == 34
    return rows


def _yaml(data: Any) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False)


def _at(value: Readiness, number: str) -> CriterionState:
    return next(item for item in value.criteria if item.number == number)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


@pytest.fixture
def full(tmp_path: Path) -> Callable[[Category], Made]:
    """Just what the sheet asks of a category, and nothing more."""

    def make(category: Category) -> Made:
        made = Made(tmp_path)
        level = LEVEL[category]
        made.profile |= {"category": "teacher", "target_category": category}
        made.results = [
            (year, 20, quality)
            for year, quality in zip(("2023-2024", "2024-2025", "2025-2026"), QUALITY[category], strict=True)
        ]
        made.evidence("e1", kind="assessment", file="evidence/monitoring.csv", criterion="1.1")
        roles = ("methodist", "commission-member", "peer", "deputy", "head")
        for month, role in zip((10, 11, 12, 1, 2), roles, strict=True):
            made.sheet(f"{2025 + (month < 8)}-{month:02}-10", MEAN[category], role)
        for entry, number in (("e2", "2.1"), ("e3", "2.2")):
            made.evidence(
                entry, kind="certificate", file=f"evidence/{entry}.pdf", level=level, listed=True, criterion=number
            )
        made.evidence("e4", kind="minutes", file="evidence/minutes.txt", level=level)
        material = "author-programme" if category == "master" else "guide"
        made.evidence(
            "e5", kind="other", url="https://ulgi.example/e5", level=level, material=material, minutes="e4",
            criterion="3.1",
        )  # fmt: skip
        made.evidence(
            "e6", kind="order", file="evidence/e6.pdf", url="https://ulgi.example/e6", level=level, criterion="3.2"
        )
        made.evidence("e7", kind="order", file="evidence/e7.pdf", level=level, criterion="3.4")
        made.evidence("e8", kind="observation", file="evidence/use.txt")
        made.evidence(
            "e9", kind="certificate", file="evidence/e9.pdf", date="2025-03-06", criterion="4.1", by_profile=True,
            hours={"researcher": 80, "master": 108}.get(category, 72), applied="e8",
        )  # fmt: skip
        if category in ("researcher", "master"):
            made.evidence("e10", kind="publication", file="evidence/article.pdf", criterion="3.3")
            for entry in ("e11", "e12", "e13"):
                made.evidence(
                    entry, kind="order", file=f"evidence/{entry}.pdf", url=f"https://ulgi.example/{entry}", level=level,
                    coverage=1, criterion="3.5",
                )  # fmt: skip
        return made

    return make


@pytest.mark.parametrize("category", list(SUMS))
def test_who_has_just_what_is_asked_has_the_printed_total(full: Callable[[Category], Made], category: Category) -> None:
    value = full(category).of(category)
    assert {item.number: item.missing for item in value.criteria if item.missing} == {}
    assert value.total is not None
    assert value.asked_total is not None
    assert (value.total.points, value.asked_total.points) == (SUMS[category], SUMS[category])
    # Nobody has confirmed anything: declared and confirmed are never one number.
    assert (value.confirmed, value.total.confirmed, value.missing) == (0, None, ())
    assert len(value.unconfirmed) == value.of
    assert value.complete == value.of == (10 if category in ("researcher", "master") else 8)
    assert {item.number: item.points for item in value.criteria if item.asked} == {
        item.number: item.asked for item in value.criteria if item.asked
    }
    assert _at(value, "5.1").state == "not-asked"


@pytest.mark.parametrize(
    ("entry", "number", "points"),
    [("e1", "1.1", 2), ("e2", "2.1", 2), ("e3", "2.2", 2), ("e5", "3.1", 2), ("e6", "3.2", 2), ("e7", "3.4", 2),
     ("e9", "4.1", 1)],
)  # fmt: skip
def test_an_unmet_criterion_scores_nothing(
    full: Callable[[Category], Made], entry: str, number: str, points: int
) -> None:
    made = full("expert")
    made.without(entry)
    value = made.of("expert")
    item = _at(value, number)
    assert item.state == ("partly" if number == "1.1" else "missing")
    assert item.missing
    assert (value.total, value.missing) == (None, (number,))
    assert value.complete == 7
    assert sum(item.points or 0 for item in value.criteria) == 84 - points


def test_the_next_category_is_not_met_by_the_evidence_of_this_one(full: Callable[[Category], Made]) -> None:
    value = full("expert").of("researcher")
    assert [item.number for item in value.criteria if item.state == "present"] == []
    assert value.total is None and value.asked_total is not None
    assert (value.asked_total.points, len(value.missing)) == (113, value.of)
    assert "mean of 81 or more" in " ".join(_at(value, "1.2").missing)
    assert _at(value, "3.5").missing[0] == "evidence with `criterion: 3.5`"


# Evidence that does not count, and why


@pytest.mark.parametrize(
    ("entry", "facts", "number", "missing"),
    [
        ("e2", {"listed": None}, "2.1", "e2 – it is not stated whether the contest is on the list (`listed`)"),
        ("e2", {"listed": False}, "2.1", "e2 – the contest is not on the approved or regional list"),
        ("e2", {"level": None}, "2.1", "e2 – the level is not stated (`level`)"),
        ("e2", {"level": "school"}, "2.1", "e2 – the level “school” is not enough for this category"),
        ("e2", {"file": None}, "2.1", "e2 – no copy: neither `file` nor `url`"),
        ("e2", {"file": "evidence/nothing.pdf"}, "2.1", "e2 – the file evidence/nothing.pdf is not there"),
        ("e5", {"minutes": None}, "3.1", "e5 – no extract from the minutes (`minutes`)"),
        ("e5", {"minutes": "e99"}, "3.1", "e5 – e99 is not in the register or is private"),
        ("e5", {"url": None}, "3.1", "e5 – no link (`url`)"),
        ("e5", {"material": None}, "3.1", "e5 – the kind of material is not stated (`material`)"),
        ("e5", {"material": "author-programme"}, "3.1", "e5 – “teacher's own programme” is not the kind of material that this category requires"),
        ("e5", {"coauthors": 4}, "3.1", "e5 – more than 3 co-authors"),
        ("e6", {"url": None}, "3.2", "e6 – no link (`url`)"),
        ("e6", {"file": None}, "3.2", "e6 – no extract from an order and no programme (`file` or `minutes`)"),
        ("e7", {"file": None}, "3.4", "e7 – no copy: neither `file` nor `url`"),
        ("e9", {"applied": None}, "4.1", "e9 – no proof of use in practice (`applied`)"),
        ("e9", {"hours": None}, "4.1", "e9 – the hours are not stated (`hours`)"),
        ("e9", {"hours": 71}, "4.1", "1 more hour"),
        ("e9", {"by_profile": False}, "4.1", "a course in the teacher’s own field (`by_profile: true`)"),
    ],
)  # fmt: skip
def test_why_evidence_does_not_count(
    full: Callable[[Category], Made], entry: str, facts: dict[str, Any], number: str, missing: str
) -> None:
    made = full("expert")
    made.change(entry, **facts)
    item = _at(made.of("expert"), number)
    assert (item.missing, item.points, item.state) == ((missing,), 0, "partly")
    assert entry in [piece.id for piece in item.evidence]


def test_an_extract_that_is_private_cannot_be_shown(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e4", private=True)
    assert _at(made.of("expert"), "3.1").missing == ("e5 – e4 is not in the register or is private",)


def test_private_evidence_and_documents_are_neither_counted_nor_shown(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e3", private=True, title="Ешкімге көрсетілмейді")
    made.sheet("2026-03-10", 102, "head", topic="Құпия сабақ", private=True)
    made.write(
        "essays/e.md", "---\nkind: essay\nstatus: final\nprivate: true\n---\n\n## Эссе мәтіні\n\n" + "сөз " * 260
    )
    value = made.of("expert")
    assert (value.private_documents, value.private_evidence) == (2, 1)
    assert _at(value, "2.2").state == "missing"
    assert _at(value, "1.2").points == 71
    said = str(to_data(value))
    assert "Ешкімге" not in said
    assert "Құпия" not in said
    assert next(paper for paper in value.papers if paper.key == "essay").state == "missing"


def test_a_certificate_counts_once(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e3", file="evidence/e2.pdf")
    value = made.of("expert")
    assert _at(value, "2.1").points == 2
    assert _at(value, "2.2").missing == ("e3 – this document already counts as e2, for 2.1",)
    assert _at(value, "2.2").points == 0


def test_a_certificate_counts_once_where_only_its_address_is_given(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    for entry in ("e2", "e3"):
        made.change(entry, file=None, url="https://ulgi.example/gramota")
    value = made.of("expert")
    assert (_at(value, "2.1").points, _at(value, "2.2").points) == (2, 0)
    assert _at(value, "2.2").missing == ("e3 – this document already counts as e2, for 2.1",)


@pytest.mark.parametrize("kind", ["certificate", "other", "publication", "media"])
@pytest.mark.parametrize(
    "again",
    [
        {"file": "evidence/e2.pdf"}, {"file": "evidence/./e2.pdf"}, {"file": "evidence/copy.pdf"},
        {"file": None, "url": "http://www.Ulgi.example/e2/"},
    ],
)  # fmt: skip
def test_any_paper_counts_once(full: Callable[[Category], Made], kind: str, again: dict[str, str | None]) -> None:
    made = full("expert")
    made.change("e2", url="https://ulgi.example/e2", kind=kind)
    made.change("e3", kind=kind, **again)
    made.write("evidence/copy.pdf", "e2: мазмұны\n")
    value = made.of("expert")
    assert (_at(value, "2.1").points, _at(value, "2.2").points) == (2, 0)
    assert _at(value, "2.2").missing == ("e3 – this document already counts as e2, for 2.1",)
    # Other bytes of the same length are another paper.
    made.change("e3", file="evidence/e3.pdf")
    made.write("evidence/e3.pdf", "e9: мазмұны\n")
    assert _at(made.of("expert"), "2.2").points == 2


def test_what_does_not_count_by_itself_repeats_nothing(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e2", listed=False)
    made.change("e3", file="evidence/e2.pdf")
    value = made.of("expert")
    assert (_at(value, "2.1").points, _at(value, "2.2").points) == (0, 2)
    # Neither does what is private, nor an extract that stands beside two materials.
    made.change("e2", listed=True, private=True)
    made.evidence(
        "e21", kind="other", url="https://ulgi.example/e21", level="district", material="guide", minutes="e4", criterion="3.1"
    )  # fmt: skip
    value = made.of("expert")
    assert _at(value, "2.2").points == 2
    assert [piece.lacks for piece in _at(value, "3.1").evidence] == [(), ()]


def test_an_order_for_two_criteria_is_a_question_for_the_commission(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e7", file="evidence/e6.pdf")
    value = made.of("expert")
    assert (_at(value, "3.2").points, _at(value, "3.4").points) == (2, 2)
    assert any(text.startswith("e6, e7 – one paper is counted for two criteria.") for text in _at(value, "3.4").notes)
    # For one criterion it counts once, as every paper does.
    made.evidence("e22", kind="order", file="evidence/e6.pdf", level="district", criterion="3.4")
    assert "e22 – this document already counts as e7, for 3.4" in _at(made.of("expert"), "3.4").notes


def test_monitoring_that_counts_elsewhere_is_no_monitoring(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.without("e1")
    rows = [
        {"year": f"{year}-{year + 1}", "class": "6", "pupils": 20, "quality": 50, "attachments": ["e2"]}
        for year in (2023, 2024, 2025)
    ]
    made.results = []
    made.write("results.yaml", _yaml({"kind": "results", "status": "final", "years": rows, "conclusion": "Бар."}))
    value = made.of("expert")
    assert (_at(value, "1.1").points, _at(value, "2.1").points) == (0, 2)
    assert _at(value, "1.1").missing == ("e2 – counts for 2.1",)
    made.change("e2", criterion=None)
    assert _at(made.of("expert"), "1.1").points == 2


def test_only_files_of_one_size_are_read(full: Callable[[Category], Made], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def digest(path: Path) -> str:
        read.append(path.name)
        return path.name

    monkeypatch.setattr("pdcli.attestation.duplicates.sha256", digest)
    made = full("expert")
    for entry in ("e2", "e3", "e6", "e7", "e9"):
        made.write(f"evidence/{entry}.pdf", "мазмұны" * int(entry[1:]))
    made.of("expert")
    assert read == []
    made.write("evidence/e3.pdf", "МАЗМҰНЫ" * 2)
    made.of("expert")
    assert sorted(read) == ["e2.pdf", "e3.pdf"]


@pytest.mark.parametrize(
    ("entry", "number"), [("e2", "2.1"), ("e3", "2.2"), ("e5", "3.1"), ("e7", "3.4"), ("e9", "4.1")]
)
def test_awards_and_thanks_give_nothing(full: Callable[[Category], Made], entry: str, number: str) -> None:
    made = full("expert")
    made.change(entry, kind="award", winner=True)
    item = _at(made.of("expert"), number)
    assert (item.points, item.state) == (0, "partly")
    assert item.missing == (f"{entry} – awards and letters of thanks earn no points",)


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Аудандық білім бөлімінің алғыс хаты", True), ("Құрмет грамотасы", True), ("Благодарственное письмо", True),
        ("Благодарность управления", True), ("Почётная грамота", True), ("почетной грамотой награждён", True),
        ("A LETTER OF THANKS", True), ("Letter of appreciation", True), ("Аудандық олимпиаданың грамотасы", False),
        ("Диплом II степени", False), ("Рост качества благодаря рефлексии", False), ("Алғысөз", False),
        ("Thanks to a drawing", False), ("", False),
    ],
)  # fmt: skip
def test_what_looks_like_a_letter_of_thanks_is_told(
    full: Callable[[Category], Made], title: str, is_told: bool
) -> None:
    made = full("expert")
    made.change("e2", title=title)
    item = _at(made.of("expert"), "2.1")
    assert (item.points, item.state) == (2, "present")
    told = [text for text in item.notes if text.startswith("e2 – by its title this looks like a letter of thanks")]
    assert len(told) == is_told


def test_what_does_not_count_beside_what_does_is_told(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.evidence("e20", kind="certificate", url="https://ulgi.example/20", level="district", criterion="2.1")
    made.evidence("e21", kind="order", file="evidence/e21.pdf", criterion="5.1")
    value = made.of("expert")
    assert (_at(value, "2.1").state, _at(value, "2.1").points) == ("present", 2)
    assert _at(value, "2.1").notes == ("e20 – it is not stated whether the contest is on the list (`listed`)",)
    assert (_at(value, "5.1").state, _at(value, "5.1").points) == ("not-asked", None)
    assert _at(value, "5.1").notes == ("e21 – the number of years is not stated (`years`)",)


def test_works_do_not_add_up_and_a_winner_counts_once(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    for entry in ("e20", "e21", "e22"):
        made.evidence(
            entry, kind="certificate", file=f"evidence/{entry}.pdf", level="district", listed=True, criterion="2.1",
            winner=entry != "e22",
        )  # fmt: skip
    item = _at(made.of("expert"), "2.1")
    assert item.points == 3
    assert "a winner adds 1, once" in item.worked_out


def test_evidence_without_a_mark_counts_for_nothing(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e7", criterion=None)
    assert _at(made.of("expert"), "3.4").missing[0] == "evidence with `criterion: 3.4`"


# Edge cases of the sheet


def test_a_co_authored_material_leaves_a_researcher_at_112(full: Callable[[Category], Made]) -> None:
    made = full("researcher")
    made.change("e5", coauthors=1)
    value = made.of("researcher")
    item = _at(value, "3.1")
    assert (item.state, item.points, item.asked) == ("present", 2, 3)
    assert value.total is not None
    assert value.asked_total is not None
    assert (value.total.points, value.asked_total.points) == (112, 113)
    assert "Ask the ministry" in " ".join(item.notes)
    made.change("e5", coauthors=3)
    assert "whether you are counted as one of them" in " ".join(_at(made.of("researcher"), "3.1").notes)


def test_a_bonus_may_cover_the_point(full: Callable[[Category], Made]) -> None:
    made = full("researcher")
    made.change("e5", coauthors=1)
    made.evidence("e30", kind="order", file="evidence/e30.pdf", criterion="5.1", years=2)
    total = made.of("researcher").total
    assert total is not None
    assert total.points == 113


def test_master_with_all_bonuses(full: Callable[[Category], Made]) -> None:
    made = full("master")
    for entry in ("e2", "e3"):
        made.change(entry, winner=True)
    value = made.of("master")
    assert value.total is not None
    assert value.asked_total is not None
    assert (value.total.points, value.asked_total.points, value.asked_total.most) == (135, 133, 137)
    for number in ("3.2", "3.4"):
        assert "what the fifth point is for" in " ".join(_at(value, number).notes)
    assert _at(made.of("researcher"), "3.2").notes == ()


def test_textbook_publication_and_international_level(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e5", material="textbook", listed=True, level=None)
    made.change("e2", level="international")
    made.evidence("e10", kind="publication", file="evidence/article.pdf", criterion="3.3", indexed=True)
    value = made.of("expert")
    assert _at(value, "3.1").points == 4
    assert (_at(value, "3.3").points, _at(value, "3.3").state) == (7, "present")
    assert _at(value, "2.1").points == 4
    assert "no international level" in _at(value, "2.1").notes[0]
    # Criteria that are not asked stay out of the count.
    assert (value.complete, value.of) == (8, 8)


def test_a_textbook_that_is_not_on_the_list(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e5", material="textbook", listed=None)
    assert _at(made.of("expert"), "3.1").missing == (
        "e5 – it is not stated whether the textbook is on the approved list (`listed`)",
    )


def test_a_publication_with_too_many_authors(full: Callable[[Category], Made]) -> None:
    made = full("researcher")
    made.change("e10", coauthors=3)
    assert _at(made.of("researcher"), "3.3").missing == ("e10 – more than 3 authors",)
    made.change("e10", coauthors=2)
    assert _at(made.of("researcher"), "3.3").points == 5


def test_transmission_counts_events(full: Callable[[Category], Made]) -> None:
    made = full("researcher")
    item = _at(made.of("researcher"), "3.5")
    assert (item.points, item.asked) == (6, 6)
    assert item.worked_out == ("events at level “region”: 3; districts or regions reached: 3",)
    assert "as 2\u00a0points for each event" in item.notes[0] and "ask the committee" in item.notes[0]
    # One event is one event, however many districts come to it.
    made.without("e12", "e13")
    made.change("e11", coverage=9)
    item = _at(made.of("researcher"), "3.5")
    assert (item.points, item.missing) == (0, ("2 more events",))
    # The same order twice is no second event.
    made.evidence(
        "e12", kind="order", file="evidence/e11.pdf", url="https://ulgi.example/e12", level="region", coverage=1,
        criterion="3.5",
    )  # fmt: skip
    assert _at(made.of("researcher"), "3.5").missing == (
        "2 more events", "e12 – this document already counts as e11, for 3.5"
    )  # fmt: skip


def test_transmission_says_how_many_more(full: Callable[[Category], Made]) -> None:
    made = full("researcher")
    made.without("e12", "e13")
    assert _at(made.of("researcher"), "3.5").missing == ("2 more events", "2 more districts")
    made.change("e11", level="republic")
    assert _at(made.of("master"), "3.5").missing == ("2 more events", "2 more regions")
    made.change("e11", coverage=None)
    assert _at(made.of("researcher"), "3.5").missing[-1] == (
        "e11 – the number of districts or regions is not stated (`coverage`)"
    )


def test_the_mean_is_not_cut_at_the_end_of_the_band(made: Made) -> None:
    _five(made, 95)
    item = _at(made.of("moderator"), "1.2")
    assert (item.points, item.asked) == (95, 61)
    assert any(
        "do not reduce it if it is above the band" in note and "ask the committee" in note.lower()
        for note in item.notes
    )
    # A master has no band above.
    assert not any("do not reduce" in note for note in _at(made.of("master"), "1.2").notes)


UNMET, SKIPPING = (
    "Every criterion of the claimed category must be met",
    "Categories are gained step by step, in order (clause 5)",
)
BELOW_TEST, FALSE_DATA = (
    "the category given is no higher than the level of the test (clause 24)",
    "the teacher is barred from attestation for five years (clause 62)",
)


def test_a_sum_is_not_told_without_the_criteria(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.evidence("e30", kind="order", file="evidence/e30.pdf", years=5, criterion="5.1")
    value = made.of("expert")
    assert value.total is not None
    assert (value.total.points, value.complete, value.of) == (87, 8, 8)
    # What is extra makes up the points of what is missing, and does not make up the criterion.
    made.without("e2")
    value = made.of("expert")
    # Points enough for the total, and one criterion open: then there is none.
    assert sum(item.points or 0 for item in value.criteria) == 85
    assert (value.total, len(value.missing), value.complete, value.of) == (None, 1, 7, 8)
    assert value.rules_now[0].startswith(UNMET)


def test_the_rules_that_matter_now(full: Callable[[Category], Made]) -> None:
    def now(category: Category) -> list[bool]:
        said = made.of(category).rules_now
        return [any(rule in text for text in said) for rule in (UNMET, SKIPPING, BELOW_TEST, FALSE_DATA)]

    made = full("expert")
    made.profile |= {"category": "moderator"}
    assert now("expert") == [False, False, True, True]
    made.evidence("e20", kind="test-result", file="evidence/e20.pdf", date="2026-04-11", score=70)
    assert now("expert") == [False, False, False, True]
    assert now("master") == [True, True, True, True]
    assert now("moderator") == [False, False, False, True]
    del made.profile["category"]
    # Of whom nothing is said, it cannot be told whether a category would be skipped.
    assert now("master") == [True, False, True, True]


def test_where_to_apply_and_who_decides(made: Made) -> None:
    found = {category: made.of(category) for category in SUMS}
    assert [(value.submission and value.submission.said, value.commission and value.commission.said) for value in found.values()] == [
        ("the Ұстаз platform", "school committee"), ("the Ұстаз platform", "district (city) committee"),
        ("the e-government portal (eGov)", "regional committee"),
        ("the e-government portal (eGov)", "ministry committee"),
    ]  # fmt: skip
    one = found["expert"]
    assert one.submission and one.commission
    assert (one.submission.clause, one.commission.clause) == ("clause 15", "clause 19")
    guideline = made.of("expert", "guideline")
    assert (guideline.submission, guideline.commission, guideline.rules_now) == (None, None, ())


def test_courses_of_other_posts_and_the_same_programme(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e9", hours=36)
    assert _at(made.of("expert"), "4.1").missing == ("36 more hours",)
    made.profile["post"] = "preschool"
    assert _at(made.of("expert"), "4.1").points == 1
    made.profile["post"] = "school"
    made.evidence(
        "e31", kind="certificate", file="evidence/e31.pdf", criterion="4.1", hours=36, applied="e8", title="Дәлел  E9"
    )
    assert _at(made.of("expert"), "4.1").missing == ("36 more hours",)
    made.change("e31", title="Басқа бағдарлама")
    assert _at(made.of("expert"), "4.1").points == 1


def test_an_old_course_is_noted(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.change("e9", date="2023-05-31")
    item = _at(made.of("expert"), "4.1")
    assert (item.points, item.notes) == (1, ("e9 – the course ended more than 3 years ago",))
    made.change("e9", date="2023-06-01")
    assert _at(made.of("expert"), "4.1").notes == ()


def test_reduced_posts_have_the_reduced_total_and_are_told_what_is_not_known(
    full: Callable[[Category], Made],
) -> None:
    made = full("expert")
    made.profile["post"] = "support"
    total = made.of("expert").asked_total
    assert total is not None
    assert total.points == 80
    assert total.note is not None
    assert "ask the committee" in total.note


def test_class_leadership(made: Made) -> None:
    made.evidence("e1", kind="order", file="evidence/e1.pdf", criterion="5.1", years=4)
    item = _at(made.of("moderator"), "5.1")
    assert (item.state, item.points, item.asked, item.missing) == ("present", 2, 0, ())


# Quality of knowledge


def test_means_are_weighted_by_pupils_over_the_last_three_years(made: Made) -> None:
    made.results = [
        ("2020-2021", 30, 90), ("2023-2024", 30, 40), ("2023-2024", 10, 60), ("2024-2025", 20, 46.2), ("2025-2026", 20, 48)
    ]  # fmt: skip
    made.evidence("e1", kind="assessment", file="evidence/monitoring.csv", criterion="1.1")
    item = _at(made.of("expert"), "1.1")
    # 2023-2024: (30 × 40 + 10 × 60) / 40 = 45
    assert item.worked_out[0] == "2023/2024: 45.0\u00a0%; 2024/2025: 46.2\u00a0%; 2025/2026: 48.0\u00a0%"
    assert item.worked_out[1].endswith("from year to year: +1.2; +1.8")
    assert item.worked_out[2] == "from the first year to the last: +3 percentage points"
    assert item.points == 4


def test_growth_can_be_worked_out_again_from_what_is_shown(made: Made) -> None:
    # 52.9642… is shown as 52.96 and 56.2571… as 56.26: a reader finds 3.3, not 3.29.
    made.results = [("2023-2024", 14, 49.5), ("2024-2025", 14, 52.96428), ("2025-2026", 35, 56.25714)]
    lines = _at(made.of("master"), "1.1").worked_out
    assert lines[0] == "2023/2024: 49.50\u00a0%; 2024/2025: 52.96\u00a0%; 2025/2026: 56.26\u00a0%"
    assert lines[1].endswith("from year to year: +3.46; +3.30")
    assert lines[2] == "from the first year to the last: +6.76 percentage points"


def test_growth_is_not_rounded_up_to_the_next_step(made: Made) -> None:
    # (3 × 50.02 + 1 × 50.1) / 4 = 50.04, then 51: growth 0.96, where 1 is asked.
    made.results = [
        ("2023-2024", 3, 50.02), ("2023-2024", 1, 50.1), ("2024-2025", 20, 50.5), ("2025-2026", 20, 51)
    ]  # fmt: skip
    made.evidence("e1", kind="assessment", file="evidence/monitoring.csv", criterion="1.1")
    item = _at(made.of("researcher"), "1.1")
    assert (item.points, item.missing) == (0, ("growth of 1\u00a0to 2\u00a0%",))
    assert item.worked_out[0] == "2023/2024: 50.04\u00a0%; 2024/2025: 50.50\u00a0%; 2025/2026: 51.00\u00a0%"
    assert item.worked_out[2] == "from the first year to the last: +0.96 percentage points"
    assert _at(made.of("expert"), "1.1").points == 2


def test_how_the_words_of_quality_are_read_is_said(full: Callable[[Category], Made]) -> None:
    assert "“stable” means. We read" in _at(full("expert").of("expert"), "1.1").notes[0]
    assert "percentage points" in _at(full("master").of("master"), "1.1").notes[0]
    assert _at(full("moderator").of("moderator"), "1.1").notes == ()


def test_a_school_year_that_has_not_begun_has_no_results(made: Made) -> None:
    made.results = [("2023-2024", 20, 50), ("2024-2025", 20, 51), ("2025-2026", 20, 52), ("2026-2027", 20, 60)]
    lines = _at(made.of("master"), "1.1").worked_out
    assert lines[:2] == (
        "rows for school years that have not begun, left out: 1", "2023/2024: 50\u00a0%; 2024/2025: 51\u00a0%; 2025/2026: 52\u00a0%"
    )  # fmt: skip
    assert "2026/2027: 60\u00a0%" in _at(made.of("master", today=date(2026, 9, 1)), "1.1").worked_out[0]


def test_a_year_without_results_is_missing(made: Made) -> None:
    made.results = [("2023-2024", 20, 50), ("2025-2026", 20, 52)]
    made.evidence("e1", kind="assessment", file="evidence/monitoring.csv", criterion="1.1")
    item = _at(made.of("moderator"), "1.1")
    assert (item.missing, item.points, item.state) == (("results for 2024/2025",), 0, "partly")


def test_what_quality_lacks(made: Made) -> None:
    assert _at(made.of("expert"), "1.1").missing[0] == "results by school year (results.yaml)"
    made.results = [("2023-2024", 20, 54), ("2024-2025", 20, 52), ("2025-2026", 20, 53)]
    item = _at(made.of("expert"), "1.1")
    assert item.missing == (
        "the monitoring as evidence (`criterion: 1.1`, or `attachments` of the results)", "a stable level"
    )  # fmt: skip
    assert "not stable: in one of the years the result fell by 1 or more percentage points" in item.worked_out
    assert item.state == "partly"


def test_results_that_cannot_be_weighted_are_told(made: Made) -> None:
    made.results = [
        ("2023-2024", 20, 50),
        ("2024-2025", 20, 50),
        ("2025-2026", 20, 50),
        ("2025", 20, 90),
        ("2025-2026", 0, 90),
    ]
    made.evidence("e1", kind="assessment", file="evidence/monitoring.csv", criterion="1.1")
    item = _at(made.of("expert"), "1.1")
    assert item.points == 2
    assert item.worked_out[-1] == "rows without a school year, number of pupils or percentage, left out: 2"


def test_growth_after_a_fall_is_noted(made: Made) -> None:
    made.results = [("2023-2024", 20, 50), ("2024-2025", 20, 48), ("2025-2026", 20, 51)]
    made.evidence("e1", kind="assessment", file="evidence/monitoring.csv", criterion="1.1")
    item = _at(made.of("researcher"), "1.1")
    assert item.points == 3
    assert "The rules do not say" in item.notes[0]


def test_drafts_of_results_do_not_count(made: Made) -> None:
    made.write("results.yaml", "kind: results\nyears: [{year: 2025-2026, pupils: 20, quality: 50}]\n")
    assert _at(made.of("expert"), "1.1").missing[0] == "results is a draft"


def test_skills_stand_in_for_quality(made: Made) -> None:
    made.profile["post"] = "special"
    made.evidence("e1", kind="assessment", file="evidence/skills.csv", criterion="1.1-sen")
    skills = [
        {"year": "2024-2025", "pupils": 4, "formed": 90},
        {"year": "2025-2026", "pupils": 3, "formed": 50},
        {"year": "2025-2026", "pupils": 1, "formed": 66},
    ]
    made.write("results.yaml", _yaml({"kind": "results", "status": "final", "skills": skills, "conclusion": "Бар"}))
    value = made.of("expert")
    assert value.criteria[0].number == "1.1-sen"
    item = _at(value, "1.1-sen")
    # (3 × 50 + 1 × 66) / 4 = 54
    assert (item.points, item.state) == (2, "present")
    assert item.worked_out[0] == "2025/2026: skills acquired: 54\u00a0%, weighted by number of pupils"
    assert "those of line 1.1 are used" in item.notes[0]
    assert _at(made.of("researcher"), "1.1-sen").missing == ("60\u00a0% or more",)
    # Who has only skills is looked at by them, whatever the post; who has both, by the post.
    made.profile["post"] = "school"
    assert made.of("expert").criteria[0].number == "1.1-sen"
    made.results = [("2025-2026", 20, 50)]
    assert made.of("expert").criteria[0].number == "1.1"


# Observations


def _five(made: Made, total: int = 75) -> None:
    for month, role in ((9, "methodist"), (10, "commission-member"), (11, "peer"), (12, "peer"), (1, "peer")):
        made.sheet(f"{2025 + (month < 8)}-{month:02}-15", total, role)


def test_the_mean_is_over_observers_of_a_lesson_then_over_lessons(made: Made) -> None:
    _five(made)
    # A second observer of the first lesson: (75 + 85) / 2 = 80, then (80 + 4 × 75) / 5 = 76.
    made.sheet("2025-09-15", 85, "deputy", topic="Тақырып 2025-09-15")
    item = _at(made.of("expert"), "1.2")
    assert (item.points, item.missing) == (76, ())
    assert item.worked_out == (
        "school year 2025/2026: lessons 5, days 5, sheets 6",
        "observers’ mean score for each lesson: 80; 75; 75; 75; 75",
        "15\u00a0September\u00a02025: observers’ scores side by side: deputy head 85, methodologist 75; spread 10",
        "mean lesson score: 76\u00a0/\u00a0102",
        "band 71–80",
    )
    assert len(item.evidence) == 6
    assert [lesson.spread for lesson in item.lessons] == [10, 0, 0, 0, 0]


def test_scores_that_lie_too_far_apart_are_not_averaged(made: Made) -> None:
    _five(made)
    made.sheet("2025-09-15", 86, "deputy", topic="Тақырып 2025-09-15")
    item = _at(made.of("expert"), "1.2")
    assert (item.state, item.points) == ("partly", 0)
    assert item.missing == (
        "15\u00a0September\u00a02025, Тақырып 2025-09-15: the observers’ scores differ by 11; the mean is taken only if they differ by 10 at most",
    )
    (lesson,) = [lesson for lesson in item.lessons if lesson.mean is None]
    assert (lesson.spread, sorted(score.score for score in lesson.scores)) == (11, [75, 86])
    assert any("This figure is our own choice" in note for note in item.notes)


def test_a_sheet_of_the_teacher_herself_does_not_count(made: Made) -> None:
    made.profile["name"] = "Айгерім Үлгібаева"
    _five(made)
    made.sheet("2025-09-15", 90, "head", topic="Тақырып 2025-09-15", observer="Ульгибаева А.")
    item = _at(made.of("expert"), "1.2")
    assert item.points == 75
    assert [piece.lacks for piece in item.evidence if piece.lacks] == [("the observer is the teacher",)]


def test_a_lesson_is_the_same_however_its_class_and_topic_are_spaced(made: Made) -> None:
    made.sheet("2025-09-15", 70, "methodist", topic="Бір  тақырып", klass=" 6  «Ә»")
    made.sheet("2025-09-15", 80, "peer", topic="Бір тақырып", klass="6 «Ә»")
    assert "observers’ mean score for each lesson: 75" in _at(made.of("expert"), "1.2").worked_out


@pytest.mark.parametrize("topic", ["Бір тақырып.", "БІР ТАҚЫРЫП", "«Бір тақырып»", "Бір-тақырып"])
def test_a_sign_more_makes_no_other_lesson(made: Made, topic: str) -> None:
    """Otherwise one lesson would be two, and nobody would see that its observers disagree."""
    made.sheet("2025-09-15", 60, "methodist", topic="Бір тақырып", klass="6 «Ә»")
    made.sheet("2025-09-15", 90, "peer", topic=topic, klass="6Ә")
    (lesson,) = _at(made.of("expert"), "1.2").lessons
    assert (lesson.spread, lesson.mean) == (30, None)


def test_sheets_that_are_kept_private_are_told(made: Made) -> None:
    """A candidate could keep those with low scores to herself."""
    _five(made)
    assert not any("private" in note for note in _at(made.of("expert"), "1.2").notes)
    made.sheet("2025-10-20", 20, "head", topic="Нашар сабақ", private=True)
    item = _at(made.of("expert"), "1.2")
    assert item.points == 75 and "private sheets, not counted: 1" in item.notes


def test_sheets_are_told_where_none_counts(made: Made) -> None:
    made.sheet("2025-10-20", 20, "head", topic="Нашар сабақ", private=True)
    made.sheet("2025-10-22", 90, "peer", topic="Жоба", status="draft")
    item = _at(made.of("expert"), "1.2")
    assert item.lessons == () and "lesson observation sheets (`pd new observation-sheet`)" in item.missing
    assert {"private sheets, not counted: 1", "drafts, not counted: 1"} <= set(item.notes)


def test_only_the_last_school_year_counts(made: Made) -> None:
    _five(made)
    made.sheet("2026-09-03", 90, "methodist")
    item = _at(made.of("expert", today=date(2026, 9, 20)), "1.2")
    assert item.worked_out[0] == "school year 2026/2027: lessons 1, days 1, sheets 1"
    assert item.missing == (
        "4 more observed lessons", "an observation sheet (member of the attestation committee)"
    )  # fmt: skip
    assert item.points == 0


@pytest.mark.parametrize(
    ("said", "score"), [("99", None), ("-5", None), ("2.5", None), ("3.0", 3), ('"3"', 3), ("0", 0)]
)
def test_what_lint_accepts_as_a_score_counts_and_nothing_else(made: Made, said: str, score: int | None) -> None:
    """99 on one line would be a category."""
    made.sheet("2025-10-08", 60)
    file = next((made.root / "observation-sheets").iterdir())
    text = file.read_text(encoding="utf-8").replace("score: 3", f"score: {said}", 1)
    made.write(f"observation-sheets/{file.name}", text)
    item = _at(made.of("expert"), "1.2")
    if score is None:
        assert item.worked_out == () and "outside 0–3" in item.evidence[0].lacks[0]
    else:
        assert f"observers’ mean score for each lesson: {57 + score}" in item.worked_out


def test_sums_of_impossible_numbers_are_not_made(made: Made) -> None:
    made.results = [("2023-2024", 1e308, 50), ("2023-2024", 1e308, 50), ("2024-2025", 20, 52), ("2025-2026", 20, 52)]
    assert "results for 2023/2024" in _at(made.of("expert"), "1.1").missing


def test_terms_after_the_last_day_there_is(made: Made) -> None:
    """9999-12-31 is how some programs write “without end”."""
    made.profile |= {"category": "moderator", "category_since": date(9999, 12, 31)}
    assert [item.day for item in made.of("expert").expiries if "category" in item.what] == [date.max]


def test_days_lessons_and_observers(made: Made) -> None:
    for number in range(5):
        made.sheet("2025-10-15", 75, "peer", topic="Тақырып " + "а" * number)
    item = _at(made.of("expert"), "1.2")
    assert item.missing == (
        "4 more days", "an observation sheet (member of the attestation committee)", "an observation sheet (methodologist)"
    )  # fmt: skip
    for file in (made.root / "observation-sheets").iterdir():
        file.unlink()
    for month, role in ((9, "methodist"), (10, "commission-member"), (11, "peer"), (12, "peer"), (1, "peer")):
        made.sheet(f"{2025 + (month < 8)}-{month:02}-15", 75, role, topic="Бір тақырып")
    assert _at(made.of("expert"), "1.2").missing == ("4 more lessons (different ones)",)


def test_a_mean_below_the_band(made: Made) -> None:
    _five(made, 70)
    item = _at(made.of("expert"), "1.2")
    assert (item.missing, item.points) == (("a mean of 71 or more",), 0)
    assert item.worked_out[-1] == "band 61–70"
    assert _at(made.of("moderator"), "1.2").points == 70


def test_a_mean_is_not_rounded_up_into_the_next_band(made: Made) -> None:
    # (24 × 71 + 70) / 25 = 70.96
    _five(made, 71)
    for klass in range(1, 21):
        made.sheet("2026-03-10", 70 if klass == 1 else 71, klass=str(klass))
    item = _at(made.of("expert"), "1.2")
    assert (item.points, item.missing) == (0, ("a mean of 71 or more",))
    assert "mean lesson score: 70.96\u00a0/\u00a0102" in item.worked_out
    assert item.worked_out[-1] == "band 61–70"


def test_drafts_do_not_count_and_signed_copies_are_noted(made: Made) -> None:
    assert _at(made.of("expert"), "1.2").state == "missing"
    made.sheet("2025-10-15", 75, status="draft")
    item = _at(made.of("expert"), "1.2")
    assert (item.state, item.points) == ("partly", 0)
    _five(made)
    notes = _at(made.of("expert"), "1.2").notes
    assert notes[:2] == (
        "sheets without a signed copy in the register (`attachments`): 5", "drafts, not counted: 1"
    )  # fmt: skip


def test_a_sheet_with_an_impossible_score_does_not_count(made: Made) -> None:
    _five(made)
    made.sheet(
        "2026-02-11",
        75,
        "peer",
        topic="Ұзақ",
        scores={key: {"score": 2} for key in _all_rows()[1:]} | {"goals_match": {"score": 300}},
    )
    item = _at(made.of("expert"), "1.2")
    assert item.worked_out[0] == "school year 2025/2026: lessons 5, days 5, sheets 5"
    assert (item.points, item.state) == (75, "present")
    assert (
        "observation-sheets/2026-02-11-peer-6-4 – a score outside 0–3 (Match the learning objectives (expected results): 300)"
        in item.notes
    )
    # The only sheet of a fifth lesson: without it a lesson is missing.
    next((made.root / "observation-sheets").glob("2026-01-*")).unlink()
    item = _at(made.of("expert"), "1.2")
    assert (item.points, item.state, item.missing[0]) == (0, "partly", "1 more observed lesson")


@pytest.mark.parametrize("score", [4, -1, 2.5, "үш", True])
def test_what_is_no_score_of_the_sheet(made: Made, score: object) -> None:
    scores = {key: {"score": 3} for key in _all_rows()} | {"next_steps": {"score": score}}
    shown = "true" if score is True else score
    made.sheet("2026-02-11", 100, scores=scores)
    item = _at(made.of("expert"), "1.2")
    (sheet,) = item.evidence
    assert sheet.lacks == (
        f"a score outside 0–3 (Directions and concrete steps for developing one's practice are set on the basis of an assessment of the lesson's quality: {shown})",
    )
    assert (item.worked_out, item.points) == ((), 0)


def test_a_sheet_with_items_not_scored_does_not_count(made: Made) -> None:
    made.write(
        "observation-sheets/a.yaml",
        "kind: observation-sheet\nstatus: final\ndate: 2025-10-15\nobserver_role: peer\nclass: 6\ntopic: Т\n"
        "scores:\n  goals_match: {score: 3}\n  goals_reachable: {score: 2}\n",
    )
    item = _at(made.of("expert"), "1.2")
    assert (item.worked_out, item.points, item.state) == ((), 0, "partly")
    assert any(text.startswith("observation-sheets/a – 30 items have no score: Match the goal") for text in item.notes)
    made.sheet("2025-10-15", 102)
    assert "mean lesson score: 102\u00a0/\u00a0102" in _at(made.of("expert"), "1.2").worked_out


def test_items_of_researchers_and_masters_may_stay_empty_below(made: Made) -> None:
    scores = {key: {"score": 3} for key in _all_rows()}
    made.sheet("2025-10-15", 102, scores=scores | {"methods_research": {}, "assessment_research": {"score": None}})
    for category in ("moderator", "expert"):
        item = _at(made.of(category), "1.2")
        assert "mean lesson score: 96\u00a0/\u00a0102" in item.worked_out
        assert any(
            "this to mean that they may be left empty for this category; ask the committee" in note
            for note in item.notes
        )
    for category in ("researcher", "master"):
        item = _at(made.of(category), "1.2")
        assert item.worked_out == () and "2 items have no score" in item.notes[0]
    made.sheet("2025-10-15", 102, scores=scores | {"methods_research": {"score": 4}})
    assert _at(made.of("expert"), "1.2").worked_out == ()


def test_nothing_of_a_later_day_counts(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.write(
        "essays/e.md", "---\nkind: essay\nstatus: final\ndate: 2026-06-02\n---\n\n## Эссе мәтіні\n\n" + "сөз " * 260
    )
    for entry in ("e1", "e2", "e4", "e8"):
        made.change(entry, date="2026-06-02")
    made.evidence("e20", kind="test-result", file="evidence/e20.pdf", date="2026-06-02", score=90)
    value = made.of("expert")
    later = "dated after 1\u00a0June\u00a02026"
    found = {item.number: item.missing for item in value.criteria if item.missing}
    assert found == {
        "1.1": (f"e1 – {later}",),
        "2.1": (f"e2 – {later}",),
        "3.1": ("e5 – e4 is dated after 1\u00a0June\u00a02026",),
        "4.1": ("e9 – e8 is dated after 1\u00a0June\u00a02026",),
    }
    assert next(paper for paper in value.papers if paper.key == "essay").missing == (f"essays/e – {later}",)
    assert value.test is not None
    assert (value.test.state, value.test.found[0].lacks) == ("partly", (later,))
    # A day on, all of it is there.
    value = made.of("expert", today=date(2026, 6, 2))
    assert [item.number for item in value.criteria if item.missing] == []
    assert value.test is not None and value.test.state == "present"
    # So it is with observation sheets: on the first of February the fifth lesson is still to come.
    assert _at(made.of("expert", today=date(2026, 2, 1)), "1.2").missing[0] == "1 more observed lesson"


# Papers, the test, expiry


@pytest.mark.parametrize(("words", "state"), [(249, "partly"), (250, "present"), (300, "present"), (301, "partly")])
def test_the_essay_has_250_to_300_words(made: Made, words: int, state: str) -> None:
    text = "Сөз – " * words
    made.write("essays/e.md", f"---\nkind: essay\nstatus: final\n---\n\n## Эссе мәтіні\n\n{text}\n")
    paper = next(item for item in made.of("expert").papers if item.key == "essay")
    assert paper.state == state
    if state == "partly":
        assert paper.missing == (f"words: {words} now, 250 to 300 required",)
    made.write("essays/e.md", "---\nkind: essay\n---\n\n## Эссе мәтіні\n\n" + "сөз " * 260)
    paper = next(item for item in made.of("expert").papers if item.key == "essay")
    assert paper.missing == ("essays/e is a draft",)


def test_papers_of_the_official_list(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    states = {paper.key: paper.state for paper in made.of("expert").papers}
    assert states == {
        "application": "missing", "diploma": "not-asked", "retraining": "not-asked", "employment-record": "not-asked",
        "courses": "present", "category": "not-asked", "achievements": "present", "learners": "present",
        "essay": "missing",
    }  # fmt: skip
    made.profile["category"] = "moderator"
    made.evidence("e40", kind="application", file="evidence/e40.pdf")
    made.evidence("e41", kind="other", file="evidence/e41.pdf", criterion="retraining")
    made.evidence("e42", kind="diploma", file="evidence/e42.pdf", is_there=False)
    papers = {paper.key: paper for paper in made.of("expert").papers}
    assert papers["application"].state == papers["retraining"].state == "present"
    assert (papers["category"].state, papers["category"].only_if) == ("missing", None)
    assert papers["diploma"].missing == ("e42 – the file evidence/e42.pdf is not there",)


def test_the_knowledge_test(made: Made) -> None:
    value = made.of("expert").test
    assert value is not None
    assert (value.state, value.asked, value.missing) == ("missing", 70, ("a valid result of at least 70\u00a0%",))
    made.evidence("e1", kind="test-result", file="evidence/e1.pdf", date="2025-06-01", score=69)
    made.evidence("e2", kind="test-result", file="evidence/e2.pdf", date="2025-05-31", score=95)
    value = made.of("expert").test
    assert value is not None
    assert (value.state, value.score, value.valid_until) == ("partly", 69, date(2026, 6, 1))
    assert [piece.lacks for piece in value.found] == [(), ("no longer valid",)]
    moderator = made.of("moderator").test
    assert moderator is not None
    assert (moderator.state, moderator.missing) == ("present", ())


def test_when_things_expire(made: Made) -> None:
    made.profile |= {"category": "moderator", "category_since": "2024-02-29"}
    made.evidence("e1", title="Ескі курс", kind="certificate", date="2021-01-10", hours=72)
    made.evidence("e2", title="Жаңа курс", kind="certificate", date="2023-05-02", hours=72)
    made.evidence("e3", title="ПББ", kind="test-result", date="2026-04-11", score=70)
    made.evidence("e4", title="Келісім", kind="other", expires="2026-06-02")
    found = [(item.day.isoformat(), item.days_left, item.evidence) for item in made.of("expert").expiries]
    assert found == [
        ("2026-05-02", -30, "e2"), ("2026-06-02", 1, "e4"), ("2027-04-11", 314, "e3"), ("2029-02-28", 1003, None)
    ]  # fmt: skip
    assert (
        made.of("expert").expiries[3].what
        == "category “Teacher-moderator” expires; the next attestation is due by then"
    )
    made.profile |= {"category": "teacher"}
    assert None not in [item.evidence for item in made.of("expert").expiries]


def test_a_term_that_cannot_be_known_is_named(made: Made) -> None:
    made.profile |= {"category": "moderator"}
    made.evidence("e1", kind="certificate", hours=72, criterion="4.1")
    made.evidence("e2", kind="test-result", score=70)
    assert made.of("expert").unknown_terms == (
        "when the category expires (`category_since` is not in portfolio.yaml)",
        "e1 – the date is not stated (`date`)",
        "e2 – the date is not stated (`date`)",
    )
    assert made.of("expert", "guideline").unknown_terms == ()
    made.profile |= {"category_since": "2024-02-29"}
    made.change("e1", date="2026-01-10")
    made.change("e2", expires="2026-12-01")
    assert made.of("expert").unknown_terms == ()
    # Who has no category yet has no term.
    made.profile |= {"category": "teacher", "category_since": None}
    assert made.of("moderator").unknown_terms == ()


# The category to look at, other packs


def test_which_category_is_looked_at(made: Made) -> None:
    def aimed(is_next: bool = False, **profile: str) -> str | None:
        made.profile = {"kind": "portfolio", **profile}
        made.write("portfolio.yaml", _yaml(made.profile))
        portfolio = load_portfolio(made.root)
        return target_category(portfolio, portfolio.packs.current(TODAY), is_next)

    assert aimed(category="moderator", target_category="researcher") == "researcher"
    assert aimed(True, category="moderator", target_category="researcher") == "expert"
    assert aimed(category="teacher") == "moderator"
    # Categories end: who holds the last one confirms it.
    assert aimed(category="master") == "master"
    assert aimed(True, category="master") is None
    assert aimed() is None
    assert aimed(target_category="teacher") is None


def test_the_guideline_takes_any_one_of_several_ways(made: Made) -> None:
    item = _at(made.of("expert", "guideline"), "generalisation")
    assert item.state == "missing"
    assert item.missing[0].startswith("at least one of these – scientific and theoretical justification")
    assert (item.points, item.asked) == (None, None)
    # A blank draft is nothing yet.
    made.write("experience/a.md", "---\nkind: methodical-guide\ntitle: Құрал\n---\n")
    assert _at(made.of("expert", "guideline"), "generalisation").evidence == ()
    made.write("experience/a.md", "---\nkind: methodical-guide\n---\n\n## Тәжірибенің өзектілігі\n\nБірінші бөлім\n")
    item = _at(made.of("expert", "guideline"), "generalisation")
    assert (item.state, item.evidence[0].lacks) == ("partly", ("a draft",))
    made.write("experience/a.md", "---\nkind: methodical-guide\nstatus: final\n---\n")
    value = made.of("expert", "guideline")
    assert _at(value, "generalisation").state == "present"
    assert (value.total, value.papers, value.test, value.expiries) == (None, (), None, ())
    # For a teacher the stages of generalising experience ask nothing.
    assert "generalisation" not in [item.number for item in made.of("teacher", "guideline").criteria]


def test_the_guideline_looks_at_the_level_and_the_count(made: Made) -> None:
    made.evidence("e1", kind="publication", url="https://ulgi.example/1", level="district")
    assert _at(made.of("master", "guideline"), "approbation").state == "missing"
    made.change("e1", level="republic")
    assert _at(made.of("master", "guideline"), "approbation").state == "present"
    made.write("cycles/a/1.md", "---\nkind: lesson-analysis\nstatus: final\n---\n")
    assert _at(made.of("expert", "guideline"), "action").state == "partly"


OWN = """\
key: later
title: Келесі қағида
edition: "2030"
verified: true
notice: мысал
source: мысал
categories: [moderator, expert]
criteria:
  - {number: "2.1", kind: level, title: Байқау, clause: "1", needed: {expert: облыс}, points: {expert: 5}, levels: {region: expert}}
  - {number: "9", kind: level, title: Жаңа, clause: "2", needed: {expert: аудан}, points: {expert: 1}, levels: {district: expert}}
totals:
  - points: {expert: 6}
"""


def test_what_changes_under_another_pack(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    made.write("packs/later.yaml", OWN)
    before, after = made.of("expert"), made.of("expert", "later")
    library = PackLibrary(made.root)
    packs = {item.key: item for item in library.packs()}
    old, new = packs[before.pack.key], packs["later"]
    found = compare_packs(before, old, after, new)
    assert [item.before.number for item in found.changes] == ["2.1"]
    contest, (region,) = found.changes[0].before, found.changes[0].after
    assert (contest.points, contest.asked, region.points, region.asked) == (2, 2, 0, 5)
    assert [item.number for item in found.only_before] == [
        "1.1", "1.2", "2.2", "3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "5.1"
    ]  # fmt: skip
    assert [item.number for item in found.only_after] == ["9"]
    assert compare_packs(before, old, before, old) == Comparison((), (), ())


def test_criteria_about_the_same_thing_stand_side_by_side(full: Callable[[Category], Made]) -> None:
    """Whichever of the two packs says so, and in either order."""
    made = full("expert")
    says_so = f'{{number: "9", same_as: {{{RULES}: ["2.2", "3.2"]}},'
    made.write("packs/later.yaml", OWN.replace('{number: "9",', says_so))
    packs = {item.key: item for item in PackLibrary(made.root).packs()}
    before, after = made.of("expert"), made.of("expert", "later")
    found = compare_packs(before, packs[RULES], after, packs["later"])
    rows = [(item.before.number, [other.number for other in item.after]) for item in found.changes]
    assert rows == [("2.1", ["2.1"]), ("2.2", ["9"]), ("3.2", ["9"])]
    assert found.only_after == () and "2.2" not in {item.number for item in found.only_before}
    turned = compare_packs(after, packs["later"], before, packs[RULES])
    rows = [(item.before.number, [other.number for other in item.after]) for item in turned.changes]
    assert rows == [("2.1", ["2.1"]), ("9", ["2.2", "3.2"])]
    assert turned.only_before == ()


def test_the_guideline_stands_beside_the_sheet_that_its_documents_feed(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    packs = {item.key: item for item in PackLibrary(made.root).packs()}
    found = compare_packs(made.of("expert"), packs[RULES], made.of("expert", "guideline"), packs["guideline"])
    assert {item.before.number: [other.number for other in item.after] for item in found.changes} == {
        "1.1": ["analysis", "practical"], "1.2": ["action", "reflection", "practical"],
        "3.1": ["approbation", "methodological", "generalisation"], "3.2": ["research"], "3.3": ["research"],
        "3.5": ["approbation", "generalisation"], "4.1": ["design"],
    }  # fmt: skip
    assert [item.number for item in found.only_before] == ["2.1", "2.2", "3.4", "5.1"]
    assert found.only_after == ()


def test_what_stands_in_for_a_criterion_has_its_partners(full: Callable[[Category], Made]) -> None:
    made = full("expert")
    packs = {item.key: item for item in PackLibrary(made.root).packs()}
    value = made.of("expert")
    first = value.criteria[0].replace(number="1.1-sen")
    value = value.replace(criteria=(first, *value.criteria[1:]))
    found = compare_packs(value, packs[RULES], made.of("expert", "guideline"), packs["guideline"])
    assert [item.number for item in found.changes[0].after] == ["analysis", "practical"]


def test_supporting_documents_stand_apart_from_evidence(made: Made) -> None:
    made.write("cycles/2025-2026-1/lessons/a.md", "---\nkind: lesson-analysis\nstatus: final\ntitle: Қатынас\n---\n")
    item = _at(made.of("expert"), "1.2")
    assert (item.state, item.points, item.evidence) == ("missing", None, ())
    assert [(one.title, one.kind) for one in item.supporting] == [("Қатынас", "lesson-analysis")]


def test_a_portfolio_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text("kind: portfolio\n", encoding="utf-8")
    portfolio = load_portfolio(tmp_path)
    value = readiness(portfolio, portfolio.packs.current(TODAY), "master", TODAY, "en")
    assert (value.complete, value.of, value.name) == (0, 10, None)
    assert {item.state for item in value.criteria} == {"missing", "not-asked"}
