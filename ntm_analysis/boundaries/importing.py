"""Writes a checked boundary file as a layer of the project, or nothing."""

import json
import tempfile
from pathlib import Path

from ntm_analysis import places, store
from ntm_analysis.boundaries.check import Checked, check
from ntm_analysis.errors import InputError


def import_file(
    file: str | Path, out: str | Path, *, licence: str,
    name_column: str | None = None, crs: str | None = None, lang: str = "vi",
) -> Checked:  # fmt: skip
    """Check a boundary file and write it as a layer: shapefile and ``layer.json`` (its origin).

    Raises
    ------
    InputError
        If there is a finding of severity error, or `out` is there already; nothing is written.
    """
    file, out = Path(file), Path(out)
    if out.exists():
        raise InputError(f"{str(out)!r} is there already; name a new folder.")
    if not licence.strip():
        raise InputError("An imported layer needs its licence; say it with --licence.")
    if not out.absolute().parent.is_dir():
        raise InputError(f"There is no folder {str(out.parent)!r}; make it first.")
    done = check(file, name_column=name_column, crs=crs, lang=lang)
    errors = done.findings.loc[done.findings["severity"] == "error", "message"]
    if len(errors):
        raise InputError(f"{file.name} was not imported: {' | '.join(errors)}")
    layer = done.layer[["code", "geometry"]].sort_values("code").to_crs(4326)
    layer["code"] = layer["code"].astype("int64")
    layer.insert(1, "name", [places.unit_name(code) for code in layer["code"]])
    record = {
        "file": file.name, "sha256": store.sha256(file), "licence": licence,
        "vintage": places.vintage_of(places.DEFAULT_DATE), "name_column": done.name_column,
        "repairs": done.repairs, "findings": done.findings.to_dict("records"),
    }  # fmt: skip
    with tempfile.TemporaryDirectory(dir=out.absolute().parent) as temporary:
        draft = Path(temporary) / out.name
        draft.mkdir()
        layer.to_file(draft / f"{out.name}.shp", encoding="UTF-8")
        text = json.dumps(record, ensure_ascii=False, indent=2)
        (draft / "layer.json").write_text(text + "\n", encoding="utf-8")
        draft.rename(out)
    return done
