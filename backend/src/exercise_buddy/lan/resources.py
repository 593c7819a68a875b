"""What requests share where the app is served to a home."""

from dataclasses import dataclass

from exercise_buddy.core.http.resources import CoreResources
from exercise_buddy.lan.household import Household


@dataclass(frozen=True, kw_only=True)
class LanResources(CoreResources):
    """What may belong to a home's devices."""

    household: Household | None
    """Null where the app is served to whoever reaches it."""
