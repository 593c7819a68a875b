"""The running application's headers, by the rules of Mozilla's HTTP Observatory (tools/hosting/observatory.py)."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_urlsafe

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from exercise_buddy.core.settings import Environment, Settings
from exercise_buddy.main import create_app
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.servers.live import served
from tests.support import CHEAP_BCRYPT, PASSWORD, V1, new_user, put

ROOT = Path(__file__).resolve().parents[3]
HOST = "buddy.example.com"
INDEX = (ROOT / "frontend" / "index.html").read_text()


def in_production(database_url: str, web_dir: Path) -> FastAPI:
    (web_dir / "index.html").write_text(INDEX)
    app = create_app(
        Settings(
            environment=Environment.PRODUCTION,
            database_url=SecretStr(database_url),
            jwt_secret=SecretStr(token_urlsafe(48)),
            web_dir=web_dir,
            public_url=f"https://{HOST}",
        )
    )
    put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
    return app


@pytest.fixture
def address(database_url: str, web_dir: Path, sql: object) -> Iterator[str]:
    with served(in_production(database_url, web_dir)) as address:
        yield address


def grade(address: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "hosting" / "observatory.py"), address, "--host", HOST, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def cookies_of_a_login(address: str) -> list[str]:
    with httpx.Client(base_url=address + V1, headers={"Host": HOST}) as client:
        assert client.post("/auth/register", json=new_user()).status_code == 201
        answer = client.post("/auth/login", json={"identifier": "ada", "password": PASSWORD})
    return answer.headers.get_list("set-cookie")


def test_every_rule_is_passed(address: str) -> None:
    cookies = cookies_of_a_login(address)
    assert len(cookies) == 2
    graded = grade(address, *(option for cookie in cookies for option in ("--cookie", cookie)))
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert "NOT PASSED" not in graded.stdout
    assert "score 130, grade A+" in graded.stdout
    assert graded.stdout.count("n/a") == 1


def test_one_bad_header_is_enough_to_fail(address: str) -> None:
    graded = grade(address, "--cookie", "session=x; Path=/")
    assert graded.returncode == 1, graded.stdout
    assert "session without Secure" in graded.stdout
