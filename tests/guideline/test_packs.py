"""Rule packs: their arithmetic by hand-made figures, their self-tests, and mistakes told with their place."""

import hashlib
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml

from pdcli.documents.form_library import FormLibrary
from pdcli.guideline.criteria import AnyOf, Piece
from pdcli.guideline.pack_checks import find_faults, unknown_partners
from pdcli.guideline.packs import PACK_FOLDER, Pack, required_sum
from pdcli.i18n import LANGS
from pdcli.model.documents import CATEGORIES, Category
from pdcli.portfolio.pack_reader import read_pack
from pdcli.portfolio.packs import PackLibrary

RULES = "kz-2025-02-25"
UNVERIFIED = {
    "kk": "ресми сайтпен салыстырып тексерілмеген", "ru": "не сверен с официальным сайтом",
    "en": "not verified against the official site",
}  # fmt: skip
OFFICIAL = PACK_FOLDER / f"{RULES}.yaml"


@pytest.fixture(scope="module")
def pack() -> Pack:
    found, problems = read_pack(OFFICIAL)
    assert problems == ()
    assert found is not None
    return found


def _score(pack: Pack, number: str, category: Category, *pieces: Piece) -> float:
    found = pack.criterion(number)
    assert found is not None
    return found.score(pieces, category)


def test_the_shipped_packs_are_whole_and_say_that_they_are_not_verified() -> None:
    library = PackLibrary()
    assert library.keys() == ["guideline", RULES]
    assert library.diagnostics == []
    for item in library.packs():
        assert not item.verified
        assert len({item.notice[lang] for lang in LANGS}) == 3
        for lang, unverified in UNVERIFIED.items():
            assert item.warning(lang).count(unverified) == 1 and item.notice[lang] in item.warning(lang)


def test_the_printed_totals(pack: Pack) -> None:
    school, support = pack.total("school"), pack.total("support")
    assert school is not None
    assert support is not None
    assert school.points == {"moderator": 68, "expert": 84, "researcher": 113, "master": 133}
    assert support.points == {"moderator": 66, "expert": 80, "researcher": 107, "master": 125}
    assert (school.most, support.most) == ({"master": 137}, {"master": 129})
    assert pack.total("special") is support
    assert pack.total("preschool") is school
    assert [required_sum(pack, category) for category in pack.categories] == [68, 84, 113, 133]


@pytest.mark.parametrize(
    ("means", "points"),
    [
        # growth in one year, then a fall: unstable; from the first year to the last it is still growth
        ((50, 55, 52.0), {"moderator": 3, "expert": 3, "researcher": 3, "master": 0}),
        ((50, 52, 49), {"moderator": 1, "expert": 0, "researcher": 0, "master": 0}),
        # a fall of less than one point is stable, one of a point is not
        ((50, 49.1, 48.2), {"moderator": 2, "expert": 2, "researcher": 0, "master": 0}),
        ((50, 49, 49), {"moderator": 0, "expert": 0, "researcher": 0, "master": 0}),
        ((50, 50, 50), {"moderator": 2, "expert": 2, "researcher": 0, "master": 0}),
        ((50, 50.4, 51), {"moderator": 3, "expert": 3, "researcher": 3, "master": 0}),
        ((50, 51, 52.9), {"moderator": 3, "expert": 3, "researcher": 3, "master": 0}),
        ((50, 51, 53), {"moderator": 4, "expert": 4, "researcher": 4, "master": 4}),
        ((50, 53), {"moderator": 0, "expert": 0, "researcher": 0, "master": 0}),
    ],
)
def test_quality_of_knowledge(pack: Pack, means: tuple[float, ...], points: dict[Category, float]) -> None:
    assert {category: _score(pack, "1.1", category, Piece(means=means)) for category in points} == points


@pytest.mark.parametrize(
    ("percent", "points"), [(39.9, (0, 0, 0, 0)), (40, (1, 0, 0, 0)), (50, (2, 2, 0, 0)), (60, (3, 3, 3, 0)), (70, (4, 4, 4, 4))]
)  # fmt: skip
def test_skills_of_children_with_special_needs(pack: Pack, percent: float, points: tuple[float, ...]) -> None:
    found = [_score(pack, "1.1-sen", category, Piece(amount=percent)) for category in pack.categories]
    assert tuple(found) == points


@pytest.mark.parametrize(
    ("mean", "points"),
    [(60.9, (0, 0, 0, 0)), (61, (61, 0, 0, 0)), (70.9, (70.9, 0, 0, 0)), (71, (71, 71, 0, 0)), (80.9, (80.9, 80.9, 0, 0)),
     (81, (81, 81, 81, 0)), (90, (90, 90, 90, 0)), (91, (91, 91, 91, 91)), (95, (95, 95, 95, 95)), (102, (102, 102, 102, 102))],
)  # fmt: skip
def test_bands_of_observations(pack: Pack, mean: float, points: tuple[float, ...]) -> None:
    found = [_score(pack, "1.2", category, Piece(amount=mean)) for category in pack.categories]
    assert tuple(found) == points


@pytest.mark.parametrize("number", ["2.1", "2.2", "3.2", "3.4"])
def test_one_score_by_the_highest_level(pack: Pack, number: str) -> None:
    school, district = Piece(level="school"), Piece(level="district")
    region, republic = Piece(level="region"), Piece(level="republic")
    assert _score(pack, number, "moderator", school, school, school) == 1
    assert _score(pack, number, "expert", school, school) == 0
    assert _score(pack, number, "expert", district, district) == 2
    assert _score(pack, number, "researcher", district, region, region) == 3
    assert _score(pack, number, "master", region, region) == 0
    assert _score(pack, number, "master", republic) == 4
    assert _score(pack, number, "moderator", Piece(level="class")) == 0
    assert _score(pack, number, "expert", school, republic) == 4


def test_a_winner_counts_once_and_only_in_contests(pack: Pack) -> None:
    winners = [Piece(level="district", winner=True)] * 3
    assert _score(pack, "2.1", "expert", *winners) == 3
    assert _score(pack, "2.2", "expert", *winners) == 3
    assert _score(pack, "2.2", "master", Piece(level="republic", winner=True)) == 5
    assert _score(pack, "3.2", "expert", *winners) == 2
    # A prize at a level that does not count is no prize for the claimed category.
    assert _score(pack, "2.1", "expert", Piece(level="school", winner=True), Piece(level="district")) == 2


def test_materials(pack: Pack) -> None:
    def score(category: Category, **facts: object) -> float:
        return _score(pack, "3.1", category, Piece(**facts))

    assert score("moderator", level="school", material="didactic") == 1
    assert score("expert", level="district", material="didactic") == 2
    assert score("expert", level="school", material="guide") == 0
    assert score("researcher", level="region", material="guide") == 3
    assert score("researcher", level="republic", material="author-programme") == 4
    assert score("researcher", level="region", material="didactic") == 0
    assert score("master", level="republic", material="author-programme") == 4
    assert score("master", level="republic", material="guide") == 0
    assert score("master", level="region", material="author-programme") == 0
    assert _score(pack, "3.1", "expert", *[Piece(level="district", material="guide")] * 4) == 2


def test_coauthors(pack: Pack) -> None:
    def score(category: Category, coauthors: float, level: str = "region") -> float:
        return _score(pack, "3.1", category, Piece(level=level, material="guide", coauthors=coauthors))

    # The edge case of the sheet: a researcher gets 2 instead of 3, so that the total is 112 where 113 is asked.
    assert [score("researcher", count) for count in (0, 1, 3, 4)] == [3, 2, 2, 0]
    assert required_sum(pack, "researcher") - 1 == 112
    assert score("expert", 2, "district") == 2
    # A work alone is worth more than one with others.
    alone = Piece(level="region", material="guide")
    assert _score(pack, "3.1", "researcher", alone, alone.replace(coauthors=2)) == 3


def test_a_textbook_of_the_list(pack: Pack) -> None:
    listed = Piece(material="textbook", listed=True)
    assert [_score(pack, "3.1", category, listed) for category in pack.categories] == [4, 4, 4, 4]
    assert _score(pack, "3.1", "moderator", Piece(material="textbook", level="republic")) == 0


def test_author_programmes_of_additional_education(pack: Pack) -> None:
    for post, points in (("additional", [1, 2, 3, 4]), ("school", [0, 0, 3, 4])):
        found = [
            _score(pack, "3.1", category, Piece(level=level, material="author-programme", post=post))
            for level, category in zip(("school", "district", "region", "republic"), pack.categories, strict=True)
        ]  # fmt: skip
        assert found == points, post


def test_publications_count_for_everyone_who_has_one(pack: Pack) -> None:
    assert [_score(pack, "3.3", category, Piece(), Piece()) for category in pack.categories] == [5, 5, 5, 5]
    assert [_score(pack, "3.3", category, Piece(indexed=True)) for category in pack.categories] == [7, 7, 7, 7]
    assert [_score(pack, "3.3", "researcher", Piece(coauthors=count)) for count in (2, 3)] == [5, 0]
    publication = pack.criterion("3.3")
    assert publication is not None
    assert [publication.is_asked(category) for category in pack.categories] == [False, False, True, True]


def test_coverage(pack: Pack) -> None:
    def score(category: Category, *reached: tuple[str, float]) -> float:
        pieces = [Piece(level=level, amount=count) for level, count in reached]
        return _score(pack, "3.5", category, *pieces)

    # Three events with two points (three for a master) each; together they reach three places.
    assert score("researcher", ("region", 1), ("region", 1), ("region", 1)) == 6
    assert score("researcher", ("region", 3)) == 0
    assert score("researcher", ("region", 2), ("region", 2)) == 0
    assert score("researcher", *[("region", 4)] * 5) == 6
    assert score("researcher", ("region", 1), ("region", 1), ("region", 0.5)) == 0
    assert score("master", *[("region", 9)] * 3) == 0
    assert score("master", *[("republic", 1)] * 3) == 9
    # A district is no region: levels are not added.
    assert score("master", ("republic", 1), ("republic", 1), ("region", 3)) == 0
    assert score("expert", *[("region", 3)] * 3) == 0


@pytest.mark.parametrize(
    ("post", "hours"),
    [("school", (72, 72, 80, 108)), ("support", (72, 72, 80, 108)), ("preschool", (36, 36, 72, 80)),
     ("additional", (36, 36, 72, 80)), ("special", (36, 36, 72, 80))],
)  # fmt: skip
def test_hours_of_courses_by_post(pack: Pack, post: str, hours: tuple[int, ...]) -> None:
    for category, asked in zip(pack.categories, hours, strict=True):
        enough = Piece(amount=asked, post=post)
        less = Piece(amount=asked - 1, post=post)
        assert _score(pack, "4.1", category, enough) > 0, category
        assert _score(pack, "4.1", category, less) == 0, category
    assert [_score(pack, "4.1", category, Piece(amount=200)) for category in ("expert", "master")] == [4, 4]
    assert _score(pack, "4.1", "expert", Piece(amount=79)) == 1


def test_a_programme_counts_once(pack: Pack) -> None:
    first, again = Piece(amount=72, name="Қалыптастырушы бағалау"), Piece(amount=80, name=" қалыптастырушы  БАҒАЛАУ ")
    other = Piece(amount=36, name="Цифрлық құралдар")
    assert _score(pack, "4.1", "master", first, again) == 0
    assert _score(pack, "4.1", "researcher", first, again) == 3
    assert _score(pack, "4.1", "master", first, other) == 4
    # Courses without a name cannot be told to be the same.
    assert _score(pack, "4.1", "master", Piece(amount=72), Piece(amount=36)) == 4


@pytest.mark.parametrize(("years", "points"), [(0.5, 0), (1, 1), (2, 1), (2.9, 1), (3, 2), (4, 2), (5, 3), (12, 3)])
def test_class_leadership(pack: Pack, years: float, points: float) -> None:
    assert _score(pack, "5.1", "moderator", Piece(amount=years)) == points
    assert _score(pack, "5.1", "master", Piece(amount=0), Piece(amount=years)) == points


def test_figures_that_are_no_points(pack: Pack) -> None:
    test, terms = pack.knowledge_test, pack.terms
    assert test is not None
    assert terms is not None
    assert test.percent == {"teacher": 50, "moderator": 60, "expert": 70, "researcher": 80, "master": 90}
    assert (test.valid_years, terms.category_years, terms.courses_years) == (1, 5, 3)
    essay = next(paper for paper in pack.papers if paper.document)
    assert (essay.words_min, essay.words_max) == (250, 300)
    assert len(pack.papers) == 9


def test_packs_name_kinds_that_there_are() -> None:
    kinds = FormLibrary().kinds()
    for item in PackLibrary().packs():
        named = {kind for criterion in item.criteria for kind in criterion.supported_by}
        for criterion in item.criteria:
            if isinstance(criterion, AnyOf):
                named |= {
                    option.document for options in criterion.options.values() for option in options if option.document
                }
        assert named <= set(kinds)


def test_words_are_there_in_three_languages() -> None:
    for file in PACK_FOLDER.glob("*.yaml"):
        waiting = [yaml.safe_load(file.read_text(encoding="utf-8"))]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict) and "kk" in value:
                assert all(value.get(lang) for lang in LANGS), value
            waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def test_the_guideline_tells_every_category_what_it_expects() -> None:
    guideline = PackLibrary().get("guideline")
    assert guideline is not None
    assert guideline.categories == get_args(Category) == CATEGORIES
    for item in guideline.criteria:
        for category in CATEGORIES:
            # Only the stage of generalising experience says nothing to the first category.
            assert bool(item.need(category, "kk")) == item.is_asked(category) == (
                (item.number, category) != ("generalisation", "teacher")
            )  # fmt: skip
            assert item.points.get(category) is None


def test_the_guideline_tells_every_item_of_its_tables() -> None:
    guideline = PackLibrary().get("guideline")
    assert guideline is not None

    def told(number: str, category: Category) -> str:
        item = guideline.criterion(number)
        assert item is not None
        return item.need(category, "en")

    # How many items each cell of table 8 has.
    counts = {"practical": [4, 3, 3, 3, 3], "methodological": [3, 3, 3, 3, 3], "research": [3, 3, 3, 4, 3]}
    for number, expected in counts.items():
        assert [len(told(number, category).split("; ")) for category in CATEGORIES] == expected, number
    assert told("practical", "teacher").endswith("learns to manage a class and to motivate pupils")
    assert told("research", "researcher").endswith("builds a culture of research and reflection among colleagues")
    # Table 3 has one descriptor in a cell.
    for stage in ("action", "analysis", "reflection", "design", "approbation"):
        assert all(told(stage, category) for category in CATEGORIES)


@pytest.mark.parametrize(
    ("category", "levels", "required", "not_said"),
    [
        ("moderator", "educational organisation (school): within one's own class or school", "at school level", "region;"),
        ("expert", "district/city: in the district's subject association", "at the city stage", "region;"),
        ("researcher", "region; the whole country", "generalises experience at regional and national level", "international"),
        ("master", "the whole country; international", "approved by the national methodological council", "region;"),
    ],
)  # fmt: skip
def test_the_guideline_tells_levels_and_requirements(
    category: Category, levels: str, required: str, not_said: str
) -> None:
    guideline = PackLibrary().get("guideline")
    item = guideline.criterion("generalisation") if guideline else None
    assert item is not None
    said = item.need(category, "en").replace("\u00a0", " ")
    assert said.startswith("Content – ")
    assert f"Levels of dissemination – {levels}" in said or ("Levels of dissemination – " in said and levels in said)
    assert "What is required for the category – " in said and required in said and not_said not in said


def test_levels_of_the_guideline_are_those_of_its_tables() -> None:
    guideline = PackLibrary().get("guideline")
    assert guideline is not None

    def least(number: str, category: Category) -> list[str | None]:
        item = guideline.criterion(number)
        assert isinstance(item, AnyOf)
        return [option.least_level(category) for option in item.options[category] if option.evidence]

    # Figure 10 and its text: the school for a moderator, the district for an expert.
    assert set(least("generalisation", "moderator")) == {"school"}
    assert set(least("approbation", "expert")) == {"district"}
    # Table 3: the region for a researcher, the whole country for a master. An article that lies in a drawer is neither.
    assert set(least("approbation", "researcher")) == set(least("generalisation", "researcher")) == {"region"}
    assert set(least("approbation", "master")) == set(least("generalisation", "master")) == {"republic"}
    # Table 8: a researcher shares outside the school, a master in the region.
    assert set(least("methodological", "researcher")) == {"district"}
    assert set(least("methodological", "master")) == {"region"}
    for category in ("researcher", "master"):
        for number in ("approbation", "methodological", "research", "generalisation"):
            item = guideline.criterion(number)
            assert isinstance(item, AnyOf)
            assert "article" not in [option.document for option in item.options[category]]


# Packs of one's own

OWN = """\
key: own
title: Мектеп талабы
edition: "2027"
since: 2027-01-01
verified: true
notice: Педагогикалық кеңес бекіткен
source: мектеп
categories: [moderator, expert]
criteria:
  - number: "1"
    kind: level
    title: Ашық сабақ
    clause: 1-тармақ
    needed: {moderator: мектеп, expert: аудан}
    points: {moderator: 1, expert: 2}
    levels: {school: moderator, district: expert}
  - number: "2"
    kind: bonus-years
    title: Тәлімгерлік
    clause: 2-тармақ
    steps: [{years: 1, points: 1}]
totals:
  - points: {moderator: 1, expert: 2}
tests:
  - {criterion: "1", category: expert, pieces: [{level: district}], points: 2}
"""


def _own(root: Path, text: str = OWN, name: str = "own") -> Path:
    (root / "packs").mkdir(exist_ok=True)
    path = root / "packs" / f"{name}.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_a_pack_of_ones_own_is_added_and_counts_from_its_day(tmp_path: Path) -> None:
    _own(tmp_path)
    library = PackLibrary(tmp_path)
    assert library.diagnostics == []
    assert library.keys() == ["guideline", RULES, "own"]
    assert [library.current(day).key for day in (date(2020, 1, 1), date(2026, 12, 31), date(2027, 1, 1))] == [
        RULES, RULES, "own"
    ]  # fmt: skip


def test_a_pack_of_ones_own_replaces_that_of_its_school_and_never_a_shipped_one(tmp_path: Path) -> None:
    teacher = tmp_path / "teachers" / "aigerim"
    teacher.mkdir(parents=True)
    (tmp_path / "school.yaml").write_text("kind: school\n", encoding="utf-8")
    _own(tmp_path)
    library = PackLibrary(teacher)
    assert (library.get("own"), library.source("own").origin) == (read_pack(tmp_path / "packs/own.yaml")[0], "school")
    path = _own(teacher, OWN.replace("Мектеп талабы", "Өз талабым"))
    library = PackLibrary(teacher)
    nearer, source = library.get("own"), library.source("own")
    assert nearer is not None and nearer.title.kk == "Өз талабым"
    assert source == ("portfolio", hashlib.sha256(path.read_bytes()).hexdigest())
    for root in (tmp_path, teacher):
        shipped = PackLibrary().get(RULES)
        path = _own(root, OWN.replace("key: own", f"key: {RULES}"), RULES)
        library = PackLibrary(teacher)
        assert library.get(RULES) == shipped and library.source(RULES).origin == "shipped"
        (mistake,) = library.diagnostics
        assert (mistake.code, mistake.path, mistake.span[:2]) == ("PD021", path, (1, 6))
        path.unlink()


MISTAKES = [
    ("points: {moderator: 1, expert: 2}\ntests", "points: {moderator: 1, expert: ¦3}\ntests", "The total is written as 3, but the criteria add up to 2."),
    ("pieces: [{level: district}], points: 2", "pieces: [{level: district}], points: ¦3", "This self-test expects a score of 3, but the pack gives 2."),
    ('criterion: "1"', 'criterion: ¦"7"', "No criterion, or more than one, has the number `7`."),
    ('number: "2"', 'number: ¦"1"', "No criterion, or more than one, has the number `1`."),
    ("kind: level", "kind: ¦levels", "There is no kind of criterion `levels`."),
    ("    clause: 1-тармақ\n", "", "`clause` is missing here."),
    ("    levels: {school", "    lewels: 1\n    levels: {school", "`lewels` is not part of a pack."),
    ("levels: {school: moderator", "levels: {school: ¦chief", "The value of `school` is not what a pack expects here."),
    ("verified: true", "verified: ¦maybe", "The value of `verified` is not what a pack expects here."),
    ("key: own", "key: ¦other", "This pack says it is “other”, but its file is called “own.yaml”."),
    ("since: 2027-01-01", "since: ¦2027-13-01", "The value of `since` is not what a pack expects here."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_the_pack_is_left_out(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert OWN.count(old) == 1
    marked = OWN.replace(old, new)
    path = _own(tmp_path, marked.replace("¦", ""))
    pack, problems = read_pack(path)
    assert pack is None
    assert message in [item.message.text("en") for item in problems]
    assert {item.code for item in problems} == {"PD021"}
    if "¦" in marked:
        before = marked[: marked.index("¦")]
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        assert place in [(item.span.line, item.span.column) for item in problems]
    assert PackLibrary(tmp_path).get("own") is None


def test_partners_of_the_shipped_packs_are_there() -> None:
    packs = {item.key: item for item in PackLibrary().packs()}
    assert all(unknown_partners(item, packs) == [] for item in packs.values())
    assert all(item.same_as.get(RULES) for item in packs["guideline"].criteria)


def test_a_partner_that_the_other_pack_does_not_have(tmp_path: Path) -> None:
    line = f"    same_as: {{{RULES}: ['1.1', '7.7'], no-such-pack: ['9']}}\n"
    text = OWN.replace("    clause: 1-тармақ\n", "    clause: 1-тармақ\n" + line)
    path = _own(tmp_path, text)
    library = PackLibrary(tmp_path)
    (mistake,) = library.diagnostics
    assert (mistake.code, mistake.path) == ("PD021", path)
    assert mistake.message.text("en") == f"The pack `{RULES}` has no criterion `7.7`."
    assert text.splitlines()[mistake.span.line - 1][mistake.span.column - 1 :].startswith("'7.7'")
    assert library.get("own") is None and library.get(RULES) is not None
    _own(tmp_path, text.replace(", '7.7'", ""))
    library = PackLibrary(tmp_path)
    assert library.diagnostics == [] and library.get("own") is not None


def test_a_total_is_not_checked_where_the_pack_does_not_know_what_counts_if_any(tmp_path: Path) -> None:
    unknown = OWN.replace("tests:", "  - {posts: [support], points: {expert: 1}, note: комиссиядан сұраңыз}\ntests:")
    assert read_pack(_own(tmp_path, unknown))[0] is not None
    known = OWN.replace("tests:", '  - {posts: [support], points: {expert: 0}, if_any: ["1"]}\ntests:')
    assert read_pack(_own(tmp_path, known))[0] is not None
    wrong = OWN.replace("tests:", '  - {posts: [support], points: {expert: 1}, if_any: ["1"]}\ntests:')
    assert [item.message.text("en") for item in read_pack(_own(tmp_path, wrong))[1]] == [
        "The total is written as 1, but the criteria add up to 0."
    ]


def test_files_that_are_no_packs(tmp_path: Path) -> None:
    for text, code in (("", "PD021"), ("- a\n", "PD021"), ("key: [", "PD002"), ("a: 1\na: 2\n", "PD003")):
        pack, problems = read_pack(_own(tmp_path, text))
        assert pack is None
        assert code in [item.code for item in problems]
    (tmp_path / "packs" / "own.yaml").write_bytes("key: мектеп\n".encode("utf-16"))
    assert [item.code for item in PackLibrary(tmp_path).diagnostics] == ["PD001"]


def test_every_shipped_self_test_can_fail(pack: Pack) -> None:
    for index in range(len(pack.tests)):
        wrong = pack.tests[index].replace(points=pack.tests[index].points + 1)
        changed = pack.replace(tests=(*pack.tests[:index], wrong, *pack.tests[index + 1 :]))
        assert [fault.loc for fault in find_faults(changed)] == [("tests", index, "points")]
