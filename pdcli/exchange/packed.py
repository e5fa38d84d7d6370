"""The packet of a portfolio with its summary in it."""

from datetime import date
from pathlib import Path

from pdcli.exchange.packet import SUMMARY_FOLDER, Packet, plan_packet
from pdcli.portfolio.mark import marked
from pdcli.portfolio.writer import text_bytes
from pdcli.render.summary import FORMATS, render_summary
from pdcli.summary.data import summarise
from pdcli.summary.history import logs
from pdcli.summary.many import open_one
from pdcli.words import Lang


def collect(root: Path, lang: Lang, today: date) -> Packet:
    """Everything that goes into the packet. The summary's links lead to the evidence beside it in the packet."""
    portfolio = open_one(root)
    told = summarise(portfolio, lang, logs([root], today)[0], today)
    # In the packet the portfolio is the folder above the summary: links to evidence are as from a folder in it.
    pages = {}
    for suffix in FORMATS:
        text = render_summary(told, suffix, root, root / SUMMARY_FOLDER, today)
        pages[f"summary.{suffix}"] = marked(Path(f"summary.{suffix}"), text_bytes(text))
    return plan_packet(portfolio, pages)
