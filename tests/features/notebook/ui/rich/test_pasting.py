"""What is pasted is taken as far as a note has a form for it; nothing is ever fetched."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from ms2qbank_desktop.core.errors import UserFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import Writer


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine and the list of what was asked of it."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_said: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    thread.join()
    server.server_close()


def pasted(writer: Writer, *, html: str = "", text: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    writer.text.insertFromMimeData(data)


def test_hostile_html_fetches_nothing_and_harms_nothing(
    writer: Writer, canary: tuple[str, list[str]]
) -> None:
    address, hits = canary
    table = "<table>" + "<tr><td>cell</td><td>more</td></tr>" * 140_000 + "</table>"
    hostile = (
        f"<script src='{address}/script'></script><script>fetch('{address}/fetch')</script>"
        f"<img src='{address}/picture' srcset='{address}/set 2x' onerror='x'>"
        f"<link rel='stylesheet' href='{address}/css'><style>@import url({address}/import)</style>"
        f"<div style=\"background:url('{address}/ground')\">words</div>"
        f"<iframe src='{address}/frame'></iframe><object data='{address}/object'></object>"
        f"<img src='file:///etc/hostname'><a href='file:///etc/passwd'>file</a>"
        f"<a href='javascript:alert(1)'>run</a><video src='{address}/video'></video>"
        f"<table background='{address}/table'>"
        f"<tr><td background='{address}/cell'>x</td></tr></table>"
    )
    writer.open("")
    before = time.thread_time()
    pasted(writer, html=hostile, text="words")
    pasted(writer, html=hostile + table, text="cell\tmore\n" * 140_000)
    assert time.thread_time() - before < 6.0
    writer.text.pasting.insert(f"![p]({address}/markdown) ![q](file:///etc/hostname)")
    writer.text.insert_picture(f"{address}/inserted")
    writer.text.grab()
    writer.bot.wait(50)
    assert hits == []
    body = writer.body
    assert "words" in body
    assert "alert" not in body
    assert "etc/passwd" not in body
    assert len(body) < 600_000


def test_a_web_page_is_pasted_as_blocks(writer: Writer) -> None:
    writer.open("one\n")
    pasted(writer, html="<h2>Head</h2><p>a <b>b</b></p><ul><li>x</li><li>y</li></ul>")
    assert writer.body == "one\n\n## Head\n\na **b**\n\n- x\n- y\n"
    writer.text.undo()
    assert writer.body == "one\n"


def page(heads: int = 300) -> str:
    """Return a long page of the web."""
    part = "<h2>Head {0}</h2><p>The <b>tubule</b> takes <i>sodium</i> {0}</p><ul><li>x</li></ul>"
    return "".join(part.format(at) for at in range(heads))


def wanted(heads: int = 300) -> str:
    """Return it as Markdown."""
    part = "## Head {0}\n\nThe **tubule** takes *sodium* {0}\n\n- x"
    return "\n\n".join(part.format(at) for at in range(heads))


def test_a_long_page_is_pasted_in_turns_and_is_one_step_to_undo(writer: Writer) -> None:
    writer.open("one\n\ntwo", at="one")
    turns: list[int] = []
    writer.text.document().contentsChanged.connect(lambda: turns.append(1))
    pasted(writer, html=page())
    assert writer.text.long_paste.busy
    assert writer.text.toPlainText() == "one\ntwo"
    writer.bot.waitUntil(lambda: not writer.text.long_paste.busy)
    assert len(turns) > 2
    assert writer.body == f"one\n\n{wanted()}\n\ntwo"
    writer.text.undo()
    assert writer.body == "one\n\ntwo"
    writer.text.redo()
    assert writer.body == f"one\n\n{wanted()}\n\ntwo"
    writer.type("!")
    assert writer.body == f"one\n\n{wanted()}!\n\ntwo"


def test_typing_and_saving_wait_for_a_long_page_and_another_note_does_not(writer: Writer) -> None:
    writer.open("one")
    edits: list[int] = []
    writer.text.edited.connect(lambda: edits.append(1))
    pasted(writer, html=page())
    assert edits == [1]  # closed now, the note is saved with all of it
    assert writer.body == f"one\n\n{wanted()}"
    writer.open("one")
    pasted(writer, text=wanted())
    writer.type("!")
    assert writer.body == f"one\n\n{wanted()}!"
    writer.open("")
    pasted(writer, html=page())
    writer.text.set_markdown("another")
    writer.bot.wait(300)
    assert writer.body == "another"


def test_a_long_page_is_pasted_where_it_was_asked_for(writer: Writer) -> None:
    writer.open("one\n\ntwo\n\nthree")
    writer.select("two")
    pasted(writer, html=page(200))
    writer.go("three")
    writer.bot.waitUntil(lambda: not writer.text.long_paste.busy)
    assert writer.body == f"one\n\n{wanted(200)}\n\nthree"
    writer.open("| a |\n|---|\n| 1 |\n", at="1")
    pasted(writer, html="<p>x</p>" + "<p></p>" * 2000 + "<p>y</p>")
    assert [line.replace(" ", "") for line in writer.body.splitlines()][2] == "|1xy|"


def test_a_line_is_pasted_into_the_line(writer: Writer) -> None:
    writer.open("one two", at="one")
    pasted(writer, html="<meta charset=utf-8><span> and <i>more</i></span>")
    assert writer.body in ("oneand *more* two", "one and *more* two")


def test_plain_text_is_read_as_markdown(writer: Writer) -> None:
    writer.open("")
    pasted(writer, text="# Head\n\n- a\n- b\n")
    assert writer.body == "# Head\n\n- a\n- b"


def test_an_address_becomes_a_link(writer: Writer) -> None:
    writer.open("see this")
    writer.select("this")
    pasted(writer, text="https://example.org/a_b")
    assert writer.body == "see [this](https://example.org/a_b)"


def test_in_code_everything_is_words(writer: Writer) -> None:
    writer.open("```\ncode\n```\n", at="code")
    pasted(writer, html="<b>x</b>", text="**x**\n# y")
    assert writer.body == "```\ncode**x**\n# y\n```\n"


def test_in_a_cell_everything_is_one_line(writer: Writer) -> None:
    writer.open("| a |\n|---|\n| 1 |\n", at="1")
    pasted(writer, text="x\n\n- y\n\n```\nz\n```")
    assert [line.replace(" ", "") for line in writer.body.splitlines()][2] == "|1xyz|"


def test_what_was_copied_is_pasted_as_it_was(writer: Writer) -> None:
    body = "# Head\n\nsee [[Renal|there]] **b**\n\n- [x] done\n\n```py\nx\n```\n"
    writer.open(body)
    writer.text.selectAll()
    data = writer.text.createMimeDataFromSelection()
    assert data.text().strip() == body.strip()
    writer.open("")
    writer.text.insertFromMimeData(data)
    assert writer.body.strip() == body.strip()


def test_a_part_of_a_line_is_copied_with_its_looks(writer: Writer) -> None:
    writer.open("- one **two three**")
    writer.select("ne two")
    data = writer.text.createMimeDataFromSelection()
    assert data.text() == "ne **two**"
    assert "<strong>two</strong>" in data.html()


def test_a_picture_on_the_clipboard_is_stored_and_shown(writer: Writer) -> None:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    data = QMimeData()
    data.setImageData(image)
    writer.open("")
    writer.text.insertFromMimeData(data)
    assert writer.body == "![](media:1.png)"
    assert writer.kept[0].startswith(b"\x89PNG")


def test_picture_files_that_are_dropped_are_stored(writer: Writer, tmp_path: Path) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.save(str(tmp_path / "loop.png"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "loop.png"))])
    writer.open("")
    assert writer.text.canInsertFromMimeData(data)
    writer.text.insertFromMimeData(data)
    assert writer.body == "![loop](media:1.png)"
    other = QMimeData()
    other.setUrls([QUrl.fromLocalFile(str(tmp_path / "notes.md"))])
    assert not writer.text.canInsertFromMimeData(other)


def test_what_cannot_be_stored_is_told(writer: Writer) -> None:
    def refuse(_data: bytes) -> str:
        raise UserFault("The image is too large.")

    refused: list[object] = []
    writer.text.pasting.keep = refuse
    writer.text.refused.connect(refused.append)
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    writer.open("x")
    writer.text.insertFromMimeData(data)
    assert [str(fault) for fault in refused] == ["The image is too large."]
    assert writer.body == "x"


def test_too_much_text_is_cut_and_told(writer: Writer) -> None:
    refused: list[object] = []
    writer.text.refused.connect(refused.append)
    writer.open("")
    pasted(writer, text="word " * 60_000)
    assert len(refused) == 1
    assert 190_000 < len(writer.body) < 201_000


def test_only_the_words_of_the_clipboard_can_be_pasted(writer: Writer) -> None:
    data = QMimeData()
    data.setHtml("<b>x</b>")
    data.setText("x")
    data.setData("text/rtf", QByteArray(b"{}"))
    QGuiApplication.clipboard().setMimeData(data)
    writer.open("a")
    writer.text.paste_plain()
    QGuiApplication.clipboard().clear()  # one that outlives Python brings the process down
    assert writer.body == "ax"
