"""Checks a boundary file against the register and the place of each unit."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from ntm_analysis.boundaries import columns, coverage, placing, reading, units, values
from ntm_analysis.boundaries.columns import Roles
from ntm_analysis.boundaries.coverage import TOLERANCE_M
from ntm_analysis.boundaries.notes import Notes
from ntm_analysis.boundaries.values import LEVELS
from ntm_analysis.errors import InputError, one_of
from ntm_analysis.wording import check_language


@dataclass(frozen=True)
class Options:
    """What overrules that which the check finds by itself."""

    layer: str | None = None
    name_column: str | None = None
    province_column: str | None = None
    level: str | None = None
    crs: str | None = None
    encoding: str | None = None
    dissolve: bool = False
    tolerance: float = TOLERANCE_M

    def __post_init__(self) -> None:
        if self.level is not None and self.level not in LEVELS:
            raise one_of("--level", self.level, LEVELS)
        if not 0 <= self.tolerance <= 500:
            raise InputError(
                f"The tolerance {self.tolerance:g} is not allowed; say metres from 0 to 500."
            )


@dataclass(frozen=True)
class Checked:
    """What was found in a boundary file: units, findings, the layer, and what was repaired."""

    table: pd.DataFrame
    findings: pd.DataFrame
    layer: gpd.GeoDataFrame
    found: dict[str, str]
    repairs: list[str]

    @property
    def wrong(self) -> bool:
        """Tell whether there is a finding of severity error."""
        return bool((self.findings["severity"] == "error").any())


@dataclass(frozen=True)
class _Read:
    """The polygons of the province in one layer of a file, and what its columns are."""

    rows: gpd.GeoDataFrame
    roles: Roles
    notes: Notes


def check(file: str | Path, options: Options | None = None, *, lang: str = "vi") -> Checked:
    """Check a boundary file against the units of the register.

    Parameters
    ----------
    file : str or Path
        Shapefile (also zipped), GeoPackage, GeoJSON, TopoJSON, FlatGeobuf, GeoParquet, KML.
    options : Options, optional
        Layer, columns, level (district, commune), coordinate system, encoding, whether communes
        are dissolved to districts, and the width in metres of slivers to be closed.
    lang : {"vi", "en"}

    Returns
    -------
    Checked
        `table`: a row per unit (code, name in the file, rule, area in the file and official area
        in km², difference in percent); `findings`: severity, check, message; `found`: layer,
        columns, level, encoding and coordinate system; `repairs`; and the `layer`.

    Raises
    ------
    InputError
        If the file cannot be read, lies elsewhere, or no column holds names or codes.
    """
    options = options or Options()
    read = _best(Path(file), options, check_language(lang))
    rows, roles, notes = read.rows, read.roles, read.notes
    level = "district" if roles.level == "former" else roles.level
    notes.found |= {"level": roles.level, "vintage": LEVELS[level]}
    for key, value in (("name_column", roles.name), ("code_column", roles.code)):
        if value:
            notes.found[key] = value
    found = units.of_rows(rows, roles, notes)
    if roles.level == "former":
        count = int(notes.found.get("dissolved", "0"))
        (notes.repair if options.dissolve else _wrong_level(notes))("dissolved", count=count)
    shown = units.table(found, level)
    units.compare(found, shown, level, notes)
    layer = found[found["code"].notna()].astype({"code": "int64"}).set_index("code").sort_index()
    if layer.index.is_unique and len(layer):
        names = layer["name_in_file"].to_dict()
        layer = coverage.mended(layer, names, options.tolerance, notes)
    findings = pd.DataFrame(notes.findings, columns=["severity", "check", "message"])
    order = findings["severity"].map({"error": 0, "warning": 1})
    findings = findings.iloc[order.argsort(kind="stable")].reset_index(drop=True)
    return Checked(shown, findings, layer, notes.found, notes.repairs)


def _wrong_level(notes: Notes):  # type: ignore[no-untyped-def]
    return lambda _, count: notes.add("error", "level", count=count)


def _best(file: Path, options: Options, lang: str) -> _Read:
    """Read the layers of a file and take the one that names most units of the level wanted."""
    sources = reading.sources(file, options.layer, Notes(file.name, lang))
    reads: list[_Read] = []
    refusals: list[InputError] = []
    for source in sources:
        try:
            reads.append(_read(source, file.name, options, lang))
        except InputError as error:
            refusals.append(error)
    if not reads:
        raise refusals[0] if len(refusals) == 1 else _none_fits(file, sources, refusals, lang)
    wanted = "former" if options.dissolve else options.level or "district"
    best = max(reads, key=lambda read: (read.roles.level == wanted, _named(read)))
    if len(sources) > 1:
        best.notes.found["layers"] = str(len(sources))
    return best


def _named(read: _Read) -> tuple[int, float]:
    """Return how many units the rows of a layer name, and the share of rows that name one."""
    if read.roles.level == "former":
        found = columns.district_of_rows(read.rows, str(read.roles.name))
    else:
        found = values.matches(read.rows, str(read.roles.name), LEVELS[read.roles.level])
    named = [match.code for match in found if match]
    return len(set(named)), len(named) / len(found)


def _none_fits(
    file: Path, sources: list[reading.Source], refusals: list[InputError], lang: str
) -> InputError:
    names = ", ".join(source.layer or Path(source.path).stem for source in sources)
    return Notes(file.name, lang).refusal("no_layer_fits", layers=names, reason=str(refusals[-1]))


def _read(source: reading.Source, file: str, options: Options, lang: str) -> _Read:
    """Read one layer: its polygons in the province, its columns, its level."""
    notes = Notes(file, lang)
    notes.found["layer"] = source.layer or Path(source.path).stem
    layer = reading.load(source, options.encoding, notes)
    known = units.known_units("district")
    near = placing.near_province(layer, options.crs, known, notes)
    kept = placing.in_province(near, known, notes)
    kept = values.mended(kept, notes)
    roles = columns.roles(
        kept, options.level, options.name_column, notes, dissolve=options.dissolve
    )
    _check_province(kept, layer, roles, options, notes)
    return _Read(kept.reset_index(drop=True), roles, notes)


def _check_province(
    kept: gpd.GeoDataFrame, layer: gpd.GeoDataFrame, roles: Roles, options: Options, notes: Notes
) -> None:
    """Hold the column that says the province against the place, both ways."""
    column = columns.province_column(kept, options.province_column, roles.name)
    if column is None:
        return
    notes.found["province_column"] = column
    for value, name in zip(kept[column], kept[roles.name], strict=True):
        if not pd.isna(value) and not values.is_province(value):
            notes.add("error", "other_province", name=name, column=column, value=value)
    away = layer.drop(index=kept.index)
    said = away[[values.is_province(value) for value in away[column].fillna("")]]
    if len(said):
        notes.add("warning", "away", count=len(said), column=column)
