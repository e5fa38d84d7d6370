"""A new document of any kind, at the path that its form states."""

import re
import string
import unicodedata
from datetime import date
from typing import Any

from pdcli.discovery.file_names import RESERVED
from pdcli.discovery.files import PROFILE_REF
from pdcli.documents.document import Document
from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.model.forms import Form
from pdcli.model.school_year import school_year
from pdcli.portfolio.portfolio import CycleFolder, Portfolio
from pdcli.resources import resource
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
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > limit:
        name = name[:limit].rsplit("-", 1)[0] if "-" in name[:limit] else name[:limit]
    return f"{name}-1" if name in RESERVED else name


def kinds(portfolio: Portfolio) -> list[str]:
    """The kinds that can be added: a portfolio has no document of a school, a school no cycle of a teacher."""

    def belongs(kind: str) -> bool:
        if kind == "school":
            return False
        form = portfolio.forms.get(kind)
        place = form.place_in(portfolio.is_school) if form else ""
        if portfolio.is_school:
            return kind != PROFILE_REF and "{cycle}" not in place
        # A portfolio may hold a copy of the school's cycle.
        return kind == "school-cycle" or not place.startswith("school/")

    return [kind for kind in portfolio.forms.kinds() if belongs(kind)]


def form_of(portfolio: Portfolio, kind: str) -> Form:
    """The form of a kind that can be added, by its key or a name of it.

    Raises UserError for any other kind, and for a broken form.
    """
    available = kinds(portfolio)
    key = kind if kind in available else portfolio.forms.suggest_kind(kind) or kind
    if key in available:
        return portfolio.forms.require(key)
    message = _("There is no kind `{kind}`.").format(kind=kind[:40])
    if key in portfolio.forms.kinds():
        message = _("A document of kind `{kind}` does not belong here.").format(kind=key)
    elif school := _example_school(key):
        hint = _("`pd demo --school {school}` writes an example that has it: copy {folder} from there to here.")
        raise UserError(message, hint.format(school=school, folder=f"templates/{key}"))
    close = portfolio.forms.nearest(kind)
    titles = portfolio.forms.titles()
    likely = did_you_mean(close, titles.get(close)) if close in available else choose(kind, available, titles)
    raise UserError(message + " " + likely)


def _example_school(kind: str) -> str | None:
    """The name of an example school that has a form of its own of a kind."""
    folders = resource("examples").glob("school-*/templates/*/form.yaml")
    return next((path.parents[2].name.removeprefix("school-") for path in folders if path.parent.name == kind), None)


def plan_document(
    portfolio: Portfolio,
    kind: str,
    title: str | None,
    today: date,
    cycle: str | None = None,
    dated: bool = False,
    is_prefilled: bool = True,
    remark: str = "",
) -> Planned:
    """One new document; with `dated` its date is written also where the form does not need it in the path.

    Without `is_prefilled` no question has an answer yet. `remark` stands in a comment at its top.
    Raises UserError for an unknown kind, or where a cycle is needed and there is none.
    """
    form = form_of(portfolio, kind)
    kind = form.kind
    place = form.place_in(portfolio.is_school)
    parts = {name for _text, name, _spec, _conversion in string.Formatter().parse(place) if name}
    if cycle is not None and "cycle" not in parts:
        raise UserError(_("A document of kind `{kind}` belongs to no cycle: leave out --cycle.").format(kind=kind))
    name = _cycle_name(portfolio, cycle, today) if "cycle" in parts else ""
    # Where the path already has the kind, a document without a title needs no word of its own, but for the file's name.
    words = slug(title or "") or ("" if kind in place and not place.endswith("/{slug}") else kind)
    values = {"cycle": name, "date": today.isoformat(), "slug": words, "year": school_year(today)}
    path = portfolio.root / f"{_place(place, values)}.{form.format}"
    number = 2
    while "slug" in parts and path.exists():
        values["slug"] = f"{words}-{number}".strip("-")
        path = portfolio.root / f"{_place(place, values)}.{form.format}"
        number += 1
    facts: dict[str, Any] = {"title": title, **_prefilled_facts(portfolio, form)}
    if "date" in form.by_key and ("date" in parts or dated):
        facts["date"] = today.isoformat()
    if "school_year" in form.by_key and "year" in parts:
        facts["school_year"] = values["year"]
    if not is_prefilled:
        facts = {}
    schema = schema_path(portfolio.root, path, kind)
    folder = next((folder for folder in portfolio.cycles if folder.name == name), None)
    carried = folder.cycle.carried_over if folder and folder.cycle else ()
    remarks = "\n".join(filter(None, (note(portfolio, kind, carried), remark)))
    return Planned(path, new_document(form, portfolio.lang, facts, schema, remarks))


def _place(place: str, values: dict[str, str]) -> str:
    """The path of a document from the root, without its suffix and without the hyphen of an empty part."""
    return re.sub(r"-(?=-|/|$)|(?<=/)-", "", place.format(**values))


def _prefilled_facts(portfolio: Portfolio, form: Form) -> dict[str, Any]:
    """Key -> value of the fields that repeat an answer of portfolio.yaml or school.yaml."""
    if portfolio.is_school:
        facts = school_facts(next(iter(portfolio.of_kind("school")), None))
    else:
        facts = portfolio.profile.data if portfolio.profile else {}
    return prefilled(form, facts)


def prefilled(form: Form, facts: dict[str, Any]) -> dict[str, Any]:
    """Key -> value of the fields of a form that repeat one of these answers."""
    return {item.key: facts.get(item.prefill) for item in form.all_fields if item.prefill}


def school_facts(document: Document | None) -> dict[str, Any]:
    """The name and region of a school, by the keys of other documents."""
    data = document.data if document else {}
    return {"school": data.get("name"), "region": data.get("region")}


def _cycle_name(portfolio: Portfolio, requested: str | None, day: date) -> str:
    """The requested cycle, else the newest one whose period contains the day, else the newest.

    Raises UserError for a cycle that does not exist.
    """
    names = [folder.name for folder in portfolio.cycles]
    if requested is not None:
        # 2026–2027/1
        requested = requested if requested in names else re.sub(r"\s*[‐‑–—−/]\s*", "-", requested.strip())
        if requested not in names:
            hint = (
                _("Cycles here: {names}.").format(names=", ".join(names))
                if names
                else _("`pd new-cycle` opens a cycle.")
            )
            raise UserError(_("There is no cycle `{cycle}`.").format(cycle=requested[:40]) + " " + hint)
        return requested
    if not names:
        raise UserError(_("There is no cycle yet.") + " " + _("`pd new-cycle` opens a cycle."))
    return next((folder.name for folder in reversed(portfolio.cycles) if _is_in_period(folder, day)), names[-1])


def _is_in_period(folder: CycleFolder, day: date) -> bool:
    return bool(folder.start and folder.end and folder.start <= day <= folder.end)
