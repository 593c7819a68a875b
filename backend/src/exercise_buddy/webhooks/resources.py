"""What webhooks need from the process."""

from dataclasses import dataclass

from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.auth.safe import Safe
from exercise_buddy.core.doors import Doors
from exercise_buddy.webhooks.hosts import WebhookHosts


@dataclass(frozen=True, kw_only=True)
class WebhookResources(AuthResources):
    """Outgoing requests, the allowed hosts, and what encrypts the shared secrets."""

    webhook_doors: Doors
    webhook_hosts: WebhookHosts
    webhook_safe: Safe
