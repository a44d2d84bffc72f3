import pytest

from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.flashcards.text.occlusion import (
    Cover,
    Outline,
    Shape,
    masks,
    shapes,
    written,
)
from ms2qbank_desktop.features.flashcards.text.rendering import render
from ms2qbank_desktop.features.flashcards.text.templates import cards_of
from tests.features.flashcards.cards_for_tests import LIGHT, note, notetype

FIELD = (
    "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.05:oi=1}}<br>"
    "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.2:angle=30:oi=1}}<br>"
    "{{c3::image-occlusion:polygon:points=.1,.1 .2,.1 .2,.3:fill=#ff0000}}<br>"
    "{{c0::image-occlusion:text:left=.4:top=.1:text=see\\: here:scale=1.5:fs=.06}}"
)


def test_shapes_are_read_in_fractions_of_the_picture() -> None:
    box, ellipse, polygon, label = shapes(FIELD)
    assert box == Shape(
        Outline.RECTANGLE, (1,), left=0.1, top=0.2, width=0.3, height=0.05, hide_all=True
    )
    assert (ellipse.width, ellipse.height, ellipse.angle) == (0.2, 0.4, 30)
    assert polygon.points == ((0.1, 0.1), (0.2, 0.1), (0.2, 0.3))
    assert (label.text, label.scale, label.font_size) == ("see: here", 1.5, 0.06)


def test_the_question_covers_what_is_asked_and_the_answer_frames_it() -> None:
    def covers(number: int, *, question: bool) -> list[Cover]:
        return [mask.cover for mask in masks(FIELD, number, question=question)]

    assert covers(1, question=True) == [Cover.ASKED, Cover.HIDDEN, Cover.LABEL]
    assert covers(1, question=False) == [Cover.REVEALED, Cover.HIDDEN, Cover.LABEL]
    assert covers(3, question=True) == [Cover.HIDDEN, Cover.HIDDEN, Cover.ASKED, Cover.LABEL]


def test_a_shape_is_written_as_it_is_read() -> None:
    for shape in shapes(FIELD):
        assert shapes(written(shape)) == (shape,)
    assert written(shapes(FIELD)[0]) == FIELD.split("<br>")[0]


@pytest.mark.parametrize(
    "field",
    [
        "{{c1::image-occlusion:star:left=.1}}",
        "{{c1::image-occlusion:polygon:points=.1,.1}}",
        "{{c1::image-occlusion}}",
        "{{c1::plain}}",
        "image-occlusion:rect:left=.1",
    ],
)
def test_what_cannot_be_drawn_is_left_out(field: str) -> None:
    assert shapes(field) == ()


def test_numbers_that_are_none_are_zero() -> None:
    (shape,) = shapes("{{c1::image-occlusion:rect:left=nan:top=1e999:width=x:height=.5}}")
    assert (shape.left, shape.top, shape.width, shape.height) == (0, 0, 0, 0.5)


def test_an_occlusion_note_gives_a_card_for_each_shape_with_masks_on_its_picture() -> None:
    front = (
        '{{#Header}}{{Header}}{{/Header}}<div style="display: none">{{cloze:Occlusion}}</div>'
        '<div id="image-occlusion-container">{{Image}}<canvas></canvas></div><script>x</script>'
    )
    made = notetype(
        (front, "{{Image}}"),
        names=("Occlusion", "Image", "Header"),
        kind=NoteKind.IMAGE_OCCLUSION,
    )
    filled = note(FIELD, '<img src="brain.png">', "Which artery?")
    fields = dict(zip(("Occlusion", "Image", "Header"), filled.fields, strict=True))
    assert cards_of(made, fields) == (0, 1, 2)
    card = render(made, filled, 0, LIGHT, lambda name: f"media:{name}")
    assert card.occluded == "media:brain.png"
    assert [mask.cover for mask in card.front.masks] == [Cover.ASKED, Cover.HIDDEN, Cover.LABEL]
    assert '<img src="media:brain.png">' in card.front.html
    assert "occlusion:" not in card.front.html + card.back.html
