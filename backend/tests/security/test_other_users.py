"""The column "another user" of the matrix: every endpoint of the OpenAPI document, called by Bob about what is Ada's.

A new endpoint fails here until it has its row: a body in BODIES where it takes one, and in `belongings` a thing of
Ada's for each id in its path.
"""

import json
import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.tables import Base
from tests.accounts import account
from tests.document import DOCUMENT
from tests.servers.push_service import Browser
from tests.support import (
    PASSWORD,
    TABLES_OF_THE_VERSION_BEFORE,
    V1,
    Api,
    Sql,
    new_training,
    new_user,
    new_workout,
    put,
    uuid7,
)

Belongings = dict[str, str]
"""What is Ada's, by the name that it has in a path."""

NEW_GOAL = {"exercise_type": "push-up", "measure": "reps", "period": "day", "target": 50}
SUBSCRIPTION = Browser().subscription("https://push.example.com/a-browser-of-both")
NO_TOKEN = {"token": "x" * 43}
NO_CREDENTIAL = {"challenge_id": uuid7(), "credential": {"id": "AAAA", "type": "public-key", "response": {}}}
BODIES: dict[str, Any] = {
    "register": new_user("carol"),
    "login": {"identifier": "ada", "password": "a wrong guess"},
    "forgot_password": {"email": "ada@example.com"},
    "reset_password": {**NO_TOKEN, "new_password": "staple correct horse"},
    "undo_email_change": {**NO_TOKEN, "new_password": "staple correct horse"},
    "verify_email": NO_TOKEN,
    "passkey_login": NO_CREDENTIAL,
    "claim_pairing": {"id": uuid7(), "secret": "x" * 43},
    "look_at_screen": {"code": "BCDF-GHJK"},
    "allow_screen": {"code": "BCDF-GHJK"},
    "delete_current_user": {"password": "a wrong guess"},
    "update_current_user": {"weight_kg": 60},
    "change_email": {"password": PASSWORD, "new_email": "ada@example.com"},
    "change_password": {"current_password": "a wrong guess", "new_password": "staple correct horse"},
    "begin_totp": {"password": PASSWORD},
    "turn_off_totp": {"password": PASSWORD},
    "confirm_totp": {"code": "123456"},
    "renew_recovery_codes": {"password": PASSWORD},
    "add_passkey": {**NO_CREDENTIAL, "name": "mine"},
    "begin_adding_passkey": {"password": PASSWORD},
    "remove_passkey": {"password": PASSWORD},
    "make_api_token": {"password": "a wrong guess", "name": "mine", "scopes": ["workouts:read"]},
    "make_webhook": {"password": "a wrong guess", "url": "https://push.example.com/", "events": ["workout.saved"]},
    "update_webhook": {"enabled": False},
    "update_reminders": {"days": [1], "hour": 7},
    "subscribe_to_reminders": SUBSCRIPTION,
    "update_weekly_mail": {"language": None},
    "preview_import": lambda mine: {"workouts": [new_workout(id=mine["workout_id"], reps_count=99)]},
    "import_workouts": lambda mine: {"workouts": [new_workout(id=mine["workout_id"], reps_count=99)]},
    "create_workout": lambda mine: new_workout(id=mine["workout_id"], reps_count=99),
    "update_workout": {"reps_count": 99},
    "create_goal": NEW_GOAL,
    "update_goal": {"target": 1},
    "update_together": {"shows": "nothing"},
    "ask_to_follow": {"username": "ada"},
    "block_user": {"username": "ada"},
    "make_challenge": {"kind": "most", "exercise_type": "push-up"},
    "look_at_challenge": NO_TOKEN,
    "join_challenge": NO_TOKEN,
    "show_live": {"exercise_type": "push-up", "phase": "counting", "count": 1},
}

QUERIES = {
    "get_exercise_statistics": {"exercise_type": "push-up"},
    "export_workout": {"format": "fit"},
    "unsubscribe_weekly_mail": NO_TOKEN,
    "show_unsubscribe_page": NO_TOKEN,
    "export_workouts": {"format": "csv"},
}


async def belongings(ada: Api, sql: Sql) -> Belongings:
    """One of each of Ada's things."""
    goal = await ada.post("/goals", NEW_GOAL | {"target": 40})
    assert goal.status_code == 201, goal.text
    workout = await ada.save(note="Ada's own words", training=new_training(name="Ada's own plan"))
    sessions = (await ada.get("/users/me/sessions")).json()["items"]
    passkey = await sql.value(
        "INSERT INTO passkeys (user_id, credential_id, public_key, sign_count, transports, name)"
        " SELECT id, 'credential', 'key', 0, '{}', 'Ada''s own phone' FROM users WHERE username = 'ada'"
        " RETURNING id::text"
    )
    await sql.execute(
        "INSERT INTO weekly_mails (user_id, language, done_for)"
        " SELECT id, 'de', '2026-03-16' FROM users WHERE username = 'ada'"
    )
    token = await ada.post(
        "/users/me/api-tokens", {"password": PASSWORD, "name": "Ada's own script", "scopes": ["workouts:read"]}
    )
    assert token.status_code == 201, token.text
    times = await ada.patch("/users/me/reminders", {"days": [3], "hour": 18})
    assert times.status_code == 200, times.text
    subscription = await ada.post("/users/me/reminders/subscriptions", SUBSCRIPTION)
    assert subscription.status_code == 201, subscription.text
    await ada.post("/together/follows", {"username": "carol"})
    await ada.post("/together/blocks", {"username": "mallory"})
    await ada.patch("/together", {"shows": "days"})
    with_others = (await ada.get("/together")).json()
    (of_carol,) = [each["id"] for each in with_others["following"] if each["username"] == "carol"]
    (of_mallory,) = [each["id"] for each in with_others["blocked"] if each["username"] == "mallory"]
    challenge = await ada.post("/together/challenges", {"kind": "most", "exercise_type": "push-up"})
    assert challenge.status_code == 201, challenge.text
    webhook = await sql.value(
        "INSERT INTO webhooks (user_id, url, events, sealed_secret, epoch)"
        " SELECT id, 'https://push.example.com/adas', '{workout.saved}', 'sealed', epoch FROM users"
        " WHERE username = 'ada' RETURNING id::text"
    )
    await ada.save()
    return {
        "follow_id": of_carol,
        "block_id": of_mallory,
        "challenge_id": challenge.json()["challenge"]["id"],
        "webhook_id": webhook,
        "subscription_id": subscription.json()["id"],
        "workout_id": workout["id"],
        "token_id": token.json()["id"],
        "session_id": sessions[0]["id"],
        "goal_id": goal.json()["id"],
        "passkey_id": passkey,
    }


OPERATIONS = [
    (method.upper(), path.removeprefix(V1), operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]


KEYS = {"users": "id", **dict.fromkeys(TABLES_OF_THE_VERSION_BEFORE, "user_id")} | {
    table.name: "user_id" for table in Base.metadata.tables.values() if "user_id" in table.columns
}
"""What of a row says whose it is, by table."""
# One statement: the tests below ask a thousand times.
ROWS = " UNION ALL ".join(
    f"SELECT '{table}' AS name, string_agg(t::text, chr(10) ORDER BY t::text) AS rows FROM {table} t WHERE {key} = $1"  # noqa: S608
    for table, key in KEYS.items()
)


async def rows_of(user_id: str, sql: Sql) -> dict[str, str]:
    """Everything in the database that is the user's, by table."""
    return {table["name"]: table["rows"] for table in await sql.rows(ROWS, user_id)}


async def test_no_table_with_rows_of_users_is_left_out(sql: Sql) -> None:
    found = await sql.rows(
        "SELECT table_name AS name, CASE table_name WHEN 'users' THEN 'id' ELSE 'user_id' END AS key"
        " FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        " AND (column_name = 'user_id' OR (table_name, column_name) = ('users', 'id'))"
    )
    assert {table["name"]: table["key"] for table in found} == KEYS


def body_for(operation: dict[str, Any], mine: Belongings) -> Any:
    if "requestBody" not in operation:
        return None
    assert operation["operationId"] in BODIES, f"add a body of {operation['operationId']} to BODIES"
    body = BODIES[operation["operationId"]]
    return body(mine) if callable(body) else body


def concrete(path: str, mine: Belongings) -> str:
    missing = set(re.findall(r"\{(\w+)\}", path)) - set(mine)
    assert not missing, f"add {missing} to belongings()"
    return path.format(**mine)


async def test_bob_neither_sees_nor_changes_what_is_adas(
    app: FastAPI, ada: Api, http: httpx.AsyncClient, sql: Sql, password_hash: str, subtests: pytest.Subtests
) -> None:
    """Ada's things stay as they are, so that they are there for the next endpoint, which another Bob calls."""
    assert ada.user is not None
    mine = await belongings(ada, sql)
    before = await rows_of(ada.user["id"], sql)
    for method, path, operation in OPERATIONS:
        name = operation["operationId"]
        with subtests.test(operation=name):
            put(app, rate_limiter=RateLimiter())
            # Bob's cookie, the last that was set, is in the client; Ada's is not.
            bob = await account(app, http, password_hash, f"bob.{name}"[:30])
            asked = body_for(operation, mine)
            answer = await bob.call(method, concrete(path, mine), json=asked, params=QUERIES.get(name))
            assert await rows_of(ada.user["id"], sql) == before
            if "{" in path:
                assert answer.status_code == 404, answer.text
            assert answer.status_code < 500
            for secret in (ada.user["id"], ada.user["email"], "Ada's own", *mine.values()):
                assert secret not in answer.text or secret in json.dumps(asked)


def test_no_row_is_left_over() -> None:
    assert {*BODIES, *QUERIES} <= {operation["operationId"] for _, _, operation in OPERATIONS}


async def test_the_rows_would_show_a_change(ada: Api, sql: Sql) -> None:
    """The comparison above can fail."""
    assert ada.user is not None
    mine = await belongings(ada, sql)
    before = await rows_of(ada.user["id"], sql)
    assert "Ada's own words" in before["workouts"]
    await ada.patch(f"/workouts/{mine['workout_id']}", {"reps_count": 13})
    after = await rows_of(ada.user["id"], sql)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"workouts", "daily_totals", "exercise_totals", "statistics_snapshots"}
