"""Charts, held against the tables."""


import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import ntm_analysis as ntm
from ntm_analysis import places
from ntm_analysis.plan import Plan


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def all_texts(ax: Axes) -> str:
    return " ".join(t.get_text() for t in ax.get_figure().findobj(Text))


def test_funding_chart_draws_each_amount_to_one_scale(plan: Plan) -> None:
    ax = ntm.charts.funding_mix(plan)
    widths = sorted(round(bar.get_width(), 3) for bar in ax.patches)
    assert widths == [100.55, 182.5, 644.87, 681.5, 730.539, 1095.207, 4072.266, 4899.644]
    assert "4.899,644 tỷ đồng · 65,26% · chênh 8 triệu đồng" in all_texts(ax)


def test_ranked_bars_leave_blanks_out(plan: Plan) -> None:
    ax = ntm.charts.ranked(plan.target("village_ntm"), places.units()["name"], title="x")
    assert [bar.get_width() for bar in ax.patches] == [2, 2, 5, 5, 5, 5, 8, 9, 9, 10]
    assert ax.get_yticklabels()[-1].get_text() == "Như Xuân"
