"""Times the reading of long documents beside plain readers: python benchmarks/reading.py.

Documents of 10, 100 and 1,000 pages (the invented plan of the tests, with paragraphs of prose in
between) are read as a plan, with all its tables. Each reading runs in a process of its own, which
gives its time and peak of memory. Peers, in the same run: python-docx
paragraphs and cells as plain text, pdfplumber `extract_text`, lxml `text_content`, Python's own
reading of a text file. Writes docs/reading.md.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (10, 100, 1000)
KINDS = (".txt", ".docx", ".html", ".pdf")
PER_PAGE = 12  # paragraphs on a page
LIMIT = 500
SENTENCE = (
    "- Tiếp tục rà soát, hoàn thiện tiêu chí số {at} tại các xã, thôn, bản; chủ động phối hợp với "
    "các đơn vị liên quan để tổ chức thực hiện, định kỳ tổng hợp kết quả; kiểm tra, giám sát, đôn "
    "đốc việc triển khai các nội dung đã đề ra trong năm."
)
PAGE = """# Time and memory of reading

Written by `make reading`. The invented plan of the tests with prose in between, so that it has so
many pages of {per_page} paragraphs; each reading in a process of its own. Seconds and memory differ
from machine to machine: look at how they grow with the pages, and at the ratio to a plain reader
that only takes out the text, in the same run.

{table}

{verdict}
"""


def ours(file: Path) -> None:
    """Read a document as a plan."""
    import ntm_analysis as ntm

    assert len(ntm.read_plan(file).targets) == 24  # noqa: S101


def peer(file: Path) -> None:
    """Take the plain text out of a file, as one would without the package."""
    if file.suffix == ".docx":
        import docx

        document = docx.Document(str(file))
        text = [paragraph.text for paragraph in document.paragraphs]
        text += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    elif file.suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(file) as document:
            for page in document.pages:
                page.extract_text()
                page.close()
    elif file.suffix == ".html":
        from lxml import html

        html.parse(str(file)).getroot().text_content()
    else:
        file.read_text(encoding="utf-8").splitlines()


def measure(side: str, file: Path) -> tuple[float, float]:
    """Return seconds and peak megabytes of one reading in a process of its own."""
    call = [sys.executable, __file__, side, str(file)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)  # noqa: S603
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def child(side: str, file: Path) -> None:
    """Do one reading and print seconds and peak megabytes, that of its own children included."""
    start = time.perf_counter()
    {"ours": ours, "peer": peer}[side](file)
    took = time.perf_counter() - start
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(took, max(own_peak(), children) / 1024)  # noqa: T201


def own_peak() -> int:
    """Return this process's own peak of memory in kilobytes.

    Linux counts the memory of the parent into ru_maxrss of a child, so its own record is taken.
    """
    record = Path("/proc/self/status")
    if not record.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = re.search(r"VmHWM:\s+(\d+)", record.read_text(encoding="ascii"))
    return int(found[1]) if found else 0


def write(folder: Path, kind: str, pages: int) -> Path:
    """Write a document of so many pages: the plan of the tests around paragraphs of prose."""
    sys.path.insert(0, str(ROOT / "tests"))
    from documents import HEAD, ROWS, TEXT, WRITERS

    prose = [SENTENCE.format(at=at) for at in range(PER_PAGE * pages - len(TEXT))]
    text = [*TEXT[:-2], "III. NHIỆM VỤ", *prose, *TEXT[-2:]]
    return WRITERS[kind](folder / f"{pages}{kind}", text, [HEAD, *ROWS])


def main() -> None:
    """Measure all kinds and sizes and write the page."""
    rows = ["| file | pages | seconds | per page, ms | MB | ratio of time to a plain reader |",
            "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    largest = 0.0
    growth: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for kind in KINDS:
            per_page: list[float] = []
            for pages in PAGES:
                file = write(Path(name), kind, pages)
                rounds = range(1 if pages == PAGES[-1] and kind == ".pdf" else 3)
                seconds, megabytes = min(measure("ours", file) for _ in rounds)
                plain, _ = min(measure("peer", file) for _ in rounds)
                per_page.append(1000 * seconds / pages)
                if kind != ".pdf":
                    largest = max(largest, megabytes)
                rows.append(
                    f"| {kind} | {pages} | {seconds:.2f} | {per_page[-1]:.1f} | {megabytes:.0f} | "
                    f"{seconds / plain:.1f} |"
                )
                print(rows[-1], flush=True)  # noqa: T201
            growth.append(f"{kind} {per_page[-1] / per_page[-2]:.2f}")
    verdict = (
        "Time per page of the longest document, as a multiple of the one before (1 or less: "
        f"it grows with the length and no faster): {', '.join(growth)}. Text, Word and HTML of "
        f"1,000 pages take at most {largest:.0f} MB; allowed: {LIMIT} MB."
    )
    print(verdict)  # noqa: T201
    page = PAGE.format(per_page=PER_PAGE, table="\n".join(rows), verdict=verdict)
    (ROOT / "docs/reading.md").write_text(page, encoding="utf-8")
    sys.exit(largest >= LIMIT)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
