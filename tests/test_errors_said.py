"""Errors that a reader of reports may meet are said in both languages."""

import ast
from pathlib import Path

import pytest

import ntm_analysis as ntm
from ntm_analysis import store
from ntm_analysis.batch.work import failed
from ntm_analysis.errors import NtmError
from ntm_analysis.wording import say, translated

PACKAGE = Path(ntm.__file__).parent
# What a job runs; the command line and the reading of documents speak to whoever calls them.
RUN = [
    "errors",
    "evidence",
    "geography",
    "integrity",
    "joins",
    "measures",
    "places",
    "plan",
    "refusals",
    "store",
    "successors",
    "tabular",
    "text",
    "vintages",
    "vocabulary",
    "wording",
    "figures",
    "publishing",
    "reporting",
    "progress",
]


def files() -> list[Path]:
    found = []
    for name in RUN:
        module = PACKAGE / f"{name}.py"
        found += [module] if module.is_file() else sorted((PACKAGE / name).rglob("*.py"))
    return found


def example(node: ast.expr) -> str:
    """Return a sentence as it may come out, each of its fields a word of its own."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(example, node.values))
    if isinstance(node, ast.FormattedValue):
        return "'‹x›'" if node.conversion == ord("r") else "‹x›"
    if isinstance(node, ast.BinOp):
        return example(node.left) + example(node.right)
    return "‹x›"


def raised() -> list[tuple[str, str]]:
    found = []
    for file in files():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.args and node.func.id in {
                "InputError", "DataError", "NameRefusedError",
            } and isinstance(node.args[0], ast.JoinedStr | ast.Constant | ast.BinOp):  # fmt: skip
                found.append((f"{file.stem}:{node.lineno}", example(node.args[0])))
    return found


def test_every_error_of_a_job_has_its_vietnamese_sentence() -> None:
    sentences = raised()
    assert len(sentences) > 60
    assert [one for one in sentences if translated(one[1], "vi") == one[1]] == []


def test_a_refusal_is_whole_in_the_other_language() -> None:
    said = {}
    for name in ("Đông", "Xã Hà Trung Quốc"):
        with pytest.raises(NtmError) as refused:
            ntm.resolve(name)
        said[name] = translated(str(refused.value), "vi")
    assert said["Đông"] == (
        "“Đông” không phải tên hay mã của đơn vị nào trong tỉnh theo quy tắc nào; các tên gần "
        "giống, chỉ để gợi ý: Đông Sơn, Mường Lát, Hoằng Hóa; 27 tên đơn vị có trong data/places/."
    )
    assert "; đây là tên xã, phường hoặc thị trấn, cần tên huyện; " in said["Xã Hà Trung Quốc"]
    with pytest.raises(NtmError) as refused:
        store.find_layer("nope")
    assert translated(str(refused.value), "vi").startswith("Không có lớp ranh giới “nope”; được")
    assert translated(str(refused.value), "en") == str(refused.value)


@pytest.mark.parametrize(
    ("name", "said", "vi", "en"),
    [
        ("ZeroDivisionError", "division by zero", "lỗi ZeroDivisionError: chia cho số không",
         "ZeroDivisionError: division by zero"),
        ("DataError", "đoạn “8”: số in “8” khác số tính lại", "đoạn “8”: số in “8” khác số tính lại",
         "đoạn “8”: số in “8” khác số tính lại"),
        ("KeyError", "'ab'", "lỗi KeyError: máy báo “'ab'”", "KeyError: 'ab'"),
        ("OSError", "[Errno 28] No space left on device: '/x'",
         "lỗi OSError: [Errno 28] ổ đĩa hết chỗ trống: “/x”",
         "OSError: [Errno 28] No space left on device: '/x'"),
        ("DataError", "The table a.csv is empty; restore it.", "Bảng a.csv trống; hãy khôi phục.",
         "The table a.csv is empty; restore it."),
    ],
)  # fmt: skip
def test_what_failed_is_said_in_the_language_of_the_report(
    name: str, said: str, vi: str, en: str
) -> None:
    assert (failed(name, said, "vi"), failed(name, said, "en")) == (vi, en)


def test_a_word_goes_with_its_number() -> None:
    counts = {"name": "office", "dated": 0}
    one = say("brief.summary", "en", duties=1, districts=1, **counts)
    assert "in 1 duty, 0 of them with a date, and has it direct 1 district." in one
    many = say("brief.summary", "en", duties=2, districts=0, **counts)
    assert "in 2 duties, 0 of them with a date, and has it direct 0 districts." in many
    assert [say("cite.at", "en", lines=at) for at in ("7", "7, 9", "7–9")] == [
        "line 7", "lines 7, 9", "lines 7–9",
    ]  # fmt: skip
