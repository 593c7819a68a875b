"""One's own account: profile, password, export, end."""

import json

import pytest

from tests.support import PASSWORD, Api, Sql, assert_problem


async def test_reads_and_changes_the_profile(ada: Api) -> None:
    before = (await ada.get("/users/me")).json()
    assert before == ada.user
    changes = {
        "display_name": "Countess",
        "weight_kg": 59.5,
        "time_zone": "Asia/Tokyo",
        "preferences": {"theme": "dark"},
    }
    answer = await ada.patch("/users/me", changes)
    assert answer.status_code == 200
    assert answer.json() == before | changes == (await ada.get("/users/me")).json()


async def test_a_missing_field_stays_and_a_weight_can_be_taken_back(ada: Api) -> None:
    assert (await ada.patch("/users/me", {})).json() == ada.user
    changed = (await ada.patch("/users/me", {"weight_kg": None})).json()
    assert changed == {**(ada.user or {}), "weight_kg": None}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", None),
        ("display_name", ""),
        ("display_name", "\x00"),
        ("weight_kg", -1),
        ("weight_kg", True),
        ("time_zone", None),
        ("time_zone", "Europe/Atlantis"),
        ("preferences", None),
        ("preferences", []),
        ("preferences", {"a": "\x00"}),
        ("email", "new@example.com"),
        ("id", "01939b5e-0000-7000-8000-000000000001"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_changed(ada: Api, field: str, value: object) -> None:
    problem = assert_problem(await ada.patch("/users/me", {field: value}), 422, "validation_failed")
    assert problem["errors"][0]["location"].startswith(f"body.{field}")
    assert (await ada.get("/users/me")).json() == ada.user


async def test_a_new_password_ends_the_other_sessions_only(api: Api, ada: Api) -> None:
    await api.sign_in("ada")
    assert len((await ada.get("/users/me/sessions")).json()["items"]) == 2
    change = {"current_password": PASSWORD, "new_password": "another password"}
    assert (await ada.post("/users/me/password", change)).status_code == 204
    assert [s["current"] for s in (await ada.get("/users/me/sessions")).json()["items"]] == [True]
    old = await api.post("/auth/login", {"identifier": "ada", "password": PASSWORD})
    assert_problem(old, 401, "invalid_credentials")
    assert (await api.sign_in("ada", "another password")).token


async def test_the_wrong_password_changes_nothing(api: Api, ada: Api) -> None:
    await api.sign_in("ada")
    change = {"current_password": "wrong password", "new_password": "another password"}
    assert_problem(await ada.post("/users/me/password", change), 403, "wrong_password")
    assert_problem(await ada.delete("/users/me", {"password": "wrong password"}), 403, "wrong_password")
    assert len((await ada.get("/users/me/sessions")).json()["items"]) == 2
    assert (await api.sign_in("ada")).token


@pytest.mark.parametrize("new", ["shorty!", "x" * 73, "nul\x00inside", None])
async def test_a_bad_new_password_is_refused_unrepeated(ada: Api, new: object) -> None:
    answer = await ada.post("/users/me/password", {"current_password": PASSWORD, "new_password": new})
    assert assert_problem(answer, 422, "validation_failed")["errors"][0]["location"] == "body.new_password"
    assert PASSWORD not in answer.text
    assert new is None or str(new) not in answer.text


async def test_deleting_the_account_leaves_nothing_of_it_in_any_table(ada: Api, bob: Api, sql: Sql) -> None:
    for user in (ada, bob):
        await user.save()
        await user.post("/goals", {"measure": "reps", "period": "day", "target": 50})
    assert (await ada.delete("/users/me", {"password": PASSWORD})).status_code == 204
    tables = await sql.rows(
        "SELECT table_name AS name, column_name AS key FROM information_schema.columns"
        " WHERE table_schema = 'public' AND (column_name = 'user_id' OR (table_name, column_name) = ('users', 'id'))"
    )
    assert {"users", "workouts", "daily_totals", "refresh_tokens", "goals"} <= {table["name"] for table in tables}
    for table in tables:
        owners = await sql.rows(f"SELECT DISTINCT {table['key']}::text AS id FROM {table['name']}")  # noqa: S608
        assert [owner["id"] for owner in owners] == [(bob.user or {})["id"]], table


@pytest.mark.parametrize("by", ["its owner", "another process"])
async def test_a_token_of_a_deleted_account_opens_nothing(ada: Api, sql: Sql, by: str) -> None:
    assert (await ada.get("/users/me")).status_code == 200
    if by == "its owner":
        await ada.delete("/users/me", {"password": PASSWORD})
    else:
        await sql.execute("DELETE FROM users")
    for answer in (
        await ada.get("/users/me"),
        await ada.patch("/users/me", {"weight_kg": 70}),
        await ada.get("/statistics"),
        await ada.get("/users/me/export"),
        await ada.delete("/users/me", {"password": PASSWORD}),
        await ada.post("/users/me/password", {"current_password": PASSWORD, "new_password": "another password"}),
    ):
        assert_problem(answer, 401, "session_over" if by == "its owner" else "user_gone")


@pytest.mark.parametrize("body", [None, {}, {"password": 5}, {"password": "x" * 2000}])
async def test_a_malformed_deletion_deletes_nothing(ada: Api, body: object) -> None:
    assert_problem(await ada.delete("/users/me", body), 422, "validation_failed")
    assert (await ada.get("/users/me")).status_code == 200


async def test_the_export_holds_the_account_and_every_workout(ada: Api, bob: Api, sql: Sql) -> None:
    await bob.save()
    saved = [await ada.save(note=f'number "{number}"') for number in range(205)]
    answer = await ada.get("/users/me/export")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="exercise-buddy.json"'
    export = json.loads(answer.content)
    assert export["user"] == ada.user
    assert sorted(export["workouts"], key=lambda w: w["id"]) == sorted(saved, key=lambda w: w["id"])
    assert await sql.value("SELECT password_hash FROM users LIMIT 1") not in answer.text


async def test_the_export_of_a_new_account_is_empty(ada: Api) -> None:
    assert (await ada.get("/users/me/export")).json() == {"user": ada.user, "goals": [], "workouts": []}
