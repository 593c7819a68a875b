"""Defaults that a server fills in for missing settings."""

import secrets

from pydantic import SecretStr

from exercise_buddy.core.settings import Settings, data_dir_of
from exercise_buddy.embedded.files import kept_secret
from exercise_buddy.serving.errors import ServingError

SECRET_FILE = "jwt-secret"  # noqa: S105 - a file's name


def with_secret(settings: Settings) -> Settings:
    """The settings, with a generated secret if none is given: made once, readable only by its owner."""
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
    """The settings, with this machine's local address as public URL if none is given.

    By name: browsers support no passkeys on 127.0.0.1.
    """
    if "public_url" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"public_url": f"http://localhost:{port}"})
