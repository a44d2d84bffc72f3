"""What Anki exported, taken into the collection and exported again, is the same to Anki."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.features.flashcards.formats.test_round_trip import differences
from tests.support.cards import open_shelf
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.real_anki import Anki


def travelled(package: Path, folder: Path) -> Path:
    """Import ``package`` into a new profile and export it from there."""
    shelf = open_shelf(folder / "profile")
    assert shelf.take(package).problems == []
    report = shelf.exchange.export(shelf.user_id, folder / "out.apkg")
    assert report.problems == ()
    shelf.desk.context.close()
    return folder / "out.apkg"


@pytest.mark.parametrize("name", ["rich.apkg", "rich-legacy.apkg"])
def test_all_that_anki_keeps_survives_the_journey(
    name: str, anki: Anki, rich: Path, tmp_path: Path
) -> None:
    before, after = anki.read(rich / name, travelled(rich / name, tmp_path))
    assert differences(before, after) == []
    assert sum(map(len, after["reviews"].values())) == 7 * len(after["cards"])


@pytest.mark.parametrize(
    "name", ["sample-latest.apkg", "sample-legacy2.apkg", "sample-legacy1.apkg"]
)
def test_a_sample_survives_the_journey(name: str, anki: Anki, tmp_path: Path) -> None:
    package = shared(f"data/anki/{name}")
    before, after = anki.read(package, travelled(package, tmp_path))
    assert differences(before, after) == []


def test_a_deck_of_genanki_survives_the_journey(anki: Anki, tmp_path: Path) -> None:
    package = shared("data/decks/ap2e-glossary-ch01-04.apkg")
    before, after = anki.read(package, travelled(package, tmp_path))
    # The package leaves the parent deck out: whoever adds it decides whether it is folded up.
    for found in (before, after):
        for name in ("collapsed", "browserCollapsed"):
            del found["decks"]["OpenStax AP2e"][name]
    assert differences(before, after) == []
