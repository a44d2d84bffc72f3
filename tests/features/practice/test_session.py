from ms2qbank_desktop.features.attempts.models import Confidence, QuestionFilter
from ms2qbank_desktop.features.attempts.queries import log
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode, Rules
from tests.support.bank import Desk


def test_time_runs_on_the_block_and_on_the_open_item(desk: Desk) -> None:
    session = desk.session(desk.block(3))
    desk.clock.pass_time(7)
    session.go(1)
    desk.clock.pass_time(5)
    assert session.elapsed_ms == 12_000
    assert session.item_ms == 5_000
    assert session.block.items[0].time_ms == 7_000
    assert session.remaining_ms == 3 * 90_000 - 12_000


def test_what_was_done_is_there_when_the_block_is_opened_again(desk: Desk) -> None:
    block_id = desk.block(4)
    session = desk.session(block_id)
    session.choose(2)
    session.strike(0)
    session.toggle_mark()
    desk.clock.pass_time(3)
    session.go(2)
    desk.clock.pass_time(4)
    session.tick()
    # No suspend, no end: as after a kill.
    again = desk.session(block_id)
    assert again.block.position == 2
    assert again.elapsed_ms == 7_000
    first = again.block.items[0]
    assert (first.answer, first.struck, first.time_ms) == (frozenset({2}), frozenset({0}), 3_000)
    assert again.is_marked(first)
    assert [item.seen for item in again.block.items] == [True, False, True, False]


def test_a_timed_block_expires_and_never_uses_more_than_its_limit(desk: Desk) -> None:
    session = desk.session(desk.block(2))
    desk.clock.pass_time(179)
    assert not session.expired
    desk.clock.pass_time(400)
    assert session.expired
    assert session.remaining_ms == 0
    session.end()
    assert session.block.elapsed_ms == 180_000
    assert not session.expired


def test_a_timed_block_shows_nothing_until_it_ends(desk: Desk) -> None:
    session = desk.session(desk.block(2))
    session.choose(1)
    assert not session.submit()
    assert not session.revealed
    session.end()
    assert session.revealed


def test_a_tutor_block_settles_an_item_for_good(desk: Desk) -> None:
    block_id = desk.block(2, Mode.TUTOR)
    session = desk.session(block_id)
    assert not session.submit()
    session.choose(0)
    assert session.submit()
    session.choose(1)
    session.strike(2)
    assert session.item.answer == frozenset({0})
    assert session.item.struck == frozenset()
    assert desk.session(block_id).item.submitted


def test_reading_an_explanation_costs_block_time_but_no_item_time(desk: Desk) -> None:
    session = desk.session(desk.block(2, Mode.TUTOR))
    desk.clock.pass_time(10)
    session.choose(1)
    session.submit()
    desk.clock.pass_time(30)
    session.tick()
    assert session.item_ms == 10_000
    assert session.elapsed_ms == 40_000


def test_choosing_a_struck_choice_restores_it(desk: Desk) -> None:
    session = desk.session(desk.block(1))
    session.strike(3)
    session.choose(3)
    assert session.item.struck == frozenset()
    assert session.item.answer == frozenset({3})


def test_an_item_with_several_right_choices_takes_several(desk: Desk) -> None:
    session = desk.session(desk.block(12))
    session.go(11)
    session.choose(0)
    session.choose(2)
    session.choose(1)
    session.choose(1)
    session.end()
    result = desk.practice.result(desk.user_id, session.block.id)
    assert result.items[11].given == "AC" == result.items[11].right
    assert result.block.correct == 1


def test_a_paused_tutor_block_spends_no_time_and_a_timed_one_does_not_pause(desk: Desk) -> None:
    for mode, spent in ((Mode.TUTOR, 2_000), (Mode.TIMED, 12_000)):
        session = desk.session(desk.block(3, mode))
        desk.clock.pass_time(1)
        session.pause()
        desk.clock.pass_time(10)
        if session.paused:
            session.resume()
        desk.clock.pass_time(1)
        assert session.elapsed_ms == spent


def test_a_suspended_block_goes_on_where_it_was(desk: Desk) -> None:
    block_id = desk.block(3)
    session = desk.session(block_id)
    session.go(1)
    desk.clock.pass_time(5)
    session.suspend()
    desk.clock.pass_time(3600)
    again = desk.session(block_id)
    assert again.block.position == 1
    assert again.elapsed_ms == 5_000


def test_going_past_the_ends_stays(desk: Desk) -> None:
    session = desk.session(desk.block(2))
    session.go(-1)
    session.go(2)
    assert session.block.position == 0


def test_an_ended_block_can_be_walked_through_without_changing_it(desk: Desk) -> None:
    block_id = desk.block(3)
    session = desk.session(block_id)
    session.choose(1)
    session.end()
    review = desk.session(block_id)
    before = review.block
    review.go(2)
    review.choose(0)
    review.tick()
    desk.clock.pass_time(60)
    assert review.elapsed_ms == before.elapsed_ms
    assert desk.practice.block(desk.user_id, block_id).items == before.items


def custom(desk: Desk, *, reveals: bool, pausable: bool) -> int:
    """Make a custom block of three with 60 s an item."""
    rules = Rules(reveals, pausable, 60)
    request = BlockRequest(QuestionFilter(), Mode.CUSTOM, 3, False, custom=rules)
    return desk.practice.create_block(desk.user_id, request)


def test_a_custom_block_can_reveal_and_still_run_out_of_time(desk: Desk) -> None:
    session = desk.session(custom(desk, reveals=True, pausable=False))
    session.choose(1)
    assert session.submit()
    assert session.revealed
    session.pause()
    assert not session.paused
    desk.clock.pass_time(200)
    assert session.expired


def test_a_custom_block_can_pause_without_revealing(desk: Desk) -> None:
    session = desk.session(custom(desk, reveals=False, pausable=True))
    session.choose(1)
    assert not session.submit()
    session.pause()
    desk.clock.pass_time(500)
    assert session.paused
    assert not session.expired


def test_the_use_of_hint_and_key_phrases_is_on_the_disk_and_in_the_attempt(desk: Desk) -> None:
    block_id = desk.block(3, Mode.TUTOR)
    session = desk.session(block_id)
    session.use_hint()
    session.go(1)
    session.use_phrases()
    items = desk.session(block_id).block.items
    assert [(item.hint_used, item.phrases_used) for item in items] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    session.go(0)
    session.end()
    with desk.context.store.read() as store:
        logged = log.of_block(store, block_id)
    assert [logged[at].hint_used for at in range(3)] == [True, False, False]
    assert [logged[at].phrases_used for at in range(3)] == [False, True, False]


def test_a_hint_read_after_the_answer_is_no_help(desk: Desk) -> None:
    session = desk.session(desk.block(3, Mode.TUTOR))
    session.choose(1)
    session.submit()
    session.use_hint()
    session.use_phrases()
    assert (session.item.hint_used, session.item.phrases_used) == (False, False)


def test_the_place_in_a_long_question_is_saved_with_the_second_and_on_leaving(desk: Desk) -> None:
    block_id = desk.block(3)
    session = desk.session(block_id)
    session.scroll_to(400)
    session.tick()
    assert desk.session(block_id).item.scroll == 400
    session.scroll_to(650)
    session.go(1)
    assert session.item.scroll == 0
    assert [item.scroll for item in desk.session(block_id).block.items] == [650, 0, 0]


def test_confidence_is_kept_for_a_settled_item_and_the_last_one_counts(desk: Desk) -> None:
    block_id = desk.block(3, Mode.TUTOR)
    session = desk.session(block_id)
    session.choose(1)
    session.rate(Confidence.SURE)
    assert session.confidence is None
    session.submit()
    session.rate(Confidence.SURE)
    session.rate(Confidence.GUESS)
    assert session.confidence is Confidence.GUESS
    session.go(1)
    assert session.confidence is None
    session.end()
    session.rate(Confidence.SURE)
    again = desk.session(block_id)
    again.go(0)
    assert again.confidence is Confidence.GUESS


def test_an_item_opened_for_later_is_written_by_save_or_before_the_next_step(desk: Desk) -> None:
    block_id = desk.block(3)
    session = desk.session(block_id)
    desk.clock.pass_time(7)
    session.go(2, later=True)
    assert session.block.position == 2
    assert desk.practice.block(desk.user_id, block_id).position == 0
    session.save()
    saved = desk.practice.block(desk.user_id, block_id)
    assert saved.position == 2
    assert [item.time_ms for item in saved.items] == [7000, 0, 0]
    session.go(1, later=True)
    session.choose(3)
    saved = desk.practice.block(desk.user_id, block_id)
    assert saved.position == 1
    assert [item.answer for item in saved.items] == [frozenset(), frozenset({3}), frozenset()]
