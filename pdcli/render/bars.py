"""Small drawings of numbers as SVG: bars of a goal, scores of a lesson. Each says in words what it shows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import escape

_WIDTH, _STRIP = 100, 240
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_PERCENT = re.compile(r"%|пайыз|процент|per ?cent", re.IGNORECASE)


class Figures(NamedTuple):
    """Three numbers that can be drawn on one scale, from 0 to `whole`."""

    baseline: float
    measured: float
    target: float
    whole: float


def figures(baseline: str, measured: str, target: str) -> Figures | None:
    """The numbers of three texts such as `29 %`, `8 of 22` or `14`; None where they are not of one kind."""
    texts = (baseline, measured, target)
    numbers_of_texts = [[_value(one) for one in _NUMBER.findall(text)] for text in texts]
    counts = {len(numbers) for numbers in numbers_of_texts}
    if counts == {1}:
        units = {" ".join(_NUMBER.sub(" ", text).casefold().split()) for text in texts}
        values = [numbers[0] for numbers in numbers_of_texts]
        if len(units) > 1 or min(values) < 0:
            return None
        whole = max(values)
        whole = max(whole, 100.0) if _PERCENT.search(baseline) else whole or 1.0
        return Figures(values[0], values[1], values[2], whole)
    if counts == {2}:
        # `8 of 22` and «22-ден 8»: the number that is the same in all three is the whole.
        for place in (1, 0):
            wholes = {numbers[place] for numbers in numbers_of_texts}
            values = [numbers[1 - place] for numbers in numbers_of_texts]
            if len(wholes) == 1 and min(values) >= 0 and max(values) <= (whole := wholes.pop()) and whole:
                return Figures(values[0], values[1], values[2], whole)
    return None


def _value(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


def goal_bars(title: str, baseline: str, measured: str, target: str) -> str:
    """Two bars, of the baseline and of what was measured, and a line at the target; empty where they are no numbers."""
    numbers = figures(baseline, measured, target)
    if numbers is None:
        return ""
    first, second, aim = (round(_WIDTH * value / numbers.whole, 1) for value in numbers[:3])
    aim = min(max(aim, 0.5), _WIDTH - 0.5)
    return (
        f'<svg class="goal-bars" role="img" viewBox="0 0 {_WIDTH} 12" preserveAspectRatio="none">'
        f"<title>{escape(title)}</title>"
        f'<rect class="ground" width="{_WIDTH}" height="12"/>'
        f'<rect class="before" y="1" width="{first:g}" height="4"/>'
        f'<rect class="after" y="6" width="{second:g}" height="5"/>'
        f'<line x1="{aim:g}" x2="{aim:g}" y1="0" y2="12"/></svg>'
    )


def score_strip(
    title: str, scores: Sequence[tuple[float, bool]], threshold: float | None, limits: tuple[float, float]
) -> str:
    """The scores of a lesson on a line, full ones confirmed, and a line at the threshold; `limits` of all lessons."""
    least, most = limits

    def place(score: float) -> float:
        return round(5 + (_STRIP - 10) * (score - least) / ((most - least) or 1), 1)

    places = [place(score) for score, _is_confirmed in scores]
    line = (
        f'<line class="asked" x1="{place(threshold):g}" x2="{place(threshold):g}" y1="0" y2="12"/>' if threshold else ""
    )
    dots = "".join(
        f'<circle class="{"confirmed" if is_confirmed else "declared"}" cx="{place(score):g}" cy="6" r="3"/>'
        for score, is_confirmed in scores
    )
    return (
        f'<svg class="score-strip" role="img" viewBox="0 0 {_STRIP} 12"><title>{escape(title)}</title>'
        f'<line class="ground" x1="0" x2="{_STRIP}" y1="6" y2="6"/>{line}'
        f'<line class="spread" x1="{min(places):g}" x2="{max(places):g}" y1="6" y2="6"/>{dots}</svg>'
    )
