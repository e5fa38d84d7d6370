"""pd guide"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdcli import i18n
from pdcli.cli import console
from pdcli.cli.values import category_labels, category_of, one_of, shown_values
from pdcli.errors import UserError
from pdcli.i18n import N_
from pdcli.i18n import gettext as _
from pdcli.i18n.sentences import at_start

if TYPE_CHECKING:
    from pdcli.guideline.guide import Passage
    from pdcli.i18n import Lang
    from pdcli.model.documents import Category
    from pdcli.model.forms import Form

HELP = N_(
    "Show what the guideline says: about a stage, about a category, in a whole table, or "
    "wherever a word is used. Inside a portfolio, the text about a stage is narrowed to your "
    "category."
)
EXAMPLES = (
    ("pd guide", N_("List stages and tables.")),
    ("pd guide analysis", N_("What is expected of your category at this stage.")),
    ("pd guide analysis --role school", N_("What the administration does.")),
    ("pd guide 8", N_("Table 8 as a whole.")),
    (N_("pd guide principles"), N_("The six principles and what shows them.")),
    (N_("pd guide roadmap"), N_("Where a school begins and how it goes on.")),
    ("pd guide --category expert", N_("One category, and what the next one adds.")),
    (N_("pd guide --find reflection"), N_("Everywhere a word is used.")),
)


# Translators: topics as they are typed in your language; each must be a name of the topic.
TOPICS = N_(
    "principles, competences, sub-stages, diagnostics, levels, events, generalisation, groups, cases, roadmap, appendix"
)
_ALL = {"all": ("all", "барлығы", "бәрі", "барлық санат", "все", "все категории")}
# Whose side of the guideline.
SIDES = {"teacher": N_("teacher"), "school": N_("school administration")}


def help_lists() -> dict[str, str]:
    """Placeholder -> list for the help."""
    from pdcli.guideline.tables import KEYS

    lang, words = i18n.current(), TOPICS.split(", ")
    return {
        "categories": shown_values(category_labels(), lang),
        "sides": shown_values(side_labels(), lang),
        "topics": ", ".join((_(TOPICS), *(key for key in KEYS if not key.startswith("table-") and key not in words))),
    }


def side_labels() -> dict[str, dict[i18n.Lang, str]]:
    """Side of the guideline -> its label in each language."""
    return {key: i18n.in_every_language(text) for key, text in SIDES.items()}


def guide(
    topic: Annotated[
        str | None,
        typer.Argument(metavar=N_("TOPIC"), help=N_("A stage, a table or a topic: {topics}."), show_default=False),
    ] = None,
    category: Annotated[
        str,
        typer.Option(metavar=N_("CATEGORY"), help=N_("{categories}; `all` for all.")),
    ] = "",
    role: Annotated[str, typer.Option(metavar=N_("ROLE"), help=N_("{sides}."))] = "teacher",
    find: Annotated[str, typer.Option(metavar=N_("WORD"), help=N_("Search for a word."))] = "",
) -> int:
    """Parse the options, print passages."""
    from pdcli.guideline import guide as guideline
    from pdcli.model.documents import CATEGORIES
    from pdcli.model.human_values import by_words, parse_side

    lang = i18n.current()
    role = parse_side(role) or one_of(role, list(SIDES), "--role", side_labels())
    if category:
        category = by_words(category, _ALL) or category_of(
            category, "--category", others={"all": i18n.in_every_language(N_("All categories"))}
        )
    category_key = next((item for item in CATEGORIES if item == category), None)
    if find:
        return _search(find, category_key)
    if topic is None:
        if category_key is None:
            return _contents()
        _show(guideline.passages_of_category(category_key, lang), _category_name(category_key))
        following = guideline.next_category(category_key)
        if following:
            added = [
                item
                for item in guideline.passages_of_category(following, lang)
                if item.table.key in ("table-03", "table-08")
            ]
            _show(added, _("What the next category adds: {name}").format(name=_category_name(following)))
        return 0
    stage = guideline.find_stage(topic) if not topic.isdecimal() else None
    if stage:
        mine = category_key if category else _own_category()
        who = _("School administration") if role == "school" else _category_name(mine) if mine else _("All categories")
        passages = guideline.passages_of_stage(stage, role, mine, lang)
        _show(passages, f"{passages[0].label} · {who}")
        return 0
    guideline_table = guideline.find_table(topic)
    if guideline_table is None:
        raise UserError(
            _("The guideline has no stage, table or topic `{topic}`.").format(topic=topic[:40])
            + " "
            + _("`pd guide` lists the stages and tables.")
        )
    title = guideline_table.title[lang]
    if category_key and guideline.speaks_of_categories(guideline_table):
        title = f"{title} · {_category_name(category_key)}"
    _show(guideline.passages_of_table(guideline_table, category_key, lang), title)
    return 0


def _contents() -> int:
    from pdcli.guideline.tables import STAGES, table, tables

    lang = i18n.current()
    console.out(console.styled(_("Stages"), "bold"))
    names = {row.stage: row.label[lang] for row in table("appendix").rows}
    for stage in STAGES:
        console.out(f"  {stage:<16}{names[stage]}")
    console.out()
    console.out(console.styled(_("Tables and topics"), "bold"))
    for item in tables():
        console.wrapped(f"  {item.key:<16}", f"{item.title[lang]} · {at_start(item.source[lang])}")
    return 0


def _search(word: str, category: "Category | None") -> int:
    from pdcli.documents.form_library import FormLibrary
    from pdcli.guideline.guide import current_name, passages_with_word, tables_with_word

    lang = i18n.current()
    name = current_name(word)
    passages = passages_with_word(name, category, lang)
    matching_tables = tables_with_word(name, lang)
    library = FormLibrary()
    forms = [form for kind in library.kinds() if (form := library.get(kind))]
    matching_forms = [form for form in forms if name.casefold() in _words_of(form, lang).casefold()]
    if not passages and not matching_tables and not matching_forms:
        console.err(_("The guideline does not contain the word “{word}”.").format(word=word[:60]))
        return 1
    _show(passages, "")
    if matching_tables:
        console.out(console.styled(_("Tables and topics"), "bold"))
        for item in matching_tables:
            console.wrapped(f"  pd guide {item.key:<25}", item.title[lang])
        console.out()
    if matching_forms:
        console.out(console.styled(_("Forms"), "bold"))
        for form in matching_forms:
            console.wrapped(f"  pd new {form.kind:<27}", form.title[lang])
    return 0


def _words_of(form: "Form", lang: "Lang") -> str:
    """What a form is found by."""
    return f"{form.title[lang]} {form.blank_title[lang]} {form.help[lang]}"


def _own_category() -> "Category | None":
    from pdcli.discovery.files import PROFILE_FILE, PROFILE_REF, find_root
    from pdcli.documents.form_library import FormLibrary
    from pdcli.documents.reader import read_document
    from pdcli.model.documents import Portfolio

    root = find_root(Path.cwd())
    # Only one file of the portfolio has it.
    profile = read_document(str(root / PROFILE_FILE), PROFILE_REF, FormLibrary(root)) if root else None
    return profile.model.category if profile and isinstance(profile.model, Portfolio) else None


def _category_name(category: str | None) -> str:
    from pdcli.documents.form_library import FormLibrary

    form = FormLibrary().get("portfolio")
    return form.by_key["category"].choice_label(category, i18n.current()) if form else str(category)


def _show(passages: "list[Passage]", title: str) -> None:
    lang = i18n.current()
    if title:
        console.wrapped("", title, "bold")
        console.out()
    table, label = "", title.partition(" · ")[0]
    for passage in passages:
        if passage.table.key != table:
            table = passage.table.key
            # The title of a whole table stands above already.
            name = "" if passage.table.title[lang] == title else f". {passage.table.title[lang]}"
            console.wrapped("", at_start(passage.table.source[lang]) + name, "cyan")
            console.out()
        if passage.label != label:
            console.wrapped("  ", passage.label, "bold")
        for part in passage.parts:
            console.wrapped("  ", f"{part.label}:" if len(part.items) > 1 else f"{part.label}: {part.items[0]}")
            if len(part.items) > 1:
                for text in part.items:
                    console.wrapped("    • ", text)
        console.out()
