"""The dialogs of the bank, for the tour."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import ImportReport, Problem
from ms2qbank_desktop.features.questions.service import QuestionService

from .mapping_dialog import MappingDialog
from .report_dialog import ReportDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext

_TABLE = """no;question;a;b;c;d;key;system;remark
1;Which vessel carries oxygenated blood to the left atrium?;Aorta;Pulmonary artery;\
Pulmonary vein;Superior vena cava;C;Cardiovascular System;first week
2;Which cell makes surfactant?;Alveolar macrophage;Club cell;Type I pneumocyte;\
Type II pneumocyte;D;Respiratory & Renal/Urinary Systems;
"""


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the columns of a table being named, and the report of an import."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lecture questions.csv"
        file.write_text(_TABLE, encoding="utf-8")
        preview = ctx.service(QuestionService).preview_columns(file)
    columns = MappingDialog(ctx.window, (file,), preview)
    columns.open()
    yield "columns"
    columns.close()
    columns.deleteLater()
    report = ReportDialog(
        ctx.window,
        ImportReport(
            files=1,
            added=118,
            problems=[
                Problem(file.name, "line 14", "It has no right choice."),
                Problem(file.name, "line 73", "The answer “F” is none of the four choices."),
            ],
            duplicates=[Problem(file.name, "line 9", "It is in the pack “Renal” already.")],
        ),
    )
    report.open()
    yield "report"
    report.close()
    report.deleteLater()
