"""Who the teacher is, as far as portfolio.yaml says it."""

from dataclasses import dataclass
from datetime import date

from pdcli.portfolio.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Person:
    """The teacher. Categories, post and languages are the keys of portfolio.yaml."""

    name: str | None = None
    school: str | None = None
    region: str | None = None
    subject: str | None = None
    category: str | None = None
    category_since: date | None = None
    target_category: str | None = None
    post: str | None = None
    theme: str | None = None
    mentor: str | None = None


def person(portfolio: Portfolio) -> Person:
    """What is known of the teacher; nothing where portfolio.yaml is private or cannot be read."""
    who, profile = portfolio.who, portfolio.profile
    if who is None or profile is None or profile.is_private:
        return Person()
    return Person(
        who.name, who.school, who.region, who.subject, who.category, who.category_since, who.target_category, who.post,
        who.theme, who.mentor,
    )  # fmt: skip
