"""What sessions want of the process."""

from dataclasses import dataclass

from exercise_buddy.auth.sessions.devices import KnownDevices
from exercise_buddy.users.resources import UserResources


@dataclass(frozen=True, kw_only=True)
class SessionResources(UserResources):
    """Browsers from which somebody has signed in before."""

    known_devices: KnownDevices
