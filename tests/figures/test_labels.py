"""Values written beside marks and beside one another."""

from __future__ import annotations

from itertools import combinations

from wellsourced.figures.canvas import SIZE, text_width
from wellsourced.figures.labels import Labels


def test_values_of_crowded_points_do_not_meet() -> None:
    labels = Labels()
    texts = ["18.5", "17", "21.8", "29.4", "> 1,000", "0.1"]
    written = [(labels.place(20 + 12 * n, 100 + n % 3, text, anchor=20 + 12 * n), text) for n, text in enumerate(texts)]
    for ((left, y), text), ((other, height), words) in combinations(written, 2):
        apart = left >= other + text_width(words) or other >= left + text_width(text)
        assert apart or abs(y - height) >= SIZE, (text, words)


def test_a_value_stands_on_its_own_side_of_a_mark() -> None:
    labels = Labels(marks=(100.0,))
    before, _ = labels.place(95, 50, "36.2", anchor=95)
    behind, _ = labels.place(105, 80, "20.5", anchor=105)
    assert before + text_width("36.2") < 100 < behind


def test_a_value_with_room_stays_over_its_point() -> None:
    left, y = Labels(marks=(300.0,)).place(50, 70, "4.4", anchor=50)
    assert (left + text_width("4.4") / 2, y) == (50, 70)
