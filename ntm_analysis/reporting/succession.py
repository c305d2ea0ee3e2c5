"""The tables of the former districts and today's communes; columns named by keys of the wording."""

from dataclasses import dataclass

import pandas as pd

from ntm_analysis import places, successors
from ntm_analysis.plan import Plan
from ntm_analysis.wording import say

_ON = successors.NEW_VINTAGE


def by_district(plan: Plan, lang: str = "vi") -> pd.DataFrame:
    """Return the communes and wards of today that stand where each district stood.

    One that lies across districts has an asterisk; no target is divided among them.
    """
    codes = plan.matrix().index
    found = [successors.succession(code, lang) for code in codes]
    return pd.DataFrame(
        {
            "district": [places.unit_name(code, lang) for code in codes],
            "commune_count": [len(units) for units in found],
            "communes_today": [
                ", ".join(f"{row.name}{'*' if row.straddles else ''}" for row in units.itertuples())
                for units in found
            ],
        }
    )


def by_commune(lang: str = "vi") -> pd.DataFrame:
    """Return each commune and ward of today with the former districts and communes it stands on."""
    rows = successors.table()
    rows = rows[rows["new_code"].notna() & (rows["old_to"] == "2025-06-30")]
    new = places.units(_ON)
    found = []
    for code in new.sort_values(["main_district", "name"]).index:
        part = rows[rows["new_code"] == code]
        districts = [int(c) for c in str(new.loc[code, "districts"]).split("|")]
        found.append(
            {
                "commune_today": _full(code, lang),
                "code": str(code),
                "former_district": places.unit_names(districts),
                "former_communes": _former(part),
                "clause": ", ".join(sorted(set(part["clause"]) - {""})),
                "across": say("succession.across", lang) if len(districts) > 1 else "",
            }
        )
    return pd.DataFrame(found)


def across(lang: str = "vi") -> pd.DataFrame:
    """Return the communes of today across districts: what came from which."""
    rows = successors.table()
    found = []
    for code in successors.straddlers().index:
        part = rows[(rows["new_code"] == code) & (rows["old_to"] == "2025-06-30")]
        found += [
            {
                "commune_today": _full(code, lang),
                "former_district": _district(district, lang),
                "former_communes": _former(kept),
                "clause": ", ".join(sorted(set(kept["clause"]))),
            }
            for district, kept in part.groupby("district_code")
        ]
    return pd.DataFrame(found)


def unclear(lang: str = "vi") -> pd.DataFrame:
    """Return the former communes that were split, are not confirmed, or have no known successor."""
    rows = successors.table()
    split = rows[rows["part"].str.startswith(("part", "remainder", "unresolved"))]
    doubtful = rows[rows["confidence"].isin(["medium", "low"])]
    found = []
    for old in pd.concat([split, doubtful])["old_code"].drop_duplicates():
        every = rows[rows["old_code"] == old].drop_duplicates("new_code")
        first = every.iloc[0]
        sure = set(every["confidence"]) == {"high"}
        into = [
            _into(row, lang) for row in every.to_dict("records") if not pd.isna(row["new_code"])
        ]
        kind, name = str(first["old_kind"]), str(first["old_name"])
        known = say("succession.split", lang) if sure else successors.note(int(old), lang)
        found.append(
            {
                "former_commune": _capital(places.with_kind(kind, name, lang)),
                "former_district": _district(first["district_code"], lang),
                "went_into": "; ".join(into) or say("succession.open", lang),
                "what_is_known": known,
            }
        )  # fmt: skip
    return pd.DataFrame(found)


@dataclass(frozen=True)
class Counts:
    """How many communes are new, clear, across districts, split, and the names of those lost."""

    new: int
    former: int
    within: int
    across: int
    split: int
    lost: tuple[str, ...]


def counts() -> Counts:
    """Count the communes of today and the former ones by what became of them."""
    rows = successors.table()
    former = rows.loc[rows["old_to"] == "2025-06-30", "old_code"].nunique()
    new, crossing = places.units(_ON), successors.straddlers()
    lost = tuple(
        f"{row['old_name']} ({places.unit_name(row['district_code'])})"
        for row in rows[rows["new_code"].isna()].to_dict("records")
    )
    split = rows.loc[rows["part"].str.startswith(("part", "remainder")), "old_code"].nunique()
    within = len(new) - len(crossing)
    return Counts(len(new), int(former), within, len(crossing), int(split), lost)


def origin(lang: str = "vi") -> str:
    """Say from how many communes, and by which decision, those of today were made."""
    found = counts()
    return say("succession.origin", lang, new=found.new, former=found.former)


def _full(code: int, lang: str) -> str:
    return _capital(places.unit_name(code, lang, full=True, on=_ON))


def _district(code: object, lang: str) -> str:
    return _capital(places.unit_name(int(str(code)), lang, full=True))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _former(part: pd.DataFrame) -> str:
    """List former communes; one of which only a part went over has an asterisk in brackets."""
    whole = part["part"].isin(["whole", "unchanged"])
    names = [
        f"{name}{'' if all_of_it else ' (*)'}"
        for name, all_of_it in zip(part["old_name"], whole, strict=True)
    ]
    return ", ".join(dict.fromkeys(names))


def _into(row: dict, lang: str) -> str:
    name = _full(int(row["new_code"]), lang)
    return say("succession.into", lang, name=name, clause=row["clause"]) if row["clause"] else name
