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
    """The receiver and its events, and the password, because a webhook outlives the session."""

    password: PasswordAttempt
    url: Annotated[str, Field(max_length=1024), Storable(), AfterValidator(_url)]
    events: Annotated[frozenset[WorkoutEvent], Field(min_length=1)]
    with_notes: bool = False
    """Whether notes of workouts are included."""


class WebhookChange(Input):
    """Whether it is on."""

    enabled: bool
    password: PasswordAttempt | None = None
    """Required to switch it on, because that resumes what was stopped."""


class Result(StrEnum):
    """The result of a try."""

    DELIVERED = "delivered"
    ANSWERED = "answered"
    """The status was not 2xx; redirects are not followed."""
    UNREACHABLE = "unreachable"
    """Unknown host, no connection, invalid certificate, or no HTTP."""
    TOO_SLOW = "too_slow"
    NOT_ALLOWED = "not_allowed"
    """The operator's list has changed, or the host resolves to a forbidden address."""
    SECRET_LOST = "secret_lost"  # noqa: S105 - no secret
    """The server's own secret was changed: make a new webhook."""


class LastTry(Output):
    """The result of the last delivery."""

    tried_at: datetime
    result: Result
    status: int | None
    """The HTTP status, if there was a response."""


class Webhook(Output):
    """A webhook of the user."""

    id: UUID
    url: str
    events: list[WorkoutEvent]
    with_notes: bool
    enabled: bool
    """Also False after anything that ends API tokens: a new password, address or factor, signing out everywhere."""
    created_at: datetime
    last_try: LastTry | None
    waiting: int
    """Events that have not been accepted yet. From 1,000 on, no more are stored."""
    lost: int
    """Events given up after a day of tries, since it was switched on."""


class MadeWebhook(Webhook):
    """A new one."""

    secret: str
    """The key for checking signatures; shown only once."""


class Webhooks(Output):
    """Every webhook, oldest first."""

    items: list[Webhook]
    allowed_hosts: list[str]
    """The allowed hosts; empty if webhooks are off."""


@dataclass(frozen=True)
class Receiver:
    """Where to send, and what to sign by."""

    user_id: UUID
    webhook_id: UUID
    url: str
    sealed_secret: bytes


@dataclass(frozen=True)
class DueEvent:
    """An event that is due."""

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
