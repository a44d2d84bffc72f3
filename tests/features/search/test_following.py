"""Every write of every slice is followed by the index, in the write itself."""

from dataclasses import replace
from datetime import date

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.models import Filtered, FilteredSearch
from ms2qbank_desktop.features.flashcards.service.filtered import FilteredDeckService
from ms2qbank_desktop.features.notebook.models import Miss, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.planner.plan_models import PlanDraft, PlanMode
from ms2qbank_desktop.features.planner.service.planning import PlanningService
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.questions.models import BankFilter, ImportRequest
from ms2qbank_desktop.storage.store import WriteSession
from tests.support.bank import question_file
from tests.support.seeking import Seeker


@pytest.fixture(autouse=True)
def _nothing_waits(seeker: Seeker) -> object:
    """After each test the index says what the tables say, word for word."""
    yield
    assert seeker.indexing.waiting() == 0
    assert seeker.indexing.mend(Silent()) == []


def test_a_note_is_followed_from_its_first_word_to_the_trash_and_back(seeker: Seeker) -> None:
    note = seeker.note("the proximal tubule", "First", tags=["renal"])
    assert seeker.ids("proximal") == [note]
    seeker.notes.write(seeker.user_id, note, "Second", "the distal tubule", ["kidney"])
    assert seeker.ids("proximal") == seeker.ids("first") == seeker.ids("tag:renal") == []
    assert seeker.ids("distal") == seeker.ids("second") == seeker.ids("tag:kidney") == [note]
    seeker.notes.remove(seeker.user_id, note)
    assert seeker.ids("distal") == []
    seeker.notes.remove(seeker.user_id, note, removed=False)
    assert seeker.ids("distal") == [note]


def test_a_version_put_back_is_found_again(seeker: Seeker) -> None:
    note = seeker.note("the proximal tubule")
    seeker.desk.clock.pass_time(7_200)
    seeker.notes.write(seeker.user_id, note, "", "the distal tubule", [])
    (version, *_) = seeker.notes.versions(seeker.user_id, note)
    seeker.notes.restore_version(seeker.user_id, note, version.id)
    assert (seeker.ids("proximal"), seeker.ids("distal")) == ([note], [])


def test_the_rows_of_the_error_log_are_found_at_their_note(seeker: Seeker) -> None:
    log = seeker.desk.context.service(ErrorLogService)
    question = seeker.question("Which diuretic?", external_id="20426")
    miss = Miss(question, 1)
    entry = log.log(
        seeker.user_id, miss, "Q 20426", "Text", MissReason.REASONING, "Calcium decides"
    )
    assert seeker.ids("calcium decides", kinds={"note"}) == [entry.note_id]
    assert seeker.ids("reasoning", kinds={"note"}) == [entry.note_id]
    assert seeker.ids(str(question), kinds={"note"}) == [entry.note_id]
    log.save(seeker.user_id, replace(entry, rule="Magnesium decides"))
    assert seeker.ids("calcium", kinds={"note"}) == []
    assert seeker.ids("magnesium", kinds={"note"}) == [entry.note_id]
    log.remove(seeker.user_id, entry.id)
    assert seeker.ids("magnesium", kinds={"note"}) == []


def test_a_card_is_followed_through_edits_decks_and_undo(seeker: Seeker) -> None:
    note = seeker.card("Gitelman?", "NCC", deck="Renal", tags=("tubules",))
    (card,) = (one.id for one in seeker.card_notes.cards(seeker.user_id, note))
    seeker.card_notes.edit_note(seeker.user_id, note, ("Bartter?", "NKCC2"), ("loops",))
    assert seeker.ids("ncc ") == seeker.ids("tag:tubules") == []
    assert seeker.ids("nkcc2") == seeker.ids("tag:loops") == [card]
    seeker.card_notes.change_tags(seeker.user_id, [note], ["later"], ["loops"])
    assert (seeker.ids("tag:loops"), seeker.ids("tag:later")) == ([], [card])
    lungs = seeker.decks.create_deck(seeker.user_id, "Lungs")
    seeker.cards.move(seeker.user_id, [card], lungs)
    assert (seeker.ids("deck:renal"), seeker.ids("deck:lungs")) == ([], [card])
    seeker.decks.rename_deck(seeker.user_id, lungs, "Chest::Lungs")
    assert seeker.ids("deck:chest") == [card]
    seeker.cards.remove_notes(seeker.user_id, [note])
    assert seeker.ids("nkcc2") == []
    seeker.cards.put_back(seeker.user_id, card)
    assert seeker.ids("nkcc2") == [card]
    seeker.decks.remove_deck(seeker.user_id, lungs)
    assert seeker.ids("nkcc2") == []
    seeker.decks.remove_deck(seeker.user_id, lungs, removed=False)
    assert seeker.ids("nkcc2") == [card]


def test_a_borrowed_card_stays_in_its_own_deck(seeker: Seeker) -> None:
    note = seeker.card("Gitelman?", "NCC", deck="Renal")
    (card,) = (one.id for one in seeker.card_notes.cards(seeker.user_id, note))
    filtered = seeker.desk.context.service(FilteredDeckService)
    cram = filtered.make(seeker.user_id, "Cram", Filtered((FilteredSearch("deck:Renal"),)))
    filtered.rebuild(seeker.user_id, cram)
    assert (seeker.ids("deck:cram"), seeker.ids("deck:renal")) == ([], [card])
    renal = next(one for one in seeker.decks.decks(seeker.user_id) if one.name == "Renal")
    seeker.decks.rename_deck(seeker.user_id, renal.id, "Kidney")
    assert seeker.ids("deck:kidney") == [card]


def test_answers_and_flags_mark_nothing(seeker: Seeker) -> None:
    note = seeker.card("Gitelman?", "NCC")
    (card,) = (one.id for one in seeker.card_notes.cards(seeker.user_id, note))
    written: list[int] = []
    store = seeker.desk.context.store
    follow, *others = store.followers

    def watch(session: WriteSession) -> None:
        count = session.connection().exec_driver_sql("SELECT count(*) FROM search_marks")
        written.append(int(count.scalar_one()))
        follow(session)

    store.followers = (watch, *others)
    seeker.cards.flag(seeker.user_id, [card], 3)
    seeker.cards.suspend(seeker.user_id, [card])
    seeker.cards.bury(seeker.user_id, [card])
    store.followers = (follow, *others)
    assert written == [0, 0, 0]


def test_questions_follow_their_pack(seeker: Seeker) -> None:
    question = seeker.question("Which tubule?", external_id="a", tags=("renal",))
    assert seeker.ids("tag:renal") == [question]
    seeker.question("Which duct?", external_id="a", explanation="The collecting one")
    assert seeker.ids("tubule") == seeker.ids("tag:renal") == []
    assert seeker.ids("collecting duct") == [question]
    (pack,) = seeker.desk.bank.packs()
    seeker.desk.bank.remove_pack(pack.id)
    assert seeker.ids("duct") == []
    seeker.desk.bank.restore_pack(pack.id)
    assert seeker.ids("duct") == [question]


def test_an_import_is_followed_at_once_if_it_is_small(seeker: Seeker) -> None:
    folder = seeker.desk.context.paths.root
    seeker.desk.bank.import_files(ImportRequest((question_file(folder),)), Silent())
    assert sorted(seeker.ids("stem")) == sorted(seeker.desk.bank.select(BankFilter()))


def test_articles_follow_their_book(seeker: Seeker) -> None:
    article = seeker.article("The nephron", "Filters.\n\n## Loop\n\nConcentrates")
    assert [hit.place.spot for hit in seeker.hits("concentrates")] == ["Loop"]
    assert seeker.article("The nephron", "Filters.\n\n## Tubule\n\nReabsorbs") == article
    assert seeker.ids("concentrates") == []
    assert [hit.place.spot for hit in seeker.hits("reabsorbs")] == ["Tubule"]
    (book,) = seeker.library.collections()
    seeker.library.remove_collection(book.id)
    assert seeker.ids("reabsorbs") == []
    seeker.library.remove_collection(book.id, removed=False)
    assert seeker.ids("reabsorbs") == [article]
    seeker.library.read(seeker.user_id, article, share=0.5, spot="", time_ms=5)


def test_videos_bookmarks_and_captions_follow_each_other(seeker: Seeker) -> None:
    video = seeker.film("Renal 2", "the distal tubule")
    mark = seeker.bookmarks.add(seeker.user_id, video, 5_000, "thiazides")
    seeker.catalogue.edit(seeker.user_id, [video], values={"subject": "Physiology"})
    assert video in seeker.ids("physiology")
    assert seeker.ids("distal subject:physiology") == [video]
    (bookmark,) = seeker.bookmarks.bookmarks(seeker.user_id, video)
    seeker.bookmarks.save(seeker.user_id, replace(bookmark, note="loop diuretics", tags=("hm",)))
    assert seeker.ids("thiazides") == []
    assert [hit.place.ms for hit in seeker.hits("loop tag:hm")] == [5_000]
    for words in ("distal", "diuretics", "physiology"):
        seeker.catalogue.remove(seeker.user_id, [video])
        assert seeker.ids(words) == []
        seeker.catalogue.remove(seeker.user_id, [video], removed=False)
        assert seeker.ids(words) == [video]
    seeker.bookmarks.remove(seeker.user_id, mark)
    assert seeker.ids("diuretics") == []


def test_tasks_follow_their_words(seeker: Seeker) -> None:
    task = seeker.tasks.add(seeker.user_id, date(2026, 3, 4), "Read of tubules", 10)
    seeker.tasks.save(
        seeker.user_id,
        replace(seeker.tasks.task(seeker.user_id, task), title="Read of ducts", note="Slowly"),
    )
    assert seeker.ids("tubules") == []
    assert seeker.ids("ducts") == seeker.ids("slowly") == [task]
    assert seeker.hits("ducts")[0].day == date(2026, 3, 4)
    seeker.tasks.remove(seeker.user_id, task)
    assert seeker.ids("ducts") == []
    seeker.tasks.remove(seeker.user_id, task, removed=False)
    assert seeker.ids("ducts") == [task]


def test_a_write_that_fails_leaves_no_trace(seeker: Seeker) -> None:
    def fail() -> None:
        with seeker.desk.context.store.write() as session:
            session.connection().exec_driver_sql(
                "INSERT INTO notes (id, user_id, title, body, tags, created_at, changed_at) "
                "VALUES (1, ?, '', 'tubules', '', 0, 0)",
                (seeker.user_id,),
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert seeker.ids("tubules") == []


def test_the_tasks_of_a_plan_are_found_only_while_it_is_in_use(seeker: Seeker) -> None:
    context, user_id, tasks = seeker.desk.context, seeker.user_id, seeker.tasks
    plans, first, exam = context.service(PlanService), date(2026, 3, 2), date(2026, 3, 9)
    even = {"mode": PlanMode.EVEN, "subjects": (("Renal", 1),)}
    plan_id = plans.create(user_id, PlanDraft("June", first, exam, (60,) * 7, **even))  # type: ignore[arg-type]
    context.service(PlanningService).replan(user_id, plan_id)
    planned = tasks.tasks(user_id, first, first)[0]
    tasks.save(user_id, replace(planned, title="Podocytes with Ann"))
    own = tasks.add(user_id, first, "Podocytes alone", 20)
    assert set(seeker.ids("podocytes")) == {planned.id, own}
    plans.archive(user_id, plan_id)
    assert seeker.ids("podocytes") == [own]
    plans.archive(user_id, plan_id, archived=False)
    assert set(seeker.ids("podocytes")) == {planned.id, own}
    plans.remove(user_id, plan_id)
    assert seeker.ids("podocytes") == [own]
    plans.remove(user_id, plan_id, removed=False)
    assert set(seeker.ids("podocytes")) == {planned.id, own}
