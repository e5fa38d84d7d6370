"""Figures of a history: which days count, and how they are put together."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pdcli.portfolio.metadata import DocumentMeta, PortfolioMeta, metadata_of, read_metadata
from pdcli.portfolio.portfolio import load_portfolio
from pdcli.summary.history import (
    Bulk,
    History,
    Nearness,
    Note,
    Silence,
    Week,
    histories,
    history,
    history_data,
    history_from_log,
    logs,
)
from pdcli.vcs.git import GitProblem
from pdcli.vcs.log import FileHistory, Log, Rewriting
from tests.helpers import EXAMPLES, write
from tests.repository import Repository

ROOT = Path("/p")
TODAY = date(2026, 11, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def claim(ref: str, at: str | None = None, kind: str = "lesson-analysis", private: bool = False) -> DocumentMeta:
    return DocumentMeta(f"{ROOT}/{ref}.md", ref, kind, ref.upper(), day(at) if at else None, private)


def told(claims: list[DocumentMeta], files: dict[str, list[str]], log: Log | None = None) -> History:
    """A history of files that changed on these days."""
    found = {f"{ref}.md": FileHistory(tuple(map(day, days)), len(days), (), None) for ref, days in files.items()}
    return history_from_log(
        PortfolioMeta(ROOT, "A", tuple(claims)), (log or Log(uncommitted=frozenset())).replace(files=found, commits=9)
    )


def test_a_document_beside_its_date() -> None:
    found = told([claim("a", "2026-09-10")], {"a": ["2026-09-12", "2026-10-01"]})
    (item,) = found.documents
    assert (item.ref, item.title, item.kind) == ("a", "A", "lesson-analysis")
    assert (item.claimed, item.written, item.changed) == (day("2026-09-10"), day("2026-09-12"), day("2026-10-01"))
    assert (item.days, item.nearness, item.commits) == (2, "near", 2)
    assert (found.name, found.path, found.first, found.last) == ("A", "p", day("2026-09-12"), day("2026-10-01"))


@pytest.mark.parametrize(
    ("written", "nearness", "days"),
    [
        ("2026-09-30", "near", 0), ("2026-10-14", "near", 14), ("2026-10-15", "later", 15), ("2026-09-16", "near", -14),
        ("2026-09-15", "before", -15), ("2027-09-30", "later", 365),
    ],
)  # fmt: skip
def test_near_is_two_weeks(written: str, nearness: str, days: int) -> None:
    (item,) = told([claim("a", "2026-09-30")], {"a": [written]}).documents
    assert (item.nearness, item.days) == (nearness, days)


def test_shares_count_what_can_be_told() -> None:
    claims = [
        claim("near", "2026-09-01"), claim("later", "2026-09-01"), claim("before", "2026-10-30"), claim("no-date"),
        claim("never-committed", "2026-09-01"), claim("private", "2026-09-01", private=True),
    ]  # fmt: skip
    files = {name: ["2026-09-02"] for name in ("near", "no-date", "private")} | {
        "later": ["2026-10-02"],
        "before": ["2026-10-02"],
    }
    found = told(claims, files)
    assert found.nearness == Nearness(near=1, before=1, later=1, told=3, untold=2)
    assert found.private == 1 and "private" not in {item.ref for item in found.documents}
    assert {item.ref: item.nearness for item in found.documents} == {
        "near": "near", "later": "later", "before": "before", "no-date": None, "never-committed": None,
    }  # fmt: skip


def test_weeks_are_counted_from_monday_and_by_documents() -> None:
    # Sunday the 6th, Monday the 7th; a document that changed on two days of a week is one; private ones count.
    found = told(
        [claim("a"), claim("b", private=True)],
        {"a": ["2026-09-06", "2026-09-07", "2026-09-13", "2026-09-28"], "b": ["2026-09-09"]},
    )
    assert found.weeks == (
        Week(day("2026-08-31"), 1), Week(day("2026-09-07"), 2), Week(day("2026-09-28"), 1),
    )  # fmt: skip
    assert (found.active_weeks, found.all_weeks) == (3, 5)


def test_the_longest_silence_lies_between_days_of_any_document() -> None:
    found = told(
        [claim("a"), claim("b")], {"a": ["2026-01-01", "2026-03-01"], "b": ["2026-01-20", "2026-03-05", "2026-04-14"]}
    )
    # 1 to 20 January: 19 days; to 1 March: 40; 5 March to 14 April: 40 again, and the first counts.
    assert found.silence == Silence(day("2026-01-20"), day("2026-03-01"), 40)
    assert told([claim("a")], {"a": ["2026-01-01"]}).silence is None
    assert told([claim("a")], {}).silence is None


def lessons(count: int, start: int = 0) -> list[DocumentMeta]:
    return [claim(f"lesson-{number:03}") for number in range(start, start + count)]


def one_a_day(claims: list[DocumentMeta], since: str) -> dict[str, list[str]]:
    return {item.ref: [(day(since) + timedelta(days=number)).isoformat()] for number, item in enumerate(claims)}


@pytest.mark.parametrize(("count", "is_bulk"), [(9, False), (10, True)])
def test_ten_documents_on_one_day(count: int, is_bulk: bool) -> None:
    others = lessons(90, start=count)
    files = {item.ref: ["2026-09-01"] for item in lessons(count)} | one_a_day(others, "2025-01-01")
    found = told([*lessons(count), *others], files)
    refs = tuple(item.ref for item in lessons(count))
    assert found.bulk == ((Bulk(day("2026-09-01"), count, refs),) if is_bulk else ())
    assert {item.ref for item in found.documents if item.in_bulk} == (set(refs) if is_bulk else set())


@pytest.mark.parametrize(
    ("at_once", "others", "is_bulk"), [(5, 20, True), (5, 21, False), (6, 24, True), (4, 0, False)]
)
def test_a_fifth_of_all_documents_but_never_a_handful(at_once: int, others: int, is_bulk: bool) -> None:
    rest = lessons(others, start=at_once)
    files = {item.ref: ["2026-09-01"] for item in lessons(at_once)} | one_a_day(rest, "2025-01-01")
    assert bool(told([*lessons(at_once), *rest], files).bulk) == is_bulk


def test_what_pd_opens_together_is_no_import() -> None:
    opened = [
        claim("portfolio", kind="portfolio"), claim("evidence", kind="evidence"), claim("cycles/x/cycle", kind="cycle"),
        *(claim(f"cycles/x/{kind}", kind=kind) for kind in ("action", "analysis", "reflection", "design", "approbation")),
        *lessons(2),
    ]  # fmt: skip
    files = {item.ref: ["2026-09-01"] for item in opened}
    assert told(opened, files).bulk == ()
    # Eleven documents now, four of them more than pd opens.
    more = [*opened, *lessons(1, start=2)]
    (bulk,) = told(more, {item.ref: ["2026-09-01"] for item in more}).bulk
    assert bulk.count == 11


def test_private_documents_of_an_import_are_counted_and_not_named() -> None:
    claims = [*lessons(9), claim("secret", private=True)]
    (bulk,) = told(claims, {item.ref: ["2026-09-01"] for item in claims}).bulk
    assert bulk.count == 10 and "secret" not in bulk.refs and len(bulk.refs) == 9


def test_a_cut_history_tells_no_first_day() -> None:
    cut = day("2026-09-05")
    files = {
        "old.md": FileHistory((), 0, (), cut),
        "changed.md": FileHistory((day("2026-09-20"),), 1, (), cut),
        "new.md": FileHistory((day("2026-09-21"),), 1, (), None),
    }
    claims = PortfolioMeta(
        ROOT, None, (claim("changed", "2026-09-19"), claim("new", "2026-09-19"), claim("old", "2026-09-01"))
    )
    found = history_from_log(claims, Log(files=files, uncommitted=frozenset(), shallow=True, commits=2))
    assert [(item.ref, item.written, item.changed, item.cut) for item in found.documents] == [
        ("changed", None, day("2026-09-20"), cut), ("old", None, None, cut), ("new", day("2026-09-21"), day("2026-09-21"), None),
    ]  # fmt: skip
    assert found.nearness == Nearness(1, 0, 0, told=1, untold=2)
    assert found.notes == (Note("shallow", 2, (cut, cut)),)
    # What was there before is no change of that day.
    assert [week.monday for week in found.weeks] == [day("2026-09-14"), day("2026-09-21")]


def test_notes() -> None:
    log = Log(
        files={"a.md": FileHistory((day("2026-09-05"),), 1, ("b.md",), None)},
        commits=7,
        uncommitted=frozenset({"a.md", "new.md"}),
        committed_later=6,
        rewritings=(Rewriting(day("2026-10-10"), 6, day("2026-09-02"), day("2026-09-07")),),
        impossible=(day("1970-01-01"), None, day("2099-01-01")),
        exact_renames_only=True,
    )
    found = history_from_log(PortfolioMeta(ROOT, None, (claim("a"), claim("new"))), log)
    assert found.notes == (
        Note("rewritten", 6, (day("2026-10-10"), day("2026-09-02"), day("2026-09-07"))),
        Note("committed-later", 6),
        Note("impossible", 3, (day("1970-01-01"), day("2099-01-01"))),
        Note("not-in-git", 1),
        Note("uncommitted", 1),
        Note("renamed", 1),
        Note("exact-renames"),
    )
    assert [(item.ref, item.uncommitted, item.renamed_from) for item in found.documents] == [
        ("a", True, ("b.md",)), ("new", True, ()),
    ]  # fmt: skip


def test_without_git() -> None:
    found = history_from_log(PortfolioMeta(ROOT, None, (claim("a", "2026-09-01"),)), Log(GitProblem.NO_GIT))
    assert (found.problem, found.weeks, found.bulk, found.silence, found.notes) == ("no-git", (), (), None, ())
    (item,) = found.documents
    assert (item.claimed, item.written, item.uncommitted) == (day("2026-09-01"), None, None)


def test_names_that_a_system_spells_its_own_way() -> None:
    apart, together = "и\u0306огурт", "\u0439огурт"
    claims = [claim(apart), claim("lesson"), claim("new")]
    log = Log(uncommitted=frozenset({"New.md", f"{together}.md"}))
    found = told(claims, {together: ["2026-09-01"], "Lesson": ["2026-09-02"], "New": ["2026-09-03"]}, log)
    assert {item.ref: (item.written, item.uncommitted) for item in found.documents} == {
        apart: (day("2026-09-01"), True), "lesson": (day("2026-09-02"), False), "new": (day("2026-09-03"), True),
    }  # fmt: skip
    # A new file whose name differs from a known one only by its letters is a file of its own.
    both = told([claim("a"), claim("A")], {"a": ["2026-09-01"]}, Log(uncommitted=frozenset({"A.md"})))
    assert {item.ref: item.written for item in both.documents} == {"a": day("2026-09-01"), "A": None}
    ignored = told([claim("a"), claim("A")], {"a": ["2026-09-01"]})
    assert {item.ref: item.written for item in ignored.documents} == {"a": day("2026-09-01"), "A": None}


CYCLE = "kind: cycle\nperiod: {start: 2026-09-01, end: 2026-12-31}\n"


def test_claims(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "portfolio.yaml": "kind: portfolio\nname: Әлия Үлгі\nlang: ru\n",
            "evidence.yaml": "kind: evidence\nitems:\n  - {id: e1, date: 2026-09-01}\n",
            "cycles/x/cycle.yaml": CYCLE,
            "cycles/x/old/cycle.yaml": CYCLE.replace("2026-12-31", "2020-12-31"),
            "cycles/x/1-action.md": "---\nkind: action\ndate: 2026-10-01\n---\n",
            "cycles/x/2-analysis.md": "---\nkind: analysis\ndate:\n---\n",
            "cycles/x/3-reflection.yaml": "kind: reflection\ndate: 31.10.2026\n",
            "cycle.yaml": CYCLE,
            "cycles/lost.yaml": "kind: design\n",
            "a.md": "---\nkind: lesson-analysis\n---\n\n# Бөлшектер\n",
            "b.md": "---\nkind: lesson-analysis\nlang: kk\n---\n",
            "c.md": "---\nkind: lesson-observation\ndate: 2026-10-05\n---\n",
            "d.md": "---\nkind: lesson-observation\nprivate: false\ntitle: Open\n---\n",
            "broken.yaml": "kind: [\n",
            "unknown.yaml": "kind: nothing\ndate: 2026-10-01\n",
            "README.md": "no document",
        },
    )
    found = read_metadata(root)
    assert found.name == "Әлия Үлгі"
    assert [(item.ref, item.title, item.day and item.day.isoformat(), item.is_private) for item in found.documents] == [
        ("a", "Бөлшектер", None, False),
        ("b", "Сабақты рефлексивті талдау", None, False),
        ("broken", "broken", None, False),
        ("c", "Наблюдение урока коллеги", "2026-10-05", True),
        ("cycle", "Цикл профессионального роста", None, False),
        ("cycles/lost", "Проектирование", None, False),
        ("cycles/x/1-action", "Действие", "2026-10-01", False),
        ("cycles/x/2-analysis", "Анализ", "2026-12-31", False),
        ("cycles/x/3-reflection", "Рефлексия", "2026-12-31", False),
        ("cycles/x/cycle", "Цикл профессионального роста", None, False),
        ("cycles/x/old/cycle", "Цикл профессионального роста", None, False),
        ("d", "Open", None, False),
        ("evidence", "Реестр свидетельств", None, False),
        ("portfolio", "Портфолио педагога", None, False),
        ("unknown", "unknown", None, False),
    ]
    assert metadata_of(load_portfolio(root)) == found


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/portfolio.yaml")))
def test_tops_of_files_tell_the_same_as_whole_files(name: str) -> None:
    assert read_metadata(EXAMPLES / name) == metadata_of(load_portfolio(EXAMPLES / name))


def test_forms_of_ones_own(tmp_path: Path) -> None:
    form = (EXAMPLES.parent / "templates" / "lesson-analysis" / "form.yaml").read_text(encoding="utf-8")
    form = form.replace("kind: lesson-analysis", "kind: own", 1).replace("facts:", "private: true\nfacts:", 1)
    root = write(
        tmp_path,
        {
            "portfolio.yaml": "kind: portfolio\nlang: kk\n",
            "templates/own/form.yaml": form,
            "a.md": "---\nkind: own\ndate: 2026-10-01\n---\n",
        },
    )
    found = read_metadata(root)
    assert found == metadata_of(load_portfolio(root))
    assert [item.is_private for item in found.documents] == [True, False]


def test_both_ways_tell_the_same_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    repository.commit("2026-09-01T10:00:00 +0500", {"p/portfolio.yaml": "kind: portfolio\nname: Ә\n"})
    repository.commit(
        "2026-10-02T10:00:00 +0500", {"p/a.yaml": "kind: lesson-analysis\ndate: 2026-10-01\n", "q/portfolio.yaml": "kind: portfolio\n"}
    )  # fmt: skip
    p, q = repository.root / "p", repository.root / "q"
    found = histories([q, p], TODAY)
    assert [item.path for item in found] == ["q", "p"]
    assert found == [history(load_portfolio(q), TODAY), history(load_portfolio(p), TODAY)]
    assert [(item.ref, item.days) for item in found[1].documents] == [("portfolio", None), ("a", 1)]
    data = history_data(found)
    assert data["schema_version"] == 1
    assert data["portfolios"][1]["documents"][1]["written"] == "2026-10-02"
    assert data["portfolios"][1]["silence"] == {"start": "2026-09-01", "end": "2026-10-02", "days": 31}


def test_looking_from_a_past_day_makes_no_commit_impossible(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2026-09-01T10:00:00 +0500", {"portfolio.yaml": "kind: portfolio\n"})
    (log,) = logs([tmp_path], date(2025, 1, 1))
    assert log.impossible == ()
    assert log.files["portfolio.yaml"].days == (day("2026-09-01"),)
