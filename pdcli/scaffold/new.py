"""A new document of any kind, in the place that its form names."""

import re
import string
import unicodedata
from datetime import date
from typing import Any

from pdcli.discovery.file_names import RESERVED
from pdcli.discovery.files import PROFILE_REF
from pdcli.documents.document import Document
from pdcli.errors import UserError
from pdcli.i18n import gettext as _
from pdcli.model.forms import Form
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.scaffold.cycle import note
from pdcli.scaffold.document import new_document
from pdcli.scaffold.files import Planned
from pdcli.scaffold.portfolio import schema_path
from pdcli.suggest import choose, did_you_mean

_LATIN_LETTERS = "a,a,b,v,g,g,d,e,e,zh,z,i,i,k,q,l,m,n,n,o,o,p,r,s,t,u,u,u,f,h,h,ts,ch,sh,shch,-,y,i,-,e,yu,ya"
# Kazakh and Russian letters in Latin ones: file names that every system and every link can carry.
_LATIN = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        _LATIN_LETTERS.split(","),
        strict=True,
    )
)


def slug(title: str, limit: int = 40) -> str:
    """A title as part of a file name: small Latin letters, digits and hyphens."""
    # The sign of a number is no letter, though Unicode spells it as two.
    spelled = unicodedata.normalize("NFC", title).replace("№", " ").casefold()
    letters = "".join(_LATIN[char].strip("-") if char in _LATIN else char for char in spelled)
    # A sign such as ™ becomes capital letters.
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(found) > limit:
        found = found[:limit].rsplit("-", 1)[0] if "-" in found[:limit] else found[:limit]
    return f"{found}-1" if found in RESERVED else found


def kinds(portfolio: Portfolio) -> list[str]:
    """The kinds that can be added: a portfolio has no file of a school, a school no cycle of a teacher."""

    def belongs(kind: str) -> bool:
        if kind == "school":
            return False
        form = portfolio.forms.get(kind) if portfolio.is_school else None
        return not portfolio.is_school or (kind != PROFILE_REF and not (form and "{cycle}" in form.place))

    return [kind for kind in portfolio.forms.kinds() if belongs(kind)]


def form_of(portfolio: Portfolio, kind: str) -> Form:
    """The form of a kind that can be added, by its key or a name of it. Raises UserError for any other."""
    known = kinds(portfolio)
    meant = kind if kind in known else portfolio.forms.suggest_kind(kind) or kind
    form = portfolio.forms.get(meant) if meant in known else None
    if form is None:
        message = _("There is no kind `{kind}`.").format(kind=kind[:40])
        if meant in portfolio.forms.kinds():
            message = _("A document of kind `{kind}` does not belong here.").format(kind=meant)
        close = portfolio.forms.nearest(kind)
        raise UserError(message + " " + (did_you_mean(close) if close in known else choose(kind, known)))
    return form


def plan_document(
    portfolio: Portfolio, kind: str, title: str | None, today: date, cycle: str | None = None, dated: bool = False
) -> Planned:
    """One new document; `dated` says that the day was chosen, so that it is written down in any kind.

    Raises UserError for an unknown kind, or where a cycle is needed and there is none.
    """
    form = form_of(portfolio, kind)
    kind = form.kind
    parts = {name for _text, name, _spec, _conversion in string.Formatter().parse(form.place) if name}
    name = _cycle_name(portfolio, cycle, today) if "cycle" in parts else ""
    # Where the place already says what it is, a document without a title needs no word of its own.
    words = slug(title or "") or ("" if kind in form.place else kind)
    values = {"cycle": name, "date": today.isoformat(), "slug": words, "year": school_year(today)}
    path = portfolio.root / _place(form, values)
    number = 2
    while "slug" in parts and path.exists():
        values["slug"] = f"{words}-{number}".strip("-")
        path = portfolio.root / _place(form, values)
        number += 1
    facts: dict[str, Any] = {"title": title, **_prefilled(portfolio, form)}
    if "date" in form.by_key and ("date" in parts or dated):
        facts["date"] = today.isoformat()
    if "school_year" in form.by_key and "year" in parts:
        facts["school_year"] = values["year"]
    schema = schema_path(portfolio.root, path, kind)
    folder = next((folder for folder in portfolio.cycles if folder.name == name), None)
    carried = folder.cycle.carried_over if folder and folder.cycle else ()
    return Planned(path, new_document(form, portfolio.lang, facts, schema, note(portfolio, kind, carried)))


def _place(form: Form, values: dict[str, str]) -> str:
    """Where a document goes, with its ending; an empty part leaves no hyphen behind."""
    return re.sub(r"-(?=-|/|$)|(?<=/)-", "", form.place.format(**values)) + f".{form.format}"


def _prefilled(portfolio: Portfolio, form: Form) -> dict[str, Any]:
    """What portfolio.yaml, or school.yaml, has said already: nothing is asked twice."""
    if portfolio.is_school:
        said = school_facts(next(iter(portfolio.of_kind("school")), None))
    else:
        said = portfolio.profile.data if portfolio.profile else {}
    return {item.key: said.get(item.prefill) for item in form.all_fields if item.prefill}


def school_facts(document: Document | None) -> dict[str, Any]:
    """What school.yaml says that other documents ask for as well, by their keys."""
    said = document.data if document else {}
    return {"school": said.get("name"), "region": said.get("region")}


def _cycle_name(portfolio: Portfolio, asked: str | None, day: date) -> str:
    """The cycle that was asked for, else the newest one whose period holds the day, else the newest."""
    names = [folder.name for folder in portfolio.cycles]
    if asked is not None:
        # 2026–2027/1
        asked = asked if asked in names else re.sub(r"\s*[‐‑–—−/]\s*", "-", asked.strip())
        if asked not in names:
            known = (
                _("Cycles here: {names}.").format(names=", ".join(names)) if names else _("`pd new-cycle` opens one.")
            )
            raise UserError(_("There is no cycle `{cycle}`.").format(cycle=asked[:40]) + " " + known)
        return asked
    if not names:
        raise UserError(_("There is no cycle yet.") + " " + _("`pd new-cycle` opens one."))
    return next((folder.name for folder in reversed(portfolio.cycles) if _holds(folder, day)), names[-1])


def _holds(folder: CycleFolder, day: date) -> bool:
    return bool(folder.start and folder.end and folder.start <= day <= folder.end)
