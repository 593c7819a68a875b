"""What webhooks want of the process."""

from dataclasses import dataclass

from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.auth.safe import Safe
from exercise_buddy.core.doors import Doors
from exercise_buddy.webhooks.hosts import WebhookHosts


@dataclass(frozen=True, kw_only=True)
class WebhookResources(AuthResources):
    """The way to people's own programs, which of them it may reach, and what seals the secrets they share."""

    webhook_doors: Doors
    webhook_hosts: WebhookHosts
    webhook_safe: Safe
