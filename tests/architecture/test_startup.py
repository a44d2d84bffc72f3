"""Starting the program paints first and loads what it needs afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.shared_data import REPOSITORY

# The database, rich content, charts, video, and everything that speaks HTTP.
LATER = {
    *("sqlmodel", "sqlalchemy", "alembic", "pydantic"),
    *("nh3", "markdown_it", "charset_normalizer", "qtawesome", "qtpy"),
    *("pyqtgraph", "numpy", "vlc", "pypdfium2_raw", "PySide6.QtSvg", "PySide6.QtPrintSupport"),
    *("http.client", "http.server", "fastapi", "starlette", "uvicorn", "httpx", "requests"),
}

PAINT = """
import json, linecache, sys
from ms2qbank_desktop.app.main import paint_shell
application, shell = paint_shell(sys.argv[1:])
answer = {"visible": shell.isVisible(), "loaded": [*sys.modules], "read": [*linecache.cache]}
print(json.dumps(answer))
"""
USE = """
import json, sys
from pathlib import Path
from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.app.main import Program, make_application
application = make_application()
context = AppContext(Path(sys.argv[1]))
context.settings.set("last_tab", "questions")
program = Program(context)
program.usable.connect(lambda: print(json.dumps({"loaded": [*sys.modules]})))
program.usable.connect(program.shell.close)
program.usable.connect(application.quit)
program.show()
application.exec()
"""
OTHER_TABS = ("flashcards", "videos", "library", "notebook", "planner", "analytics", "home")


def answer_of(program: str, data_dir: Path) -> dict[str, Any]:
    """Run ``program`` without a display and return the document that it prints last."""
    result = subprocess.run(
        [sys.executable, "-c", program, str(data_dir)],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return answer


def test_the_window_is_painted_before_sql_charts_video_or_http_are_loaded(data_dir: Path) -> None:
    answer = answer_of(PAINT, data_dir)
    assert answer["visible"]
    assert sorted(LATER.intersection(answer["loaded"])) == []


def test_no_import_reads_the_source_of_a_module(data_dir: Path) -> None:
    read = answer_of(PAINT, data_dir)["read"]
    assert [name for name in read if {"ui", "features"} & set(Path(name).parts)] == []


def test_what_only_other_tabs_need_is_not_loaded_before_the_first_page(data_dir: Path) -> None:
    loaded = set(answer_of(USE, data_dir)["loaded"])
    assert "ms2qbank_desktop.features.practice.models" in loaded
    models = {f"ms2qbank_desktop.features.{slice_}.models" for slice_ in OTHER_TABS}
    assert sorted(models & loaded) == []
