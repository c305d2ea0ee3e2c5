"""Damaged documents: how they are made, and what must hold of each of them."""

import io
import re
import shutil
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import docx
from documents import HEAD, ROWS, TEXT, WRITERS
from hypothesis import strategies as st

import ntm_analysis as ntm
from ntm_analysis.document.files import read_document
from ntm_analysis.errors import InputError
from ntm_analysis.plan import Plan, save_plan
from ntm_analysis.schema import TABLES

SECONDS = 60
LINES = [*TEXT, *("\t".join(row) for row in [HEAD, *ROWS])]
# Signs on which a reader may trip: of numbers, lists, tables, directions, of no width, combining.
SIGNS = "-+.,;:%()/|\t\u0301\u0323\u200b\u202e\ufeff\u00a0\u2028\x00\x0b\x85\u0130ßﬀ①٣𝟙–•*_#0123456789 tỷđxãT"
WORDS = [
    "17 xã", "01 huyện", "60 thôn/bản miền núi", "đạt chuẩn nông thôn mới", "nâng cao", "kiểu mẫu",
    "120 sản phẩm OCOP", "trong đó:", "bao gồm", "và", "tỷ đồng", "triệu đồng", "4.072.266 tỷ",
    "7.507,44", "7,507.44", "65,26%", "- ", "+ ", "1. ", "II. ", "a) ", "Phụ lục I", "Nơi nhận:",
    "Căn cứ", "Tổng vốn", "Ngân sách trung ương", "Ngân sách tỉnh", "Vốn tín dụng", "Nhân dân",
    "tỉnh Thanh Hóa", "năm 2024", "giai đoạn 2021-2025", "Quý I", "05/12/2024", "Thọ Xuân", "(", ")",
    "TT", "Tên huyện", "Xã NTM", "\t", "\n", "|", ": ", "; ", "0", "-", "không", "gồm: A, B và C",
    "9" * 40, "1" + ".000" * 30, "(" * 50, "…", "trên ", "gần ", "Tổng toàn tỉnh", "x" * 300,
]  # fmt: skip


@contextmanager
def _in_time() -> Iterator[None]:
    """End what hangs: a document of a page must be read within a minute."""

    def stop(*_: object) -> None:
        raise AssertionError(f"not read within {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def assert_tables_or_sentence(file: Path) -> str:
    """Read and audit a file: it gives tables of what stands in it, or one sentence. Says which."""
    with _in_time():
        try:
            plan = ntm.read_plan(file)
            ntm.audit(plan)
        except InputError as error:
            said = str(error)
            assert said.strip()
            assert "\n" not in said
            assert len(said) < 600
            return "refused"
    _assert_printed(plan, file)
    _assert_saved(plan, file)
    return "read"


def _assert_saved(plan: Plan, file: Path) -> None:
    """What was read can be written and loaded again, and holds the same rows."""
    folder = file.with_suffix(".tables")
    shutil.rmtree(folder, ignore_errors=True)
    with _in_time():
        save_plan(plan, folder)
        loaded = ntm.load_plan(folder)
    assert {name: len(table) for name, table in loaded.tables.items()} == {
        name: len(table) for name, table in plan.tables.items()
    }


def _assert_printed(plan: Plan, file: Path) -> None:
    """Every value's characters stand in the document, and the value is what they say."""
    whole = " ".join(" ".join(line.content.raw for line in read_document(file).lines).split())
    for name in TABLES:
        for row in plan.tables[name].to_dict("records"):
            printed = " ".join(str(row.get("as_printed") or "").split())
            assert printed in whole, (name, row)
            _assert_value(name, row, printed)


def _assert_value(name: str, row: dict, printed: str) -> None:
    if name == "funding" and row["amount_vnd"] is not None and str(row["amount_vnd"]) != "<NA>":
        numbers = re.findall(r"\d+", printed)
        ratio = Fraction(int(row["amount_vnd"]), int("".join(numbers)) or 1)
        while ratio >= 10 and ratio.denominator == 1 and ratio % 10 == 0:
            ratio /= 10
        several = re.search(r"(?:tỷ|tỉ|nghìn|triệu)\D+\d", printed, re.IGNORECASE)
        assert (
            several
            or ratio in {0, 1}
            or not row["amount_vnd"]
            or 1 / ratio in {10**n for n in range(19)}
        ), row
    if name in {"headline", "targets", "totals"} and str(row["value"]) not in {
        "None",
        "<NA>",
        "nan",
    }:
        assert int(re.findall(r"\d+", printed)[0]) == int(row["value"]), row


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """The invented document with lines cut, dropped, doubled, moved, joined and mistyped."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 10))):
        if not lines:
            break
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        line = lines[at]
        cut = draw(st.integers(0, len(line)))
        wrong = draw(
            st.one_of(st.text(SIGNS, max_size=8), st.sampled_from(WORDS), st.text(max_size=8))
        )
        lines[at] = draw(
            st.sampled_from([line[:cut], line[cut:], line[:cut] + wrong + line[cut:], line + lines[other],
                             wrong, line[:cut] + line[cut + 1 :], lines[other], line[::-1], line.upper()])
        )  # fmt: skip
        action = draw(st.sampled_from(["keep", "drop", "double", "move"]))
        if action == "drop":
            del lines[at]
        elif action == "double":
            lines.insert(other, lines[at])
        elif action == "move":
            lines.insert(other, lines.pop(at))
    return draw(st.sampled_from(["\n", "\n\n", "\r\n", "\r"])).join(lines)


def mixed_texts() -> st.SearchStrategy[str]:
    """Words of the genre in any order."""
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)


@st.composite
def damaged_bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """A file with bytes changed, cut off or put in."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 20))):
        made[draw(st.integers(4, len(made) - 1))] = draw(st.integers(0, 255))
    at = draw(st.integers(4, len(made)))
    return bytes(made[:at] + draw(st.binary(max_size=30)) + made[draw(st.integers(4, len(made))) :])


@st.composite
def damaged_markup(draw: st.DrawFn, content: str) -> str:
    """Markup with its tags dropped, doubled or moved, and its text mistyped."""
    parts = re.split(r"(<[^>]*>)", content)
    for _ in range(draw(st.integers(1, 12))):
        at, other = (draw(st.integers(0, len(parts) - 1)) for _ in range(2))
        wrong = draw(st.sampled_from([*WORDS, "<td colspan='9999'>", "<td rowspan=-3>", "<table>", "</tr>",
                                      "<tr>", "<li>", "&#0;", "&lt;", "<script>", "<br/>", ""]))  # fmt: skip
        parts[at] = draw(
            st.sampled_from(["", parts[other], parts[at] * 2, wrong, parts[at] + wrong])
        )
    return "".join(parts)


def word_file(markup: str) -> bytes:
    """Return a Word file whose main part is the given one."""
    whole = io.BytesIO()
    docx.Document().save(whole)
    made = io.BytesIO()
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(made, "w") as target:
        for part in package.infolist():
            content = package.read(part.filename)
            target.writestr(
                part, markup.encode() if part.filename == "word/document.xml" else content
            )
    return made.getvalue()


def markup_of(file: Path) -> str:
    """Return the main part of a Word file."""
    with zipfile.ZipFile(file) as package:
        return package.read("word/document.xml").decode()


def whole_file(folder: Path, kind: str) -> Path:
    """Write the invented document undamaged."""
    return WRITERS[kind](folder / f"whole{kind}", TEXT, [HEAD, *ROWS])
