"""`serve --lan` in a process of its own, asked over real sockets and real TLS by this machine's own address."""

import re
import signal
import ssl
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from exercise_buddy.lan.machine import own_addresses
from exercise_buddy.serving.household import beside
from tests.clusters import put_cluster
from tests.support import new_user, new_workout
from tests.test_cli import PROGRAM, environment, run

pytestmark = pytest.mark.skipif(not own_addresses(), reason="this machine has no address on a network of its own")


@dataclass
class Served:
    """What the terminal told."""

    http_url: str
    https_url: str
    code: str
    fingerprint: str
    text: str
    data_dir: Path


@pytest.fixture(scope="module")
def served(pristine_cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data_dir = put_cluster(pristine_cluster, tmp_path_factory.mktemp("household") / "data")
    arguments = [PROGRAM, "serve", "--lan", "--port", "0", "--data-dir", str(data_dir)]
    process = subprocess.Popen(arguments, env=environment(PYTHONUTF8="1"), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines: list[str] = []
    try:
        while not lines or "authority:" not in lines[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1], "it ended early"
        text = "".join(lines)
        http_url = re.search(r"open (http://[\d.]+:\d+)/lan", text)
        https_url = re.search(r"(https://[\d.]+:\d+)", text)
        code = re.search(r"asks for: +(\d{4} \d{4} \d{4})", text)
        fingerprint = re.search(r"authority: ([0-9A-F:]{95})", text)
        assert http_url
        assert https_url
        assert code
        assert fingerprint
        yield Served(http_url[1], https_url[1], code[1], fingerprint[1], text, data_dir)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        process.stdout.close()


@pytest.fixture(scope="module")
def trusting(served: Served) -> Iterator[httpx.Client]:
    """A device that has taken the authority from the page over plain http, and nothing else."""
    der = httpx.get(f"{served.http_url}/lan/authority.crt").content
    pem = x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM).decode()
    context = ssl.create_default_context(cadata=pem)
    # As strict as a verifier can be: RFC 5280 by the letter.
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    # Signing in hashes a password: seconds, where the machine is busy.
    with httpx.Client(base_url=served.https_url, verify=context, timeout=60) as client:
        yield client


def test_the_terminal_shows_the_way(served: Served) -> None:
    assert served.text.startswith("Exercise Buddy runs on http://127.0.0.1:")
    assert "█" in served.text or "▀" in served.text
    assert httpx.get(served.http_url + "/lan/addresses").json()["fingerprint"] == served.fingerprint


def test_a_client_without_trust_in_the_authority_cannot_connect(served: Served) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(served.https_url)
    refused = httpx.get(served.http_url + "/api/v1/exercises")
    assert (refused.status_code, refused.json()["code"]) == (403, "https_required")


def test_a_client_with_trust_signs_up_trains_and_returns(served: Served, trusting: httpx.Client) -> None:
    assert trusting.get("/readyz").json() == {"status": "ok"}
    user = new_user(sign_up_code=served.code)
    assert trusting.post("/api/v1/auth/register", json=new_user()).json()["code"] == "sign_up_code_required"
    assert trusting.post("/api/v1/auth/register", json=user).status_code == 201
    login = {"identifier": "ada", "password": user["password"]}
    token = trusting.post("/api/v1/auth/login", json=login).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    saved = trusting.post("/api/v1/workouts", json=new_workout(started_at="2026-03-18T11:00:00Z"), headers=headers)
    assert saved.status_code == 201
    # The cookie came back over https: a reload goes on.
    assert trusting.post("/api/v1/auth/refresh").status_code == 200
    # The machine itself goes on over plain http.
    port = served.http_url.rpartition(":")[2]
    assert httpx.get(f"http://127.0.0.1:{port}/api/v1/workouts", headers=headers).json()["items"]


def test_keys_are_their_owners(served: Served) -> None:
    folder = served.data_dir / "lan"
    assert {path.name for path in folder.iterdir()} == {"authority.pem", "server.pem"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_plain_http_on_the_port_of_https_gets_nothing(served: Served) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.get(served.https_url.replace("https:", "http:"))


def test_what_does_not_go_together_is_said(tmp_path: Path) -> None:
    data_dir = str(tmp_path / "data")
    for options, variables, words in (
        (["--lan", "--reload"], {}, "--lan and --reload do not go together"),
        (["--lan"], {"ENVIRONMENT": "production"}, "leave one of them out"),
        (["--lan"], {"RATE_LIMITS": "false"}, "RATE_LIMITS must not be switched off"),
        ([], {"LAN": "1", "CORS_ORIGINS": "*"}, "CORS_ORIGINS must list https origins"),
    ):
        result = run("serve", "--port", "0", "--data-dir", data_dir, *options, **variables)
        assert result.exit_code == 1
        assert words in result.stderr


@pytest.mark.parametrize(("port", "expected"), [(8000, 8443), (0, 0), (65500, 65057)])
def test_the_port_of_https(port: int, expected: int) -> None:
    assert beside(port) == expected
