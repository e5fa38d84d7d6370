"""What the school's documents say of a teacher counts for readiness; a copy of them in the portfolio does not."""

from datetime import date
from pathlib import Path

import pytest

from pdcli.attestation.criteria import CriterionState
from pdcli.attestation.readiness import readiness
from pdcli.portfolio.opening import read_portfolio
from tests.helpers import write

DAY = date(2026, 6, 1)
SCHOOL = "kind: school\nname: Мектеп\nschool_year: 2025-2026\n"
CYCLE = "kind: school-cycle\nstatus: final\ndate: 2026-05-22\nschool_year: 2025-2026\nauthors: [sholpan]\n"
PROFILE = "kind: portfolio\nformat: 1\ncategory: researcher\ntarget_category: master\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(tmp_path, {
        "school.yaml": SCHOOL,
        **{f"teachers/{name}/portfolio.yaml": PROFILE for name in ("sholpan", "aidana")},
    })  # fmt: skip


def criterion(school: Path, number: str, teacher: str = "sholpan") -> CriterionState:
    portfolio = read_portfolio(school / "teachers" / teacher)
    pack = portfolio.packs.get("guideline")
    assert pack
    return next(item for item in readiness(portfolio, pack, "master", DAY, "en").criteria if item.number == number)


def evidence(state: CriterionState) -> list[tuple[str | None, str, list[str]]]:
    return [(item.document, item.title, [reason.code for reason in item.lacks]) for item in state.evidence]


def test_a_copy_of_the_report_of_the_school_counts_for_nothing(school: Path) -> None:
    write(school, {"teachers/sholpan/school/2025-2026-cycle.yaml": CYCLE})
    assert {criterion(school, number).state for number in ("design", "practical")} == {"missing"}


def test_an_author_of_the_document_of_the_school(school: Path) -> None:
    write(school, {"school/2025-2026-cycle.yaml": CYCLE})
    for number in ("design", "practical"):
        state = criterion(school, number)
        assert (state.state, state.evidence[0].document) == ("present", "school:school/2025-2026-cycle")
        assert criterion(school, number, "aidana").state == "missing"


@pytest.mark.parametrize(
    ("change", "lacks"), [("status: draft", ["draft"]), ("status: final\nprivate: true", None)]
)  # fmt: skip
def test_a_draft_is_told_and_a_private_document_is_not(school: Path, change: str, lacks: list[str] | None) -> None:
    write(school, {"school/2025-2026-cycle.yaml": CYCLE.replace("status: final", change)})
    state = criterion(school, "practical")
    assert [reasons for _ref, _title, reasons in evidence(state)] == ([lacks] if lacks else [])
    assert state.state == ("partly" if lacks else "missing")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("{id: m1, novice: aidana, mentor: sholpan, start: 2025-09-01}", [("school:school", "mentor of a novice in the school, m1", [])]),
        ("{novice: aidana, mentor: sholpan, start: 2026-09-01}", [("school:school", "mentor of a novice in the school", ["dated-later"])]),
        ("{novice: aidana, mentor: sholpan, level: curator}", []),
        ("{novice: sholpan, mentor: sholpan}", []),
        ("{novice: sholpan, mentor: aidana}", []),
    ],
)  # fmt: skip
def test_a_mentor_of_a_novice(school: Path, row: str, found: list[tuple[str, str, list[str]]]) -> None:
    write(school, {"school.yaml": f"{SCHOOL}mentors: [{row}]\n"})
    state = criterion(school, "design")
    assert evidence(state) == found
    assert (state.state == "present") == (found != [] and not found[0][2])


@pytest.mark.parametrize(("role", "state"), [("coordinator", "present"), ("observer", "missing")])
def test_who_leads_a_group(school: Path, role: str, state: str) -> None:
    study = f"kind: lesson-study\nstatus: final\ndate: 2025-12-01\nmembers: [{{member: sholpan, role: {role}}}]\n"
    write(school, {"research/a/lesson-study.yaml": study})
    assert criterion(school, "practical").state == state


GROUP = "kind: group\nstatus: final\ntype: association\nstart: 2025-09-01\nmembers: [{member}]\n"


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ("{member: sholpan, role: head}", []),
        ("{member: sholpan, role: head, start: 2026-10-01}", ["dated-later"]),
        ("{member: sholpan, role: member}", None),
        ("{member: aidana, role: head}", None),
    ],
)
def test_the_head_of_a_group_leads_it(school: Path, member: str, found: list[str] | None) -> None:
    write(school, {"school/groups/math.yaml": GROUP.format(member=member)})
    state = criterion(school, "practical")
    heads = [warnings for ref, _title, warnings in evidence(state) if ref == "school:school/groups/math"]
    assert heads == ([] if found is None else [found])


def test_what_is_missing_names_the_parts_in_the_school(school: Path) -> None:
    options = criterion(school, "practical").missing[0].parameters["options"]
    assert [(item.kind, item.level) for item in options] == [
        ("plan-author", None), ("group-head", None), ("observation", "school"),
    ]  # fmt: skip


EVENTS = "kind: events\nschool_year: 2025-2026\n{head}items: [{row}]\n"
EVENT = "{{id: v1, date: {date}, type: seminar, title: Бірге, level: {level}, {who}: [sholpan]}}"


@pytest.mark.parametrize(
    ("head", "date", "level", "who", "found"),
    [
        ("status: final\n", "2026-02-10", "republic", "leads", [("school:school/2025-2026/events", "Бірге, v1", [])]),
        ("status: final\n", "2026-02-10", "international", "leads", [("school:school/2025-2026/events", "Бірге, v1", [])]),
        ("", "2026-02-10", "republic", "leads", [("school:school/2025-2026/events", "Бірге, v1", ["draft"])]),
        ("status: final\n", "2026-07-10", "republic", "leads", [("school:school/2025-2026/events", "Бірге, v1", ["dated-later"])]),
        ("status: final\n", "2026-02-10", "school", "leads", []),
        ("status: final\n", "2026-02-10", "republic", "participants", []),
        ("status: final\nprivate: true\n", "2026-02-10", "republic", "leads", []),
    ],
)  # fmt: skip
def test_an_event_that_was_led_counts_from_the_level_of_the_category(
    school: Path, head: str, date: str, level: str, who: str, found: list[tuple[str, str, list[str]]]
) -> None:
    row = EVENT.format(date=date, level=level, who=who)
    write(school, {"school/2025-2026/events.yaml": EVENTS.format(head=head, row=row)})
    state = criterion(school, "approbation")
    assert evidence(state) == found
    assert (state.state == "present") == (found != [] and not found[0][2])
