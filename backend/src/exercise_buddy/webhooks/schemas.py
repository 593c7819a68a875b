"""What goes in and out around webhooks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from exercise_buddy.core.fields import Input, Output, Storable
from exercise_buddy.users.schemas import PasswordAttempt
from exercise_buddy.webhooks.hosts import place_of
from exercise_buddy.workouts.events import WorkoutEvent


def _url(value: str) -> str:
    if not value.isascii() or not value.isprintable() or " " in value or "#" in value or place_of(value) is None:
        raise ValueError("must be an http or https address, in ASCII, without a user name and without #")
    return value


class NewWebhook(Input):
    """Whom to tell, of what; and the password, for it goes on when the session has ended."""

    password: PasswordAttempt
    url: Annotated[str, Field(max_length=1024), Storable(), AfterValidator(_url)]
    events: Annotated[frozenset[WorkoutEvent], Field(min_length=1)]
    with_notes: bool = False
    """Whether the notes of workouts are told, too."""


class WebhookChange(Input):
    """Whether it is on."""

    enabled: bool
    password: PasswordAttempt | None = None
    """To switch it on: what was meant to stop goes on then."""


class Result(StrEnum):
    """What became of a try."""

    DELIVERED = "delivered"
    ANSWERED = "answered"
    """By another status than 2xx; redirects are not followed."""
    UNREACHABLE = "unreachable"
    """No such name, no connection, no good certificate, or no HTTP."""
    TOO_SLOW = "too_slow"
    NOT_ALLOWED = "not_allowed"
    """The operator's list has changed, or the name leads to an address that must not be reached."""
    SECRET_LOST = "secret_lost"  # noqa: S105 - no secret
    """The server's own secret was changed: only a new webhook helps."""


class LastTry(Output):
    """What became of the last delivery."""

    tried_at: datetime
    result: Result
    status: int | None
    """Of HTTP, where there was an answer."""


class Webhook(Output):
    """A webhook of the user."""

    id: UUID
    url: str
    events: list[WorkoutEvent]
    with_notes: bool
    enabled: bool
    """False, too, after what ends API tokens: a new password, address or factor, signing out everywhere."""
    created_at: datetime
    last_try: LastTry | None
    waiting: int
    """Events that have not been taken yet. From 1,000 on no more are kept."""
    lost: int
    """Events given up after a day of tries, since it was switched on."""


class MadeWebhook(Webhook):
    """A new one."""

    secret: str
    """What signatures are checked by; shown this once."""


class Webhooks(Output):
    """Every webhook, the oldest first."""

    items: list[Webhook]
    allowed_hosts: list[str]
    """Where the server may send to; none where webhooks are off."""


@dataclass(frozen=True)
class Receiver:
    """Where to send, and what to sign by."""

    user_id: UUID
    webhook_id: UUID
    url: str
    sealed_secret: bytes


@dataclass(frozen=True)
class DueEvent:
    """An event whose turn it is."""

    id: UUID
    receiver: Receiver
    type: str
    workout: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of a try."""

    result: Result
    status: int | None = None
