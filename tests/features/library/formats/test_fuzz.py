"""Random and broken files: readers give articles or say why not, and never fail."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.library.body import with_pictures, words
from ms2qbank_desktop.features.library.formats import front_matter, markdown
from ms2qbank_desktop.features.library.formats.base import BadFile
from tests.features.library.formats.reading import Read, module, read, write

ELEMENTS = (
    "para section title list item table row entry exercise problem solution note figure term link "
    "emphasis m:math m:mfrac m:mi m:mover caption quote code sub definition"
)
TAGS = (
    "<p> </p> <b> </b> <ul> <li> </ul> <table> <tr> <td> </table> <h1> </h1> <br> <img/src=a> "
    "<a/href='x'> </a> <pre> </pre> < & text * | # <script> </script> <svg> <blockquote>"
)
CNXML = st.recursive(
    st.sampled_from(["a", " ", "<newline/>", '<media alt="x"><image src="../y"/></media>', "&lt;"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(ELEMENTS.split()),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)
HTML = st.lists(st.sampled_from([*TAGS.split(), " ", "\n"]), max_size=40).map("".join)
SIGNS = "ab1 \n\t-_*#>[]()!|:\"'\\,.&<$`{}é\u2028\ud7ff"
TEXT = st.text(
    st.sampled_from("ab1 \n\t-_*#>[]()!|:\"'\\,.&<$`{}é\u2028\ud7ff") | st.characters(),
    max_size=200,
)
SEEDS = {
    "a.md": "---\ntitle: x\ntags: [a, b]\n---\n# x\n\n![a](b.png)\n\n## Key terms\n- **a**: b\n",
    "m1/index.cnxml": module("<section><title>a</title><para>b</para></section>"),
    "a.html": "<title>x</title><h1>x</h1><ul><li>a<li>b</ul><img src=a.png>",
    "a.xml": "<Document id='1' source='x'><Focus>a</Focus><QAPairs><QAPair><Question>q</Question>"
    "<Answer>a\n - b</Answer></QAPair></QAPairs></Document>",
    "a.json": '{"articles": [{"article_id": "1", "title": "x", "body": "y", "tags": "[]"}]}',
}


def taken(name: str, content: bytes) -> Read:
    """Read a folder with this one file; nothing but BadFile may come of it."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {name: content})
        try:
            found = read(Path(folder))
        except BadFile:
            return Read([], [], [])
    for draft in found.drafts:
        assert draft.title == " ".join(draft.title.split())
        assert draft.title
        body, _, missing = with_pictures(draft.body, lambda _: None)
        assert words(body) >= 0
        assert missing == body.count("](<missing:")
    return found


@pytest.mark.parametrize("name", SEEDS)
@settings(deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_told(name: str, data: st.DataObject) -> None:
    content = bytearray(SEEDS[name].encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        change = data.draw(st.binary(max_size=6))
        content[place : place + data.draw(st.integers(0, 10))] = change
        if not content:
            break
    taken(name, bytes(content))


@settings(deadline=None)
@given(CNXML)
def test_any_tree_of_a_module_is_read(content: str) -> None:
    found = taken("m1/index.cnxml", module(content).encode())
    assert len(found.items) + len(found.problems) == 1


@settings(deadline=None)
@given(HTML)
def test_any_html_is_read_and_nothing_active_is_left(content: str) -> None:
    found = taken("a.html", content.encode())
    assert all("<script" not in draft.body.replace("\\<", "") for draft in found.drafts)


@settings(deadline=None)
@given(TEXT)
def test_any_text_is_a_markdown_article_or_empty(text: str) -> None:
    found = taken("a.md", text.encode(errors="replace"))
    assert len(found.items) + len(found.problems) == 1


@given(TEXT)
def test_front_matter_never_fails_and_loses_no_body(text: str) -> None:
    values, body = front_matter.split(f"---\n{text}\n---\nthe body")
    assert body.endswith("the body")
    assert all(isinstance(value, str | list) for value in values.values())
    assert front_matter.split(text)[1] in text


@example("__0__")
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=60))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    from markdown_it import MarkdownIt

    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    (token, *rest) = shown.parseInline(markdown.paragraph(markdown.escaped(text)))
    assert rest == []
    assert "".join(child.content for child in token.children or ()).strip() == text.strip()
