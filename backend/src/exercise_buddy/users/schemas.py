"""What goes in and out of the users feature."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StringConstraints

from exercise_buddy.core.fields import Input, JsonObject, Number, Output, Storable, unset
from exercise_buddy.core.time_zones import TimeZoneName
from exercise_buddy.users.names import in_lower_case
from exercise_buddy.users.password_text import MAX_PASSWORD_BYTES, normalised

MIN_PASSWORD_LENGTH = 8
MIN_WEIGHT_KG = 20
MAX_WEIGHT_KG = 500


def _refuse_invalid_email(value: str) -> str:
    try:
        # Addresses that end in .test are accepted: they are reserved for tests.
        return validate_email(value, check_deliverability=False, test_environment=True, strict=True).normalized
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None


def _refuse_ambiguous(email: str) -> str:
    """Letters that become in lower case what another capital stands for: an account with İda@ would hold ida@, too."""
    for letter in email:
        small = in_lower_case(letter)
        if small != letter and small.upper() != letter:
            raise ValueError(f"write {small} in place of {letter}")
    return email


def _new_password(value: str) -> str:
    password = normalised(value)
    if len(password.encode()) > MAX_PASSWORD_BYTES:
        raise ValueError(f"must have at most {MAX_PASSWORD_BYTES} bytes in UTF-8")
    return password


EmailAddress = Annotated[
    str,
    Field(max_length=254, json_schema_extra={"format": "email"}),
    Storable(),
    AfterValidator(_refuse_invalid_email),
]
NewEmailAddress = Annotated[EmailAddress, AfterValidator(_refuse_ambiguous)]
Username = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{2,29}$", examples=["ada"])]
"""No @, so that it cannot be mistaken for an email address."""

PasswordAttempt = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024), Storable()]
"""A password to check; anything that could have been typed."""

NewPassword = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=MIN_PASSWORD_LENGTH, max_length=MAX_PASSWORD_BYTES),
    Storable(),
    AfterValidator(_new_password),
]
DisplayName = Annotated[str, Field(min_length=1, max_length=80), Storable()]
WeightKg = Annotated[Number, Field(ge=MIN_WEIGHT_KG, le=MAX_WEIGHT_KG), AfterValidator(lambda kg: round(kg, 2))]


class NewUser(Input):
    """The form of a new account."""

    email: NewEmailAddress
    username: Username
    password: NewPassword
    display_name: DisplayName | None = None
    """If missing, the username."""
    time_zone: TimeZoneName = "UTC"
    weight_kg: WeightKg | None = None
    sign_up_code: Annotated[str, Field(max_length=32), Storable()] | None = None
    """Required if the server's capabilities say so."""


class UserChanges(Input):
    """The fields to change; a missing field stays as it is."""

    display_name: DisplayName = unset()
    weight_kg: WeightKg | None = None
    time_zone: TimeZoneName = unset()
    preferences: JsonObject = unset()


class PasswordConfirmation(Input):
    """The password, asked for again."""

    password: PasswordAttempt


class PasswordChange(Input):
    """The old password and the new one."""

    current_password: PasswordAttempt
    new_password: NewPassword


class User(Output):
    """An account, as its owner sees it."""

    id: UUID
    email: str
    email_verified: bool
    """Whether the address was confirmed with a link in a mail."""
    second_factor: bool
    """Whether signing in with the password also requires a one-time code."""
    username: str
    display_name: str
    weight_kg: float | None
    time_zone: str
    preferences: dict[str, Any]
    created_at: datetime
