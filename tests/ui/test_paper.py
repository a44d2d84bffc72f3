"""Documents as PDF files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextDocument

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.ui.paper import set_type, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def document(qapp: QApplication) -> QTextDocument:  # noqa: ARG001 (fonts need it)
    made = QTextDocument()
    set_type(made, 9, "h1 { color: navy }")
    made.setHtml("<h1>Acids</h1>")
    return made


def size(file: Path) -> tuple[float, ...]:
    box = re.search(rb"/MediaBox\s*\[([\d. ]+)\]", file.read_bytes())
    assert box is not None
    return tuple(round(float(one)) for one in box[1].split()[2:])


def test_a_page_is_a4_upright_or_across(document: QTextDocument, tmp_path: Path) -> None:
    write_pdf(document, tmp_path / "a.pdf", "Acids")
    write_pdf(document, tmp_path / "b.pdf", "Acids", across=True)
    assert size(tmp_path / "a.pdf") == (595, 842)
    assert size(tmp_path / "b.pdf") == (842, 595)


def test_a_pdf_that_cannot_be_written_is_a_fault_with_advice(
    document: QTextDocument, tmp_path: Path
) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be written") as caught:
        write_pdf(document, tmp_path / "gone" / "acids.pdf", "Acids")
    assert caught.value.advice
