"""Palettes for every eye, fonts for every Vietnamese letter, and pictures written the same twice."""

import base64
import io
import warnings
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pdfplumber
import pytest
from figure_helpers import LAYER
from lxml import etree
from matplotlib.colors import to_rgb
from PIL import Image

from ntm_analysis.errors import DataError, InputError
from ntm_analysis.figures import maps, save, style
from ntm_analysis.plan import Plan

with warnings.catch_warnings():  # the package has escapes that Python 3.12 warns of
    warnings.simplefilter("ignore")
    import colorspacious as cs

EYES = ("normal", "deuteranomaly", "protanomaly", "tritanomaly", "grey", "grey of a printer")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def seen(colours: list[str], eye: str) -> np.ndarray:
    """Give the colours in CIELAB as an eye or a grey printer sees them."""
    rgb = np.array([to_rgb(colour) for colour in colours])
    if eye == "grey of a printer":
        rgb = np.repeat((rgb @ [0.299, 0.587, 0.114])[:, None], 3, axis=1)
    elif eye not in ("normal", "grey"):
        space = {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100}
        rgb = np.clip(cs.cspace_convert(rgb, space, "sRGB1"), 0, 1)
    lab = cs.cspace_convert(rgb, "sRGB1", "CIELab")
    return lab * [1, 0, 0] if eye == "grey" else lab


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", style.PALETTES)
def test_neighbours_in_a_palette_stay_apart_for_every_eye(name: str, eye: str) -> None:
    lab = seen(list(style.PALETTES[name]), eye)
    assert np.linalg.norm(np.diff(lab, axis=0), axis=1).min() >= 10


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("count", range(2, 8))
def test_neighbouring_classes_stay_apart_however_many(count: int, eye: str) -> None:
    lab = seen(style.sequence(count), eye)
    assert np.linalg.norm(np.diff(lab, axis=0), axis=1).min() >= 10
    assert (np.diff(lab[:, 0]) < 0).all(), "from light to dark"


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("palette", ["kinds", "zones"])
def test_no_two_kinds_look_alike(palette: str, eye: str) -> None:
    colours = style.KINDS if palette == "kinds" else tuple(style.ZONE_COLOURS.values())
    lab = seen(list(colours), eye)
    apart = [np.linalg.norm(a - b) for at, a in enumerate(lab) for b in lab[:at]]
    assert min(apart) >= 10


def test_ink_on_every_colour_reads() -> None:
    for palette in style.PALETTES.values():
        for colour in palette:
            assert style._contrast(colour, style.text_on(colour)) >= 4, colour


def test_the_fonts_have_every_vietnamese_letter(plan: Plan) -> None:
    ax = maps.target_map(plan, "district_ntm", districts=LAYER)
    vowels = "aăâeêioôơuưy"
    letters = {chr(base) for base in range(0x1EA0, 0x1EFA)} | set(
        "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ₫–−“”’…×√Σ²"
    )
    ax.set_title("".join(sorted(letters | {c.upper() for c in vowels} | set(vowels))))
    assert save.picture(ax.get_figure(), "png", "x")


def test_a_letter_without_glyph_is_an_error_and_nothing_is_written(
    plan: Plan, tmp_path: Path
) -> None:
    layer = LAYER.copy()
    layer.loc[395, "name"] = "Thọ 省"
    ax = maps.target_map(plan, "district_ntm", districts=layer)
    with pytest.raises(DataError, match="no glyph for 省 in 'Thọ 省'"):
        save.save(ax, tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_drawing_leaves_the_callers_settings_alone(plan: Plan) -> None:
    before = dict(mpl.rcParams)
    save.picture(maps.target_map(plan, "commune_ntm", districts=LAYER).get_figure(), "svg", "x")
    assert dict(mpl.rcParams) == before


def test_a_researcher_gets_axes_to_build_on(plan: Plan) -> None:
    _, (left, right) = plt.subplots(1, 2, figsize=(16, 7), layout="constrained")
    given = maps.target_map(plan, "ocop_products", districts=LAYER, ax=right)
    assert given is right
    assert len(left.collections) == len(left.texts) == 0
    given.plot(*LAYER.geometry[395].representative_point().coords[0], "r*")
    assert save.picture(right.get_figure(), "png", style.alt_text(right))


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_same_input_same_bytes(plan: Plan, tmp_path: Path, kind: str) -> None:
    files = [tmp_path / f"{name}.{kind}" for name in "ab"]
    for file in files:
        save.save(maps.target_map(plan, "ocop_products", districts=LAYER), file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_text_for_the_blind_is_in_the_file(plan: Plan, tmp_path: Path) -> None:
    said = {}
    for kind in ("png", "svg", "pdf"):
        ax = maps.target_map(plan, "village_ntm", lang="vi", districts=LAYER)
        said[kind] = style.alt_text(ax)
        save.save(ax, tmp_path / f"a.{kind}")
    assert len(set(said.values())) == 1
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.info["Description"] == said["png"]
        assert round(picture.info["dpi"][0]) == 300
        assert picture.size == (round(11.69 * 300), round(8.27 * 300))
    tree = etree.parse(tmp_path / "a.svg").getroot()
    assert (tree.get("role"), tree.get("aria-label")) == ("img", said["svg"])
    assert tree.findtext("{http://www.w3.org/2000/svg}desc") == said["svg"]
    with pdfplumber.open(tmp_path / "a.pdf") as document:
        assert document.metadata["Subject"] == said["pdf"]
        assert "Nguồn: Kế hoạch năm 2024" in document.pages[0].extract_text()


def test_an_unknown_size_is_refused(plan: Plan) -> None:
    with pytest.raises(InputError, match="size 'A3'; allowed: A4, A5, slide"):
        maps.target_map(plan, "ocop_products", districts=LAYER, size="A3")


def test_a_notebook_shows_the_picture_with_its_text(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ntm_analysis.reporting import present

    ax = maps.target_map(plan, "village_ntm", districts=LAYER)
    said = style.alt_text(ax)
    shown: list = []
    monkeypatch.setattr(
        present, "display", lambda data, raw, metadata: shown.append((data, metadata))
    )
    present.figure(ax)
    data, about = shown[0]
    assert about["image/png"]["alt"] == said
    assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).info["Description"] == said
