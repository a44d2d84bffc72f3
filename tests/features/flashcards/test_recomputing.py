"""Of an imported card only the memory before the state it came with is folded, and quickly: the
result is that of its whole log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.models import Algorithm, Preset, Schedule
from ms2qbank_desktop.features.flashcards.queries import reviews, rows, states, studying
from ms2qbank_desktop.features.flashcards.scheduling.folding import folded
from tests.support.card_bench import make_cards
from tests.support.cards import Shelf, altered, open_shelf
from tests.support.profile import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CUT = "DELETE FROM revlog WHERE id NOT IN (SELECT max(id) FROM revlog GROUP BY cid)"
"""What is left of each log begins in the middle of its card's life."""


FEWER = (
    "DELETE FROM cards WHERE nid % 4",
    "DELETE FROM notes WHERE id % 4",
    "DELETE FROM revlog WHERE cid NOT IN (SELECT id FROM cards)",
)
"""A quarter of a thousand cards shows as much."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred cards with their log."""
    folder = tmp_path_factory.mktemp("cards")
    maker = open_shelf(folder / "maker")
    maker.take(make_cards(folder))
    maker.exchange.export(maker.user_id, folder / "cards.apkg")
    maker.desk.context.close()
    return altered(folder / "cards.apkg", folder / "fewer.apkg", *FEWER)


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    opened = open_shelf(data_dir)
    yield opened
    opened.desk.context.close()


@pytest.fixture(scope="module")
def template(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has taken the package."""
    shelf = open_shelf(tmp_path_factory.mktemp("taken") / "profile")
    shelf.take(package)
    shelf.desk.context.close()
    return shelf.desk.context.paths.database


@pytest.fixture
def taken(data_dir: Path, template: Path) -> Iterator[Shelf]:
    """A profile that has taken the package."""
    opened = open_shelf(prepared(data_dir, template))
    yield opened
    opened.desk.context.close()


def use(shelf: Shelf, change: Callable[[Preset], Preset]) -> int:
    """Change all presets; return how many cards were folded anew."""
    changed = 0
    for preset in shelf.decks.presets(shelf.user_id):
        shelf.decks.save_preset(shelf.user_id, change(preset))
        changed += shelf.cards.recompute(shelf.user_id, preset.id, Silent())
    return changed


def use_fsrs(preset: Preset) -> Preset:
    return replace(preset, algorithm=Algorithm.FSRS, memory_from_log=True)


def kept_and_folded(shelf: Shelf) -> tuple[dict[int, Schedule], dict[int, Schedule]]:
    """Return the states of all cards: those kept, and those of a fold from the first line on."""
    clock = shelf.desk.clock
    with shelf.desk.context.store.read() as session:
        ids = studying.cards_in(session, shelf.user_id, None)
        presets = states.presets_by_deck(session, shelf.user_id)
        logs = reviews.of_cards(session, ids)
        kept, wanted = {}, {}
        for row in studying.cards(session, shelf.user_id, ids):
            kept[row.id] = rows.schedule(row)
            preset = presets[row.home_deck_id or row.deck_id]
            said = folded(
                logs.get(row.id, []),
                preset,
                lambda at: states.moment_of(clock, at),
                row.position,
            )
            wanted[row.id] = replace(said, position=row.position)
    return kept, wanted


def test_the_memory_of_imported_cards_is_that_of_their_whole_logs(taken: Shelf) -> None:
    changed = use(taken, use_fsrs)
    kept, wanted = kept_and_folded(taken)
    assert kept == wanted
    assert sum(state.stability is not None for state in kept.values()) == changed > 150
    assert taken.cards.mend_states(taken.user_id, Silent()) == 0


def test_other_parameters_give_all_of_them_another_memory(taken: Shelf) -> None:
    use(taken, use_fsrs)
    before, _ = kept_and_folded(taken)
    weak = tuple(weight * 0.9 for weight in Preset().fsrs_parameters or ())
    use(taken, lambda preset: replace(preset, fsrs_parameters=weak or (0.1,) * 4 + (5.0,) * 17))
    kept, wanted = kept_and_folded(taken)
    assert kept == wanted
    assert all(kept[one] != state for one, state in before.items() if state.stability)


def test_answers_before_a_day_may_be_ignored(taken: Shelf) -> None:
    today = taken.desk.clock.study_day(taken.desk.clock.now()).toordinal()
    use(taken, lambda preset: replace(use_fsrs(preset), ignore_reviews_before=today - 200))
    kept, wanted = kept_and_folded(taken)
    assert kept == wanted


def test_a_log_that_begins_in_the_middle_starts_from_what_it_says(
    shelf: Shelf, package: Path, tmp_path: Path
) -> None:
    shelf.take(altered(package, tmp_path / "cut.apkg", CUT))
    use(shelf, use_fsrs)
    kept, wanted = kept_and_folded(shelf)
    assert kept == wanted


def test_reviews_that_were_taken_back_teach_nothing(taken: Shelf) -> None:
    with taken.desk.context.store.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO card_review_voids SELECT id, 0 FROM card_reviews "
            "WHERE kind != 'imported' AND id % 5 = 0"
        )
    use(taken, use_fsrs)
    kept, wanted = kept_and_folded(taken)
    assert kept == wanted
