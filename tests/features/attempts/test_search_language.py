import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.attempts.models import (
    AllOf,
    AnyOf,
    QuestionFilter,
    Status,
    Vocabulary,
    Wanted,
    Without,
)
from ms2qbank_desktop.features.attempts.search_language import HELP, SearchFault, Term, parse
from ms2qbank_desktop.features.questions.models import BankFilter

CARDIO, RENAL = "Cardiovascular System", "Respiratory & Renal/Urinary Systems"
BANK = Vocabulary(
    packs=((7, "Core"), (8, "Core Renal")),
    systems=(CARDIO, RENAL),
    subjects=("Gross Anatomy", "Pathology"),
    topics=("Shock",),
    tags=("week-1", "week-10"),
)


def wanted(text: str) -> Wanted:
    return parse(text, BANK).wanted


def status(*statuses: Status) -> QuestionFilter:
    return QuestionFilter(statuses=frozenset(statuses))


def words(text: str) -> QuestionFilter:
    return QuestionFilter(BankFilter(text=text))


def without(text: str, term: Term) -> str:
    """Take a term out as the search bar does."""
    return " ".join(f"{text[: term.start]} {text[term.end :]}".split())


def fault(text: str) -> SearchFault:
    with pytest.raises(SearchFault) as caught:
        parse(text, BANK)
    return caught.value


@pytest.mark.parametrize("text", ["lithium", 'lithium "urine osmolality" -infant', "3:1 ratio", ""])
def test_words_phrases_and_exclusions_stay_as_text(text: str) -> None:
    assert wanted(text) == QuestionFilter(BankFilter(text=text))


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        ("system:renal", BankFilter(systems=frozenset({RENAL}))),
        ("SYSTEM:RENAL", BankFilter(systems=frozenset({RENAL}))),
        ("system:renal,cardio", BankFilter(systems=frozenset({RENAL, CARDIO}))),
        ("system:renal system:cardio", BankFilter(systems=frozenset({RENAL, CARDIO}))),
        ('subject:"gross anatomy"', BankFilter(subjects=frozenset({"Gross Anatomy"}))),
        ('subject:"gross ana', BankFilter(subjects=frozenset({"Gross Anatomy"}))),
        ("system:none", BankFilter(systems=frozenset({""}))),
        ("topic:shock", BankFilter(topics=frozenset({"Shock"}))),
        ("tag:week-1", BankFilter(tags=frozenset({"week-1"}))),
        ("tag:week", BankFilter(tags=frozenset({"week-1", "week-10"}))),
        ("pack:core", BankFilter(packs=frozenset({7}))),
        ("pack:renal", BankFilter(packs=frozenset({8}))),
        ("difficulty:3", BankFilter(difficulties=frozenset({3}))),
        ("difficulty:>=4", BankFilter(difficulties=frozenset({4, 5}))),
        ("difficulty:<3", BankFilter(difficulties=frozenset({1, 2}))),
        ("difficulty:2-4", BankFilter(difficulties=frozenset({2, 3, 4}))),
        ("difficulty:none,5", BankFilter(difficulties=frozenset({0, 5}))),
        ("has:pictures", BankFilter(pictures=True)),
        ("id:Q12,77", BankFilter(names=frozenset({"Q12", "77"}))),
    ],
)
def test_a_term_means_the_names_of_the_bank_that_have_its_words(
    text: str, bank: BankFilter
) -> None:
    assert wanted(text) == QuestionFilter(bank)


def test_statuses_are_a_union_and_the_rest_is_combined() -> None:
    asked = wanted("shock is:incorrect system:renal is:marked -infant")
    assert isinstance(asked, QuestionFilter)
    assert asked.statuses == {Status.INCORRECT, Status.MARKED}
    assert asked.bank == BankFilter(systems=frozenset({RENAL}), text="shock -infant")


@pytest.mark.parametrize(
    ("text", "sentence", "span"),
    [
        ("shock systm:renal", "There is no “systm:” to filter by (character 7).", (6, 17)),
        ("system:liver", "No system is called “liver”.", (0, 12)),
        ("is:good", "There is no status “good”", (0, 7)),
        ("difficulty:9", "Difficulty goes from 1 to 5", (0, 12)),
        ("difficulty:<1", "Difficulty goes from 1 to 5", (0, 13)),
        ("difficulty:hard", "“hard” is no difficulty", (0, 15)),
    ],
)
def test_a_term_that_means_nothing_is_named_with_its_place(
    text: str, sentence: str, span: tuple[int, int]
) -> None:
    found = fault(text)
    assert found.message.startswith(sentence)
    assert (found.start, found.end) == span


def test_a_mistyped_key_is_answered_with_the_one_that_was_meant() -> None:
    assert "Did you mean “system:”?" in fault("systm:renal").message


MARKED, WRONG = status(Status.MARKED), status(Status.INCORRECT)
IN_RENAL = QuestionFilter(BankFilter(systems=frozenset({RENAL})))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("is:marked or is:incorrect", AnyOf((MARKED, WRONG))),
        ("is:marked OR shock", AnyOf((MARKED, words("shock")))),
        ("(is:marked)", MARKED),
        ("-is:marked", Without(MARKED)),
        ("-(is:marked or shock)", Without(AnyOf((MARKED, words("shock"))))),
        ("shock -system:renal", AllOf((words("shock"), Without(IN_RENAL)))),
        (
            "system:renal (is:incorrect or is:marked)",
            AllOf((IN_RENAL, AnyOf((WRONG, MARKED)))),
        ),
        ("a b or c", AnyOf((words("a b"), words("c")))),
        ("Na(+) or pump", AnyOf((words("Na(+)"), words("pump")))),
        ('"a or b"', words('"a or b"')),
        ("oral", words("oral")),
    ],
)
def test_or_binds_less_than_side_by_side_and_brackets_group(text: str, asked: Wanted) -> None:
    assert wanted(text) == asked


@pytest.mark.parametrize(
    ("text", "sentence", "span", "unfinished"),
    [
        ("a (b", "The bracket at character 3 is not closed.", (2, 3), True),
        ("a )", "No bracket is open at character 3.", (2, 3), False),
        ("a ()", "There is nothing in the bracket at character 3.", (2, 3), False),
        ("a (", "There is nothing in the bracket at character 3.", (2, 3), True),
        ("or a", "“or” stands between two things (character 1).", (0, 2), False),
        ("a or", "“or” stands between two things (character 3).", (2, 4), True),
        ("(a or ) b", "“or” stands between two things (character 4).", (3, 5), False),
        ("(" * 30 + "a", "Brackets go 20 deep at most (character 21).", (20, 21), False),
    ],
)
def test_a_bracket_or_an_or_too_many_is_named_with_its_place(
    text: str, sentence: str, span: tuple[int, int], *, unfinished: bool
) -> None:
    found = fault(text)
    assert found.message == sentence
    assert (found.start, found.end, found.unfinished) == (*span, unfinished)


@pytest.mark.parametrize(
    ("text", "labels", "left"),
    [
        ("is:marked or shock or system:renal", ["Marked", "shock", f"System: {RENAL}"], None),
        ("a (is:marked or is:due)", ["(Marked or Due)"], "a"),
        ("a -is:marked b", ["Not marked"], "a b"),
    ],
)
def test_alternatives_and_groups_can_be_taken_out_as_a_whole(
    text: str, labels: list[str], left: str | None
) -> None:
    terms = parse(text, BANK).terms
    assert [term.label for term in terms] == labels
    for term in terms:
        rest = without(text, term)
        assert left in (None, rest)
        assert len(parse(rest, BANK).terms) < len(terms) or len(terms) == 2


@pytest.mark.parametrize("text", ["system:", "is:", "is:inc", 'tag:""'])
def test_a_term_that_is_still_being_typed_is_no_mistake_yet(text: str) -> None:
    assert fault(text).unfinished


def test_the_fault_of_an_empty_value_lists_what_could_be_written() -> None:
    assert CARDIO in fault("system:").message


def test_a_term_can_be_taken_out_of_the_text() -> None:
    text = "shock is:marked system:renal -infant"
    marked, renal = parse(text, BANK).terms
    assert (marked.label, renal.label) == ("Marked", f"System: {RENAL}")
    assert without(text, marked) == "shock system:renal -infant"
    assert without(text, renal) == "shock is:marked -infant"


def test_every_example_of_the_help_is_understood() -> None:
    for example, _ in HELP:
        assert wanted(example) != QuestionFilter(), example


@given(st.text(st.sampled_from('abor :,-()"<>=12systemisdifficulty'), max_size=40))
def test_no_input_is_more_than_a_fault(text: str) -> None:
    spans: list[tuple[int, int]] = []
    try:
        spans += [(term.start, term.end) for term in parse(text, BANK).terms]
    except SearchFault as found:
        spans.append((found.start, found.end))
    assert all(0 <= start < end <= len(text) for start, end in spans)
