"""What production refuses, all of it at once, and that secrets do not show."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Any
from urllib.parse import unquote

import pytest
from pydantic import SecretStr, ValidationError

from exercise_buddy.core.settings import (
    Environment,
    Settings,
    SettingsError,
    UnsafeSettingsError,
    refuse_unsafe,
    with_authority,
)
from exercise_buddy.main import create_app

SAFE: dict[str, Any] = {
    "environment": "production",
    "database_url": "postgresql://u:p@db.example.com/app?sslmode=require",
    "jwt_secret": "Zk3vQ8r1Yt6Wm0Xb5Nc9Hd2Lf7Gj4Sp1Aq8Eu",
    "public_url": "https://buddy.example.com",
    "cors_origins": "https://buddy.example.com, https://www.example.com",
}


def problems(**changed: Any) -> list[str]:
    try:
        refuse_unsafe(Settings(**(SAFE | changed)))
    except UnsafeSettingsError as error:
        return error.problems
    return []


def test_safe_settings_pass() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("name", "value", "about"),
    [
        ("jwt_secret", None, "JWT_SECRET is not set"),
        ("jwt_secret", "short", "JWT_SECRET has fewer"),
        ("jwt_secret", "change-me-change-me-change-me-change-me", "JWT_SECRET can be guessed"),
        ("jwt_secret", "a" * 64, "JWT_SECRET can be guessed"),
        ("jwt_previous_secrets", "short", "JWT_PREVIOUS_SECRETS has fewer"),
        ("jwt_secret", "exercisebuddy" * 3, "JWT_SECRET can be guessed"),
        ("jwt_secret", "0123456789abcdef" * 4, "JWT_SECRET can be guessed"),
        ("jwt_secret", "qwertyuiopasdfghjklzxcvbnm1234567890", "JWT_SECRET can be guessed"),
        ("edge_secrets", "from the edge", "EDGE_SECRETS has fewer"),
        ("metrics_token", "let me in", "METRICS_TOKEN has fewer"),
        ("metrics_token", "metrics" * 8, "METRICS_TOKEN can be guessed"),
        ("public_url", "http://localhost:8000", "PUBLIC_URL or ALLOWED_HOSTS"),
        ("allowed_hosts", "*", "ALLOWED_HOSTS"),
        ("cors_origins", "*", "CORS_ORIGINS"),
        ("cors_origins", "https://*.example.com", "CORS_ORIGINS"),
        ("cors_origins", "http://buddy.example.com", "CORS_ORIGINS"),
        ("database_url", None, "DATABASE_URL is not set"),
        ("database_url", "postgresql://u:p@db.example.com/app", "DATABASE_URL must encrypt"),
        ("database_url", "postgresql://u:p@localhost/app?sslmode=prefer", "DATABASE_URL must encrypt"),
        ("database_url", "postgresql://u:p@db/app?sslmode=require&sslmode=disable", "DATABASE_URL must encrypt"),
        ("rate_limits", False, "RATE_LIMITS"),
    ],
)
def test_each_unsafe_setting_is_refused(name: str, value: object, about: str) -> None:
    assert [problem for problem in problems(**{name: value}) if about in problem]
    assert len(problems(**{name: value})) == 1


def test_everything_that_is_wrong_is_listed_at_once() -> None:
    wrong = problems(jwt_secret="short", cors_origins="*", database_url="postgresql://u:p@h/d", rate_limits=False)
    assert len(wrong) == 4
    assert "short" not in str(wrong)
    assert "u:p" not in str(wrong)


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_an_encrypted_connection_or_a_unix_socket_is_fine(mode: str) -> None:
    assert problems(database_url=f"postgresql://u:p@h/d?sslmode={mode}") == []
    assert problems(database_url="postgresql://u@/d?host=/run/postgresql") == []
    assert problems(database_url="postgresql://u@/d?host=/run/a,/run/b&port=6432,6433") == []
    assert problems(database_url="postgresql://u@/d?host=/run/a,far&port=6432,6433") != []


@pytest.mark.parametrize("secret", ["a", "exercisebuddy" * 3])
def test_a_bad_secret_is_refused_everywhere(secret: str) -> None:
    with pytest.raises(UnsafeSettingsError, match="JWT_SECRET"):
        refuse_unsafe(Settings(jwt_secret=SecretStr(secret)))
    with pytest.raises(UnsafeSettingsError, match="JWT_SECRET"):
        refuse_unsafe(Settings(jwt_secret=SecretStr(secret), lan=True), "192.168.1.7")


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",  # noqa: S104 - nothing listens there
        "::",
        "192.168.1.7",
        "buddy.local",
    ],
)
def test_whoever_listens_beyond_this_machine_follows_productions_rules(host: str) -> None:
    with pytest.raises(UnsafeSettingsError, match=r"(?s)DATABASE_URL.*LAN=1"):
        refuse_unsafe(Settings(), host)
    refuse_unsafe(Settings(lan=True), host)
    refuse_unsafe(Settings(**(SAFE | {"environment": "development"})), host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_on_this_machine_nothing_is_asked_for(host: str) -> None:
    refuse_unsafe(Settings(), host)


@pytest.mark.parametrize(("make", "size"), [(token_hex, 16), (token_urlsafe, 24), (token_urlsafe, 48)])
def test_random_secrets_pass(make: Callable[[int], str], size: int) -> None:
    assert [problems(jwt_secret=make(size)) for _ in range(3)] == [[]] * 3


@pytest.mark.parametrize("proxies", ["*", "caddy", "10.0.0.0/33"])
def test_proxies_are_named_by_address(proxies: str) -> None:
    with pytest.raises(ValidationError):
        Settings(forwarded_allow_ips=proxies)


def test_development_may_do_as_it_likes() -> None:
    refuse_unsafe(Settings(environment=Environment.DEVELOPMENT, cors_origins=["*"], rate_limits=False))


def test_the_application_itself_refuses() -> None:
    with pytest.raises(UnsafeSettingsError, match="JWT_SECRET"):
        create_app(Settings(**(SAFE | {"jwt_secret": None})))


def test_the_application_needs_a_database_and_a_secret() -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL is not set"):
        create_app(Settings())


def test_secrets_show_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:hidden@h/d")
    monkeypatch.setenv("JWT_SECRET", "hidden" * 8)
    monkeypatch.setenv("JWT_PREVIOUS_SECRETS", "hidden1,hidden2")
    monkeypatch.setenv("REDIS_URL", "redis://:hidden@h")
    monkeypatch.setenv("METRICS_TOKEN", "hidden")
    settings = Settings()
    assert "hidden" not in repr(settings) + str(settings) + settings.model_dump_json()
    assert [secret.get_secret_value() for secret in settings.jwt_previous_secrets] == ["hidden1", "hidden2"]


def test_a_wrong_setting_does_not_repeat_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_POOL_SIZE", "hidden")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert "hidden" not in str(caught.value)


def test_a_secret_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, text in {"jwt_secret": "of the file\n", "jwt_previous_secrets": "one,two\n", "smtp_url": "\n"}.items():
        (tmp_path / name).write_text(text)
        monkeypatch.setenv(f"{name.upper()}_FILE", str(tmp_path / name))
    settings = Settings()
    assert settings.jwt_secret is not None
    assert settings.jwt_secret.get_secret_value() == "of the file"
    assert [secret.get_secret_value() for secret in settings.jwt_previous_secrets] == ["one", "two"]
    assert settings.smtp_url is None, "an empty file is a missing one"
    monkeypatch.setenv("JWT_SECRET", "of the environment")
    settings = Settings()
    assert settings.jwt_secret is not None
    assert settings.jwt_secret.get_secret_value() == "of the environment", "the variable itself holds"


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JWT_SECRET_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(SettingsError, match=r"JWT_SECRET_FILE: cannot read .*nowhere: No such file"):
        Settings()
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    monkeypatch.setenv("JWT_SECRET_FILE", str(tmp_path / "binary"))
    with pytest.raises(SettingsError, match="no text"):
        Settings()


def test_an_empty_variable_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("CORS_ORIGINS", "")
    assert Settings().database_url is None
    assert Settings().cors_origins == []


@pytest.mark.parametrize(
    ("fields", "as_json"),
    [
        ({}, False),
        ({"environment": "production"}, True),
        ({"environment": "production", "log_format": "console"}, False),
    ],
)
def test_logs_are_json_in_production_unless_set(fields: dict[str, Any], as_json: bool) -> None:
    assert Settings(**fields).logs_json is as_json


def test_an_authority_is_a_file_that_the_urls_of_the_database_name() -> None:
    make = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=authority", "-keyout", "/dev/null"]
    made = subprocess.run(make, capture_output=True, text=True, check=True).stdout
    authority = made[made.index("-----BEGIN CERTIFICATE") :]
    full = SecretStr("postgresql://u:p@replica/d?sslmode=verify-full")
    url = SecretStr("postgresql://u:p@h:1,i:2/d?sslmode=require&x=y")
    settings = Settings(database_ca=authority.replace("\n", "\\n"), database_url=url, database_replica_urls=[full])
    checked = with_authority(settings)
    assert checked.database_url is not None
    text = checked.database_url.get_secret_value()
    before, _, path = text.partition("&sslrootcert=")
    assert before == "postgresql://u:p@h:1,i:2/d?sslmode=verify-ca&x=y"
    assert Path(unquote(path)).read_text() == authority
    replica = checked.database_replica_urls[0].get_secret_value()
    assert replica == f"postgresql://u:p@replica/d?sslmode=verify-full&sslrootcert={path}"
    assert problems(database_url=text) == []


def test_what_is_not_a_certificate_is_refused() -> None:
    with pytest.raises(ValidationError, match="database_ca"):
        Settings(database_ca="-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----")
