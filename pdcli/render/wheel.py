"""The balance wheel (table 14, figure 12) as SVG: scores on the spokes, joined to a shape."""

import math
from typing import NamedTuple

from markupsafe import escape

from pdcli.i18n import Lang, translations
from pdcli.i18n.numbers import shown_number

_SIZE = 320
_RADIUS = 120.0
_RINGS = 5


class Sector(NamedTuple):
    """One sector: its name and its score, None where it is not rated yet."""

    name: str
    score: float | None


def wheel(title: str, sectors: list[Sector], highest: float, lang: Lang) -> str:
    """The drawing with its text alternative. Sectors carry their numbers; the names stand in the table beside it."""
    _ = translations(lang).gettext
    middle = _SIZE / 2

    def point(number: int, radius: float) -> tuple[float, float]:
        angle = 2 * math.pi * number / len(sectors) - math.pi / 2
        return round(middle + radius * math.cos(angle), 1), round(middle + radius * math.sin(angle), 1)

    rings = "".join(
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{_RADIUS * ring / _RINGS:g}"/>' for ring in range(1, _RINGS + 1)
    )
    ends = [point(number, _RADIUS) for number in range(len(sectors))]
    spokes = "".join(f'<line x1="{middle:g}" y1="{middle:g}" x2="{x:g}" y2="{y:g}"/>' for x, y in ends)
    scored = [
        point(number, _RADIUS * min(max(sector.score, 0), highest) / highest)
        for number, sector in enumerate(sectors)
        if sector.score is not None
    ]
    corners = " ".join(f"{x:g},{y:g}" for x, y in scored)
    dots = "".join(f'<circle cx="{x:g}" cy="{y:g}" r="4"/>' for x, y in scored)
    labels = "".join(
        f'<text x="{x:g}" y="{y:g}">{number + 1}</text>'
        for number, (x, y) in ((number, point(number, _RADIUS + 20)) for number in range(len(sectors)))
    )
    steps = [(middle - _RADIUS * ring / _RINGS, highest * ring / _RINGS) for ring in range(1, _RINGS + 1)]
    scale = "".join(f'<text class="scale" x="{middle + 5:g}" y="{y:g}">{score:g}</text>' for y, score in steps)
    scores = [_("not rated") if item.score is None else shown_number(item.score, lang) for item in sectors]
    description = "; ".join(
        f"{number}. {sector.name} – {score}"
        for number, (sector, score) in enumerate(zip(sectors, scores, strict=True), 1)
    )
    return (
        f'<svg class="wheel" role="img" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f'<g class="grid">{rings}{spokes}</g><polygon points="{corners}"/><g class="dots">{dots}</g>'
        f'<g class="names">{labels}{scale}</g></svg>'
    )
