from __future__ import annotations

import time

import pytest

from ms2qbank_desktop.features.notebook.markdown.composing import compose
from ms2qbank_desktop.features.notebook.markdown.from_html import blocks_of


def taken(html: str) -> str:
    """Return the Markdown of pasted HTML."""
    return compose([], [(block, -1) for block in blocks_of(html, lambda data: f"media:{data!r}")])[
        0
    ]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>one <b>two</b></p><p>three", "one **two**\n\nthree"),
        ("<h2>Head</h2>text", "## Head\n\ntext"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  1. c"),
        ("<ol start=3><li>c</li><li>d</li></ol>", "3. c\n4. d"),
        ("<blockquote>said</blockquote>", "> said"),
        ("<pre><code>x = 1\n  y</code></pre>", "```\nx = 1\n  y\n```"),
        ("H<sub>2</sub>O <i>a</i> <s>b</s> <mark>c</mark>", "H<sub>2</sub>O *a* ~~b~~ ==c=="),
        ('<a href="https://x.y/z">there</a>', "[there](https://x.y/z)"),
        ("a<br>b", "a\\\nb"),
        ("<li><input type=checkbox checked> done</li>", "- [x] done"),
        ("a<hr>b", "a\n\n---\n\nb"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a   | b   |\n| --- | --- |\n| 1   | 2   |",
        ),
        ("<table><tr><td>only one cell</td></tr></table>", "only one cell"),
        ('<b style="font-weight:normal"><span style="font-weight:700">x</span> y</b>', "**x** y"),
        ("<p class=MsoListParagraph style='mso-list:l0 level2'>·&nbsp;&nbsp; item</p>", "- item"),
        ("&lt;script&gt; *stays*", "\\<script> \\*stays\\*"),
    ],
)
def test_what_a_note_has_a_form_for_is_taken(html: str, markdown: str) -> None:
    assert taken(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>@import url(http://x.y)</style>",
        '<img src="http://x.y/pixel.png">',
        '<img src="file:///etc/passwd">',
        "<iframe src='http://x.y'></iframe>",
        "<svg onload=alert(1)><image href='http://x.y'/></svg>",
        "<video src='http://x.y'></video>",
        "<link rel=stylesheet href=http://x.y>",
        "<object data='http://x.y'></object>",
        "<div style='background:url(http://x.y)'></div>",
    ],
)
def test_nothing_is_left_of_what_is_harmful(html: str) -> None:
    assert taken(html) == ""


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"]
)
def test_a_link_to_anything_but_the_web_is_words(address: str) -> None:
    assert taken(f'<a href="{address}">words</a>') == "words"


def test_a_remote_picture_is_named_by_its_words() -> None:
    assert taken('<p>see <img src="http://x.y/a.png" alt="the loop"></p>') == "see [the loop]"


def test_a_picture_that_lies_in_the_html_is_stored() -> None:
    assert taken('<img alt="p" src="data:image/png;base64,AAAA">') == r"![p](media:b'\x00\x00\x00')"


def test_a_huge_table_is_taken_as_lines_of_words_in_bounded_time() -> None:
    row = "<tr>" + "<td style='width:1px'>cell</td>" * 20 + "</tr>"
    before = time.thread_time()
    blocks = blocks_of("<table>" + row * (5_000_000 // len(row)) + "</table>")
    assert time.thread_time() - before < 3.0
    assert len(blocks) > 100
