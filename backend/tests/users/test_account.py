"""One's own account: profile, password, export, end."""

import json

import pytest
from fastapi import FastAPI
from pyotp.totp import TOTP

from exercise_buddy.webhooks.hosts import WebhookHosts
from tests.authenticator import Authenticator
from tests.servers.mailbox import Mailbox
from tests.servers.push_service import Browser
from tests.support import (
    PASSWORD,
    TABLES_OF_THE_VERSION_BEFORE,
    Api,
    FakeClock,
    Sql,
    assert_problem,
    changed,
    new_training,
)


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


TABLES_OF_THE_SERVER = (
    "alembic_version",
    "kept_keys",
    "background_migrations",
    "backup_runs",
    "push_keys",
    "outgoing_mails",
)
"""Which hold nothing of any user, but for the last: sealed mails, which leave at once or go within a day."""


async def fill_tables_of_programs(user: Api) -> None:
    await user.post("/users/me/api-tokens", {"password": PASSWORD, "name": "My script", "scopes": ["workouts:read"]})
    hook = {"password": PASSWORD, "url": "https://push.example.com/2", "events": ["workout.saved"]}
    await user.post("/users/me/webhooks", hook)
    await user.save()


async def fill_every_table(user: Api, clock: FakeClock, mailbox: Mailbox) -> None:
    email = (user.user or {})["email"]
    await user.post("/users/me/verify-email")
    await mailbox.arrived(email)
    assert (await user.post("/auth/verify-email", {"token": mailbox.token(email)})).status_code == 204
    # So many that they count against the quota.
    await user.save(training=new_training(), details={"repetitions": {"start_ms": list(range(2000))}})
    await user.post("/goals", {"exercise_type": "push-up", "measure": "reps", "period": "day", "target": 50})
    await user.patch("/users/me/weekly-mail", {"language": "fr"})
    await user.patch("/users/me/reminders", {"days": [1], "hour": 18})
    await user.post("/users/me/reminders/subscriptions", Browser().subscription("https://push.example.com/1"))
    await user.post("/users/me/email", {"password": PASSWORD, "new_email": f"new-{email}"})
    question = (await user.post("/users/me/passkeys/options", {"password": PASSWORD})).json()
    credential = Authenticator().create(question["options"])
    await user.post(
        "/users/me/passkeys", {"challenge_id": question["challenge_id"], "credential": credential, "name": "Laptop"}
    )
    await user.post("/users/me/passkeys/options", {"password": PASSWORD})
    await fill_tables_of_programs(user)
    await user.patch("/together", {"shows": "counts"})
    await user.post("/together/follows", {"username": "nobody"})
    await user.post("/together/blocks", {"username": "mallory"})
    await user.post("/together/challenges", {"kind": "most", "exercise_type": "push-up"})
    screen = (await user.post("/auth/screens")).json()
    await user.post("/users/me/screens", {"code": screen["code"]})
    secret = (await user.post("/users/me/totp", {"password": PASSWORD})).json()["secret"]
    await user.post("/users/me/totp/confirm", {"code": TOTP(secret).at(clock.now)})


async def test_deleting_the_account_leaves_nothing_of_it_in_any_table(
    app: FastAPI, ada: Api, bob: Api, sql: Sql, clock: FakeClock, mailbox: Mailbox
) -> None:
    with changed(app, webhook_hosts=WebhookHosts.of(["push.example.com"])):
        for user in (ada, bob):
            await fill_every_table(user, clock, mailbox)
    tables = await sql.rows(
        "SELECT table_name AS name FROM information_schema.tables"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL($1)",
        [*TABLES_OF_THE_SERVER, *TABLES_OF_THE_VERSION_BEFORE],
    )
    hers, his = ((user.user or {})["id"] for user in (ada, bob))

    async def rows_that_mention(user_id: str) -> dict[str, int]:
        # A row as text holds the ids as they are written and keys as their hexadecimal digits.
        query = "SELECT count(*) FROM {} AS t WHERE position($1 IN replace(t::text, '-', '')) > 0"
        plain = user_id.replace("-", "")
        return {table["name"]: await sql.value(query.format(table["name"]), plain) for table in tables}

    before = await rows_that_mention(his)
    assert all(before.values()), before
    assert await rows_that_mention(hers) == before
    assert (await ada.delete("/users/me", {"password": PASSWORD})).status_code == 204
    assert not any((await rows_that_mention(hers)).values())
    assert await rows_that_mention(his) == before


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


async def test_the_export_of_a_new_account_holds_its_session_only(ada: Api) -> None:
    export = (await ada.get("/users/me/export")).json()
    assert [session["current"] for session in export.pop("sessions")] == [True]
    assert export == {
        "weekly_mail": {"language": None},
        "reminders": {"days": [], "hour": 18, "subscriptions": []},
        "webhooks": [],
        "user": ada.user,
        "second_factor": {"is_on": False, "recovery_codes_left": 0},
        "passkeys": [],
        "api_tokens": [],
        "together": {"shows": "nothing", "following": [], "followers": [], "blocked": []},
        "challenges": [],
        "goals": [],
        "workouts": [],
    }


async def test_the_export_tells_how_the_account_signs_in_but_no_secret(
    ada: Api, clock: FakeClock, mailbox: Mailbox, sql: Sql
) -> None:
    await fill_every_table(ada, clock, mailbox)
    answer = await ada.get("/users/me/export")
    export = answer.json()
    assert export["second_factor"] == {"is_on": True, "recovery_codes_left": 10}
    assert [passkey["name"] for passkey in export["passkeys"]] == ["Laptop"]
    assert export["user"]["second_factor"] is True
    for secret in ("users.password_hash", "totp_secrets.secret_sealed", "recovery_codes.code_sha256"):
        table, column = secret.split(".")
        value = await sql.value(f"SELECT {column} FROM {table} LIMIT 1")  # noqa: S608
        assert (value.hex() if isinstance(value, bytes) else value) not in answer.text
