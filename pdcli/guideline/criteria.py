"""The criteria of rule packs: the grammar and arithmetic of each kind."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, TypeVar

from pdcli.guideline.tables import Stage, dissemination_levels, in_one_sentence, table
from pdcli.i18n import Lang
from pdcli.i18n.sentences import inside
from pdcli.i18n.spaces import NO_BREAK
from pdcli.model.documents import CATEGORIES, LEVELS, Category, EvidenceKind, Level, Material, Post, Role
from pdcli.model.forms import Words
from pdcli.model.record import EMPTY, Alias, ByKind, Limits, Record, refuse

# Proofs required with a piece of evidence: a copy or link; the order or programme that names it; a URL where it can be
# read; the extract of a council's minutes; proof that a course was applied; a mark that it is on an official list.
Proof = Literal["copy", "paper", "link", "minutes", "applied", "listed", "level"]
# Figures are rounded to so many decimals only to remove the noise of binary fractions, never up to a threshold.
EXACT = 6


class ForPosts(Record):
    """An entry for some posts; without posts, for all that no other entry names."""

    posts: tuple[Post, ...] = ()


Points = dict[Category, float]


class Remark(Words):
    """A remark on a criterion, for some categories or for all."""

    categories: tuple[Category, ...] = ()


class Piece(Record):
    """The facts of one piece of evidence that the arithmetic needs. `count` is the number of pieces combined in it.

    `amount` is what the criterion counts: percent of skills, the mean of observations, districts or regions reached,
    hours, years. `means` are the percents of quality by year. `name` distinguishes courses.
    """

    level: Level | None = None
    winner: bool = False
    material: Material | None = None
    coauthors: float = 0
    listed: bool = False
    indexed: bool = False
    amount: float = 0
    count: int = 1
    means: tuple[float, ...] = ()
    name: str = ""
    post: Post = "school"


class ConfirmedBy(Record):
    """Whose confirmation counts for a criterion, and the clause of the rules.

    Evidence may be confirmed in any of `roles`; a different person in each role of `each` must have confirmed some.
    """

    roles: Annotated[tuple[Role, ...], Limits(min_length=1)]
    each: tuple[Role, ...] = ()
    clause: Words


class _Criterion(Record):
    """The common part of criteria. `points` maps a category to the points required of it; others require none.

    `same_as` maps the key of another pack to its criteria about the same thing.
    """

    number: Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    title: Words
    clause: Words
    evidence: Words | None = None
    needed: dict[Category, Words] = EMPTY
    points: Points = EMPTY
    most: Points = EMPTY
    proofs: tuple[Proof, ...] = ()
    confirmed_by: ConfirmedBy | None = None
    supported_by: tuple[str, ...] = ()
    same_as: dict[str, Annotated[tuple[str, ...], Limits(min_length=1)]] = EMPTY
    notes: tuple[Remark, ...] = ()

    def need(self, category: Category, lang: Lang) -> str:
        """The demand on a category in words."""
        return self.needed[category][lang] if category in self.needed else ""

    def is_asked(self, category: Category) -> bool:
        """Whether the criterion is required of a category."""
        return self.points.get(category, 0) > 0

    def combined(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """Pieces merged where they count together; most criteria count each piece alone."""
        return tuple(pieces)

    def reached(self, piece: Piece) -> Category | None:
        """The highest category whose demand the piece meets."""
        raise NotImplementedError

    def worth(self, pieces: Sequence[Piece]) -> float:
        """The score of the qualifying pieces: that of the best of them."""
        return max(self.points.get(self.reached(piece) or "teacher", 0) for piece in pieces)

    def met_by(self, piece: Piece, category: Category) -> bool:
        """Whether the piece meets the demand of a category."""
        reached = self.reached(piece)
        return reached is not None and rank(reached) >= rank(category)

    def score(self, pieces: Sequence[Piece], category: Category) -> float:
        """The points of the criterion for a category; 0 if its demand is not met."""
        qualifying = [piece for piece in self.combined(pieces) if self.met_by(piece, category)]
        return self.worth(qualifying) if qualifying else 0

    def _highest(self, limits: dict[Category, float], amount: float) -> Category | None:
        return max((key for key, limit in limits.items() if amount >= limit), key=rank, default=None)


class QualityStep(Record):
    """How the percents of the years must move: any rise at all, no fall, or growth from the first year to the last."""

    moves: Literal["rise", "stable", "growth"]
    at_least: float = 0


class Quality(_Criterion):
    """Quality of knowledge over some school years, in percent; a drop of `fall` in one year is no longer stable.

    `fall_note` is told where there is growth from the first year to the last in spite of such a drop.
    """

    kind: Literal["quality"]
    years: Annotated[int, Limits(ge=2)]
    fall: Annotated[float, Limits(gt=0)]
    fall_note: Words | None = None
    steps: dict[Category, QualityStep]

    def reached(self, piece: Piece) -> Category | None:
        """The highest step whose movement the years show."""
        return max((key for key, step in self.steps.items() if self._moves(piece.means, step)), key=rank, default=None)

    def growth(self, means: Sequence[float]) -> float:
        """Percentage points from the first year to the last."""
        return round(means[-1] - means[0], EXACT)

    def changes(self, means: Sequence[float]) -> list[float]:
        """From year to year."""
        return [round(later - earlier, EXACT) for earlier, later in pairwise(means)]

    def is_stable(self, means: Sequence[float]) -> bool:
        """Whether no year fell too much."""
        return all(change > -self.fall for change in self.changes(means))

    def _moves(self, means: Sequence[float], step: QualityStep) -> bool:
        if len(means) < self.years:
            return False
        match step.moves:
            case "rise":
                return any(change > 0 for change in self.changes(means))
            case "stable":
                return self.is_stable(means)
            case "growth":
                return self.growth(means) >= step.at_least


class Skills(_Criterion):
    """Skills of learners with special educational needs, in percent; counts in place of another criterion."""

    kind: Literal["skills"]
    instead_of: str
    posts: tuple[Post, ...] = ()
    percent: dict[Category, float]

    def reached(self, piece: Piece) -> Category | None:
        """By the percent of skills formed."""
        return self._highest(self.percent, piece.amount)


class Observations(_Criterion):
    """The mean score of lesson observations in one school year, in bands; the mean itself is the score.

    `items_from` are items of the sheet that are scored only from a category on; below it they may stay empty. Scores of
    one lesson that lie further apart than `spread_max` have no mean; `spread_note` says why that is the figure.
    """

    kind: Literal["observations"]
    per_year: Annotated[int, Limits(ge=1)]
    different_days: bool = True
    different_lessons: bool = True
    roles: tuple[str, ...] = ()
    items_from: dict[str, Category] = EMPTY
    band_max: Points
    highest: float
    spread_max: Annotated[float, Limits(gt=0)] | None = None
    spread_note: Words | None = None

    def is_one_view(self, spread: float) -> bool:
        """Whether scores of one lesson that lie so far apart still have a mean."""
        return self.spread_max is None or spread <= self.spread_max

    def is_scored(self, item: str, category: Category) -> bool:
        """Whether an item of the sheet must have a score on the way to a category."""
        return item not in self.items_from or rank(category) >= rank(self.items_from[item])

    def reached(self, piece: Piece) -> Category | None:
        """The band that the mean lies in."""
        return self._highest(self.points, piece.amount)

    def worth(self, pieces: Sequence[Piece]) -> float:
        """The mean."""
        return max(piece.amount for piece in pieces)


class ByLevel(_Criterion):
    """One score by the highest level; a winner adds points once, however many there are."""

    kind: Literal["level"]
    levels: dict[Level, Category]
    level_notes: dict[Level, Words] = EMPTY
    winner_bonus: float = 0

    def reached(self, piece: Piece) -> Category | None:
        """By the level."""
        return self.levels.get(piece.level) if piece.level else None

    def worth(self, pieces: Sequence[Piece]) -> float:
        """Points of the highest level, and the bonus once."""
        bonus = self.winner_bonus if any(piece.winner for piece in pieces) else 0
        return super().worth(pieces) + bonus


class Materials(_Criterion):
    """Methodical materials recommended by a council: the level and the kind of material decide together.

    `author_programme_posts` may show an author programme at every level. A textbook on the approved list has points of
    its own. `coauthored` says where a co-authored work is worth less.
    """

    kind: Literal["materials"]
    levels: dict[Level, Category]
    level_notes: dict[Level, Words] = EMPTY
    materials: dict[Category, tuple[Material, ...]]
    coauthors_max: float
    coauthors_note: Words | None = None
    coauthored: Points = EMPTY
    coauthored_note: Words | None = None
    textbook_points: float | None = None
    author_programme_posts: tuple[Post, ...] = ()

    def reached(self, piece: Piece) -> Category | None:
        """The highest category that asks no higher level and takes this kind of material."""
        if piece.coauthors > self.coauthors_max:
            return None
        if self._is_textbook(piece):
            return CATEGORIES[-1]
        ceiling = self.levels.get(piece.level) if piece.level else None
        if ceiling is None:
            return None
        fitting = (key for key in self.materials if rank(key) <= rank(ceiling) and self.takes(piece, key))
        return max(fitting, key=rank, default=None)

    def takes(self, piece: Piece, category: Category) -> bool:
        """Whether this kind of material counts for a category."""
        if piece.material == "author-programme" and piece.post in self.author_programme_posts:
            return True
        return piece.material in self.materials.get(category, ())

    def worth(self, pieces: Sequence[Piece]) -> float:
        """Points of the best material."""
        return max(self._points_of(piece) for piece in pieces)

    def _points_of(self, piece: Piece) -> float:
        if self._is_textbook(piece):
            return self.textbook_points or 0
        reached = self.reached(piece) or "teacher"
        points = self.points.get(reached, 0)
        return self.coauthored.get(reached, points) if piece.coauthors else points

    def _is_textbook(self, piece: Piece) -> bool:
        return piece.material == "textbook" and piece.listed and self.textbook_points is not None


class Publication(_Criterion):
    """An article from research of one's own practice; counts, where there is one, for every category."""

    kind: Literal["publication"]
    authors_max: float
    worth_points: float
    indexed_points: float

    def reached(self, piece: Piece) -> Category | None:
        """Every category, unless there are too many authors."""
        return None if piece.coauthors + 1 > self.authors_max else CATEGORIES[-1]

    def worth(self, pieces: Sequence[Piece]) -> float:
        """More in an indexed journal."""
        return self.indexed_points if any(piece.indexed for piece in pieces) else self.worth_points


class Coverage(_Criterion):
    """Practice passed on in so many events that reach so many districts or regions together; `each` is for an event."""

    kind: Literal["coverage"]
    levels: dict[Level, Category]
    at_least: dict[Category, int]
    events: dict[Category, Annotated[int, Limits(ge=1)]]
    each: Points

    def combined(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """One piece for each level."""
        return tuple(
            Piece(
                level=level,
                amount=sum(piece.amount for piece in of_level),
                count=sum(piece.count for piece in of_level),
            )
            for level in LEVELS
            if (of_level := [piece for piece in pieces if piece.level == level])
        )

    def reached(self, piece: Piece) -> Category | None:
        """By the level, if the places and the events are enough."""
        category = self.levels.get(piece.level) if piece.level else None
        if category is None or piece.count < self.events.get(category, 1):
            return None
        return category if category in self.at_least and piece.amount >= self.at_least[category] else None

    def met_by(self, piece: Piece, category: Category) -> bool:
        """Only categories that it is asked of have points for it."""
        return category in self.at_least and super().met_by(piece, category)

    def worth(self, pieces: Sequence[Piece]) -> float:
        """So many points for each event, no more events than asked."""
        return max(self.each.get(key, 0) * self.events.get(key, 1) for piece in pieces if (key := self.reached(piece)))


class Hours(ForPosts):
    """Hours of courses asked of some posts."""

    hours: dict[Category, float]


class Courses(_Criterion):
    """Hours of courses; the same programme counts once. The first hours without posts are those of all other posts."""

    kind: Literal["courses"]
    hours: Annotated[tuple[Hours, ...], Limits(min_length=1)]
    by_profile: Annotated[int, Limits(ge=0)]

    def combined(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """All courses as one with the hours of all; of the same programme the longest."""
        longest: dict[str, float] = {}
        for number, piece in enumerate(pieces):
            key = " ".join(piece.name.casefold().split()) or str(number)
            longest[key] = max(longest.get(key, 0), piece.amount)
        return (Piece(amount=sum(longest.values()), post=pieces[0].post),) if pieces else ()

    def reached(self, piece: Piece) -> Category | None:
        """By the hours asked of this post."""
        return self._highest(self.hours_of(piece.post), piece.amount)

    def hours_of(self, post: Post) -> dict[Category, float]:
        """Hours asked of a post."""
        return for_post(self.hours, post).hours


class BonusStep(Record):
    """So many points from so many years on."""

    years: float
    points: float


class BonusYears(_Criterion):
    """An extra that nobody must have: points by years."""

    kind: Literal["bonus-years"]
    steps: tuple[BonusStep, ...]

    def reached(self, piece: Piece) -> Category | None:
        """Every category, from the first step on."""
        return CATEGORIES[-1] if self._points_of(piece) else None

    def worth(self, pieces: Sequence[Piece]) -> float:
        """Points of the longest."""
        return max(self._points_of(piece) for piece in pieces)

    def _points_of(self, piece: Piece) -> float:
        return max((step.points for step in self.steps if piece.amount >= step.years), default=0)


# What the documents of the school name somebody for; `led` is an event.
SchoolRole = Literal["mentor", "group-head", "plan-author", "led"]


class Option(Record):
    """One of several ways to show something: so many documents of a kind, evidence of a kind at a level or higher, or
    roles in the work of the school; events that are led have a level, too.

    The level `dissemination` is the lowest at which the guideline expects the category to share its experience.
    """

    document: str | None = None
    evidence: EvidenceKind | None = None
    school: SchoolRole | None = None
    level: Level | Literal["dissemination"] | None = None
    at_least: Annotated[int, Limits(ge=1)] = 1

    def least_level(self, category: Category) -> Level | None:
        """The lowest level at which evidence counts for a category; None where any does."""
        return next(iter(dissemination_levels(category)), None) if self.level == "dissemination" else self.level

    def check(self) -> None:
        """It names a document, evidence or a part in the school, and only one of them."""
        if sum(part is not None for part in (self.document, self.evidence, self.school)) != 1:
            refuse("part_missing", part="document | evidence | school", type="any-of")


class TableSource(Record):
    """A reference to the row of a category (and stage) in a table of the guideline, and to some columns or all.

    The tables in data/ add items from the text around a table to a cell: `first` maps a category to the number of items
    that are the table's own (default: all). Several columns are quoted with their labels.
    """

    table: Literal["table-03", "table-08", "generalisation"]
    stage: Stage | None = None
    columns: tuple[str, ...] = ()
    first: dict[Category, Annotated[int, Limits(ge=1)]] = EMPTY

    def text(self, category: Category, lang: Lang) -> str:
        """The text of the table for a category."""
        guideline_table = table(self.table)
        row = next(
            (row for row in guideline_table.rows if row.is_of(category) and self.stage in (None, row.stage)), None
        )
        if row is None:
            return ""
        columns = [column for column in guideline_table.columns if column.key in (self.columns or row.cells)]
        parts = [
            (column.label[lang], in_one_sentence([item[lang] for item in items]))
            for column in columns
            if (items := row.items_for(column.key, category)[: self.first.get(category)])
        ]
        if len(parts) > 1:
            return ". ".join(f"{head}{NO_BREAK}– {inside(items)}" for head, items in parts)
        return parts[0][1] if parts else ""


class AnyOf(_Criterion):
    """A criterion met by any of several options; no points."""

    kind: Literal["any-of"]
    table_text: Annotated[TableSource | None, Alias("told")] = None
    options: dict[Category, Annotated[tuple[Option, ...], Limits(min_length=1)]]

    def need(self, category: Category, lang: Lang) -> str:
        """The demand from the guideline's table, else from the pack."""
        # The tables end some of their sentences with a stop and some without: in a list none has one.
        return (
            self.table_text.text(category, lang).removesuffix(".") if self.table_text else super().need(category, lang)
        )

    def is_asked(self, category: Category) -> bool:
        """Whether there are options for a category."""
        return category in self.options


Criterion = Annotated[
    Quality | Skills | Observations | ByLevel | Materials | Publication | Coverage | Courses | BonusYears | AnyOf,
    ByKind(),
]


def rank(category: Category) -> int:
    """Place of a category in their order."""
    return CATEGORIES.index(category)


_ByPost = TypeVar("_ByPost", bound=ForPosts)


def for_post(entries: Sequence[_ByPost], post: Post) -> _ByPost:
    """The entry that names the post, else the one for all."""
    general = next((entry for entry in entries if not entry.posts), entries[0])
    return next((entry for entry in entries if post in entry.posts), general)
