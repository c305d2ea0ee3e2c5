"""Who does what by when: duties with their deadlines and parties, by the headings of the plan."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ntm_analysis.document.clauses import Clause, clauses, sentences
from ntm_analysis.document.deadlines import unread
from ntm_analysis.document.duty_table import duty_rows
from ntm_analysis.document.model import Address
from ntm_analysis.document.naming import Register
from ntm_analysis.document.parties import (
    Named,
    Party,
    bodies_at,
    district_lists,
    of_role,
    once,
    why_unknown,
)
from ntm_analysis.document.passages import Passage
from ntm_analysis.document.references import is_letterhead
from ntm_analysis.document.remarks import Remarks

_WHO_DOES_WHAT = re.compile(r"to chuc thuc hien|phan cong (?:nhiem vu|thuc hien)|trach nhiem")
_NO_DUTIES = re.compile(r"muc dich|yeu cau|muc tieu|can cu|noi nhan|phu luc|ket qua|danh gia")
_ASKED = re.compile(r"(?:đề nghị|giao|yêu cầu)(?: cho)?\s+")
_WITH = re.compile(r"phối hợp(?: chặt chẽ)?(?: với| cùng(?: với)?)?\s+")
_BASIS = re.compile(r"làm (?:cơ sở|căn cứ)[^.;]{0,20}?(?:báo cáo|trình|đề nghị)\s+")
_GOAL = re.compile(r"(?<![\d,.])100\s*%")
_ASIDE_ALONE = re.compile(r"\W*\([^()]*\)\W*")
_ASIDE = re.compile(r"\([^()]*\)")
_LONGEST_LABEL = 160


@dataclass
class Duties:
    """Duties and their parties, as rows of plain data."""

    duties: list[dict[str, Any]] = field(default_factory=list)
    duty_parties: list[dict[str, Any]] = field(default_factory=list)


class DutyReader:
    """Follows the sections of a plan and collects the duties.

    In the section that says who does what, each item headed by a body gives it the duties below;
    elsewhere a sentence is a duty if it has a deadline, begins with "Giao" and a body, or sets a
    goal of 100 %.
    """

    def __init__(self, register: Register, year: int | None, remarks: Remarks) -> None:
        self.register, self.year, self.remarks = register, year, remarks
        self.made = Duties()
        self._assigning = False
        self._silent = False
        self._silent_item = False
        self._holders: list[Party] = []
        self._depth = 0
        self._on_line: Counter[int] = Counter()

    def read(self, found: list[Passage]) -> Duties:
        """Read all passages in order."""
        for passage in found:
            if passage.is_row or _ASIDE_ALONE.fullmatch(passage.text) or is_letterhead(passage):
                continue
            if not passage.marker and passage.folded.startswith("tren day la"):
                break
            self._enter(passage)
            if not self._silent and not self._silent_item:
                self._read(passage)
        for row in duty_rows(found, self.register, self.year):
            what = Clause(0, len(row.what.text), row.deadline)
            parties = [Party(role, named, cell) for role, named, cell in row.parties]
            self._add(row.what, what, row.due or row.what, once(parties))
            for begin, stop in row.unread:
                self._unread((row.due or row.what).address(begin, stop))
        return self.made

    def _enter(self, passage: Passage) -> None:
        """Follow the headings: which part this is, and whom its item is addressed to."""
        heading = passage.folded[passage.body :].strip()
        is_part = bool(re.fullmatch(r"[IVXLC]+[.)]", passage.marker))
        if is_part or (passage.text.isupper() and len(heading) < 100):
            self._assigning = bool(_WHO_DOES_WHAT.search(heading))
            self._silent = not self._assigning and bool(_NO_DUTIES.search(heading))
            self._silent_item = False
            self._holders = []
        elif passage.section in {"Căn cứ", "Nơi nhận"} or passage.section.startswith("Phụ lục"):
            self._silent = True
        elif passage.marker[:1].isdigit():
            depth = passage.marker.strip(".)/").count(".")
            if depth <= self._depth or not self._holders:
                self._holders, self._depth = [], depth
            self._silent_item = not self._assigning and bool(_NO_DUTIES.match(heading))

    def _read(self, passage: Passage) -> None:
        if self._assigning:
            leading = self._leading(passage, passage.body)
            rest = passage.low[leading[-1].named.end :] if leading else ""
            alone = not _ASIDE.sub("", rest).strip(" .:;,*_")
            if leading and alone and not passage.is_bullet:
                self._holders = leading
                return
            if leading and re.match(r"\s*[:,]", rest) and not passage.is_bullet:
                self._holders = leading
        for start, end in sentences(passage):
            self._sentence(passage, start, end)

    def _leading(self, passage: Passage, at: int) -> list[Party]:
        """Return the bodies or districts that a passage begins with."""
        asked = _ASKED.match(passage.low, at)
        at = asked.end() if asked else at
        return [Party("lead", one, passage) for one in self._named_at(passage, at)]

    def _named_at(self, passage: Passage, at: int, end: int | None = None) -> list[Named]:
        """List the bodies, or the districts, whose names begin at an offset."""
        end = len(passage.text) if end is None else end
        named = bodies_at(passage, self.register, at, end)
        lists = [] if named else list(district_lists(passage, self.register, at, end))
        for districts in lists:
            if not re.fullmatch(r"\s*(?:,\s*)?(?:và\s+)?", passage.low[at : districts.begins]):
                break
            named += districts.named
            at = districts.after
        return named

    def _sentence(self, passage: Passage, start: int, end: int) -> None:
        found = clauses(passage, start, end, self.year)
        read = [clause.deadline for clause in found if clause.deadline]
        for begin, stop in unread(passage.low, start, end, read, self.year):
            self._unread(passage.address(begin, stop))
        orders = bool(re.match(r"giao\s", passage.low[start:])) and bool(
            self._leading(passage, start)
        )
        goal = _GOAL.search(passage.low, start, end) is not None
        wanted = [c for c in found if c.deadline] or (found if orders or goal else [])
        holders = self._assigning and (bool(self._holders) or bool(self._leading(passage, start)))
        if holders and not re.fullmatch(r"trong đó\W*", passage.low[start:end].strip()):
            wanted = found
        inherited: list[Party] = []
        for clause in wanted:
            inherited = self._duty(passage, clause, inherited)

    def _duty(self, passage: Passage, clause: Clause, inherited: list[Party]) -> list[Party]:
        """Add one duty; its parties go on to the next clause of the sentence that names none."""
        parties, goes_on = self._parties(passage, clause, inherited)
        self._add(passage, clause, passage, parties)
        return goes_on

    def _add(self, passage: Passage, clause: Clause, dated: Passage, who: list[Party]) -> None:
        """Add a duty; its deadline stands in `dated`, which may be a cell of its own."""
        due = clause.deadline
        start = due.start if due else clause.start
        address = dated.address(start, due.end if due else clause.end)
        name = f"line_{address.line}"
        self._on_line[address.line] += 1
        count = self._on_line[address.line]
        name = f"{name}_{count}" if count > 1 else name
        possible = due is not None and (due.day != "" or due.kind == "periodic")
        printed = address.as_printed if due else ""
        self.made.duties.append({
            "duty": name, "what_vi": _label(passage, clause), "what_en": "",
            "due_kind": due.kind if due and possible else "none",
            "due_date": due.day if due else "",
            **address.columns(paged=self.remarks.paged), "as_printed": printed,
        })  # fmt: skip
        if due and not possible:
            self.remarks.at("no_such_day", printed, address)
        if due and due.year_assumed:
            self.remarks.at("year_assumed", printed, address, taken=due.day)
        if due and due.others:
            others = ", ".join(due.others)
            self.remarks.at("due_range", printed, address, taken=due.day, other=others)
        for party in who:
            self._party(name, party)

    def _unread(self, address: Address) -> None:
        self.remarks.at("due_unread", address.as_printed, address)

    def _party(self, duty: str, party: Party) -> None:
        address = party.address
        if not party.named.code and not party.named.body:
            self.remarks.at(
                why_unknown(address.as_printed, self.register), address.as_printed, address
            )
        self.made.duty_parties.append({
            "duty": duty, "body": party.named.body, "district_code": party.named.code,
            "role": party.role, **address.columns(paged=self.remarks.paged),
        })  # fmt: skip

    def _parties(
        self, passage: Passage, clause: Clause, inherited: list[Party]
    ) -> tuple[list[Party], list[Party]]:
        """Return the parties of a clause, and those that go on to the next one."""
        if clause.own:
            lists = district_lists(passage, self.register, *clause.own)
            own = [one for districts in lists for one in districts.named]
            own = own or bodies_at(passage, self.register, *clause.own)
            return [Party("lead", one, passage) for one in own], inherited
        leading = self._leading(passage, clause.start)
        at = leading[-1].named.end if leading else clause.start
        subjects = [
            Party("subject", one, passage)
            for districts in district_lists(passage, self.register, at, clause.end)
            for one in districts.named
        ] or of_role("subject", inherited)
        basis = _BASIS.search(passage.low, clause.start, clause.end)
        acting = self._named_at(passage, basis.end(), clause.end) if basis else []
        if acting:
            others = [Party("lead", one, passage) for one in acting]
            return once([*others, *subjects]), inherited
        parties = once([*self._working(passage, clause, leading, inherited), *subjects])
        return parties, parties

    def _working(
        self, passage: Passage, clause: Clause, leading: list[Party], inherited: list[Party]
    ) -> list[Party]:
        """Return who leads and who works with them.

        "Phối hợp với X" at the beginning makes X lead, the holder works with X.
        """
        holders = leading or self._holders or of_role("lead", inherited)
        helpers = [
            Party("with", one, passage)
            for match in _WITH.finditer(passage.low, clause.start, clause.end)
            for one in self._named_at(passage, match.end(), clause.end)
        ]
        if helpers and not leading and _WITH.match(passage.low, clause.start):
            return [
                *(Party("lead", p.named, p.passage) for p in helpers),
                *(Party("with", p.named, p.passage) for p in holders),
            ]
        return [*holders, *(helpers or of_role("with", inherited))]


def _label(passage: Passage, clause: Clause) -> str:
    """Return the clause itself, shortened at a word."""
    text = " ".join(passage.text[clause.start : clause.end].split()).strip(" ,;.*_")
    if len(text) <= _LONGEST_LABEL:
        return text
    return f"{text[:_LONGEST_LABEL].rpartition(' ')[0]} …"


def read_duties(
    found: list[Passage], register: Register, year: int | None, remarks: Remarks
) -> Duties:
    """Read the duties of a plan, in the order of the document."""
    return DutyReader(register, year, remarks).read(found)
