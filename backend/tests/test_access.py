"""Who may call what: every endpoint of the OpenAPI document, with every kind of wrong token."""

import base64
import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
from fastapi import FastAPI

from exercise_buddy.core.settings import Settings
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokens
from exercise_buddy.users.api_tokens import ApiToken
from tests.document import DOCUMENT
from tests.support import NOW, PASSWORD, V1, Api, Sql, assert_problem, uuid7

OPEN = {
    "register",
    "login",
    "refresh",
    "logout",
    "list_exercises",
    "get_capabilities",
    "forgot_password",
    "reset_password",
    "undo_email_change",
    "verify_email",
    "begin_passkey_login",
    "passkey_login",
    "begin_pairing",
    "claim_pairing",
    "unsubscribe_weekly_mail",
    "show_unsubscribe_page",
}
"""What needs no access token; listed here so that a new endpoint is closed unless it is added."""


def endpoints() -> list[tuple[str, str, str]]:
    return [
        (method.upper(), path.removeprefix(V1), operation["operationId"])
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
    ]


def with_ids(path: str) -> str:
    """The path, with an id of nothing wherever it wants one."""
    return re.sub(r"\{\w+\}", lambda _: uuid7(), path)


EXPECTED = {"expired": "access_token_expired", "empty": "not_authenticated"}
TAKES_API_TOKENS = {
    operation["operationId"]
    for operations in DOCUMENT["paths"].values()
    for operation in operations.values()
    if {"ApiToken": []} in operation.get("security", [])
}
NEW_PASSWORD = "staple correct horse"
PROTECTED = [endpoint for endpoint in endpoints() if endpoint[2] not in OPEN]


def b64(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def revoked_tokens(api: Api, ada: Api) -> dict[str, str]:
    """Tokens that are genuine and not expired, of sessions that are over, by how they ended. Ada's own goes on."""
    signed_out = await ada.sign_in("ada")
    assert (await signed_out.post("/auth/logout")).status_code == 204
    elsewhere = await ada.sign_in("ada")
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await ada.post("/users/me/password", change)).status_code == 204
    deleted = await api.sign_up("gone")
    assert (await deleted.delete("/users/me", {"password": PASSWORD})).status_code == 204
    everywhere = await api.sign_up("leaving")
    assert (await everywhere.post("/auth/logout-all")).status_code == 204
    sessions = {
        "revoked by sign-out": signed_out,
        "revoked by a new password": elsewhere,
        "revoked by the account's end": deleted,
        "revoked by sign-out everywhere": everywhere,
    }
    return {kind: str(session.token) for kind, session in sessions.items()}


@pytest.fixture
async def wrong_tokens(app: FastAPI, settings: Settings, api: Api, ada: Api) -> dict[str, str]:
    """A token for each way to be wrong, by the code that it is refused with."""
    assert settings.jwt_secret is not None
    secret = settings.jwt_secret.get_secret_value()
    tokens: AccessTokens = app.state.resources.access_tokens
    claims = AccessClaims(UUID((ada.user or {})["id"]), uuid4())
    good = tokens.issue(claims, NOW)
    header = jwt.get_unverified_header(good)
    payload: dict[str, Any] = jwt.decode(good, options={"verify_signature": False})
    stranger = AccessTokens(["x" * 32], timedelta(minutes=15))

    def signed(key: str = secret, algorithm: str = "HS256", **changed: Any) -> str:
        body = {name: value for name, value in (payload | changed).items() if value is not None}
        return jwt.encode(body, key, algorithm, headers=header)

    cookies = dict(ada.http.cookies)
    return {
        **await revoked_tokens(api, ada),
        "a refresh token": cookies["refresh_token"],
        "the mark of a known device": cookies["known_device"],
        "expired": tokens.issue(claims, NOW - timedelta(minutes=16)),
        "of another key": stranger.issue(claims, NOW),
        "of another key under our kid": signed(key="x" * 32),
        "without signature": f"{b64(header | {'alg': 'none'})}.{b64(payload)}.",
        "signature cut off": good.rpartition(".")[0] + ".",
        "payload changed": ".".join((good.split(".")[0], b64(payload | {"sub": uuid7()}), good.split(".")[2])),
        "other algorithm": signed(key=secret * 2, algorithm="HS512"),
        "other type": jwt.encode(payload, secret, "HS256", headers=header | {"typ": "JWT"}),
        "unknown kid": jwt.encode(payload, secret, "HS256", headers=header | {"kid": "other"}),
        "kid that is a list": jwt.encode(payload, secret, "HS256", headers=header) + ".x",
        "other issuer": signed(iss="someone"),
        "no expiry": signed(exp=None),
        "no user": signed(sub=None),
        "user that is no id": signed(sub="admin"),
        "no session": signed(sid=None),
        "no token at all": "nonsense",
        "an API token of nobody": str(ApiToken.new(claims.user_id)),
        "empty": "",
        "not ASCII": "tökén",
        "a screen's": app.state.resources.screen_tokens.issue(claims, NOW),
    }


def test_the_open_endpoints_are_these() -> None:
    assert {name for _, _, name in endpoints()} >= OPEN
    closed_in_document = {
        operation["operationId"]
        for operations in DOCUMENT["paths"].values()
        for operation in operations.values()
        if operation.get("security")
    }
    assert closed_in_document == {name for _, _, name in PROTECTED}


@pytest.mark.parametrize(("method", "path", "name"), PROTECTED)
async def test_anonymous_is_refused_before_anything_else(api: Api, method: str, path: str, name: str) -> None:
    answer = await api.call(method, with_ids(path))
    assert_problem(answer, 401, "not_authenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_every_wrong_token_is_refused(
    api: Api, wrong_tokens: dict[str, str], sql: Sql, subtests: pytest.Subtests
) -> None:
    for method, path, name in PROTECTED:
        with subtests.test(operation=name):
            concrete = with_ids(path)
            for kind, token in wrong_tokens.items():
                headers = {b"Authorization": f"Bearer {token}".encode()}
                answer = await api.http.request(method, V1 + concrete, headers=headers)
                assert answer.status_code == 401, kind
                assert answer.json()["code"] == expected_code(name, kind), kind
            assert await sql.value("SELECT count(*) FROM workouts") == 0


def expected_code(name: str, kind: str) -> str:
    """What an endpoint says of a kind of token."""
    if kind == "an API token of nobody":
        return "api_token_invalid" if name in TAKES_API_TOKENS else "api_token_not_taken"
    is_over = kind.startswith("revoked") or (name, kind) == ("watch_live", "a screen's")
    return EXPECTED.get(kind, "session_over" if is_over else "access_token_invalid")


async def test_another_scheme_is_not_a_bearer_token(ada: Api) -> None:
    for value in (f"Basic {ada.token}", f"Token {ada.token}", str(ada.token)):
        answer = await ada.http.get(V1 + "/users/me", headers={"Authorization": value})
        assert_problem(answer, 401, "not_authenticated")


async def test_a_refresh_token_is_not_an_access_token(ada: Api) -> None:
    cookie = ada.http.cookies["refresh_token"]
    answer = await ada.http.get(V1 + "/users/me", headers={"Authorization": f"Bearer {cookie}"})
    assert_problem(answer, 401, "access_token_invalid")


async def test_a_token_outlives_its_time_by_the_clock_skew_only(app: FastAPI, ada: Api, clock: Any) -> None:
    clock.now = NOW + timedelta(minutes=15, seconds=10)
    assert (await ada.get("/users/me")).status_code == 200
    clock.now += timedelta(seconds=1)
    assert_problem(await ada.get("/users/me"), 401, "access_token_expired")


async def test_the_catalogue_is_open(api: Api) -> None:
    items = (await api.get("/exercises")).json()["items"]
    assert [item["exercise_type"] for item in items] == [
        "push-up",
        "jump-rope",
        "squat",
        "lunge",
        "sit-up",
        "jumping-jack",
        "high-knees",
        "pull-up",
        "plank",
        "burpee",
        "jump-squat",
    ]
    assert [item["exercise_type"] for item in items if item["kind"] == "hold"] == ["plank"]
