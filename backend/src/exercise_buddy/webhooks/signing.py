"""Messages in the form of Standard Webhooks: https://www.standardwebhooks.com."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

SECRET_PREFIX = "whsec_"  # noqa: S105 - what secrets begin with
SECRET_BYTES = 32
"""The convention has 24 to 64."""


def new_secret() -> str:
    """A key for checking signatures."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def body_of(kind: str, happened_at: datetime, data: Mapping[str, Any]) -> bytes:
    """The body: the type of event, its time, and the workout."""
    return json.dumps({"type": kind, "timestamp": happened_at.isoformat(), "data": data}, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Message:
    """One request; a repeat of it has the same id and body."""

    id: str
    body: bytes

    def headers(self, secret: str, now: datetime) -> dict[str, str]:
        """The signed headers of a try at this time: HMAC-SHA256 over id, seconds since 1970, and body."""
        timestamp = str(int(now.timestamp()))
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
        signed = b".".join((self.id.encode(), timestamp.encode(), self.body))
        signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return {
            "Content-Type": "application/json",
            "Content-Length": str(len(self.body)),
            "User-Agent": "Exercise-Buddy-Webhooks",
            "webhook-id": self.id,
            "webhook-timestamp": timestamp,
            "webhook-signature": f"v1,{signature}",
        }
