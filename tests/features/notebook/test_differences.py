"""What two texts have in common."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.notebook.differences import Piece, Side, changed, differences

texts = st.text(alphabet="ab c\n.", max_size=60)


def text_of(pieces: list[Piece], side: Side) -> str:
    return "".join(piece.text for piece in pieces if piece.side in (side, Side.BOTH))


@given(texts, texts)
def test_the_pieces_of_a_side_are_its_text_and_no_neighbours_are_alike(
    first: str, second: str
) -> None:
    pieces = differences(first, second)
    assert text_of(pieces, Side.FIRST) == first
    assert text_of(pieces, Side.SECOND) == second
    sides = [piece.side for piece in pieces]
    assert all(one is not other for one, other in pairwise(sides))
    assert all(piece.text for piece in pieces)


def test_a_changed_word_is_found_in_its_line() -> None:
    pieces = differences("Bartter is a loop diuretic.\nEnd.\n", "Bartter is a thiazide.\nEnd.\n")
    assert [(piece.side, piece.text) for piece in pieces if piece.side is not Side.BOTH] == [
        (Side.FIRST, "loop diuretic"),
        (Side.SECOND, "thiazide"),
    ]
    assert changed(pieces) == (2, 1)


def test_texts_that_are_alike_are_one_piece() -> None:
    assert differences("Same.\n", "Same.\n") == [Piece(Side.BOTH, "Same.\n")]
    assert differences("", "") == []


def test_two_long_texts_without_a_line_in_common_are_told_apart_quickly() -> None:
    first = " ".join(f"one{n}" for n in range(8_000))
    second = " ".join(f"two{n}" for n in range(8_000))
    began = time.thread_time()
    assert [piece.side for piece in differences(first, second)] == [Side.FIRST, Side.SECOND]
    assert time.thread_time() - began < 1
