"""What an author's HTML and CSS become on our page, and what a hostile one does not."""

import re
import time

import pytest

from ms2qbank_desktop.features.flashcards.text.colours import contrast, parse_colour, readable
from ms2qbank_desktop.features.flashcards.text.media_names import (
    media_names,
    stylesheet_media_names,
)
from ms2qbank_desktop.features.flashcards.text.rendering import render
from tests.features.flashcards.cards_for_tests import DARK, LIGHT, note, notetype, shown

BASIC_CSS = (
    ".card { font-family: arial; font-size: 20px; text-align: center; color: black;"
    " background-color: white; }"
)
LINK = re.compile(r'(?:href|src)="([^"]*)"')


def front(html: str, css: str = "") -> str:
    return shown(html, css=css).front.html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x.png onerror=alert(1)>",
        '<b onclick="alert(1)">x</b>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVaScRiPt:alert(1)">x</a>',
        '<a href="file:///etc/passwd">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<img src="http://evil.example/x.png">',
        '<img src="//evil.example/x.png">',
        '<img src="file:///etc/passwd">',
        '<img src="../../../etc/passwd">',
        '<img src="..%2f..%2fetc%2fpasswd">',
        '<img src="\\\\evil.example\\x.png">',
        '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
        "<svg onload=alert(1)><image href=http://evil.example/></svg>",
        "<iframe src=http://evil.example></iframe>",
        '<object data="http://evil.example"></object>',
        '<link rel=stylesheet href="http://evil.example/x.css">',
        '<meta http-equiv=refresh content="0;url=http://evil.example">',
        "<style>@import 'http://evil.example/x.css'; b{background:url(http://evil.example)}</style>",
        '<b style="background: url(http://evil.example/x.png)">x</b>',
        '<b style="width: expression(alert(1)); behavior: url(evil)">x</b>',
        "<p style=\"background-image: url('//evil.example')\">x</p>",
        '<img alt="[anki:play:q:0] onerror=alert(1)" src="x.png">',
        '<b title="[[type:Front]]" class="\ue0000\ue001">x</b>',
        '<base href="http://evil.example/"><img src="x.png">',
        "<form action=http://evil.example><input onfocus=alert(1) autofocus></form>",
        "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_nothing_runs_and_nothing_is_asked_for(attack: str) -> None:
    for side in (shown(attack).front, shown("{{c1::" + attack + "}}").back):
        for address in LINK.findall(side.html):
            assert re.fullmatch(r"media:x(\.png)?|sound:f0|x", address), side.html
        tags = "".join(re.findall(r"<[^>]*>", side.html)).lower()
        for word in ("script", "onerror", "onclick", "url(", "evil", "expression", "<style"):
            assert word not in re.sub(r'alt="[^"]*"', "", tags), side.html


def test_the_style_sheet_of_a_note_type_asks_for_nothing_either() -> None:
    css = "@import url(http://evil.example); b{background:url(http://evil.example) red;color:red}"
    html = front("<b>x</b>", css)
    assert "evil" not in html
    assert "color:" in html


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000,
        "<b>" * 50_000,
        "<" * 100_000,
        "<a " * 100_000,
        "<table><tr><td>" * 10_000,
        "[sound:" * 50_000,
        r"\(" * 50_000,
        "[latex]" * 50_000,
        "{{c1::" * 50_000,
        "<!--" * 50_000,
        "<style>" * 50_000,
        "&" * 100_000,
        '<b style="' + "color:red;" * 50_000 + '">x</b>',
        "[[type:" * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_field_holds_up_the_program(bomb: str) -> None:
    begun = time.thread_time()
    shown(bomb)
    assert time.thread_time() - begun < 3


@pytest.mark.parametrize(
    "css",
    [".x{color:red}" * 5000, "b " * 3000 + "{color:red}", "{" * 100_000, "@media{" * 50_000,
     "/*" * 100_000, ".card{--a:var(--a)var(--a)}b{color:var(--a)}"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_style_sheet_holds_up_the_program(css: str) -> None:
    begun = time.thread_time()
    shown("<i><b class=x>x</b></i>" * 1000, css=css)
    assert time.thread_time() - begun < 3


def test_deep_html_is_still_read() -> None:
    assert "the end" in front("<div>" * 5000 + "the end")
    assert "the end" in front("<i>" * 500 + "the end")


def test_classes_become_styles() -> None:
    css = ".note { font-style: italic } .card .warn b { text-decoration: underline } #x{color:red}"
    assert front('<p class="note">a</p>', css) == '<p style="font-style:italic">a</p>'
    assert 'style="text-decoration:underline"' in front('<p class="warn"><b>a</b></p>', css)
    assert "style" not in front("<p><b>a</b></p>", css)
    assert "color:" in front('<i id="x">a</i>', css)


def test_the_more_specific_rule_wins_and_the_element_itself_most_of_all() -> None:
    css = ".a { font-weight: bold } p { font-weight: normal }"
    assert front('<p class="a">x</p>', css) == '<p style="font-weight:bold">x</p>'
    assert "font-weight:300" in front('<p class="a" style="font-weight: 300">x</p>', css)
    important = "p { font-weight: normal !important } .a { font-weight: bold }"
    assert "font-weight:normal" in front('<p class="a">x</p>', important)


def test_variables_of_a_style_sheet_are_put_in() -> None:
    css = ":root { --warn: #ff0000 } .w { color: var(--warn) } .v { color: var(--none, #ff0000) }"
    assert "color:#e" in front('<b class="w">x</b>', css)
    assert "color:#e" in front('<b class="v">x</b>', css)


def test_rules_for_states_screens_and_contents_do_not_apply() -> None:
    css = "b:hover{color:red} b::before{color:red} @media print{b{color:red}} b[x]{color:red}"
    assert front("<b>x</b>", css) == "<b>x</b>"


def test_a_card_keeps_its_alignment_but_takes_our_type_and_paper() -> None:
    assert front("x", BASIC_CSS) == '<div align="center">x</div>'


def test_sizes_are_shares_of_the_card_so_that_zoom_still_works() -> None:
    css = BASIC_CSS + ".big { font-size: 40px } .fine { font-size: 12px } .same { font-size: 20px }"
    assert "font-size:xx-large" in front('<b class="big">x</b>', css)
    assert "font-size:small" in front('<b class="fine">x</b>', css)
    assert "font-size:medium" in front('<b class="same">x</b>', css)


@pytest.mark.parametrize("ink", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "style",
    ["color:black", "color:white", "color:#000080", "color:yellow", "color:rgb(250, 250, 90)",
     "color:red", "color:hsl(120, 100%, 25%)", "color:#777", "background-color:yellow",
     "background:#000;color:#fff", "background-color:navy", "background-color:white;color:black"],
)  # fmt: skip
def test_every_colour_can_be_read_in_every_theme(ink: object, style: str) -> None:
    chosen = DARK if ink is DARK else LIGHT
    html = shown(f'<span style="{style}">x</span>', ink=chosen).front.html
    stated = dict(part.split(":") for part in re.findall(r"[a-z-]+:#[0-9a-f]{6}", html))
    text = parse_colour(stated.get("color", chosen.text))
    page = parse_colour(stated.get("background-color", chosen.surface))
    assert text is not None
    assert page is not None
    assert contrast(text, page) >= 4.5, html


def test_a_colour_keeps_its_hue_when_it_is_made_readable() -> None:
    red, green, blue = readable((0, 0, 128), (26, 28, 32), (222, 223, 226))
    assert blue > max(red, green)


def test_the_blue_of_clozes_is_the_blue_of_the_theme() -> None:
    css = ".cloze { font-weight: bold; color: blue; } .nightMode .cloze { color: lightblue; }"
    html = shown('<span class="cloze">x</span>', css=css, ink=DARK).front.html
    assert html == '<span style="font-weight:bold;color:#a3b9f2">x</span>'


def test_rules_for_the_night_hold_in_the_dark_theme_alone() -> None:
    css = ".a { font-style: italic } .night_mode .a { font-style: normal }"
    assert "italic" in shown('<b class="a">x</b>', css=css).front.html
    assert "normal" in shown('<b class="a">x</b>', css=css, ink=DARK).front.html


def test_what_a_script_would_have_shown_is_hidden_before_the_answer_only() -> None:
    card = shown('a<div style="display:none">secret</div><button onclick=x>Show</button>')
    assert "secret" not in card.front.html
    assert "secret" in card.back.html
    assert "Show" not in card.back.html


def test_pictures_and_sounds_are_told_by_the_names_of_their_files() -> None:
    text = (
        '<img src="ecg strip.png"> [sound:s3.mp3] <img src=a%20b.jpg> <img src="http://x/y.png">'
        "<audio src='heart.ogg'></audio> <img src=\"ecg strip.png\"> <img src='a&amp;b.png'>"
        "<img src='../x.png'> [sound:../../y.mp3]"
    )
    assert media_names(text) == ("ecg strip.png", "s3.mp3", "a b.jpg", "heart.ogg", "a&b.png")
    assert stylesheet_media_names('@import "_a.css"; b{src:url(_f.ttf)} url(http://x/y)') == (
        "_a.css",
        "_f.ttf",
    )


def test_a_picture_that_is_missing_is_named() -> None:
    basic = notetype(("{{Front}}", "{{Back}}"))
    card = render(basic, note('<img src="lost.png">', ""), 0, LIGHT, lambda _: None)
    assert "[lost.png – not shown]" in card.front.html
    assert "<img" not in card.front.html


def test_a_sound_is_a_link_to_its_place() -> None:
    card = shown("a [sound:x.mp3] b [sound:y.mp3]")
    assert card.front.sounds == ("x.mp3", "y.mp3")
    assert card.front.html == 'a <a href="sound:f0">▶</a> b <a href="sound:f1">▶</a>'
    assert card.back.html == card.front.html


def test_a_table_may_not_ask_for_a_thousand_columns() -> None:
    html = front('<table><tr><td colspan="1000" rowspan="5">x</td></tr></table>')
    assert "colspan" not in html
    assert 'rowspan="5"' in html


def test_a_video_says_that_only_its_sound_is_played() -> None:
    card = shown('a [sound:x"<b>.MP4]')
    assert card.front.sounds == ('x"<b>.MP4',)
    assert '<a href="sound:f0" title="x&quot;&lt;b&gt;.MP4 is a video.' in card.front.html
    assert "sound of a video" in card.front.html
