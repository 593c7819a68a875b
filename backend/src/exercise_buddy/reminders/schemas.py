"""What goes in and out around reminders."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from pydantic import AfterValidator, Field

from exercise_buddy.core.fields import Input, Integer, Output, Storable
from exercise_buddy.core.words import Language

QUIET_FROM, QUIET_UNTIL = 22, 7
"""Local hours in which nothing is sent."""
HTTPS_PORT = 443
URL = re.compile(r"[!-~]+")
AUTH_SECRET_BYTES = 16
"""RFC 8291, 3.2."""

Weekday = Annotated[Integer, Field(ge=1, le=7, description="1 Monday to 7 Sunday (ISO 8601).")]
Hour = Annotated[Integer, Field(ge=QUIET_UNTIL, lt=QUIET_FROM)]


def _push_endpoint(value: str) -> str:
    if not URL.fullmatch(value):
        raise ValueError("must be written as a URL, in ASCII")
    parts = urlsplit(value)
    host = parts.hostname or ""
    if parts.scheme != "https" or parts.username is not None or parts.port not in (None, HTTPS_PORT):
        raise ValueError("must be an https address of a push service, on the usual port")
    if "." not in host or _is_address(host):
        raise ValueError("must name a host on the internet")
    return value


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def decoded(text: str) -> bytes:
    """Decode base64url without padding; raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("must be base64url") from error


def _public_key(value: str) -> str:
    EllipticCurvePublicKey.from_encoded_point(SECP256R1(), decoded(value))
    return value


def _auth_secret(value: str) -> str:
    if len(decoded(value)) != AUTH_SECRET_BYTES:
        raise ValueError(f"must be {AUTH_SECRET_BYTES} bytes")
    return value


class SubscriptionKeys(Input):
    """The browser's encryption keys."""

    p256dh: Annotated[str, Field(max_length=100), Storable(), AfterValidator(_public_key)]
    auth: Annotated[str, Field(max_length=30), Storable(), AfterValidator(_auth_secret)]


class NewSubscription(Input):
    """A subscription made by a browser's PushManager, and the language of the page."""

    endpoint: Annotated[str, Field(max_length=1024), Storable(), AfterValidator(_push_endpoint)]
    keys: SubscriptionKeys
    language: Language


class Subscription(Output):
    """A browser in which reminders are shown."""

    id: UUID
    push_service: str
    """The host of the browser's push service."""
    language: Language
    current: bool
    """Whether it belongs to the requesting session."""
    created_at: datetime


class ReminderChange(Input):
    """When to be reminded."""

    days: Annotated[frozenset[Weekday], Field(description="None of them: never.")]
    hour: Hour


class Reminders(Output):
    """When the user is reminded to train, and where."""

    days: list[int]
    """1 Monday to 7 Sunday; empty if none are chosen."""
    hour: int
    """In the user's time zone."""
    subscriptions: list[Subscription]
    """The browsers, oldest first."""


class PushServer(Output):
    """What a browser needs to subscribe."""

    application_server_key: str
    """Base64url; the browser accepts only pushes signed with it."""


@dataclass(frozen=True)
class DueReminder:
    """A user who is due a reminder."""

    user_id: UUID
    seconds_left: int
    """The latest time to send it: two hours after its time, and before the quiet hours."""
    has_trained: bool


@dataclass(frozen=True)
class Receiver:
    """Where a push goes, and the keys to encrypt it."""

    id: UUID
    endpoint: str
    public_key: bytes
    auth_secret: bytes
    language: Language
