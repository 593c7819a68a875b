"""What tests begin with is what the application makes."""

from typing import Any

from fastapi import FastAPI

from tests.accounts import account
from tests.support import Api, Sql

OWN = {"id", "user_id", "email", "username", "display_name", "password_hash", "root_sha256", "seal_key"}
"""What two accounts never share."""
TABLES = "SELECT table_name FROM information_schema.columns WHERE column_name = 'user_id' AND is_updatable = 'YES'"


async def test_an_account_for_tests_is_as_one_that_signed_up(
    app: FastAPI, api: Api, sql: Sql, password_hash: str
) -> None:
    fields: dict[str, Any] = {"weight_kg": 70, "time_zone": "Europe/Berlin"}
    signed_up = await api.sign_up("ada", **fields)
    cookies = {cookie.name: (cookie.domain, cookie.path) for cookie in api.http.cookies.jar}
    of_one = await rows_of(sql, str((signed_up.user or {})["id"]))
    api.http.cookies.clear()
    made = await account(app, api.http, password_hash, "bob", **fields)
    assert {cookie.name: (cookie.domain, cookie.path) for cookie in api.http.cookies.jar} == cookies
    assert await rows_of(sql, str((made.user or {})["id"])) == of_one
    assert of_one["users"]
    assert of_one["sessions"]
    assert (made.user or {}) == (await made.get("/users/me")).json()
    # Its cookies are good for what a browser does with them, and its password is the one of all.
    assert (await api.post("/auth/refresh")).status_code == 200
    assert (await api.sign_in("bob")).token


async def rows_of(sql: Sql, user_id: str) -> dict[str, list[dict[str, Any]]]:
    """All that is stored of the account, without what it alone has and when it was stored."""
    found: dict[str, list[dict[str, Any]]] = {}
    tables = [(row["table_name"], "user_id") for row in await sql.rows(TABLES)]
    for table, key in [("users", "id"), *tables]:
        rows = await sql.rows(f"SELECT * FROM {table} WHERE {key}::text = $1", user_id)  # noqa: S608 - a table's name
        found[table] = [
            {name: value for name, value in row.items() if name not in OWN | {"created_at", "updated_at"}}
            for row in rows
        ]
    return found
