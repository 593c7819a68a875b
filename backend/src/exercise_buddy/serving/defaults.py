"""What settings leave open, and a server fills in."""

import secrets

from pydantic import SecretStr

from exercise_buddy.core.settings import Settings, data_dir_of
from exercise_buddy.embedded.files import kept_secret
from exercise_buddy.serving.errors import ServingError

SECRET_FILE = "jwt-secret"  # noqa: S105 - a file's name


def with_secret(settings: Settings) -> Settings:
    """The settings, with a secret of their own where none is given: made once, readable by its owner only."""
    if settings.jwt_secret is not None:
        return settings
    path = data_dir_of(settings) / SECRET_FILE
    try:
        secret = kept_secret(path, lambda: secrets.token_urlsafe(48))
    except OSError as error:
        raise ServingError(
            f"Cannot keep a secret in {path}: {error.strerror}. "
            "Set JWT_SECRET, or choose another data directory with --data-dir."
        ) from error
    return settings.model_copy(update={"jwt_secret": SecretStr(secret)})


def with_public_url(settings: Settings, port: int) -> Settings:
    """The settings, with the address that this machine's own browser knows where none is given.

    By name: browsers have no passkeys on 127.0.0.1.
    """
    if "public_url" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"public_url": f"http://localhost:{port}"})
