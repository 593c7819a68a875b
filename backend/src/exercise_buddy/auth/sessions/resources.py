"""What sessions need from the process."""

from dataclasses import dataclass

from exercise_buddy.auth.sessions.devices import KnownDevices
from exercise_buddy.users.resources import UserResources


@dataclass(frozen=True, kw_only=True)
class SessionResources(UserResources):
    """The marks of known browsers."""

    known_devices: KnownDevices
