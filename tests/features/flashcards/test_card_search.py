import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.searching.language import HELP, SearchFault, parse
from ms2qbank_desktop.features.flashcards.searching.nodes import (
    And,
    Compared,
    Duplicates,
    Event,
    Everything,
    FieldText,
    Flagged,
    Identity,
    InCurrentDeck,
    InDeck,
    InFilteredDeck,
    Is,
    Matching,
    Node,
    Not,
    OfNoteType,
    OfTemplate,
    OnDay,
    Operator,
    Or,
    Pattern,
    Property,
    Status,
    Tagged,
    Text,
    Untagged,
    WithId,
    Within,
    WithOrdinal,
    WithPreset,
)
from tests.support.shared_data import shared


def node(text: str) -> Node:
    return parse(text).node


def words(text: str) -> Text:
    return Text(Pattern(text))


def fault(text: str) -> SearchFault:
    with pytest.raises(SearchFault) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Everything()),
        ("deck:*", Everything()),
        ("lithium", words("lithium")),
        ("a b", And((words("a"), words("b")))),
        ("a and b", And((words("a"), words("b")))),
        ("a or b c", Or((words("a"), And((words("b"), words("c")))))),
        ("(a or b) c", And((Or((words("a"), words("b"))), words("c")))),
        ("-a", Not(words("a"))),
        ("-(a b)", Not(And((words("a"), words("b"))))),
        ('-"a b"', Not(words("a b"))),
        ("--a", Not(words("-a"))),
        ("- a", And((words("-"), words("a")))),
        ('"or"', words("or")),
        ("order", words("order")),
        ("a\u3000b", And((words("a"), words("b")))),
        ("a\\:b", words("a:b")),
        ("a\\*b*", words("a\\*b*")),
        ('deck:"Step 1"', InDeck(Pattern("Step 1"))),
        ('"deck:Step 1"', InDeck(Pattern("Step 1"))),
        ("DECK:Renal::*", InDeck(Pattern("Renal::*"))),
        ("deck:current", InCurrentDeck()),
        ("deck:filtered", InFilteredDeck()),
        ("tag:none", Untagged()),
        ("tag:a::*", Tagged(Pattern("a::*"))),
        ("tag:re:^x$", Tagged(Pattern("^x$"), Matching.REGEX)),
        ("is:due", Is(Status.DUE)),
        ("is:buried-sibling", Is(Status.BURIED_AS_SIBLING)),
        ("-is:leech", Not(Is(Status.LEECH))),
        ("flag:0", Flagged(0)),
        ("added:7", Within(Event.ADDED, 7)),
        ("rated:0", Within(Event.RATED, 1)),
        ("rated:7:1", Within(Event.RATED, 7, Rating.AGAIN)),
        ("introduced:30", Within(Event.INTRODUCED, 30)),
        ("prop:rated=-1:3", OnDay(Event.RATED, Operator.EQUAL, -1, Rating.GOOD)),
        ("prop:ivl>=21", Compared(Property.INTERVAL, Operator.AT_LEAST, 21)),
        ("prop:due=-1", Compared(Property.DUE, Operator.EQUAL, -1)),
        ("prop:ease!=2.5", Compared(Property.EASE, Operator.UNEQUAL, 2.5)),
        ("prop:r<.9", Compared(Property.RETRIEVABILITY, Operator.LESS, 0.9)),
        ("nid:3,1,3", WithId(Identity.NOTE, (3, 1))),
        ("cid:5", WithId(Identity.CARD, (5,))),
        ("note:Cloze", OfNoteType(Pattern("Cloze"))),
        ("card:2", WithOrdinal(1)),
        ('card:"Card 1"', OfTemplate(Pattern("Card 1"))),
        ("preset:Default", WithPreset(Pattern("Default"))),
        ("front:heart", FieldText(Pattern("front"), Pattern("heart"))),
        ("front:", FieldText(Pattern("front"), Pattern(""))),
        ("fr*:re:S[34]", FieldText(Pattern("fr*"), Pattern("S[34]"), Matching.REGEX)),
        ("nc:cafe", Text(Pattern("cafe"), Matching.NO_COMBINING)),
        ("w:ion*", Text(Pattern("ion*"), Matching.WORD)),
        ('re:"a (b|c)"', Text(Pattern("a (b|c)"), Matching.REGEX)),
        ("dupe:7,S3: gallop", And((Duplicates(7, "S3:"), words("gallop")))),
    ],
)
def test_a_search_means_what_it_means_in_anki(text: str, asked: Node) -> None:
    assert node(text) == asked


@pytest.mark.parametrize(
    ("text", "sentence", "span"),
    [
        ("a (b", "This “(” is never closed.", (2, 3)),
        ("a b) c", "This “)” closes nothing.", (3, 4)),
        ("a ()", "Nothing stands between these brackets.", (2, 4)),
        ('a "b', "This quotation mark is never closed.", (2, 3)),
        ('a ""', "Nothing stands between the quotation marks.", (2, 4)),
        ("or a", "“or” needs a term on both sides.", (0, 2)),
        ("a or", "“or” needs a term on both sides.", (2, 4)),
        ("a or or b", "“or” needs a term on both sides.", (5, 7)),
        ("a :b", "Nothing stands before the colon.", (2, 4)),
        ("a is:du", "No card can be “du”. Did you mean “is:due”?", (2, 7)),
        ("a flag:8", "“8” is no flag", (2, 8)),
        ("prop:foo>1", "“foo” is no property", (0, 10)),
        ("prop:ivl", "After “prop:ivl” write =", (0, 8)),
        ("prop:ivl>x", "“x” is no whole number.", (0, 10)),
        ("prop:ease>x", "“x” is no number.", (0, 11)),
        ("prop:ivl>-3", "“-3” is out of range: write 0 or more.", (0, 11)),
        ("prop:rated=1", "“1” is out of range: write 0 or less.", (0, 12)),
        ("rated:1:5", "“5” is no button", (0, 9)),
        ("added:x", "“x” is no whole number.", (0, 7)),
        ("nid:1,", "After “nid:” write numbers", (0, 6)),
        ("dupe:1", "After “dupe:” write", (0, 6)),
        ("re:[", "“[” is no regular expression", (0, 4)),
        ("a\\q", "“\\q” means nothing.", (0, 3)),
    ],
)
def test_what_means_nothing_is_named_with_its_place(
    text: str, sentence: str, span: tuple[int, int]
) -> None:
    found = fault(text)
    assert found.message.startswith(sentence), found.message
    assert (found.start, found.end) == span


def test_the_places_of_the_keys_are_known_for_colouring_them() -> None:
    text = 'deck:Renal (is:due or "prop:lapses>2") -tag:anatomy word'
    assert [text[a:b] for a, b in parse(text).keys] == ["deck:", "is:", "prop:", "tag:"]


def test_a_pattern_knows_its_words_and_wildcards() -> None:
    pattern = Pattern(r"loop*d_g\*50%")
    assert pattern.literal is None
    assert pattern.pieces == ("loop", "d", "g*50%")
    assert pattern.like == r"loop%d_g*50\%"
    assert pattern.regex == r"loop.*d.g\*50%"
    assert Pattern(r"a\_b\\c").literal == r"a_b\c"


def test_every_example_of_the_help_is_understood() -> None:
    for example, _ in HELP:
        assert node(example) != Everything(), example


def test_brackets_within_brackets_end_somewhere() -> None:
    assert "too deep" in fault("(" * 10_000 + "a" + ")" * 10_000).message


@given(st.text(st.sampled_from('ab :,-"()\\*_<>=123decktagispropnidor'), max_size=40))
def test_no_input_is_more_than_a_fault(text: str) -> None:
    try:
        places = parse(text).keys
    except SearchFault as found:
        places = ((found.start, found.end),)
    assert all(0 <= start < end <= len(text) for start, end in places)


def test_the_twenty_searches_of_the_benchmark_are_understood(tmp_path: Path) -> None:
    made = shared("bench/make_cards.py")
    subprocess.run(
        [sys.executable, made, "--preset", "1k", "--out-dir", str(tmp_path)],
        check=True,
        capture_output=True,
    )
    queries = json.loads((tmp_path / "queries.json").read_text("utf-8"))
    asked = {query["id"]: node(query["anki"]) for query in queries}
    assert len(asked) == 20
    assert asked["o1"] == Or((words("lithium"), words("clozapine")))
    assert asked["t2"] == Tagged(Pattern("#Boards::Step1::Cardiology"))
    assert asked["s2"] == And((Is(Status.DUE), InDeck(Pattern("MedSchool::Cardiology"))))
    assert asked["m1"] == And((Tagged(Pattern("!high-yield")), Not(words("hypertension"))))
