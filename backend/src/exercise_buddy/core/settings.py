"""What can be set from outside, by environment variables of the same names in capitals."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import parse_qs, urlsplit

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MIN_SECRET_LENGTH = 32
"""RFC 7518, 3.2: an HS256 key is at least as long as the hash, 256 bits."""

ENCRYPTED_SSL_MODES = frozenset({"require", "verify-ca", "verify-full"})
SECRETS_FROM_EXAMPLES = ("change", "secret", "example", "default", "password")


class Environment(StrEnum):
    """Where the program runs; production refuses unsafe settings."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


def _comma_separated(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


CommaSeparated = Annotated[list[str], NoDecode, BeforeValidator(_comma_separated)]
CommaSeparatedSecrets = Annotated[list[SecretStr], NoDecode, BeforeValidator(_comma_separated)]


def _usual_data_dir() -> Path | None:
    try:
        return platformdirs.user_data_path("exercise-buddy")
    except RuntimeError:
        return None


class Settings(BaseSettings):
    """The program's settings; secrets show as asterisks wherever they are printed."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    environment: Environment = Environment.DEVELOPMENT

    database_url: SecretStr | None = None
    """postgresql://...; where it is missing `exercise-buddy serve` starts its own PostgreSQL."""
    database_pool_size: Annotated[int, Field(ge=1, le=200)] = 10
    database_statement_cache: bool = True
    """Off for a PgBouncer older than 1.21 in transaction mode, which loses prepared statements."""

    jwt_secret: SecretStr | None = None
    jwt_previous_secrets: CommaSeparatedSecrets = []
    """Still accepted, never signed with: put the old secret here for a day when changing it."""
    access_token_minutes: Annotated[int, Field(ge=1, le=60)] = 15
    refresh_token_days: Annotated[int, Field(ge=1, le=90)] = 7

    cors_origins: CommaSeparated = []
    rate_limits: bool = True
    redis_url: SecretStr | None = None
    body_timeout_seconds: Annotated[float, Field(gt=0)] = 30
    """For so long may a client take to send a request."""
    metrics_token: SecretStr | None = None
    """Where it is set, /metrics wants it as a bearer token."""

    smtp_url: SecretStr | None = None
    """smtp://user:password@host:587, or smtps:// on port 465; without it no mail is sent."""
    mail_from: str | None = None
    """The sender: buddy@example.com, or Exercise Buddy <buddy@example.com>."""
    public_url: str = "http://localhost:8000"
    """Where people open the web app: links in mails lead there, and passkeys belong to its host."""

    data_dir: Annotated[Path | None, Field(default_factory=_usual_data_dir)]
    """None where it is not set and this account has no home directory."""
    web_dir: Path | None = None
    """The built web app; without it, the one inside the package."""

    log_format: Literal["console", "json"] | None = None
    """JSON in production and for humans elsewhere, unless set."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise ValueError("must be an origin such as https://buddy.example.com, without a path: none is supported")
        return f"{parts.scheme}://{parts.netloc}"

    @model_validator(mode="after")
    def _mail_is_complete(self) -> Self:
        if self.smtp_url is None:
            return self
        parts = urlsplit(self.smtp_url.get_secret_value())
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("SMTP_URL must be smtp://user:password@host:port or smtps://...")
        if not self.mail_from or "@" not in self.mail_from:
            raise ValueError("SMTP_URL needs MAIL_FROM, the address that mails come from")
        return self

    @property
    def is_production(self) -> bool:
        """Whether unsafe settings have to be refused."""
        return self.environment is Environment.PRODUCTION

    @property
    def logs_json(self) -> bool:
        """Whether logs are for machines."""
        return self.log_format == "json" or (self.log_format is None and self.is_production)


class SettingsError(Exception):
    """The settings do not do; the message is meant for the user and holds no secret."""


class UnsafeSettingsError(SettingsError):
    """The settings must not go into production; `problems` holds every reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Refusing to start in production:\n" + "\n".join(f"- {p}" for p in problems))
        self.problems = problems


def key_secrets(settings: Settings) -> list[str]:
    """The secrets that keys are made of, the one for new things first; raises SettingsError."""
    if settings.jwt_secret is None:
        raise SettingsError("JWT_SECRET is not set.")
    return [secret.get_secret_value() for secret in (settings.jwt_secret, *settings.jwt_previous_secrets)]


def data_dir_of(settings: Settings) -> Path:
    """Where the embedded database and its secret are kept; raises SettingsError."""
    if settings.data_dir is None:
        raise SettingsError(
            "This account has no home directory to keep the data in. Name a folder with --data-dir, or set HOME."
        )
    return settings.data_dir


def refuse_unsafe(settings: Settings) -> None:
    """Raise UnsafeSettingsError with all that is wrong, where the environment is production."""
    if settings.is_production and (problems := _problems(settings)):
        raise UnsafeSettingsError(problems)


def _problems(settings: Settings) -> list[str]:
    problems = _secret_problems("JWT_SECRET", settings.jwt_secret)
    for previous in settings.jwt_previous_secrets:
        problems += _secret_problems("JWT_PREVIOUS_SECRETS", previous)
    problems += _database_problems(settings.database_url)
    problems += [
        f"CORS_ORIGINS must list https origins, not {origin!r}."
        for origin in settings.cors_origins
        if "*" in origin or not origin.startswith("https://")
    ]
    if settings.smtp_url is not None and not settings.public_url.startswith("https://"):
        problems.append("PUBLIC_URL must be the https address of the web app: links in mails lead there.")
    if not settings.rate_limits:
        problems.append("RATE_LIMITS must not be switched off.")
    return problems


def _secret_problems(name: str, secret: SecretStr | None) -> list[str]:
    if secret is None:
        return [f"{name} is not set; make one with `openssl rand -base64 48`."]
    text = secret.get_secret_value()
    if len(text) < MIN_SECRET_LENGTH:
        return [f"{name} has fewer than {MIN_SECRET_LENGTH} characters."]
    if len(set(text)) < MIN_SECRET_LENGTH // 4 or any(w in text.lower() for w in SECRETS_FROM_EXAMPLES):
        return [f"{name} looks like a default or an example; make one with `openssl rand -base64 48`."]
    return []


def _database_problems(url: SecretStr | None) -> list[str]:
    if url is None:
        return ["DATABASE_URL is not set."]
    parts = urlsplit(url.get_secret_value())
    query = parse_qs(parts.query)
    by_unix_socket = not parts.hostname and query.get("host", [""])[0].startswith("/")
    if by_unix_socket or query.get("sslmode", [""])[-1] in ENCRYPTED_SSL_MODES:
        return []
    return ["DATABASE_URL must encrypt the connection: add sslmode=require or stricter."]
