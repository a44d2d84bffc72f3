"""What a user does with things is found too: own tags, notes in the margin, and how things stand
(``is:missed``)."""

from datetime import date

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.annotations.models import Passage, Span, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.search.language import STATES, parse, unknown
from tests.support.bank import Desk, open_desk
from tests.support.seeking import Seeker


def target(question: int) -> Target:
    return Target(Kind.QUESTION, question)


@pytest.fixture
def annotations(seeker: Seeker) -> AnnotationService:
    return seeker.desk.context.service(AnnotationService)


def test_own_tags_of_questions_are_found_by_the_filter_and_by_their_words(seeker: Seeker) -> None:
    tagged = seeker.question("Which tubule wastes salt?", external_id="1")
    other = seeker.question("Which tubule wastes sugar?", external_id="2")
    seeker.desk.attempts.tag(seeker.user_id, [tagged], "High yield", on=True)
    for text in (
        "tag:high",
        "tag:yie",
        "tag:'high'",
        'tag:"high yield"',
        "tubule tag:high",
        "yield",
    ):
        assert seeker.ids(text) == [tagged], text
    assert seeker.ids("tag:low") == []
    assert set(seeker.ids("tubule")) == {tagged, other}
    seeker.desk.attempts.tag(seeker.user_id, [tagged], "High yield", on=False)
    assert seeker.ids("tag:high") == seeker.ids("yield") == []
    assert seeker.indexing.mend(Silent()) == []


def test_own_tags_are_nobody_elses(seeker: Seeker) -> None:
    tagged = seeker.question("Which tubule wastes salt?", external_id="1")
    seeker.desk.attempts.tag(seeker.user_id, [tagged], "Zebra", on=True)
    with seeker.desk.context.store.write() as session:
        session.connection().exec_driver_sql("INSERT INTO users VALUES (77, 'B', '', 0, NULL)")
    assert seeker.ids("tag:zebra") == [tagged]
    for text in ("tag:zebra", "zebra", "zebar"):
        found = seeker.finding.find(77, text)
        assert (found.hits, found.spelled) == ([], ())


def test_a_note_in_the_margin_is_found_and_opens_its_question(
    seeker: Seeker, annotations: AnnotationService
) -> None:
    question = seeker.question("Which tubule wastes salt?", external_id="20417", system="Renal")
    annotations.write_note(seeker.user_id, target(question), "Remember the juggler")
    (hit,) = seeker.hits("jugler")
    assert hit.place == Place(Kind.QUESTION, question, "note")
    assert (hit.title, hit.detail) == ("Your note on Q 20417", "Margin note · Renal")
    assert hit.snippet == "Remember the juggler"
    annotations.write_note(seeker.user_id, target(question), "Forget it")
    assert (seeker.ids("juggler"), seeker.ids("forget")) == ([], [question])
    annotations.write_note(seeker.user_id, target(question), "")
    assert seeker.ids("forget") == []
    assert seeker.indexing.mend(Silent()) == []


def test_a_note_in_the_margin_of_a_removed_question_is_not_shown(
    seeker: Seeker, annotations: AnnotationService
) -> None:
    question = seeker.question("Which tubule wastes salt?", external_id="1")
    annotations.write_note(seeker.user_id, target(question), "Remember the juggler")
    (pack,) = seeker.desk.bank.packs()
    seeker.desk.bank.remove_pack(pack.id)
    found = seeker.find("juggler")
    assert (found.hits, found.counts) == ([], {})
    seeker.desk.bank.restore_pack(pack.id)
    assert seeker.ids("juggler") == [question]
    assert seeker.indexing.mend(Silent()) == []


def test_what_is_highlighted_can_be_asked_for(
    seeker: Seeker, annotations: AnnotationService
) -> None:
    marked = seeker.question("Which tubule wastes salt?", external_id="1")
    seeker.question("Which tubule wastes sugar?", external_id="2")
    article = seeker.article("The tubule", "It wastes salt.")
    stem = Passage("stem", "Which tubule wastes salt?")
    annotations.highlight(seeker.user_id, target(marked), stem, Span(6, 12))
    body = Passage("body", "It wastes salt.")
    annotations.highlight(seeker.user_id, Target(Kind.ARTICLE, article), body, Span(3, 9))
    assert set(seeker.ids("tubule is:highlighted")) == {marked, article}
    annotations.erase(seeker.user_id, target(marked), stem, 0, 20)
    assert seeker.ids("tubule is:highlighted") == [article]


@pytest.fixture
def answered(data_dir_of_answers: Desk) -> Seeker:
    return Seeker(data_dir_of_answers)


@pytest.fixture
def data_dir_of_answers(tmp_path_factory: pytest.TempPathFactory) -> object:
    """A bank of twelve: some right, wrong, omitted, marked, suspended, never asked."""
    desk = open_desk(tmp_path_factory.mktemp("answers") / "profile")
    session = desk.session(desk.block(7))
    for place in (0, 1, 0, 1, 0):
        session.choose(place)
        session.go(session.block.position + 1)
    session.toggle_mark()
    session.end()
    tutor = desk.session(desk.block(2, Mode.TUTOR))
    tutor.choose(1)
    tutor.end()
    questions = desk.bank.select(BankFilter())
    desk.attempts.mark(desk.user_id, questions[:4], marked=True)
    desk.attempts.suspend(desk.user_id, [questions[0], questions[-1]], suspended=True)
    desk.clock.pass_time(3 * 86_400)
    yield desk
    desk.context.close()


@pytest.mark.parametrize("status", Status)
def test_is_asks_for_the_status_that_the_bank_says(answered: Seeker, status: Status) -> None:
    wanted = QuestionFilter(statuses=frozenset({status}))
    there = set(answered.desk.attempts.matching(answered.user_id, wanted))
    everything = set(answered.desk.bank.select(BankFilter()))
    assert there
    assert there != everything
    asked = "missed" if status is Status.INCORRECT else status
    found = answered.find(f"is:{asked}", limit=100)
    assert {hit.id for hit in found.hits} == there
    assert found.counts == {"question": len(there)}
    answered.indexing.catch_up(Silent())
    words = answered.ids(f"question is:{asked}", limit=100)
    all_words = set(answered.ids("question", limit=100))
    assert set(words) == there & all_words
    assert set(answered.ids(f"-is:{asked}", limit=100, kinds={"question"})) == everything - there


def test_several_states_are_all_wanted(answered: Seeker) -> None:
    marked, missed = set(answered.ids("is:marked")), set(answered.ids("is:wrong"))
    assert set(answered.ids("is:marked is:wrong")) == marked & missed
    assert set(answered.ids("is:marked -is:wrong")) == marked - missed


def test_cards_tasks_and_notes_have_states_too(seeker: Seeker) -> None:
    note = seeker.card("tubule?", "distal")
    (card,) = (one.id for one in seeker.card_notes.cards(seeker.user_id, note))
    later = seeker.tasks.add(seeker.user_id, date(2030, 1, 1), "Read of the tubule", 10)
    today = seeker.tasks.add(seeker.user_id, date(2020, 1, 1), "Retest the tubule", 10)
    pinned = seeker.note("tubule of the pinned")
    seeker.note("tubule of others")
    seeker.notes.set_flag(seeker.user_id, [pinned], "pinned", on=True)
    assert seeker.ids("tubule is:new") == [card]
    assert seeker.ids("tubule is:suspended") == []
    seeker.cards.suspend(seeker.user_id, [card])
    assert seeker.ids("tubule is:suspended") == [card]
    assert set(seeker.ids("tubule is:open")) == {later, today}
    assert seeker.ids("tubule is:due") == [today]
    assert seeker.ids("is:pinned") == [pinned]
    assert seeker.ids("tubule in:cards is:pinned") == []
    assert pinned not in seeker.ids("tubule -is:pinned")
    assert seeker.ids("tubule in:cards -is:pinned") == [card]


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_asked_for_with_words_and_without(seeker: Seeker, state: str) -> None:
    seeker.question("Which tubule?", external_id="1")
    for text in (f"is:{state}", f"tubule IS:{state.upper()}", f"-is:{state} tub"):
        assert len(seeker.ids(text)) <= 1


def test_filters_that_mean_nothing_are_named_once_they_are_typed() -> None:
    assert unknown("renal in:no") == unknown("in:notes,") == unknown("is:") == []
    assert unknown("in:no renal") == ["in:no"]
    assert unknown("in:nothing is:odd tag:x in:notes is:missed a:b renal") == [
        "in:nothing",
        "is:odd",
    ]
    assert parse("is:odd ").states == ()
    assert [term.written for term in parse("is:odd ").terms] == ["is", "odd"]
