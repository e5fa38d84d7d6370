"""What is missing, how figures were reached and what is to be noted, in words."""

from collections.abc import Callable
from datetime import date
from gettext import NullTranslations
from typing import Any

from pdcli.attestation.facts import Fact, OptionAsked, RoleScore
from pdcli.i18n import N_, Lang, translations
from pdcli.i18n.dates import shown_date, shown_school_year
from pdcli.i18n.numbers import decimals_of, shown_number, shown_percent
from pdcli.i18n.sentences import inside
from pdcli.i18n.spaces import held_together
from pdcli.render.confirmed import role_name
from pdcli.render.labels import category_name, evidence_choice, row_label

_WORDS = {
    "asked": "{text}",
    "pack-note": "{text}",
    "refused-by-pack": "{text}",
    "application-proof-missing": N_("no proof of use in practice (`applied`)"),
    "contest-not-listed": N_("the contest is not on the approved or regional list"),
    "contest-unstated": N_("it is not stated whether the contest is on the list (`listed`)"),
    "copy-missing": N_("no copy: neither `file` nor `url`"),
    "counts-already": N_("this document already counts as {evidence}, for {criterion}"),
    "counts-elsewhere": N_("counts for {criterion}"),
    "coverage-unstated": N_("the number of districts or regions is not stated (`coverage`)"),
    "date-unstated": N_("the date is not stated (`date`)"),
    # Translators: evidence later than the day of the application.
    "dated-later": N_("dated after {day}"),
    "document-draft": N_("{document} is a draft"),
    "draft": N_("a draft"),
    "evidence-dated-later": N_("{evidence} is dated after {day}"),
    "evidence-not-shown": N_("{evidence} is not in the register or is private"),
    "expired": N_("no longer valid"),
    "file-empty": N_("there is nothing in the file {file}"),
    "file-missing": N_("the file {file} is not there"),
    "hours-unstated": N_("the hours are not stated (`hours`)"),
    "impossible-score": N_("a score outside {least}–{most} ({item}: {score})"),
    "level-too-low": N_("the level “{level}” is not enough for this category"),
    "level-unstated": N_("the level is not stated (`level`)"),
    "link-missing": N_("no link (`url`)"),
    "material-not-asked": N_("“{material}” is not the kind of material that this category requires"),
    "material-unstated": N_("the kind of material is not stated (`material`)"),
    "minutes-missing": N_("no extract from the minutes (`minutes`)"),
    "observer-is-teacher": N_("the observer is the teacher"),
    "order-or-programme-missing": N_("no extract from an order and no programme (`file` or `minutes`)"),
    "percent-unstated": N_("the percentage is not stated (`score`)"),
    "sheet-not-finished": N_("not finished: `status: final` and a date are needed"),
    "textbook-not-listed": N_("it is not stated whether the textbook is on the approved list (`listed`)"),
    "too-many-authors": N_("more than {most} authors"),
    "too-many-coauthors": N_("more than {most} co-authors"),
    "years-unstated": N_("the number of years is not stated (`years`)"),
    "conclusions-missing": N_("conclusions in results.yaml"),
    "course-by-profile-missing": N_("a course in the teacher’s own field (`by_profile: true`)"),
    "document-missing": N_("there is none yet (`pd new {kind}`)"),
    "evidence-missing": N_("evidence with `criterion: {criterion}`"),
    "mean-too-low": N_("a mean of {asked} or more"),
    "monitoring-missing": N_("the monitoring as evidence (`criterion: {criterion}`, or `attachments` of the results)"),
    "not-in-register": N_("not in the register"),
    "observation-missing": N_("an observation sheet ({role})"),
    "observers-differ": N_(
        "{day}, {topic}: the observers’ scores differ by {spread}; the mean is taken only if they "
        "differ by {most} at most"
    ),
    # Translators: kinds of evidence that a criterion accepts.
    "one-of": N_("at least one of these – {options}"),
    "results-missing": N_("results by school year (results.yaml)"),
    "sheets-missing": N_("lesson observation sheets (`pd new observation-sheet`)"),
    "valid-result-missing": N_("a valid result of at least {percent}"),
    "word-count": N_("words: {count} now, {least} to {most} required"),
    # Translators: results of pupils in a school year.
    "year-missing": N_("results for {year}"),
    # Translators: a range of points in a rule pack.
    "band": N_("band {first}–{last}"),
    "events-counted": N_("events at level “{level}”: {events}; districts or regions reached: {count}"),
    "growth": N_("from the first year to the last: {growth} percentage points"),
    # Translators: how far work is shared: school, district, region.
    "highest-level": N_("highest level: {level}"),
    "hours-counted": N_("hours of different programmes, each counted once: {hours}"),
    "mean-of-lessons": N_("mean lesson score: {mean} / {highest}"),
    "means-of-lessons": N_("observers’ mean score for each lesson: {means}"),
    "means-of-years": "{year_means}",
    "not-stable": N_("not stable: in one of the years the result fell by {fall} or more percentage points"),
    "observers-side-by-side": N_("{day}: observers’ scores side by side: {scores}; spread {spread}"),
    "rows-left-out": N_("rows without a school year, number of pupils or percentage, left out: {count}"),
    "sheets-counted": N_("school year {year}: lessons {lessons}, days {days}, sheets {sheets}"),
    "skills-formed": N_("{year}: skills acquired: {percent}, weighted by number of pupils"),
    "stable": N_("stable: in no year did the result fall by {fall} or more percentage points"),
    "winner-bonus": N_("a winner adds {points}, once"),
    "yearly-changes": N_(
        "mean of all classes in a year, weighted by number of pupils; change from year to year: {changes}"
    ),
    "years-not-begun": N_("rows for school years that have not begun, left out: {count}"),
    "course-too-old": N_("the course ended more than {years} years ago"),
    "drafts-not-counted": N_("drafts, not counted: {count}"),
    "private-not-counted": N_("private sheets, not counted: {count}"),
    "unsigned-sheets": N_("sheets without a signed copy in the register (`attachments`): {count}"),
    "category-ends": N_("category “{category}” expires; the next attestation is due by then"),
    "category-end-unknown": N_("when the category expires (`category_since` is not in portfolio.yaml)"),
    "course-due": N_("next course (the last one: {title})"),
    "evidence-ends": "{title}",
}
# Words that go by the number `count`.
_COUNTED: dict[str, Callable[[NullTranslations, int], str]] = {
    "items-without-score": lambda words, count: words.ngettext(
        "{count} item has no score: {items}", "{count} items have no score: {items}", count
    ),
    "more-days": lambda words, count: words.ngettext("{count} more day", "{count} more days", count),
    "more-different-lessons": lambda words, count: words.ngettext(
        "{count} more lesson (a different one)", "{count} more lessons (different ones)", count
    ),
    "more-districts": lambda words, count: words.ngettext("{count} more district", "{count} more districts", count),
    "more-events": lambda words, count: words.ngettext("{count} more event", "{count} more events", count),
    "more-hours": lambda words, count: words.ngettext("{count} more hour", "{count} more hours", count),
    "more-lessons": lambda words, count: words.ngettext(
        "{count} more observed lesson", "{count} more observed lessons", count
    ),
    "more-regions": lambda words, count: words.ngettext("{count} more region", "{count} more regions", count),
}


def fact_text(fact: Fact, lang: Lang) -> str:
    """A fact as a sentence, after what it is said of."""
    words = fact_words(fact.code, fact.parameters, lang)
    text = words.format(**{name: _parameter_text(name, value, lang) for name, value in fact.parameters.items()})
    # Of several pieces of evidence as of one; what is said of one may be said by way of another.
    return f"{', '.join(fact.about)} – {inside(text)}" if fact.about else text


def fact_words(code: str, parameters: dict[str, Any], lang: Lang) -> str:
    """The sentence of a code, with the names of its parameters in braces."""
    words, by_number = translations(lang), _COUNTED.get(code)
    return by_number(words, int(parameters["count"])) if by_number else words.gettext(_WORDS[code])


def _parameter_text(name: str, value: Any, lang: Lang) -> str:
    match name, value:
        case "year", int():
            return _school_year(value)
        case "level" | "material", _:
            return evidence_choice(name, value, lang) or "–"
        case "text", str():
            return held_together(value)
        case "category", str():
            return category_name(value, lang) or value
        case "role", str():
            return role_name(value, lang)
        case "item", str():
            return row_label("observation-sheet", "scores", value, lang)
        case "items", _:
            return "; ".join(_parameter_text("item", one, lang) for one in value)
        case "changes", _:
            decimals = decimals_of(map(_rounded, value))
            return "; ".join(_signed(change, lang, decimals) for change in value)
        case "percent", _:
            return _percent(value, lang)
        case "growth", _:
            return _signed(value, lang)
        case "scores", _:
            return ", ".join(_shown_score(one, lang) for one in value)
        case "year_means", _:
            decimals = decimals_of(_rounded(one.percent) for one in value)
            return "; ".join(f"{_school_year(one.year)}: {_percent(one.percent, lang, decimals)}" for one in value)
        case "options", _:
            return "; ".join(_option(one, lang) for one in value)
        case _, tuple():
            decimals = decimals_of(map(_rounded, value))
            return "; ".join(_number(one, lang, decimals) for one in value)
        case _, date():
            return shown_date(value, lang)
        case _, int() | float():
            return _number(value, lang)
        case _, None:
            return "…"
    return str(value)


def _shown_score(value: RoleScore, lang: Lang) -> str:
    return f"{role_name(value.role, lang)} {_number(value.score, lang)}"


def _option(value: OptionAsked, lang: Lang) -> str:
    name = inside(value.kind_name)
    if value.level:
        name += f" ({evidence_choice('level', value.level, lang)})"
    return f"{name} × {value.at_least}" if value.at_least > 1 else name


def _school_year(first: int) -> str:
    return shown_school_year(f"{first}-{first + 1}")


def _rounded(value: float) -> float:
    """A number to two decimals at most."""
    return round(float(value), 2)


def _number(value: float, lang: Lang, decimals: int = 0) -> str:
    return shown_number(_rounded(value), lang, decimals)


def _percent(value: float, lang: Lang, decimals: int = 0) -> str:
    return shown_percent(_rounded(value), lang, decimals)


def _signed(value: float, lang: Lang, decimals: int = 0) -> str:
    return ("+" if value > 0 else "") + _number(value, lang, decimals)
