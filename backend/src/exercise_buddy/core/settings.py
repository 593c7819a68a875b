"""Settings, from environment variables of the same names in capitals, or from files that these name."""

import atexit
import ssl
import subprocess
import sys
import tempfile
from enum import StrEnum
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

MIN_SECRET_LENGTH = 32
"""RFC 7518, 3.2: an HS256 key must be at least as long as the hash, 256 bits."""

ENCRYPTED_SSL_MODES = frozenset({"require", "verify-ca", "verify-full"})
MIN_SECRET_GUESSES_LOG10 = 26
"""By zxcvbn's count, random secrets of that length have at least 28; repeated words and keyboard rows far fewer."""
MAX_JUDGED_LENGTH = 64
MAKE_ONE = "make one with `openssl rand -base64 48`"
LOOPBACK_NAMES = frozenset({"localhost", ""})
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


class SettingsError(Exception):
    """The settings are unusable; the message is meant for the user and contains no secret."""


class FilesOfVariables(EnvSettingsSource):
    """JWT_SECRET_FILE=/run/secrets/jwt_secret: the value is that file's content, without surrounding white space."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        paths = {name: self.env_vars.get(f"{name}_file") for name in settings_cls.model_fields}
        self.env_vars = {name: text for name, path in paths.items() if path and (text := _contents(name, path))}


def _contents(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SettingsError(f"{name.upper()}_FILE: cannot read {path}: {reason}") from error


class Settings(BaseSettings):
    """The program's settings; secrets are printed as asterisks."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    environment: Environment = Environment.DEVELOPMENT

    database_url: SecretStr | None = None
    """postgresql://...; without it `exercise-buddy serve` starts its own PostgreSQL."""
    database_direct_url: SecretStr | None = None
    """The same database without PgBouncer, which does not pass on notifications; by default DATABASE_URL."""
    database_replica_urls: CommaSeparatedSecrets = []
    """Streaming replicas of the database, for reads."""
    database_ca: str | None = None
    """The PEM certificate of the database's authority, for platforms that cannot provide it as a file."""
    database_pool_size: Annotated[int, Field(ge=1, le=200)] = 10
    database_statement_cache: bool = True
    """Turn off for a PgBouncer older than 1.21 in transaction mode, which loses prepared statements."""

    jwt_secret: SecretStr | None = None
    jwt_previous_secrets: CommaSeparatedSecrets = []
    """Still accepted but not used for signing: put the old secret here for a day when changing it."""
    access_token_minutes: Annotated[int, Field(ge=1, le=60)] = 15
    refresh_token_days: Annotated[int, Field(ge=1, le=90)] = 7

    cors_origins: CommaSeparated = []
    rate_limits: bool = True
    redis_url: SecretStr | None = None
    body_timeout_seconds: Annotated[float, Field(gt=0)] = 30
    """How long a client may take to send a request body."""
    metrics_token: SecretStr | None = None
    """If set, /metrics exists and requires it as a bearer token."""
    metrics_open: bool = False
    """Whether /metrics is open to everyone who can reach it: for a private network."""
    allowed_hosts: CommaSeparated = []
    """Accepted host names, besides PUBLIC_URL's, localhost and numeric addresses."""
    forwarded_allow_ips: CommaSeparated = []
    """Addresses and networks of the proxies whose X-Forwarded-For and -Proto are trusted."""
    edge_secrets: CommaSeparatedSecrets = []
    """What a CDN sends as X-Edge-Secret; with it, the client address it reports is trusted. Two while it is rotated."""
    lan: bool = False
    """Serve the devices of one household, like `serve --lan`: with https, an authority and a secret of its own."""

    smtp_url: SecretStr | None = None
    """smtp://user:password@host:587, or smtps:// on port 465; without it no mail is sent."""
    mail_from: str | None = None
    """The sender: buddy@example.com, or Exercise Buddy <buddy@example.com>."""
    public_url: str = "http://localhost:8000"
    """Where people open the web app: the target of links in mails and the host of passkeys."""

    otel_exporter_otlp_endpoint: str | None = None
    """Where traces go, such as http://collector:4318; OpenTelemetry reads it and other OTEL_... variables itself."""

    webhook_hosts: CommaSeparated = []
    """Allowed webhook receivers: hooks.example.com or hooks.example.com:8443, over https and on the internet;
    http://nas.local:5678 for a receiver in the operator's own network. Without any, webhooks are off."""

    data_dir: Annotated[Path | None, Field(default_factory=_usual_data_dir)]
    """None if it is not set and this account has no home directory."""
    backup_to: str | None = None
    """Place of the embedded database's archive: a folder, best on another disk, or s3://BUCKET/PREFIX; by default a
    folder in the data directory."""
    web_dir: Path | None = None
    """The built web app; by default the one in the package."""

    log_format: Literal["console", "json"] | None = None
    """By default JSON in production and human-readable elsewhere."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise ValueError("must be an origin such as https://buddy.example.com, without a path: none is supported")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("forwarded_allow_ips")
    @classmethod
    def _networks_only(cls, proxies: list[str]) -> list[str]:
        for proxy in proxies:
            ip_network(proxy, strict=False)
        return proxies

    @field_validator("database_ca")
    @classmethod
    def _certificate(cls, pem: str | None) -> str | None:
        if pem is not None:
            # A single-line form field turns line ends into \\n.
            pem = pem.replace("\\n", "\n")
            try:
                ssl.create_default_context(cadata=pem)
            except ssl.SSLError as error:
                raise ValueError("must be a certificate in PEM") from error
        return pem

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

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes them by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Earlier sources take precedence."""
        return init_settings, env_settings, FilesOfVariables(settings_cls)

    @property
    def is_production(self) -> bool:
        """Whether unsafe settings are refused."""
        return self.environment is Environment.PRODUCTION

    @property
    def logs_json(self) -> bool:
        """Whether logs are for machines."""
        return self.log_format == "json" or (self.log_format is None and self.is_production)


class UnsafeSettingsError(SettingsError):
    """The settings are unsafe to serve with; `problems` has every reason."""

    def __init__(self, problems: list[str], where: str) -> None:
        super().__init__(f"Refusing to start {where}:\n" + "\n".join(f"- {p}" for p in problems))
        self.problems = problems


def key_secrets(settings: Settings) -> list[str]:
    """The secrets that keys are derived from, the current one first; raises SettingsError."""
    if settings.jwt_secret is None:
        raise SettingsError("JWT_SECRET is not set.")
    return [secret.get_secret_value() for secret in (settings.jwt_secret, *settings.jwt_previous_secrets)]


def with_authority(settings: Settings) -> Settings:
    """The settings, with DATABASE_CA written to a temporary file that the database URLs refer to.

    At least `verify-ca` is required, and not more: a hosting provider's certificate rarely has the database's host
    name.
    """
    if settings.database_ca is None:
        return settings
    with tempfile.NamedTemporaryFile("w", prefix="database-ca-", suffix=".pem", delete=False) as file:
        file.write(settings.database_ca)
    atexit.register(Path(file.name).unlink, missing_ok=True)
    checked = {
        name: SecretStr(_checked_against(file.name, url.get_secret_value()))
        for name in ("database_url", "database_direct_url")
        if (url := getattr(settings, name)) is not None
    }
    replicas = [
        SecretStr(_checked_against(file.name, url.get_secret_value())) for url in settings.database_replica_urls
    ]
    return settings.model_copy(update={**checked, "database_replica_urls": replicas})


def _checked_against(authority: str, url: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    mode = "verify-full" if query.get("sslmode") == "verify-full" else "verify-ca"
    return urlunsplit(parts._replace(query=urlencode({**query, "sslmode": mode, "sslrootcert": authority})))


def data_dir_of(settings: Settings) -> Path:
    """Where the embedded database and its secret are kept; raises SettingsError."""
    if settings.data_dir is None:
        raise SettingsError(
            "This account has no home directory to keep the data in. Name a folder with --data-dir, or set HOME."
        )
    return settings.data_dir


def refuse_unsafe(settings: Settings, host: str = "127.0.0.1") -> None:
    """Raise UnsafeSettingsError with everything that is wrong.

    Production's rules apply in production, and to every server that listens on a `host` that others can reach; LAN
    makes its own secret, database, certificate and names.
    """
    if settings.is_production:
        problems, where = _problems(settings), "in production"
    elif settings.lan:
        problems, where = _household_problems(settings), "for the devices of a household"
    elif is_loopback(host):
        problems, where = _given_secret_problems(settings), "with a secret that can be guessed"
    else:
        problems, where = _problems(settings), f"on {host}, where others can reach it"
        if problems:
            problems.append("For the devices of one household, without any of these: `serve --lan`, or LAN=1.")
    if problems:
        raise UnsafeSettingsError(problems, where)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in LOOPBACK_NAMES


def _given_secret_problems(settings: Settings) -> list[str]:
    """A weak secret is dangerous everywhere: tokens could be forged with it."""
    given = [("JWT_SECRET", settings.jwt_secret), ("METRICS_TOKEN", settings.metrics_token)]
    given += [("JWT_PREVIOUS_SECRETS", previous) for previous in settings.jwt_previous_secrets]
    given += [("EDGE_SECRETS", secret) for secret in settings.edge_secrets]
    return [problem for name, secret in given if secret is not None for problem in _secret_problems(name, secret)]


def _problems(settings: Settings) -> list[str]:
    problems = _given_secret_problems(settings)
    if settings.jwt_secret is None:
        problems.append(f"JWT_SECRET is not set; {MAKE_ONE}.")
    problems += _database_problems(settings.database_url)
    for replica in settings.database_replica_urls:
        problems += _database_problems(replica, "DATABASE_REPLICA_URLS")
    problems += _rules_for_others(settings)
    if settings.smtp_url is not None and not settings.public_url.startswith("https://"):
        problems.append("PUBLIC_URL must be the https address of the web app: links in mails lead there.")
    if not settings.allowed_hosts and urlsplit(settings.public_url).hostname == "localhost":
        problems.append("PUBLIC_URL or ALLOWED_HOSTS must name the host under which people open it.")
    return problems


def _household_problems(settings: Settings) -> list[str]:
    problems = _given_secret_problems(settings)
    if settings.database_url is not None:
        problems += _database_problems(settings.database_url)
    return problems + _rules_for_others(settings)


def _rules_for_others(settings: Settings) -> list[str]:
    """The rules for servers that others can reach."""
    problems = [
        f"CORS_ORIGINS must list https origins, not {origin!r}."
        for origin in settings.cors_origins
        if "*" in origin or not origin.startswith("https://")
    ]
    if "*" in settings.allowed_hosts:
        problems.append("ALLOWED_HOSTS must list names, not *.")
    if not settings.rate_limits:
        problems.append("RATE_LIMITS must not be switched off.")
    return problems


def _secret_problems(name: str, secret: SecretStr) -> list[str]:
    text = secret.get_secret_value()
    if len(text) < MIN_SECRET_LENGTH:
        return [f"{name} has fewer than {MIN_SECRET_LENGTH} characters; {MAKE_ONE}."]
    is_guessed = _guesses_log10(text[:MAX_JUDGED_LENGTH]) < MIN_SECRET_GUESSES_LOG10
    if is_guessed or any(word in text.lower() for word in SECRETS_FROM_EXAMPLES):
        return [f"{name} can be guessed, or looks like an example; {MAKE_ONE}."]
    return []


@cache
def _guesses_log10(text: str) -> float:
    """In a separate process: zxcvbn's word lists would otherwise stay in the server's memory, 12 MB."""
    judge = "import sys, zxcvbn; print(zxcvbn.zxcvbn(sys.stdin.read())['guesses_log10'])"
    judged = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-P", "-c", judge], input=text, capture_output=True, text=True, check=True
    )
    return float(judged.stdout)


def _database_problems(url: SecretStr | None, name: str = "DATABASE_URL") -> list[str]:
    if url is None:
        return [f"{name} is not set."]
    parts = urlsplit(url.get_secret_value())
    query = parse_qs(parts.query)
    hosts = query.get("host", [""])[-1].split(",")
    by_unix_socket = not parts.hostname and all(host.startswith("/") for host in hosts)
    if by_unix_socket or query.get("sslmode", [""])[-1] in ENCRYPTED_SSL_MODES:
        return []
    return [f"{name} must encrypt the connection: add sslmode=require or stricter."]
