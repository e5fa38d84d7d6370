"""The report of a school: the indicators of the guideline over all portfolios, with the lists behind them.

Portfolios and the school's own documents are counted. What cannot be counted is quoted from the administration's own
cycle (kind `school-cycle`) or left out. Nothing here is a mark and nobody is ranked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pdcli.anonymisation.name_register import names_with_codes
from pdcli.anonymisation.redaction import map_text, redact_names
from pdcli.attestation.confirmations import StandingCounts
from pdcli.guideline.tables import table
from pdcli.i18n import LANGS, Lang, translate
from pdcli.model.documents import School
from pdcli.model.forms import Words
from pdcli.model.json_data import json_data
from pdcli.model.privacy import Key, Text, Word
from pdcli.model.record import Value, fields_of
from pdcli.model.school_year import as_school_year, school_year, year_before
from pdcli.portfolio.counts import total_counts
from pdcli.portfolio.school import SchoolFolder
from pdcli.portfolio.school_documents import SchoolYears
from pdcli.portfolio.school_references import SchoolReferences
from pdcli.school.count import SchoolCount
from pdcli.school.document_count import DocumentCount
from pdcli.school.entries import Before, Entry, Group, Measure, Teacher, YearNumbers
from pdcli.school.facts import TeacherFacts, read_teachers
from pdcli.school.measures import INDICATORS, MEASURES, SHARED_MEASURES, TABLE_INDICATORS, TARGETS
from pdcli.school.page import Page, PageSource, People
from pdcli.school.pages import PAGES, pages
from pdcli.summary.brought import BroughtFile, brought_by_all
from pdcli.summary.comparison import alphabetical_key
from pdcli.summary.files import FileCounts, UnreadFile, file_counts, unread_files, unread_from

SCHEMA_VERSION = 3


class Statement(Value):
    """What the administration's own document states about an indicator."""

    rating: Text | None
    data: Text | None
    ref: Text


class Indicator(Value):
    """An indicator of a table of the guideline (`table`): its exact words, the guideline's target if any, measures, and
    a statement. `shared` are keys of measures that stand at other indicators and show this one as well.
    """

    key: Key
    table: Word
    stage: Word
    label: Words
    target: Text | None
    measures: tuple[Measure, ...]
    shared: tuple[Key, ...]
    statement: Statement | None


class UnreadEntry(Value):
    """A file that could not be read, of a teacher or of the school itself."""

    teacher: Teacher | None
    file: UnreadFile


class NonTeacher(Value):
    """The owner of a portfolio who does not teach, and the role in the school (None in a report with codes)."""

    teacher: Teacher
    role: Word | None


class SchoolReport(Value):
    """A school in one school year. `teachers` own the portfolios; numbers of teachers leave out those `not_teaching`.

    `private` counts the documents left out, `unreadable` are files not counted.
    """

    name: Text | None
    region: Text | None
    year: Text
    teachers: tuple[Teacher, ...]
    not_teaching: tuple[NonTeacher, ...]
    goals: tuple[Entry, ...]
    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    single_areas: tuple[Entry, ...]
    over_time: tuple[YearNumbers, ...]
    pages: tuple[Page, ...]
    private: int
    unreadable: tuple[UnreadEntry, ...]
    files: FileCounts
    evidence: StandingCounts
    brought: tuple[BroughtFile, ...]

    @property
    def measures(self) -> dict[str, Measure]:
        """All measures by their keys."""
        return {measure.key: measure for item in self.indicators for measure in item.measures}


def school_report(
    folder: SchoolFolder, year: str | None, today: date, lang: Lang, codes: bool = False, jobs: int | None = None
) -> SchoolReport:  # fmt: skip
    """The report of a school for a school year (None: the one of school.yaml, else that of today).

    With `codes` every teacher's name and folder, and people in texts of teachers, are replaced by codes in a language.
    Portfolios are read in `jobs` processes (None: as many as pay).
    """
    school_file = folder.school or School(kind="school")
    year = year or as_school_year(school_file.school_year) or school_year(today)
    facts = read_teachers(folder, today, jobs)
    names = _codes(facts) if codes else {item.id: Teacher(item.id, item.name or item.id) for item in facts}
    facts.sort(key=lambda item: (alphabetical_key(names[item.id].name), item.id))
    people = _people(school_file, names, codes)
    own_years = SchoolYears(folder.own, today)
    documents = DocumentCount(own_years, SchoolReferences(folder.own), people, today)
    count = SchoolCount(school_file, facts, documents, people, today)
    groups, single = count.difficulties(year)
    years = {name for item in facts for name in item.years} | {year}
    if own_years.year(year_before(year)).is_documented:
        years.add(year_before(year))
    over_time = tuple(count.numbers(item, item == year) for item in sorted(years))
    earlier = next((item for item in over_time if item.year == year_before(year)), None)
    measures = {item.key: _with_before(item, earlier) for item in count.measures(year)}
    report = SchoolReport(
        name=school_file.name,
        region=school_file.region,
        year=year,
        teachers=tuple(names[item.id] for item in facts),
        not_teaching=tuple(
            NonTeacher(names[item.id], None if codes else item.role) for item in facts if not item.is_teacher
        ),
        goals=tuple(Entry(text=goal.goal or goal.id, facts=(("id", goal.id),)) for goal in school_file.goals),
        indicators=tuple(_indicators(folder, year, measures)),
        groups=groups,
        single_areas=single,
        over_time=over_time,
        pages=pages(PageSource(own_years.year(year), facts, people, measures, today)),
        private=sum(item.private for item in facts) + sum(item.is_private for item in folder.own.documents),
        unreadable=(
            *(UnreadEntry(names[item.id], one) for item in facts for one in unread_from(item.unread, item.root, lang)),
            *(UnreadEntry(None, one) for one in unread_files(folder.own, lang)),
        ),
        files=_sum([file_counts(folder.own.ledger.counts), *(item.files for item in facts)]),
        evidence=_standing_sum(item.evidence for item in facts),
        brought=() if codes else brought_by_all(_folders(folder), folder.own.trust),
    )
    return _anonymised(report, facts, names, lang) if codes else report


def _with_before(measure: Measure, earlier: YearNumbers | None) -> Measure:
    """A measure with what it was in the year before, where there was something to count."""
    number, total = earlier.numbers.get(measure.key, (0, 0)) if earlier else (0, 0)
    return measure.replace(before=Before(earlier.year, number, total)) if earlier and total != 0 else measure


def _people(school: School, names: dict[str, Teacher], in_codes: bool) -> People:
    return People(names, {item.id: item.name or item.id for item in school.staff if item.id}, in_codes)


def _folders(folder: SchoolFolder) -> Iterator[tuple[str, Path]]:
    """Yield (path from the school, folder) for the school itself and its portfolios."""
    yield "", folder.root
    for root in folder.teachers.values():
        yield root.relative_to(folder.root).as_posix(), root


def _sum(counts: Iterable[FileCounts]) -> FileCounts:
    return file_counts(total_counts(item.counts for item in counts))


def _standing_sum(counts: Iterable[StandingCounts]) -> StandingCounts:
    items = list(counts)
    return StandingCounts(**{name: sum(getattr(item, name) for item in items) for name in fields_of(StandingCounts)})


def _anonymised(
    report: SchoolReport, facts: Sequence[TeacherFacts], codes: Mapping[str, Teacher], lang: Lang
) -> SchoolReport:
    """The report with codes in every text; the school keeps its name."""
    ids_by_name: dict[str, list[str]] = {}
    for item in facts:
        ids_by_name.setdefault(item.name or item.id, []).append(codes[item.id].id)
    texts: list[str] = []

    def collect(text: str) -> str:
        texts.append(text)
        return text

    map_text(report, collect, lang)
    # Namesakes cannot be distinguished: they share a joined code.
    names = names_with_codes({name: "/".join(sorted(ids)) for name, ids in ids_by_name.items()}, texts, lang)
    return map_text(report, partial(redact_names, names=names), lang).replace(name=report.name, region=report.region)


def _codes(facts: Sequence[TeacherFacts]) -> dict[str, Teacher]:
    """Codes T01, T02 … in the order of a digest of the ids: stable, and independent of the names."""
    ordered = sorted(facts, key=lambda item: blake2b(item.id.encode("utf-8", "surrogateescape")).digest())
    width = max(2, len(str(len(facts))))
    return {item.id: Teacher(code, code) for number, item in enumerate(ordered, 1) if (code := f"T{number:0{width}}")}


def code_key(folder: SchoolFolder) -> list[tuple[str, str, str]]:
    """(code, folder, name) of every teacher, sorted by code: the key of the codes."""
    facts = read_teachers(folder, date.max)
    codes = _codes(facts)
    return sorted((codes[item.id].id, item.id, item.name or "") for item in facts)


def _indicators(folder: SchoolFolder, year: str, measures: dict[str, Measure]) -> Iterable[Indicator]:
    document = folder.cycle_document(year)
    words = {
        key: (label, name)
        for name, keys in (("appendix", INDICATORS), ("table-02", TABLE_INDICATORS)) for row in table(name).rows
        for key, label in zip(keys[str(row.stage)], row.cells["indicators"], strict=True)
    }  # fmt: skip
    for stage, keys in INDICATORS.items():
        statements = document.data.get(f"{stage}_indicators") if document else None
        for key in (*keys, *TABLE_INDICATORS[stage]):
            label, source = words[key]
            indicator_measures = tuple(
                measure for measure in measures.values() if MEASURES[measure.key].indicator == key
            )
            answers = statements.get(key) if isinstance(statements, dict) else None
            statement = _statement(answers, document.ref) if document and isinstance(answers, dict) else None
            shared = tuple(name for name in SHARED_MEASURES.get(key, ()) if name in measures)
            yield Indicator(key, source, stage, label, TARGETS.get(key), indicator_measures, shared, statement)


def _statement(answers: dict[str, Any], ref: str) -> Statement | None:
    rating, data = answers.get("rating"), answers.get("data")
    if rating is None and not data:
        return None
    return Statement(str(rating) if rating is not None else None, str(data) if data else None, ref)


def report_data(report: SchoolReport) -> dict[str, Any]:
    """The report as plain data for JSON, with labels of measures in three languages."""
    plain = json_data(report)
    for indicator, source in zip(plain["indicators"], report.indicators, strict=True):
        indicator["label"] = {lang: source.label[lang] for lang in LANGS}
        indicator["target"] = _in_all_languages(source.target) if source.target else None
        for measure, source_measure in zip(indicator["measures"], source.measures, strict=True):
            kind = MEASURES[source_measure.key]
            measure.update(
                share=source_measure.share, label=_in_all_languages(kind.label), how=_in_all_languages(kind.how)
            )
    for page, source_page in zip(plain["pages"], report.pages, strict=True):
        page_kind = PAGES[source_page.key]
        page.update(label=_in_all_languages(page_kind.label), how=_in_all_languages(page_kind.how))
        for row in page["rows"]:
            row["cells"] = dict(zip(page_kind.columns, row["cells"], strict=True))
    return {"schema_version": SCHEMA_VERSION, **plain}


def _in_all_languages(message: str) -> dict[str, str]:
    return {lang: translate(message, lang) for lang in LANGS}
