"""The index page of a batch, made from the ledger alone."""

import base64
import datetime as dt

from matplotlib import pyplot as plt

from ntm_analysis.figures import maps, style
from ntm_analysis.figures.save import picture
from ntm_analysis.plan import Plan
from ntm_analysis.reporting.ledger import Record
from ntm_analysis.reporting.publish import footer, index_page
from ntm_analysis.text import format_date, search_key
from ntm_analysis.wording import say

_WORDS = ("search", "report", "status", "date", "notebook", "none_found")


def index(records: list[Record], plan: Plan, lang: str = "vi") -> str:
    """Return the index page: thumbnail of the map, searchable list, status and date of each."""
    thumbnail, said = _thumbnail(plan, lang)
    failed = sum(record.status == "failed" for record in records)
    return index_page(
        lang=lang,
        title=say("index.title", lang, province=plan.province, year=plan.year),
        summary=say(
            "index.summary", lang, done=len(records) - failed, all=len(records), failed=failed
        ),
        failed=failed,
        thumbnail=thumbnail,
        thumbnail_alt=said,
        words={name: say(f"index.{name}", lang) for name in _WORDS},
        jobs=[_row(record, lang) for record in records],
        footer=footer(lang),
    )


def _row(record: Record, lang: str) -> dict[str, str]:
    kept = ""
    if record.status == "failed":
        kept = (
            say("index.kept", lang, date=_when(record.last_good, lang))
            if record.last_good
            else say("index.never", lang)
        )
    return {
        "title": record.title,
        "key": search_key(f"{record.title} {record.id}"),
        "status": say(f"index.{record.status}", lang),
        "error": record.error,
        "kept": kept,
        "made": _when(record.made, lang),
        "html": f"{record.id}.html" if record.last_good else "",
        "notebook": f"{record.id}.ipynb" if record.last_good else "",
    }


def _when(moment: str, lang: str) -> str:
    time = dt.datetime.fromisoformat(moment)
    return f"{format_date(time.date(), lang)} {time:%H:%M}"


def _thumbnail(plan: Plan, lang: str) -> tuple[str, str]:
    """Return a map as base64 and the text that stands in for it."""
    ax = maps.target_map(plan, "ocop_products", lang=lang, size="A5")
    shown, said = style.figure_of(ax), style.alt_text(ax)
    content = picture(shown, "png", said, dpi=160)
    plt.close(shown)
    return base64.b64encode(content).decode(), said
