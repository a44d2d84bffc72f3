"""The real Anki as an oracle: a Python of its own that has PyPI's anki 26.9.3 (never ours)."""

from __future__ import annotations

import os

import pytest

PYTHON = os.environ.get("MS2QBANK_ANKI_PYTHON", "")
REASON = "MS2QBANK_ANKI_PYTHON names no Python that has PyPI's anki 26.9.3"
needs_anki = pytest.mark.skipif(not PYTHON, reason=REASON)
