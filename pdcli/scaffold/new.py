"""A new document of any kind, in the place that its form names."""

import re
import string
import unicodedata
from datetime import date
from typing import Any

from pdcli.errors import UserError
from pdcli.portfolio.portfolio import Portfolio
from pdcli.scaffold.cycle import school_year
from pdcli.scaffold.document import new_document
from pdcli.scaffold.files import Planned
from pdcli.scaffold.portfolio import schema_path
from pdcli.suggest import choose
from pdcli.words import gettext as _

_LATIN_LETTERS = "a,a,b,v,g,g,d,e,e,zh,z,i,i,k,q,l,m,n,n,o,o,p,r,s,t,u,u,u,f,h,h,ts,ch,sh,shch,-,y,i,-,e,yu,ya"
# Kazakh and Russian letters in Latin ones: file names that every system and every link can carry.
_LATIN = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        _LATIN_LETTERS.split(","),
        strict=True,
    )
)
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def slug(title: str, limit: int = 40) -> str:
    """A title as part of a file name: small Latin letters, digits and hyphens."""
    letters = "".join(
        _LATIN[char].strip("-") if char in _LATIN else char for char in unicodedata.normalize("NFC", title).casefold()
    )
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(found) > limit:
        found = found[:limit].rsplit("-", 1)[0] if "-" in found[:limit] else found[:limit]
    return f"{found}-1" if _RESERVED.fullmatch(found) else found


def plan_document(portfolio: Portfolio, kind: str, title: str | None, today: date, cycle: str | None = None) -> Planned:
    """One new document. Raises UserError for an unknown kind, or where a cycle is needed and there is none."""
    form = portfolio.forms.get(kind)
    if form is None:
        message = _("There is no kind `{kind}`.").format(kind=kind[:40])
        raise UserError(message + " " + choose(kind, portfolio.forms.kinds()))
    parts = {name for _text, name, _spec, _conversion in string.Formatter().parse(form.place) if name}
    name = _cycle_name(portfolio, cycle) if "cycle" in parts else ""
    words = slug(title or "") or kind
    values = {"cycle": name, "date": today.isoformat(), "slug": words, "year": school_year(today)}
    path = portfolio.root / (form.place.format(**values) + f".{form.format}")
    number = 2
    while "slug" in parts and path.exists():
        values["slug"] = f"{words}-{number}"
        path = portfolio.root / (form.place.format(**values) + f".{form.format}")
        number += 1
    facts: dict[str, Any] = {"title": title}
    if "date" in form.by_key and "date" in parts:
        facts["date"] = today.isoformat()
    return Planned(path, new_document(form, portfolio.lang, facts, schema_path(portfolio.root, path, kind)))


def _cycle_name(portfolio: Portfolio, asked: str | None) -> str:
    names = [folder.name for folder in portfolio.cycles]
    if asked is not None:
        if asked not in names:
            known = (
                _("Cycles here: {names}.").format(names=", ".join(names)) if names else _("`pd new-cycle` opens one.")
            )
            raise UserError(_("There is no cycle `{cycle}`.").format(cycle=asked[:40]) + " " + known)
        return asked
    if not names:
        raise UserError(_("There is no cycle yet.") + " " + _("`pd new-cycle` opens one."))
    return names[-1]
