"""Why sessions are refused."""

from exercise_buddy.core.errors import Forbidden, NotAuthenticated


class RefreshTokenMissing(NotAuthenticated):
    """There was no cookie."""

    code = "refresh_token_missing"
    detail = "Sign in first."


class RefreshTokenInvalid(NotAuthenticated):
    """The cookie is not ours, or its session was ended."""

    code = "refresh_token_invalid"
    detail = "This session is over. Sign in again."


class RefreshTokenExpired(NotAuthenticated):
    """The session was unused for too long."""

    code = "refresh_token_expired"
    detail = "This session has expired. Sign in again."


class RefreshTokenReused(NotAuthenticated):
    """The token was used before, so someone else may have it: the session is over."""

    code = "refresh_token_reused"
    detail = "This session was ended for safety. Sign in again."
    keeps_changes = True


class ForeignOrigin(Forbidden):
    """A page of another site sent the request, or a proxy changes the server's address."""

    code = "foreign_origin"
    detail = (
        "The page is not of the address that the server was asked under. A proxy in front has to hand on the Host "
        "header as it came, port included."
    )
