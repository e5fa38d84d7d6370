"""The page of a rule: what it checks, whom it serves and why, in three languages, with a bad and a good example."""

import re
from functools import cache
from typing import Any, NamedTuple

from pdcli.i18n import N_, Lang, translate, translations
from pdcli.lint.rule_names import rule_name
from pdcli.lint.rules import BY_CODE
from pdcli.runtime.cache import CACHE_MISS, DiskCache

# What a clause may name, each with its number.
_SOURCES = {
    "table": N_("table {number}"),
    "figure": N_("figure {number}"),
    "stage": N_("stage {number}"),
    "principle": N_("principle {number}"),
    # Translators: the number of a ministerial order.
    "order": N_("order {number}"),
    # Translators: a clause of an order.
    "clause": N_("clause {number}"),
    # Translators: an appendix of the guideline.
    "appendix": N_("appendix {number}"),
}
# What a rule serves that is not in any one table, or in none at all.
_WHOLE = {
    "form": N_("the table on which the form of the document is based"),
    "files": N_("good practice with files; no clause in the guideline"),
    "privacy": N_("good practice with personal data; no clause in the guideline"),
    "practice": N_("good practice; no clause in the guideline"),
}


class RulePage(NamedTuple):
    """One page: what is checked, which clause that serves, and why it matters to a teacher or a committee."""

    code: str
    name: str
    severity: str
    clause: str
    what: str
    why: str
    bad: str
    good: str

    def as_markdown(self, lang: Lang) -> str:
        """The page as text for the terminal and for docs/."""
        _ = translations(lang).gettext
        basis, why, bad, good = _("Basis"), _("Why it matters"), _("Wrong"), _("Right")
        name = rule_name(self.code, self.name, lang)
        title = name if name == self.name else f"{name} (`{self.name}`)"
        parts = [f"# {self.code} {title}", self.what, f"{basis}: {self.clause}.", f"## {why}", self.why]
        return "\n\n".join([*parts, f"## {bad}", _fenced(self.bad), f"## {good}", _fenced(self.good)]) + "\n"


def _fenced(text: str) -> str:
    # An example may hold a frame of code itself.
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


@cache
def rule_text(code: str) -> dict[str, Any]:
    """The text of a rule as data. Raises KeyError for a code that is none."""
    # The list of rules is stored, and most runs show no page.
    import yaml

    # All pages are read at once by `pd rule --all` and SARIF: the parser in C takes a tenth of the time.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text: dict[str, Any] = yaml.load(BY_CODE[code].text, Loader=loader)
    return text


def rule_summaries() -> dict[str, dict[Lang, str]]:
    """Code -> what the rule checks, by language. Stored between runs: parsing the texts of all rules takes long."""
    disk = DiskCache("rules")
    try:
        summaries: dict[str, dict[Lang, str]] = disk.read("what")
    except CACHE_MISS:
        summaries = {code: rule_text(code)["what"] for code in BY_CODE}
        disk.prepare()
        disk.write("what", summaries)
    return summaries


def page(code: str, lang: Lang) -> RulePage:
    """The page of a rule. Raises KeyError for a code that is none."""
    rule, text = BY_CODE[code], rule_text(code)
    return RulePage(
        code, rule.name, rule.severity.value, clause_in(text["clause"], lang), text["what"][lang], text["why"][lang],
        _in_language(text["bad"], lang), _in_language(text["good"], lang),
    )  # fmt: skip


def _in_language(example: str | dict[Lang, str], lang: Lang) -> str:
    # Keys, numbers and dates are the same in every language.
    text = example if isinstance(example, str) else example[lang]
    return text.rstrip()


def clause_in(clause: str, lang: Lang) -> str:
    """A clause such as `table 1, stage 4; principle 6` in words. Raises ValueError for what is none."""
    if clause in _WHOLE:
        return translate(_WHOLE[clause], lang)
    return "; ".join(", ".join(_source(part, lang) for part in source.split(", ")) for source in clause.split("; "))


def _source(part: str, lang: Lang) -> str:
    match = re.fullmatch(r"([a-z]+) (\d+)", part)
    if match is None or match[1] not in _SOURCES:
        raise ValueError(part)
    return translate(_SOURCES[match[1]], lang).format(number=match[2])
