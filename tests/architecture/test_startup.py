"""Starting the program paints first and loads what it needs afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

# The database, rich content, charts, video, and everything that speaks HTTP.
LATER = {
    *("sqlmodel", "sqlalchemy", "alembic", "pydantic"),
    *("nh3", "markdown_it", "charset_normalizer", "qtawesome", "qtpy"),
    *("pyqtgraph", "numpy", "vlc", "PySide6.QtSvg", "PySide6.QtPrintSupport"),
    *("http.client", "http.server", "fastapi", "starlette", "uvicorn", "httpx", "requests"),
}

PROGRAM = """
import json, sys
from ms2qbank_desktop.app.main import paint_shell
application, shell = paint_shell(sys.argv[1:])
print(json.dumps({"visible": shell.isVisible(), "loaded": sorted(sys.modules)}))
"""


def test_the_window_is_painted_before_sql_charts_video_or_http_are_loaded(data_dir: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(data_dir)],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout.splitlines()[-1])
    assert answer["visible"]
    assert sorted(LATER.intersection(answer["loaded"])) == []
