"""Rule packs: the requirements of an attestation as data, with their criteria, papers, terms, sums and self-tests.

A pack is one file: an edition of the rules with its criteria, points, papers and terms. Rules change often, so every
threshold, point, level and count is in the pack; code has only the kinds of arithmetic (criteria.py). A pack contains
its own sums and cases, and one that fails them (pack_checks.py) is not used. The shipped packs are in packs/*.yaml.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pdcli.guideline.criteria import Criterion, ForPosts, Piece, Points, Skills, for_post
from pdcli.i18n import N_, Lang, translate
from pdcli.model.documents import Category, EvidenceKind, Post
from pdcli.model.forms import Words
from pdcli.model.record import EMPTY, Limits, Record
from pdcli.model.values import Day

_UNVERIFIED = N_("This pack is not verified against the official site.")
_WORD = re.compile(r"\w+")
PACK_FOLDER = Path(__file__).resolve().parent / "packs"


class Paper(Record):
    """A paper of the official list: evidence of a kind or under criteria, or a document with so many words.

    `only_if` is the condition under which it is required; `of_holders` requires it of holders of a category above the
    first.
    """

    key: Annotated[str, Limits(pattern=r"^[a-z][a-z-]*$")]
    title: Words
    clause: Words
    kinds: tuple[EvidenceKind, ...] = ()
    criteria: tuple[str, ...] = ()
    document: str | None = None
    words_min: int | None = None
    words_max: int | None = None
    only_if: Words | None = None
    of_holders: bool = False


class KnowledgeTest(Record):
    """The knowledge test: percent required of each category, and the years that a result is valid."""

    title: Words
    clause: Words
    percent: dict[Category, float]
    valid_years: int
    notes: tuple[Words, ...] = ()


class Terms(Record):
    """Validity in years, with the clauses of the rules."""

    category_years: int
    category_clause: Words
    courses_years: int | None = None
    courses_clause: Words | None = None


class Total(ForPosts):
    """The total of points required of some posts; `if_any` are criteria that count only with evidence.

    Where the official sheet has such criteria and the pack does not know which, `note` says so and the sum is not
    checked.
    """

    points: Points
    most: Points = EMPTY
    if_any: tuple[str, ...] = ()
    note: Words | None = None


class Case(Record):
    """A self-test: pieces of evidence and the points they must get."""

    criterion: str
    category: Category
    pieces: Annotated[tuple[Piece, ...], Limits(min_length=1)]
    points: float


class Rule(Words):
    """A hard rule of the edition. `when` is the condition under which it is shown beside the result.

    `unmet`: while a required criterion is not met; `skipping`: if the target category is more than one above the
    present; `test`: while there is no sufficient test result; `always`.
    """

    when: Literal["unmet", "skipping", "test", "always"] | None = None


class ByCategory(Record):
    """A rule for each category, with its clause."""

    clause: Words
    of: dict[Category, Words]


class Once(Record):
    """A paper counts once. The rules do not regulate kinds in `silent`: `note` is shown where one counts twice."""

    silent: tuple[EvidenceKind, ...] = ()
    note: Words | None = None


class Thanks(Record):
    """Awards and letters of thanks: kinds of evidence without points, and words of titles that suggest one.

    Each word is a prefix of a word of the title; words of one entry are adjacent. `why` is the reason for evidence that
    does not count, `note` a remark on evidence that counts but looks like one.
    """

    kinds: tuple[EvidenceKind, ...] = ()
    words: tuple[str, ...] = ()
    why: Words
    note: Words

    def matches(self, title: str) -> bool:
        """Whether a title has any of the words."""
        title_words = _WORD.findall(title.casefold().replace("ё", "е"))
        return any(_contains_phrase(entry.casefold().replace("ё", "е").split(), title_words) for entry in self.words)


class Pack(Record):
    """One dated edition of the requirements. `warning` accompanies every output of the pack."""

    key: Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Words
    edition: Words
    since: Day | None = None
    checked_on: Day | None = None
    verified: bool
    notice: Words
    source: Words
    categories: Annotated[tuple[Category, ...], Limits(min_length=1)]
    criteria: Annotated[tuple[Criterion, ...], Limits(min_length=1)]
    papers: tuple[Paper, ...] = ()
    knowledge_test: KnowledgeTest | None = None
    terms: Terms | None = None
    totals: tuple[Total, ...] = ()
    once: Once = Once()
    thanks: Thanks | None = None
    rules: tuple[Rule, ...] = ()
    submission_channel: ByCategory | None = None
    commission_level: ByCategory | None = None
    tests: tuple[Case, ...] = ()

    def criterion(self, number: str) -> Criterion | None:
        """A criterion by its number."""
        return next((item for item in self.criteria if item.number == number), None)

    def total(self, post: Post) -> Total | None:
        """The total asked of a post."""
        return for_post(self.totals, post) if self.totals else None

    def warning(self, lang: Lang) -> str:
        """The notice that must accompany every output: that the pack is unverified, and its own notice."""
        own, unverified = self.notice[lang], translate(_UNVERIFIED, lang)
        return own if self.verified or unverified in own else f"{unverified} {own}"

    @property
    def marks(self) -> frozenset[str]:
        """The valid values of `criterion` in the register: numbers of criteria and keys of papers."""
        return frozenset(item.number for item in self.criteria) | {item.key for item in self.papers}

    @property
    def first_day(self) -> date:
        """The first day of the edition; `date.min` for undated packs."""
        return self.since or date.min


def required_sum(pack: Pack, category: Category, most: bool = False, without: Sequence[str] = ()) -> float:
    """The sum of required points of a category; with `most`, including bonuses and the figures in brackets."""
    total = 0.0
    for item in pack.criteria:
        if isinstance(item, Skills) or item.number in without:
            # It replaces another criterion.
            continue
        points = item.points.get(category, 0)
        total += max(points, item.most.get(category, 0)) if most else points
    return total


def _contains_phrase(beginnings: Sequence[str], title_words: Sequence[str]) -> bool:
    """Whether adjacent words of a title begin with these prefixes."""
    count = len(beginnings)
    return any(
        all(
            word.startswith(start) for word, start in zip(title_words[offset : offset + count], beginnings, strict=True)
        )
        for offset in range(len(title_words) - count + 1)
    )
