"""What goes in and out around links in mails."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from exercise_buddy.core.fields import Input, Storable
from exercise_buddy.users.schemas import EmailAddress, NewEmailAddress, NewPassword, PasswordAttempt


class Purpose(StrEnum):
    """What a link is for."""

    VERIFY_EMAIL = "verify-email"
    CHANGE_EMAIL = "change-email"
    RESET_PASSWORD = "reset-password"  # noqa: S105 - no password
    UNDO_EMAIL_CHANGE = "undo-email-change"


MailTokenText = Annotated[str, Field(min_length=1, max_length=256), Storable()]


class EmailVerification(Input):
    """The part of the link after `#token=`."""

    token: MailTokenText


class ForgottenPassword(Input):
    """The address of the account."""

    email: EmailAddress


class PasswordReset(Input):
    """The part of the link after `#token=`, and the new password."""

    token: MailTokenText
    new_password: NewPassword


class EmailChange(Input):
    """The new address, and the password."""

    password: PasswordAttempt
    new_email: NewEmailAddress
