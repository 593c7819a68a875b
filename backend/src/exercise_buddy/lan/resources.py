"""Shared resources of an app that serves a home."""

from dataclasses import dataclass

from exercise_buddy.core.http.resources import CoreResources
from exercise_buddy.lan.household import Household


@dataclass(frozen=True, kw_only=True)
class LanResources(CoreResources):
    """The household, if there is one."""

    household: Household | None
    """None if the app does not serve a home."""
