"""Personal API tokens: what they let a script do, and everything that they do not."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from exercise_buddy.auth.api_tokens.service import MAX_API_TOKENS
from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.main import create_app
from exercise_buddy.users.api_tokens import PREFIX, ApiToken, Scope
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.conftest import copied
from tests.document import DOCUMENT
from tests.servers.live import served
from tests.servers.mailbox import Mailbox
from tests.support import (
    CHEAP_BCRYPT,
    NOW,
    PASSWORD,
    V1,
    Api,
    FakeClock,
    Sql,
    assert_problem,
    new_user,
    new_workout,
    put,
)
from tests.test_access import OPEN, endpoints, with_ids

PATH = "/users/me/api-tokens"
SCOPES = {
    "list_workouts": Scope.WORKOUTS_READ,
    "get_workout": Scope.WORKOUTS_READ,
    "export_workouts": Scope.WORKOUTS_READ,
    "export_workout": Scope.WORKOUTS_READ,
    "get_statistics": Scope.STATISTICS_READ,
    "get_exercise_statistics": Scope.STATISTICS_READ,
    "list_goals": Scope.GOALS_READ,
}
"""The scope of every endpoint that takes an API token; a new endpoint takes none unless it is added."""
PAGE = Path(__file__).parents[3] / "docs" / "api.md"


def new_token(**fields: Any) -> dict[str, Any]:
    return {"password": PASSWORD, "name": "My script", "scopes": list(Scope), **fields}


async def made(user: Api, **fields: Any) -> dict[str, Any]:
    answer = await user.post(PATH, new_token(**fields))
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def script_of(user: Api, *scopes: Scope) -> Api:
    """The API as a script of the user's."""
    return replace(user, token=(await made(user, scopes=scopes or list(Scope)))["token"])


async def listed(user: Api) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await user.get(PATH)).json()["items"]
    return items


async def test_a_token_is_shown_once_and_stored_as_a_hash(ada: Api, sql: Sql) -> None:
    token = await made(ada, scopes=["workouts:read", "goals:read"], expires_in_days=30)
    text = token.pop("token")
    assert re.fullmatch(PREFIX + r"[\w-]{64}", text)
    assert await listed(ada) == [token]
    assert token == {
        "id": token["id"],
        "name": "My script",
        "scopes": ["goals:read", "workouts:read"],
        "created_at": "2026-03-18T12:00:00Z",
        "expires_at": "2026-04-17T12:00:00Z",
        "last_used_at": None,
    }
    secret = ApiToken.parse(text).secret
    [row] = await sql.rows("SELECT t::text AS text, sha256 FROM api_tokens t")
    assert row["sha256"] == hashlib.sha256(secret).digest()
    assert text[len(PREFIX) :] not in row["text"]
    assert secret.hex() not in row["text"]


async def test_a_token_reads_what_its_scopes_say_and_nothing_else_at_all(ada: Api) -> None:
    """Every endpoint of the document, by a token of all scopes and by one of each scope alone."""
    everything = await script_of(ada)
    alone = {scope: await script_of(ada, scope) for scope in Scope}
    in_document = {
        operation["operationId"]
        for operations in DOCUMENT["paths"].values()
        for operation in operations.values()
        if {"ApiToken": []} in operation.get("security", [])
    }
    assert in_document == SCOPES.keys()
    for method, path, name in endpoints():
        answer = await everything.call(method, with_ids(path))
        if name in OPEN:
            continue
        if name not in SCOPES:
            assert_problem(answer, 401, "api_token_not_taken")
            continue
        assert method == "GET", name
        assert answer.status_code in {200, 404, 422}, (name, answer.text)
        for scope, script in alone.items():
            answer = await script.call(method, with_ids(path))
            if scope is SCOPES[name]:
                assert answer.status_code in {200, 404, 422}, (name, answer.text)
            else:
                assert SCOPES[name] in assert_problem(answer, 403, "scope_missing")["detail"]


async def test_what_a_token_reads_is_its_owners(ada: Api, bob: Api) -> None:
    workout = await ada.save(reps_count=17)
    hers, his = await script_of(ada), await script_of(bob)
    assert [item["id"] for item in (await hers.get("/workouts")).json()["items"]] == [workout["id"]]
    assert await hers.statistics() == await ada.statistics()
    assert (await hers.get("/goals")).json() == (await ada.get("/goals")).json()
    assert (await his.get("/workouts")).json()["items"] == []
    assert_problem(await his.get(f"/workouts/{workout['id']}"), 404, "workout_not_found")
    [token] = await listed(ada)
    assert_problem(await bob.delete(f"{PATH}/{token['id']}"), 404, "api_token_not_found")


async def test_the_last_use_is_listed_to_the_minute(ada: Api, clock: FakeClock) -> None:
    script = await script_of(ada)
    for seconds, noted in ((0, 0), (59, 0), (60, 60)):
        clock.now = NOW + timedelta(seconds=seconds)
        assert (await script.get("/workouts")).status_code == 200
        [token] = await listed(ada)
        assert token["last_used_at"] == (NOW + timedelta(seconds=noted)).isoformat().replace("+00:00", "Z")


async def test_a_token_is_void_at_once_when_it_is_revoked(ada: Api) -> None:
    token = await made(ada)
    script = replace(ada, token=token["token"])
    assert (await script.get("/goals")).status_code == 200
    assert (await ada.delete(f"{PATH}/{token['id']}")).status_code == 204
    assert_problem(await script.get("/goals"), 401, "api_token_invalid")
    assert await listed(ada) == []
    assert_problem(await ada.delete(f"{PATH}/{token['id']}"), 404, "api_token_not_found")


async def test_a_token_ends_with_its_time(ada: Api, clock: FakeClock) -> None:
    script = await script_of(ada)
    clock.now = NOW + timedelta(days=90) - timedelta(seconds=1)
    assert (await script.get("/goals")).status_code == 200
    clock.now += timedelta(seconds=1)
    assert_problem(await script.get("/goals"), 401, "api_token_invalid")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/users/me/password", {"current_password": PASSWORD, "new_password": "staple correct horse"}),
        ("POST", "/auth/logout-all", None),
        ("DELETE", "/users/me", {"password": PASSWORD}),
    ],
)
async def test_what_moves_the_epoch_or_ends_the_account_voids_its_tokens(
    ada: Api, sql: Sql, method: str, path: str, body: Any
) -> None:
    script = await script_of(ada)
    assert (await ada.call(method, path, json=body)).status_code == 204
    assert_problem(await script.get("/workouts"), 401, "api_token_invalid")
    if method == "DELETE":
        assert await sql.value("SELECT count(*) FROM api_tokens") == 0


async def test_making_one_asks_for_the_password_and_there_may_be_ten(ada: Api, app: Any) -> None:
    assert_problem(await ada.post(PATH, new_token(password="a wrong guess")), 403, "wrong_password")
    assert_problem(await ada.post(PATH, new_token(scopes=[])), 422, "validation_failed")
    assert_problem(await ada.post(PATH, new_token(scopes=["workouts:write"])), 422, "validation_failed")
    assert_problem(await ada.post(PATH, new_token(expires_in_days=367)), 422, "validation_failed")
    put(app, rate_limiter=type(app.state.resources.rate_limiter)(enabled=False))
    for _ in range(MAX_API_TOKENS):
        await made(ada)
    assert_problem(await ada.post(PATH, new_token()), 409, "too_many_api_tokens")


async def test_the_owner_is_notified_by_mail(ada: Api, sql: Sql, mailbox: Mailbox) -> None:
    await sql.execute("UPDATE users SET email_verified_at = now()")
    await made(ada)
    await mailbox.arrived("ada@example.com")
    [mail] = mailbox.to("ada@example.com")
    assert mail["Subject"] == "An API token was made - Exercise Buddy"


async def test_a_script_that_runs_wild_takes_nothing_from_its_owner(ada: Api) -> None:
    script = await script_of(ada)
    answers = [await script.get("/goals") for _ in range(121)]
    assert [answer.status_code for answer in answers[:120]] == [200] * 120
    assert answers[120].status_code == 429
    assert int(answers[120].headers["retry-after"]) <= 60
    assert (await ada.get("/goals")).status_code == 200


@pytest.mark.parametrize(
    "text", ["", "x" * 64, "A" * 64, "A" * 63, "A" * 68, "A" * 5000, "Ä" * 64, "A" * 62 + "==", "A" * 60 + "====", "."]
)
async def test_what_is_only_shaped_like_one_is_refused(ada: Api, text: str) -> None:
    headers = {b"Authorization": f"Bearer {PREFIX}{text}".encode()}
    answer = await ada.http.get(V1 + "/workouts", headers=headers)
    assert_problem(answer, 401, "api_token_invalid")


async def test_the_secret_alone_is_not_another_users_token(ada: Api, bob: Api) -> None:
    assert bob.user is not None
    stolen = ApiToken.parse((await made(ada))["token"])
    forged = replace(stolen, user_id=type(stolen.user_id)(bob.user["id"]))
    assert_problem(await replace(bob, token=str(forged)).get("/workouts"), 401, "api_token_invalid")


@pytest.fixture
async def a_server(postgres: EmbeddedPostgres) -> Any:
    async with copied(postgres) as url:
        app = create_app(Settings(database_url=SecretStr(url), jwt_secret=SecretStr("f" * 40), log_level="ERROR"))
        put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
        with served(app) as address:
            yield address


def examples() -> Iterator[str]:
    return iter(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))


def test_the_example_of_the_documentation_runs_against_the_api(a_server: str) -> None:
    with httpx.Client(base_url=a_server + V1) as client:
        assert client.post("/auth/register", json=new_user()).status_code == 201
        login = client.post("/auth/login", json={"identifier": "ada", "password": PASSWORD}).json()
        client.headers["Authorization"] = f"Bearer {login['access_token']}"
        for minute in range(3):
            workout = new_workout(started_at=f"2026-03-18T11:0{minute}:00Z", reps_count=10 + minute)
            assert client.post("/workouts", json=workout).status_code == 201
        token = client.post(PATH, json=new_token()).json()["token"]
    example, _ = examples()
    run = subprocess.run(
        [sys.executable, "-c", example],
        env={**os.environ, "EXERCISE_BUDDY_URL": a_server, "EXERCISE_BUDDY_TOKEN": token},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stderr == ""
    assert run.stdout.splitlines() == ["push-up: 33 repetitions in 3 workouts", "3 workouts in all"]
