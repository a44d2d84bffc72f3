"""The slices of the program, in the order of their tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.accounts.feature import FEATURE as ACCOUNTS
from ms2qbank_desktop.features.analytics.feature import FEATURE as ANALYTICS
from ms2qbank_desktop.features.annotations.feature import FEATURE as ANNOTATIONS
from ms2qbank_desktop.features.attempts.feature import FEATURE as ATTEMPTS
from ms2qbank_desktop.features.flashcards.feature import FEATURE as FLASHCARDS
from ms2qbank_desktop.features.home.feature import FEATURE as HOME
from ms2qbank_desktop.features.library.feature import FEATURE as LIBRARY
from ms2qbank_desktop.features.links.feature import FEATURE as LINKS
from ms2qbank_desktop.features.notebook.feature import FEATURE as NOTEBOOK
from ms2qbank_desktop.features.planner.feature import FEATURE as PLANNER
from ms2qbank_desktop.features.practice.feature import FEATURE as PRACTICE
from ms2qbank_desktop.features.questions.feature import FEATURE as QUESTIONS
from ms2qbank_desktop.features.search.feature import FEATURE as SEARCH
from ms2qbank_desktop.features.videos.feature import FEATURE as VIDEOS

if TYPE_CHECKING:
    from ms2qbank_desktop.core.feature import FeatureSpec

FEATURES: tuple[FeatureSpec, ...] = tuple(
    sorted(
        (
            ACCOUNTS,
            LINKS,
            QUESTIONS,
            ATTEMPTS,
            ANNOTATIONS,
            PRACTICE,
            NOTEBOOK,
            FLASHCARDS,
            VIDEOS,
            LIBRARY,
            PLANNER,
            ANALYTICS,
            SEARCH,
            HOME,
        ),
        key=lambda feature: feature.order,
    )
)
