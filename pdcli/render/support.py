"""The support of a cycle in words."""

from collections.abc import Sequence

from pdcli.i18n import Lang, translations
from pdcli.model.documents import SupportKind
from pdcli.render.labels import choice_name
from pdcli.summary.support import ConfirmedSupport


def support_lines(stated: Sequence[SupportKind], confirmed: Sequence[ConfirmedSupport], lang: Lang) -> tuple[str, ...]:
    """What the teacher states, and below it what the school confirms; nothing where nobody says anything."""
    _ = translations(lang).gettext
    lines = []
    if stated:
        # Translators: who or what helped the teacher in a cycle.
        lines.append(_("Support: {support}").format(support=", ".join(_name(kind, lang) for kind in stated)))
    if confirmed:
        names = (f"{_name(item.kind, lang)} ({', '.join(dict.fromkeys(item.refs))})" for item in confirmed)
        lines.append(_("Support confirmed by the school: {support}").format(support=", ".join(names)))
    return tuple(lines)


def _name(kind: SupportKind, lang: Lang) -> str:
    return choice_name("action", "", "support", kind, lang)
