"""Writes a checked boundary file as a layer of the project, or nothing."""

import json
from pathlib import Path

from ntm_analysis import places, store
from ntm_analysis.boundaries.check import Checked, Options, check
from ntm_analysis.boundaries.notes import Notes


def import_file(
    file: str | Path, out: str | Path, options: Options | None = None, *, licence: str,
    origin: str = "", lang: str = "vi",
) -> Checked:  # fmt: skip
    """Check a boundary file and write it as a layer: shapefile and ``layer.json`` (its origin).

    Parameters
    ----------
    file, out : str or Path
        The file, and the new folder of the layer.
    options : Options, optional
        See `check.check`.
    licence, origin : str
        The file's licence, and whence it is, in the words of who imports it.
    lang : {"vi", "en"}

    Raises
    ------
    InputError
        If there is a finding of severity error, or `out` is there already; nothing is written.
    """
    file, out = Path(file), Path(out)
    notes = Notes(file.name, lang)
    if out.exists():
        raise notes.refusal("out_exists", out=str(out))
    if not licence.strip():
        raise notes.refusal("no_licence")
    if not out.absolute().parent.is_dir():
        raise notes.refusal("no_folder", folder=str(out.parent))
    done = check(file, options, lang=lang)
    if done.wrong:
        errors = done.findings.loc[done.findings["severity"] == "error", "message"]
        raise notes.refusal("not_imported", errors=" | ".join(errors))
    vintage = done.found["vintage"]
    layer = done.layer[["geometry"]].sort_index().to_crs(4326).reset_index()
    layer.insert(1, "name", [places.unit_name(code, on=vintage) for code in layer["code"]])
    record = {
        "level": "commune" if done.found["level"] == "commune" else "district",
        "vintage": vintage, "file": file.name, "sha256": _hashes(file), "licence": licence,
        "origin": [origin] if origin else [], "found": done.found, "repairs": done.repairs,
        "findings": done.findings.to_dict("records"),
    }  # fmt: skip
    with store.new_folder(out) as draft:
        layer.to_file(draft / f"{out.name}.shp", encoding="UTF-8")
        text = json.dumps(record, ensure_ascii=False, indent=2)
        (draft / "layer.json").write_text(text + "\n", encoding="utf-8")
    return done


def _hashes(file: Path) -> str | dict[str, str]:
    """Return the hash of a file, or of each file of a shapefile, by name."""
    if file.suffix.lower() != ".shp":
        return store.sha256(file)
    beside = sorted(path for path in file.parent.iterdir() if path.stem == file.stem)
    return {path.name: store.sha256(path) for path in beside if path.is_file()}
