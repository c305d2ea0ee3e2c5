"""A home whose plan and registers hold what could break out of a format, in every free text."""

import csv
import itertools
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from ntm_analysis import store

# Inert wherever text stays text; each would be seen in one of the formats if it did not.
MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title></style><b>b</b>",
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x.org")',
    "#panic[x]", '#read("/etc/hosts")', "$x^2$ #let y = 1", "// lời chú", "/* lời chú",
    "*đậm* _nghiêng_ `mã`", "| a | b |", "::: note", "@ref [^1] [a](http://x.org)",
    "![x](file:///etc/hosts)", "\\input{/etc/hosts} \\", "{{ 7*7 }} {% raw %}", "{name} {0} %s",
    "a & b < c > d \"e\" 'f' &amp; &lt;", "- mục", "1. mục", "# đầu đề", "**", "~~~", "<!-- -->",
    "]]>", "tên " * 2500,
]  # fmt: skip
# What no file can hold, or what turns the digits of a number around: refused.
REFUSED = {
    "soft": "1\u00ad2",
    "zero": "1\u200b2",
    "apart": "e\u0301",
    "glyph": "😀",
    "control": "a\x07b",
    "direction": "1\u202e23",
    "isolate": "\u20661\u2069",
    "long": "x" * 10_000,
}
# Columns of free text of each table of a plan.
TEXTS = {
    "districts": ("section",), "duties": ("what_vi", "what_en", "as_printed", "section"),
    "funding": ("note_vi", "note_en", "qualifier"), "references": ("number", "issuer"),
    "corrections": ("reason_vi", "reason_en"), "remarks": ("as_printed",),
    "mentions": ("as_printed",),
}  # fmt: skip


def home(folder: Path, texts: Iterable[str]) -> Path:
    """Make a home with the notebooks, the layers, and a plan and registers full of some texts."""
    folder.mkdir()
    for name in ("shapefiles", "notebooks", "reports.yml"):
        (folder / name).symlink_to(store.find(name))
    shutil.copytree(store.find("data"), folder / "data")
    turn = itertools.cycle(texts)
    plan = folder / "data" / "thanh_hoa_2024"
    for table, columns in TEXTS.items():
        rewrite(plan / f"{table}.csv", columns, turn)
    about = json.loads((plan / "datapackage.json").read_text("utf-8"))
    about["title"] = next(turn)
    about["sources"][0]["title"] = next(turn)
    (plan / "datapackage.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    rewrite(folder / "data" / "bodies.csv", ("name_vi", "name_en"), turn, ("name_vi", "variants"))
    return folder


def rewrite(
    file: Path, columns: tuple[str, ...], turn: Iterator[str], kept: tuple[str, str] | None = None
) -> None:
    """Put one of the texts before what stands in each filled cell of some columns.

    Of `kept` the old text of the first column goes into the second.
    """
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        if kept:
            row[kept[1]] = "|".join(filter(None, (row[kept[0]], row[kept[1]])))
        for column in columns:
            if row.get(column):
                row[column] = f"{next(turn)} {row[column]}"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
