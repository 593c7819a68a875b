"""What goes in and out around passkeys."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from exercise_buddy.core.fields import Input, JsonObject, Output, Storable

PasskeyName = Annotated[str, Field(min_length=1, max_length=80), Storable()]


class PasskeyOptions(Output):
    """What the browser has to ask the authenticator."""

    challenge_id: UUID
    """To be sent back with the credential, within five minutes."""
    options: dict[str, JsonValue]
    """For PublicKeyCredential.parseCreationOptionsFromJSON() or parseRequestOptionsFromJSON()."""


class NewPasskey(Input):
    """The result of navigator.credentials.create()."""

    challenge_id: UUID
    credential: JsonObject
    """PublicKeyCredential.toJSON()."""
    name: PasskeyName
    """A label, such as the name of the device."""


class PasskeyLogin(Input):
    """The result of navigator.credentials.get()."""

    challenge_id: UUID
    credential: JsonObject
    """PublicKeyCredential.toJSON()."""


class Passkey(Output):
    """A passkey of the user."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class Passkeys(Output):
    """Every passkey of the user, oldest first."""

    items: list[Passkey]
