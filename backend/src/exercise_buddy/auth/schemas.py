"""What goes in and out of the auth feature."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from exercise_buddy.auth.totp.schemas import SecondFactorCode
from exercise_buddy.core.fields import Input, Output, Storable
from exercise_buddy.users.schemas import PasswordAttempt


class Login(Input):
    """Email address or username, the password, and a code where that alone does not do."""

    identifier: Annotated[str, Field(min_length=1, max_length=254), Storable()]
    password: PasswordAttempt
    code: SecondFactorCode | None = None
    """Six digits of the authenticator app or a recovery code, after `second_factor_required`."""


class AccessToken(Output):
    """A bearer token for the Authorization header; keep it in memory only."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the scheme's name
    expires_in: int
    """Seconds."""


class SignedInSession(Output):
    """One login, on one device."""

    id: UUID
    user_agent: str
    signed_in_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool
    """Whether it is the one that asks."""


class SignedInSessions(Output):
    """Every session that is not over, the last used first."""

    items: list[SignedInSession]


class Capabilities(Output):
    """What this server can do, for the screens to offer."""

    mail: bool
    """Whether it sends mail: for forgotten passwords and to verify addresses."""
    passkeys: bool
    """Whether passkeys work at the address that was asked."""
    public_url: str
    """Where the web app is meant to be opened; passkeys work there if anywhere."""
