"""What is found, where it opens, and how it is shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.library.models import Term
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.search.models import Found, Hit
from ms2qbank_desktop.storage.engine import connect
from tests.support.bank import Desk
from tests.support.seeking import Seeker


def test_a_search_goes_through_everything_at_once(seeker: Seeker) -> None:
    question = seeker.question("Salt craving and low urine calcium: Gitelman or Bartter?")
    note = seeker.note("Gitelman is as if a thiazide were taken", "Tubules")
    card = seeker.card("Gitelman: which transporter?", "NCC", deck="Renal::Tubules")
    article = seeker.article(
        "Bartter and Gitelman", "Two disorders.\n\n## Calcium\n\nGitelman: low"
    )
    video = seeker.film("Renal 2", "nothing", "so Gitelman spares the loop")
    mark = seeker.bookmarks.add(seeker.user_id, video, 61_000, "Gitelman begins")
    task = seeker.tasks.add(seeker.user_id, date(2026, 3, 4), "Retest Gitelman", 10)
    found = seeker.find("gitelman")
    (card_id,) = (one.id for one in seeker.card_notes.cards(seeker.user_id, card))
    assert {hit.place for hit in found.hits} == {
        Place(Kind.QUESTION, question, "stem"),
        Place(Kind.NOTE, note),
        Place(Kind.CARD, card_id),
        Place(Kind.ARTICLE, article),
        Place(Kind.ARTICLE, article, "Calcium"),
        Place(Kind.VIDEO, video, "60000"),
        Place(Kind.VIDEO, video, "61000"),
        Place(Kind.TASK, task),
    }
    assert mark
    assert found.counts == {
        "question": 1,
        "note": 1,
        "card": 1,
        "article": 2,
        "video": 2,
        "task": 1,
    }
    assert found.waiting == 0


def test_a_hit_in_a_question_opens_at_its_choice(seeker: Seeker) -> None:
    question = seeker.question(
        "Which transporter is missing?",
        *("Na/K/2Cl cotransporter", "Na/Cl cotransporter of the convoluted tubule", "ENaC"),
        explanation="Thiazides block the same one. Magnesium falls.",
        external_id="20417",
        system="Renal",
    )
    (hit,) = seeker.hits("convoluted")
    assert hit.place == Place(Kind.QUESTION, question, "choice B")
    assert hit.title == "Which transporter is missing?"
    assert hit.snippet == "B: Na/Cl cotransporter of the convoluted tubule"
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["convoluted"]
    assert (hit.detail, hit.words) == ("Q 20417 · Renal", ("convoluted",))
    lettered = seeker.question("What is the magnesium of Gitelman?", external_id="Q7", pack="Two")
    assert {hit.id: hit.detail for hit in seeker.hits("magnesium")}[lettered] == "Q7"
    assert seeker.hits("magnesium falls")[0].place.spot == "explanation"
    assert seeker.hits("transporter missing")[0].place.spot == "stem"
    assert seeker.ids("20417") == seeker.ids("Q 20417") == seeker.ids("q20417") == [question]


def test_a_hit_in_a_video_opens_at_its_second(seeker: Seeker) -> None:
    video = seeker.film("Renal 2", "the glomerulus", "the loop", "the distal tubule")
    (hit,) = seeker.hits("distal")
    assert hit.place == Place(Kind.VIDEO, video, "120000")
    assert (hit.title, hit.detail) == ("Renal 2", "Caption · 2:00")


def test_a_hit_in_a_long_note_opens_at_its_heading(seeker: Seeker) -> None:
    note = seeker.note(
        "Opening words.\n\n# Causes\n\nMany.\n\n## Drugs\n\nThiazides and loops", "N"
    )
    (hit,) = seeker.hits("thiazides")
    assert hit.place == Place(Kind.NOTE, note, "Drugs")


def test_a_term_of_a_glossary_is_found(seeker: Seeker) -> None:
    from ms2qbank_desktop.features.library.models import Term

    article = seeker.article("Kidney", "Text.", glossary=(Term("podocyte", "a cell with feet"),))
    (hit,) = seeker.hits("podocyte")
    assert (hit.title, hit.snippet, hit.id) == ("podocyte", "a cell with feet", article)


def test_cards_show_what_their_deletions_hide(seeker: Seeker) -> None:
    seeker.card("{{c1::Gitelman::who?}} loses {{c2::the {{c3::NCC}}}}<br>[sound:a.mp3]", "Extra")
    (hit,) = seeker.hits("ncc")
    assert hit.title == "Gitelman loses the NCC"


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("sjogren", "Sjögren"),
        ("Sjögren", "sjogren"),
        ("thyroid", "hyperthyroidism"),
        ("hyperthy", "hyperthyroidism"),
        ("pnemonia", "pneumonia"),
        ("pneumonai", "pneumonia"),
        ("amilodipin", "amlodipine"),
        ("MI", "myocardial infarction"),
        ("mi", "myocardial infarctions"),
        ("myocardial infarction", "MI"),
        ("5-HT", "serotonin"),
        ("β-blocker", "beta blocker"),
        ("beta blocker", "β-blocker"),
        ("heartfailure", "heart failure"),
        ("anaemia", "anemia"),
        ("stone", "stones"),
    ],
)
def test_a_word_is_found_however_it_is_written(seeker: Seeker, asked: str, written: str) -> None:
    seeker.note("Something else altogether about the kidney")
    note = seeker.note(f"What is said of {written} and no more")
    assert seeker.ids(asked) == [note]


def test_what_was_misspelled_is_told(seeker: Seeker) -> None:
    seeker.note("Gitelman spares calcium")
    assert seeker.find("gitleman calcium").spelled == (("gitleman", "Gitelman"),)
    assert seeker.find("gitelman calcium").spelled == ()
    assert seeker.find("gitel").spelled == ()


def test_a_known_word_may_be_a_slip_where_nothing_has_them_all(seeker: Seeker) -> None:
    for _ in range(5):
        seeker.note("hunger for salt")
    hunter = seeker.note("mucopolysaccharidosis of Hunter")
    found = seeker.find("hunger mucopolysaccharidosis")
    assert [hit.id for hit in found.hits] == [hunter]
    assert found.spelled == (("hunger", "Hunter"),)


def test_an_abbreviation_counts_more_than_what_only_begins_so(seeker: Seeker) -> None:
    seeker.note("of the brain", "Midbrain")
    infarct = seeker.note("also called MI or myocardial infarction", "Heart attack")
    seeker.note("of the cell", "Mitosis")
    assert seeker.ids("MI")[0] == seeker.ids("mi")[0] == infarct


def test_an_abbreviation_in_its_capitals_is_no_beginning_and_its_first_meaning_comes_first(
    seeker: Seeker,
) -> None:
    seeker.note("mitral stenosis, at last")
    second = seeker.note("motivational interviewing, at last")
    first = seeker.note("myocardial infarction, at last")
    seeker.note("minute by minute, at last")
    assert seeker.ids("MI") == [first, second]
    assert len(seeker.ids("mi")) == 4
    assert len(seeker.ids("MIT")) == 1


def test_the_sections_of_one_article_are_not_all_that_is_looked_at(seeker: Seeker) -> None:
    alone = seeker.note("a nephron")
    first = seeker.article("Older", "The nephron of old.", "Old")
    body = "\n\n".join(f"## Part {one}\n\nthe nephron" for one in range(400))
    long = seeker.article("Newer", body, "New")
    found = seeker.ids("nephron", limit=10)
    assert {alone, first, long} == set(found)
    assert found.count(long) == 3


def test_a_snippet_shows_the_words_of_a_link_and_no_gaps(seeker: Seeker) -> None:
    seeker.article("A", "See [[Nephron|the  filter]] and [[Loop of Henle]] | a |    | b | tubules")
    (hit,) = seeker.hits("tubules")
    assert hit.snippet == "See the filter and Loop of Henle a b tubules"


def test_an_abbreviation_that_is_a_word_counts_in_its_capitals_only(seeker: Seeker) -> None:
    leukaemia = seeker.note("acute lymphoblastic leukemia of the child")
    written = seeker.note("the blasts of ALL")
    word = seeker.note("all of the others")
    assert set(seeker.ids("ALL ")) == {leukaemia, written}
    assert seeker.ids("all ")[0] == word
    assert leukaemia not in seeker.ids("all ")
    assert set(seeker.ids("acute lymphoblastic leukemia")) == {leukaemia, written}


def test_words_as_typed_come_before_what_stands_for_them(seeker: Seeker) -> None:
    inside = seeker.note("hyperthyroidism " * 3)
    begun = seeker.note("thyroiditis " * 3)
    typed = seeker.note("the thyroid gland, once")
    assert seeker.ids("thyroid") == [typed, begun, inside]


def test_a_title_comes_before_a_text_and_the_latest_first_of_equals(seeker: Seeker) -> None:
    older = seeker.note("about the nephron, first")
    seeker.desk.clock.pass_time(90 * 86_400)
    newer = seeker.note("about the nephron, other")
    named = seeker.note("something", "The nephron")
    assert seeker.ids("nephron") == [named, newer, older]


def test_words_that_stand_together_come_first(seeker: Seeker) -> None:
    apart = seeker.note("failure of the kidney, not of the heart")
    together = seeker.note("not of the kidney: heart failure, it is")
    assert seeker.ids("heart failure") == [together, apart]


def test_filters_narrow_a_search(seeker: Seeker) -> None:
    note = seeker.note("tubules", tags=["renal"])
    other = seeker.note("tubules of the testis", tags=["repro"])
    card = seeker.card("tubules", "back", deck="Step 1::Acute renal", tags=("kidney",))
    question = seeker.question("tubules?", system="Renal")
    (card_id,) = (one.id for one in seeker.card_notes.cards(seeker.user_id, card))
    assert set(seeker.ids("tubules in:notes")) == {note, other}
    assert seeker.ids("tubules tag:renal") == [note]
    assert seeker.ids("tubules tag:ren") == [note]
    assert seeker.ids("tubules deck:renal") == [card_id]
    assert seeker.ids("tubules deck:kidney") == []
    assert seeker.ids("tubules system:renal") == [question]
    assert set(seeker.ids("tubules -testis in:notes")) == {note}
    assert seeker.ids('"of the testis"') == [other]
    assert set(seeker.ids("in:notes")) == {note, other}
    assert seeker.ids("tag:repro") == [other]
    assert set(seeker.ids("tubules", kinds={"card"})) == {card_id}
    assert seeker.find("tubules", kinds={"card"}).counts == {"card": 1, "note": 2, "question": 1}


def test_a_minus_turns_a_filter_round(seeker: Seeker) -> None:
    note = seeker.note("tubules", tags=["renal"])
    other = seeker.note("tubules of the testis", tags=["repro"])
    question = seeker.question("tubules?", system="Renal")
    assert set(seeker.ids("tubules -tag:renal")) == {other, question}
    assert set(seeker.ids("tubules -in:notes")) == {question}
    assert set(seeker.ids("tubules in:notes,cards -tag:repro")) == {note}
    assert seeker.ids("tubules in:notes -in:notes") == []
    assert set(seeker.ids("tubules -system:renal")) == {note, other}


@pytest.mark.parametrize("begun", ["in:", "in:no", "is:", "is:mis", "tag:", 'tag:"', "in:notes,c"])
def test_a_filter_that_is_still_being_typed_is_nothing_yet(seeker: Seeker, begun: str) -> None:
    note = seeker.note("tubules")
    assert seeker.ids(f"tubules {begun}") == [note]


def test_a_text_that_is_far_too_long_is_read_as_far_as_somebody_may_have_meant_it(
    seeker: Seeker,
) -> None:
    note = seeker.note("tubules")
    assert seeker.ids("tubules " * 600 + "nothing") == [note]
    assert seeker.ids("tubules " * 50 + "nothing") == []


def test_nobody_finds_what_is_anothers(seeker: Seeker) -> None:
    mine = seeker.note("the secret nephron")
    stranger = seeker.user_id + 1
    with seeker.desk.context.store.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO users VALUES (?, 'Somebody', '', 0, NULL)", (stranger,)
        )
    theirs = seeker.notes.add(stranger, "", "the secret nephron too")
    assert seeker.ids("secret nephron") == [mine]
    assert [hit.id for hit in seeker.finding.find(stranger, "nephron").hits] == [theirs]


def test_one_thing_does_not_crowd_out_the_others(seeker: Seeker) -> None:
    video = seeker.film("Long", *("the nephron again" for _ in range(40)))
    note = seeker.note("a nephron")
    found = seeker.find("nephron", limit=10)
    assert [hit.id for hit in found.hits].count(video) == 3
    assert note in [hit.id for hit in found.hits]
    assert found.counts == {"video": 40, "note": 1}


def test_a_snippet_is_one_line_around_what_was_found(seeker: Seeker) -> None:
    seeker.note(f"{'before ' * 60}\nurine\tcalcium decides\n{'after ' * 60}", "T")
    (hit,) = seeker.hits("calcium")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert "urine calcium decides after" in hit.snippet
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["calcium"]
    assert len(hit.snippet) < 200


def test_a_question_found_by_its_labels_shows_its_first_choice(seeker: Seeker) -> None:
    seeker.question("Which one?", "Sodium", "Potassium", system="Renal")
    (hit,) = seeker.hits("renal")
    assert (hit.title, hit.snippet) == ("Which one?", "A: Sodium")


@pytest.mark.parametrize("text", ["", "   ", '"', "-", "-acute", "in:", "xyzzyx", "()*^:"])
def test_what_asks_for_nothing_finds_nothing(seeker: Seeker, text: str) -> None:
    seeker.note("acute")
    assert seeker.find(text) == Found()


@given(st.text(max_size=30))
def test_no_text_is_wrong(text: str) -> None:
    assert isinstance(_some_desk().find(text).hits, list)


def test_an_abbreviation_of_ones_own_is_known_at_once(seeker: Seeker) -> None:
    from ms2qbank_desktop.features.search.models import Abbreviation

    note = seeker.note("the golden hour of trauma")
    assert seeker.ids("GHT") == []
    seeker.abbreviations.save(
        seeker.user_id, Abbreviation("GHT", ("golden hour of trauma",), changed=True)
    )
    assert seeker.ids("GHT") == [note]


def test_a_large_answer_is_counted_up_to_a_thousand(seeker: Seeker) -> None:
    connection = connect(seeker.desk.context.paths.database)
    connection.execute("BEGIN")
    now = 1_700_000_000_000
    connection.executemany(
        "INSERT INTO notes (id, user_id, title, body, tags, created_at, changed_at) "
        "VALUES (?, ?, '', ?, '', ?, ?)",
        [(one, seeker.user_id, f"nephron {one}", now, now) for one in range(1, 1_201)],
    )
    connection.execute("COMMIT")
    connection.close()
    assert seeker.find("nephron").waiting == 1_000
    seeker.indexing.catch_up(Silent())
    found = seeker.find("nephron")
    assert (found.counts, found.waiting) == ({"note": 1_000}, 0)
    assert [hit.id for hit in found.hits][:2] == [1_200, 1_199]  # as written, the newest first


def test_both_sides_see_the_same_hit(seeker: Seeker, other: Desk) -> None:
    theirs = Seeker(other)
    for one in (seeker, theirs):
        one.card("Gitelman?", "NCC")
    mine, also = seeker.hits("ncc")[0], theirs.hits("ncc")[0]
    assert _shown(mine) == _shown(also)


def _shown(hit: Hit) -> tuple[object, ...]:
    return hit.kind, hit.title, hit.snippet, hit.marks


def _some_desk() -> Seeker:
    return _SHARED[0]


_SHARED: list[Seeker] = []


@pytest.fixture(scope="module", autouse=True)
def _shared(tmp_path_factory: pytest.TempPathFactory) -> object:
    from tests.support.bank import open_desk

    desk = open_desk(tmp_path_factory.mktemp("shared") / "profile")
    _SHARED.append(Seeker(desk))
    yield
    _SHARED.clear()
    desk.context.close()


def test_tasks_of_one_name_come_in_the_order_of_their_days(seeker: Seeker) -> None:
    days = [date(2026, 3, 9), date(2026, 3, 23), date(2026, 3, 4)]
    for day in days:
        seeker.tasks.add(seeker.user_id, day, "Retest 11-3", 10)
    found = [(hit.day, hit.detail) for hit in seeker.hits("retest")]
    assert found == [(day, "") for day in sorted(days)]


def test_a_term_of_a_glossary_opens_at_its_line(seeker: Seeker) -> None:
    body = (
        "Ask with teach-back.\n\n## Side by side\n\nTeach-back with everybody.\n\n"
        "## Glossary\n\n**Teach-back**: the patient repeats the plan"
    )
    terms = (Term("Teach-back", "the patient repeats the plan"), Term("Capacity", "not told"))
    article = seeker.article("Talking", body, glossary=terms)
    found = {hit.title: hit.place for hit in seeker.hits("teach-back")}
    assert found["Teach-back"] == Place(Kind.ARTICLE, article, "Glossary")
    assert seeker.hits("capacity")[0].place == Place(Kind.ARTICLE, article)


def test_a_snippet_says_formulas_in_letters(seeker: Seeker) -> None:
    formula = r"Turn back, $\text{odds} / (1 + \text{odds})$, with $P_{CO_2}$."
    seeker.article("Odds", f"## Turning\n\n{formula}")
    seeker.note(f"## Turning\n\n{formula}", "My odds")
    for hit in seeker.hits("turn back"):
        assert "odds / (1 + odds)" in hit.snippet
        assert "\\" not in hit.snippet
    assert len(seeker.hits("pco2")) == 2
