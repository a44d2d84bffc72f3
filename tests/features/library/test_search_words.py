"""What a search of the library looks for."""

from __future__ import annotations

import pytest

from ms2qbank_desktop.features.library.search_words import distance, searched_phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("", []),
        ("mi", []),
        ("renal failure", ["renal", "failure"]),
        ("vitamin d deficiency", ["vitamin d", "deficiency"]),
        ("b cell", ["b cell"]),
        ("  type 1  error ", ["type 1", "error"]),
        ("t3 t4", ["t3 t4"]),
    ],
)
def test_a_short_word_is_looked_for_with_its_neighbour(text: str, phrases: list[str]) -> None:
    assert searched_phrases(text) == phrases


def test_the_title_itself_is_nearest_then_one_with_every_word() -> None:
    titles = ["Blood", "Microcytic anemia", "ANEMIA"]
    assert [distance(title, " anemia ") for title in titles] == [2, 1, 0]
    assert distance("Anemia of iron", "iron anemia") == 1
