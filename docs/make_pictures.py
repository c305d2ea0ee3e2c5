"""Draws the pictures of the README from the shipped plan: make pictures."""

from pathlib import Path

from matplotlib import pyplot as plt

import ntm_analysis as ntm

FOLDER = Path(__file__).resolve().parent / "pictures"


def main() -> None:
    """Draw one map and one chart, in English, at the size of a page on screen."""
    plan = ntm.load_plan("thanh_hoa_2024")
    drawn = {
        "village_ntm": ntm.maps.target_map(plan, "village_ntm", lang="en"),
        "funding_mix": ntm.charts.funding_mix(plan, lang="en"),
    }
    for name, ax in drawn.items():
        figure = ax.get_figure()
        target = FOLDER / f"{name}.png"
        figure.savefig(target, dpi=110, bbox_inches="tight", metadata={"Software": None})
        plt.close(figure)


if __name__ == "__main__":
    main()
