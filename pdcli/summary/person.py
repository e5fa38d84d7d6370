"""The teacher's data from portfolio.yaml."""

from datetime import date

from pdcli.model.privacy import Hideable, Text, Word
from pdcli.model.record import Value
from pdcli.portfolio.portfolio import Portfolio


class Person(Value):
    """The teacher. Categories, post and languages are the keys of portfolio.yaml."""

    name: Text | None = None
    school: Text | None = None
    region: Text | None = None
    subject: Text | None = None
    category: Hideable | None = None
    category_since: date | None = None
    target_category: Hideable | None = None
    post: Word | None = None
    theme: Text | None = None
    mentor: Text | None = None


def person(portfolio: Portfolio) -> Person:
    """The teacher's data; all None where portfolio.yaml is private or cannot be read."""
    who, profile = portfolio.who, portfolio.profile
    if who is None or profile is None or profile.is_private:
        return Person()
    return Person(
        who.name, who.school, who.region, who.subject, who.category, who.category_since, who.target_category, who.post,
        who.theme, who.mentor,
    )  # fmt: skip
