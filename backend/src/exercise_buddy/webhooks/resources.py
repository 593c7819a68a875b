"""What webhooks need from the process."""

from dataclasses import dataclass

from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.core.outgoing_client import OutgoingClient
from exercise_buddy.webhooks.hosts import WebhookHosts


@dataclass(frozen=True, kw_only=True)
class WebhookResources(AuthResources):
    """Outgoing requests, the allowed hosts, and what encrypts the shared secrets."""

    webhook_client: OutgoingClient
    webhook_hosts: WebhookHosts
    webhook_box: SecretBox
