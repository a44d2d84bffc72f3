import pytest

from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.flashcards.text.card_text import CardText, card_text
from ms2qbank_desktop.features.flashcards.text.templates import TemplateFault, cards_of, parsed
from tests.features.flashcards.cards_for_tests import note, notetype

CLOZE = ("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")


def text(front: str, back: str = "", *fields: str, **where: object) -> CardText:
    made = notetype((front, back), names=("Front", "Back", "Add Reverse"))
    return card_text(made, note(*fields), 0, **where)  # type: ignore[arg-type]


def cloze(field: str, number: int) -> CardText:
    made = notetype(CLOZE, names=("Text", "Extra"), kind=NoteKind.CLOZE)
    return card_text(made, note(field, "extra"), number - 1)


def test_a_side_has_the_fields_and_the_facts_of_its_card() -> None:
    made = notetype(
        ("{{ Front }} {{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{CardFlag}}", "{{Back}}")
    )
    card = card_text(made, note("f", "b", tags=("x", "y")), 0, deck="A::B", flag=3)
    assert card.front == "f x y|Basic|A::B|B|Card 1|flag3"
    assert card.back == "b"


def test_the_back_repeats_the_front_with_its_sounds() -> None:
    card = text("Q {{Front}}", "{{FrontSide}}<hr>{{Back}}", "[sound:a.mp3]", "[sound:b.mp3]")
    assert card.front == "Q [anki:play:q:0]"
    assert card.back == "Q [anki:play:q:0]<hr>[anki:play:a:0]"
    assert (card.front_sounds, card.back_sounds) == (("a.mp3",), ("b.mp3",))


@pytest.mark.parametrize(
    ("front", "fields", "result"),
    [
        ("{{#Back}}has {{Back}}{{/Back}}{{Front}}", ("f", "b"), "has bf"),
        ("{{#Back}}has {{Back}}{{/Back}}{{Front}}", ("f", "<br>"), "f"),
        ("{{^Back}}none {{/Back}}{{Front}}", ("f", ""), "none f"),
        ("{{text:Front}}", ("<b>f</b> &lt; 5",), "f < 5"),
        ("{{furigana:Front}}", ("漢字[かな]",), "<ruby><rb>漢字</rb><rt>かな</rt></ruby>"),
        ("{{kana:Front}}", ("漢字[かな]",), "かな"),
        ("{{kanji:Front}}", ("漢字[かな]",), "漢字"),
        ("{{type:Front}}", ("f",), "[[type:Front]]"),
        ("{{hint:Front}}", ("f",), '<a class="hint" href="hint:f0">Front</a>'),
        ("{{of-an-add-on:Front}}", ("f",), "f"),
        ("{{tts en_US:Front}}{{Front}}", ("f",), "f"),
        ("<!-- {{Nothing}} -->{{Front}}", ("f",), "<!-- {{Nothing}} -->f"),
        ("{{=<% %>=}}<%Front%>{{x}}", ("f",), "f{{x}}"),
        ("{{Front}} {{Back", ("f",), "f {{Back"),
    ],
)
def test_conditions_and_filters_do_what_they_do_in_anki(
    front: str, fields: tuple[str, ...], result: str
) -> None:
    assert text(front, "", *fields).front == result


def test_a_hint_that_is_open_shows_its_field() -> None:
    card = text("{{hint:Front}}{{hint:Back}}", "", "f", "b", opened=frozenset({"hint:f1"}))
    assert card.front == ('<a class="hint" href="hint:f0">Front</a><div class="hint">b</div>')


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ("{{#Front}}x{{Front}}", "“{{#Front}}” has no “{{/Front}}”."),
        ("x{{/Front}}{{Front}}", "“{{/Front}}” closes “Front”, but nothing is open."),
        ("{{#Front}}{{/Back}}", "“{{/Back}}” closes “Back”, but “Front” is open."),
        ("{{Nothing}}{{Front}}", "“{{Nothing}}”: there is no field “Nothing”."),
        ("{{text:Nope}}{{Front}}", "“{{text:Nope}}”: there is no field “Nope”."),
        ("{{^Front}}{{Nope}}{{/Front}}{{Front}}", "there is no field “Nope”."),
        ("{{#Nope}}a{{/Nope}}{{Front}}", "“{{#Nope}}”: there is no field “Nope”."),
    ],
)
def test_a_template_that_cannot_be_read_is_told_in_words(front: str, fault: str) -> None:
    found = text(front, "", "f").fault
    assert found.startswith("Front of the card template “Card 1”: ")
    assert found.endswith(fault)


def test_a_fault_of_the_back_says_that_it_is_the_back() -> None:
    assert text("{{Front}}", "{{Nope}}", "f").fault.startswith("Back of the card template")


def test_a_front_without_anything_from_the_note_says_so() -> None:
    assert text("Why? {{Front}}", "{{Back}}", "<br>", "b").fault.startswith("The front of this")


def test_a_template_that_repeats_itself_without_measure_is_stopped() -> None:
    assert "longer than a million" in text("{{Front}}" * 2000, "", "f" * 1000).fault


def test_conditions_within_conditions_end_somewhere() -> None:
    deep = "{{#Front}}" * 5000 + "{{Front}}" + "{{/Front}}" * 5000
    with pytest.raises(TemplateFault):
        parsed(deep)


@pytest.mark.parametrize(
    ("fields", "ordinals"),
    [
        (("f", "b", ""), (0,)),
        (("f", "b", "y"), (0, 1)),
        (("", "b", "y"), (1,)),
        (("", "", ""), (0,)),
    ],
)
def test_the_optional_reverse_is_made_where_its_field_is_filled(
    fields: tuple[str, str, str], ordinals: tuple[int, ...]
) -> None:
    names = ("Front", "Back", "Add Reverse")
    made = notetype(
        ("{{Front}}", "{{Back}}"),
        ("{{#Add Reverse}}{{Back}}{{/Add Reverse}}", "{{Front}}"),
        names=names,
    )
    assert cards_of(made, dict(zip(names, fields, strict=True))) == ordinals


def test_templates_of_facts_alone_make_cards_as_in_anki() -> None:
    made = notetype(("{{Front}}", ""), ("{{Tags}}", ""), ("{{Deck}}", ""), ("words", ""))
    fields = {"Front": "f", "Back": ""}
    assert cards_of(made, fields) == (0, 2)
    assert cards_of(made, fields, ("renal",)) == (0, 1, 2)


@pytest.mark.parametrize(
    ("field", "ordinals"),
    [
        ("{{c1::a}} {{c3::b}}", (0, 2)),
        ("{{c2::a {{c1::b}}}}", (0, 1)),
        ("{{c1,4::a}}", (0, 3)),
        ("{{c0::a}} {{c500::b}} {{c501::c}}", (499,)),
        ("none", (0,)),
        ("{{c99999999999999999999::x}}", (0,)),
    ],
)
def test_every_cloze_number_makes_one_card(field: str, ordinals: tuple[int, ...]) -> None:
    made = notetype(CLOZE, names=("Text", "Extra"), kind=NoteKind.CLOZE)
    assert cards_of(made, {"Text": field, "Extra": ""}) == ordinals


def test_a_cloze_card_hides_its_own_deletion_only() -> None:
    card = cloze("{{c1::ACE::enzyme}} makes {{c2::angiotensin}}", 1)
    assert card.front == (
        '<span class="cloze" data-ordinal="1">[enzyme]</span> makes '
        '<span class="cloze-inactive" data-ordinal="2">angiotensin</span>'
    )
    assert '<span class="cloze" data-ordinal="1">ACE</span>' in card.back


def test_an_inner_deletion_is_hidden_within_the_outer_one() -> None:
    field = "{{c1::loop {{c2::of Henle::?}}}}"
    assert "Henle" not in cloze(field, 1).front
    assert "loop" not in cloze(field, 1).front
    assert "loop" in cloze(field, 2).front
    assert "[?]" in cloze(field, 2).front


def test_a_card_whose_deletion_is_gone_says_so() -> None:
    assert cloze("{{c1::a}}", 2).fault.startswith("No cloze 2 is in this note.")


def test_deletions_nested_without_end_are_cut_off() -> None:
    assert not cloze("{{c1::" * 30_000 + "x" + "}}" * 30_000, 1).fault
