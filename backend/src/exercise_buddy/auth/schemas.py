"""What goes in and out of the auth feature."""

from typing import Annotated

from pydantic import Field

from exercise_buddy.auth.totp.schemas import SecondFactorCode
from exercise_buddy.core.fields import Input, Output, Storable
from exercise_buddy.users.schemas import PasswordAttempt


class Login(Input):
    """Email address or username, the password, and a code if the account requires one."""

    identifier: Annotated[str, Field(min_length=1, max_length=254), Storable()]
    password: PasswordAttempt
    code: SecondFactorCode | None = None
    """Six digits of the authenticator app or a recovery code, after `second_factor_required`."""


class Capabilities(Output):
    """What this server supports."""

    mail: bool
    """Whether it sends mail, for forgotten passwords and to verify addresses."""
    passkeys: bool
    """Whether passkeys work at the requested address."""
    public_url: str
    """The web app's public address; passkeys work only there."""
    sign_up_code: bool
    """Whether signing up from here asks for the code that the server's terminal shows."""
    phone_url: str | None
    """What another device in this home opens to get to the app; null if the server does not serve a home."""
