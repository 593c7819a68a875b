"""What reminders need from the process."""

from dataclasses import dataclass

from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.core.outgoing_client import OutgoingClient


@dataclass(frozen=True, kw_only=True)
class ReminderResources(AuthResources):
    """Access to the browsers' push services."""

    push_services: OutgoingClient
