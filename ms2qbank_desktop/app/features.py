"""The slices of the program, in the order of their tabs."""

from __future__ import annotations

from ..core.feature import FeatureSpec
from ..features.accounts.feature import FEATURE as ACCOUNTS
from ..features.practice.feature import FEATURE as PRACTICE
from ..features.questions.feature import FEATURE as QUESTIONS

FEATURES: tuple[FeatureSpec, ...] = tuple(
    sorted((ACCOUNTS, QUESTIONS, PRACTICE), key=lambda feature: feature.order)
)
