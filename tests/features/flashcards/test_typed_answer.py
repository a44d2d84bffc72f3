from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.flashcards.text.rendering import TypedField, render
from ms2qbank_desktop.features.flashcards.text.typed_answer import (
    Run,
    Verdict,
    compare,
    expected_text,
)
from tests.features.flashcards.cards_for_tests import LIGHT, note, notetype

RIGHT, WRONG, MISSING = Verdict.RIGHT, Verdict.WRONG, Verdict.MISSING
TYPING = notetype(("{{Front}} {{type:Back}}", "{{FrontSide}}<hr id=answer>{{type:Back}}"))


def test_a_right_answer_is_right() -> None:
    result = compare("nifedipine", " nifedipine ")
    assert result.right
    assert result.typed == (Run(RIGHT, "nifedipine"),)


def test_wrong_and_missing_letters_are_marked_where_they_are() -> None:
    result = compare("nifedipine", "nifedapin")
    assert result.typed == (
        Run(RIGHT, "nifed"),
        Run(WRONG, "a"),
        Run(RIGHT, "pin"),
        Run(MISSING, "-"),
    )
    assert result.expected == (
        Run(RIGHT, "nifed"),
        Run(MISSING, "i"),
        Run(RIGHT, "pin"),
        Run(MISSING, "e"),
    )
    assert not result.right


def test_an_accent_counts_unless_the_template_says_it_does_not() -> None:
    assert not compare("café", "cafe").right
    assert compare("café", "cafe", accents=False).right


def test_markup_sounds_and_entities_need_not_be_typed() -> None:
    assert expected_text("[sound:a.mp3]<b>Na&lt;K</b><br>pump") == "Na<K pump"


def test_long_answers_are_compared_as_a_whole() -> None:
    assert compare("a" * 100_000, "b" * 100_000).typed[0].verdict is WRONG


def test_a_card_says_what_is_to_be_typed_and_shows_the_comparison_once() -> None:
    plain = render(TYPING, note("drug?", "a &amp; b"), 0, LIGHT, lambda _: None)
    assert plain.typing == TypedField("Back", "a & b")
    assert "[[type" not in plain.front.html + plain.back.html
    assert plain.back.html.count("<b>a &amp; b</b>") == 1
    typed = render(TYPING, note("drug?", "a &amp; b"), 0, LIGHT, lambda _: None, typed="<i>")
    assert ">&lt;i&gt;</span>" in typed.back.html
    assert "<i>" not in typed.back.html


def test_a_typed_cloze_asks_for_the_deletions_of_its_card() -> None:
    side = "{{cloze:Front}} {{type:cloze:Front}}"
    made = notetype((side, side), kind=NoteKind.CLOZE)
    card = render(made, note("{{c1::a::h}} {{c1::b}} {{c2::c}}", ""), 0, LIGHT, lambda _: None)
    assert card.typing == TypedField("Front", "a, b")
